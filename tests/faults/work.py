"""What the children of the fault tests do with a workspace, and what of it is there afterwards."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from data import opening
from data.comparing import import_id_of
from data.problems import WorkspaceError
from data.reading import Reading
from data.tables import TABLES, take
from data.workspace import Noted, Workspace, open_workspace
from tests.data.readings import AT, reading, row
from tests.faults.children import Say

ROWS = 60  # of each file: enough to be caught halfway, few enough for thousands of rounds
BACKUP_OFFERED = "There is a backup of 1 July 2026"


@cache
def file_of(n: int) -> Reading:
    """Give the file of a number: rows that no other file holds, each with words that name the file and the row."""
    return reading(
        *[
            row(f"Company {n}-{k}", attributes={"File": str(n)}, says=(f"You were too quiet in {n}-{k}.",))
            for k in range(ROWS)
        ]
    )


def bring(workspace: Workspace, n: int, progress: Callable[[int, int], None] | None = None) -> None:
    """Import the file of a number, a minute after the one before."""
    at = AT + n * dt.timedelta(minutes=1)
    workspace.commit_import(file_of(n), imported_at=at, is_sample=False, progress=progress)


def verdict(write: Callable[[], object]) -> tuple[str, str]:
    """Do a write, and give what the person is told: "saved", "not saved" or "unsure", and the sentence."""
    try:
        write()
    except WorkspaceError as problem:
        sentence = str(problem)
        unsure = "will show when the workspace opens again" in sentence
        if not unsure and "Nothing was saved" not in sentence and "Nothing was changed" not in sentence:
            message = f"nothing says whether it was saved: {sentence}"
            raise AssertionError(message) from problem
        return ("unsure" if unsure else "not saved"), sentence
    return "saved", ""


def state(workspace: Workspace) -> dict[int, str]:
    """Give, by number, which files are there "whole"; anything else is named: half, double, or of whom the words are not."""
    with workspace.reading() as cursor:
        rows = cursor.execute(
            "SELECT company, text FROM interviews LEFT JOIN feedback USING (interview_id)"
        ).fetchall()
        imports = {each for (each,) in cursor.execute("SELECT import_id FROM imports").fetchall()}
    found: dict[int, Counter[tuple[int, str]]] = {}
    for company, text in rows:
        n, k = map(int, company.removeprefix("Company ").split("-"))
        found.setdefault(n, Counter())[k, text] += 1
    answer = {}
    for n, cells in found.items():
        expected = {(k, f"You were too quiet in {n}-{k}."): 1 for k in range(ROWS)}
        answer[n] = "whole" if cells == expected else f"{sum(cells.values())} rows of {ROWS}"
        if import_id_of(file_of(n)) not in imports:
            answer[n] += ", of no import"
    return answer


def everything(workspace: Workspace) -> dict[str, tuple[tuple[str | None, ...], ...]]:
    """Give every cell of every table."""
    with workspace.reading() as cursor:
        return {table: take(cursor, table, "true", {}) for table in TABLES}


def numbers(imports: Iterable[Noted]) -> list[int]:
    """Give the numbers of the files of imports, up to the fiftieth."""
    ids = {each.import_id for each in imports}
    return [n for n in range(50) if import_id_of(file_of(n)) in ids]


@contextmanager
def happening(place: Any, name: str, at_call: int, what: Callable[[], object]) -> Generator[None]:
    """Let something happen right after one of the calls of a function, in which the program expects nothing of the kind."""
    real, calls = getattr(place, name), 0

    def with_it(*values: Any) -> Any:
        nonlocal calls
        calls += 1
        answer = real(*values)
        if calls == at_call:
            what()
        return answer

    setattr(place, name, with_it)
    try:
        yield
    finally:
        setattr(place, name, real)


def leave_in_log(say: Say, path: Path, files: list[int]) -> None:
    """Import files that stay in the log, as no backup can be made, say every cell, and die before they go into the file."""

    def no_room() -> None:
        message = "no room for a backup"
        raise WorkspaceError(message)

    workspace = open_workspace(path)
    for n in files:
        with happening(opening, "require_space", 2, no_room):
            bring(workspace, n)
    say("everything", everything(workspace))
    os.kill(os.getpid(), signal.SIGKILL)


def look(say: Say, path: Path) -> None:
    """Open the workspace and say which files are there whole, and which are said to be lost."""
    workspace = open_workspace(path)
    say("state", state(workspace))
    say("lost", numbers(workspace.lost_imports()))
    say("lost changes", workspace.lost_changes())
    workspace.close()


def look_and_bring(say: Say, path: Path, files: list[int]) -> None:
    """Say what is there, then import files, those again that are there, and say what is there now."""
    workspace = open_workspace(path)
    say("state", state(workspace))
    say("lost", numbers(workspace.lost_imports()))
    say("lost changes", workspace.lost_changes())
    for n in files:
        bring(workspace, n)
    say("again", state(workspace))
    workspace.close()


def bring_all(say: Say, path: Path, files: list[int]) -> None:
    """Import files one after the other, saying "saved" after each."""
    workspace = open_workspace(path)
    say("open")
    for n in files:
        bring(workspace, n)
        say("saved", n)
    workspace.close()


def make(say: Say, path: Path, files: int) -> None:
    """Make a workspace that holds the first files, with a backup after each, and say every cell of it."""
    workspace = open_workspace(path)
    for n in range(files):
        bring(workspace, n)
    say("everything", everything(workspace))
    workspace.close()
