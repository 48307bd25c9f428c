"""Searches of which the truth is known: each gap is planted as mentions at a rate, among everything that must not count."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from data.tables import in_columns, insert_columns
from data.workspace import Workspace

Side = Literal["second_place", "offer", "rejected"]
Rates = Mapping[str, float]
SIDES: tuple[Side, ...] = ("second_place", "offer", "rejected")
AT = dt.datetime(2026, 6, 1, 9)
TODAY = dt.date(2026, 6, 30)
FIRST_DAY = dt.date(2024, 1, 1)

# Mean 1.1 a process: one gap in 7 of 10 processes with a reason, three or more in 1 of 10, as people report.
RATES: Rates = {
    "evidence_examples": 0.35,
    "communication": 0.25,
    "technical_skills": 0.2,
    "domain_experience": 0.15,
    "leadership": 0.1,
    "career_goals": 0.05,
}
# Said where none of the planted gaps was: who gives a reason names at least one.
ELSE = ("preparation", "conduct", "culture_fit", "logistics", "internal_candidate")
OTHERS = ("hiring_manager", "interviewer", "hr_manager", "recruiter", "letter", "unknown")
_ENDED: Mapping[Side | None, tuple[tuple[str, str], ...]] = {
    "second_place": (("final_round", "second_place"),),
    "offer": (("offer", "offer_accepted"), ("offer", "offer_declined"), ("final_round", "offer_declined")),
    "rejected": (("screen", "rejected"), ("first_interview", "rejected"), ("later_interview", "rejected")),
    None: (("final_round", "rejected"), ("first_interview", "pending"), ("final_round", "no_decision")),
}


@dataclass(frozen=True)
class Process:
    """One process in which somebody gave a reason: how it ended, on which day, and every gap they named.

    Without a side it is compared with nothing: still open, undecided, or a rejected final nobody has judged.
    """

    side: Side | None
    on: dt.date | None
    gaps: frozenset[str]


@dataclass(frozen=True)
class Search:
    """The processes with a reason of one person; everything else they went through is only added when it is written."""

    candidate: str
    processes: tuple[Process, ...]

    def out_of(self, side: Side) -> int:
        """Give how many processes of a side gave a reason."""
        return sum(process.side == side for process in self.processes)

    def heard_in(self, side: Side) -> Counter[str]:
        """Give in how many processes of a side each gap was named."""
        return Counter(gap for process in self.processes if process.side == side for gap in process.gaps)


def gave_a_reason(chance: Random, side: Side | None, on: dt.date | None, rates: Rates) -> Process:
    """Draw the gaps of one process, each at its rate and apart from the others."""
    named = frozenset(gap for gap, rate in rates.items() if chance.random() < rate)
    return Process(side, on, named or frozenset({chance.choice(ELSE)}))


def a_search(chance: Random, candidate: str, rates: Mapping[Side, Rates], *, small: bool) -> Search:
    """Draw a search with a reason in 4 to 14 second places, 1 to 6 offers and 0 to 8 earlier rejections; or a long one."""
    how_many = {
        "second_place": chance.randint(4, 14) if small else chance.randint(15, 40),
        "offer": chance.randint(1, 6) if small else chance.randint(10, 40),
        "rejected": chance.randint(0, 8),
    }
    drawn = [
        gave_a_reason(chance, side, _some_day(chance), rates[side])
        for side in SIDES
        for _ in range(how_many[side])
    ]
    drawn += [
        gave_a_reason(chance, None, _some_day(chance), rates["offer"]) for _ in range(chance.randint(0, 4))
    ]
    return Search(candidate, tuple(drawn))


def a_practice(chance: Random, candidate: str, gap: str, before: float, since: float, *, each: int) -> Search:
    """Draw `each` second places in 2024 and as many in 2025, a gap named at another rate since, and two without a date."""
    drawn = [
        gave_a_reason(
            chance, "second_place", dt.date(year, 1, 1) + dt.timedelta(chance.randrange(365)), {gap: rate}
        )
        for year, rate in ((2024, before), (2025, since))
        for _ in range(each)
    ]
    undated = [Process("second_place", None, frozenset({gap})) for _ in range(2)]
    return Search(candidate, (*drawn, *undated))


def write(workspace: Workspace, searches: Sequence[Search], chance: Random) -> None:
    """Keep searches, coded, among all that counts nowhere: what is silent, open, repeated, doubted, rejected or praise."""
    desk = _Desk(chance)
    for search in searches:
        for process in search.processes:
            desk.with_a_reason(search.candidate, process)
        # 60 to 90 % of all processes have no feedback at all.
        for _ in range(chance.randint(2, 4) * len(search.processes)):
            desk.silent(search.candidate)
        for _ in range(chance.randint(2, 6)):
            desk.without_a_reason(search.candidate)
    with workspace.transaction() as cursor:
        for table, rows in desk.tables.items():
            names = list(rows[0]) if rows else []
            columns = {name: [row[name] for row in rows] for name in names}
            incoming = in_columns(cursor, table, columns)
            insert_columns(cursor, table, incoming, same=_SAME[table], wrote=lambda _: None)


_SAME: Mapping[str, Mapping[str, Any]] = {
    "interviews": {"occurrence": 1, "attributes": "{}", "final_judged": False},
    "feedback": {"basis": "verbatim", "language": "en", "coded_version": "planted"},
    "coder_mentions": {"p": 0.75, "quote": "x", "why": "planted", "coded_by": "rule"},
    "corrections": {"decision": "rejected", "decided_at": AT, "protected": False},
}


class _Desk:
    """The rows of four tables as they pile up."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.tables: dict[str, list[dict[str, Any]]] = {table: [] for table in _SAME}

    def with_a_reason(self, candidate: str, process: Process) -> None:
        """Keep a process whose gaps are each said once or more often, in one text or several, among other things."""
        chance = self.chance
        interview = self._interview(candidate, *chance.choice(_ENDED[process.side]), process.on)
        said: list[list[tuple[str, str, str]]] = [[] for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        for gap in sorted(process.gaps):
            for _ in range(chance.choice((1, 1, 2, 3))):
                chance.choice(said).append((gap, "gap", "counted"))
        other = sorted({*RATES, *ELSE} - process.gaps)
        for how, share in (("suggested", 0.2), ("rejected", 0.1), ("protected", 0.05)):
            if chance.random() < share:
                chance.choice(said).append((chance.choice(other), "gap", how))
        if chance.random() < 0.3:
            chance.choice(said).append((chance.choice([*RATES]), "strength", "counted"))
        for mentions in said:
            self._said(interview, chance.choice(OTHERS), mentions)
        if chance.random() < 0.4:
            self._said(interview, "self", [(chance.choice([*RATES]), "gap", "counted")])

    def silent(self, candidate: str) -> None:
        """Keep a process of which nobody else has said a word."""
        chance = self.chance
        side = chance.choice(("second_place", "rejected", "rejected", "rejected", "offer"))
        interview = self._interview(candidate, *chance.choice(_ENDED[side]), _some_day(chance))
        if chance.random() < 0.2:
            self._said(interview, "self", [(chance.choice([*RATES]), "gap", "counted")])

    def without_a_reason(self, candidate: str) -> None:
        """Keep a process with words that are no reason."""
        chance = self.chance
        stage, outcome, mentions = chance.choice(
            [
                ("final_round", "second_place", [("stronger_competitor", "neutral", "counted")]),
                ("final_round", "second_place", [("communication", "gap", "suggested")]),
                ("final_round", "second_place", [("communication", "gap", "rejected")]),
                ("final_round", "second_place", []),
                ("offer", "offer_accepted", [("overall_impression", "strength", "counted")]),
                ("screen", "rejected", [("communication", "gap", "suggested")]),
            ]
        )
        self._said(
            self._interview(candidate, stage, outcome, _some_day(chance)), chance.choice(OTHERS), mentions
        )

    def _interview(self, candidate: str, stage: str, outcome: str, on: dt.date | None) -> str:
        kept = self.tables["interviews"]
        kept.append(
            {
                "interview_id": f"{candidate}-{len(kept)}",
                "candidate": candidate,
                "stage_reached": stage,
                "outcome": outcome,
                "interviewed_on": on,
            }
        )
        return kept[-1]["interview_id"]

    def _said(self, interview_id: str, source: str, mentions: Sequence[tuple[str, str, str]]) -> None:
        kept = self.tables["feedback"]
        feedback_id = f"{interview_id}-{len(kept)}"
        kept.append(
            {
                "feedback_id": feedback_id,
                "interview_id": interview_id,
                "source": source,
                "text": "x" * max(20, len(mentions)),
                "says_nothing": False,
            }
        )
        for at, (factor, polarity, how) in enumerate(mentions):
            self.tables["coder_mentions"].append(
                {
                    "feedback_id": feedback_id,
                    "factor": factor,
                    "polarity": polarity,
                    "tier": "suggested" if how == "suggested" else "counted",
                    "start_at": at,
                    "end_at": at + 1,
                    "protected": how == "protected",
                }
            )
            if how == "rejected":
                self.tables["corrections"].append(
                    {
                        "feedback_id": feedback_id,
                        "factor": factor,
                        "polarity": polarity,
                        "start_at": at,
                        "end_at": at + 1,
                    }
                )


def _some_day(chance: Random) -> dt.date | None:
    return None if chance.random() < 0.05 else FIRST_DAY + dt.timedelta(chance.randrange(730))
