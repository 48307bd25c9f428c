"""The rows of a file in columns: the interviews they would be with their ids, and their feedback, without an object for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from data.ids import ids_of
from data.reading.rows import FILE_COLUMNS, Rows, plain, silent

pc: Any = pyarrow.compute  # its functions come to be when it is imported
WHO = ("candidate", "company", "role")
_PLAIN_NAME = "^[!-~]+( [!-~]+)*$"  # of signs of ASCII and single blanks: folded without being looked at


@dataclass(frozen=True)
class Interviews:
    """The rows of a file as interviews, in the order of the file.

    `table` is what is written of each, `who` its folded names, `day` its first day as a text, and `number` its record_id; the
    last two are "" where there is none. Those that are `named` alike have the same names and day; of one `kind` are those
    whose ids are made together: of one number and candidate, or without a number and named alike.
    """

    table: pa.Table
    who: tuple[pa.Array, ...]
    day: pa.Array
    number: pa.Array
    named: np.ndarray
    kind: np.ndarray

    @property
    def is_numbered(self) -> np.ndarray:
        """Which rows have a number."""
        return pc.not_equal(self.number, "").to_numpy(zero_copy_only=False)


def folded(name: str | None) -> str:
    """Give a name as it is compared."""
    return " ".join(name.casefold().split()) if name else ""


def as_interviews(rows: Rows, *, kind: str) -> Interviews:
    """Give the rows as interviews of a kind with their ids; of rows that share a number only the first has its own."""
    who = tuple(fold(cells(rows, name, pa.string()).combine_chunks()) for name in WHO)
    day = pc.coalesce(cells(rows, "interviewed_on", pa.date32()), cells(rows, "applied_on", pa.date32()))
    day = pc.coalesce(day.cast(pa.string()), "").combine_chunks()
    number = pc.coalesce(cells(rows, "record_id", pa.string()).cast(pa.string()), "").combine_chunks()
    named = made_alike = factorized(*who, day)
    is_numbered = pc.not_equal(number, "")
    if pc.any(is_numbered).as_py():
        by_number = -1 - factorized(who[0], number)
        made_alike = pd.factorize(np.where(is_numbered.to_numpy(zero_copy_only=False), by_number, named))[0]
    occurrence = pa.array(pd.Series(made_alike).groupby(made_alike).cumcount().to_numpy() + 1, pa.int32())
    occurrence = pc.if_else(is_numbered, pa.scalar(1, pa.int32()), occurrence)
    ids = ids_of(kind, "row", *who, day, occurrence.cast(pa.string()))
    if pc.any(is_numbered).as_py():
        ids = pc.if_else(is_numbered, ids_of(kind, "record", number, *who, "1"), ids)
    stands = rows.table.drop_columns([name for name in FILE_COLUMNS if name in rows.table.column_names])
    table = stands.append_column("interview_id", ids).append_column("occurrence", occurrence)
    return Interviews(table, who, day, number, named, made_alike)


def as_feedback(rows: Rows, interview_ids: pa.ChunkedArray) -> pa.Table:
    """Give the feedback of the rows with its ids and the `place` of its row; the same words by the same person in one
    interview are one piece.
    """
    pieces = rows.feedback()
    whose = interview_ids.take(pieces.column("place")).combine_chunks()
    ids = ids_of("feedback", whose, pieces.column("source"), pieces.column("text"))
    silence = silent(pieces.column("text"))
    table = pieces.append_column("feedback_id", ids)
    table = table.append_column("interview_id", whose).append_column("says_nothing", pa.array(silence))
    once = np.unique(ids.dictionary_encode().indices.to_numpy(), return_index=True)[1]
    return table if len(once) == len(table) else table.take(pa.array(np.sort(once)))


def cells(rows: Rows, name: str, kind: pa.DataType) -> pa.ChunkedArray:
    """Give a column of the rows, empty where the file has none."""
    if name in rows.table.column_names:
        return rows.table.column(name)
    return pa.chunked_array([pa.nulls(len(rows), kind)])


def factorized(*columns: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Give each row a number, the same to those that have the same in all columns."""
    kinds = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes = pc.dictionary_encode(column)
        codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
        kinds = pd.factorize(kinds * (len(codes.dictionary) + 1) + codes.indices.to_numpy())[0].astype(
            np.int64
        )
    return kinds


def fold(names: pa.Array) -> pa.Array:
    """Give names as they are compared, "" for none; each different one is folded once."""
    coded = names.dictionary_encode()
    once = coded.dictionary
    odd = pc.invert(pc.match_substring_regex(once, _PLAIN_NAME))
    mended = pa.array([folded(each) for each in plain(once.filter(odd))], pa.string())
    return pc.coalesce(pc.replace_with_mask(pc.ascii_lower(once), odd, mended).take(coded.indices), "")
