"""The long run: every fault hundreds of times, its figures printed and written to docs/reliability.md."""

from __future__ import annotations

import argparse
import re
import secrets
import signal
import sys
import time
from pathlib import Path

from tests.faults.disks import is_root
from tests.faults.faults import FAULTS
from tests.faults.rounds import Fault, Tally, play

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD = "| | fault | rounds | ended badly | how the others ended | seed |\n|---|---|---|---|---|---|"
BEGIN, END = "<!-- figures of `make faults` -->", "<!-- end of figures -->"


def main() -> None:
    """Play what was asked for, write the figures of whole runs, and end with 1 where anything ended badly."""
    asked = argparse.ArgumentParser(description=__doc__, prog="make faults")
    asked.add_argument("--only", default="", help="names of faults, such as F1,F7")
    asked.add_argument("--seed", default="", help="repeats the chances of an earlier run")
    asked.add_argument("--round", type=int, help="one round alone, as a failure names it")
    asked.add_argument("--rounds", type=int, help="no more rounds than this of each fault")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that no disk stays mounted
    seed = given.seed or secrets.token_hex(3)
    names = [name for name in given.only.split(",") if name] or [fault.name for fault in FAULTS]
    print(f"seed {seed}", flush=True)
    failed = 0
    for fault in (fault for fault in FAULTS if fault.name in names):
        if fault.needs_root and not is_root():
            print(f"{fault.name} left out: it takes root", flush=True)
            continue
        began = time.monotonic()
        rounds = (
            range(min(fault.long, given.rounds or fault.long))
            if given.round is None
            else range(given.round, given.round + 1)
        )
        tally = play(fault, rounds, seed)
        line = _line(fault, tally, seed)
        print(line, f"{time.monotonic() - began:.0f} s", *tally.failures, sep="\n", flush=True)
        failed += len(tally.failures)
        if given.round is None:
            _write(line)
    sys.exit(1 if failed else 0)


def _write(line: str) -> None:
    """Put the line of a fault in the place of the one that stands in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    _, old, _ = re.split(f"{BEGIN}\n|{END}", text)
    there = {each.split("|")[1].strip(): each for each in [*old.splitlines(), line] if each.startswith("| F")}
    lines = [HEAD, *(there[fault.name] for fault in FAULTS if fault.name in there), ""]
    DOCUMENT.write_text(
        text.replace(f"{BEGIN}\n{old}{END}", f"{BEGIN}\n" + "\n".join(lines) + END), encoding="utf-8"
    )


def _line(fault: Fault, tally: Tally, seed: str) -> str:
    ended = "; ".join(f"{how}: {times:,}" for how, times in sorted(tally.ended.items()))
    rounds = sum(tally.ended.values()) + len(tally.failures)
    return f"| {fault.name} | {fault.what} | {rounds:,} | {len(tally.failures)} | {ended} | {seed} |"


if __name__ == "__main__":
    main()
