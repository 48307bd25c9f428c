"""The sums of the log: other bytes than were committed are damage, a missing end is counted, and nothing else alarms."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.opening import wal_of
from data.problems import DamagedError
from data.records import Feedback, Interview
from data.sums import noted, sums_of
from data.workspace import Workspace, backups_beside, open_workspace, restore_damaged
from tests.data.readings import AT, LATER, reading, row, rows_of

WORDS = "You were too quiet. " * 8  # the same eight bytes come again every forty


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace in a file, with one import and its backup."""
    (tmp_path / "home").mkdir()
    opened = open_workspace(tmp_path / "home" / "workspace.duckdb")
    opened.commit_import(reading(row("Acme", says=("Too quiet.",))), imported_at=AT, is_sample=False)
    yield opened
    opened.close()


def left_by_a_kill(workspace: Workspace) -> Path:
    """Give the place of the file as it lies there when the program is killed at this moment."""
    assert workspace.path is not None
    home = workspace.path.parent
    there = home.with_name(f"killed-{len(list(home.parent.iterdir()))}")
    shutil.copytree(home, there)
    return there / workspace.path.name


def work_on(workspace: Workspace) -> None:
    """Do what writes to every kind of table, changes it, and takes it away."""
    workspace.remember_words({"ghosted": "no_response"})
    mine = workspace.save_interview(Interview(company="Globex", contact_name="Ann Lee"), at=AT)
    said = workspace.save_feedback(Feedback(interview_id=mine, text=WORDS), at=AT)
    workspace.save_feedback(Feedback(feedback_id=said, interview_id=mine, text="Nothing of it."), at=LATER)
    workspace.put_back(workspace.delete_interview(mine))
    workspace.save_interview(Interview(interview_id=mine, company="Globex Group"), at=LATER)


def everything(workspace: Workspace) -> list[tuple[object, ...]]:
    return [
        *rows_of(workspace, "FROM interviews ORDER BY ALL"),
        *rows_of(workspace, "FROM feedback ORDER BY ALL"),
        *rows_of(workspace, "FROM remembered ORDER BY ALL"),
    ]


def opens_with(path: Path, expected: list[tuple[object, ...]], *, lost_changes: int) -> bool:
    opened = open_workspace(path)
    try:
        return (everything(opened), opened.lost_changes()) == (expected, lost_changes)
    finally:
        opened.close()


def test_a_log_in_which_equal_words_were_zeroed_is_damaged_though_its_own_checksum_holds(
    kept: Workspace,
) -> None:
    kept.save_feedback(Feedback(interview_id="1", text="quiet!! " * 20), at=AT)
    path = left_by_a_kill(kept)
    whole, file, sums = wal_of(path).read_bytes(), path.read_bytes(), sums_of(path).read_bytes()
    at, unnoticed = whole.index(b"quiet!! "), []
    for shift in range(8):  # one of them is where a word of the checksum begins
        damaged = whole[: at + shift] + bytes(16) + whole[at + shift + 16 :]
        wal_of(path).write_bytes(damaged)
        with pytest.raises(DamagedError) as caught:
            open_workspace(path)
        assert str(caught.value) == (
            "workspace.duckdb is damaged and cannot be read. There is a backup of 1 July 2026, 10:15 UTC; "
            "what was changed after it (1 change is noted) is not in it."
        )
        sums_of(path).unlink()
        with contextlib.suppress(DamagedError), contextlib.closing(open_workspace(path)) as opened:
            unnoticed += [text for (text,) in rows_of(opened, "SELECT text FROM feedback") if "\0" in text]
        path.write_bytes(file)
        sums_of(path).write_bytes(sums)
    assert len(unnoticed) == 1


def test_the_backup_takes_the_place_of_an_altered_log_and_its_sums(kept: Workspace) -> None:
    kept.remember_words({"ghosted": "no_response"})
    path = left_by_a_kill(kept)
    log = bytearray(wal_of(path).read_bytes())
    log[-20] ^= 1
    wal_of(path).write_bytes(log)
    damaged = restore_damaged(path, backups_beside(path)[0], at=LATER)
    assert (wal_of(damaged).read_bytes(), sums_of(damaged).exists()) == (log, True)
    assert not sums_of(path).exists()
    opened = open_workspace(path)
    assert rows_of(opened, "SELECT text FROM feedback") == [("Too quiet.",)]
    assert opened.lost_changes() == 0
    opened.close()


def test_whatever_was_done_a_killed_program_finds_it_again(kept: Workspace) -> None:
    work_on(kept)
    assert opens_with(left_by_a_kill(kept), everything(kept), lost_changes=0)
    kept.forget_contact("Ann Lee", None, at=LATER)
    kept.undo_import(kept.imports().import_id[0])
    work_on(kept)
    assert opens_with(left_by_a_kill(kept), everything(kept), lost_changes=0)
    kept.delete_everything()
    work_on(kept)
    assert opens_with(left_by_a_kill(kept), everything(kept), lost_changes=0)


def test_a_program_that_is_killed_again_finds_what_both_of_its_lives_wrote(kept: Workspace) -> None:
    work_on(kept)
    path = left_by_a_kill(kept)
    second = open_workspace(path)
    second.remember_words({"rejected": "rejected"})
    expected, third = everything(second), left_by_a_kill(second)
    second.close()
    assert opens_with(third, expected, lost_changes=0)


def test_two_windows_of_one_program_write_by_turns_into_one_log(kept: Workspace) -> None:
    other = open_workspace(kept.path)
    for n in range(3):
        kept.remember_words({f"mine {n}": "rejected"})
        other.remember_words({f"theirs {n}": "rejected"})
    path = left_by_a_kill(kept)
    other.close()
    assert [each.changes for each in noted(path)] == [0, 1, 2, 3, 4, 5, 6]
    assert opens_with(path, everything(kept), lost_changes=0)


def test_what_was_committed_and_not_yet_noted_is_unknown_and_no_damage(kept: Workspace) -> None:
    kept.remember_words({"ghosted": "no_response"})
    before = left_by_a_kill(kept)
    kept.remember_words({"rejected": "rejected"})
    path = left_by_a_kill(kept)
    shutil.copyfile(sums_of(before), sums_of(path))
    assert opens_with(path, everything(kept), lost_changes=0)


def test_what_is_noted_of_a_log_is_not_held_against_the_next(kept: Workspace) -> None:
    kept.remember_words({"ghosted": "no_response"})
    before = left_by_a_kill(kept)
    kept.backup(at=LATER)
    assert kept.path is not None
    assert not sums_of(kept.path).exists()
    path = left_by_a_kill(kept)
    shutil.copyfile(sums_of(before), sums_of(path))
    assert opens_with(path, everything(kept), lost_changes=0)
    kept.remember_words({"rejected": "rejected"})
    path = left_by_a_kill(kept)
    shutil.copyfile(sums_of(before), sums_of(path))
    assert opens_with(path, everything(kept), lost_changes=0)


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_damaged_note_accuses_nobody(kept: Workspace, line: int) -> None:
    kept.remember_words({"ghosted": "no_response"})
    kept.remember_words({"rejected": "rejected"})
    path = left_by_a_kill(kept)
    lines = sums_of(path).read_text(encoding="ascii").splitlines(keepends=True)
    at = len(lines[line]) // 2
    lines[line] = lines[line][:at] + ("0" if lines[line][at] != "0" else "1") + lines[line][at + 1 :]
    sums_of(path).write_text("".join(lines), encoding="ascii")
    assert len(noted(path)) == line
    assert opens_with(path, everything(kept), lost_changes=0)
    sums_of(path).write_bytes(b"\xff\n")
    assert noted(path) == []


def cut(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-1])


def test_a_log_without_its_end_is_opened_and_what_is_missing_counted(kept: Workspace) -> None:
    kept.remember_words({"ghosted": "no_response"})
    expected = everything(kept)
    kept.remember_words({"rejected": "rejected"})
    path = left_by_a_kill(kept)
    cut(wal_of(path))
    assert opens_with(path, expected, lost_changes=1)
    assert opens_with(path, expected, lost_changes=0)


@pytest.mark.parametrize("remove", [Path.unlink, lambda log: log.write_bytes(b"")])
def test_a_log_that_is_deleted_while_the_file_is_open_and_the_program_killed_is_missed(
    kept: Workspace, remove: Callable[[Path], object]
) -> None:
    expected = everything(kept)
    kept.remember_words({"ghosted": "no_response"})
    path = left_by_a_kill(kept)
    remove(wal_of(path))
    assert opens_with(path, expected, lost_changes=1)
    assert kept.path is not None
    wal_of(kept.path).unlink()
    kept.remember_words({"rejected": "rejected"})
    assert opens_with(left_by_a_kill(kept), expected, lost_changes=2)
    kept.backup(at=LATER)
    assert opens_with(left_by_a_kill(kept), everything(kept), lost_changes=0)


def test_changes_are_counted_over_restarts_until_a_backup_holds_them(kept: Workspace) -> None:
    kept.remember_words({"ghosted": "no_response"})
    kept.close()
    assert kept.path is not None
    again = open_workspace(kept.path)
    again.remember_words({"rejected": "rejected"})
    again.close()
    whole = kept.path.read_bytes()
    kept.path.write_bytes(whole[:5000])
    with pytest.raises(DamagedError, match=r"\(2 changes are noted\) is not in it\."):
        open_workspace(kept.path)
    kept.path.write_bytes(whole)
    last = open_workspace(kept.path)
    last.backup(at=LATER)
    last.close()
    kept.path.write_bytes(whole[:5000])
    with pytest.raises(
        DamagedError, match=r"8 July 2026, 09:30 UTC; what was changed after it is not in it\."
    ):
        open_workspace(kept.path)


def test_a_commit_that_cannot_be_noted_is_saved_all_the_same(kept: Workspace) -> None:
    assert kept.path is not None
    new = sums_of(kept.path).with_name("workspace.duckdb.sums.new")
    new.mkdir()
    kept.remember_words({"ghosted": "no_response"})
    assert not sums_of(kept.path).exists()
    assert opens_with(left_by_a_kill(kept), everything(kept), lost_changes=0)
    new.rmdir()
    kept.remember_words({"rejected": "rejected"})
    path = left_by_a_kill(kept)
    assert len(noted(path)) == 2
    assert opens_with(path, everything(kept), lost_changes=0)
