"""Workbooks and archives: the right sheet, cells as a person would type them, and small files that ask for too much."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest

from analysis.file_words import file_in_words
from data.reading import NO_CHOICES, Choices, Limits, Reading, read
from data.reading.results import UPLOAD

HEADER = ["Company", "Role", "Date applied", "Status", "Salary"]
MANIFEST = """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""
ODS = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Jobs">
<table:table-row><table:table-cell office:value-type="string"><text:p>Company</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Outcome</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Date applied</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Acme</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>second place</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-03-01"><text:p>01/03/26</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>""".replace("\n", "")


def workbook(*sheets: tuple[str, list[list]], hidden: str | None = None) -> bytes:
    """A workbook of these sheets, each a name and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def archive(members: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return content.getvalue()


def brought(content: bytes, **chosen: object) -> Reading:
    return read(content, file_name="jobs", choices=Choices(**chosen))  # ty: ignore[invalid-argument-type]


def told(reading: Reading) -> list[str]:
    return [problem.message for problem in reading.problems]


def test_cells_of_a_workbook_are_read_as_a_person_would_type_them() -> None:
    rows = [
        HEADER,
        ["Acme", "Chef", dt.date(2026, 3, 1), "Rejected", 32000],
        ["Bolt", 7, dt.datetime(2026, 4, 2, 9, 30), "Offer", 1.5],
    ]
    reading = brought(workbook(("Jobs", rows)))
    assert [(row.row, row.values["company"], row.values["role"], row.values["applied_on"], row.attributes["Salary"]) for row in reading.rows] == [
        (2, "Acme", "Chef", dt.date(2026, 3, 1), "32000"),
        (3, "Bolt", "7", dt.date(2026, 4, 2), "1.5"),
    ]  # fmt: skip
    assert (reading.encoding, reading.delimiter, reading.header_row, told(reading)) == ("workbook", "", 1, [])


def test_rows_are_numbered_as_the_spreadsheet_shows_them_also_below_blank_ones() -> None:
    book = openpyxl.Workbook()
    for column, title in enumerate(HEADER, start=3):
        book.active.cell(4, column, title)
    book.active.cell(6, 3, "Acme")
    book.active.cell(6, 6, "Rejected")
    reading = brought(saved(book))
    assert (reading.header_row, [row.row for row in reading.rows]) == (4, [6])


def test_the_first_sheet_that_looks_like_a_job_log_is_read_and_the_others_are_named() -> None:
    content = workbook(
        ("Read me", [["How to use this tracker"]]),
        ("Applications", [HEADER, ["Acme", "Chef", None, "Rejected"]]),
        ("Old", [HEADER, ["Bolt", "Cook", None, "Offer"]]),
        ("Lists", [["Status"], ["Rejected"]]),
        hidden="Lists",
    )
    reading = brought(content)
    assert (reading.sheets, reading.sheet) == (("Read me", "Applications", "Old"), "Applications")
    assert told(reading) == []
    assert '"Applications" in the workbook, of which 2\u00a0other sheets were not read' in file_in_words(
        reading
    )
    chosen = brought(content, sheet="Old")
    assert [row.values["company"] for row in chosen.rows] == ["Bolt"]
    assert chosen.file_hash != reading.file_hash


def test_a_formula_in_a_workbook_is_read_by_its_kept_value_and_never_worked_out() -> None:
    reading = brought(
        workbook(("Jobs", [HEADER, ["Acme", '=HYPERLINK("http://x.example","Chef")', None, "Rejected"]]))
    )
    assert (reading.rows[0].values["company"], reading.rows[0].values["role"]) == ("Acme", None)


def test_an_open_document_sheet_is_read() -> None:
    content = archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ODS,
            "META-INF/manifest.xml": MANIFEST,
        }
    )
    (row,) = brought(content).rows
    assert (row.values["company"], row.values["outcome"], row.values["applied_on"]) == (
        "Acme",
        "second_place",
        dt.date(2026, 3, 1),
    )


def test_the_job_applications_of_a_linkedin_archive_are_found_among_its_files() -> None:
    content = archive({
        "Connections.csv": "First Name,Last Name,Company,Position\nA,B,C,D\n",
        "Jobs/Job Applications.csv": 'Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"7/6/23, 2:20 PM",,,Acme,Chef,,,\n',
        "__MACOSX/Jobs/._Job Applications.csv": "junk",
    })  # fmt: skip
    reading = brought(content)
    assert [(row.values["company"], row.values["applied_on"]) for row in reading.rows] == [
        ("Acme", dt.date(2023, 7, 6))
    ]
    assert (told(reading), reading.sheets) == ([], ("Connections.csv", "Jobs/Job Applications.csv"))


def test_a_small_workbook_that_asks_for_more_memory_than_there_is_is_refused_and_nothing_falls() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "x", "y"
    content = saved(book)
    assert len(content) < 10_000
    begun = time.monotonic()
    assert told(brought(content)) == [
        "This workbook is too large to be read here. Save the sheet with your interviews as CSV, and bring that file."
    ]
    assert time.monotonic() - begun < 30


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    content = archive({"jobs.csv": b"Company,Role\n" + b"A,B\n" * 500_000})
    limits = Limits(
        file_bytes=1_000_000, unpacked_bytes=1_000_000, rows=UPLOAD.rows, columns=500, cell=1_000_000
    )
    reading = read(content, file_name="jobs.zip", choices=NO_CHOICES, limits=limits)
    assert (reading.rows, told(reading)) == (
        (),
        ['"jobs.csv" in the archive is empty, too large, or no table.'],
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (archive({"word/document.xml": "x"}), "This is a Word document, not a table. Bring a sheet saved as CSV."),
        (archive({"photo.png": "x"}), "This archive holds no CSV file. Unpack it and bring the file with your interviews."),
        (archive({"xl/workbook.xml": "x"}), "This workbook could not be read: it is damaged, or no workbook. Open it and save it anew, or as CSV."),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "This workbook could not be read: it is damaged, or no workbook. Open it and save it anew, or as CSV."),
        (workbook(("Jobs", [])), "The workbook has no words in it."),
        (archive({"../../jobs.csv": ""}), '"../../jobs.csv" in the archive is empty, too large, or no table.'),
        (archive({"jobs.csv": archive({"jobs.csv": "Company\nA\n"})}), '"jobs.csv" in the archive is empty, too large, or no table.'),
    ],
)  # fmt: skip
def test_what_holds_no_table_is_said_in_a_sentence(content: bytes, sentence: str) -> None:
    reading = brought(content)
    assert (reading.rows, told(reading)) == ((), [sentence])


@pytest.mark.parametrize("cut", [30, 400, 2_000, 4_000])
def test_a_cut_or_changed_workbook_is_refused_or_read_and_never_raises(cut: int) -> None:
    content = workbook(("Jobs", [HEADER, ["Acme", "Chef", None, "Rejected"]]))
    for broken in (content[:cut], content[:cut] + b"\xff" * 40 + content[cut + 40 :]):
        reading = brought(broken)
        assert reading.rows or reading.problems


@pytest.mark.parametrize("at", [0, 10, 30, 50, 80, 120, 200])
@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_archive_is_refused_in_a_sentence_whatever_packed_it(at: int, way: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as made:
        made.writestr("jobs.csv", "Company,Role,Outcome\n" + "Wren,Curator,rejected\n" * 200)
    content = packed.getvalue()
    reading = brought(content[:at] + b"\x55" * 20 + content[at + 20 :])
    assert reading.rows or reading.problems


def test_a_stray_cell_far_below_or_far_right_costs_nothing_but_itself() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, ["Acme", "Chef", None, "Rejected"], ["Bolt", "Cook", None, "Offer"]):
        book.active.append(row)
    book.active["A1048576"] = "x"
    below = brought(saved(book))
    assert [row.values["company"] for row in below.rows][:2] == ["Acme", "Bolt"]
    book.active["A1048576"] = None
    book.active["XFD2"] = "y"
    right = brought(saved(book))
    assert [row.values["company"] for row in right.rows] == ["Acme", "Bolt"]
    assert right.rows[0].attributes == {"Column 16384": "y"}


def test_a_company_merged_over_several_rows_is_that_of_each() -> None:
    book = openpyxl.Workbook()
    for row in (
        HEADER,
        ["Acme", "Chef", None, "Rejected"],
        [None, "Cook", None, "Offer"],
        ["Bolt", "Cook", None, "Offer"],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert [row.values["company"] for row in brought(saved(book)).rows] == ["Acme", "Acme", "Bolt"]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    content = workbook(("Jobs", [HEADER, ["Acme", "Chef", None, "Rejected"]]))
    reading = brought(content, sheet="Job")
    assert (reading.rows, told(reading)) == ((), ['It holds no sheet "Job"; there are Jobs.'])
