"""A second file: its feedback joins what is there, its rows are known again, and what is in doubt is named, not doubled."""

from __future__ import annotations

import datetime as dt

import pytest

from data.joining import There, Told, join
from data.reading import NO_CHOICES, Choices, read
from data.workspace import Workspace
from tests.conftest import NOON

LOG = b"""Record id,Company,Role,Interview date,Outcome
A1,Wren,Curator,2026-03-01,second place
A2,Wren,Registrar,2026-04-01,rejected
A3,Heron,Clerk,2026-05-01,second place
A4,Heron,Clerk,2026-06-01,offer
"""
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


def bring(workspace: Workspace, content: bytes, **chosen: object):
    choices = Choices(**chosen)  # ty: ignore[invalid-argument-type]
    reading = read(content, file_name="feedback.csv", choices=choices)
    planned = workspace.plan_import(reading)
    done = workspace.commit_import(reading, imported_at=NOON, is_sample=False)
    assert (planned.new, planned.changed, planned.unchanged, planned.unjoined) == (
        *(done.new, done.changed, done.unchanged),
        done.unjoined,
    )
    return done


def said(workspace: Workspace) -> list[tuple[str, ...]]:
    """Give who said what about which interview, and when."""
    rows = workspace.ask(
        """
        SELECT record_id, text, source, coalesce(CAST(received_on AS VARCHAR), '') AS received_on
        FROM feedback JOIN interviews USING (interview_id)
        ORDER BY record_id, text
        """,
        {},
    )
    return list(rows.itertuples(index=False, name=None))


@pytest.fixture
def with_log(workspace: Workspace) -> Workspace:
    bring(workspace, LOG)
    return workspace


def test_feedback_joins_by_number_by_name_and_by_day(with_log: Workspace) -> None:
    done = bring(
        with_log,
        b"Interview id,Company,Role,Date,HR feedback\n"
        b"a1,,,,Too quiet.\n,Wren,registrar,,Vague examples.\n,HERON,Clerk,2026-05-01,Close second.\n",
    )
    assert (done.new, done.changed, done.unjoined) == (0, 3, ())
    assert said(with_log) == [
        ("A1", "Too quiet.", "hr_manager", ""),
        ("A2", "Vague examples.", "hr_manager", ""),
        ("A3", "Close second.", "hr_manager", ""),
    ]


def test_a_day_that_is_none_of_the_interview_is_when_they_said_it(with_log: Workspace) -> None:
    bring(with_log, b"Company,Role,Date,Recruiter feedback\nWren,Curator,2026-03-20,Too quiet.\n")
    assert said(with_log) == [("A1", "Too quiet.", "recruiter", "2026-03-20")]


def test_what_joins_none_is_named_by_row_and_nothing_is_made_of_it(with_log: Workspace) -> None:
    done = bring(
        with_log,
        b"Company,Role,HR feedback\nHeron,Clerk,Which of the two?\nFinch,Cook,Not here.\nWren,Curator,Too quiet.\n",
    )
    assert [(problem.row, problem.message) for problem in done.unjoined] == [
        (2, "2 interviews here could be meant: say the day of the interview, or the role."),
        (3, "No interview here is at this company, for this role."),
    ]
    assert said(with_log) == [("A1", "Too quiet.", "hr_manager", "")]
    assert len(with_log.ask("SELECT 1 FROM interviews", {})) == 4


def test_what_joins_none_can_become_interviews_of_its_own(with_log: Workspace) -> None:
    done = bring(with_log, b"Company,Role,HR feedback\nFinch,Cook,Not here.\n", add_unjoined=True)
    assert (done.new, done.unjoined) == (1, ())


def test_the_same_feedback_file_twice_adds_nothing_and_its_undo_leaves_the_interviews(
    with_log: Workspace,
) -> None:
    content = b"Company,Role,HR feedback\nWren,Curator,Too quiet.\n"
    first = bring(with_log, content)
    again = bring(with_log, content)
    assert (again.new, again.changed, len(said(with_log))) == (0, 0, 1)
    undone = with_log.undo_import(first.import_id)
    assert (undone.interviews, undone.feedback) == (0, 1)
    assert len(with_log.ask("SELECT 1 FROM interviews", {})) == 4


def test_a_feedback_file_changes_nothing_else_in_an_interview(with_log: Workspace) -> None:
    before = with_log.ask("SELECT * FROM interviews ORDER BY record_id", {})
    bring(with_log, b"Company,Role,Date,Location,HR feedback\nWren,Curator,2026-03-20,Basel,Too quiet.\n")
    assert with_log.ask("SELECT * FROM interviews ORDER BY record_id", {}).equals(before)


def test_a_log_without_outcomes_that_grew_is_still_a_log(workspace: Workspace) -> None:
    bring(workspace, b"Company,Role,HR feedback\nWren,Curator,Too quiet.\n")
    done = bring(workspace, b"Company,Role,HR feedback\nWren,Curator,Too quiet.\nFinch,Cook,Too late.\n")
    assert (done.new, done.unjoined) == (1, ())


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (Told("7", ("", "", ""), ()), 0),
        (Told("7", ("", "heron", ""), ()), 'The interview with the number "7" is at another company.'),
        (Told("9", ("", "", ""), ()), 'No interview here has the number "9".'),
        (Told(None, ("", "", ""), ()), "It names no company and no number."),
        (Told(None, ("ada", "wren", ""), ()), 0),
        (Told(None, ("", "wren", "clerk"), ()), 1),
        (Told(None, ("", "wren", ""), (APRIL,)), 1),
        (Told(None, ("bo", "wren", "curator"), ()), "No interview here is at this company, for this role."),
    ],
)
def test_a_piece_of_feedback_joins_one_interview_or_says_why_none(told: Told, found: int | str) -> None:
    there = [
        There(("x1", "7"), ("ada", "wren", "curator"), (MARCH,)),
        There(("x2",), ("bo", "wren", "clerk"), (APRIL,)),
    ]
    assert join([told], there) == [found]


def test_rows_alike_but_for_their_order_are_known_again(workspace: Workspace) -> None:
    header = b"Company,Role,Stage,Outcome,HR feedback\n"
    first, second = b"Acme,Chef,First interview,Rejected,Vague.\n", b"Acme,Chef,Final,Rejected,Too quiet.\n"
    bring(workspace, header + first + second)
    before = said(workspace)
    done = bring(workspace, header + second + first)
    assert (done.new, done.changed, done.unchanged) == (0, 0, 2)
    assert said(workspace) == before


def test_what_brings_back_a_deleted_interview_is_no_import_to_undo(workspace: Workspace) -> None:
    bring(workspace, LOG)
    workspace.delete_interview(workspace.ask("SELECT min(interview_id) AS id FROM interviews", {}).id[0])
    done = bring(workspace, LOG)
    assert (done.new, done.is_again, done.already_there) == (1, True, False)


@pytest.mark.parametrize(
    "line",
    [b"Wren,Curator,2026-03-02,second place", b"Wren Ltd,Curator,2026-03-01,second place", b"Wren,Head curator,2026-03-01,offer"],
)  # fmt: skip
def test_a_row_that_may_be_an_interview_that_is_here_is_named_and_can_be_that_one(
    line: bytes, workspace: Workspace
) -> None:
    header = b"Company,Role,Interview date,Outcome\n"
    bring(workspace, header + b"Wren,Curator,2026-03-01,second place\nHeron,Clerk,2026-05-01,offer\n")
    later = header + line + b"\nHeron,Clerk,2026-05-01,offer\n"
    reading = read(later, file_name="jobs.csv", choices=NO_CHOICES)
    (twin,) = workspace.plan_import(reading).twins
    assert (twin.row, twin.there) == (2, ("Wren", "Curator", MARCH))
    done = bring(workspace, later, same=True)
    assert (done.new, done.changed) == (0, 1)
    assert bring(workspace, header + line + b"\n").new == 0


def test_two_interviews_at_one_company_with_days_of_their_own_are_two(workspace: Workspace) -> None:
    header = b"Company,Role,Interview date,Outcome\n"
    bring(workspace, header + b"Wren,Curator,2025-03-01,rejected\n")
    both = header + b"Wren,Curator,2025-03-01,rejected\nWren,Curator,2026-03-01,second place\n"
    assert workspace.plan_import(read(both, file_name="jobs.csv", choices=NO_CHOICES)).twins == ()


def test_a_day_filled_in_later_is_the_same_interview(workspace: Workspace) -> None:
    header = b"Company,Role,Date,Stage,Outcome,HR feedback\n"
    bring(workspace, header + b"Wren,Curator,,Final,Rejected,Too quiet.\n")
    done = bring(workspace, header + b"Wren,Curator,2026-01-01,Final,Rejected,Too quiet.\n")
    assert (done.new, done.changed, len(said(workspace))) == (0, 1, 1)


def test_a_sheet_numbered_anew_is_known_by_names_and_days(workspace: Workspace) -> None:
    header = b"Record id,Company,Role,Interview date,Outcome\n"
    bring(workspace, header + b"1,Wren,Curator,2026-03-01,rejected\n2,Heron,Clerk,2026-05-01,offer\n")
    done = bring(workspace, header + b"1,Heron,Clerk,2026-05-01,offer\n2,Wren,Curator,2026-03-01,rejected\n")
    assert (done.new, done.unchanged) == (0, 2)
