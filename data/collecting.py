"""Work that makes many small objects and no rings: without the search for rings, and with its memory given back."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Generator
from contextlib import contextmanager

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


def give_back_memory() -> None:
    """Give the system what a large piece of work left behind: spare objects, and the free pages of every heap."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(
        ctypes.pythonapi, "malloc_trim", None
    )  # the C library of Linux has it; others do it themselves
    if trim is not None:
        trim(0)
