"""Rounds of a fault: each with chances of its own that a seed repeats, and what came of all of them."""

from __future__ import annotations

import random
import shutil
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.faults import work
from tests.faults.children import run

_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
Round = Callable[[random.Random, Path], str]


@dataclass(frozen=True)
class Fault:
    """One way in which things go wrong: a round of it gives in words how it ended, and raises AssertionError where badly."""

    name: str
    what: str
    round: Round
    short: int
    long: int
    needs_root: bool = False


@dataclass
class Tally:
    """How many rounds ended in which way, and each that ended badly with what repeats it."""

    ended: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def play(fault: Fault, numbers: Iterable[int], seed: str) -> Tally:
    """Play rounds of a fault, each in a folder of its own."""
    tally = Tally()
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="fault-") as folder:
            try:
                tally.ended[fault.round(random.Random(f"{fault.name} {seed} {number}"), Path(folder))] += 1
            except AssertionError:
                again = f"make faults ONLY={fault.name} SEED={seed} ROUND={number}"
                tally.failures.append(f"{again}\n{traceback.format_exc()}")
    return tally


def lasting_folder() -> Path:
    """Give a folder that is there until the last round is played."""
    _FOLDERS.append(tempfile.TemporaryDirectory(prefix="fault-prepared-"))
    return Path(_FOLDERS[-1].name)


@cache
def prepared(files: int) -> tuple[Path, dict[str, tuple[tuple[str | None, ...], ...]]]:
    """Give the folder of a closed workspace with the first files in it, made once, and every cell of it."""
    folder = lasting_folder()
    made = run(work.make, folder / "workspace.duckdb", files).require_clean()
    return folder, made.last("everything")[0]


def copy_of(files: int, folder: Path) -> Path:
    """Copy the prepared workspace with its ledger and backups, and give the place of its file."""
    shutil.copytree(prepared(files)[0], folder, dirs_exist_ok=True)
    return folder / "workspace.duckdb"
