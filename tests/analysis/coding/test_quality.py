"""The figures of the coder: every factor and every threshold is there, as shares, and what the pages say agrees with them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from analysis.coding import default_codebook
from analysis.coding.choice import COUNTED, SUGGESTED
from analysis.coding.quality import Confusion, FactorQuality, Threshold, quality, quality_of


def test_the_file_holds_a_threshold_for_what_is_counted_and_for_what_is_suggested() -> None:
    found = quality()
    assert (found.counted.p, found.suggested.p) == (COUNTED, SUGGESTED)


def test_every_factor_of_the_codebook_is_measured_once() -> None:
    measured = [row.factor for row in quality().factors]
    assert sorted(measured) == sorted(default_codebook().factors)


def test_every_confusion_is_between_factors_of_the_codebook() -> None:
    named = {factor for row in quality().confusions for factor in (row.was, row.counted_as)}
    assert named <= set(default_codebook().factors)


def test_every_figure_but_the_counts_is_a_share() -> None:
    shares = [
        (row, field.name, getattr(row, field.name))
        for row in (*quality().curve, *quality().factors)
        for field in fields(row)
        if field.name not in ("factor", "labels")
    ]
    assert [(row, name) for row, name, share in shares if not 0 <= share <= 1] == []


def test_a_higher_threshold_is_right_more_often_and_finds_less() -> None:
    curve = quality().curve
    assert list(curve) == sorted(curve, key=lambda row: (row.p, row.precision, -row.recall))
    assert [row.precision for row in curve] == sorted(row.precision for row in curve)
    assert [row.recall for row in curve] == sorted((row.recall for row in curve), reverse=True)


def figures() -> dict:
    """Two thresholds, a factor and two confusions, in no order."""
    threshold = {field.name: 0.5 for field in fields(Threshold)}
    return {
        "corpus": {
            "texts": 10,
            "voices": 2,
            "second_reader": {"texts": 5, "same": 4, "f1": 0.9, "f1_polarity": 0.8},
        },
        "curve": [{**threshold, "p": 0.5}, {**threshold, "p": 0.3}],
        "factors": [{field.name: 0.5 for field in fields(FactorQuality)} | {"factor": "a", "labels": 3}],
        "confusions": [
            {"was": "a", "counted_as": "b", "times": 1},
            {"was": "b", "counted_as": "a", "times": 2},
        ],
    }


def test_thresholds_come_from_the_lowest_on_and_confusions_from_the_most_frequent_on() -> None:
    found = quality_of(figures())
    assert [row.p for row in found.curve] == [0.3, 0.5]
    assert found.confusions == (Confusion("b", "a", 2), Confusion("a", "b", 1))


def test_a_figure_that_is_missing_is_an_error_and_not_a_guess() -> None:
    short = figures()
    del short["curve"][0]["recall"]
    with pytest.raises(TypeError, match="recall"):
        quality_of(short)
