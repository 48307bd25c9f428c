"""Any workspace comes back from its own export: every row of every table, and the same bytes when exported again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.exporting import export_zip, neutral, restore_zip
from data.records import (
    ASKED_OF,
    BASES,
    CHANNELS,
    FOLLOW_UP_KINDS,
    OUTCOMES,
    POLARITIES,
    REPLIES,
    SOURCES,
    STAGES,
    Correction,
    Feedback,
    FollowUp,
    Interview,
    Practice,
    Taught,
)
from data.workspace import open_workspace
from tests.data.test_exporting import AT, everything

# Half of the texts begin like a formula, an apostrophe, or something nobody sees.
TEXT = st.builds(
    "{}{}".format,
    st.sampled_from(
        [
            "",
            "",
            "",
            "=",
            "+",
            "-",
            "@",
            "'",
            "''",
            "\t",
            "\r\n",
            "\0",
            "\ufeff",
            " =",
            "\u200b=",
            "\uff1d",
            '"',
            ",",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
SOME = st.none() | TEXT
DAY = st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
INTERVIEWS = st.builds(
    Interview,
    **dict.fromkeys(
        ("record_id", "candidate", "company", "role", "seniority", "industry", "location", "work_mode", "channel", "format",
         "contact_name", "contact_role", "contact_email", "notes"), SOME),
    **dict.fromkeys(("applied_on", "interviewed_on", "decided_on"), DAY),
    stage_reached=st.none() | st.sampled_from(STAGES),
    outcome=st.none() | st.sampled_from(OUTCOMES),
    rounds=st.none() | st.integers(0, 99),
    attributes=st.dictionaries(TEXT, TEXT, max_size=3),
    final_judged=st.booleans(),
)  # fmt: skip
SAID = st.tuples(
    TEXT, st.sampled_from(SOURCES), st.sampled_from(BASES), DAY, st.sampled_from(POLARITIES), st.booleans()
)


@st.composite
def workspaces(draw: st.DrawFn):
    """Draw a workspace: interviews, what was said in them and decided about it, and what is to be done."""
    made = open_workspace(None)
    for interview in draw(st.lists(INTERVIEWS, max_size=4)):
        interview_id = made.save_interview(interview, at=AT)
        for text, source, basis, day, polarity, decided in draw(st.lists(SAID, max_size=3)):
            feedback_id = made.save_feedback(
                Feedback(interview_id=interview_id, text=text, source=source, basis=basis, received_on=day),
                at=AT,
            )
            if decided and text:
                made.correct(
                    Correction(
                        feedback_id=feedback_id,
                        factor=draw(TEXT) or "communication",
                        polarity=polarity,
                        start_at=0,
                        end_at=len(text),
                        decision="added",
                        decided_at=AT,
                    )
                )
        if draw(st.booleans()):
            made.save_follow_up(
                FollowUp(
                    interview_id=interview_id,
                    kind=draw(st.sampled_from(FOLLOW_UP_KINDS)),
                    due_on=draw(DAY),
                    note=draw(SOME),
                    asked_of=draw(st.sampled_from((None, *ASKED_OF))),
                    channel=draw(st.sampled_from((None, *CHANNELS))),
                    reply=draw(st.sampled_from((None, *REPLIES))),
                ),
                at=AT,
            )
    for what in draw(st.lists(TEXT, max_size=2)):
        made.save_practice(Practice(factor="communication", started_on=dt.date(2026, 5, 1), what=what))
    if draw(st.booleans()):
        made.teach(Taught(phrase=draw(TEXT) or "x", factor="enthusiasm", polarity="gap", taught_at=AT))
    if draw(st.booleans()):
        made.save_own_codebook(draw(TEXT), at=AT)
    return made


def check(one) -> None:
    other = open_workspace(None)
    try:
        exported = export_zip(one)
        restore_zip(other, exported, replace=False, at=AT)
        assert everything(other) == everything(one)
        assert export_zip(other) == exported
        with zipfile.ZipFile(io.BytesIO(exported)) as packed:
            for name in packed.namelist():
                if name.endswith(".csv"):
                    lines = csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline=""))
                    cells = [cell for line in lines for cell in line]
                    assert [c for c in cells if neutral(c) != c and not re.match(r"'|-?\d+$", c)] == []
    finally:
        one.close()
        other.close()


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(workspaces())
def test_a_workspace_comes_back_from_its_export(one) -> None:
    check(one)


@pytest.mark.deep
@settings(max_examples=1000, suppress_health_check=list(HealthCheck))
@given(workspaces())
def test_a_thousand_workspaces_come_back_from_their_export(one) -> None:
    check(one)
