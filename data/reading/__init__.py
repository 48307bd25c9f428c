"""Bytes to rows: what a person uploads, read as interviews, with a problem or a question for what is not clear."""

from __future__ import annotations

from data.reading.reader import read, read_file, template_csv
from data.reading.results import (
    NO_CHOICES,
    NOT_AN_APPLICATION,
    TERMINAL,
    UPLOAD,
    Choices,
    Column,
    DateOrder,
    Limits,
    Reading,
)
from data.reading.rows import FeedbackCell, Row, Rows

__all__ = [
    "NOT_AN_APPLICATION",
    "NO_CHOICES",
    "TERMINAL",
    "UPLOAD",
    "Choices",
    "Column",
    "DateOrder",
    "FeedbackCell",
    "Limits",
    "Reading",
    "Row",
    "Rows",
    "read",
    "read_file",
    "template_csv",
]
