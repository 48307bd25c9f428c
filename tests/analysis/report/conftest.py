"""Stories for the report: a few interviews in memory, told one thing after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import pytest

from analysis.coding import default_codebook
from analysis.report import Rendered, render
from analysis.study import EVERYTHING, Slice, Study
from data.records import Feedback, Interview, Practice
from data.workspace import Workspace, open_workspace

TODAY = dt.date(2026, 6, 30)
AT = dt.datetime(2026, 6, 30, 9)


@dataclass
class Story:
    """A workspace that is told interviews and what was heard in them, without a coder."""

    workspace: Workspace
    coded: list[dict[str, Any]] = field(default_factory=list)

    def interview(self, company: str | None, *heard: str, outcome: Any = "second_place", **more: Any) -> str:
        """Keep an interview; each of `heard` is "factor polarity [protected] [suggested]", said in the words "abc"."""
        known: dict[str, Any] = {"stage_reached": "final_round", "interviewed_on": dt.date(2026, 5, 1)} | more
        interview_id = self.workspace.save_interview(
            Interview(company=company, outcome=outcome, **known), at=AT
        )
        if heard:
            self.said(interview_id, "abc", *(f"{words} @abc" for words in heard))
        return interview_id

    def said(
        self, interview_id: str, text: str, *heard: str, source: Any = "interviewer", basis: Any = "verbatim"
    ) -> str:
        """Keep a text; each of `heard` is "factor polarity [protected] [suggested] @words", found in the text."""
        feedback_id = self.workspace.save_feedback(
            Feedback(interview_id=interview_id, source=source, basis=basis, text=text), at=AT
        )
        for told in heard:
            named, _, words = told.partition(" @")
            factor, polarity, *marks = named.split()
            start = text.index(words)
            self.coded.append(
                {
                    "feedback_id": feedback_id,
                    "factor": factor,
                    "aspect": next((mark[7:] for mark in marks if mark.startswith("aspect=")), None),
                    "polarity": polarity,
                    "p": 0.9,
                    "tier": "suggested" if "suggested" in marks else "counted",
                    "start_at": start,
                    "end_at": start + len(words),
                    "quote": words,
                    "why": "told",
                    "coded_by": "rule",
                    "protected": "protected" in marks,
                }
            )
        return feedback_id

    def practised(self, factor: str, what: str, started_on: dt.date) -> None:
        """Keep a deliberate change."""
        self.workspace.save_practice(Practice(factor=factor, started_on=started_on, what=what))

    def study(self, **narrowed: Any) -> Study:
        """Give the study of what was told so far."""
        if self.coded:
            heard = pd.DataFrame(self.coded)
            self.workspace.save_coding(
                heard,
                languages=dict.fromkeys(heard.feedback_id, "en"),
                codebook_version=default_codebook().version,
            )
        chosen: Slice = replace(EVERYTHING, **narrowed)
        return Study(self.workspace, chosen, default_codebook(), today=TODAY)


@pytest.fixture(scope="module")
def new_story() -> Iterator[Callable[[], Story]]:
    """Give what begins an empty story."""
    with ExitStack() as opened:

        def begin() -> Story:
            workspace = open_workspace(None)
            opened.callback(workspace.close)
            return Story(workspace)

        yield begin


@pytest.fixture
def story(new_story: Callable[[], Story]) -> Story:
    """Give an empty story."""
    return new_story()


@pytest.fixture(scope="session")
def made() -> Callable[..., Rendered]:
    """Give what `render` gives, made once for a study and its choices: many tests look at the same file."""
    kept: dict[tuple, tuple[Study, Rendered]] = {}

    def once(study: Study, **choices: Any) -> Rendered:
        key = (id(study), *sorted(choices.items()))
        if key not in kept:
            kept[key] = (
                study,
                render(study, **choices),
            )  # the study is kept too, so that no other gets its id
        return kept[key][1]

    return once
