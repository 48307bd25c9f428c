"""Asking and staying warm, as a person does it: write, mark, remind, note an answer, thank, and go in by a door that opened."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from analysis import wording
from data.records import Feedback, FollowUp, Interview
from data.workspace import open_workspace
from tests.conftest import NOON, TODAY
from tests.pages.conftest import plain

Visit = Callable[[str], AppTest]
HOSTILE = "![x](http://evil.example/a.png) <script>alert(1)</script> :red[red]\r\nBcc: a@evil.example"
THREE = b"""record_id,company,role,interview_date,stage_reached,outcome,contact_name,contact_role,contact_email
1,Wren,Clerk,2026-10-20,final_round,second_place,Ada Quill,HR manager,ada@wren.example
2,Rook,Keeper,2026-10-19,final_round,no_decision,,,
3,Lark,Porter,2026-02-01,final_round,rejected,,,
"""


def title(app: AppTest) -> str:
    return plain(app.title[0].value).replace("\u00a0", " ")


def texts(app: AppTest) -> list[str]:
    return [element.value.replace("\u00a0", " ") for element in app.text]


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so."""
    next(button for button in app.button if (button.key or "").startswith(key)).click().run()
    assert not app.exception, app.exception
    return app


def submit(app: AppTest, label: str) -> AppTest:
    """Press the last button with this label: a drawer stands after the page."""
    [button for button in app.button if button.label == label][-1].click().run()
    assert not app.exception, app.exception
    return app


def boards(app: AppTest) -> list[str]:
    return list(next(c for c in app.segmented_control if c.key == "board").options)


def kept(path: Path) -> list[tuple]:
    """Give what is kept to do and done: company, kind, due, done, whom, how, reminded, reply."""
    opened = open_workspace(path)
    rows = opened.ask(
        """
        SELECT company, kind, due_on, done_on, asked_of, follow_ups.channel, reminded_on, reply
        FROM follow_ups JOIN interviews USING (interview_id) ORDER BY company, kind, done_on
        """,
        {},
    )
    opened.close()
    clean = rows.astype(object).where(rows.notna(), None)
    return [
        tuple(str(value.date()) if isinstance(value, dt.datetime) else value for value in row)
        for row in clean.itertuples(index=False)
    ]


def test_of_several_people_each_card_names_whose_it_is_and_one_person_can_be_chosen(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(
        b"Candidate,Company,Role,Date,Stage,Outcome\n"
        b"Kim <b>,Wren,Clerk,2026-10-20,Final round,2nd\n"
        b"Lee,Rook,Keeper,2026-10-19,Final round,2nd\n"
    )
    app = visit("follow_up")
    cards = [plain(each.value) for each in app.markdown if each.value.startswith("**")]
    assert cards == ["**Wren, Clerk** \u00b7 Kim <b>", "**Rook, Keeper** \u00b7 Lee"]
    app.selectbox(key="candidate").set_value("Lee").run()
    cards = [plain(each.value) for each in app.markdown if each.value.startswith("**")]
    assert cards == ["**Rook, Keeper**"]
    app = visit("start")
    assert title(app).startswith("2 people came second twice in 2 finals.")
    assert "First: Wren, Clerk, of Kim <b>" in "\n".join(texts(app))
    app.selectbox(key="candidate").set_value("Lee").run()
    assert title(app).startswith("Lee came second once in 1 final.")
    app = visit("debrief")
    assert title(app) == "2 interviews to complete"
    app.selectbox(key="candidate").set_value("Lee").run()
    assert title(app) == "1 interview to complete"


def test_the_sample_asks_two_of_four_and_thanks_one(on_sample: Path, visit: Visit) -> None:
    app = visit("follow_up")
    assert title(app) == "Ask 2 of 4 and thank 1 this week."
    assert boards(app) == ["To ask · 4", "Stay in touch · 11", "To thank · 1"]
    cards = texts(app)
    assert "Nobody has said anything yet. 4 weeks since the decision: they still remember you." in cards
    assert "They answered without a reason. 5 months since the decision: late, and still possible." in cards
    assert ("Finals without an offer in which you asked", "1 of 11") in list(itertools.pairwise(cards))
    assert (
        "2 of 4 to ask this week: decided in the last three months. The others are longer ago, or without a day: still possible."
        in cards
    )
    assert any(
        "Ask 2 of 4 and thank 1" in plain(words.value).replace("\u00a0", " ")
        for words in visit("start").markdown
    )


def test_a_door_whose_keeper_named_a_time_is_not_pressed_before_it(on_sample: Path, visit: Visit) -> None:
    app = visit("follow_up")
    next(c for c in app.segmented_control if c.key == "board").set_value("doors").run()
    said = texts(app)
    assert "They said: \u201cWrite to me in two years, I mean that.\u201d" in said
    assert "Read as 23 July 2028: no need to write before, unless you choose a day." in said
    assert "You noted: \u201cWrite again when the budget is through.\u201d" in said
    assert not [words for words in said if "write now" in words.lower()]
    assert [field.value for field in app.date_input][:5:4] == [None, dt.date(2028, 7, 23)]


def test_a_request_is_written_from_what_is_known_marked_and_undone(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(THREE)
    opened = open_workspace(path)
    opened.remember_own_name("Robin Vale")
    opened.close()
    app = press(visit("follow_up"), "write-")
    body = str(app.text_area[0].value)
    assert body.startswith("Hello Ada Quill,")
    assert "the Clerk role at Wren on 20 October 2026" in body
    (subject,) = [field.value for field in app.text_input if field.label == "Subject"]
    assert subject == "Clerk at Wren: thank you, and two questions"
    assert body.endswith("Robin Vale")
    submit(app, "Mark as done")
    assert kept(path) == [
        ("Wren", "ask_feedback", None, TODAY.isoformat(), "hr_manager", "email", None, None)
    ]
    assert "Asked. Two weeks are a fair time to wait." in texts(app)
    assert boards(app)[0] == "To ask · 2"
    press(app, "undo_last")
    assert kept(path) == []
    assert boards(app)[0] == "To ask · 3"


def test_a_letter_without_a_name_says_so_and_whom_one_writes_to_can_be_named(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(THREE)
    app = visit("follow_up")
    rook = [button.key for button in app.button if (button.key or "").startswith("write-")][1]
    missing = "No name stands under it yet: write yours here before you send it."
    for label, words in (("Your name, as you sign", "Robin"), ("Their name, if you know it", "Bo Marsh")):
        press(app, str(rook))
        assert (missing in texts(app)) == (label == "Your name, as you sign")
        assert next(field for field in app.selectbox if field.label == "Whom you write to").value is None
        next(field for field in app.text_input if field.label == label).set_value(words).run()
    body = str(press(app, str(rook)).text_area[0].value)
    assert body.startswith("Hello Bo Marsh,")
    assert body.endswith("Robin")
    opened = open_workspace(path)
    names = opened.ask("SELECT contact_name FROM interviews ORDER BY company", {}).contact_name
    opened.close()
    assert names.fillna("").tolist() == ["", "Bo Marsh", "Ada Quill"]


def test_a_request_that_waits_is_reminded_once_and_then_left(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(THREE)
    asked(path, "Wren", TODAY - dt.timedelta(days=14))
    app = visit("follow_up")
    assert title(app).startswith("Ask 1 of 2 and remind 1")
    assert any("No reply for 2 weeks. One reminder is fine." in words for words in texts(app))
    press(app, "remind-")
    assert f"On {wording.date(TODAY - dt.timedelta(days=14))} I asked you" in str(app.text_area[0].value)
    submit(app, "Mark as done")
    assert kept(path)[0][6] == TODAY.isoformat()
    assert any(
        "Leave it at that" in words or "leave it at that" in words for words in texts(visit("follow_up"))
    )


def test_an_answer_becomes_feedback_with_its_source_and_is_to_be_thanked(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(THREE)
    asked(path, "Wren", TODAY - dt.timedelta(days=3), asked_of="hr_manager")
    app = press(visit("follow_up"), "answered-")
    next(area for area in app.text_area if area.label == "Their words").set_value(
        "We would have liked one concrete example of a difficult client."
    )
    submit(app, "Keep their words")
    opened = open_workspace(path)
    said = opened.ask("SELECT text, source, basis, received_on FROM feedback", {})
    opened.close()
    assert [tuple(map(str, row)) for row in said.itertuples(index=False)] == [
        (
            "We would have liked one concrete example of a difficult client.",
            "hr_manager",
            "verbatim",
            f"{TODAY} 00:00:00",
        )
    ]
    app = visit("follow_up")
    assert boards(app)[2] == "To thank · 1"
    next(c for c in app.segmented_control if c.key == "board").set_value("thank").run()
    press(app, "thanked-")
    assert boards(app)[2] == "To thank · 0"


def test_who_would_rather_not_say_is_left_in_peace(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = with_csv(THREE)
    asked(path, "Wren", TODAY - dt.timedelta(days=3))
    app = press(visit("follow_up"), "declines-")
    assert kept(path)[0][7] == "declined"
    assert any("that is fine" in words for words in texts(app))
    press(app, "undo_last")
    assert kept(path)[0][7] is None


def test_a_reminder_is_kept_moved_and_removed(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = with_csv(THREE)
    app = visit("follow_up")
    for day, note in ((TODAY + dt.timedelta(days=5), "Ring her"), (TODAY + dt.timedelta(days=6), "")):
        app.date_input[0].set_value(day)
        next(i for i in app.text_input if i.label == "A note to yourself").set_value(note)
        next(b for b in app.button if b.label == "Remind me" and b.form_id).click().run()
        assert not app.exception, app.exception
    assert kept(path) == [
        ("Wren", "ask_feedback", (TODAY + dt.timedelta(days=6)).isoformat(), None, None, None, None, None)
    ]
    assert any("Ring her" in words for words in texts(app))
    press(app, "unremind-")
    assert kept(path) == []


def test_a_door_that_opened_leads_to_a_new_interview(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = with_csv(THREE)
    app = visit("follow_up")
    next(c for c in app.segmented_control if c.key == "board").set_value("doors").run()
    assert "Nobody was hired 2 weeks ago. No word from you since." in " ".join(texts(app)) or any(
        words.startswith("Nobody was hired") for words in texts(app)
    )
    press(app, "reopen-")
    opened = open_workspace(path)
    new = opened.ask("SELECT company, outcome, applied_on FROM interviews WHERE outcome = 'pending'", {})
    opened.close()
    assert [tuple(map(str, row)) for row in new.itertuples(index=False)] == [
        ("Rook", "pending", f"{TODAY} 00:00:00")
    ]
    assert ("Positions that opened again", "1 of 3") in list(zip(texts(app), texts(app)[1:], strict=False))


def test_without_a_final_the_page_says_what_it_is_for(workspace_file: Path, visit: Visit) -> None:
    assert title(visit("follow_up")) == "No finals to follow up yet"


@pytest.mark.parametrize("board", ["ask", "doors", "thank"])
def test_hostile_names_stay_words_on_every_board(workspace_file: Path, visit: Visit, board: str) -> None:
    opened = open_workspace(workspace_file)
    hostile = Interview(
        company=HOSTILE,
        role=HOSTILE,
        contact_name=HOSTILE,
        contact_role=HOSTILE,
        contact_email=HOSTILE,
        interviewed_on=TODAY - dt.timedelta(days=20),
        stage_reached="final_round",
        outcome="second_place",
    )
    opened.save_interview(hostile, at=NOON)
    answered = opened.save_interview(hostile, at=NOON)
    opened.save_feedback(
        Feedback(interview_id=answered, source="hr_manager", text="Sorry.", received_on=TODAY), at=NOON
    )
    opened.save_follow_up(
        FollowUp(interview_id=answered, kind="ask_feedback", due_on=TODAY, note=HOSTILE), at=NOON
    )
    opened.close()
    app = visit("follow_up")
    next(c for c in app.segmented_control if c.key == "board").set_value(board).run()
    assert not app.exception, app.exception
    press(app, "write-")
    assert [words.value for words in app.markdown if "](" in words.value] == []
    (link,) = [element.proto.url for element in app.get("link_button")]
    told = parse_qs(urlsplit(link).query)
    assert (urlsplit(link).path, set(told)) == ("", {"subject", "body"})


def asked(path: Path, company: str, day: dt.date, **more: str) -> None:
    """Keep that feedback was asked for."""
    opened = open_workspace(path)
    (interview_id,) = opened.ask(
        "SELECT interview_id FROM interviews WHERE company = $company", {"company": company}
    ).interview_id
    opened.save_follow_up(
        FollowUp(interview_id=interview_id, kind="ask_feedback", done_on=day, **more),  # ty: ignore[invalid-argument-type]
        at=NOON,
    )
    opened.close()
