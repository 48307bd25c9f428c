"""Awkward files, one a case, against literal answers; and the rules every file keeps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.reading import NO_CHOICES, Reading, read

CASES = Path(__file__).parents[2] / "cases"


def reading_of(name: str) -> Reading:
    path = CASES / f"{name}.csv"
    return read(path.read_bytes(), file_name=path.name, choices=NO_CHOICES)


def table(reading: Reading, *fields: str) -> list[tuple[object, ...]]:
    rows = []
    for row in reading.rows:
        values = [row.values[field] for field in fields]
        rows.append(
            (row.row, *(value.isoformat() if isinstance(value, dt.date) else value for value in values))
        )
    return rows


def problem_rows(reading: Reading) -> set[int]:
    return {problem.row for problem in reading.problems if problem.row is not None}


WHO = ("company", "role", "applied_on", "outcome")
ENDS = ("company", "stage_reached", "outcome")

WHOLE_TABLES: dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]] = {
    "german_semicolon_cp1252": (WHO, [
        (2, "Müller & Söhne GmbH", "Bürokauffrau", "2025-02-03", "rejected"),
        (3, "Stadtwerke Köln", "Sachbearbeiterin", "2025-02-17", "pending"),
        (4, "Nordlicht AG", "Assistenz der Geschäftsführung", "2025-03-01", "offer_accepted"),
    ]),
    "french_mac_cr_only": (WHO, [
        (2, "Société Générale", "Chargé de clientèle", "2025-01-12", "rejected"),
        (3, "Élan", "Comptable", "2025-01-25", "no_response"),
    ]),
    "spanish_utf16": (WHO, [
        (2, "Telefónica", "Analista", "2025-03-14", "rejected"),
        (3, "Caña y Vega", "Diseñadora", "2025-04-02", "offer_declined"),
    ]),
    "chinese_gb18030": (WHO, [
        (2, "青松科技", "后端开发", "2025-03-01", "rejected"),
        (3, "白云物流", "数据分析", "2025-03-09", "pending"),
        (4, "远山传媒", "编辑", "2025-04-02", "second_place"),
    ]),
    "turkish_cp1254": (WHO, [
        (2, "I\u015f\u0131k Yaz\u0131l\u0131m", "Mühendis", "2025-01-21", "rejected"),
        (3, "\u00c7\u0131nar A.\u015e.", "Öğretmen", "2025-02-04", "pending"),
    ]),
    "polish_cp1250": (WHO, [
        (2, "Żabka", "Księgowa", "2025-01-03", "rejected"),
        (3, "Łódzkie Zakłady", "Kierownik", "2025-02-17", "no_response"),
    ]),
    "italian_dutch_slovak_portuguese": (WHO, [
        (2, "Rossi", "Contabile", "2025-01-14", "rejected"),
        (3, "Bakker", "Chauffeur", "2025-01-15", "rejected"),
        (4, "Kováč", "Účtovník", "2025-01-16", "rejected"),
        (5, "Silva", "Vendedor", "2025-01-17", "no_response"),
    ]),
    "sep_line_and_title": (WHO, [(5, "Acme", "Clerk", "2025-01-05", "rejected")]),
    "conflict_markers": (("company", "notes", "outcome"), [
        (6, "Acme", "# not a comment", "rejected"),
        (7, "Borealis", None, "no_response"),
    ]),
    "stray_and_unclosed_quotes": (("company", "role", "outcome"), [
        (2, "Acme", "Clerk", "rejected"),
        (3, "Borealis", '"Nurse', "offer_accepted"),
        (4, "Cedar", '12" monitor tester', "no_response"),
        (5, "Delta", "Cook", "rejected"),
    ]),
    "ragged_rows": (("company", "role", "applied_on", "outcome", "notes"), [
        (2, "Acme, Inc", "Clerk", "2025-01-05", "rejected", "hello"),
        (3, "Borealis", "Nurse", "2025-01-06", None, None),
        (4, "Cedar", "Cook", "2025-01-07", "offer_accepted", "nice, warm, near"),
    ]),
    "totals_blanks_repeated_header": (ENDS, [(3, "Acme", None, "rejected"), (7, "Borealis", "offer", "offer_accepted")]),
    "two_tables": (WHO, [(2, "Acme", "Clerk", None, "rejected"), (5, "Borealis", "Nurse", None, "offer_accepted")]),
    "two_header_rows": (WHO, [(3, "Acme", "Clerk", "2025-01-02", "rejected")]),
    "no_header": (WHO, [
        (1, "Acme", "Clerk", "2025-01-05", "rejected"),
        (2, "Borealis", "Nurse", "2025-01-19", "rejected"),
        (3, "Cedar", "Cook", "2025-02-02", "offer_accepted"),
    ]),
    "wide_stages": (("company", "applied_on", "interviewed_on", "stage_reached", "outcome"), [
        (2, "Acme", "2025-01-02", None, "first_interview", "rejected"),
        (3, "Borealis", "2025-01-03", "2025-03-01", "final_round", "rejected"),
        (4, "Cedar", "2025-01-04", None, "applied", "pending"),
        (5, "Delta", "2025-01-04", None, "offer", "offer_declined"),
    ]),
    "outcome_over_two_columns": (("company", "outcome"), [
        (2, "Acme", "rejected"),
        (3, "Borealis", "no_response"),
        (4, "Cedar", "offer_accepted"),
        (5, "Delta", "rejected"),
        (6, "Elm", None),
    ]),
    "outcome_words": (ENDS, [
        (2, "A1", "offer", "offer_declined"),
        (3, "A2", None, "rejected"),
        (4, "A3", None, "rejected"),
        (5, "A4", None, "no_response"),
        (6, "A5", None, "rejected"),
        (7, "A6", "final_round", "second_place"),
        (8, "A7", "final_round", "second_place"),
        (9, "A8", "final_round", "second_place"),
        (10, "A9", "final_round", "second_place"),
        (11, "B1", "final_round", "rejected"),
        (12, "B2", None, "no_decision"),
        (13, "B3", None, "no_decision"),
        (15, "B5", None, None),
        (16, "B6", None, None),
        (17, "B7", None, None),
        (18, "B8", None, "rejected"),
        (19, "B9", None, "pending"),
        (20, "C1", None, "withdrew"),
        (21, "C2", "screen", "pending"),
        (22, "C3", None, None),
        (23, "C4", "offer", "offer_accepted"),
    ]),
    "dates_of_many_kinds": (("company", "applied_on"), [
        (2, "A1", "2025-03-09"),
        (3, "A2", "2025-03-13"),
        (4, "A3", "2025-04-03"),
        (5, "A4", "2025-03-05"),
        (6, "A5", "2025-03-05"),
        (7, "A6", None),
        (8, "A7", None),
        (9, "A8", None),
        (10, "A9", None),
        (11, "B1", None),
        (12, "B2", None),
        (13, "B3", None),
        (14, "B4", None),
        (15, "B5", "2025-03-09"),
        (16, "B6", "2025-03-10"),
        (17, "B7", None),
    ]),
    "date_order_unknown": (("applied_on", "decided_on"), [(2, None, None), (3, "2025-05-05", None)]),
    "date_order_from_sibling": (("applied_on", "decided_on"), [(2, "2025-04-01", "2025-05-22")]),
    "linkedin": ((*WHO, "contact_email"), [(2, "Acme", "Clerk", "2025-07-06", None, "jo@acme.example")]),
    "teal": ((*WHO, "channel"), [(2, "Acme", "Clerk", "2025-01-02", "pending", "Indeed")]),
    "huntr": (WHO, [(2, "Acme", "Clerk", "2025-01-01", "rejected")]),
    "jobsync": ((*WHO, "work_mode"), [(2, "Acme", "Clerk", "2025-01-03", "pending", "Remote")]),
    "markdown_table": (WHO, [(3, "Acme", "Clerk", None, "rejected"), (4, "Borealis", "Nurse", None, "offer_accepted")]),
    "whole_lines_quoted": (WHO, [
        (2, "Acme", "Clerk, part time", None, "rejected"),
        (3, "Borealis", "Nurse", None, "offer_accepted"),
    ]),
    "apostrophe_quotes": (WHO, [
        (2, "Acme; Sons", "Clerk", None, "offer_accepted"),
        (3, "Borealis", "Nurse", None, "rejected"),
    ]),
    "mixed_encodings": (("company", "role"), [
        (2, "Café Ümlaut", "Gärtner"),
        (3, "Élan", "Clerk"),
        (4, "Père Noël", "Añejo"),
        (5, "Bistro Français", "Cook"),
    ]),
    "names_of_nothing": (("company", "role", "location", "outcome"), [
        (2, None, "Clerk", None, "rejected"),
        (3, None, None, None, None),
    ]),
    "stage_and_outcome": (ENDS, [
        (2, "Acme", "final_round", "rejected"),
        (3, "Borealis", "screen", "rejected"),
        (4, "Cedar", "offer", "offer_accepted"),  # its last interview was not the end of it
        (5, "Delta", None, "withdrew"),
    ]),
    "template_filled": (("company", "interviewed_on", "stage_reached", "outcome"), [
        (3, "Acme", "2026-03-02", "final_round", "second_place"),
        (4, "Acme", "2026-03-02", "final_round", "second_place"),
        (5, "Borealis", "2026-04-01", "screen", None),
    ]),
    "duplicate_and_empty_headers": (("company", "notes", "outcome"), [(2, "Acme", "first", "rejected")]),
    "hostile_cells": (("company", "role", "outcome"), [
        (2, "=1+1", "<script>alert(1)</script>", "rejected"),
        (3, "@SUM(A1)", "{{7*7}}", "offer_accepted"),
    ]),
    "feedback_columns": (("company", "notes", "outcome"), [(2, "Acme", "parking is hard", "second_place")]),
    "known_by_nobody": ((), []),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE_TABLES)
def test_an_awkward_file_is_read_as_a_person_would_read_it(name: str) -> None:
    fields, rows = WHOLE_TABLES[name]
    assert table(reading_of(name), *fields) == rows


def test_every_case_has_its_answer_here() -> None:
    assert {path.stem for path in CASES.glob("*.csv")} >= set(WHOLE_TABLES)


@pytest.mark.parametrize("name", [name for name in WHOLE_TABLES if name != "known_by_nobody"])
def test_each_row_of_a_case_is_read_or_kept_apart_or_named(name: str) -> None:
    reading = reading_of(name)
    only_problems = problem_rows(reading) - {row.row for row in reading.rows}
    assert len(reading.rows) + reading.not_applications + len(only_problems) == reading.rows_read


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "header_row"),
    [
        ("german_semicolon_cp1252", "cp1252", ";", 1),
        ("french_mac_cr_only", "mac-roman", ";", 1),
        ("spanish_utf16", "utf-16", "\t", 1),
        ("chinese_gb18030", "gb18030", ",", 1),
        ("turkish_cp1254", "cp1254", ";", 1),
        ("polish_cp1250", "cp1250", ";", 1),
        ("sep_line_and_title", "utf-8", ";", 4),
        ("conflict_markers", "utf-8", ",", 4),
        ("two_header_rows", "utf-8", ",", 2),
        ("markdown_table", "utf-8", "|", 1),
        ("no_header", "utf-8", ",", 0),
        ("template_filled", "utf-8", ",", 1),
    ],
)
def test_encoding_delimiter_and_header_are_found(
    name: str, encoding: str, delimiter: str, header_row: int
) -> None:
    reading = reading_of(name)
    assert (reading.encoding, reading.delimiter, reading.header_row) == (encoding, delimiter, header_row)


def test_what_is_left_out_of_a_table_is_named() -> None:
    assert [(p.row, p.message) for p in reading_of("totals_blanks_repeated_header").problems] == [
        (None, "Row 5 repeats the header and was left out."),
        (None, "Row 8 is a total, not an application, and was left out."),
        (6, '"March 2025" stands alone and reads as a heading, so the row was left out.'),
    ]


def test_a_row_with_too_many_cells_is_put_together_and_named() -> None:
    assert [(p.row, p.message) for p in reading_of("ragged_rows").problems] == [
        (2, 'the row has 6 cells where the header has 5; "Acme, Inc" was read as one cell.'),
        (4, 'the row has 7 cells where the header has 5; "nice, warm, near" was read as one cell.'),
    ]


def test_a_doubtful_date_is_named_and_asked_about_where_there_is_a_sensible_suggestion() -> None:
    reading = reading_of("dates_of_many_kinds")
    asked = {q.value: q.choices for q in reading.questions if q.kind == "date_value"}
    assert asked == {
        "8-Jul": ("2025-07-08",),
        "8/82025": ("2025-08-08",),
        "1/3/2025, 8/3/2025": ("2025-03-08",),
        "45731": ("2025-03-15",),
        "2025-13-05": ("2025-05-13",),
        "March 2025": ("2025-03-01",),
    }
    assert problem_rows(reading) == {7, 8, 9, 10, 12, 13, 14, 17}
    assert reading.rows[5].attributes == {"Date Applied": "8-Jul"}


def test_an_undecided_order_of_day_and_month_is_asked_for_each_column() -> None:
    reading = reading_of("date_order_unknown")
    assert [(q.column, q.choices) for q in reading.questions if q.kind == "date_order"] == [
        ("Date Applied", ("dmy", "mdy")),
        ("Date of response", ("dmy", "mdy")),
    ]
    assert reading.rows[0].attributes == {"Date Applied": "01/04/2025", "Date of response": "02/05/2025"}


def test_an_unknown_outcome_is_named_and_an_ambiguous_one_is_asked_once() -> None:
    reading = reading_of("outcome_words")
    assert [(p.row, p.column, p.message) for p in reading.problems] == [
        (17, "Status", '"gold medal" is not one of offer, offer declined, second place, rejected, no decision, withdrew, no response, pending.'),
    ]  # fmt: skip
    assert [q.value for q in reading.questions if q.kind == "outcome_word"] == ["Declined", "gold medal"]
    assert reading.not_applications == 1


def test_a_rejected_final_is_asked_about_and_never_taken_for_second_place() -> None:
    reading = reading_of("stage_and_outcome")
    assert [row.maybe_second for row in reading.rows] == [True, False, False, False]
    assert [(q.column, q.message) for q in reading.questions if q.kind == "final"] == [
        ("Outcome", "1 row was rejected after the last interview (row 2). Did you come second there?")
    ]


def test_feedback_is_kept_word_for_word_with_the_speaker_its_header_names() -> None:
    reading = reading_of("feedback_columns")
    assert [(said.text, said.source, said.basis) for said in reading.rows[0].feedback] == [
        ("wanted more examples", "hr_manager", "verbatim"),
        ("calm and clear", "interviewer", "verbatim"),
        ("I rambled", "self", "inferred"),
        ("no reason given", "unknown", "verbatim"),
        ("  keep\n this  ", "unknown", "verbatim"),
    ]
    assert [q.kind for q in reading.questions] == ["feedback_source"]


def test_our_template_gives_each_feedback_its_speaker_and_its_day() -> None:
    reading = reading_of("template_filled")
    assert [
        (row.record_id, [(said.text, said.source, said.received_on) for said in row.feedback])
        for row in reading.rows
    ] == [
        ("7", [("Too few examples.", "hiring_manager", dt.date(2026, 3, 9))]),
        ("7", [("Very friendly.", "recruiter", dt.date(2026, 3, 10))]),
        ("8", []),
    ]


def test_columns_nobody_knows_are_kept_as_the_persons_own() -> None:
    reading = reading_of("duplicate_and_empty_headers")
    assert reading.headers == ("Company", "Role", "Notes", "Notes (2)", "Column 5", "Status")
    assert reading.rows[0].attributes == {"Notes (2)": "second", "Column 5": "loose"}


def test_a_file_without_any_known_column_says_so_and_asks() -> None:
    reading = reading_of("known_by_nobody")
    assert [p.message for p in reading.problems] == [
        'No column looks like a company, a role, a date, an outcome or feedback (the columns are "Colour", "Weight"). Say which is which.'
    ]
    assert [(q.kind, q.column) for q in reading.questions] == [
        ("column", "company"),
        ("column", "role"),
        ("column", "outcome"),
    ]
