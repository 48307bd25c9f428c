"""What is known of the log beside a workspace file: a sum of each piece of it, written down when the piece was committed.

DuckDB's own checksum of an entry XORs its words: two equal ones that are lost cancel, and the cells come back empty. Here
the whole log is covered, whatever a commit changed. What was committed and not yet noted when the program was killed is
unknown, not damaged. `state` is a sum of the heads of the database file: each checkpoint, after which the log begins
anew, changes it, so that what is noted of an older log is never held against a newer.
"""

from __future__ import annotations

import contextlib
import logging
import os
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LOG = logging.getLogger("second_place")


@dataclass(frozen=True)
class Noted:
    """One commit as it was noted: where it ends in the log, the sum of its bytes, how many changes no backup holds yet.

    The first of a log ends at 0 and has the state of the file.
    """

    end: int
    sum: str
    changes: int

    def line(self) -> str:
        """Give the line of a file, with a check: a damaged note accuses nobody."""
        text = f"{self.end} {self.sum} {self.changes}"
        return f"{text} {zlib.crc32(text.encode()):08x}\n"


class AlteredError(Exception):
    """The log holds other bytes than were committed."""


def sums_of(path: Path) -> Path:
    """Give the place of the sums of a workspace file; there are some while no backup holds all of it."""
    return path.with_name(f"{path.name}.sums")


def noted(path: Path) -> list[Noted]:
    """Give what is noted beside a workspace file, up to the first line that is not whole."""
    found: list[Noted] = []
    with contextlib.suppress(OSError, ValueError):
        for line in sums_of(path).read_text(encoding="ascii").splitlines(keepends=True):
            end, digest, changes, _ = line.split()
            each = Noted(int(end), digest, int(changes))
            if each.line() != line:
                break
            found.append(each)
    return found


def changes_since_backup(path: Path) -> int:
    """Give how many changes were noted that no backup holds, 0 where none were."""
    return max((each.changes for each in noted(path)), default=0)


def missing_at_the_end(path: Path, log: Path, state: str) -> int:
    """Give how many of the noted changes the log does not hold any more, since its end is missing.

    Raises AlteredError where it holds other bytes than were committed.
    """
    known = noted(path)
    if not known or known[0].sum != state:
        return 0
    content, before = _bytes_of(log, 0), known[0]
    for each in known[1:]:
        if len(content) < each.end:
            return known[-1].changes - before.changes
        if _sum(content[before.end : each.end]) != each.sum:
            raise AlteredError
        before = each
    return 0


class Sums:
    """The sums of a file that is open, as this process writes them."""

    def __init__(self, path: Path, log: Path) -> None:
        self._path, self._log = path, log
        self._last: Noted | None = None
        self._state = ""
        self._changes = changes_since_backup(path)

    def note(self, state: str) -> None:
        """Note what the commit that just ended wrote; where it cannot be noted, that part of the log stays unknown."""
        self._changes += 1
        before = self._last if state == self._state else None
        last = before or Noted(0, state, self._changes - 1)
        try:
            content = _bytes_of(self._log, last.end)
            # A commit takes some bytes: where the log did not grow, it is not the one that is written to, and is missed.
            fresh = Noted(last.end + max(len(content), 1), _sum(content), self._changes)
            if before:
                self._write(fresh.line(), os.O_APPEND, sums_of(self._path))
            else:
                new = sums_of(self._path).with_name(f"{sums_of(self._path).name}.new")
                self._write(last.line() + fresh.line(), os.O_TRUNC, new)
                new.replace(sums_of(self._path))
            self._last, self._state = fresh, state
        except OSError as error:
            self._last = None
            LOG.warning("no sum of the log: %s", error)

    def all_in_a_backup(self) -> None:
        """Forget what is known: the file holds everything, and so does a backup."""
        self._last, self._changes = None, 0
        with contextlib.suppress(OSError):
            sums_of(self._path).unlink(missing_ok=True)

    @staticmethod
    def _write(lines: str, how: int, place: Path) -> None:
        """Write lines in one piece."""
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | how, 0o600)
        try:
            if os.write(handle, lines.encode()) < len(lines):
                message = "the lines were not written whole"
                raise OSError(message)
        finally:
            os.close(handle)


def _bytes_of(log: Path, at: int) -> bytes:
    try:
        with log.open("rb") as file:
            file.seek(at)
            return file.read()
    except FileNotFoundError:
        return b""


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()
