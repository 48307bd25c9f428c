"""What was planted is found again, and nothing is found where nothing was planted.

The normal suite asks the whole path of a few dozen searches and the closed forms of a thousand; `-m deep` asks the whole
path of every one. Both compare counts one by one, so what holds for the closed forms holds for the pages.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import product
from math import comb
from random import Random
from typing import Any

import pytest

from analysis import certainty
from analysis.coding import default_codebook
from analysis.study import EVERYTHING, Study
from analysis.tables import each
from data.records import Practice
from data.workspace import Workspace, open_workspace
from tests.analysis.planted import RATES, SIDES, TODAY, Rates, Search, Side, a_practice, a_search, write

HOW_MANY = 1000
# So many searches share a workspace: each question reads the whole of it.
TOGETHER = 25
GAP = "evidence_examples"
PRACTICE = Practice(factor=GAP, started_on=dt.date(2025, 1, 1), what="stories")
SAME: Mapping[Side, Rates] = dict.fromkeys(SIDES, RATES)


def drawn(seed: str, draw: Callable[[Random, str], Search], how_many: int = HOW_MANY) -> list[Search]:
    """Draw a thousand searches, or the first few of them."""
    chance = Random(seed)
    return [draw(chance, f"candidate {number}") for number in range(how_many)]


def small(chance: Random, candidate: str) -> Search:
    return a_search(chance, candidate, SAME, small=True)


def long(chance: Random, candidate: str) -> Search:
    return a_search(chance, candidate, SAME, small=False)


def often(rate: float) -> Callable[[Random, str], Search]:
    """Search with gaps that are all named at one rate, wherever it ended."""
    rates: Rates = dict.fromkeys(("evidence_examples", "communication", "technical_skills"), rate)
    same: Mapping[Side, Rates] = dict.fromkeys(SIDES, rates)
    return lambda chance, candidate: a_search(chance, candidate, same, small=False)


def practised(before: float, since: float) -> Callable[[Random, str], Search]:
    return lambda chance, candidate: a_practice(chance, candidate, GAP, before, since, each=14)


def studies(searches: Sequence[Search], seed: str) -> Iterator[tuple[Search, Study]]:
    """Give each search with a study of it, in workspaces of a few searches each."""
    chance, book = Random(seed), default_codebook()
    for start in range(0, len(searches), TOGETHER):
        some = searches[start : start + TOGETHER]
        with closing(open_workspace(None)) as workspace:
            write(workspace, some, chance)
            for search in some:
                yield search, study_of(workspace, search, book)


def study_of(workspace: Workspace, search: Search, book: Any) -> Study:
    return Study(workspace, replace(EVERYTHING, candidate=search.candidate), book, today=TODAY)


# --- the closed forms


def covered(searches: Sequence[Search]) -> tuple[int, int]:
    """Give how many planted rates lie inside their interval, out of how many; a gap never heard is 0 of n."""
    inside = [
        interval.low <= rate <= interval.high
        for search in searches
        for gap, rate in RATES.items()
        if (interval := certainty.wilson(search.heard_in("second_place")[gap], search.out_of("second_place")))
    ]
    return sum(inside), len(inside)


def words(search: Search) -> dict[str, str]:
    """Give the contrast of each gap that was heard where they came second."""
    heard, offers = search.heard_in("second_place"), search.heard_in("offer")
    return {
        gap: certainty.contrast(
            heard[gap], search.out_of("second_place"), offers[gap], search.out_of("offer")
        )
        for gap in sorted(heard)
    }


def only_second(searches: Sequence[Search]) -> tuple[int, int]:
    """Give how many gaps are called `only_second`, out of all that were heard where they came second."""
    found = [word for search in searches for word in words(search).values()]
    return found.count("only_second"), len(found)


def trend(search: Search) -> str:
    """Say what Newcombe's interval says of the gap practised, from the truth."""
    earlier = [p.on < PRACTICE.started_on for p in search.processes if p.on]
    heard = [GAP in p.gaps for p in search.processes if p.on]
    before = sum(h for h, early in zip(heard, earlier, strict=True) if early)
    since = sum(h for h, early in zip(heard, earlier, strict=True) if not early)
    difference = certainty.newcombe(since, earlier.count(False), before, earlier.count(True))
    assert difference
    return "fading" if difference.high < 0 else "growing" if difference.low > 0 else "steady"


def test_planted_rates_lie_inside_their_intervals() -> None:
    """At least 93 of 100, with 4 to 14 reasons and with 15 to 40."""
    for draw in (small, long):
        inside, out_of = covered(drawn("rates", draw))
        assert out_of == HOW_MANY * len(RATES)
        assert inside / out_of >= 0.93


@pytest.mark.parametrize(
    "draw",
    [small, long, often(0.2), often(0.5), often(0.8)],
    ids=["small", "long", "20 %", "50 %", "80 %"],
)
def test_where_nothing_was_planted_at_most_one_gap_in_twenty_is_called_only_second(
    draw: Callable[[Random, str], Search],
) -> None:
    """A thousand searches in which second places and offers are told the same."""
    found, out_of = only_second(drawn("null", draw))
    assert out_of > HOW_MANY
    assert found / out_of <= 0.05


def test_nine_second_places_and_three_offers_are_told_apart_one_time_in_four() -> None:
    """With true rates of 60 and 20 %, counted over all tables: "too few to compare yet" is the usual honest word."""
    told = 0.0
    for second, won in product(range(10), range(4)):
        if certainty.contrast(second, 9, won, 3) == "only_second":
            told += _chance(second, 9, 0.6) * _chance(won, 3, 0.2)
    assert round(told, 2) == 0.25


def test_a_practice_that_helped_is_found() -> None:
    """60 % before and 10 % since, in 14 processes each: at least 8 of 10 times."""
    found = Counter(trend(search) for search in drawn("practice", practised(0.6, 0.1)))
    assert found["fading"] / HOW_MANY >= 0.8
    assert found["growing"] == 0


def test_a_practice_that_changed_nothing_is_not_called_fading() -> None:
    """At most one time in twenty, at whatever rate: counted over all tables that 14 and 14 can give, not drawn."""
    assert max(called_fading(percent / 100, percent / 100) for percent in range(1, 100)) <= 0.05
    assert called_fading(0.6, 0.1) >= 0.8


def called_fading(before: float, since: float) -> float:
    """Give how often two true rates on 14 + 14 interviews are called fading: every table by its chance."""
    return sum(
        _chance(b, 14, before) * _chance(s, 14, since)
        for b, s in product(range(15), repeat=2)
        if (difference := certainty.newcombe(s, 14, b, 14)) and difference.high < 0
    )


def _chance(heard_in: int, out_of: int, rate: float) -> float:
    return comb(out_of, heard_in) * rate**heard_in * (1 - rate) ** (out_of - heard_in)


# --- the whole path


def check_counts(searches: Sequence[Search], seed: str) -> None:
    """Ask the ranking for every count, interval and word of each search; a gap never heard has no row."""
    for search, study in studies(searches, seed):
        overview = study.overview()
        assert overview.diagnostic == search.out_of("second_place")
        assert overview.offers_diagnostic == search.out_of("offer")
        assert overview.rejected_diagnostic == search.out_of("rejected")
        rows = study.recurring_factors().query("polarity == 'gap' and not protected")
        for side, column in (
            ("second_place", "heard_in"),
            ("offer", "offers_heard_in"),
            ("rejected", "rejected_heard_in"),
        ):
            counted = Counter({row.factor: getattr(row, column) for row in each(rows)})
            # What is neutral by nature is planted as a gap here, so every count is of gaps.
            assert +counted == search.heard_in(side)
        said = words(search)
        for row in each(rows[rows.heard_in > 0]):
            interval = certainty.wilson(row.heard_in, search.out_of("second_place"))
            assert interval
            assert (row.low, row.high, row.contrast) == (interval.low, interval.high, said[row.factor])


def check_trends(searches: Sequence[Search], seed: str) -> None:
    """Ask for the change since the practice of each search."""
    for search, study in studies(searches, seed):
        assert study.before_since(PRACTICE).trend == trend(search)


def test_the_whole_path_counts_what_was_planted() -> None:
    """Every count, interval and word of a few searches, small and long."""
    check_counts(drawn("rates", small, 25), "a")
    check_counts(drawn("null", long, 10), "b")


def test_the_whole_path_sees_the_change_that_was_planted() -> None:
    """The word of every one of a few dozen practices, helpful or not."""
    check_trends(drawn("practice", practised(0.6, 0.1), 25), "c")
    check_trends(drawn("constant", practised(0.3, 0.3), 25), "d")


@pytest.mark.deep
@pytest.mark.parametrize(
    ("seed", "draw"), [("rates", small), ("null", small), ("null", long)], ids=["rates", "null", "long null"]
)
def test_the_whole_path_counts_what_was_planted_in_a_thousand_searches(
    seed: str, draw: Callable[[Random, str], Search]
) -> None:
    """The searches of the closed forms above, one by one."""
    check_counts(drawn(seed, draw), "deep")


@pytest.mark.deep
@pytest.mark.parametrize("draw", [practised(0.6, 0.1), practised(0.3, 0.3)], ids=["helped", "did not"])
def test_the_whole_path_sees_the_change_that_was_planted_a_thousand_times(
    draw: Callable[[Random, str], Search],
) -> None:
    """A helpful practice, and one that changed nothing."""
    check_trends(drawn("practice", draw), "deep")
