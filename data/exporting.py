"""Everything a workspace holds as one zip of CSV files, and the way back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from data import opening
from data.problems import WorkspaceError
from data.records import (
    ASKED_OF,
    BASES,
    CHANNELS,
    FOLLOW_UP_KINDS,
    OUTCOMES,
    POLARITIES,
    REPLIES,
    SOURCES,
    STAGES,
)
from data.safe_text import neutral, original
from data.tables import TABLES, columns_of, insert, take
from data.workspace import Workspace

__all__ = ["RestoreResult", "export_zip", "neutral", "original", "restore_zip", "table_csv"]

UNPACKED = 1_000_000_000
MARK = "leading-apostrophes.txt"
_CELL = 2**31 - 1
_MARK_TEXT = (
    "Cells that a spreadsheet would run as a formula begin with an apostrophe in these files, and so does every cell\n"
    "that began with one. A cell that is only an apostrophe is an empty text; an empty cell was never filled in.\n"
    "Second Place takes the apostrophes off again when it restores this export.\n"
)
_DICTIONARY: Mapping[str, str] = {
    "imports": "The files that were brought in: name, hash of the bytes and choices, time (UTC), and counts of interviews.",
    "brought": "Which interview, feedback or follow-up (id) also came with which file (import_id), besides the one it names itself.",
    "overwritten": "The values a file changed in interviews that were there, before and after.",
    "interviews": "One hiring process a row. attributes is a JSON object of your own columns; final_judged says that you "
    "answered whether somebody else got it; edited_at is when you last changed it by hand (UTC).",
    "feedback": "What somebody said, in their words: source is who, basis how faithfully. says_nothing marks cells such as "
    '"N/A"; coded_version is the codebook that read it.',
    "coder_mentions": "What the program heard in each text: factor, polarity, how sure (p, tier) and where; start_at and "
    "end_at count characters from 0.",
    "corrections": "What you decided about a mention; it wins over what the program heard.",
    "follow_ups": "What is to be done, or was done, for an interview: whom you asked, how, and what came of it; led_to is the "
    "interview a position that is open again became; changed_at is when you last changed it (UTC).",
    "practice": "What you began to practise for a factor, and when.",
    "remembered": "What you told the program about the words and headers of your files, the name you sign with, which interviews you "
    "debriefed or skipped, and which texts you deleted (as a fingerprint).",
    "taught": "The phrases you taught the program, and what each is heard as from then on.",
    "own_codebook": "Your own codebook, as the text of its file, and when you last changed it (UTC).",
}


@dataclass(frozen=True)
class RestoreResult:
    """How much a restored export held."""

    interviews: int
    feedback: int
    corrections: int


def export_zip(workspace: Workspace) -> bytes:
    """Give everything in the workspace, words and names included, as a zip: a CSV a table, a dictionary, a manifest."""
    packed = io.BytesIO()
    counts: dict[str, int] = {}
    dictionary = []
    with workspace.reading() as cursor, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        cursor.execute("BEGIN")
        for table in TABLES:
            columns = columns_of(cursor, table)
            rows = take(cursor, table, "true", {})
            counts[table] = len(rows)
            dictionary.append(
                f"{table}.csv ({len(rows)} rows)\n{_DICTIONARY[table]}\nColumns: {', '.join(columns)}\n"
            )
            _add(out, f"{table}.csv", _as_csv(list(columns), rows))
        manifest = {"program": opening.PROGRAM, "schema_version": opening.schema_version(), "rows": counts}
        _add(out, "manifest.json", json.dumps(manifest, indent=2).encode())
        _add(out, MARK, _MARK_TEXT.encode())
        _add(out, "README.txt", _readme(dictionary).encode())
    return packed.getvalue()


def restore_zip(workspace: Workspace, content: bytes, *, replace: bool, at: dt.datetime) -> RestoreResult:
    """Put an export into the workspace, all of it or nothing.

    A workspace that holds something is only replaced where `replace` says so, after a backup made at `at` (UTC).
    Raises WorkspaceError where the file is no export of ours, was changed beyond reading, or would replace something.
    """
    tables = _unpacked(content)
    held = int(workspace.ask("SELECT count(*) AS held FROM interviews", {}).held.iloc[0])
    if held and not replace:
        message = (
            f"This workspace already holds {held} interview{'s' if held > 1 else ''}. Restoring would replace "
            f"{'them' if held > 1 else 'it'}: say so, and a backup is made first. Nothing was changed."
        )
        raise WorkspaceError(message)
    has_own = bool(workspace.own_codebook() or workspace.taught())
    if has_own and not replace:
        message = (
            "This workspace already holds a codebook of your own. Restoring would replace it: say so, and a backup is "
            "made first. Nothing was changed."
        )
        raise WorkspaceError(message)
    if (held or has_own) and workspace.path is not None:
        workspace.backup(at=at)
    with workspace.transaction() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        for table, (columns, rows) in tables.items():
            _put(cursor, table, columns, rows)
    workspace.note_imports(without=[])
    return RestoreResult(*(len(tables[table][1]) for table in ("interviews", "feedback", "corrections")))


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give a table for a spreadsheet, as UTF-8 with its mark: no cell of it, and no title, is run as a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[neutral(cell) for cell in row] for row in (columns, *rows)])
    return out.getvalue().encode("utf-8-sig", errors="replace")


# What holds for every row the program writes.
_HOLDS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "interviews": (
        """
        json_valid(attributes) AND json_type(attributes) = 'OBJECT'
        AND (stage_reached IS NULL OR list_contains($stages, stage_reached))
        AND (outcome IS NULL OR list_contains($outcomes, outcome))
        """,
        {"stages": list(STAGES), "outcomes": list(OUTCOMES)},
    ),
    "feedback": (
        """
        list_contains($sources, source) AND list_contains($bases, basis)
        AND interview_id IN (SELECT interview_id FROM interviews)
        """,
        {"sources": list(SOURCES), "bases": list(BASES)},
    ),
    "coder_mentions": ("list_contains($polarities, polarity)", {"polarities": list(POLARITIES)}),
    "corrections": ("list_contains($polarities, polarity)", {"polarities": list(POLARITIES)}),
    "follow_ups": (
        """
        list_contains($kinds, kind) AND (asked_of IS NULL OR list_contains($asked_of, asked_of))
        AND (channel IS NULL OR list_contains($channels, channel)) AND (reply IS NULL OR list_contains($replies, reply))
        AND interview_id IN (SELECT interview_id FROM interviews)
        AND (led_to IS NULL OR led_to IN (SELECT interview_id FROM interviews))
        """,
        {
            "kinds": list(FOLLOW_UP_KINDS),
            "asked_of": list(ASKED_OF),
            "channels": list(CHANNELS),
            "replies": list(REPLIES),
        },
    ),
    "remembered": ("kind NOT IN ('mapping', 'decided') OR json_valid(value)", {}),
    "taught": ("list_contains($polarities, polarity)", {"polarities": list(POLARITIES)}),
    "own_codebook": ("(SELECT count(*) FROM own_codebook) = 1", {}),
}


_Rows = list[list[str | None]]


def _put(cursor: duckdb.DuckDBPyConnection, table: str, columns: list[str], rows: _Rows) -> None:
    left = list(columns_of(cursor, table))
    for column in columns:
        if column not in left:
            message = (
                f'{table}.csv has a column that does not belong there: "{column[:60]}". Nothing was changed.'
            )
            raise WorkspaceError(message)
        left.remove(column)
    try:
        insert(cursor, table, columns, rows)
        holds, values = _HOLDS.get(table, ("true", {}))
        if cursor.execute(f"SELECT 1 FROM {table} WHERE NOT ({holds}) LIMIT 1", values).fetchone():  # noqa: S608
            raise duckdb.ConstraintException(table)
    except (duckdb.DataError, duckdb.IntegrityError) as error:
        message = f"{table}.csv holds a value that does not belong in its column, or a row twice. Nothing was changed."
        raise WorkspaceError(message) from error


def _as_csv(columns: list[str], rows: tuple[tuple[str | None, ...], ...]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str | None) -> str:
    """A cell never filled in is empty; an empty text is an apostrophe, so that both come back as they were."""
    if value is None:
        return ""
    return neutral(value) if value else "'"


def _unpacked(content: bytes) -> dict[str, tuple[list[str], _Rows]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if "manifest.json" not in names or sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                raise WorkspaceError(_NOT_OURS)
            manifest = json.loads(packed.read("manifest.json"))
            if manifest.get("program") != opening.PROGRAM:
                raise WorkspaceError(_NOT_OURS)
            if int(manifest["schema_version"]) > opening.schema_version():
                message = "This export was made by a newer version of Second Place. Update the program to restore it."
                raise WorkspaceError(message)
            missing = [table for table in TABLES if f"{table}.csv" not in names and table in manifest["rows"]]
            if missing:
                message = f"{missing[0]}.csv is missing in this export. Nothing was changed."
                raise WorkspaceError(message)
            return {
                table: _from_csv(table, packed.read(f"{table}.csv"), marked=MARK in names)
                for table in TABLES
                if f"{table}.csv" in names
            }
    except _UNREADABLE as error:
        raise WorkspaceError(_NOT_OURS) from error


def _from_csv(table: str, content: bytes, *, marked: bool) -> tuple[list[str], _Rows]:
    csv.field_size_limit(_CELL)
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    if not lines:
        message = f"{table}.csv is empty. Nothing was changed."
        raise WorkspaceError(message)
    columns, rows = lines[0], lines[1:]
    return columns, [[_value(cell, marked=marked) for cell in row] for row in _whole(table, columns, rows)]


def _whole(table: str, columns: list[str], rows: list[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            message = f"{table}.csv, row {number}: {len(row)} cells where there are {len(columns)} columns. Nothing was changed."
            raise WorkspaceError(message)
        yield row


def _value(cell: str, *, marked: bool) -> str | None:
    if not cell:
        return None
    return original(cell) if marked else cell


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file under a fixed date, so that the same workspace gives the same bytes."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    out.writestr(entry, content)


def _readme(dictionary: list[str]) -> str:
    head = (
        "Everything in your Second Place workspace: your interviews, what people said, names and contacts included.\n"
        "Keep it as you would keep the e-mails. Each CSV is UTF-8 with a comma; times are UTC.\n"
    )
    return "\n".join([head, *dictionary, f"How cells are written ({MARK})\n{_MARK_TEXT}"])


_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, csv.Error, OSError, EOFError),
    *(ValueError, KeyError, TypeError, AttributeError, RuntimeError),
)
_NOT_OURS = "This is not an export of Second Place, or it is damaged. Nothing was changed."
