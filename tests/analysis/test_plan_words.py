"""The words of the plan promise nothing: a word for a change, or how long until there is one; what the sheet counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

import pandas as pd
import pytest

from analysis import certainty, plan_words, wording
from analysis.coding import default_codebook
from analysis.preparing import Kin, Prepared, Recurred, TooFew, Upcoming
from analysis.study import BeforeSince, Share, Study
from data.records import Practice

DAY = dt.date(2026, 5, 1)
TODAY = dt.date(2026, 6, 30)
PRACTICE = Practice(factor="evidence_examples", started_on=DAY, what="practised STAR answers")
NO_ROWS = pd.DataFrame()


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def share(heard_in: int, out_of: int) -> Share:
    interval = certainty.wilson(heard_in, out_of)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return Share(heard_in, out_of, low, high, NO_ROWS)


def change(*counts: int) -> BeforeSince:
    before, since = share(*counts[:2]), share(*counts[2:])
    return BeforeSince(before, since, certainty.trend(*counts))


def prepared(*gaps: Recurred, kin: Kin) -> Prepared:
    return Prepared(Upcoming(None, None, None, None, None), kin, gaps, (), None, ())


@pytest.mark.parametrize(
    ("counts", "heading", "sentence"),
    [
        (
            (5, 6, 0, 4),
            "Fading",
            "Heard less often since. What caused it, and whether it lasts, a count cannot say.",
        ),
        ((0, 4, 5, 6), "Growing", "Heard more often since. Read what they said before you change anything."),
        (
            (3, 6, 2, 5),
            "Steady",
            "No clear change since. With so few interviews only a large one would show.",
        ),
        ((5, 6, 0, 2), "Too early", "About 1 more interview with a reason, if the shares stay as they are."),
        (
            (6, 12, 0, 1),
            "Too early",
            "About 4 more interviews with a reason, if the shares stay as they are.",
        ),
        ((5, 6, 0, 0), "Too early", "No interview since has a reason yet; it takes at least three."),
        (
            (1, 1, 0, 4),
            "Too early",
            "1 interview before has a reason: too few to compare with, however many come.",
        ),
        (
            (1, 2, 0, 4),
            "Too early",
            "2 interviews before have a reason: too few to compare with, however many come.",
        ),
        (
            (0, 0, 0, 0),
            "Too early",
            "No interview before has a reason: too few to compare with, however many come.",
        ),
        (
            (2, 4, 1, 2),
            "Too early",
            "The two sides are too alike, and too few lie before, to tell them apart however many come.",
        ),
    ],
)
def test_a_change_has_one_word_and_its_sentence(counts: tuple, heading: str, sentence: str) -> None:
    words = plan_words.trend(change(*counts))
    assert (words.heading, plain(words.sentence)) == (heading, sentence)


def test_every_trend_has_its_word() -> None:
    assert set(plan_words._TREND) == set(get_args(certainty.Trend))


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((6, 12, 0, 8), "Concrete examples: named in 6 of 12 interviews before, in 0 of 8 since."),
        ((6, 12, 0, 0), "Concrete examples: no interview with a reason since you changed something."),
        ((0, 0, 1, 2), "Concrete examples: no interview with a reason before you changed something."),
    ],
)
def test_the_title_is_what_the_latest_change_came_to(counts: tuple, title: str) -> None:
    headline = plan_words.headline([(PRACTICE, "Concrete examples", change(*counts))])
    assert plain(headline.title) == title


def test_without_a_change_the_page_asks_for_one() -> None:
    assert plan_words.headline([]).title == "What will you do differently next time?"


def test_one_side_is_counted_with_its_range() -> None:
    assert plain(plan_words.side("Before", share(6, 12))) == "Before: 6 of 12 (50 %, 25 to 75)"


@pytest.mark.parametrize(
    ("factor", "day", "what", "said"),
    [
        (None, DAY, "STAR", "Choose what you work on. Nothing was kept."),
        ("communication", None, "STAR", "Say from which day on. Nothing was kept."),
        (
            "communication",
            dt.date(2026, 7, 1),
            "STAR",
            "1 July 2026 has not come yet: a change counts from the day it began. Nothing was kept.",
        ),
        ("communication", DAY, " ", "Say in a few words what you do differently. Nothing was kept."),
        ("communication", TODAY, "STAR", ""),
    ],
)
def test_what_is_missing_in_a_change_is_said(factor: object, day: object, what: str, said: str) -> None:
    assert plan_words.problem(factor, day, what, TODAY) == said


@pytest.mark.parametrize(
    ("kin", "said"),
    [
        (Kin("all", (), (), ()), "No second place has a reason yet, so nothing can be said to recur."),
        (Kin("all", (), ("a",), ()), "Counted in the one second place with a reason."),
        (
            Kin("role", ("data", "analyst"), ("a", "b", "c"), ()),
            "Counted in 3 second places with a reason, those in roles with “data” or “analyst”.",
        ),
        (
            Kin("all", (), ("a", "b"), (TooFew("role", ("pilot",), 0), TooFew("format", ("video",), 1))),
            "Counted in all 2 second places with a reason. Too few to count alone: roles with “pilot” (none) and the "
            "format “video” (1).",
        ),
    ],
)
def test_the_sheet_says_what_it_counts_and_why_not_closer(kin: Kin, said: str) -> None:
    assert plain(plan_words.counted_in(kin)) == said


def test_what_was_heard_once_is_not_said_to_recur() -> None:
    kin = Kin("all", (), ("a", "b"), ())
    once, twice = (Recurred("communication", "Clear answers", n, 2, n == 2) for n in (1, 2))
    assert plan_words.nothing_recurs(prepared(once, kin=kin)).startswith(
        "None of these was heard often enough"
    )
    assert plan_words.nothing_recurs(prepared(kin=kin)) == "Nothing that is yours to change was named there."
    assert plan_words.nothing_recurs(prepared(twice, kin=kin)) == ""
    assert plan_words.nothing_recurs(prepared(kin=Kin("all", (), (), ()))) == ""


def test_in_a_final_nobody_asks_what_comes_next() -> None:
    sheet = prepared(kin=Kin("all", (), (), ()))
    questions = [words for words, _ in plan_words.to_ask_them(sheet, final=False)]
    assert "What comes next, and who will be there?" in questions
    assert [words for words, _ in plan_words.to_ask_them(sheet, final=True)] == [
        words for words in questions if not words.startswith("What comes next")
    ]


def test_what_to_check_is_named_for_sides_the_codebook_has() -> None:
    book = default_codebook().factors
    assert [
        (factor, aspect) for factor, aspect in plan_words.CHECKS if aspect not in book[factor].aspects
    ] == []


def test_only_what_the_counts_show_to_have_fallen_silent_is_said_not_to_be_heard_since(
    sample_study: Study,
) -> None:
    assert sample_study.silent_since() == {"evidence_examples": dt.date(2026, 5, 4)}
    few = Study(
        sample_study.workspace,
        replace(sample_study.chosen, since=dt.date(2026, 3, 1)),
        sample_study.codebook,
        today=sample_study.today,
    )
    assert not few.since_practised()["evidence_examples"].since.heard_in
    assert few.silent_since() == {}


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "There are no words to choose from."),
        (1, "1 quote to choose from."),
        (3, "3 quotes to choose from."),
        (4, "One page holds three of these four."),
    ],
)
def test_the_quotes_to_choose_from_are_counted(n: int, said: str) -> None:
    assert plan_words.quotes_offered(n, at_most=3).replace(wording.NBSP, " ") == said
