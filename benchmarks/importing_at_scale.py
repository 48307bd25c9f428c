"""The time and memory of a large file: previewed and kept by ours, beside duckdb's own read of it into a table."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
        print("| what | seconds | memory over the start, MB | times the file |\n|---|---|---|---|")
        kept: dict[str, float] = {}
        for name in ("duckdb", "preview", "keep"):
            runs = [_run(name, file, Path(folder) / f"{name}{n}.duckdb") for n in range(3)]
            seconds, memory = sorted(run[0] for run in runs)[1], sorted(run[1] for run in runs)[1]
            kept[name] = seconds
            print(f"| {name} | {seconds:.2f} | {memory / 1e6:.0f} | {memory / size:.1f} |")
        print(f"keeping takes {kept['keep'] / kept['duckdb']:.1f} times duckdb's read into a table")


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


def _run(name: str, file: Path, into: Path) -> tuple[float, float]:
    """Seconds and bytes of one run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing_at_scale", name, str(file), str(into)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory


def _one(name: str, file: Path, into: Path) -> None:
    import resource

    import duckdb

    from data.reading import NO_CHOICES, UPLOAD, read
    from data.workspace import open_workspace

    read(b"Company,Role\nA,B\n", file_name="warm.csv", choices=NO_CHOICES)
    if name == "duckdb":
        at = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        database = duckdb.connect(str(into))
        database.execute("CREATE TABLE jobs AS FROM read_csv($1)", [str(file)])
        database.close()
        spent = time.perf_counter() - begun
    else:
        workspace = open_workspace(into)
        content = file.read_bytes()
        at = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        reading = read(content, file_name=file.name, choices=NO_CHOICES, limits=UPLOAD)
        workspace.plan_import(reading)
        if name == "keep":
            begun = time.perf_counter()
            workspace.commit_import(reading, imported_at=dt.datetime(2026, 1, 1), is_sample=False)  # noqa: DTZ001
        spent = time.perf_counter() - begun
    print(json.dumps([spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - at) * 1024]))


if __name__ == "__main__":
    _one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
