"""Each question in analysis/sql, asked of a few planted interviews: the whole answer, and a row every condition keeps out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.coding import Codebook
from analysis.coding.codebook import Factor
from analysis.debrief import INTERNAL_WORDS
from analysis.study import EVERYTHING, Asking, Study, Texts
from analysis.tables import found
from data.records import OUTCOMES, Correction, Decision, Feedback, FollowUp, Interview, Practice
from data.workspace import open_workspace

AT = dt.datetime(2026, 6, 1, 9)
TODAY = dt.date(2026, 6, 30)


def factor(factor_id: str, group: Any, control: Any) -> Factor:
    return Factor(
        id=factor_id,
        label=factor_id.title(),
        group=group,
        control=control,
        definition="As named.",
        default="gap",
    )


BOOK = Codebook(
    version="planted",
    factors={
        made.id: made
        for made in (
            factor("communication", "presence", "you"),
            factor("examples", "presence", "you"),
            factor("domain", "skills", "partly"),
            factor("internal", "outside", "no"),
            factor("impression", "unexplained", "no"),
            factor("stronger", "unexplained", "no"),
        )
    },
    language={},
)


class Planted:
    """A workspace in memory that is told one thing after the other."""

    def __init__(self) -> None:
        self.workspace = open_workspace(None)

    def interview(
        self, company: str | None, outcome: Any = "second_place", on: str | None = "2026-05-01", **more: Any
    ) -> str:
        """Keep an interview that reached the final round, unless `more` says otherwise; give its id."""
        day = dt.date.fromisoformat(on) if on else None
        known: dict[str, Any] = {"stage_reached": "final_round", "interviewed_on": day} | more
        return self.workspace.save_interview(Interview(company=company, outcome=outcome, **known), at=AT)

    def said(
        self,
        interview_id: str,
        *mentions: str,
        source: Any = "interviewer",
        basis: Any = "verbatim",
        text: str = "abcdef",
        on: str | None = None,
    ) -> str:
        """Keep what somebody said, the n-th of `mentions` ("factor polarity [suggested] [protected] [aspect=...]") on its n-th letter."""
        received_on = dt.date.fromisoformat(on) if on else None
        feedback_id = self.workspace.save_feedback(
            Feedback(
                interview_id=interview_id, source=source, basis=basis, text=text, received_on=received_on
            ),
            at=AT,
        )
        coded = [
            {
                "feedback_id": feedback_id,
                "factor": words.split()[0],
                "aspect": next((word[7:] for word in words.split() if word.startswith("aspect=")), None),
                "polarity": words.split()[1],
                "p": 0.75,
                "tier": "suggested" if "suggested" in words else "counted",
                "start_at": at,
                "end_at": at + 1,
                "quote": text[at],
                "why": "planted",
                "coded_by": "rule",
                "protected": "protected" in words,
            }
            for at, words in enumerate(mentions)
        ]
        if coded:
            self.workspace.save_coding(
                pd.DataFrame(coded), languages={feedback_id: "en"}, codebook_version=BOOK.version
            )
        return feedback_id

    def reject(self, feedback_id: str, mention: str, *, at: int) -> None:
        """Say that the mention on the letter `at` is not about this."""
        self.correct(feedback_id, mention, "rejected", at=at)

    def correct(self, feedback_id: str, mention: str, decision: Decision, *, at: int) -> None:
        """Decide about the mention on the letter `at`, or add it."""
        named, polarity = mention.split()
        self.workspace.correct(
            Correction(
                feedback_id=feedback_id,
                factor=named,
                polarity=polarity,  # ty: ignore[invalid-argument-type]
                start_at=at,
                end_at=at + 1,
                decision=decision,
                decided_at=AT,
            )
        )

    def to_do(self, interview_id: str, kind: Any, **known: Any) -> str:
        """Keep something to do or done for an interview, days as text; give its id."""
        for name in known:
            if name.endswith("_on"):
                known[name] = dt.date.fromisoformat(known[name])
        return self.workspace.save_follow_up(FollowUp(interview_id=interview_id, kind=kind, **known), at=AT)

    def study(self, **chosen: Any) -> Study:
        return Study(self.workspace, replace(EVERYTHING, **chosen), BOOK, today=TODAY)


@pytest.fixture
def planted() -> Iterator[Planted]:
    made = Planted()
    yield made
    made.workspace.close()


def rows(table: pd.DataFrame, *columns: str) -> list[tuple]:
    """Give the columns named, or all but the ids, with None for nothing and days as text."""
    kept = list(columns) or [name for name in table.columns if not name.endswith("_id")]
    return [tuple(_literal(value) for value in row) for row in table[kept].itertuples(index=False)]


def lines(table: pd.DataFrame) -> list[str]:
    """Give the same of a wide table as text, one line a row."""
    return [" | ".join("-" if value is None else str(value) for value in row) for row in rows(table)]


def _literal(value: Any) -> Any:
    if pd.isna(value):
        return None
    return str(value.date()) if isinstance(value, dt.datetime) else value


def test_advised_by(planted: Planted) -> None:
    """Kept out: another factor, praise, protected ground, a suggestion, an offer, one outside the slice."""
    first = planted.interview("A", role="Teacher")
    planted.said(first, "examples gap aspect=star", "examples gap aspect=star", "examples gap aspect=depth")
    planted.said(first, "communication gap aspect=x", "examples strength aspect=x", "examples gap")
    planted.said(first, "examples gap protected aspect=x", "examples gap suggested aspect=x")
    planted.said(planted.interview("Won", "offer_accepted", role="Teacher"), "examples gap aspect=x")
    planted.said(planted.interview("Outside", role="Nurse"), "examples gap aspect=x")
    planted.said(planted.interview("B", role="Teacher"), "examples gap aspect=depth", "examples gap")
    assert rows(planted.study(role="Teacher").advised_by("examples")) == [
        ("depth", 2, 2),
        ("star", 2, 1),
        (None, 2, 2),
    ]


def test_aspects_heard(planted: Planted) -> None:
    """Kept out: a suggestion, praise, protected ground, a gap without a side, own impressions, a process without a reason;
    two texts count once."""
    late = planted.interview("Late", "rejected", on="2026-03-01")
    planted.said(late, "communication gap aspect=late", "communication strength aspect=dress")
    planted.said(late, "communication gap aspect=late", source="letter")
    planted.said(
        planted.interview("Both", on="2026-05-01"),
        "communication gap aspect=late",
        "examples gap aspect=dress",
        "examples gap aspect=length suggested",
        "domain gap aspect=degree protected",
        "internal gap",
    )
    planted.said(planted.interview("Own"), "communication gap aspect=late", source="self")
    planted.said(planted.interview("No reason"), "stronger neutral")
    assert rows(planted.study().aspects_heard()) == [
        ("communication", "late", 2, 2, "2026-05-01"),
        ("examples", "dress", 1, 2, "2026-05-01"),
    ]


def test_kin(planted: Planted) -> None:
    """Kept out: a second place without a reason, an offer with one, and one outside the slice."""
    for company, on in (("Old", "2026-04-01"), ("New", "2026-05-01")):
        planted.said(planted.interview(company, on=on, role="Teacher", format="panel"), "examples gap")
    planted.said(planted.interview("No reason", role="Teacher"), "stronger neutral")
    planted.said(planted.interview("Won", "offer_accepted", role="Teacher"), "examples gap")
    planted.said(planted.interview("Elsewhere", role="Analyst", industry="Law"), "examples gap")
    assert rows(planted.study(role="teacher").kin()) == [("Teacher", None, "panel")] * 2
    assert rows(planted.study(role="Analyst").kin()) == [("Analyst", "Law", None)]


def test_last_time_at(planted: Planted) -> None:
    """Kept out: another company, one still open, the one that comes, an earlier one, and one outside the slice."""
    planted.interview("Adler", on="2026-03-01", role="Teacher")
    latest = planted.interview(" adler", None, on="2026-04-01", role="Teacher")
    planted.interview("Adler", "pending", on="2026-05-01", role="Teacher")
    planted.interview("Brook", on="2026-05-01", role="Teacher")
    planted.interview("Adler", on="2026-05-01", role="Analyst")
    study = planted.study(role="Teacher")
    assert study.last_time_at("ADLER ", besides="").interview_id.tolist() == [latest]
    assert study.last_time_at("Adler", besides=latest).happened_on.tolist() == [pd.Timestamp("2026-03-01")]


def test_industry_of(planted: Planted) -> None:
    """Kept out: another company, where none is written down, an earlier one, and one outside the slice."""
    planted.interview("Adler", on="2026-03-01", role="Teacher", industry="Retail")
    planted.interview("adler ", on="2026-04-01", role="Teacher", industry="Law")
    planted.interview("Adler", on="2026-05-01", role="Teacher")
    planted.interview("Brook", on="2026-05-01", role="Teacher", industry="Media")
    planted.interview("Adler", on="2026-05-01", role="Analyst", industry="Energy")
    assert planted.study(role="Teacher").industry_of("ADLER") == "Law"
    assert planted.study(role="Teacher")._ask("industry_of", company="ADLER").industry.tolist() == ["Law"]
    assert planted.study(role="Teacher").industry_of("Nobody") is None


def test_latest_values(planted: Planted) -> None:
    """Kept out: what is blank, what is met again, all but the latest, and one outside the slice."""
    for company, on in (
        ("Old", "2026-01-01"),
        ("B", "2026-02-01"),
        ("A", "2026-02-01"),
        (" B ", "2026-03-01"),
    ):
        planted.interview(
            company,
            on=on,
            role="Teacher",
            industry=" " if company == "A" else "Law",
            format="panel" if company == "Old" else None,
        )
    planted.interview("Elsewhere", role="Analyst", format="video")
    study = planted.study(role="Teacher")
    assert study.latest_values("company", at_most=2) == ("B", "A")
    assert study.latest_values("industry", at_most=2) == ("Law",)
    assert study.latest_values("role", at_most=2) == ("Teacher",)
    assert study.latest_values("format", at_most=2) == ("panel",)


def test_latest_values_of_very_many(planted: Planted) -> None:
    """Kept out: nothing that belongs among the latest companies, though only the latest interviews are looked at."""
    for n in range(45):
        planted.interview("Again", on="2026-05-01" if n < 44 else None)
    planted.interview("Undated", on=None)
    planted.interview("Once", on="2026-04-01")
    planted.interview(" ", on="2026-05-02")  # a blank is no company: it does not make enough of them
    assert planted.study().latest_values("company", at_most=1) == ("Again",)
    assert planted.study().latest_values("company", at_most=2) == ("Again", "Once")
    assert planted.study().latest_values("company", at_most=3) == ("Again", "Once", "Undated")


def test_latest_values_where_the_latest_are_of_one_day(planted: Planted) -> None:
    """Kept out: no company of the day on which those that are looked at begin, whichever of its interviews were looked at."""
    for company, on in ((" ", "2026-05-06"), ("Again", "2026-05-05"), ("Again", "2026-05-05")):
        planted.interview(company, on=on)
    for n in range(60):
        planted.interview("A" if n == 59 else "B", on="2026-05-01")
    assert planted.study().latest_values("company", at_most=2) == ("Again", "A")


def test_latest_values_where_the_latest_are_enough(planted: Planted) -> None:
    """Kept out: all companies but the latest, of which more are looked at than are asked for."""
    for n in range(1, 29):
        planted.interview(f"Met {n}", on=f"2026-05-{n:02}")
    assert planted.study().latest_values("company", at_most=1) == ("Met 28",)


def test_running(planted: Planted) -> None:
    """Kept out: what is over, all but the latest, and one outside the slice."""
    planted.interview("Old", "pending", on="2026-04-01", role="Teacher")
    planted.interview("New", "pending", on="2026-05-01", role="Teacher", industry="Law", format="panel")
    planted.interview("Over", on="2026-05-02", role="Teacher")
    planted.interview("Elsewhere", "pending", role="Analyst")
    assert rows(planted.study(role="Teacher").running(at_most=1)) == [
        ("New", "Teacher", "Law", "panel", "final_round")
    ]


def test_heard_among(planted: Planted) -> None:
    """Kept out: a second place that is not among them, an offer that is; a suggestion, praise, protected ground, what
    is not yours.
    """
    first = planted.interview("First", on="2026-01-01")
    planted.said(first, "examples gap", "domain gap")
    planted.said(first, "examples gap", source="letter")
    second = planted.interview("Second", on="2026-02-01")
    planted.said(
        second,
        "examples gap",
        "communication gap suggested",
        "communication strength",
        "communication gap protected",
        "internal gap",
    )
    offer = planted.interview("Offer", "offer_accepted")
    planted.said(offer, "examples gap")
    planted.said(planted.interview("Elsewhere"), "examples gap")
    assert rows(planted.study().heard_among([first, second, offer])) == [
        ("examples", 2, "2026-02-01", "Examples", "you"),
        ("domain", 1, "2026-01-01", "Domain", "partly"),
    ]
    assert rows(planted.study().heard_among([])) == []


def test_proven(planted: Planted) -> None:
    """Kept out: praise before the final, a gap, a suggestion, protected ground, what is not yours; not in the
    denominator: a final without a reason. Kept in: a second place, an offer and a withdrawal after one whose furthest
    stage does not say final. Praised twice in one text is said once.
    """
    offer = planted.interview("Offer", "offer_accepted", on="2026-04-01", stage_reached=None)
    planted.said(offer, "examples strength", "domain strength suggested", "communication strength protected")
    planted.said(offer, "examples strength", source="letter")
    planted.said(
        planted.interview("Second", on="2026-03-01", stage_reached=None),
        "examples strength",
        "domain gap",
        "internal strength",
        "examples strength",
    )
    left = planted.interview("Left", "withdrew", on="2026-01-01", stage_reached="offer")
    planted.said(left, "communication strength")
    planted.said(planted.interview("Final", "rejected", on="2026-02-01"), "communication strength")
    planted.said(planted.interview("Stronger"), "stronger gap")
    planted.said(planted.interview("Early", "rejected", stage_reached="first_interview"), "examples strength")
    found = planted.study().proven()
    assert rows(found, "label", "heard_in", "out_of", "company", "source") == [
        ("Examples", 2, 4, "Offer", "interviewer"),
        ("Examples", 2, 4, "Offer", "letter"),
        ("Examples", 2, 4, "Second", "interviewer"),
        ("Communication", 2, 4, "Final", "interviewer"),
        ("Communication", 2, 4, "Left", "interviewer"),
    ]


def test_choices(planted: Planted) -> None:
    """Blank and unknown values are no choice; spelling and spaces do not make two; a slice does not narrow them."""
    planted.interview("A", role="Teacher", industry="Health", candidate="Mo")
    planted.interview("B", role=" teacher ", industry="  ", candidate="Al")
    planted.interview("C", role="Analyst", industry=None, candidate="Al")
    assert planted.study(role="Analyst").choices() == {
        "role": ("Teacher", "Analyst"),
        "industry": ("Health",),
        "candidate": ("Al", "Mo"),
    }


def test_own_choices(planted: Planted) -> None:
    """Kept out: a blank value, a column of one value, one of values that hardly come twice, and one of more than twenty."""
    for n in range(42):
        own = {
            "Mood": "good" if n % 3 else " Good ",
            "One": "x" if n else " ",
            "Each": f"v{n}",
            "Many": f"v{n % 21}",
            "Most": f"v{n % 20:02}",
            "Blank": " ",
        }
        own |= {"Hardly": f"v{n % 3}"} if n < 5 else {}
        own |= {"Just": f"v{n % 2}"} if n < 4 else {}
        planted.interview(f"I{n}", attributes={**own, "a/b~c": "yes" if n < 30 else "NO", '"q"': f"{n % 2}"})
    planted.interview("Last", attributes={"Mood": "bad", "One": "x"})
    assert planted.study(role="Analyst").own_choices() == {
        '"q"': ("0", "1"),
        "Just": ("v0", "v1"),
        "Mood": ("Good", "bad"),
        "Most": tuple(f"v{n:02}" for n in range(20)),
        "a/b~c": ("yes", "NO"),
    }


def test_own_columns(planted: Planted) -> None:
    """Kept out: a column of more than twenty values; blank ones are no value."""
    for n in range(24):
        many = f"v{n % 22}"
        own = {"Many": many, "m/n~y": many, "Few": f"v{n % 20}" if n < 22 else " ", "a/b~c": "x"}
        planted.interview(f"I{n}", attributes=own)
    assert rows(planted.study(role="Analyst").own_columns()) == [("Few", "/Few"), ("a/b~c", "/a~1b~0c")]
    assert Planted().study().own_choices() == {}


def test_a_column_of_ones_own_narrows_the_slice(planted: Planted) -> None:
    """Kept out of the slice: another value, the column left blank, and the same value in another column."""
    planted.interview("In", attributes={'odd "name"/~': "Yes "})
    planted.interview("No", attributes={'odd "name"/~': "no"})
    planted.interview("Blank")
    planted.interview("Other", attributes={"other": "yes"})
    found = planted.study(own=('odd "name"/~', "yes")).interviews()
    assert found.company.tolist() == ["In"]


def test_decided(planted: Planted) -> None:
    """Kept out: what nobody decided, another codebook's factor, own impressions, one outside the slice, and what was added.

    A mention under words that were added counts as missed, and never as right; one beside them, or of another factor,
    polarity or text, is judged as it was.
    """
    first = planted.interview("First", role="Teacher")
    text = planted.said(
        first, "examples gap", "domain gap", "communication gap", "internal gap suggested", "retired gap"
    )
    planted.correct(text, "examples gap", "accepted", at=0)
    planted.correct(text, "domain gap", "rejected", at=1)
    planted.correct(text, "internal gap", "accepted", at=3)
    planted.correct(text, "retired gap", "accepted", at=4)
    planted.correct(text, "communication strength", "added", at=5)
    planted.correct(text, "gone gap", "added", at=5)
    planted.correct(text, "domain strength", "accepted", at=5)  # heard no more: it was never decided on
    for beside, at in (("stronger gap", 0), ("examples gap", 1), ("domain gap", 0), ("domain strength", 1)):
        planted.correct(text, beside, "added", at=at)
    taught = planted.said(first, "domain gap", source="letter")
    planted.correct(taught, "domain gap", "added", at=0)
    own = planted.said(first, "domain gap", source="self")
    planted.correct(own, "domain gap", "accepted", at=0)
    planted.correct(own, "examples gap", "added", at=0)
    other = planted.said(planted.interview("Elsewhere", role="Analyst"), "domain gap")
    planted.correct(other, "domain gap", "accepted", at=0)
    assert rows(planted.study(role="Teacher").decided()) == [
        ("counted", 2, 1),
        ("missed", 6, 0),
        ("suggested", 1, 1),
    ]
    assert rows(planted.study(role="None").decided()) == []


def test_evidence(planted: Planted) -> None:
    """Kept out: another factor, polarity, ground or side, a rejected mention, own impressions, one outside the slice;
    where it is asked for what is only suggested, and all but the latest texts."""
    old = planted.interview("Old", on="2026-04-01", role="Teacher", stage_reached="later_interview")
    planted.said(old, "examples gap", "communication gap", "examples strength", text="xyz")
    new = planted.interview("New", on="2026-05-01", role="teacher")
    planted.said(new, "communication gap", "examples gap suggested", source="letter", on="2026-05-04")
    undated = planted.interview("Undated", on=None, role="Teacher")
    planted.said(undated, "examples gap protected", source="hr_manager")
    won = planted.interview("Won", "offer_declined", on="2026-03-01", role="Teacher")
    planted.said(won, "examples gap")
    withdrawn = planted.said(planted.interview("Withdrawn", role="Teacher"), "examples gap")
    planted.reject(withdrawn, "examples gap", at=0)
    planted.said(planted.interview("Own", role="Teacher"), "examples gap", source="self")
    planted.said(planted.interview("Elsewhere", role="Analyst"), "examples gap")
    study = planted.study(role="Teacher")
    assert lines(study.evidence("examples", "gap", side="second_place", protected=False)) == [
        "New | teacher | 2026-05-01 | final_round | second_place | letter | verbatim | 2026-05-04 | abcdef | "
        "examples | - | gap | 1 | 2 | b | suggested | open | False | True | False | 0.75 | 2",
        "Old | Teacher | 2026-04-01 | later_interview | second_place | interviewer | verbatim | - | xyz | "
        "examples | - | gap | 0 | 1 | x | counted | open | True | False | False | 0.75 | 2",
    ]
    assert lines(study.evidence("examples", "gap", side="second_place", protected=True)) == [
        "Undated | Teacher | - | final_round | second_place | hr_manager | verbatim | - | abcdef | "
        "examples | - | gap | 0 | 1 | a | counted | open | True | False | True | 0.75 | 1",
    ]
    assert rows(study.evidence("examples", None, side=None, protected=False), "company", "polarity") == [
        ("New", "gap"),
        ("Old", "gap"),
        ("Old", "strength"),
        ("Won", "gap"),
    ]
    counted = study.evidence("examples", None, side=None, protected=False, counted=True)
    assert rows(counted, "company", "found") == [("Old", 2), ("Old", 2), ("Won", 2)]
    among = study.evidence("examples", None, side=None, protected=False, among=(old, undated))
    assert rows(among, "company", "found") == [("Old", 1), ("Old", 1)]
    latest = study.evidence("examples", None, side=None, protected=False, at_most=2)
    assert rows(latest, "company", "polarity", "found") == [
        ("New", "gap", 3),
        ("Old", "gap", 3),
        ("Old", "strength", 3),
    ]


def test_factor_by(planted: Planted) -> None:
    """Kept out: a process without a reason, one only suggested, one without the segment; a source that gave no reason.

    Spelling and spaces do not make two segments, and blanks make none.
    """
    both = planted.interview("Both", role="Teacher", industry="Health", format="panel")
    planted.said(both, "examples gap", source="interviewer")
    planted.said(both, "examples gap", "communication gap", source="hr_manager")
    planted.said(both, "stronger neutral", source="letter")
    other = planted.interview(
        "Other", "rejected", role=" teacher ", industry=" ", format="", stage_reached="screen"
    )
    planted.said(
        other, "examples strength", "communication gap", "examples gap protected", source="interviewer"
    )
    planted.said(other, "examples gap suggested", source="letter")
    planted.said(
        planted.interview("Offer", "offer_accepted", role="Analyst"), "examples gap", source="recruiter"
    )
    planted.said(planted.interview("Stronger", role="Teacher"), "stronger neutral", source="interviewer")
    planted.said(planted.interview("Perhaps", role="Teacher"), "examples gap suggested", source="interviewer")
    planted.said(planted.interview("No role"), "examples gap", source="interviewer")
    study = planted.study()
    assert rows(
        study.factor_by("examples", "gap", "role", protected=False), "segment", "heard_in", "out_of"
    ) == [
        ("Teacher", 1, 2),
        ("Analyst", 1, 1),
    ]
    assert rows(
        study.factor_by("examples", "gap", "industry", protected=False), "segment", "heard_in", "out_of"
    ) == [("Health", 1, 1)]
    assert rows(
        study.factor_by("examples", "gap", "format", protected=False), "segment", "heard_in", "out_of"
    ) == [("panel", 1, 1)]
    assert rows(
        study.factor_by("examples", "gap", "stage_reached", protected=False), "segment", "heard_in", "out_of"
    ) == [
        ("final_round", 3, 3),
        ("screen", 0, 1),
    ]
    assert rows(
        study.factor_by("examples", "gap", "source", protected=False), "segment", "heard_in", "out_of"
    ) == [
        ("interviewer", 2, 3),
        ("hr_manager", 1, 1),
        ("recruiter", 1, 1),
    ]
    apart = study.factor_by("examples", "gap", "role", protected=True)
    assert rows(apart, "segment", "heard_in", "out_of") == [("Teacher", 1, 2), ("Analyst", 0, 1)]
    assert rows(study.factor_by("stronger", "neutral", "source", protected=False)) == []


def test_factor_over_time(planted: Planted) -> None:
    """Kept out: a process without a reason; not heard: another factor, polarity or ground, a suggestion; no date is last.

    All but the latest, where it is asked for so many.
    """
    heard = planted.interview("Heard", "rejected", on="2026-02-01", role="Teacher", stage_reached="screen")
    planted.said(heard, "examples gap")
    planted.said(heard, "examples gap")
    planted.said(planted.interview("Praised", on="2026-03-01"), "examples strength")
    planted.said(planted.interview("Other", "pending", on="2026-01-01"), "communication gap")
    planted.said(planted.interview("Perhaps", on="2026-04-01"), "communication gap", "examples gap suggested")
    planted.said(planted.interview("Undated", on=None), "examples gap")
    planted.said(planted.interview("Protected", on="2026-05-01"), "examples gap protected")
    planted.said(planted.interview("Stronger", on="2026-02-02"), "stronger neutral", "examples gap suggested")
    planted.interview("Silent", on="2026-02-03")
    study = planted.study()
    assert rows(study.factor_over_time("examples", "gap", protected=False)) == [
        ("Other", None, "2026-01-01", "pending", False, 2, 6, 5),
        ("Heard", "Teacher", "2026-02-01", "rejected", True, 2, 6, 5),
        ("Praised", None, "2026-03-01", "second_place", False, 2, 6, 5),
        ("Perhaps", None, "2026-04-01", "second_place", False, 2, 6, 5),
        ("Protected", None, "2026-05-01", "second_place", False, 2, 6, 5),
        ("Undated", None, None, "second_place", True, 2, 6, 5),
    ]
    latest = study.factor_over_time("examples", "gap", protected=False, at_most=2)
    assert rows(latest, "company", "heard_in", "out_of", "dated") == [
        ("Perhaps", 2, 6, 5),
        ("Protected", 2, 6, 5),
    ]
    apart = study.factor_over_time("examples", "gap", protected=True)
    assert list(apart.company[apart.heard]) == ["Protected"]
    assert rows(study.factor_over_time("stronger", "neutral", protected=False)) == []


def test_before_since_leaves_out_protected_ground_and_what_has_no_date(planted: Planted) -> None:
    """An interview without a date is neither before nor since, and protected ground is nothing to practise."""
    planted.said(planted.interview("Before", on="2026-03-31"), "examples gap")
    planted.said(planted.interview("Since", on="2026-04-01"), "examples gap protected")
    planted.said(planted.interview("Undated", on=None), "examples gap")
    started = Practice(factor="examples", started_on=dt.date(2026, 4, 1), what="stories")
    found = planted.study().before_since(started)
    assert [(part.heard_in, part.out_of) for part in (found.before, found.since)] == [(1, 1), (0, 1)]


def test_feedback(planted: Planted) -> None:
    """Kept out: words that say nothing, own impressions, an interview outside the slice or without words; a rejected mention
    counts nowhere."""
    planted.interview("Silent", role="Teacher")
    first = planted.interview("First", on="2026-04-01", role="Teacher")
    text = planted.said(first, "examples gap", "communication gap", "domain gap suggested", on="2026-04-03")
    planted.reject(text, "communication gap", at=1)
    planted.said(first, source="letter", text="Nothing is named in this letter.", on="2026-04-02")
    planted.said(first, source="letter", text="N/A")
    planted.said(first, source="self", text="I was late.")
    planted.said(planted.interview("Late", "rejected", on="2026-05-01", role="Teacher"))
    planted.said(planted.interview("Undated", "offer_accepted", on=None, role="Teacher"), "domain strength")
    planted.said(planted.interview("Elsewhere", role="Analyst"), "examples gap")
    found = planted.study(role="Teacher").feedback()
    assert lines(found.drop(columns="language")) == [
        "Late | Teacher | 2026-05-01 | final_round | rejected | - | interviewer | verbatim | - | abcdef | - | 0 | 0",
        "First | Teacher | 2026-04-01 | final_round | second_place | second_place | letter | verbatim | 2026-04-02 | "
        "Nothing is named in this letter. | - | 0 | 0",
        "First | Teacher | 2026-04-01 | final_round | second_place | second_place | interviewer | verbatim | 2026-04-03 | "
        "abcdef | - | 1 | 1",
        "Undated | Teacher | - | final_round | offer_accepted | offer | interviewer | verbatim | - | abcdef | - | 1 | 0",
    ]


def test_finals_to_confirm(planted: Planted) -> None:
    """Kept out: another stage, another outcome, a final somebody has judged, an interview outside the slice."""
    planted.interview(
        "Early",
        "rejected",
        on="2026-01-01",
        decided_on=dt.date(2026, 1, 9),
        role="Teacher",
        attributes={"City": "Berlin", "Result": "they chose someone else"},
    )
    planted.interview(
        "Late", "rejected", on="2026-02-01", candidate="Ada", attributes={"Result": "Sorry, no"}
    )
    planted.interview("Undated", "rejected", on=None)
    planted.interview("Not a final", "rejected", stage_reached="later_interview")
    planted.interview("Second", "second_place")
    judged = planted.interview("Judged", "rejected")
    planted.workspace.judge_finals({judged: False}, at=AT)
    planted.interview("Elsewhere", "rejected", on="2026-02-01", role="Analyst")
    assert rows(planted.study().finals_to_confirm()) == [
        (None, "Elsewhere", "Analyst", "2026-02-01", None, 4, None, None),
        ("Ada", "Late", None, "2026-02-01", None, 4, "Sorry, no", None),
        (None, "Early", "Teacher", "2026-01-01", "2026-01-09", 4, "they chose someone else", "somebody_else"),
        (None, "Undated", None, None, None, 4, None, None),
    ]
    assert rows(planted.study().finals_to_confirm(at_most=1), "company", "waiting") == [("Elsewhere", 4)]
    assert rows(planted.study(role="teacher").finals_to_confirm(), "company") == [("Early",)]


def test_to_debrief(planted: Planted) -> None:
    """Kept out: an early stage, skipped or not, an outcome that is clear, a final somebody judged, a second place with words
    of others, an interview outside the slice; a mark of another kind, one of what has changed since, and one's own words do nothing."""

    def marked(interview_id: str, mark: str) -> None:
        found = planted.workspace.interview(interview_id)
        assert found
        planted.workspace.debrief(found, [], mark=mark, at=AT)

    rejected = planted.interview(
        "Rejected", "rejected", on="2026-05-01", decided_on=dt.date(2026, 5, 9), role="Teacher"
    )
    for source in ("letter", "recruiter"):
        planted.said(rejected, "examples gap", source=source)
    planted.interview("Pending", "pending", on="2026-06-01", stage_reached="later_interview", candidate="Sam")
    planted.interview("Unknown", None, on="2026-04-01")
    planted.interview("Silent", "no_response", on=None)
    planted.interview("Frozen", "no_decision", on="2026-03-01")
    planted.interview("Early", "rejected", stage_reached="first_interview")
    planted.interview("Mine", "withdrew")
    planted.interview("Won", "offer_accepted")
    planted.workspace.judge_finals({planted.interview("Judged", "rejected"): False}, at=AT)
    planted.said(planted.interview("Told"), "examples gap")
    planted.said(planted.interview("Own", on="2026-06-02"), source="self")
    planted.said(planted.interview("Blank", on="2026-06-03"), text="N/A")
    planted.interview("No stage", on="2026-06-01", stage_reached=None)
    marked(planted.interview("Skipped", "rejected", on="2026-06-20"), "skipped")
    marked(planted.interview("Done", "rejected", on="2026-06-21"), "done final_round rejected")
    marked(planted.interview("Done, not known", None, on="2026-06-19"), "done final_round ")
    marked(planted.interview("Done, no stage", on="2026-06-18", stage_reached=None), "done  second_place")
    changed = planted.interview("Changed", "pending", on="2026-06-22")
    marked(changed, "done later_interview pending")
    told = planted.interview("Done and told", on="2026-06-23")
    planted.said(told, "examples gap")
    marked(told, "done final_round rejected")
    early = planted.interview("Done, then early", "rejected", on="2026-06-17", stage_reached="screen")
    marked(early, "done final_round rejected")
    # Nothing is open about it, and nothing was done.
    marked(planted.interview("Skipped, then early", "rejected", stage_reached="screen"), "skipped")
    other = planted.interview("Other mark", "rejected", on="2026-06-24")
    planted.workspace.remember_words({other: "skipped"})

    found = planted.study(source="self").to_debrief()
    assert set(found.pop("waiting")) == {10}
    assert lines(found) == [
        "- | Other mark | - | 2026-06-24 | - | final_round | rejected | final | open",
        "- | Changed | - | 2026-06-22 | - | final_round | pending | final | open",
        "Sam | Pending | - | 2026-06-01 | - | later_interview | pending | final | open",
        "- | Rejected | Teacher | 2026-05-01 | 2026-05-09 | final_round | rejected | final | open",
        "- | Unknown | - | 2026-04-01 | - | final_round | - | final | open",
        "- | Frozen | - | 2026-03-01 | - | final_round | no_decision | final | open",
        "- | Silent | - | - | - | final_round | no_response | final | open",
        "- | Blank | - | 2026-06-03 | - | final_round | second_place | words | open",
        "- | Own | - | 2026-06-02 | - | final_round | second_place | words | open",
        "- | No stage | - | 2026-06-01 | - | - | second_place | words | open",
        "- | Skipped | - | 2026-06-20 | - | final_round | rejected | final | skipped",
        "- | Done and told | - | 2026-06-23 | - | final_round | second_place | - | done",
        "- | Done | - | 2026-06-21 | - | final_round | rejected | final | done",
        "- | Done, not known | - | 2026-06-19 | - | final_round | - | final | done",
        "- | Done, then early | - | 2026-06-17 | - | screen | rejected | - | done",
        "- | Done, no stage | - | 2026-06-18 | - | - | second_place | words | done",
    ]
    assert rows(planted.study(role="teacher").to_debrief(), "company") == [("Rejected",)]
    assert rows(planted.study().to_debrief(at_most=1), "company", "waiting") == [("Other mark", 10)]


def test_gaps_told(planted: Planted) -> None:
    """Kept out: another outcome, a process without a reason; a strength, a suggestion and protected ground are no gap."""
    twice = planted.interview("Twice", on="2026-01-01")
    planted.said(twice, "examples gap", "communication gap")
    planted.said(twice, "examples gap", source="letter")
    planted.said(planted.interview("Again", on="2026-01-03"), "communication gap", "examples gap")
    planted.said(planted.interview("No day", on=None), "communication gap", "examples gap")
    planted.said(
        planted.interview("None", on="2026-02-01"),
        "examples strength",
        "communication gap suggested",
        "domain gap protected",
    )
    planted.said(planted.interview("Offer", "offer_accepted"), "examples gap")
    planted.said(planted.interview("Stronger"), "stronger gap")
    asked = planted.study()._ask("gaps_told")
    assert rows(asked.assign(gaps=asked.gaps.map(", ".join))) == [
        ("", 1, "2026-02-01"),
        ("communication, examples", 3, "2026-01-03"),
    ]


def test_the_smallest_set_is_of_what_you_control_alone(planted: Planted) -> None:
    """Out of reach: what is partly yours or not, and a second place without a gap; of two that do the latest is taken.

    Not reached for: what is to confirm, praise, protected ground and what was heard where you won.
    """
    planted.said(planted.interview("Both", on="2026-01-01"), "examples gap", "communication gap")
    planted.said(planted.interview("Both too", on="2026-02-01"), "examples gap", "communication gap")
    planted.said(
        planted.interview("Partly", on="2026-03-01"),
        "domain gap",
        "communication gap suggested",
        "communication gap protected",
    )
    planted.said(planted.interview("Praise", on="2026-03-02"), "communication strength")
    planted.said(planted.interview("Won", "offer_accepted", on="2026-04-01"), "communication gap")
    planted.said(planted.interview("No reason", on="2026-04-02"), "stronger neutral")
    tied = planted.study().smallest_set()
    assert (tied.factors, tied.covers, tied.out_of, tied.out_of_reach) == (("communication",), (2,), 4, 2)
    planted.said(planted.interview("Later", on="2026-05-01"), "examples gap")
    found = planted.study().smallest_set()
    assert (found.factors, found.covers, found.out_of, found.out_of_reach) == (("examples",), (3,), 5, 2)


def test_short_of_an_offer_are_those_that_ended_or_are_open_before_it(planted: Planted) -> None:
    """Kept out: an offer, whatever became of it, and what has no stage."""
    planted.interview("Second")
    planted.interview("Open", "pending", on="2026-06-01", stage_reached="screen")
    planted.interview("Offer", "offer_declined", stage_reached="offer")
    planted.interview("No stage", "rejected", stage_reached=None)
    planted.interview("Third", on="2026-04-01")
    found = planted.study().short_of_an_offer(at_most=1)
    assert rows(found, "company", "then", "found") == [("Open", "open", 1), ("Second", "ended", 2)]


def test_focus_is_in_the_order_of_control_then_count(planted: Planted) -> None:
    """Kept out: what is not yours, protected ground, praise, and what does not recur."""
    for company in ("A", "B", "C"):
        planted.said(
            planted.interview(company),
            *("domain gap", "internal gap", "communication gap protected", "communication strength"),
        )
    for company in ("D", "E"):
        planted.said(planted.interview(company), "communication gap")
    assert rows(planted.study().focus(), "factor", "heard_in") == [("communication", 2), ("domain", 3)]
    planted.said(planted.interview("F"), "examples gap")
    assert rows(planted.study().focus(), "factor", "heard_in") == [("domain", 3)]


def test_focus_puts_what_practice_has_quietened_last_as_soon_as_the_counts_carry_that(
    planted: Planted,
) -> None:
    """Of two changes to one factor the later counts; what is too early to say changes no place."""
    for month in (1, 2, 3, 4, 5):
        place = planted.interview(f"Early {month}", on=f"2026-0{month}-01")
        planted.said(place, "examples gap", *(["domain gap"] if month > 2 else []))
    for day in (dt.date(2025, 1, 1), dt.date(2026, 5, 15)):
        planted.workspace.save_practice(Practice(factor="examples", started_on=day, what="stories"))
    since = [planted.interview(f"Since {day}", "rejected", on=f"2026-06-0{day}") for day in (1, 2, 3, 4)]
    planted.said(since[0], "domain gap")
    study = planted.study()
    assert rows(study.focus(), "factor", "heard_in") == [("examples", 5), ("domain", 3)]
    assert [change and change.trend for change in study.focus().change] == ["too_early", None]
    for place in since[1:]:
        planted.said(place, "domain gap")
    study = planted.study()
    assert rows(study.focus(), "factor", "heard_in") == [("domain", 3), ("examples", 5)]
    assert [change and change.fallen_silent for change in study.focus().change] == [None, True]
    assert list(study.since_practised()) == ["examples"]


def test_interviews(planted: Planted) -> None:
    """Kept out: an interview outside the slice; not counted: words that say nothing and own impressions."""
    full = planted.interview(
        "Full",
        "rejected",
        on="2026-03-01",
        record_id="7",
        candidate="Mo",
        role="Teacher",
        seniority="senior",
        industry="Schools",
        location="Leeds",
        work_mode="on site",
        channel="referral",
        applied_on=dt.date(2026, 2, 1),
        decided_on=dt.date(2026, 3, 9),
        rounds=3,
        format="panel",
        contact_name="Ada",
        contact_role="Head",
        contact_email="ada@example.org",
        notes="Long.",
        attributes={"Salary": "40k"},
    )
    planted.said(full, "examples gap")
    planted.said(full, source="letter", text="Nothing is named in this letter.")
    planted.said(full, source="letter", text="none")
    planted.said(full, source="self", text="I was late.")
    planted.interview("Later", on="2026-04-01", candidate="mo")
    planted.interview("Undated", on=None, candidate="Mo")
    planted.interview("Somebody else", candidate="Al")
    found = planted.study(candidate="Mo").interviews()
    assert rows(found, "company", "happened_on", "feedback") == [
        ("Later", "2026-04-01", 0),
        ("Full", "2026-03-01", 2),
        ("Undated", None, 0),
    ]
    assert lines(found.iloc[1:2].drop(columns="record_id")) == [
        "Mo | Full | Teacher | senior | Schools | Leeds | on site | referral | 2026-02-01 | 2026-03-01 | 2026-03-09 | "
        "2026-03-01 | final_round | rejected | 3 | panel | Ada | Head | ada@example.org | Long. | "
        '{"Salary": "40k"} | False | 2'
    ]


def test_interviews_by_factor(planted: Planted) -> None:
    """Kept out: a suggestion, a rejected mention, own impressions, one outside the slice; two texts of one count once.

    An interview with words is counted whether or not anything was heard in them; one without words is not.
    """
    first = planted.interview("First", role="Teacher")
    planted.said(first, "examples gap", "examples strength", "domain gap suggested")
    planted.said(first, "examples gap", source="letter")
    planted.said(planted.interview("Open", "pending", role="Teacher"), "domain gap", "examples gap")
    planted.reject(
        planted.said(planted.interview("No", role="Teacher"), "examples gap"), "examples gap", at=0
    )
    planted.said(planted.interview("Own", role="Teacher"), "examples gap", source="self")
    planted.interview("Silent", role="Teacher")
    planted.said(planted.interview("Elsewhere", role="Analyst"), "examples gap")
    assert rows(planted.study(role="Teacher").interviews_by_factor()) == [
        ("domain", 1, 3),
        ("examples", 2, 3),
    ]
    assert rows(planted.study(role="None").interviews_by_factor()) == []


def test_mentions_in(planted: Planted) -> None:
    """Kept out: what was heard in another text, a factor of another codebook; a rejected mention stays, marked."""
    interview = planted.interview("A")
    text = planted.said(interview, "domain gap protected", "examples gap", "communication strength suggested")
    planted.reject(text, "examples gap", at=1)
    planted.said(interview, "internal neutral")
    planted.correct(text, "retired gap", "added", at=4)
    assert lines(planted.study().mentions_in(text)) == [
        "domain | - | gap | 0.75 | counted | 0 | 1 | a | planted | rule | True | open | True | False",
        "examples | - | gap | 0.75 | counted | 1 | 2 | b | planted | rule | False | rejected | False | False",
        "communication | - | strength | 0.75 | suggested | 2 | 3 | c | planted | rule | False | open | False | True",
    ]


def test_overview(planted: Planted) -> None:
    """Each second place stands in exactly one state of feedback, each process in one group, and each count is its own."""
    planted.said(planted.interview("Act on", on="2026-01-05"), "examples gap", "communication gap suggested")
    planted.said(planted.interview("Partly", on="2026-01-06"), "domain gap")
    planted.said(planted.interview("Not yours", on="2026-01-07"), "internal neutral")
    planted.said(planted.interview("Praise"), "examples strength")
    planted.said(planted.interview("Protected"), "examples gap protected")
    planted.said(planted.interview("To confirm"), "examples gap suggested")
    planted.said(planted.interview("Perhaps someone stronger"), "stronger neutral suggested")
    planted.said(planted.interview("Someone stronger"), "stronger neutral")
    planted.said(planted.interview("Not a word"), text="N/A")
    planted.said(planted.interview("Own"), "examples gap", source="self")
    rejected = planted.said(planted.interview("Nothing left"), "examples gap")
    planted.reject(rejected, "examples gap", at=0)
    planted.said(planted.interview("Accepted", "offer_accepted", stage_reached="offer"), "examples gap")
    planted.interview("Declined", "offer_declined", stage_reached=None)
    planted.said(planted.interview("Early", "rejected", stage_reached="screen"), "examples gap")
    planted.interview("Early too", "rejected", stage_reached="later_interview", on="2025-12-31")
    planted.said(planted.interview("Final", "rejected"), "examples gap")
    judged = planted.interview("Judged", "rejected")
    planted.workspace.judge_finals({judged: False}, at=AT)
    planted.interview("Frozen", "no_decision", stage_reached="screen")
    planted.interview("Open", "pending", stage_reached="screen", on="2026-06-29")
    planted.interview("Left", "withdrew", stage_reached="screen", on=None)
    planted.said(planted.interview("Praised for what is not yours"), "internal strength")
    planted.said(planted.interview("Ground"), "examples strength protected", "internal neutral suggested")
    planted.said(planted.interview("Foreign"), text="Leider nein.")
    planted.said(planted.interview("Not of this book"), "retired gap")
    planted.said(planted.interview("Stronger, perhaps more"), "stronger neutral", "examples gap suggested")
    for company, mentions in (("Read", []), ("Read, not decided", ["stronger neutral suggested"])):
        text = planted.said(planted.interview(company), *mentions, text="Leider nein.")
        planted.workspace.mark_reviewed(text, at=AT)
    half = planted.interview("Half read")
    planted.workspace.mark_reviewed(planted.said(half, text="Leider nein."), at=AT)
    planted.said(half, source="letter", text="Leider auch nein.")
    planted.said(planted.interview("Offer protected", "offer_accepted"), "examples gap protected")
    planted.said(planted.interview("Offer, perhaps", "offer_accepted"), "examples gap suggested")
    planted.said(planted.interview("Offer, foreign", "offer_accepted"), text="Leider nein.")
    planted.said(
        planted.interview("Early, no reason", "rejected", stage_reached="screen"), "stronger neutral"
    )
    planted.interview("No stage", stage_reached=None)
    planted.interview("Left with an offer", "withdrew", stage_reached="offer")
    planted.said(planted.interview("A gap that is not yours"), "internal gap")
    found = planted.study().overview()
    assert found.__dict__ == {
        "interviews": 35,
        "first_date": dt.date(2025, 12, 31),
        "last_date": dt.date(2026, 6, 29),
        "second_places": 21,
        "with_feedback": 18,
        "diagnostic": 8,
        "actionable": 2,
        "not_yours": 3,
        "not_understood": 7,
        "not_recognised": 4,
        "not_read": 0,
        "no_reason": 3,
        "never_heard": 3,
        "offers": 5,
        "offers_diagnostic": 2,
        "rejected_early": 3,
        "rejected_diagnostic": 1,
        "finals": 29,
        "finals_to_confirm": 1,
        "no_decision": 1,
        "open": 1,
        "texts": 26,
        "texts_not_read": 0,
        "counted_mentions": 15,  # one is of a factor that is not in this codebook
        "to_confirm": 7,
        "undated": 1,
        "undated_left_out": 0,
    }
    assert (
        found.diagnostic + found.not_understood + found.no_reason + found.never_heard == found.second_places
    )
    nobody = planted.study(role="Nobody").overview().__dict__
    assert (nobody.pop("first_date"), nobody.pop("last_date")) == (None, None)
    assert set(nobody.values()) == {0}


@pytest.mark.parametrize(
    ("stage", "side"),
    [
        ("applied", "rejected"),
        ("screen", "rejected"),
        ("assessment", "rejected"),
        ("first_interview", "rejected"),
        ("later_interview", "rejected"),
        ("final_round", None),
        ("offer", None),
        (None, None),
    ],
)
def test_a_rejection_is_early_at_every_stage_before_the_final(
    planted: Planted, stage: Any, side: str | None
) -> None:
    """A rejected final may be a second place, and without a stage nobody knows."""
    planted.said(planted.interview("A", "rejected", stage_reached=stage), "examples gap")
    assert rows(planted.study().feedback(), "side") == [(side,)]
    assert planted.study().overview().rejected_diagnostic == (side == "rejected")


@pytest.mark.parametrize(
    ("chosen", "undated", "left_out"),
    [
        ({}, 3, 0),
        ({"role": "teacher"}, 2, 0),
        ({"role": "teacher", "since": dt.date(2026, 1, 1)}, 0, 2),
        ({"until": dt.date(2026, 1, 1)}, 0, 3),
    ],
)
def test_what_a_date_leaves_out_for_want_of_one_is_counted(
    planted: Planted, chosen: dict[str, Any], undated: int, left_out: int
) -> None:
    """Not counted: an interview that another filter leaves out, or that has a date and lies outside."""
    for role in ("Teacher", " teacher", "Analyst"):
        planted.interview("Undated", on=None, role=role)
    planted.interview("Long ago", on="2020-01-01", role="Teacher")
    found = planted.study(**chosen).overview()
    assert (found.undated, found.undated_left_out) == (undated, left_out)


def test_strengths_in_finals(planted: Planted) -> None:
    """Kept out: a gap, protected ground, praise of the whole, and what was praised only where you won."""
    planted.said(
        planted.interview("A"),
        "examples strength",
        "communication gap",
        "domain strength protected",
        "impression strength",
    )
    planted.said(planted.interview("Offer", "offer_accepted"), "communication strength")
    assert rows(planted.study().strengths_in_finals(), "factor", "heard_in") == [("examples", 1)]


def test_recurring_factors(planted: Planted) -> None:
    """A factor counts once a process; kept out: a process without a reason, one that is still open, own impressions.

    What is to be confirmed counts in a second place without a reason too, and in no other process without one.
    """
    first = planted.interview("First", on="2026-01-01")
    planted.said(first, "examples gap", "examples gap", "communication gap suggested", source="letter")
    planted.said(first, "examples gap", source="hr_manager")
    second = planted.interview("Second", on="2026-03-01")
    planted.said(second, "examples gap", "examples strength", "stronger neutral", source="interviewer")
    planted.said(second, "examples gap suggested", "domain gap protected", source="recruiter")
    planted.said(planted.interview("Third", on=None), "domain gap", source="unknown")
    planted.said(planted.interview("Offer", "offer_accepted"), "examples gap", "communication strength")
    planted.said(
        planted.interview("Offer too", "offer_declined"), "examples gap suggested", "domain strength"
    )
    early = planted.interview("Early", "rejected", stage_reached="screen")
    planted.said(early, "examples gap", "domain gap", "communication gap suggested")
    no_reason = planted.interview("No reason", on="2026-05-09")
    planted.said(no_reason, "stronger neutral", "impression gap", "examples gap suggested", source="unknown")
    planted.said(no_reason, "stronger neutral suggested", source="letter")
    planted.said(
        planted.interview("Offer without", "offer_accepted"), "stronger gap", "domain neutral suggested"
    )
    planted.said(planted.interview("Open", "pending"), "examples gap", "internal neutral")
    planted.said(planted.interview("Final", "rejected"), "examples gap")
    planted.said(planted.interview("Own"), "examples gap", source="self")
    asked = planted.study()._ask("recurring_factors")
    assert rows(asked) == [
        ("communication", "gap", False, 0, 0, 1, 0, 0, None, ""),
        ("communication", "strength", False, 0, 0, 0, 1, 0, None, ""),
        ("domain", "gap", False, 1, 1, 0, 0, 1, None, "unknown"),
        ("domain", "gap", True, 1, 1, 0, 0, 0, "2026-03-01", "recruiter"),
        ("domain", "strength", False, 0, 0, 0, 1, 0, None, ""),
        ("examples", "gap", False, 2, 2, 1, 1, 1, "2026-03-01", "hr_manager,interviewer,letter"),
        ("examples", "strength", False, 1, 1, 0, 0, 0, "2026-03-01", "interviewer"),
        ("stronger", "neutral", False, 1, 1, 0, 0, 0, "2026-03-01", "interviewer"),
    ]
    assert list(asked.columns[3:]) == [
        "heard_in",
        "heard_by_others",
        "to_confirm",
        "offers_heard_in",
        "rejected_heard_in",
        "latest",
        "heard_from",
    ]


def test_not_yours(planted: Planted) -> None:
    """A factor counts once an interview, however it was meant; kept out: an early rejection, one without a reason."""
    first = planted.interview("First")
    planted.said(first, "internal gap", "internal neutral", "internal strength suggested")
    planted.said(planted.interview("Second"), "internal neutral", "domain gap protected")
    planted.said(planted.interview("Third"), "examples gap", "internal gap suggested")
    no_reason = planted.interview("No reason")
    planted.said(no_reason, "stronger neutral", "internal gap suggested")
    planted.said(planted.interview("Offer", "offer_accepted"), "internal gap", "internal neutral")
    planted.said(planted.interview("Offer without", "offer_accepted"), "stronger gap", "domain gap suggested")
    planted.said(
        planted.interview("Offer, perhaps", "offer_declined"), "examples gap", "internal gap suggested"
    )
    early = planted.interview("Early", "rejected", stage_reached="screen")
    planted.said(early, "internal gap", "communication gap")
    asked = planted.study()._ask("not_yours")
    assert rows(asked) == [
        ("domain", True, 1, 0, 0),
        ("examples", False, 1, 0, 1),
        ("internal", False, 2, 2, 1),
    ]
    assert list(asked.columns[2:]) == ["heard_in", "to_confirm", "offers_heard_in"]
    named = planted.study().not_yours()
    assert rows(named[["factor", "protected", "heard_in", "out_of", "offers_heard_in", "offers_out_of"]]) == [
        ("internal", False, 2, 3, 1, 2),
        ("domain", True, 1, 3, 0, 2),
    ]


def test_what_only_you_thought_is_not_counted_as_said_by_others(planted: Planted) -> None:
    """Not by others: your own impression beside a suggestion of theirs, beside another factor of theirs, or alone."""
    said = planted.interview("Said")
    planted.said(said, "examples gap")
    planted.said(said, "examples gap", source="self")
    for company, theirs in (("Suggested", "examples gap suggested"), ("Other", "communication gap")):
        interview = planted.interview(company)
        planted.said(interview, theirs)
        planted.said(interview, "examples gap", source="self")
    planted.said(planted.interview("Own"), "examples gap", source="self")
    planted.said(planted.interview("Offer", "offer_accepted"), "examples gap")
    planted.interview("Offer without a reason", "offer_declined")
    found = {
        source: rows(
            planted.study(source=source).gaps().query("factor == 'examples'"),
            "heard_in",
            "heard_by_others",
            "out_of",
            "offers",
            "offers_out_of",
        )
        for source in ("others", "self", "all")
    }
    assert found == {
        "others": [(1, 1, 2, 2, 1)],
        "self": [(4, 0, 4, 2, 0)],
        "all": [(4, 1, 4, 2, 1)],
    }


@pytest.mark.parametrize(
    ("chosen", "companies"),
    [
        ({}, ["Late", "Decided", "Base", "Applied", "Early", "Undated"]),
        ({"since": dt.date(2026, 3, 10)}, ["Late", "Decided", "Base"]),
        ({"until": dt.date(2026, 3, 10)}, ["Base", "Applied", "Early"]),
        ({"since": dt.date(2026, 3, 10), "until": dt.date(2026, 3, 10)}, ["Base"]),
        ({"role": " TEACHER"}, ["Decided", "Base"]),
        ({"industry": "schools"}, ["Base", "Applied"]),
        ({"candidate": "mo "}, ["Base", "Early"]),
    ],
)
def test_slice(planted: Planted, chosen: dict[str, Any], companies: list[str]) -> None:
    """Each filter alone keeps out every interview that differs in it; without a date none is in a period."""
    day = dt.date.fromisoformat
    planted.interview(
        "Base",
        on="2026-03-10",
        applied_on=day("2026-01-01"),
        role="Teacher",
        industry="Schools",
        candidate="Mo",
    )
    planted.interview(
        "Early", on="2026-03-01", decided_on=day("2026-03-20"), role="Head teacher", candidate="Mo"
    )
    planted.interview("Late", on="2026-03-12", industry="Health", candidate="Al")
    planted.interview(
        "Decided", on=None, decided_on=day("2026-03-11"), applied_on=day("2026-01-01"), role=" teacher"
    )
    planted.interview("Applied", on=None, applied_on=day("2026-03-09"), industry=" Schools ")
    planted.interview("Undated", on=None)
    assert rows(planted.study(**chosen).interviews(), "company") == [(company,) for company in companies]


@pytest.mark.parametrize(
    ("source", "texts"),
    [("others", ["a letter", "somebody"]), ("self", ["I"]), ("all", ["a letter", "I", "somebody"])],
)
def test_slice_source(planted: Planted, source: str, texts: list[str]) -> None:
    """What they said is every source but your own impression; words that say nothing are nobody's."""
    interview = planted.interview("A")
    planted.said(interview, source="letter", text="a letter", on="2026-01-01")
    planted.said(interview, source="self", text="I", on="2026-01-02")
    planted.said(interview, source="unknown", text="somebody", on="2026-01-03")
    planted.said(interview, source="letter", text="n/a", on="2026-01-04")
    assert rows(planted.study(source=source).feedback(), "text") == [(text,) for text in texts]


def test_stages(planted: Planted) -> None:
    """Kept out: an interview whose stage is not known, and one outside the slice; the outcome moves nobody."""
    planted.interview("A", "rejected", stage_reached="screen")
    planted.interview("B", "rejected", stage_reached="screen")
    planted.interview("C", "pending", stage_reached="screen")
    planted.interview("D", None, stage_reached="offer")
    planted.interview("Unknown", "rejected", stage_reached=None)
    planted.interview("Elsewhere", "rejected", stage_reached="screen", role="Analyst", industry="Health")
    study = planted.study()
    assert rows(study._ask("stages")) == [
        ("offer", None, 1),
        ("screen", "pending", 1),
        ("screen", "rejected", 3),
    ]
    assert rows(planted.study(industry="Health")._ask("stages")) == [("screen", "rejected", 1)]
    assert rows(study.stages(), "stage", "reached", "went_on", "open", "ended", "decided") == [
        ("applied", 5, 5, 0, 0, 5),
        ("screen", 5, 1, 1, 3, 4),
        ("assessment", 1, 1, 0, 0, 1),
        ("first_interview", 1, 1, 0, 0, 1),
        ("later_interview", 1, 1, 0, 0, 1),
        ("final_round", 1, 1, 0, 0, 1),
        ("offer", 1, 0, 0, 1, 1),
    ]
    step = study.stages().iloc[1]
    assert (step.share, round(step.low, 4), round(step.high, 4)) == (0.25, 0.0456, 0.6994)


def test_what_ended_how_is_counted_by_furthest_stage(planted: Planted) -> None:
    """Behind each count stand its interviews, the latest first; the two kinds of offer are one ending."""
    planted.interview("Accepted", "offer_accepted", on="2026-01-01", stage_reached="offer")
    planted.interview("Declined", "offer_declined", on="2026-02-01", stage_reached="offer")
    planted.interview("Lost", "second_place")
    planted.interview("Open", "pending", stage_reached="screen")
    planted.interview("Forgotten", None, stage_reached="screen")
    planted.interview("Unknown", "rejected", stage_reached=None)
    study = planted.study()
    assert rows(study.endings()) == [
        ("screen", "not_known", 1),
        ("screen", "pending", 1),
        ("final_round", "second_place", 1),
        ("offer", "offer", 2),
    ]
    assert rows(study.ended_as("offer", "offer", at_most=2), "company") == [("Declined",), ("Accepted",)]
    assert rows(study.ended_as("screen", "not_known", at_most=2), "company") == [("Forgotten",)]


def test_stopped(planted: Planted) -> None:
    """Kept out: a stage before, another ending, all but the latest of each part, and one outside the slice."""
    planted.interview("Accepted", "offer_accepted", on="2026-01-01", stage_reached="offer")
    planted.interview("Declined", "offer_declined", on="2026-02-01", stage_reached="offer")
    planted.interview("Lost", "second_place")
    planted.interview("Open", "pending", stage_reached="screen")
    planted.interview("Forgotten", None, stage_reached="screen")
    planted.interview("Applied", "rejected", stage_reached="applied")
    planted.interview("Unknown", "rejected", on="2026-03-01", stage_reached=None)
    planted.interview("Unknown too", "pending", stage_reached=None)
    planted.interview("Elsewhere", "second_place", role="Analyst")
    study = planted.study()
    assert rows(study.came_to("screen", at_most=4), "company", "then", "found") == [
        ("Elsewhere", "went_on", 4),
        ("Forgotten", "ended", 1),
        ("Lost", "went_on", 4),
        ("Open", "open", 1),
        ("Declined", "went_on", 4),
        ("Accepted", "went_on", 4),
    ]
    assert rows(study.came_to("final_round", at_most=1), "company", "then", "found") == [
        ("Elsewhere", "ended", 2),
        ("Declined", "went_on", 2),
    ]
    assert rows(study.without_stage(at_most=1), "company", "then", "found") == [
        ("Unknown too", "not_known", 2)
    ]
    assert rows(study.ended_as("screen", "not_known", at_most=9), "company", "found") == [("Forgotten", 1)]
    assert rows(study.short_of_an_offer(at_most=1), "company", "then", "found") == [
        ("Applied", "ended", 1),
        ("Elsewhere", "ended", 2),
        ("Forgotten", "ended", 1),
        ("Open", "open", 1),
    ]
    narrow = planted.study(role="Analyst")
    assert rows(narrow.short_of_an_offer(at_most=9), "company") == [("Elsewhere",)]


@pytest.mark.parametrize("outcome", [*OUTCOMES, None])
def test_the_funnel_does_not_change_when_an_outcome_does(planted: Planted, outcome: Any) -> None:
    """Whatever became of the one interview, it came as far as it came; only open is counted apart."""
    planted.interview("Changed", outcome, stage_reached="first_interview")
    planted.interview("Other", "rejected", stage_reached="screen")
    found = planted.study().stages()
    assert found.reached.tolist() == [2, 2, 1, 1, 0, 0, 0]
    assert found.went_on.tolist() == [2, 1, 1, 0, 0, 0, 0]
    assert (found.went_on + found.ended + found.open).tolist() == found.reached.tolist()
    assert found.open.tolist() == [0, 0, 0, int(outcome == "pending"), 0, 0, 0]


def test_finals(planted: Planted) -> None:
    """Kept out: another decision, who never came to a final, a final outside the slice, and all but the latest."""
    planted.interview("Second", on="2026-05-02", role="Teacher")
    planted.interview("Rejected", "rejected", on="2026-05-01", role="Teacher")
    planted.interview("Before", "rejected", on="2026-04-01", role="Teacher")
    planted.interview("Early", "rejected", stage_reached="later_interview", role="Teacher")
    planted.interview("Won", "offer_accepted", role="Teacher")
    planted.interview("Elsewhere", "rejected", role="Analyst")
    assert rows(planted.study(role="Teacher").finals("no_offer", at_most=2), "company", "found") == [
        ("Second", 3),
        ("Rejected", 3),
    ]


def test_decisions(planted: Planted) -> None:
    """Kept out: who never came to a final, and a final outside the slice; without a decision is in neither number."""
    for at, (company, outcome, stage) in enumerate(
        [
            ("Accepted", "offer_accepted", "offer"),
            ("Declined early", "offer_declined", "screen"),
            ("Offered", "pending", "offer"),
            ("Second", "second_place", "screen"),
            ("Rejected", "rejected", "final_round"),
            ("Cancelled", "no_decision", "final_round"),
            ("Open", "pending", "final_round"),
            ("Withdrew", "withdrew", "final_round"),
            ("Forgotten", None, "final_round"),
            ("Early", "rejected", "later_interview"),
            ("No stage", "rejected", None),
        ]
    ):
        planted.interview(company, outcome, on=f"2026-05-{20 - at}", stage_reached=stage, role="Teacher")
    planted.interview("Elsewhere", "rejected", role="Analyst")
    study = planted.study(role="Teacher")
    behind = {
        decision: (study.finals(decision, at_most=2).company.tolist(), n)
        for decision, n in rows(study.decisions())
    }
    assert behind == {
        "no_decision": (["Cancelled"], 1),
        "no_offer": (["Second", "Rejected"], 2),
        "offer": (["Accepted", "Declined early"], 3),
        "open": (["Open"], 1),
        "undecided": (["Withdrew", "Forgotten"], 2),
    }
    assert study.finals("offer", at_most=2).found.tolist() == [3, 3]
    share = study.final_to_offer()
    assert (share.heard_in, share.out_of, round(share.low or 0, 4), round(share.high or 0, 4)) == (
        3, 5, 0.2307, 0.8824,
    )  # fmt: skip


def days(planted: Planted) -> Study:
    """Give a study in which no step is counted that never began, ended without a day, begins after today, or is elsewhere."""
    day = dt.date
    planted.interview(
        "Whole", "rejected", "2026-05-10", applied_on=day(2026, 5, 1), decided_on=day(2026, 5, 13), role="T"
    )
    planted.interview("Turned", "rejected", "2026-05-10", applied_on=day(2026, 5, 12), role="T")
    planted.interview("Waiting", "pending", "2026-06-10", role="T")
    planted.interview("Answered", "pending", "2026-06-29", decided_on=day(2026, 6, 29), role="T")
    planted.interview("Applied", "pending", None, applied_on=day(2026, 6, 30), role="T")
    planted.interview("Never invited", "rejected", None, applied_on=day(2026, 6, 1), role="T")
    planted.interview("Only decided", "rejected", None, decided_on=day(2026, 6, 1), role="T")
    planted.interview("Tomorrow", "pending", "2026-07-01", role="T")
    planted.interview("Elsewhere", "pending", "2026-06-10", role="Analyst")
    return planted.study(role="T")


def test_days_between(planted: Planted) -> None:
    """Kept out: the other step, all but the first, and what is in no row of `days_taken`."""
    study = days(planted)
    columns = ("company", "step", "began_on", "ended_on", "days", "state", "waited", "found")
    assert rows(study.days_between("interviewed", at_most=3), *columns) == [
        ("Turned", "interviewed", "2026-05-12", "2026-05-10", -2, "turned", None, 3),
        ("Whole", "interviewed", "2026-05-01", "2026-05-10", 9, "counted", None, 3),
        ("Applied", "interviewed", "2026-06-30", None, None, "open", 0, 3),
    ]
    assert rows(study.days_between("decided", at_most=2), *columns) == [
        ("Answered", "decided", "2026-06-29", "2026-06-29", 0, "counted", None, 3),
        ("Whole", "decided", "2026-05-10", "2026-05-13", 3, "counted", None, 3),
    ]


def test_days_taken(planted: Planted) -> None:
    """Kept out: a step that never began, one that ended without a day, one that begins after today, one outside the slice.

    Of many the four shortest are given; days that are turned are none of them, also where no others are.
    """
    study = days(planted)
    assert [(*row[:2], list(row[2]), *row[3:]) for row in study.days_taken().itertuples(index=False)] == [
        ("interviewed", 1, [9], 9.0, 9, 1, 0, 1),
        ("decided", 2, [0, 3], 1.5, 3, 1, 20, 0),
    ]
    for day in range(2, 7):
        planted.interview("Many", on=f"2026-05-0{day}", applied_on=dt.date(2026, 5, 1), role="Many")
    planted.interview("Turned", on="2026-05-01", applied_on=dt.date(2026, 5, 2), role="Turned")
    many, turned = (planted.study(role=role).days_taken().iloc[0] for role in ("Many", "Turned"))
    assert (list(many.shortest), many.longest) == ([1, 2, 3, 4], 5)
    assert pd.isna(turned.longest)


def test_named_together(planted: Planted) -> None:
    """Kept out: one gap alone or twice, a strength, a suggestion, protected ground, an offer, a process without a reason."""
    both = planted.interview("Both", on="2026-04-01")
    planted.said(both, "examples gap", "communication gap", "domain gap")
    apart = planted.interview("In two texts", on="2026-05-01")
    planted.said(apart, "examples gap")
    planted.said(apart, "communication gap", source="letter")
    undated = planted.interview("Undated", on=None)
    planted.said(undated, "examples gap", "communication gap")
    planted.said(planted.interview("Alone"), "examples gap", "examples gap", "domain gap")
    planted.said(planted.interview("Strength"), "examples gap", "communication strength")
    planted.said(planted.interview("Suggested"), "examples gap", "communication gap suggested")
    planted.said(planted.interview("Protected"), "examples gap", "communication gap protected")
    planted.said(planted.interview("Won", "offer_accepted"), "examples gap", "communication gap")
    planted.said(planted.interview("No reason"), "stronger gap", "impression gap")
    study = planted.study()
    assert study.named_together("examples", "communication").interview_id.tolist() == [apart, both, undated]
    assert len(study.named_together("impression", "stronger")) == 0
    assert rows(study.together(), "factor", "other", "both")[0] == ("communication", "examples", 3)


def test_words_by_gives_the_rows_behind_a_segment(planted: Planted) -> None:
    """Kept out: another segment, another voice, a process in which it is only suggested; spelling and spaces make no segment."""
    for company, role in (
        ("A", "Teacher"),
        ("B", " teacher"),
        ("C", "Analyst"),
        ("D", None),
        ("F", "Teacher\t"),
    ):
        planted.said(planted.interview(company, role=role, format="panel"), "examples gap", "domain gap")
    planted.said(planted.interview("E", role="Teacher"), "examples gap", source="letter")
    planted.said(planted.interview("G", role="Teacher"), "domain gap", "examples gap suggested")
    study = planted.study()

    def found(by: Any, segment: str) -> list[str]:
        return sorted(study.words_by("examples", "gap", by, segment, protected=False).company)

    assert found("role", "Teacher") == ["A", "B", "E"]
    assert found("role", "Teacher\t") == ["F"]
    assert found("format", "panel") == ["A", "B", "C", "D", "F"]
    assert found("source", "letter") == ["E"]
    counts = study.factor_by("examples", "gap", "role", protected=False)
    assert rows(counts, "segment", "heard_in", "out_of") == [
        ("Teacher", 3, 4),
        ("Analyst", 1, 1),
        ("Teacher\t", 1, 1),
    ]


def test_gaps_by_process(planted: Planted) -> None:
    """Kept out: no reason, a suggestion, praise, protected ground, what is not yours; however it ended, and named once."""
    named = planted.interview("Named", "rejected", on="2026-02-01", stage_reached="screen")
    planted.said(named, "examples gap", "domain gap")
    planted.said(named, "examples gap", "communication gap suggested", source="letter")
    planted.said(
        planted.interview("None", "offer_accepted", on="2026-01-01"), "examples strength", "internal gap"
    )
    planted.said(planted.interview("Protected", on=None), "examples gap protected")
    planted.said(planted.interview("Perhaps"), "examples gap suggested")
    planted.said(planted.interview("Nothing"), "stronger neutral")
    planted.interview("Silent")
    assert rows(planted.study().gaps_by_process()) == [
        ("2026-01-01", None),
        ("2026-02-01", "domain"),
        ("2026-02-01", "examples"),
        (None, None),
    ]


def test_compared_with_counts_both_sides_out_of_their_own_processes_with_a_reason(planted: Planted) -> None:
    """Twelve and ten: 9 of 12 and 1 of 10 differ (Newcombe .2350 to .8308), 1 of 12 and 2 of 10 do not."""
    for n in range(12):
        heard = ["examples gap"] * (n < 9) + ["domain gap"] * (n == 0) + ["communication strength"]
        planted.said(planted.interview(f"T{n}", role="Teacher"), *heard)
    for n in range(10):
        heard = ["examples gap"] * (n < 1) + ["domain gap"] * (n < 2) + ["communication strength"]
        planted.said(planted.interview(f"A{n}", role="Analyst"), *heard)
    found = planted.study(role="Teacher").compared_with(planted.study(role="analyst"))
    assert rows(found, "label", "heard_in", "out_of", "other_heard_in", "other_out_of", "differs") == [
        ("Examples", 9, 12, 1, 10, True),
        ("Domain", 1, 12, 2, 10, False),
    ]
    assert [round(found[end][0], 4) for end in ("low", "high", "other_low", "other_high")] == [
        0.4677, 0.9111, 0.0179, 0.4042,
    ]  # fmt: skip
    nobody = planted.study(role="Nobody")
    assert planted.study(role="Teacher").compared_with(nobody).differs.tolist() == [False, False]
    assert rows(nobody.compared_with(nobody)) == []


def test_both_kinds(planted: Planted) -> None:
    """Kept out: an interview without words, words that say nothing, one outside the slice; no suggestion is a reason."""

    def talked(
        company: str, theirs: tuple[str, ...] | None, own: tuple[str, ...] | None, role: str = "T"
    ) -> None:
        interview = planted.interview(company, role=role)
        for mentions, source in ((theirs, "interviewer"), (own, "self")):
            if mentions is not None:
                planted.said(interview, *mentions, source=source)

    talked("Compared", ("examples gap",), ("communication strength",))
    talked("Notes only", None, ("examples gap",))
    talked("Suggested", ("examples gap",), ("communication gap suggested",))
    talked("Theirs only", ("examples gap", "domain gap"), None)
    talked("They give none", ("stronger gap",), ("examples gap",))
    talked("You give none", ("examples gap",), ())
    talked("You name none", ("examples gap",), ("stronger gap",))
    talked("They may", ("examples gap suggested",), ("examples gap",))
    talked("Elsewhere", ("examples gap",), ("examples gap",), "Analyst")
    planted.interview("Silent", role="T")
    planted.said(planted.interview("Empty", role="T"), text="N/A")
    # Whosever words are chosen, both are asked.
    for source in ("others", "self"):
        study = planted.study(role="T", source=source)
        assert rows(study.both_kinds(), "company", "theirs", "yours", "compared") == [
            ("Compared", True, True, True),
            ("Notes only", False, True, False),
            ("Suggested", True, True, False),
            ("Theirs only", True, False, False),
            ("They give none", True, True, False),
            ("They may", True, True, False),
            ("You give none", True, True, False),
            ("You name none", True, True, False),
        ]


def test_blind_spots(planted: Planted) -> None:
    """Kept out: what only one of you spoke about, a suggestion, protected ground, a strength, what is not yours to change."""
    names = {}

    def talked(company: str, theirs: tuple[str, ...], own: tuple[str, ...], **more: Any) -> None:
        names[interview := planted.interview(company, role="T", **more)] = company
        planted.said(interview, *theirs)
        if own:
            planted.said(interview, *own, source="self")

    talked(
        "First",
        ("examples gap", "domain gap"),
        ("communication gap", "domain gap", "examples strength protected"),
        on="2026-03-01",
    )
    talked("Second", ("examples gap",), ("examples strength",), on="2026-04-01")
    talked(
        "Offer",
        ("communication strength",),
        ("communication gap",),
        on="2026-02-01",
        outcome="offer_accepted",
    )
    talked("Quiet", ("internal gap", "domain gap protected"), ("internal gap", "domain gap suggested"))
    talked("One side", ("examples gap",), ())
    talked("Without a reason", ("examples gap",), ("stronger gap",))
    talked("They without", ("stronger gap",), ("examples gap",))
    talked("Unsure", ("examples gap suggested",), ("communication gap",))
    # Praise by whoever named the gap, and words without a judgement, turn nothing.
    talked(
        "Own praise",
        ("domain gap", "domain strength", "communication neutral"),
        ("communication gap", "communication strength", "domain neutral"),
        on="2026-01-01",
    )
    talked("Agreed", ("examples gap",), ("examples gap", "examples strength"), on="2026-01-02")
    study = planted.study(role="T")
    found = study.blind_spots().assign(company=lambda table: table.interview_id.map(names))
    assert rows(found, "label", "kind", "company", "turned") == [
        ("Communication", "you_only", "First", False),
        ("Communication", "you_only", "Offer", True),
        ("Communication", "you_only", "Own praise", False),
        ("Domain", "both", "First", False),
        ("Domain", "they_only", "Own praise", False),
        ("Examples", "both", "Agreed", False),
        ("Examples", "they_only", "Second", True),
        ("Examples", "they_only", "First", False),
    ]
    assert len(planted.study(role="Analyst").blind_spots()) == 0


def test_still_open(planted: Planted) -> None:
    """Kept out: every process that has ended, one outside the slice, and all but the latest."""
    planted.interview("Old", "pending", on="2026-01-01", role="Teacher", stage_reached="screen")
    planted.interview("New", "pending", on="2026-02-01", role="Teacher")
    planted.interview("Undated", "pending", on=None, role="Teacher")
    planted.interview("Frozen", "no_decision", role="Teacher")
    planted.interview("Not known", None, role="Teacher")
    planted.interview("Elsewhere", "pending", role="Analyst")
    study = planted.study(role="Teacher")
    assert rows(study.still_open(at_most=9)) == [
        ("New", "Teacher", "2026-02-01", "final_round"),
        ("Old", "Teacher", "2026-01-01", "screen"),
        ("Undated", "Teacher", None, "final_round"),
    ]
    assert rows(study.still_open(at_most=1), "company") == [("New",)]


def test_theme_interviews(planted: Planted) -> None:
    """Kept out: another factor, a suggestion, a rejected mention, own impressions, one outside the slice; two texts of one count once."""
    first = planted.interview("First", role="Teacher")
    planted.said(first, "examples gap", "examples strength")
    planted.said(first, "examples gap", source="letter")
    planted.said(planted.interview("Offer", "offer_accepted", role="Teacher"), "domain gap", "examples gap")
    planted.said(planted.interview("Other", role="Teacher"), "domain gap")
    planted.said(planted.interview("Suggested", role="Teacher"), "examples gap suggested")
    planted.reject(
        planted.said(planted.interview("No", role="Teacher"), "examples gap"), "examples gap", at=0
    )
    planted.said(planted.interview("Own", role="Teacher"), "examples gap", source="self")
    planted.said(planted.interview("Elsewhere", role="Analyst"), "examples gap")
    assert planted.study(role="Teacher").theme_interviews("examples") == 2
    assert planted.study(role="Teacher").theme_interviews("retired") == 0


def test_a_factor_of_another_codebook_counts_nowhere(planted: Planted) -> None:
    """A theme that was taken out or hidden keeps its decisions, and no page, chart or report meets it."""
    text = planted.said(planted.interview("Hidden"), "retired gap", "examples gap suggested")
    planted.correct(text, "gone gap", "added", at=3)
    study = planted.study()
    assert rows(study.recurring_factors(), "factor", "heard_in", "to_confirm") == [("examples", 0, 1)]
    assert rows(study.feedback(), "counted", "to_confirm") == [(0, 1)]
    planted.workspace.save_practice(Practice(factor="gone", started_on=TODAY, what="Three stories"))
    assert study.practice() == ()


def test_tray(planted: Planted) -> None:
    """Kept out: a clause with a live mention, another language, what says nothing, own impressions, one outside the slice.

    A clause whose only mention was rejected, or is of another codebook, is there again; second places come first,
    then the latest, by the day the words came or else that of the interview.
    """
    third = planted.interview("Third", on="2026-05-03", role="Teacher")
    text = planted.said(
        third, "examples gap", text="Grey. You were mousy! Were you tired? Thank you for coming."
    )
    planted.said(third, source="self", text="I was grey.")
    planted.said(third, source="letter", text="N/A")
    second = planted.interview("Second", on="2026-01-01", role="Teacher")
    again = planted.said(second, "examples gap", "retired gap", text="a b", on="2026-05-02")
    planted.reject(again, "examples gap", at=0)
    won = planted.interview("Won", "offer_accepted", on="2026-06-01", role="Teacher")
    planted.said(won, "examples gap suggested", text="b; warm and witty", source="letter")
    open_ = planted.interview("Open", "pending", on="2026-06-02", role="Teacher")
    planted.said(open_, "examples gap", text="x; Undecided, they are")
    foreign = planted.said(third, "examples gap", text="Leider nein. Grau.")
    planted.workspace.save_coding(pd.DataFrame(), languages={foreign: "de"}, codebook_version="planted")
    planted.said(planted.interview("Elsewhere", role="Analyst"), "examples gap", text="x; Grey and mousy")
    found = planted.study(role="Teacher").tray()
    assert lines(found) == [
        "6 | 20 | You were mousy | Third | Teacher | second_place | second_place | interviewer | -",
        "0 | 3 | a b | Second | Teacher | second_place | second_place | interviewer | 2026-05-02",
        "3 | 22 | Undecided, they are | Open | Teacher | pending | - | interviewer | -",
        "3 | 17 | warm and witty | Won | Teacher | offer_accepted | offer | letter | -",
    ]
    assert rows(found, "feedback_id")[:2] == [(text,), (again,)]
    # Where not all are taken, it is in the same order: one that is open is later than the offer.
    few = planted.study(role="Teacher")._ask("tray", at_most=3)
    assert few.company.tolist() == ["Third", "Second", "Open"]
    assert rows(planted.study(role="None").tray()) == []


def test_together(planted: Planted) -> None:
    """Kept out: a strength, a suggestion, protected ground, another outcome, a process without a reason, a single gap."""
    first = planted.interview("First")
    planted.said(first, "examples gap", "communication gap", "domain strength", "internal gap suggested")
    planted.said(first, "examples gap", "impression gap protected")
    planted.said(planted.interview("Second"), "communication gap", "domain gap")
    planted.said(planted.interview("Third"), "communication gap", "examples gap")
    planted.said(planted.interview("Offer", "offer_accepted"), "communication gap", "examples gap")
    planted.said(planted.interview("Stronger"), "stronger gap", "impression gap")
    planted.said(planted.interview("Single"), "domain gap")
    assert rows(planted.study().together()) == [
        ("communication", "examples", 2, 4),
        ("communication", "domain", 1, 4),
    ]


def test_second_places(planted: Planted) -> None:
    """Kept out: another outcome, one outside the slice; not counted: own impressions, words that say nothing, a rejected mention."""
    full = planted.interview("Full", on="2026-06-10", role="Teacher")
    planted.said(full, "examples gap", "communication strength", "domain gap suggested")
    planted.said(full, "internal neutral", source="letter")
    planted.said(full, "examples gap", source="self")
    planted.said(full, source="letter", text="none")
    planted.interview("Silent", on="2026-06-20", role="Teacher")
    planted.reject(
        planted.said(planted.interview("No", on=None, role="Teacher"), "examples gap"), "examples gap", at=0
    )
    planted.said(planted.interview("Won", "offer_accepted", role="Teacher"), "examples gap")
    planted.said(planted.interview("Elsewhere", role="Analyst"), "examples gap")
    counts = ["company", "role", "texts", "counted", "to_confirm"]
    teacher = planted.study(role="Teacher")
    assert rows(teacher.second_places(at_most=9)[counts]) == [
        ("Silent", "Teacher", 0, 0, 0),
        ("Full", "Teacher", 2, 3, 1),
        ("No", "Teacher", 1, 0, 0),
    ]
    latest = teacher.second_places(at_most=2)
    assert (rows(latest, "company"), found(latest)) == ([("Silent",), ("Full",)], 3)
    none = planted.study(role="None").second_places(at_most=9)
    assert (rows(none[counts]), found(none)) == ([], 0)


def test_whom_to_ask(planted: Planted) -> None:
    """Kept out: who has given a reason, whose words wait or were not recognised, another outcome, one outside the slice.

    Whosever words are counted elsewhere: who has spoken is not silent because you have noted nothing.
    """
    planted.interview(
        "Silent",
        on="2026-06-10",
        role="Teacher",
        candidate="Kim",
        decided_on=dt.date(2026, 6, 20),
        contact_name="Ada",
        contact_role="Head",
        contact_email="ada@example.org",
    )
    planted.said(planted.interview("Stronger", on="2026-06-15", role="Teacher"), "stronger neutral")
    planted.said(planted.interview("Own words", on=None, role="Teacher"), "examples gap", source="self")
    planted.said(planted.interview("Reason", role="Teacher"), "examples gap")
    planted.said(planted.interview("To confirm", role="Teacher"), "examples gap suggested")
    planted.said(planted.interview("Foreign", role="Teacher"), text="Leider nein.")
    planted.interview("Applied", on=None, role="Teacher", applied_on=dt.date(2026, 6, 1))
    planted.interview("Offer", "offer_accepted", role="Teacher")
    planted.interview("Elsewhere", role="Analyst")
    asked = [
        rows(
            planted.study(role="Teacher", source=source)
            .whom_to_ask(at_most=9)
            .drop(columns=["found", "candidate"])
        )
        for source in ("others", "self", "all")
    ]
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] == [
        ("Stronger", "Teacher", "2026-06-15", None, None, None, None, "no_reason", "interviewed", 15),
        (
            "Silent",
            "Teacher",
            "2026-06-10",
            "2026-06-20",
            "Ada",
            "Head",
            "ada@example.org",
            "never_heard",
            "decided",
            10,
        ),
        ("Applied", "Teacher", "2026-06-01", None, None, None, None, "never_heard", "applied", 29),
        ("Own words", "Teacher", None, None, None, None, None, "never_heard", None, None),
    ]
    latest = planted.study(role="Teacher").whom_to_ask(at_most=2)
    assert (rows(latest, "company", "candidate"), found(latest)) == (
        [("Stronger", None), ("Silent", "Kim")],
        4,
    )


def planted_requests(planted: Planted) -> None:
    """Plant a final in each state a request can be in, named by it, on the days the states turn."""
    never = planted.interview("Never", on="2026-06-29", role="Teacher")
    planted.to_do(never, "ask_feedback", due_on="2026-07-02")
    planted.to_do(never, "ask_feedback", due_on="2026-07-01")
    planted.to_do(never, "thank_you", due_on="2026-06-30")
    asked = planted.interview("Asked", on="2026-06-01", role="Teacher", decided_on=dt.date(2026, 6, 10))
    planted.to_do(asked, "ask_feedback", due_on="2026-06-11", done_on="2026-06-12")
    planted.to_do(asked, "ask_feedback", done_on="2026-06-17", asked_of="hr_manager", channel="email")
    planted.said(asked, source="self", on="2026-06-20")
    planted.said(asked, source="letter", on="2026-06-20")
    planted.said(asked, source="recruiter", on="2026-06-20", text="n/a")
    planted.said(asked, "stronger neutral", source="recruiter", on="2026-06-16")
    silent = planted.interview("No reply", "rejected", on="2026-06-02", role="Teacher")
    planted.to_do(silent, "ask_feedback", done_on="2026-06-16")
    reminded = planted.interview("Reminded", "no_response", on="2026-05-01", role="Teacher")
    planted.to_do(reminded, "ask_feedback", done_on="2026-05-02", reminded_on="2026-06-17")
    still = planted.interview("Still silent", "no_decision", on="2026-05-03", role="Teacher")
    planted.to_do(still, "ask_feedback", done_on="2026-05-04", reminded_on="2026-06-16")
    answered = planted.interview("Answered", on="2026-05-05", role="Teacher")
    planted.to_do(answered, "ask_feedback", done_on="2026-05-06", channel="phone")
    planted.said(answered, "stronger neutral", on="2026-05-09")
    planted.said(answered, "stronger neutral", on="2026-05-06")
    told = planted.interview("Told so", on="2026-05-04", role="Teacher")
    planted.to_do(told, "ask_feedback", done_on="2026-05-05", reply="answered", replied_on="2026-05-08")
    planted.said(told, "stronger neutral", on="2026-05-07")
    no = planted.interview("Declined", on="2026-05-06", role="Teacher")
    planted.to_do(no, "ask_feedback", done_on="2026-05-07", reply="declined", replied_on="2026-05-08")
    # Kept out everywhere, each for one thing.
    for company, outcome, more in (
        ("Offer", "offer_declined", {}),
        ("Open", "pending", {}),
        ("I left", "withdrew", {}),
        ("Early", "rejected", {"stage_reached": "first_interview"}),
        ("Elsewhere", "second_place", {"role": "Analyst"}),
    ):
        kept = planted.interview(company, outcome, **{"role": "Teacher", **more})
        planted.to_do(kept, "ask_feedback", done_on="2026-05-20")


def test_to_ask(planted: Planted) -> None:
    """Kept out: what you can act on, words to confirm or not recognised, offers, open ones, early rejections, other roles.

    What names only things that are not yours is asked about after what is silent, and second places before other finals.
    """
    planted_requests(planted)
    for company, mention in (
        ("Act on", "examples gap"),
        ("To confirm", "examples gap suggested"),
        ("Not recognised", None),
    ):
        planted.said(planted.interview(company, role="Teacher"), *([mention] if mention else []))
    planted.said(planted.interview("Not yours", on="2026-06-28", role="Teacher"), "internal gap")
    planted.said(planted.interview("Praised", on="2026-06-27", role="Teacher"), "examples strength")
    planted.interview("Frozen", "no_decision", on=None, role="Teacher", stage_reached="final_round")
    known = {"contact_name": "Ada", "contact_role": "Head", "contact_email": "ada@old.example"}
    planted.interview("Old", on="2026-01-01", role="Teacher", stage_reached=None, candidate="Kim", **known)
    table = planted.study(role="Teacher", source="self").to_ask()
    named = table[table.state == "diagnostic"]
    assert rows(named, "company", "not_yours") == [("Not yours", True), ("Praised", False)]
    assert rows(table, "company", "days_ago", "state", "request_state", "asked_on", "planned_on") == [
        ("Never", 1, "never_heard", "not_asked", None, "2026-07-01"),
        ("Old", 180, "never_heard", "not_asked", None, None),
        ("Not yours", 2, "diagnostic", "not_asked", None, None),
        ("Praised", 3, "diagnostic", "not_asked", None, None),
        ("Frozen", None, "never_heard", "not_asked", None, None),
        ("No reply", 28, "never_heard", "no_reply", "2026-06-16", None),
        ("Still silent", 58, "never_heard", "no_reply", "2026-05-04", None),
        ("Reminded", 60, "never_heard", "reminded", "2026-05-02", None),
        ("Asked", 20, "no_reason", "asked", "2026-06-17", None),
        ("Answered", 56, "no_reason", "answered", "2026-05-06", None),
        ("Told so", 57, "no_reason", "answered", "2026-05-05", None),
        ("Declined", 55, "never_heard", "declined", "2026-05-07", None),
    ]
    assert rows(table[table.company == "Old"]) == [
        (
            "Old",
            "Teacher",
            "2026-01-01",
            "2026-01-01",
            180,
            None,
            "second_place",
            "second_place",
            "Ada",
            "Head",
            "ada@old.example",
            "never_heard",
            False,
            "not_asked",
            None,
            None,
            None,
            None,
            None,
            None,
            "Kim",
        )
    ]


def test_asked(planted: Planted) -> None:
    """Kept out: a request that is only planned or an older one, a thank-you, and whatever was no missed final."""
    planted_requests(planted)
    assert rows(planted.study(role="Teacher").asked()) == [
        ("Asked", "Teacher", "2026-06-01", "2026-06-17", 7, "hr_manager", "email", "asked", None, None),
        ("No reply", "Teacher", "2026-06-02", "2026-06-16", 14, None, None, "no_reply", None, None),
        ("Declined", "Teacher", "2026-05-06", "2026-05-07", 1, None, None, "declined", "2026-05-08", None),
        ("Answered", "Teacher", "2026-05-05", "2026-05-06", 1, None, "phone", "answered", "2026-05-06", None),
        ("Told so", "Teacher", "2026-05-04", "2026-05-05", 1, None, None, "answered", "2026-05-08", None),
        ("Still silent", "Teacher", "2026-05-03", "2026-05-04", 1, None, None, "no_reply", None, None),
        ("Reminded", "Teacher", "2026-05-01", "2026-05-02", 1, None, None, "reminded", None, None),
    ]
    # One text alone is an answer.
    once = planted.interview("Once", on="2026-06-19", role="Teacher", candidate="Kim")
    planted.to_do(once, "ask_feedback", done_on="2026-06-20")
    planted.said(once, on="2026-06-21")
    assert rows(planted.study(role="Teacher").asked(), "company", "request_state", "replied_on", "candidate")[
        0
    ] == (
        "Once",
        "answered",
        "2026-06-21",
        "Kim",
    )


def test_follow_up_days(planted: Planted) -> None:
    """Kept out: an older request, an older thank-you, a touch that is done, an open request's day of an answer, one outside the slice."""
    whole = planted.interview("Whole", on="2026-05-01", role="Teacher")
    planted.to_do(whole, "ask_feedback", done_on="2026-05-02")
    planted.to_do(
        *(whole, "ask_feedback"),
        done_on="2026-05-03",
        asked_of="recruiter",
        reminded_on="2026-05-09",
        reply="answered",
        replied_on="2026-05-10",
    )
    planted.to_do(whole, "thank_you", done_on="2026-05-10")
    planted.to_do(whole, "thank_you", done_on="2026-05-11")
    planted.to_do(whole, "keep_in_touch", due_on="2026-06-01", done_on="2026-06-02")
    planted.to_do(whole, "keep_in_touch", due_on="2026-09-01")
    refused = planted.interview("Refused", on="2026-05-01", role="Teacher")
    planted.to_do(refused, "ask_feedback", done_on="2026-05-04", reply="declined", replied_on="2026-05-05")
    planned = planted.interview("Planned", on="2026-05-01", role="Teacher")
    planted.to_do(planned, "ask_feedback", due_on="2026-07-01")
    planted.to_do(planted.interview("Elsewhere", role="Nurse"), "thank_you", done_on="2026-05-11")
    thanked = planted.interview("Thanked", role="Teacher")
    planted.to_do(thanked, "thank_you", done_on="2026-05-12")
    touched = planted.interview("Touched", role="Teacher")
    planted.to_do(touched, "keep_in_touch", due_on="2026-09-02")
    table = planted.study(role="Teacher").follow_up_days()
    assert sorted(rows(table.drop(columns="interview_id")), key=str) == [
        ("2026-05-03", "recruiter", "2026-05-09", "2026-05-10", "2026-05-11", "2026-09-01"),
        ("2026-05-04", None, None, None, None, None),
        (None, None, None, None, "2026-05-12", None),
        (None, None, None, None, None, "2026-09-02"),
    ]
    assert set(table.interview_id) == {whole, refused, thanked, touched}


def test_asking(planted: Planted) -> None:
    """Kept out: who was not asked, what was no missed final, a second note that one door opened, one that only stays warm."""
    assert planted.study().asking() == Asking(0, 0, 0, 0, 0, 0)
    planted_requests(planted)
    frozen = planted.interview("Frozen", "no_decision", role="Teacher")
    planted.to_do(frozen, "reopened", done_on="2026-06-01")
    planted.to_do(frozen, "reopened", done_on="2026-06-02")
    planted.to_do(planted.interview("Warm", role="Teacher"), "keep_in_touch", done_on="2026-06-02")
    planted.to_do(
        planted.interview("Won", "offer_accepted", role="Teacher"), "reopened", done_on="2026-06-02"
    )
    assert planted.study(role="Teacher").asking() == Asking(
        finals=10, asked=7, answered=2, declined=1, no_reply=2, reopened=1
    )


def test_warm_doors(planted: Planted) -> None:
    """Kept out: a final that was rejected or never answered, an offer, an early stop, one outside the slice.

    A touch is due after 30, 90 and 180 days; one missed by more than two weeks is passed over, one that was made is done,
    and a day of one's own goes before.
    """
    known = {
        "contact_name": "Ada",
        "contact_role": "Head",
        "contact_email": "ada@fresh.example",
        "candidate": "Kim",
    }
    planted.interview("Fresh", on="2026-06-28", role="Teacher", decided_on=dt.date(2026, 6, 29), **known)
    planted.interview("Just missed", on="2026-05-17", role="Teacher")
    planted.interview("Passed over", on="2026-05-16", role="Teacher")
    planted.interview("Long ago", on="2025-12-18", role="Teacher")
    planted.interview("No day", on=None, role="Teacher")
    frozen = planted.interview("Frozen", "no_decision", on="2026-04-01", role="Teacher")
    planted.to_do(frozen, "ask_feedback", done_on="2026-04-02")
    planted.to_do(frozen, "keep_in_touch", due_on="2026-07-05", done_on="2026-06-29")
    planted.to_do(frozen, "thank_you", due_on="2026-07-02")
    written_to = planted.interview("Written to", on="2026-05-20", role="Teacher")
    # On the very day it was due; a door that only stays warm led nowhere.
    planted.to_do(written_to, "keep_in_touch", done_on="2026-06-19", led_to=frozen)
    mine = planted.interview("My own day", on="2026-03-31", role="Teacher")
    planted.to_do(mine, "keep_in_touch", due_on="2026-08-01")
    planted.to_do(mine, "keep_in_touch", due_on="2026-07-31")
    again = planted.interview("Again", "no_decision", on="2026-06-20", role="Teacher")
    planted.to_do(again, "keep_in_touch", done_on="2026-06-21")
    opened = planted.workspace.reopen(again, on=dt.date(2026, 6, 25), at=AT)
    for company, outcome, more in (
        ("Rejected", "rejected", {}),
        ("Silent", "no_response", {}),
        ("Offer", "offer_declined", {}),
        ("Early", "no_decision", {"stage_reached": "screen"}),
        ("Elsewhere", "second_place", {"role": "Analyst"}),
    ):
        planted.interview(company, outcome, **{"role": "Teacher", **more})
    table = planted.study(role="Teacher").warm_doors()
    assert rows(table, "company", "days_ago", "touched_on", "touched_by", "planned_on", "next_on") == [
        ("Frozen", 90, "2026-06-29", "keep_in_touch", None, "2026-06-30"),
        ("Fresh", 1, None, None, None, "2026-07-29"),
        ("Written to", 41, "2026-06-19", "keep_in_touch", None, "2026-08-18"),
        ("Just missed", 44, None, None, None, "2026-06-16"),
        ("Passed over", 45, None, None, None, "2026-08-14"),
        ("My own day", 91, None, None, "2026-07-31", "2026-07-31"),
        ("Long ago", 194, None, None, None, "2026-06-16"),
        ("No day", None, None, None, None, None),
        ("Again", 10, "2026-06-21", "keep_in_touch", None, None),
    ]
    assert table.led_to.dropna().tolist() == [opened]
    assert table.candidate.dropna().tolist() == ["Kim"]
    assert rows(table, "reopened_on", "request_state")[0] == (None, "no_reply")
    assert rows(table[table.company == "Again"], "reopened_on") == [("2026-06-25",)]
    assert rows(
        table[table.company == "Fresh"], "role", "happened_on", "left_on", "stage_reached", "outcome"
    ) == [("Teacher", "2026-06-28", "2026-06-29", "final_round", "second_place")]
    assert rows(table[table.company == "Fresh"], "contact_name", "contact_role", "contact_email") == [
        ("Ada", "Head", "ada@fresh.example")
    ]


def test_told_when(planted: Planted) -> None:
    """Kept out: words and notes of a final that was rejected, of one outside the slice, that invite and name no time,
    that name a time and invite nobody, and those of three years ago. A day the person chose, and having written after it, go before what was said."""
    later = "Write to me in two years."
    said = planted.interview("Said", on="2026-05-10", role="Teacher", decided_on=dt.date(2026, 5, 12))
    planted.said(said, text=later, on="2026-05-20")
    planted.said(said, text="Call me when the freeze is over.", on="2026-06-01")
    planted.interview("Noted", "no_decision", on="2026-05-10", role="Teacher", notes="Call again in May.")
    open_ = planted.interview(
        "Open", on="2026-05-31", role="Teacher", notes="Call them when the post is open."
    )
    planted.to_do(open_, "thank_you", done_on="2026-06-01")
    mine = planted.interview("My day", on="2026-05-10", role="Teacher", notes="Call again in May.")
    planted.to_do(mine, "keep_in_touch", due_on="2026-07-07")
    early = planted.interview(
        "Wrote early", on="2026-03-01", role="Teacher", notes="Call again in three months."
    )
    planted.to_do(early, "keep_in_touch", done_on="2026-05-30")
    wrote = planted.interview("Wrote", on="2026-03-01", role="Teacher", notes="Call again in three months.")
    planted.to_do(wrote, "keep_in_touch", done_on="2026-06-01")
    undated = planted.interview("No day", on=None, role="Teacher")
    planted.said(undated, text=later, source="self")
    for company, outcome, role in (
        ("Rejected", "rejected", "Teacher"),
        ("Elsewhere", "second_place", "Analyst"),
    ):
        planted.said(planted.interview(company, outcome, role=role, notes=later), text=later)
    vague = planted.interview("Vague", role="Teacher", notes="Call again.")
    planted.said(vague, text="Call again.")
    busy = planted.interview("Busy", role="Teacher", notes="Two years of growth.")
    planted.said(busy, text="Two years of growth.")
    for on in ("2023-06-30", "2023-07-01"):  # three years ago, and a day later
        old = planted.interview(f"Old {on[-2:]}", on=on, role="Teacher")
        planted.said(old, text="Call again in a year.", on=on)
    study = planted.study(role="Teacher")
    assert sorted(rows(study.told_when(), "words", "source", "told_on", "day"), key=str) == [
        ("Call again in May.", "notes", "2026-05-10", "2027-05-01"),
        ("Call again in May.", "notes", "2026-05-10", "2027-05-01"),
        ("Call again in a year.", "interviewer", "2023-07-01", "2024-07-01"),
        ("Call again in three months.", "notes", "2026-03-01", "2026-06-01"),
        ("Call again in three months.", "notes", "2026-03-01", "2026-06-01"),
        ("Call me when the freeze is over.", "interviewer", "2026-06-01", None),
        ("Call them when the post is open.", "notes", "2026-05-31", None),
        (later, "interviewer", "2026-05-20", "2028-05-20"),
        (later, "self", None, None),
    ]
    doors = study.warm_doors()
    assert sorted(rows(doors, "company", "told", "told_by", "told_for", "next_on")) == [
        ("Busy", None, None, None, "2026-07-30"),
        ("My day", "Call again in May.", "notes", "2027-05-01", "2026-07-07"),
        ("No day", later, "self", None, None),
        ("Noted", "Call again in May.", "notes", "2027-05-01", "2027-05-01"),
        ("Old 01", "Call again in a year.", "interviewer", "2024-07-01", "2024-07-01"),
        ("Old 30", None, None, None, None),
        ("Open", "Call them when the post is open.", "notes", None, None),
        ("Said", later, "interviewer", "2028-05-20", "2028-05-20"),
        ("Vague", None, None, None, "2026-07-30"),
        ("Wrote", None, None, None, "2026-08-28"),
        ("Wrote early", "Call again in three months.", "notes", "2026-06-01", "2026-06-01"),
    ]


def test_to_thank(planted: Planted) -> None:
    """Kept out: an answer over 60 days old, one still to come, one that was thanked, a letter, an unknown voice, your own
    words, words that say nothing, an answer without a day, where you were hired, one outside the slice."""
    day = "2026-06-20"
    twice = planted.interview("Twice", on="2026-06-01", role="Teacher", contact_name="Ada", candidate="Kim")
    planted.said(twice, source="recruiter", on="2026-06-19")
    planted.said(twice, source="hr_manager", on=day)
    planted.to_do(twice, "thank_you", done_on="2026-06-18")
    planted.to_do(twice, "thank_you", due_on="2026-06-22")
    planted.to_do(twice, "keep_in_touch", done_on="2026-06-22")
    early = planted.interview("Early", "rejected", on="2026-04-30", role="Teacher", stage_reached="screen")
    planted.said(early, source="interviewer", on="2026-05-01")
    rang = planted.interview("Rang", "rejected", on="2026-06-02", role="Teacher")
    planted.to_do(rang, "ask_feedback", asked_of="hiring_manager", reply="answered", replied_on="2026-06-30")
    for company, said in (
        ("Too old", {"on": "2026-04-30"}),
        ("To come", {"on": "2026-07-01"}),
        ("Letter", {"on": day, "source": "letter"}),
        ("Unknown", {"on": day, "source": "unknown"}),
        ("Own", {"on": day, "source": "self"}),
        ("Nothing", {"on": day, "text": "n/a"}),
        ("No day", {}),
    ):
        planted.said(planted.interview(company, role="Teacher"), **said)
    planted.said(planted.interview("Hired", "offer_accepted", role="Teacher"), on=day)
    planted.said(planted.interview("Elsewhere", role="Analyst"), on=day)
    thanked = planted.interview("Thanked", role="Teacher")
    planted.said(thanked, on=day)
    planted.to_do(thanked, "thank_you", done_on=day)
    declined = planted.interview("Declined", role="Teacher")
    planted.to_do(declined, "ask_feedback", done_on="2026-06-02", reply="declined", replied_on=day)
    planted.to_do(declined, "keep_in_touch", done_on="2026-06-02", reply="answered", replied_on=day)
    undated = planted.interview("Undated", role="Teacher")
    planted.to_do(undated, "ask_feedback", done_on="2026-06-02", reply="answered")
    assert rows(planted.study(role="Teacher").to_thank()) == [
        (
            "Rang",
            "Teacher",
            "2026-06-02",
            "final_round",
            "rejected",
            None,
            None,
            None,
            "2026-06-30",
            "hiring_manager",
            0,
            None,
        ),
        (
            "Twice",
            "Teacher",
            "2026-06-01",
            "final_round",
            "second_place",
            "Ada",
            None,
            None,
            day,
            "hr_manager",
            10,
            "Kim",
        ),
        (
            "Early",
            "Teacher",
            "2026-04-30",
            "screen",
            "rejected",
            None,
            None,
            None,
            "2026-05-01",
            "interviewer",
            60,
            None,
        ),
    ]
    for source in ("hiring_manager", "recruiter"):
        planted.said(planted.interview(source, role="Teacher"), source=source, on=day)
    assert rows(planted.study(role="Teacher").to_thank(), "company", "answered_by")[1:4] == [
        ("Twice", "hr_manager"),
        ("hiring_manager", "hiring_manager"),
        ("recruiter", "recruiter"),
    ]


def test_reminders(planted: Planted) -> None:
    """Kept out: what is done, what has no day, one outside the slice."""
    interview = planted.interview("A", on="2026-05-01", role="Teacher", contact_name="Ada", candidate="Kim")
    later = planted.to_do(interview, "thank_you", due_on="2026-07-02")
    soon = planted.to_do(interview, "ask_feedback", due_on="2026-07-01", note="Ring")
    planted.to_do(interview, "ask_feedback", due_on="2026-06-01", done_on="2026-06-02")
    planted.to_do(interview, "keep_in_touch")
    planted.to_do(planted.interview("Elsewhere", role="Analyst"), "thank_you", due_on="2026-07-01")
    table = planted.study(role="Teacher").reminders()
    assert rows(table) == [
        ("ask_feedback", "2026-07-01", "Ring", 0, "2026-06-01", "A", "Teacher", "2026-05-01", "Ada", "Kim"),
        ("thank_you", "2026-07-02", None, 0, "2026-06-01", "A", "Teacher", "2026-05-01", "Ada", "Kim"),
    ]
    assert table.follow_up_id.tolist() == [soon, later]


def test_contacts(planted: Planted) -> None:
    """Kept out: an interview without a contact, another name; the same contact in two interviews is one."""
    planted.interview("A", contact_name="Ada", contact_email="ada@a.example")
    planted.interview("B", role="Nurse", contact_name="Ada", contact_email="ada@a.example")
    planted.interview("C", contact_name="Ada")
    planted.interview("D", contact_email="hr@d.example", contact_role="HR")
    planted.interview("E", contact_role="HR")
    study = planted.study(role="Teacher")
    assert rows(study.contacts(at_most=9)) == [
        ("Ada", "Ada", None, 1, 3),
        ("Ada, ada@a.example", "Ada", "ada@a.example", 2, 3),
        ("hr@d.example", None, "hr@d.example", 1, 3),
    ]
    assert rows(study.contacts(at_most=1), "contact", "found") == [("Ada, ada@a.example", 3)]
    for named, contact in (("ADA@a.example ", "Ada, ada@a.example"), ("hr@D.example", "hr@d.example")):
        assert rows(study.contacts(named=named, at_most=9), "contact", "found") == [(contact, 1)]
    assert rows(study.contacts(named="ada", at_most=9), "contact") == [("Ada",), ("Ada, ada@a.example",)]
    assert study.contacts(named="Nobody", at_most=9).empty


def test_doubts(planted: Planted) -> None:
    """Kept out: what they said, another interview, praise, a suggestion, what is protected, what is not yours; once each."""
    mine = planted.interview("Mine")
    planted.said(mine, "domain gap", "examples gap", "domain gap", source="self")
    planted.said(
        mine,
        "communication strength",
        "communication gap suggested",
        "communication gap protected",
        "internal gap",
        source="self",
    )
    planted.said(mine, "communication gap", source="interviewer")
    planted.said(planted.interview("Other"), "communication gap", source="self")
    assert planted.study().doubts(mine) == ("domain", "examples")


def test_whether_there_is_any_interview_is_asked_whatever_the_slice(planted: Planted) -> None:
    assert not planted.study().has_interviews()
    planted.interview("A", role="Nurse")
    assert planted.study(role="Teacher").has_interviews()


def test_names(planted: Planted) -> None:
    """Kept out: what no field names, and of each kind what its pattern is not found in; kept whatever is counted, each name once,
    companies by their day.
    """
    planted.interview("Late", on="2026-06-02", contact_name="Ada", contact_email="ada@late.example")
    planted.interview("Early", "rejected", on=None, decided_on=dt.date(2026, 5, 1), candidate="Kim")
    planted.interview(
        "Late", on="2026-06-09", contact_name="Ada", contact_email="ada@late.example", candidate="Ada"
    )
    planted.interview("Soon", on=None, applied_on=dt.date(2026, 5, 20))
    planted.interview("Undated", on=None)
    planted.interview(None)
    study = planted.study(role="Analyst")
    assert study.names(
        companies=None, people=None, addresses=None, in_one=("late", "ada", "adalateexample")
    ).empty
    assert study.names(companies="", people="", addresses="", in_one=()).to_numpy().tolist() == [
        ["address", "ada@late.example"],
        ["company", "Early"],
        ["company", "Soon"],
        ["company", "Late"],
        ["company", "Undated"],
        ["person", "Ada"],
        ["person", "Kim"],
    ]
    assert study.names(
        companies="^(Soon|Kim)$", people="^A", addresses="ada", in_one=()
    ).to_numpy().tolist() == [
        ["address", "ada@late.example"],
        ["company", "Soon"],
        ["person", "Ada"],
    ]
    assert study.names(companies="late", people="i", addresses="Ada", in_one=()).to_numpy().tolist() == [
        ["person", "Kim"]
    ]
    planted.interview(
        "Late Ltd.", on="2026-06-03", contact_name="Kim 2 Lee", candidate="Lee", contact_email="late@ltd"
    )
    in_one = study.names(companies="^Soon", people="^A", addresses="^ada", in_one=("lateltd", "kim2lee"))
    assert in_one.to_numpy().tolist() == [
        ["address", "ada@late.example"],
        ["company", "Soon"],
        ["company", "Late Ltd."],
        ["person", "Ada"],
        ["person", "Kim 2 Lee"],
    ]


def test_words_of(planted: Planted) -> None:
    """Kept out: what was said about another interview; your own impressions and words that say nothing are kept too."""
    interview = planted.interview("A", role="Teacher")
    planted.said(interview, source="self", text="I was late.")
    planted.said(interview, source="letter", text="n/a", on="2026-01-02")
    planted.said(interview, text="No example.", on="2026-01-01")
    planted.said(planted.interview("B"), text="Somebody else.")
    assert lines(planted.study(role="Analyst").words_of(interview)) == [
        "No example. | interviewer | verbatim | 2026-01-01",
        "n/a | letter | verbatim | 2026-01-02",
        "I was late. | self | verbatim | -",
    ]


def test_mentions(planted: Planted) -> None:
    """Kept out: what the coder has under the words somebody decided about; the rows are those of the view of this name."""
    interview = planted.interview("A")
    planted.said(
        interview, "communication gap", "examples gap suggested", "domain gap protected aspect=trade"
    )
    decided = planted.said(
        interview, "communication gap suggested", "examples gap", "domain gap", "examples gap suggested"
    )
    planted.correct(decided, "communication gap", "accepted", at=0)
    planted.correct(decided, "examples gap", "rejected", at=1)
    planted.correct(decided, "examples strength", "added", at=1)
    planted.correct(decided, "examples gap", "added", at=4)
    planted.correct(decided, "internal gap", "rejected", at=5)
    columns = (
        "factor",
        "aspect",
        "polarity",
        "start_at",
        "coded_by",
        "protected",
        "status",
        "counted",
        "suggested",
    )
    asked = planted.study()._ask("mentions")
    assert sorted(map(str, rows(asked, *columns))) == [
        "('communication', None, 'gap', 0, 'rule', False, 'accepted', True, False)",
        "('communication', None, 'gap', 0, 'rule', False, 'open', True, False)",
        "('domain', 'trade', 'gap', 2, 'rule', True, 'open', True, False)",
        "('domain', None, 'gap', 2, 'rule', False, 'open', True, False)",
        "('examples', None, 'gap', 1, 'rule', False, 'open', False, True)",
        "('examples', None, 'gap', 1, 'rule', False, 'rejected', False, False)",
        "('examples', None, 'gap', 3, 'rule', False, 'open', False, True)",
        "('examples', None, 'gap', 4, 'person', False, 'accepted', True, False)",
        "('examples', None, 'strength', 1, 'person', False, 'accepted', True, False)",
    ]
    view = planted.workspace.ask(f"SELECT {', '.join(asked.columns)} FROM mentions", {})
    assert sorted(map(str, rows(view, *asked.columns))) == sorted(map(str, rows(asked, *asked.columns)))


def test_mentions_meet_only_decisions_about_the_same_text_factor_polarity_and_place(planted: Planted) -> None:
    """Kept apart: the same in another text, another factor or polarity at the place, the letter before and the letter after."""
    interview = planted.interview("A")
    heard = ("communication gap", "examples gap", "domain gap", "communication strength", "examples gap")
    judged, added, other = (planted.said(interview, *heard) for _ in range(3))
    few = planted.said(interview, "communication gap")
    decisions: tuple[tuple[str, Decision], ...] = ((judged, "rejected"), (added, "added"))
    for text, decision in decisions:
        for mention, at in (
            ("domain gap", 1),  # another factor
            ("examples strength", 4),  # another polarity
            ("domain gap", 3),  # the letter after
            ("communication strength", 2),  # the letter before
        ):
            planted.correct(text, mention, decision, at=at)
    planted.correct(judged, "communication gap", "rejected", at=0)  # in one text
    planted.correct(other, "internal gap", "accepted", at=5)  # what the coder does not hear
    planted.correct(few, "domain gap", "added", at=2)  # heard there in the other texts
    asked = planted.study()._ask("mentions")
    statuses = {
        name: [
            f"{row.factor} {row.polarity} {row.start_at} {row.status}"
            for row in asked[asked.feedback_id == text]
            .sort_values(["start_at", "factor", "polarity"])
            .itertuples()
            if row.status != "open"
        ]
        for name, text in {"judged": judged, "added": added, "other": other, "few": few}.items()
    }
    assert statuses == {
        "judged": ["communication gap 0 rejected"],
        "added": [
            "domain gap 1 accepted",
            "communication strength 2 accepted",
            "domain gap 3 accepted",
            "examples strength 4 accepted",
        ],
        "other": ["internal gap 5 accepted"],
        "few": ["domain gap 2 accepted"],
    }
    view = planted.workspace.ask(f"SELECT {', '.join(asked.columns)} FROM mentions", {})
    assert sorted(map(str, rows(view, *asked.columns))) == sorted(map(str, rows(asked, *asked.columns)))


def test_said(planted: Planted) -> None:
    """Kept out: own impressions, words that say nothing, one outside the slice."""
    interview = planted.interview("A", role="Teacher")
    planted.said(interview, source="letter", on="2026-05-04")
    planted.said(interview, source="self")
    planted.said(interview, text="n/a")
    planted.said(planted.interview("Outside", role="Nurse"))
    columns = ("source", "received_on", "language", "reviewed_at", "side", "happened_on")
    assert rows(planted.study(role="Teacher")._ask("said"), *columns) == [
        ("letter", "2026-05-04", None, None, "second_place", "2026-05-01")
    ]
    assert rows(planted.study(role="Teacher", source="self")._ask("said"), "source") == [("self",)]


def test_the_note_that_stands_for_an_answer_is_none_of_the_texts_to_look_at(planted: Planted) -> None:
    """Kept in: other words that were noted, the same in their words, and the same that nobody looked at."""
    interview = planted.interview("A")
    for reviewed, basis, text in (
        (True, "paraphrase", INTERNAL_WORDS),
        (True, "paraphrase", "Somebody inside."),
        (True, "verbatim", INTERNAL_WORDS),
        (False, "paraphrase", INTERNAL_WORDS),
    ):
        kept = planted.said(interview, basis=basis, text=text)
        if reviewed:
            planted.workspace.mark_reviewed(kept, at=AT)
    study = planted.study()
    assert sorted(rows(study._ask("said"), "is_note")) == [(False,), (False,), (False,), (True,)]
    assert study.texts() == Texts(texts=3, to_look_at=1, not_read=0)
    assert study.overview().texts == 3


def test_missed_final(planted: Planted) -> None:
    """Kept out: an offer, a final that is still open, an earlier stop, one outside the slice."""
    planted.interview("Second", role="Teacher", decided_on=dt.date(2026, 5, 3), stage_reached=None)
    planted.interview("Unjudged", "rejected", role="Teacher")
    planted.interview("Frozen", "no_decision", role="Teacher")
    planted.interview("Silent", "no_response", on=None, role="Teacher", applied_on=dt.date(2026, 4, 1))
    planted.interview("Won", "offer_accepted", role="Teacher")
    planted.interview("Open", "pending", role="Teacher")
    planted.interview("Early", "rejected", role="Teacher", stage_reached="screen")
    planted.interview("Outside", role="Nurse")
    asked = planted.study(role="Teacher")._ask("missed_final")
    assert sorted(rows(asked, "company", "outcome", "left_on")) == [
        ("Frozen", "no_decision", "2026-05-01"),
        ("Second", "second_place", "2026-05-03"),
        ("Silent", "no_response", "2026-04-01"),
        ("Unjudged", "rejected", "2026-05-01"),
    ]


def test_a_question_makes_only_the_tables_it_stands_on(planted: Planted) -> None:
    """Only asking about finals reads no words, and asking how each process stands reads them once."""
    planted.said(planted.interview("A"), "communication gap")
    made = "SELECT count(*) AS n FROM duckdb_tables() WHERE starts_with(database_name, 'kept_')"
    study = planted.study()
    for name, tables in (("missed_final", 0), ("asked", 1), ("worded", 3), ("overview", 4), ("to_ask", 4)):
        study._ask(name)
        assert planted.workspace.ask(made, {}).n.tolist() == [tables], name


def test_mentioned(planted: Planted) -> None:
    """Kept out: a rejected mention, another codebook's factor, own impressions, words that say nothing, one outside the slice."""
    interview = planted.interview("A", role="Teacher")
    said = planted.said(interview, "communication gap", "internal neutral suggested", "impression strength")
    planted.reject(planted.said(interview, "examples gap"), "examples gap", at=0)
    planted.said(interview, "unheard_of gap")
    planted.said(interview, "domain gap", source="self")
    planted.said(planted.interview("Outside", role="Nurse"), "domain gap")
    asked = planted.study(role="Teacher")._ask("mentioned")
    columns = ("feedback_id", "factor", "counted", "diagnostic", "actionable", "not_yours")
    assert sorted(rows(asked, *columns)) == [
        (said, "communication", True, True, True, False),
        (said, "impression", True, False, False, False),
        (said, "internal", False, True, False, True),
    ]


def test_worded(planted: Planted) -> None:
    """Kept out: a process without words, own impressions, one outside the slice; what is suggested is no reason yet."""
    places = {
        "actionable": ("communication gap",),
        "not yours": ("internal gap",),
        "to confirm": ("communication gap suggested", "impression gap"),
        "no reason": ("impression gap",),
        "perhaps no reason": ("impression gap suggested",),
        "not recognised": (),
    }
    named = {planted.interview(words, role="Teacher"): words for words in places}
    for interview, words in named.items():
        planted.said(interview, *places[words])
    planted.interview("Silent", role="Teacher")
    planted.said(planted.interview("Own", role="Teacher"), "communication gap", source="self")
    planted.said(planted.interview("Outside", role="Nurse"), "communication gap")
    asked = planted.study(role="Teacher")._ask("worded")
    states = rows(
        asked.assign(company=asked.interview_id.map(named)), "company", "actionable", "not_yours", "state"
    )
    assert sorted(states) == [
        ("actionable", True, False, "diagnostic"),
        ("no reason", False, False, "no_reason"),
        ("not recognised", False, False, "not_recognised"),
        ("not yours", False, True, "diagnostic"),
        ("perhaps no reason", False, False, "to_confirm"),
        ("to confirm", False, False, "to_confirm"),
    ]


def test_what_is_kept_of_a_slice_is_made_anew_after_a_write(planted: Planted) -> None:
    """The same slice asked again after somebody said more counts it."""
    interview = planted.interview("A")
    planted.said(interview, "communication gap")
    assert planted.study().overview().diagnostic == 1
    planted.said(planted.interview("B"), "communication gap")
    assert planted.study().overview().diagnostic == 2


def test_texts(planted: Planted) -> None:
    """Kept out: own impressions, words that say nothing, one outside the slice."""
    interview = planted.interview("A", role="Teacher")
    planted.workspace.mark_reviewed(planted.said(interview, "communication gap"), at=AT)
    planted.said(interview, "communication gap")
    german = planted.said(interview)
    unknown = planted.said(interview)
    languages = {german: "de", unknown: "und"}
    planted.workspace.save_coding(pd.DataFrame(), languages=languages, codebook_version="x")
    planted.said(interview, source="self")
    planted.said(interview, text="n/a")
    planted.said(planted.interview("Outside", role="Nurse"))
    study = planted.study(role="Teacher")
    assert study.texts() == Texts(texts=4, to_look_at=3, not_read=1)
    assert (study.overview().texts, study.overview().texts_not_read) == (4, 1)
    assert rows(study.feedback_found(not_read=True, at_most=9), "feedback_id", "found") == [(german, 1)]


def test_a_second_place_whose_words_are_all_in_another_language_is_not_called_not_recognised(
    planted: Planted,
) -> None:
    """Kept out: one with a text in English beside it, one that was marked by hand, one that ended otherwise."""
    german, both, marked = (
        planted.interview(words, role="Teacher") for words in ("German", "Both", "Marked")
    )
    rejected = planted.interview("Rejected", "rejected", role="Teacher")
    texts = {planted.said(interview): "de" for interview in (german, both, marked, rejected)}
    by_hand = next(
        said
        for said, interview in zip(texts, (german, both, marked, rejected), strict=True)
        if interview == marked
    )
    planted.said(both)
    planted.workspace.save_coding(pd.DataFrame(), languages=texts, codebook_version="x")
    planted.correct(by_hand, "communication gap", "added", at=0)
    overview = planted.study(role="Teacher").overview()
    assert (overview.diagnostic, overview.not_recognised, overview.not_read) == (1, 2, 1)


def test_outcomes(planted: Planted) -> None:
    """Kept out: an interview of which no outcome is known, and one outside the slice."""
    for outcome in ("second_place", "rejected", "second_place", None):
        planted.interview("A", outcome, role="Teacher")
    planted.interview("Outside", "withdrew", role="Nurse")
    assert rows(planted.study(role="Teacher").outcomes()) == [("second_place", 2), ("rejected", 1)]


def test_interviews_found(planted: Planted) -> None:
    """Kept out: another outcome, none of the words, one outside the slice, and what is over the number; own words count nowhere."""
    latest = planted.interview("Latest", on="2026-05-03", role="Teacher", notes="About CHOIRS")
    planted.interview("Choir school", on="2026-05-02", role="Teacher")
    planted.interview("Rejected choir", "rejected", on="2026-05-04", role="Teacher")
    planted.interview("Elsewhere", on="2026-05-05", role="Teacher")
    planted.interview("Outside choir", on="2026-05-06", role="Nurse")
    planted.said(latest)
    planted.said(latest)
    planted.said(latest, source="self")
    study = planted.study(role="Teacher")
    columns = ("company", "feedback", "found")
    assert rows(study.interviews_found("choir", ["second_place"], at_most=5), *columns) == [
        ("Latest", 2, 2),
        ("Choir school", 0, 2),
    ]
    # What is looked for may run from one text of an interview into the next.
    assert rows(study.interviews_found("school teacher", [], at_most=5), *columns) == [("Choir school", 0, 1)]
    assert rows(study.interviews_found("", [], at_most=2), *columns) == [
        ("Elsewhere", 0, 4),
        ("Rejected choir", 0, 4),
    ]


def test_feedback_found(planted: Planted) -> None:
    """Kept out: what was looked at, other words, another text or interview, own impressions, an interview outside the slice
    or without words."""
    planted.interview("Silent", role="Teacher")
    first = planted.interview("Early", on="2026-05-01", role="Teacher")
    later = planted.interview("Later", on="2026-05-02", role="Teacher")
    calm = planted.said(first, text="Calm and CLEAR")
    planted.workspace.mark_reviewed(planted.said(later, text="clear"), at=AT)
    planted.said(later, text="something else")
    planted.said(later, text="clear to me", source="self")
    planted.said(planted.interview("Outside", role="Nurse"), text="clear")
    study = planted.study(role="Teacher")

    def found(**asked: Any) -> list[tuple]:
        return sorted(rows(study.feedback_found(**asked, at_most=9), "text", "found"))

    assert found(words="clear") == [("Calm and CLEAR", 2), ("clear", 2)]
    assert found(words="clear early") == [("Calm and CLEAR", 1)]
    assert found(unread=True) == [("Calm and CLEAR", 2), ("something else", 2)]
    assert found(feedback_id=calm) == [("Calm and CLEAR", 1)]
    assert found(interview_id=later) == [("clear", 2), ("something else", 2)]
    assert rows(study.feedback_found(begin=2, at_most=1), "text", "found") == [("Calm and CLEAR", 3)]


def test_a_question_in_whose_middle_a_backup_is_restored_is_asked_again(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "workspace.duckdb")
    workspace.save_interview(Interview(company="Kept", outcome="rejected"), at=AT)
    backup = workspace.backup(at=AT)
    workspace.save_interview(Interview(company="After", outcome="rejected"), at=AT)

    class Restored(Study):
        asked = 0

        @contextmanager
        def _stood_on(self, name: str, values: Any) -> Generator[str]:
            with super()._stood_on(name, values) as tables:
                self.asked += 1
                if self.asked == 1:
                    workspace.restore_backup(backup, at=AT + dt.timedelta(days=1))
                yield tables

    study = Restored(workspace, EVERYTHING, BOOK, today=TODAY)
    assert (study.overview().interviews, study.asked) == (1, 2)
    workspace.close()
