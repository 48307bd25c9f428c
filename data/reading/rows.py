"""The rows of a file as interviews, kept in columns: as many objects they would take twenty times the file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq
from typing import Any, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute

from data.records import Basis, Source
from data.safe_text import LONGEST_SILENT, says_nothing
from data.tables import column

pc: Any = pyarrow.compute  # its functions come to be when it is imported
_TOGETHER = 4_096  # rows that are objects at one time
_NO_FIELDS = (
    "row",
    "record_id",
    "attributes",
    "feedback",
    "maybe_second",
)  # every other column is a field of `Interview`
FOLLOW_UP_DAYS = ("asked_on", "reminded_on", "answered_on", "thanked_on", "follow_up_on")
FOLLOW_UP_FIELDS = (*FOLLOW_UP_DAYS, "asked_of")  # what a row says of asking, thanking and writing again
FILE_COLUMNS = ("row", "feedback", "maybe_second", *FOLLOW_UP_FIELDS)  # what is no part of an interview
_KINDS = {
    "row": "INTEGER",
    "rounds": "INTEGER",
    "maybe_second": "BOOLEAN",
    **dict.fromkeys(("applied_on", "interviewed_on", "decided_on", "received_on", *FOLLOW_UP_DAYS), "DATE"),
}
SAID = pa.schema(  # one piece of feedback
    {"text": pa.string(), "source": pa.string(), "basis": pa.string(), "received_on": pa.date32()}
)
_quoted = json.encoder.encode_basestring  # what json.dumps(ensure_ascii=False) makes of a text


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedbackCell:
    """The words of one feedback cell, who said them, how faithfully they are given, and when they came."""

    text: str
    source: Source
    basis: Basis
    received_on: dt.date | None = None


class Values(dict[str, Any]):
    """The fields of one row that the file fills; any other is None."""

    __slots__ = ()

    def __missing__(self, field: str) -> None:
        """Give None for a field the file leaves open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the file as an interview: `values` are fields of `Interview` and the days of follow-ups, `attributes` every
    column of their own.

    `maybe_second` marks a final that was rejected: only the person knows whether they came second.
    """

    row: int
    record_id: str | None
    values: Mapping[str, Any]
    attributes: Mapping[str, str]
    feedback: tuple[FeedbackCell, ...] = ()
    maybe_second: bool = False


class Rows(Sequence[Row]):
    """The rows of a file in their order: each becomes an object when it is asked for, and a column when many are.

    `table` has a row each: its number in the file, its record_id, the fields of `Interview` that the file fills, the
    attributes as JSON, and the feedback as a list of text, source, basis and received_on.
    """

    __slots__ = ("table",)
    __hash__ = None  # equal to a tuple of the same rows

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Rows:
        """Put rows together, without blank attributes and feedback, and without what no database keeps (lone surrogates)."""
        coming = iter(rows)
        parts = []
        while some := list(islice(coming, _TOGETHER)):
            parts.append(_together(some))
        return cls(pa.concat_tables(parts, promote_options="default") if parts else _together([]))

    def column(self, name: str) -> list[Any]:
        """Give one field of every row, None where the file leaves it open."""
        return [value for (value,) in self.each(name)]

    def each(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Give these fields of every row, None where the file leaves one open."""
        filled = [name for name in self.table.column_names if name in names or name == "row"]
        for some in self.table.select(filled).to_batches(max_chunksize=_TOGETHER):
            said = dict(zip(filled, map(plain, some.columns), strict=True))
            nothing = [None] * len(some)
            yield from zip(*(said.get(name, nothing) for name in names), strict=True)

    def fills(self, field: str) -> bool:
        """Say whether any row fills the field."""
        return field in self.table.column_names and self.table.column(field).null_count < len(self)

    def different(self, field: str) -> set[Any]:
        """Give the different values of a field, None among them where a row leaves it open."""
        if field not in self.table.column_names:
            return {None}
        return set(self.table.column(field).unique().to_pylist())

    @property
    def finals(self) -> list[int]:
        """The numbers of the rows that may have been second places."""
        return plain(self.table.filter(self.table.column("maybe_second")).column("row"))

    def feedback(self) -> pa.Table:
        """Give every piece of feedback: text, source, basis, received_on, and the place of its row, counted from 0."""
        pieces, counted = [], []
        for chunk in self.table.column("feedback").chunks:
            pieces.append(pa.Table.from_struct_array(chunk.flatten()))
            counted.append(chunk.value_lengths().to_numpy())
        many = np.concatenate(counted)
        places = pa.array(np.repeat(np.arange(len(many), dtype=np.int32), many))
        return pa.concat_tables(pieces).append_column("place", places)

    def at(self, places: Iterable[int]) -> Iterator[Row]:
        """Give the rows at these places, one after the other."""
        coming = iter(places)
        while some := list(islice(coming, _TOGETHER)):
            yield from self.take(some)

    def take(self, places: Sequence[int]) -> Rows:
        """Give the rows at these places, in this order."""
        return Rows(self.table.take(pa.array(places, pa.int64())))

    def beside(self, others: pa.Table) -> Rows:
        """Give these rows and those of a table, in the order of the file."""
        if not len(self):
            return Rows(others)
        both = pa.concat_tables([self.table, others], promote_options="permissive")
        return Rows(both.take(pa.array(np.argsort(both.column("row").to_numpy()))))

    def __len__(self) -> int:
        return self.table.num_rows

    def __iter__(self) -> Iterator[Row]:
        for some in self.table.to_batches(max_chunksize=_TOGETHER):
            yield from _apart(some)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Row | Rows:
        if isinstance(place, slice):
            return self.take(range(len(self))[place])
        return next(iter(self.take([range(len(self))[place]])))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows | tuple) and len(self) == len(other) and all(map(eq, self, other))

    def __repr__(self) -> str:
        return f"Rows.of({[*self[:3]]!r}{', ...' if len(self) > 3 else ''})"


def plain(cells: pa.ChunkedArray | pa.Array) -> list[Any]:
    """Give a column as a list, several times faster than its own to_pylist does texts and days."""
    if pa.types.is_integer(cells.type) and cells.null_count:  # they would become fractions
        return cells.to_pylist()
    try:
        return cells.to_numpy(
            **({} if isinstance(cells, pa.ChunkedArray) else {"zero_copy_only": False})
        ).tolist()
    except pa.ArrowException as error:
        if "Wrapping" not in str(error):
            raise
        raise MemoryError from None  # no room for a text of Python; what Arrow says of it holds the text itself


def silent(texts: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Say which texts of feedback say nothing; a long one with a plain letter surely does, and is not looked at."""
    lettered = pc.match_substring_regex(texts, "[A-Za-z0-9]")
    sure = pc.and_(lettered, pc.greater(pc.utf8_length(texts), LONGEST_SILENT)).to_numpy(zero_copy_only=False)
    found = np.zeros(len(texts), bool)
    found[~sure] = [*map(says_nothing, plain(texts.filter(pa.array(~sure))))]
    return found


def as_json(attributes: Mapping[str, str]) -> str:
    """Give the attributes as json.dumps writes them, several times faster for many small ones."""
    quoted = _quoted
    return "{" + ", ".join([f"{quoted(name)}: {quoted(value)}" for name, value in attributes.items()]) + "}"


def as_piece(name: str, value: str) -> str:
    """Give one attribute as it stands between the braces of `as_json`."""
    return f"{_quoted(name)}: {_quoted(value)}"


def as_feedback(many: np.ndarray, cells: pa.Table) -> pa.ListArray:
    """Give the feedback of each row, so many of the cells one after the other."""
    ends = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
    said = [cells.column(name).combine_chunks() for name in SAID.names]
    return pa.ListArray.from_arrays(pa.array(ends), pa.StructArray.from_arrays(said, names=SAID.names))


def _together(rows: list[Row]) -> pa.Table:
    fields = list(dict.fromkeys(field for row in rows for field in row.values))
    columns: dict[str, Sequence[Any]] = {
        "row": [row.row for row in rows],
        "record_id": [row.record_id or None for row in rows],
        "maybe_second": [row.maybe_second for row in rows],
        "attributes": [as_json(_filled(row.attributes)) for row in rows],
    }
    for field in fields:
        columns[field] = [row.values.get(field) for row in rows]
    table = pa.table({name: _column(name, cells) for name, cells in columns.items()})
    return table.append_column("feedback", _lists([row.feedback for row in rows]))


def _lists(feedback: list[tuple[FeedbackCell, ...]]) -> pa.Array:
    many, every = [], []
    for cells in feedback:
        said = [cell for cell in cells if cell.text and not cell.text.isspace()]
        every += said
        many.append(len(said))
    table = pa.table({name: _column(name, [getattr(cell, name) for cell in every]) for name in SAID.names})
    return as_feedback(np.array(many, np.int64), table)


def _apart(some: pa.RecordBatch) -> Iterator[Row]:
    columns = {name: plain(some.column(name)) for name in some.schema.names if name != "feedback"}
    fields = [(name, cells) for name, cells in columns.items() if name not in _NO_FIELDS]
    said = some.column("feedback").to_pylist()
    for n, number in enumerate(columns["row"]):
        yield Row(
            row=number,
            record_id=columns["record_id"][n],
            values=Values({name: value for name, cells in fields if (value := cells[n]) is not None}),
            attributes=json.loads(columns["attributes"][n]),
            feedback=tuple(FeedbackCell(**cell) for cell in said[n]),
            maybe_second=columns["maybe_second"][n],
        )


def _column(name: str, cells: Sequence[Any]) -> pa.Array:
    return column(cells, _KINDS.get(name, "VARCHAR"))


def _filled(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """Give the attributes without blank ones; the very same where none is, as reading gives them."""
    if all(attributes.values()):
        return attributes
    return {name: value for name, value in attributes.items() if value}
