"""Copies of a workspace file, kept beside it: the last five, the newest first."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

KEPT = 5
_NEW = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
_STAMP = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True)
class Backup:
    """One copy: where it is, when it was made (UTC without zone), and its bytes."""

    path: Path
    made_at: dt.datetime
    size: int


def folder_of(path: Path) -> Path:
    """Give the folder in which the copies of a workspace file are kept."""
    return path.with_name(f"{path.name}.backups")


def backups_of(path: Path) -> list[Backup]:
    """Give the copies of a workspace file, the newest first."""
    found = [
        Backup(file, dt.datetime.strptime(stamp[1], _STAMP), file.stat().st_size)  # noqa: DTZ007 - UTC without zone
        for file in folder_of(path).glob("*.duckdb")
        if (stamp := re.fullmatch(r"(\d{8}-\d{6}-\d{6})\.duckdb", file.name))
    ]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def place_for(path: Path, *, at: dt.datetime) -> Path:
    """Give the free place for a copy made at a time, in a folder only its owner can open."""
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    while (target := folder / f"{at.strftime(_STAMP)}.duckdb").exists():
        at += dt.timedelta(microseconds=1)
    return target


def copy_of_closed(path: Path, word: str) -> Path:
    """Give a free place for a copy that is no regular backup and is never thrown away: `word` says what it is of."""
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    number = 1
    while (target := folder / f"{word}-{number}.duckdb").exists():
        number += 1
    return target


def copy_private(source: Path, target: Path) -> None:
    """Copy a file that is not open, for its owner only."""
    with source.open("rb") as piece, os.fdopen(os.open(target, _NEW, 0o600), "wb") as out:
        shutil.copyfileobj(piece, out)
        out.flush()
        os.fsync(out.fileno())


def put_in_place(path: Path, fresh: Path, *, at: dt.datetime) -> Path:
    """Put a finished file in the place of one that cannot be opened; the damaged one is kept, at the path given back."""
    damaged = path.with_name(f"{path.name}.damaged-{at.strftime(_STAMP)}")
    for beside in ("wal", "sums"):
        there = path.with_name(f"{path.name}.{beside}")
        if there.exists():
            there.replace(damaged.with_name(f"{damaged.name}.{beside}"))
    if path.exists():
        path.replace(damaged)
    fresh.replace(path)
    return damaged


def keep_the_last(path: Path) -> None:
    """Remove all but the last five copies."""
    for backup in backups_of(path)[KEPT:]:
        backup.path.unlink()


def when(moment: dt.datetime) -> str:
    """Give a moment as a person reads it: "1 July 2026, 10:15 UTC"."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
