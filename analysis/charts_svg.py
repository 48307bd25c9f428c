"""The static twins of the charts for the report: the same drawings as SVG of about 3 KB, without plotly or a browser.

Marks of a count are drawn, not written, so that no font is asked for a glyph it may lack. The text is text: in an HTML
report it can be found and copied, in a PDF it takes the font it is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from analysis import charts
from analysis.drawing import QUIET, Bar, Drawing, Point, Rule, Shape, Tally, Text, clean, width_of
from analysis.palette import CLEAR, SECOND

if TYPE_CHECKING:
    import pandas as pd

    from analysis.charts import Beside
    from analysis.study import BeforeSince, Overview, Whose

WIDTH = 720  # units across 17 cm, so that a label of 15.5 is set in 10.4 point
CENTIMETRES = 17
WIDEST_MARK = 9  # units from the middle of a diamond to its end: one at none or all of them is whole
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def ranking(rows: pd.DataFrame, *, at_most: int, ranges: bool, font: str, ink: str) -> str:
    """Give `charts.ranking` as SVG, its text in the family `font` and the colour `ink` ("currentColor" inside HTML)."""
    drawing = charts.draw_ranking(rows, at_most=at_most, ranges=ranges, width=WIDTH)
    return svg(drawing, alt=charts.ranking_alt(rows, at_most=at_most), font=font, ink=ink)


def contrast(rows: pd.DataFrame, *, beside: Beside, axis: bool, font: str, ink: str) -> str:
    """Give `charts.contrast` as SVG."""
    drawing = charts.draw_contrast(rows, beside=beside, axis=axis, ranges=False, width=WIDTH)
    return svg(drawing, alt=charts.contrast_alt(rows, beside=beside), font=font, ink=ink)


def meter(overview: Overview, *, source: Whose, who: str, font: str, ink: str) -> str:
    """Give `charts.meter` as SVG."""
    drawing = charts.draw_meter(overview, source=source, who=who, width=WIDTH)
    return svg(drawing, alt=charts.meter_alt(overview, source=source, who=who), font=font, ink=ink)


def before_after(change: BeforeSince, *, names: tuple[str, str], font: str, ink: str) -> str:
    """Give `charts.before_after` as SVG."""
    drawing = charts.draw_before_after(change, names=names, width=WIDTH)
    return svg(drawing, alt=charts.before_after_alt(change, names=names), font=font, ink=ink)


def svg(drawing: Drawing, *, alt: str, font: str, ink: str) -> str:
    """Draw as an SVG 17 cm wide, named for screen readers by `alt`."""
    height = max(drawing.height, 1) + 2
    across = _Across(max(drawing.side, WIDEST_MARK))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{CENTIMETRES}cm" height="{CENTIMETRES * height / WIDTH:.2f}cm" '
        f'viewBox="0 -1 {WIDTH} {height:g}" role="img" aria-label={quoteattr(alt)} '
        f"font-family={quoteattr(clean(font))} fill={quoteattr(clean(ink))}>"
    ]
    if any(bar.hatched for bar in drawing.bars):
        parts.append(
            '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="3" height="7" fill="{SECOND}"/></pattern></defs>'
        )
    parts += [_rule(rule, across) for rule in drawing.rules]
    parts += [_bar(bar, across) for bar in drawing.bars if not (bar.fill == bar.edge == CLEAR)]
    parts += [_point(point, across) for point in drawing.points]
    for text in drawing.texts:
        parts += _text(text, across)
    return "".join([*parts, "</svg>"])


class _Across:
    """Turns 0 to 1 across a drawing into units of the sheet."""

    def __init__(self, side: float) -> None:
        self.side = side

    def __call__(self, x: float) -> float:
        return self.side + x * (WIDTH - 2 * self.side)


def _rule(rule: Rule, across: _Across) -> str:
    stroke = _paint(rule.colour, "stroke")
    return (
        f'<line x1="{across(rule.x0):.1f}" y1="{rule.y0:g}" x2="{across(rule.x1):.1f}" y2="{rule.y1:g}" '
        f'stroke-width="{rule.width:g}" {stroke}/>'
    )


def _bar(bar: Bar, across: _Across) -> str:
    x, width = across(bar.x0), across(bar.x1) - across(bar.x0)
    fill = 'fill="url(#hatch)"' if bar.hatched else _paint(bar.fill, "fill")
    edge = "" if bar.edge == CLEAR else f' {_paint(bar.edge, "stroke")} stroke-width="1.4"'
    corner = min(4, bar.height / 2, width / 2)
    return (
        f'<rect x="{x:.1f}" y="{bar.y - bar.height / 2:g}" width="{width:.1f}" height="{bar.height:g}" '
        f'rx="{corner:.1f}" {fill}{edge}/>'
    )


def _point(point: Point, across: _Across) -> str:
    paint = (
        f'fill="none" {_paint(point.colour, "stroke")} stroke-width="1.6"'
        if point.hollow
        else _paint(point.colour, "fill")
    )
    return _shape(point.shape, across(point.x), point.y, point.size, paint)


def _shape(shape: Shape, x: float, y: float, size: float, paint: str) -> str:
    half = size / 2
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:g}" r="{half:.1f}" {paint}/>'
    if shape == "square":
        return f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{size:.1f}" height="{size:.1f}" {paint}/>'
    tall = half * 1.25
    corners = {
        "diamond": [(x, y - tall), (x + tall, y), (x, y + tall), (x - tall, y)],
        "triangle-up": [(x, y - half), (x + half, y + half), (x - half, y + half)],
    }[shape]
    return f'<polygon points="{" ".join(f"{cx:.1f},{cy:.1f}" for cx, cy in corners)}" {paint}/>'


def _text(text: Text, across: _Across) -> list[str]:
    outer = {"left": 0, "right": WIDTH}.get(text.anchor)
    x = outer if text.outer and outer is not None else across(text.x)
    if not text.tallies:
        return [_words(text.words, x, text, bold=text.bold)]
    parts: list[str] = []
    for n, tally in reversed(list(enumerate(text.tallies))):
        parts += _tally(tally, x, text, bold=n == 0)
        x -= width_of(tally.words, text.size) + 38
    return parts


def _tally(tally: Tally, x: float, text: Text, *, bold: bool) -> list[str]:
    mark = x - width_of(tally.words, text.size) - 9
    return [
        _shape(tally.shape, mark, text.y, 8, _paint(tally.colour, "fill")),
        _words(tally.words, x, text, bold=bold),
    ]


def _words(words: str, x: float, text: Text, *, bold: bool) -> str:
    # A baseline a third of the size below the middle: not every reader of SVG knows dominant-baseline.
    weight = ' font-weight="600"' if bold else ""
    quiet = f' opacity="{QUIET}"' if text.quiet else ""
    return (
        f'<text x="{x:.1f}" y="{text.y + text.size * 0.34:.1f}" font-size="{text.size:g}" '
        f'text-anchor="{_ANCHORS[text.anchor]}"{weight}{quiet}>{escape(clean(words))}</text>'
    )


def _paint(colour: str, what: str) -> str:
    """Give a colour as an attribute, an rgba() colour with its opacity apart: not every reader of SVG knows rgba."""
    if not colour.startswith("rgba("):
        return f'{what}="{colour}"'
    red, green, blue, opacity = colour[5:-1].split(",")
    solid = f"#{int(red):02X}{int(green):02X}{int(blue):02X}"
    return f'{what}="none"' if float(opacity) == 0 else f'{what}="{solid}" {what}-opacity="{opacity}"'
