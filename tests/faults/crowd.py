"""F12: many read and write at once through one workspace, each with marks of its own."""

from __future__ import annotations

import random
import threading
from pathlib import Path

from data.records import Feedback, Interview
from tests.data.readings import AT
from tests.faults import work
from tests.faults.children import Say, run
from tests.faults.rounds import Fault

THREADS = 20
READS, WRITES = 50, 5  # of each thread in a round


def _crowd(say: Say, path: Path, seed: int) -> None:
    """Let twenty threads read and write at once, and say each answer that held the mark of another or missed its own."""
    workspace = work.open_workspace(path)
    wrong: list[str] = []
    written = [0] * THREADS
    start = threading.Barrier(THREADS)

    def one(n: int) -> None:
        chance = random.Random(f"{seed} {n}")
        try:
            mine = workspace.save_interview(Interview(company=f"Mark {n}"), at=AT)
            start.wait()
            for read in range(READS):
                if read % (READS // WRITES) == 0:
                    workspace.save_feedback(
                        Feedback(interview_id=mine, text=f"Mark {n}, {written[n]}"), at=AT
                    )
                    written[n] += 1
                expected = [f"Mark {n}, {k}" for k in range(written[n])]
                if chance.random() < 0.5:
                    found = workspace.ask(
                        "SELECT text FROM feedback WHERE interview_id = $id ORDER BY text", {"id": mine}
                    ).text.tolist()
                    if found != sorted(expected):
                        wrong.append(f"{n}: {found}")
                else:
                    there = workspace.interview(mine)
                    if there is None or there.company != f"Mark {n}":
                        wrong.append(f"{n}: {there}")
        except BaseException as error:  # noqa: BLE001 - a thread that raises would be missed
            start.abort()
            wrong.append(f"{n}: {error!r}")

    threads = [threading.Thread(target=one, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say("wrong", wrong)
    say("version", workspace.version)
    say("words", len(workspace.ask("SELECT text FROM feedback", {})))
    workspace.close()


def _round(chance: random.Random, folder: Path) -> str:
    ended = run(_crowd, folder / "workspace.duckdb", chance.randrange(2**32)).require_clean()
    assert ended.last("wrong") == ([],), ended.said
    writes = THREADS * WRITES
    assert ended.last("words") == (writes,), ended.said
    assert ended.last("version") == (writes + THREADS,), ended.said
    return f"{THREADS * READS:,} reads, {writes} writes, no answer of another"


FAULT = Fault("F12", "twenty read and write at once", _round, short=1, long=100)
