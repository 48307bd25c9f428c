"""The tables of a workspace as rows of text: how rows are written in bulk, taken out whole, and put back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from data.safe_text import storable

# The key of each table a person's data stands in, in the order they are written.
TABLES: Mapping[str, tuple[str, ...]] = {
    "imports": ("import_id",),
    "brought": ("import_id", "id"),
    "overwritten": ("import_id", "interview_id", "field"),
    "interviews": ("interview_id",),
    "feedback": ("feedback_id",),
    "coder_mentions": ("feedback_id", "start_at", "end_at", "factor", "polarity"),
    "corrections": ("feedback_id", "factor", "polarity", "start_at"),
    "follow_ups": ("follow_up_id",),
    "practice": ("practice_id",),
    "remembered": ("kind", "key"),
    "taught": ("phrase", "factor"),
    "own_codebook": ("own",),
}

# The one it would take keeps a part of all that passed through it to itself: a preview would need half as much memory again.
pa.set_memory_pool(pa.system_memory_pool())

pc: Any = pyarrow.compute  # its functions come to be when it is imported

# Rows of a row group, and as many as are written at a time: with more, DuckDB holds more of them as they came beside what it
# writes of them; with fewer, more of the file is ends of blocks.
ROW_GROUP = 20_480

TextRow = Sequence[str | None]


def columns_of(cursor: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Give the columns of a table in order, each with its type."""
    rows = cursor.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $table ORDER BY column_index",
        {"table": table},
    ).fetchall()
    return dict(rows)


def as_text(value: Any) -> str | None:
    """Give a value as the text that casts back to it."""
    if value is None or isinstance(value, str):
        return None if value is None else storable(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def insert(
    cursor: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Iterable[TextRow]
) -> None:
    """Write rows of text into a table, each cell cast to the type of its column."""
    frame = text_frame(columns, rows)
    if frame.empty:
        return
    types = columns_of(cursor, table)
    names = ", ".join(f'"{name}"' for name in columns)
    cells = ", ".join(f'CAST("{name}" AS {types[name]})' for name in columns)
    cursor.register("incoming", frame)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {cells} FROM incoming")  # noqa: S608 - names are the schema's
    cursor.unregister("incoming")


def in_columns(
    cursor: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, Sequence[Any]]
) -> pa.Table:
    """Give columns of values as the types of a table want them: close together, and without a guess."""
    types = columns_of(cursor, table)
    return pa.table({name: column(values, types[name]) for name, values in columns.items()})


def column(values: Sequence[Any], kind: str) -> pa.Array:
    """Give values as a column of one of DuckDB's kinds, as it reads it without a guess; without what it could not keep."""
    try:
        return pa.array(values, type=_ARROW[kind])
    except UnicodeEncodeError:
        texts = [None if value is None else storable(value) for value in values]
        return pa.array(texts, type=pa.string())


def insert_columns(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    incoming: pa.Table,
    *,
    same: Mapping[str, Any],
    wrote: Callable[[int], None],
) -> None:
    """Write columns into a table, several times faster than rows of text; `same` holds for every row.

    `wrote` is told after each step how many rows it wrote.
    """
    if not incoming.num_rows:
        return
    types, columns = columns_of(cursor, table), incoming.column_names
    names = ", ".join(f'"{name}"' for name in (*columns, *same))
    cells = ", ".join(
        [
            *(f'CAST("{name}" AS {types[name]})' for name in columns),
            *(f"CAST(${name} AS {types[name]})" for name in same),
        ]
    )
    days = [name for name in _DAYS.get(table, ()) if name in columns and incoming.num_rows > _PACKED]
    order = f"ORDER BY {', '.join(days)}" if days else ""
    if table in _ALIKE:
        incoming = _alike_together(incoming, _ALIKE[table])
    for at in range(0, incoming.num_rows, ROW_GROUP):
        some = incoming.slice(at, ROW_GROUP)
        cursor.register("incoming", some)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {cells} FROM incoming {order}", dict(same))  # noqa: S608 - names are the schema's
        cursor.unregister("incoming")
        wrote(some.num_rows)


def _alike_together(incoming: pa.Table, column: str) -> pa.Table:
    """Give the rows with texts of like length and like beginning side by side, where there are more than are packed at a time."""
    texts = incoming.column(column)
    if len(texts) <= _PACKED or texts.nbytes >= _MOST_BYTES:
        return incoming
    keys = pa.table({"length": pc.divide(pc.binary_length(texts), _LIKE), "text": texts})
    return incoming.take(pc.sort_indices(keys, sort_keys=[("length", "ascending"), ("text", "ascending")]))


# DuckDB packs a column in pieces of so many rows. Of texts in zstd only what one shares with others of its piece is saved: with
# like beside like a fifth. Long ones stand apart from short ones, among which they would find little that is theirs.
_PACKED = 2_048
_ALIKE = {"feedback": "text"}
_LIKE = 300  # bytes
_MOST_BYTES = 2**31  # as many as one column of Arrow can be put in order with
# Days in their order differ little from row to row. Within a step, for a whole file in another order would have to be held twice.
_DAYS = {"interviews": ("interviewed_on", "applied_on")}
_ARROW = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
}


def take(
    cursor: duckdb.DuckDBPyConnection, table: str, where: str, values: Mapping[str, object]
) -> tuple[tuple[str | None, ...], ...]:
    """Give every column of the rows for which `where` holds, as text, ordered by the key of the table."""
    cells = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in columns_of(cursor, table))
    order = ", ".join(TABLES[table])
    return tuple(
        cursor.execute(f"SELECT {cells} FROM {table} WHERE {where} ORDER BY {order}", values).fetchall()  # noqa: S608
    )


def text_frame(columns: Sequence[str], rows: Iterable[TextRow]) -> pd.DataFrame:
    """Give the rows as a table of text: DuckDB guesses the type of mixed columns from a sample, and text needs no guess."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {name: pd.array(list(column), dtype="str") for name, column in zip(columns, cells, strict=True)}
    )
