"""The optional model: that nothing changes without it, which tokens a clause has, and how two opinions become one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from analysis.coding import default_codebook, semantic
from analysis.coding.coder import pieces
from analysis.coding.model import Opinion, default_model
from analysis.coding.rules import Rules
from analysis.coding.semantic import (
    Semantic,
    Window,
    available,
    default_semantic,
    mark,
    membership,
    mixed,
    windows,
)
from analysis.coding.semantic_training import told_in

CLASSES = (("pay", "gap"), ("pay", "strength"), ("place", "neutral"), ("nothing", "nothing"))
LIGHT = Opinion(
    np.array([[0.4, 0.1, 0.1, 0.4], [0.1, 0.1, 0.7, 0.1]]),
    np.array([[0.2, 0.2, 0.6], [0.5, 0.3, 0.2]]),
    np.array([[1.0], [2.0]]),
)
TEXTS = ("You rambled, but your slides were clear.", "They wanted ten years of it.", "Nice office.")
REASON = "needs the extra `semantic` and the files `make semantic` writes"


@pytest.fixture
def _forgotten() -> Iterator[None]:
    default_semantic.cache_clear()
    mark.cache_clear()
    yield
    default_semantic.cache_clear()
    mark.cache_clear()


@pytest.mark.usefixtures("_forgotten")
@pytest.mark.parametrize("switch", ["", "nowhere"])
def test_without_its_files_the_model_is_not_there(monkeypatch: pytest.MonkeyPatch, switch: str) -> None:
    monkeypatch.setenv(semantic.SWITCH, switch)
    assert not available()
    assert default_semantic() is None
    assert mark() == ""


@pytest.mark.usefixtures("_forgotten")
@pytest.mark.parametrize("missing", semantic.NEEDS)
def test_without_its_libraries_the_model_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str
) -> None:
    _files(tmp_path)
    monkeypatch.setenv(semantic.SWITCH, str(tmp_path))
    monkeypatch.setattr(semantic, "find_spec", lambda name: None if name == missing else object())
    assert not available()
    assert mark() == ""


@pytest.mark.usefixtures("_forgotten")
def test_a_model_of_other_classes_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(semantic.SWITCH, str(tmp_path))
    monkeypatch.setattr(semantic, "find_spec", lambda _: object())
    _files(tmp_path)
    assert available()
    (tmp_path / semantic.ABOUT).write_text('{"classes": [["pay", "gap"]]}', encoding="utf-8")
    assert not available()


@pytest.mark.usefixtures("_forgotten")
def test_the_mark_changes_with_the_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(semantic.SWITCH, str(tmp_path))
    monkeypatch.setattr(semantic, "find_spec", lambda _: object())
    _files(tmp_path)
    before = mark()
    _files(tmp_path, model="another")
    mark.cache_clear()
    assert len(before) == 9
    assert before[0] == "."
    assert mark() != before


def test_asking_for_the_model_imports_none_of_its_libraries() -> None:
    asks = "import sys; from analysis.coding import semantic; semantic.available(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert {"onnxruntime", "tokenizers", "torch", "transformers"} & set(ran.stdout.split()) == set()


def test_two_opinions_become_their_geometric_mean() -> None:
    shares = np.array([[0.9, 0.05, 0.025, 0.025], [0.25, 0.25, 0.25, 0.25]])
    both = mixed(CLASSES, LIGHT, shares)
    expected = np.sqrt(LIGHT.shares * shares)
    assert np.allclose(both.shares, expected / expected.sum(axis=1, keepdims=True))
    assert both.hidden is LIGHT.hidden


def test_the_ways_follow_from_the_mixed_classes() -> None:
    both = mixed(CLASSES, LIGHT, LIGHT.shares)
    assert np.allclose(both.shares, LIGHT.shares)
    assert np.allclose(both.ways, [[4 / 6, 1 / 6, 1 / 6], [1 / 9, 1 / 9, 7 / 9]])


def test_a_share_of_zero_does_not_forbid_a_class() -> None:
    both = mixed(CLASSES, LIGHT, np.array([[0.0, 0.0, 0.0, 1.0]] * 2))
    assert (both.shares > 0).all()
    assert np.allclose(both.ways.sum(axis=1), 1)


def test_a_clause_the_model_has_not_read_keeps_the_opinion_it_had() -> None:
    shares = np.full((2, 4), np.nan)
    shares[1] = 0.25
    both = mixed(CLASSES, LIGHT, shares)
    assert (both.shares[0] == LIGHT.shares[0]).all()
    assert (both.ways[0] == LIGHT.ways[0]).all()
    assert not np.isnan(both.shares).any()


def test_mixing_leaves_both_opinions_as_they_were() -> None:
    before = LIGHT.shares.copy()
    mixed(CLASSES, LIGHT, np.full((2, 4), 0.25))
    assert (LIGHT.shares == before).all()


def test_a_clause_has_the_tokens_that_overlap_it() -> None:
    tokens = [(0, 3), (4, 8), (8, 11), (11, 12), (13, 16), (17, 20), (20, 21)]
    assert windows(tokens, [(0, 11), (13, 20)]) == [Window(0, 7, ((0, 0, 3), (1, 4, 6)))]


def test_clauses_are_known_by_their_place_in_whatever_order_they_are_asked() -> None:
    tokens = [(0, 3), (4, 8), (9, 12)]
    assert windows(tokens, [(9, 12), (0, 8)]) == [Window(0, 3, ((1, 0, 2), (0, 2, 3)))]


def test_a_clause_without_a_token_is_left_out() -> None:
    assert windows([(0, 3)], [(0, 3), (5, 9)]) == [Window(0, 1, ((0, 0, 1),))]
    assert windows([], [(0, 3)]) == []
    assert windows([(0, 3)], []) == []


def test_a_long_text_is_read_in_windows_that_begin_with_a_clause() -> None:
    tokens = [(at, at + 1) for at in range(12)]
    cut = windows(tokens, [(0, 3), (4, 6), (6, 11), (11, 12)], most=6)
    assert cut == [Window(0, 6, ((0, 0, 3), (1, 4, 6))), Window(6, 12, ((2, 0, 5), (3, 5, 6)))]


def test_a_clause_longer_than_a_window_is_read_as_far_as_it_goes() -> None:
    tokens = [(at, at + 1) for at in range(12)]
    assert windows(tokens, [(0, 10), (10, 12)], most=6) == [
        Window(0, 6, ((0, 0, 6),)),
        Window(10, 12, ((1, 0, 2),)),
    ]


def test_the_tokens_of_a_clause_count_the_same_and_come_to_one() -> None:
    member = membership(Window(0, 4, ((0, 0, 3), (1, 3, 4))), 6)
    assert np.allclose(member, [[0, 1 / 3, 1 / 3, 1 / 3, 0, 0], [0, 0, 0, 0, 1, 0]])


def test_the_codebooks_sentences_are_learned_by_the_clause_that_speaks() -> None:
    codebook = default_codebook()
    told = told_in(codebook, Rules(codebook))
    named = {pair for one in told for pairs in one.named for pair in pairs}
    assert {factor for factor, _ in named} == set(codebook.factors)
    assert any(not pairs for one in told for pairs in one.named)
    assert all(len(one.spans) == len(one.named) == 1 for one in told)


@pytest.fixture(scope="module")
def loaded() -> Semantic:
    with pytest.MonkeyPatch.context() as patch:
        if not os.environ.get(semantic.SWITCH):  # the other tests may have it off
            patch.delenv(semantic.SWITCH, raising=False)
        if not available():
            pytest.skip(REASON)
        return Semantic.load()


def test_every_clause_gets_shares_of_one(loaded: Semantic) -> None:
    asked = [(text, pieces(text)) for text in TEXTS]
    shares = loaded.opinions(asked)
    assert shares.shape == (sum(len(spans) for _, spans in asked), len(default_model().classes))
    assert np.allclose(shares.sum(axis=1), 1)


def test_a_text_is_read_the_same_whatever_is_read_beside_it(loaded: Semantic) -> None:
    asked = [(text, pieces(text)) for text in TEXTS]
    alone = np.concatenate([loaded.opinions([one]) for one in asked])
    assert (loaded.opinions(asked) == alone).all()
    assert (loaded.opinions(asked[::-1])[-2:] == alone[:2]).all()


def test_a_text_with_half_a_character_is_read(loaded: Semantic) -> None:
    text = "You rambled \ud800 a lot."
    assert not np.isnan(loaded.opinions([(text, pieces(text))])).any()


def test_what_stands_far_into_a_text_is_left_to_the_network(loaded: Semantic) -> None:
    text = "You rambled. " * 2_000
    shares = loaded.opinions([(text, pieces(text))])
    assert not np.isnan(shares[:1_000]).any()
    assert np.isnan(shares[-100:]).all()


def test_no_text_is_no_row(loaded: Semantic) -> None:
    assert loaded.opinions([]).shape == (0, len(loaded.classes))
    assert np.isnan(loaded.opinions([(" ", [(0, 1)])])).all()


def _files(where: Path, *, model: str = "one") -> None:
    classes = ", ".join(f'["{factor}", "{way}"]' for factor, way in default_model().classes)
    for name in (semantic.MODEL, semantic.TOKENIZER):
        (where / name).touch()
    (where / semantic.ABOUT).write_text(f'{{"classes": [{classes}], "model": "{model}"}}', encoding="utf-8")
