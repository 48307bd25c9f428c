"""How long a report takes as the workspace grows: CPU seconds with and without quotes, beside the sample.

Run: python -m benchmarks.report_at_scale 10000 100000
"""

from __future__ import annotations

import cProfile
import datetime as dt
import pstats
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from analysis.coding import Coder, default_codebook
from analysis.report import render
from analysis.sample import put_sample
from analysis.study import EVERYTHING, Study
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
    """Measure, then say for the largest where the time goes."""
    sizes = [int(word) for word in sys.argv[1:]] or [10_000]
    with tempfile.TemporaryDirectory() as folder:
        for n in (30, *sizes):
            path = Path(folder) / f"{n}.duckdb"
            a_workspace(path, n)
            for length in ("summary", "full"):
                took = {quotes: report(path, length, quotes=quotes) for quotes in (False, True)}
                print(
                    f"{n:>9,} interviews, {length:7}: {took[False]:6.2f} s without quotes, {took[True]:6.2f} s with"
                )
        profile = cProfile.Profile()
        profile.enable()
        report(path, "full", quotes=True)
        profile.disable()
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def report(path: Path, length: str, *, quotes: bool) -> float:
    """Give the CPU seconds of one PDF of a workspace that was just opened; of a warm program, one was made before."""
    workspace = open_workspace(path)
    try:
        began = time.process_time()
        study = Study(workspace, EVERYTHING, default_codebook(), today=TODAY)
        render(study, format="pdf", quotes=quotes, length=length)  # ty: ignore[invalid-argument-type]
        return time.process_time() - began
    finally:
        workspace.close()


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
