"""How well the coder reads: the figures of quality.json, measured on voices it had not read, as frozen records.

The file is written by `python -m benchmarks.coding --unread-voices --write`; no page keeps a figure of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.coding.choice import COUNTED, SUGGESTED

_FILE = Path(__file__).with_name("quality.json")


@dataclass(frozen=True)
class SecondReader:
    """How a second person read some of the same texts: how many, how many with the very same labels, and F1."""

    texts: int
    same: int
    f1: float
    f1_polarity: float


@dataclass(frozen=True)
class Corpus:
    """What was read: how many texts in how many voices, and how far a second reader agreed with the labels."""

    texts: int
    voices: int
    second_reader: SecondReader


@dataclass(frozen=True)
class Threshold:
    """What holds of all mentions from one p on; every figure is a share of 0 to 1.

    `precision` is how many of those found are there, `recall` how many of those there are found, `low` and `high` the
    interval of `f1`; with `polarity_` the side must be right too. `turned` is how many of those found show praise as a
    gap or a gap as praise, `no_factor_labelled` how many of the texts that name nothing got a label.
    """

    p: float
    precision: float
    recall: float
    f1: float
    polarity_precision: float
    polarity_recall: float
    polarity_f1: float
    turned: float
    no_factor_labelled: float
    low: float
    high: float


@dataclass(frozen=True)
class FactorQuality:
    """How one factor is found: how often it is there, then shares with suggestions and of what is counted alone."""

    factor: str
    labels: int
    precision: float
    recall: float
    f1: float
    counted_precision: float
    counted_recall: float


@dataclass(frozen=True)
class Confusion:
    """How often a factor that is there was missed while another was counted in its place."""

    was: str
    counted_as: str
    times: int


@dataclass(frozen=True)
class Quality:
    """Everything that was measured; thresholds from the lowest on, confusions from the most frequent on."""

    corpus: Corpus
    curve: tuple[Threshold, ...]
    factors: tuple[FactorQuality, ...]
    confusions: tuple[Confusion, ...]

    @property
    def counted(self) -> Threshold:
        """What holds from where a mention is counted."""
        return self._at(COUNTED)

    @property
    def suggested(self) -> Threshold:
        """What holds from where a mention is suggested: of counted and suggested ones together."""
        return self._at(SUGGESTED)

    def _at(self, p: float) -> Threshold:
        return next(threshold for threshold in self.curve if threshold.p == p)


@cache
def quality() -> Quality:
    """Give the figures of the coder that ships."""
    return quality_of(json.loads(_FILE.read_text(encoding="utf-8")))


def quality_of(figures: dict[str, Any]) -> Quality:
    """Give figures as quality.json holds them as records; raises KeyError or TypeError where one is missing."""
    corpus = figures["corpus"]
    return Quality(
        corpus=Corpus(corpus["texts"], corpus["voices"], SecondReader(**corpus["second_reader"])),
        curve=tuple(sorted((Threshold(**row) for row in figures["curve"]), key=lambda row: row.p)),
        factors=tuple(FactorQuality(**row) for row in figures["factors"]),
        confusions=tuple(
            sorted((Confusion(**row) for row in figures["confusions"]), key=lambda row: -row.times)
        ),
    )
