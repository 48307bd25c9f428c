"""Rows of which nothing is there: kept in columns, they are what they would be met one by one."""

from __future__ import annotations

import random
from contextlib import closing

import pyarrow as pa
import pytest

from data import comparing
from data.ids import id_of, ids_of
from data.reading import NO_CHOICES, Reading, read
from data.records import Interview
from data.workspace import open_workspace
from tests.data.reading.test_plain import made
from tests.data.readings import AT, row, rows_of
from tests.data.readings import reading as reading_of
from tests.hostile.cells import CELLS

WORDS = "You were clear, but the examples stayed general all the time."
NAMES = [
    None,
    "",
    "Acme",
    " ACME ",
    "Ac  me",
    "Straße",
    "STRASSE",
    "İstanbul",
    "\u200bAcme",
    "Ac\u00a0me",
    "a\tb",
    "A\x1fB",
    "北京",
]


def brought(reading: Reading, *, beside: bool, few: int) -> list[object]:
    """Give what a workspace has of a file: the ids, and everything else; `beside` an interview that is none of it, and
    divided where there are at least `few`.
    """
    with pytest.MonkeyPatch.context() as patched, closing(open_workspace(None)) as workspace:
        patched.setattr(comparing, "FEW", few)
        if beside:
            workspace.save_interview(Interview(company="Nobody else's", role="Nobody"), at=AT)
        plan = workspace.plan_import(reading)
        workspace.commit_import(reading, imported_at=AT, is_sample=False)
        return [
            plan,
            rows_of(workspace, "FROM interviews WHERE import_id IS NOT NULL ORDER BY interview_id"),
            rows_of(workspace, "FROM feedback ORDER BY feedback_id"),
            rows_of(workspace, "FROM brought ORDER BY ALL"),
        ]


def test_the_ids_of_columns_are_those_of_their_rows() -> None:
    texts = [*CELLS, "", "x" * 100_000]
    theirs = ids_of("own", pa.array(texts), pa.array(texts[::-1]), "")
    assert theirs.to_pylist() == [id_of("own", *pair, "") for pair in zip(texts, texts[::-1], strict=True)]


def test_a_file_is_the_same_in_columns_in_an_empty_workspace_and_beside_an_interview_it_does_not_hold() -> (
    None
):
    files = [read(made(random.Random(seed)), file_name="x.csv", choices=NO_CHOICES) for seed in range(10)]
    files = [
        file for file in files if "outcome" in file.mapping
    ]  # one of feedback alone is looked at as such
    assert len(files) >= 3
    files += [
        reading_of(*(row(name, role) for name in NAMES for role in (None, "Chef", "chef "))),
        reading_of(row("Acme", says=("Fine", "Fine", "n/a", WORDS)), row("Acme", says=("Fine", "-" * 50))),
    ]
    one_by_one = [brought(file, beside=False, few=10**9) for file in files]
    assert [brought(file, beside=False, few=0) for file in files] == one_by_one
    assert [brought(file, beside=True, few=0) for file in files] == one_by_one
