"""An outline as a PDF: A4 or US Letter, tagged for screen readers (PDF/UA-1), the same bytes for the same outline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from analysis import palette
from analysis.report.outline import SAMPLE, Outline

Paper = Literal["a4", "us-letter"]

_HERE = Path(__file__).parent
_MISSING = "could not be displayed"


def to_pdf(outline: Outline, *, paper: Paper = "a4") -> tuple[bytes, tuple[str, ...]]:
    """Give the PDF and what has to be said about it.

    Texts reach the template as one JSON value and are never read as markup. Where a letter is in no font of this computer,
    the file cannot keep the standard for accessible documents: it is made without, and the second part says so.
    """
    told = json.dumps(_told(outline, paper), ensure_ascii=False)
    if _in_our_fonts(told):
        # Without the fonts of the computer the same report is the same file everywhere.
        try:
            return _compile(told, fonts=_fonts(with_system=False), accessible=True), ()
        except typst.TypstError as error:
            if _MISSING not in str(error):
                raise
    try:
        return _compile(told, fonts=_fonts(with_system=True), accessible=True), ()
    except typst.TypstError as error:
        if _MISSING not in str(error):
            raise
    note = (
        "Some letters are in none of the fonts of this computer: the PDF shows empty boxes for them and is not marked as "
        "accessible (PDF/UA). The web page and the Markdown file hold every letter."
    )
    return _compile(told, fonts=_fonts(with_system=True), accessible=False), (note,)


def to_pages(outline: Outline, *, pixels_per_inch: float, paper: Paper = "a4") -> tuple[bytes, ...]:
    """Give the pages of the PDF as PNG pictures, for looking at before printing."""
    told = json.dumps(_told(outline, paper), ensure_ascii=False)
    pictures = typst.compile(
        _HERE / "report.typ",
        format="png",
        ppi=pixels_per_inch,
        font_paths=fonts_for(told),
        sys_inputs={"outline": told},
        timestamp=0,
    )
    return (pictures,) if isinstance(pictures, bytes) else tuple(pictures)


def to_pictures(svgs: Sequence[str]) -> tuple[bytes, ...]:
    """Give pictures without words as PNG, for programs that show no SVG."""
    made = typst.compile(
        _HERE / "pictures.typ",
        format="png",
        ppi=200,
        font_paths=_fonts(with_system=False),
        sys_inputs={"pictures": json.dumps(svgs)},
        timestamp=0,
    )
    return (made,) if isinstance(made, bytes) else tuple(made)


def fonts_for(told: str) -> typst.Fonts:
    """Give the fonts in which a text is set: ours alone where they have every letter, so that it looks alike everywhere."""
    return _fonts(with_system=not _in_our_fonts(told))


def _in_our_fonts(told: str) -> bool:
    """Say whether every letter is one of Europe, or a sign: our fonts hold those, and what they lack is looked for."""
    return all(letter < "\u0590" or "\u1e00" <= letter < "\u2800" for letter in told)


def _told(outline: Outline, paper: Paper) -> dict[str, object]:
    """Give the outline as the template reads it: every block knows its kind."""
    told = asdict(outline)
    for section, kept in zip(told["sections"], outline.sections, strict=True):
        for block, record in zip(section["blocks"], kept.blocks, strict=True):
            block["kind"] = type(record).__name__
    light = palette.LIGHT
    colours = {
        "ink": light.ink,
        "muted": light.muted,
        "line": light.line,
        "panel": light.panel,
        "accent": light.accent,
        "second": palette.SECOND,
        "second_text": light.second.text,
        "second_tint": light.second.tint,
        "offer": palette.OFFER,
        "offer_text": light.offer.text,
    }
    day = outline.today
    return told | {
        "about": outline.about,
        "paper": paper,
        "sample": SAMPLE if outline.sample else "",
        "today": [day.year, day.month, day.day],
        "colours": colours,
    }


def _compile(told: str, *, fonts: typst.Fonts, accessible: bool) -> bytes:
    return typst.compile(
        _HERE / "report.typ",
        format="pdf",
        font_paths=fonts,
        sys_inputs={"outline": told},
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=0,
    )


@cache
def _fonts(*, with_system: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=with_system, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")]
    )
