"""The words shown for what the model heard: few, whole, and those that tell."""

from __future__ import annotations

import pytest

from analysis.coding.quote import most_telling, with_its_denial


def shown(text: str, speaks: list[float], commas: tuple[int, ...] = ()) -> str:
    words = text.split()
    segments = [sum(at >= comma for comma in commas) for at in range(len(words))]
    first, after = most_telling(words, segments, speaks)
    return " ".join(words[first:after])


def test_the_run_that_tells_most_is_shown_without_small_words_at_its_ends() -> None:
    assert (
        shown("they said the slides of yours were a mess today", [0, 0, 0.1, 2, 0.1, 0, 0.3, 0.4, 3, 0])
        == "slides of yours were a mess"
    )


def test_a_single_word_takes_in_the_neighbour_that_tells_more() -> None:
    assert shown("you simply waffled today", [0, 0.1, 4, 0]) == "simply waffled"
    assert shown("you waffled in the end", [0, 4, 0, 0, 0.2]) == "waffled in the end"


def test_a_word_with_nothing_beside_it_stands_alone() -> None:
    assert shown("you waffled", [0, 4]) == "waffled"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("it was not a strong case", "not a strong"),
        ("it was though a strong case", "strong case"),
        ("it was place a strong case", "place a strong"),
        ("we all could tell", "all could tell"),
    ],
)
def test_a_word_that_says_nothing_by_itself_is_never_shown_alone(text: str, phrase: str) -> None:
    words = text.split()
    assert (
        shown(text, [4.0 if word in ("not", "though", "place", "tell") else 0.0 for word in words]) == phrase
    )


def test_a_segment_that_says_nothing_is_passed_over() -> None:
    assert shown("police check though", [0.1, 0.1, 4], commas=(2,)) == "police check"


def test_no_more_than_six_words_are_shown() -> None:
    assert len(shown("one two three four five six seven eight nine", [1] * 9).split()) == 6


def test_a_run_does_not_cross_a_comma() -> None:
    assert shown("late again sloppy too", [1, 0.5, 2, 1], commas=(2,)) == "sloppy too"


def test_words_that_tell_nothing_still_give_a_word() -> None:
    assert shown("it is the", [-1, -1, -1])


@pytest.mark.parametrize(
    ("text", "marked", "shown_as"),
    [
        ("they did not hear a specific example", "specific example", "not hear a specific example"),
        ("there was not much of a result", "result", "not much of a result"),
        (
            "your references could not have been warmer",
            "references could not",
            "references could not have been warmer",
        ),
        ("shops and did not know them", "shops and did not", "shops and did not know"),
        ("you did not", "did not", "did not"),
        ("not the pay but your examples", "examples", "examples"),
        ("never late , your examples helped", "examples", "examples"),
        ("no one here has ever had to doubt your examples", "examples", "examples"),
        ("never a good example", "never a good example", "never a good example"),
        ("could not / to tell", "could not", "could not"),
    ],
)
def test_words_are_marked_with_the_denial_they_stand_under(text: str, marked: str, shown_as: str) -> None:
    words = [word for word in text.split() if word not in (",", "/")]
    segments, segment = [], 0
    for word in text.split():
        segment += word in (",", "/")
        segments += [segment] if word not in (",", "/") else []
    run = marked.split()
    at = next(n for n in range(len(words)) if words[n : n + len(run)] == run)
    first, after = with_its_denial(words, segments, at, at + len(run))
    assert " ".join(words[first:after]) == shown_as
