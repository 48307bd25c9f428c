"""F11: the memory that the database, or the whole process, may use is not enough."""

from __future__ import annotations

import random
import resource
from pathlib import Path

from data import opening
from data.problems import WorkspaceError
from data.reading import Reading
from data.workspace import Workspace
from tests.data.readings import AT, reading, row
from tests.faults import work
from tests.faults.children import Say, run
from tests.faults.rounds import Fault, copy_of

FILES = 1
ROWS = 2_000  # each with words of a page: several megabytes
PAGE = "You were too quiet when it mattered. " * 60


def _large() -> Reading:
    return reading(*[row(f"Large {k}", says=(f"{k}: {PAGE}",)) for k in range(ROWS)])


def _use(say: Say, path: Path, megabytes: int, of_process: bool) -> None:
    """Import a large file with too little memory, look at everything, then go on with a small file; say what is told."""
    large = _large()
    if not of_process:
        opening._CONFIG["memory_limit"] = f"{megabytes}MB"
    try:
        workspace = work.open_workspace(path)
    except WorkspaceError as problem:
        say("told", str(problem))
        return
    if of_process:
        _allow(megabytes)
    say("large", *work.verdict(lambda: workspace.commit_import(large, imported_at=AT, is_sample=False)))
    try:
        say("read", len(workspace.ask("SELECT string_agg(text, '') AS all_of_it FROM feedback", {})))
    except WorkspaceError as problem:
        say("read", str(problem))
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if not workspace.is_alive():
        workspace.close()
        workspace = work.open_workspace(path)
    say("small", *work.verdict(lambda: work.bring(workspace, 1)))
    workspace.close()


def _allow(megabytes: int) -> None:
    """Let the process take so much more memory than it has."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_000_000, resource.RLIM_INFINITY))


def _look(say: Say, path: Path) -> None:
    workspace = work.open_workspace(path)
    say("there", *_there(workspace))
    workspace.close()


def _there(workspace: Workspace) -> tuple[int, int, int]:
    """Give how many interviews and words of the large file are there, and how many others."""
    found = workspace.ask(
        """
        SELECT count(*) FILTER (company LIKE 'Large %') AS large, count(*) FILTER (contains(text, $page)) AS words,
          count(*) FILTER (company LIKE 'Company %') AS small
        FROM interviews LEFT JOIN feedback USING (interview_id)
        """,
        {"page": PAGE.strip()},
    ).iloc[0]
    return int(found.large), int(found.words), int(found.small)


def _round(chance: random.Random, folder: Path) -> str:
    path = copy_of(FILES, folder)
    of_process = chance.random() < 0.5
    megabytes = chance.randrange(0, 120) if of_process else chance.randrange(1, 60)
    ended = run(_use, path, megabytes, of_process).require_clean()
    words = {said[0]: said[1:] for said in ended.said}
    case = f"{megabytes} MB {'of the process' if of_process else 'of the database'}: {ended.said}"
    if "told" in words:
        assert "needs more memory" in words["told"][0], case
        found = run(work.look, path).require_clean()
        assert found.last("state") == (dict.fromkeys(range(FILES), "whole"),), found.said
        return "said at the start"
    told, sentence = words["large"]
    for each in (sentence, words["read"][0], words["small"][1]):
        closed = (
            told == "saved" and each == opening.CLOSED
        )  # after an import that was saved: the next page opens it
        assert not isinstance(each, str) or not each or "needs more memory" in each or closed, case
    saved = ROWS if told == "saved" else 0
    small = work.ROWS * (2 if words["small"][0] == "saved" else 1)
    there = run(_look, path).require_clean().last("there")
    assert there == (saved, saved, small) or (told == "unsure" and there == (ROWS, ROWS, small)), (
        f"{there}: {case}"
    )
    return told


FAULT = Fault("F11", "the memory is not enough", _round, short=2, long=24)
