"""What to practise follows the side that was heard: who was too sure of himself is not told to be surer."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.advising import Side, sides_heard, to_practise
from analysis.coding import Coder, code_uncoded, default_codebook
from analysis.report import render
from analysis.study import EVERYTHING, Study
from data.records import Feedback, Interview
from data.workspace import open_workspace
from tests.conftest import NOON, TODAY

CONFIDENCE = default_codebook().factors["confidence"]
ARROGANCE = Side("Too sure of yourself", CONFIDENCE.aspects["arrogance"].advice)


def study_of(folder: Path, *texts: str) -> Study:
    """Give the study of a second place for each text."""
    workspace = open_workspace(folder / "workspace.duckdb")
    for text in texts:
        kept = workspace.save_interview(
            Interview(company="Wren", stage_reached="final_round", outcome="second_place"), at=NOON
        )
        workspace.save_feedback(Feedback(interview_id=kept, source="interviewer", text=text), at=NOON)
    code_uncoded(workspace, Coder(default_codebook()))
    return Study(workspace, EVERYTHING, default_codebook(), today=TODAY)


@pytest.mark.parametrize(
    ("texts", "sides", "heard"),
    [
        (["You seemed nervous."], (Side("", CONFIDENCE.advice),), ""),
        (["You seemed arrogant."], (ARROGANCE,), "Too sure of yourself in 1."),
        (
            ["You seemed arrogant.", "You seemed nervous.", "A touch arrogant."],
            (ARROGANCE, Side("Nerves", CONFIDENCE.advice)),
            "Too sure of yourself in 2 and nerves in 1.",
        ),
        (
            ["You seemed arrogant.", "You lacked confidence."],
            (ARROGANCE, Side("Where it was too little", CONFIDENCE.advice)),
            "Too sure of yourself in 1.",
        ),
        (["Your answers were too long."], (Side("", CONFIDENCE.advice),), ""),
    ],
)
def test_advice_follows_the_side_that_was_heard(
    tmp_path: Path, texts: list[str], sides: tuple[Side, ...], heard: str
) -> None:
    study = study_of(tmp_path, *texts)
    assert to_practise(study, "confidence") == sides
    assert sides_heard(study, "confidence") == heard


def test_a_factor_that_is_not_there_has_no_advice(tmp_path: Path) -> None:
    assert to_practise(study_of(tmp_path), "retired") == ()


def test_the_report_names_both_sides_where_both_were_heard(tmp_path: Path) -> None:
    study = study_of(tmp_path, "You seemed arrogant.", "You seemed nervous.", "A touch arrogant.")
    written = render(study, format="md", quotes=False).content.decode()
    (line,) = [line for line in written.splitlines() if line.startswith("**To practise:**")]
    assert (
        line == f"**To practise:** Too sure of yourself: {ARROGANCE.advice[0]} Nerves: {CONFIDENCE.advice[0]}"
    )
