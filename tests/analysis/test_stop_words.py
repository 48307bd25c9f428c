"""What the page on where you stop says, from hand-made tables."""

from __future__ import annotations

from statistics import median

import pandas as pd
import pytest

from analysis import stop_words
from analysis.certainty import wilson
from analysis.study import Share
from analysis.wording import NBSP
from data.records import STAGES


def stages(*ended: int, offers: int = 0, open_at: str = "") -> pd.DataFrame:
    """The table of `Study.stages` in which so many ended at each stage before the offer, and one is open at `open_at`."""
    here = [*ended, offers]
    still = [int(stage == open_at) for stage in STAGES]
    reached = [sum(here[i:]) + sum(still[i:]) for i in range(len(STAGES))]
    return pd.DataFrame(
        {
            "stage": STAGES,
            "reached": reached,
            "went_on": [*reached[1:], 0],
            "open": still,
            "ended": here,
            "decided": [n + went for n, went in zip(here, [*reached[1:], 0], strict=True)],
        }
    )


def said(words: str) -> str:
    return words.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("table", "title", "lead"),
    [
        (
            stages(0, 5, 1, 4, 3, 11, offers=3, open_at="screen"),
            "Most often it ends in the final round: 11 of 24 that ended short of an offer",
            "That is plausibly 28 to 65 %. Next comes the screening call with 5: too close to be sure which is really "
            "ahead. 3 came to an offer; 1 is still open and counted apart.",
        ),
        (
            stages(60, 9, 0, 0, 0, 1),
            "Most end at the application: 60 of 70 that ended short of an offer",
            "That is plausibly 76 to 92 %. Next comes the screening call with 9: clearly fewer.",
        ),
        (
            stages(0, 0, 0, 0, 0, 6),
            "Most end in the final round: 6 of 6 that ended short of an offer",
            "That is plausibly 61 to 100 %. None of them ended anywhere else.",
        ),
        (
            stages(0, 3, 0, 0, 0, 3, offers=1),
            "No stage stands out: 3 of 6 that ended short of an offer did so at the screening call and in the final "
            "round each",
            "1 came to an offer.",
        ),
        (
            stages(0, 1, 0, 0, 0, 3, open_at="applied"),
            "Too few to say where you stop: 4 ended short of an offer",
            "1 at the screening call and 3 in the final round. 1 is still open and counted apart.",
        ),
        (
            stages(0, 0, 0, 0, 0, 0, offers=2),
            "None of these has ended short of an offer",
            "2 came to an offer.",
        ),
    ],
    ids=["more than elsewhere", "most", "all", "level", "few", "none"],
)
def test_the_headline_says_where_most_end_and_what_the_count_carries(
    table: pd.DataFrame, title: str, lead: str
) -> None:
    found = stop_words.headline(table)
    assert (said(found.title), said(found.lead)) == (title, lead)


def test_a_log_that_begins_later_says_nothing_of_the_stages_before() -> None:
    late = stages(0, 0, 2, 0, 0, 1)
    assert stop_words.shown(late).stage.tolist() == list(STAGES[2:])
    assert stop_words.shown(stages(0, 0, 0, 0, 0, 1, open_at="applied")).stage.tolist() == list(STAGES)
    endings = pd.DataFrame({"ending": ["not_known", "rejected"], "processes": [2, 1]})
    assert [said(words) for words in stop_words.notes(late, endings, interviews=5)[2:]] == [
        "No process in your log ended before the assessment, so how many of your applications come that far cannot be "
        "said.",
        "2 interviews without a stage are not drawn.",
        "How 2 ended is not known: counted as ended at the furthest stage.",
    ]
    assert len(stop_words.notes(stages(1, 0, 0, 0, 0, 0), endings.head(0), interviews=1)) == 2


def test_finals_say_how_many_of_those_decided_were_an_offer_and_how_many_are_apart() -> None:
    finals = pd.DataFrame({"decision": ["offer", "no_offer", "no_decision", "open"], "finals": [3, 9, 1, 1]})
    few = pd.DataFrame({"decision": ["offer", "no_offer"], "finals": [3, 1]})

    def share(heard_in: int, out_of: int) -> Share:
        interval = wilson(heard_in, out_of)
        low, high = (interval.low, interval.high) if interval else (None, None)
        return Share(heard_in, out_of, low, high, finals)

    none = stages(0, 0, 0, 0, 0, 0).head(0)
    alike = stages(0, 0, 0, 0, 0, 9, offers=3)
    apart = "3 of 12 finals decided ended in an offer, plausibly 9 to 53 %. 2 more without a decision are in neither number."
    assert said(stop_words.finals(finals, share(3, 12), alike)) == apart
    # One without a decision has ended there, and the two numbers stand side by side on the page.
    assert said(stop_words.finals(finals, share(3, 12), stages(0, 0, 0, 0, 0, 10, offers=3))) == (
        f"{apart} Under \u201cHow far they come\u201d it is 3 of 13: there the stage alone counts, of every final that is not open "
        "any more."
    )
    assert said(stop_words.finals(few, share(3, 4), none)) == (
        "3 of 4 finals decided ended in an offer: too few for a range."
    )
    assert said(stop_words.finals(finals.tail(1), share(0, 0), none)) == (
        "No final has been decided yet. 1 more without a decision is in neither number."
    )
    assert stop_words.decisions(finals) == [
        ("offer", "An offer", "3"),
        ("no_offer", "Second place, or rejected", "9"),
        ("no_decision", "No decision was made", "1"),
        ("open", "Still open", "1"),
    ]


def test_what_the_headline_counts_can_be_pressed() -> None:
    rows = pd.DataFrame({"stage": ["screen", "final_round", "offer"], "ended": [2, 1, 5], "open": [0, 1, 5]})
    assert stop_words.ended_short(rows) == (
        ("ended", "The 3 that ended short of an offer"),
        ("open", "The 1 still open"),
    )
    assert stop_words.ended_short(rows.tail(1)) == ()


def days(*counted: int, waited: tuple[int, ...] = (), turned: int = 0) -> pd.Series:
    """A row of `Study.days_taken`."""
    return pd.Series(
        {
            "counted": len(counted),
            "shortest": list(counted[:4]),
            "middle": float(median(counted)) if counted else None,
            "longest": max(counted, default=None),
            "open": len(waited),
            "longest_waited": max(waited, default=None),
            "turned": turned,
        }
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            days(1, 3, 6, 7, 30, waited=(12, 20)),
            "Half took up to 6 days (median), the shortest 1, the longest 30; 5 have both dates. 2 still open are "
            "counted apart: the longest has waited 20 days so far.",
        ),
        (
            days(1, 3, 6, 7, 8, 30, waited=(1,)),
            "Half took up to 6.5 days (median), the shortest 1, the longest 30; 6 have both dates. 1 still open is "
            "counted apart: it has waited 1 day so far.",
        ),
        (
            days(1, 3, 6, 7, turned=1),
            "1, 3, 6 and 7 days: too few for a middle. In 1 the two dates stand the wrong way round: not counted.",
        ),
        (days(1), "1 day: too few for a middle."),
        (days(), "No process has both dates yet."),
        (None, "No process has both dates yet."),
    ],
)
def test_days_are_a_middle_and_a_range_from_five_on_and_open_ones_are_apart(
    rows: pd.Series | None, words: str
) -> None:
    found = stop_words.days("decided", rows)
    assert (found.heading, said(found.sentence)) == ("From interview to decision", words)


def test_a_line_behind_a_number_says_what_it_was() -> None:
    day = pd.Timestamp
    row = pd.Series(
        {
            "state": "counted",
            "days": 3,
            "waited": None,
            "began_on": day("2026-05-01"),
            "ended_on": day("2026-05-04"),
        }
    )
    assert said(stop_words.day_line(row)) == "3 days, 1 May 2026 to 4 May 2026"
    row["state"] = "turned"
    assert said(stop_words.day_line(row)) == "not counted: 1 May 2026 to 4 May 2026"
    row["state"], row["waited"] = "open", 20
    assert said(stop_words.day_line(row)) == "open, 20 days since 1 May 2026"
    assert stop_words.ending(pd.Series({"stage": "final_round", "ending": "second_place"})) == (
        "Final round, second place"
    )
    assert stop_words.ending(pd.Series({"stage": "offer", "ending": "offer"})) == "Offer"
