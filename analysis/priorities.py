"""What to work on first: the fewest factors that touch every second place, and a list of three with its reasons."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class SmallestSet:
    """The fewest factors you control that were heard in each second place where any of them was.

    `covers[i]` is how many second places the first i + 1 factors touch together; `out_of` counts every second place with
    a reason, `out_of_reach` those where nothing you control was named.
    """

    factors: tuple[str, ...]
    covers: tuple[int, ...]
    out_of: int
    out_of_reach: int


def smallest_set(
    told: Mapping[frozenset[str], int], latest: Mapping[str, dt.date], *, yours: frozenset[str]
) -> SmallestSet:
    """Give the smallest set of `yours` that touches every second place it can, by exact search (set cover).

    `told` says in how many second places with a reason just these gaps were heard, `latest` when each factor was last
    heard. Ties go to the set whose factors were heard most recently, then to the names in order. At most 25 factors, so
    the search is exact.
    """
    alike: Counter[frozenset[str]] = Counter()
    for gaps, places in told.items():
        alike[gaps & yours] += places
    out_of_reach = alike.pop(frozenset(), 0)
    touched = {
        factor: frozenset(heard for heard in alike if factor in heard)
        for factor in sorted(frozenset().union(*alike))
    }
    reached = {factor: sum(alike[heard] for heard in touched[factor]) for factor in touched}
    chosen = _first_cover(touched, reached, frozenset(alike), latest)
    return SmallestSet(
        factors=chosen,
        covers=tuple(
            sum(alike[heard] for heard in frozenset().union(*(touched[f] for f in chosen[: i + 1])))
            for i in range(len(chosen))
        ),
        out_of=sum(told.values()),
        out_of_reach=out_of_reach,
    )


@dataclass(frozen=True)
class Gap:
    """A gap as the focus list weighs it; `control` is "you", "partly" or "no", `fallen_silent` what practice has quietened."""

    factor: str
    control: str
    heard_in: int
    latest: dt.date | None
    recurs: bool
    fallen_silent: bool


def focus(gaps: Iterable[Gap], *, at_most: int) -> Sequence[Gap]:
    """Give the gaps to work on first: those that recur, yours before partly yours, then heard most, then latest.

    One you practise that has fallen silent since stands after every one that is still heard.
    """
    order = {"you": 0, "partly": 1}
    ranked = sorted(
        (gap for gap in gaps if gap.recurs and gap.control in order),
        key=lambda gap: (
            gap.fallen_silent,
            order[gap.control],
            -gap.heard_in,
            -(gap.latest.toordinal() if gap.latest else 0),
            gap.factor,
        ),
    )
    return ranked[:at_most]


def _first_cover(
    touched: Mapping[str, frozenset[frozenset[str]]],
    reached: Mapping[str, int],
    places: frozenset[frozenset[str]],
    latest: Mapping[str, dt.date],
) -> tuple[str, ...]:
    for size in range(len(touched) + 1):
        covers = [
            group
            for group in combinations(touched, size)
            if all(any(factor in heard for factor in group) for heard in places)
        ]
        if covers:
            best = min(covers, key=lambda group: (-sum(_day(latest, f) for f in group), group))
            return tuple(sorted(best, key=lambda f: (-reached[f], -_day(latest, f), f)))
    return ()


def _day(latest: Mapping[str, dt.date], factor: str) -> int:
    return latest[factor].toordinal() if factor in latest else 0
