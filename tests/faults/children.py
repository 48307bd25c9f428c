"""Work in a process of its own, which may be killed, starved or shut out while the tests go on."""

from __future__ import annotations

import logging
import multiprocessing
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
Say = Callable[..., None]

# Children are forked from a server that has everything imported and no thread of its own: they are there in milliseconds.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pytest", "tests.faults.work"])


@dataclass(frozen=True)
class Ended:
    """What a child said before it ended, in order, and how it ended: `traceback` where it raised, `exit_code` < 0 a signal."""

    said: tuple[tuple[Any, ...], ...]
    traceback: str | None
    exit_code: int

    def require_clean(self) -> Ended:
        """Raise AssertionError where the child raised or died by itself."""
        assert self.traceback is None, self.traceback
        assert self.exit_code == 0, f"the child ended with {self.exit_code} after {self.said[-3:]}"
        return self

    def last(self, word: str) -> tuple[Any, ...]:
        """Give what was said last under a word."""
        return [said[1:] for said in self.said if said[0] == word][-1]


class Child:
    """One process doing `work(say, *values)`; what it says arrives here."""

    def __init__(self, work: Callable[..., None], *values: Any) -> None:
        here, there = _CONTEXT.Pipe(duplex=False)
        self._heard: list[tuple[Any, ...]] = []
        self._pipe = here
        self.process = _CONTEXT.Process(target=_do, args=(there, work, values))
        self.process.start()
        there.close()

    def wait_for(self, word: str) -> tuple[Any, ...]:
        """Wait until the child says the word, and give what it said with it."""
        while True:
            said = self._pipe.recv()
            self._heard.append(said)
            if said[0] == word:
                return said[1:]

    def kill(self) -> None:
        """End the child with SIGKILL: nothing in it can notice."""
        self.process.kill()

    def end(self) -> Ended:
        """Wait for the end of the child, and give what it said."""
        try:
            while True:
                self._heard.append(self._pipe.recv())
        except EOFError:
            pass
        self._pipe.close()
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        raised = [said[1] for said in self._heard if said[0] == "traceback"]
        return Ended(tuple(self._heard), raised[0] if raised else None, code if code is not None else -99)


def run(work: Callable[..., None], *values: Any) -> Ended:
    """Do `work(say, *values)` in a process of its own to its end."""
    return Child(work, *values).end()


def _do(pipe: Connection, work: Callable[..., None], values: tuple[Any, ...]) -> None:
    logging.getLogger("second_place").setLevel(logging.CRITICAL)

    def say(*words: Any) -> None:
        pipe.send(words)

    try:
        work(say, *values)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent judges it
        say("traceback", traceback.format_exc())
        os._exit(1)
    finally:
        pipe.close()
