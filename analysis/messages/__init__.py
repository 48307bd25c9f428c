"""Messages to the people who decided: to ask for feedback, to remind, to thank and to keep in touch, from words kept as data."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

from analysis import mail, wording
from analysis.plain_text import in_a_sentence
from data.records import Outcome, Stage

if TYPE_CHECKING:
    from jinja2 import Environment, Template

Kind = Literal["ask", "remind", "thank", "keep_in_touch"]
Form = Literal["email", "linkedin", "phone"]
Tone = Literal["warm", "plain"]
Length = Literal["short", "full"]
Asked = Literal["interviewer", "hiring_manager", "hr_manager", "recruiter"]

KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS: tuple[Form, ...] = get_args(Form)
TONES: tuple[Tone, ...] = get_args(Tone)
LENGTHS: tuple[Length, ...] = get_args(Length)
ASKED: tuple[Asked, ...] = get_args(Asked)

LONGEST_SUBJECT = 120  # characters
LONGEST_NAME = 80  # characters of a name in a guide
LINKEDIN = 300  # characters, all of them: longer is not sent
# Words of an e-mail, and of a script, in which the answers to "no time" and "rather not" take some forty.
MOST_WORDS: Mapping[Form, Mapping[Length, int]] = MappingProxyType(
    {"email": {"short": 120, "full": 220}, "phone": {"short": 160, "full": 240}}
)

_FILE = Path(__file__).with_name("messages.toml")
_JUDGED = ("second_place", "rejected")
_RELAYS = ("hr_manager", "recruiter")
_NAMES = ("company", "role", "contact_name", "own_name")


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What is known of one interview and its contact; None is not known, and the message does without it.

    `vague` is what they already said without a reason: never quoted, only that they were kind enough to write.
    `open_questions` are factor ids, the most important first; `reason_to_write` is a key of REASONS or own words.
    """

    company: str | None
    role: str | None
    interviewed_on: dt.date | None
    decided_on: dt.date | None
    stage: Stage | None
    outcome: Outcome | None
    contact_name: str | None
    asked_of: Asked | None
    contact_email: str | None
    vague: str | None
    open_questions: tuple[str, ...]
    own_name: str | None
    asked_on: dt.date | None
    answered_on: dt.date | None
    months_since: int | None
    reason_to_write: str | None


@dataclass(frozen=True)
class Message:
    """What goes out; only an e-mail has a subject."""

    subject: str | None
    body: str


def signed(body: str, *, before: str, now: str) -> str:
    """Give words that were changed by hand with the name `now` at their end, in the place of the name `before`."""
    words = body.rstrip()
    if before and words.endswith(before):
        return (words.removesuffix(before) + now).rstrip()
    between = "\n\n" if "\n" in words else " "
    return f"{words}{between}{now}" if now else words


def ends_alike(body: str, written: str) -> bool:
    """Whether the last line still is what was written, so that nobody has put a name under it by hand."""
    return body.rstrip().splitlines()[-1:] == written.rstrip().splitlines()[-1:]


@dataclass(frozen=True)
class Way:
    """One way to say a thing: what must be known for it, and its words, a template only where something is filled in."""

    when: frozenset[str]
    words: str | Template

    def said(self, facts: Mapping[str, str]) -> str:
        """Give the words, filled in."""
        return self.words if isinstance(self.words, str) else self.words.render(facts)


def write(occasion: Occasion, kind: Kind, *, form: Form, tone: Tone, length: Length) -> Message:
    """Give the message; where it is too long, sentences are left out first, then whole names, and nothing is cut."""
    written = _from_full_to_bare(occasion, kind, form=form, tone=tone, length=length)
    return next(message for message in written if _fits(message, form=form, length=length))


def questions_of(occasion: Occasion) -> tuple[str, str]:
    """Give the two questions to ask: the person's own open ones as far as they can be asked, then general ones."""
    own = [
        question for factor in dict.fromkeys(occasion.open_questions) if (question := question_about(factor))
    ]
    first, second, *_ = [*own, *_general(_conditions(occasion))]
    return first, second


def question_about(factor: str) -> str | None:
    """Give the question a person may ask about a factor; None where nobody is asked about it."""
    return _data()["questions"].get(factor)


def general_question(occasion: Occasion) -> str:
    """Give the one question that is of no factor and may always be asked."""
    return _general(_conditions(occasion))[0]


def filled(ways: Iterable[Way], occasion: Occasion) -> tuple[str, ...]:
    """Give every way whose conditions hold, filled in; a name nobody would say in one breath is left out."""
    told = _told(occasion)
    told = replace(told, **{n: None for n in _NAMES if len(getattr(told, n) or "") > LONGEST_NAME})
    facts = _facts(told)
    return tuple(_rendered(ways, facts, {*facts, *_conditions(told)}))


def ways_of(texts: Iterable[str | Mapping[str, str]]) -> tuple[Way, ...]:
    """Give the ways written in a data file: each a text, or a text with its conditions."""
    told = [text if isinstance(text, Mapping) else {"when": "", "say": text} for text in texts]
    return tuple(_way(way["when"], way["say"]) for way in told)


def mailto(message: Message, to: str | None) -> str:
    """Give the message as a mailto link; without an address the mail program asks for one."""
    return mail.link(message.subject, message.body, to=to)


def eml(message: Message, to: str | None, *, sender: str | None) -> bytes:
    """Give the message as a file that a mail program opens as a draft."""
    return mail.unsent(message.subject, message.body, to=to, sender=sender, attached=None)


def _from_full_to_bare(
    occasion: Occasion, kind: Kind, *, form: Form, tone: Tone, length: Length
) -> Iterator[Message]:
    """Give the message again and again with less in it; the last one holds no name and only what is always said."""
    told = _told(occasion)
    paragraphs = _data()[kind][form]
    droppable = _data()["leave_out"][f"{kind}_{form}"]
    # The longest name is the one that takes the place; own words stay longest.
    names = sorted((n for n in _NAMES if getattr(told, n)), key=lambda n: -len(getattr(told, n)))
    for left in range(len(names) + 2):
        gone = [*names, "reason_to_write"][:left]
        facts = _facts(replace(told, **dict.fromkeys(gone)))
        known = {*facts, *_conditions(told), tone, length, form}
        said = {name: _said(name, facts, known) for paragraph in paragraphs for name in paragraph}
        for fewer in range(len(droppable) + 1):
            kept = [[said[n] for n in paragraph if n not in droppable[:fewer]] for paragraph in paragraphs]
            body = _joined(kept, form)
            yield Message(_subject(kind, facts, known) if form == "email" else None, body)


def _joined(paragraphs: Iterable[Iterable[str]], form: Form) -> str:
    told = [" ".join(filter(None, sentences)) for sentences in paragraphs]
    return (" " if form == "linkedin" else "\n\n").join(filter(None, told))


def _fits(message: Message, *, form: Form, length: Length) -> bool:
    if form == "linkedin":
        return len(message.body) <= LINKEDIN
    return len(message.body.split()) <= MOST_WORDS[form][length]


def _told(occasion: Occasion) -> Occasion:
    """Give the occasion with every text as it can stand in a sentence."""
    texts = (*_NAMES, "vague", "reason_to_write")
    return replace(occasion, **{name: in_a_sentence(getattr(occasion, name)) for name in texts})


def _facts(told: Occasion) -> dict[str, str]:
    """Give the words a text may use, those that are known."""
    first, second = questions_of(told)
    words = {
        "meeting": _data()["meetings"][told.stage or "not_known"],
        "role": told.role,
        "company": told.company,
        "contact": told.contact_name,
        "own_name": told.own_name,
        "interviewed": _day(told.interviewed_on),
        "decided": _day(told.decided_on),
        "asked": _day(told.asked_on),
        "answered": _day(told.answered_on),
        "since": _since(told.months_since),
        "reason": None if told.reason_to_write in REASONS else _sentence(told.reason_to_write),
        "first_question": first,
        "second_question": second,
    }
    known = {name: value for name, value in words.items() if value}
    return known | {name: fragment.render(known) for name, fragment in _fragments().items()}


def _conditions(told: Occasion) -> set[str]:
    held = {
        told.stage,
        told.outcome,
        told.asked_of,
        told.reason_to_write if told.reason_to_write in REASONS else None,
        "vague" if told.vague else None,
        "judged" if told.outcome in _JUDGED else None,
        "relays" if told.asked_of in _RELAYS else None,
    }
    return {condition for condition in held if condition}


def _general(known: set[str]) -> list[str]:
    return [way.said({}) for way in _ways("general") if way.when <= known]


def _subject(kind: Kind, facts: Mapping[str, str], known: set[str]) -> str:
    ways = _rendered(_ways(f"{kind}_subject"), facts, known)
    return next(subject for subject in ways if len(subject) <= LONGEST_SUBJECT)


def _said(name: str, facts: Mapping[str, str], known: set[str]) -> str:
    return next(_rendered(_ways(name), facts, known))


def _rendered(ways: Iterable[Way], facts: Mapping[str, str], known: set[str]) -> Iterator[str]:
    """Give each way to say a thing whose conditions hold and whose words are all known, the most specific first."""
    for way in ways:
        if way.when <= known:
            # A name that ends in a full stop, "Inc.", ends the sentence too.
            yield re.sub(r"(?<!\.)\.\.$", ".", way.said(facts))


def _day(day: dt.date | None) -> str | None:
    return wording.date(day) if day else None


def _since(months: int | None) -> str | None:
    """Give "six months", "a year and a half"; None for less than a month."""
    if months is None or months < 1:
        return None
    if months < 12:
        return "a month" if months == 1 else f"{wording.number(months)} months"
    if months < 24:
        return "a year" if months < 18 else "a year and a half"
    return f"{wording.number(months // 12)} years"


def _sentence(words: str | None) -> str | None:
    return words if not words or words[-1] in ".!?…" else f"{words}."


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    from jinja2 import (
        Environment,
        StrictUndefined,
    )  # the first page writes no message, and is there a tenth sooner

    # Plain text: a page that shows it escapes it there.
    return Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701


@cache
def _fragments() -> Mapping[str, Template]:
    return {name: _environment().from_string(text) for name, text in _data()["fragments"].items()}


@cache
def _ways(name: str) -> tuple[Way, ...]:
    return ways_of(_data()["general"]["questions"] if name == "general" else _data()["say"][name])


def _way(when: str, words: str) -> Way:
    from jinja2 import meta

    needed = meta.find_undeclared_variables(_environment().parse(words))
    return Way(frozenset(when.split()) | needed, _environment().from_string(words) if needed else words)


# Reasons to write again, each with its words for a page; `reason_to_write` may be a key or a person's own words.
REASONS: Mapping[str, str] = MappingProxyType(_data()["reasons"])
