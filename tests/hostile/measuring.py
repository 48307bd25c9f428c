"""Hostile files measured in processes of their own: the bounds, what broke them, and the table of all of them.

`python -m tests.hostile.measuring` (`make hostile`) measures every file, prints the table and writes the summary into
docs/reliability.md; it fails where a bound is broken.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.hostile.child import Answer
from tests.hostile.files import HostileFile, all_files

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
SECTION = "## Hostile files"
CPU, MEMORY = 2.0, 300.0  # seconds, MB above what the process had
BULK = 10_000  # rows; what is read in full beyond them is no bad input, and takes the time of its size
_HANG = 120  # seconds of CPU
_KINDS = tuple({file.kind: None for file in all_files()})


def answers_together(files: Iterable[HostileFile], *, kept: Iterable[str]) -> list[Answer]:
    """Give what one process answers to many files; fewer answers than files are a crash or a hang."""
    asked = "".join(f"{file.name}\n" for file in files)
    child = subprocess.run(
        [sys.executable, "-m", "tests.hostile.child", *kept],
        cwd=ROOT,
        input=asked,
        capture_output=True,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        preexec_fn=_bounded,
    )
    if child.returncode:
        sys.stderr.write(child.stderr[-3_000:])
    return [Answer(**json.loads(line)) for line in child.stdout.splitlines()]


def answers_apart(files: Iterable[HostileFile]) -> Iterator[tuple[HostileFile, Answer | None]]:
    """Give the answer to each file by a process of its own, which keeps it, too; None where there was none."""
    for file in files:
        found = answers_together([file], kept=_KINDS)
        yield file, found[0] if found else None


def broken(file: HostileFile, answer: Answer | None, *, patience: float) -> list[str]:
    """Give what is wrong with an answer; CPU time may be `patience` times the bound."""
    if answer is None:
        return ["no answer: it crashed, or went on for too long"]
    found = []
    if not answer.rows and not answer.said and not (file.kind == "B2" and not answer.told):
        found.append("nothing was read and nothing was said")
    if answer.lost:
        found.append(f"{answer.lost:,} rows were neither read nor told of")
    if answer.kept is not None and answer.kept > answer.rows:
        found.append(f"{answer.rows:,} rows became {answer.kept:,} interviews")
    if answer.rows <= BULK and answer.cpu > CPU * patience:
        found.append(f"{answer.cpu} s of CPU")
    if answer.rows <= BULK and answer.memory > MEMORY:
        found.append(f"{answer.memory} MB of memory")
    return found


def _bounded() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (_HANG, _HANG))


def main() -> int:
    """Measure, print and write down; give 1 where a bound is broken."""
    lines, wrong, measured = [], [], []
    sys.stdout.write(f"{'rows':>9} {'told':>7} {'lost':>5} {'CPU s':>6} {'MB':>6}  file\n")
    for file, answer in answers_apart(all_files()):
        faults = broken(file, answer, patience=1)
        wrong += [f"{file.name}: {fault}" for fault in faults]
        if answer is None:
            continue
        measured.append(answer)
        lost = "?" if answer.lost is None else answer.lost
        line = f"{answer.rows:>9,} {answer.told:>7,} {lost:>5} {answer.cpu:>6.2f} {answer.memory:>6.0f}  {file.name}"
        lines.append(line)
        sys.stdout.write(f"{line}{'  <- ' + '; '.join(faults) if faults else ''}\n")
        sys.stdout.flush()
    summary = _summary(measured, wrong)
    sys.stdout.write(summary)
    _write(summary)
    return 1 if wrong else 0


def _summary(measured: list[Answer], wrong: list[str]) -> str:
    bad = [answer for answer in measured if answer.rows <= BULK]
    bulk = [answer for answer in measured if answer.rows > BULK]
    slowest, largest = max(bad, key=lambda a: a.cpu), max(bad, key=lambda a: a.memory)
    counted = [answer for answer in measured if answer.lost is not None]
    of = len(all_files())
    text = [
        f"Measured by `make hostile`: {of} files for B1 to B30, each read in a process of its own and, where rows were"
        " understood, kept twice. What a process needs for reading workbooks counts whole.",
        "",
        "| | target | measured |",
        "|---|---|---|",
        f"| crashes, hangs | 0 of 150 | {of - len(measured)} of {of} |",
        f"| rows lost without a word (in {len(counted)} files whose rows can be counted) | 0 | {sum(a.lost or 0 for a in counted):,} |",
        f"| CPU time of an answer | 2 s | most {slowest.cpu:.2f} s ({slowest.name}) |",
        f"| memory above the start | 300 MB | most {largest.memory:.0f} MB ({largest.name}) |",
        f"| interviews kept twice from a file kept twice | 0 | {sum(max(0, (a.kept or 0) - a.rows) for a in measured)} |",
        "",
        f"Tables of more than {BULK:,} rows that are read in full are no bad input; they take the time of their size:"
        + "".join(
            f"\n- {a.name}: {a.rows:,} rows in {a.cpu:.1f} s and {a.memory:.0f} MB"
            for a in sorted(bulk, key=lambda a: -a.cpu)
        ),
        "",
        "Short of a target: " + ("; ".join(wrong) if wrong else "nothing") + ".",
    ]
    return "\n".join(text) + "\n"


def _write(summary: str) -> None:
    whole = DOCUMENT.read_text(encoding="utf-8")
    pattern = rf"(?<={re.escape(SECTION)}\n\n<!-- measured -->\n).*?(?=<!-- end -->)"
    DOCUMENT.write_text(re.sub(pattern, lambda _: summary, whole, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
