"""How rows come to stand in a file: in which order, in how large groups, and beside what is there."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from string import ascii_lowercase

import duckdb
import pyarrow as pa
import pytest

from data import opening, tables
from data.tables import ROW_GROUP, insert_columns
from data.workspace import Workspace, open_workspace
from tests.data.readings import rows_of

TEMPLATE = "Thank you for your time. We were looking for somebody with more"
TEXTS = [
    f"{TEMPLATE} practice.",
    "You rambled.",
    f"{TEMPLATE} patience.",
    f"You rambled, {'and rambled, ' * 40}we thought.",
    "No examples.",
]
STANDS = "SELECT feedback_id, interview_id, text FROM feedback ORDER BY rowid"


def feedback(texts: list[str]) -> pa.Table:
    return pa.table(
        {
            "feedback_id": [f"f{n}" for n in range(len(texts))],
            "interview_id": [f"i{n}" for n in range(len(texts))],
            "source": ["letter"] * len(texts),
            "basis": ["verbatim"] * len(texts),
            "text": pa.array(texts, pa.string()),
            "says_nothing": [False] * len(texts),
        }
    )


def write(workspace: Workspace, table: str, rows: pa.Table) -> list[int]:
    """Write rows, and give how many each step wrote."""
    steps: list[int] = []
    with workspace.transaction() as cursor:
        insert_columns(cursor, table, rows, same={}, wrote=steps.append)
    return steps


def test_texts_of_like_length_and_beginning_stand_side_by_side_each_with_its_ids(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "_PACKED", 4)
    workspace = open_workspace(None)
    write(workspace, "feedback", feedback(TEXTS))
    assert rows_of(workspace, STANDS) == [
        (f"f{n}", f"i{n}", text)
        for n, text in sorted(enumerate(TEXTS), key=lambda row: (row[0] == 3, row[1]))
    ]


def test_texts_of_many_batches_are_put_in_order_as_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_PACKED", 4)
    one, other = open_workspace(None), open_workspace(None)
    write(one, "feedback", feedback(TEXTS))
    whole = feedback(TEXTS)
    write(other, "feedback", pa.concat_tables([whole.slice(0, 2), whole.slice(2, 2), whole.slice(4)]))
    assert rows_of(one, STANDS) == rows_of(other, STANDS)


@pytest.mark.parametrize(("limit", "most"), [("_PACKED", 5), ("_MOST_BYTES", 100)])
def test_few_texts_and_more_than_can_be_put_in_order_stay_as_they_came(
    limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_PACKED", 4)
    monkeypatch.setattr(tables, limit, most)
    workspace = open_workspace(None)
    write(workspace, "feedback", feedback(TEXTS))
    assert rows_of(workspace, STANDS) == [(f"f{n}", f"i{n}", text) for n, text in enumerate(TEXTS)]


def test_letters_that_are_sent_again_take_the_room_of_one_wherever_in_the_file_they_come(
    tmp_path: Path,
) -> None:
    chance = random.Random(1)
    letters = ["".join(chance.choices(ascii_lowercase, k=400)) for _ in range(3_000)]
    sizes = {}
    for again, most in (("alike", tables._PACKED), ("as they came", 6_000)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables, "_PACKED", most)
            workspace = open_workspace(tmp_path / again)
            write(workspace, "feedback", feedback([f"{letter} {n}" for n in "12" for letter in letters]))
            workspace.close()
        sizes[again] = (tmp_path / again).stat().st_size
    assert sizes["alike"] < 0.75 * sizes["as they came"]


def interviews(*days: tuple[int, int]) -> pa.Table:
    """Give interviews by the days of the month on which they were held and applied for; 0 is none."""
    return pa.table(
        {
            "interview_id": [f"i{n}" for n in range(len(days))],
            "occurrence": pa.repeat(1, len(days)),
            "attributes": pa.repeat("{}", len(days)),
            "final_judged": pa.repeat(False, len(days)),
            **{
                name: pa.array([(day and dt.date(2026, 6, day)) or None for day in column], pa.date32())
                for name, column in zip(
                    ("interviewed_on", "applied_on"), zip(*days, strict=True), strict=True
                )
            },
        }
    )


HELD = [(9, 2), (0, 5), (8, 3), (8, 1), (0, 4)]
ORDER = "SELECT interview_id FROM interviews ORDER BY rowid"


@pytest.mark.parametrize(
    ("missing", "stand"),
    [
        ([], ["i3", "i2", "i0", "i4", "i1"]),
        (["interviewed_on"], ["i3", "i0", "i2", "i4", "i1"]),
        (["interviewed_on", "applied_on"], ["i0", "i1", "i2", "i3", "i4"]),
    ],
)
def test_many_interviews_stand_in_the_order_of_the_days_they_have(
    missing: list[str], stand: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_PACKED", 4)
    workspace = open_workspace(None)
    write(workspace, "interviews", interviews(*HELD).drop_columns(missing))
    assert rows_of(workspace, ORDER) == [(each,) for each in stand]


def test_few_interviews_stay_as_they_came() -> None:
    workspace = open_workspace(None)
    write(workspace, "interviews", interviews(*HELD))
    assert rows_of(workspace, ORDER) == [("i0",), ("i1",), ("i2",), ("i3",), ("i4",)]


def test_rows_are_written_in_steps_of_a_row_group(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "workspace.duckdb")
    many = pa.table({"import_id": pa.repeat("a", ROW_GROUP + 1), "id": pa.repeat("b", ROW_GROUP + 1)})
    assert write(workspace, "brought", many) == [ROW_GROUP, 1]
    groups = (
        "SELECT row_group_id, max(start + count) FROM pragma_storage_info('brought') GROUP BY 1 ORDER BY 1"
    )
    assert [many for _, many in rows_of(workspace, groups)] == [ROW_GROUP, 1]
    workspace.close()


def test_a_file_of_smaller_row_groups_takes_in_more_and_finds_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    with duckdb.connect(":memory:", config={"default_block_size": 32_768}) as older:
        older.execute(f"ATTACH '{path}' AS workspace (ROW_GROUP_SIZE 16384)")
        older.execute("USE workspace")
        opening._fill(older, version=0)
        older.execute(
            """
            INSERT INTO feedback (feedback_id, interview_id, source, basis, text, says_nothing)
            SELECT 'old ' || n, 'i', 'letter', 'verbatim', 'You rambled ' || n, false FROM range(20_000) AS numbers(n)
            """
        )
    workspace = open_workspace(path)
    write(workspace, "feedback", feedback([f"Too quiet {n}" for n in range(ROW_GROUP + 1)]))
    with workspace.transaction() as cursor:
        cursor.execute("UPDATE feedback SET text = 'mended' WHERE feedback_id IN ('old 17000', 'f20480')")
    workspace.close()
    again = open_workspace(path)
    assert rows_of(
        again,
        """
        SELECT count(*), count(DISTINCT feedback_id), count(DISTINCT text),
          count(*) FILTER (text IN ('You rambled ' || substr(feedback_id, 5), 'Too quiet ' || substr(feedback_id, 2)))
        FROM feedback
        """,
    ) == [(40_481, 40_481, 40_480, 40_479)]
    assert rows_of(again, "SELECT text FROM feedback WHERE feedback_id = 'old 16384'") == [
        ("You rambled 16384",)
    ]
    again.close()
