"""An outline as one web page that needs nothing else: no script, no request, readable in light, in dark and on paper."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from analysis import palette
from analysis.report.outline import SAMPLE, Outline

_HERE = Path(__file__).parent
_FONTS = (
    ("Second Place Sans", 400, "SecondPlaceSans-Regular"),
    ("Second Place Sans", 600, "SecondPlaceSans-SemiBold"),
    ("Second Place Serif", 400, "SecondPlaceSerif-Regular"),
    ("Second Place Serif", 500, "SecondPlaceSerif-Medium"),
)


def to_html(outline: Outline) -> str:
    """Give the page. Texts are escaped; only our own pictures go in as they are."""
    return _page(outline, one_page=False)


def to_one_page(outline: Outline) -> str:
    """Give the same page, set close where it is printed, so that it fits a sheet of paper."""
    return _page(outline, one_page=True)


def _page(outline: Outline, *, one_page: bool) -> str:
    return _template().render(
        outline=outline,
        one_page=one_page,
        sample=SAMPLE,
        kind=lambda block: type(block).__name__,
        picture=lambda chart: Markup(chart.svg),  # noqa: S704 - made by charts_svg, which escapes its texts
        light=palette.LIGHT,
        dark=palette.DARK,
        marks=palette,
        faces=_faces(),
    )


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
