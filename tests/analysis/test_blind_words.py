"""What the view of what they say and you say tells, from hand-made tables."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import blind_words
from analysis.blind_words import Spot
from analysis.wording import NBSP

ROWS = pd.DataFrame(
    [
        ("1", "pay", "Pay", "they_only", False),
        ("2", "examples", "Examples", "they_only", True),
        ("3", "examples", "Examples", "they_only", False),
        ("1", "answers", "Answers", "they_only", False),
        ("1", "team", "Team", "you_only", True),
        ("1", "focus", "Focus", "both", False),
        ("1", "drive", "Drive", "both", False),
    ],
    columns=["interview_id", "factor", "label", "kind", "turned"],
)


def kinds(compared: int, *, talked: int = 0, theirs: int = 0, yours: int = 0) -> pd.DataFrame:
    """So many interviews compared, with words of both but without two reasons, with theirs alone, with yours alone."""
    rows = [(True, True, True)] * compared + [(True, True, False)] * talked
    rows += [(True, False, False)] * theirs + [(False, True, False)] * yours
    return pd.DataFrame(rows, columns=["theirs", "yours", "compared"])


def said(words: str) -> str:
    return words.replace(NBSP, " ")


def test_a_list_has_the_most_frequent_first_then_by_label() -> None:
    assert blind_words.spots(ROWS, "they_only", out_of=4) == [
        Spot("examples", "Examples", 2, 4, 1),
        Spot("answers", "Answers", 1, 4, 0),
        Spot("pay", "Pay", 1, 4, 0),
    ]
    assert blind_words.spots(ROWS.head(0), "both", out_of=4) == []


def test_what_they_name_again_and_again_is_the_headline_and_few_interviews_are_called_few() -> None:
    found = blind_words.headline(ROWS, kinds(4, talked=1, theirs=3))
    assert said(found.title) == "Examples: they named it in 2 of 4, and you did not"
    assert said(found.lead) == (
        "5 of 8 interviews with words have theirs and yours; in 4 of them both name a reason, and those are compared. "
        "In 1 of 4 you both named the same gap. Few interviews: read the words before you believe a count."
    )
    once = blind_words.headline(ROWS, kinds(10))
    assert once.title == "They name nothing again and again that you do not see"
    assert once.lead.endswith("you both named the same gap.")


@pytest.mark.parametrize(
    ("table", "missing"),
    [
        (
            kinds(1, talked=1, theirs=7),
            "You have written down your own impression after 2 of 9 in which they said something. In 1 of these both "
            "name a reason. Three are needed to count. Write yours down right after the interview, before you hear "
            "theirs.",
        ),
        (
            kinds(0, yours=3),
            "You have 3 interviews with your own impression, and none in which they said anything yet. Ask one of them.",
        ),
    ],
)
def test_below_the_ladder_it_says_what_is_missing(table: pd.DataFrame, missing: str) -> None:
    found = blind_words.headline(ROWS, table)
    assert found.title == "Too few to compare what they say with what you say"
    assert said(found.lead) == missing


def test_a_line_says_where_the_other_one_praised_it() -> None:
    examples, *_ = blind_words.spots(ROWS, "they_only", out_of=4)
    (team,) = blind_words.spots(ROWS, "you_only", out_of=4)
    assert blind_words.line(examples, "they_only") == "Examples (you called it a strength in 1)"
    assert blind_words.line(team, "you_only") == "Team (they called it a strength in 1)"
    assert blind_words.line(Spot("pay", "Pay", 1, 4, 0), "they_only") == "Pay"
    assert said(blind_words.behind(team, "you_only")) == (
        "You named it and they did not in 1 of 4 in which both gave a reason."
    )
