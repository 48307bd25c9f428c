"""The rows of a file against the interviews that are there: what is new, what changed, and how all of it is taken back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from data import follow_ups
from data.comparing import JUDGED, Change, Compared, ImportPlan, import_id_of
from data.problems import Problem
from data.tables import as_text, columns_of, insert, insert_columns, text_frame

if TYPE_CHECKING:
    from data.reading import Reading

_OWN = "attributes."  # before the name of a person's own column, where it stands beside the fields


@dataclass(frozen=True)
class FieldChange:
    """One value of an interview that a file says otherwise, as text; a feedback that joins it has nothing before.

    `field` is a field of `Interview`, "feedback", or, where `is_own`, a column of the person's own.
    """

    company: str | None
    role: str | None
    field: str
    before: str | None
    after: str
    is_own: bool = False


@dataclass(frozen=True)
class ImportPreview:
    """What keeping a file would do: the counts, the first of the changes, and how many changes there are in all."""

    plan: ImportPlan
    changes: tuple[FieldChange, ...]
    changes_in_all: int


@dataclass(frozen=True)
class Imported:
    """What an import did, in interviews; `already_there` where the same file was imported before and nothing of it is missing.

    `is_again` where it was imported before and brings back what was deleted since: its import is the earlier one.
    `left_out` counts the texts that were deleted and stayed out.
    """

    import_id: str
    new: int
    changed: int
    unchanged: int
    already_there: bool
    unjoined: tuple[Problem, ...] = ()
    is_again: bool = False
    left_out: int = 0


@dataclass(frozen=True)
class Undone:
    """How much of an import was taken back, and the ids of the interviews that stay because somebody worked on them."""

    interviews: int
    feedback: int
    kept: tuple[str, ...]


def preview(cursor: duckdb.DuckDBPyConnection, compared: Compared, *, at_most: int) -> ImportPreview:
    """Count what a person's file would bring, and give up to `at_most` of the values it would change; writes nothing."""
    found = [change for each in compared.changes for change in _apart(each)]
    found += [Change(interview_id, "feedback", None, text) for interview_id, text in compared.joining]
    shown = found[:at_most]
    names = cursor.execute(
        "SELECT interview_id, company, role FROM interviews WHERE interview_id IN (SELECT unnest($ids))",
        {"ids": [change.interview_id for change in shown]},
    ).fetchall()
    who = {interview_id: (company, role) for interview_id, company, role in names}
    changes = tuple(
        FieldChange(
            *who.get(change.interview_id, (None, None)),
            change.field.removeprefix(_OWN),
            change.before,
            change.after,
            is_own=change.field.startswith(_OWN),
        )
        for change in shown
    )
    return ImportPreview(compared.plan, changes, len(found))


def commit(
    cursor: duckdb.DuckDBPyConnection,
    reading: Reading,
    compared: Compared,
    *,
    imported_at: dt.datetime,
    is_sample: bool,
    progress: Callable[[int, int], None] | None,
) -> Imported:
    """Write what the file brings, in the transaction of the cursor; a file that is there brings back what was deleted.

    `progress` is told after each step how many rows are written, and of how many.
    """
    import_id, plan = import_id_of(reading), compared.plan
    mine = {"import_id": import_id}
    coming = {
        "interviews": compared.interviews,
        "feedback": compared.feedback,
        "follow_ups": compared.follow_ups,
        "brought": compared.brought,
    }
    same = {
        "interviews": {"final_judged": False, **mine},
        "follow_ups": {"revision": 0, "changed_at": imported_at},
    }
    rows, done = sum(table.num_rows for table in coming.values()), 0

    def wrote(some: int) -> None:
        nonlocal done
        done += some
        if progress is not None:
            progress(done, rows)

    if not compared.is_there:
        row = (
            *(import_id, reading.file_name, reading.file_hash, imported_at, reading.rows_read),
            *(plan.new, plan.changed, plan.unchanged, is_sample),
        )
        _insert(cursor, "imports", list(columns_of(cursor, "imports")), [row])
    for table, incoming in coming.items():
        insert_columns(cursor, table, incoming, same=same.get(table, mine), wrote=wrote)
    _overwrite(cursor, compared.changes, import_id)
    forget_what_is_back(cursor)
    return Imported(
        *(import_id, plan.new, plan.changed, plan.unchanged),
        already_there=compared.is_there and not plan.new,
        unjoined=plan.unjoined,
        is_again=compared.is_there,
        left_out=plan.left_out,
    )


def undo(cursor: duckdb.DuckDBPyConnection, import_id: str) -> Undone:
    """Take back what an import brought and nobody worked on since, and the values it changed."""
    mine = {"import_id": import_id}
    if _column(cursor, "SELECT import_id FROM imports WHERE import_id = $import_id AND is_sample", mine):
        return remove_sample(cursor)
    feedback = _column(cursor, _FEEDBACK_TO_UNDO, mine)
    follow_ups.undo(cursor, import_id)
    cursor.register("going", text_frame(["id"], [(each,) for each in feedback]))
    interviews = _column(cursor, _INTERVIEWS_TO_UNDO, mine)
    cursor.unregister("going")
    remove_feedback(cursor, feedback)
    remove_interviews(cursor, interviews)
    for statement in _HAND_ON:
        cursor.execute(statement, mine)
    _give_back(cursor, import_id)
    follow_ups.hand_on(cursor, import_id)
    kept = _column(
        cursor, "SELECT interview_id FROM interviews WHERE import_id = $import_id ORDER BY interview_id", mine
    )
    cursor.execute("DELETE FROM imports WHERE import_id = $import_id", mine)
    part_from_gone_imports(cursor)
    return Undone(len(interviews), len(feedback), tuple(kept))


def forget_what_is_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Forget that texts were deleted which are there again."""
    cursor.execute(
        """
        DELETE FROM remembered
        WHERE kind = 'deleted_feedback' AND (key IN (SELECT feedback_id FROM feedback) OR value IN (SELECT feedback_id FROM feedback))
        """
    )


def part_from_gone_imports(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give what came with an import that is gone to another that brought it too; else it is the person's own."""
    gone = "import_id NOT IN (SELECT import_id FROM imports)"
    for table in ("brought", "overwritten"):
        cursor.execute(f"DELETE FROM {table} WHERE {gone}")  # noqa: S608
    for table, key in (("interviews", "interview_id"), ("feedback", "feedback_id")):
        cursor.execute(
            f"UPDATE {table} SET import_id = (SELECT min(import_id) FROM brought WHERE id = {key}) WHERE {gone}"  # noqa: S608
        )


def remove_sample(cursor: duckdb.DuckDBPyConnection) -> Undone:
    """Take the sample out with everything that was done to it."""
    sample = "import_id IN (SELECT import_id FROM imports WHERE is_sample)"
    interviews = _column(cursor, f"SELECT interview_id FROM interviews WHERE {sample}", {})  # noqa: S608
    feedback = remove_interviews(cursor, interviews)
    cursor.execute(f"DELETE FROM practice WHERE {sample}")  # noqa: S608
    for table in ("brought", "overwritten", "imports"):
        cursor.execute(f"DELETE FROM {table} WHERE {sample}")  # noqa: S608
    return Undone(len(interviews), feedback, ())


def remove_interviews(cursor: duckdb.DuckDBPyConnection, interview_ids: Iterable[str]) -> int:
    """Delete interviews with their feedback, what was heard in it, their follow-ups, their place in the debrief, and what
    files changed in them.

    Gives how much feedback went.
    """
    ids = text_frame(["id"], [(each,) for each in interview_ids])
    cursor.register("leaving", ids)
    said = _column(
        cursor, "SELECT feedback_id FROM feedback WHERE interview_id IN (SELECT id FROM leaving)", {}
    )
    cursor.execute("DELETE FROM follow_ups WHERE led_to IN (SELECT id FROM leaving)")
    for table in ("follow_ups", "overwritten", "interviews"):
        cursor.execute(f"DELETE FROM {table} WHERE interview_id IN (SELECT id FROM leaving)")  # noqa: S608
    cursor.execute("DELETE FROM remembered WHERE kind = 'debrief' AND key IN (SELECT id FROM leaving)")
    cursor.unregister("leaving")
    remove_feedback(cursor, said)
    return len(said)


def remove_feedback(cursor: duckdb.DuckDBPyConnection, feedback_ids: Iterable[str]) -> None:
    """Delete feedback with what was heard in it."""
    cursor.register("leaving", text_frame(["id"], [(each,) for each in feedback_ids]))
    for table in ("coder_mentions", "corrections", "feedback"):
        cursor.execute(f"DELETE FROM {table} WHERE feedback_id IN (SELECT id FROM leaving)")  # noqa: S608
    cursor.unregister("leaving")


# Brought by this file alone, and nobody edited it, looked at it or decided anything about it.
_FEEDBACK_TO_UNDO = """
SELECT feedback_id
FROM feedback
WHERE import_id = $import_id AND edited_at IS NULL AND reviewed_at IS NULL
  AND feedback_id NOT IN (SELECT id FROM brought WHERE import_id <> $import_id)
  AND feedback_id NOT IN (SELECT feedback_id FROM corrections)
ORDER BY feedback_id
"""
# The same, not judged, with no follow-up and no feedback that stays.
_INTERVIEWS_TO_UNDO = """
SELECT interview_id
FROM interviews
WHERE import_id = $import_id AND edited_at IS NULL AND NOT final_judged
  AND interview_id NOT IN (SELECT id FROM brought WHERE import_id <> $import_id)
  AND interview_id NOT IN (SELECT interview_id FROM follow_ups)
  AND interview_id NOT IN (SELECT interview_id FROM feedback WHERE feedback_id NOT IN (SELECT id FROM going))
ORDER BY interview_id
"""
# Each value a file wrote over, with the place of the next that was written over it.
_CHAIN = """
SELECT overwritten.rowid AS place, import_id, before, after,
  lead(overwritten.rowid) OVER (PARTITION BY interview_id, field ORDER BY imported_at, overwritten.rowid) AS next_place
FROM overwritten
JOIN imports USING (import_id)
"""
# What the next file wrote over is, without this one, what stood there before: its value is no more this file's to give back.
_HAND_ON = (
    f"""
    UPDATE overwritten SET before = chain.before FROM ({_CHAIN}) AS chain
    WHERE chain.import_id = $import_id AND overwritten.rowid = chain.next_place AND overwritten.before = chain.after
    """,  # noqa: S608 - the chain is ours
    f"""
    DELETE FROM overwritten USING ({_CHAIN}) AS chain
    WHERE chain.import_id = $import_id AND overwritten.rowid = chain.place AND chain.next_place IS NOT NULL
    """,  # noqa: S608 - the chain is ours
)


def _apart(change: Change) -> Iterator[Change]:
    """Give the change of each of a person's own columns, which are kept together."""
    if change.field != "attributes":
        yield change
        return
    before, after = json.loads(change.before or "{}"), json.loads(change.after)
    for name, value in after.items():
        if before.get(name) != value:
            yield Change(change.interview_id, _OWN + name, before.get(name), value)


def _overwrite(cursor: duckdb.DuckDBPyConnection, changes: Sequence[Change], import_id: str) -> None:
    if not changes:
        return
    _insert(
        cursor,
        "overwritten",
        ["import_id", "interview_id", "field", "before", "after"],
        ((import_id, change.interview_id, change.field, change.before, change.after) for change in changes),
    )
    names = sorted({change.field for change in changes})
    _set_each(cursor, import_id, names, "after", "true")
    moment = "(SELECT imported_at FROM imports WHERE import_id = $import_id)"
    follow_ups.set_each(cursor, import_id, _of_follow_ups(names), back=False, at=moment)


def _give_back(cursor: duckdb.DuckDBPyConnection, import_id: str) -> None:
    """Set the values an import changed to what they were, where they are as the import left them and nobody judged them."""
    names = _column(
        cursor,
        "SELECT DISTINCT field FROM overwritten WHERE import_id = $import_id",
        {"import_id": import_id},
    )
    follow_ups.set_each(cursor, import_id, _of_follow_ups(names), back=True, at="changed_at")
    _set_each(
        cursor,
        import_id,
        names,
        "before",
        "interviews.edited_at IS NULL AND CAST(interviews.{0} AS VARCHAR) = after"
        f" AND NOT (interviews.final_judged AND field IN {JUDGED})",
    )


def _of_follow_ups(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in follow_ups.KEPT]


def _set_each(
    cursor: duckdb.DuckDBPyConnection, import_id: str, names: Iterable[str], value: str, where: str
) -> None:
    types = columns_of(cursor, "interviews")
    for name in (name for name in names if name in types):
        cursor.execute(
            f"""
            UPDATE interviews SET {name} = CAST(overwritten.{value} AS {types[name]})
            FROM overwritten
            WHERE overwritten.import_id = $import_id AND overwritten.field = $field
              AND overwritten.interview_id = interviews.interview_id AND {where.format(name)}
            """,  # noqa: S608 - the names are columns of the table
            {"import_id": import_id, "field": name},
        )


def _insert(
    cursor: duckdb.DuckDBPyConnection, table: str, columns: list[str], rows: Iterable[Iterable[Any]]
) -> None:
    insert(cursor, table, columns, ([as_text(value) for value in row] for row in rows))


def _column(cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]) -> list[str]:
    return [row[0] for row in cursor.execute(sql, values).fetchall()]
