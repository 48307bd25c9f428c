"""One person's workspace: the one wrapper around its DuckDB file."""

from __future__ import annotations

import contextlib
import datetime as dt
import glob
import json
import os
import shutil
import threading
import uuid
import weakref
from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import platformdirs

from data import backups, comparing, decisions, forgetting, importing, ledger, opening
from data.backups import Backup
from data.collecting import give_back_memory, without_collecting
from data.comparing import ImportPlan, Known
from data.decisions import Decided
from data.importing import FieldChange, Imported, ImportPreview, Undone
from data.keeping import Shelf
from data.ledger import Noted
from data.problems import DamagedError, ReopenedError, WorkspaceError
from data.records import Correction, Feedback, FollowUp, Interview, Polarity, Practice, Taught
from data.safe_text import says_nothing, storable
from data.sums import sums_of
from data.tables import (
    TABLES,
    as_text,
    columns_of,
    in_columns,
    insert,
    insert_columns,
    take,
    text_frame,
)

if TYPE_CHECKING:
    from data.reading import Reading

__all__ = [
    "Backup",
    "Debriefed",
    "Decided",
    "FieldChange",
    "Forgotten",
    "ImportPlan",
    "ImportPreview",
    "Imported",
    "Known",
    "Noted",
    "Removed",
    "Undone",
    "Workspace",
    "backups_beside",
    "default_path",
    "open_copy",
    "open_workspace",
    "restore_damaged",
]


_CORRECTION = tuple(f.name for f in fields(Correction))
_FOLLOW_UP = tuple(f.name for f in fields(FollowUp))
# By which column a row belongs to what was deleted, where it is not the first of the key of its table.
_LARGE = 20_000  # rows of a file that are worth the tenth of a second to give their memory back
_OWN = {"brought": "id", "overwritten": "interview_id", "remembered": "key"}


@dataclass(frozen=True)
class Removed:
    """Every row that went with a deletion, a table each, as `Workspace.put_back` takes them.

    `sample` is the import of the sample where the interview was part of it.
    """

    rows: Mapping[str, tuple[tuple[str | None, ...], ...]]
    sample: str | None


@dataclass(frozen=True)
class Forgotten:
    """In how many interviews a contact stood that was deleted, and in how many texts its name."""

    interviews: int
    texts: int


@dataclass(frozen=True)
class Debriefed:
    """One interview as it stood before and after its debrief, and what was kept with it at `at`, for `undo_debrief`."""

    interview_id: str
    before: tuple[tuple[str | None, ...], ...]
    after: tuple[tuple[str | None, ...], ...]
    mark_before: str | None
    feedback_ids: tuple[str, ...]
    at: dt.datetime


def default_path() -> Path:
    """Give the file to open where none is named: SECOND_PLACE_DB, else one in the user's data folder."""
    chosen = os.environ.get("SECOND_PLACE_DB")
    return Path(chosen).expanduser() if chosen else _user_folder() / "workspace.duckdb"


def open_workspace(path: Path | None) -> Workspace:
    """Open the workspace at a path, made if there is none; None is one in memory.

    Raises WorkspaceError, with a sentence for the person, where the file cannot be opened.
    """
    return Workspace(path)


def backups_beside(path: Path) -> list[Backup]:
    """Give the backups of a workspace file that may not be open, the newest first."""
    return backups.backups_of(path.expanduser().resolve())


def open_copy(backup: Backup) -> Workspace:
    """Open a backup to read only, as a copy in memory, while the file itself is open in another window.

    Raises WorkspaceError where it cannot be opened.
    """
    return Workspace(None, copy_of=backup)


def restore_damaged(path: Path, backup: Backup, *, at: dt.datetime, though_it_opens: bool = False) -> Path:
    """Put a backup in the place of a workspace file that is damaged, which is kept at the path given back.

    `though_it_opens`: the damage was met later, in what opening does not read; this process has the file open no more.
    Raises WorkspaceError, and changes nothing, where the file can be opened after all or the backup cannot.
    """
    path = path.expanduser().resolve()
    try:
        open_workspace(path).close()
        is_open = True
    except DamagedError:
        is_open = False
    if is_open and not though_it_opens:
        message = f"{path.name} can be opened again. Nothing was changed."
        raise WorkspaceError(message)
    _require_backup(backup.path)
    fresh = path.with_name(f"{path.name}.restoring")
    try:
        backups.copy_private(backup.path, fresh)
        _prepare(fresh, version=_later_than_any(at))
        return backups.put_in_place(path, fresh, at=at)
    except OSError as error:
        message = f"{opening.explain(error, path)} Nothing was changed."
        raise WorkspaceError(message) from error
    finally:
        fresh.unlink(missing_ok=True)


class Workspace:
    """One person's interviews and feedback, safe to use from several threads.

    A question opens a cursor of its own; a write is one transaction under one lock. Where anything goes wrong, a
    WorkspaceError says in one sentence what, and whether it was saved. `copy_of` is the backup of which it is a copy to
    read only: nothing a person does is kept in it.
    """

    def __init__(self, path: Path | None, *, copy_of: Backup | None = None) -> None:
        self.path = None if path is None else path.expanduser().resolve()
        self.copy_of = copy_of
        self._writing = threading.RLock()
        self._door = _Door()
        self._prepared: tuple[weakref.ref[Reading], int, bool, comparing.Compared] | None = None
        self._own_doubts = 0
        # What `_doubts` gave before the version was read last, and the version.
        self._known: tuple[tuple[int, int], int] | None = None
        if self.path is not None and self.path.parent == _user_folder():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connect()
        try:
            self._lost = self._missing_imports()
            self._lost_changes = self._held.missing() if self._held is not None else 0
        except BaseException:
            self._disconnect()
            raise

    @property
    def version(self) -> int:
        """The number of committed writes: as long as it is the same, every answer is."""
        doubts, known = self._doubts(), self._known
        if known is not None and known[0] == doubts:
            return known[1]  # a page asks a dozen times: it would be a fifth of its time
        with self.reading() as cursor:
            row = cursor.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            if row is None:
                raise WorkspaceError(opening.CLOSED)
            self._known = doubts, int(row[0])
        return int(row[0])

    def is_alive(self) -> bool:
        """Say whether the workspace is open and its file still the one that was opened."""
        if self._held is not None and not self._held.is_in_place():
            return False
        try:
            return self.version >= 0
        except WorkspaceError:
            return False

    def close(self) -> None:
        """Close the file, after the questions that are being answered."""
        with self._writing, self._door.shut():
            self._disconnect()

    def lost_imports(self) -> tuple[Noted, ...]:
        """Give the imports that were noted beside the file and are not in it: damage or a copied file lost them."""
        return self._lost

    def lost_changes(self) -> int:
        """Give how many of the last changes are not there, since the end of the log was missing when the file was opened."""
        return self._lost_changes

    # Questions

    def ask(self, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        """Answer a question; `values` may hold more names than the SQL uses.

        Dates and times are datetime64 (missing: NaT), text is str (missing: NaN, in a column without any text None),
        whole numbers and booleans with a missing value are the nullable types (missing: pd.NA). `pd.isna` tells all.
        """
        with self._door.inside(), self._explained(ours=duckdb.ProgrammingError), self._cursor() as cursor:
            return _asked(cursor, sql, values).df()

    @contextlib.contextmanager
    def kept(self, key: Hashable, sql: str, values: Mapping[str, object]) -> Generator[str]:
        """Give the name of a table that holds the answer to a question, made once and kept in memory until the next write.

        `key` says which question under which values it is. The table can be asked for until the context ends.
        Raises ReopenedError where another file took the place of this one meanwhile: the table went with its connection.
        """
        version, shelf = self.version, self._shelf
        with self._explained(ours=duckdb.ProgrammingError), self._cursor() as cursor:

            def make(name: str) -> None:
                with self._door.inside():
                    _asked(cursor, f"CREATE TABLE {name} AS {sql}", values)

            try:
                with shelf.table(cursor, key, version=version, make=make) as name:
                    yield name
            except duckdb.Error as error:
                if self._shelf is shelf:
                    raise
                message = "Another copy of your interviews took the place of this one. Reload the page."
                raise ReopenedError(message) from error

    def imports(self) -> pd.DataFrame:
        """Give what was imported, the latest first."""
        return self.ask(
            """
            SELECT import_id, file_name, imported_at, rows_read, new, changed, unchanged, is_sample
            FROM imports ORDER BY imported_at DESC, import_id
            """,
            {},
        )

    def has_sample(self) -> bool:
        """Say whether the sample is in the workspace."""
        return bool(self.ask("SELECT count(*) > 0 AS found FROM imports WHERE is_sample", {}).found.iloc[0])

    def interview(self, interview_id: str) -> Interview | None:
        """Give one interview, None where there is none of this id."""
        names = ", ".join(comparing.FIELDS)
        with self.reading() as cursor:
            row = cursor.execute(
                f"SELECT interview_id, record_id, attributes, final_judged, {names} FROM interviews WHERE interview_id = $id",  # noqa: S608
                {"id": interview_id},
            ).fetchone()
        if row is None:
            return None
        return Interview(
            interview_id=row[0],
            record_id=row[1],
            attributes=json.loads(row[2]),
            final_judged=row[3],
            **dict(zip(comparing.FIELDS, row[4:], strict=True)),
        )

    def uncoded(self, codebook_version: str) -> pd.DataFrame:
        """Give feedback_id and text of what this version of the codebook has not read yet; what says nothing is left out."""
        return self.ask(
            """
            SELECT feedback_id, text FROM feedback
            WHERE coded_version IS DISTINCT FROM $codebook_version AND NOT says_nothing
            ORDER BY feedback_id
            """,
            {"codebook_version": codebook_version},
        )

    def decisions(
        self, *, at_most: int, step: int, part: int
    ) -> list[tuple[str, str, bool, tuple[str, Polarity, int, int] | None, bool]]:
        """Give what a person decided about texts: feedback_id, text, whether they looked through all of it, the factor,
        polarity, start and end they decided about (None where they decided about none), and whether that is right.

        The texts stand in the order in which they were first decided about: the latest `at_most` of those that fill whole steps,
        of `step` texts or of a `part`-th of all that are decided, whichever is more.
        """
        with self.reading() as cursor:
            rows = cursor.execute(
                """
                WITH marked AS (
                  SELECT feedback_id, min(decided_at) AS decided_at FROM corrections GROUP BY feedback_id
                ),
                decided AS (
                  SELECT feedback_id, coalesce(decided_at, reviewed_at) AS since
                  FROM feedback LEFT JOIN marked USING (feedback_id)
                  WHERE decided_at IS NOT NULL OR reviewed_at IS NOT NULL
                ),
                placed AS (
                  SELECT
                    feedback_id, row_number() OVER (ORDER BY since, feedback_id) AS place,
                    count(*) OVER () AS texts, texts - texts % greatest($step, texts // $part) AS in_steps
                  FROM decided
                ),
                latest AS (
                  SELECT feedback_id, place FROM placed WHERE place > in_steps - $at_most AND place <= in_steps
                )
                SELECT
                  feedback_id, text, reviewed_at IS NOT NULL, decision IS NOT DISTINCT FROM 'rejected',
                  factor, polarity, start_at, end_at
                FROM latest JOIN feedback USING (feedback_id) LEFT JOIN corrections USING (feedback_id)
                ORDER BY place, start_at, factor, polarity
                """,
                {"at_most": at_most, "step": step, "part": part},
            ).fetchall()
        return [
            (feedback_id, text, whole, None if marked[0] is None else tuple(marked), not wrong)
            for feedback_id, text, whole, wrong, *marked in rows
        ]

    def own_name(self) -> str:
        """Give the name the person signs with; "" where it is not known."""
        return self._remembered("own_name").get("", "")

    def remembered_words(self) -> dict[str, str]:
        """Give the outcome each casefolded cell was said to mean."""
        return self._remembered("outcome_word")

    def remembered_decision(self, header_key: str) -> Decided | None:
        """Give what was decided about the last file with these headers, None where nothing was."""
        return self.remembered_decisions().get(storable(header_key))

    def remembered_decisions(self) -> dict[str, Decided]:
        """Give what was decided about files, by their headers."""
        mappings, others = self._remembered("mapping"), self._remembered("decided")
        return {
            key: decisions.from_json(others.get(key, "{}"), mappings.get(key, "{}"))
            for key in sorted({*mappings, *others})
        }

    def taught(self) -> tuple[Taught, ...]:
        """Give the phrases the person taught the program, the oldest first."""
        with self.reading() as cursor:
            rows = cursor.execute(
                "SELECT phrase, factor, polarity, taught_at FROM taught ORDER BY taught_at, phrase, factor"
            ).fetchall()
        return tuple(
            Taught(phrase=phrase, factor=factor, polarity=polarity, taught_at=at)
            for phrase, factor, polarity, at in rows
        )

    def own_codebook(self) -> str:
        """Give the text of the person's own codebook, "" where there is none."""
        with self.reading() as cursor:
            row = cursor.execute("SELECT own FROM own_codebook").fetchone()
        return row[0] if row else ""

    # Imports

    def plan_import(self, reading: Reading) -> ImportPlan:
        """Give how many interviews the file would bring; writes nothing."""
        with self.reading() as cursor:
            return self._compared_with(cursor, reading, is_sample=False).plan

    def preview_import(self, reading: Reading, *, at_most: int) -> ImportPreview:
        """Give what the file would bring, with up to `at_most` of the values it would change; writes nothing."""
        with self.reading() as cursor:
            return importing.preview(
                cursor, self._compared_with(cursor, reading, is_sample=False), at_most=at_most
            )

    def commit_import(
        self,
        reading: Reading,
        *,
        imported_at: dt.datetime,
        is_sample: bool,
        progress: Callable[[int, int], None] | None = None,
    ) -> Imported:
        """Write what the file brings, in one transaction, and keep a backup of it.

        The same file with the same choices again brings back the interviews that were deleted since, and nothing else.
        `progress` is told, while it is written, how many rows are, and of how many; what it raises undoes all of it.
        """
        with self._writing:
            with without_collecting(), self.transaction() as cursor:
                compared = self._compared_with(cursor, reading, is_sample=is_sample)
                imported = importing.commit(
                    cursor,
                    reading,
                    compared,
                    imported_at=imported_at,
                    is_sample=is_sample,
                    progress=progress,
                )
            self._prepared = None
            if not imported.already_there:
                self._settle(imported_at)
            return imported

    def _compared_with(
        self, cursor: duckdb.DuckDBPyConnection, reading: Reading, *, is_sample: bool
    ) -> comparing.Compared:
        """Give the file against what is there; kept while the file is looked at, so that keeping it only writes."""
        (found,) = cursor.execute("SELECT value FROM meta WHERE key = 'version'").fetchall()
        kept, version = self._prepared, int(found[0])
        if kept is not None and kept[0]() is reading and kept[1:3] == (version, is_sample):
            return kept[3]
        with without_collecting():
            compared = comparing.compare(cursor, reading, is_sample=is_sample)
        if reading.rows_read > _LARGE:
            give_back_memory()
        self._prepared = weakref.ref(reading), version, is_sample, compared
        return compared

    def undo_import(self, import_id: str) -> Undone:
        """Take back what an import brought and nobody worked on since, and the values it changed; a backup is made first."""
        with self._writing:
            if import_id not in set(self.imports().import_id):
                return Undone(0, 0, ())
            if self.path is not None:
                self.backup(at=dt.datetime.now(dt.UTC).replace(tzinfo=None))
            self.note_imports(without=[import_id])
            with self.transaction() as cursor:
                return importing.undo(cursor, import_id)

    def remove_sample(self) -> None:
        """Take the sample out, with everything that was done to it."""
        with self._writing:
            sample = self.ask("SELECT import_id FROM imports WHERE is_sample", {}).import_id.tolist()
            if not sample:
                return
            self.note_imports(without=sample)
            with self.transaction() as cursor:
                importing.remove_sample(cursor)

    # Interviews and feedback

    def save_interview(self, interview: Interview, *, at: dt.datetime) -> str:
        """Keep an interview as the person wrote it, and give its id; an empty id makes a new one."""
        interview_id = interview.interview_id or _new_id()
        values = {
            "record_id": interview.record_id,
            "attributes": json.dumps(dict(interview.attributes), ensure_ascii=False),
            "final_judged": interview.final_judged,
            **{name: getattr(interview, name) for name in comparing.FIELDS},
            "edited_at": at,
        }
        with self.transaction() as cursor:
            cursor.execute(
                """
                INSERT INTO interviews (interview_id, occurrence, attributes, final_judged)
                VALUES ($id, 1, '{}', false) ON CONFLICT DO NOTHING
                """,
                {"id": interview_id},
            )
            _update(cursor, "interviews", "interview_id", interview_id, values)
        return interview_id

    def delete_interview(self, interview_id: str) -> Removed:
        """Delete an interview with its feedback and follow-ups, and give all of it for `put_back`."""
        with self.transaction() as cursor:
            mine = {"id": interview_id}
            sample = _sample_of(cursor, "$id", mine)
            said = "feedback_id IN (SELECT feedback_id FROM feedback WHERE interview_id = $id)"
            brought = "id = $id OR id IN (SELECT feedback_id FROM feedback WHERE interview_id = $id)"
            removed = Removed(
                {
                    "interviews": take(cursor, "interviews", "interview_id = $id", mine),
                    "feedback": take(cursor, "feedback", "interview_id = $id", mine),
                    "coder_mentions": take(cursor, "coder_mentions", said, mine),
                    "corrections": take(cursor, "corrections", said, mine),
                    "follow_ups": take(cursor, "follow_ups", "$id IN (interview_id, led_to)", mine),
                    "brought": take(cursor, "brought", brought, mine),
                    "overwritten": take(cursor, "overwritten", "interview_id = $id", mine),
                    "remembered": take(cursor, "remembered", "kind = 'debrief' AND key = $id", mine),
                },
                sample,
            )
            cursor.execute(f"DELETE FROM brought WHERE {brought}", mine)  # noqa: S608
            importing.remove_interviews(cursor, [interview_id])
        return removed

    def judge_finals(self, answers: Mapping[str, bool], *, at: dt.datetime) -> None:
        """Keep who got it: True, somebody else, so you came second; False, it stays as rejected and is not asked again."""
        rows = [(each, as_text(second), as_text(at)) for each, second in answers.items()]
        with self.transaction() as cursor:
            cursor.register("answers", text_frame(["interview_id", "second", "at"], rows))
            cursor.execute(
                """
                UPDATE interviews SET
                  outcome = CASE WHEN CAST(answers.second AS BOOLEAN) THEN 'second_place' ELSE outcome END,
                  final_judged = true, judged_at = CAST(answers.at AS TIMESTAMP)
                FROM answers WHERE answers.interview_id = interviews.interview_id
                """
            )

    def debrief(
        self, interview: Interview, feedback: Sequence[Feedback], *, mark: str, at: dt.datetime
    ) -> Debriefed:
        """Keep what a person said about one interview in one step: its stage, outcome and `final_judged`, and new feedback.

        `mark` says where the interview stands in the debrief from now on. What it gives takes all of it back. Raises
        WorkspaceError where the interview is gone.
        """
        own = {"id": interview.interview_id}
        with self.transaction() as cursor:
            before = take(cursor, "interviews", "interview_id = $id", own)
            if not before:
                message = "This interview is not here any more. Nothing was saved."
                raise WorkspaceError(message)
            marks = take(cursor, "remembered", "kind = 'debrief' AND key = $id", own)
            cursor.execute(
                """
                UPDATE interviews SET
                  stage_reached = $stage_reached, outcome = $outcome, final_judged = $final_judged,
                  judged_at = CASE WHEN $final_judged AND NOT final_judged THEN $at ELSE judged_at END
                WHERE interview_id = $id
                """,
                {
                    **own,
                    "stage_reached": interview.stage_reached,
                    "outcome": interview.outcome,
                    "final_judged": interview.final_judged,
                    "at": at,
                },
            )
            there = set(
                cursor.execute(
                    "SELECT text, source = 'self' FROM feedback WHERE interview_id = $id", own
                ).fetchall()
            )
            # What stands there word for word is not said a second time.
            fresh = [each for each in feedback if (storable(each.text), each.source == "self") not in there]
            kept = tuple(_save_feedback(cursor, each, at=at) for each in fresh)
            _put_mark(cursor, interview.interview_id, mark)
            after = take(cursor, "interviews", "interview_id = $id", own)
        return Debriefed(interview.interview_id, before, after, marks[0][-1] if marks else None, kept, at)

    def undo_debrief(self, debriefed: Debriefed) -> bool:
        """Take a debrief back; False, and nothing is changed, where the interview or the words were changed since."""
        own = {"id": debriefed.interview_id}
        kept = {"ids": list(debriefed.feedback_ids), "at": debriefed.at}
        with self.transaction() as cursor:
            same = "feedback_id IN (SELECT unnest($ids)) AND edited_at = $at"
            words = take(cursor, "feedback", same, kept)
            if take(cursor, "interviews", "interview_id = $id", own) != debriefed.after or len(words) != len(
                debriefed.feedback_ids
            ):
                return False
            importing.remove_feedback(cursor, debriefed.feedback_ids)
            cursor.execute("DELETE FROM interviews WHERE interview_id = $id", own)
            insert(cursor, "interviews", list(columns_of(cursor, "interviews")), debriefed.before)
            _put_mark(cursor, debriefed.interview_id, debriefed.mark_before)
        return True

    def save_feedback(self, feedback: Feedback, *, at: dt.datetime) -> str:
        """Keep what somebody said, and give its id; changed words are read again, and decisions move with their words."""
        with self.transaction() as cursor:
            return _save_feedback(cursor, feedback, at=at)

    def delete_feedback(self, feedback_id: str) -> Removed:
        """Delete one feedback with what was heard in it, and give all of it for `put_back`.

        That it was deleted is remembered, not its words: no file brings it back unasked.
        """
        with self.transaction() as cursor:
            mine = {"id": feedback_id}
            sample = _sample_of(cursor, "(SELECT interview_id FROM feedback WHERE feedback_id = $id)", mine)
            tables = ("feedback", "coder_mentions", "corrections")
            removed = Removed(
                {
                    **{table: take(cursor, table, "feedback_id = $id", mine) for table in tables},
                    "brought": take(cursor, "brought", "id = $id", mine),
                },
                sample,
            )
            if not sample:
                _remember_deleted(cursor, feedback_id)
            cursor.execute("DELETE FROM brought WHERE id = $id", mine)
            importing.remove_feedback(cursor, [feedback_id])
        return removed

    def deleted_feedback(self) -> int:
        """Give how many texts were deleted that no file is to bring back."""
        return len(set(self._remembered("deleted_feedback").values()))

    def forget_deleted_feedback(self) -> None:
        """Forget which texts were deleted: a file that still holds them brings them back."""
        with self.transaction() as cursor:
            cursor.execute("DELETE FROM remembered WHERE kind = 'deleted_feedback'")

    def put_back(self, removed: Removed) -> None:
        """Undo a deletion; what is there again in the meantime stays as it is.

        What came with an import that is gone comes back as the person's own. Raises WorkspaceError where that import was
        the sample.
        """
        with self.transaction() as cursor:
            imports = {"id": removed.sample}
            if removed.sample and not take(cursor, "imports", "import_id = $id", imports):
                message = "It was part of the sample, which is gone."
                raise WorkspaceError(message)
            for table, rows in removed.rows.items():
                columns = list(columns_of(cursor, table))
                key = _OWN.get(table, TABLES[table][0])
                own = columns.index(key)
                ids = {"ids": [row[own] for row in rows]}
                there = {row[own] for row in take(cursor, table, f"{key} IN (SELECT unnest($ids))", ids)}
                insert(cursor, table, columns, [row for row in rows if row[own] not in there])
            importing.part_from_gone_imports(cursor)
            importing.forget_what_is_back(cursor)

    def mark_reviewed(self, feedback_id: str, *, at: dt.datetime | None) -> None:
        """Keep that the person has looked at what was heard in a text; None takes it back."""
        with self.transaction() as cursor:
            _update(cursor, "feedback", "feedback_id", feedback_id, {"reviewed_at": at})

    # What feedback means

    def save_coding(
        self, coded: pd.DataFrame, *, languages: Mapping[str, str], codebook_version: str
    ) -> None:
        """Keep what the coder heard in the texts named by `languages`, in place of what it had heard before.

        `coded` has the columns of the table coder_mentions, a row a mention; a text without mentions is only in `languages`.
        """
        with self._written() as cursor:  # into a copy as well: it may be older than the codebook
            read = [(each, language) for each, language in languages.items()]
            cursor.register("read_now", text_frame(["feedback_id", "language"], read))
            cursor.execute(
                "DELETE FROM coder_mentions WHERE feedback_id IN (SELECT feedback_id FROM read_now)"
            )
            if not coded.empty:
                columns = coded[list(columns_of(cursor, "coder_mentions"))].astype(object)
                columns = columns.where(columns.notna(), None)
                mentions = in_columns(
                    cursor, "coder_mentions", {name: columns[name].tolist() for name in columns}
                )
                insert_columns(cursor, "coder_mentions", mentions, same={}, wrote=lambda _: None)
            cursor.execute(
                """
                UPDATE feedback SET language = read_now.language, coded_version = $codebook_version
                FROM read_now WHERE read_now.feedback_id = feedback.feedback_id
                """,
                {"codebook_version": codebook_version},
            )

    def correct(self, correction: Correction) -> None:
        """Keep what a person decided about a mention; a later decision about the same words replaces it."""
        values = {name: getattr(correction, name) for name in _CORRECTION}
        same = "feedback_id = $feedback_id AND factor = $factor AND polarity = $polarity"
        overlap = f"{same} AND start_at < $end_at AND $start_at < end_at"
        words = {name: values[name] for name in ("feedback_id", "factor", "polarity", "start_at", "end_at")}
        with self.transaction() as cursor:
            found = cursor.execute(
                f"SELECT coalesce(bool_or(protected), false) FROM mentions WHERE {overlap}",  # noqa: S608
                words,
            ).fetchone()
            cursor.execute(f"DELETE FROM corrections WHERE {overlap} AND start_at <> $start_at", words)  # noqa: S608
            cursor.execute(
                """
                INSERT INTO corrections
                VALUES ($feedback_id, $factor, $polarity, $start_at, $end_at, $aspect, $decision, $decided_at, $protected)
                ON CONFLICT DO UPDATE SET
                  end_at = excluded.end_at, aspect = excluded.aspect, decision = excluded.decision,
                  decided_at = excluded.decided_at, protected = excluded.protected
                """,
                {**values, "protected": correction.protected or bool(found and found[0])},
            )

    def withdraw_correction(self, feedback_id: str, factor: str, polarity: str, start_at: int) -> None:
        """Take back what a person decided about the mention that starts there: the coder's word stands again."""
        with self.transaction() as cursor:
            cursor.execute(
                """
                DELETE FROM corrections
                WHERE feedback_id = $feedback_id AND factor = $factor AND polarity = $polarity
                  AND (start_at = $start_at OR EXISTS (
                    SELECT 1 FROM coder_mentions AS coder
                    WHERE coder.feedback_id = $feedback_id AND coder.factor = $factor AND coder.polarity = $polarity
                      AND coder.start_at = $start_at
                      AND corrections.start_at < coder.end_at AND coder.start_at < corrections.end_at
                  ))
                """,
                {"feedback_id": feedback_id, "factor": factor, "polarity": polarity, "start_at": start_at},
            )

    # The person's own codebook

    def teach(self, taught: Taught) -> None:
        """Keep a phrase to be heard as a factor from now on; the same phrase for the same factor is replaced."""
        with self.transaction() as cursor:
            cursor.execute(
                """
                INSERT INTO taught VALUES ($phrase, $factor, $polarity, $taught_at)
                ON CONFLICT DO UPDATE SET polarity = excluded.polarity, taught_at = excluded.taught_at
                """,
                {
                    "phrase": storable(taught.phrase),
                    "factor": storable(taught.factor),
                    "polarity": taught.polarity,
                    "taught_at": taught.taught_at,
                },
            )

    def forget_taught(self, phrase: str, factor: str) -> None:
        """Forget a phrase that was taught for a factor."""
        with self.transaction() as cursor:
            cursor.execute(
                "DELETE FROM taught WHERE phrase = $phrase AND factor = $factor",
                {"phrase": storable(phrase), "factor": storable(factor)},
            )

    def save_own_codebook(self, text: str, *, at: dt.datetime) -> None:
        """Keep the text of the person's own codebook in place of the one before; "" removes it."""
        with self.transaction() as cursor:
            cursor.execute("DELETE FROM own_codebook")
            if text:
                cursor.execute(
                    "INSERT INTO own_codebook VALUES ($own, $at)", {"own": storable(text), "at": at}
                )

    # What to do next, and what to remember

    def save_practice(self, practice: Practice, *, import_id: str | None = None) -> str:
        """Keep a deliberate change, and give its id; with the sample's `import_id` it goes when the sample goes."""
        practice_id = practice.practice_id or _new_id()
        values = {"factor": practice.factor, "started_on": practice.started_on, "what": practice.what}
        with self.transaction() as cursor:
            _keep(cursor, "practice", "practice_id", practice_id, values, {"import_id": import_id})
        return practice_id

    def delete_practice(self, practice_id: str) -> Removed:
        """Forget a deliberate change, and give it for `put_back`."""
        mine = {"id": practice_id}
        with self.transaction() as cursor:
            sample = cursor.execute(
                "SELECT import_id FROM practice JOIN imports USING (import_id) WHERE practice_id = $id AND is_sample",
                mine,
            ).fetchone()
            removed = Removed(
                {"practice": take(cursor, "practice", "practice_id = $id", mine)},
                sample[0] if sample else None,
            )
            cursor.execute("DELETE FROM practice WHERE practice_id = $id", mine)
        return removed

    def follow_ups(self, interview_id: str) -> tuple[FollowUp, ...]:
        """Give what is to do and was done for an interview, in the order it was first kept."""
        with self.reading() as cursor:
            rows = cursor.execute(
                f"SELECT {', '.join(_FOLLOW_UP)} FROM follow_ups WHERE interview_id = $id ORDER BY rowid",  # noqa: S608
                {"id": interview_id},
            ).fetchall()
        return tuple(FollowUp(**dict(zip(_FOLLOW_UP, row, strict=True))) for row in rows)

    def save_follow_up(self, follow_up: FollowUp, *, at: dt.datetime) -> str:
        """Keep something to do or done for an interview, one revision further, and give its id.

        Raises WorkspaceError where the interview is gone.
        """
        with self.transaction() as cursor:
            return _save_follow_up(cursor, follow_up, at=at)

    def delete_follow_up(self, follow_up_id: str) -> Removed:
        """Forget something to do or done, and give it for `put_back`."""
        mine = {"id": follow_up_id}
        with self.transaction() as cursor:
            sample = _sample_of(
                cursor, "(SELECT interview_id FROM follow_ups WHERE follow_up_id = $id)", mine
            )
            removed = Removed({"follow_ups": take(cursor, "follow_ups", "follow_up_id = $id", mine)}, sample)
            cursor.execute("DELETE FROM follow_ups WHERE follow_up_id = $id", mine)
        return removed

    def forget_contact(self, name: str | None, email: str | None, *, at: dt.datetime) -> Forgotten:
        """Delete a person's contact for real, by name or address: from every interview, note and text, and from the backups.

        The texts themselves stay, with the name taken out of them. There is no way back.
        """
        names = forgetting.names_of(name, email)
        with self._writing:
            if self.path is not None:
                self._require_alone()
            with self.transaction() as cursor:
                interviews = forgetting.empty_contacts(cursor, name, email)
                texts = forgetting.texts_with(cursor, names)
                for feedback_id, text in texts:
                    row = cursor.execute(
                        "SELECT interview_id, received_on, source, basis FROM feedback WHERE feedback_id = $id",
                        {"id": feedback_id},
                    ).fetchone()
                    said = dict(
                        zip(("interview_id", "received_on", "source", "basis"), row or (), strict=True)
                    )
                    _save_feedback(cursor, Feedback(feedback_id=feedback_id, text=text, **said), at=at)
                forgetting.take_out(cursor, names)
            self.erase_what_was_deleted(at=at)
        return Forgotten(len(interviews), len(texts))

    def reopen(self, interview_id: str, *, on: dt.date, at: dt.datetime) -> str:
        """Begin a new interview for a position that is open again, linked to the one of then, and give its id.

        It has the company, role and contact of then, and is pending. Raises WorkspaceError where the old one is gone.
        """
        new_id = _new_id()
        with self.transaction() as cursor:
            cursor.execute(
                """
                INSERT INTO interviews (
                  interview_id, occurrence, candidate, company, role, seniority, industry, location, work_mode,
                  contact_name, contact_role, contact_email, applied_on, stage_reached, outcome, attributes, final_judged, edited_at
                )
                SELECT
                  $new, 1, candidate, company, role, seniority, industry, location, work_mode,
                  contact_name, contact_role, contact_email, $on, 'applied', 'pending', '{}', false, $at
                FROM interviews WHERE interview_id = $old
                """,
                {"new": new_id, "old": interview_id, "on": on, "at": at},
            )
            opened = FollowUp(interview_id=interview_id, kind="reopened", done_on=on, led_to=new_id)
            _save_follow_up(cursor, opened, at=at)
        return new_id

    def remember_own_name(self, name: str) -> None:
        """Remember the name the person signs with."""
        self._remember("own_name", {"": name})

    def remember_words(self, words: Mapping[str, str]) -> None:
        """Remember what outcome cells mean, for the next file."""
        self._remember("outcome_word", words)

    def remember_mapping(self, header_key: str, mapping: Mapping[str, str]) -> None:
        """Remember which header stands for which field, for the next file with the same headers."""
        self._remember("mapping", {header_key: json.dumps(dict(mapping), ensure_ascii=False)})

    def remember_decisions(self, header_key: str, decided: Decided) -> None:
        """Remember what was decided about a file, for the next with the same headers, in the place of what was before."""
        kept = {}
        if decided.says_something():
            kept["decided"] = decisions.to_json(decided)
        if decided.mapping:
            kept["mapping"] = json.dumps(dict(decided.mapping), ensure_ascii=False)
        key = storable(header_key)
        with self.transaction() as cursor:
            self._forget(cursor, key, "mapping", "decided")
            rows = [(kind, key, storable(value)) for kind, value in kept.items()]
            insert(cursor, "remembered", ["kind", "key", "value"], rows)

    def forget_decisions(self, header_key: str) -> None:
        """Forget what was decided about the files with these headers."""
        with self.transaction() as cursor:
            self._forget(cursor, header_key, "mapping", "decided")

    def forget_word(self, word: str) -> None:
        """Forget what an outcome cell was said to mean: the next file asks again."""
        with self.transaction() as cursor:
            self._forget(cursor, word, "outcome_word")

    # Backups, and deleting everything

    def backup(self, *, at: dt.datetime) -> Path:
        """Copy the workspace into its backup folder, where the last five are kept, and give the copy's place."""
        path, held = self._file()
        with self._writing:
            opening.require_space(path)
            with self._explained(ours=None):
                with self._door.shut(), held.committing():
                    self._connection.execute("CHECKPOINT")
                target = backups.place_for(path, at=at)
                try:
                    held.copy_to(target)
                except OSError:
                    target.unlink(missing_ok=True)
                    raise
                backups.keep_the_last(path)
                with held.committing() as sums:
                    sums.all_in_a_backup()
            return target

    def backups(self) -> list[Backup]:
        """Give the backups there are, the newest first; none for a workspace in memory."""
        return [] if self.path is None else backups.backups_of(self.path)

    def restore_backup(self, path: Path, *, at: dt.datetime) -> None:
        """Put a backup in the place of the present, of which a backup is taken first."""
        mine, _ = self._file()
        with self._writing:
            _require_backup(path)
            fresh = mine.with_name(f"{mine.name}.restoring")
            try:
                with self._explained(ours=None):
                    opening.require_space(mine)
                    backups.copy_private(path, fresh)
                _prepare(fresh, version=self.version + 1)
                self.backup(at=at)
                self._swap(fresh)
            finally:
                fresh.unlink(missing_ok=True)
            self.note_imports(without=[])

    def size_on_disk(self) -> int:
        """Give the bytes of the database file and of what is not yet in it; 0 in memory."""
        if self.path is None:
            return 0
        files = (self.path, opening.wal_of(self.path))
        return sum(file.stat().st_size for file in files if file.exists())

    def delete_everything(self) -> None:
        """Delete everything for real: an empty file takes the place of this one, and ledger and backups are removed."""
        with self._writing:
            if self.path is None:
                with self.transaction() as cursor:
                    for table in TABLES:
                        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
                return
            fresh = self.path.with_name(f"{self.path.name}.emptied")
            opening.create(fresh, version=self.version + 1, in_place_of_another=True)
            try:
                self._swap(fresh)
            finally:
                fresh.unlink(missing_ok=True)
            self._clear_beside()
            self._lost, self._lost_changes = (), 0

    def erase_what_was_deleted(self, *, at: dt.datetime) -> None:
        """Write the file anew, with nothing in it of what was deleted or changed; the backups that hold it give way to one."""
        self._require_more_than_a_copy()
        with self._writing:
            if self.path is None:
                return
            path = self._require_alone()
            with self._explained(ours=None):
                opening.require_space(path)
            fresh = path.with_name(f"{path.name}.rewritten")
            opening.create(fresh, version=self.version + 1, in_place_of_another=True)
            try:
                with self.reading() as cursor:
                    opening.fill_from(fresh, cursor)
                self._swap(fresh)
            finally:
                fresh.unlink(missing_ok=True)
            self._clear_beside()
            self._lost, self._lost_changes = (), 0
            self._settle(at)

    def _clear_beside(self) -> None:
        """Remove ledger, backups and whatever else lies beside the file and may hold words of it."""
        path, _ = self._file()
        with self._explained(ours=None):
            for beside in path.parent.glob(f"{glob.escape(path.name)}.*"):
                if beside.is_dir():
                    shutil.rmtree(beside)
                elif beside != opening.wal_of(path):
                    beside.unlink()

    # The ways in for the other modules of data/: one cursor to write with, one to read with

    @contextlib.contextmanager
    def transaction(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Give a cursor inside one transaction: all of it is kept, or nothing. Not to be nested."""
        self._require_more_than_a_copy()
        with self._written() as cursor:
            yield cursor

    @contextlib.contextmanager
    def _written(self) -> Generator[duckdb.DuckDBPyConnection]:
        with self._writing:
            self._require_place()
            self._require_room()
            try:
                with self._door.inside(), self._cursor() as cursor:
                    cursor.execute("BEGIN")
                    try:
                        yield cursor
                        row = cursor.execute(
                            """
                            UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR)
                            WHERE key = 'version' RETURNING value
                            """
                        ).fetchone()
                        self._require_place()
                    except BaseException:
                        with contextlib.suppress(duckdb.Error):
                            cursor.execute("ROLLBACK")
                        raise
                    expected = int(row[0]) if row else 0
                    failed = self._commit(cursor)
            except duckdb.ProgrammingError:
                raise
            except (duckdb.Error, MemoryError) as error:
                self._doubt()
                problem = opening.problem_of(error, self.path)
                message = f"{problem} Nothing was saved."
                raise type(problem)(message) from error
            self._require_same_place()
            if failed is not None:
                self._look_again(expected, failed)

    def _commit(self, cursor: duckdb.DuckDBPyConnection) -> duckdb.Error | None:
        """Commit, and note what that wrote into the log; gives what the commit raised, if anything."""
        held = self._held
        with contextlib.nullcontext() if held is None else held.committing() as sums:
            try:
                cursor.execute("COMMIT")
            except duckdb.Error as error:
                return error
            finally:
                self._doubt()
            if held is not None and sums is not None and held.is_in_place():
                sums.note(held.state())
        return None

    @contextlib.contextmanager
    def reading(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Give a cursor to read with, for what one question cannot answer. Nothing else is to be asked meanwhile."""
        with self._door.inside(), self._explained(ours=None), self._cursor() as cursor:
            yield cursor

    def note_imports(self, *, without: Sequence[str]) -> None:
        """Write down beside the file which imports it holds; `without` leaves out those about to go."""
        if self.path is None:
            return
        rows = self.imports()
        with self._explained(ours=None):
            ledger.note(
                self.path,
                [
                    Noted(row.import_id, row.file_name, row.imported_at.to_pydatetime(), int(row.rows_read))
                    for row in rows[~rows.import_id.isin(list(without))].itertuples()
                ],
            )

    def _look_again(self, expected: int, error: duckdb.Error) -> None:
        """Find out whether a commit that raised was kept all the same, as on a full disk; raise where it was not."""
        sentence = opening.explain(error, self.path)
        if self.path is not None:
            try:
                with self._door.shut():
                    self._disconnect()
                    self._connect()
                if self.version == expected:
                    return
            except WorkspaceError as again:
                message = (
                    f"{sentence} Whether the last change was saved will show when the workspace opens again."
                )
                raise WorkspaceError(message) from again
        message = f"{sentence} Nothing was saved."
        raise WorkspaceError(message) from error

    def _settle(self, at: dt.datetime) -> None:
        """After an import, which is saved whatever happens here: into the file, into the ledger, into a backup."""
        if self.path is None:
            return
        try:
            self.note_imports(without=[])
            self.backup(at=at)
        except WorkspaceError as error:
            opening.LOG.warning("no backup after an import: %s", error)
            if not self.is_alive():
                try:
                    with self._door.shut():
                        self._disconnect()
                        self._connect()
                except WorkspaceError as again:  # the next page opens it, or says why it cannot
                    opening.LOG.warning("closed after an import: %s", again)

    def _doubts(self) -> tuple[int, int]:
        """Give what is different after every commit and every error, ours or another workspace's on the same file."""
        held = self._held
        return self._own_doubts, 0 if held is None else held.doubts()

    def _doubt(self) -> None:
        """Have the version asked for again: something was committed, or went wrong and may have closed the database."""
        self._own_doubts += 1
        held = self._held
        if held is not None:
            held.doubt()

    # The connection

    def _connect(self) -> None:
        if self.copy_of is not None:
            version = _later_than_any(self.copy_of.made_at)
            self._connection, self._held = opening.copy_in_memory(self.copy_of.path, version=version), None
        elif self.path is None:
            self._connection, self._held = opening.in_memory(), None
        else:
            self._connection, self._held = opening.connect(self.path, keep_copy=True)
        self._shelf = Shelf(self._connection)

    def _disconnect(self) -> None:
        self._known = None
        self._shelf.close(self._connection)
        self._connection.close()
        if self._held is not None:
            self._held.release()
            self._held = None

    def _swap(self, fresh: Path) -> None:
        """Put a finished file in the place of the open one; whoever reads waits."""
        path = self._require_alone()
        with self._door.shut(), self._explained(ours=None):
            self._disconnect()
            try:
                fresh.replace(path)
                opening.wal_of(path).unlink(missing_ok=True)
                sums_of(path).unlink(missing_ok=True)
            finally:
                self._connect()

    def _require_alone(self) -> Path:
        """Give the file, where no other workspace of this process has it open: that one would go on in the old file."""
        path, held = self._file()
        if held.users() > 1:
            message = (
                f"{path.name} is open in another window. Close it there, then try again. Nothing was changed."
            )
            raise WorkspaceError(message)
        return path

    def _file(self) -> tuple[Path, opening.HeldFile]:
        self._require_more_than_a_copy()
        if self.path is None:
            message = "This workspace lives in memory only: there is no file to copy."
            raise WorkspaceError(message)
        self._require_place()
        if self._held is None:
            raise WorkspaceError(opening.CLOSED)
        return self.path, self._held

    def _require_more_than_a_copy(self) -> None:
        """Raise where this is a copy: what is written to it would be gone with the window."""
        if self.copy_of is not None:
            message = (
                f"This is the copy of {backups.when(self.copy_of.made_at)}, to read only, while your interviews are open "
                "in another window. Nothing was saved."
            )
            raise WorkspaceError(message)

    def _require_place(self) -> None:
        """Raise where the file was moved, replaced or deleted: what is written to it now would be lost."""
        if self.path is not None and self._held is not None and not self._held.is_in_place():
            message = (
                f"{self.path.name} was moved, replaced or deleted while it was open. Put it back, or reload the page "
                "to open what is there now. Nothing was saved."
            )
            raise WorkspaceError(message)

    def _require_same_place(self) -> None:
        """Raise where the file was moved, replaced or deleted while a write was under way: the write went with it."""
        if self.path is not None and self._held is not None and not self._held.is_in_place():
            message = (
                f"{self.path.name} was moved, replaced or deleted while this was saved, and it went with the old file. "
                "Put that back, or reload the page to open what is there now and do it again."
            )
            raise WorkspaceError(message)

    def _require_room(self) -> None:
        """Raise where the disk is nearly full; and have the log there for this write."""
        if self.path is not None and self._held is not None:
            try:
                opening.require_space(self.path)
                self._held.make_log()
            except OSError as error:
                message = f"{opening.explain(error, opening.wal_of(self.path))} Nothing was saved."
                raise WorkspaceError(message) from error

    @contextlib.contextmanager
    def _cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        cursor = opening.cursor_of(self._connection)
        try:
            yield cursor
        finally:
            cursor.close()

    @contextlib.contextmanager
    def _explained(self, *, ours: type[duckdb.Error] | None) -> Generator[None]:
        """Turn errors of the database and the system into sentences; `ours` are mistakes in our own SQL, raised as they are."""
        try:
            yield
        except (duckdb.Error, OSError, MemoryError) as error:
            self._doubt()
            if ours is not None and isinstance(error, ours):
                raise
            raise opening.problem_of(error, self.path) from error

    # What is kept beside the interviews

    def _missing_imports(self) -> tuple[Noted, ...]:
        if self.path is None:
            return ()
        there = set(self.imports().import_id)
        return tuple(each for each in ledger.noted(self.path) if each.import_id not in there)

    def _remembered(self, kind: str) -> dict[str, str]:
        rows = self.ask("SELECT key, value FROM remembered WHERE kind = $kind ORDER BY key", {"kind": kind})
        return dict(zip(rows.key, rows.value, strict=True))

    @staticmethod
    def _forget(cursor: duckdb.DuckDBPyConnection, key: str, *kinds: str) -> None:
        cursor.execute(
            "DELETE FROM remembered WHERE key = $key AND kind IN (SELECT unnest($kinds))",
            {"key": storable(key), "kinds": list(kinds)},
        )

    def _remember(self, kind: str, values: Mapping[str, str]) -> None:
        with self.transaction() as cursor:
            rows = [(kind, storable(key), storable(value)) for key, value in values.items()]
            cursor.register("learned", text_frame(["kind", "key", "value"], rows))
            cursor.execute(
                "INSERT INTO remembered SELECT * FROM learned ON CONFLICT DO UPDATE SET value = excluded.value"
            )


class _Door:
    """Lets many in at once, or one who needs to be alone: a file cannot be swapped while somebody reads it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone: int | None = None

    @contextlib.contextmanager
    def inside(self) -> Generator[None]:
        """Wait until nobody is alone, and count as one who is inside; who is alone may look as well."""
        with self._changed:
            self._changed.wait_for(lambda: self._alone in (None, threading.get_ident()))
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def shut(self) -> Generator[None]:
        """Let nobody in, and wait until all are out."""
        with self._changed:
            self._changed.wait_for(lambda: self._alone is None)
            self._alone = threading.get_ident()
            self._changed.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._changed:
                self._alone = None
                self._changed.notify_all()


def _user_folder() -> Path:
    return platformdirs.user_data_path("second-place", appauthor=False).resolve()


def _later_than_any(at: dt.datetime) -> int:
    """Give a version no workspace reached by writing: what was kept of an earlier state is not taken for this one's."""
    return int(at.replace(tzinfo=dt.UTC).timestamp())


def _require_backup(path: Path) -> None:
    if not path.is_file():
        message = "This backup is not there any more. Nothing was changed."
        raise WorkspaceError(message)


def _prepare(fresh: Path, *, version: int) -> None:
    try:
        opening.prepare(fresh, version=version)
    except WorkspaceError as error:
        message = "This backup is damaged, or was made by a newer version. Nothing was changed."
        raise WorkspaceError(message) from error


def _sample_of(
    cursor: duckdb.DuckDBPyConnection, interview_id: str, values: Mapping[str, object]
) -> str | None:
    found = cursor.execute(
        f"SELECT import_id FROM interviews JOIN imports USING (import_id) WHERE is_sample AND interview_id = {interview_id}",  # noqa: S608
        values,
    ).fetchone()
    return found[0] if found else None


def _asked(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    """Run one statement with those of the values it names."""
    (statement,) = cursor.extract_statements(sql)
    named = {name: values[name] for name in statement.named_parameters}
    for name, value in named.items():
        named[name] = storable(value) if isinstance(value, str) else value
    return cursor.execute(statement, named)


def _new_id() -> str:
    return uuid.uuid4().hex[:16]


def _add(cursor: duckdb.DuckDBPyConnection, table: str, values: Mapping[str, object]) -> None:
    cells = ", ".join(f"${name}" for name in values)
    cursor.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({cells})", _stored(values))  # noqa: S608


def _update(
    cursor: duckdb.DuckDBPyConnection, table: str, key: str, id_: str | int, values: Mapping[str, object]
) -> None:
    setting = ", ".join(f"{name} = ${name}" for name in values)
    cursor.execute(f"UPDATE {table} SET {setting} WHERE {key} = $_id", {**_stored(values), "_id": id_})  # noqa: S608


def _stored(values: Mapping[str, object]) -> dict[str, object]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}


def _save_feedback(cursor: duckdb.DuckDBPyConnection, feedback: Feedback, *, at: dt.datetime) -> str:
    feedback_id = feedback.feedback_id or _new_id()
    text = storable(feedback.text)
    there = cursor.execute(
        "SELECT rowid, text FROM feedback WHERE feedback_id = $id", {"id": feedback_id}
    ).fetchone()
    values = {
        "interview_id": feedback.interview_id,
        "received_on": feedback.received_on,
        "source": feedback.source,
        "basis": feedback.basis,
        "text": text,
        "says_nothing": says_nothing(text),
        "edited_at": at,
    }
    if there is None:
        _add(cursor, "feedback", {"feedback_id": feedback_id, **values})
        return feedback_id
    row, before = there
    if before != text:
        _move_decisions(cursor, feedback_id, before, text)
        cursor.execute("DELETE FROM coder_mentions WHERE feedback_id = $id", {"id": feedback_id})
        values |= {"coded_version": None, "reviewed_at": None}
    _update(cursor, "feedback", "rowid", row, values)
    return feedback_id


def _save_follow_up(cursor: duckdb.DuckDBPyConnection, follow_up: FollowUp, *, at: dt.datetime) -> str:
    there = cursor.execute(
        "SELECT 1 FROM interviews WHERE interview_id = $id", {"id": follow_up.interview_id}
    ).fetchone()
    if there is None:
        message = "This interview is not here any more. Nothing was saved."
        raise WorkspaceError(message)
    follow_up_id = follow_up.follow_up_id or _new_id()
    before = cursor.execute(
        "SELECT revision FROM follow_ups WHERE follow_up_id = $id", {"id": follow_up_id}
    ).fetchone()
    values = {name: getattr(follow_up, name) for name in _FOLLOW_UP if name != "follow_up_id"}
    values |= {"revision": before[0] + 1 if before else 0, "changed_at": at}
    _keep(cursor, "follow_ups", "follow_up_id", follow_up_id, values, {})
    return follow_up_id


def _remember_deleted(cursor: duckdb.DuckDBPyConnection, feedback_id: str) -> None:
    """Remember by which ids files would bring this feedback back: as it came, and, where it was mended, as it stands."""
    for row in cursor.execute(
        "SELECT interview_id, source, text FROM feedback WHERE feedback_id = $id", {"id": feedback_id}
    ).fetchall():
        keys = sorted({feedback_id, comparing.feedback_id_of(*row)})
        insert(
            cursor,
            "remembered",
            ["kind", "key", "value"],
            [("deleted_feedback", key, feedback_id) for key in keys],
        )


def _put_mark(cursor: duckdb.DuckDBPyConnection, interview_id: str, mark: str | None) -> None:
    """Set where an interview stands in the debrief; None, nowhere yet."""
    own = {"id": interview_id}
    cursor.execute("DELETE FROM remembered WHERE kind = 'debrief' AND key = $id", own)
    if mark is not None:
        cursor.execute("INSERT INTO remembered VALUES ('debrief', $id, $mark)", {**own, "mark": mark})


def _keep(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    key: str,
    id_: str,
    values: Mapping[str, object],
    when_new: Mapping[str, object],
) -> None:
    there = cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} = $id", {"id": id_}).fetchone()  # noqa: S608
    if there and there[0]:
        _update(cursor, table, key, id_, values)
        return
    row = {key: id_, **values, **when_new}
    insert(cursor, table, list(row), [[as_text(value) for value in row.values()]])


def _move_decisions(cursor: duckdb.DuckDBPyConnection, feedback_id: str, before: str, after: str) -> None:
    """Move each decision to where its words stand now, the nearest place first; one whose words are gone goes with them."""
    kept = take(cursor, "corrections", "feedback_id = $id", {"id": feedback_id})
    columns = list(columns_of(cursor, "corrections"))
    moved: dict[tuple[str | None, ...], list[str | None]] = {}
    for row in kept:
        values = dict(zip(columns, row, strict=True))
        start, end = int(values["start_at"] or 0), int(values["end_at"] or 0)
        now = _nearest(after, before[start:end], start)
        if now is not None:
            values |= {"start_at": str(now), "end_at": str(now + end - start)}
            moved[values["factor"], values["polarity"], values["start_at"]] = list(values.values())
    cursor.execute("DELETE FROM corrections WHERE feedback_id = $id", {"id": feedback_id})
    insert(cursor, "corrections", columns, moved.values())


def _nearest(text: str, words: str, at: int) -> int | None:
    places = (text.rfind(words, 0, at + len(words)), text.find(words, at))
    found = [place for place in places if words and place >= 0]
    return min(found, key=lambda place: abs(place - at)) if found else None
