"""An outline as one web page that needs nothing else: no script, no request, readable in light, in dark and on paper."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from analysis import palette
from analysis.report.outline import SAMPLE, Outline, Paper, each_text

LINE = 110  # characters
ROOMY_LINES = 58  # as many as one page of A4 surely holds in ten points

_HERE = Path(__file__).parent
_FONTS = (
    ("Second Place Sans", 400, "SecondPlaceSans-Regular"),
    ("Second Place Sans", 600, "SecondPlaceSans-SemiBold"),
    ("Second Place Serif", 400, "SecondPlaceSerif-Regular"),
    ("Second Place Serif", 500, "SecondPlaceSerif-Medium"),
)


def to_html(outline: Outline, *, paper: Paper = "a4") -> str:
    """Give the page, which prints on `paper`. Texts are escaped; only our own pictures go in as they are."""
    return _page(outline, setting="report", paper=paper)


def to_one_page(outline: Outline) -> str:
    """Give the same page, set as close as it must be where it is printed to fit a sheet of paper."""
    return _page(outline, setting="roomy" if _lines(outline) <= ROOMY_LINES else "close", paper="a4")


def _page(outline: Outline, *, setting: Literal["report", "roomy", "close"], paper: Paper) -> str:
    return _template().render(
        outline=outline,
        setting=setting,
        paper=paper,
        sample=SAMPLE,
        kind=lambda block: type(block).__name__,
        picture=lambda chart: Markup(chart.svg),  # noqa: S704 - made by charts_svg, which escapes its texts
        light=palette.LIGHT,
        dark=palette.DARK,
        marks=palette,
        faces=_faces(),
    )


def _lines(outline: Outline) -> int:
    """Estimate how many lines the texts of an outline take on paper."""
    lengths: list[int] = []
    each_text(outline.sections, lambda text: lengths.append(len(text)) or text)
    return sum(-(-length // LINE) for length in lengths)


@cache
def _template() -> Template:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template("report.html.j2")


@cache
def _faces() -> Markup:
    """Give the fonts as CSS with the Latin letters inside; a page without them would look different everywhere."""
    return Markup("\n").join(
        Markup(
            '@font-face { font-family: "%s"; font-weight: %d; font-display: swap; '
            'src: url("data:font/woff2;base64,%s") format("woff2"); }'
        )
        % (family, weight, base64.b64encode((_HERE / "fonts" / f"{name}.woff2").read_bytes()).decode())
        for family, weight, name in _FONTS
    )
