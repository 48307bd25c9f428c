"""The learned part: the weights shipped with it, and that training is the same every time."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import chain

import numpy as np

from analysis.coding import default_codebook, training
from analysis.coding.model import NOTHING, WEIGHTS, Seen, default_model, weights_hash
from analysis.coding.training import Row

ROWS = [
    Row(Seen(["you", "rambled"], ["F candidate"]), frozenset([("communication", "gap")]), 1.0),
    Row(Seen(["crisp", "answers"], []), frozenset([("communication", "strength")]), 1.0),
    Row(Seen(["the", "office", "is", "new"], []), frozenset(), 1.0),
] * 4
CLASSES = [("communication", "gap"), ("communication", "strength")]


def test_the_weights_are_small_and_loaded_in_less_than_ten_readings_of_their_file() -> None:
    """Measured beside the plain reading, not against a clock; the best of five, for a busy machine only takes longer."""
    assert WEIGHTS.stat().st_size < 1_500_000

    def read() -> None:
        with np.load(WEIGHTS, allow_pickle=False) as kept:
            for name in kept:
                kept[name]

    def took(load: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            default_model.cache_clear()
            begun = time.thread_time()
            load()
            times.append(time.thread_time() - begun)
        return min(times)

    assert took(default_model) < 10 * took(read)


def test_the_model_knows_every_factor_of_the_codebook() -> None:
    assert {factor for factor, _ in default_model().classes} == {*default_codebook().factors, NOTHING}


def test_the_codebook_version_changes_with_the_weights() -> None:
    assert default_codebook().version.endswith(f".{weights_hash()}")


def test_the_shares_of_a_clause_are_of_one() -> None:
    opinion = default_model().read([Seen(["you", "rambled"], []), Seen([], [])])
    assert np.allclose(opinion.shares.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(opinion.ways.sum(axis=1), 1, atol=1e-5)


def test_every_word_says_how_far_it_speaks_for_a_class() -> None:
    model = default_model()
    seen = Seen(["the", "answers", "rambled"], [])
    (speaks,) = model.telling([(seen, model.read([seen]).hidden[0], model.column["communication", "gap"])])
    assert len(speaks) == 3
    assert speaks[2] > 0 > speaks[0]


def test_a_word_says_the_same_whichever_clauses_are_looked_at_beside_it() -> None:
    model = default_model()
    clauses = [
        Seen([*said.split()], [])
        for said in ("the answers rambled", "too quiet", "you", "so it was on the day")
    ]
    asked = [
        (seen, hidden, column)
        for seen, hidden in zip(clauses, model.read(clauses).hidden, strict=True)
        for column in (model.column["communication", "gap"], model.column["confidence", "strength"])
    ]
    assert model.telling(asked) == [*chain.from_iterable(model.telling([one]) for one in asked)]
    assert model.telling([]) == []


def test_training_twice_gives_the_same_weights() -> None:
    one, two = (training.trained(ROWS, CLASSES) for _ in range(2))
    assert one.layers[0] == two.layers[0]
    for first, second in zip(one.layers[1:], two.layers[1:], strict=True):
        assert np.array_equal(first, second)


def test_a_trained_model_reads_what_it_was_taught() -> None:
    model = training.trained(ROWS * 10, CLASSES)
    shares = model.read([row.seen for row in ROWS[:3]]).shares
    assert shares.argmax(axis=1).tolist() == [0, 1, 2]
