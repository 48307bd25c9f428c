"""What could not be understood, and what has to be asked: a sentence, with the row and the column it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal["date_order", "date_value", "outcome_word", "feedback_source", "column", "final"]


@dataclass(frozen=True)
class Problem:
    """One thing that could not be read: where it stands, what stands there, and what could.

    `row` counts as the spreadsheet does (the first line of the file is row 1); None where it is about the whole file.
    """

    message: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Question:
    """Something only the person can decide; `choices` are the values an answer may take, `value` the cell asked about."""

    kind: QuestionKind
    column: str
    message: str
    choices: tuple[str, ...] = ()
    value: str | None = None


class WorkspaceError(Exception):
    """A workspace that cannot be opened, read or written; its text is the sentence a person reads."""


class DamagedError(WorkspaceError):
    """A workspace file that cannot be read as one; a backup may take its place."""


class InUseError(WorkspaceError):
    """A workspace file that another window has open."""


class ReopenedError(WorkspaceError):
    """A table that was kept is gone with its connection, since another file took the place of the open one: ask again."""
