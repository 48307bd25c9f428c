"""What the rules and the model say together: for each clause and factor one probability, and the likelier polarity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from operator import mul
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.coding.choice import SUGGESTED, Found, Named, Polarity
from analysis.coding.model import WAYS, WEIGHTS, Floats, Model, Opinion

WORTH_A_LOOK: Final = 0.04  # the share below which the model alone does not bring a factor up


class Weights(NamedTuple):
    """The calibrator: how much each of `signals` counts for a factor, and each voice for a polarity."""

    factor: Sequence[float]
    polarity: Sequence[float]


class Case(NamedTuple):
    """A factor that may be named in a clause: what speaks for it, and for each of its polarities.

    `praised` is the polarity of plain praise, where that is all the rules read of the factor there.
    """

    factor: str
    signals: tuple[float, ...]
    polarities: tuple[Polarity, ...]
    by_polarity: tuple[tuple[float, float, float], ...]
    praised: Polarity | None = None


def cases(
    model: Model, opinion: Opinion, found: Sequence[Sequence[Found]], *, suggested_by: Weights | None = None
) -> list[list[Case]]:
    """For each clause every factor that the rules read or the model thinks of there, in the order of its classes.

    With `suggested_by`, clauses in which the rules read nothing have only the factors that these weights may suggest.
    """
    shares = opinion.shares
    totals = np.add.reduceat(shares[:, :-1], [columns.start for _, _, columns in model.factors], axis=1)
    heard = _Heard(
        totals,
        _logits(totals),
        _logits(shares[:, -1]),
        np.log(np.maximum(totals, _LEAST)),
        np.log(np.maximum(np.partition(totals, (-2, -1), axis=1)[:, -2:], _LEAST)),
        np.log(np.maximum(shares, _LEAST)),
        np.log(np.maximum(opinion.ways, _LEAST)),
    )
    worth = totals >= WORTH_A_LOOK
    if suggested_by is not None:
        worth &= (
            _may_be_suggested(heard, suggested_by) | np.array([bool(ruled) for ruled in found], bool)[:, None]
        )
    likely: list[list[int]] = [[] for _ in found]
    for clause, at in np.argwhere(worth).tolist():
        likely[clause].append(at)
    return [
        _of_clause(model, heard, clause, likely[clause], ruled) if ruled or likely[clause] else []
        for clause, ruled in enumerate(found)
    ]


class _Heard(NamedTuple):
    """What the model's shares come to, for every clause at once."""

    totals: Floats
    logits: Floats
    nothing: Floats
    logs: Floats
    rivals: Floats
    classes: Floats
    ways: Floats


def _may_be_suggested(heard: _Heard, weights: Weights) -> NDArray[np.bool_]:
    """Whether the model alone makes a factor likely enough (`weigh`), for every clause and factor at once."""
    always, logit, nothing, rival, *_ = weights.factor
    second, first = heard.rivals[:, :1], heard.rivals[:, 1:]
    raw = (
        always
        + logit * heard.logits
        + nothing * heard.nothing[:, None]
        + rival * (heard.logs - np.where(heard.logs == first, second, first))
    )
    return raw >= math.log(_NOT_EVEN / (1 - _NOT_EVEN))


def _of_clause(
    model: Model, heard: _Heard, clause: int, likely: Sequence[int], found: Sequence[Found]
) -> list[Case]:
    ruled: dict[str, dict[str, float]] = {}
    for one in found:
        by = ruled.setdefault(one.hit.factor, {})
        by[one.reading.polarity] = max(one.reading.p, by.get(one.reading.polarity, 0.0))
    if ruled:
        likely = sorted({*likely, *(model.at[factor] for factor in ruled if factor in model.at)})
    totals, logits, logs, classes = (
        of[clause].tolist() for of in (heard.totals, heard.logits, heard.logs, heard.classes)
    )
    second, first = heard.rivals[clause].tolist()
    nothing = float(heard.nothing[clause])
    way_of = dict(zip(WAYS, heard.ways[clause].tolist(), strict=True))
    surest = {factor: max(by.values()) for factor, by in ruled.items()}
    praised = {
        one.hit.factor: one.reading.polarity
        for one in found
        if one.reading.plain and len(ruled[one.hit.factor]) == 1
    }
    weighed: list[Case] = []
    for at in likely:
        factor, polarities, columns = model.factors[at]
        rules = ruled.get(factor, _SILENT)
        rule = surest.get(factor, 0.0)
        signals = (
            1.0,
            logits[at],
            nothing,
            logs[at] - (second if logs[at] == first else first),
            rule,
            float(rule > _CLEAR),
            max((p for other, p in surest.items() if other != factor), default=0.0) if surest else 0.0,
            rule * totals[at],
        )
        voices = tuple(
            (share, way_of[polarity], rules.get(polarity, 0.0))
            for polarity, share in zip(polarities, classes[columns], strict=True)
        )
        weighed.append(Case(factor, signals, polarities, voices, praised.get(factor)))
    return weighed


def weigh(case: Case, weights: Weights) -> tuple[Polarity, float]:
    """The likelier polarity of a case, and the probability that the factor is named with it.

    Where the factor itself is too unlikely to be suggested, the polarity is not looked into. Plain praise is not blame,
    whatever the network read in like words: the labels it learned from may reach over a "but" to what is blamed after it.
    """
    named = 1 / (1 + math.exp(-sum(map(mul, case.signals, weights.factor))))
    if len(case.polarities) == 1 or named < _NOT_EVEN:
        return case.polarities[0], named
    raw = [sum(map(mul, voice, weights.polarity)) for voice in case.by_polarity]
    best = max(range(len(raw)), key=raw.__getitem__)
    if case.praised in case.polarities and case.polarities[best] == "gap":
        return case.praised, named
    share = 1 / sum(math.exp(each - raw[best]) for each in raw)
    return case.polarities[best], named * share


def named(found: Sequence[Found], weighed: Sequence[Case], weights: Weights) -> list[Named]:
    """The factors a clause may name, the surest reading of each; a cue of the person's own is taken at its word."""
    surest: dict[tuple[str, Polarity], Found] = {}
    for one in found:
        key = one.hit.factor, one.reading.polarity
        if key not in surest or (one.hit.own, one.reading.p) > (surest[key].hit.own, surest[key].reading.p):
            surest[key] = one
    named: dict[str, Named] = {}
    for case in weighed:
        polarity, p = weigh(case, weights)
        named[case.factor] = Named(case.factor, polarity, round(p, 3), surest.get((case.factor, polarity)))
    for (factor, polarity), one in surest.items():
        known = named.get(factor)
        theirs = known is not None and known.found is not None and known.found.hit.own
        if known is None or (one.hit.own and (not theirs or one.reading.p > known.p)):
            named[factor] = Named(factor, polarity, one.reading.p, one)
    return list(named.values())


@cache
def default_weights() -> Weights:
    """The calibrator that is shipped with the model, loaded once."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return Weights(kept["factor"].tolist(), kept["polarity"].tolist())


def _logits(shares: Floats) -> Floats:
    kept = np.clip(shares, _LEAST, 1 - _LEAST)
    return np.log(kept / (1 - kept))


_CLEAR: Final = 0.5
_SILENT: Final = MappingProxyType[str, float]({})
_LEAST: Final = 0.002
_NOT_EVEN: Final = SUGGESTED - 0.001  # probabilities are rounded to three places
