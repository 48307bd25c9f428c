"""A large file in three parts: what is there as it stands, what nothing can be there of, and the rows to be met one by one.

Of a log that is brought again every week nearly all is there, and nearly all of the rest is new. Both are told in columns;
only what is left, and the interviews it may be, is looked at by every sign of `comparing`.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute

from data.new_rows import WHO, Interviews, as_feedback, as_interviews, fold
from data.reading.rows import FOLLOW_UP_FIELDS, Rows

pc: Any = pyarrow.compute  # its functions come to be when it is imported
_TOGETHER = 250_000  # rows that are held beside the interviews at one time


@dataclass(frozen=True)
class Parts:
    """The three parts of a file.

    `standing` are the ids of the interviews that say what a row says, and `standing_words` those of its feedback.
    `interviews` and `feedback` are written as they are: each is new. Of the interviews that are there only those `near` can
    be one of the `rest`; where it is None, all can.
    """

    standing: pa.Array
    standing_words: pa.Array
    interviews: pa.Table
    feedback: pa.Table
    rest: Rows
    near: pa.Array | None


def undivided(rows: Rows) -> Parts:
    """Give a file all of whose rows are met one by one."""
    none = pa.array([], pa.string())
    return Parts(none, none, pa.table({}), pa.table({}), rows, None)


def divided(
    cursor: duckdb.DuckDBPyConnection,
    rows: Rows,
    *,
    kind: str,
    is_sample: bool,
    deleted: Set[str],
    is_known: bool,
) -> Parts:
    """Divide the rows of a file; of one that `is_known` nothing is new for sure.

    A row stands where the interview of its id is there, says the same and has all of its words, and no other row of the
    file has its names and day. It is new where it shares no sign with an interview that is left.
    """
    coming = as_interviews(rows, kind=kind)
    words = as_feedback(rows, coming.table.column("interview_id"))
    follows = _telling_of_follow_ups(rows)
    stands = met = np.zeros(len(rows), bool)
    theirs = near = pa.array([], pa.string())
    if _asked(
        cursor, "FROM interviews LIMIT 1"
    ).num_rows:  # else nothing can be there, and nothing is looked for
        with _seen(cursor, words=words.select(["place", "feedback_id"])):
            missing = _asked(cursor, "FROM words ANTI JOIN feedback USING (feedback_id)")
        stands = _standing(cursor, coming, without=follows | _at(missing.column("place"), len(rows)))
        theirs = coming.table.column("interview_id").filter(pa.array(stands)).combine_chunks()
        met, near = _near(cursor, coming, ~stands, theirs, is_sample=is_sample)
    if is_known:
        is_rest = ~stands
    else:
        gone = pc.is_in(words.column("feedback_id"), pa.array([*deleted], pa.string()))
        looked_at = met | follows | (coming.is_numbered & ~_only_ones(coming.kind))
        looked_at |= _at(words.column("place").filter(gone), len(rows))
        is_rest = np.isin(coming.kind, coming.kind[looked_at])
    is_new = ~stands & ~is_rest
    of = words.column("place").to_numpy()
    return Parts(
        theirs,
        words.column("feedback_id").filter(pa.array(stands[of])).combine_chunks(),
        _only(coming.table, is_new),
        _only(words, is_new[of]).drop_columns("place"),
        rows if is_rest.all() else rows.take(np.flatnonzero(is_rest).tolist()),
        near,
    )


def _only(table: pa.Table, wanted: np.ndarray) -> pa.Table:
    """Give the rows that are wanted; where all are, without a copy."""
    return table if wanted.all() else table.filter(pa.array(wanted))


def _telling_of_follow_ups(rows: Rows) -> np.ndarray:
    """Say which rows tell of a request, a thank-you or a reminder."""
    told = np.zeros(len(rows), bool)
    for name in filter(rows.fills, FOLLOW_UP_FIELDS):
        told |= rows.table.column(name).is_valid().to_numpy()
    return told


def _only_ones(kinds: np.ndarray) -> np.ndarray:
    return np.bincount(kinds)[kinds] == 1


def _at(places: pa.ChunkedArray, many: int) -> np.ndarray:
    found = np.zeros(many, bool)
    found[places.to_numpy()] = True
    return found


def _standing(cursor: duckdb.DuckDBPyConnection, coming: Interviews, *, without: np.ndarray) -> np.ndarray:
    """Say which rows are alone of their names and day, and say nothing that the interview of their id does not."""
    table = coming.table
    asked = np.flatnonzero(_only_ones(coming.kind) & _only_ones(coming.named) & ~without)
    known_by = (*WHO, "interviewed_on", "applied_on")
    other = [name for name in table.column_names if name not in (*known_by, *_NOT_SAID)]
    same = [
        f"coming.{name} IS NOT DISTINCT FROM there.{name}"
        if name in table.column_names
        else f"there.{name} IS NULL"
        for name in known_by
    ]
    same += [
        f"(coming.{name} IS NULL OR coming.{name} IS NOT DISTINCT FROM there.{name} OR there.edited_at IS NOT NULL)"
        for name in other
    ]
    same.append("(coming.attributes IN ('{}', there.attributes) OR there.edited_at IS NOT NULL)")
    stands = np.zeros(len(table), bool)
    for at in range(0, len(asked), _TOGETHER):
        places = asked[at : at + _TOGETHER]
        some = table.take(pa.array(places)).append_column("place", pa.array(places))
        with _seen(cursor, coming=some):
            found = _asked(
                cursor,
                f"SELECT place FROM coming JOIN interviews AS there USING (interview_id) WHERE {' AND '.join(same)}",  # noqa: S608 - names of columns
            )
        stands |= _at(found.column("place"), len(table))
    return stands


_NOT_SAID = ("interview_id", "occurrence", "record_id", "attributes")
# Every sign by which an interview can be met, or be asked about as a twin, is one of these or has one of them in it.
_SIGNS = (
    ("candidate, company, role", "true"),
    ("candidate, company, day", "company <> '' AND day <> ''"),
    ("candidate, first, role, day", "first <> '' AND role <> '' AND day <> ''"),
    ("candidate, number", "number <> ''"),
)
_THERE = """
there AS MATERIALIZED (
  SELECT
    interview_id, coalesce(record_id, '') AS number, coalesce(CAST(coalesce(interviewed_on, applied_on) AS VARCHAR), '') AS day,
    coalesce(candidates.name, '') AS candidate, coalesce(companies.name, '') AS company, coalesce(companies.first, '') AS first,
    coalesce(roles.name, '') AS role, coalesce(is_sample, false) = $is_sample AS is_same_kind
  FROM interviews
  ANTI JOIN standing USING (interview_id)
  LEFT JOIN imports USING (import_id)
  LEFT JOIN names AS candidates ON candidates.written = candidate
  LEFT JOIN names AS companies ON companies.written = company
  LEFT JOIN names AS roles ON roles.written = role
)
"""


def _near(
    cursor: duckdb.DuckDBPyConnection,
    coming: Interviews,
    asked: np.ndarray,
    standing: pa.Array,
    *,
    is_sample: bool,
) -> tuple[np.ndarray, pa.Array]:
    """Say which of the rows asked for share a sign with an interview that does not stand, and give these interviews."""
    places = np.flatnonzero(asked)
    who = [column.take(pa.array(places)) for column in coming.who]
    here = pa.table(
        {
            "place": places,
            **dict(zip(WHO, who, strict=True)),
            "first": _first_word(who[1]),
            "day": coming.day.take(pa.array(places)),
            "number": coming.number.take(pa.array(places)),
            "interview_id": coming.table.column("interview_id").take(pa.array(places)),
        }
    )
    with _seen(cursor, here=here, standing=pa.table({"interview_id": standing}), names=_names(cursor)):

        def sharing(wanted: str, one: str, other: str) -> pa.Table:
            signs = [
                f"SELECT {wanted} FROM {one} SEMI JOIN {other} USING ({sign}) WHERE {holds}"  # noqa: S608 - the tables are ours
                for sign, holds in _SIGNS
            ]
            return _asked(
                cursor,
                f"WITH {_THERE}, alike AS (FROM there WHERE is_same_kind)"  # noqa: S608 - the tables are ours
                f" {' UNION '.join(signs)} UNION SELECT {wanted} FROM here JOIN there USING (interview_id)",
                {"is_sample": is_sample},
            )

        met = sharing("place", "here", "alike")
        near = sharing("interview_id", "alike", "here")
    return _at(met.column("place"), len(asked)), near.column("interview_id").combine_chunks()


def _names(cursor: duckdb.DuckDBPyConnection) -> pa.Table:
    """Give every name the interviews have as it is written, as it is compared, and its first word."""
    found = _asked(
        cursor,
        " UNION ".join(f"SELECT {name} AS written FROM interviews WHERE {name} IS NOT NULL" for name in WHO),  # noqa: S608
    )
    written = found.column("written").combine_chunks()
    names = fold(written)
    return pa.table({"written": written, "name": names, "first": _first_word(names)})


def _first_word(names: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    return pc.list_element(pc.split_pattern(names, " ", max_splits=1), 0)


def _asked(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object] | None = None
) -> pa.Table:
    return cursor.sql(sql, params=values).to_arrow_table()


@contextmanager
def _seen(cursor: duckdb.DuckDBPyConnection, **tables: pa.Table) -> Generator[None]:
    """Let questions name these tables."""
    for name, table in tables.items():
        cursor.register(name, table)
    yield  # after an error the transaction is over and takes nothing more, and they go with the cursor
    for name in tables:
        cursor.unregister(name)
