"""The learned half of the coder: a small network over words, runs of words, letters and the rules' marks.

It has one hidden layer. Its weights are made from the written corpus by training.py and kept in weights.npz, the words'
rows in whole steps of one scale, so that the file stays small; numpy is all it takes to read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise, zip_longest
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
Places = NDArray[np.integer]


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
        self._runs = _Runs(self._rows)
        self._place_in_runs = np.zeros(len(self._table), dtype=np.int64)  # of the words met, by their row
        self._lock = Lock()

    @property
    def layers(self) -> tuple[list[str], Floats, Floats, Floats, Floats]:
        """The names of the features, their rows, and the weights of the layers."""
        return list(self._rows), self._table[: self._blank], self._hidden_bias, self._out, self._out_bias

    def knows(self, word: str) -> bool:
        """Whether a word is one of those it learned from."""
        return features.word(word) in self._rows

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

    def telling(self, asked: Sequence[tuple[Seen, Floats, int]]) -> list[list[float]]:
        """For each clause, its hidden layer and a class: how far each word speaks for the class against nothing, at the first order."""
        speaks: list[list[float]] = []
        for begin in range(0, len(asked), _AT_ONCE):
            some = asked[begin : begin + _AT_ONCE]
            hidden = np.stack([of for _, of, _ in some])
            toward = self._out.T[[column for *_, column in some]] - self._out[:, len(self.classes) - 1]
            with self._lock:
                speaks += self._spoken([seen for seen, *_ in some], toward * (1 - hidden * hidden))
        return speaks

    def _spoken(self, clauses: Sequence[Seen], toward: Floats) -> list[list[float]]:
        """How far each word goes the way of its clause: by itself, and by its part of each run of words it stands in."""
        words, counts, twos, threes = self._said(clauses)
        clause = np.repeat(np.arange(len(counts)), counts)
        edge_clause = np.repeat(np.arange(len(counts)), counts + 1)
        edge = _each(np.zeros_like(counts), counts + 1)
        begins = _begins(counts)
        places, shares = [np.arange(len(words))], [_along(self._table[words], toward[clause])]
        for size, rows in ((2, twos), (3, threes)):
            known = np.flatnonzero(rows >= 0)
            of = edge_clause[known]
            first = np.maximum(edge[known] - 1, 0)
            after = np.minimum(edge[known] - 1 + size, counts[of])
            share = _along(self._table[rows[known]], toward[of]) / (after - first)
            for step in range(size):
                on = first + step < after
                places.append((begins[of] + first + step)[on])
                shares.append(share[on])
        each = np.bincount(np.concatenate(places), np.concatenate(shares), len(words)).tolist()
        return [each[begin:end] for begin, end in pairwise(begins.tolist())]

    def _said(self, clauses: Sequence[Seen]) -> tuple[Places, Places, Places, Places]:
        """The rows of the words of all clauses, how many each clause has, and the rows of the runs of two and of three.

        A run stands at the word before it, be it the edge of its clause; -1 is a run that has no row.
        """
        said = list(chain.from_iterable(seen.words for seen in clauses))
        self._meet(said)
        counts = np.array([len(seen.words) for seen in clauses], dtype=np.intp)
        words = np.fromiter(map(self._words.__getitem__, said), np.intp, len(said))
        return words, counts, *self._runs.beginning(self._place_in_runs[words], counts)

    def _hidden(self, clauses: Sequence[Seen]) -> Floats:
        """The hidden layer for each clause: the rows of all clauses are fetched at once, and added up clause by clause."""
        words, counts, twos, threes = self._said(clauses)
        # A place for a clause's empty row, for its words, and for the two runs that may begin at each word and before it.
        begins = _begins(3 * counts + 3)
        rows = np.full(begins[-1], -1, dtype=np.intp)
        rows[begins[:-1]] = self._blank
        rows[_each(begins[:-1] + 1, counts)] = words
        runs = np.repeat(begins[:-1] + 1 + counts, counts + 1) + 2 * _each(np.zeros_like(counts), counts + 1)
        rows[runs], rows[runs + 1] = twos, threes
        there = rows >= 0
        noticed: list[int] = []
        noticed_from: list[int] = []
        known = self._rows
        for seen in clauses:
            noticed_from.append(len(noticed))
            noticed.append(self._blank)
            noticed += [known[mark] for mark in seen.marks if mark in known]
        scale = np.array([max(1, len(seen.words)) ** -0.5 for seen in clauses], dtype=np.float32)
        said = _sums(self._table, rows[there], _begins(there.astype(np.intp))[begins[:-1]])
        layer = said * scale[:, None] + self._hidden_bias
        return np.tanh(layer + _sums(self._table, noticed, noticed_from) * np.float32(features.MARKS))

    def _meet(self, words: Sequence[str]) -> None:
        """Keep, for each word met for the first time, the sum of its own row and those of its letters."""
        new = list(set(words).difference(self._words))
        if not new:
            return
        first = self._blank + 1 + len(self._words)
        while first + len(new) > len(self._table):
            self._table = np.vstack([self._table, np.zeros_like(self._table)])
            self._place_in_runs = np.resize(self._place_in_runs, len(self._table))
        rows = self._rows
        letters = [[rows[key] for key in features.letters(word) if key in rows] for word in new]
        # The longest first: those that still have letters to add are the first so many.
        order = sorted(range(len(new)), key=lambda at: -len(letters[at]))
        total = np.zeros((len(new), self._table.shape[1]), dtype=self._table.dtype)
        for one in zip_longest(*(letters[at] for at in order)):
            some = [row for row in one if row is not None]
            total[: len(some)] += self._table[some]
        total *= np.float32(features.LETTERS)
        own = [rows.get(features.word(new[at]), self._blank) for at in order]
        self._table[first + np.array(order)] = total + self._table[own]
        self._place_in_runs[first : first + len(new)] = [self._runs.words.get(word, 0) for word in new]
        self._words.update(zip(new, range(first, first + len(new)), strict=True))


class _Runs:
    """The runs of two and of three words that have a row, as numbers that are looked up many at a time."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        runs = [key.split(" ") for key in rows if " " in key]
        # Zero is a word that stands in no run.
        self.words = {word: at for at, word in enumerate(dict.fromkeys(chain("^$", *runs)), 1)}
        self._size = len(self.words) + 1
        twos = {
            self.words[run[0]] * self._size + self.words[run[1]]: " ".join(run)
            for run in runs
            if len(run) == 2
        }
        self._twos = _sorted(twos)
        self._two_rows = _rows_of(self._twos, twos, rows)
        place = {twos[two]: at for at, two in enumerate(self._twos[:-1].tolist())}
        # A run of three was never learned without the two it begins with.
        threes = {
            place[two] * self._size + self.words[run[2]]: " ".join(run)
            for run in runs
            if len(run) == 3 and (two := " ".join(run[:2])) in place
        }
        self._threes = _sorted(threes)
        self._three_rows = _rows_of(self._threes, threes, rows)

    def beginning(self, words: Places, counts: Places) -> tuple[Places, Places]:
        """For the edge before each clause and each of its words, the rows of the two and the three that begin there, or -1."""
        begins = _begins(counts + 2)
        edged = np.zeros(begins[-1] + 1, dtype=np.int64)
        edged[begins[:-1]] = self.words["^"]
        edged[begins[1:] - 1] = self.words["$"]
        edged[_each(begins[:-1] + 1, counts)] = words
        first = _each(begins[:-1], counts + 1)
        two = _found(self._twos, edged[first] * self._size + edged[first + 1])
        # After the last word stands the edge of the next clause, which is third in no run.
        three = _found(self._threes, two * self._size + edged[first + 2])
        return self._two_rows[two], self._three_rows[three]


def _sorted(keys: Iterable[int]) -> Places:
    return np.array([*sorted(keys), np.iinfo(np.int64).max], dtype=np.int64)


def _rows_of(keys: Places, names: Mapping[int, str], rows: Mapping[str, int]) -> Places:
    return np.array([*(rows[names[key]] for key in keys[:-1].tolist()), -1], dtype=np.intp)


def _found(keys: Places, wanted: Places) -> Places:
    """Where each wanted number stands among the keys, or -1."""
    at = np.searchsorted(keys, wanted)
    return np.where(keys[at] == wanted, at, -1)


def _begins(sizes: Places) -> Places:
    """Where each of some pieces of these sizes begins when they are laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)])


def _each(begins: Places, counts: Places) -> Places:
    """From each beginning so many numbers in a row."""
    return np.repeat(begins - _begins(counts)[:-1], counts) + np.arange(counts.sum())


def _sums(table: Floats, rows: Sequence[int] | Places, begins: Sequence[int] | Places) -> Floats:
    """The sum of the rows from each beginning to the next."""
    return np.add.reduceat(table[rows], np.asarray(begins, dtype=np.intp), axis=0)


def _along(rows: Floats, ways: Floats) -> Floats:
    """How far each row goes the way beside it."""
    return np.einsum("ij,ij->i", rows, ways)


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
