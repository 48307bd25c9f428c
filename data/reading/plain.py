"""A plain table read at once: where every record is as regular as a program writes it, into columns, each different cell once."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute
from pyarrow import csv

from data.problems import Problem
from data.reading.decoding import refused_at_sight
from data.reading.results import Limits
from data.reading.rows import plain
from data.reading.tables import (
    MARKDOWN_RULE,
    MOST_CELLS,
    SAMPLE,
    TOP,
    HeaderScore,
    NoTableError,
    Record,
    Table,
    as_beginnings,
    dialect_of,
    header_place,
    is_other_header,
    is_second_header,
    may_be_no_row,
    reader_of,
    sample_of,
    unique_titles,
    without_totals,
)
from data.reading.vocabulary import vocabulary

pc: Any = pyarrow.compute  # its functions come to be when it is imported
_MARK = codecs.BOM_UTF8
_BLOCK = 4_000_000  # bytes that are read together
_TOGETHER = 4_096  # records or cells that are objects at one time
_QUOTE, _LINE_END, _RETURN = b'"\n\r'
_FIRST_SIGN, _LAST_SIGN = 0x21, 0x7E  # of ASCII: neither a blank nor part of a longer letter
_BEGINNING = 5  # letters by which most first cells are known to be no total
_CELLS = pa.dictionary(pa.int32(), pa.string())


class Cells:
    """The cells of a column: the different ones as `values`, and which of them each record has."""

    def __init__(self, values: pa.StringArray, codes: np.ndarray) -> None:
        self.values = values
        self.codes = codes

    def each(self) -> Iterator[str]:
        """Give every different cell; a few of them are objects at a time."""
        for at in range(0, len(self.values), _TOGETHER):
            yield from plain(self.values.slice(at, _TOGETHER))

    def taken(self, kept: np.ndarray) -> Cells:
        """Give the cells of the records of a mask, with what is known of the different ones."""
        some = copy(self)
        some.codes = self.codes[kept]
        return some

    def listed(self, most: int | None) -> list[str]:
        """Give the cells of the first so many records, or of all."""
        return np.array(plain(self.values), dtype=object)[self.codes[:most]].tolist()

    def at(self, places: Any) -> list[str]:
        """Give the cells of the records at these places."""
        return plain(self.values.take(pa.array(self.codes[places])))

    def firsts(self) -> np.ndarray:
        """Give for each different cell the place of the first record that has it, or how many records there are."""
        places = np.arange(len(self.codes))
        firsts = np.full(len(self.values), len(self.codes))
        firsts[self.codes[::-1]] = places[::-1]
        return firsts

    @cached_property
    def bare(self) -> np.ndarray:
        """Whether each different cell begins and ends with a sign of ASCII: there is nothing to strip."""
        ends = np.frombuffer(self.values.buffers()[1], np.int32)[self.values.offset :][: len(self.values) + 1]
        signs = np.frombuffer(self.values.buffers()[2] or b"", np.uint8)
        filled = ends[1:] > ends[:-1]
        bare = np.zeros(len(self.values), bool)
        first, last = signs[ends[:-1][filled]], signs[ends[1:][filled] - 1]
        bare[filled] = (np.minimum(first, last) >= _FIRST_SIGN) & (np.maximum(first, last) <= _LAST_SIGN)
        return bare

    @cached_property
    def blank(self) -> np.ndarray:
        """Whether each different cell is empty or of blanks only."""
        return self.where(~self.bare, lambda cell: not cell.strip())

    @cached_property
    def stripped(self) -> pa.StringArray:
        """Give the different cells without the blanks around them."""
        if self.bare.all():
            return self.values
        mended = [cell.strip() for cell in plain(self.values.filter(pa.array(~self.bare)))]
        return pc.replace_with_mask(self.values, pa.array(~self.bare), pa.array(mended, pa.string()))

    def filled(self, *, without: np.ndarray | None = None) -> pa.StringArray:
        """Give the different cells without the blanks around them, null for blank ones, and `without` some."""
        nothing = self.blank if without is None else self.blank | without
        return pc.if_else(pa.array(nothing), pa.scalar(None, pa.string()), self.stripped)

    def where(self, mask: np.ndarray, test: Callable[[str], bool]) -> np.ndarray:
        """Say of which different cells the test holds, of those of the mask alone."""
        found = np.zeros(len(self.values), bool)
        for some in np.array_split(np.flatnonzero(mask), 1 + mask.sum() // _TOGETHER):
            found[some] = [test(cell) for cell in plain(self.values.take(pa.array(some)))]
        return found


class Columns(Sequence[Record]):
    """The records of a plain table, kept in columns: each becomes a `Record` when it is asked for."""

    def __init__(self, rows: np.ndarray, columns: Sequence[Cells]) -> None:
        self.rows = rows
        self.columns = columns

    def where(self, kept: np.ndarray) -> Columns:
        """Give the records of the mask."""
        if kept.all():
            return self
        return Columns(self.rows[kept], [each.taken(kept) for each in self.columns])

    def at(self, places: np.ndarray) -> Iterator[Record]:
        """Give the records at these places, one after the other."""
        for at in range(0, len(places), _TOGETHER):
            some = places[at : at + _TOGETHER]
            cells = zip(*(each.at(some) for each in self.columns), strict=True)
            yield from map(Record, self.rows[some].tolist(), map(list, cells))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        return self.at(np.arange(len(self)))

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        found = list(self.at(np.arange(len(self))[place if isinstance(place, slice) else [place]]))
        return found if isinstance(place, slice) else found[0]


@dataclass(frozen=True, kw_only=True)
class PlainTable(Table):
    """A table that was plain, with its records in columns."""

    records: Columns

    def different(self, at: int) -> Collection[str]:
        """Every different cell of a column."""
        cells = self.records.columns[at]
        return set(plain(cells.values.take(pa.array(np.unique(cells.codes)))))

    def filled(self, at: int, *, every: int) -> list[str]:
        """The cells of a column that are not blank, of each so many records."""
        cells = self.records.columns[at]
        places = np.arange(0, len(self.records), every)
        return cells.at(places[~cells.blank[cells.codes[places]]])

    def of_rows(self, rows: Set[int]) -> Iterable[Record]:
        """The records of these rows of the file."""
        return self.records.at(np.flatnonzero(np.isin(self.records.rows, list(rows))))


def read_plain(content: bytes, *, header_score: HeaderScore, limits: Limits) -> PlainTable | None:
    """The table in the bytes of a plain file, the very same that `read_table` gives of its text; None for any other file.

    Plain is UTF-8 with a known header in row 1, every record as wide as that, and quotation marks only around whole cells
    and doubled in them. Nothing is guessed: whatever is not so is left to be read with care.
    """
    begins = len(_MARK) if content.startswith(_MARK) else 0
    if (head := _head(content, begins, limits)) is None:
        return None
    try:
        dialect = dialect_of(head, header_score)
        records = list(reader_of([sample_of(head)], dialect, strict=False))
    except NoTableError:
        return None
    if dialect.quote != '"' or dialect.spaced:
        return None
    titles = _titles(head, records, header_score)
    end = content.find(b"\n", begins) + 1
    if titles is None or not end or len(titles) > limits.columns or max(map(len, titles)) > limits.cell:
        return None
    if not _quotes_are_whole(content, begins, ord(dialect.delimiter)) or content.startswith(_MARK, end):
        return None
    body = _body(content, end, len(titles), dialect.delimiter)
    if body is None or _is_too_large(body, dialect.delimiter, limits):
        return None
    kept, problems = _applications(body, titles)
    if kept is None or _tells_of_another_table(body, kept, header_score):
        return None
    body = body.where(kept)
    return PlainTable(
        delimiter=dialect.delimiter,
        header_row=1,
        headers=unique_titles(titles, range(len(titles))),
        records=body,
        rows_read=len(body),
        problems=tuple(problems),
    )


def _head(content: bytes, begins: int, limits: Limits) -> str | None:
    """The first of the text, more than is sampled where there is more; None where the file is not plain."""
    if refused_at_sight(content) or b"\0" in content:
        return None
    returns, lines = content.count(b"\r"), content.count(b"\n")
    if (returns and returns != content.count(b"\r\n")) or returns + lines > 4 * limits.rows:
        return None
    try:
        head = codecs.getincrementaldecoder("utf-8")().decode(content[begins : begins + 4 * (SAMPLE + 1)])
    except UnicodeDecodeError:
        return None
    if not head or head.isspace() or head.lstrip()[0] in "\ufeff<{[":  # a page, or JSON
        return None
    return None if MARKDOWN_RULE.search(head, 0, SAMPLE) else head


def _titles(head: str, records: list[list[str]], header_score: HeaderScore) -> list[str] | None:
    """The titles in row 1, where they are surely the header and stand in one line; None where they are not."""
    if len(head) > SAMPLE:
        records = records[:-1]  # the last may be cut
    top = [cells for cells in records if any(map(str.strip, cells))][:TOP]
    if len(top) < 2 or (len(top) < TOP and len(head) > SAMPLE) or top[0] is not records[0]:
        return None
    titles = top[0]
    if len(titles) < 2 or not all(map(str.strip, titles)) or "\n" in "".join(titles):
        return None
    if header_place(top, header_score) != 0 or is_second_header(titles, top[1], header_score):
        return None
    return titles


def _quotes_are_whole(content: bytes, begins: int, delimiter: int) -> bool:
    """Whether each quotation mark opens a cell, closes one, or is one of two within a quoted cell."""
    signs = np.frombuffer(content, np.uint8)[begins:]
    found = [np.flatnonzero(signs[at : at + _BLOCK] == _QUOTE) + at for at in range(0, len(signs), _BLOCK)]
    quotes = np.concatenate(found)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before = signs[np.maximum(opening, 1) - 1]
    after = signs[np.minimum(closing, len(signs) - 2) + 1]
    opens = (before == delimiter) | (before == _LINE_END) | (before == _QUOTE) | (opening == 0)
    closes = (after == delimiter) | (after == _LINE_END) | (after == _RETURN) | (after == _QUOTE)
    return bool(opens.all() and (closes | (closing == len(signs) - 1)).all())


def _body(content: bytes, at: int, width: int, delimiter: str) -> Columns | None:
    """The cells of every record from a place on; None where one has more or fewer, or something is not UTF-8."""
    names = [str(number) for number in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(content).slice(at)),
            read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=_BLOCK),
            parse_options=csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, _CELLS), null_values=[], strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if not table.num_rows:
        return None
    rows = np.arange(2, table.num_rows + 2, dtype=np.int32)
    cells: list[Cells] = []
    while table.num_columns:  # let go of one by one: both ways together would be the peak of reading
        column = table.column(0).unify_dictionaries()
        table = table.remove_column(0)
        codes = np.concatenate([chunk.indices.to_numpy() for chunk in column.chunks])
        cells.append(Cells(column.chunk(0).dictionary, codes))
    return Columns(rows, cells)


def _is_too_large(body: Columns, delimiter: str, limits: Limits) -> bool:
    """Whether a limit may be passed: of records, of the letters of a cell, or of the cells that a line seems to have."""
    if len(body) + 1 > limits.rows + TOP:
        return True
    columns = body.columns
    sizes = [pc.binary_length(each.values).to_numpy() for each in columns]
    if max(size.max() for size in sizes) > limits.cell:
        return True
    long = np.flatnonzero(
        sum(size[each.codes] for size, each in zip(sizes, columns, strict=True)) > MOST_CELLS - len(columns)
    )
    return any(
        sum(cell.count(delimiter) + 1 for cell in record.cells) > MOST_CELLS for record in body.at(long)
    )


def _applications(body: Columns, titles: list[str]) -> tuple[np.ndarray | None, list[Problem]]:
    """Which records are neither blank nor a total or a header once more, and what is told of those."""
    first = body.columns[0]
    raw, totals = as_beginnings(titles), tuple(vocabulary().totals)
    beginnings = pc.utf8_slice_codeunits(first.values, 0, _BEGINNING).dictionary_encode()
    known = {*raw, *totals, *"<=>|:-"}
    short = tuple(each for each in known if len(each) < _BEGINNING)
    starts = {each[:size] for each in known for size in range(_BEGINNING + 1)}
    hopeful = np.array(
        [
            start in starts or start.startswith(short)
            for start in map(str.casefold, plain(beginnings.dictionary))
        ]
    )[beginnings.indices.to_numpy()]
    hopeful |= ~first.bare | ~pc.string_is_ascii(first.values).to_numpy(zero_copy_only=False)
    looked_at = first.where(
        hopeful, lambda cell: not cell.strip() or may_be_no_row(cell.lstrip(), raw, totals)
    )
    kept = np.ones(len(body), bool)
    problems: list[Problem] = []
    places = np.flatnonzero(looked_at[first.codes])
    for at in range(0, len(places), _TOGETHER):
        some = places[at : at + _TOGETHER]
        filled = [(row, cells) for row, cells, _ in body.at(some) if any(map(str.strip, cells))]
        staying, told = without_totals(1, titles, filled)
        problems += told
        kept[some] = np.isin(body.rows[some], [row for row, _ in staying])
    return (kept if kept.any() else None), problems


def _tells_of_another_table(body: Columns, kept: np.ndarray, header_score: HeaderScore) -> bool:
    """Whether a record below one that was left out is a header of other columns."""
    stay = np.flatnonzero(kept)
    below = stay[1:][np.diff(stay) > 1]
    return any(is_other_header(record.cells, header_score) for record in body.at(below))
