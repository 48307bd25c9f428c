"""How much is read of what comes in: each limit holds at its border, and says so."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from data.reading import NO_CHOICES, TERMINAL, UPLOAD, Limits, Reading, read, read_file
from data.reading.outcomes import read_outcome
from tests.hostile.files import raw_book, table

HEADER = b"Company,Role,Outcome\n"
MB = 1_000_000


def brought(content: bytes, **less: int) -> Reading:
    return read(content, file_name="jobs.csv", choices=NO_CHOICES, limits=replace(UPLOAD, **less))


def told(reading: Reading) -> list[str]:
    return [problem.message for problem in reading.problems]


def test_the_limits_are_those_that_are_promised() -> None:
    assert (
        Limits(file_bytes=50 * MB, unpacked_bytes=200 * MB, rows=MB, columns=500, cell=MB),
        Limits(file_bytes=2_000 * MB, unpacked_bytes=1_000 * MB, rows=20 * MB, columns=500, cell=MB),
    ) == (UPLOAD, TERMINAL)


@pytest.mark.parametrize(
    ("content", "limit", "sentence"),
    [
        (HEADER + b"Acme,Chef,offer\n", {"file_bytes": len(HEADER) + 16}, "The file has 0 MB, more than the 0 MB that are read. Split it in two."),
        (HEADER + b"Acme,Chef,offer\n", {"columns": 3}, "The file has 3 columns, more than the 2 that are read. Keep the ones you need."),
        (HEADER + b"A cook,Chef,offer\n", {"cell": 7}, "A header of the file has more than the 6 characters that are read."),
        (b"Company\nA long company\nB\n", {"cell": 14}, "a cell is longer than 13 characters, so the row was left out."),
    ],
)  # fmt: skip
def test_a_limit_is_reached_and_not_passed(content: bytes, limit: dict[str, int], sentence: str) -> None:
    assert told(brought(content, **limit)) == []
    ((name, most),) = limit.items()
    assert sentence in told(brought(content, **{name: most - 1}))


def test_a_workbook_may_unpack_to_the_limit_and_no_further() -> None:
    row = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    content = raw_book([row.format("Company").encode(), row.format("Acme").encode()])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        unpacked = sum(member.file_size for member in opened.infolist())
    assert len(brought(content, unpacked_bytes=unpacked).rows) == 1
    assert told(brought(content, unpacked_bytes=unpacked - 1)) == [
        "This workbook unpacks to 0 MB, more than the 0 MB that are read. Save the sheet with your interviews as CSV, and"
        " bring that file."
    ]


def test_rows_up_to_the_limit_are_read() -> None:
    rows = b"Acme,Chef,offer\n"
    assert len(brought(HEADER + rows * 60, rows=60).rows) == 60
    assert told(brought(HEADER + rows * 160, rows=60)) == [
        "The file has more than the 60 rows that are read. Split it in two."
    ]


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (TERMINAL.file_bytes + 1, "The file has 2,000 MB, more than the 2,000 MB that are read. Split it in two."),
        (TERMINAL.file_bytes // 2, "This is not text: it cannot be read as a table. Save the sheet as CSV and bring that."),
    ],
)  # fmt: skip
def test_a_giant_file_is_refused_without_being_taken_into_memory(
    size: int, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "jobs.csv"
    with file.open("wb") as made:
        made.truncate(size)  # nothing but holes: it takes no room
    tracemalloc.start()
    try:
        reading = read_file(file, choices=NO_CHOICES, limits=TERMINAL)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (told(reading), reading.file_name) == ([sentence], "jobs.csv")
    assert most < 2 * MB


def test_a_file_on_a_disk_is_read_as_its_bytes_are(tmp_path: Path) -> None:
    file = tmp_path / "jobs.csv"
    for content in (table(3).encode(), raw_book([]), b"", b"%PDF-1.7"):
        file.write_bytes(content)
        there = read_file(file, choices=NO_CHOICES, limits=UPLOAD)
        given = read(content, file_name="jobs.csv", choices=NO_CHOICES)
        assert (list(there.rows), there.problems, there.file_hash) == (
            list(given.rows),
            given.problems,
            given.file_hash,
        )


def test_ten_thousand_cells_opened_and_never_closed_are_no_table() -> None:
    some = HEADER + b'Acme,"Chef,offer\n' * 400
    assert len(brought(some).rows) == 400
    assert told(brought(HEADER + b'Acme,"Chef,offer\n' * 10_001)) == [
        "More than 10,000 quotation marks open a cell and never close it: the file is damaged. Save it anew as CSV."
    ]


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [("rejcted", "rejected"), ("secnd place", "second_place"), ("withdrwe", "withdrew"), ("zebra crossing", None)],
)  # fmt: skip
def test_a_slip_of_the_hand_is_still_found_among_the_words_that_could_be_meant(
    cell: str, outcome: str | None
) -> None:
    assert read_outcome(cell, {}, forgiving=True).outcome == outcome
