"""Readings and rows written down in a test, and the writes most tests begin with."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pandas as pd

from data.reading import FeedbackCell, Reading, Row, Rows
from data.workspace import Workspace

AT = dt.datetime(2026, 7, 1, 10, 15)
LATER = dt.datetime(2026, 7, 8, 9, 30)


def row(
    company: str | None,
    role: str | None = "Analyst",
    *,
    record_id: str | None = None,
    says: tuple[str, ...] = (),
    source: Any = "recruiter",
    attributes: dict[str, str] | None = None,
    **values: Any,
) -> Row:
    """Give one row of a file; `says` are its feedback cells."""
    return Row(
        row=2,
        record_id=record_id,
        values={"company": company, "role": role, **values},
        attributes=attributes or {},
        feedback=tuple(FeedbackCell(text=text, source=source, basis="verbatim") for text in says),
    )


def reading(*rows: Row) -> Reading:
    """Give a file of these rows; the same rows are the same file."""
    return Reading(
        file_name="interviews.csv",
        file_hash=hashlib.blake2b(repr(rows).encode()).hexdigest(),
        encoding="utf-8",
        delimiter=",",
        header_row=1,
        headers=(),
        columns=(),
        mapping={},
        rows=Rows.of(rows),
        rows_read=len(rows),
        not_applications=0,
        problems=(),
        questions=(),
    )


def heard(
    feedback_id: str, text: str, words: str, factor: str = "communication", **other: Any
) -> dict[str, Any]:
    """Give one mention as a coder hears it in `words` of a text."""
    start = text.index(words)
    return {
        "feedback_id": feedback_id,
        "factor": factor,
        "aspect": None,
        "polarity": "gap",
        "p": 0.9,
        "tier": "counted",
        "start_at": start,
        "end_at": start + len(words),
        "quote": words,
        "why": f'"{words}"',
        "coded_by": "rule",
        "protected": False,
        **other,
    }


def code(
    workspace: Workspace, *mentions: dict[str, Any], read: tuple[str, ...] = (), version: str = "v1"
) -> None:
    """Keep what a coder heard; `read` are the texts in which it heard nothing."""
    ids = [*(mention["feedback_id"] for mention in mentions), *read]
    workspace.save_coding(
        pd.DataFrame(list(mentions)), languages=dict.fromkeys(ids, "en"), codebook_version=version
    )


def rows_of(workspace: Workspace, sql: str, **values: object) -> list[tuple[Any, ...]]:
    """Give the answer to a question as plain rows, what is missing as None, days as ISO text."""
    table = workspace.ask(sql, values)
    return [
        tuple(
            None if pd.isna(cell) else cell.date().isoformat() if isinstance(cell, pd.Timestamp) else cell
            for cell in line
        )
        for line in table.itertuples(index=False)
    ]
