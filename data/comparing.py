"""A file beside the interviews that are there: which of its rows are new, which say otherwise, which may be the same."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute

from data.apart import Parts, divided, undivided
from data.follow_ups import Followed, follow_ups
from data.ids import id_of
from data.joining import There, Told, Who, join
from data.new_rows import folded
from data.problems import Problem
from data.reading.rows import FILE_COLUMNS, FOLLOW_UP_FIELDS, Rows, as_json, plain
from data.records import STAGES, Interview
from data.safe_text import says_nothing
from data.tables import as_text, column, in_columns

if TYPE_CHECKING:
    from data.reading import Reading

pc: Any = pyarrow.compute  # its functions come to be when it is imported
# What a file may say about an interview; its attributes, its id and our own marks are kept apart.
FIELDS = tuple(
    f.name
    for f in fields(Interview)
    if f.name not in ("interview_id", "record_id", "attributes", "final_judged")
)
# What a person says with the answer to who got it; no file changes it after that.
JUDGED = ("outcome", "stage_reached")
FEW = 2_000  # interviews of the file and the workspace: dividing them would take longer than meeting them one by one
_DAYS = ("interviewed_on", "applied_on", "decided_on")


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

    `twins` are those of the new ones that look like an interview that is there and that the file does not name;
    `left_out` counts the texts that the person deleted, which no file brings back unasked. `requests`, `thanks` and
    `reminders` are the follow-ups that are new.
    """

    new: int
    changed: int
    unchanged: int
    unjoined: tuple[Problem, ...] = ()
    twins: tuple[Twin, ...] = ()
    left_out: int = 0
    requests: int = 0
    thanks: int = 0
    reminders: int = 0


@dataclass(frozen=True)
class Change:
    """One value that a file says otherwise."""

    interview_id: str
    field: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Compared:
    """What keeping a file would write, in columns as they are written: little memory while the person looks at the file.

    `joining` are the pieces of feedback for interviews that are there, each with its interview; `brought` the ids of what
    the file holds and another brought or wrote already; there is nothing of it where `is_there`, because the file came before.
    """

    plan: ImportPlan
    interviews: pa.Table
    feedback: pa.Table
    follow_ups: pa.Table
    changes: tuple[Change, ...]
    joining: tuple[tuple[str, str], ...]
    brought: pa.Table
    is_there: bool


def compare(cursor: duckdb.DuckDBPyConnection, reading: Reading, *, is_sample: bool) -> Compared:
    """Give the file against the workspace; of a file that was imported before only what is missing by now."""
    is_there = is_known(cursor, reading)
    deleted = set() if is_sample or reading.with_deleted else _deleted(cursor)
    parts = _parts(cursor, reading, deleted, is_sample=is_sample, is_there=is_there)
    rows, standing = parts.rest, len(parts.standing)
    kept = _kept(cursor, parts.near, is_sample=is_sample) if len(rows) else []
    processes = _processes(rows, is_sample=is_sample)
    matched = _match(rows, processes, kept)
    unjoined: tuple[Problem, ...] = ()
    joins = not is_sample and _only_brings_feedback(reading, processes, kept)
    if joins:
        processes, matched, unjoined = _joined(rows, processes, kept, add=reading.add_unjoined)
    pairs = {} if joins or is_sample else _pairs(processes, matched, kept)
    twins = () if reading.same else _twins(rows, processes, pairs)
    if reading.same:
        matched |= pairs
    new = [process for at, process in enumerate(processes) if at not in matched]
    if is_there and _stand(cursor, import_id_of(reading)) >= len(processes) + standing:
        new = []  # all it brought is there, renamed or not
    changes = [] if joins or is_there else _changes(rows, processes, matched)
    met = {processes[at].interview_id: there.interview_id for at, there in matched.items()}
    fresh = {process.interview_id for process in new}
    said = _said(cursor, rows, processes, met, deleted, only=fresh if is_there else None)
    followed = _followed(cursor, rows, processes, met, only=fresh if is_there else None)
    changes += [
        Change(interview_id, name, as_text(before), as_text(after) or "")
        for interview_id, name, before, after in followed.otherwise
    ]
    touched = {*said.interview_ids, *followed.columns["interview_id"]}
    changed = len(({change.interview_id for change in changes} | touched) - fresh)
    brought = [] if joins else list(met.values())
    brought = [*([] if is_there else [*brought, *said.there]), *followed.ids]
    stand = [] if is_there else [parts.standing, parts.standing_words]
    return Compared(
        plan=ImportPlan(
            len(fresh) + len(parts.interviews),
            changed,
            len(processes) - len(fresh) - changed + standing,
            *(unjoined, twins, said.left_out),
            *(followed.counted.get(kind, 0) for kind in ("ask_feedback", "thank_you", "keep_in_touch")),
        ),
        interviews=_together(parts.interviews, _new_interviews(cursor, rows, new)),
        feedback=_together(parts.feedback, said.table),
        follow_ups=in_columns(cursor, "follow_ups", followed.columns),
        changes=tuple(changes),
        joining=tuple(joining for joining in said.joining if joining[0] not in fresh),
        brought=pa.table({"id": pa.chunked_array([*stand, pa.array(brought, pa.string())])}),
        is_there=is_there,
    )


def _parts(
    cursor: duckdb.DuckDBPyConnection,
    reading: Reading,
    deleted: Set[str],
    *,
    is_sample: bool,
    is_there: bool,
) -> Parts:
    """Divide a file where it, or the workspace, is so large that an object for each interview would be felt."""
    [(there,)] = cursor.execute("SELECT count(*) FROM interviews").fetchall()
    if len(reading.rows) + there < FEW or not len(reading.rows) or _may_only_bring_feedback(reading):
        return undivided(reading.rows)
    return divided(
        cursor,
        reading.rows,
        kind=_kind(is_sample=is_sample),
        is_sample=is_sample,
        deleted=deleted,
        is_known=is_there,
    )


def _kind(*, is_sample: bool) -> str:
    return "sample" if is_sample else "own"


def import_id_of(reading: Reading) -> str:
    """Give the id of the import of a file: the same bytes read with the same choices have the same one."""
    return id_of("import", reading.file_hash)


def feedback_id_of(interview_id: str, source: str, text: str) -> str:
    """Give the id of feedback from a file: the same words of the same person about the same interview have the same one."""
    return id_of("feedback", interview_id, source, text)


def is_known(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> bool:
    """Say whether the same bytes, read with the same choices, were imported before."""
    found = cursor.execute(
        "SELECT count(*) FROM imports WHERE file_hash = $file_hash", {"file_hash": reading.file_hash}
    ).fetchone()
    return bool(found and found[0])


@dataclass(slots=True)
class _Process:
    """One interview of the file: what it is known by, and the places of its rows, more than one where they share a number.

    What the rows say besides stays in the file's columns until it is asked for.
    """

    interview_id: str
    record_id: str | None
    who: Who
    occurrence: int
    interviewed_on: dt.date | None
    applied_on: dt.date | None
    decided_on: dt.date | None
    place: int
    others: Sequence[int] = ()
    said_on: dt.date | None = None  # the day of feedback that has none of its own

    def add(self, row: _Process) -> None:
        """Take in one more row: it fills the days that are open."""
        self.others = (*self.others, row.place)
        self.interviewed_on = self.interviewed_on or row.interviewed_on
        self.applied_on = self.applied_on or row.applied_on
        self.decided_on = self.decided_on or row.decided_on

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day that is known of it."""
        return tuple(day for day in (self.interviewed_on, self.applied_on, self.decided_on) if day)


@dataclass(frozen=True)
class _Kept:
    """One interview that is there."""

    interview_id: str
    record_id: str | None
    who: Who
    values: Mapping[str, Any]
    attributes: Mapping[str, str]
    is_edited: bool
    is_judged: bool
    is_same_kind: bool

    @property
    def interviewed_on(self) -> dt.date | None:
        """The day of the interview."""
        return self.values["interviewed_on"]

    @property
    def applied_on(self) -> dt.date | None:
        """The day of the application."""
        return self.values["applied_on"]

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day that is known of it."""
        return tuple(day for day in map(self.values.get, _DAYS) if day)


def _processes(rows: Rows, *, is_sample: bool) -> list[_Process]:
    """Join the rows of one record_id and give each interview its id, the same for the same file in every workspace."""
    kind = _kind(is_sample=is_sample)
    processes: list[_Process] = []
    numbered: dict[tuple, _Process] = {}
    first: dict[tuple, _Process] = {}
    seen: Counter[tuple] = Counter()
    same: dict[Any, Any] = {}  # one of each name and day: a log says them many times
    once, names = same.setdefault, _Folded()
    for place, (record_id, candidate, company, role, interviewed, applied, decided) in enumerate(
        rows.each("record_id", "candidate", "company", "role", *_DAYS)
    ):
        who = names[candidate], names[company], names[role]
        process = _Process(
            *("", record_id, once(who, who), 1),
            *(once(interviewed, interviewed), once(applied, applied), once(decided, decided), place),
        )
        if record_id:
            number = (who[0], record_id)
            is_first = not _clash(first.setdefault(number, process), process)
            key = number if is_first else (*number, *who)
            if key in numbered:
                numbered[key].add(process)
                continue
            numbered[key] = process
            stands_for = ("record", record_id, *who)
        else:
            day = process.interviewed_on or process.applied_on
            stands_for = ("row", *who, day.isoformat() if day else "")
            seen[stands_for] += 1
            process.occurrence = seen[stands_for]
        process.interview_id = id_of(kind, *stands_for, str(process.occurrence))
        processes.append(process)
    return processes


def _whole(
    rows: Rows, processes: Sequence[_Process]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, str]]]:
    """Give the fields and the attributes of each process: of several rows that fill the same, the first counts."""
    coming = rows.at(place for each in processes for place in (each.place, *each.others))
    for process in processes:
        values: Mapping[str, Any] = {}
        attributes: Mapping[str, str] = {}
        for row in islice(coming, 1 + len(process.others)):
            values = {**row.values, **values} if values else row.values
            attributes = {**row.attributes, **attributes} if attributes else row.attributes
        yield values, attributes


def _kept(cursor: duckdb.DuckDBPyConnection, near: pa.Array | None, *, is_sample: bool) -> list[_Kept]:
    """Give the interviews that are there, or those `near`; of the same kind are the sample's for the sample, all others for a file."""
    cursor.register("near", pa.table({"interview_id": pa.array([], pa.string()) if near is None else near}))
    rows = cursor.execute(
        f"""
        SELECT interview_id, record_id, attributes, edited_at IS NOT NULL, final_judged,
          coalesce(is_sample, false) = $is_sample, {", ".join(FIELDS)}
        FROM interviews
        LEFT JOIN imports USING (import_id)
        WHERE $all OR interview_id IN (SELECT interview_id FROM near)
        ORDER BY occurrence, interview_id
        """,  # noqa: S608 - the fields are those of the record
        {"is_sample": is_sample, "all": near is None},
    ).fetchall()
    cursor.unregister("near")
    kept, names = [], _Folded()
    for interview_id, record_id, attributes, is_edited, is_judged, is_same_kind, *fields_ in rows:
        values = dict(zip(FIELDS, fields_, strict=True))
        who = names[values["candidate"]], names[values["company"]], names[values["role"]]
        kept.append(
            _Kept(
                *(interview_id, record_id, who, values, json.loads(attributes)),
                *(is_edited, is_judged, is_same_kind),
            )
        )
    return kept


def _match(rows: Rows, processes: list[_Process], kept: list[_Kept]) -> dict[int, _Kept]:
    """Give the interview each process is, by its place: the surest sign first, each interview once."""
    matched: dict[int, _Kept] = {}
    taken: set[str] = set()
    alike = _alike_among(rows, processes) if kept else ()
    for sign_of_ours, sign_of_theirs in (*alike, *_SIGNS):
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
            if there and (by_id or not process.record_id or not _clash(there[-1], process)):
                matched[place] = there.pop()
                taken.add(matched[place].interview_id)
    return matched


def _alike_among(rows: Rows, processes: list[_Process]) -> tuple[tuple[Callable, Callable], ...]:
    """Give the sign "says the very same", for rows of one company, role and day: their order in a file tells nothing."""

    def known_by(process: _Process | _Kept) -> tuple:
        return (*process.who, process.interviewed_on, process.applied_on)

    counted = Counter(known_by(process) for process in processes if not process.record_id)
    several = {known for known, times in counted.items() if times > 1}
    if not several:
        return ()

    def sign(known: tuple, values: Mapping[str, Any], attributes: Mapping[str, str]) -> tuple:
        return (*known, *map(values.get, FIELDS), *sorted(attributes.items()))

    mine = [process for process in processes if not process.record_id and known_by(process) in several]
    signs = {
        process.place: sign(known_by(process), *said)
        for process, said in zip(mine, _whole(rows, mine), strict=True)
    }

    def of_theirs(there: _Kept) -> tuple | None:
        known = known_by(there)
        return sign(known, there.values, there.attributes) if known in several else None

    return ((lambda process: signs.get(process.place), of_theirs),)


def _by_id(process: _Process | _Kept) -> tuple | None:
    return (process.interview_id,)


def _by_record(process: _Process | _Kept) -> tuple | None:
    return (process.who[0], process.record_id) if process.record_id else None


def _by_days(*days: str, without: str | None = None) -> Callable[[_Process | _Kept], tuple | None]:
    """Give the sign "same candidate, company, role and days", for processes that have one of the days."""

    def sign(process: _Process | _Kept) -> tuple | None:
        known = [getattr(process, day) for day in days]
        if (
            not any(process.who[1:])
            or (len(days) == 1 and known[0] is None)
            or (without and getattr(process, without))
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
    return None if process.interviewed_on or process.applied_on else _by_names(process)


def _by_every_day(process: _Process | _Kept) -> tuple | None:
    days = process.interviewed_on, process.applied_on
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


def _clash(one: _Process | _Kept, other: _Process | _Kept) -> bool:
    """Say whether two rows with one record_id cannot be the same interview: another company, and another role or day.

    Two trackers may both count from 1; a corrected spelling or a moved day alone is still the same interview.
    """

    def differ(a: object, b: object) -> bool:
        return bool(a and b and a != b)

    return differ(one.who[1], other.who[1]) and (
        differ(one.who[2], other.who[2])
        or differ(one.interviewed_on, other.interviewed_on)
        or differ(one.applied_on, other.applied_on)
    )


def _known(values: Mapping[str, Any]) -> Known:
    return Known(
        values.get("company"), values.get("role"), values.get("interviewed_on") or values.get("applied_on")
    )


def _twins(rows: Rows, processes: list[_Process], pairs: Mapping[int, _Kept]) -> tuple[Twin, ...]:
    mine = rows.take([processes[at].place for at in sorted(pairs)])
    return tuple(
        Twin(row.row, _known(row.values), _known(pairs[at].values))
        for row, at in zip(mine, sorted(pairs), strict=True)
    )


def _pairs(processes: list[_Process], matched: Mapping[int, _Kept], kept: list[_Kept]) -> dict[int, _Kept]:
    """Give, by its place, the interview a new process may be: the same but for the day, or but for a spelling.

    Only where on both sides just one comes into question, and neither is known by a number.
    """
    met = {there.interview_id for there in matched.values()}
    theirs = [
        each for each in kept if each.is_same_kind and each.interview_id not in met and not each.record_id
    ]
    if not theirs:
        return {}
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
    day = process.interviewed_on or process.applied_on
    return (*process.who[:2], day) if process.who[1] and day else None


def _same_role_and_day(process: _Process | _Kept) -> tuple | None:
    """The company's first word stands for it: "Wren" and "Wren Ltd" are one, "Wren" and "Heron" are two."""
    day = process.interviewed_on or process.applied_on
    candidate, company, role = process.who
    return (candidate, company.split()[0], role, day) if company and role and day else None


def _may_only_bring_feedback(reading: Reading) -> bool:
    """Say whether the file has feedback, and nothing of how the interviews went."""
    fields_ = {re.sub(r"_\d+$", "", name) for name in reading.mapping}
    ends = {"outcome", "stage_reached", "response", "rounds"}
    return "feedback" in fields_ and not fields_ & ends and not any(":" in name for name in fields_)


def _only_brings_feedback(reading: Reading, processes: list[_Process], kept: list[_Kept]) -> bool:
    """Say whether the file tells of interviews that are there already.

    A log without outcomes that was imported before is known by the ids of its rows.
    """
    if not _may_only_bring_feedback(reading):
        return False
    ids = {process.interview_id for process in processes}
    own = [each for each in kept if each.is_same_kind]
    return bool(own) and not any(each.interview_id in ids for each in own)


def _joined(
    rows: Rows, processes: list[_Process], kept: list[_Kept], *, add: bool
) -> tuple[list[_Process], dict[int, _Kept], tuple[Problem, ...]]:
    """Give the processes with the interview each one's feedback is about; those about none are left out, or new."""
    own = [each for each in kept if each.is_same_kind]
    there = [
        There(tuple(filter(None, (each.interview_id, each.record_id))), each.who, each.days) for each in own
    ]
    told = [Told(each.record_id, each.who, each.days) for each in processes]
    numbers = rows.column("row")
    staying: list[_Process] = []
    matched: dict[int, _Kept] = {}
    unjoined: list[Problem] = []
    for process, found in zip(processes, join(told, there), strict=True):
        if isinstance(found, int):
            matched[len(staying)] = own[found]
            if (
                process.applied_on not in there[found].days
            ):  # no day of the interview: that on which they said it
                process.said_on = process.applied_on
        else:
            unjoined.append(Problem(found, row=numbers[process.place]))
            if not add:
                continue
        staying.append(process)
    return staying, matched, () if add else tuple(unjoined)


def _changes(rows: Rows, processes: list[_Process], matched: Mapping[int, _Kept]) -> list[Change]:
    """Give the values the file says otherwise; none where a person edited the interview, none that goes back a stage."""
    asked = [(processes[at], there) for at, there in sorted(matched.items()) if not there.is_edited]
    whole = _whole(rows, [process for process, _ in asked])
    return [
        change for (_, there), said in zip(asked, whole, strict=True) for change in _otherwise(there, *said)
    ]


def _otherwise(there: _Kept, values: Mapping[str, Any], attributes: Mapping[str, str]) -> Iterator[Change]:
    for name in FIELDS:
        after, before = values.get(name), there.values[name]
        if after is None:
            continue
        judged = there.is_judged and name in JUDGED
        goes_back = name == "stage_reached" and bool(before) and STAGES.index(after) < STAGES.index(before)
        if after != before and not judged and not goes_back:
            yield Change(there.interview_id, name, as_text(before), as_text(after) or "")
    together = {**there.attributes, **attributes}
    if together != there.attributes:
        yield Change(there.interview_id, "attributes", as_json(there.attributes), as_json(together))


def _new_interviews(cursor: duckdb.DuckDBPyConnection, rows: Rows, new: list[_Process]) -> pa.Table:
    """Give the new interviews in columns; those of one row as the row stands, without a copy where all are new."""
    alone = [process for process in new if not process.others]
    joint = [process for process in new if process.others]
    table = rows.table if len(alone) == len(rows) else rows.take([process.place for process in alone]).table
    stands = table.drop_columns([name for name in FILE_COLUMNS if name in table.column_names])
    whole = list(_whole(rows, joint))
    said = {name for values, _ in whole for name in values}
    return _together(
        _with_ids(cursor, stands, alone),
        _with_ids(
            cursor,
            in_columns(
                cursor,
                "interviews",
                {
                    "record_id": [process.record_id for process in joint],
                    "attributes": [as_json(attributes) for _, attributes in whole],
                    **{name: [values.get(name) for values, _ in whole] for name in FIELDS if name in said},
                },
            ),
            joint,
        ),
    )


def _together(*parts: pa.Table) -> pa.Table:
    """Give the rows of these tables, whichever columns each has."""
    return pa.concat_tables(
        [part for part in parts if part.num_rows] or parts[-1:], promote_options="permissive"
    )


def _with_ids(cursor: duckdb.DuckDBPyConnection, table: pa.Table, processes: list[_Process]) -> pa.Table:
    ids = in_columns(
        cursor,
        "interviews",
        {
            "interview_id": [process.interview_id for process in processes],
            "occurrence": [process.occurrence for process in processes],
        },
    )
    for name in ids.column_names:
        table = table.append_column(name, ids.column(name))
    return table


@dataclass(frozen=True)
class _Said:
    """The feedback of a file: what is new, whose it is, the texts that join interviews that are there, and what is there.

    `left_out` counts the texts that were deleted.
    """

    table: pa.Table
    feedback_ids: list[str]
    interview_ids: list[str]
    joining: list[tuple[str, str]]
    there: list[str]
    left_out: int


def _said(
    cursor: duckdb.DuckDBPyConnection,
    rows: Rows,
    processes: list[_Process],
    met: Mapping[str, str],
    deleted: Set[str],
    *,
    only: Set[str] | None,
) -> _Said:
    """Give the feedback of these processes, or of some `only`; `met` gives the interview that is there for each that is."""
    kept = cursor.execute(
        "SELECT feedback_id, interview_id, source, text FROM feedback WHERE interview_id IN (SELECT unnest($ids))",
        {"ids": [*met.values()]},
    ).fetchall()
    known = {(interview_id, source, text): feedback_id for feedback_id, interview_id, source, text in kept}
    ids = {each for (each,) in cursor.execute("SELECT feedback_id FROM feedback").fetchall()}
    done = set()
    whose: list[_Process | None] = [None] * len(rows)
    for process in processes:
        for place in (process.place, *process.others):
            whose[place] = process
    cells = rows.feedback()
    feedback_ids: list[str] = []
    interview_ids: list[str] = []
    joining: list[tuple[str, str]] = []
    there: list[str] = []
    taken: list[int] = []
    silent: list[bool] = []
    days: list[dt.date | None] = []
    left_out = 0
    for at, (place, source, text) in enumerate(_each(cells, "place", "source", "text")):
        process = whose[place]
        if process is None:
            continue
        interview_id = met.get(process.interview_id, process.interview_id)
        feedback_id = known.get((interview_id, source, text)) or feedback_id_of(interview_id, source, text)
        if feedback_id in done:  # the same words by the same person, twice in one interview
            continue
        done.add(feedback_id)
        if feedback_id not in ids and feedback_id in deleted:
            left_out += 1
            continue
        if only is not None and process.interview_id not in only:
            continue
        if feedback_id in ids:
            there.append(feedback_id)
            continue
        if process.interview_id in met:
            joining.append((interview_id, text))
        taken.append(at)
        feedback_ids.append(feedback_id)
        interview_ids.append(interview_id)
        silent.append(says_nothing(text))
        days.append(process.said_on)
    table = (cells if len(taken) == len(cells) else cells.take(pa.array(taken, pa.int64()))).drop_columns(
        "place"
    )
    if any(days):
        received = plain(table.column("received_on"))
        table = table.drop_columns("received_on").append_column(
            "received_on", column([own or day for own, day in zip(received, days, strict=True)], "DATE")
        )
    for name, values, kind in (
        ("feedback_id", feedback_ids, "VARCHAR"),
        ("interview_id", interview_ids, "VARCHAR"),
        ("says_nothing", silent, "BOOLEAN"),
    ):
        table = table.append_column(name, column(values, kind))
    return _Said(table, feedback_ids, interview_ids, joining, there, left_out)


def _followed(
    cursor: duckdb.DuckDBPyConnection,
    rows: Rows,
    processes: list[_Process],
    met: Mapping[str, str],
    *,
    only: Set[str] | None,
) -> Followed:
    """Give the requests, thanks and reminders of these processes, or of some `only`."""
    if not any(map(rows.fills, FOLLOW_UP_FIELDS)):
        return Followed({"follow_up_id": [], "interview_id": []})
    asked = [process for process in processes if only is None or process.interview_id in only]
    said = (
        (met.get(process.interview_id, process.interview_id), process.interview_id not in met, values)
        for process, (values, _) in zip(asked, _whole(rows, asked), strict=True)
    )
    return follow_ups(
        cursor,
        said,
        id_of=lambda interview_id, kind: id_of("follow_up", interview_id, kind),
        may_change=only is None,
    )


def _deleted(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Give the ids that the texts a person deleted have in a file."""
    return {
        key
        for (key,) in cursor.execute("SELECT key FROM remembered WHERE kind = 'deleted_feedback'").fetchall()
    }


def _stand(cursor: duckdb.DuckDBPyConnection, import_id: str) -> int:
    """Give how many interviews an import brought are there."""
    found = cursor.execute(
        """
        SELECT count(*) FROM interviews
        WHERE import_id = $import_id OR interview_id IN (SELECT id FROM brought WHERE import_id = $import_id)
        """,
        {"import_id": import_id},
    ).fetchone()
    return int(found[0]) if found else 0


def _each(cells: pa.Table, *names: str) -> Iterator[tuple]:
    """Give these columns of each line; a few lines at a time are objects."""
    for some in cells.select(names).to_batches(max_chunksize=4_096):
        yield from zip(*map(plain, some.columns), strict=True)


class _Folded(dict[str | None, str]):
    """Names as they are compared, each folded once; gone with the comparison, since one that stays keeps a page of memory."""

    __slots__ = ()

    def __missing__(self, value: str | None) -> str:
        """Fold a name that was not seen before."""
        self[value] = name = folded(value)
        return name
