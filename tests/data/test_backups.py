"""Backups: made after each import, the last five kept, put back whole; and deleting everything for real."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
import traceback
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data import opening
from data.problems import DamagedError, InUseError, WorkspaceError
from data.records import Interview
from data.tables import TABLES
from data.workspace import Backup, Workspace, backups_beside, open_copy, open_workspace, restore_damaged
from tests.data.readings import AT, LATER, code, heard, reading, row, rows_of

SECRET = "Your answers wandered off into the marshland."
DAY = dt.timedelta(days=1)
FIXTURE = Path(__file__).parents[1] / "fixtures" / "workspace_v1.duckdb"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    """Give an empty workspace in a file."""
    opened = open_workspace(tmp_path / "workspace.duckdb")
    yield opened
    opened.close()


def add(workspace: Workspace, company: str, at: dt.datetime, *says: str) -> None:
    workspace.commit_import(reading(row(company, says=says)), imported_at=at, is_sample=False)


def companies(workspace: Workspace) -> list[str]:
    return [company for (company,) in rows_of(workspace, "SELECT company FROM interviews ORDER BY company")]


def test_each_import_leaves_a_backup_and_the_last_five_are_kept(kept: Workspace) -> None:
    for n in range(7):
        add(kept, f"Company {n}", AT + n * DAY)
    assert [backup.made_at for backup in kept.backups()] == [AT + n * DAY for n in (6, 5, 4, 3, 2)]
    assert all(backup.size == backup.path.stat().st_size > 0 for backup in kept.backups())


def test_an_import_is_saved_though_the_file_cannot_be_opened_again_for_its_backup(
    kept: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.path is not None
    home = kept.path.parent
    away = tmp_path.with_name(f"{tmp_path.name}-away")

    def invalidated(*, at: dt.datetime) -> Path:
        kept._connection.close()
        home.rename(away)
        message = f"no backup of {at}"
        raise WorkspaceError(message)

    monkeypatch.setattr(kept, "backup", invalidated)
    imported = kept.commit_import(reading(row("Acme")), imported_at=AT, is_sample=False)
    assert (imported.new, kept.is_alive()) == (1, False)
    away.rename(home)
    again = open_workspace(home / "workspace.duckdb")
    assert companies(again) == ["Acme"]
    again.close()


def test_undoing_an_import_leaves_a_backup_that_still_holds_it(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    kept.undo_import(kept.imports().import_id[0])
    assert companies(kept) == []
    (undone,) = [backup for backup in kept.backups() if backup.made_at != AT]
    kept.restore_backup(undone.path, at=LATER)
    assert companies(kept) == ["Acme"]
    assert kept.undo_import("nothing").interviews == 0
    assert len(kept.backups()) == 3


def test_a_file_that_adds_nothing_leaves_no_backup(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    add(kept, "Acme", LATER)
    assert [backup.made_at for backup in kept.backups()] == [AT]


def test_two_backups_of_one_moment_are_two_files(kept: Workspace) -> None:
    assert kept.backup(at=AT) != kept.backup(at=AT)
    assert len(kept.backups()) == 2


def test_a_backup_is_a_workspace_of_its_own(kept: Workspace, tmp_path: Path) -> None:
    add(kept, "Acme", AT)
    kept.remember_words({"ghosted": "no_response"})
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(kept.backup(at=LATER).read_bytes())
    opened = open_workspace(copy)
    assert companies(opened) == ["Acme"]
    assert opened.remembered_words() == {"ghosted": "no_response"}
    opened.close()


def test_a_backup_does_not_let_a_second_window_in(kept: Workspace) -> None:
    kept.backup(at=AT)
    second = f"import duckdb; duckdb.connect({str(kept.path)!r})"
    tried = subprocess.run([sys.executable, "-c", second], capture_output=True, text=True, check=False)
    assert "Conflicting lock" in tried.stderr


def test_restoring_puts_the_backup_in_place_and_keeps_the_present_as_a_backup(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    add(kept, "Globex", AT + DAY)
    version = kept.version
    first = kept.backups()[-1].path
    kept.restore_backup(first, at=LATER)
    assert companies(kept) == ["Acme"]
    assert kept.version > version
    assert kept.backups()[0].made_at == LATER
    kept.restore_backup(kept.backups()[0].path, at=LATER + DAY)
    assert companies(kept) == ["Acme", "Globex"]
    kept.close()
    again = open_workspace(kept.path)
    assert companies(again) == ["Acme", "Globex"]
    assert again.lost_imports() == ()
    again.close()


def test_the_oldest_of_five_backups_can_be_restored(kept: Workspace) -> None:
    for n in range(5):
        add(kept, f"Company {n}", AT + n * DAY)
    kept.restore_backup(kept.backups()[-1].path, at=LATER)
    assert companies(kept) == ["Company 0"]


def test_a_damaged_backup_is_refused_and_nothing_changes(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    backup = kept.backups()[0].path
    backup.write_bytes(backup.read_bytes()[:5000])
    with pytest.raises(
        WorkspaceError, match=r"^This backup is damaged, or was made by a newer version\. Nothing was changed"
    ):
        kept.restore_backup(backup, at=LATER)
    with pytest.raises(WorkspaceError, match=r"^This backup is not there any more\."):
        kept.restore_backup(backup.with_name("gone.duckdb"), at=LATER)
    assert companies(kept) == ["Acme"]
    assert kept.path is not None
    assert sorted(file.name for file in kept.path.parent.iterdir() if "restoring" in file.name) == []


def test_whoever_reads_while_a_backup_is_restored_gets_an_answer(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            answer = companies(kept)
            if answer != ["Acme"]:
                wrong.append(answer)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(3):
        kept.restore_backup(kept.backups()[0].path, at=LATER + n * DAY)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_file_another_workspace_of_this_program_has_open_is_not_swapped(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    second = open_workspace(kept.path)
    with pytest.raises(WorkspaceError, match="is open in another window"):
        kept.delete_everything()
    second.close()
    assert companies(kept) == ["Acme"]
    kept.delete_everything()
    assert companies(kept) == []


def damage(workspace: Workspace, content: bytes) -> Path:
    """Close the workspace and leave this in the place of its file."""
    workspace.close()
    assert workspace.path is not None
    workspace.path.write_bytes(content)
    return workspace.path


@pytest.mark.parametrize("content", [b"", b"damaged, and no more a file of ours", b"12345678DUCK"])
def test_a_damaged_workspace_is_replaced_by_its_backup_and_kept_aside(
    kept: Workspace, content: bytes
) -> None:
    add(kept, "Acme", AT)
    version = kept.version
    path = damage(kept, content)
    opening.wal_of(path).write_bytes(b"of the damaged one")
    with pytest.raises(DamagedError):
        open_workspace(path)
    damaged = restore_damaged(path, backups_beside(path)[0], at=LATER)
    assert damaged.name == "workspace.duckdb.damaged-20260708-093000-000000"
    assert damaged.read_bytes() == content
    assert opening.wal_of(damaged).read_bytes() == b"of the damaged one"
    again = open_workspace(path)
    assert companies(again) == ["Acme"]
    assert again.version > version
    assert again.lost_imports() == ()
    again.delete_everything()
    again.close()
    assert [file.name for file in path.parent.iterdir()] == ["workspace.duckdb"]


def test_wherever_the_damage_is_met_at_the_start_a_backup_can_take_the_place(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    kept.close()
    assert kept.path is not None
    whole = kept.path.read_bytes()
    told = []
    for at in range(12_288 + 8, len(whole), 32_768):  # a byte of every block: its checksum is wrong then
        kept.path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            open_workspace(kept.path).close()
        except WorkspaceError as problem:
            told.append(problem)
    assert {type(problem) for problem in told} == {DamagedError}
    # The block of the list of imports is read when the file is open already.
    assert {isinstance(problem.__cause__, duckdb.Error) for problem in told} == {True}
    assert any(
        "imports" in frame.name for problem in told for frame in traceback.extract_tb(problem.__traceback__)
    )


def test_damage_that_a_write_meets_is_told_as_damage_and_a_backup_can_take_the_place(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    kept.remember_words({"ghosted": "no_response"})
    kept.close()
    assert kept.path is not None
    whole, told = kept.path.read_bytes(), []
    for at in range(12_288 + 8, len(whole), 32_768):
        kept.path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        opening.wal_of(kept.path).unlink(missing_ok=True)
        with suppress(DamagedError), closing(open_workspace(kept.path)) as opened:
            try:
                opened.remember_words({"rejected": "rejected"})
            except DamagedError as problem:
                told.append(str(problem))
    assert {sentence.endswith(" Nothing was saved.") for sentence in told} == {True}
    backup = backups_beside(kept.path)[0]
    kept.path.write_bytes(whole)
    restore_damaged(kept.path, backup, at=LATER, though_it_opens=True)
    again = open_workspace(kept.path)
    assert again.remembered_words() == {}
    assert companies(again) == ["Acme"]
    again.close()


def test_what_a_restored_backup_does_not_hold_is_named(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    add(kept, "Globex", AT + DAY)
    path = damage(kept, b"")
    restore_damaged(path, backups_beside(path)[-1], at=LATER)
    again = open_workspace(path)
    assert companies(again) == ["Acme"]
    assert [lost.imported_at for lost in again.lost_imports()] == [AT + DAY]
    again.close()


def test_a_damaged_backup_does_not_take_the_place_of_anything(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    path = damage(kept, b"")
    backup = backups_beside(path)[0]
    backup.path.write_bytes(backup.path.read_bytes()[:5000])
    with pytest.raises(WorkspaceError, match=r"^This backup is damaged, or was made by a newer version\."):
        restore_damaged(path, backup, at=LATER)
    backup.path.unlink()
    with pytest.raises(WorkspaceError, match=r"^This backup is not there any more\. Nothing was changed\.$"):
        restore_damaged(path, backup, at=LATER)
    assert path.read_bytes() == b""
    assert sorted(file.name for file in path.parent.iterdir()) == [
        *("workspace.duckdb", "workspace.duckdb.backups", "workspace.duckdb.ledger.json")
    ]


def test_a_file_that_can_be_opened_is_not_replaced(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    add(kept, "Globex", AT + DAY)
    assert kept.path is not None
    kept.close()
    with pytest.raises(WorkspaceError, match=r"can be opened again\. Nothing was changed\."):
        restore_damaged(kept.path, backups_beside(kept.path)[-1], at=LATER)
    again = open_workspace(kept.path)
    assert companies(again) == ["Acme", "Globex"]
    again.close()


def test_a_file_of_another_kind_without_backups_is_no_damaged_one(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_bytes(b"Dear Sir or Madam")
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(other)
    assert type(caught.value) is WorkspaceError


@contextmanager
def in_another_window(path: Path) -> Generator[None]:
    """Have the file open in a process of its own."""
    holding = f"import duckdb, time; held = duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.kill()


def test_a_copy_is_read_while_another_window_has_the_file(kept: Workspace) -> None:
    add(kept, "Acme", AT, SECRET)
    kept.close()
    assert kept.path is not None
    (backup,) = backups_beside(kept.path)
    before = backup.path.read_bytes()
    with in_another_window(kept.path):
        with pytest.raises(
            InUseError, match=r"^workspace.duckdb is open in another window \(process \d+\)\."
        ):
            open_workspace(kept.path)
        copied = open_copy(backup)
        assert companies(copied) == ["Acme"]
        code(copied, heard(copied.uncoded("v1").feedback_id[0], SECRET, "marshland"))
        assert rows_of(copied, "SELECT quote FROM mentions") == [("marshland",)]
        refused = (
            "This is the copy of 1 July 2026, 10:15 UTC, to read only, while your interviews are open in another window. "
            "Nothing was saved."
        )
        for write in (
            lambda: add(copied, "Globex", LATER),
            lambda: copied.save_interview(Interview(company="Globex"), at=LATER),
            lambda: copied.undo_import(copied.imports().import_id[0]),
            lambda: copied.remember_words({"ghosted": "no_response"}),
            lambda: copied.backup(at=LATER),
            lambda: copied.restore_backup(backup.path, at=LATER),
            lambda: copied.delete_everything(),
        ):
            with pytest.raises(WorkspaceError) as caught:
                write()
            assert str(caught.value) == refused
        assert companies(copied) == ["Acme"]
        assert copied.is_alive()
        copied.close()
    assert backup.path.read_bytes() == before
    assert [file.name for file in backup.path.parent.iterdir()] == [backup.path.name]


def test_a_copy_of_an_older_version_is_brought_up_in_memory_alone(tmp_path: Path) -> None:
    older = tmp_path / "20260701-101500-000000.duckdb"
    older.write_bytes(FIXTURE.read_bytes())
    copied = open_copy(Backup(older, AT, older.stat().st_size))
    assert copied.taught() == ()
    assert len(companies(copied)) == 2
    copied.close()
    assert older.read_bytes() == FIXTURE.read_bytes()


def test_a_damaged_copy_says_so(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    (backup,) = kept.backups()
    backup.path.write_bytes(backup.path.read_bytes()[:5000])
    with pytest.raises(DamagedError, match="is damaged and cannot be read"):
        open_copy(backup)


def test_a_workspace_in_memory_has_no_backups(workspace: Workspace) -> None:
    assert workspace.backups() == []
    assert workspace.size_on_disk() == 0
    with pytest.raises(WorkspaceError, match="lives in memory only"):
        workspace.backup(at=AT)


def test_deleting_everything_leaves_no_byte_of_the_words(kept: Workspace) -> None:
    add(kept, "Acme", AT, SECRET)
    feedback_id = kept.uncoded("v1").feedback_id[0]
    code(kept, heard(feedback_id, SECRET, "marshland"))
    kept.delete_interview(rows_of(kept, "SELECT interview_id FROM interviews")[0][0])
    add(kept, "Globex", AT + DAY, SECRET)
    kept.restore_backup(kept.backups()[0].path, at=LATER)
    kept.remember_words({"marshland": "rejected"})
    version = kept.version
    assert kept.path is not None
    folder = kept.path.parent
    assert any(b"marshland" in file.read_bytes() for file in folder.rglob("*.backups/*"))
    kept.delete_everything()
    assert companies(kept) == []
    assert kept.version > version
    kept.close()
    assert [file.name for file in folder.rglob("*")] == ["workspace.duckdb"]
    assert b"marshland" not in kept.path.read_bytes()
    assert b"Acme" not in kept.path.read_bytes()


def holding(folder: Path, words: bytes) -> list[str]:
    """Give the files of a folder in which the words stand."""
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and words in file.read_bytes())


def test_what_was_taken_away_is_in_no_file_once_it_is_erased_and_the_rest_stays(kept: Workspace) -> None:
    assert kept.path is not None
    folder = kept.path.parent
    add(kept, "Acme", AT, SECRET)
    add(kept, "Globex", AT + DAY, "Too quiet.")
    contact = Interview(company="Initech", contact_name="Milton Waddams")
    interview_id = kept.save_interview(contact, at=AT)
    kept.backup(at=LATER)
    (secret,) = rows_of(kept, "SELECT interview_id FROM interviews WHERE company = 'Acme'")
    kept.delete_interview(secret[0])
    kept.save_interview(replace(contact, interview_id=interview_id, contact_name=None), at=AT)
    left = kept.path.with_name("workspace.duckdb.damaged-20260701-101500-000000")
    left.write_bytes(SECRET.encode())
    before = {table: rows_of(kept, f"SELECT * FROM {table} ORDER BY ALL") for table in TABLES}
    version = kept.version
    assert holding(folder, b"marshland") != []
    assert holding(folder, b"Waddams") != []
    kept.erase_what_was_deleted(at=LATER + DAY)
    assert holding(folder, b"marshland") == []
    assert holding(folder, b"Waddams") == []
    assert {table: rows_of(kept, f"SELECT * FROM {table} ORDER BY ALL") for table in TABLES} == before
    assert kept.version > version
    assert [backup.made_at for backup in kept.backups()] == [LATER + DAY]
    kept.close()
    again = open_workspace(kept.path)
    assert companies(again) == ["Globex", "Initech"]
    assert again.lost_imports() == ()
    again.close()


def test_erasing_on_a_disk_that_is_nearly_full_changes_nothing(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(kept, "Acme", AT)
    with monkeypatch.context() as full:
        full.setattr(opening, "FREE_BYTES", 10**18)
        with pytest.raises(WorkspaceError, match=r"^The disk is nearly full: .* Nothing was changed\.$"):
            kept.erase_what_was_deleted(at=LATER)
    assert companies(kept) == ["Acme"]
    assert [backup.made_at for backup in kept.backups()] == [AT]


def test_a_copy_to_read_only_is_not_said_to_be_erased(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    copied = open_copy(kept.backups()[0])
    with pytest.raises(WorkspaceError, match=r"^This is the copy of .* Nothing was saved\.$"):
        copied.erase_what_was_deleted(at=LATER)
    copied.close()


def test_erasing_in_memory_has_nothing_to_do(workspace: Workspace) -> None:
    add(workspace, "Acme", AT)
    workspace.erase_what_was_deleted(at=LATER)
    assert companies(workspace) == ["Acme"]


def test_a_workspace_can_be_used_again_after_everything_was_deleted(kept: Workspace) -> None:
    add(kept, "Acme", AT)
    kept.delete_everything()
    add(kept, "Acme", LATER)
    assert companies(kept) == ["Acme"]
    assert kept.lost_imports() == ()


def test_deleting_everything_spares_the_files_of_others(kept: Workspace) -> None:
    assert kept.path is not None
    other = kept.path.with_name("workspace.csv")
    other.write_text("mine")
    kept.delete_everything()
    assert other.read_text() == "mine"


def test_everything_can_be_deleted_on_a_disk_that_is_nearly_full(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(kept, "Acme", AT)
    monkeypatch.setattr(opening, "FREE_BYTES", 10**18)
    kept.delete_everything()
    assert companies(kept) == []


def test_a_workspace_in_memory_is_emptied_as_well(workspace: Workspace) -> None:
    add(workspace, "Acme", AT)
    workspace.delete_everything()
    assert companies(workspace) == []
