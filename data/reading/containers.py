"""Workbooks and archives: which tables are inside, and the rows of one of them."""

from __future__ import annotations

import io
import json
import lzma
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.reading.results import Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
# What the reader of a workbook may take grows with the file: an honest one takes up to 30 bytes of address space for each of
# its own, so a small file that asks for much stops early. The first is what a sheet of one stray cell far below takes; that
# is half a second, too, and thrice as much on an old machine or a busy one.
_LEAST_MEMORY, _MEMORY_PER_BYTE, _MOST_MEMORY = 250_000_000, 40, 3_000_000_000
_LEAST_SECONDS, _SECONDS_PER_MB, _MOST_SECONDS = 1.7, 4, 60
_MEMBERS = 2_000
_TABLES = (".csv", ".tsv", ".txt")
_APPLICATIONS = (
    "job applications"  # in LinkedIn's archive; its list of contacts also has companies and positions
)
_OUR_EXPORT = {"interviews.csv", "coder_mentions.csv", "corrections.csv"}
_HEAD = 64_000
_WORKER = Path(__file__).with_name("workbook.py")
_NOT_READ = (
    "This workbook could not be read: it is damaged, or no workbook. Open it and save it anew, or as CSV."
)
_TOO_LARGE = "This workbook is too large to be read here. Save the sheet with your interviews as CSV, and bring that file."
_PASSWORD = "This workbook is locked with a password. Take the password off, or save the sheet as CSV, and bring that file."  # noqa: S105 - a sentence

RowScore = Callable[[Sequence[Sequence[str]]], int]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What was inside: all names, the one that was taken, and either its records or its bytes; `refused` says why not."""

    kind: str = ""
    names: tuple[str, ...] = ()
    name: str = ""
    records: list[list[str]] | None = None
    content: bytes | None = None
    refused: str | None = None


def is_container(content: bytes) -> bool:
    """Whether the bytes are a workbook or an archive, by their first marks."""
    return content.startswith((*_ZIP, _OLE))


def open_container(content: bytes, *, wanted: str | None, score: RowScore, limits: Limits) -> Opened:
    """The table inside that is wanted, or else the one with most headers known here, of equals the first; never raises.

    `score` says how many known headers the best of some records has.
    """
    if content.startswith(_OLE):
        return _workbook(content, wanted=wanted, score=score)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS:
                return Opened(
                    refused=f"This archive holds more than {_MEMBERS:,} files. Bring the one with your interviews."
                )
            names = [member.filename for member in members]
            if any(name.startswith("word/") for name in names):
                return Opened(refused="This is a Word document, not a table. Bring a sheet saved as CSV.")
            if any(name.startswith("xl/") for name in names) or "content.xml" in names:
                unpacked = sum(member.file_size for member in members)
                if unpacked > limits.unpacked_bytes:
                    return Opened(
                        refused=f"This workbook unpacks to {unpacked / 1_000_000:,.0f} MB, more than the"
                        f" {limits.unpacked_bytes // 1_000_000:,} MB that are read. Save the sheet with your interviews"
                        " as CSV, and bring that file."
                    )
                return _workbook(content, wanted=wanted, score=score)
            return _archive(archive, members, wanted=wanted, score=score, limits=limits)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        lzma.LZMAError,
        zlib.error,
    ):
        return Opened(
            refused="This archive could not be unpacked: it is damaged, or locked. Unpack it and bring the CSV inside."
        )


# ------------------------------------------------------------------------------------------- workbooks


def _workbook(content: bytes, *, wanted: str | None, score: RowScore) -> Opened:
    listed = _worker(content, [])
    if listed is None:
        return Opened(refused=_TOO_LARGE)
    first, _, rows = listed.partition("\n")
    try:
        found = json.loads(first)
    except ValueError:
        return Opened(refused=_NOT_READ)
    if "refused" in found:
        return Opened(refused=_PASSWORD if found["refused"] == "password" else _NOT_READ)
    heads: dict[str, list[list[str]]] = dict(found["sheets"])
    filled = {name: head for name, head in heads.items() if any(any(map(str.strip, row)) for row in head)}
    names = tuple(filled)
    if not names:
        return Opened(refused="The workbook has no words in it.")
    if wanted and wanted not in filled:
        return Opened(refused=_no_such("sheet", wanted, names))
    name = _chosen(filled, wanted, score)
    if len(heads) > 1:
        rows = _worker(content, [name])
    if rows is None:
        return Opened(refused=_TOO_LARGE)
    lines = rows.splitlines()
    records: list[list[str]] = []
    for line in lines:
        found = json.loads(line)
        if isinstance(found, dict):
            return Opened(refused=_NOT_READ)
        records += [[]] * found if isinstance(found, int) else [found]
    return Opened(kind="workbook", names=names, name=name, records=records)


def _worker(content: bytes, sheet: list[str]) -> str | None:
    """What the reader of workbooks says; None where it took too much memory or time."""
    memory = min(_MOST_MEMORY, _LEAST_MEMORY + _MEMORY_PER_BYTE * len(content))
    seconds = min(_MOST_SECONDS, _LEAST_SECONDS + _SECONDS_PER_MB * len(content) / 1_000_000)
    try:
        done = subprocess.run(  # noqa: S603 - our own script, and nothing of the file in its arguments but a name
            [sys.executable, "-I", str(_WORKER), str(memory), str(seconds), *sheet],
            input=content,
            capture_output=True,
            timeout=2 * _MOST_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("ascii") if done.returncode == 0 else None


def _no_such(what: str, wanted: str, names: Sequence[str]) -> str:
    return f'It holds no {what} "{wanted}"; there are {", ".join(names[:20])}.'


def _chosen(heads: dict[str, list[list[str]]], wanted: str | None, score: RowScore) -> str:
    if wanted in heads:
        return wanted
    return max(heads, key=lambda name: score(heads[name]))  # of equals the first


# ------------------------------------------------------------------------------------------- archives


def _archive(
    archive: zipfile.ZipFile,
    members: Sequence[zipfile.ZipInfo],
    *,
    wanted: str | None,
    score: RowScore,
    limits: Limits,
) -> Opened:
    tables = {
        member.filename: member
        for member in members
        if member.filename.lower().endswith(_TABLES) and not member.filename.startswith("__MACOSX/")
    }
    if not tables:
        return Opened(
            refused="This archive holds no CSV file. Unpack it and bring the file with your interviews."
        )
    names = tuple(tables)
    if {each.rsplit("/", 1)[-1] for each in names} >= _OUR_EXPORT:
        return Opened(
            refused="This is an export of Second Place. Bring it back under My data, or with `cli.py restore`."
        )
    if wanted and wanted not in tables:
        return Opened(refused=_no_such("file", wanted, names))
    name = (
        wanted if wanted in tables else next((each for each in names if _APPLICATIONS in each.lower()), None)
    )
    if name is None:
        name = max(names, key=lambda each: score(_top(archive, tables[each])))
    with archive.open(tables[name]) as member:
        content = member.read(limits.file_bytes + 1)
    return Opened(kind="archive", names=names, name=name, content=content)


def _top(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[list[str]]:
    """The first lines of a table in an archive, cut at the signs that may set cells apart: enough to know a header."""
    with archive.open(member) as opened:
        head = opened.read(_HEAD).decode("utf-8", errors="replace")
    return [
        line.replace(";", ",").replace("\t", ",").replace('"', "").split(",")
        for line in head.splitlines()[:40]
    ]
