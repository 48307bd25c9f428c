"""Two sides compared, a period or a kind with another, in sentences: what differs, and what is missing to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from analysis.drawing import LABEL, fit
from analysis.tables import each
from analysis.wording import Headline, Words, count, date, listed, plural

if TYPE_CHECKING:
    import pandas as pd

    from data.records import Practice

ENOUGH = 10  # processes with a reason a side

GROUP_WORDS: Mapping[bool, Words] = MappingProxyType(
    {
        True: Words("Named more often on one side", "More than chance alone would plausibly make it."),
        False: Words(
            "Too close to say", "The counts differ by no more than chance alone may make them differ."
        ),
    }
)

KINDS: Mapping[str, str] = MappingProxyType({"role": "roles", "industry": "industries"})


@dataclass(frozen=True)
class Side:
    """One of two sides: its name, and how many processes with a reason it has."""

    name: str
    out_of: int


def named(kind: str) -> str:
    """Give a kind as it stands in a title and a legend: a name as long as a page is cut."""
    return fit(kind, 260, LABEL)


def enough(sides: Sequence[Side]) -> bool:
    """Say whether both sides have the processes with a reason that a comparison needs."""
    return min(side.out_of for side in sides) >= ENOUGH


def headline(rows: pd.DataFrame, sides: Sequence[Side]) -> Headline:
    """Give what differs most as a title; below the ladder, what is missing. `rows` are of `Study.compared_with()`."""
    if not enough(sides):
        return Headline("Too few to compare", f"{_out_of(sides)} {_missing(sides)}")
    if rows.empty:
        return Headline("No gap was named on either side", _out_of(sides))
    differs = [row for row in each(rows) if row.differs]
    lead = f"{_out_of(sides)} A press on a gap opens the words of both."
    if not differs:
        return Headline("No gap is named clearly more often on one side", lead)
    first, (one, other) = differs[0], sides
    title = (
        f"{first.label}: named in {count(first.heard_in, first.out_of)} ({one.name}), "
        f"and in {count(first.other_heard_in, first.other_out_of)} ({other.name})"
    )
    many = plural(len(rows), "gap is", "gaps are")
    return Headline(title, f"{lead} {many} compared: with many, one may differ by chance alone.")


def behind(name: str, heard_in: int, out_of: int) -> str:
    """Say what one half of the words in the drawer is of: "Named in 3 of 12 (Teacher)"."""
    return f"Named in {count(heard_in, out_of)} ({name})"


def border(practice: Practice) -> str:
    """Offer the day a change of the plan began: "Since 5 January 2026: practised STAR answers"."""
    return f"Since {date(practice.started_on)}: {fit(practice.what, 240, LABEL)}"


def undated(n: int) -> str:
    """Say how many are on neither side of a day, for want of one."""
    return f"{plural(n, 'interview', 'interviews')} with a reason {'has' if n == 1 else 'have'} no date: on neither side."


def _out_of(sides: Sequence[Side]) -> str:
    counted = listed([f"{side.out_of} ({side.name})" for side in sides])
    return f"Interviews with a reason, however they ended: {counted}."


def _missing(sides: Sequence[Side]) -> str:
    short = listed([f"{ENOUGH - side.out_of} ({side.name})" for side in sides if side.out_of < ENOUGH])
    return f"A comparison needs ten a side; missing: {short}."
