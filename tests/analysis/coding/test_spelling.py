"""Misspelt words of protected ground are known for what they were meant to be, and ordinary words are left alone."""

from __future__ import annotations

import random

import pytest

from analysis.coding import default_codebook
from analysis.coding.clauses import split
from analysis.coding.spelling import Spelling, letters_wrong
from tests.analysis.coding.test_corpus import FILES, lines

MISSPELT = default_codebook().misspelt
SPELLING = Spelling(MISSPELT)
ORDINARY = {like for words in MISSPELT.values() for like in words}


def counted(norm: str) -> str:
    """Give what a word was meant to be by the number of its wrong letters alone."""
    for word, looks_like in MISSPELT.items():
        wrong = letters_wrong(norm, word)
        few = wrong <= (1 if len(word) < 8 else 2) and abs(len(norm) - len(word)) <= 2
        if few and norm[0] == word[0] and all(letters_wrong(norm, like) >= wrong for like in looks_like):
            return word
    return norm


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


@pytest.mark.parametrize("wrong", [1, 2])
def test_words_that_are_told_apart_without_counting_their_wrong_letters_have_too_many(wrong: int) -> None:
    drawn = random.Random(wrong)
    for word in MISSPELT:
        for _ in range(40):
            written = [*word]
            for _ in range(drawn.randint(0, wrong)):
                at = drawn.randrange(len(written))
                match drawn.randrange(4):
                    case 0:
                        written.insert(at, drawn.choice("aeiqxz"))
                    case 1:
                        written[at] = drawn.choice("aeiqxz")
                    case 2:
                        written[at : at + 2] = reversed(written[at : at + 2])
                    case _:
                        del written[at]
            norm = "".join(written)
            if norm and norm not in MISSPELT and norm not in ORDINARY:
                assert SPELLING.meant([norm]) == [counted(norm)]
