"""Bytes to rows: what a person uploads, read as interviews, with a problem or a question for what is not clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from data.reading.reader import read, read_file, template_csv

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


def __getattr__(name: str) -> object:
    """Give a verb of the reader, which is loaded with the first file that is read: most starts read none."""
    if name not in ("read", "read_file", "template_csv"):
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from data.reading import reader

    return getattr(reader, name)
