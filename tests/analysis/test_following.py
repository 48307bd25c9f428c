"""Following up in words: every sentence from literal rows, and the week from a planted search."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analysis import following
from analysis.coding import default_codebook
from analysis.study import EVERYTHING, Asking, Study
from data.records import Feedback, FollowUp, Interview
from data.workspace import open_workspace

TODAY = dt.date(2026, 6, 30)
AT = dt.datetime(2026, 6, 30, 9)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def row(**known: Any) -> Any:
    """Give a row with what is known; the rest of it is missing."""
    nothing = dict.fromkeys(
        ("planned_on", "asked_on", "reminded_on", "replied_on", "reopened_on", "touched_on", "told_for"),
        pd.NaT,
    )
    days = {
        name: pd.Timestamp(value)
        for name, value in known.items()
        if name.endswith("_on") or name == "told_for"
    }
    return SimpleNamespace(
        **{**nothing, "told": None, "channel": None, "asked_of": None, "touched_by": None, **known, **days}
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "When it was decided is not known; asking is still possible."),
        (-2, "The decision is still to come."),
        (0, "0 days since the decision: the best time to ask."),
        (1, "1 day since the decision: the best time to ask."),
        (14, "2 weeks since the decision: the best time to ask."),
        (15, "2 weeks since the decision: still a good time to ask."),
        (30, "4 weeks since the decision: still a good time to ask."),
        (31, "4 weeks since the decision: they still remember you."),
        (90, "13 weeks since the decision: they still remember you."),
        (91, "13 weeks since the decision: late, and still possible."),
        (150, "5 months since the decision: late, and still possible."),
    ],
)
def test_how_good_a_moment_it_is_follows_the_days(days: float | None, words: str) -> None:
    assert plain(following.fresh(days)) == words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"request_state": "not_asked"}, "Not asked yet."),
        (
            {"request_state": "not_asked", "planned_on": "2026-07-02"},
            "Not asked yet. You wanted to on 2 July 2026.",
        ),
        (
            {
                "request_state": "asked",
                "asked_on": "2026-06-30",
                "channel": "email",
                "asked_of": "hr_manager",
            },
            "Asked on 30 June 2026 by e-mail (HR). Today; two weeks are a fair time to wait.",
        ),
        (
            {
                "request_state": "asked",
                "asked_on": "2026-06-29",
                "channel": float("nan"),
                "asked_of": float("nan"),
            },
            "Asked on 29 June 2026. 1 day ago; two weeks are a fair time to wait.",
        ),
        (
            {"request_state": "no_reply", "asked_on": "2026-06-16", "channel": "phone"},
            "Asked on 16 June 2026 on the phone. No reply for 2 weeks. One reminder is fine.",
        ),
        (
            {"request_state": "reminded", "asked_on": "2026-06-01", "reminded_on": "2026-06-20"},
            "Asked on 1 June 2026, reminded on 20 June 2026. 10 days ago; leave it at that.",
        ),
        (
            {"request_state": "no_reply", "asked_on": "2026-05-01", "reminded_on": "2026-05-20"},
            "Asked on 1 May 2026, reminded on 20 May 2026. No reply for 6 weeks after the reminder. Leave it at that; "
            "the position may still open again.",
        ),
        ({"request_state": "answered", "asked_on": "2026-06-01"}, "Asked on 1 June 2026. They answered."),
        (
            {"request_state": "declined", "asked_on": "2026-06-01"},
            "Asked on 1 June 2026. They would rather not say, and that is fine.",
        ),
    ],
)
def test_where_a_request_stands_is_said_with_what_is_fitting(asked: dict[str, Any], words: str) -> None:
    assert plain(following.request_line(row(**asked), today=TODAY)) == words


@pytest.mark.parametrize(
    ("door", "line", "then"),
    [
        (
            {"outcome": "no_decision", "days_ago": 65, "next_on": "2026-07-25"},
            "Nobody was hired 9 weeks ago. No word from you since.",
            "Write around 25 July 2026.",
        ),
        (
            {
                "outcome": "second_place",
                "days_ago": 1,
                "touched_by": "thank_you",
                "touched_on": "2026-06-30",
                "next_on": "2026-06-30",
                "planned_on": "2026-06-30",
            },
            "You came second 1 day ago. Last word: you thanked them on 30 June 2026.",
            "Write now, as you chose.",
        ),
        (
            {"outcome": "second_place", "days_ago": None, "touched_by": float("nan"), "next_on": None},
            "You came second. No word from you since.",
            "No date suggested: write when there is a reason to.",
        ),
        (
            {"outcome": "no_decision", "days_ago": 400, "next_on": None, "reopened_on": "2026-06-02"},
            "Nobody was hired 13 months ago. It was open again on 2 June 2026: that interview is among yours.",
            "",
        ),
    ],
)
def test_a_door_says_how_it_ended_and_when_to_write(door: dict[str, Any], line: str, then: str) -> None:
    assert plain(following.door_line(row(**door))) == line
    assert following.told_line(row(**door), who="You") == ""
    assert plain(following.next_line(row(**door), today=TODAY, busy=False)) == then


@pytest.mark.parametrize(
    ("door", "line", "then"),
    [
        (
            {"told_by": "hiring_manager", "told_for": "2028-03-26", "next_on": "2028-03-26"},
            "They said: \u201cWrite to me then.\u201d",
            "Read as 26 March 2028: no need to write before, unless you choose a day.",
        ),
        (
            {"told_by": "notes", "told_for": "2026-06-30", "next_on": "2026-06-30"},
            "You noted: \u201cWrite to me then.\u201d",
            "That was 30 June 2026: write now.",
        ),
        (
            {
                "told_by": "self",
                "told_for": "2028-03-26",
                "next_on": "2026-07-01",
                "planned_on": "2026-07-01",
            },
            "You noted: \u201cWrite to me then.\u201d",
            "Write around 1 July 2026, as you chose.",
        ),
        (
            {"told_by": "recruiter", "next_on": None},
            "They said: \u201cWrite to me then.\u201d",
            "No day is named: write when it has come to that, or choose a day.",
        ),
    ],
)
def test_what_was_said_about_when_to_write_stands_beside_the_day_it_gives(
    door: dict[str, Any], line: str, then: str
) -> None:
    said = row(told="Write to me then.", **door)
    assert plain(following.told_line(said, who="You")) == line
    assert plain(following.next_line(said, today=TODAY, busy=False)) == then


def test_who_is_to_be_asked_or_thanked_is_not_to_be_written_to_besides() -> None:
    door = {"outcome": "second_place", "days_ago": 31, "next_on": "2026-06-29"}
    assert following.next_line(row(**door), today=TODAY, busy=True) == (
        "This week there is something to ask or to thank for: one letter is enough."
    )


def test_what_asking_has_brought_is_counted_by_when_and_by_whom() -> None:
    requests = pd.DataFrame(
        [
            ("answered", 14, "hr_manager"),
            ("no_reply", 15, "hr_manager"),
            ("answered", 0, "recruiter"),
            ("declined", 91, None),
            ("asked", None, None),
        ],
        columns=["request_state", "days_after", "asked_of"],
    )
    told = following.figures(Asking(9, 5, 2, 1, 1, 1), requests, second_places=7, diagnostic=4)
    assert [(words, plain(count)) for words, count in told] == [
        ("Second places with a reason", "4 of 7"),
        ("Finals without an offer in which you asked", "5 of 9"),
        ("Answered", "2 of 5"),
        ("Answered when asked within two weeks", "2 of 2"),
        ("Answered when asked within a month", "0 of 1"),
        ("Answered when asked later than that", "0 of 1"),
        ("Answered by HR", "1 of 2"),
        ("Answered by a recruiter", "1 of 1"),
        ("Positions that opened again", "1 of 9"),
    ]
    nothing = following.figures(Asking(2, 0, 0, 0, 0, 0), requests.head(0), second_places=2, diagnostic=0)
    assert [words for words, _ in nothing] == [
        "Second places with a reason",
        "Finals without an offer in which you asked",
        "Positions that opened again",
    ]


@pytest.mark.parametrize(
    ("role", "asked_of"),
    [
        ("HR manager", "hr_manager"),
        ("Director of people", "hr_manager"),
        ("Head of Human Resources", "hr_manager"),
        ("Recruitment adviser", "recruiter"),
        ("Talent Partner", "recruiter"),
        ("Chrome engineer", None),
        ("Head of learning", None),
        (None, None),
    ],
)
def test_whom_one_writes_to_is_guessed_from_a_role_that_says_so(
    role: str | None, asked_of: str | None
) -> None:
    assert following.whom(role) == asked_of


def study_of(workspace: Any) -> Study:
    return Study(workspace, EVERYTHING, default_codebook(), today=TODAY)


def final(workspace: Any, company: str, days: int, outcome: Any = "second_place", **more: Any) -> str:
    """Keep a final decided so many days ago."""
    decided_on = TODAY - dt.timedelta(days=days)
    return workspace.save_interview(
        Interview(
            company=company, decided_on=decided_on, stage_reached="final_round", outcome=outcome, **more
        ),
        at=AT,
    )


def test_the_week_asks_what_is_fresh_reminds_once_thanks_and_writes_to_nobody_twice() -> None:
    workspace = open_workspace(None)
    try:
        final(workspace, "Old", 91)
        final(workspace, "Fresh", 90)  # a touch is due as well: who is asked is not written to besides
        for company, reminded in (("Silent", None), ("Left", TODAY - dt.timedelta(days=20))):
            kept = final(workspace, company, 60)
            workspace.save_follow_up(
                FollowUp(
                    interview_id=kept,
                    kind="ask_feedback",
                    done_on=TODAY - dt.timedelta(days=40),
                    reminded_on=reminded,
                ),
                at=AT,
            )
        told = final(workspace, "Told", 30)
        workspace.save_feedback(
            Feedback(interview_id=told, source="hr_manager", text="Too few examples.", received_on=TODAY),
            at=AT,
        )
        soon = final(workspace, "Soon", 1, "no_decision")
        workspace.save_follow_up(
            FollowUp(interview_id=soon, kind="ask_feedback", done_on=TODAY, reply="declined"), at=AT
        )
        workspace.save_follow_up(
            FollowUp(interview_id=soon, kind="keep_in_touch", due_on=TODAY + dt.timedelta(days=7)), at=AT
        )
        week = following.week_of(study_of(workspace))
        assert [rows.company.tolist() for rows in (week.ask, week.remind, week.thank, week.touch)] == [
            ["Fresh"],
            ["Silent"],
            ["Told"],
            ["Soon", "Old"],
        ]
        assert following.headline(week) == (
            "Ask 1\u00a0of\u00a02, remind 1, thank 1 and write to 2\u00a0of\u00a06 this week."
        )
        assert plain(following.due_to_ask(week)) == (
            "1 of 2 to ask this week: decided in the last three months. The others are longer ago, or without a day: still possible."
        )
        assert plain(following.due_to_touch(week)).startswith("2 of 6 to write to this week, by the day")
        assert following.first_of(week, whose=True) == "Fresh"
        assert following.out_of(week) == (
            "Of 2 without a reason you can act on and 6 to stay in touch with: those whose time it is."
        )
        empty = open_workspace(None)
        nothing = following.week_of(study_of(empty))
        empty.close()
        assert (nothing.in_all(), following.headline(nothing)) == (
            0,
            "Nobody is waiting to hear from you this week.",
        )
        assert following.out_of(nothing) == ""
        assert (following.due_to_ask(nothing), following.due_to_touch(nothing)[:9]) == ("", "None of 0")
    finally:
        workspace.close()


def test_a_message_knows_its_interview_and_greets_nobody_it_is_not_for() -> None:
    workspace = open_workspace(None)
    try:
        kept = final(
            workspace,
            "North",
            62,
            contact_name="Ada Quill",
            contact_role="Recruiter",
            contact_email="a@n.example",
        )
        workspace.save_feedback(
            Feedback(interview_id=kept, source="letter", text="We chose somebody stronger."), at=AT
        )
        interview = workspace.interview(kept)
        assert interview is not None
        known = {"own_name": "Robin", "asked_on": TODAY, "answered_on": None, "reason_to_write": "article"}
        told = following.occasion_of(study_of(workspace), interview, asked_of="recruiter", **known)
        assert (told.contact_name, told.vague, told.months_since, told.open_questions, told.own_name) == (
            "Ada Quill",
            "We chose somebody stronger.",
            2,
            (),
            "Robin",
        )
        for asked_of, greeted in ((None, "Ada Quill"), ("interviewer", None)):
            assert (
                following.occasion_of(study_of(workspace), interview, asked_of=asked_of, **known).contact_name
                == greeted
            )
    finally:
        workspace.close()


def test_a_reminder_names_what_is_to_do_and_nobody() -> None:
    kept = row(
        follow_up_id="f1",
        revision=2,
        changed_at=pd.Timestamp(AT),
        due_on="2026-07-02",
        kind="thank_you",
        company="North",
        role=None,
        note=None,
    )
    made = following.reminder_of(kept)
    assert (made.uid_seed, made.sequence, made.changed_at, made.due_on, made.title, made.body) == (
        "f1",
        2,
        AT,
        dt.date(2026, 7, 2),
        "Say thank you: North",
        "",
    )
    kept.changed_at = pd.NaT  # kept by an older version
    assert following.reminder_of(kept).changed_at == dt.datetime(2026, 7, 2)


@pytest.mark.parametrize(
    ("state", "not_yours", "why"),
    [
        ("diagnostic", True, "The reason named is not yours to change: ask what was."),
        ("diagnostic", False, "They named only what was good, or no obstacle: ask what was missing."),
        ("no_reason", False, "They answered without a reason."),
        ("never_heard", False, "Nobody has said anything yet."),
    ],
)
def test_why_to_ask_is_true_of_what_was_named(state: str, not_yours: bool, why: str) -> None:
    assert following.why_ask(SimpleNamespace(state=state, not_yours=not_yours)) == why
