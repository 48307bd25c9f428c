"""Requests, thanks and reminders that a spreadsheet holds: kept, changed by its next version, left alone where a person wrote."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

from analysis.coding import default_codebook
from analysis.report.tables import to_tables
from analysis.study import Study
from data.reading import NO_CHOICES, read
from data.records import FollowUp
from data.workspace import Imported, Workspace, open_workspace
from tests.conftest import EVERYTHING, NOON
from tests.data.readings import LATER, rows_of

BY_HAND = dt.datetime(2026, 6, 1, 8)
HEADERS = (
    "Company,Role,Interview date,Outcome,Feedback asked on,Feedback asked of,Reminder sent on,"
    "Feedback answered on,Thank you sent on,Follow up due,Priority\n"
)
WREN = "Wren,Curator,2026-03-01,second place,2026-03-05,recruiter,2026-03-20,2026-03-22,2026-03-23,2026-09-01,high\n"
HERON = "Heron,Clerk,2026-04-01,second place,2026-04-03,,,,,,low\n"
FINCH = "Finch,Cook,2026-05-01,rejected,,,,,,,low\n"
LOG = HEADERS + WREN + HERON + FINCH
KEPT = [
    ("Heron", "ask_feedback", None, "2026-04-03", None, None, None, None),
    ("Wren", "ask_feedback", None, "2026-03-05", "recruiter", "2026-03-20", "answered", "2026-03-22"),
    ("Wren", "keep_in_touch", "2026-09-01", None, None, None, None, None),
    ("Wren", "thank_you", None, "2026-03-23", None, None, None, None),
]  # fmt: skip


def bring(workspace: Workspace, log: str, *, at: dt.datetime = NOON, name: str = "log.csv") -> Imported:
    found = read(log.encode(), file_name=name, choices=NO_CHOICES)
    return workspace.commit_import(found, imported_at=at, is_sample=False)


def kept(workspace: Workspace) -> list[tuple]:
    return rows_of(
        workspace,
        """
        SELECT company, kind, due_on, done_on, asked_of, reminded_on, reply, replied_on
        FROM follow_ups JOIN interviews USING (interview_id) ORDER BY company, kind, done_on
        """,
    )


def the_only(workspace: Workspace, company: str, kind: str) -> FollowUp:
    (interview_id,) = rows_of(
        workspace, "SELECT interview_id FROM interviews WHERE company = $company", company=company
    )[0]
    (found,) = [one for one in workspace.follow_ups(interview_id) if one.kind == kind]
    return found


def test_each_day_of_a_row_becomes_its_follow_up(workspace: Workspace) -> None:
    found = read(LOG.encode(), file_name="log.csv", choices=NO_CHOICES)
    assert [column.field for column in found.columns[4:]] == [
        "asked_on", "asked_of", "reminded_on", "answered_on", "thanked_on", "follow_up_on", None,
    ]  # fmt: skip
    plan = workspace.plan_import(found)
    assert (plan.new, plan.requests, plan.thanks, plan.reminders) == (3, 2, 1, 1)
    bring(workspace, LOG)
    assert kept(workspace) == KEPT


def test_the_headers_are_known_in_german_french_and_spanish() -> None:
    for headers in (
        "Firma,Stelle,Feedback angefragt am,Bedankt am,Wieder melden am",
        "Entreprise,Poste,Retour demandé le,Remercié le,Reprendre contact le",
        "Empresa,Puesto,Feedback solicitado el,Agradecimiento enviado el,Volver a contactar el",
        "company,role,asked_on,thanked_on,follow_up_on",
    ):
        log = f"{headers}\nWren,Curator,2026-03-05,2026-03-23,2026-09-01\n"
        found = read(log.encode(), file_name="log.csv", choices=NO_CHOICES)
        assert {name: found.rows[0].values[name] for name in ("asked_on", "thanked_on", "follow_up_on")} == {
            "asked_on": dt.date(2026, 3, 5),
            "thanked_on": dt.date(2026, 3, 23),
            "follow_up_on": dt.date(2026, 9, 1),
        }


def test_what_is_said_of_a_request_without_its_day_stays_the_persons_own() -> None:
    log = "Company,Role,Asked on,Asked of,Reminded on,Answered on\nWren,Curator,,their dog,2026-03-20,2026-03-22\nHeron,Clerk,2026-04-03,,,\n"
    found = read(log.encode(), file_name="log.csv", choices=NO_CHOICES)
    assert found.rows[0].attributes == {
        "Asked of": "their dog",
        "Reminded on": "2026-03-20",
        "Answered on": "2026-03-22",
    }
    assert found.rows[1].values == {"company": "Heron", "role": "Clerk", "asked_on": dt.date(2026, 4, 3)}


def test_a_column_of_yes_and_no_is_no_day() -> None:
    log = "Company,Role,Feedback asked,Thank you sent on\nWren,Curator,yes,no\nHeron,Clerk,no,yes\n"
    found = read(log.encode(), file_name="log.csv", choices=NO_CHOICES)
    assert [column.field for column in found.columns] == ["company", "role", None, None]


def test_the_same_file_again_changes_nothing(workspace: Workspace) -> None:
    bring(workspace, LOG)
    assert bring(workspace, LOG, at=LATER).already_there
    assert kept(workspace) == KEPT


def test_the_next_version_changes_what_it_says_otherwise_and_undoing_it_gives_that_back(
    workspace: Workspace,
) -> None:
    bring(workspace, LOG)
    version = LOG.replace("2026-09-01", "2026-10-01").replace("2026-04-03,,,,", "2026-04-03,,,2026-04-09,")
    found = read(version.encode(), file_name="log.csv", choices=NO_CHOICES)
    seen = workspace.preview_import(found, at_most=9)
    assert [(one.company, one.field, one.before, one.after) for one in seen.changes] == [
        ("Wren", "follow_up_on", "2026-09-01", "2026-10-01"),
        ("Heron", "answered_on", None, "2026-04-09"),
    ]
    done = bring(workspace, version, at=LATER)
    assert (done.new, done.changed, done.unchanged) == (0, 2, 1)
    assert [row[2] for row in kept(workspace) if row[1] == "keep_in_touch"] == ["2026-10-01"]
    assert kept(workspace)[0][6:] == ("answered", "2026-04-09")
    workspace.undo_import(done.import_id)
    assert kept(workspace) == KEPT
    # They are again as the first file left them: its next version may change them.
    assert bring(workspace, version, at=LATER).changed == 2


def test_what_a_person_wrote_since_stands(workspace: Workspace) -> None:
    first = bring(workspace, LOG)
    reminder = the_only(workspace, "Wren", "keep_in_touch")
    workspace.save_follow_up(replace(reminder, due_on=dt.date(2026, 12, 24)), at=BY_HAND)
    workspace.delete_follow_up(the_only(workspace, "Wren", "thank_you").follow_up_id)
    own = FollowUp(interview_id=reminder.interview_id, kind="thank_you", done_on=dt.date(2026, 3, 30))
    workspace.save_follow_up(own, at=BY_HAND)
    workspace.delete_follow_up(the_only(workspace, "Heron", "ask_feedback").follow_up_id)
    done = bring(workspace, LOG.replace("2026-09-01", "2026-10-01").replace(",low", ",middle"), at=LATER)
    assert done.changed == 2
    assert [row[:4] for row in kept(workspace)] == [
        ("Wren", "ask_feedback", None, "2026-03-05"),
        ("Wren", "keep_in_touch", "2026-12-24", None),
        ("Wren", "thank_you", None, "2026-03-30"),
    ]
    workspace.undo_import(done.import_id)
    assert workspace.undo_import(first.import_id).interviews == 2  # Wren stays, for what was written there
    assert [row[:3] for row in kept(workspace)] == [
        ("Wren", "keep_in_touch", "2026-12-24"),
        ("Wren", "thank_you", None),
    ]


def test_undoing_the_import_takes_them_away_and_undoing_one_of_two_leaves_them(workspace: Workspace) -> None:
    first = bring(workspace, LOG)
    second = bring(workspace, LOG.replace(",low", ",middle"), at=LATER, name="log 2.csv")
    workspace.undo_import(first.import_id)
    assert kept(workspace) == KEPT
    assert workspace.undo_import(second.import_id).interviews == 3
    assert kept(workspace) == []


def test_an_interview_that_comes_back_brings_its_follow_ups(workspace: Workspace) -> None:
    bring(workspace, LOG)
    workspace.delete_interview(the_only(workspace, "Heron", "ask_feedback").interview_id)
    assert [row[0] for row in kept(workspace)] == ["Wren", "Wren", "Wren"]
    assert bring(workspace, LOG, at=LATER).new == 1
    assert kept(workspace) == KEPT


def test_the_tables_of_an_export_bring_the_same_again(workspace: Workspace) -> None:
    bring(workspace, LOG)
    study = Study(workspace, EVERYTHING, default_codebook(), today=dt.date(2026, 6, 1))
    with zipfile.ZipFile(io.BytesIO(to_tables(study, quotes=True, letters=False))) as packed:
        table = packed.read("interviews.csv")
    with zipfile.ZipFile(io.BytesIO(to_tables(study, quotes=False, letters=False))) as packed:
        assert b"asked_on" not in packed.read("interviews.csv")
    other = open_workspace(None)
    found = read(table, file_name="interviews.csv", choices=NO_CHOICES)
    other.commit_import(found, imported_at=NOON, is_sample=False)
    assert kept(other) == KEPT
    other.close()
