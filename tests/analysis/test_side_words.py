"""What the comparison of two sides says, from hand-made tables."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis import side_words
from analysis.side_words import Side
from analysis.wording import NBSP
from data.records import Practice

ROWS = pd.DataFrame(
    [("Examples", 9, 12, 1, 10, True), ("Pay", 2, 12, 1, 10, False)],
    columns=["label", "heard_in", "out_of", "other_heard_in", "other_out_of", "differs"],
)
LONG = Practice(
    factor="evidence_examples", started_on=dt.date(2026, 5, 4), what="told stories to a friend " * 9
)
ENOUGH = (Side("Teacher", 12), Side("Analyst", 10))
COUNTED = "Interviews with a reason, however they ended: "


def said(words: str) -> str:
    return words.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("rows", "sides", "title", "lead"),
    [
        (
            ROWS,
            ENOUGH,
            "Examples: named in 9 of 12 (Teacher), and in 1 of 10 (Analyst)",
            f"{COUNTED}12 (Teacher) and 10 (Analyst). A press on a gap opens the words of both. "
            "2 gaps are compared: with many, one may differ by chance alone.",
        ),
        (
            ROWS.tail(1),
            ENOUGH,
            "No gap is named clearly more often on one side",
            f"{COUNTED}12 (Teacher) and 10 (Analyst). A press on a gap opens the words of both.",
        ),
        (
            ROWS.head(0),
            ENOUGH,
            "No gap was named on either side",
            f"{COUNTED}12 (Teacher) and 10 (Analyst).",
        ),
        (
            ROWS,
            (Side("Teacher", 12), Side("Analyst", 9)),
            "Too few to compare",
            f"{COUNTED}12 (Teacher) and 9 (Analyst). A comparison needs ten a side; missing: 1 (Analyst).",
        ),
        (
            ROWS.head(0),
            (Side("Teacher", 0), Side("Analyst", 4)),
            "Too few to compare",
            f"{COUNTED}0 (Teacher) and 4 (Analyst). A comparison needs ten a side; missing: 10 (Teacher) and 6 (Analyst).",
        ),
    ],
    ids=["one differs", "none differs", "none named", "one side short", "both short"],
)
def test_the_headline_says_what_differs_or_what_is_missing(
    rows: pd.DataFrame, sides: tuple[Side, Side], title: str, lead: str
) -> None:
    found = side_words.headline(rows, sides)
    assert (said(found.title), said(found.lead)) == (title, lead)


def test_a_side_is_named_with_its_count_and_a_long_name_is_cut() -> None:
    assert said(side_words.behind("since 1 May 2026", 3, 10)) == "Named in 3 of 10 (since 1 May 2026)"
    assert side_words.named("Teacher") == "Teacher"
    assert side_words.named("Teacher of very many things " * 9) == "Teacher of very many things…"
    assert said(side_words.undated(1)) == "1 interview with a reason has no date: on neither side."
    assert said(side_words.undated(2)) == "2 interviews with a reason have no date: on neither side."


def test_the_day_a_change_began_is_named_with_as_much_of_it_as_a_button_holds() -> None:
    assert side_words.border(LONG) == "Since 4 May 2026: told stories to a friend told\u2026"
