"""The codebook in words: cues as a person reads them, and themes with their counts."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis import codebook_words
from analysis.coding import codebook_of
from analysis.coding.codebook import CUE_KINDS, GROUPS
from analysis.wording import NBSP


@pytest.mark.parametrize(
    ("cue", "read"),
    [
        ("rambl* on|off very? ... again", "rambl… on/off (very) … again"),
        ("little|lack-of proof", "little/lack of proof"),
        ("how|so? _ it", "(how/so) (any word) it"),
        ("plain words", "plain words"),
    ],
)
def test_a_cue_is_read_without_knowing_its_language(cue: str, read: str) -> None:
    assert codebook_words.cue_in_words(cue) == read


def test_every_group_and_every_kind_of_cue_has_words() -> None:
    assert set(codebook_words.GROUP_WORDS) == set(GROUPS)
    assert set(codebook_words.CUE_WORDS) == set(CUE_KINDS)


def test_the_example_can_be_used_as_it_stands() -> None:
    book = codebook_of(codebook_words.EXAMPLE, ())
    assert book.own_factors == {"remote_work"}
    assert set(book.hidden) == {"compensation"}
    assert set(book.own_cues) == {"remote_work", "evidence_examples"}


@pytest.mark.parametrize(
    ("texts", "interviews", "said"),
    [
        (0, 0, "Heard in none of your texts."),
        (
            1,
            1,
            "Heard in 1 text of 1 interview. Fewer than 3 interviews is not enough to call it a theme.",
        ),
        (
            3,
            2,
            "Heard in 3 texts of 2 interviews. Fewer than 3 interviews is not enough to call it a theme.",
        ),
        (4, 3, "Heard in 4 texts of 3 interviews."),
    ],
)
def test_a_preview_never_calls_two_interviews_a_theme(texts: int, interviews: int, said: str) -> None:
    assert codebook_words.preview(texts, interviews).replace(NBSP, " ") == said


def test_a_theme_stands_with_what_it_is_out_of() -> None:
    assert codebook_words.theme_standing(3, 9).replace(NBSP, " ") == "In 3 of 9 interviews with words."
    assert codebook_words.theme_standing(0, 0).replace(NBSP, " ") == "There are no words to hear it in yet."
    assert codebook_words.theme_standing(2, 9).endswith("not enough to call it a theme.")


@pytest.mark.parametrize(
    ("missed", "picked", "said"),
    [
        (0, 2, ""),
        (1, 1, "These words do not find the piece you picked."),
        (1, 3, "These words do not find one of the three you picked."),
    ],
)
def test_picked_pieces_that_the_words_do_not_find_are_counted(missed: int, picked: int, said: str) -> None:
    assert codebook_words.not_heard(missed, picked) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((25, 0, 0), "The program listens for 25 factors."),
        ((26, 2, 1), "The program listens for 26 factors, two of them yours. You hid one."),
    ],
)
def test_the_title_says_how_many_factors_and_how_many_are_yours(
    counts: tuple[int, int, int], said: str
) -> None:
    assert codebook_words.listening(*counts).replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("out_of", "said"),
    [
        (26, "Preparation, a gap · in 2 of 26 texts · taught 3 October 2026"),
        (0, "Preparation, a gap · no text yet · taught 3 October 2026"),
    ],
)
def test_a_taught_phrase_says_what_it_is_heard_as_and_where_it_stands(out_of: int, said: str) -> None:
    line = codebook_words.taught_line("Preparation", "gap", dt.date(2026, 10, 3), 2, out_of)
    assert line.replace(NBSP, " ") == said


def test_a_phrase_stands_in_so_many_texts() -> None:
    assert codebook_words.stands_in(2, 26).replace(NBSP, " ") == "In 2 of 26 texts."
