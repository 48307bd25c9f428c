"""The closed forms against what was published and against scipy and statsmodels."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.certainty import (
    benjamini_hochberg,
    contrast,
    fisher_exact,
    more_until_said,
    newcombe,
    recurs,
    rung,
    trend,
    wilson,
)

counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
some = counts.filter(lambda count: count[1] > 0)


def random_tables(how_many: int) -> list[tuple[int, int, int, int]]:
    chance = random.Random(1927)
    tables = []
    for _ in range(how_many):
        n, m = chance.randint(1, 60), chance.randint(1, 60)
        tables.append((chance.randint(0, n), n, chance.randint(0, m), m))
    return tables


TABLES = random_tables(1000)


@pytest.mark.parametrize(
    ("heard_in", "out_of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_what_newcombe_published_in_1998(heard_in, out_of, low, high):
    """Table I of Newcombe, Statistics in Medicine 17, 857-872."""
    interval = wilson(heard_in, out_of)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_what_was_published_in_1998(table, low, high):
    """Table II of Newcombe, Statistics in Medicine 17, 873-890, method 10."""
    difference = newcombe(*table)
    assert difference is not None
    assert (round(difference.low, 4), round(difference.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("table", "p"),
    [((6, 10, 0, 4), 0.0849), ((8, 12, 0, 5), 0.0294), ((14, 20, 2, 10), 0.0187)],
)
def test_fisher_gives_the_values_worked_out_beforehand(table, p):
    """Three tables of the size a job seeker has."""
    assert round(fisher_exact(*table), 4) == p


def test_benjamini_hochberg_gives_the_values_of_their_own_example():
    """The 15 p-values of section 3.2 of the 1995 paper, of which four are found."""
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    ps += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    qs = benjamini_hochberg(ps)
    assert [round(q, 4) for q in qs[:5]] == [0.0015, 0.0030, 0.0095, 0.0356, 0.0603]
    assert sum(q <= 0.05 for q in qs) == 4


def test_wilson_agrees_with_statsmodels_on_a_thousand_tables():
    """To nine decimals."""
    for heard_in, out_of, _, _ in TABLES:
        low, high = proportion_confint(heard_in, out_of, method="wilson")
        interval = wilson(heard_in, out_of)
        assert interval is not None
        assert (interval.low, interval.high) == (
            pytest.approx(low, abs=1e-9),
            pytest.approx(high, abs=1e-9),
        )


def test_newcombe_agrees_with_statsmodels_on_a_thousand_tables():
    """To nine decimals; statsmodels lets an end pass 1 by a rounding error."""
    for table in TABLES:
        low, high = confint_proportions_2indep(*table, method="newcomb", compare="diff")
        difference = newcombe(*table)
        assert difference is not None
        assert (difference.low, difference.high) == (
            pytest.approx(low, abs=1e-9),
            pytest.approx(high, abs=1e-9),
        )


def test_fisher_agrees_with_scipy_on_a_thousand_tables():
    """To nine decimals."""
    for a, n, b, m in TABLES:
        expected = stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
        assert fisher_exact(a, n, b, m) == pytest.approx(expected, abs=1e-9)


def test_fisher_agrees_with_scipy_on_tables_of_thousands():
    """To nine decimals, tables that are equally likely included, and from either side."""
    chance = random.Random(1)
    sizes = [(chance.randrange(1_000, 20_000), chance.randrange(1_000, 20_000)) for _ in range(60)]
    near = [(round(n * 0.2) + chance.randrange(-9, 10), n, round(m * 0.2), m) for n, m in sizes]
    for a, n, b, m in [*near, (700, 5_000, 700, 5_000), (2_000, 2_000, 1, 3_000), (690, 1_400, 710, 1_400)]:
        expected = stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
        assert fisher_exact(a, n, b, m) == pytest.approx(expected, abs=1e-9)
        assert fisher_exact(b, m, a, n) == pytest.approx(expected, abs=1e-9)


def test_benjamini_hochberg_agrees_with_scipy_on_a_thousand_lists():
    """To nine decimals, ties included."""
    chance = random.Random(1995)
    for _ in range(1000):
        ps = [round(chance.random(), chance.choice([1, 6])) for _ in range(chance.randint(1, 25))]
        expected = stats.false_discovery_control(ps)
        assert benjamini_hochberg(ps) == pytest.approx(list(expected), abs=1e-9)


@given(some)
def test_a_share_lies_inside_its_interval_and_the_interval_between_0_and_1(count):
    """Whatever the count."""
    heard_in, out_of = count
    interval = wilson(heard_in, out_of)
    assert interval is not None
    assert 0 <= interval.low <= heard_in / out_of <= interval.high <= 1


@given(some, some)
def test_a_difference_lies_inside_its_interval_and_turns_its_sign_with_the_sides(one, other):
    """Whatever the counts; swapping the sides mirrors the interval."""
    there, back = newcombe(*one, *other), newcombe(*other, *one)
    assert there is not None
    assert back is not None
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (back.value, back.low, back.high) == (
        pytest.approx(-there.value),
        pytest.approx(-there.high),
        pytest.approx(-there.low),
    )


@given(counts, counts)
def test_fisher_is_a_probability_and_the_same_from_either_side(one, other):
    """Whatever the counts."""
    p = fisher_exact(*one, *other)
    assert 0 < p <= 1
    assert fisher_exact(*other, *one) == p


def test_nothing_out_of_nothing_has_no_interval():
    """Missing is missing, never 0 %."""
    assert wilson(0, 0) is None
    assert newcombe(0, 0, 1, 3) is None
    assert newcombe(1, 3, 0, 0) is None
    assert fisher_exact(0, 0, 0, 0) == 1
    assert benjamini_hochberg([]) == []


@pytest.mark.parametrize(("heard_in", "out_of"), [(-1, 3), (4, 3), (0, -1)])
def test_a_count_beyond_what_it_is_out_of_is_refused(heard_in, out_of):
    """A wrong denominator is a mistake of ours and must not become a chart."""
    with pytest.raises(ValueError, match="is not a count"):
        wilson(heard_in, out_of)
    with pytest.raises(ValueError, match="is not a count"):
        fisher_exact(1, 2, heard_in, out_of)


def test_a_factor_recurs_from_three_processes_or_two_of_at_most_five():
    """The plain count that carries the headline."""
    recurring = {(k, n) for n in range(12) for k in range(n + 1) if recurs(k, n)}
    assert recurring == {(k, n) for n in range(12) for k in range(3, n + 1)} | {
        (2, 2),
        (2, 3),
        (2, 4),
        (2, 5),
    }


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ((5, 7, 0, 0), "no_offers"),
        ((0, 0, 1, 3), "no_offers"),
        ((5, 7, 0, 3), "only_second"),
        ((6, 7, 2, 7), "only_second"),
        ((4, 7, 1, 3), "also_won"),
        ((2, 7, 2, 3), "also_won"),
        ((3, 7, 0, 3), "too_few"),
        ((0, 7, 0, 3), "too_few"),
    ],
)
def test_a_contrast_is_one_of_four_words(table, word):
    """No offers, then Newcombe's interval, then whether it was heard where you won."""
    assert contrast(*table) == word


@pytest.mark.parametrize(
    ("before_and_since", "word", "more"),
    [
        ((5, 6, 0, 4), "fading", 0),
        ((0, 4, 5, 6), "growing", 0),
        ((3, 6, 2, 5), "steady", 0),
        ((5, 6, 0, 2), "too_early", 1),
        ((6, 12, 0, 1), "too_early", 4),
        ((3, 6, 1, 2), "too_early", 3),
        ((3, 4, 1, 4), "too_early", 13),
        ((5, 6, 0, 0), "too_early", None),
        ((2, 2, 0, 9), "too_early", None),
        ((2, 4, 1, 2), "too_early", None),
    ],
)
def test_a_change_has_a_word_or_as_many_more_interviews_as_it_takes(before_and_since, word, more):
    """None: no share since, too few before, or two shares alike with too few before to be called steady."""
    assert (trend(*before_and_since), more_until_said(*before_and_since)) == (word, more)


@given(some, some)
def test_as_many_more_at_the_share_so_far_do_let_it_be_said(before, since):
    """The number given is the first for which `trend` has a word, the share rounded to whole interviews."""
    more = more_until_said(*before, *since)
    if more:
        out_of = since[1] + more
        heard_in = int(since[0] / since[1] * out_of + 0.5 + 1e-9)
        assert trend(*before, heard_in, out_of) != "too_early"


def test_a_ladder_says_what_so_many_reasons_carry():
    """1 quotes, 3 sentences, 5 bars, 10 segments."""
    rungs = [(word, len(list(n))) for word, n in itertools.groupby(map(rung, range(13)))]
    assert rungs == [("none", 1), ("quotes", 2), ("sentences", 2), ("bars", 5), ("segments", 3)]
