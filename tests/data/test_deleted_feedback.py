"""A text that was deleted: no file brings it back unasked, and only its fingerprint is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.reading import Choices, read
from data.records import Feedback
from data.workspace import Imported, Workspace, open_workspace
from tests.conftest import NOON
from tests.data.readings import AT, LATER, reading, row, rows_of

LOG = b"Company,Role,Date,Feedback,Feedback from\nWren,Curator,2026-03-01,Too quiet at the start.,recruiter\nHeron,Clerk,2026-04-01,Vague examples.,recruiter\n"
NEXT = LOG + b"Finch,Cook,2026-05-01,A close second.,recruiter\n"


def bring(workspace: Workspace, content: bytes, *, with_deleted: bool = False) -> Imported:
    found = read(content, file_name="log.csv", choices=Choices(with_deleted=with_deleted))
    planned = workspace.plan_import(found)
    done = workspace.commit_import(found, imported_at=NOON, is_sample=False)
    assert (planned.new, planned.changed, planned.left_out) == (done.new, done.changed, done.left_out)
    return done


def texts(workspace: Workspace) -> list[str]:
    return [text for (text,) in rows_of(workspace, "SELECT text FROM feedback ORDER BY text")]


def id_of(workspace: Workspace, text: str) -> str:
    return rows_of(workspace, "SELECT feedback_id FROM feedback WHERE text = $text", text=text)[0][0]


@pytest.fixture
def without_quiet(workspace: Workspace) -> Workspace:
    bring(workspace, LOG)
    workspace.delete_feedback(id_of(workspace, "Too quiet at the start."))
    return workspace


def test_the_next_version_of_a_file_leaves_out_what_was_deleted(without_quiet: Workspace) -> None:
    done = bring(without_quiet, NEXT)
    assert (done.new, done.changed, done.unchanged, done.left_out) == (1, 0, 2, 1)
    assert texts(without_quiet) == ["A close second.", "Vague examples."]


def test_the_preview_shows_no_change_for_it(without_quiet: Workspace) -> None:
    found = read(NEXT, file_name="log.csv", choices=Choices())
    assert without_quiet.preview_import(found, at_most=10).changes == ()


def test_the_same_file_again_says_that_it_is_left_out(without_quiet: Workspace) -> None:
    done = bring(without_quiet, LOG)
    assert (done.already_there, done.left_out) == (True, 1)


def test_it_comes_back_when_that_is_asked_for_and_is_forgotten_then(without_quiet: Workspace) -> None:
    done = bring(without_quiet, LOG, with_deleted=True)
    assert (done.new, done.changed, done.left_out) == (0, 1, 0)
    assert texts(without_quiet) == ["Too quiet at the start.", "Vague examples."]
    assert without_quiet.deleted_feedback() == 0
    assert bring(without_quiet, NEXT).left_out == 0


def test_a_deletion_that_was_undone_is_forgotten(workspace: Workspace) -> None:
    bring(workspace, LOG)
    workspace.put_back(workspace.delete_feedback(id_of(workspace, "Vague examples.")))
    assert workspace.deleted_feedback() == 0
    assert bring(workspace, NEXT).left_out == 0
    assert texts(workspace) == ["A close second.", "Too quiet at the start.", "Vague examples."]


def test_a_text_that_was_mended_and_deleted_comes_back_neither_as_it_was_nor_as_it_stood(
    workspace: Workspace,
) -> None:
    bring(workspace, LOG)
    mended = id_of(workspace, "Vague examples.")
    (interview_id,) = rows_of(
        workspace, "SELECT interview_id FROM feedback WHERE feedback_id = $id", id=mended
    )[0]
    said = Feedback(
        feedback_id=mended, interview_id=interview_id, source="recruiter", text="Too vague examples."
    )
    workspace.save_feedback(said, at=LATER)
    removed = workspace.delete_feedback(mended)
    assert workspace.deleted_feedback() == 1
    assert bring(workspace, NEXT).left_out == 1
    assert bring(workspace, NEXT.replace(b"Vague", b"Too vague")).left_out == 1
    workspace.put_back(removed)
    assert workspace.deleted_feedback() == 0


def test_an_interview_that_comes_back_comes_without_what_was_deleted_of_it(without_quiet: Workspace) -> None:
    (wren,) = rows_of(without_quiet, "SELECT interview_id FROM interviews WHERE company = 'Wren'")[0]
    without_quiet.delete_interview(wren)
    done = bring(without_quiet, LOG)
    assert (done.new, done.is_again, done.left_out) == (1, True, 1)
    assert texts(without_quiet) == ["Vague examples."]


def test_the_same_words_about_another_interview_are_another_text(without_quiet: Workspace) -> None:
    done = bring(without_quiet, NEXT.replace(b"A close second.", b"Too quiet at the start."))
    assert done.left_out == 1
    assert texts(without_quiet) == ["Too quiet at the start.", "Vague examples."]


def test_words_written_anew_by_hand_stay(without_quiet: Workspace) -> None:
    (wren,) = rows_of(without_quiet, "SELECT interview_id FROM interviews WHERE company = 'Wren'")[0]
    anew = Feedback(interview_id=wren, source="recruiter", text="Too quiet at the start.")
    without_quiet.save_feedback(anew, at=LATER)
    assert bring(without_quiet, NEXT).left_out == 0
    assert texts(without_quiet) == ["A close second.", "Too quiet at the start.", "Vague examples."]


def test_what_was_deleted_can_be_forgotten(without_quiet: Workspace) -> None:
    assert without_quiet.deleted_feedback() == 1
    without_quiet.remember_words({"ghosted": "no_response"})
    without_quiet.forget_deleted_feedback()
    assert without_quiet.remembered_words() == {"ghosted": "no_response"}
    assert bring(without_quiet, NEXT).left_out == 0


def test_the_sample_is_whole_whatever_was_deleted_of_it_before(workspace: Workspace) -> None:
    sample = reading(row("Wren", says=("Too quiet.",)))
    workspace.commit_import(sample, imported_at=AT, is_sample=True)
    workspace.delete_feedback(id_of(workspace, "Too quiet."))
    assert workspace.deleted_feedback() == 0
    workspace.remove_sample()
    workspace.commit_import(sample, imported_at=LATER, is_sample=True)
    assert texts(workspace) == ["Too quiet."]


def test_only_a_fingerprint_is_remembered_and_deleting_everything_forgets_it(tmp_path: Path) -> None:
    kept = open_workspace(tmp_path / "workspace.duckdb")
    bring(kept, LOG)
    kept.delete_feedback(id_of(kept, "Vague examples."))
    ((kind, key, value),) = rows_of(kept, "SELECT kind, key, value FROM remembered")
    assert (kind, len(key), value) == ("deleted_feedback", 16, key)
    assert set(key) <= set("0123456789abcdef")
    kept.delete_everything()
    assert kept.deleted_feedback() == 0
    bring(kept, LOG)
    assert texts(kept) == ["Too quiet at the start.", "Vague examples."]
    kept.close()
