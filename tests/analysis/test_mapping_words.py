"""The words of the page that brings a file, one sentence each, without the page."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis import file_words, mapping_words
from data.reading import Choices, Column, Reading, read
from data.workspace import Decided, FieldChange


def read_text(text: str, **chosen: object) -> Reading:
    return read(text.encode(), file_name="log.csv", choices=Choices(**chosen))  # ty: ignore[invalid-argument-type]


@pytest.mark.parametrize(
    ("column", "label", "words"),
    [
        (
            Column(header="Firm", field="company", why='"Firm" is a known name of it'),
            "Company",
            'Read as company: "Firm" is a known name of it.',
        ),
        (
            Column(header="A", field="company", why="its cells look like it", doubt="guessed"),
            "Company",
            "A guess: read as company, because its cells look like it.",
        ),
        (
            Column(header="A", field=None, why="no field is called so", doubt="own"),
            "Keep as my own column",
            "Kept as a column of your own. You can filter by it.",
        ),
        (
            Column(header="A", field=None, why="you chose it"),
            "Keep as my own column",
            "Kept as your own: you chose it.",
        ),
        (
            Column(header="Final", field="stage:final_round", why="its cells mark that this was reached"),
            "Marks: final round",
            "Marks: final round. It is known by its header and its cells.",
        ),
        (
            Column(header="Reply?", field="response", why='"Reply?" is a known name of it'),
            "They replied",
            "They replied. It is known by the header.",
        ),
    ],
)
def test_why_a_column_became_what_it_is(column: Column, label: str, words: str) -> None:
    assert mapping_words.column_became(column, label) == words


def test_a_column_that_marks_something_has_a_name() -> None:
    assert [mapping_words.sign(f) for f in ("stage:final_round", "outcome:rejected", "response")] == [
        "Marks: final round",
        "Marks: rejected",
        "They replied",
    ]


def test_a_column_of_sentences_reads_like_notes_and_feedback_does_not() -> None:
    said = ("I froze at the second question",)
    assert mapping_words.reads_like_notes(Column(header="N", field="notes", why="", samples=said))
    assert mapping_words.reads_like_notes(Column(header="N", field=None, why="", samples=said))
    assert not mapping_words.reads_like_notes(Column(header="N", field="feedback", why="", samples=said))
    assert not mapping_words.reads_like_notes(Column(header="N", field=None, why="", samples=("see above",)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FieldChange("A", "B", "outcome", "pending", "second_place"), ("Still open", "Second place")),
        (FieldChange("A", "B", "decided_on", None, "2026-03-12"), ("", "12 March 2026")),
        (FieldChange("A", "B", "company", "acme", "Acme"), ("acme", "Acme")),
        (FieldChange("A", "B", "outcome", "offer", "rejected", is_own=True), ("offer", "rejected")),
        (FieldChange("A", "B", "seen_on", "2026-01-02", "later", is_own=True), ("2026-01-02", "later")),
    ],
)
def test_a_change_is_said_in_words_and_a_column_of_ones_own_as_it_stands(
    change: FieldChange, words: tuple[str, str]
) -> None:
    assert mapping_words.change(change) == words


def test_each_answer_is_said_with_the_choices_without_it() -> None:
    chosen = {
        "outcome_words": {"closed": "no_decision", "parked": "rejected"},
        "date_order": "dmy",
        "feedback_source": "recruiter",
        "date_values": {"soon": ""},
        "mapping": {"role": ""},
    }
    reading = read_text("Company,Status,Date Applied\nAcme,Closed,soon\n", **chosen)
    given = mapping_words.given(Choices(**chosen), reading)  # ty: ignore[invalid-argument-type]
    assert [words for _, words, _ in given] == [
        "\u201cclosed\u201d means: No decision",
        "Dates are written day first: 31/12/2025",
        "Feedback that does not say so is from: Recruiter",
        "\u201csoon\u201d is no date",
        "No column holds the role",
    ]
    without = [choices for _, _, choices in given]
    assert without[0].outcome_words == {"parked": "rejected"}
    assert (without[1].date_order, without[2].feedback_source) == (None, None)
    assert (without[3].date_values, without[4].mapping) == ({}, {})
    assert without[4].date_order == "dmy"


def test_what_is_wrong_in_a_row_is_said_in_one_line() -> None:
    reading = read_text("Company,Status,Date Applied\nAcme,zebra,2026-02-31\n")
    assert mapping_words.to_look_at(reading) == {
        2: 'Date Applied: "2026-02-31" is no day of the calendar; a date is written like 2026-03-12. '
        'Status: "zebra" is not one of offer, offer declined, second place, rejected, no decision, withdrew, '
        "no response, pending."
    }


def test_what_is_remembered_about_a_file_names_its_first_columns() -> None:
    decided = Decided(
        mapping={"company": "A"},
        date_order="mdy",
        feedback_source="letter",
        date_values={"1": "", "2": ""},
        cells={(2, "A"): ("x", "y", "")},
        on=dt.date(2026, 3, 3),
    )
    assert mapping_words.remembered("\t".join(["A" * 40, *"BCDEFGH"]), decided) == (
        f"Files with {'A' * 29}\u2026, B, C, D, E, F and 2 more",
        "Decided on 3 March 2026, 1\u00a0column, dates month first: 12/31/2025, feedback from: Rejection letter, "
        "2\u00a0dates, 1\u00a0corrected cell",
    )
    assert mapping_words.remembered("A", Decided(date_order="dmy")) == (
        "Files with A",
        "Dates day first: 31/12/2025",
    )


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("Interview date", "interviewed_on"),
        ("interview  DATE", "interviewed_on"),
        ("intervew dat", "interviewed_on"),
        ("employer", "company"),
        ("horoscope", None),
        ("", None),
    ],
)
def test_typed_words_mean_the_choice_they_name_or_nearly_name(typed: str, choice: str | None) -> None:
    labels = {"interviewed_on": "Interview date", "company": "Company"}
    assert mapping_words.meant(typed, labels) == choice


def test_the_outcome_is_understood_or_missing_as_the_file_has_it() -> None:
    running = read_text("Company,Role,Stage\nAcme,Clerk,final round\nBorealis,Clerk,screen\n")
    assert file_words.understood(running).heading == "Company, role and furthest stage"
    assert file_words.missing(running).heading == "Feedback, outcome and interview date"
    told = read_text("Company,Role,Stage\nAcme,Clerk,rejected after final\nBorealis,Clerk,screen\n")
    assert file_words.missing(told).heading == "Feedback and interview date"
    signs = read_text("Company,Role,Offer,Rejected\nAcme,Clerk,x,\nBorealis,Clerk,,x\n")
    assert file_words.understood(signs).heading == "Company, role and outcome"
