"""The workspace: what an import writes and takes back, what a person decides, and what it says where it cannot be opened."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data import opening, tables
from data.ledger import ledger_of
from data.problems import WorkspaceError
from data.reading import Row
from data.records import Correction, Decision, Feedback, FollowUp, Interview, Practice, Taught
from data.samples.loading import load_sample
from data.tables import TABLES
from data.workspace import (
    Decided,
    FieldChange,
    Forgotten,
    ImportPlan,
    ImportPreview,
    Noted,
    Undone,
    Workspace,
    default_path,
    open_workspace,
)
from tests.data.readings import AT, LATER, code, heard, reading, row, rows_of

FIXTURE = Path(__file__).parents[1] / "fixtures" / "workspace_v1.duckdb"
ROOT = Path(__file__).parents[2]
ACME = row("Acme", interviewed_on=dt.date(2026, 3, 2), outcome="rejected", stage_reached="final_round")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    """Give an empty workspace in a file."""
    opened = open_workspace(tmp_path / "workspace.duckdb")
    yield opened
    opened.close()


def interviews(workspace: Workspace) -> list[tuple]:
    return rows_of(
        workspace, "SELECT company, role, outcome FROM interviews ORDER BY company, occurrence, outcome"
    )


def add(workspace: Workspace, *rows: Row, sample: bool = False, at: dt.datetime = AT) -> str:
    return workspace.commit_import(reading(*rows), imported_at=at, is_sample=sample).import_id


def only_id(workspace: Workspace, company: str) -> str:
    return rows_of(
        workspace, "SELECT interview_id FROM interviews WHERE company = $company", company=company
    )[0][0]


def said(workspace: Workspace, text: str) -> str:
    """Keep one feedback on an interview of its own, and give its id."""
    interview_id = workspace.save_interview(Interview(company="Acme"), at=AT)
    return workspace.save_feedback(Feedback(interview_id=interview_id, source="recruiter", text=text), at=AT)


def decision(feedback_id: str, start: int, end: int, decided: Decision, **other: Any) -> Correction:
    values: dict[str, Any] = {"factor": "communication", "polarity": "gap", "decided_at": AT, **other}
    return Correction(feedback_id=feedback_id, start_at=start, end_at=end, decision=decided, **values)


GREY = Taught(phrase="a bit grey", factor="enthusiasm", polarity="gap", taught_at=AT)
MENTIONS = (
    "SELECT factor, quote, tier, coded_by, status, counted, suggested FROM mentions ORDER BY start_at, factor"
)

# Questions


def test_a_question_takes_only_the_values_it_uses(workspace: Workspace) -> None:
    assert rows_of(workspace, "SELECT $a AS a", a=1, b=2) == [(1,)]


def test_a_day_is_answered_as_datetime_and_a_missing_one_as_nat(workspace: Workspace) -> None:
    table = workspace.ask("SELECT DATE '2026-03-02' AS day UNION ALL SELECT NULL ORDER BY day", {})
    assert str(table.day.dtype).startswith("datetime64")
    assert table.day.isna().tolist() == [False, True]


def test_a_mistake_in_our_own_sql_is_raised_as_it_is(workspace: Workspace) -> None:
    with pytest.raises(duckdb.CatalogException):
        workspace.ask("SELECT 1 FROM nowhere", {})


def test_a_lone_surrogate_is_dropped_and_not_refused(workspace: Workspace) -> None:
    interview_id = workspace.save_interview(Interview(company="Ac\ud800me"), at=AT)
    assert rows_of(workspace, "SELECT company FROM interviews WHERE company = $c", c="Acme\udfff") == [
        ("Acme",)
    ]
    found = workspace.interview(interview_id)
    assert found is not None
    assert found.company == "Acme"


def test_the_version_grows_with_each_write_and_with_nothing_else(workspace: Workspace) -> None:
    before = workspace.version
    workspace.plan_import(reading(ACME))
    assert workspace.version == before
    add(workspace, ACME)
    assert workspace.version == before + 1


def test_what_one_window_writes_is_known_at_once_in_another_of_the_same_program(kept: Workspace) -> None:
    beside = open_workspace(kept.path)
    assert beside.version == kept.version
    add(kept, ACME)
    assert beside.version == kept.version
    beside.save_interview(Interview(company="Wren"), at=AT)
    assert kept.version == beside.version
    beside.close()


def test_the_version_of_a_closed_workspace_is_not_remembered(kept: Workspace) -> None:
    assert kept.version >= 0
    kept.close()
    assert not kept.is_alive()
    with pytest.raises(WorkspaceError, match="closed"):
        kept.version  # noqa: B018 - to be asked is all


def test_what_broke_under_a_question_is_found_dead_and_what_is_open_beside_it_alive(kept: Workspace) -> None:
    beside = open_workspace(kept.path)
    assert beside.is_alive()
    assert kept.is_alive()
    beside._connection.close()  # as a fatal error does
    with pytest.raises(WorkspaceError):
        beside.ask("SELECT 1", {})
    assert not beside.is_alive()
    assert kept.is_alive()
    beside.close()


def test_a_version_is_asked_of_the_file_only_after_a_write(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    add(kept, ACME)
    known = kept.version
    looked = opening.cursor_of
    monkeypatch.setattr(opening, "cursor_of", lambda connection: asked.append(1) or looked(connection))
    assert {kept.version for _ in range(20)} == {known}
    assert asked == []


def test_nothing_of_a_write_that_fails_is_kept(workspace: Workspace) -> None:
    before = workspace.version

    def fail_halfway() -> None:
        with workspace.transaction() as cursor:
            cursor.execute("INSERT INTO remembered VALUES ('outcome_word', 'ghosted', 'no_response')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_halfway()
    assert workspace.remembered_words() == {}
    assert workspace.version == before


def test_twelve_threads_read_their_own_answers_while_two_write(kept: Workspace) -> None:
    wrong: list[object] = []

    def read(own: int) -> None:
        for turn in range(40):
            (answer,) = rows_of(kept, "SELECT $own AS own, $turn AS turn", own=own, turn=turn)
            if answer != (own, turn):
                wrong.append(answer)

    def write(own: int) -> None:
        for turn in range(10):
            kept.remember_words({f"word {own} {turn}": "rejected"})

    threads = [threading.Thread(target=read, args=(n,)) for n in range(12)]
    threads += [threading.Thread(target=write, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(kept.remembered_words()) == 20


# Imports


def test_a_file_is_planned_without_being_written(workspace: Workspace) -> None:
    assert workspace.plan_import(reading(ACME, row("Globex"))) == ImportPlan(new=2, changed=0, unchanged=0)
    assert interviews(workspace) == []


def test_an_import_says_how_many_rows_of_how_many_are_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROW_GROUP", 16)
    file = reading(*(row(f"Firm {n}", says=("Too quiet",) * (n < 5)) for n in range(17)))
    steps: list[tuple[int, int]] = []
    workspace.commit_import(
        file, imported_at=AT, is_sample=False, progress=lambda done, of: steps.append((done, of))
    )
    assert steps == [(16, 22), (17, 22), (22, 22)]


def test_an_import_that_is_broken_off_while_it_is_written_keeps_nothing(workspace: Workspace) -> None:
    class BrokenOffError(Exception):
        pass

    def break_off(_done: int, _of: int) -> None:
        raise BrokenOffError

    with pytest.raises(BrokenOffError):
        workspace.commit_import(reading(ACME), imported_at=AT, is_sample=False, progress=break_off)
    assert interviews(workspace) == []


def test_every_value_of_a_row_is_kept(workspace: Workspace) -> None:
    values: dict[str, Any] = {
        "candidate": "Kim",
        "seniority": "Senior",
        "industry": "Bank",
        "location": "Basel",
        "work_mode": "remote",
        "channel": "Referral",
        "applied_on": dt.date(2026, 2, 1),
        "interviewed_on": dt.date(2026, 3, 2),
        "decided_on": dt.date(2026, 3, 9),
        "stage_reached": "final_round",
        "outcome": "second_place",
        "rounds": 3,
        "format": "Video",
        "contact_name": "Ada",
        "contact_role": "Manager",
        "contact_email": "ada@example.org",
        "notes": "=SUM(A1)\n😀",
    }
    add(workspace, row("Acme", record_id="7", attributes={"Mood": "good"}, **values))
    (interview_id,) = rows_of(workspace, "SELECT interview_id FROM interviews")[0]
    assert workspace.interview(interview_id) == Interview(
        interview_id=interview_id,
        record_id="7",
        company="Acme",
        role="Analyst",
        attributes={"Mood": "good"},
        **values,
    )


def test_the_same_file_twice_adds_nothing(workspace: Workspace) -> None:
    file = reading(ACME, row("Globex", says=("Too quiet.",)))
    workspace.commit_import(file, imported_at=AT, is_sample=False)
    again = workspace.commit_import(file, imported_at=LATER, is_sample=False)
    assert (again.new, again.changed, again.unchanged, again.already_there) == (0, 0, 2, True)
    assert workspace.plan_import(file) == ImportPlan(new=0, changed=0, unchanged=2)
    assert len(interviews(workspace)) == 2
    assert rows_of(workspace, "SELECT file_name, rows_read, new FROM imports") == [("interviews.csv", 2, 2)]


def test_an_interview_deleted_by_hand_comes_back_through_its_file_and_alone(workspace: Workspace) -> None:
    file = reading(row("Acme", record_id="1", outcome="pending", says=("Too quiet.",)), row("Globex"))
    import_id = workspace.commit_import(file, imported_at=AT, is_sample=False).import_id
    add(workspace, row("Globex", outcome="rejected"), at=LATER)
    before = rows_of(workspace, "FROM brought ORDER BY ALL")
    workspace.delete_interview(only_id(workspace, "Acme"))
    assert workspace.plan_import(file) == ImportPlan(new=1, changed=0, unchanged=1)
    again = workspace.commit_import(file, imported_at=LATER, is_sample=False)
    assert (again.import_id, again.new, again.unchanged, again.already_there) == (import_id, 1, 1, False)
    assert interviews(workspace) == [("Acme", "Analyst", "pending"), ("Globex", "Analyst", "rejected")]
    assert rows_of(workspace, "SELECT text FROM feedback") == [("Too quiet.",)]
    assert rows_of(workspace, "FROM brought ORDER BY ALL") == before
    assert workspace.commit_import(file, imported_at=LATER, is_sample=False).already_there
    assert workspace.undo_import(import_id).interviews == 1


def test_an_interview_renamed_by_hand_does_not_come_back_through_the_file_that_held_it(
    workspace: Workspace,
) -> None:
    by_hand = Interview(company="Acme", role="Analyst", interviewed_on=dt.date(2026, 3, 2))
    interview_id = workspace.save_interview(by_hand, at=AT)
    add(workspace, ACME)
    workspace.save_interview(Interview(interview_id=interview_id, company="Acme Group"), at=LATER)
    assert workspace.plan_import(reading(ACME)) == ImportPlan(new=0, changed=0, unchanged=1)


def test_the_only_interview_of_a_file_comes_back_through_it_after_it_was_deleted(
    workspace: Workspace,
) -> None:
    import_id = add(workspace, ACME)
    workspace.delete_interview(only_id(workspace, "Acme"))
    assert workspace.plan_import(reading(ACME)) == ImportPlan(new=1, changed=0, unchanged=0)
    assert add(workspace, ACME, at=LATER) == import_id
    assert interviews(workspace) == [("Acme", "Analyst", "rejected")]
    assert rows_of(workspace, "SELECT import_id FROM imports") == [(import_id,)]


def test_a_file_is_known_by_what_was_new_in_it_and_by_what_was_there(workspace: Workspace) -> None:
    by_hand = Interview(company="Acme", role="Analyst", interviewed_on=dt.date(2026, 3, 2))
    interview_id = workspace.save_interview(by_hand, at=AT)
    import_id = add(workspace, ACME, row("Globex"))
    assert rows_of(workspace, "FROM brought") == [(import_id, interview_id)]
    for each, company in ((interview_id, "Acme Group"), (only_id(workspace, "Globex"), "Globex Group")):
        workspace.save_interview(Interview(interview_id=each, company=company), at=LATER)
    assert workspace.plan_import(reading(ACME, row("Globex"))) == ImportPlan(new=0, changed=0, unchanged=2)


def test_the_same_file_has_the_same_ids_in_any_workspace(workspace: Workspace) -> None:
    other = open_workspace(None)
    file = (ACME, row("Globex", record_id="9", says=("Too quiet.",)))
    add(workspace, *file)
    add(other, row("Initech"), at=AT)
    add(other, *file, at=LATER)
    ids = "SELECT interview_id, feedback_id FROM interviews LEFT JOIN feedback USING (interview_id) WHERE company <> 'Initech' ORDER BY company"
    assert rows_of(workspace, ids) == rows_of(other, ids)
    other.close()


def test_rows_of_one_record_id_are_one_interview_with_several_feedback(workspace: Workspace) -> None:
    add(
        workspace,
        row("Acme", record_id="1", says=("Too quiet.",), outcome="second_place"),
        row("Acme", record_id="1", says=("Wanted more depth.",), notes="second call"),
    )
    assert rows_of(workspace, "SELECT company, outcome, notes FROM interviews") == [
        ("Acme", "second_place", "second call")
    ]
    assert rows_of(workspace, "SELECT text FROM feedback ORDER BY text") == [
        ("Too quiet.",),
        ("Wanted more depth.",),
    ]


def test_rows_without_an_id_are_never_joined(workspace: Workspace) -> None:
    add(workspace, ACME, ACME)
    assert len(interviews(workspace)) == 2
    again = workspace.plan_import(reading(ACME, ACME, ACME))
    assert again == ImportPlan(new=1, changed=0, unchanged=2)


def test_one_record_id_for_two_companies_and_roles_is_two_interviews(workspace: Workspace) -> None:
    add(workspace, row("Acme", "Analyst", record_id="1"), row("Globex", "Baker", record_id="1"))
    add(workspace, row("Initech", "Driver", record_id="1"))
    assert [company for company, _, _ in interviews(workspace)] == ["Acme", "Globex", "Initech"]


def test_a_corrected_company_under_the_same_record_id_is_a_change(workspace: Workspace) -> None:
    add(workspace, row("Acmee", record_id="1"))
    add(workspace, row("Acme", record_id="1"))
    assert interviews(workspace) == [("Acme", "Analyst", None)]


def test_company_and_role_match_whatever_their_case_and_spaces(workspace: Workspace) -> None:
    add(workspace, row("Acme  Corp", "Data Analyst", interviewed_on=dt.date(2026, 3, 2)))
    same = row("ACME corp", "data analyst", interviewed_on=dt.date(2026, 3, 2), outcome="rejected")
    assert workspace.plan_import(reading(same)) == ImportPlan(new=0, changed=1, unchanged=0)


@pytest.mark.parametrize(
    "other",
    [
        row("Globex", interviewed_on=dt.date(2026, 3, 2)),
        row("Acme", "Baker", interviewed_on=dt.date(2026, 3, 2)),
        row("Acme", interviewed_on=dt.date(2026, 3, 3)),
        row("Acme", interviewed_on=dt.date(2026, 3, 2), candidate="Kim"),
    ],
)
def test_another_company_role_day_or_candidate_is_another_interview(workspace: Workspace, other: Row) -> None:
    add(workspace, ACME)
    planned = workspace.plan_import(reading(other))
    assert (planned.new, planned.changed, planned.unchanged) == (1, 0, 0)


def test_an_application_that_got_an_interview_since_is_the_same_interview(workspace: Workspace) -> None:
    applied = dt.date(2026, 2, 1)
    add(workspace, row("Acme", applied_on=applied, outcome="pending"))
    add(workspace, row("Acme", applied_on=applied, interviewed_on=dt.date(2026, 3, 2), outcome="rejected"))
    assert rows_of(workspace, "SELECT interviewed_on, outcome FROM interviews") == [
        ("2026-03-02", "rejected")
    ]
    assert workspace.plan_import(reading(row("Acme", applied_on=applied))).unchanged == 1


def test_a_changed_value_updates_and_a_blank_never_erases(workspace: Workspace) -> None:
    add(
        workspace,
        row("Acme", record_id="1", outcome="pending", location="Basel", attributes={"Mood": "good"}),
    )
    add(
        workspace,
        row("Acme", record_id="1", outcome="rejected", location=None, attributes={"Mood": "", "Pay": "9"}),
    )
    assert rows_of(workspace, "SELECT outcome, location, attributes FROM interviews") == [
        ("rejected", "Basel", '{"Mood": "good", "Pay": "9"}')
    ]


def test_a_file_never_takes_an_interview_back_a_stage(workspace: Workspace) -> None:
    add(workspace, row("Acme", record_id="1", stage_reached="final_round", outcome="pending"))
    add(workspace, row("Acme", record_id="1", stage_reached="applied", outcome="rejected"))
    assert rows_of(workspace, "SELECT stage_reached, outcome FROM interviews") == [
        ("final_round", "rejected")
    ]


def test_what_a_person_edited_by_hand_is_not_changed_by_a_file(workspace: Workspace) -> None:
    add(workspace, row("Acme", record_id="1", outcome="pending"))
    interview = workspace.interview(only_id(workspace, "Acme"))
    assert interview is not None
    workspace.save_interview(replace(interview, outcome="second_place"), at=AT)
    changed = reading(row("Acme", record_id="1", outcome="rejected", says=("Too quiet.",)))
    assert workspace.commit_import(changed, imported_at=LATER, is_sample=False).changed == 1
    assert interviews(workspace) == [("Acme", "Analyst", "second_place")]
    assert rows_of(workspace, "SELECT text FROM feedback") == [("Too quiet.",)]


def test_a_company_renamed_by_hand_is_still_known_to_its_file(workspace: Workspace) -> None:
    add(workspace, ACME)
    workspace.save_interview(Interview(interview_id=only_id(workspace, "Acme"), company="Acme Group"), at=AT)
    assert workspace.plan_import(reading(ACME, row("Globex"))) == ImportPlan(new=1, changed=0, unchanged=1)


def test_an_interview_written_by_hand_is_known_to_a_file(workspace: Workspace) -> None:
    by_hand = Interview(
        company="Acme", role="Analyst", interviewed_on=dt.date(2026, 3, 2), outcome="rejected"
    )
    workspace.save_interview(by_hand, at=AT)
    assert workspace.plan_import(reading(ACME)) == ImportPlan(new=0, changed=0, unchanged=1)


def test_the_same_words_of_the_same_person_are_one_feedback(workspace: Workspace) -> None:
    add(workspace, row("Acme", record_id="1", says=("Too quiet.", "Too quiet.")))
    add(workspace, row("Acme", record_id="1", says=("Too quiet.",), notes="again"))
    add(workspace, row("Acme", record_id="1", says=("Too quiet.",), source="self"))
    assert rows_of(workspace, "SELECT source, text FROM feedback ORDER BY source") == [
        ("recruiter", "Too quiet."),
        ("self", "Too quiet."),
    ]


@pytest.mark.parametrize("silent", ["N/A", "none", "-", " ?? ", "—", "No feedback given.", "k. A."])
def test_a_word_that_says_nothing_is_kept_and_not_coded(workspace: Workspace, silent: str) -> None:
    add(workspace, row("Acme", says=(silent,)))
    assert rows_of(workspace, "SELECT text, says_nothing FROM feedback") == [(silent, True)]
    assert workspace.uncoded("v1").empty


@pytest.mark.parametrize(
    "words", ["None of your examples were concrete.", "No depth", "👍", "- wanted depth"]
)
def test_words_that_say_something_wait_to_be_coded(workspace: Workspace, words: str) -> None:
    add(workspace, row("Acme", says=(words,)))
    assert workspace.uncoded("v1").text.tolist() == [words]


def test_a_hundred_rows_keep_the_rare_date_that_a_sample_would_miss(workspace: Workspace) -> None:
    rows = [row(f"Company {n:04}") for n in range(3000)]
    rows[1501] = row("Company 1501", decided_on=dt.date(2026, 3, 9), rounds=4)
    add(workspace, *rows)
    rare = rows_of(
        workspace, "SELECT company, decided_on, rounds FROM interviews WHERE decided_on IS NOT NULL"
    )
    assert rare == [("Company 1501", "2026-03-09", 4)]


def test_an_import_is_undone_whole(workspace: Workspace) -> None:
    import_id = add(workspace, ACME, row("Globex", says=("Too quiet.",)))
    assert workspace.undo_import(import_id) == Undone(interviews=2, feedback=1, kept=())
    assert interviews(workspace) == []
    assert rows_of(workspace, "SELECT (SELECT count(*) FROM feedback) + (SELECT count(*) FROM brought)") == [
        (0,)
    ]
    assert add(workspace, ACME, row("Globex", says=("Too quiet.",))) == import_id


def test_undoing_keeps_what_somebody_worked_on(workspace: Workspace) -> None:
    rows = [row(name, says=(f"Words of {name}.",)) for name in ("Edited", "Asked", "Told", "Marked", "Left")]
    import_id = add(workspace, *rows)
    ids = dict(rows_of(workspace, "SELECT company, interview_id FROM interviews"))
    workspace.save_interview(Interview(interview_id=ids["Edited"], company="Edited"), at=LATER)
    workspace.save_follow_up(FollowUp(interview_id=ids["Asked"], kind="ask_feedback"), at=LATER)
    workspace.save_feedback(Feedback(interview_id=ids["Told"], text="By hand."), at=LATER)
    marked = rows_of(workspace, "SELECT feedback_id FROM feedback WHERE text = 'Words of Marked.'")[0][0]
    workspace.correct(decision(marked, 0, 5, "added"))
    undone = workspace.undo_import(import_id)
    assert undone == Undone(
        interviews=1,
        feedback=4,
        kept=tuple(sorted(ids[name] for name in ("Edited", "Asked", "Told", "Marked"))),
    )
    assert rows_of(workspace, "SELECT text FROM feedback ORDER BY text") == [
        ("By hand.",),
        ("Words of Marked.",),
    ]
    assert workspace.imports().empty


def test_undoing_keeps_a_final_somebody_judged_and_a_text_somebody_reviewed(workspace: Workspace) -> None:
    finals = [
        row(name, outcome="rejected", stage_reached="final_round") for name in ("Rejected", "Second", "Open")
    ]
    import_id = add(workspace, *finals, row("Reviewed", says=("Too quiet.", "Wanted more depth.")))
    ids = dict(rows_of(workspace, "SELECT company, interview_id FROM interviews"))
    workspace.judge_finals({ids["Rejected"]: False, ids["Second"]: True}, at=LATER)
    reviewed = rows_of(workspace, "SELECT feedback_id FROM feedback WHERE text = 'Too quiet.'")[0][0]
    workspace.mark_reviewed(reviewed, at=LATER)
    assert workspace.undo_import(import_id) == Undone(
        interviews=1,
        feedback=1,
        kept=tuple(sorted(ids[name] for name in ("Rejected", "Second", "Reviewed"))),
    )
    assert [(company, outcome) for company, _, outcome in interviews(workspace)] == [
        ("Rejected", "rejected"),
        ("Reviewed", None),
        ("Second", "second_place"),
    ]
    assert rows_of(workspace, "SELECT text FROM feedback") == [("Too quiet.",)]


def test_undoing_leaves_the_outcome_of_a_judged_final_and_gives_back_the_rest(workspace: Workspace) -> None:
    add(workspace, row("Acme", record_id="1", outcome="pending", rounds=2))
    changed = row("Acme", record_id="1", outcome="rejected", stage_reached="final_round", rounds=3)
    second = add(workspace, changed, at=LATER)
    workspace.judge_finals({only_id(workspace, "Acme"): False}, at=LATER)
    workspace.undo_import(second)
    assert rows_of(workspace, "SELECT outcome, stage_reached, rounds FROM interviews") == [
        ("rejected", "final_round", 2)
    ]


def test_undoing_keeps_what_a_second_file_also_holds(workspace: Workspace) -> None:
    first = add(workspace, ACME, row("Globex"))
    add(workspace, ACME, row("Initech"), at=LATER)
    assert workspace.undo_import(first).interviews == 1
    assert [company for company, _, _ in interviews(workspace)] == ["Acme", "Initech"]


def test_undoing_gives_the_values_back_that_the_file_changed(workspace: Workspace) -> None:
    add(workspace, row("Acme", record_id="1", outcome="pending", rounds=2, attributes={"Mood": "good"}))
    changed = row(
        "Acme",
        record_id="1",
        outcome="rejected",
        rounds=3,
        decided_on=dt.date(2026, 3, 9),
        attributes={"Mood": "bad"},
    )
    second = add(workspace, changed, at=LATER)
    assert workspace.undo_import(second) == Undone(interviews=0, feedback=0, kept=())
    assert rows_of(workspace, "SELECT outcome, rounds, decided_on, attributes FROM interviews") == [
        ("pending", 2, None, '{"Mood": "good"}')
    ]


@pytest.mark.parametrize("later", [LATER, AT])
def test_undoing_imports_out_of_order_leaves_no_value_of_an_undone_file(
    workspace: Workspace, later: dt.datetime
) -> None:
    ends = ("pending", "rejected", "offer_accepted", "rejected", "offer_accepted")
    _, b, c, d, e = [
        add(
            workspace,
            row("Acme", record_id="1", outcome=end, notes=f"File {n}"),
            at=AT + n * (later - AT),
        )
        for n, end in enumerate(ends)
    ]
    left = []
    for each in (b, c, e, d):
        workspace.undo_import(each)
        left.append(rows_of(workspace, "SELECT outcome, notes FROM interviews")[0])
    assert left == [
        ("offer_accepted", "File 4"),
        ("offer_accepted", "File 4"),
        ("rejected", "File 3"),
        ("pending", "File 0"),
    ]


def test_undoing_a_value_that_was_blank_before_makes_it_blank_again_out_of_order(
    workspace: Workspace,
) -> None:
    add(workspace, row("Acme", record_id="1"))
    second = add(workspace, row("Acme", record_id="1", outcome="rejected"), at=LATER)
    third = add(workspace, row("Acme", record_id="1", outcome="pending"), at=LATER)
    workspace.undo_import(second)
    workspace.undo_import(third)
    assert interviews(workspace) == [("Acme", "Analyst", None)]


def test_undoing_an_import_that_is_not_there_changes_nothing(workspace: Workspace) -> None:
    add(workspace, ACME)
    version = workspace.version
    assert workspace.undo_import("nothing") == Undone(interviews=0, feedback=0, kept=())
    assert len(interviews(workspace)) == 1
    assert workspace.version == version


def test_the_sample_goes_with_everything_done_to_it_and_nothing_else(workspace: Workspace) -> None:
    add(workspace, row("Mine", record_id="1", says=("My words.",)))
    sample = add(workspace, row("Sample", record_id="1", says=("Too quiet.",)), sample=True)
    assert workspace.has_sample()
    sample_id = only_id(workspace, "Sample")
    workspace.save_interview(Interview(interview_id=sample_id, company="Sample, edited"), at=LATER)
    workspace.save_feedback(Feedback(interview_id=sample_id, text="By hand."), at=LATER)
    workspace.save_follow_up(FollowUp(interview_id=sample_id, kind="thank_you"), at=LATER)
    for company in ("Mine", "Sample, edited"):
        interview = Interview(interview_id=only_id(workspace, company))
        workspace.debrief(interview, [], mark="skipped", at=LATER)
    workspace.remember_words({sample_id: "rejected"})
    started = dt.date(2026, 5, 1)
    workspace.save_practice(
        Practice(factor="communication", started_on=started, what="Sample"), import_id=sample
    )
    workspace.save_practice(Practice(factor="communication", started_on=started, what="Mine"))
    workspace.remove_sample()
    assert not workspace.has_sample()
    assert [company for company, _, _ in interviews(workspace)] == ["Mine"]
    assert rows_of(workspace, "SELECT text FROM feedback") == [("My words.",)]
    assert rows_of(workspace, "SELECT what FROM practice") == [("Mine",)]
    assert rows_of(workspace, "SELECT count(*) FROM follow_ups") == [(0,)]
    marks = rows_of(workspace, "SELECT kind, key FROM remembered ORDER BY kind")
    assert marks == [("debrief", only_id(workspace, "Mine")), ("outcome_word", sample_id)]


def test_removing_a_sample_that_is_not_there_writes_nothing(kept: Workspace) -> None:
    add(kept, ACME)
    assert kept.path is not None
    ledger = ledger_of(kept.path)
    before = (kept.version, ledger.stat().st_mtime_ns, ledger.stat().st_ino)
    kept.remove_sample()
    assert (kept.version, ledger.stat().st_mtime_ns, ledger.stat().st_ino) == before
    assert len(interviews(kept)) == 1


def test_ones_own_rows_never_match_the_sample(workspace: Workspace) -> None:
    add(workspace, ACME, sample=True)
    assert workspace.plan_import(reading(row("Globex", record_id="1"), ACME, row("Acme"))).new == 3


def test_the_sample_can_come_back_after_it_was_undone(workspace: Workspace) -> None:
    sample = add(workspace, ACME, sample=True)
    workspace.save_interview(Interview(interview_id=only_id(workspace, "Acme"), company="Acme"), at=LATER)
    assert workspace.undo_import(sample) == Undone(interviews=1, feedback=0, kept=())
    add(workspace, ACME, sample=True)
    assert len(interviews(workspace)) == 1


# Interviews and feedback by hand


def test_an_interview_by_hand_comes_back_as_it_was_saved(workspace: Workspace) -> None:
    interview = Interview(
        company="Acme", applied_on=dt.date(2026, 2, 1), rounds=2, attributes={"Größe": "'=1"}
    )
    interview_id = workspace.save_interview(interview, at=AT)
    assert workspace.interview(interview_id) == replace(interview, interview_id=interview_id)
    assert workspace.interview("nobody") is None


def test_a_deleted_interview_is_put_back_with_all_that_went(workspace: Workspace) -> None:
    add(workspace, row("Acme", says=("You rambled.",)))
    add(workspace, row("Acme", outcome="rejected", rounds=2), at=LATER)
    feedback_id = workspace.uncoded("v1").feedback_id[0]
    code(workspace, heard(feedback_id, "You rambled.", "rambled"))
    workspace.correct(decision(feedback_id, 4, 11, "accepted"))
    interview_id = only_id(workspace, "Acme")
    workspace.save_follow_up(FollowUp(interview_id=interview_id, kind="ask_feedback", note="Ask"), at=LATER)
    workspace.debrief(Interview(interview_id=interview_id), [], mark="skipped", at=LATER)
    tables = (
        *("interviews", "feedback", "coder_mentions", "corrections", "follow_ups"),
        *("brought", "overwritten", "remembered"),
    )
    before = {table: rows_of(workspace, f"FROM {table} ORDER BY ALL") for table in tables}
    removed = workspace.delete_interview(interview_id)
    assert {
        table: rows_of(workspace, f"SELECT count(*) FROM {table}")[0][0] for table in tables
    } == dict.fromkeys(tables, 0)
    workspace.put_back(removed)
    workspace.put_back(removed)
    assert {table: rows_of(workspace, f"FROM {table} ORDER BY ALL") for table in tables} == before


def test_what_was_part_of_the_sample_is_not_put_back_when_the_sample_is_gone(workspace: Workspace) -> None:
    file = row("Acme", says=("Too quiet.",))
    add(workspace, file, sample=True)
    interview_id = only_id(workspace, "Acme")
    by_hand = workspace.save_feedback(Feedback(interview_id=interview_id, text="By hand."), at=LATER)
    removed = [workspace.delete_feedback(by_hand), workspace.delete_interview(interview_id)]
    workspace.remove_sample()
    version = workspace.version
    for each in removed:
        with pytest.raises(WorkspaceError, match=r"^It was part of the sample, which is gone\.$"):
            workspace.put_back(each)
    assert interviews(workspace) == []
    assert rows_of(workspace, "FROM feedback") == []
    assert workspace.version == version
    add(workspace, row("Globex"), file, sample=True)
    with pytest.raises(WorkspaceError, match="which is gone"):
        workspace.put_back(removed[1])


def test_what_was_part_of_the_sample_is_put_back_while_it_is_there(workspace: Workspace) -> None:
    add(workspace, ACME, sample=True)
    workspace.put_back(workspace.delete_interview(only_id(workspace, "Acme")))
    assert len(interviews(workspace)) == 1
    workspace.remove_sample()
    assert interviews(workspace) == []


def test_what_came_with_an_import_that_is_gone_is_put_back_as_ones_own(workspace: Workspace) -> None:
    first = add(workspace, row("Acme", says=("Too quiet.",)), ACME)
    second = add(workspace, ACME, row("Initech"), at=LATER)
    ids = dict(rows_of(workspace, "SELECT company || coalesce(outcome, ''), interview_id FROM interviews"))
    removed = [workspace.delete_interview(ids[name]) for name in ("Acme", "Acmerejected")]
    workspace.undo_import(first)
    for each in removed:
        workspace.put_back(each)
    whose = "SELECT outcome, import_id FROM interviews WHERE company = 'Acme' ORDER BY outcome"
    assert rows_of(workspace, whose) == [("rejected", second), (None, None)]
    assert rows_of(workspace, "SELECT import_id FROM feedback") == [(None,)]
    assert rows_of(workspace, "SELECT DISTINCT import_id FROM brought") == [(second,)]


def test_a_deleted_feedback_is_put_back_and_the_others_stay(workspace: Workspace) -> None:
    add(workspace, row("Acme", says=("You rambled.", "Too quiet.")))
    rambled = rows_of(workspace, "SELECT feedback_id FROM feedback WHERE text = 'You rambled.'")[0][0]
    removed = workspace.delete_feedback(rambled)
    assert rows_of(workspace, "SELECT text FROM feedback") == [("Too quiet.",)]
    workspace.put_back(removed)
    assert rows_of(workspace, "SELECT text FROM feedback ORDER BY text") == [
        ("Too quiet.",),
        ("You rambled.",),
    ]


def test_a_judged_final_is_second_place_or_stays_rejected_and_no_file_changes_it(
    workspace: Workspace,
) -> None:
    finals = [
        row(name, outcome="rejected", stage_reached="final_round") for name in ("Acme", "Globex", "Initech")
    ]
    add(workspace, *finals)
    workspace.judge_finals({only_id(workspace, "Acme"): True, only_id(workspace, "Globex"): False}, at=AT)
    judged = "SELECT company, outcome, final_judged FROM interviews ORDER BY company"
    expected = [("Acme", "second_place", True), ("Globex", "rejected", True), ("Initech", "rejected", False)]
    assert rows_of(workspace, judged) == expected
    add(workspace, *finals, row("New"), at=LATER)
    assert rows_of(workspace, judged)[:3] == expected


def test_a_reviewed_feedback_can_be_taken_back(workspace: Workspace) -> None:
    feedback_id = said(workspace, "Too quiet.")
    workspace.mark_reviewed(feedback_id, at=LATER)
    assert rows_of(workspace, "SELECT reviewed_at FROM feedback") == [("2026-07-08",)]
    workspace.mark_reviewed(feedback_id, at=None)
    assert rows_of(workspace, "SELECT reviewed_at FROM feedback") == [(None,)]


# The debrief

STANDS = "SELECT stage_reached, outcome, final_judged, judged_at, edited_at FROM interviews"
TEXTS = "SELECT source, text FROM feedback ORDER BY text"
MARKS = "SELECT value FROM remembered WHERE kind = 'debrief'"


def debriefed(workspace: Workspace) -> tuple[Interview, Interview]:
    """Bring one rejected final that was skipped, and give it as it is, and as a second place."""
    add(workspace, ACME)
    found = workspace.interview(only_id(workspace, "Acme"))
    assert found is not None
    workspace.debrief(found, [], mark="skipped", at=AT)
    return found, replace(found, outcome="second_place", final_judged=True)


def test_a_debrief_keeps_outcome_words_and_mark_in_one_step(workspace: Workspace) -> None:
    found, second = debriefed(workspace)
    version = workspace.version
    told = [
        Feedback(interview_id=found.interview_id, source=source, text=text)
        for source, text in (("recruiter", "Too quiet."), ("self", "I froze."))
    ]
    workspace.debrief(second, told, mark="done", at=LATER)
    assert workspace.version == version + 1
    assert rows_of(workspace, STANDS) == [("final_round", "second_place", True, "2026-07-08", None)]
    assert rows_of(workspace, TEXTS) == [("self", "I froze."), ("recruiter", "Too quiet.")]
    assert rows_of(workspace, MARKS) == [("done",)]
    add(workspace, ACME, row("New"), at=LATER)
    assert rows_of(workspace, f"{STANDS} WHERE company = 'Acme'")[0][1] == "second_place"


def test_a_debrief_that_changes_nothing_leaves_the_next_file_free_to(workspace: Workspace) -> None:
    debriefed(workspace)
    assert rows_of(workspace, STANDS) == [("final_round", "rejected", False, None, None)]
    add(workspace, replace(ACME, values={**ACME.values, "outcome": "withdrew"}), at=LATER)
    assert rows_of(workspace, STANDS)[0][1] == "withdrew"


def test_a_debrief_is_taken_back_whole(workspace: Workspace) -> None:
    found, second = debriefed(workspace)
    before = [rows_of(workspace, f"FROM {table}") for table in ("interviews", "remembered")]
    told = Feedback(interview_id=found.interview_id, source="recruiter", text="Too quiet.")
    kept = workspace.debrief(second, [told], mark="done", at=LATER)
    feedback_id = kept.feedback_ids[0]
    code(workspace, heard(feedback_id, "Too quiet.", "quiet"))
    workspace.correct(decision(feedback_id, 4, 9, "accepted"))
    assert workspace.undo_debrief(kept)
    assert [rows_of(workspace, f"FROM {table}") for table in ("interviews", "remembered")] == before
    for table in ("feedback", "coder_mentions", "corrections"):
        assert rows_of(workspace, f"SELECT count(*) FROM {table}") == [(0,)]


def test_the_first_debrief_taken_back_leaves_no_mark(workspace: Workspace) -> None:
    found = Interview(interview_id=workspace.save_interview(Interview(company="Acme"), at=AT))
    assert workspace.undo_debrief(workspace.debrief(found, [], mark="skipped", at=LATER))
    assert rows_of(workspace, MARKS) == []


def test_a_debrief_is_not_taken_back_over_what_was_changed_since(workspace: Workspace) -> None:
    found, second = debriefed(workspace)
    told = Feedback(interview_id=found.interview_id, source="recruiter", text="Too quiet.")
    kept = workspace.debrief(second, [told], mark="done", at=LATER)
    mended = replace(told, feedback_id=kept.feedback_ids[0], text="Too quiet by far.")
    workspace.save_feedback(mended, at=LATER + dt.timedelta(minutes=1))
    assert not workspace.undo_debrief(kept)
    again = workspace.debrief(second, [], mark="done", at=LATER)
    workspace.save_interview(replace(second, notes="Edited."), at=LATER)
    assert not workspace.undo_debrief(again)
    assert rows_of(workspace, TEXTS) == [("recruiter", "Too quiet by far.")]


def test_an_interview_that_is_gone_takes_no_debrief(workspace: Workspace) -> None:
    told = Feedback(interview_id="nobody", text="Too quiet.")
    with pytest.raises(WorkspaceError, match=r"^This interview is not here any more\. Nothing was saved\.$"):
        workspace.debrief(Interview(interview_id="nobody"), [told], mark="done", at=AT)
    assert rows_of(workspace, TEXTS) == []


# What feedback means


def test_recoding_replaces_what_the_coder_heard_in_the_texts_it_read(workspace: Workspace) -> None:
    first, second = said(workspace, "You rambled."), said(workspace, "Too quiet.")
    code(workspace, heard(first, "You rambled.", "rambled"), heard(second, "Too quiet.", "quiet"))
    assert workspace.uncoded("v1").empty
    assert sorted(workspace.uncoded("v2").feedback_id) == sorted([first, second])
    code(workspace, read=(first,), version="v2")
    assert workspace.uncoded("v2").feedback_id.tolist() == [second]
    assert rows_of(workspace, "SELECT feedback_id, quote FROM mentions") == [(second, "quiet")]
    assert rows_of(workspace, "SELECT DISTINCT language FROM feedback") == [("en",)]


def test_a_missing_aspect_among_others_stays_missing(workspace: Workspace) -> None:
    feedback_id = said(workspace, "You rambled and were late.")
    text = "You rambled and were late."
    code(
        workspace,
        heard(feedback_id, text, "rambled"),
        heard(feedback_id, text, "late", "conduct", aspect="lateness"),
    )
    assert rows_of(workspace, "SELECT factor, aspect FROM mentions ORDER BY factor") == [
        ("communication", None),
        ("conduct", "lateness"),
    ]


def test_open_mentions_count_or_wait_by_their_tier(workspace: Workspace) -> None:
    text = "You rambled and seemed nervous."
    feedback_id = said(workspace, text)
    code(
        workspace,
        heard(feedback_id, text, "rambled"),
        heard(feedback_id, text, "nervous", "confidence", tier="suggested"),
    )
    assert rows_of(workspace, MENTIONS) == [
        ("communication", "rambled", "counted", "rule", "open", True, False),
        ("confidence", "nervous", "suggested", "rule", "open", False, True),
    ]


def test_a_decision_wins_over_the_coder_and_survives_its_next_reading(workspace: Workspace) -> None:
    text = "You rambled and seemed nervous."
    feedback_id = said(workspace, text)
    mentions = (
        heard(feedback_id, text, "rambled"),
        heard(feedback_id, text, "nervous", "confidence", tier="suggested"),
    )
    code(workspace, *mentions)
    workspace.correct(decision(feedback_id, 4, 11, "rejected"))
    workspace.correct(decision(feedback_id, 23, 30, "accepted", factor="confidence"))
    expected = [
        ("communication", "rambled", "counted", "rule", "rejected", False, False),
        ("confidence", "nervous", "suggested", "rule", "accepted", True, False),
    ]
    assert rows_of(workspace, MENTIONS) == expected
    code(workspace, *mentions, version="v2")
    assert rows_of(workspace, MENTIONS) == expected


def test_what_a_person_counted_stays_where_a_later_coder_hears_nothing(workspace: Workspace) -> None:
    feedback_id = said(workspace, "You rambled.")
    code(workspace, heard(feedback_id, "You rambled.", "rambled", tier="suggested", protected=True))
    workspace.correct(decision(feedback_id, 4, 11, "accepted", aspect="length"))
    code(workspace, read=(feedback_id,), version="v2")
    assert rows_of(workspace, "SELECT aspect, p, protected FROM mentions") == [("length", 1.0, True)]
    assert rows_of(workspace, MENTIONS) == [
        ("communication", "rambled", "counted", "person", "accepted", True, False)
    ]


def test_what_a_person_rejected_leaves_nothing_where_a_later_coder_hears_nothing(
    workspace: Workspace,
) -> None:
    feedback_id = said(workspace, "You rambled.")
    code(workspace, heard(feedback_id, "You rambled.", "rambled"))
    workspace.correct(decision(feedback_id, 4, 11, "rejected"))
    code(workspace, read=(feedback_id,), version="v2")
    assert rows_of(workspace, MENTIONS) == []


def test_a_decision_reaches_a_mention_whose_span_overlaps_and_no_other(workspace: Workspace) -> None:
    text = "You rambled, and rambled again."
    feedback_id = said(workspace, text)
    code(
        workspace,
        heard(feedback_id, text, "You rambled"),
        heard(feedback_id, text, "rambled again"),
        heard(feedback_id, text, "You rambled", "confidence"),
        heard(feedback_id, text, "You rambled", polarity="neutral"),
    )
    workspace.correct(decision(feedback_id, 4, 11, "rejected"))
    assert rows_of(workspace, "SELECT factor, polarity, start_at, status FROM mentions ORDER BY ALL") == [
        ("communication", "gap", 0, "rejected"),
        ("communication", "gap", 17, "open"),
        ("communication", "neutral", 0, "open"),
        ("confidence", "gap", 0, "open"),
    ]


def test_a_later_decision_about_overlapping_words_replaces_the_earlier(workspace: Workspace) -> None:
    feedback_id = said(workspace, "You rambled.")
    workspace.correct(decision(feedback_id, 0, 11, "added"))
    workspace.correct(decision(feedback_id, 4, 11, "rejected", decided_at=LATER))
    assert rows_of(workspace, MENTIONS) == []
    workspace.correct(decision(feedback_id, 4, 12, "added", decided_at=LATER))
    assert rows_of(workspace, "SELECT quote FROM mentions") == [("rambled.",)]


def test_a_withdrawn_decision_leaves_the_coders_word(workspace: Workspace) -> None:
    feedback_id = said(workspace, "You rambled.")
    code(workspace, heard(feedback_id, "You rambled.", "You rambled"))
    workspace.correct(decision(feedback_id, 4, 11, "rejected"))
    workspace.withdraw_correction(feedback_id, "communication", "gap", 0)
    assert rows_of(workspace, "SELECT quote, status FROM mentions") == [("You rambled", "open")]


def test_the_words_a_person_marked_are_cut_by_characters_behind_emoji_and_accents(
    workspace: Workspace,
) -> None:
    text = "👩‍👩‍👧 \U0001f1e8\U0001f1ed Ça, tu étais nerveux 😀."
    feedback_id = said(workspace, text)
    start = text.index("nerveux")
    workspace.correct(decision(feedback_id, start, start + 7, "added"))
    assert rows_of(workspace, "SELECT quote FROM mentions") == [("nerveux",)]


def test_changed_words_are_read_again_and_decisions_move_with_their_words(workspace: Workspace) -> None:
    text = "You rambled and seemed nervous."
    feedback_id = said(workspace, text)
    code(workspace, heard(feedback_id, text, "rambled"))
    workspace.correct(decision(feedback_id, 4, 11, "accepted"))
    workspace.correct(decision(feedback_id, 23, 30, "added", factor="confidence"))
    interview_id = rows_of(workspace, "SELECT interview_id FROM feedback")[0][0]
    changed = Feedback(feedback_id=feedback_id, interview_id=interview_id, text="They said that you rambled.")
    workspace.save_feedback(changed, at=LATER)
    assert workspace.uncoded("v1").text.tolist() == ["They said that you rambled."]
    assert rows_of(workspace, "SELECT factor, start_at, quote FROM mentions") == [
        ("communication", 19, "rambled")
    ]


# What to do next, and what to remember


def test_practice_is_saved_changed_and_deleted(workspace: Workspace) -> None:
    practice = Practice(factor="communication", started_on=dt.date(2026, 5, 1), what="Three stories")
    practice_id = workspace.save_practice(practice)
    workspace.save_practice(replace(practice, practice_id=practice_id, what="Two stories"))
    assert rows_of(workspace, "SELECT started_on, what FROM practice") == [("2026-05-01", "Two stories")]
    removed = workspace.delete_practice(practice_id)
    assert rows_of(workspace, "FROM practice") == []
    workspace.put_back(removed)
    assert rows_of(workspace, "SELECT practice_id, what FROM practice") == [(practice_id, "Two stories")]


def test_a_follow_up_is_saved_changed_deleted_and_put_back(workspace: Workspace) -> None:
    interview_id = workspace.save_interview(Interview(company="North"), at=AT)
    due = dt.date(2026, 7, 9)
    follow_up_id = workspace.save_follow_up(
        FollowUp(interview_id=interview_id, kind="ask_feedback", due_on=due), at=AT
    )
    asked = FollowUp(
        follow_up_id=follow_up_id,
        interview_id=interview_id,
        kind="ask_feedback",
        due_on=due,
        done_on=due,
        note="By phone",
        asked_of="hr_manager",
        channel="phone",
        reminded_on=dt.date(2026, 7, 20),
        reply="answered",
        replied_on=dt.date(2026, 7, 22),
    )
    workspace.save_follow_up(asked, at=LATER)
    kept = (replace(asked, revision=1, changed_at=LATER),)
    assert workspace.follow_ups(interview_id) == kept
    removed = workspace.delete_follow_up(follow_up_id)
    assert workspace.follow_ups(interview_id) == ()
    workspace.put_back(removed)
    assert workspace.follow_ups(interview_id) == kept


def test_nothing_is_kept_to_do_for_an_interview_that_is_gone(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="not here any more"):
        workspace.save_follow_up(FollowUp(interview_id="gone", kind="thank_you"), at=AT)
    with pytest.raises(WorkspaceError, match="not here any more"):
        workspace.reopen("gone", on=dt.date(2026, 7, 9), at=AT)
    assert rows_of(workspace, "FROM follow_ups") == rows_of(workspace, "FROM interviews") == []


def test_a_position_that_is_open_again_becomes_an_interview_of_its_own(workspace: Workspace) -> None:
    then = Interview(
        record_id="7",
        company="North",
        role="Teacher",
        industry="Schools",
        contact_name="Ada",
        contact_role="Head",
        contact_email="ada@north.example",
        interviewed_on=dt.date(2025, 7, 9),
        stage_reached="final_round",
        outcome="no_decision",
        rounds=3,
        notes="Frozen",
        attributes={"Salary": "50"},
        final_judged=True,
    )
    old = workspace.save_interview(then, at=AT)
    new = workspace.reopen(old, on=dt.date(2026, 7, 9), at=LATER)
    assert workspace.interview(new) == Interview(
        interview_id=new,
        company="North",
        role="Teacher",
        industry="Schools",
        contact_name="Ada",
        contact_role="Head",
        contact_email="ada@north.example",
        applied_on=dt.date(2026, 7, 9),
        stage_reached="applied",
        outcome="pending",
    )
    assert workspace.interview(old) == replace(then, interview_id=old)
    (opened,) = workspace.follow_ups(old)
    assert (opened.kind, opened.done_on, opened.led_to) == ("reopened", dt.date(2026, 7, 9), new)
    removed = workspace.delete_interview(new)
    assert workspace.follow_ups(old) == ()  # it led to nothing that is here
    workspace.put_back(removed)
    assert workspace.follow_ups(old) == (opened,)


def test_a_contact_is_deleted_from_everything_and_from_every_file(tmp_path: Path) -> None:
    kept = open_workspace(tmp_path / "w.duckdb")
    add(kept, row("North", record_id="1", contact_name="Old Hand", contact_email="hand@north.example"))
    add(kept, row("North", record_id="1", contact_name="Zoe  Quillfeather"), at=LATER)
    other = kept.save_interview(
        Interview(
            company="South",
            contact_name="zoe  quillfeather ",
            contact_role="HR",
            contact_email="zq@south.example",
            notes="Zoe Quillfeather rang. Zoe Quillfeathers did not.",
            attributes={"Who": "ZOE QUILLFEATHER"},
        ),
        at=AT,
    )
    text = "You rambled. Kind regards, Zoe\nQuillfeather (zq@south.example)"
    feedback_id = kept.save_feedback(Feedback(interview_id=other, source="hr_manager", text=text), at=AT)
    code(kept, heard(feedback_id, text, "rambled"))
    kept.correct(
        Correction(
            feedback_id=feedback_id,
            factor="communication",
            polarity="gap",
            start_at=4,
            end_at=11,
            decision="accepted",
            decided_at=AT,
        )
    )
    kept.save_follow_up(
        FollowUp(interview_id=other, kind="ask_feedback", note="Ring Zoe Quillfeather"), at=AT
    )
    kept.teach(Taught(phrase="said Zoe Quillfeather", factor="conduct", polarity="gap", taught_at=AT))
    kept.backup(at=LATER)

    assert kept.forget_contact("Zoe Quillfeather", "zq@south.example", at=LATER) == Forgotten(2, 1)

    assert rows_of(
        kept, "SELECT company, contact_name, contact_role, contact_email, notes FROM interviews"
    ) == [
        ("North", None, None, None, None),
        ("South", None, None, None, "[removed] rang. Zoe Quillfeathers did not."),
    ]
    assert rows_of(kept, "SELECT attributes FROM interviews WHERE company = 'South'") == [
        ('{"Who": "[removed]"}',)
    ]
    assert rows_of(kept, "SELECT text, source FROM feedback") == [
        ("You rambled. Kind regards, [removed] ([removed])", "hr_manager")
    ]
    assert rows_of(kept, "SELECT start_at, end_at FROM corrections") == [(4, 11)]
    assert rows_of(kept, "SELECT note FROM follow_ups") == [("Ring [removed]",)]
    assert kept.taught() == ()
    assert len(kept.backups()) == 1
    kept.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            left = file.read_bytes().replace(b"Zoe Quillfeathers did not", b"").lower()
            assert b"quillfeather" not in left, file
            assert b"zq@south" not in left, file


def test_a_contact_is_not_half_deleted_where_another_workspace_has_the_file(kept: Workspace) -> None:
    kept.save_interview(Interview(company="North", contact_name="Zoe Quillfeather"), at=AT)
    assert kept.path is not None
    other = open_workspace(kept.path)
    with pytest.raises(WorkspaceError, match=r"is open in another window\. .* Nothing was changed\.$"):
        kept.forget_contact("Zoe Quillfeather", None, at=LATER)
    assert rows_of(kept, "SELECT contact_name FROM interviews") == [("Zoe Quillfeather",)]
    other.close()
    assert kept.forget_contact("Zoe Quillfeather", None, at=LATER) == Forgotten(1, 0)


def test_a_file_written_anew_holds_every_row_of_every_table(tmp_path: Path) -> None:
    kept = open_workspace(tmp_path / "w.duckdb")
    load_sample(kept, dt.date(2026, 6, 30), at=AT)
    before = {table: rows_of(kept, f"FROM {table} ORDER BY ALL") for table in TABLES}
    kept.erase_what_was_deleted(at=LATER)
    assert {table: rows_of(kept, f"FROM {table} ORDER BY ALL") for table in TABLES} == before
    assert [backup.made_at for backup in kept.backups()] == [LATER]
    assert kept.lost_imports() == ()
    kept.close()
    again = open_workspace(kept.path)
    assert {table: rows_of(again, f"FROM {table} ORDER BY ALL") for table in TABLES} == before
    again.close()


def test_the_samples_practice_does_not_come_back_after_the_sample_went(workspace: Workspace) -> None:
    load_sample(workspace, dt.date(2026, 6, 30), at=AT)
    (practice_id,) = rows_of(workspace, "SELECT practice_id FROM practice")[0]
    removed = workspace.delete_practice(practice_id)
    workspace.put_back(removed)
    workspace.delete_practice(practice_id)
    workspace.remove_sample()
    with pytest.raises(WorkspaceError, match="part of the sample"):
        workspace.put_back(removed)
    assert rows_of(workspace, "FROM practice") == []


def test_words_and_mappings_are_remembered_the_latest_winning(workspace: Workspace) -> None:
    workspace.remember_words({"ghosted": "rejected", "silver": "second_place"})
    workspace.remember_words({"ghosted": "no_response"})
    assert workspace.remembered_words() == {"ghosted": "no_response", "silver": "second_place"}
    workspace.remember_mapping("firma|stelle", {"company": "Firma", "role": "Stelle"})
    mapped = Decided(mapping={"company": "Firma", "role": "Stelle"})
    assert workspace.remembered_decision("firma|stelle") == mapped
    assert workspace.remembered_decision("other") is None


def test_what_was_decided_about_files_is_remembered_by_their_headers_and_forgotten(
    workspace: Workspace,
) -> None:
    workspace.remember_mapping("old", {"company": "Firma"})
    decided = Decided(
        mapping={"company": "Firma"},
        date_order="dmy",
        feedback_source="recruiter",
        date_values={"8/82019": "2019-08-08", "soon": ""},
        cells={(7, "Datum"): ("31.02.", "2026-02-28", "acme\x1fclerk")},
        content="abc",
        on=dt.date(2026, 3, 3),
    )
    workspace.remember_decisions("Firma\tDatum", decided)
    assert workspace.remembered_decisions() == {
        "Firma\tDatum": decided,
        "old": Decided(mapping={"company": "Firma"}),
    }
    assert workspace.remembered_decision("Firma") is None
    workspace.remember_decisions("Firma\tDatum", replace(decided, mapping={}))
    assert workspace.remembered_decision("Firma\tDatum") == replace(decided, mapping={})
    workspace.remember_decisions(
        "Firma\tDatum", Decided(on=dt.date(2026, 3, 4))
    )  # nothing was decided any more
    assert list(workspace.remembered_decisions()) == ["old"]
    workspace.forget_decisions("old")
    assert workspace.remembered_decisions() == {}


def test_one_word_is_forgotten_and_the_others_stay(workspace: Workspace) -> None:
    workspace.remember_words({"ghosted": "no_response", "closed": "no_decision"})
    workspace.remember_mapping("closed", {"company": "Firma"})
    workspace.forget_word("closed")
    assert workspace.remembered_words() == {"ghosted": "no_response"}
    assert workspace.remembered_decision("closed") == Decided(mapping={"company": "Firma"})


def test_a_preview_counts_and_gives_the_first_values_that_would_change(workspace: Workspace) -> None:
    add(
        workspace,
        row(
            "Acme",
            stage_reached="screen",
            applied_on=dt.date(2026, 1, 2),
            attributes={"Pay": "40k", "A": "b"},
        ),
        row("Globex"),
    )
    file = reading(
        row(
            "Acme",
            stage_reached="offer",
            applied_on=dt.date(2026, 1, 2),
            decided_on=dt.date(2026, 3, 4),
            attributes={"Pay": "45k", "A": "b"},
            says=("You rambled.",),
        ),
        row("Globex"),
        row("Initech", says=("Too quiet.",)),
    )
    found = workspace.preview_import(file, at_most=10)
    assert found == ImportPreview(
        ImportPlan(new=1, changed=1, unchanged=1),
        (
            FieldChange("Acme", "Analyst", "decided_on", None, "2026-03-04"),
            FieldChange("Acme", "Analyst", "stage_reached", "screen", "offer"),
            FieldChange("Acme", "Analyst", "Pay", "40k", "45k", is_own=True),
            FieldChange("Acme", "Analyst", "feedback", None, "You rambled."),
        ),
        4,
    )
    assert workspace.preview_import(file, at_most=1) == replace(found, changes=found.changes[:1])
    add(workspace, row("Hooli", stage_reached="offer"))
    assert len(interviews(workspace)) == 3  # the previews wrote nothing


# The file


def test_a_phrase_is_taught_once_a_factor_and_forgotten(workspace: Workspace) -> None:
    other = replace(GREY, factor="confidence", taught_at=LATER)
    earlier = replace(GREY, phrase="mousy", taught_at=AT - dt.timedelta(days=1))
    for each in (GREY, other, earlier):
        workspace.teach(each)
    assert workspace.taught() == (earlier, GREY, other)
    now = replace(GREY, polarity="neutral", taught_at=LATER + dt.timedelta(days=1))
    workspace.teach(now)
    assert workspace.taught() == (earlier, other, now)
    workspace.forget_taught("a bit grey", "confidence")
    workspace.forget_taught("a bit grey", "conduct")
    assert workspace.taught() == (earlier, now)


def test_a_person_has_one_codebook_and_an_empty_one_is_none(workspace: Workspace) -> None:
    assert workspace.own_codebook() == ""
    for text in ("# one\n", "# two\r\n\n", "# two\r\n\n", "# " + "long" * 50_000):
        workspace.save_own_codebook(text, at=AT)
        assert workspace.own_codebook() == text
        assert rows_of(workspace, "SELECT count(*) FROM own_codebook") == [(1,)]
    workspace.save_own_codebook("", at=LATER)
    assert rows_of(workspace, "FROM own_codebook") == []


def test_a_codebook_of_ones_own_is_there_again_after_closing_and_goes_with_everything(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    opened = open_workspace(path)
    opened.teach(GREY)
    for text in ("# one\n", "# two\n" * 30_000):
        opened.save_own_codebook(text, at=AT)
    opened.close()
    again = open_workspace(path)
    assert (again.taught(), again.own_codebook()) == ((GREY,), "# two\n" * 30_000)
    again.delete_everything()
    assert (again.taught(), again.own_codebook()) == ((), "")
    again.close()


def test_the_default_file_is_the_one_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECOND_PLACE_DB", str(tmp_path / "mine.duckdb"))
    assert default_path() == tmp_path / "mine.duckdb"
    monkeypatch.delenv("SECOND_PLACE_DB")
    assert default_path().parts[-2:] == ("second-place", "workspace.duckdb")


def test_the_users_own_folder_is_made_and_closed_to_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SECOND_PLACE_DB", raising=False)
    open_workspace(default_path()).close()
    assert stat.S_IMODE(default_path().parent.stat().st_mode) == 0o700


def test_every_file_is_for_its_owner_only(kept: Workspace) -> None:
    add(kept, ACME)
    kept.remember_words({"ghosted": "no_response"})
    assert kept.path is not None
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in kept.path.parent.rglob("*")}
    folders = {"workspace.duckdb.backups": 0o700}
    assert len(modes) == 6
    assert modes == {**dict.fromkeys(modes, 0o600), **folders}


def test_the_work_is_there_again_after_closing(kept: Workspace) -> None:
    add(kept, ACME)
    version = kept.version
    kept.close()
    again = open_workspace(kept.path)
    assert interviews(again) == [("Acme", "Analyst", "rejected")]
    assert again.version == version
    again.close()


def test_the_settings_cannot_be_changed_and_no_file_can_be_read_or_written(
    workspace: Workspace, kept: Workspace, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    for sql in (
        "SET enable_external_access = true",
        "SET memory_limit = '2GB'",
        f"SELECT * FROM read_csv('{FIXTURE}')",
        f"ATTACH '{FIXTURE}' AS other (READ_ONLY)",
        f"ATTACH '{other}' AS other",
        f"COPY (SELECT 1) TO '{other}'",
        "LOAD httpfs",
    ):
        for opened in (workspace, kept):
            with pytest.raises((duckdb.Error, WorkspaceError)):
                opened.ask(sql, {})
    assert not other.exists()


def test_a_closed_workspace_says_so(kept: Workspace) -> None:
    kept.close()
    assert not kept.is_alive()
    for use in (
        lambda: kept.imports(),
        lambda: kept.remember_words({"a": "rejected"}),
        lambda: kept.backup(at=AT),
    ):
        with pytest.raises(
            WorkspaceError, match=r"^The workspace is closed\. Reload the page to open it again\."
        ):
            use()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"nowhere does not exist\. Create it, or choose another place"):
        open_workspace(tmp_path / "nowhere" / "workspace.duckdb")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is a folder"):
        open_workspace(tmp_path)


@pytest.mark.parametrize("content", [b"company,role\n", b"x" * 20_000, b"\0" * 8])
def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.duckdb"
    path.write_bytes(content)
    with pytest.raises(
        WorkspaceError, match=r"^other\.duckdb is not a Second Place file\. It was left as it is"
    ):
        open_workspace(path)
    assert path.read_bytes() == content


def test_an_empty_file_is_not_taken_for_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "empty.duckdb").touch()
    with pytest.raises(
        WorkspaceError, match=r"^empty\.duckdb is empty: it holds no workspace\. There is no backup of it\."
    ):
        open_workspace(tmp_path / "empty.duckdb")


def test_a_database_of_another_program_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
    with pytest.raises(WorkspaceError, match="is not a Second Place file"):
        open_workspace(path)


def test_a_file_of_a_newer_version_is_left_as_it_is(kept: Workspace) -> None:
    kept.close()
    with duckdb.connect(str(kept.path)) as newer:
        newer.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(WorkspaceError, match="was made by a newer version of Second Place"):
        open_workspace(kept.path)


def test_a_damaged_file_is_said_to_be_damaged_with_its_backup(kept: Workspace) -> None:
    add(kept, ACME)
    kept.close()
    assert kept.path is not None
    whole = kept.path.read_bytes()
    for damaged in (whole[:5000], whole[:100] + b"damage" + whole[106:], whole[:12]):
        kept.path.write_bytes(damaged)
        with pytest.raises(WorkspaceError) as caught:
            open_workspace(kept.path)
        assert str(caught.value) == (
            "workspace.duckdb is damaged and cannot be read. There is a backup of 1 July 2026, 10:15 UTC; "
            "what was changed after it is not in it."
        )


def test_a_file_whose_first_bytes_are_damaged_is_ours_where_there_is_a_backup(kept: Workspace) -> None:
    add(kept, ACME)
    kept.close()
    assert kept.path is not None
    kept.path.write_bytes(b"x" * 12 + kept.path.read_bytes()[12:])
    with pytest.raises(WorkspaceError, match=r"^workspace\.duckdb is damaged and cannot be read\."):
        open_workspace(kept.path)


def test_what_a_start_left_that_was_killed_is_swept_unless_another_is_at_work(tmp_path: Path) -> None:
    left = tmp_path / ".second-place-abcdefgh"
    left.mkdir()
    (left / "workspace.duckdb").write_bytes(b"")
    with (tmp_path / "workspace.duckdb").open("w"):  # nothing to make: the start only opens
        pass
    making = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(making, fcntl.LOCK_EX)
    with pytest.raises(WorkspaceError, match="is empty"):
        open_workspace(tmp_path / "workspace.duckdb")
    assert left.exists()
    os.close(making)
    open_workspace(tmp_path / "other.duckdb").close()
    assert not left.exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.duckdb", "workspace.duckdb"]


def test_a_log_of_another_file_is_named(kept: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    open_workspace(other).close()
    kept.remember_words({"ghosted": "no_response"})
    assert kept.path is not None
    shutil.copyfile(opening.wal_of(kept.path), opening.wal_of(other))
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(other)
    assert str(caught.value) == (
        "other.duckdb.wal beside other.duckdb belongs to another file. Move other.duckdb.wal into another folder, then try "
        "again."
    )


def test_a_file_open_in_another_window_is_named_with_its_process(kept: Workspace) -> None:
    opening_it = "import sys, pathlib; from data.workspace import open_workspace; open_workspace(pathlib.Path(sys.argv[1]))"
    add(kept, ACME)
    other = subprocess.run(
        [sys.executable, "-c", opening_it, str(kept.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert other.stderr.strip().splitlines()[-1] == (
        "data.problems.InUseError: workspace.duckdb is open in another window "
        f"(process {os.getpid()}). Close it there, then try again."
    )


@contextmanager
def somebody_without_rights() -> Generator[Path]:
    """Work as a user that is not root, in a folder of that user's own."""
    with tempfile.TemporaryDirectory() as name:
        folder, root = Path(name), os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            folder.chmod(0o700)
            if root:
                os.seteuid(0)


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        (0o000, "You are not allowed to read workspace.duckdb. Ask for permission, or choose another file."),
        (
            0o400,
            "workspace.duckdb can only be read, not changed. Allow writing to it, or choose another file.",
        ),
    ],
)
def test_a_file_without_rights_is_named(mode: int, sentence: str) -> None:
    with somebody_without_rights() as folder:
        path = folder / "workspace.duckdb"
        open_workspace(path).close()
        path.chmod(mode)
        with pytest.raises(WorkspaceError) as caught:
            open_workspace(path)
    assert str(caught.value) == sentence


def test_a_folder_without_rights_is_named() -> None:
    with somebody_without_rights() as folder:
        folder.chmod(0o500)
        with pytest.raises(WorkspaceError) as caught:
            open_workspace(folder / "workspace.duckdb")
    assert str(caught.value) == (
        "You are not allowed to write in the folder of workspace.duckdb. Choose another place for the file."
    )


def test_a_folder_that_may_not_be_looked_into_is_named() -> None:
    with somebody_without_rights() as folder:
        open_workspace(folder / "workspace.duckdb").close()
        folder.chmod(0o000)
        with pytest.raises(WorkspaceError) as caught:
            open_workspace(folder / "workspace.duckdb")
    assert str(caught.value) == (
        "You are not allowed to look into the folder of workspace.duckdb. Ask for permission, or choose another place "
        "for the file."
    )


def test_an_import_is_kept_where_its_backup_may_not_be_made() -> None:
    with somebody_without_rights() as folder:
        workspace = open_workspace(folder / "workspace.duckdb")
        add(workspace, ACME)
        backups = folder / "workspace.duckdb.backups"
        backups.chmod(0o600)
        add(workspace, row("Globex"), at=LATER)
        assert [company for company, _, _ in interviews(workspace)] == ["Acme", "Globex"]
        backups.chmod(0o700)
        workspace.close()


def test_a_log_without_rights_is_named_and_nothing_is_saved() -> None:
    with somebody_without_rights() as folder:
        workspace = open_workspace(folder / "workspace.duckdb")
        folder.chmod(0o500)
        with pytest.raises(WorkspaceError, match=r"Nothing was saved\.$"):
            add(workspace, ACME)
        assert interviews(workspace) == []
        folder.chmod(0o700)
        workspace.close()


def test_a_second_copy_that_was_quicker_keeps_its_file(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    first = open_workspace(path)
    add(first, ACME)
    opening.create(path, version=0, in_place_of_another=False)
    add(first, row("Globex"), at=LATER)
    first.close()
    again = open_workspace(path)
    assert [company for company, _, _ in interviews(again)] == ["Acme", "Globex"]
    again.close()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full. Make some room and try again."),
        (
            duckdb.IOException("IO Error: Could not write: No space left on device"),
            "The disk is full. Make some room and try again.",
        ),
        (
            OSError(errno.EDQUOT, "Disk quota exceeded"),
            "The disk is full. Make some room and try again.",
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "mine.duckdb is on a disk that can only be read. Choose another place for the file.",
        ),
        (
            duckdb.OutOfMemoryException("could not allocate"),
            "This needs more memory than the workspace may use. Close other windows, or bring in a smaller file.",
        ),
        (
            duckdb.TransactionException("TransactionContext Error: Failed to commit: Allocation failure"),
            "This needs more memory than the workspace may use. Close other windows, or bring in a smaller file.",
        ),
        (
            duckdb.TransactionException(
                "TransactionContext Error: Failed to commit: could not allocate block of size 256.0 KiB (6.5 MiB/6.6 MiB "
                "used)\n\nPossible solutions:\n* Increasing the memory limit (SET memory_limit='...GB')"
            ),
            "This needs more memory than the workspace may use. Close other windows, or bring in a smaller file.",
        ),
        (
            duckdb.Error("ZSTD Decompression failed: Allocation error : not enough memory"),
            "This needs more memory than the workspace may use. Close other windows, or bring in a smaller file.",
        ),
        (
            duckdb.FatalException("database has been invalidated"),
            "mine.duckdb had to be closed after an error. Reload the page to open it again.",
        ),
        (
            duckdb.SerializationException(
                "Trying to read a database file with version number 999, but we can only read 68"
            ),
            "mine.duckdb was made by a newer version of Second Place. Update the program to open it; it was left as it is.",
        ),
        (
            duckdb.ConversionException("Could not convert 'secret'"),
            "mine.duckdb could not be read or written (ConversionException).",
        ),
    ],
)
def test_an_error_has_its_sentence_and_no_cell_in_it(error: Exception, sentence: str, tmp_path: Path) -> None:
    assert opening.explain(error, tmp_path / "mine.duckdb") == sentence


def test_nothing_is_written_on_a_disk_that_is_nearly_full(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FREE_BYTES", 10**18)
    with pytest.raises(
        WorkspaceError, match=r"^The disk is nearly full: \d+ MB are free.* Nothing was changed\.$"
    ):
        add(kept, ACME)
    assert interviews(kept) == []


def test_a_file_replaced_while_open_is_noticed_and_not_written_to(kept: Workspace, tmp_path: Path) -> None:
    assert kept.is_alive()
    shutil.copyfile(FIXTURE, tmp_path / "other")
    assert kept.path is not None
    (tmp_path / "other").replace(kept.path)
    assert not kept.is_alive()
    with pytest.raises(WorkspaceError, match="was moved, replaced or deleted while it was open"):
        add(kept, ACME)


def test_an_import_killed_halfway_leaves_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    dying = (
        "import os, pathlib, sys\n"
        "from data import comparing, importing\n"
        "from data.workspace import open_workspace\n"
        "from tests.data.readings import AT, reading, row\n"
        "workspace = open_workspace(pathlib.Path(sys.argv[1]))\n"
        "file = reading(*[row(f'Company {n}', says=('Too quiet.',)) for n in range(200)])\n"
        "with workspace.transaction() as cursor:\n"
        "    compared = comparing.compare(cursor, file, is_sample=False)\n"
        "    importing.commit(cursor, file, compared, imported_at=AT, is_sample=False, progress=None)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    died = subprocess.run(
        [sys.executable, "-c", dying, str(path)], cwd=ROOT, capture_output=True, check=False
    )
    assert died.returncode == -9
    workspace = open_workspace(path)
    assert interviews(workspace) == []
    add(workspace, *[row(f"Company {n}", says=("Too quiet.",)) for n in range(200)])
    assert len(interviews(workspace)) == 200
    workspace.close()


def test_an_import_that_damage_swallowed_is_named_at_the_next_start(kept: Workspace, tmp_path: Path) -> None:
    add(kept, ACME)
    kept.close()
    assert kept.path is not None
    shutil.copyfile(kept.path, tmp_path / "before")
    again = open_workspace(kept.path)
    lost = add(again, row("Globex"), at=LATER)
    again.close()
    shutil.copyfile(tmp_path / "before", kept.path)
    after = open_workspace(kept.path)
    assert after.lost_imports() == (Noted(lost, "interviews.csv", LATER, 1),)
    assert [company for company, _, _ in interviews(after)] == ["Acme"]
    after.close()


def test_an_undone_import_is_not_missed(kept: Workspace) -> None:
    kept.undo_import(add(kept, ACME))
    kept.close()
    again = open_workspace(kept.path)
    assert again.lost_imports() == ()
    again.close()


# Migrations


def test_a_file_of_the_first_version_opens_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    shutil.copyfile(FIXTURE, path)
    workspace = open_workspace(path)
    assert rows_of(workspace, "SELECT value FROM meta WHERE key = 'schema_version'") == [
        (str(opening.schema_version()),)
    ]
    assert interviews(workspace) == [
        ("Acme", "Analyst", "second_place"),
        ("Globex", "Analyst", "no_decision"),
    ]
    assert rows_of(workspace, MENTIONS) == [
        ("communication", "rambled", "counted", "rule", "accepted", True, False),
        ("evidence_examples", "examples", "counted", "rule", "open", True, False),
    ]
    assert workspace.remembered_words() == {"ghosted": "no_response"}
    assert workspace.undo_import(workspace.imports().import_id[0]).kept == ()
    assert interviews(workspace)[1] == ("Globex", "Analyst", "pending")
    assert (workspace.taught(), workspace.own_codebook()) == ((), "")
    workspace.teach(GREY)
    assert workspace.taught() == (GREY,)
    workspace.close()


def test_a_migrated_file_has_the_tables_of_a_new_one(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "workspace.duckdb"
    shutil.copyfile(FIXTURE, path)
    old = open_workspace(path)
    shape = "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    views = "SELECT view_name, sql FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
    assert rows_of(old, shape) == rows_of(workspace, shape)
    assert rows_of(old, views) == rows_of(workspace, views)
    old.close()


def test_texts_of_any_length_are_kept_close_together_and_come_back_whole(tmp_path: Path) -> None:
    texts = ["You rambled.", "Ünsicher 🙂 " * 40_000, "'; DROP TABLE feedback; --\r\n\tend", "x" * 999_999]
    workspace = open_workspace(tmp_path / "workspace.duckdb")
    for text in texts:
        said(workspace, text)
    workspace.close()
    again = open_workspace(tmp_path / "workspace.duckdb")
    assert sorted(rows_of(again, "SELECT text FROM feedback")) == sorted((text,) for text in texts)
    kept = "SELECT DISTINCT compression FROM pragma_storage_info('feedback') WHERE column_name = 'text' AND segment_type = 'VARCHAR'"
    assert rows_of(again, kept) == [("ZSTD",)]
    again.close()


def test_a_migration_runs_once_in_a_transaction_after_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "workspace.duckdb"
    shutil.copyfile(FIXTURE, path)
    (tmp_path / "0002_moods.sql").write_text(
        "CREATE TABLE moods (mood VARCHAR); INSERT INTO moods VALUES ('good');"
    )
    monkeypatch.setattr(opening, "MIGRATIONS", tmp_path)
    for _ in range(2):
        workspace = open_workspace(path)
        assert rows_of(workspace, "SELECT mood FROM moods") == [("good",)]
        assert rows_of(workspace, "SELECT value FROM meta WHERE key = 'schema_version'") == [("2",)]
        workspace.close()
    copies = [file.name for file in (tmp_path / "workspace.duckdb.backups").iterdir()]
    assert copies == ["before-version-2-1.duckdb"]


def test_an_offer_of_an_older_workspace_comes_as_far_as_an_offer_and_no_other_process_does(
    tmp_path: Path,
) -> None:
    path = tmp_path / "workspace.duckdb"
    shutil.copyfile(FIXTURE, path)
    with duckdb.connect(path) as older:
        older.execute("DELETE FROM interviews")
        for stage, outcome in (
            ("final_round", "offer_accepted"),
            ("screen", "offer_declined"),
            (None, "offer_accepted"),
            ("final_round", "second_place"),
            ("first_interview", None),
        ):
            older.execute(
                "INSERT INTO interviews (interview_id, occurrence, attributes, final_judged, stage_reached, outcome)"
                " VALUES (uuid(), 1, '{}', false, ?, ?)",
                [stage, outcome],
            )
    workspace = open_workspace(path)
    assert rows_of(
        workspace, "SELECT stage_reached, outcome FROM interviews ORDER BY outcome, stage_reached"
    ) == [
        ("offer", "offer_accepted"),
        ("offer", "offer_accepted"),
        ("offer", "offer_declined"),
        ("final_round", "second_place"),
        ("first_interview", None),
    ]


def test_a_table_given_to_save_coding_is_not_changed(workspace: Workspace) -> None:
    feedback_id = said(workspace, "You rambled.")
    table = pd.DataFrame([heard(feedback_id, "You rambled.", "rambled")])
    before = table.copy()
    workspace.save_coding(table, languages={feedback_id: "en"}, codebook_version="v1")
    pd.testing.assert_frame_equal(table, before)
