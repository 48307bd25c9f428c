"""Misspelt words of protected ground are known for what they were meant to be, and ordinary words are left alone."""

from __future__ import annotations

import pytest

from analysis.coding import default_codebook
from analysis.coding.clauses import split
from analysis.coding.spelling import Spelling, letters_wrong
from tests.analysis.coding.test_corpus import FILES, lines

MISSPELT = default_codebook().misspelt
SPELLING = Spelling(MISSPELT)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("acent accsent accnet aksent akzents", "accent accent accent akzent akzent"),
        ("pronounciation prononciation pronuciation", "pronunciation pronunciation pronunciation"),
        ("stuter stamer", "stutter stammer"),
        ("pregnent maternty", "pregnant maternity"),
        ("dissability autisitc dyslexsia", "disability autistic dyslexia"),
        ("religon nationalty overqualifed", "religion nationality overqualified"),
    ],
)
def test_a_letter_or_two_may_be_wrong(written: str, meant: str) -> None:
    assert SPELLING.meant(written.split()) == meant.split()


@pytest.mark.parametrize(
    "ordinary",
    [
        "accident ascent accept access agent absent assent",
        "shutter slammer maturity artistic region requirement overnight pronoun nationally",
        "acept artistc requirment maturty",
    ],
)
def test_ordinary_words_are_left_alone_also_misspelt(ordinary: str) -> None:
    assert SPELLING.meant(ordinary.split()) == ordinary.split()


def test_of_all_words_of_the_corpus_only_a_misspelt_one_is_taken_for_another() -> None:
    said = {norm for path in FILES for line in lines(path) for norm in split(line["text"])[0].norms}
    taken = {norm: meant for norm in said for meant in SPELLING.meant([norm]) if meant != norm}
    assert taken == {"pronounciation": "pronunciation"}


@pytest.mark.parametrize("word", MISSPELT)
def test_what_stands_beside_a_word_looks_like_it(word: str) -> None:
    assert [like for like in MISSPELT[word] if letters_wrong(like, word) > 3] == []


def test_wrong_letters_are_left_out_put_in_taken_for_another_or_swapped() -> None:
    written = ("accent", "acent", "acccent", "accint", "accnet", "akzent")
    assert [letters_wrong(each, "accent") for each in written] == [0, 1, 1, 1, 1, 2]
