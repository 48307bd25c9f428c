"""All the figures of docs/performance.md in one run: `make bench`, or briefly `python -m benchmarks --sizes 100,10000`.

Prints a table of each kind; with --out writes all figures to a JSON file, their growth to two pictures, and the tables into
the documents. Below a million each figure is the median of three runs, at a million of one; a rerun the median of five.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from analysis.report import FORMATS
from benchmarks import generating, growth, load, tables
from benchmarks.clicking import clicks
from benchmarks.importing_at_scale import imported
from benchmarks.paging import PAGES, one_chart, pages
from benchmarks.report_at_scale import a_workspace, by_command, on_its_page, report
from benchmarks.serving import ROOT, serving, visiting

ONE_CHART = ROOT / "benchmarks" / "one_chart.py"
FIGURES = "performance.json"
SESSIONS = 10
STARTS = 5
LARGE = 1_000_000  # interviews from which one run is enough


@dataclass(frozen=True)
class Bench:
    """What is measured on: workspaces of so many interviews each, made when they are first asked for."""

    folder: Path
    sizes: Sequence[int]
    pages: Sequence[str]

    def workspaces(self, *, coded: bool) -> dict[str, Path]:
        """Give a workspace for each size, by its number: with what its texts name, or with texts that wait to be read."""
        return {str(size): _workspace(self.folder, size, coded=coded) for size in self.sizes}


def main() -> None:
    """Measure what is asked for, print it, and write it down."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100,10000,1000000", help="interviews, with commas")
    parser.add_argument("--only", default=",".join(KINDS), help=f"some of {', '.join(KINDS)}")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument(
        "--out", type=Path, help="a folder for performance.json and the pictures; fills the documents"
    )
    parser.add_argument(
        "--draw", type=Path, help="measure nothing: draw and fill in what the figures of this folder are"
    )
    asked = parser.parse_args()
    if asked.draw:
        show(json.loads((asked.draw / FIGURES).read_text(encoding="utf-8")), asked.draw)
        return
    sizes = sorted(int(size) for size in asked.sizes.split(","))
    now = machine()
    figures: dict[str, Any] = {"machine": now, "sizes": sizes, "measured": {}}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), sizes, asked.pages.split(","))
        for kind in asked.only.split(","):
            begun = time.perf_counter()
            figures[kind] = KINDS[kind](bench)
            figures["measured"][kind] = now["day"]
            print(
                f"\n### {kind} ({time.perf_counter() - begun:.0f} s)\n\n{tables.TABLES[kind](figures[kind])}",
                flush=True,
            )
    print(f"\n### limits\n\n{tables.limits(figures)}")
    if asked.out:
        write(figures, asked.out)


def write(figures: Mapping[str, Any], out: Path) -> None:
    """Put the figures beside those of kinds that were not measured this time, and show them."""
    out.mkdir(parents=True, exist_ok=True)
    file = out / FIGURES
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if before.get("sizes") == figures["sizes"] and "measured" in before:
        figures = before | figures | {"measured": before["measured"] | figures["measured"]}
    file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    show(figures, out)


def show(figures: Mapping[str, Any], out: Path) -> None:
    """Draw the figures, and put their tables into the documents."""
    for name, picture in growth.pictures(figures).items():
        (out / f"{name}.svg").write_text(picture, encoding="utf-8")
    tables.write(figures)


def machine() -> dict[str, Any]:
    """Give what the figures were measured with: the day, the machine, the versions, how many processes were at work."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return {
        "day": dt.datetime.now().astimezone().date().isoformat(),
        "cores": len(os.sched_getaffinity(0)),
        "processor": next(
            (line.split(":")[1].strip() for line in cpu if line.startswith("model name")), platform.machine()
        ),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.system(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in ("duckdb", "pandas", "streamlit")},
        "load": round(os.getloadavg()[0], 1),
    }


def sizes_of(bench: Bench) -> dict[str, int]:
    """Give the bytes of each workspace."""
    return {size: file.stat().st_size for size, file in bench.workspaces(coded=True).items()}


def starts(bench: Bench) -> dict[str, float]:
    """Give the median CPU seconds and seconds from nothing to the first page, ours and the empty app's in turn."""
    taken: dict[str, list[tuple[float, float]]] = {"ours": [], "empty": []}
    smallest, *_ = bench.workspaces(coded=True).values()
    for _ in range(STARTS):
        for name, script, file in (("ours", ROOT / "serve.py", smallest), ("empty", ONE_CHART, None)):
            begun = time.perf_counter()
            with serving(script, workspace=file) as server, visiting(server) as session:
                session.run("")
                taken[name].append((server.cpu(), time.perf_counter() - begun))
    return {name: median(cpu for cpu, _ in each) for name, each in taken.items()} | {
        f"{name}_seconds": median(seconds for _, seconds in each) for name, each in taken.items()
    }


def paged(bench: Bench) -> dict[str, Any]:
    """Give every page at every size, and the rerun of the page with one number and one chart measured before each size."""
    return {
        size: {
            "one_chart": one_chart(spared=False).rerun_cpu,
            "spared": one_chart(spared=True).rerun_cpu,
            "pages": [asdict(page) for page in pages(file, tuple(bench.pages))],
        }
        for size, file in bench.workspaces(coded=True).items()
    }


def sessions(bench: Bench) -> dict[str, Any]:
    """Give the bytes the server took at most, and what one session more on the same page adds."""
    found = {"an empty app": _sessions(ONE_CHART, None, "")}
    for size, file in bench.workspaces(coded=True).items():
        found[size] = _sessions(ROOT / "serve.py", file, "second_place")
    return found


def _sessions(script: Path, workspace: Path | None, page: str) -> dict[str, float]:
    with serving(script, workspace=workspace) as server, ExitStack() as opened:
        held = []
        for _ in range(3):  # what the first ten let the server hold or let go of is no part of one more
            for _ in range(SESSIONS):
                opened.enter_context(visiting(server)).run(page)
            held.append(server.memory(at_most=False))
        return {"most": server.memory(at_most=True), "each": (held[2] - held[0]) / (2 * SESSIONS)}


def clicked(bench: Bench) -> dict[str, dict[str, float]]:
    """Give the seconds from a click on a filter until its text stands in Chromium."""
    return {
        size: dict(zip(("first", "again"), clicks(file), strict=True))
        for size, file in bench.workspaces(coded=True).items()
    }


def reports(bench: Bench) -> dict[str, Any]:
    """Give the CPU seconds of each kind of report, of the sample and of every size: by its command, on its page, and alone."""
    sample = bench.folder / "sample.duckdb"
    a_workspace(sample, 30)
    report(sample, "full", quotes=True)  # what is loaded for the first report is no part of any
    kinds = [(length, quotes) for length in ("summary", "full") for quotes in (False, True)]
    found: dict[str, Any] = {}
    for name, file in ({tables.SAMPLE: sample} | bench.workspaces(coded=True)).items():
        runs = range(_runs(int(name) if name.isdigit() else 1))
        found[name] = {"by command": {}, "opened": {}, "on its page": {}}
        for named, (length, quotes) in zip(tables.REPORTS, kinds, strict=True):
            commands = [by_command(file, length, quotes=quotes) for _ in runs]
            found[name]["by command"][named] = {
                what: median(each[what] for each in commands) for what in commands[0]
            }
            found[name]["opened"][named] = median(report(file, length, quotes=quotes).cpu for _ in runs)
            visits = [on_its_page(file, length, quotes=quotes) for _ in runs]
            found[name]["on its page"][named] = {
                step: median(each[step] for each in visits) for step in visits[0]
            }
    return found


def forms(bench: Bench) -> dict[str, Any]:
    """Give the CPU seconds and the bytes of the sample's report in each of its forms."""
    sample = bench.folder / "forms.duckdb"
    a_workspace(sample, 30)
    asked = {
        f"PDF {said}, {size}{', quotes' * quotes}": ("pdf", paper, length, quotes)
        for said, length in (("of one page", "summary"), ("in full", "full"))
        for size, paper in (("A4", "a4"), ("US Letter", "us-letter"))
        for quotes in (False, True)
    }
    asked |= {f".{form} in full": (form, "a4", "full", False) for form in FORMATS if form != "pdf"}
    found = {}
    for named, (form, paper, length, quotes) in asked.items():
        made = [report(sample, length, quotes=quotes, form=form, paper=paper) for _ in range(3)]
        found[named] = {"cpu": median(each.cpu for each in made[1:]), "bytes": made[-1].size}
    return found


def imports(bench: Bench) -> dict[str, Any]:
    """Give what an import of each size costs, ours, duckdb's and pandas'."""
    return {str(size): found for size, found in imported({size: _runs(size) for size in bench.sizes}).items()}


def coding(bench: Bench) -> dict[str, Any]:
    """Give how all texts of each size are coded and kept, in a process of its own, and how other ways read the first of them."""
    files, ours = bench.workspaces(coded=False), {}
    for size, file in files.items():
        runs = []
        for _ in range(_runs(int(size))):
            copy = shutil.copy(file, bench.folder / "to-be-coded.duckdb")
            runs.append(_printed("-c", _CODING, copy))
            Path(copy).unlink()
        ours[size] = {what: median(run[what] for run in runs) for what in runs[0]}
    return {"ours": ours, "ways": _printed("-m", "benchmarks.coding", "--speed", *files.values())}


def loaded(_: Bench) -> Mapping[str, Any]:
    """Give what `python -m benchmarks.load` gives, in half of its time."""
    return load.measured(sessions=20, minutes=0.5, cycles=500)


@cache
def _workspace(folder: Path, size: int, *, coded: bool) -> Path:
    file = folder / ("coded" if coded else "uncoded") / f"{size}.duckdb"
    file.parent.mkdir(exist_ok=True)
    generating.workspace(file, size, seed=1, coded=coded)
    return file


def _runs(size: int) -> int:
    return 1 if size >= LARGE else 3


def _printed(*command: str | Path) -> Any:
    done = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1])


_CODING = """
import json, sys, time
from pathlib import Path
from analysis.coding import Coder, code_uncoded, default_codebook
from benchmarks.memory import resident
from data.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
coder = Coder(default_codebook())
list(coder.code_all(["They wanted more concrete examples."] * 10))
begun = time.process_time()
texts = code_uncoded(workspace, coder)
seconds = time.process_time() - begun
print(json.dumps({"texts": texts, "seconds": seconds, "peak": resident("self", at_most=True)}))
"""
KINDS: Mapping[str, Callable[[Bench], Any]] = {
    "size": sizes_of,
    "start": starts,
    "page": paged,
    "session": sessions,
    "click": clicked,
    "report": reports,
    "forms": forms,
    "import": imports,
    "coding": coding,
    "load": loaded,
}


if __name__ == "__main__":
    main()
