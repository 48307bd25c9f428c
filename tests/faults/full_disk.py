"""F2 and F3: the disk is full when an import is committed, or when what was committed is to go into the file."""

from __future__ import annotations

import os
import random
import resource
import shutil
from pathlib import Path

from data import opening
from tests.faults import work
from tests.faults.children import Say, run
from tests.faults.disks import disk, is_root
from tests.faults.rounds import Fault, copy_of

ROOM = (
    80_000_000  # more than the program asks for before it writes, so that the disk fills up behind its back
)
_ENDLESS = resource.RLIM_INFINITY


class _Room:
    """The room that is left on a disk: by a file that takes up the rest, or by a limit on the size of every file."""

    def __init__(self, folder: Path, left: int, *, by_limit: bool) -> None:
        self._filler, self._left, self._by_limit = folder / "somebody else's", left, by_limit

    def take(self) -> None:
        """Leave no more room than was said."""
        if self._by_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._left, _ENDLESS))
            return
        with self._filler.open("wb") as filler:
            free = shutil.disk_usage(self._filler.parent).free
            if free > self._left:
                os.posix_fallocate(filler.fileno(), 0, free - self._left)

    def give(self) -> None:
        """Make room again."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (_ENDLESS, _ENDLESS))
        self._filler.unlink(missing_ok=True)


def _import(say: Say, folder: Path, moment: str, left: int, by_limit: bool) -> None:
    """Import a file on a disk that is full from a moment on, and say what the person is told; then go on using it."""
    path = folder / "app" / "workspace.duckdb"
    workspace = work.open_workspace(path)
    room = _Room(folder, left, by_limit=by_limit)
    committed, looked = (int(moment == "the import is committed"), 2 if moment == "a backup begins" else 0)
    with (
        work.happening(workspace, "_require_same_place", committed, room.take),
        work.happening(opening, "require_space", looked, room.take),
    ):
        progress = (lambda _done, _of: room.take()) if moment == "rows are written" else None
        say("told", *work.verdict(lambda: work.bring(workspace, 1, progress)))
    if moment == "the program ends":
        room.take()
    elif workspace.is_alive():
        say("goes on", work.state(workspace))
        say("next", *work.verdict(lambda: work.bring(workspace, 2)))
    workspace.close()


def _played(chance: random.Random, folder: Path, moments: tuple[str, ...]) -> str:
    moment = chance.choice(moments)
    left = int(10 ** chance.uniform(0, 5.8)) if chance.random() < 0.5 else chance.randrange(600_000)
    by_limit = not is_root() or chance.random() < 0.25
    with disk(folder / "disk", size=ROOM) as mounted:
        copy_of(1, mounted / "app")
        child = run(_import, mounted, moment, left, by_limit).require_clean()
        told, sentence = child.last("told")
        elsewhere = folder / "roomy"
        shutil.copytree(mounted / "app", elsewhere / "app")
        (mounted / "somebody else's").unlink(missing_ok=True)
        for place, more in ((elsewhere, []), (mounted, [1, 2])):
            found = run(work.look_and_bring, place / "app" / "workspace.duckdb", more).require_clean()
            assert found.last("lost changes") == (0,), child.said
            _judge(found.last("state")[0], found.last("lost")[0], told, sentence, child.said)
        assert found.last("again") == ({0: "whole", 1: "whole", 2: "whole"},), found.said
    truly = "" if told != "unsure" else f", {'it was' if 1 in found.last('state')[0] else 'it was not'}"
    return f"{told}{truly}"


def _judge(there: dict[int, str], lost: list[int], told: str, sentence: str, said: object) -> None:
    assert set(there.values()) == {"whole"}, f"half or double: {there} after {said}"
    assert 0 in there, f"what was there before is gone: {there} after {said}"
    if told == "saved":
        assert 1 in there, f"said to be saved, and is not: {said}"
    if told == "not saved":
        assert 1 not in there, f"said not to be saved, and is: {said}"
        assert "disk" in sentence, sentence
    assert lost == [], f"said to be lost: {lost}"


def _at_commit(chance: random.Random, folder: Path) -> str:
    return _played(chance, folder, ("rows are written",))


def _at_checkpoint(chance: random.Random, folder: Path) -> str:
    return _played(chance, folder, ("the import is committed", "a backup begins", "the program ends"))


FAULTS = [
    Fault("F2", "the disk is full when an import is committed", _at_commit, short=5, long=100),
    Fault("F3", "the disk is full when it goes into the file", _at_checkpoint, short=5, long=100),
]
