"""The tray: which clauses say something in which nothing was heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.unheard import unheard


def left(text: str, *heard: str) -> list[str]:
    """The clauses of a text that are left where `heard` are the words something was heard in."""
    spans = [(text.index(words), text.index(words) + len(words)) for words in heard]
    return [text[start:end] for start, end in unheard(text, spans)]


def test_a_clause_is_left_where_nothing_in_it_was_heard() -> None:
    text = "You rambled a bit, and your slides were grey; the panel yawned. They liked your shoes!"
    assert left(text) == [
        "You rambled a bit, and your slides were grey",
        "the panel yawned",
        "They liked your shoes",
    ]
    assert left(text, "rambled") == ["the panel yawned", "They liked your shoes"]
    assert left(text, "grey; the") == ["They liked your shoes"]


@pytest.mark.parametrize(
    "clause",
    [
        "Were you tired?",
        "you had not",
        "I thought so",
        "Dear Ms Keller",
        "Good morning",
        "Dear applicant, thank you for the time you have given to our selection process",
        "Kind regards",
        "All the best",
        "Thank you for coming in on Tuesday",
        "Happy to answer, and thank you for asking so kindly",
        "It was a pleasure to meet you again",
        "I hope that helps with the next one",
        "Please do not hesitate to call",
        "We wish you good luck with your search",
        "We will keep your details on file",
        "If you have questions, ring the office",
        "After careful consideration the panel has reached its view",
        "Unfortunately we have decided not to move forward",
        "We went with another candidate",
        "?!",
        "",
    ],
)
def test_courtesies_questions_and_the_phrases_of_every_rejection_are_left_out(clause: str) -> None:
    assert left(clause) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hi Sam, the slides were grey", ["the slides were grey"]),
        (
            "The other candidate had a better grasp of our tide tables",
            ["The other candidate had a better grasp of our tide tables"],
        ),
        ("Your essay, for example, smelled of smoke", ["Your essay, for example, smelled of smoke"]),
        ("Grey slides.\nKind regards\nSam Keller\nHead of People", ["Grey slides"]),
        (
            "Grey slides. Best wishes, Sam. PS: the panel yawned all the way",
            ["Grey slides", "PS: the panel yawned all the way"],
        ),
    ],
)
def test_what_is_said_beside_a_courtesy_is_kept(text: str, says: list[str]) -> None:
    assert left(text) == says


@given(st.text(max_size=80))
def test_whatever_is_left_of_any_text_is_a_piece_of_it_and_is_all_heard_where_all_is(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in unheard(text, []))
    assert unheard(text, [(0, len(text))]) == []
