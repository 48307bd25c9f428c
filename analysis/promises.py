"""When somebody said to write again: the sentence that says it, and the day it names, read from English words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 160  # characters of a sentence shown
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
_MONTHS += ("october", "november", "december")
# As the north has them; the day it is read as stands beside the words.
_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "new year": 1}
_BEGINS |= {month: n for n, month in enumerate(_MONTHS, 1)}
_LASTS = {"spring": 3, "summer": 3, "autumn": 3, "fall": 3, "winter": 3}  # months; a month lasts one
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MANY = {word: float(n) for n, word in enumerate(_NUMBERS, 1)}
_MANY |= {"a": 1.0, "an": 1.0, "half a": 0.5, "a couple of": 2.0, "a few": 3.0, "several": 3.0}
_DAYS = {"day": 1, "week": 7, "month": 30}

_HOW_MANY = rf"(half a|a couple of|a few|several|{'|'.join(_NUMBERS)}|an?|\d{{1,2}})"
_WHEN = "|".join(sorted(_BEGINS, key=len, reverse=True))
_SPAN = re.compile(
    rf"\b(?:in|after|wait|allow|(?:for )?(?:at least|another|the next))(?: about| around| roughly| another| at least)? "
    rf"{_HOW_MANY}(?:(?: to | or |-|\u2013){_HOW_MANY})? (day|week|month|year)s?\b"
    rf"|\b{_HOW_MANY} (day|week|month|year)s? from (?:now|today)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(in|on|after|next|from|until|till)(?: the)?(?: early| late| coming| next| following)?"
    rf"(?: (\d{{1,2}})(?:st|nd|rd|th)?(?: of)?)? ({_WHEN})\b(?: (\d{{1,2}})(?:st|nd|rd|th)?\b(?! \d))?(?:,? (\d{{4}})\b)?",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"\bnext year\b", re.IGNORECASE)
_WHOM = r"(?:to )?(?:me|us|them|him|her|again|back)"
# What a database and Python both read: no look-around.
INVITED = (
    rf"(?:\b(?:writ(?:e|ing)|contact(?:ing)?|call|ring|phone|e-?mail|message) {_WHOM}\b|\b(?:get|be|keep|stay)(?:ting|ing)? in touch\b|\breach out\b"
    r"|\b(?:come|get) back\b|\b(?:try|ask|speak|talk|knock) again\b|\bhear from\b"
    r"|\bre-?apply(?:ing)?\b|\bapply(?:ing)? (?:again|to us|with us)\b|\b(?:welcome to|you to|you may|you can) apply\b"
    r"|(?:^|[.!?:;\n] ?)(?:please |do |and |so )*(?:write|call|ring|phone|e-?mail|contact)\b)"
)
TIMED = rf"\b(?:(?:day|week|month|year)s?|{_WHEN}|when|once|as soon as|after|until|till)\b"
_INVITED = re.compile(INVITED, re.IGNORECASE)
# Whatever is found in a sentence as an invitation holds one of these; most sentences hold none, and are done with sooner.
_INVITING = (
    "writ",
    "contact",
    "call",
    "ring",
    "phone",
    "mail",
    "message",
    "touch",
    "reach",
    "back",
    "again",
    "hear",
    "apply",
)
_CONDITION = re.compile(
    r"\b(?:when|once|as soon as|after|until|till) (?:the|it|we|our|that|this|there|they|their)\b",
    re.IGNORECASE,
)
# "We will contact you when something opens" stands in every second letter, and asks nobody to wait.
_THEY_WILL = re.compile(
    r"['\u2019](?:ll|d)\b|\b(?:will|would|shall)\b|\b(?:we|i) (?:may|can)\b|\bmay (?:we|i)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Promise:
    """A sentence that says when to write, and the day before which it asks for nothing; None where it names no day."""

    words: str
    day: dt.date | None


def promise_in(text: str, *, told_on: dt.date | None) -> Promise | None:
    """Give the first sentence of a text that says when to write again, reckoned from the day it was said; None without one.

    A span ("in two years") counts from that day, a season or month ("next spring", "after the summer") is the first that
    begins after it, a day is itself. A sentence that only says what to wait for ("when the budget is through") has no day.
    """
    found = [
        promise
        for sentence in _sentences(text)
        if (promise := _promise(sentence, told_on=told_on)) is not None
    ]
    return next((promise for promise in found if promise.day), found[0] if found else None)


def _sentences(text: str) -> Iterable[str]:
    return (sentence.strip() for sentence in re.split(r"(?<=[.!?])\s+|\n+", text))


def _promise(sentence: str, *, told_on: dt.date | None) -> Promise | None:
    if not _may_invite(sentence) or not _INVITED.search(sentence):
        return None
    shown = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 2] + " \u2026"
    day = _after_a_span(sentence, told_on) or _in_a_season(sentence, told_on)
    if day:
        return Promise(shown, day)
    waits = _CONDITION.search(sentence) and not _THEY_WILL.search(sentence)
    # A time that cannot be reckoned, for want of the day it was said, is still a time.
    timed = _SPAN.search(sentence) or _SEASON.search(sentence) or _NEXT_YEAR.search(sentence)
    return Promise(shown, None) if waits or timed else None


def _may_invite(sentence: str) -> bool:
    lowered = sentence.lower()
    # Beyond ASCII a pattern takes more letters for the same than `lower` does.
    return not sentence.isascii() or any(word in lowered for word in _INVITING)


def _after_a_span(sentence: str, told_on: dt.date | None) -> dt.date | None:
    span = _SPAN.search(sentence)
    if span is None or told_on is None:
        return None
    many, unit = (words.lower() for words in ((span[1], span[3]) if span[1] else (span[4], span[5])))
    how_many = float(many) if many.isdigit() else _MANY[many]
    months = how_many * {"month": 1, "year": 12}.get(unit, 0)
    if months and months % 1 == 0:
        return _later(told_on, int(months))
    return told_on + dt.timedelta(days=int(how_many * _DAYS[unit]))


def _in_a_season(sentence: str, told_on: dt.date | None) -> dt.date | None:
    named = _SEASON.search(sentence)
    if named is None and told_on and _NEXT_YEAR.search(sentence):
        return dt.date(told_on.year + 1, 1, 1)
    if named is None or (told_on is None and not named[5]):
        return None
    before, name, year = named[1].lower(), named[3].lower(), int(named[5]) if named[5] else None
    on = int(named[2] or named[4] or 1)
    month = _BEGINS[name]
    try:
        day = dt.date(year or (told_on or dt.date.min).year, month, on)
        if year is None and told_on and day <= told_on:
            day = day.replace(year=day.year + 1)
    except ValueError:  # 31 June, 29 February
        return None
    if before == "after" and not (named[2] or named[4]):
        return _later(day, _LASTS.get(name, 1))
    return day


def _later(day: dt.date, months: int) -> dt.date:
    """Give the same day so many months later; the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
