"""How well files are read: our reading beside duckdb, pandas and clevercsv on the same awkward files.

    python -m benchmarks.importing              the files of tests/cases/logs: whole tables, then what ours understood
    python -m benchmarks.importing --rows N     the CPU and memory of previewing and keeping N rows, beside duckdb's read;
                                                with --lean of rows without links, notes or long feedback
                                                (`make bench ONLY=import` has generated interviews, and pandas)

A table is whole where it has one record for each row of the truth, in order, and in two of its columns exactly the
companies and the roles. What is not installed is left out: clevercsv comes with `uv pip install --group peers`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.problems import Question
from data.reading import NO_CHOICES, TERMINAL, Reading, read

LOGS = Path(__file__).parents[1] / "tests" / "cases" / "logs"
Cells = list[list[str]]


@dataclass(frozen=True)
class Understood:
    """How a log was understood, in cells and rows: how many there are, and how many of them right."""

    names: int
    names_right: int
    dates: int
    dates_right: int
    dates_wrong: int
    outcomes: int
    outcomes_right: int
    lost: int
    rows_are_right: bool


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int)
    asked.add_argument("--lean", action="store_true", help="rows without links, notes or long feedback")
    given = asked.parse_args()
    if given.rows:
        from benchmarks.importing_at_scale import side_by_side

        side_by_side(given.rows, lean=given.lean)
        return
    whole_tables()
    what_ours_understood()


def logs() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every log with its truth, by name."""
    for path in sorted(LOGS.glob("*.csv")):
        yield path, json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))


def awkward_cases() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every awkward file of tests/cases whose whole table is a literal in the tests, as a truth of the same shape.

    Files with rows that are no application are left out: the others cannot know them.
    """
    from tests.data.reading.test_cases import WHOLE_TABLES

    for name, (fields, rows) in WHOLE_TABLES.items():
        path = LOGS.parent / f"{name}.csv"
        named = [field for field in ("company", "role") if field in fields]
        truth = [
            {"row": row, **{field: cells[fields.index(field)] for field in named}} for row, *cells in rows
        ]
        if named and read_log(path).rows_read == len(truth):
            yield path, {"rows_read": len(truth), "rows": truth, "names": named}


def whole_tables() -> None:
    """Print how many tables each way reads whole."""
    files = [*logs(), *awkward_cases()]
    print(f"| way | whole tables of {len(files)} | not whole |\n|---|---|---|")
    ours = [path.stem for path, truth in files if not _is_whole_for_us(read_log(path), truth)]
    print(f"| ours | {len(files) - len(ours)} | {' '.join(ours)} |")
    for name, way in _WAYS.items():
        try:
            misses = [path.stem for path, truth in files if not is_whole(_tried(way, path), truth)]
        except ImportError as missing:
            print(f"| {name} | not installed ({missing.name}) | |")
            continue
        print(f"| {name} | {len(files) - len(misses)} | {' '.join(misses)} |")


def what_ours_understood() -> None:
    """Print how much of the logs our reading understood."""
    found = [understood(read_log(path), truth) for path, truth in logs()]
    rows = sum(one.outcomes for one in found)
    print(f"\n{len(found)} logs, {rows} rows; row count exact in {sum(one.rows_are_right for one in found)}")
    for what, right, of in (
        ("company and role exact", "names_right", "names"),
        ("dates exact or asked", "dates_right", "dates"),
        ("outcomes acceptable", "outcomes_right", "outcomes"),
    ):
        counted, total = (sum(getattr(one, name) for one in found) for name in (right, of))
        print(f"{what}: {counted} of {total} ({counted / total:.1%})")
    print(f"dates wrong without a question: {sum(one.dates_wrong for one in found)}")
    print(f"rows lost: {sum(one.lost for one in found)}")


def read_log(path: Path) -> Reading:
    """The log as our reading understands it before anything is answered."""
    return read(path.read_bytes(), file_name=path.name, choices=NO_CHOICES, limits=TERMINAL)


def is_whole(table: Cells, truth: Mapping[str, Any]) -> bool:
    """Whether the records are those of the truth, with the companies and the roles each whole in a column."""
    rows = truth["rows"]
    if len(table) != len(rows):
        return False
    columns = [[cell.strip() for cell in column] for column in zip(*_squared(table), strict=True)]
    return all(
        any(
            all(cell in _accepted(row, name) for cell, row in zip(column, rows, strict=True))
            for column in columns
        )
        for name in truth.get("names", ("company", "role"))
    )


def _is_whole_for_us(reading: Reading, truth: Mapping[str, Any]) -> bool:
    """The same of our reading, which names each row by its number and sets apart what is no application."""
    if "names" not in truth:
        found = understood(reading, truth)
        return found.rows_are_right and not found.lost and found.names_right == found.names
    rows = {row.row: row.values for row in reading.rows}
    return reading.rows_read == truth["rows_read"] and all(
        (rows[true["row"]][name] or "") in _accepted(true, name)
        for true in truth["rows"]
        if true["row"] in rows
        for name in truth["names"]
    )


def understood(reading: Reading, truth: Mapping[str, Any]) -> Understood:
    """How a reading agrees with the truth; what is asked of the person counts as right, what is guessed wrong does not."""
    rows = {row.row: row for row in reading.rows}
    named = {problem.row for problem in reading.problems}
    asked = [question for question in reading.questions if question.kind in ("date_order", "date_value")]
    names = names_right = dates = dates_right = dates_wrong = outcomes_right = lost = 0
    for true in truth["rows"]:
        ends = {_OUTCOME.get(end, end) for end in _accepted(true, "outcome")}
        row = rows.get(true["row"])
        if row is None:
            is_known = "not_an_application" in ends or true["row"] in named
            outcomes_right += is_known
            lost += not is_known
            continue
        for name in ("company", "role"):
            names += 1
            names_right += (row.values[name] or "") in _accepted(true, name)
        for name in ("applied_on", "interviewed_on"):
            date = row.values[name]
            dates += 1
            if (date.isoformat() if date else "") in _accepted(true, name) or (date is None and asked):
                dates_right += 1
            else:
                dates_wrong += date is not None
        outcomes_right += _is_acceptable(row.values["outcome"], ends, reading.questions)
    return Understood(
        names=names,
        names_right=names_right,
        dates=dates,
        dates_right=dates_right,
        dates_wrong=dates_wrong,
        outcomes=len(truth["rows"]),
        outcomes_right=outcomes_right,
        lost=lost,
        rows_are_right=reading.rows_read in (truth["rows_read"], *truth.get("rows_read_also", ())),
    )


def _is_acceptable(outcome: str | None, ends: set[str], questions: Sequence[Question]) -> bool:
    """One of the acceptable readings; a final that was rejected is asked; what is asked is never wrong."""
    if outcome is None:
        return bool({"ask", ""} & ends) or any(question.kind == "outcome_word" for question in questions)
    return outcome in ends or (outcome == "rejected" and "second_place" in ends)


def _accepted(true: Mapping[str, Any], name: str) -> list[str]:
    also = true.get("also_ok", {}).get(name, [])
    stated = true.get(name)
    return [
        each or ""
        for each in (
            *(stated if isinstance(stated, list) else [stated]),
            *(also if isinstance(also, list) else [also]),
        )
    ]


# ------------------------------------------------------------------------------------------- the ways


def _tried(way: Callable[[Path], Cells], path: Path) -> Cells:
    try:
        return way(path)
    except ImportError:
        raise
    except Exception:  # noqa: BLE001 - a way that cannot read a file has no table
        return []


def _duckdb(path: Path, **options: object) -> Cells:
    import duckdb

    relation = duckdb.connect().read_csv(str(path), **options)  # ty: ignore[invalid-argument-type]
    return [["" if cell is None else str(cell) for cell in row] for row in relation.fetchall()]


def _pandas(path: Path, **options: Any) -> Cells:
    import pandas as pd

    table = pd.read_csv(path, **options)
    return [["" if pd.isna(cell) else str(cell) for cell in row] for row in table.itertuples(index=False)]


def _clevercsv(path: Path) -> Cells:
    import clevercsv

    return clevercsv.read_table(str(path))[1:]


def _squared(table: Cells) -> Cells:
    width = max(map(len, table), default=0)
    return [[*row, *[""] * (width - len(row))] for row in table]


_OUTCOME = {"not_application": "not_an_application"}
_WAYS: dict[str, Callable[[Path], Cells]] = {
    "duckdb, as it comes": _duckdb,
    "duckdb, every column text": lambda path: _duckdb(path, all_varchar=True),
    "pandas, as it comes": _pandas,
    "pandas, text, separator found": lambda path: _pandas(
        path, dtype=str, sep=None, engine="python", keep_default_na=False
    ),
    "clevercsv": _clevercsv,
}

if __name__ == "__main__":
    main()
