"""The long run: every fault hundreds of times, its figures printed and written to docs/reliability.md."""

from __future__ import annotations

import argparse
import os
import re
import secrets
import sys
import time
from pathlib import Path

from tests.faults.disks import is_root
from tests.faults.faults import FAULTS
from tests.faults.rounds import Fault, Tally, play

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- figures of `make faults` -->", "<!-- end of figures -->"


def main() -> None:
    """Play what was asked for; the whole run writes its figures, and anything that ended badly ends this with 1."""
    asked = argparse.ArgumentParser(description=__doc__, prog="make faults")
    asked.add_argument("--only", default="", help="names of faults, such as F1,F7")
    asked.add_argument("--seed", default="", help="repeats the chances of an earlier run")
    asked.add_argument("--round", type=int, help="one round alone, as a failure names it")
    given = asked.parse_args()
    seed = given.seed or secrets.token_hex(3)
    names = [name for name in given.only.split(",") if name] or [fault.name for fault in FAULTS]
    print(f"seed {seed}", flush=True)
    tallies: list[tuple[Fault, Tally]] = []
    for fault in (fault for fault in FAULTS if fault.name in names):
        if fault.needs_root and not is_root():
            print(f"{fault.name} left out: it takes root", flush=True)
            continue
        began = time.monotonic()
        rounds = range(fault.long) if given.round is None else range(given.round, given.round + 1)
        tallies.append((fault, play(fault, rounds, seed)))
        print(_line(*tallies[-1]), f"{time.monotonic() - began:.0f} s", flush=True)
        print(*tallies[-1][1].failures, sep="\n", end="", flush=True)
    failed = sum(len(tally.failures) for _, tally in tallies)
    if len(tallies) == len(FAULTS) and given.round is None:
        text = DOCUMENT.read_text(encoding="utf-8")
        table = "\n".join(
            ["| fault | | rounds | ended badly | how the others ended |", "|---|---|---|---|---|"]
        )
        lines = "\n".join(_line(*each) for each in tallies)
        figures = f"{BEGIN}\nSeed {seed}, {os.cpu_count()} cores.\n\n{table}\n{lines}\n{END}"
        DOCUMENT.write_text(
            re.sub(f"{BEGIN}.*{END}", lambda _: figures, text, flags=re.DOTALL), encoding="utf-8"
        )
    sys.exit(1 if failed else 0)


def _line(fault: Fault, tally: Tally) -> str:
    ended = "; ".join(f"{how}: {times:,}" for how, times in sorted(tally.ended.items()))
    rounds = sum(tally.ended.values()) + len(tally.failures)
    return f"| {fault.name} | {fault.what} | {rounds:,} | {len(tally.failures)} | {ended} |"


if __name__ == "__main__":
    main()
