"""Counts to shares with intervals, differences and the plain words for how much a count allows to say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

Contrast = Literal["only_second", "also_won", "too_few", "no_offers"]
Rung = Literal["none", "quotes", "sentences", "bars", "segments"]
Trend = Literal["fading", "growing", "steady", "too_early"]

ENOUGH_A_SIDE = 3  # interviews before and since; fewer are never compared
ENOUGH_TO_BE_STEADY = 5  # a side, without a difference: fewer would have hidden almost any
FURTHEST_AHEAD = 60  # interviews; a longer search is no help to say

_WHOLE_NUMBERS = 500  # tables with the same margins; more take a hundredth of a second of long numbers
_EQUALLY_LIKELY = 1e-7  # in logarithms

# The 97.5th percentile of the normal distribution: every interval here is a 95 % interval.
_Z = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """Where the true share plausibly lies, both ends between 0 and 1."""

    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """The first share minus the second, between -1 and 1, and where the true difference plausibly lies."""

    value: float
    low: float
    high: float


def wilson(heard_in: int, out_of: int) -> Interval | None:
    """Give the 95 % score interval of the share `heard_in` of `out_of`; None where `out_of` is 0.

    Raises ValueError where `heard_in` is not one of 0 to `out_of`.
    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212.
    """
    _check(heard_in, out_of)
    if out_of == 0:
        return None
    share = heard_in / out_of
    centre = share + _Z**2 / (2 * out_of)
    reach = _Z * math.sqrt(share * (1 - share) / out_of + _Z**2 / (4 * out_of**2))
    scale = 1 + _Z**2 / out_of
    # At the two ends the formula gives the share itself; rounding would leave it by 1e-17.
    return Interval(
        low=0.0 if heard_in == 0 else (centre - reach) / scale,
        high=1.0 if heard_in == out_of else (centre + reach) / scale,
    )


def carried(heard_in: int, out_of: int) -> Interval | None:
    """Give the interval of a share where so few carry one beside their count: from five on, as bars do (see `rung`)."""
    return wilson(heard_in, out_of) if rung(out_of) in ("bars", "segments") else None


def newcombe(heard_in: int, out_of: int, other_heard_in: int, other_out_of: int) -> Difference | None:
    """Give the share `heard_in` of `out_of` minus the other share, with its 95 % interval; None without a denominator.

    Raises ValueError where a count is not one of 0 to what it is out of.
    Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10 (hybrid score).
    """
    first, second = wilson(heard_in, out_of), wilson(other_heard_in, other_out_of)
    if first is None or second is None:
        return None
    share, other = heard_in / out_of, other_heard_in / other_out_of
    value = share - other
    return Difference(
        value=value,
        low=max(-1.0, value - math.hypot(share - first.low, second.high - other)),
        high=min(1.0, value + math.hypot(first.high - share, other - second.low)),
    )


def fisher_exact(heard_in: int, out_of: int, other_heard_in: int, other_out_of: int) -> float:
    """Give the two-sided exact p of the 2 x 2 table: how often chance alone divides the mentions at least as unevenly.

    Counted in whole numbers, so that tables that are equally likely are found equal; where there are thousands of tables,
    in logarithms. Raises ValueError where a count is not one of 0 to what it is out of. Source: R. A. Fisher, The Design of
    Experiments (1935), the sum of all tables with the same margins that are no likelier than the one seen.
    """
    _check(heard_in, out_of)
    _check(other_heard_in, other_out_of)
    heard = heard_in + other_heard_in
    first, last = max(0, heard - other_out_of), min(out_of, heard)
    if last - first > _WHOLE_NUMBERS:
        k = np.arange(first, last, dtype=float)
        likelier = np.log((out_of - k) * (heard - k)) - np.log((k + 1) * (other_out_of - heard + k + 1))
        logs = np.concatenate([[0.0], np.cumsum(likelier)])
        shares = np.exp(logs - logs.max())
        return float(shares[logs <= logs[heard_in - first] + _EQUALLY_LIKELY].sum() / shares.sum())
    ways = [math.comb(out_of, first) * math.comb(other_out_of, heard - first)]
    for k in range(first, last):
        # Each from the one before, which divides evenly: among thousands of interviews the binomials take seconds.
        ways.append(ways[-1] * ((out_of - k) * (heard - k)) // ((k + 1) * (other_out_of - heard + k + 1)))
    seen = ways[heard_in - first]
    return float(Fraction(sum(way for way in ways if way <= seen), sum(ways)))


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Give the q of each p, in the order given: the false discovery rate if it and every smaller p is believed.

    Source: Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289-300.
    """
    qs = [1.0] * len(ps)
    smallest = 1.0
    largest_first = sorted(range(len(ps)), key=lambda i: ps[i], reverse=True)
    for passed, i in enumerate(largest_first):
        smallest = min(smallest, ps[i] * len(ps) / (len(ps) - passed))
        qs[i] = smallest
    return qs


def recurs(heard_in: int, out_of: int) -> bool:
    """Say whether a factor recurs: heard in 3 processes or more, or in 2 of at most 5. A plain count, no test."""
    return heard_in >= 3 or (heard_in >= 2 and out_of <= 5)


def contrast(heard_in: int, out_of: int, offers_heard_in: int, offers_out_of: int) -> Contrast:
    """Say what the offers add to a factor heard in second places.

    `no_offers`: no offer has a reason to compare with (or no second place has). `only_second`: Newcombe's interval of
    the difference lies above 0. `also_won`: heard in an offer too. `too_few`: heard in none, and too few to tell.
    """
    difference = newcombe(heard_in, out_of, offers_heard_in, offers_out_of)
    if difference is None:
        return "no_offers"
    if difference.low > 0:
        return "only_second"
    return "also_won" if offers_heard_in >= 1 else "too_few"


def trend(before_heard_in: int, before_out_of: int, since_heard_in: int, since_out_of: int) -> Trend:
    """Say what became of a factor: `fading` or `growing` where Newcombe's interval of the difference leaves out 0.

    `steady` is said from five interviews a side on, `too_early` below, and always with fewer than three a side.
    """
    difference = newcombe(since_heard_in, since_out_of, before_heard_in, before_out_of)
    fewest = min(before_out_of, since_out_of)
    if difference is None or fewest < ENOUGH_A_SIDE:
        return "too_early"
    if difference.high < 0:
        return "fading"
    if difference.low > 0:
        return "growing"
    return "steady" if fewest >= ENOUGH_TO_BE_STEADY else "too_early"


def more_until_said(
    before_heard_in: int, before_out_of: int, since_heard_in: int, since_out_of: int
) -> int | None:
    """Give how many more interviews since would let `trend` say something, if the share since stays as it is.

    0 where it says something now. None where there is no share yet to stay as it is, where too few interviews lie
    before for any number since to help, or where it would take more than 60.
    """
    if trend(before_heard_in, before_out_of, since_heard_in, since_out_of) != "too_early":
        return 0
    if not since_out_of:
        return None
    for more in range(1, FURTHEST_AHEAD + 1):
        out_of = since_out_of + more
        heard_in = (2 * since_heard_in * out_of + since_out_of) // (2 * since_out_of)  # rounded, halves up
        if trend(before_heard_in, before_out_of, heard_in, out_of) != "too_early":
            return more
    return None


def rung(diagnostic: int) -> Rung:
    """Say how much so many processes with a reason carry: quotes, sentences (3), bars (5), segments compared (10)."""
    if diagnostic >= 10:
        return "segments"
    if diagnostic >= 5:
        return "bars"
    if diagnostic >= 3:
        return "sentences"
    return "quotes" if diagnostic >= 1 else "none"


def _check(heard_in: int, out_of: int) -> None:
    if not 0 <= heard_in <= out_of:
        message = f"{heard_in} of {out_of} is not a count: it must lie between 0 and what it is out of"
        raise ValueError(message)
