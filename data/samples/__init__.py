"""The sample: one invented search of thirty interviews, dated so that it always ends near today."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from data.records import FollowUp, Polarity, Practice

SAMPLE_ANCHOR = dt.date(2026, 6, 30)
"""The day as of which interviews.csv tells its story."""

_DATE_COLUMNS = ("interview_date", "feedback_date", "applied_on", "decided_on")


def sample_csv(today: dt.date) -> bytes:
    """Give the sample as a UTF-8 CSV file, every date moved by whole weeks so that the story ends near `today`.

    Whole weeks, so that an interview on a Tuesday stays on a Tuesday and none lies after `today`.
    """
    with Path(__file__).with_name("interviews.csv").open(encoding="utf-8", newline="") as stored:
        rows = list(csv.DictReader(stored))
    moved = io.StringIO()
    table = csv.DictWriter(moved, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(_moved_row(row, today) for row in rows)
    return moved.getvalue().encode("utf-8")


def sample_practice(today: dt.date) -> Practice:
    """Give the one deliberate change of the story: examples practised, about six months before `today`."""
    return Practice(
        factor="evidence_examples",
        started_on=_moved(dt.date(2026, 1, 5), today),
        what="practised STAR answers",
    )


def sample_follow_ups(today: dt.date) -> tuple[FollowUp, ...]:
    """Give what was asked and what is still to ask; `interview_id` holds the record_id of the sample.

    The workspace gives interviews ids of its own, so put those in before you keep these.
    """
    return (
        FollowUp(
            interview_id="s25",
            kind="ask_feedback",
            due_on=_moved(dt.date(2026, 5, 13), today),
            done_on=_moved(dt.date(2026, 5, 12), today),
            note="Asked for one thing to do differently. Answered within the week.",
        ),
        FollowUp(
            interview_id="s26",
            kind="ask_feedback",
            due_on=_moved(SAMPLE_ANCHOR, today),
            note="Ring Nadia Brook and ask what decided it.",
        ),
    )


def _moved_row(row: dict[str, str], today: dt.date) -> dict[str, str]:
    dates = {
        column: _moved(dt.date.fromisoformat(row[column]), today).isoformat()
        for column in _DATE_COLUMNS
        if row[column]
    }
    return {**row, **dates}


def _moved(day: dt.date, today: dt.date) -> dt.date:
    return day + dt.timedelta(weeks=(today - SAMPLE_ANCHOR).days // 7)


@dataclass(frozen=True)
class SampleDecision:
    """What the sample's person says one text names: a factor in these words, or nothing (`factor` is empty)."""

    record_id: str
    source: str
    factor: str
    polarity: Polarity
    quote: str


def sample_decisions() -> tuple[SampleDecision, ...]:
    """Give what the sample's person decided about the texts they looked at; the latest texts still wait for them."""
    with Path(__file__).with_name("decisions.csv").open(encoding="utf-8", newline="") as stored:
        return tuple(
            SampleDecision(
                record_id=row["record_id"],
                source=row["feedback_source"],
                factor=row["factor"],
                polarity=cast("Polarity", row["polarity"]),
                quote=row["quote"],
            )
            for row in csv.DictReader(stored)
        )
