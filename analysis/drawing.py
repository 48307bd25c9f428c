"""A chart before it has a pen: bars, points, texts and lines on a sheet, which plotly or the report's SVG then draws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import Literal

from analysis.palette import CLEAR, EMPTY, LINE, faded

Shape = Literal["circle", "diamond", "square", "triangle-up"]

QUIET = 0.78  # opacity of secondary text: 5.4:1 at least in both modes
SOFT = 0.36  # opacity of the soft bar: where the true share plausibly lies
LABEL, COUNT, SMALL = 15.5, 14.5, 12.5  # sizes of text in px
CELLS_AT_MOST = 12
_LONGEST = 200
_WIDTHS = {
    "ijlI.,:;'|! \u00a0": 0.28,
    'frt()[]-/"': 0.37,
    "aceksvxyz": 0.48,
    "bdghnopqu0123456789": 0.54,
    "mMwW@%": 0.86,
    "\u200c\u200d": 0,
}
_EMS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar from x0 to x1 (0 to 1 across) around y (px from the top), hatched in the colour of its edge.

    `key` is what a press gives, `hover` what a resting pointer reads.
    """

    x0: float
    x1: float
    y: float
    height: float
    fill: str
    edge: str = CLEAR
    hatched: bool = False
    key: str | None = None
    hover: str | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """A mark `size` px wide; hollow where nothing was heard."""

    x: float
    y: float
    colour: str
    shape: Shape
    size: float
    hollow: bool = False
    key: str | None = None
    hover: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A count with the mark it counts: ● 5 of 7."""

    colour: str
    shape: Shape
    words: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """Words at x (0 to 1), or at an outer edge of the drawing where `outer`; `tallies` follow each other, the first is bold."""

    x: float
    y: float
    size: float
    words: str = ""
    tallies: tuple[Tally, ...] = ()
    anchor: Literal["left", "center", "right"] = "left"
    bold: bool = False
    quiet: bool = False
    outer: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A thin line between two points."""

    x0: float
    x1: float
    y0: float
    y1: float
    width: float = 1
    colour: str = LINE


@dataclass
class Drawing:
    """Marks on a sheet `height` px high, with `side` px left free at both sides so that a mark at the end is whole.

    `width` is the least width in px it must serve: labels that would meet their counts there are shortened.
    """

    width: float
    side: float = 0
    height: float = 0
    bars: list[Bar] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def row(
        self,
        label: str,
        *,
        height: float,
        tallies: Sequence[Tally] = (),
        words: str = "",
        bold: bool = False,
        key: str | None = None,
        hover: str | None = None,
    ) -> float:
        """Begin a row: label left, counts right; with a key the whole row can be pressed. Gives the y of its top."""
        top = self.height
        self.height += height
        counts = tuple(tallies)
        taken = width_of(words, COUNT) + sum(width_of(tally.words, COUNT) + 30 for tally in counts)
        self.texts.append(
            Text(
                x=0,
                y=top + 13,
                size=LABEL,
                words=fit(label, self.width - taken, LABEL),
                bold=True,
                outer=True,
            )
        )
        if counts or words:
            self.texts.append(
                Text(
                    x=1,
                    y=top + 13,
                    size=COUNT,
                    words=words,
                    tallies=counts,
                    anchor="right",
                    bold=bold,
                    outer=True,
                )
            )
        if key is not None:
            self.bars.append(
                Bar(x0=0, x1=1, y=top + height / 2, height=height - 1, fill=CLEAR, key=key, hover=hover)
            )
        return top

    def soft_bar(self, low: float, high: float, *, y: float, height: float, colour: str) -> None:
        """Draw where the true share plausibly lies; nothing where there is no interval."""
        if low == low and high == high:
            self.bars.append(Bar(x0=low, x1=high, y=y, height=height, fill=faded(colour, SOFT)))

    def cells(self, colours: Sequence[str], *, y: float, height: float) -> None:
        """Draw one cell a process."""
        gap = 0.012 / 2
        for n, colour in enumerate(colours):
            self.bars.append(
                Bar(
                    x0=n / len(colours) + gap,
                    x1=(n + 1) / len(colours) - gap,
                    y=y,
                    height=height,
                    fill=colour,
                )
            )

    def share(self, heard_in: int, out_of: int, *, y: float, height: float, colour: str) -> None:
        """Draw k of n: a cell each up to twelve, a bar beyond."""
        if out_of <= CELLS_AT_MOST:
            self.cells([colour] * heard_in + [EMPTY] * (out_of - heard_in), y=y, height=height)
            return
        self.bars.append(Bar(x0=0, x1=1, y=y, height=height, fill=EMPTY))
        if heard_in:
            self.bars.append(Bar(x0=0, x1=heard_in / out_of, y=y, height=height, fill=colour))

    def level(self, y: float) -> None:
        """Draw a thin line across."""
        self.rules.append(Rule(x0=0, x1=1, y0=y, y1=y))


def clean(words: str) -> str:
    """Give words on one line, cut at 200 characters, without control characters; scripts and emoji keep their joiners."""
    line = " ".join(part for part in re.split(r"[^\S\u00a0]+", words[: _LONGEST + 1]) if part)
    kept = "".join(letter for letter in line if letter.isprintable() or letter in "\u00a0\u200c\u200d")
    return kept if len(kept) <= _LONGEST else kept[:_LONGEST] + "…"


def width_of(words: str, size: float) -> float:
    """Estimate the width of words in px, a little too wide rather than too narrow."""
    return size * sum(_em(letter) for letter in words)


def fit(words: str, width: float, size: float) -> str:
    """Shorten words to a width in px, at a word if one ends late enough; the hover and the alt text keep them whole."""
    words = clean(words)
    if width_of(words, size) <= width:
        return words
    room = width - width_of("…", size)
    ends = accumulate(size * _em(letter) for letter in words)
    kept = words[: sum(1 for _ in takewhile(lambda end: end <= room, ends))]
    at_word = kept.rfind(" ")
    return kept[: at_word if at_word > 0.6 * len(kept) else None].rstrip(" ,;") + "…"


def _em(letter: str) -> float:
    """Estimate a letter's width in Source Sans semibold, in parts of the size."""
    known = _EMS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.6 if letter.isupper() or ord(letter) > 0x24F else 0.54
