"""The learned half of the coder: a small network over words, runs of words, letters and the rules' marks.

It has one hidden layer. Its weights are made from the written corpus by training.py and kept in weights.npz, the words'
rows in whole steps of one scale, so that the file stays small; numpy is all it takes to read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from analysis.coding import features

if TYPE_CHECKING:
    from analysis.coding.choice import Polarity

WEIGHTS: Final = Path(__file__).with_name("weights.npz")
NOTHING: Final = "nothing"
WAYS: Final = ("gap", "strength", "neutral")
_REMEMBERED: Final = 50_000

Floats = NDArray[np.float32]


class Seen(NamedTuple):
    """A clause as the model sees it: its words, and the marks the rules left on it."""

    words: list[str]
    marks: list[str]


class Opinion(NamedTuple):
    """What the model makes of a text's clauses: a share for every class and every polarity, and the hidden layer."""

    shares: Floats
    ways: Floats
    hidden: Floats


class Model:
    """Weights ready to be asked; classes are (factor, polarity), and the last is that nothing is named.

    The last columns of the output are a second question: which polarity the clause has, whatever the factor.
    """

    def __init__(
        self,
        keys: Sequence[str],
        table: Floats,
        hidden_bias: Floats,
        out: Floats,
        out_bias: Floats,
        classes: Sequence[tuple[str, str]],
    ) -> None:
        self.classes = tuple(classes)
        self.column = {pair: at for at, pair in enumerate(self.classes)}
        self.factors = _by_factor(self.classes[:-1])
        self.at = {factor: at for at, (factor, _, _) in enumerate(self.factors)}
        self._rows = {key: at for at, key in enumerate(keys)}
        self._table = table
        self._hidden_bias, self._out, self._out_bias = hidden_bias, out, out_bias
        self._words: dict[str, Floats] = {}

    @property
    def layers(self) -> tuple[list[str], Floats, Floats, Floats, Floats]:
        """The names of the features, their rows, and the weights of the layers."""
        return list(self._rows), self._table, self._hidden_bias, self._out, self._out_bias

    def read(self, clauses: Sequence[Seen]) -> Opinion:
        """The model's opinion of each clause."""
        hidden = np.tanh(np.stack([self._layer(seen) for seen in clauses]))
        raw = hidden @ self._out + self._out_bias
        ways = -len(WAYS)
        return Opinion(shares_of(raw[:, :ways]), shares_of(raw[:, ways:]), hidden)

    def telling(self, seen: Seen, hidden: Floats, column: int) -> list[float]:
        """How far each word of a clause speaks for a class against nothing, at the first order."""
        toward = (self._out[:, column] - self._out[:, len(self.classes) - 1]) * (1 - hidden * hidden)
        speaks = (np.stack([self._word(word) for word in seen.words]) @ toward).tolist()
        known = [
            (self._rows[key], place)
            for key, place in zip(
                features.run_names(seen.words), features.run_places(seen.words), strict=True
            )
            if key in self._rows
        ]
        shares = (self._table[[row for row, _ in known]] @ toward).tolist()
        for (_, (first, after)), share in zip(known, shares, strict=True):
            for at in range(first, after):
                speaks[at] += share / (after - first)
        return speaks

    def _layer(self, seen: Seen) -> Floats:
        rows = self._rows
        said = self._table[[rows[key] for key in features.run_names(seen.words) if key in rows]].sum(axis=0)
        for word in seen.words:
            said += self._word(word)
        layer = self._hidden_bias + said * np.float32(max(1, len(seen.words)) ** -0.5)
        noticed = [rows[mark] for mark in seen.marks if mark in rows]
        return layer + self._table[noticed].sum(axis=0) * np.float32(features.MARKS)

    def _word(self, word: str) -> Floats:
        """The sum of a word's own row and those of its letters, remembered."""
        known = self._words.get(word)
        if known is None:
            rows = self._rows
            at = [rows[key] for key in features.letters(word) if key in rows]
            known = self._table[at].sum(axis=0) * np.float32(features.LETTERS)
            own = rows.get(features.word(word))
            if own is not None:
                known = known + self._table[own]
            if len(self._words) < _REMEMBERED:
                self._words[word] = known
        return known


def _by_factor(classes: Sequence[tuple[str, str]]) -> list[tuple[str, tuple[Polarity, ...], slice]]:
    """Each factor, its polarities, and the columns they have, which stand side by side."""
    by_factor: dict[str, list[int]] = {}
    for at, (factor, _) in enumerate(classes):
        by_factor.setdefault(factor, []).append(at)
    return [
        (
            factor,
            tuple(cast("Polarity", classes[at][1]) for at in columns),
            slice(columns[0], columns[-1] + 1),
        )
        for factor, columns in by_factor.items()
    ]


def shares_of(raw: Floats) -> Floats:
    """Each row as shares of one."""
    grown = np.exp(raw - raw.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


@cache
def default_model() -> Model:
    """The model whose weights are shipped, loaded once."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        keys = kept["keys"].tobytes().decode("utf-8").split("\n")
        classes = [(name.split()[0], name.split()[1]) for name in str(kept["classes"]).split("\n")]
        return Model(
            keys,
            kept["table"].astype(np.float32) * kept["step"],
            kept["hidden_bias"],
            kept["out"],
            kept["out_bias"],
            classes,
        )


@cache
def weights_hash() -> str:
    """A short name for the weights, which changes whenever they do."""
    return hashlib.blake2b(WEIGHTS.read_bytes(), digest_size=4).hexdigest()
