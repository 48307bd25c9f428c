"""The calendar file of reminders: what RFC 5545 asks for, the day that was meant, and no line that a title brought."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from analysis.reminders import Reminder, ics

ASK = Reminder(
    uid_seed="7f3a",
    sequence=0,
    changed_at=dt.datetime(2026, 6, 1, 8, 30, 5),
    due_on=dt.date(2026, 6, 8),
    title="Ask Farida Nasser for feedback",
    body="Copperline Telecom, Training coordinator.\nTwo questions; a draft is on the page.",
)
# The properties of RFC 5545, 3.6.1 and 3.6.6, that must be there once.
REQUIRED = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
LINE = re.compile(r"[A-Z-]+(;[A-Z-]+=[^\";:,]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")
HOSTILE = (
    "Ask\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other@second-place",
    "Ask\nATTACH:http://example.org/x",
    "Ask\u2028METHOD:CANCEL\x85X:Y\x0bZ:W\x0cV:U",
    'Ask; "all", of \\n them: \\, \\;',
    "\u202eksA\u202c \u200b\x00\x1b[31m <b>Ask</b>",
    "\ud800Ask",
    "ü" * 500,
    "a 👩‍👩‍👧 " * 60,
    "",
    "\u200b\r\n",
)


def lines_of(file: bytes) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", file.decode("utf-8")).removesuffix("\r\n").split("\r\n")


def events_of(file: bytes) -> list[Any]:
    return Calendar.from_ical(file).walk("VEVENT")


def test_a_reminder_is_a_day_with_a_bell_at_nine_and_says_when_it_was_changed() -> None:
    assert lines_of(ics([ASK])) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Second Place//Reminders//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "SUMMARY:Ask Farida Nasser for feedback",
        "DTSTART;VALUE=DATE:20260608",
        "DTEND;VALUE=DATE:20260609",
        "DTSTAMP:20260601T083005Z",
        "UID:7f3a@second-place",
        "SEQUENCE:0",
        "CLASS:PRIVATE",
        r"DESCRIPTION:Copperline Telecom\, Training coordinator.\nTwo questions\; a draft is on the page.",
        "LAST-MODIFIED:20260601T083005Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Ask Farida Nasser for feedback",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_cancelled_reminder_takes_itself_back_under_the_same_name_and_rings_no_bell() -> None:
    taken_back = lines_of(ics([replace(ASK, sequence=1, cancelled=True)]))
    assert "UID:7f3a@second-place" in taken_back
    assert "SEQUENCE:1" in taken_back
    assert "STATUS:CANCELLED" in taken_back
    assert "BEGIN:VALARM" not in taken_back


def test_a_change_keeps_the_name_and_says_that_it_is_newer() -> None:
    later = replace(ASK, sequence=3, changed_at=dt.datetime(2026, 6, 2, 9, 0), due_on=dt.date(2026, 6, 15))
    before, since = (events_of(ics([r]))[0] for r in (ASK, later))
    assert before["UID"] == since["UID"]
    assert (before["SEQUENCE"], since["SEQUENCE"]) == (0, 3)
    assert before["LAST-MODIFIED"].dt < since["LAST-MODIFIED"].dt


def test_the_same_reminders_give_the_same_bytes() -> None:
    many = [
        ASK,
        replace(ASK, uid_seed="8a", title="Thank Lee Moss"),
        replace(ASK, uid_seed="9b", cancelled=True),
    ]
    assert ics(many) == ics(list(many))
    assert [str(e["UID"]) for e in events_of(ics(many))] == [
        "7f3a@second-place",
        "8a@second-place",
        "9b@second-place",
    ]


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2026, 3, 29),  # the clocks go forward in Europe
        dt.date(2026, 10, 25),  # and back
        dt.date(2026, 3, 8),  # forward in the United States
        dt.date(2026, 11, 1),  # and back
        dt.date(2028, 2, 29),
        dt.date(2026, 12, 31),
    ],
    ids=str,
)
def test_a_reminder_keeps_its_day_whatever_the_clocks_do(day: dt.date) -> None:
    (event,) = events_of(ics([replace(ASK, due_on=day)]))
    assert type(event["DTSTART"].dt) is dt.date
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, day + dt.timedelta(days=1))
    assert event.walk("VALARM")[0]["TRIGGER"].dt == dt.timedelta(hours=9)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_a_hostile_title_brings_no_line_of_its_own(text: str) -> None:
    _follows_the_rules(replace(ASK, title=text, body=text))


@settings(max_examples=25, deadline=None)
@given(title=st.text(max_size=100), body=st.text(max_size=100), seed=st.text("0123456789abcdef-", min_size=1))
def test_any_text_makes_a_file_by_the_rules(title: str, body: str, seed: str) -> None:
    _follows_the_rules(replace(ASK, title=title, body=body, uid_seed=seed))


def test_no_reminder_is_no_calendar_file() -> None:
    with pytest.raises(ValueError, match="at least one reminder"):
        ics([])


def _follows_the_rules(reminder: Reminder) -> None:
    file = ics([reminder])
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", file)
    lines = lines_of(file)
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    names = [re.split("[;:]", line)[0] for line in lines]
    assert all(names.count(name) == 1 for name in REQUIRED)
    expected = [re.split("[;:]", line)[0] for line in lines_of(ics([ASK]))]
    assert [n for n in names if n != "DESCRIPTION"] == [n for n in expected if n != "DESCRIPTION"]
    (event,) = events_of(file)
    assert event.errors == []
    assert str(event["UID"]) == f"{reminder.uid_seed}@second-place"
    assert event["DTSTART"].dt == reminder.due_on
    assert "\n" not in event["SUMMARY"]
    assert event["SUMMARY"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", event["SUMMARY"] + event.get("DESCRIPTION", ""))
