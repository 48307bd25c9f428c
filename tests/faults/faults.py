"""All faults, F1 to F12, in their order."""

from __future__ import annotations

from tests.faults import crowd, damaged, full_disk, killed, memory, moved, shut_out

FAULTS = sorted(
    [
        killed.FAULT,
        *full_disk.FAULTS,
        *shut_out.FAULTS,
        *damaged.FAULTS,
        moved.FAULT,
        memory.FAULT,
        crowd.FAULT,
    ],
    key=lambda fault: int(fault.name[1:]),
)
