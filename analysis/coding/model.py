"""The learned half of the coder: a small network over words, runs of words, letters and the rules' marks.

It has one hidden layer. Its weights are made from the written corpus by training.py and kept in weights.npz, the words'
rows in whole steps of one scale, so that the file stays small; numpy is all it takes to read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
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
_ROOM: Final = 4_096
_AT_ONCE: Final = 1_024  # clauses read together, so that a megabyte needs no more room than a page

Floats = NDArray[np.floating]


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
        self._hidden_bias, self._out, self._out_bias = hidden_bias, out, out_bias
        self._precise = out.astype(np.float64), out_bias.astype(np.float64)
        self._blank = len(keys)
        # Below the rows of the features an empty one, and then those of whole words as they are met.
        self._table = np.vstack([table, np.zeros((_ROOM, table.shape[1]), dtype=table.dtype)])
        self._words: dict[str, int] = {}
        self._lock = Lock()

    @property
    def layers(self) -> tuple[list[str], Floats, Floats, Floats, Floats]:
        """The names of the features, their rows, and the weights of the layers."""
        return list(self._rows), self._table[: self._blank], self._hidden_bias, self._out, self._out_bias

    def read(self, clauses: Sequence[Seen]) -> Opinion:
        """The model's opinion of each clause; it is the same whichever clauses are read beside it."""
        with self._lock:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            hidden = np.concatenate(
                [
                    self._hidden(clauses[begin : begin + _AT_ONCE])
                    for begin in range(0, max(1, len(clauses)), _AT_ONCE)
                ]
            )
        out, bias = self._precise
        raw = hidden.astype(np.float64) @ out + bias
        ways = -len(WAYS)
        return Opinion(shares_of(raw[:, :ways]), shares_of(raw[:, ways:]), hidden)

    def telling(self, seen: Seen, hidden: Floats, column: int) -> list[float]:
        """How far each word of a clause speaks for a class against nothing, at the first order."""
        toward = (self._out[:, column] - self._out[:, len(self.classes) - 1]) * (1 - hidden * hidden)
        rows = self._rows
        known = [
            (rows[key], place)
            for key, place in zip(
                features.run_names(seen.words), features.run_places(seen.words), strict=True
            )
            if key in rows
        ]
        with self._lock:
            at = [self._row(word) for word in seen.words]
            shares = (self._table[at + [row for row, _ in known]] @ toward).tolist()
        speaks = shares[: len(at)]
        for (_, (first, after)), share in zip(known, shares[len(at) :], strict=True):
            for place in range(first, after):
                speaks[place] += share / (after - first)
        return speaks

    def _hidden(self, clauses: Sequence[Seen]) -> Floats:
        """The hidden layer for each clause: the rows of all clauses are fetched at once, and added up clause by clause."""
        rows, words = self._rows, self._words
        said: list[int] = []
        noticed: list[int] = []
        said_from: list[int] = []
        noticed_from: list[int] = []
        for seen in clauses:
            said_from.append(len(said))
            said.append(self._blank)
            for word in seen.words:
                known = words.get(word)
                said.append(self._row(word) if known is None else known)
            edged = ["^", *seen.words, "$"]
            for at, (one, then) in enumerate(pairwise(edged), 2):
                two = f"{one} {then}"
                known = rows.get(two)
                if known is not None:
                    said.append(known)
                    # A run of three was never learned without the two it begins with.
                    if at < len(edged):
                        known = rows.get(f"{two} {edged[at]}")
                        if known is not None:
                            said.append(known)
            noticed_from.append(len(noticed))
            noticed.append(self._blank)
            noticed += [rows[mark] for mark in seen.marks if mark in rows]
        scale = np.array([max(1, len(seen.words)) ** -0.5 for seen in clauses], dtype=np.float32)
        layer = _sums(self._table, said, said_from) * scale[:, None] + self._hidden_bias
        return np.tanh(layer + _sums(self._table, noticed, noticed_from) * np.float32(features.MARKS))

    def _row(self, word: str) -> int:
        """Where the sum of a word's own row and those of its letters is kept, from the first time it is met."""
        known = self._words.get(word)
        if known is None:
            rows = self._rows
            known = self._blank + 1 + len(self._words)
            if known >= len(self._table):
                self._table = np.vstack([self._table, np.zeros_like(self._table)])
            at = [rows[key] for key in features.letters(word) if key in rows]
            total = self._table[at].sum(axis=0) * np.float32(features.LETTERS)
            own = rows.get(features.word(word))
            self._table[known] = total if own is None else total + self._table[own]
            self._words[word] = known
        return known


def _sums(table: Floats, rows: Sequence[int], begins: Sequence[int]) -> Floats:
    """The sum of the rows from each beginning to the next."""
    return np.add.reduceat(table[rows], np.array(begins, dtype=np.intp), axis=0)


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
