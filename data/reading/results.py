"""What reading takes and gives: the choices a person made, the limits, and the rows, problems and questions found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.problems import Problem, Question
from data.reading.rows import Rows
from data.records import Source

DateOrder = Literal["dmy", "mdy", "ymd"]
Doubt = Literal["", "guessed", "late", "own"]
NOT_AN_APPLICATION = "not_an_application"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of a file is read: bytes, bytes a workbook unpacks to, records, columns of a record, characters of a cell.

    A plain table of `plain_from` bytes or more is read in columns, which gives the same in a fraction of the time.
    """

    file_bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cell: int
    plain_from: int = 1_000_000


UPLOAD = Limits(
    file_bytes=50_000_000, unpacked_bytes=200_000_000, rows=1_000_000, columns=500, cell=1_000_000
)
TERMINAL = Limits(
    file_bytes=2_000_000_000, unpacked_bytes=1_000_000_000, rows=20_000_000, columns=500, cell=1_000_000
)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person decided about a file; each choice left out is inferred, or asked.

    `mapping` says which header a field comes from ("" for none); the headers of own, own_2, ... stay the person's own
    columns, those of impression, impression_2, ... are read as what the person thinks themselves. `outcome_words` says what a cell means, keyed by the
    casefolded cell: one of the outcomes, or "not_an_application". `date_values` answers a `date_value` question, keyed
    by the cell as written, with an ISO date ("" for no date). `sheet` names the sheet of a workbook or the file of an archive.
    `same` says that rows that look like an interview that is there, with another day or spelling, are that one.
    `add_unjoined` makes interviews of their own of the feedback in a file of feedback that is about none that is there.
    `with_deleted` brings back the texts that the person deleted and the file still holds.
    `cells` are the cells a person mended, by row and header: each is read in the place of what stands in the file.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    outcome_words: Mapping[str, str] = field(default_factory=dict)
    feedback_source: Source | None = None
    encoding: str | None = None
    date_values: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    add_unjoined: bool = False
    with_deleted: bool = False
    same: bool = False
    cells: Mapping[tuple[int, str], str] = field(default_factory=dict)


NO_CHOICES = Choices()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the file, what it became (None: the person's own attribute), why, and up to three cells of it.

    `doubt` is empty where there is none: "guessed" from a part of the header or from the cells, "late" where another
    column had the field already, "own" where no field is called so.
    """

    header: str
    field: str | None
    why: str
    samples: tuple[str, ...] = ()
    doubt: Doubt = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A file as it was understood; `rows`, `not_applications` and the rows that are only problems make up `rows_read`.

    A problem's `message` is the sentence without its place: whoever shows it puts `Row 7, column "outcome": ` before
    it. `mapping` gives the header of each field found; several feedback columns are feedback, feedback_2, ...;
    a column that only marks that something was reached ("Phone screen: yes") is stage:screen or outcome:rejected, and
    one that says whether they replied is response.
    `header_row` is 0 where the file has no header. `sheets` are the sheets of a workbook or the files of an archive, `sheet`
    the one that was read; the `encoding` of a workbook is "workbook", and its delimiter "".
    `cells` are the cells as the file has them, by row and header, of the rows with a cell that could not be read or was
    mended, in every column that has such a cell. `words` are those of the remembered outcome words that stand in this file.
    """

    file_name: str
    file_hash: str
    encoding: str
    delimiter: str
    header_row: int
    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    mapping: Mapping[str, str]
    rows: Rows
    rows_read: int
    not_applications: int
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    add_unjoined: bool = False
    with_deleted: bool = False
    same: bool = False
    cells: Mapping[tuple[int, str], str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
