"""The rows of a file against the interviews that are there: what is new, what changed, and how all of it is taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pyarrow as pa

from data.joining import There, Told, join
from data.problems import Problem
from data.records import STAGES, Interview
from data.safe_text import says_nothing, storable
from data.tables import as_text, columns_of, in_columns, insert, insert_columns, text_frame

if TYPE_CHECKING:
    from data.reading import FeedbackCell, Reading, Row

# What a file may say about an interview; its attributes, its id and our own marks are kept apart.
FIELDS = tuple(
    f.name
    for f in fields(Interview)
    if f.name not in ("interview_id", "record_id", "attributes", "final_judged")
)
_OWN = "attributes."  # before the name of a person's own column, where it stands beside the fields


class Known(NamedTuple):
    """What an interview is known by."""

    company: str | None
    role: str | None
    day: dt.date | None


class Twin(NamedTuple):
    """A row that would be new, and the interview that is there and may be the same, with another day or spelling."""

    row: int
    here: Known
    there: Known


@dataclass(frozen=True)
class ImportPlan:
    """How many interviews of a file are new, changed and unchanged; `unjoined` are pieces of feedback about none of them.

    `twins` are those of the new ones that look like an interview that is there and that the file does not name.
    """

    new: int
    changed: int
    unchanged: int
    unjoined: tuple[Problem, ...] = ()
    twins: tuple[Twin, ...] = ()


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
    """

    import_id: str
    new: int
    changed: int
    unchanged: int
    already_there: bool
    unjoined: tuple[Problem, ...] = ()
    is_again: bool = False


@dataclass(frozen=True)
class Undone:
    """How much of an import was taken back, and the ids of the interviews that stay because somebody worked on them."""

    interviews: int
    feedback: int
    kept: tuple[str, ...]


def import_id_of(reading: Reading) -> str:
    """Give the id of the import of a file: the same bytes read with the same choices have the same one."""
    return _id("import", reading.file_hash)


def preview(cursor: duckdb.DuckDBPyConnection, compared: Compared, *, at_most: int) -> ImportPreview:
    """Count what a person's file would bring, and give up to `at_most` of the values it would change; writes nothing."""
    found = [change for each in compared.changes for change in _apart(each)]
    found += [_Change(interview_id, "feedback", None, text) for interview_id, text in compared.joining]
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
) -> Imported:
    """Write what the file brings, in the transaction of the cursor; a file that is there brings back what was deleted."""
    import_id, plan = import_id_of(reading), compared.plan
    mine = {"import_id": import_id}
    if not compared.is_there:
        row = (
            *(import_id, reading.file_name, reading.file_hash, imported_at, reading.rows_read),
            *(plan.new, plan.changed, plan.unchanged, is_sample),
        )
        _insert(cursor, "imports", list(columns_of(cursor, "imports")), [row])
    insert_columns(cursor, "interviews", compared.interviews, same={"final_judged": False, **mine})
    insert_columns(cursor, "feedback", compared.feedback, same=mine)
    _overwrite(cursor, compared.changes, import_id)
    insert_columns(cursor, "brought", compared.brought, same=mine)
    if not compared.is_there:
        cursor.execute(_BROUGHT_ANEW, mine)
    return Imported(
        *(import_id, plan.new, plan.changed, plan.unchanged),
        already_there=compared.is_there and not plan.new,
        unjoined=plan.unjoined,
        is_again=compared.is_there,
    )


def undo(cursor: duckdb.DuckDBPyConnection, import_id: str) -> Undone:
    """Take back what an import brought and nobody worked on since, and the values it changed."""
    mine = {"import_id": import_id}
    if _column(cursor, "SELECT import_id FROM imports WHERE import_id = $import_id AND is_sample", mine):
        return remove_sample(cursor)
    feedback = _column(cursor, _FEEDBACK_TO_UNDO, mine)
    cursor.register("going", text_frame(["id"], [(each,) for each in feedback]))
    interviews = _column(cursor, _INTERVIEWS_TO_UNDO, mine)
    cursor.unregister("going")
    remove_feedback(cursor, feedback)
    remove_interviews(cursor, interviews)
    for statement in _HAND_ON:
        cursor.execute(statement, mine)
    _give_back(cursor, import_id)
    kept = _column(
        cursor, "SELECT interview_id FROM interviews WHERE import_id = $import_id ORDER BY interview_id", mine
    )
    cursor.execute("DELETE FROM imports WHERE import_id = $import_id", mine)
    part_from_gone_imports(cursor)
    return Undone(len(interviews), len(feedback), tuple(kept))


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


# What stands there now because of this import.
_BROUGHT_ANEW = """
INSERT INTO brought
SELECT import_id, interview_id FROM interviews WHERE import_id = $import_id
UNION ALL
SELECT import_id, feedback_id FROM feedback WHERE import_id = $import_id
"""
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
_quoted = json.encoder.encode_basestring  # what json.dumps(ensure_ascii=False) makes of a text
_DAYS = ("interviewed_on", "applied_on", "decided_on")
_NOTHING_SAID: Mapping[tuple[str, str], FeedbackCell] = MappingProxyType({})
# What a person says with the answer to who got it; no file changes it after that.
_JUDGED = ("outcome", "stage_reached")


@dataclass(slots=True)
class _Process:
    """One interview of the file, made of one row, whose fields it shares, or of all rows with its record_id."""

    interview_id: str
    record_id: str | None
    who: tuple[str, str, str]
    occurrence: int
    values: Mapping[str, Any]
    attributes: Mapping[str, str]
    feedback: Mapping[tuple[str, str], FeedbackCell]
    row: int = 0

    def add(self, row: Row) -> None:
        """Take in one more row: it fills what is blank and brings its feedback."""
        self.values = {**_filled(row.values), **self.values}
        self.attributes = {**_filled(row.attributes), **self.attributes}
        self.feedback = {**self.feedback, **{k: v for k, v in _said(row).items() if k not in self.feedback}}


def _said(row: Row) -> Mapping[tuple[str, str], FeedbackCell]:
    """Give the feedback of a row by who said what."""
    if not row.feedback:
        return _NOTHING_SAID
    said: dict[tuple[str, str], FeedbackCell] = {}
    for cell in row.feedback:
        if cell.text.strip():
            said.setdefault((cell.source, storable(cell.text)), cell)
    return said


def _filled(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the values without blank ones; the very same where none is, as reading gives them."""
    if all(values.values()):
        return values
    return {name: value for name, value in values.items() if not _is_blank(value)}


@dataclass(frozen=True)
class _Kept:
    """One interview that is there."""

    interview_id: str
    record_id: str | None
    who: tuple[str, str, str]
    values: Mapping[str, Any]
    attributes: Mapping[str, str]
    is_edited: bool
    is_judged: bool
    is_same_kind: bool


@dataclass(frozen=True)
class _Change:
    """One value that a file says otherwise."""

    interview_id: str
    field: str
    before: str | None
    after: str


@dataclass(frozen=True)
class _Found:
    """A file against the workspace: what is new, what is said otherwise, and what the file holds in all."""

    processes: list[_Process]
    new: list[_Process]
    changes: list[_Change]
    feedback: list[tuple[str, str, FeedbackCell, str]]  # feedback_id, interview_id, the cell, its text
    brought: list[str]
    unjoined: tuple[Problem, ...] = ()
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True)
class Compared:
    """What keeping a file would write, in columns as they are written: little memory while the person looks at the file.

    `joining` are the pieces of feedback for interviews that are there, each with its interview; `brought` the ids of what
    the file holds and is there already, or, where `is_there` because the file came before, of all that it brings back.
    """

    plan: ImportPlan
    interviews: pa.Table
    feedback: pa.Table
    changes: tuple[_Change, ...]
    joining: tuple[tuple[str, str], ...]
    brought: pa.Table
    is_there: bool


def compare(cursor: duckdb.DuckDBPyConnection, reading: Reading, *, is_sample: bool) -> Compared:
    """Give the file against the workspace; of a file that was imported before only what is missing by now."""
    found = _compare(cursor, reading, is_sample=is_sample)
    is_there = _is_there(cursor, reading)
    if is_there:
        found = _only_missing(cursor, found, import_id_of(reading))
    fresh = {process.interview_id for process in found.new}
    touched = {change.interview_id for change in found.changes} | {row[1] for row in found.feedback}
    changed = len(touched - fresh)
    said = {row[0] for row in found.feedback}
    brought = (
        found.brought
        if is_there
        else [each for each in found.brought if each not in fresh and each not in said]
    )
    return Compared(
        plan=ImportPlan(
            *(len(fresh), changed, len(found.processes) - len(fresh) - changed), found.unjoined, found.twins
        ),
        interviews=_new_interviews(cursor, found.new),
        feedback=_new_feedback(cursor, found.feedback),
        changes=tuple(found.changes),
        joining=tuple((row[1], row[3]) for row in found.feedback if row[1] not in fresh),
        brought=in_columns(cursor, "brought", {"id": brought}),
        is_there=is_there,
    )


def _apart(change: _Change) -> Iterator[_Change]:
    """Give the change of each of a person's own columns, which are kept together."""
    if change.field != "attributes":
        yield change
        return
    before, after = json.loads(change.before or "{}"), json.loads(change.after)
    for name, value in after.items():
        if before.get(name) != value:
            yield _Change(change.interview_id, _OWN + name, before.get(name), value)


def _compare(cursor: duckdb.DuckDBPyConnection, reading: Reading, *, is_sample: bool) -> _Found:
    processes = _processes(reading.rows, is_sample=is_sample)
    kept = _kept(cursor, is_sample=is_sample)
    matched = _match(processes, kept)
    unjoined: tuple[Problem, ...] = ()
    joins = not is_sample and _only_brings_feedback(reading, processes, kept)
    if joins:
        processes, matched, unjoined = _joined(processes, kept, add=reading.add_unjoined)
    pairs = {} if joins or is_sample else _twins(processes, matched, kept)
    if reading.same:
        matched |= pairs
        pairs = {}
    said = cursor.execute("SELECT feedback_id, interview_id, source, text FROM feedback").fetchall()
    ids = {row[0] for row in said}
    words = {(interview_id, source, text): feedback_id for feedback_id, interview_id, source, text in said}
    new, changes, feedback, brought = [], [], [], []
    for place, process in enumerate(processes):
        found = matched.get(place)
        if found is None:
            new.append(process)
            interview_id = process.interview_id
        else:
            interview_id = found.interview_id
            changes += [] if joins else _changes(found, process)
        brought += [] if joins and found else [interview_id]
        for (source, text), cell in process.feedback.items():
            feedback_id = words.get((interview_id, source, text)) or _id(
                "feedback", interview_id, source, text
            )
            if feedback_id not in ids:
                feedback.append((feedback_id, interview_id, cell, text))
            brought.append(feedback_id)
    twins = tuple(
        Twin(processes[place].row, _known(processes[place].values), _known(there.values))
        for place, there in sorted(pairs.items())
    )
    return _Found(processes, new, changes, feedback, brought, unjoined, twins)


def _known(values: Mapping[str, Any]) -> Known:
    return Known(
        values.get("company"), values.get("role"), values.get("interviewed_on") or values.get("applied_on")
    )


def _twins(processes: list[_Process], matched: Mapping[int, _Kept], kept: list[_Kept]) -> dict[int, _Kept]:
    """Give, by its place, the interview a new process may be: the same but for the day, or but for a spelling.

    Only where on both sides just one comes into question, and neither is known by a number.
    """
    met = {there.interview_id for there in matched.values()}
    theirs = [
        each for each in kept if each.is_same_kind and each.interview_id not in met and not each.record_id
    ]
    ours = {
        place: process
        for place, process in enumerate(processes)
        if place not in matched and not process.record_id
    }
    found: dict[int, _Kept] = {}
    for sign in (_same_names, _same_company_and_day, _same_role_and_day):
        left = {each.interview_id for each in found.values()}
        there = _only_ones((sign(each), each) for each in theirs if each.interview_id not in left)
        here = _only_ones((sign(process), place) for place, process in ours.items() if place not in found)
        found |= {
            here[name]: there[name]
            for name in here.keys() & there.keys()
            if _share_a_word(ours[here[name]].who[2], there[name].who[2])
        }
    return found


def _share_a_word(one: str, other: str) -> bool:
    """Say whether two names of a role could be one: "Curator" and "Head curator", not "Curator" and "Baker"."""
    return not one or not other or bool(set(one.split()) & set(other.split()))


def _only_ones(signed: Iterable[tuple[tuple | None, Any]]) -> dict[tuple, Any]:
    seen: dict[tuple, list[Any]] = {}
    for sign, each in signed:
        if sign is not None:
            seen.setdefault(sign, []).append(each)
    return {sign: several[0] for sign, several in seen.items() if len(several) == 1}


def _same_names(process: _Process | _Kept) -> tuple | None:
    return process.who if all(process.who[1:]) else None


def _same_company_and_day(process: _Process | _Kept) -> tuple | None:
    day = _known(process.values).day
    return (*process.who[:2], day) if process.who[1] and day else None


def _same_role_and_day(process: _Process | _Kept) -> tuple | None:
    """The company's first word stands for it: "Wren" and "Wren Ltd" are one, "Wren" and "Heron" are two."""
    day = _known(process.values).day
    candidate, company, role = process.who
    return (candidate, company.split()[0], role, day) if company and role and day else None


def _only_brings_feedback(reading: Reading, processes: list[_Process], kept: list[_Kept]) -> bool:
    """Say whether the file tells of interviews that are there already: it has feedback, and nothing of how they went.

    A log without outcomes that was imported before is known by the ids of its rows.
    """
    fields_ = {re.sub(r"_\d+$", "", name) for name in reading.mapping}
    ends = {"outcome", "stage_reached", "response", "rounds"}
    if "feedback" not in fields_ or fields_ & ends or any(":" in name for name in fields_):
        return False
    ids = {process.interview_id for process in processes}
    own = [each for each in kept if each.is_same_kind]
    return bool(own) and not any(each.interview_id in ids for each in own)


def _joined(
    processes: list[_Process], kept: list[_Kept], *, add: bool
) -> tuple[list[_Process], dict[int, _Kept], tuple[Problem, ...]]:
    """Give the processes with the interview each one's feedback is about; those about none are left out, or new."""
    own = [each for each in kept if each.is_same_kind]
    there = [
        There(
            tuple(filter(None, (each.interview_id, each.record_id))),
            each.who,
            tuple(day for day in map(each.values.get, _DAYS) if day),
        )
        for each in own
    ]
    told = [
        Told(each.record_id, each.who, tuple(day for day in map(each.values.get, _DAYS) if day))
        for each in processes
    ]
    staying: list[_Process] = []
    matched: dict[int, _Kept] = {}
    unjoined: list[Problem] = []
    for process, found in zip(processes, join(told, there), strict=True):
        if isinstance(found, int):
            matched[len(staying)] = own[found]
            day = process.values.get("applied_on")
            if day and day not in there[found].days:  # no day of the interview: that on which they said it
                process.feedback = {
                    said: replace(cell, received_on=cell.received_on or day)
                    for said, cell in process.feedback.items()
                }
        else:
            unjoined.append(Problem(found, row=process.row))
            if not add:
                continue
        staying.append(process)
    return staying, matched, () if add else tuple(unjoined)


def _only_missing(cursor: duckdb.DuckDBPyConnection, found: _Found, import_id: str) -> _Found:
    """Leave only the interviews that were deleted since this import; none while all it brought are there, renamed or not."""
    (there,) = _column(
        cursor,
        "SELECT count(DISTINCT id) FROM brought JOIN interviews ON interview_id = id WHERE brought.import_id = $import_id",
        {"import_id": import_id},
    )
    new = found.new if int(there) < len(found.processes) else []
    missing = {process.interview_id for process in new}
    feedback = [row for row in found.feedback if row[1] in missing]
    return _Found(found.processes, new, [], feedback, [*missing, *(row[0] for row in feedback)])


def _processes(rows: Iterable[Row], *, is_sample: bool) -> list[_Process]:
    """Join the rows of one record_id and give each interview its id, the same for the same file in every workspace."""
    kind = "sample" if is_sample else "own"
    processes: list[_Process] = []
    numbered: dict[tuple, _Process] = {}
    first: dict[tuple, Row] = {}
    seen: Counter[tuple] = Counter()
    for row in rows:
        values, who = row.values, _who(row.values)
        key: tuple | None = None
        if row.record_id:
            number = (who[0], row.record_id)
            same = not _clash(first.setdefault(number, row).values, values)
            key = number if same else (*number, *who)
            if key in numbered:
                numbered[key].add(row)
                continue
            stands_for, occurrence = ("record", row.record_id, *who), 1
        else:
            day = values.get("interviewed_on") or values.get("applied_on")
            stands_for = ("row", *who, _day(day))
            seen[stands_for] += 1
            occurrence = seen[stands_for]
        process = _Process(
            *(_id(kind, *stands_for, str(occurrence)), row.record_id or None, who, occurrence),
            *(_filled(row.values), _filled(row.attributes), _said(row), row.row),
        )
        processes.append(process)
        if key is not None:
            numbered[key] = process
    return processes


def _kept(cursor: duckdb.DuckDBPyConnection, *, is_sample: bool) -> list[_Kept]:
    """Give the interviews that are there; of the same kind are the sample's for the sample, all others for a file."""
    rows = cursor.execute(
        f"""
        SELECT interview_id, record_id, attributes, edited_at IS NOT NULL, final_judged,
          coalesce(is_sample, false) = $is_sample, {", ".join(FIELDS)}
        FROM interviews
        LEFT JOIN imports USING (import_id)
        ORDER BY occurrence, interview_id
        """,  # noqa: S608 - the fields are those of the record
        {"is_sample": is_sample},
    ).fetchall()
    kept = []
    for interview_id, record_id, attributes, is_edited, is_judged, is_same_kind, *fields_ in rows:
        values = dict(zip(FIELDS, fields_, strict=True))
        kept.append(
            _Kept(
                *(interview_id, record_id, _who(values), values, json.loads(attributes)),
                *(is_edited, is_judged, is_same_kind),
            )
        )
    return kept


def _match(processes: list[_Process], kept: list[_Kept]) -> dict[int, _Kept]:
    """Give the interview each process is, by its place: the surest sign first, each interview once."""
    matched: dict[int, _Kept] = {}
    taken: set[str] = set()
    alike = _alike_among(processes) if kept else None
    for sign_of_ours, sign_of_theirs in ((alike, alike), *_SIGNS) if alike else _SIGNS:
        if len(taken) == min(len(kept), len(processes)):
            break
        by_id = sign_of_ours is _by_id
        places: dict[tuple, list[_Kept]] = {}
        for there in reversed(kept):
            sign = sign_of_theirs(there) if by_id or there.is_same_kind else None
            if sign is not None and there.interview_id not in taken:
                places.setdefault(sign, []).append(there)
        for place, process in enumerate(processes):
            sign = None if place in matched else sign_of_ours(process)
            there = places.get(sign) if sign is not None else None
            if there and (by_id or not process.record_id or not _clash(there[-1].values, process.values)):
                matched[place] = there.pop()
                taken.add(matched[place].interview_id)
    return matched


def _alike_among(processes: list[_Process]) -> Callable[[_Process | _Kept], tuple | None] | None:
    """Give the sign "says the very same", for rows of one company, role and day: their order in a file tells nothing."""

    def rows_of(process: _Process | _Kept) -> tuple:
        return (*process.who, process.values.get("interviewed_on"), process.values.get("applied_on"))

    counted = Counter(rows_of(process) for process in processes if not process.record_id)
    several = {rows for rows, times in counted.items() if times > 1}
    if not several:
        return None

    def sign(process: _Process | _Kept) -> tuple | None:
        rows = rows_of(process)
        if rows not in several or (isinstance(process, _Process) and process.record_id):
            return None
        said = (process.values.get(name) for name in FIELDS)
        return (*rows, *said, *sorted(process.attributes.items()))

    return sign


def _by_id(process: _Process | _Kept) -> tuple | None:
    return (process.interview_id,)


def _by_record(process: _Process | _Kept) -> tuple | None:
    return (process.who[0], process.record_id) if process.record_id else None


def _by_days(*days: str, without: str | None = None) -> Callable[[_Process | _Kept], tuple | None]:
    """Give the sign "same candidate, company, role and days", for processes that have one of the days."""

    def sign(process: _Process | _Kept) -> tuple | None:
        values = process.values
        known = [values.get(day) for day in days]
        if (
            not any(process.who[1:])
            or (len(days) == 1 and known[0] is None)
            or (without and values.get(without))
        ):
            return None
        return (*process.who, *known)

    return sign


def _of_rows(sign: Callable[[_Process | _Kept], tuple | None]) -> Callable[[_Process | _Kept], tuple | None]:
    """Give the sign only for processes without a record_id: who has one is known by it alone."""
    return lambda process: None if process.record_id else sign(process)


def _by_names(process: _Process | _Kept) -> tuple | None:
    return process.who if all(process.who[1:]) else None


def _by_names_without_day(process: _Process | _Kept) -> tuple | None:
    values = process.values
    return None if values.get("interviewed_on") or values.get("applied_on") else _by_names(process)


def _by_every_day(process: _Process | _Kept) -> tuple | None:
    days = process.values.get("interviewed_on"), process.values.get("applied_on")
    return (*process.who, *days) if all(process.who[1:]) and any(days) else None


# Ours, theirs. Those after the first three let a day be filled in, or left out, since the application was imported.
_SIGNS: tuple[tuple[Callable[[_Process], tuple | None], Callable[[_Kept], tuple | None]], ...] = (
    (_by_id, _by_id),
    (_by_record, _by_record),
    (_of_rows(_by_days("interviewed_on", "applied_on")), _by_days("interviewed_on", "applied_on")),
    (_of_rows(_by_days("interviewed_on")), _by_days("interviewed_on")),
    (_of_rows(_by_days("applied_on", without="interviewed_on")), _by_days("applied_on")),
    (_of_rows(_by_days("applied_on")), _by_days("applied_on", without="interviewed_on")),
    (_of_rows(_by_names), _by_names_without_day),
    (_of_rows(_by_names_without_day), _by_names),
    # A sheet that was numbered anew: the same names on the same days.
    (_by_every_day, _by_every_day),
)


def _clash(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two rows with one record_id cannot be the same interview: another company, and another role or day.

    Two trackers may both count from 1; a corrected spelling or a moved day alone is still the same interview.
    """

    def differ(name: str) -> bool:
        a, b = one.get(name), other.get(name)
        return bool(a and b and _folded(a) != _folded(b))

    return differ("company") and (differ("role") or differ("interviewed_on") or differ("applied_on"))


def _changes(there: _Kept, process: _Process) -> list[_Change]:
    """Give the values the file says otherwise; none where a person edited the interview, none that goes back a stage."""
    if there.is_edited:
        return []
    changes = []
    for name in FIELDS:
        after, before = process.values.get(name), there.values[name]
        if after is None:
            continue
        judged = there.is_judged and name in _JUDGED
        goes_back = name == "stage_reached" and bool(before) and STAGES.index(after) < STAGES.index(before)
        if after != before and not judged and not goes_back:
            changes.append(_Change(there.interview_id, name, as_text(before), as_text(after) or ""))
    attributes = {**there.attributes, **process.attributes}
    if attributes != there.attributes:
        changes.append(_Change(there.interview_id, "attributes", _json(there.attributes), _json(attributes)))
    return changes


def _new_interviews(cursor: duckdb.DuckDBPyConnection, processes: list[_Process]) -> pa.Table:
    values = [process.values for process in processes]
    said = set().union(*values)  # a file fills a few of the fields
    return in_columns(
        cursor,
        "interviews",
        {
            "interview_id": [process.interview_id for process in processes],
            "record_id": [process.record_id for process in processes],
            "occurrence": [process.occurrence for process in processes],
            "attributes": [_json(process.attributes) for process in processes],
            **{name: [each.get(name) for each in values] for name in FIELDS if name in said},
        },
    )


def _new_feedback(
    cursor: duckdb.DuckDBPyConnection, feedback: list[tuple[str, str, FeedbackCell, str]]
) -> pa.Table:
    cells = [cell for _, _, cell, _ in feedback]
    texts = [text for _, _, _, text in feedback]
    return in_columns(
        cursor,
        "feedback",
        {
            "feedback_id": [feedback_id for feedback_id, *_ in feedback],
            "interview_id": [interview_id for _, interview_id, *_ in feedback],
            "received_on": [cell.received_on for cell in cells],
            "source": [cell.source for cell in cells],
            "basis": [cell.basis for cell in cells],
            "text": texts,
            "says_nothing": [says_nothing(text) for text in texts],
        },
    )


def _overwrite(cursor: duckdb.DuckDBPyConnection, changes: Sequence[_Change], import_id: str) -> None:
    if not changes:
        return
    _insert(
        cursor,
        "overwritten",
        ["import_id", "interview_id", "field", "before", "after"],
        ((import_id, change.interview_id, change.field, change.before, change.after) for change in changes),
    )
    _set_each(cursor, import_id, sorted({change.field for change in changes}), "after", "true")


def _give_back(cursor: duckdb.DuckDBPyConnection, import_id: str) -> None:
    """Set the values an import changed to what they were, where they are as the import left them and nobody judged them."""
    names = _column(
        cursor,
        "SELECT DISTINCT field FROM overwritten WHERE import_id = $import_id",
        {"import_id": import_id},
    )
    _set_each(
        cursor,
        import_id,
        names,
        "before",
        "interviews.edited_at IS NULL AND CAST(interviews.{0} AS VARCHAR) = after"
        f" AND NOT (interviews.final_judged AND field IN {_JUDGED})",
    )


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


def _is_there(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> bool:
    found = cursor.execute(
        "SELECT count(*) FROM imports WHERE file_hash = $file_hash", {"file_hash": reading.file_hash}
    ).fetchone()
    return bool(found and found[0])


def _insert(
    cursor: duckdb.DuckDBPyConnection, table: str, columns: list[str], rows: Iterable[Iterable[Any]]
) -> None:
    insert(cursor, table, columns, ([as_text(value) for value in row] for row in rows))


def _column(cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]) -> list[str]:
    return [row[0] for row in cursor.execute(sql, values).fetchall()]


def _id(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _json(attributes: Mapping[str, str]) -> str:
    """Give the attributes as json.dumps writes them, several times faster for many small ones."""
    quoted = _quoted
    return "{" + ", ".join([f"{quoted(name)}: {quoted(value)}" for name, value in attributes.items()]) + "}"


@lru_cache(maxsize=20_000)
def _day(day: dt.date | None) -> str:
    return as_text(day) or ""


def _who(values: Mapping[str, Any]) -> tuple[str, str, str]:
    """Give candidate, company and role as they are compared."""
    return _folded(values.get("candidate")), _folded(values.get("company")), _folded(values.get("role"))


@lru_cache(maxsize=50_000)  # the same company many times is one text
def _folded(value: Any) -> str:
    return " ".join(str(value).casefold().split()) if value else ""


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
