"""What the answers of a debrief change, row by row: an open question changes nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analysis.debrief import Answers, adds_nothing, judged, known, mark_of, needs_the_final, said
from data.records import Feedback, Interview


def answers(was_final: Any = None, who_got_it: Any = None, **more: Any) -> Answers:
    """Give answers in which everything else was left open."""
    known: dict[str, Any] = {
        "words": "",
        "source": "unknown",
        "basis": "paraphrase",
        "received_on": None,
        "own": "",
    }
    return Answers(was_final=was_final, who_got_it=who_got_it, **known | more)


def after(stage: Any, outcome: Any, *given: Any) -> str:
    """Give stage, outcome, whether it is judged, and the mark, of an interview after its answers."""
    interview = Interview(interview_id="i", stage_reached=stage, outcome=outcome)
    now = judged(interview, answers(*given))
    word = "judged" if now.final_judged else "open"
    return f"{now.stage_reached} {now.outcome} {word}, {mark_of(interview, answers(*given))}"


@pytest.mark.parametrize(
    ("stage", "outcome", "given", "stands"),
    [
        ("final_round", "rejected", (), "final_round rejected open, skipped"),
        ("final_round", "rejected", (None, "other"), "final_round second_place judged, done final_round second_place"),
        ("later_interview", "rejected", ("yes", "other"), "final_round second_place judged, done final_round second_place"),
        ("later_interview", "pending", ("yes", "internal"), "final_round second_place judged, done final_round second_place"),
        ("later_interview", "pending", ("unsure", "other"), "later_interview rejected open, skipped"),
        ("final_round", "no_response", ("unsure", "internal"), "final_round rejected open, skipped"),
        ("final_round", "no_response", ("yes", "nobody"), "final_round no_decision judged, done final_round no_decision"),
        ("later_interview", None, (None, "withdrew"), "later_interview withdrew judged, done later_interview withdrew"),
        ("final_round", "pending", ("yes", "unknown"), "final_round pending open, skipped"),
        ("later_interview", "pending", ("yes", None), "final_round pending open, skipped"),
        ("final_round", "rejected", ("unsure", None), "final_round rejected open, skipped"),
        ("final_round", "rejected", ("no", None), "later_interview rejected judged, done later_interview rejected"),
        ("final_round", "pending", ("no", None), "later_interview pending open, done later_interview pending"),
        ("later_interview", "rejected", ("no", None), "later_interview rejected open, done later_interview rejected"),
        ("final_round", "second_place", (), "final_round second_place open, done final_round second_place"),
        ("offer", "pending", ("yes", None), "offer pending open, skipped"),
        ("later_interview", "second_place", (None, "other"), "later_interview second_place judged, done later_interview second_place"),
    ],
)  # fmt: skip
def test_answers_change_what_they_answer(stage: Any, outcome: Any, given: tuple, stands: str) -> None:
    assert after(stage, outcome, *given) == stands


@pytest.mark.parametrize(
    ("stage", "outcome", "given", "needed"),
    [
        ("later_interview", "rejected", (None, "other"), True),
        ("later_interview", "rejected", (None, "internal"), True),
        ("later_interview", "rejected", ("unsure", "other"), False),
        ("later_interview", "rejected", (None, "nobody"), False),
        ("final_round", "rejected", (None, "other"), False),
        ("later_interview", "second_place", (None, "internal"), False),
    ],
)
def test_a_second_place_needs_a_final(stage: Any, outcome: Any, given: tuple, needed: bool) -> None:
    assert needs_the_final(Interview(stage_reached=stage, outcome=outcome), answers(*given)) is needed


def test_their_words_the_internal_candidate_and_ones_own_view_are_three_texts() -> None:
    day = dt.date(2026, 3, 3)
    given = answers(
        "yes",
        "internal",
        words=" Too junior.\n",
        source="recruiter",
        basis="verbatim",
        received_on=day,
        own="I froze.",
    )
    assert said("i", given, names_the_inside=False) == (
        Feedback(
            interview_id="i",
            received_on=day,
            source="recruiter",
            basis="paraphrase",
            text="It went to an internal candidate.",
        ),
        Feedback(interview_id="i", received_on=day, source="recruiter", basis="verbatim", text="Too junior."),
        Feedback(interview_id="i", source="self", basis="inferred", text="I froze."),
    )


def test_a_source_without_words_is_no_feedback() -> None:
    given = answers("no", source="recruiter", received_on=dt.date(2026, 3, 3), words=" \n", own=" ")
    assert said("i", given, names_the_inside=False) == ()


def test_only_what_was_answered_makes_a_card_not_empty() -> None:
    assert answers(source="recruiter", received_on=dt.date(2026, 3, 3), words=" ").is_empty
    assert not any(
        given.is_empty
        for given in (answers("unsure"), answers(None, "unknown"), answers(words="x"), answers(own="x"))
    )


@pytest.mark.parametrize(
    ("stage", "outcome", "words", "is_known"),
    [
        ("final_round", "rejected", "they chose someone else", ("yes", "other")),
        ("final_round", "rejected", "hired internally", ("yes", "internal")),
        ("final_round", "rejected", "Rejected, sadly", ("yes", None)),
        ("final_round", "pending", "", ("yes", None)),
        ("later_interview", "rejected", "someone else got it", (None, "other")),
        ("later_interview", "withdrew", "someone else got it", (None, None)),
    ],
)
def test_what_the_file_said_of_a_final_is_known_before_anything_is_asked(
    stage: Any, outcome: Any, words: str, is_known: tuple
) -> None:
    interview = Interview(stage_reached=stage, outcome=outcome, attributes={"Result": words})
    assert known(interview) == is_known


def test_an_answer_that_says_only_what_is_known_adds_nothing() -> None:
    final = Interview(stage_reached="final_round", outcome="rejected")
    assert [adds_nothing(final, answers(was)) for was in (None, "yes", "no")] == [True, True, False]
    assert not adds_nothing(final, answers("yes", "other"))
    assert not adds_nothing(final, answers("yes", own="Nervous."))
    assert not adds_nothing(Interview(stage_reached="later_interview"), answers("yes"))
