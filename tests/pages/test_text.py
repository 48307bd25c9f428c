"""Somebody's words inside a label: shown literally, and never a link, a picture, a formula or an icon."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.parts.text import md, steady, steady_table


def test_plain_words_stay_plain() -> None:
    assert md("In 5\u00a0of\u00a07 places") == "In 5\u00a0of\u00a07 places"


def test_punctuation_is_escaped_and_breaks_are_closed_up() -> None:
    assert md("a*b\n\n# c") == "a\\*b \\# c"


@pytest.mark.parametrize(
    "words", ["http://evil.example", "www.evil.example", "me@evil.example", ":streamlit:", ":material/home:"]
)
def test_no_address_or_shortcode_is_left_whole_without_its_escapes(words: str) -> None:
    assert words not in md(words).replace("\\", "")


def test_a_colon_before_a_space_is_left_alone() -> None:
    assert md("Heard: in 3") == "Heard\\: in 3"


def test_marks_that_turn_the_reading_direction_are_dropped() -> None:
    assert steady("Firm\u202e gnp.exe") == "Firm gnp.exe"


def test_a_table_to_be_read_has_none_of_these_marks_and_its_days_and_numbers_stay() -> None:
    day = pd.Timestamp("2026-03-01")
    table = pd.DataFrame({"n": [1], "day": [day], "firm": ["Firm\u202e gnp.exe"], "none": [None]})
    read = steady_table(table)
    assert read.to_dict("records") == [{"n": 1, "day": day, "firm": "Firm gnp.exe", "none": None}]
    assert table.firm.tolist() == ["Firm\u202e gnp.exe"]
