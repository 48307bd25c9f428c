"""All the figures of docs/performance.md in one run: `make bench`, or briefly `python -m benchmarks --sizes 100,10000`.

Prints a table of each kind and writes all figures to a JSON file and the growth of the pages to a picture.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import generating
from benchmarks.clicking import clicks
from benchmarks.growth import picture
from benchmarks.paging import PAGES, one_chart, pages
from benchmarks.report_at_scale import a_workspace, report
from benchmarks.serving import ROOT, serving, visiting

KINDS = ("start", "page", "session", "click", "report", "coding", "size")
SESSIONS = 10
REPORTS = ("summary", "summary with quotes", "full", "full with quotes")
TEXTS = 2_000
STARTS = 3


def main() -> None:
    """Measure what is asked for, print it, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,10000,1000000", help="interviews, with commas")
    parser.add_argument("--only", default=",".join(KINDS), help=f"some of {', '.join(KINDS)}")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--out", type=Path, help="a folder for performance.json and performance.svg")
    asked = parser.parse_args()
    sizes, only = [int(size) for size in asked.sizes.split(",")], asked.only.split(",")
    figures: dict[str, Any] = {"sizes": sizes}
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.duckdb" for size in sizes}
        for size, file in files.items():
            generating.workspace(file, size, seed=1, coded=True)
        if "size" in only:
            figures["size"] = {size: sizes_of(file) for size, file in files.items()}
            _table("file", ("interviews", "bytes", "bytes an interview"), figures["size"])
        if "start" in only:
            figures["start"] = {"start": starts(files[min(sizes)])}
            _table(
                "start to the first page, CPU seconds", ("", "ours", "empty app", "ratio"), figures["start"]
            )
        if "page" in only:
            figures["page"] = paged(files, tuple(asked.pages.split(",")))
        if "session" in only:
            figures["session"] = {size: sessions(file) for size, file in files.items()}
            _table("memory, MB", ("interviews", "server at most", "a session"), figures["session"])
        if "click" in only:
            figures["click"] = {size: [round(s, 2) for s in clicks(file)] for size, file in files.items()}
            _table(
                "a click on a filter until its text stands in Chromium, s",
                ("interviews", "first", "again"),
                figures["click"],
            )
        if "report" in only:
            figures["report"] = reports(files, Path(folder))
            _table("report, CPU seconds", ("interviews", *REPORTS), figures["report"])
        if "coding" in only:
            figures["coding"] = {"coder": coding(Path(folder))}
            _table("coding", ("", "texts a CPU-second"), figures["coding"])
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / "performance.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        if "page" in only:
            (asked.out / "performance.svg").write_text(picture(figures["page"]), encoding="utf-8")


def sizes_of(file: Path) -> list[float]:
    """Give the bytes of a workspace, and of them for one interview."""
    size = file.stat().st_size
    return [size, round(size / int(file.stem))]


def starts(workspace: Path) -> list[float]:
    """Give the median CPU seconds from nothing to the first page, ours and the empty app's in turn, and their ratio."""
    ours, empty = [], []
    for _ in range(STARTS):
        for script, file, kept in (
            (ROOT / "serve.py", workspace, ours),
            (ROOT / "benchmarks" / "one_chart.py", None, empty),
        ):
            begun = time.perf_counter()
            with serving(script, workspace=file) as server, visiting(server) as session:
                session.run("")
                kept.append((server.cpu(), time.perf_counter() - begun))
    cpu, base = median(c for c, _ in ours), median(c for c, _ in empty)
    return [round(cpu, 2), round(base, 2), round(cpu / base, 2)]


def paged(files: dict[int, Path], names: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """Give every page at every size beside the page with one number and one chart, measured before each size."""
    found: dict[str, list[dict[str, Any]]] = {}
    for size, file in files.items():
        base = one_chart()
        print(
            f"\n### pages at {size:,} interviews (one number, one chart: {base.rerun_cpu * 1000:.0f} ms CPU)\n"
        )
        print(
            "| page | first visit, s | its CPU, s | another session's, CPU s | rerun, CPU ms | x one chart | KB sent |\n|---|---|---|---|---|---|---|"
        )
        found[str(size)] = []
        for page in pages(file, names):
            ratio = page.rerun_cpu / base.rerun_cpu
            print(
                f"| {page.page} | {page.first:.2f} | {page.first_cpu:.2f} | {page.second_cpu:.2f} | {page.rerun_cpu * 1000:.0f} | {ratio:.1f} "
                f"| {page.sent / 1000:.0f} |",
                flush=True,
            )
            found[str(size)].append(asdict(page) | {"ratio": round(ratio, 2)})
    return found


def sessions(workspace: Path) -> list[float]:
    """Give the MB the server took at most, and what one of ten sessions on the same page adds."""
    with serving(ROOT / "serve.py", workspace=workspace) as server:
        with visiting(server) as first:
            first.run("second_place")
            before = server.memory(at_most=False)
            opened = [visiting(server) for _ in range(SESSIONS)]
            for each in opened:
                each.__enter__().run("second_place")
            after = server.memory(at_most=False)
            for each in opened:
                each.__exit__(None, None, None)
        return [round(server.memory(at_most=True) / 1e6), round((after - before) / SESSIONS / 1e6, 1)]


def reports(files: dict[int, Path], folder: Path) -> dict[str, list[float]]:
    """Give the CPU seconds of each kind of report, of the sample and of every size, each of a workspace just opened."""
    sample = folder / "sample.duckdb"
    a_workspace(sample, 30)
    report(sample, "full", quotes=True)  # what is loaded for the first report is no part of any
    return {
        str(name): [
            round(report(file, length, quotes=quotes), 2)
            for length in ("summary", "full")
            for quotes in (False, True)
        ]
        for name, file in {"the sample": sample, **files}.items()
    }


def coding(folder: Path) -> list[float]:
    """Give how many of the generated texts a CPU-second codes, in a process of its own."""
    file = folder / "texts.duckdb"
    generating.workspace(file, TEXTS * 4, seed=2, coded=False)
    done = subprocess.run(
        [sys.executable, "-c", _CODING, str(file)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [round(float(done.stdout))]


def _table(title: str, heads: tuple[str, ...], rows: dict[Any, list[float]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(f'{figure:,}' for figure in row)} |", flush=True)


_CODING = """
import os, sys, time
os.environ["OPENBLAS_NUM_THREADS"] = "1"
from pathlib import Path
from analysis.coding import Coder, code_uncoded, default_codebook
from data.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
coder = Coder(default_codebook())
list(coder.code_all(["They wanted more concrete examples."] * 10))
begun = time.process_time()
print(code_uncoded(workspace, coder) / (time.process_time() - begun))
"""


if __name__ == "__main__":
    main()
