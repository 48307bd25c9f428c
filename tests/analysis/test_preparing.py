"""The next interview is prepared from those most like it, as far as they carry, and never from protected ground."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analysis.preparing import Kin, TooFew, Upcoming, kin_of, last_time, prepare, role_words
from analysis.study import Study
from tests.analysis.report.conftest import Story, new_story, story

__all__ = ["new_story", "story"]  # fixtures

NOTHING = Upcoming(company=None, role=None, industry=None, format=None, interview_id=None)


def known(study: Study, coming: Upcoming) -> Any:
    return last_time(study, coming)


def upcoming(**known: str) -> Upcoming:
    return Upcoming(**{**dict.fromkeys(Upcoming.__dataclass_fields__), **known})


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("Senior Data Analyst", {"data", "analyst"}),
        ("Product Manager (maternity cover)", {"product", "maternity", "cover"}),
        ("Senior manager", {"manager"}),
        ("Head of Learning", {"learning"}),
        ("Infirmière", {"infirmière"}),
        ("", set()),
        (None, set()),
    ],
)
def test_a_role_is_known_by_its_words_without_ranks(role: str | None, words: set[str]) -> None:
    assert role_words(role) == words


def test_interviews_with_a_word_of_the_role_are_counted_from_three_on(story: Story) -> None:
    for n, role in enumerate(["Senior nurse", "Ward nurse", "Nurse", "Cook"]):
        story.interview(f"{n}", "evidence_examples gap", role=role, industry="Health")
    study = story.study()
    found = kin_of(study, upcoming(role="Nurse, deputy"))
    assert (found.by, found.words, len(found.interviews), found.too_few) == ("role", ("nurse",), 3, ())
    found = kin_of(study, upcoming(role="Cook", industry=" health "))
    assert (found.by, found.words, len(found.interviews)) == ("industry", ("health",), 4)
    assert found.too_few == (TooFew("role", ("cook",), 1),)


def test_where_nothing_alike_is_enough_all_second_places_are_counted(story: Story) -> None:
    for n in range(3):
        story.interview(f"{n}", "evidence_examples gap", format="Panel")
    story.interview("Without a reason", format="video")
    study = story.study()
    found = kin_of(study, upcoming(role="Pilot", format="video"))
    assert (found.by, len(found.interviews)) == ("all", 3)
    assert found.too_few == (TooFew("role", ("pilot",), 0), TooFew("format", ("video",), 0))
    assert kin_of(study, upcoming(format="PANEL ")).by == "format"


def test_gaps_that_recur_stand_alone_and_those_heard_once_only_where_none_recurs(story: Story) -> None:
    story.interview("A", "communication gap", "evidence_examples gap")
    story.interview("B", "evidence_examples gap", "confidence gap protected", "internal_candidate gap")
    prepared = prepare(story.study(), NOTHING)
    assert [(gap.factor, gap.heard_in, gap.out_of, gap.recurs) for gap in prepared.gaps] == [
        ("evidence_examples", 2, 2, True)
    ]


def test_what_was_heard_once_is_shown_where_nothing_recurs(story: Story) -> None:
    story.interview("A", "communication gap")
    story.interview("B", "confidence gap protected", "internal_candidate gap")
    prepared = prepare(story.study(), NOTHING)
    assert [(gap.factor, gap.heard_in, gap.out_of, gap.recurs) for gap in prepared.gaps] == [
        ("communication", 1, 2, False)
    ]


def test_the_last_time_is_the_latest_that_is_over_at_the_same_company(story: Story) -> None:
    day = dt.date(2026, 1, 1)
    story.interview("Northwind", outcome="rejected", interviewed_on=day)
    latest = story.interview(" NORTHWIND ", interviewed_on=day + dt.timedelta(days=9))
    running = story.interview("Northwind", outcome="pending", interviewed_on=day + dt.timedelta(days=30))
    story.interview("Elsewhere")
    study = story.study()
    assert known(study, upcoming(company="northwind")).interview_id == latest
    assert known(study, upcoming(company="northwind", interview_id=latest)).outcome == "rejected"
    assert known(study, upcoming(company="northwind", interview_id=running)).interview_id == latest
    assert last_time(study, upcoming(company="Nobody")) is None
    assert last_time(study, NOTHING) is None


def test_the_sample_is_prepared_for_its_open_interview(sample_study: Study) -> None:
    prepared = prepare(sample_study, upcoming(role="Learning and development partner", format="video"))
    assert (prepared.kin.by, len(prepared.kin.interviews)) == ("role", 5)
    assert [(gap.label, gap.heard_in, gap.out_of) for gap in prepared.gaps] == [
        ("Clear, short answers", 2, 5),
        ("Leading others", 2, 5),
        ("Concrete examples", 3, 5),  # practised, and not heard since
    ]
    assert [(proven.label, proven.heard_in, proven.out_of) for proven in prepared.proven][:2] == [
        ("Concrete examples", 4, 12),
        ("Working with others", 3, 12),
    ]


def test_an_empty_study_prepares_nothing_and_raises_nothing(story: Story) -> None:
    prepared = prepare(story.study(), upcoming(company="A", role="Pilot", industry="C", format="D"))
    tried = (TooFew("role", ("pilot",), 0), TooFew("industry", ("C",), 0), TooFew("format", ("D",), 0))
    assert prepared.kin == Kin("all", (), (), tried)
    assert (prepared.gaps, prepared.proven, prepared.last_time, prepared.checks) == ((), (), None, ())
