"""Taught phrases: which of them say anything, and in how many texts each stands."""

from __future__ import annotations

import pytest

from analysis.coding.phrases import says_something, texts_with


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("too quiet", True),
        ("Didn't land", True),
        ("for the", False),
        ("", False),
        ("?!", False),
        ("*", False),
        ("quiet*", True),
    ],
)
def test_a_phrase_of_small_words_alone_says_nothing(phrase: str, says: bool) -> None:
    assert says_something(phrase) is says


def test_a_text_is_counted_once_for_each_phrase_it_holds_however_it_is_written() -> None:
    texts = [
        "You were too quiet, and far too quiet at the end.",
        "Too Quiet? It didn't land.",
        "The quiet room was too small.",
        "It did not land.",
    ]
    assert texts_with(["too quiet", "didn't land", "for the"], texts) == [2, 2, 0]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert texts_with(["quiet answers"], ["You were quiet. Answers came late."]) == [0]


def test_signs_of_the_cue_language_are_plain_text_in_a_phrase() -> None:
    assert texts_with(["quiet|loud"], ["You were loud."]) == [0]


def test_nothing_taught_stands_nowhere() -> None:
    assert texts_with([], ["You were quiet."]) == []
