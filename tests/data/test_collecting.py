"""The search for rings is spared what stays, and still finds what went."""

import gc
import sys
import weakref
from collections.abc import Generator
from types import ModuleType

import pytest

from data.collecting import THOROUGH, Standing


class Ring:
    """An object that holds itself, so that only the search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Generator[None]:
    """Leave what stays out of the search again, as tests/conftest.py does."""
    yield
    gc.freeze()


def test_what_lives_after_an_import_is_not_walked_again() -> None:
    gc.collect()
    lives = len(gc.get_objects())
    Standing().spare()
    assert gc.get_freeze_count() >= lives
    assert len(gc.get_objects()) < 1000


def test_a_ring_made_later_is_found_by_the_next_search() -> None:
    standing = Standing()
    standing.spare()
    ring = weakref.ref(Ring())
    standing.spare()  # nothing was imported in between
    gc.collect()
    assert ring() is None


def test_what_the_last_run_imported_is_spared_at_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = Standing()
    standing.spare()
    before = gc.get_freeze_count()
    monkeypatch.setitem(sys.modules, "just_imported", ModuleType("just_imported"))
    standing.spare()
    assert gc.get_freeze_count() > before


def test_a_ring_that_was_spared_is_found_by_the_thorough_look() -> None:
    standing = Standing()
    ring = Ring()
    gone = weakref.ref(ring)
    standing.spare()
    del ring
    gc.collect()
    assert gone() is not None
    for _ in range(THOROUGH):
        standing.spare()
    assert gone() is None
    assert gc.get_freeze_count() > 1000
