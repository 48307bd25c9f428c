"""Small disks, mounted for one round; where the machine does not allow it, a folder and what else can stand in for one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


def is_root() -> bool:
    """Say whether disks can be mounted here: by root, and not in every container."""
    return os.geteuid() == 0 and _can_mount()


@contextmanager
def disk(place: Path, *, size: int) -> Generator[Path]:
    """Give a disk of so many bytes, in memory; without the right to mount one, a folder."""
    place.mkdir()
    if not is_root():
        yield place
        return
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def read_only(place: Path) -> Generator[Path]:
    """Give a folder through a mount that can only be read."""
    seen = place.with_name(f"{place.name}-read-only")
    seen.mkdir()
    _mount("--bind", str(place), str(seen))
    try:
        _mount("-o", "remount,bind,ro", str(seen))
        yield seen
    finally:
        subprocess.run(["umount", str(seen)], check=True)


@cache
def _can_mount() -> bool:
    with TemporaryDirectory() as name:
        tried = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", name], capture_output=True, check=False
        )
        if tried.returncode == 0:
            subprocess.run(["umount", name], check=True)
        return tried.returncode == 0


def _mount(*how: str) -> None:
    subprocess.run(["mount", *how], check=True, capture_output=True)
