"""The conversation guide: whole whatever is known, a person's own questions first, and nothing that argues."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from analysis.coding import default_codebook
from analysis.messages.guide import Guide, GuideQuestion, guide
from data.records import OUTCOMES
from tests.analysis.test_messages import HOLE, KNOWN, NOTHING, PROTECTED, UNSEEN, WORDS


def said(told: Guide) -> list[str]:
    return [
        *told.opening,
        *(q.question for q in told.questions),
        *told.not_to_argue,
        *told.closing,
        *told.write_down,
    ]


def test_a_persons_own_questions_come_first_then_one_of_each_other_group_and_one_of_the_whole() -> None:
    assert guide(KNOWN).questions == (
        GuideQuestion(
            "How you came across",
            "At which point would a concrete example have helped most?",
            "evidence_examples",
        ),
        GuideQuestion(
            "Skills and experience",
            "What would have been good to see or hear about how I lead and guide others?",
            "leadership",
        ),
        GuideQuestion("Fit", "How well could you picture me working with the team?", None),
        GuideQuestion(
            "Pay and practical points", "Did my expectations on pay and the start date fit the role?", None
        ),
        GuideQuestion("The whole", "What is the one thing that would have made the decision easier?", None),
    )


def test_a_guide_of_which_nothing_is_known_is_whole() -> None:
    told = guide(NOTHING)
    assert told.opening == (
        "Thank you for taking the time. Ten minutes are enough.",
        "I would like to talk about the interview.",
        "If you would rather not answer a question, that is perfectly fine.",
        "May I take notes?",
    )
    assert [q.group for q in told.questions] == [
        "How you came across",
        "Skills and experience",
        "Fit",
        "Pay and practical points",
        "The whole",
    ]
    assert told.closing == (
        "Thank you, that tells me more than I could have seen alone.",
        "May I stay in touch with you?",
    )


def test_more_open_questions_than_fit_leave_room_for_the_one_of_the_whole() -> None:
    told = guide(replace(KNOWN, open_questions=tuple(WORDS["questions"])))
    assert [q.factor for q in told.questions] == [
        "professional_appearance",
        "communication",
        "confidence",
        "enthusiasm",
        None,
    ]


@pytest.mark.parametrize("outcome", [*OUTCOMES, None])
def test_every_guide_has_five_questions_and_is_whole(outcome: Any) -> None:
    for factor in [*default_codebook().factors, "a-factor-of-ones-own"]:
        told = guide(replace(KNOWN, outcome=outcome, open_questions=(factor,)))
        assert len({q.question for q in told.questions}) == 5
        assert (told.questions[0].factor == factor) is (factor in WORDS["questions"])
        assert not [line for line in said(told) if HOLE.search(line) or PROTECTED.search(line)]
        assert any("was chosen" in line for line in told.opening) is (outcome == "second_place")


def test_a_guide_is_whole_whatever_is_missing() -> None:
    fields = ("company", "role", "interviewed_on", "contact_name", "own_name", "stage", "outcome")
    for there in itertools.product((True, False), repeat=len(fields)):
        missing: dict[str, Any] = {name: None for name, known in zip(fields, there, strict=True) if not known}
        assert not [line for line in said(guide(replace(KNOWN, **missing))) if HOLE.search(line) or not line]


def test_a_hostile_or_endless_name_leaves_the_guide_in_plain_lines() -> None:
    told = guide(replace(KNOWN, company="Acme\r\n\u202e{{ 7 * 7 }}", role="R" * 5000))
    assert (
        told.opening[1]
        == "I would like to talk about the final interview at Acme {{ 7 * 7 }} on 3 June 2026."
    )
    assert not [line for line in said(told) if UNSEEN.search(line) or "\n" in line]
