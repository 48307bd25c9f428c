"""A workspace file on its way to an open connection: what is looked at first, and the sentence where it cannot be opened."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import itertools
import logging
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import duckdb

from data.backups import backups_of, copy_of_closed, when
from data.problems import DamagedError, InUseError, WorkspaceError
from data.sums import AlteredError, Sums, changes_since_backup, missing_at_the_end
from data.tables import ROW_GROUP, TABLES

LOG = logging.getLogger("second_place")
PROGRAM = "second-place"
MIGRATIONS = Path(__file__).parent / "migrations"
CLOSED = "The workspace is closed. Reload the page to open it again."
FREE_BYTES = 50_000_000
_HIDDEN = ".second-place-"  # before the name of a folder in which a new file is made
_HEADS = 12_288  # bytes: the three heads of a file, of which each checkpoint writes one
_SCHEMA = Path(__file__).parent / "schema.sql"
# Attached to a database in memory, for only so can a file have small row groups: until one is full, DuckDB holds its
# rows as they came beside what it writes of them. No smaller than the steps in which rows are written, or it writes twice.
_ATTACH = f"ATTACH $path AS workspace (ROW_GROUP_SIZE {ROW_GROUP})"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "default_block_size": 32_768,  # a person's file is small: with the usual 256 KB blocks thirty interviews take 7 MB
    # The texts of a few dozen mentions are looked up by their very ids: past 50 (DuckDB's own) more or less all are unpacked.
    "dynamic_or_filter_threshold": 200,
    "memory_limit": "1GB",
    "threads": 2,
}
_DOUBTS = itertools.count(1)  # no number comes twice, so two who draw at once need no lock
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # of the disk, of one's share of it, of a file
# The last is the advice under everything DuckDB refuses for want of memory, whatever the kind of its error: a commit that
# fails for it is a TransactionException.
_NO_MEMORY = (
    *("Out of Memory", "bad allocation", "Allocation failure", "std::bad_alloc", "SET memory_limit"),
    "not enough memory",  # a text kept in zstd could not be unpacked
)


@dataclass(slots=True)
class _Held:
    """What a process has of a file: its handle, the sums of its log, the one database that has it open, who uses it, which
    log is its own, how many of the last changes were missing when it was opened, and a number that is another one whenever
    what was known of it may not hold any more.
    """

    handle: int
    sums: Sums
    database: duckdb.DuckDBPyConnection | None = None
    users: int = 0
    log: tuple[int, int] | None = None
    missing: int = 0
    doubts: int = 0
    committing: threading.Lock = field(default_factory=threading.Lock)


class HeldFile:
    """A database file, kept open beside DuckDB for as long as DuckDB has it.

    The lock that keeps a second window out belongs to the process: closing any handle of the file would drop it. So
    every look at the bytes goes through one handle a file, which is closed after the last connection.
    """

    _held: dict[tuple[int, int], _Held] = {}  # noqa: RUF012 - by device and inode, one a process
    _lock = threading.Lock()

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._lock:
            self.key = identity(path)
            if self.key not in self._held:
                self._held[self.key] = _Held(os.open(path, os.O_RDWR), Sums(path, wal_of(path)))
            self._held[self.key].users += 1

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Give a connection to the file; every workspace of this process has it from the same database.

        Raises AlteredError where the log beside it holds other bytes than were committed.
        """
        with self._lock:
            held = self._held[self.key]
            if held.database is None:
                if self._is_ours_alone(held.handle):
                    held.missing = missing_at_the_end(self.path, wal_of(self.path), self.state())
                held.database = _attached(str(self.path))
            return cursor_of(held.database)

    def missing(self) -> int:
        """Give how many of the last changes were not in the log any more when the file was opened."""
        return self._held[self.key].missing

    def doubts(self) -> int:
        """Give a number that is another one after every commit to the file and every error of it, whichever workspace's."""
        held = self._held.get(self.key)
        return held.doubts if held is not None else -1

    def doubt(self) -> None:
        """Have every workspace of this process look again at what it knows of the file."""
        held = self._held.get(self.key)
        if held is not None:
            held.doubts = next(_DOUBTS)

    @contextlib.contextmanager
    def committing(self) -> Generator[Sums]:
        """Let nobody else of this process commit or checkpoint inside: what the log grew by is what was committed."""
        held = self._held[self.key]
        with held.committing:
            yield held.sums

    def state(self) -> str:
        """Give a sum of the heads of the file, which every checkpoint changes."""
        return sha256(self.read(_HEADS, 0)).hexdigest()

    @staticmethod
    def _is_ours_alone(handle: int) -> bool:
        """Lock the file as DuckDB will; where another process has it, the log grows meanwhile, and DuckDB says whose it is."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def read(self, size: int, at: int) -> bytes:
        """Give up to `size` bytes from position `at`."""
        return os.pread(self._held[self.key].handle, size, at)

    def copy_to(self, target: Path) -> None:
        """Write all bytes into a new file that only its owner can read."""
        with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            at = 0
            while piece := self.read(262_144, at):
                out.write(piece)
                at += len(piece)
            out.flush()
            os.fsync(out.fileno())

    def users(self) -> int:
        """Give how many workspaces of this process have the file open."""
        return self._held[self.key].users

    def is_in_place(self) -> bool:
        """Say whether the file at the path is still the one that was opened."""
        try:
            return identity(self.path) == self.key
        except OSError:
            return False

    def make_log(self) -> None:
        """Have the log there before DuckDB makes one that others can read."""
        wal_of(self.path).touch(mode=0o600)
        self._held[self.key].log = identity(wal_of(self.path))

    def release(self) -> None:
        """Let go of the file; to be called after its connection is closed."""
        with self._lock:
            held = self._held[self.key]
            held.users -= 1
            if not held.users:
                del self._held[self.key]
                if held.database is not None:
                    with self._sparing_the_log_of_another(held.log):
                        held.database.close()
                os.close(held.handle)

    @contextlib.contextmanager
    def _sparing_the_log_of_another(self, ours: tuple[int, int] | None) -> Generator[None]:
        """Close the database inside: DuckDB removes the log by its name, and beside a file put here since it is not ours."""
        log, spared = wal_of(self.path), None
        with contextlib.suppress(OSError):
            if not self.is_in_place() and identity(log) != ours:
                spared = log.replace(log.with_name(f"{log.name}.spared"))
        try:
            yield
        finally:
            if spared is not None:
                spared.replace(log)


def identity(path: Path) -> tuple[int, int]:
    """Give what tells one file from another at the same path."""
    found = path.stat()
    return found.st_dev, found.st_ino


def schema_version() -> int:
    """Give the version of the newest schema: that of the last migration, 1 where there is none."""
    return max([1, *(int(file.name[:4]) for file in MIGRATIONS.glob("[0-9]*.sql"))])


def in_memory() -> duckdb.DuckDBPyConnection:
    """Give a connection to a new workspace that lives in memory."""
    connection = _attached(":memory:")
    _fill(connection, version=0)
    return connection


def copy_in_memory(backup: Path, *, version: int) -> duckdb.DuckDBPyConnection:
    """Give a connection to a copy of a backup that lives in memory, its schema the newest, its version the one given.

    Raises WorkspaceError with a plain sentence.
    """
    try:
        connection = _attached(":memory:", copied=backup)
        _bring_up(connection, backup, None)
        _set_version(connection, version)
    except (OSError, duckdb.Error) as error:
        raise problem_of(error, backup) from error
    return connection


def cursor_of(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Give a cursor that looks into the workspace; a new one looks into the memory the workspace is attached to."""
    cursor = connection.cursor()
    cursor.execute("USE workspace")
    return cursor


def create(path: Path, *, version: int, in_place_of_another: bool) -> None:
    """Make an empty workspace at the path, whole or not at all, for its owner only.

    A file that is there is replaced where `in_place_of_another`, else left: a second copy of the program was quicker.
    """
    try:
        with (
            _alone_in(path.parent),
            tempfile.TemporaryDirectory(prefix=_HIDDEN, dir=path.parent) as folder,
        ):
            fresh = Path(folder) / path.name
            with _attached(str(fresh)) as connection:
                _fill(connection, version=version)
                connection.execute("CHECKPOINT")
            fresh.chmod(0o600)
            has_left_over = wal_of(path).exists()
            if in_place_of_another:
                fresh.replace(path)
            elif not _put(fresh, path):
                return
            if has_left_over:
                wal_of(path).replace(path.with_name(f"{path.name}.left-over"))
    except (OSError, duckdb.Error) as error:
        raise problem_of(error, path) from error


def connect(path: Path, *, keep_copy: bool) -> tuple[duckdb.DuckDBPyConnection, HeldFile]:
    """Open the workspace at the path, brought to the newest schema (`keep_copy`: after a copy of the older one).

    Raises WorkspaceError with a plain sentence.
    """
    try:
        if not path.parent.is_dir():
            message = (
                f"The folder {path.parent} does not exist. Create it, or choose another place for the file."
            )
            raise WorkspaceError(message)
        if path.is_dir():
            message = f"{path} is a folder. Choose a file in it."
            raise WorkspaceError(message)
        _sweep(path.parent)
        if not path.exists():
            create(path, version=0, in_place_of_another=False)
        held = HeldFile(path)
    except OSError as error:
        raise problem_of(error, path) from error
    try:
        return _connected(path, held, keep_copy=keep_copy), held
    except BaseException:
        held.release()
        raise


def fill_from(path: Path, cursor: duckdb.DuckDBPyConnection) -> None:
    """Write every row that a cursor sees into the empty workspace at the path, which nobody has open."""
    with _attached(str(path)) as fresh:
        fresh.execute("BEGIN")
        for table in TABLES:
            rows = cursor.sql(f"SELECT * FROM {table}").to_arrow_reader(10_000)  # noqa: S608
            fresh.register("kept", rows)
            fresh.execute(f"INSERT INTO {table} BY NAME SELECT * FROM kept")  # noqa: S608
            fresh.unregister("kept")
        fresh.execute("COMMIT")
        fresh.execute("CHECKPOINT")


def prepare(path: Path, *, version: int) -> None:
    """Make a copied workspace ready to take the place of another: its schema the newest, its version the one given."""
    connection, held = connect(path, keep_copy=False)
    try:
        _set_version(connection, version)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
        held.release()


def require_space(path: Path) -> None:
    """Raise WorkspaceError where the disk has no room for a safe write: three times the file and 50 MB."""
    needed = 3 * path.stat().st_size + FREE_BYTES
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        message = (
            f"The disk is nearly full: {free // 1_000_000} MB are free, and saving safely needs "
            f"{-(-needed // 1_000_000)} MB. Make some room and try again. Nothing was changed."
        )
        raise WorkspaceError(message)


def wal_of(path: Path) -> Path:
    """Give the file in which DuckDB keeps what is committed and not yet in the database file."""
    return path.with_name(f"{path.name}.wal")


def explain(error: Exception, path: Path | None) -> str:
    """Give the sentence a person reads about an error of the database or the system."""
    detail = str(error) if isinstance(error, OSError | duckdb.IOException) else ""
    LOG.warning("workspace: %s %s", type(error).__name__, detail)
    name = "The workspace" if path is None else path.name
    text, number = str(error), getattr(error, "errno", None)
    if _is_in_use(text):
        process = re.search(r"PID (\d+)", text)
        window = f"another window (process {process[1]})" if process else "another window"
        return f"{name} is open in {window}. Close it there, then try again."
    if number in _NO_ROOM or any(os.strerror(each) in text for each in _NO_ROOM):
        return "The disk is full. Make some room and try again."
    if number == errno.EROFS or "Read-only file system" in text:
        return f"{name} is on a disk that can only be read. Choose another place for the file."
    if number in (errno.EACCES, errno.EPERM) or "Permission denied" in text:
        return _not_allowed(path, name)
    if isinstance(error, duckdb.ConnectionException):
        return CLOSED
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError) or any(
        word in text for word in _NO_MEMORY
    ):
        return "This needs more memory than the workspace may use. Close other windows, or bring in a smaller file."
    if "version number" in text and "can only read" in text:
        return _newer(name)
    if "not a valid DuckDB" in text:
        return _not_ours(name)
    if isinstance(error, duckdb.FatalException):
        return f"{name} had to be closed after an error. Reload the page to open it again."
    if "WAL does not match" in text and path is not None:
        log = wal_of(path).name
        # Or its first bytes are damaged: the two cannot be told apart.
        backup = _backup_there(path) if backups_of(path) else ""
        return f"{log} beside {name} belongs to another file. Move {log} into another folder, then try again.{backup}"
    if _is_damage(error):
        return _damaged(path, name)
    return f"{name} could not be read or written ({type(error).__name__})."


def problem_of(error: Exception, path: Path | None) -> WorkspaceError:
    """Give the error a person is told of: of the kind that says what can be done about it."""
    sentence = explain(error, path)
    if _is_in_use(str(error)):
        return InUseError(sentence)
    is_damaged = path is not None and sentence.startswith(_damaged(None, path.name))
    return DamagedError(sentence) if is_damaged else WorkspaceError(sentence)


def _is_in_use(text: str) -> bool:
    return "Could not set lock" in text or "Conflicting lock" in text


def _is_damage(error: Exception) -> bool:
    text = str(error)
    return type(error) is duckdb.Error or any(
        word in text
        for word in ("Corrupt", "checksum", "enough bytes", "Serialization", "INTERNAL", "replaying WAL")
    )


def _put(fresh: Path, path: Path) -> bool:
    """Put a file where none is, and say whether it came there: a rename would take the place of one that was quicker."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links: there the folder is locked, so that nobody can be quicker
        if path.exists():
            return False
        fresh.replace(path)
    return True


@contextlib.contextmanager
def _alone_in(folder: Path, *, wait: bool = True) -> Generator[bool]:
    """Hold the folder in which a workspace is made against other starts, and say whether it is held.

    Disks of a network may have no such locks; they have links. A process that dies lets go.
    """
    with contextlib.ExitStack() as held:
        try:
            handle = os.open(folder, os.O_RDONLY)
            held.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            is_held = True
        except OSError:
            is_held = False
        yield is_held


def _sweep(folder: Path) -> None:
    """Remove what starts left behind that were killed while they made a new file."""
    left = [each for each in folder.glob(f"{_HIDDEN}*") if each.is_dir()]
    if left:
        with _alone_in(folder, wait=False) as is_held:  # else another start is making its file in one of them
            for each in left if is_held else []:
                shutil.rmtree(each, ignore_errors=True)


def _attached(path: str, *, copied: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Give a database that can reach this one file and nothing else; in memory it may begin as a copy of another."""
    config = {**_CONFIG, "temp_directory": f"{path}.tmp"} if path != ":memory:" else _CONFIG
    connection = duckdb.connect(":memory:", config=config)
    try:
        connection.execute(_ATTACH, {"path": path})
        if copied is not None:
            connection.execute("ATTACH $path AS copied (READ_ONLY)", {"path": str(copied)})
            connection.execute("COPY FROM DATABASE copied TO workspace")
            connection.execute("DETACH copied")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        connection.execute("USE workspace")
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path, held: HeldFile, *, keep_copy: bool) -> duckdb.DuckDBPyConnection:
    head = held.read(12, 0)
    if not head:
        message = f"{path.name} is empty: it holds no workspace." + _backup_there(path)
        raise DamagedError(message)
    if head[8:12] != b"DUCK":
        if backups_of(path):  # one of ours, whose beginning was written over
            raise DamagedError(_damaged(path, path.name))
        raise WorkspaceError(_not_ours(path.name))
    with contextlib.suppress(PermissionError):
        path.chmod(0o600)
    try:
        connection = held.connect()
    except AlteredError as error:
        raise DamagedError(_damaged(path, path.name)) from error
    except (OSError, duckdb.Error) as error:
        raise problem_of(error, path) from error
    try:
        _bring_up(connection, path, held if keep_copy else None)
    except duckdb.Error as error:
        connection.close()
        raise problem_of(error, path) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(connection: duckdb.DuckDBPyConnection, path: Path, held: HeldFile | None) -> None:
    """Bring a workspace to the newest schema; of the file that is `held` a copy is made first."""
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except (duckdb.CatalogException, duckdb.BinderException):
        meta = {}
    if meta.get("program") != PROGRAM:
        raise WorkspaceError(_not_ours(path.name))
    found, newest = int(meta["schema_version"]), schema_version()
    if found > newest:
        raise WorkspaceError(_newer(path.name))
    if found < newest and held is not None:
        connection.execute("CHECKPOINT")
        held.copy_to(copy_of_closed(path, f"before-version-{newest}"))
    for number in range(found + 1, newest + 1):
        (file,) = MIGRATIONS.glob(f"{number:04}_*.sql")
        connection.execute("BEGIN")
        connection.execute(file.read_text(encoding="utf-8"))
        connection.execute(
            "UPDATE meta SET value = $number WHERE key = 'schema_version'", {"number": str(number)}
        )
        connection.execute("COMMIT")


def _set_version(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    connection.execute("UPDATE meta SET value = $version WHERE key = 'version'", {"version": str(version)})


def _fill(connection: duckdb.DuckDBPyConnection, *, version: int) -> None:
    connection.execute(_SCHEMA.read_text(encoding="utf-8"))
    connection.execute(
        "INSERT INTO meta VALUES ('program', $program), ('schema_version', $schema), ('version', $version)",
        {"program": PROGRAM, "schema": str(schema_version()), "version": str(version)},
    )


def _not_allowed(path: Path | None, name: str) -> str:
    try:
        is_file = path is not None and path.is_file()
    except OSError:
        return f"You are not allowed to look into the folder of {name}. Ask for permission, or choose another place for the file."
    if path is not None and is_file:
        try:
            os.close(os.open(path, os.O_RDONLY))
        except OSError:
            return f"You are not allowed to read {name}. Ask for permission, or choose another file."
        return f"{name} can only be read, not changed. Allow writing to it, or choose another file."
    return f"You are not allowed to write in the folder of {name}. Choose another place for the file."


def _not_ours(name: str) -> str:
    return f"{name} is not a Second Place file. It was left as it is; choose another file."


def _newer(name: str) -> str:
    return f"{name} was made by a newer version of Second Place. Update the program to open it; it was left as it is."


def _damaged(path: Path | None, name: str) -> str:
    return f"{name} is damaged and cannot be read." + ("" if path is None else _backup_there(path))


def _backup_there(path: Path) -> str:
    kept, changes = backups_of(path), changes_since_backup(path)
    if not kept:
        return " There is no backup of it."
    after = {0: "", 1: " (1 change is noted)"}.get(changes, f" ({changes:,} changes are noted)")
    return f" There is a backup of {when(kept[0].made_at)}; what was changed after it{after} is not in it."
