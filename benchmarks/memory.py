"""The memory a process holds, as the system counts it."""

from __future__ import annotations

from pathlib import Path


def resident(process: int | str, *, at_most: bool) -> int:
    """Give the bytes of a process ("self": this one) that are resident, or were at most since its program began.

    `getrusage` would tell of a process more than it ever held: what its parent held at the fork counts there.
    """
    name = "VmHWM:" if at_most else "VmRSS:"
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024
