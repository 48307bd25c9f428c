"""The learned half of the coder: a small network over words, runs of words, letters and the rules' marks.

It has one hidden layer. Its weights are made from the written corpus by training.py and kept in weights.npz, the words'
rows in whole steps of one scale, so that the file stays small; numpy is all it takes to read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.coding import features

WEIGHTS: Final = Path(__file__).with_name("weights.npz")
NOTHING: Final = "nothing"
_REMEMBERED: Final = 50_000

Floats = NDArray[np.float32]


class Seen(NamedTuple):
    """A clause as the model sees it: its words, and the marks the rules left on it."""

    words: list[str]
    marks: list[str]


class Opinion(NamedTuple):
    """What the model makes of a text's clauses: for each, a share for every class, and its hidden layer."""

    shares: Floats
    hidden: Floats


class Model:
    """Weights ready to be asked; classes are (factor, polarity), and the last is that nothing is named."""

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
        raw = np.exp(raw - raw.max(axis=1, keepdims=True))
        return Opinion(raw / raw.sum(axis=1, keepdims=True), hidden)

    def telling(self, seen: Seen, hidden: Floats, column: int) -> list[float]:
        """How far each word of a clause speaks for a class against nothing, at the first order."""
        toward = (self._out[:, column] - self._out[:, -1]) * (1 - hidden * hidden)
        speaks = [float(self._word(word) @ toward) for word in seen.words]
        for key, first, after in features.runs(seen.words):
            row = self._rows.get(key)
            if row is not None and after > first:
                share = float(self._table[row] @ toward) / (after - first)
                for at in range(first, after):
                    speaks[at] += share
        return speaks

    def _layer(self, seen: Seen) -> Floats:
        rows = self._rows
        at = [row for key, _, _ in features.runs(seen.words) if (row := rows.get(key)) is not None]
        said = self._table[at].sum(axis=0)
        for word in seen.words:
            said += self._word(word)
        layer = self._hidden_bias + said * np.float32(max(1, len(seen.words)) ** -0.5)
        noticed = [row for mark in seen.marks if (row := rows.get(mark)) is not None]
        return layer + self._table[noticed].sum(axis=0) * np.float32(features.MARKS)

    def _word(self, word: str) -> Floats:
        """The sum of a word's own row and those of its letters."""
        known = self._words.get(word)
        if known is None:
            rows = self._rows
            at = [row for key in features.letters(word) if (row := rows.get(key)) is not None]
            known = self._table[at].sum(axis=0) * np.float32(features.LETTERS)
            own = rows.get(features.word(word))
            if own is not None:
                known = known + self._table[own]
            if len(self._words) < _REMEMBERED:
                self._words[word] = known
        return known


@cache
def default_model() -> Model:
    """The model whose weights are shipped, loaded once."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        keys = kept["keys"].tobytes().decode("utf-8").split("\n")
        classes = [tuple(name.split()) for name in str(kept["classes"]).split("\n")]
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
