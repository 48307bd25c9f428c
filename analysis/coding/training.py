"""Makes weights.npz from the written corpus and the codebook, the same bytes every time: `make weights`.

The network is trained on every voice at once. What the rules and it say together is weighed by a calibrator that is
fitted on opinions about voices the network had not read: the corpus is cut in parts by voice, each left out once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np
from scipy import optimize, sparse

from analysis.coding import features, weighing
from analysis.coding.clauses import Clause, Words, split
from analysis.coding.codebook import Codebook, Factor, default_codebook
from analysis.coding.cues import parse_cue
from analysis.coding.model import NOTHING, WAYS, WEIGHTS, Floats, Model, Seen, shares_of
from analysis.coding.rules import Noticed, Rules
from analysis.coding.weighing import Case, Weights

CORPUS: Final = Path(__file__).with_name("corpus")
PARTS: Final = 5
Pair = tuple[str, str]


class Written(NamedTuple):
    """A text of the corpus, what it names, who speaks, and what the rules notice in it."""

    text: str
    labels: Sequence[dict[str, Any]]
    voice: str
    noticed: Sequence[Noticed]
    named: Sequence[frozenset[Pair]]


class Row(NamedTuple):
    """One clause to learn from, and how much it counts."""

    seen: Seen
    named: frozenset[Pair]
    counts: float


def main() -> None:
    """Train, calibrate and write the weights."""
    codebook = default_codebook()
    rules = Rules(codebook)
    corpus = read_corpus(rules)
    beside = rows_of_codebook(codebook, rules)
    classes = classes_of(codebook)
    weights = calibrated(corpus, left_out_opinions(corpus, beside, classes))
    model = trained([*rows_of(corpus), *beside], classes)
    _write(model, weights)


def read_corpus(rules: Rules, folder: Path = CORPUS) -> list[Written]:
    """Every text of the corpus in the order of the files, with what the rules notice."""
    corpus: list[Written] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            kept = json.loads(line)
            words, clauses = split(kept["text"])
            named = [_named(words, clause, kept["labels"]) for clause in clauses]
            noticed = rules.notice(words, clauses, met={})
            corpus.append(Written(kept["text"], kept["labels"], kept["voice"], noticed, named))
    return corpus


def rows_of(corpus: Iterable[Written]) -> list[Row]:
    """Every clause of the corpus with what is named in it; one outside every marked span names nothing."""
    return [
        Row(noticed.seen, named, 1.0)
        for written in corpus
        for noticed, named in zip(written.noticed, written.named, strict=True)
    ]


def rows_of_codebook(codebook: Codebook, rules: Rules) -> list[Row]:
    """The codebook's own sentences as the rules see them, and its cues as words alone, so that the model knows them too."""
    rows: list[Row] = []
    for factor in codebook.factors.values():
        for _, noticed, at, named in sentences_of(factor, rules):
            rows.append(Row(noticed[at].seen, named, 1.0))
        for kind, cues in factor.cues.items():
            polarity = kind if kind in ("gap", "strength", "neutral") else ""
            for cue in cues:
                rows += [
                    Row(Seen(words, []), frozenset([(factor.id, polarity)]), _CUES) for words in _spelled(cue)
                ]
    for name, polarity in _WORDS.items():
        for cue in codebook.language.get(name, ()):
            rows += [Row(Seen(words, []), frozenset([("", polarity)]), _CUES) for words in _spelled(cue)]
    return rows


def sentences_of(
    factor: Factor, rules: Rules
) -> Iterator[tuple[str, Sequence[Noticed], int, frozenset[Pair]]]:
    """The codebook's own sentences about a factor: what is noticed in each, the clause that speaks, and what it names.

    It is the first clause with a cue of the factor, or the first of all where none has one.
    """
    for polarity, sentences in (
        ("gap", factor.ex_gap),
        ("strength", factor.ex_strength),
        ("neutral", factor.ex_neutral),
        (NOTHING, factor.ex_none),
    ):
        named = frozenset() if polarity == NOTHING else frozenset([(factor.id, polarity)])
        for sentence in sentences:
            noticed = rules.notice(*split(sentence), met={})
            speaking = (
                at
                for at, one in enumerate(noticed)
                if any(found.hit.factor == factor.id for found in one.found)
            )
            yield sentence, noticed, next(speaking, 0), named


def trained(rows: Sequence[Row], classes: Sequence[Pair]) -> Model:
    """The network fitted to the rows; the same rows give the same network.

    It is two that began from different numbers, side by side in one, whose opinions are averaged: they err apart.
    """
    keys = _vocabulary(rows)
    inputs = _inputs(rows, keys)
    goals = _goals(rows, classes)
    counts = np.array([row.counts for row in rows], dtype=np.float32)[:, None]
    tables, hidden_biases, outs, out_biases = zip(
        *(_fit(inputs, goals, counts, np.random.default_rng(seed)) for seed in range(_SIDE_BY_SIDE)),
        strict=True,
    )
    return Model(
        keys,
        np.hstack(tables),
        np.concatenate(hidden_biases),
        np.vstack(outs) / np.float32(_SIDE_BY_SIDE),
        sum(out_biases) / np.float32(_SIDE_BY_SIDE),
        [*classes, (NOTHING, NOTHING)],
    )


def left_out_opinions(
    corpus: Sequence[Written], beside: Sequence[Row], classes: Sequence[Pair]
) -> list[list[list[Case]]]:
    """For each text and clause of the corpus the cases, as weighed by a network that had not read that voice."""
    part = parts_of(corpus)
    opinions: list[list[list[Case]]] = [[] for _ in corpus]
    for held in range(PARTS):
        known = [written for written in corpus if part[written.voice] != held]
        model = trained([*rows_of(known), *beside], classes)
        for at, written in enumerate(corpus):
            if part[written.voice] == held and written.noticed:
                opinion = model.read([noticed.seen for noticed in written.noticed])
                opinions[at] = weighing.cases(model, opinion, [noticed.found for noticed in written.noticed])
    return opinions


def classes_of(codebook: Codebook) -> list[Pair]:
    """Every factor with each polarity it has words for."""
    return [
        (factor.id, polarity)
        for factor in codebook.factors.values()
        for polarity, says in (
            ("gap", factor.gap_says),
            ("strength", factor.strength_says),
            ("neutral", factor.neutral_says),
        )
        if says
    ]


def parts_of(corpus: Iterable[Written]) -> dict[str, int]:
    """Which part each voice falls in, the voices dealt out by how much they say."""
    said = Counter(written.voice for written in corpus)
    return {
        voice: at % PARTS
        for at, (voice, _) in enumerate(sorted(said.items(), key=lambda of: (-of[1], of[0])))
    }


def calibrated(corpus: Sequence[Written], opinions: Sequence[Sequence[Sequence[Case]]]) -> Weights:
    """The calibrator that makes the labels of the texts likeliest; a factor named elsewhere in a text is right too."""
    signals: list[tuple[float, ...]] = []
    right: list[float] = []
    voices: list[tuple[tuple[tuple[float, ...], ...], int]] = []
    for written, clauses in zip(corpus, opinions, strict=True):
        text = {(label["factor"], label["polarity"]) for label in written.labels}
        factors = {factor for factor, _ in text}
        for cases, named in zip(clauses, written.named, strict=True):
            for case in cases:
                signals.append(case.signals)
                right.append(float(case.factor in factors))
                here = [polarity for factor, polarity in named if factor == case.factor]
                if len(here) == 1 and len(case.polarities) > 1:
                    voices.append((case.by_polarity, case.polarities.index(here[0])))
    return Weights(_logistic(np.array(signals), np.array(right)).tolist(), _choice(voices).tolist())


def _named(words: Words, clause: Clause, labels: Iterable[dict[str, Any]]) -> frozenset[Pair]:
    """What is named in a clause: labels whose span covers half of it, or has half of its own words there."""
    named: set[Pair] = set()
    for label in labels:
        inside = [
            at
            for at in range(len(words.norms))
            if words.starts[at] < label["end"] and words.ends[at] > label["start"]
        ]
        here = sum(clause.first <= at < clause.after for at in inside)
        if here and 2 * here >= min(clause.after - clause.first, len(inside)):
            named.add((label["factor"], label["polarity"]))
    return frozenset(named)


def _spelled(cue: str) -> list[list[str]]:
    """A few of the ways a cue can be said, word endings left off."""
    ways: list[list[str]] = []
    for sequence in parse_cue(cue)[:2]:
        words = [sorted(element) for element in sequence if element]
        ways += [
            [each[at % len(each)].rstrip("*") for each in words] for at in range(min(3, max(map(len, words))))
        ]
    return ways


def _names(seen: Seen) -> dict[str, float]:
    """Every feature of a clause with what it weighs; the model adds up the same."""
    scale = max(1, len(seen.words)) ** -0.5
    names: defaultdict[str, float] = defaultdict(float)
    for word in seen.words:
        names[features.word(word)] += scale
        for key in features.letters(word):
            names[key] += scale * features.LETTERS
    for key in features.run_names(seen.words):
        names[key] += scale
    for mark in seen.marks:
        names[mark] += features.MARKS
    return names


def _vocabulary(rows: Iterable[Row]) -> list[str]:
    said: Counter[str] = Counter()
    for row in rows:
        said.update(_names(row.seen).keys())
    return sorted(key for key, times in said.items() if times >= _seen_enough(key))


def _seen_enough(key: str) -> int:
    """In how many clauses a feature must stand; rarer letters and runs of words are not worth the room they take.

    With all that stand twice the file is nearly double, and F1 on voices never read the same (docs/coding-quality.md).
    """
    if key[0] == "~":
        return _LETTERS_SEEN
    if key[0] == "=" or key[:2] in _MARKS:
        return _SEEN
    return _THREE_SEEN if key.count(" ") == 2 else _TWO_SEEN


def _inputs(rows: Sequence[Row], keys: Sequence[str]) -> sparse.csr_array:
    at = {key: column for column, key in enumerate(keys)}
    ends, columns, values = [0], [], []
    for row in rows:
        for key, value in _names(row.seen).items():
            if key in at:
                columns.append(at[key])
                values.append(value)
        ends.append(len(columns))
    return sparse.csr_array(
        (np.array(values, dtype=np.float32), np.array(columns), np.array(ends)), shape=(len(rows), len(keys))
    )


def _goals(rows: Sequence[Row], classes: Sequence[Pair]) -> Floats:
    """For each row the share every class and every polarity should have; what a row leaves open is all zero."""
    goals = np.zeros((len(rows), len(classes) + 1 + len(WAYS)), dtype=np.float32)
    nothing = len(classes)
    column = {pair: at for at, pair in enumerate(classes)}
    every = {factor: [column[pair] for pair in classes if pair[0] == factor] for factor, _ in classes}
    for at, row in enumerate(rows):
        for pair in row.named:
            factor, polarity = pair
            if factor:
                goals[at, [column[pair]] if pair in column else every[factor]] = 1
            if polarity:
                goals[at, nothing + 1 + WAYS.index(polarity)] = 1
        if not row.named:
            goals[at, nothing] = 1
    for part in (goals[:, : -len(WAYS)], goals[:, -len(WAYS) :]):
        part /= np.maximum(part.sum(axis=1, keepdims=True), 1)
    return goals


def _fit(
    inputs: sparse.csr_array, goals: Floats, counts: Floats, random: np.random.Generator
) -> tuple[Floats, Floats, Floats, Floats]:
    """Adam over small batches; features and hidden units are dropped at random, so that none is leant on alone."""
    table = (random.standard_normal((inputs.shape[1], _HIDDEN)) * 0.05).astype(np.float32)
    hidden_bias = np.zeros(_HIDDEN, dtype=np.float32)
    out = (random.standard_normal((_HIDDEN, goals.shape[1])) * 0.1).astype(np.float32)
    out_bias = np.zeros(goals.shape[1], dtype=np.float32)
    table_mean, table_spread = np.zeros_like(table), np.zeros((len(table), 1), dtype=np.float32)
    small = (hidden_bias, out, out_bias)
    means = [np.zeros_like(layer) for layer in small]
    spreads = [np.zeros_like(layer) for layer in small]
    steps = 0
    rows = inputs.shape[0]
    for epoch in range(_EPOCHS):
        rate = _RATE * (1 - epoch / _EPOCHS)
        order = random.permutation(rows)
        for begin in range(0, rows, _BATCH):
            batch = order[begin : begin + _BATCH]
            given = inputs[batch]
            given.data = (
                given.data * (random.random(given.nnz, dtype=np.float32) > _DROP) / np.float32(1 - _DROP)
            )
            layer = np.tanh(given @ table + hidden_bias)
            kept = (random.random(layer.shape, dtype=np.float32) > _DROP) / np.float32(1 - _DROP)
            raw = (layer * kept) @ out + out_bias
            wanted, ways = goals[batch], -len(WAYS)
            shares = np.hstack([shares_of(raw[:, :ways]), _WAY * shares_of(raw[:, ways:])])
            wanted[:, ways:] *= _WAY
            shares[:, :ways] *= wanted[:, :ways].any(axis=1, keepdims=True)
            shares[:, ways:] *= wanted[:, ways:].any(axis=1, keepdims=True)
            wrong = (shares - wanted) * counts[batch] / len(batch)
            back = ((wrong @ out.T) * kept * (1 - layer * layer)).astype(np.float32)
            steps += 1
            fade, settle = 1 - 0.9**steps, 1 - 0.999**steps
            turned = given.T.tocsr()
            used = np.flatnonzero(np.diff(turned.indptr))
            slope = turned[used] @ back + _DECAY * table[used]
            table_mean[used] = 0.9 * table_mean[used] + 0.1 * slope
            table_spread[used] = 0.999 * table_spread[used] + 0.001 * (slope * slope).mean(
                axis=1, keepdims=True
            )
            table[used] -= rate * table_mean[used] / fade / (np.sqrt(table_spread[used] / settle) + _TINY)
            slopes = (back.sum(axis=0), (layer * kept).T @ wrong, wrong.sum(axis=0))
            for weights, mean, spread, by in zip(small, means, spreads, slopes, strict=True):
                mean *= 0.9
                mean += np.float32(0.1) * by
                spread *= 0.999
                spread += np.float32(0.001) * by * by
                weights -= rate * (mean / fade) / (np.sqrt(spread / settle) + _TINY)
    return table, hidden_bias, out, out_bias


def _logistic(signals: np.ndarray, right: np.ndarray) -> np.ndarray:
    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        raw = signals @ weights
        wrong = 1 / (1 + np.exp(-raw)) - right
        return float(
            (np.logaddexp(0, raw) - right * raw).sum() + weights @ weights / 2
        ), signals.T @ wrong + weights

    return optimize.minimize(loss, np.zeros(signals.shape[1]), jac=True, method="L-BFGS-B").x


def _choice(voices: Sequence[tuple[tuple[tuple[float, ...], ...], int]]) -> np.ndarray:
    """How far the model and the rules are to be heard on polarity."""

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for options, right in grouped:
            raw = options @ weights
            total += float((np.logaddexp.reduce(raw, axis=1) - raw[np.arange(len(raw)), right]).sum())
        return total

    grouped = []
    for size in sorted({len(options) for options, _ in voices}):
        of_size = [(options, right) for options, right in voices if len(options) == size]
        grouped.append(
            (np.array([options for options, _ in of_size]), np.array([right for _, right in of_size]))
        )
    return optimize.minimize(loss, np.array([1.0, 0.1, 0.1]), method="Nelder-Mead").x


def _write(model: Model, weights: Weights, path: Path = WEIGHTS) -> None:
    keys, table, hidden_bias, out, out_bias = model.layers
    step = np.float32(np.abs(table).std() * _STEP)
    np.savez_compressed(
        path,
        keys=np.frombuffer("\n".join(keys).encode("utf-8"), dtype=np.uint8),
        table=np.clip(np.rint(table / step), -127, 127).astype(np.int8),
        step=step,
        hidden_bias=hidden_bias,
        out=out,
        out_bias=out_bias,
        classes=np.array("\n".join(" ".join(pair) for pair in model.classes)),
        factor=np.round(weights.factor, 4),
        polarity=np.round(weights.polarity, 4),
    )


_CUES: Final = 0.3
_WAY: Final = np.float32(0.5)  # what the question of polarity counts beside that of the factor
_WORDS: Final = MappingProxyType(
    {"positive": "strength", "clearance": "strength", "negative": "gap", "lacking": "gap", "wish": "gap"}
)
_SEEN: Final = 2
_LETTERS_SEEN: Final = 14
_TWO_SEEN: Final = 4
_THREE_SEEN: Final = 5
_MARKS: Final = frozenset(("F ", "H ", "P ", "Q ", "R ", "S "))
_HIDDEN: Final = 32
_SIDE_BY_SIDE: Final = 2
_EPOCHS: Final = 8
_RATE: Final = 3e-3
_BATCH: Final = 64
_DROP: Final = np.float32(0.3)
_DECAY: Final = np.float32(1e-5)
_TINY: Final = np.float32(1e-6)
_STEP: Final = 1.0

if __name__ == "__main__":
    main()
