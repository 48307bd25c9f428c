"""What the person's choices change, what is refused, and what holds for any bytes at all."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading import NO_CHOICES, Choices, Limits, Reading, read, template_csv
from data.reading.columns import header_score
from data.reading.decoding import decode
from data.reading.outcomes import Told, taken_of, told_in
from data.reading.results import UPLOAD
from data.reading.tables import read_table

TORTURE = Path(__file__).parents[4] / "shared" / "torture"
needs_torture = pytest.mark.skipif(not TORTURE.exists(), reason="the public torture suites are not here")


def read_text(text: str, **chosen: object) -> Reading:
    return read(text.encode(), file_name="log.csv", choices=Choices(**chosen))  # ty: ignore[invalid-argument-type]


def is_accounted_for(reading: Reading) -> bool:
    if not reading.rows and any(problem.row is None for problem in reading.problems):
        return True
    named = {problem.row for problem in reading.problems if problem.row is not None} - {
        row.row for row in reading.rows
    }
    return len(reading.rows) + reading.not_applications + len(named) == reading.rows_read


def test_the_chosen_order_of_day_and_month_decides_open_dates() -> None:
    text = "Company,Date Applied\nAcme,01/04/2025\n"
    assert read_text(text, date_order="dmy").rows[0].values["applied_on"] == dt.date(2025, 4, 1)
    assert read_text(text, date_order="mdy").rows[0].values["applied_on"] == dt.date(2025, 1, 4)


def test_a_column_that_decides_itself_is_stronger_than_the_chosen_order() -> None:
    reading = read_text("Company,Date Applied\nAcme,01/04/2025\nBorealis,22/04/2025\n", date_order="mdy")
    assert [row.values["applied_on"] for row in reading.rows] == [dt.date(2025, 4, 1), dt.date(2025, 4, 22)]
    assert [q.kind for q in reading.questions if q.kind == "date_order"] == []


def test_a_column_that_contradicts_itself_is_asked_about() -> None:
    reading = read_text("Company,Date Applied\nA,13/04/2025\nB,04/13/2025\nC,01/02/2025\n")
    assert [row.values["applied_on"] for row in reading.rows] == [
        dt.date(2025, 4, 13),
        dt.date(2025, 4, 13),
        None,
    ]
    assert [q.column for q in reading.questions if q.kind == "date_order"] == ["Date Applied"]


def test_a_single_open_date_waits_alone() -> None:
    (question,) = read_text("Company,Role,Outcome,Date Applied\nAcme,Clerk,offer,01/04/2025\n").questions
    assert question.message == (
        'In "Date Applied", is 01/04/2025 1 April 2025 or 4 January 2025? '
        "The column does not decide it, so 1 of its dates waits."
    )


def test_an_impossible_day_is_named_and_asked_about_only_with_a_suggestion() -> None:
    reading = read_text(
        "Company,Role,Outcome,Date Applied\nA,x,offer,31/02/2025\nB,x,offer,2025-13-05\nC,x,offer,2025-03-01\n"
    )
    assert [(p.row, p.message) for p in reading.problems] == [
        (2, '"31/02/2025" is no day of the calendar; a date is written like 2026-03-12.'),
        (3, '"2025-13-05" is no day of the calendar; a date is written like 2026-03-12.'),
    ]
    assert [(q.kind, q.value, q.choices) for q in reading.questions] == [
        ("date_value", "2025-13-05", ("2025-05-13",))
    ]


def test_many_impossible_days_do_not_keep_a_suggestion_from_being_asked() -> None:
    cells = [*(f"in {n} ways" for n in range(60)), "8-Jul", "2025-07-01"]
    reading = read_text("Company,Date Applied\n" + "".join(f"Acme,{cell}\n" for cell in [*cells, *cells]))
    assert [q.choices for q in reading.questions if q.kind == "date_value"] == [("2025-07-08",)]
    assert len(reading.problems) == 122


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Interview date", "interviewed_on"),
        ("interview_date", "interviewed_on"),
        ("Bewerbungsdatum", "applied_on"),
        ("回复日期", "decided_on"),
    ],
)
def test_a_known_date_column_without_any_date_is_kept_and_each_cell_named(header: str, field: str) -> None:
    reading = read_text(
        f"Company,Role,Outcome,{header}\nA,x,offer,Spring 2026\nB,x,offer,last week\nC,x,offer,\n"
    )
    assert reading.mapping[field] == header
    assert [(p.row, p.column, p.message) for p in reading.problems] == [
        (2, header, '"Spring 2026" is no date; a date is written like 2026-03-12.'),
        (3, header, '"last week" is no date; a date is written like 2026-03-12.'),
    ]
    assert reading.questions == ()
    assert [dict(row.attributes) for row in reading.rows] == [
        {header: "Spring 2026"},
        {header: "last week"},
        {},
    ]


def test_a_column_with_dates_wins_over_a_known_date_column_without() -> None:
    reading = read_text("Company,Interview date,Interviewed on\nA,Spring,2026-03-02\nB,Autumn,2026-03-03\n")
    assert reading.mapping["interviewed_on"] == "Interviewed on"
    assert (reading.problems, reading.rows[0].attributes) == ((), {"Interview date": "Spring"})


def test_a_date_column_that_only_marks_or_tells_the_end_stays_what_it_was() -> None:
    marked = read_text("Company,Interview date\nA,yes\nB,no\n")
    assert marked.mapping["stage:first_interview"] == "Interview date"
    ended = read_text("Company,Response date\nA,ghosted\nB,rejected\n")
    assert ended.problems == ()
    assert [row.values["outcome"] for row in ended.rows] == ["no_response", "rejected"]


def test_a_column_that_may_be_something_else_than_a_date_is_not_taken_for_one() -> None:
    reading = read_text("Company,Role,Outcome,Interview\nA,x,offer,by phone\nB,x,offer,on site\n")
    assert "interviewed_on" not in reading.mapping
    assert reading.problems == ()


def test_the_speaker_is_asked_for_the_column_that_lacks_one() -> None:
    text = "Company,Role,Status,Feedback from recruiter,Feedback\nA,x,Rejected,too shy,too quiet\nB,x,Rejected,,too slow\n"
    (question,) = read_text(text).questions
    assert (question.kind, question.column, question.message) == (
        "feedback_source",
        "Feedback",
        "2 pieces of feedback do not say who spoke. Who was it, mostly?",
    )


def test_an_answered_date_is_taken() -> None:
    reading = read_text(
        "Company,Role,Status,Date Applied\nAcme,x,Rejected,8-Jul\n", date_values={"8-Jul": "2025-07-08"}
    )
    assert reading.rows[0].values["applied_on"] == dt.date(2025, 7, 8)
    assert (reading.problems, reading.questions) == ((), ())


def test_a_remembered_word_is_not_asked_again() -> None:
    text = "Company,Role,Status\nAcme,Clerk,Closed\nBorealis,Cook,Someday\n"
    reading = read_text(text, outcome_words={"closed": "rejected", "someday": "not_an_application"})
    assert [(row.row, row.values["outcome"]) for row in reading.rows] == [(2, "rejected")]
    assert (reading.not_applications, reading.questions) == (1, ())


def test_the_chosen_speaker_is_taken_where_the_file_names_none() -> None:
    text = "Company,Role,Status,Feedback,HR feedback\nAcme,Clerk,Rejected,too shy,too quiet\n"
    reading = read_text(text, feedback_source="recruiter")
    assert [said.source for said in reading.rows[0].feedback] == ["recruiter", "hr_manager"]
    assert reading.questions == ()


def test_the_chosen_columns_are_taken() -> None:
    text = "Colour,Weight,Status\nAcme,Clerk,Rejected\n"
    reading = read_text(text, mapping={"company": "Colour", "role": "Weight", "outcome": ""})
    assert reading.mapping == {"company": "Colour", "role": "Weight"}
    assert reading.rows[0].values["company"] == "Acme"
    assert reading.rows[0].attributes == {"Status": "Rejected"}


def test_a_chosen_column_that_is_not_there_is_named() -> None:
    reading = read_text("Company,Role,Status\nAcme,Clerk,Offer\n", mapping={"notes": "Remarks"})
    assert [p.message for p in reading.problems] == [
        'No column is called "Remarks"; the columns are Company, Role, Status.'
    ]


def test_the_hash_tells_the_same_file_with_other_choices_apart() -> None:
    text = "Company,Date Applied\nAcme,01/04/2025\n"
    first, again, other = read_text(text), read_text(text), read_text(text, date_order="dmy")
    assert first.file_hash == again.file_hash != other.file_hash


def test_a_file_kept_before_cells_could_be_mended_is_known_again() -> None:
    text = "Company,Date Applied\nAcme,01/04/2025\n"
    known = read_text(text, date_order="dmy").file_hash
    assert known == "23d00f98c38c1f9ce2bc1e08ff7a2220"
    assert known != read_text(text, date_order="dmy", cells={(2, "Company"): "Ace"}).file_hash


def test_a_mended_cell_is_read_in_the_place_of_the_one_in_the_file() -> None:
    text = "Company,Status,Date Applied\nAcme,Rejected,2025-02-31\nBorealis,silver medalist,2025-03-01\n"
    reading = read_text(text)
    assert [(problem.row, problem.column) for problem in reading.problems] == [(2, "Date Applied")]
    assert reading.cells == {(2, "Date Applied"): "2025-02-31"}
    mended = read_text(
        text,
        cells={(2, "Date Applied"): "2025-02-28", (3, "Status"): "offer", (9, "Status"): "x", (2, "No"): "x"},
    )
    assert mended.problems == ()
    assert [row.values["applied_on"] for row in mended.rows] == [dt.date(2025, 2, 28), dt.date(2025, 3, 1)]
    assert mended.rows[1].values["outcome"] == "offer_accepted"
    assert mended.cells == {
        (2, "Status"): "Rejected",
        (2, "Date Applied"): "2025-02-31",
        (3, "Status"): "silver medalist",
        (3, "Date Applied"): "2025-03-01",
    }


def test_the_cells_of_no_more_than_five_hundred_rows_are_given_to_be_mended() -> None:
    rows = "".join(f"Acme {n},2025-02-31,Rejected\n" for n in range(600))
    reading = read_text(f"Company,Date Applied,Status\n{rows}Borealis,2025-03-01,Offer\n")
    assert sorted(reading.cells) == [(row, "Date Applied") for row in range(2, 502)]


def test_a_column_chosen_as_an_impression_is_what_the_person_thinks_whatever_stands_beside_it() -> None:
    text = "Company,Status,Feedback,Feedback from,Notes\nAcme,Rejected,You were vague.,HR,I froze.\n"
    reading = read_text(text, mapping={"impression": "Notes"})
    assert [(said.text, said.source, said.basis) for said in reading.rows[0].feedback] == [
        ("You were vague.", "hr_manager", "verbatim"),
        ("I froze.", "self", "inferred"),
    ]
    assert reading.rows[0].values["notes"] is None


def test_a_column_chosen_as_ones_own_is_neither_a_field_nor_a_sign() -> None:
    text = "Company,Status,Phone screen\nAcme,Rejected,yes\nBorealis,Offer,no\n"
    assert read_text(text).mapping["stage:screen"] == "Phone screen"
    reading = read_text(text, mapping={"own": "Phone screen", "own_2": "Company", "own_3": "Not there"})
    assert reading.mapping == {"outcome": "Status"}
    assert reading.rows[0].attributes == {"Company": "Acme", "Phone screen": "yes"}
    assert reading.problems == ()


def test_a_column_says_whether_it_was_guessed_came_late_or_is_unknown() -> None:
    reading = read_text(
        "Company,Employer,Role / desk,Colour,Status\nAcme,Acme Holding,Clerk,red,Rejected\n",
        mapping={"outcome": "Status"},
    )
    assert [(column.field, column.doubt) for column in reading.columns] == [
        ("company", ""),
        (None, "late"),
        ("role", "guessed"),
        (None, "own"),
        ("outcome", ""),
    ]


def test_of_the_remembered_words_only_those_of_this_file_are_named() -> None:
    text = "Company,Status,Colour\nAcme, Closed ,parked\n"
    reading = read_text(text, outcome_words={"closed": "no_decision", "parked": "rejected"})
    assert reading.words == ("closed",)


def test_the_template_is_read_without_its_examples() -> None:
    reading = read(template_csv(), file_name="template.csv", choices=NO_CHOICES)
    assert (reading.rows, reading.rows_read, reading.not_applications) == ((), 2, 2)
    assert (reading.problems, reading.questions) == ((), ())
    assert reading.headers[:6] == (
        "record_id",
        "company",
        "role",
        "interview_date",
        "stage_reached",
        "outcome",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \r\n \n", "The file is empty."),
        (b"Company,Role\n", "The file has a header and no rows under it."),
        (b"\x89PNG\r\n\x1a\n0000", "This is a picture (PNG), not a table. Bring the sheet itself, saved as CSV."),
        (b"%PDF-1.7 ...", "This is a PDF, not a table. Bring the sheet it was made from, saved as CSV."),
        (b"\x1f\x8b\x08\x00", "This is a compressed file (gzip). Unpack it and bring the CSV inside."),
        (b"PK\x03\x04..notes.txt", "This archive could not be unpacked: it is damaged, or locked. Unpack it and bring the CSV inside."),
        (b"<!DOCTYPE html><html>", "This is a web page (HTML), not a table. Export the list as CSV and bring that."),
        (b'[{"company": "Acme"}]', "This is JSON, not a table. Export the list as CSV and bring that."),
        (bytes(range(32)) * 40, "This is not text: it cannot be read as a table. Save the sheet as CSV and bring that."),
        (b"x," * 20_000, "A line of the file has more than 16,384 cells: this is no table of interviews."),
        (b"h,"* 600 + b"h\n1,2\n", "The file has 601 columns, more than the 500 that are read. Keep the ones you need."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_said_in_a_sentence(content: bytes, sentence: str) -> None:
    reading = read(content, file_name="log.csv", choices=NO_CHOICES)
    assert ([p.message for p in reading.problems], reading.rows) == ([sentence], ())


def test_a_file_above_a_limit_is_said_in_a_sentence() -> None:
    few = Limits(file_bytes=1_000_000, unpacked_bytes=1_000_000, rows=50, columns=3, cell=10)
    many_rows = b"Company,Role\n" + b"a,b\n" * 150
    long_cell = b"Company,Role\nAcme,a very long name\nBorealis,Cook\n"
    assert [
        p.message for p in read(b"a" * 1_000_001, file_name="x", choices=NO_CHOICES, limits=few).problems
    ] == ["The file has 1 MB, more than the 1 MB that are read. Split it in two."]
    assert [p.message for p in read(many_rows, file_name="x", choices=NO_CHOICES, limits=few).problems] == [
        "The file has more than the 50 rows that are read. Split it in two."
    ]
    reading = read(long_cell, file_name="x", choices=NO_CHOICES, limits=few)
    assert [(p.row, p.message) for p in reading.problems] == [
        (2, "a cell is longer than 10 characters, so the row was left out.")
    ]
    assert [row.row for row in reading.rows] == [3]


def test_nul_characters_are_left_out_and_told() -> None:
    reading = read(b"Company,Role,Status\nAc\x00me,Clerk,Offer\n", file_name="x", choices=NO_CHOICES)
    assert reading.rows[0].values["company"] == "Acme"
    assert [p.message for p in reading.problems] == [
        "NUL characters, which no cell can hold, were left out: 1 of them."
    ]


def test_a_header_with_invisible_characters_is_still_known() -> None:
    reading = read_text("\ufeff\u200bCompany\u200b,R\u200dole,STATUS:\nAcme,Clerk,Offer\n")
    assert sorted(reading.mapping) == ["company", "outcome", "role"]


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_without_raising_and_accounted_for(content: bytes) -> None:
    assert is_accounted_for(read(content, file_name="x.csv", choices=NO_CHOICES))


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_under_a_header_are_accounted_for(content: bytes) -> None:
    assert is_accounted_for(
        read(b"Company,Date Applied,Status,Feedback\n" + content, file_name="x.csv", choices=NO_CHOICES)
    )


CELLS = st.sampled_from(
    ["", " ", "Acme", "Clerk", "1/2/2025", "31.12.24", "2025-02-30", "Rejected", "saved", "no", "Total", "Company", "8-Jul",
     "x\ny", '"', "a,b", "final round - no", "March", "\ufffd", "=1", "12", "2nd", "👻", "Status"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_table_is_read_without_raising_and_accounted_for(rows: list[list[str]]) -> None:
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([["Company", "Role", "Date Applied", "Status", "Feedback"], *rows])
    assert is_accounted_for(read_text(sheet.getvalue()))


@needs_torture
@pytest.mark.parametrize(
    "name", sorted(path.stem for path in (TORTURE / "csv-spectrum" / "csvs").glob("*.csv"))
)
def test_the_csv_spectrum_is_read_as_its_truth_says(name: str) -> None:
    content = (TORTURE / "csv-spectrum" / "csvs" / f"{name}.csv").read_bytes()
    text = decode(content, encoding=None).text
    table = read_table(text, header_score=header_score, limits=UPLOAD)
    truth = json.loads((TORTURE / "csv-spectrum" / "json" / f"{name}.json").read_text(encoding="utf-8"))
    assert [dict(zip(table.headers, record.cells, strict=True)) for record in table.records] == truth


@needs_torture
def test_every_naughty_string_that_is_not_blank_comes_through_as_feedback() -> None:
    content = (TORTURE / "blns" / "blns_feedback.csv").read_bytes()
    strings = json.loads((TORTURE / "blns" / "blns.json").read_text(encoding="utf-8"))
    reading = read(content, file_name="blns.csv", choices=NO_CHOICES)
    said = {row.values["company"]: row.feedback[0].text for row in reading.rows if row.feedback}
    assert said == {f"C{at}": text for at, text in enumerate(strings) if text.strip()}
    assert reading.rows_read == len(strings)


@needs_torture
def test_injected_formulas_are_kept_as_they_stand() -> None:
    content = (TORTURE / "csv_injection" / "payloads.csv").read_bytes()
    reading = read(content, file_name="payloads.csv", choices=NO_CHOICES)
    truth = [row["feedback"] for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))]
    assert [row.feedback[0].text for row in reading.rows] == truth


def test_an_unclosed_quote_in_a_row_that_is_no_application_is_told_of_the_file() -> None:
    reading = read_text('Company,Role,Status\nAcme,"Clerk,Saved\nBorealis,Cook,Offer\n')
    assert [(p.row, p.message) for p in reading.problems] == [
        (None, "Row 2: a quotation mark opens here and is never closed; the line was read as it stands.")
    ]
    assert ([row.row for row in reading.rows], reading.not_applications) == ([3], 1)


def test_words_above_the_header_are_named_when_they_could_be_a_row() -> None:
    reading = read_text("Jo,Leeds,2025\nCompany,Role,Status\nAcme,Clerk,Offer\n")
    assert reading.header_row == 2
    assert [(p.row, p.message) for p in reading.problems] == [
        (None, "Row 1 stands above the header and was left out.")
    ]


@pytest.mark.parametrize(
    ("cell", "asked"),
    [("01/02/03", "2003-02-01"), ("2062-03-01", "2062-03-01")],
)
def test_a_date_many_years_from_the_others_is_asked(cell: str, asked: str) -> None:
    text = f"Company,Date applied\nA,13/04/2026\nB,20/04/2026\nC,{cell}\nD,22/04/2026\n"
    reading = read_text(text)
    assert reading.rows[2].values["applied_on"] is None
    assert [(q.value, q.choices) for q in reading.questions if q.kind == "date_value"] == [(cell, (asked,))]
    answered = read_text(text, date_values={cell: asked})
    assert answered.rows[2].values["applied_on"] == dt.date.fromisoformat(asked)


@pytest.mark.parametrize(
    "cell", ["almost got the offer", "Not selected (2nd)", "nearly an offer", "fast das Angebot bekommen"]
)
def test_what_denies_or_stops_short_of_an_end_is_asked(cell: str) -> None:
    reading = read_text(f"Company,Status\nA,{cell}\nB,Rejected\n")
    assert reading.rows[0].values["outcome"] is None
    assert [q.value for q in reading.questions if q.kind == "outcome_word"] == [cell]


@pytest.mark.parametrize("cell", ["did not reach the final", "semi-final", "pre-final"])
def test_who_stopped_short_of_the_final_was_not_in_it(cell: str) -> None:
    reading = read_text(f"Company,Status\nA,{cell}\nB,Rejected\n")
    assert reading.rows[0].values["stage_reached"] != "final_round"


def test_a_title_is_cut_before_it_stands_beside_the_cell_of_every_row() -> None:
    ours = [read_text(f"Company,Role,Status,{'h' * n}\nBolt,Chef,Offer,because\n") for n in (300, 301)]
    assert [found.headers[3] for found in ours] == ["h" * 300, f"{'h' * 299}…"]
    assert ours[1].rows[0].attributes == {f"{'h' * 299}…": "because"}


@pytest.mark.parametrize(
    ("cell", "taken"),
    [
        ("they chose someone else", "somebody_else"),
        ("they went with another person", "somebody_else"),
        ("someone else got it", "somebody_else"),
        ("jemand anderes genommen", "somebody_else"),
        ("Absage, anderer Kandidat", "somebody_else"),
        ("eligieron a otra persona", "somebody_else"),
        ("internal candidate", "somebody_inside"),
        ("hired internally", "somebody_inside"),
        ("not another candidate", None),
        ("Rejected", None),
        ("Absage", None),
        ("no", None),
    ],
)
def test_words_that_name_who_was_taken_are_a_rejection_and_never_a_second_place_by_themselves(
    cell: str, taken: str | None
) -> None:
    assert taken_of(cell) == taken
    reading = read_text(f'Company,Stage,Outcome\nAcme,Final round,"{cell}"\n')
    if taken:
        assert (reading.rows[0].values["outcome"], reading.rows[0].maybe_second) == ("rejected", True)
        assert reading.rows[0].attributes == {"Outcome": cell}
        assert [question.kind for question in reading.questions][-1] == "final"


def test_of_what_a_file_says_the_words_of_the_rejection_are_told_again() -> None:
    assert told_in({"City": "Berlin", "Result": "Rejected, sadly"}) == Told("Rejected, sadly", None)
    assert told_in({"A": "Rejected, sadly", "B": "someone else got it"}) == Told(
        "someone else got it", "somebody_else"
    )
    assert told_in({"City": "Berlin"}) is None


def test_headers_that_speak_in_sentences_are_known() -> None:
    reading = read_text(
        "When was it,Firm,Position I went for,How far did I get,What came of it\n2026-02-03,Acme,Clerk,final round,they chose someone else\n"
    )
    assert [column.field for column in reading.columns] == [
        "interviewed_on",
        "company",
        "role",
        "stage_reached",
        "outcome",
    ]


def test_beside_a_column_of_stages_alone_the_outcome_is_found_by_its_cells() -> None:
    """Where the stage says how it ended, too, no other column is guessed to."""
    rows = "Acme,final round,they chose someone else,none\nBorealis,screen,rejected,none\n"
    (outcome,) = [c for c in read_text(f"Company,Stage,Zed,Mood\n{rows}").columns if c.field == "outcome"]
    assert (outcome.header, outcome.doubt) == ("Zed", "guessed")
    told = "Acme,final round; rejected,they passed\nBorealis,offer,went well\n"
    assert [c.field for c in read_text(f"Company,Stage,Zed\n{told}").columns] == [
        "company",
        "stage_reached",
        None,
    ]
