"""F7 and F8: bytes of the file, or of the log beside it, are damaged or missing."""

from __future__ import annotations

import random
import shutil
import signal
from functools import cache
from pathlib import Path

from data import opening
from data.problems import WorkspaceError
from data.workspace import backups_beside, restore_damaged
from tests.data.readings import LATER
from tests.faults import work
from tests.faults.children import Say, run
from tests.faults.rounds import Fault, copy_of, lasting_folder, prepared

FILES = 3  # in the prepared workspace, each with a backup
LOGGED = 3  # more imports that stand in the log only


def _damage(chance: random.Random, path: Path) -> str:
    """Damage a file at a random place in one of the ways disks and copies do, and say how."""
    content = bytearray(path.read_bytes())
    # A part of a file that is small and that everything hangs on is hit as often as its rows are.
    at = chance.randrange(min(len(content), 12_288 if chance.random() < 0.3 else len(content)))
    size = min(int(10 ** chance.uniform(0, 4.5)), len(content) - at)
    way = chance.choice(("a bit flipped", "overwritten", "zeroed", "cut short", "a piece missing"))
    if way == "a bit flipped":
        content[at] ^= 1 << chance.randrange(8)
    elif way == "overwritten":
        content[at : at + size] = chance.randbytes(size)
    elif way == "zeroed":
        content[at : at + size] = bytes(size)
    elif way == "cut short":
        del content[at:]
    else:
        del content[at : at + size]
    path.write_bytes(content)
    return f"{way} at {at} ({size} bytes)"


def _blank(chance: random.Random, path: Path) -> str:
    """Zero an even number of equal words that follow one another, which DuckDB's checksum of the log does not see."""
    content = bytearray(path.read_bytes())
    at, words = chance.choice(_runs(bytes(content)))
    size = 16 * chance.randint(1, words // 2)
    at += 8 * chance.randint(0, words - size // 8)
    content[at : at + size] = bytes(size)
    path.write_bytes(content)
    return f"equal words zeroed at {at} ({size} bytes)"


@cache
def _runs(content: bytes) -> list[tuple[int, int]]:
    """Give where a word of eight bytes, not all of them zero, stands several times in a row, and how often."""
    found, at = [], 0
    while at < len(content) - 16:
        word, words = content[at : at + 8], 1
        while content[at + 8 * words : at + 8 * words + 8] == word:
            words += 1
        if words > 1 and any(word):
            found.append((at, words))
        at += 8 * words if words > 1 and any(word) else 1
    return found


def _look(say: Say, path: Path, goes_on: bool) -> None:
    """Open the workspace and say every cell, or what the person is told; where it opens and `goes_on`, import once more."""
    try:
        workspace = work.open_workspace(path)
    except WorkspaceError as problem:
        say("told", str(problem))
        return
    say("open")
    try:
        say("lost", work.numbers(workspace.lost_imports()))
        say("lost changes", workspace.lost_changes())
        say("everything", work.everything(workspace))
        say("state", work.state(workspace))
        if goes_on:
            say("next", *work.verdict(lambda: work.bring(workspace, 40)))
            say("after", work.state(workspace))
    except WorkspaceError as problem:
        say("told", str(problem))
    workspace.close()


def _go_back(say: Say, path: Path, met_later: bool) -> None:
    """Put the newest backup in the place of the damaged file, as a page does, and say every cell of it."""
    newest = backups_beside(path)[0]
    restore_damaged(path, newest, at=LATER, though_it_opens=met_later)
    workspace = work.open_workspace(path)
    say("everything", work.everything(workspace))
    say("lost", work.numbers(workspace.lost_imports()))
    workspace.close()


def _file(chance: random.Random, folder: Path) -> str:
    path = copy_of(FILES, folder)
    how = _damage(chance, path)
    damaged = path.read_bytes()
    whole = prepared(FILES)[1]
    goes_on = chance.random() < 0.3
    ended = run(_look, path, goes_on).require_clean()
    told = [said[1] for said in ended.said if said[0] == "told"]
    read = [said[1] for said in ended.said if said[0] == "everything"]
    assert read in ([], [whole]), f"{how}: opened with other cells than were kept"
    if not told and not goes_on:
        assert ended.last("lost") == ([],), how
        return "everything is there"
    if not told:
        (after,) = ended.last("after")
        kept = {
            **dict.fromkeys(range(FILES), "whole"),
            **({40: "whole"} if ended.last("next")[0] == "saved" else {}),
        }
        assert after == kept, f"{how}: {after} after one more import"
        assert ended.last("lost") == ([],), how
        return "everything is there"
    assert work.BACKUP_OFFERED in told[0], f"{how}: {told[0]}"
    assert read or path.read_bytes() == damaged, f"{how}: the damaged file was changed"
    back = run(_go_back, path, ("open",) in ended.said).require_clean()
    assert back.last("everything") == (whole,), f"{how}: the backup is another"
    return "said, and the backup put back"


@cache
def _with_log() -> tuple[Path, dict[str, tuple[tuple[str | None, ...], ...]]]:
    folder = lasting_folder()
    path = copy_of(FILES, folder)
    died = run(work.leave_in_log, path, [*range(FILES, FILES + LOGGED)])
    assert died.exit_code == -signal.SIGKILL, died
    assert opening.wal_of(path).stat().st_size > 10_000
    return folder, died.last("everything")[0]


def _log(chance: random.Random, folder: Path) -> str:
    prepared_folder, whole = _with_log()
    shutil.copytree(prepared_folder, folder, dirs_exist_ok=True)
    path = folder / "workspace.duckdb"
    damage = _blank if chance.random() < 1 / 3 else _damage
    how = damage(chance, opening.wal_of(path))
    ended = run(_look, path, chance.random() < 0.3).require_clean()
    told = [said[1] for said in ended.said if said[0] == "told"]
    if told:
        assert not [said for said in ended.said if said[0] == "everything"], f"{how}: {told}"
        assert work.BACKUP_OFFERED in told[0], f"{how}: {told[0]}"
        assert f"({LOGGED} changes are noted) is not in it" in told[0], f"{how}: {told[0]}"
        back = run(_go_back, path, ("open",) in ended.said).require_clean()
        assert back.last("everything") == (prepared(FILES)[1],), f"{how}: the backup is another"
        assert back.last("lost") == ([*range(FILES, FILES + LOGGED)],), (
            f"{how}: not named: {back.last('lost')}"
        )
        return "said, the backup put back and what is not in it named"
    (there,), (lost,) = ended.last("state"), ended.last("lost")
    assert set(there.values()) == {"whole"}, f"{how}: {there}"
    assert sorted([*there, *lost]) == list(range(FILES + LOGGED)), f"{how}: {there} is there, {lost} is named"
    assert ended.last("lost changes") == (len(lost),), f"{how}: {ended.last('lost changes')}, {lost}"
    if not lost:
        assert ended.last("everything") == (whole,), f"{how}: other cells than were kept"
    return f"{len(lost)} of {LOGGED} imports lost and named" if lost else "everything is there"


FAULTS = [
    Fault("F7", "bytes of the file are damaged or missing", _file, short=8, long=700),
    Fault("F8", "bytes of the log are damaged or missing", _log, short=8, long=1000),
]
