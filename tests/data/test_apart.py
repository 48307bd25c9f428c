"""A file in three parts: beside any workspace it brings what it would if every row were met one by one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pyarrow as pa
import pytest

from data import apart, comparing
from data.reading import Reading, Row
from data.records import Feedback, Interview
from data.workspace import Workspace, open_workspace
from tests.data.readings import AT, LATER, reading, row, rows_of

DAYS = (None, None, dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2026, 4, 1))
WORDS = ("Fine", "Too quiet.", "n/a", "They wanted more concrete examples of leading.")
ONE_BY_ONE = 10**9  # so many interviews no file of a test has


@pytest.mark.parametrize(
    "seed", [*range(8), *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(8, 200))]
)
def test_a_file_is_the_same_in_parts_as_row_by_row(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, days and numbers come again and again, in the file and beside interviews that were worked on since."""
    chance = random.Random(seed)
    first = some_rows(chance, chance.randrange(40))
    rows = [changed(chance, each) for each in first if chance.random() < 0.9]
    rows += some_rows(chance, chance.randrange(30))
    chance.shuffle(rows)
    with closing(open_workspace(None)) as workspace:
        bring(workspace, reading(*first))
        worked_on(workspace, chance)
        for file in (reading(*rows), reading(*first), dataclasses.replace(reading(*rows), same=True)):
            file = dataclasses.replace(file, with_deleted=chance.random() < 0.3)
            for is_sample in (False, True):
                found = []
                for few in (0, ONE_BY_ONE):
                    monkeypatch.setattr(comparing, "FEW", few)
                    with workspace.reading() as cursor:
                        found.append(told(comparing.compare(cursor, file, is_sample=is_sample)))
                assert found[0] == found[1]


def test_only_what_is_neither_there_nor_new_is_met_one_by_one() -> None:
    """Apart: one as it stands, one of new names. Met: one that says otherwise, one with new words, two of one day, one asked."""
    there = ("Same", "Otherwise", "Words")
    with closing(open_workspace(None)) as workspace:
        bring(
            workspace,
            reading(
                *(row(name, interviewed_on=AT.date(), outcome="rejected", says=("Fine",)) for name in there)
            ),
        )
        workspace.save_interview(known(workspace, "Words"), at=LATER)
        rows = [
            row("Same", interviewed_on=AT.date(), outcome="rejected", says=("Fine",)),
            row("Otherwise", interviewed_on=AT.date(), outcome="second_place", says=("Fine",)),
            row("Words", interviewed_on=AT.date(), outcome="rejected", says=("Fine", "Too quiet.")),
            row("New", outcome="rejected", says=("Fine",)),
            row("Asked", outcome="rejected", asked_on=AT.date()),
        ]
        with workspace.reading() as cursor:
            parts = apart.divided(
                cursor, reading(*rows).rows, kind="own", is_sample=False, deleted=set(), is_known=False
            )
        assert parts.rest.column("company") == ["Otherwise", "Words", "Asked"]
        assert len(parts.standing) == len(parts.standing_words) == 1
        assert parts.interviews.column("company").to_pylist() == ["New"]
        assert parts.feedback.column("text").to_pylist() == ["Fine"]
        assert parts.near is not None
        assert len(parts.near) == 2


def some_rows(chance: random.Random, many: int) -> list[Row]:
    return [
        row(
            chance.choice(
                (None, "Wren", "wren ", "Wren Ltd", "Heron", "Stra\u00dfe", f"Firm {chance.randrange(30)}")
            ),
            chance.choice((None, "Chef", "Head chef", "Clerk")),
            record_id=chance.choice((None, None, None, "1", "2", str(chance.randrange(40)))),
            candidate=chance.choice((None, None, "Ada")),
            interviewed_on=chance.choice(DAYS),
            applied_on=chance.choice(DAYS),
            outcome=chance.choice((None, "rejected", "second_place")),
            stage_reached=chance.choice((None, "screen", "final_round")),
            notes=chance.choice((None, "Nice")),
            asked_on=chance.choice((None, None, None, None, dt.date(2026, 5, 1))),
            says=tuple(chance.choice(WORDS) for _ in range(chance.randrange(3))),
            attributes=chance.choice(({}, {"Priority": "high"}, {"Priority": "low", "Link": "x"})),
        )
        for _ in range(many)
    ]


def changed(chance: random.Random, each: Row) -> Row:
    """Give the row as a later file has it: mostly as it was."""
    values = dict(each.values)
    if chance.random() < 0.3:
        name = chance.choice(sorted(values))
        values[name] = some_rows(chance, 1)[0].values[name]
    said = each.feedback if chance.random() < 0.8 else some_rows(chance, 1)[0].feedback
    return dataclasses.replace(each, values=values, feedback=said)


def worked_on(workspace: Workspace, chance: random.Random) -> None:
    """Do to some interviews what a person does, beside a hand-written one."""
    for (interview_id,) in rows_of(workspace, "SELECT interview_id FROM interviews ORDER BY interview_id"):
        done, interview = chance.randrange(8), workspace.interview(interview_id)
        assert interview is not None
        if done == 0:
            workspace.save_interview(dataclasses.replace(interview, company="Heron"), at=LATER)
        elif done == 1:
            workspace.delete_interview(interview_id)
        elif done == 2:
            workspace.judge_finals({interview_id: True}, at=LATER)
    for feedback_id, interview_id, text in rows_of(
        workspace, "SELECT feedback_id, interview_id, text FROM feedback ORDER BY feedback_id"
    ):
        done = chance.randrange(8)
        if done == 0:
            workspace.delete_feedback(feedback_id)
        elif done == 1:
            mended = Feedback(
                feedback_id=feedback_id, interview_id=interview_id, source="recruiter", text=f"{text}!"
            )
            workspace.save_feedback(mended, at=LATER)
    if chance.random() < 0.5:
        workspace.save_interview(known(workspace, None), at=LATER)
    if chance.random() < 0.5:
        bring(workspace, reading(*some_rows(chance, 10)), is_sample=True)


def known(workspace: Workspace, company: str | None) -> Interview:
    """Give an interview of the workspace at a company, or one written by hand."""
    found = rows_of(
        workspace, "SELECT interview_id FROM interviews WHERE company = $company", company=company
    )
    interview = workspace.interview(found[0][0]) if found else None
    if interview is not None:
        return interview
    return Interview(company="Wren", role="Chef", interviewed_on=dt.date(2026, 3, 1), outcome="rejected")


def bring(workspace: Workspace, file: Reading, *, is_sample: bool = False) -> None:
    workspace.commit_import(file, imported_at=AT, is_sample=is_sample)


def told(found: comparing.Compared) -> dict[str, Any]:
    """Give what a comparison found, whichever order and columns its tables have."""
    tables = {
        name: sorted(lines(getattr(found, name)))
        for name in ("interviews", "feedback", "follow_ups", "brought")
    }
    return {
        **tables,
        "plan": found.plan,
        "changes": found.changes,
        "joining": sorted(found.joining),
        "is_there": found.is_there,
    }


def lines(table: pa.Table) -> Iterator[str]:
    for line in table.to_pylist():
        yield str(sorted((name, str(value)) for name, value in line.items() if value is not None))
