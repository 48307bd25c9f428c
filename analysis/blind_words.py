"""What they see and you do not, in sentences: blind spots, false alarms, and what is missing to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from analysis import certainty
from analysis.wording import Headline, Words, count, plural

if TYPE_CHECKING:
    import pandas as pd

KIND_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "they_only": Words("They say it, you do not", "Gaps they named where you gave other reasons."),
        "you_only": Words("You say it, they do not", "Gaps you worried about where they gave other reasons."),
        "both": Words("You both say it", "Here you saw what they saw."),
    }
)
NONE_WORDS: Mapping[str, str] = MappingProxyType(
    {"they_only": "Nothing.", "you_only": "Nothing.", "both": "No gap yet that both of you named."}
)


@dataclass(frozen=True)
class Spot:
    """A gap in one of the three lists: in how many of those compared, and in how many the other one praised it."""

    factor: str
    label: str
    heard_in: int
    out_of: int
    turned: int


def spots(rows: pd.DataFrame, kind: str, *, out_of: int) -> list[Spot]:
    """Give the gaps of a kind from `Study.blind_spots`, the most frequent first, then by label."""
    here = rows[rows.kind == kind]
    found = [
        Spot(str(factor), members.label.iloc[0], len(members), out_of, int(members.turned.sum()))
        for factor, members in here.groupby("factor", sort=False)
    ]
    return sorted(found, key=lambda spot: (-spot.heard_in, spot.label))


def headline(rows: pd.DataFrame, kinds: pd.DataFrame) -> Headline:
    """Give what they name again and again and you do not as a title; below the ladder, what is missing."""
    compared = int(kinds.compared.sum())
    if certainty.rung(compared) in ("none", "quotes"):
        return Headline("Too few to compare what they say with what you say", missing(kinds))
    lead = f"{counted(kinds)} {agreement(rows, kinds)}"
    if certainty.rung(compared) != "segments":
        lead += " Few interviews: read the words before you believe a count."
    hidden = spots(rows, "they_only", out_of=compared)
    if hidden and certainty.recurs(hidden[0].heard_in, compared):
        first = hidden[0]
        return Headline(
            f"{first.label}: they named it in {count(first.heard_in, compared)}, and you did not", lead
        )
    return Headline("They name nothing again and again that you do not see", lead)


def counted(kinds: pd.DataFrame) -> str:
    """Say in how many interviews there are words of both, and in how many of those both gave a reason."""
    both = int((kinds.theirs & kinds.yours).sum())
    return (
        f"{count(both, len(kinds))} interviews with words have theirs and yours; in {int(kinds.compared.sum())} "
        "of them both name a reason, and those are compared."
    )


def agreement(rows: pd.DataFrame, kinds: pd.DataFrame) -> str:
    """Say in how many of those compared both named the same gap at least once."""
    same = rows.interview_id[rows.kind == "both"].nunique()
    return f"In {count(same, int(kinds.compared.sum()))} you both named the same gap."


def missing(kinds: pd.DataFrame) -> str:
    """Say which half is missing: "You have written down your own impression after 2 of 9 ..."."""
    theirs, yours = int(kinds.theirs.sum()), int(kinds.yours.sum())
    both, compared = int((kinds.theirs & kinds.yours).sum()), int(kinds.compared.sum())
    if theirs == 0:
        return (
            f"You have {plural(yours, 'interview', 'interviews')} with your own impression, and none in which they "
            "said anything yet. Ask one of them."
        )
    said = (
        f"You have written down your own impression after {count(both, theirs)} in which they said something."
    )
    if both > compared:
        said += f" In {compared} of these both name a reason."
    return f"{said} Three are needed to count. Write yours down right after the interview, before you hear theirs."


def line(spot: Spot, kind: str) -> str:
    """Give the line of a list: the gap, and whether the other one called it a strength."""
    if not spot.turned:
        return spot.label
    who = "you" if kind == "they_only" else "they"
    return f"{spot.label} ({who} called it a strength in {spot.turned})"


def behind(spot: Spot, kind: str) -> str:
    """Say what the words in the drawer are of."""
    who = {
        "they_only": "They named it and you did not",
        "you_only": "You named it and they did not",
        "both": "Both of you named it",
    }[kind]
    return f"{who} in {count(spot.heard_in, spot.out_of)} in which both gave a reason."
