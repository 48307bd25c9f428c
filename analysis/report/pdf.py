"""An outline as a PDF: A4 or US Letter, tagged for screen readers (PDF/UA-1), the same bytes for the same outline."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import typst

from analysis import palette
from analysis.report.outline import SAMPLE, Outline, Paper, each_text

STAND_IN = "\u25a1"  # for a letter that is in no font

_HERE = Path(__file__).parent
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
# Nobody sees them: without a font they leave no gap, and need none to stand in (Default_Ignorable_Code_Point of Unicode).
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Each letter alone, to learn which of them are in no font.
_ALONE = b"""
#set document(title: "Letters")
#set text(font: ("Second Place Sans", "Libertinus Serif"))
#for letter in json(bytes(sys.inputs.letters)) { par(letter) }
"""


@dataclass(frozen=True)
class _Set:
    """An outline as the template reads it, with the fonts to set it in and the letters that are in none of them."""

    told: str
    fonts: typst.Fonts
    lacking: frozenset[str]


def to_pdf(
    outline: Outline, *, paper: Paper = "a4", computer_fonts: bool = True
) -> tuple[bytes, tuple[str, ...]]:
    """Give the PDF and what has to be said about it.

    Texts reach the template as one JSON value and are never read as markup. A letter that is neither in our fonts nor, with
    `computer_fonts`, in those of this computer is shown as `STAND_IN`, or left out where nobody would see it; the second
    part says how many letters that are. The file keeps the standard for accessible documents (PDF/UA-1) either way.
    """
    made = _set(outline, paper, computer_fonts=computer_fonts)
    while True:
        try:
            return _compile(made), _noted(made.lacking)
        except typst.TypstError as error:
            apart = _apart(error) - made.lacking
            if not apart:
                raise
        lacking = made.lacking | apart
        made = replace(made, told=_as_json(_without(outline, lacking), paper), lacking=lacking)


def to_pages(outline: Outline, *, pixels_per_inch: float, paper: Paper = "a4") -> tuple[bytes, ...]:
    """Give the pages of the PDF as PNG pictures, for looking at before printing."""
    made = _set(outline, paper, computer_fonts=True)
    pictures = typst.compile(
        _HERE / "report.typ",
        format="png",
        ppi=pixels_per_inch,
        font_paths=made.fonts,
        sys_inputs={"outline": made.told},
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


def _set(outline: Outline, paper: Paper, *, computer_fonts: bool) -> _Set:
    """Choose the fonts: ours alone where they have every letter, so that the same report is the same file everywhere."""
    told = _as_json(outline, paper)
    fonts = _fonts(with_system=computer_fonts and not _in_our_fonts(told))
    doubtful = {letter for letter in told if not _surely_ours(letter)}
    lacking = _lacking(doubtful, fonts)
    if lacking and computer_fonts:
        fonts = _fonts(with_system=True)
        lacking = _lacking(doubtful, fonts)
    return _Set(_as_json(_without(outline, lacking), paper) if lacking else told, fonts, lacking)


def _surely_ours(letter: str) -> bool:
    """Say whether our fonts are known to hold a letter: Latin, Greek, Cyrillic, and what parts and ends sentences."""
    return letter < "\u0500" or "\u2010" <= letter < "\u2028"


def _lacking(letters: Collection[str], fonts: typst.Fonts) -> frozenset[str]:
    """Give those letters that are in no font."""
    if not letters:
        return frozenset()
    asked = json.dumps(sorted(letters), ensure_ascii=False)
    try:
        typst.compile(
            _ALONE,
            format="pdf",
            font_paths=fonts,
            sys_inputs={"letters": asked},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError as error:
        if not _reported(error):
            raise
        return _reported(error)
    return frozenset()


def _reported(error: typst.TypstError) -> frozenset[str]:
    """Give the letters an error says it could not draw."""
    said = "".join(_MISSING.findall(error.diagnostic))
    return frozenset(_BY_NUMBER.sub(lambda number: chr(int(number[1], 16)), said))


def _apart(error: typst.TypstError) -> frozenset[str]:
    """Give what stands in the way where a letter and the signs on it are each in a font, but in none together."""
    letters = {letter for letter in _reported(error) if not letter.isascii() and letter != STAND_IN}
    signs = {letter for letter in letters if unicodedata.category(letter).startswith("M")}
    return frozenset(signs or letters)


def _without(outline: Outline, lacking: frozenset[str]) -> Outline:
    """Give the outline with something in the place of each letter that cannot be drawn."""
    instead = str.maketrans({letter: "" if UNSEEN.match(letter) else STAND_IN for letter in lacking})
    return each_text(outline, lambda text: text.translate(instead))


def _noted(lacking: frozenset[str]) -> tuple[str, ...]:
    seen = sum(not UNSEEN.match(letter) for letter in lacking)
    if not seen:
        return ()
    are, stand = ("letter is", "it stands") if seen == 1 else ("different letters are", "they stand")
    return (
        f"{seen} {are} in none of the fonts of this computer: {stand} as {STAND_IN} in the PDF. The web page and the Markdown "
        "file hold every letter.",
    )


def _as_json(outline: Outline, paper: Paper) -> str:
    return json.dumps(_told(outline, paper), ensure_ascii=False)


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


def _compile(made: _Set) -> bytes:
    return typst.compile(
        _HERE / "report.typ",
        format="pdf",
        font_paths=made.fonts,
        sys_inputs={"outline": made.told},
        pdf_standards=["ua-1"],
        timestamp=0,
    )


@cache
def _fonts(*, with_system: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=with_system, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")]
    )
