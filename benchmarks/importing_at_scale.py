"""The time and memory of a large file: read, compared and kept by ours, beside duckdb's and pandas' own read of it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.memory import resident

PHASED = ("ours", "duckdb", "pandas")
AGAIN = (
    "ours, a week later"  # the same log into the same workspace, the outcome of one row in a hundred changed
)
_COMPANIES = 4_000
_ROLES = ("Clerk", "Buyer", "Project manager", "Data analyst", "Nurse", "Teacher", "Office manager", "Driver")
_STAGES = ("Applied", "Phone screen", "First interview", "Second interview", "Final round")
_ENDS = ("Rejected", "Rejected", "No response", "Second place", "Offer", "Withdrew", "Pending")
_WORDS = [
    "we",
    "had",
    "hoped",
    "for",
    "more",
    "concrete",
    "examples",
    "from",
    "your",
    "last",
    "project",
    "and",
    "a",
    "clearer",
    "answer",
    "why",
    "us",
]
_SAID = (
    "Your examples were too general for us.",
    "We went with somebody who had run a larger team.",
    "You interviewed very well; another candidate knew the sector.",
    "",
    "",
    "",
)


def side_by_side(rows: int, *, lean: bool) -> None:
    """Print the medians of three runs: reading, comparing and keeping, and the memory of each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jobs.csv"
        write(file, rows, lean=lean)
        size = file.stat().st_size
        print(f"{rows:,} rows, {size / 1e6:.1f} MB")
        print("| what | CPU seconds | memory over the start, MB | times the file |\n|---|---|---|---|")
        kept: dict[str, float] = {}
        for name in ("duckdb", "preview", "keep"):
            runs = [measured(name, file, Path(folder) / f"{name}{n}.duckdb") for n in range(3)]
            seconds, memory = sorted(run[0] for run in runs)[1], sorted(run[1] for run in runs)[1]
            kept[name] = seconds
            print(f"| {name} | {seconds:.2f} | {memory / 1e6:.0f} | {memory / size:.1f} |")
        print(f"keeping takes {kept['keep'] / kept['duckdb']:.1f} times duckdb's read into a table")


def measured(name: str, file: Path, into: Path) -> tuple[float, float]:
    """Give the CPU seconds of one run in a process of its own ("duckdb", "preview" or "keep"), and the bytes it took at most."""
    seconds, memory = _printed(name, file, into)
    return seconds, memory


def _printed(name: str, file: Path, into: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing_at_scale", name, str(file), str(into)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def imported(sizes: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Give what an import of generated interviews costs, ours, duckdb's and pandas', by their number; `sizes`: how many runs each.

    Medians of CPU seconds of each phase less those of a single row, of the peak of the process and of the file, in bytes;
    pandas keeps no file.
    """
    from benchmarks.generating import log

    with tempfile.TemporaryDirectory() as folder:
        found: dict[int, dict[str, Any]] = {}
        for many, runs in ({1: max(sizes.values())} | dict(sizes)).items():
            file = Path(folder) / f"log{many}.csv"
            log(file, many, seed=1)
            found[many] = {name: _median_of(name, file, runs=runs) for name in PHASED}
            found[many][AGAIN] = _again(file, runs=runs)
            found[many]["log"] = file.stat().st_size
            file.unlink()
        one = found.pop(1)
        for ways in found.values():
            for name in (*PHASED, AGAIN):
                for phase, spent in one[name]["seconds"].items():
                    ways[name]["seconds"][phase] -= spent
        return found


def _median_of(name: str, file: Path, *, runs: int) -> dict[str, Any]:
    kept = [file.with_name(f"{name}-of-{file.stem}-{n}.duckdb") for n in range(runs)]
    every = [_printed(f"{name} in phases", file, into) for into in kept]
    for into in kept:
        into.unlink(missing_ok=True)
    return _medians(every)


def _again(file: Path, *, runs: int) -> dict[str, Any]:
    later, every = file.with_name(f"later-{file.name}"), []
    with (
        file.open(newline="", encoding="utf-8") as one,
        later.open("w", newline="", encoding="utf-8") as other,
    ):
        rows, out = csv.reader(one), csv.writer(other)
        titles = next(rows)
        out.writerow(titles)
        at = titles.index("Outcome")
        for number, row in enumerate(rows):
            if number % 100 == 0:
                row[at] = "Rejected" if row[at] == "Withdrew" else "Withdrew"
            out.writerow(row)
    for n in range(runs):
        into = file.with_name(f"again-of-{file.stem}-{n}.duckdb")
        _printed("ours in phases", file, into)
        every.append(_printed("ours in phases", later, into))
        into.unlink()
    later.unlink()
    return _medians(every)


def _medians(every: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    seconds = {phase: median(run["seconds"][phase] for run in every) for phase in every[0]["seconds"]}
    return {"seconds": seconds} | {what: median(run[what] for run in every) for what in ("peak", "file")}


def write(file: Path, rows: int, *, lean: bool) -> None:
    """A log of so many rows, the same each time: with a link, a note, and long feedback in a quarter, unless lean."""
    chance = random.Random(1)
    titles = ["Company", "Role", "Date applied", "Interview date", "Stage", "Status", "Location", "Salary"]
    with file.open("w", newline="", encoding="utf-8") as opened:
        out = csv.writer(opened)
        out.writerow([*titles, *([] if lean else ["Link", "Notes"]), "Feedback"])
        for number in range(rows):
            applied = dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(4_000))
            cells: list[object] = [f"Company {chance.randrange(_COMPANIES)}", chance.choice(_ROLES), applied]
            cells += [applied + dt.timedelta(days=chance.randrange(40)), chance.choice(_STAGES)]
            cells += [chance.choice(_ENDS), f"Town {number % 300}", 20_000 + number % 50_000]
            if lean:
                cells.append(chance.choice(_SAID))
            else:
                cells += [
                    f"https://jobs.example.test/view/{chance.randrange(10**9)}?ref=search",
                    _words(chance, 6),
                ]
                cells.append(_words(chance, 50) if number % 4 == 0 else "")
            out.writerow(cells)


def _words(chance: random.Random, many: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(many // 2, 2 * many)))


def _one(name: str, file: Path, into: Path) -> None:
    import duckdb

    from data.reading import NO_CHOICES, UPLOAD, read
    from data.workspace import open_workspace

    read(b"Company,Role\nA,B\n", file_name="warm.csv", choices=NO_CHOICES)
    if name == "duckdb":
        at = resident("self", at_most=True)
        begun = time.process_time()
        database = duckdb.connect(str(into))
        database.execute("CREATE TABLE jobs AS FROM read_csv($1)", [str(file)])
        database.close()
        spent = time.process_time() - begun
    else:
        workspace = open_workspace(into)
        content = file.read_bytes()
        at = resident("self", at_most=True)
        begun = time.process_time()
        reading = read(content, file_name=file.name, choices=NO_CHOICES, limits=UPLOAD)
        workspace.plan_import(reading)
        if name == "keep":
            begun = time.process_time()
            workspace.commit_import(reading, imported_at=dt.datetime(2026, 1, 1), is_sample=False)  # noqa: DTZ001
        spent = time.process_time() - begun
    print(json.dumps([spent, resident("self", at_most=True) - at]))


def _in_phases(name: str, file: Path, into: Path) -> None:
    import duckdb
    import pandas as pd

    from data.reading import NO_CHOICES, TERMINAL, read, read_file
    from data.workspace import open_workspace

    read(b"Company,Role\nA,B\n", file_name="warm.csv", choices=NO_CHOICES)
    seconds: dict[str, float] = {}
    at = time.process_time()

    def done(phase: str) -> None:
        nonlocal at
        seconds[phase], at = time.process_time() - at, time.process_time()

    if name == "duckdb":
        with duckdb.connect(str(into)) as database:
            database.execute("CREATE TABLE jobs AS FROM read_csv($1)", [str(file)])
        done("table")
    elif name == "pandas":
        table = pd.read_csv(file)
        done("table")
        for column in table.columns[table.columns.str.contains(r"\bdate\b", case=False)]:
            table[column] = pd.to_datetime(table[column])
        done("its dates as dates, as duckdb's are")
    else:
        workspace = open_workspace(into)
        at = time.process_time()
        reading = read_file(file, choices=NO_CHOICES, limits=TERMINAL)
        done("read")
        workspace.plan_import(reading)
        done("compare")
        workspace.commit_import(reading, imported_at=dt.datetime(2026, 1, 1), is_sample=False)  # noqa: DTZ001
        workspace.close()
        done("keep")
    peak = resident("self", at_most=True)
    size = into.stat().st_size if into.exists() else 0
    print(json.dumps({"seconds": seconds, "peak": peak, "file": size}))


if __name__ == "__main__":
    name, *paths = sys.argv[1:]
    run = _in_phases if name.endswith(" in phases") else _one
    run(name.removesuffix(" in phases"), *map(Path, paths))
