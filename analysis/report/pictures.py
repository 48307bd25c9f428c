"""The report's small pictures: the lanes of the charts without their words, which the report sets as text of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analysis import charts, charts_svg
from analysis.drawing import Drawing

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study import BeforeSince, Overview, Whose

# A row of a chart is its label and, under it, its lanes: the px from the top of the row between which the lanes lie.
_CONTRAST = (24, 56)
_MARKS = (26, 64)
_MARKS_ROW = 68


def meter(overview: Overview, *, source: Whose, who: str) -> str:
    """Give one box a second place as SVG."""
    return _svg(
        charts.draw_meter(overview, source=source, who=who, width=charts_svg.WIDTH),
        alt=charts.meter_alt(overview, source=source, who=who),
    )


def contrast(row: pd.DataFrame) -> str:
    """Give the lanes of one factor, a table of one row, as SVG: above where you came second, below where you won."""
    drawing = charts.draw_contrast(row, beside="offer", axis=False, ranges=False, width=charts_svg.WIDTH)
    top, bottom = _CONTRAST
    compared = len(drawing.rules) and any(point.y > top + 16 for point in drawing.points)
    return _svg(
        _between(drawing, top, bottom if compared else top + 22), alt=charts.contrast_alt(row, beside="offer")
    )


def before_since(change: BeforeSince) -> tuple[str, str]:
    """Give the marks of the interviews before and those since as two SVGs."""
    names = ("before", "since")
    drawing = charts.draw_before_after(change, names=names, width=charts_svg.WIDTH)
    alt = charts.before_after_alt(change, names=names)
    top, bottom = _MARKS
    return (
        _svg(_between(drawing, top, bottom), alt=alt),
        _svg(_between(drawing, top + _MARKS_ROW, bottom + _MARKS_ROW), alt=alt),
    )


def _between(drawing: Drawing, top: float, bottom: float) -> Drawing:
    """Give the marks whose middle lies between two heights, moved up, without any words."""
    return replace(
        drawing,
        height=bottom - top,
        texts=[],
        bars=[replace(bar, y=bar.y - top) for bar in drawing.bars if top < bar.y < bottom and not bar.key],
        points=[replace(point, y=point.y - top) for point in drawing.points if top < point.y < bottom],
        rules=[
            replace(rule, y0=rule.y0 - top, y1=rule.y1 - top)
            for rule in drawing.rules
            if top < rule.y0 < bottom
        ],
    )


def _svg(drawing: Drawing, *, alt: str) -> str:
    return charts_svg.svg(drawing, alt=alt, font="sans-serif", ink="currentColor")
