"""The requests, thanks and reminders of a file beside those that are there: what is new, what the file says otherwise.

A follow-up from a file has an id made of its interview and its kind, so that the next version of the file finds it. What
a person wrote on the page stands: a file neither changes it, nor adds a second of its kind, nor brings back what they took away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from data.records import FollowUpKind

# What a file may say: of which kind of follow-up it is, and in which column that is kept.
KEPT: Mapping[str, tuple[FollowUpKind, str]] = {
    "asked_on": ("ask_feedback", "done_on"),
    "asked_of": ("ask_feedback", "asked_of"),
    "reminded_on": ("ask_feedback", "reminded_on"),
    "answered_on": ("ask_feedback", "replied_on"),
    "thanked_on": ("thank_you", "done_on"),
    "follow_up_on": ("keep_in_touch", "due_on"),
}
_KINDS: tuple[FollowUpKind, ...] = ("ask_feedback", "thank_you", "keep_in_touch")
_COLUMNS = ("due_on", "done_on", "asked_of", "reminded_on", "reply", "replied_on")
# As a file left it: a person's change has a moment of its own.
_FROM_A_FILE = (
    "changed_at IN (SELECT imported_at FROM brought JOIN imports USING (import_id) WHERE id = follow_up_id)"
)


@dataclass(frozen=True)
class Followed:
    """The follow-ups of a file: the columns of the new ones, and what it says otherwise as (interview_id, field, before, after).

    `ids` are those of all that the file holds and that are there or new.
    """

    columns: Mapping[str, list[Any]]
    otherwise: tuple[tuple[str, str, dt.date | str | None, dt.date | str], ...] = ()
    ids: tuple[str, ...] = ()
    counted: Mapping[FollowUpKind, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _There:
    values: Mapping[str, Any]
    is_from_a_file: bool


def follow_ups(
    cursor: duckdb.DuckDBPyConnection,
    said: Iterable[tuple[str, bool, Mapping[str, Any]]],
    *,
    id_of: Any,
    may_change: bool,
) -> Followed:
    """Give what files say about interviews, each by its id, whether it is new, and the fields of the row."""
    there, others, gone = _there(cursor)
    columns: dict[str, list[Any]] = {name: [] for name in ("follow_up_id", "interview_id", "kind", *_COLUMNS)}
    otherwise: list[tuple[str, str, Any, Any]] = []
    ids: list[str] = []
    counted = dict.fromkeys(_KINDS, 0)
    for interview_id, is_new, values in said:
        for kind in _KINDS:
            told = {
                name: values[name] for name in KEPT if KEPT[name][0] == kind and values.get(name) is not None
            }
            follow_up_id = id_of(interview_id, kind)
            if not told or (interview_id, kind) in others or (follow_up_id in gone and not is_new):
                continue
            ids.append(follow_up_id)
            known = there.get(follow_up_id)
            if known is None:
                counted[kind] += 1
                row = {"follow_up_id": follow_up_id, "interview_id": interview_id, "kind": kind}
                row |= {KEPT[name][1]: value for name, value in told.items()}
                row |= {"reply": "answered"} if "answered_on" in told else {}
                for name, cells in columns.items():
                    cells.append(row.get(name))
            elif known.is_from_a_file and may_change:
                otherwise += [
                    (interview_id, name, before, value)
                    for name, value in told.items()
                    if (before := known.values[KEPT[name][1]]) != value
                ]
    return Followed(columns, tuple(otherwise), tuple(ids), counted)


def set_each(
    cursor: duckdb.DuckDBPyConnection, import_id: str, names: Iterable[str], *, back: bool, at: str
) -> None:
    """Write what an import says otherwise over what is there, or `back` where nobody changed it since; `at` is an SQL moment."""
    value = "before" if back else "after"
    for name in names:
        kind, column = KEPT[name]
        kind_of = "VARCHAR" if name == "asked_of" else "DATE"
        reply = (
            f", reply = CASE WHEN overwritten.{value} IS NOT NULL THEN 'answered' END"
            if name == "answered_on"
            else ""
        )
        still = f"AND CAST({column} AS VARCHAR) = after AND {_FROM_A_FILE}" if back else ""
        cursor.execute(
            f"""
            UPDATE follow_ups
            SET {column} = CAST(overwritten.{value} AS {kind_of}), revision = revision + 1, changed_at = {at}{reply}
            FROM overwritten
            WHERE overwritten.import_id = $import_id AND overwritten.field = $field
              AND overwritten.interview_id = follow_ups.interview_id AND kind = $kind
              AND follow_up_id IN (SELECT id FROM brought) {still}
            """,  # noqa: S608 - the names are ours
            {"import_id": import_id, "field": name, "kind": kind},
        )


def undo(cursor: duckdb.DuckDBPyConnection, import_id: str) -> None:
    """Take away what only this import brought and nobody changed since; what another brought too is now that one's."""
    mine = {"import_id": import_id}
    cursor.execute(
        f"""
        DELETE FROM follow_ups
        WHERE follow_up_id IN (SELECT id FROM brought WHERE import_id = $import_id)
          AND follow_up_id NOT IN (SELECT id FROM brought WHERE import_id <> $import_id) AND {_FROM_A_FILE}
        """,  # noqa: S608 - the condition is ours
        mine,
    )


def hand_on(cursor: duckdb.DuckDBPyConnection, import_id: str) -> None:
    """Let what an import left as it is now be as the latest other import that brought it too left it."""
    cursor.execute(
        """
        UPDATE follow_ups SET changed_at = other.imported_at
        FROM (
          SELECT id, max(imported_at) AS imported_at
          FROM brought JOIN imports USING (import_id) WHERE import_id <> $import_id GROUP BY id
        ) AS other
        WHERE other.id = follow_up_id AND changed_at = (SELECT imported_at FROM imports WHERE import_id = $import_id)
        """,
        {"import_id": import_id},
    )


def _there(
    cursor: duckdb.DuckDBPyConnection,
) -> tuple[dict[str, _There], set[tuple[str, str]], set[str]]:
    """Give the follow-ups from files, what the person wrote themselves, and the ids of what a file brought and is gone."""
    there: dict[str, _There] = {}
    others: set[tuple[str, str]] = set()
    for follow_up_id, interview_id, kind, came, as_it_came, *values in cursor.execute(
        f"""
        SELECT follow_up_id, interview_id, kind, follow_up_id IN (SELECT id FROM brought), {_FROM_A_FILE}, {", ".join(_COLUMNS)}
        FROM follow_ups
        """  # noqa: S608 - the names are ours
    ).fetchall():
        if came:
            there[follow_up_id] = _There(dict(zip(_COLUMNS, values, strict=True)), bool(as_it_came))
        else:
            others.add((interview_id, kind))
    gone = {
        row[0]
        for row in cursor.execute(
            """
            SELECT id FROM brought
            WHERE id NOT IN (SELECT interview_id FROM interviews UNION ALL SELECT feedback_id FROM feedback)
              AND id NOT IN (SELECT follow_up_id FROM follow_ups)
            """
        ).fetchall()
    }
    return there, others, gone
