"""Rows of which nothing can be there: new interviews and their feedback in columns, without an object for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from data.ids import ids_of
from data.reading.rows import FILE_COLUMNS, Rows, plain, silent

pc: Any = pyarrow.compute  # its functions come to be when it is imported
_PLAIN_NAME = "^[!-~]+( [!-~]+)*$"  # of signs of ASCII and single blanks: folded without being looked at


def folded(name: str | None) -> str:
    """Give a name as it is compared."""
    return " ".join(name.casefold().split()) if name else ""


def as_interviews(rows: Rows, *, kind: str) -> pa.Table:
    """Give the rows, none of which has a record_id, as interviews of a kind with their ids, in the order of the file."""
    who = [_folded(rows, name) for name in ("candidate", "company", "role")]
    day = pc.coalesce(_cells(rows, "interviewed_on", pa.date32()), _cells(rows, "applied_on", pa.date32()))
    day = pc.coalesce(day.cast(pa.string()), "")
    occurrence = _occurrences([*who, day])
    ids = ids_of(kind, "row", *who, day, occurrence.cast(pa.string()))
    stands = rows.table.drop_columns([name for name in FILE_COLUMNS if name in rows.table.column_names])
    return stands.append_column("interview_id", ids).append_column("occurrence", occurrence)


def as_feedback(rows: Rows, interview_ids: pa.ChunkedArray) -> pa.Table:
    """Give the feedback of the rows with its ids; the same words by the same person in one interview are one piece."""
    cells = rows.feedback()
    whose = interview_ids.take(cells.column("place")).combine_chunks()
    ids = ids_of("feedback", whose, cells.column("source"), cells.column("text"))
    silence = silent(cells.column("text"))
    table = cells.drop_columns("place").append_column("feedback_id", ids)
    table = table.append_column("interview_id", whose).append_column("says_nothing", pa.array(silence))
    once = np.unique(ids.dictionary_encode().indices.to_numpy(), return_index=True)[1]
    return table if len(once) == len(table) else table.take(pa.array(np.sort(once)))


def _cells(rows: Rows, name: str, kind: pa.DataType) -> pa.ChunkedArray:
    if name in rows.table.column_names:
        return rows.table.column(name)
    return pa.chunked_array([pa.nulls(len(rows), kind)])


def _folded(rows: Rows, name: str) -> pa.Array:
    """Give the names of a column as they are compared, each different one folded once."""
    cells = _cells(rows, name, pa.string()).combine_chunks().dictionary_encode()
    names = cells.dictionary
    odd = pc.invert(pc.match_substring_regex(names, _PLAIN_NAME))
    mended = pa.array([folded(each) for each in plain(names.filter(odd))], pa.string())
    return pc.coalesce(pc.replace_with_mask(pc.ascii_lower(names), odd, mended).take(cells.indices), "")


def _occurrences(columns: list[pa.Array]) -> pa.Array:
    """Give for each row the how many-th it is of those that have the same in all columns, counted from 1."""
    kinds = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes = pc.dictionary_encode(column)
        codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
        kinds = pd.factorize(kinds * (len(codes.dictionary) + 1) + codes.indices.to_numpy())[0].astype(
            np.int64
        )
    return pa.array(pd.Series(kinds).groupby(kinds).cumcount().to_numpy() + 1, pa.int32())
