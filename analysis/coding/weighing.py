"""What the rules and the model say together: for each clause and factor one probability, and the likelier polarity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from analysis.coding.choice import Found
from analysis.coding.model import Floats, Model

Polarity = Literal["gap", "strength", "neutral"]
WORTH_A_LOOK: Final = 0.04  # the share below which the model alone does not bring a factor up


class Weights(NamedTuple):
    """The calibrator: how much each of `signals` counts for a factor, and each voice for a polarity."""

    factor: NDArray[np.float64]
    polarity: NDArray[np.float64]


class Case(NamedTuple):
    """A factor that may be named in a clause: what speaks for it, and for each of its polarities."""

    factor: str
    signals: tuple[float, ...]
    polarities: tuple[Polarity, ...]
    by_polarity: tuple[tuple[float, float], ...]


def cases(model: Model, shares: Floats, found: Sequence[Found]) -> list[Case]:
    """Every factor that the rules read or the model thinks of in a clause, in the order of the model's classes."""
    ruled: dict[str, dict[str, float]] = {}
    for one in found:
        by = ruled.setdefault(one.hit.factor, {})
        by[one.reading.polarity] = max(one.reading.p, by.get(one.reading.polarity, 0.0))
    by_factor: dict[str, dict[str, float]] = {}
    for (factor, polarity), share in zip(model.classes[:-1], shares[:-1].tolist(), strict=True):
        by_factor.setdefault(factor, {})[polarity] = share
    totals = {factor: sum(by.values()) for factor, by in by_factor.items()}
    nothing = float(shares[-1])
    weighed: list[Case] = []
    for factor, total in totals.items():
        rules = ruled.get(factor, {})
        if total < WORTH_A_LOOK and not rules:
            continue
        rule = max(rules.values(), default=0.0)
        rival = max(share for other, share in totals.items() if other != factor)
        other_rule = max((max(by.values()) for other, by in ruled.items() if other != factor), default=0.0)
        signals = (
            1.0,
            _logit(total),
            _logit(nothing),
            math.log(max(total, _LEAST)) - math.log(max(rival, _LEAST)),
            rule,
            float(rule > _CLEAR),
            other_rule,
            rule * total,
        )
        polarities = tuple(by_factor[factor])
        voices = tuple(
            (math.log(max(by_factor[factor][polarity], _LEAST)), rules.get(polarity, 0.0))
            for polarity in polarities
        )
        weighed.append(Case(factor, signals, cast("tuple[Polarity, ...]", polarities), voices))
    return weighed


def weigh(case: Case, weights: Weights) -> tuple[Polarity, float]:
    """The likelier polarity of a case, and the probability that the factor is named with it."""
    named = 1 / (1 + math.exp(-math.fsum(a * b for a, b in zip(case.signals, weights.factor, strict=True))))
    raw = [math.fsum(a * b for a, b in zip(voice, weights.polarity, strict=True)) for voice in case.by_polarity]
    best = max(range(len(raw)), key=raw.__getitem__)
    share = 1 / math.fsum(math.exp(each - raw[best]) for each in raw)
    return case.polarities[best], named * share


def _logit(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))


_CLEAR: Final = 0.5
_LEAST: Final = 0.002
