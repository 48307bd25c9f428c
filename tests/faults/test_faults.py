"""Every fault a release must survive, a few rounds each; `make faults` plays hundreds."""

from __future__ import annotations

import os

import pytest

from tests.faults.disks import is_root
from tests.faults.faults import FAULTS
from tests.faults.rounds import Fault, play

SEED = os.environ.get("FAULT_SEED", "1")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name} {fault.what}")
def test_nothing_is_lost_and_nothing_is_said_that_is_not_true(fault: Fault) -> None:
    if fault.needs_root and not is_root():
        pytest.skip("the machine allows no mounts and no other user: that takes root")
    tally = play(fault, range(fault.short), SEED)  # each failure names the seed and the round that repeat it
    assert tally.failures == []
    assert sum(tally.ended.values()) == fault.short
