"""Reads hostile files in a process of its own and says for each what came of it, in how much time and memory.

Run as `python -m tests.hostile.child [KIND ...]` with names of files on standard input, one a line; answers with one JSON object
a line. The files of these kinds are kept, too.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import re
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from data.collecting import give_back_memory
from data.reading import NO_CHOICES, UPLOAD, Reading, read
from data.workspace import open_workspace
from tests.hostile.files import HostileFile, all_files, table

ANY_DAY = dt.datetime(2026, 11, 2, 12)
_KEPT_AT_MOST = 20_000  # rows; how fast many are kept is measured elsewhere
_STATUS = Path("/proc/self/status")
_MARK = Path("/proc/self/clear_refs")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a file: rows understood, rows told of, what was said first, seconds of CPU and MB above the start.

    `memory` is that of the process above what it had with the file's bytes in it, and all that of the process that reads
    workbooks. `lost` are rows that were neither read nor told of; None where nobody can count them.
    """

    name: str
    rows: int
    told: int
    said: str
    cpu: float
    memory: float
    lost: int | None
    kept: int | None = None


def answer(file: HostileFile, *, keep: bool) -> Answer:
    """Read one file and measure it; where it is to be kept, what was understood goes into a workspace in memory, too."""
    content = file.make()
    give_back_memory()  # what the file before left behind is not of this one
    before, spent, in_workers = _start_measuring(), _cpu(), _cpu_of(resource.RUSAGE_CHILDREN)
    reading = read(content, file_name=file.file_name, choices=NO_CHOICES, limits=UPLOAD)
    cpu, memory = _cpu() - spent, _peak() - before
    if _cpu_of(resource.RUSAGE_CHILDREN) > in_workers:
        memory += _of_workbooks()
    named = _rows_told(reading)
    return Answer(
        name=file.name,
        rows=len(reading.rows),
        told=len(named) + reading.not_applications,
        said=reading.problems[0].message if reading.problems else "",
        cpu=round(cpu, 2),
        memory=round(max(0.0, memory), 1),
        lost=_lost(file, reading, named),
        kept=_kept(reading) if keep else None,
    )


def _rows_told(reading: Reading) -> set[int]:
    """The rows that are not among those understood, and of which a problem speaks."""
    told = {p.row for p in reading.problems if p.row} | {
        int(found[1]) for p in reading.problems if (found := re.match(r"Row (\d+)\b", p.message))
    }
    return told - {row.row for row in reading.rows}


def _lost(file: HostileFile, reading: Reading, told: set[int]) -> int | None:
    is_refused = not reading.rows and any(problem.row is None for problem in reading.problems)
    if is_refused:
        return 0
    unsaid = reading.rows_read - len(reading.rows) - reading.not_applications - len(told)
    if unsaid > 0 or file.rows is None:
        return max(0, unsaid) or (None if file.rows is None else 0)
    return max(0, file.rows - len(reading.rows) - reading.not_applications - len(told))


def _kept(reading: Reading) -> int | None:
    """How many interviews a workspace holds of it after it was kept twice; None where it is not kept."""
    if not reading.rows or len(reading.rows) > _KEPT_AT_MOST:
        return None
    workspace = open_workspace(None)
    try:
        for _ in range(2):
            workspace.commit_import(reading, imported_at=ANY_DAY, is_sample=False)
        (kept,) = workspace.ask("SELECT count(*) AS kept FROM interviews", {}).kept
        return int(kept)
    finally:
        workspace.close()


def _cpu() -> float:
    return _cpu_of(resource.RUSAGE_SELF) + _cpu_of(resource.RUSAGE_CHILDREN)


def _cpu_of(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def _start_measuring() -> float:
    """Set the mark of the most memory to what there is now, where the system lets it be set, and give it in MB."""
    if _MARK.exists():
        _MARK.write_text("5")
    return _peak()


def _peak() -> float:
    if _STATUS.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", _STATUS.read_text())[1]) / 1_000  # ty: ignore[not-subscriptable]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def _of_workbooks() -> float:
    """The most memory of a process that read a workbook. One that had less than this process counts as having as much."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000


def main() -> None:
    """Answer for each file that is named."""
    kept = sys.argv[1:]
    files = {file.name: file for file in all_files()}
    read(
        table().encode(), file_name="first.csv", choices=NO_CHOICES
    )  # what is loaded once belongs to the start
    gc.freeze()
    for name in sys.stdin.read().splitlines():
        sys.stdout.write(json.dumps(asdict(answer(files[name], keep=files[name].kind in kept))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
