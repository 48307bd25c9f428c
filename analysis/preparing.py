"""What earlier interviews say about the next one: which are like it, what recurred there, what carried you, what to check."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from analysis import certainty, priorities
from analysis.study import Study
from analysis.tables import each

Likeness = Literal["role", "industry", "format", "all"]
MOST_GAPS = 3
MOST_STRENGTHS = 4

# Ranks say how high a role stands, not what it is: "senior nurse" is like "nurse", not like "senior accountant".
_RANKS = frozenset(
    [
        "junior",
        "senior",
        "lead",
        "head",
        "chief",
        "principal",
        "staff",
        "deputy",
        "assistant",
        "associate",
        "trainee",
        "graduate",
        "intern",
        "vice",
        "ii",
        "iii",
        "iv",
    ]
)
_SMALL = frozenset(["the", "and", "for", "of", "in", "at", "to"])
# These are said of every trade; they make two roles alike only where nothing else is left.
_ANY_TRADE = frozenset(
    ["manager", "officer", "specialist", "coordinator", "executive", "director", "consultant"]
)


@dataclass(frozen=True)
class Upcoming:
    """The interview to prepare for, as far as it is known; `interview_id` where it is one of the list."""

    company: str | None
    role: str | None
    industry: str | None
    format: str | None
    interview_id: str | None


@dataclass(frozen=True)
class TooFew:
    """A likeness that was tried: what the interviews share, and how many second places with a reason there are."""

    by: Likeness
    words: tuple[str, ...]
    second_places: int


@dataclass(frozen=True)
class Kin:
    """The second places with a reason that what recurred is counted in, what they share, and what had too few."""

    by: Likeness
    words: tuple[str, ...]
    interviews: tuple[str, ...]
    too_few: tuple[TooFew, ...]


@dataclass(frozen=True)
class Recurred:
    """A gap you can work on, in how many of the kin it was heard, and whether that is often enough to say it recurs."""

    factor: str
    label: str
    heard_in: int
    out_of: int
    recurs: bool


@dataclass(frozen=True)
class Proven:
    """A strength that was praised in finals and offers, the rows (company, source, ...) of who said so, and, where it stands
    among the gaps too, the rows of the second places in which the same was missed, the latest first.
    """

    factor: str
    label: str
    heard_in: int
    out_of: int
    said: tuple[Any, ...]
    missed: tuple[Any, ...]


@dataclass(frozen=True)
class Check:
    """A side of a gap, and in how many of the interviews with a reason it was heard, however they ended."""

    factor: str
    aspect: str
    heard_in: int
    out_of: int


@dataclass(frozen=True)
class Prepared:
    """Everything a preparation sheet rests on; `last_time` is a row of `Study.last_time_at`, None at a new company."""

    upcoming: Upcoming
    kin: Kin
    gaps: tuple[Recurred, ...]
    proven: tuple[Proven, ...]
    last_time: Any | None
    checks: tuple[Check, ...]


def prepare(study: Study, upcoming: Upcoming) -> Prepared:
    """Give what the interviews of the study say about the one to come."""
    return study.once(("prepare", upcoming), lambda: _prepare(study, upcoming))


@lru_cache(maxsize=4096)
def role_words(role: str | None) -> frozenset[str]:
    """Give the words that say what a role is: without ranks, and without those said of every trade if others are left."""
    words = frozenset(re.findall(r"[^\W\d_]{2,}", (role or "").casefold())) - _RANKS - _SMALL
    return (words - _ANY_TRADE) or words


def kin_of(study: Study, upcoming: Upcoming) -> Kin:
    """Give the second places with a reason most like the one to come: by role, else industry, else format, else all.

    A likeness counts from three second places on, where sentences begin; those that had fewer are named.
    """
    rows = study.kin()
    tried: list[TooFew] = []
    for by, words, alike in _likenesses(rows, upcoming):
        among = tuple(rows.interview_id[alike])
        if certainty.rung(len(among)) not in ("none", "quotes"):
            return Kin(by, words, among, tuple(tried))
        tried.append(TooFew(by, words, len(among)))
    return Kin("all", (), tuple(rows.interview_id), tuple(tried))


def last_time(study: Study, upcoming: Upcoming) -> Any | None:
    """Give the latest other interview at the same company that is over, as a row of `Study.last_time_at`; None for none."""
    if not same(upcoming.company):
        return None
    rows = study.last_time_at(str(upcoming.company), besides=upcoming.interview_id or "")
    return next(each(rows), None)


def same(value: object) -> str:
    """Give what two cells are compared by: case and outer space do not count; "" for an empty one."""
    return "" if pd.isna(value) else str(value).strip().casefold()


def _prepare(study: Study, upcoming: Upcoming) -> Prepared:
    kin = kin_of(study, upcoming)
    gaps = _gaps(study, kin)
    return Prepared(
        upcoming=upcoming,
        kin=kin,
        gaps=gaps,
        proven=_proven(study, {gap.factor for gap in gaps}),
        last_time=last_time(study, upcoming),
        checks=tuple(
            Check(
                row.factor,
                row.aspect,
                int(row.heard_in),
                int(row.out_of),
            )
            for row in each(study.aspects_heard())
        ),
    )


def _likenesses(rows: pd.DataFrame, upcoming: Upcoming) -> list[tuple[Likeness, tuple[str, ...], pd.Series]]:
    found: list[tuple[Likeness, tuple[str, ...], pd.Series]] = []
    wanted = role_words(upcoming.role)
    if wanted:
        shared = rows.role.map(lambda role: wanted & role_words(None if pd.isna(role) else role))
        # The words in the order they stand in the role to come.
        named = [w for w in re.findall(r"[^\W\d_]{2,}", str(upcoming.role).casefold()) if w in wanted]
        hit = [w for w in dict.fromkeys(named) if any(w in words for words in shared)]
        found.append(("role", tuple(hit or dict.fromkeys(named)), shared.map(bool).astype(bool)))
    if same(upcoming.industry):
        alike = rows.industry.map(same) == same(upcoming.industry)
        found.append(("industry", (str(upcoming.industry).strip(),), alike))
    if same(upcoming.format):
        found.append(
            ("format", (str(upcoming.format).strip(),), rows.format.map(same) == same(upcoming.format))
        )
    return found


def _gaps(study: Study, kin: Kin) -> tuple[Recurred, ...]:
    """Give up to three gaps, those that recur in the order of the focus list; where none recurs, those heard."""
    out_of, changes = len(kin.interviews), study.since_practised()
    rows = {
        row.factor: Recurred(
            row.factor, row.label, int(row.heard_in), out_of, certainty.recurs(int(row.heard_in), out_of)
        )
        for row in each(study.heard_among(kin.interviews))
    }
    ranked = priorities.focus(
        (
            priorities.Gap(
                row.factor,
                row.control,
                int(row.heard_in),
                None if pd.isna(row.latest) else row.latest.date(),
                rows[row.factor].recurs,
                fallen_silent=False,  # it recurred there all the same: it stays, and stands last
            )
            for row in each(study.heard_among(kin.interviews))
        ),
        at_most=MOST_GAPS,
    )
    silent = {factor for factor, change in changes.items() if change.fallen_silent}
    ranked = sorted(ranked, key=lambda gap: gap.factor in silent)
    return tuple(rows[gap.factor] for gap in ranked) or tuple(rows.values())[:MOST_GAPS]


def _proven(study: Study, gaps: Collection[str]) -> tuple[Proven, ...]:
    rows = study.proven()
    return tuple(
        Proven(
            factor=str(factor),
            label=said.label.iloc[0],
            heard_in=int(said.heard_in.iloc[0]),
            out_of=int(said.out_of.iloc[0]),
            said=tuple(each(said)),
            missed=_missed(study, str(factor)) if factor in gaps else (),
        )
        for factor, said in list(rows.groupby("factor", sort=False))[:MOST_STRENGTHS]
    )


def _missed(study: Study, factor: str) -> tuple[Any, ...]:
    rows = study.evidence(factor, "gap", side="second_place", protected=False, counted=True)
    return tuple(each(rows.drop_duplicates("interview_id")))
