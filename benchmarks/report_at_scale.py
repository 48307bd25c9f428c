"""What a report costs as the workspace grows: by its command, of a workspace just opened, and asked for on its page.

python -m benchmarks.report_at_scale 100000   # where the time of a report in full, with quotes, goes
"""

from __future__ import annotations

import asyncio
import cProfile
import datetime as dt
import os
import pstats
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb

from analysis.coding import Coder, default_codebook
from analysis.report import render
from analysis.sample import put_sample
from analysis.study import EVERYTHING, Study
from benchmarks import load
from benchmarks.serving import ROOT, Server, serving, visiting
from data.workspace import open_workspace

TODAY = dt.date(2026, 11, 2)
TEXTS = 0.3  # texts an interview
# Names of two syllables and more, so that a large workspace knows many.
SYLLABLES = [
    "ba",
    "ke",
    "li",
    "mo",
    "nu",
    "ra",
    "se",
    "ti",
    "vo",
    "zu",
    "dar",
    "fen",
    "gil",
    "hom",
    "jas",
    "kor",
    "lem",
    "mir",
    "nov",
    "pel",
]


def main() -> None:
    """Say where the time goes, of the sample again and again under other names."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        a_workspace(path, int(sys.argv[1]))
        report(path, "full", quotes=True)  # what is loaded for the first report is no part of any
        profile = cProfile.Profile()
        profile.enable()
        report(path, "full", quotes=True)
        profile.disable()
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


class Made(NamedTuple):
    """What one report cost, in CPU seconds, and its bytes."""

    cpu: float
    size: int


def report(path: Path, length: str, *, quotes: bool, form: str = "pdf", paper: str = "a4") -> Made:
    """Make one report of a workspace that was just opened; of a warm program, where one was made before."""
    workspace = open_workspace(path)
    try:
        began = time.process_time()
        study = Study(workspace, EVERYTHING, default_codebook(), today=TODAY)
        made = render(study, format=form, quotes=quotes, length=length, paper=paper)  # ty: ignore[invalid-argument-type]
        return Made(time.process_time() - began, len(made.content))
    finally:
        workspace.close()


def by_command(path: Path, length: str, *, quotes: bool) -> dict[str, float]:
    """Give what `cli.py report` takes from its start until the PDF is written: its CPU seconds, and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [*("--summary",) * (length == "summary"), *("--quotes", "--yes") * quotes]
        command = [ROOT / "cli.py", "report", "--db", path, "--out", Path(folder) / "report.pdf", *asked]
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    if code := os.waitstatus_to_exitcode(status):
        raise subprocess.CalledProcessError(code, command)
    return {"cpu": used.ru_utime + used.ru_stime, "seconds": seconds}


def on_its_page(path: Path, length: str, *, quotes: bool) -> dict[str, float]:
    """Give the server's CPU seconds of a person at the page Report: its first visit, the choices, two of its buttons.

    The server has opened the workspace and counted nothing. The page opens with one page without quotes and sets what it
    shows, so the PDF is there when its button is pressed; each choice sets it anew, and quotes are read and confirmed
    first. The web page is made when it is asked for.
    """
    with serving(ROOT / "serve.py", workspace=path, today=TODAY.isoformat()) as server:
        with visiting(server) as first:
            first.run("my_data")  # opens the workspace; counted nowhere
        return asyncio.run(_at_the_page(server, length, quotes=quotes))


async def _at_the_page(server: Server, length: str, *, quotes: bool) -> dict[str, float]:
    clock = [server.cpu()]
    async with load.visiting(server.address) as visitor:
        await visitor.arrive("report")
        clock.append(server.cpu())
        if length == "full":
            await visitor.choose("How long", "In full")
        if quotes:
            await visitor.tick("With quotes")
            with suppress(LookupError):  # nothing to confirm where no text would stand in it
                await visitor.tick("I have read these words")
        clock.append(server.cpu())
        for button, begins in (("PDF", b"%PDF"), ("Web page", b"<!doctype html")):
            content = await visitor.download(button)
            if not content.startswith(begins):
                raise ValueError(content[:200])
            clock.append(server.cpu())
    return dict(zip(("visit", "choices", "pdf", "web"), (b - a for a, b in pairwise(clock)), strict=True))


def a_workspace(path: Path, n: int) -> None:
    """Write the sample again and again under other names until there are n interviews, with a text for every third."""
    workspace = open_workspace(path)
    put_sample(workspace, Coder(default_codebook()), today=TODAY, at=dt.datetime.combine(TODAY, dt.time(12)))
    workspace.close()
    if n <= 30:
        return
    with duckdb.connect(str(path)) as kept:
        kept.execute(
            "CREATE TEMP TABLE syllables AS SELECT unnest($1::VARCHAR[]) AS s, unnest(range(20)) AS i",
            [SYLLABLES],
        )
        kept.execute(
            f"""
            CREATE TEMP TABLE copies AS
            SELECT n, upper(a.s[1]) || a.s[2:] || b.s || c.s || d.s AS name
            FROM range(1, {n // 30}) AS r(n)
            JOIN syllables a ON a.i = n % 20 JOIN syllables b ON b.i = (n // 20) % 20
            JOIN syllables c ON c.i = (n // 400) % 20 JOIN syllables d ON d.i = (n // 8000) % 20
            """
        )
        kept.execute(
            """
            INSERT INTO interviews
            SELECT i.* REPLACE (interview_id || '-' || n AS interview_id, record_id || '-' || n AS record_id,
              company || ' ' || name AS company, contact_name || ' ' || name AS contact_name)
            FROM interviews i, copies
            """
        )
        texts = kept.execute("SELECT count(*) FROM feedback").fetchall()[0][0]
        every = max(1, round(texts / 30 / TEXTS))
        kept.execute(
            f"""
            INSERT INTO feedback
            SELECT f.* REPLACE (feedback_id || '-' || n AS feedback_id, interview_id || '-' || n AS interview_id,
              text || ' Regards, ' || name AS text)
            FROM feedback f, copies WHERE n % {every} = 0
            """
        )
        kept.execute(
            f"""
            INSERT INTO coder_mentions
            SELECT m.* REPLACE (feedback_id || '-' || n AS feedback_id) FROM coder_mentions m, copies WHERE n % {every} = 0
            """
        )


if __name__ == "__main__":
    main()
