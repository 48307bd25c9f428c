"""Reminders as a calendar file (RFC 5545) that common calendars import, and that replaces what it brought before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.plain_text import plain

if TYPE_CHECKING:
    from icalendar import Alarm, Event

MORNING = dt.timedelta(hours=9)
_UNTITLED = "Reminder"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Something to do on a day: `uid_seed` stays the same for good, `sequence` goes up with every change.

    `changed_at` is naive UTC; a cancelled one takes back what an earlier file brought.
    """

    uid_seed: str
    sequence: int
    changed_at: dt.datetime
    due_on: dt.date
    title: str
    body: str
    cancelled: bool = False


def ics(reminders: Sequence[Reminder]) -> bytes:
    """Give the reminders as one calendar file, the same bytes for the same reminders. Raises ValueError for none."""
    if not reminders:
        message = "A calendar file holds at least one reminder"
        raise ValueError(message)
    from icalendar import (
        Calendar,
    )  # only here and below: a seventh of a second that the first page does not need

    calendar = Calendar()
    calendar.add("prodid", "-//Second Place//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for reminder in reminders:
        calendar.add_component(_event(reminder))
    return calendar.to_ical()


def _event(reminder: Reminder) -> Event:
    from icalendar import Event

    title = plain(reminder.title).strip() or _UNTITLED
    changed_at = reminder.changed_at.replace(tzinfo=dt.UTC, microsecond=0)
    event = Event()
    event.add("uid", f"{plain(reminder.uid_seed)}@second-place")
    event.add("sequence", reminder.sequence)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    # A day and no time: no time zone and no change of the clocks can move it.
    event.add("dtstart", reminder.due_on)
    event.add("dtend", reminder.due_on + dt.timedelta(days=1))
    event.add("summary", title)
    body = "\n".join(plain(line).rstrip() for line in reminder.body.splitlines())
    if body.strip():
        event.add("description", body)
    event.add("status", "CANCELLED" if reminder.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a thing to do, not a busy day
    event.add("class", "PRIVATE")  # a calendar may be shared with an employer
    if not reminder.cancelled:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    # Counted from midnight of the day where the reader is (RFC 5545, 3.8.6.3); an absolute time would have to be in UTC.
    # Apple's calendar and Thunderbird ring at nine that morning, Google's as its owner set it. Outlook cannot ring once a
    # day has begun and reads every duration as time before ([MS-OXCICAL], VALARM): at three in the afternoon before.
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", MORNING)
    return alarm
