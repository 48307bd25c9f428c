"""What to work on first."""

import datetime as dt
from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from analysis.priorities import Gap, SmallestSet, focus, smallest_set

MARCH, JULY = dt.date(2026, 3, 1), dt.date(2026, 7, 1)


def test_two_factors_that_touch_every_second_place_are_preferred_to_three() -> None:
    gaps = {
        "a": frozenset({"examples", "leadership"}),
        "b": frozenset({"examples"}),
        "c": frozenset({"answers", "leadership"}),
        "d": frozenset({"answers"}),
    }
    assert smallest_set(
        Counter(gaps.values()), {}, yours=frozenset({"examples", "leadership", "answers"})
    ) == SmallestSet(factors=("answers", "examples"), covers=(2, 4), out_of=4, out_of_reach=0)


def test_a_second_place_without_a_gap_of_yours_is_out_of_reach_and_still_in_the_denominator() -> None:
    gaps = {"a": frozenset({"examples"}), "b": frozenset({"domain"}), "c": frozenset()}
    assert smallest_set(Counter(gaps.values()), {}, yours=frozenset({"examples"})) == SmallestSet(
        factors=("examples",), covers=(1,), out_of=3, out_of_reach=2
    )


def test_of_two_sets_of_one_size_the_one_heard_last_is_taken() -> None:
    gaps = {"a": frozenset({"examples", "answers"})}
    latest = {"answers": MARCH, "examples": JULY}
    assert smallest_set(Counter(gaps.values()), latest, yours=frozenset({"examples", "answers"})).factors == (
        "examples",
    )


def test_nothing_heard_gives_an_empty_set() -> None:
    assert smallest_set({}, {}, yours=frozenset({"examples"})) == SmallestSet((), (), 0, 0)


@given(
    st.dictionaries(
        st.integers(0, 7).map(str), st.frozensets(st.sampled_from("uvwxyz"), min_size=1), max_size=8
    )
)
def test_no_smaller_set_touches_them_all(gaps: dict[str, frozenset[str]]) -> None:
    found = smallest_set(Counter(gaps.values()), {}, yours=frozenset("uvwxyz"))
    assert all(heard & set(found.factors) for heard in gaps.values())
    smaller = [set(c) for size in range(len(found.factors)) for c in combinations("uvwxyz", size)]
    assert not any(all(heard & chosen for heard in gaps.values()) for chosen in smaller)


FEW = "uvwxyz"
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 4))


@given(
    st.dictionaries(st.integers(0, 7).map(str), st.frozensets(st.sampled_from(FEW), max_size=4), max_size=8),
    st.dictionaries(st.sampled_from(FEW), DAYS),
    st.frozensets(st.sampled_from(FEW)),
)
def test_the_smallest_set_is_what_trying_every_set_finds(
    gaps: dict[str, frozenset[str]], latest: dict[str, dt.date], yours: frozenset[str]
) -> None:
    """Every subset is tried, as bits; ties by the days it was heard on, then by name; the curve is counted place by place."""
    days = {factor: latest[factor].toordinal() if factor in latest else 0 for factor in FEW}
    touching = [heard & yours for heard in gaps.values() if heard & yours]
    every = [{f for at, f in enumerate(FEW) if bits >> at & 1} for bits in range(2 ** len(FEW))]
    best = min(
        (some for some in every if some <= yours and all(heard & some for heard in touching)),
        key=lambda some: (len(some), -sum(days[f] for f in some), sorted(some)),
    )
    found = smallest_set(Counter(gaps.values()), latest, yours=yours)
    assert set(found.factors) == best
    in_order = sorted(best, key=lambda f: (-sum(f in heard for heard in touching), -days[f], f))
    assert found.factors == tuple(in_order)
    curve = [
        sum(any(f in heard for f in in_order[:few]) for heard in touching) for few in range(1, len(best) + 1)
    ]
    assert found.covers == tuple(curve)
    assert (found.out_of, found.out_of_reach) == (len(gaps), len(gaps) - len(touching))


def test_the_focus_list_takes_what_recurs_yours_first_then_heard_most_then_latest() -> None:
    gaps = [
        Gap("domain", "partly", 6, JULY, recurs=True, fallen_silent=False),
        Gap("answers", "you", 3, MARCH, recurs=True, fallen_silent=False),
        Gap("leadership", "you", 3, JULY, recurs=True, fallen_silent=False),
        Gap("examples", "you", 5, None, recurs=True, fallen_silent=False),
        Gap("dress", "you", 1, JULY, recurs=False, fallen_silent=False),
        Gap("freeze", "no", 4, JULY, recurs=True, fallen_silent=False),
    ]
    assert [gap.factor for gap in focus(gaps, at_most=4)] == ["examples", "leadership", "answers", "domain"]
    assert [gap.factor for gap in focus(gaps, at_most=2)] == ["examples", "leadership"]


def test_what_practice_has_quietened_stands_behind_all_that_is_still_heard() -> None:
    gaps = [
        Gap("examples", "you", 9, JULY, recurs=True, fallen_silent=True),
        Gap("domain", "partly", 3, None, recurs=True, fallen_silent=False),
        Gap("answers", "you", 3, MARCH, recurs=True, fallen_silent=False),
    ]
    assert [gap.factor for gap in focus(gaps, at_most=3)] == ["answers", "domain", "examples"]
    assert [gap.factor for gap in focus(gaps, at_most=2)] == ["answers", "domain"]


def test_the_whole_order_of_the_focus_list_by_hand() -> None:
    """Yours first, whatever is heard more often of the others; then how often; then how lately, no day last; then by name."""
    by_hand = [
        Gap("k", "you", 9, None, recurs=True, fallen_silent=False),
        Gap("j", "you", 4, JULY, recurs=True, fallen_silent=False),
        Gap("i", "you", 4, MARCH, recurs=True, fallen_silent=False),
        Gap("c", "you", 4, None, recurs=True, fallen_silent=False),
        Gap("d", "you", 4, None, recurs=True, fallen_silent=False),
        Gap("h", "you", 2, JULY, recurs=True, fallen_silent=False),
        Gap("b", "partly", 12, MARCH, recurs=True, fallen_silent=False),
        Gap("a", "partly", 3, JULY, recurs=True, fallen_silent=False),
        Gap("e", "partly", 3, JULY, recurs=True, fallen_silent=False),
        Gap("g", "partly", 3, None, recurs=True, fallen_silent=False),
    ]
    left_out = [
        Gap("f", "you", 9, JULY, recurs=False, fallen_silent=False),
        Gap("l", "no", 9, JULY, recurs=True, fallen_silent=False),
    ]
    shuffled = sorted([*by_hand, *left_out], key=lambda gap: gap.factor)
    assert focus(shuffled, at_most=12) == by_hand
    assert focus(shuffled[::-1], at_most=3) == by_hand[:3]
    assert focus(left_out, at_most=3) == []
