"""F4, F5, F6 and F10: a disk that can only be read, no permission, a second copy running, a newer file."""

from __future__ import annotations

import errno
import os
import random
import struct
import time
from pathlib import Path

import duckdb

from data import opening
from data.problems import WorkspaceError
from tests.faults import work
from tests.faults.children import Child, Say, run
from tests.faults.disks import read_only
from tests.faults.rounds import Fault, copy_of

NOBODY = 65_534
FILES = 2


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def _try(say: Say, path: Path, user: int | None = None) -> None:
    """Open the workspace, as another user where one is given, and import a file; say what the person is told."""
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    try:
        workspace = work.open_workspace(path)
    except WorkspaceError as problem:
        say("told", str(problem))
        return
    say("next", *work.verdict(lambda: work.bring(workspace, FILES)))
    say("state", work.state(workspace))
    workspace.close()


def _only_reading(chance: random.Random, folder: Path) -> str:
    """F4."""
    home = folder / "home"
    home.mkdir()
    is_new = chance.random() < 0.3
    path = home / "workspace.duckdb" if is_new else copy_of(FILES, home)
    before = _bytes_of(home)
    with read_only(home) as seen:
        ended = run(_try, seen / path.name).require_clean()
    assert ended.said == (
        ("told", "workspace.duckdb is on a disk that can only be read. Choose another place for the file."),
    ), ended.said
    assert _bytes_of(home) == before
    return "said"


def _no_permission(chance: random.Random, folder: Path) -> str:
    """F5: modes taken away at random from the file, from what is beside it, or from the folder."""
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir()
    is_new = chance.random() < 0.2
    path = home / "workspace.duckdb" if is_new else copy_of(FILES, home)
    beside = [
        opening.wal_of(path),
        path.with_name(f"{path.name}.ledger.json"),
        path.with_name(f"{path.name}.backups"),
    ]
    if not is_new and chance.random() < 0.5:
        beside[0].touch(mode=0o600)
    for each in (home, *home.rglob("*")):
        os.chown(each, NOBODY, NOBODY)
    before = _bytes_of(home)
    target = home if is_new else chance.choice([home, path, *(each for each in beside if each.exists())])
    mode = chance.choice((0o000, 0o100, 0o400, 0o500, 0o300))
    if target == home and is_new:
        mode = chance.choice((0o000, 0o100, 0o400, 0o500))
    theirs = chance.random() < 0.2
    if theirs:
        os.chown(target, 0, 0)
    target.chmod(mode)
    ended = run(_try, path, NOBODY).require_clean()
    home.chmod(0o700)
    words = {said[0]: said[1:] for said in ended.said}
    if "told" in words:
        (told,) = words["told"]
        assert "not allowed" in told or "can only be read" in told or "Allow" in told, (
            f"{target.name} {mode:o}: {told}"
        )
        assert {**before, **_bytes_of(home)} == before, f"{target.name} {mode:o}: files were changed"
        return "said, nothing changed"
    told, sentence = words["next"]
    expected = FILES + 1 if told == "saved" else FILES
    if told != "saved":
        assert "allow" in sentence.lower(), f"{target.name} {mode:o}: {sentence}"
    assert words["state"] == (dict.fromkeys(range(0 if not is_new else FILES, expected), "whole"),), words
    for each in (home, *home.rglob("*")):
        each.chmod(0o700 if each.is_dir() else 0o600)
    found = run(work.look, path).require_clean()
    assert found.last("state") == words["state"], f"{target.name} {mode:o}: {found.said}"
    return told


def _second_copy(chance: random.Random, folder: Path) -> str:
    """F6: a second copy while the first imports, or several at once on a file that is not there yet."""
    path = folder / "workspace.duckdb"
    if chance.random() < 0.5:
        copy_of(1, folder)
        may_close = folder / "may_close"
        first = Child(_bring_and_stay, path, list(range(1, 6)), may_close)
        first.wait_for("open")
        second = run(_try, path).require_clean()
        assert second.said == (
            (
                "told",
                f"workspace.duckdb is open in another window (process {first.process.pid}). "
                "Close it there, then try again.",
            ),
        ), second.said
        may_close.touch()
        first.end().require_clean()
        found = run(work.look, path).require_clean()
        assert found.last("state") == (dict.fromkeys(range(6), "whole"),), found.said
        return "the second is told, the first goes on"
    with_links = chance.random() < 0.5
    many = [Child(_begin, path, n, with_links) for n in range(4)]
    ended = [child.end() for child in many]
    said = [words for each in ended for words in each.require_clean().said]
    saved = {n for word, n in said if word == "saved"}
    assert all("another window" in sentence for word, sentence in said if word == "told"), said
    found = run(work.look, path).require_clean()
    assert found.last("state") == (dict.fromkeys(saved, "whole"),), f"{saved} were saved: {found.said}"
    assert found.last("lost") == ([],), found.said
    assert saved, said
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []
    return (
        f"four begin at once{'' if with_links else ' on a disk without links'}: what is said to be saved is"
    )


def _bring_and_stay(say: Say, path: Path, numbers: list[int], may_close: Path) -> None:
    """Import, and keep the file open until it may be closed: on a busy machine the second copy begins late."""
    workspace = work.open_workspace(path)
    say("open", path.name)
    for n in numbers:
        work.bring(workspace, n)
    while not may_close.exists():
        time.sleep(0.02)
    workspace.close()


def _begin(say: Say, path: Path, n: int, with_links: bool) -> None:
    if not with_links:
        setattr(os, "link", _no_links)  # noqa: B010 - it takes fewer values than the real one
    try:
        workspace = work.open_workspace(path)
        work.bring(workspace, n)
    except WorkspaceError as problem:
        say("told", str(problem))
        return
    say("saved", n)
    workspace.close()


def _no_links(_source: Path, target: Path) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(target))


def _newer(chance: random.Random, folder: Path) -> str:
    """F10: a newer schema, or a newer kind of file."""
    path = copy_of(FILES, folder)
    if chance.random() < 0.5:
        with duckdb.connect(str(path)) as newer:
            newer.execute(
                "UPDATE meta SET value = $later WHERE key = 'schema_version'",
                {"later": str(chance.randrange(90, 999))},
            )
    else:
        content = bytearray(path.read_bytes())
        content[12:20] = chance.randrange(2_000, 2**31).to_bytes(8, "little")
        content[:8] = _checksum(bytes(content[8:4096])).to_bytes(8, "little")
        path.write_bytes(content)
    before = _bytes_of(folder)
    ended = run(_try, path).require_clean()
    assert ended.said == (
        (
            "told",
            "workspace.duckdb was made by a newer version of Second Place. Update the program to open it; "
            "it was left as it is.",
        ),
    ), ended.said
    assert _bytes_of(folder) == before
    return "said, left as it is"


def _checksum(content: bytes) -> int:
    """Give what DuckDB expects before a block of these bytes."""
    answer = 5381
    for (word,) in struct.iter_unpack("<Q", content):
        answer ^= word * 0xBF58476D1CE4E5B9 % 2**64
    return answer


FAULTS = [
    Fault("F4", "the disk can only be read", _only_reading, short=2, long=20, needs_root=True),
    Fault("F5", "no permission", _no_permission, short=6, long=60, needs_root=True),
    Fault("F6", "a second copy is running", _second_copy, short=2, long=24),
    Fault("F10", "the file is newer than the program", _newer, short=2, long=20),
]
