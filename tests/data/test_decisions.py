"""What was decided about a file, on its way to the next: what is used again, what is not, and what an export may hold."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from data.decisions import as_decided, decided_about, from_json, to_json
from data.reading import NO_CHOICES, Choices, Reading, read
from data.workspace import Decided

MARCH, MAY = dt.date(2026, 3, 3), dt.date(2026, 5, 5)
FILE = (
    b"Company,Date Applied,Status\nAcme,2026-02-31,Rejected\nBorealis,8-Jul,Offer\nCedar,2026-07-01,Offer\n"
)
CHOSEN = Choices(
    date_order="mdy",
    date_values={"8-Jul": "2026-07-08", "8/82019": "2019-08-08"},
    cells={(2, "Date Applied"): "2026-02-28"},
)


def read_with(content: bytes, choices: Choices) -> Reading:
    return read(content, file_name="log.csv", choices=choices)


def decided(
    content: bytes, choices: Choices, *, before: Decided | None = None, on: dt.date = MARCH
) -> Decided:
    return decided_about(read_with(content, choices), choices, content, before=before, on=on)


def again(kept: Decided, content: bytes, choices: Choices = NO_CHOICES) -> Choices:
    return as_decided(kept, choices, content, partial(read_with, content))


def test_the_same_file_is_read_with_every_decision_again() -> None:
    assert again(decided(FILE, CHOSEN), FILE) == CHOSEN


def test_a_date_without_a_year_is_answered_again_only_in_the_same_file() -> None:
    later = again(decided(FILE, CHOSEN), FILE + b"Daw,2026-08-01,Rejected\n")
    assert later.date_values == {"8/82019": "2019-08-08"}


def test_a_cell_is_mended_again_where_the_same_words_stand_for_the_same_interview() -> None:
    kept = decided(FILE, CHOSEN)
    assert again(kept, FILE + b"Daw,2026-08-01,Rejected\n").cells == {(2, "Date Applied"): "2026-02-28"}
    moved = FILE.replace(b"Acme", b"Daw,2026-08-01,Rejected\nAcme")
    assert again(kept, moved).cells == {(3, "Date Applied"): "2026-02-28"}
    assert again(kept, FILE.replace(b"2026-02-31", b"2026-02-30")).cells == {}


def test_what_was_mended_for_one_interview_is_not_put_on_another_with_the_same_words() -> None:
    kept = decided(FILE, CHOSEN)
    assert again(kept, FILE.replace(b"Acme", b"Zeta,2026-02-31,Rejected\nAcme")).cells == {
        (3, "Date Applied"): "2026-02-28"
    }
    assert again(kept, FILE.replace(b"Acme", b"Zeta")).cells == {}


def test_what_is_chosen_now_wins_over_what_was_decided() -> None:
    kept = Decided(
        mapping={"company": "A"}, date_order="dmy", feedback_source="letter", date_values={"1999": ""}
    )
    now = Choices(mapping={"company": "B"}, date_order="mdy", date_values={"1999": "1999-01-01"})
    assert again(kept, FILE, now) == Choices(
        mapping={"company": "B"},
        date_order="mdy",
        feedback_source="letter",
        date_values={"1999": "1999-01-01"},
    )


def test_decisions_keep_their_day_until_one_of_them_changes() -> None:
    first = decided(FILE, CHOSEN)
    longer = FILE + b"Daw,2026-08-01,Rejected\n"
    assert decided(longer, CHOSEN, before=first, on=MAY).on == MARCH
    assert decided(longer, Choices(date_order="dmy"), before=first, on=MAY).on == MAY


def test_decisions_come_back_as_they_were_written_down() -> None:
    kept = decided(FILE, CHOSEN)
    assert from_json(to_json(kept), "{}") == kept


@pytest.mark.parametrize(
    "kept",
    [
        "[]",
        "null",
        "{not json",
        "[" * 100_000,
        '{"on": 3, "date_order": "sideways", "feedback_source": ["x"], "date_values": [1], "cells": {"a": 1}, "content": 1}',
        '{"on": "soon", "date_values": {"a": 1}, "cells": [[1, "a", "b"], ["1", "a", "b", "c"], [true, "a", "b", "c"]]}',
    ],
)
def test_what_does_not_belong_among_decisions_is_left_out(kept: str) -> None:
    assert from_json(kept, '{"company": 1}') == Decided()
    assert from_json("{}", kept).mapping.keys() <= {"date_order", "on"}  # texts; no field is called so
