"""Clauses: where a text is cut, and that no place in it ever shifts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import pieces
from analysis.coding.clauses import split


def said(text: str) -> list[str]:
    """Give the words of each clause."""
    words, clauses = split(text)
    return [" ".join(words.norms[clause.first : clause.after]) for clause in clauses]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("You were calm but unclear.", ["you were calm", "but unclear"]),
        ("Nothing but praise.", ["nothing but praise"]),
        ("Clear, though slow; well read — late.", ["clear", "though slow", "well read", "late"]),
        ("It took a while. Not ready yet.", ["it took a while", "not ready yet"]),
        ("Calm, yet vague", ["calm", "yet vague"]),
        ("Dr. Smith liked e.g. your SQL 3.5 work", ["dr smith liked e g your sql 3 5 work"]),
        ("Two\nlines", ["two", "lines"]),
        ("take-home was fine", ["take home was fine"]),
        ("tech+ domain- ok", ["tech plus domain minus ok"]),
        ("- calm, but - vague -", ["calm", "but", "vague"]),
        ("- yet calm", ["yet calm"]),  # nothing stands before the first dash, and so it cuts nothing
        ("calm  ,  vague", ["calm vague"]),
        ("we couldn't\tsay. \n- more", ["we could not say", "more"]),
        ("", []),
        ("🙂 …", []),
    ],
)
def test_a_text_is_cut_at_sentences_contrasts_semicolons_and_dashes(text: str, clauses: list[str]) -> None:
    assert said(text) == clauses


def test_a_clause_is_no_longer_than_it_may_be_wherever_its_words_stand_in_a_row() -> None:
    words, clauses = split("word " * 130 + "didn't " * 40)
    assert [clause.after - clause.first for clause in clauses] == [60, 60, 60, 30]
    assert (words.starts[129], words.ends[129]) == (645, 649)


def test_every_clause_of_a_question_is_marked_as_one() -> None:
    _, clauses = split("Were you nervous, but ready? You were.")
    assert [clause.question for clause in clauses] == [True, True, False]


def test_the_pieces_of_a_text_are_its_clauses_as_written() -> None:
    text = "  You were calm, but \u2013 unclear!"
    assert [text[start:end] for start, end in pieces(text)] == ["You were calm", "but", "unclear"]


@given(st.text())
def test_every_word_stands_where_the_text_says(text: str) -> None:
    words, clauses = split(text)
    for norm, start, end in zip(words.norms, words.starts, words.ends, strict=True):
        assert norm
        assert 0 <= start < end <= len(text)
    assert sum(clause.after - clause.first for clause in clauses) == len(words.norms)
