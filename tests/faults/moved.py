"""F9: the file is replaced, moved, deleted or overwritten while it is open."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from data.opening import wal_of
from data.problems import WorkspaceError
from tests.faults import work
from tests.faults.children import Say, run
from tests.faults.rounds import Fault, copy_of

FILES = 2
THEIRS = 3  # files in the workspace that takes the place of ours
MOVES = (
    "replaced",
    "replaced with its log",
    "deleted",
    "moved away",
    "moved and put back",
    "folder deleted",
    "log deleted",
)


def _move(path: Path, other: Path, how: str) -> None:
    """Do to the file what another program, or the person, may do to it."""
    if how == "replaced":
        shutil.copyfile(other, other.with_name("copy"))
        other.with_name("copy").replace(path)
    elif how == "replaced with its log":
        for each in (other, wal_of(other)):
            shutil.copyfile(each, other.with_name("copy"))
            other.with_name("copy").replace(path if each == other else wal_of(path))
    elif how == "deleted":
        path.unlink()
    elif how == "moved away":
        path.rename(path.with_name("moved.duckdb"))
    elif how == "moved and put back":
        path.rename(path.with_name("moved.duckdb"))
        path.with_name("moved.duckdb").rename(path)
    elif how == "folder deleted":
        shutil.rmtree(path.parent)
    else:
        wal_of(path).unlink(missing_ok=True)


def _use(say: Say, path: Path, other: Path, how: str, moment: str) -> None:
    """Work with a file that is moved at a moment, and heal as a page does; say what the person is told."""
    workspace = work.open_workspace(path)
    if moment == "after a change":
        workspace.remember_words({"ghosted": "no_response"})

    def move(*_: object) -> None:
        nonlocal moved
        if not moved:
            moved = True
            _move(path, other, how)

    moved = False
    if moment in ("at rest", "after a change"):
        move()
    with work.happening(workspace, "_require_place", 2 if moment == "at the commit" else 0, move):
        progress = move if moment == "while rows are written" else None
        say("told", *_told(lambda: work.bring(workspace, FILES, progress)))
    try:
        if not workspace.is_alive():
            workspace.close()
            workspace = work.open_workspace(path)
        say("healed", work.state(workspace))
        say("lost", work.numbers(workspace.lost_imports()))
        say("lost changes", workspace.lost_changes())
        say("next", *work.verdict(lambda: work.bring(workspace, 40)))
        workspace.close()
    except WorkspaceError as problem:
        say("stopped", str(problem))


def _told(write: Callable[[], object]) -> tuple[str, str]:
    try:
        write()
    except WorkspaceError as problem:
        sentence = str(problem)
        if "went with the old file" in sentence:
            return "went with it", sentence
        assert "Nothing was saved" in sentence or "will show when" in sentence, sentence
        return ("not saved" if "Nothing was saved" in sentence else "unsure"), sentence
    return "saved", ""


def _round(chance: random.Random, folder: Path) -> str:
    home, elsewhere = folder / "home", folder / "other"
    path, other = copy_of(FILES, home), copy_of(THEIRS, elsewhere)
    how = chance.choice(MOVES)
    if how == "replaced with its log":
        assert run(work.leave_in_log, other, [FILES + 5]).exit_code == -9
    moments = ["at rest", "after a change", "while rows are written"]
    if (
        how != "replaced with its log"
    ):  # in that instant DuckDB would write into the log of the other: docs/reliability.md
        moments.append("at the commit")
    moment = chance.choice(moments)
    ended = run(_use, path, other, how, moment).require_clean()
    words = {said[0]: said[1:] for said in ended.said}
    told = words["told"][0]
    case = f"{how}, {moment}: {ended.said}"
    mine, theirs = set(range(FILES)), set(range(THEIRS))
    if how == "folder deleted":
        assert told != "saved", case
        assert "does not exist" in words["stopped"][0], case
        return "said"
    assert "stopped" not in words, case
    assert words["lost changes"] == (0,), case
    healed = words["healed"][0]
    assert set(healed.values()) <= {"whole"}, case
    if how == "replaced":
        assert set(healed) == theirs, case
    elif how == "replaced with its log":
        assert set(healed) == theirs | {FILES + 5}, case
    elif how in ("deleted", "moved away"):
        assert not healed, case
    else:
        assert set(healed) == mine | ({FILES} if told == "saved" else set()), case
        return "nothing happened" if told == "saved" else "said, nothing changed"
    assert told != "saved", case
    found = run(work.look, path).require_clean()
    assert found.last("state") == ({**healed, 40: "whole"},), found.said
    return "said, and what is there now opened"


FAULT = Fault("F9", "the file is moved, replaced or deleted while it is open", _round, short=4, long=40)
