"""Tables in memory beside a workspace: what many questions stand on, made once and kept until something is written."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass

import duckdb

# Of all tables together, two or three slices of a million interviews: with more of them the ones asked for longest ago go.
ROWS = 2_500_000
_TABLES = 60


@dataclass
class _Kept:
    name: str
    version: int
    rows: int
    users: int = 0


class Shelf:
    """The tables of one connection. A table that a question is using stays until it is answered."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        # A name of its own: two workspaces of one process that have the same file open share what is attached to it.
        self._place = f"kept_{uuid.uuid4().hex}"
        connection.execute(f"ATTACH ':memory:' AS {self._place}")
        self._lock = threading.RLock()
        self._kept: dict[Hashable, _Kept] = {}
        self._made = 0

    def close(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Give the memory back, also where another connection keeps the file open."""
        with contextlib.suppress(duckdb.Error):
            connection.execute(f"DETACH {self._place}")

    @contextlib.contextmanager
    def table(
        self,
        cursor: duckdb.DuckDBPyConnection,
        key: Hashable,
        *,
        version: int,
        make: Callable[[str], None],
    ) -> Generator[str]:
        """Give the name of the table of this key and version; where there is none, `make` creates one of that name."""
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None and kept.version != version:
                self._let_go(cursor, kept)
                kept = None
            if kept is None:
                self._made += 1
                name = f"{self._place}.table_{self._made}"
                make(name)
                (rows,) = cursor.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)  # noqa: S608 - a name of ours
                kept = _Kept(name, version, rows)
            self._kept[key] = kept  # the last asked for stands last
            kept.users += 1
            self._make_room(cursor, version)
        try:
            yield kept.name
        finally:
            with self._lock:
                kept.users -= 1
                if self._kept.get(key) is not kept:
                    self._let_go(cursor, kept)

    def _make_room(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        for key, kept in list(self._kept.items())[:-1]:
            full = len(self._kept) > _TABLES or sum(each.rows for each in self._kept.values()) > ROWS
            if kept.version != version or full:
                del self._kept[key]
                self._let_go(cursor, kept)

    @staticmethod
    def _let_go(cursor: duckdb.DuckDBPyConnection, kept: _Kept) -> None:
        """Drop a table nobody uses; one in use is dropped by its last user."""
        if not kept.users:
            cursor.execute(f"DROP TABLE IF EXISTS {kept.name}")
