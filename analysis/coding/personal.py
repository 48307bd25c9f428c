"""What a person's own decisions add to the coder: what they confirmed is heard sooner, what they rejected later.

A Gaussian process over the clauses they decided (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006,
section 3.4): for each factor the log-odds the coder gives are moved by as much as the decided clauses that are like this
one ask for, and no more. Clauses are alike as far as the model's hidden layer has them point the same way.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from analysis.coding.choice import SUGGESTED, Polarity
from analysis.coding.model import Floats

if TYPE_CHECKING:
    from analysis.coding.codebook import Codebook
    from analysis.coding.coder import Coder
    from data.workspace import Workspace

STEP: Final = (
    5  # texts decided between two times of learning, so that a click does not have every text read anew
)
LARGEST_STEP: Final = 100  # and at least this part of all that is decided
TEXTS: Final = 1_000  # of the latest decided texts at most, and of their clauses for a factor
CLAUSES: Final = 200


class Marked(NamedTuple):
    """Words of a text that name a factor, or do not."""

    factor: str
    polarity: Polarity
    start: int
    end: int


class DecidedText(NamedTuple):
    """A text a person decided about: its words, whether all of it, and which words name which factor, or do not."""

    text: str
    whole: bool
    right: tuple[Marked, ...]
    wrong: tuple[Marked, ...]


class Example(NamedTuple):
    """A clause, by its hidden layer, and how likely the coder held it that a factor is named there, which it is or is not."""

    hidden: Floats
    p: float
    polarity: Polarity | None

    @property
    def right(self) -> bool:
        """Whether the factor is named there."""
        return self.polarity is not None


class Personal:
    """The decided clauses of each factor, and how far each speaks; `version` names what was learned from, "" for nothing."""

    def __init__(self, examples: Mapping[str, Sequence[Example]], *, version: str) -> None:
        self.version = version
        latest = {factor: of[-CLAUSES:] for factor, of in examples.items()}
        self._by_factor = {factor: _fitted(of) for factor, of in latest.items()}
        self._polarities = {
            factor: [each.polarity for each in of]
            for factor, of in latest.items()
            if any(each.p == _UNHEARD for each in of)
        }

    def moved(self, factor: str, hidden: Floats, p: float) -> float:
        """The probability that a clause names a factor, moved by what the person decided about clauses like it."""
        known = self._by_factor.get(factor)
        if known is None:
            return p
        clauses, speaks = known
        moved = _log_odds(p) + float(_alike(clauses @ _unit(hidden)) @ speaks)
        return round(1 / (1 + math.exp(-moved)), 3)

    def heard_anew(self, hidden: Floats, but: Container[str]) -> Iterator[tuple[str, Polarity, float]]:
        """Factors nobody but the person heard in clauses like this one: the polarity they gave the likest, and how likely."""
        for factor, polarities in self._polarities.items():
            if factor not in but:
                p = self.moved(factor, hidden, _UNHEARD)
                polarity = polarities[int((self._by_factor[factor][0] @ _unit(hidden)).argmax())]
                if p >= SUGGESTED and polarity is not None:
                    yield factor, polarity, p


NOTHING_LEARNED: Final = Personal({}, version="")


def learned_from(coder: Coder, decided: Sequence[DecidedText]) -> Personal:
    """What a coder learns from these texts, the earliest first; it is always learned anew, from what it hears by itself."""
    if not decided:
        return NOTHING_LEARNED
    examples: dict[str, list[Example]] = {}
    latest = decided[-TEXTS:]
    for one, heard in zip(latest, coder.heard_alone([text.text for text in latest]), strict=True):
        said = {marked.factor: marked.polarity for marked in one.right}
        judged = {marked.factor for marked in (*one.right, *one.wrong)}
        for clause in heard:
            here = {m.factor: m.polarity for m in one.right if m.start < clause.end and clause.start < m.end}
            # Said once of a text, a factor may stand in other clauses too; not in one they marked for something else.
            elsewhere = {} if here and one.whole else said
            for factor, p in clause.named.items():
                if factor in here or (p >= _WORTH_LEARNING and (one.whole or factor in judged)):
                    examples.setdefault(factor, []).append(
                        Example(clause.hidden, p, here.get(factor, elsewhere.get(factor)))
                    )
            for factor, polarity in here.items():
                if factor not in clause.named:
                    examples.setdefault(factor, []).append(Example(clause.hidden, _UNHEARD, polarity))
    return Personal(examples, version=_name_of(decided))


def personal_coder(workspace: Workspace, coder: Coder) -> Coder:
    """The coder with what the person's decisions add."""
    return coder.that_learned(learned_from(coder, decided_in(workspace)))


def waiting(workspace: Workspace, codebook: Codebook) -> int:
    """How many texts the person's own coder has not read yet; it is not made, nor does it learn, to say so."""
    decided = decided_in(workspace)
    version = f"{codebook.version}.{_name_of(decided)}" if decided else codebook.version
    return len(workspace.uncoded(version))


def decided_in(workspace: Workspace) -> list[DecidedText]:
    """The latest texts a person decided about, in the order they did; those after the last full step wait for the next."""
    rows: dict[str, tuple[str, bool, list, list]] = {}
    for feedback_id, text, whole, marked, right in workspace.decisions(
        at_most=TEXTS, step=STEP, part=LARGEST_STEP
    ):
        kept = rows.setdefault(feedback_id, (text, whole, [], []))
        if marked is not None:
            kept[2 if right else 3].append(Marked(*marked))
    return [
        DecidedText(text, whole, tuple(right), tuple(wrong)) for text, whole, right, wrong in rows.values()
    ]


def _name_of(decided: Sequence[DecidedText]) -> str:
    return hashlib.blake2b(repr(decided).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _fitted(kept: Sequence[Example]) -> tuple[Floats, Floats]:
    """The clauses as unit vectors and what each adds, at the mode of the posterior (their algorithm 3.1)."""
    clauses = np.array([_unit(each.hidden) for each in kept])
    offset = np.array([_log_odds(each.p) for each in kept])
    right = np.array([each.right for each in kept], dtype=float)
    alike = _alike(clauses @ clauses.T)

    def fit(speaks: Floats) -> float:
        added = alike @ speaks
        odds = offset + added
        return float((right * odds - np.logaddexp(0, odds)).sum() - speaks @ added / 2)

    speaks = np.zeros(len(kept))
    best = fit(speaks)
    for _ in range(_ROUNDS):
        added = alike @ speaks
        share = 1 / (1 + np.exp(-(offset + added)))
        slope = share * (1 - share) + _TINY
        target = np.linalg.solve(np.eye(len(kept)) + slope[:, None] * alike, slope * added + right - share)
        part = 1.0  # a whole step can go too far where a decision is against all odds
        while fit(speaks + part * (target - speaks)) < best and part > _TINY:
            part /= 2
        speaks = speaks + part * (target - speaks)
        before, best = best, fit(speaks)
        if best - before < _TINY:
            break
    return clauses, speaks


def _alike(cosines: Floats) -> Floats:
    """How far two clauses answer for one another: a little for any likeness, much for nearly the same words."""
    return _BROAD * cosines + _SHARP * np.maximum(cosines, 0) ** _POWER


def _unit(hidden: Floats) -> Floats:
    wide = hidden.astype(np.float64)
    return wide / math.sqrt(float(wide @ wide) + _TINY)


def _log_odds(p: float) -> float:
    kept = min(max(p, _TINY), 1 - _TINY)
    return math.log(kept / (1 - kept))


# Chosen on voices the network had not read, twenty to a hundred and twenty of their texts decided: docs/coding-quality.md.
_BROAD: Final = 0.25
_SHARP: Final = 9.0
_POWER: Final = 12
_WORTH_LEARNING: Final = 0.1
_UNHEARD: Final = 0.02
_ROUNDS: Final = 20
_TINY: Final = 1e-4
