"""The conversation guide for a call about feedback: how to open, what to ask, what not to argue, how to close, what to keep."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.coding import default_codebook
from analysis.messages import Occasion, Way, filled, general_question, question_about, ways_of

QUESTIONS = 5

_FILE = Path(__file__).with_name("guide.toml")


@dataclass(frozen=True)
class GuideQuestion:
    """One question of the guide and the group it is of; `factor` is the person's own open question, None for a general one."""

    group: str
    question: str
    factor: str | None


@dataclass(frozen=True)
class Guide:
    """A guide for one call: the opening and the closing are to be said, the rest is to be minded."""

    opening: tuple[str, ...]
    questions: tuple[GuideQuestion, ...]
    not_to_argue: tuple[str, ...]
    closing: tuple[str, ...]
    write_down: tuple[str, ...]


def guide(occasion: Occasion) -> Guide:
    """Give the guide: five questions, the person's own open ones first, one for the whole interview last."""
    return Guide(
        opening=filled(_ways("opening"), occasion),
        questions=_questions(occasion),
        not_to_argue=tuple(_data()["not_to_argue"]),
        closing=filled(_ways("closing"), occasion),
        write_down=tuple(_data()["write_down"]),
    )


def _questions(occasion: Occasion) -> tuple[GuideQuestion, ...]:
    groups = {group["id"]: group for group in _data()["group"]}
    factors = default_codebook().factors
    own = [
        GuideQuestion(groups[factors[factor].group]["label"], question, factor)
        for factor in dict.fromkeys(occasion.open_questions)
        if (question := question_about(factor))
    ][: QUESTIONS - 1]
    asked = {question.group for question in own}
    general = [
        GuideQuestion(group["label"], group["question"], None)
        for group in groups.values()
        if group["label"] not in asked
    ]
    whole = GuideQuestion(_data()["whole"]["label"], general_question(occasion), None)
    return (*[*own, *general][: QUESTIONS - 1], whole)


@cache
def _ways(part: str) -> tuple[Way, ...]:
    return ways_of(_data()[part])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
