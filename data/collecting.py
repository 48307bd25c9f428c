"""Work that makes many small objects and no rings: without the search for rings, and with its memory given back."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa


@contextmanager
def without_collecting() -> Generator[None]:
    """Let the search for rings rest: it would walk every object that lives on again and again, up to half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


THOROUGH = 256  # runs


@dataclass
class Standing:
    """What stays as long as the process does, kept out of the search for rings that Streamlit begins after every run.

    That search walks every object there is, nearly all of them modules: three quarters of what a rerun cost.
    """

    modules: int = 0
    runs: int = 0

    def spare(self) -> None:
        """At the beginning of a run: spare what the last one imported; every 256 runs look through everything once.

        A ring that was alive when it was spared, of a window since closed, is found by the thorough look.
        """
        self.runs += 1
        if self.runs % THOROUGH == 0:
            gc.unfreeze()
            gc.collect()
        elif len(sys.modules) <= self.modules:
            return
        self.modules = len(sys.modules)
        gc.freeze()


standing = Standing()


def give_back_memory() -> None:
    """Give the system what a large piece of work left behind: spare objects, and the free pages of every heap."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(
        ctypes.pythonapi, "malloc_trim", None
    )  # the C library of Linux has it; others do it themselves
    if trim is not None:
        trim(0)
