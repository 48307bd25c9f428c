"""A sentence about somebody else's interviews: whom it names, what stands instead of "you", and what is left alone."""

from __future__ import annotations

import re

import pytest

from analysis import blind_words, charts, stop_words, wording
from analysis.coding import default_codebook
from analysis.whose_words import OF_OTHERS, told

YOU = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("words", "of_one", "of_all"),
    [
        (
            "You came second twice. 1 of 2 has a reason.",
            "Anna Weber came second twice. 1 of 2 has a reason.",
            "3 people came second twice. 1 of 2 has a reason.",
        ),
        (
            "In 3 of 5 second places they wanted more concrete examples. Where you won, nobody said so.",
            "In 3 of 5 second places they wanted more concrete examples. Where there was an offer, nobody said so.",
            "In 3 of 5 second places they wanted more concrete examples. Where there was an offer, nobody said so.",
        ),
        (
            "Two named nothing that is yours to change. 2 of 5 have feedback you can act on.",
            "Two named nothing that can be changed. 2 of 5 have feedback to act on.",
            "Two named nothing that can be changed. 2 of 5 have feedback to act on.",
        ),
        ("In the other two you thought so.", *["In the other two the candidate thought so."] * 2),
        ("You have 1 interview with your own impression.", *["There is 1 interview with the candidate's own impression."] * 2),
        ("You have 12 interviews.", *["There are 12 interviews."] * 2),
    ],
)  # fmt: skip
def test_a_sentence_names_the_one_who_came_or_nobody(words: str, of_one: str, of_all: str) -> None:
    assert (told(words, "Anna Weber"), told(words, "3 people")) == (of_one, of_all)


def test_what_a_job_seeker_reads_stays_as_it_is() -> None:
    assert [words for words in OF_OTHERS if told(words, "You") != words] == []


def test_what_is_said_to_whoever_reads_stays_as_it_is() -> None:
    said = "Two wait to be confirmed by you. Your file stays on your computer: copy it whenever you like."
    assert told(said, "Anna Weber") == said


def test_a_name_is_taken_as_it_is_written() -> None:
    assert told("You came second once.", "{who} You noted {0}") == "{who} You noted {0} came second once."


def test_no_longer_word_is_taken_for_a_shorter_one() -> None:
    assert told("your noteworthy plans, your planner", "Anna Weber") == "your noteworthy plans, your planner"


def test_nothing_said_of_somebody_else_says_you() -> None:
    assert [said for said in OF_OTHERS.values() if YOU.search(said)] == []


def test_every_word_of_a_count_can_be_said_of_somebody_else() -> None:
    book = default_codebook().factors.values()
    headings = (
        *wording.CONTRAST_WORDS.values(),
        *wording.EARLIER_WORDS.values(),
        *blind_words.KIND_WORDS.values(),
    )
    said = [
        *(words for heading in headings for words in heading),
        *wording.SOURCE_WORDS.values(),
        *wording.BASIS_WORDS.values(),
        *wording.CONTROL_WORDS.values(),
        *wording.WHOSE_WORDS.values(),
        *wording.PRAISED_WORDS.values(),
        *wording.TEXTS_WORDS.values(),
        *wording.NOTHING_YOURS_WORDS.values(),
        *blind_words.NONE_WORDS.values(),
        *stop_words.DECISION_WORDS.values(),
        *(words for states in charts._STATES.values() for words in states),
        *(factor.says(polarity) for factor in book for polarity in ("gap", "strength", "neutral")),
    ]  # fmt: skip
    assert [words for words in said if YOU.search(told(words, "Anna Weber"))] == []
