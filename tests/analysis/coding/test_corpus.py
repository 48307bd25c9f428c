"""The written corpus: every line is whole, marked exactly, and labelled as the guidelines allow."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from analysis.coding import default_codebook
from analysis.coding.training import CORPUS

FILES = sorted(CORPUS.glob("*.jsonl"))
ALWAYS_NEUTRAL = {"internal_candidate", "stronger_competitor", "position_change", "process_unclear"}
TERMS = {"compensation", "logistics"}


def lines(path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_marked_exactly_and_by_the_rules(path) -> None:
    assert path.stat().st_size < 2_000_000
    for kept in lines(path):
        assert set(kept) == {"text", "labels", "voice"}
        for label in kept["labels"]:
            assert 0 <= label["start"] < label["end"] <= len(kept["text"])
            factor, polarity = label["factor"], label["polarity"]
            assert factor in default_codebook().factors
            if factor in ALWAYS_NEUTRAL:
                assert polarity == "neutral"
            elif factor in TERMS:
                assert polarity in ("gap", "neutral")
            else:
                assert polarity in ("gap", "strength")


def test_no_text_is_there_twice_and_a_third_names_nothing() -> None:
    corpus = [kept for path in FILES for kept in lines(path)]
    said = Counter(" ".join(re.findall(r"\w+", kept["text"].lower())) for kept in corpus)
    assert [text for text, times in said.items() if times > 1] == []
    assert 0.3 < sum(not kept["labels"] for kept in corpus) / len(corpus) < 0.4
    assert len({kept["voice"] for kept in corpus}) >= 30
