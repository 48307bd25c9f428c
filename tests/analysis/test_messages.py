"""Messages to the people who decided: whole, courteous and within limits whatever is known, and nothing else in their headers."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import messages
from analysis.coding import default_codebook
from analysis.messages import (
    ASKED,
    FORMS,
    KINDS,
    LENGTHS,
    LINKEDIN,
    LONGEST_SUBJECT,
    MOST_WORDS,
    REASONS,
    TONES,
    Form,
    Kind,
    Length,
    Message,
    Occasion,
    Tone,
    eml,
    mailto,
    questions_of,
    write,
)
from data.records import OUTCOMES, STAGES

WORDS = tomllib.loads((Path(messages.__file__).parent / "messages.toml").read_text(encoding="utf-8"))
# What nobody is asked about and nothing is said of.
PROTECTED = re.compile(
    r"\b(age|aged|old|older|young|younger|generation|visa|permit|sponsor\w*|nationality|citizen\w*|accent|native|language|"
    r"health|ill|illness|sick|disab\w*|medical|pregnan\w*|famil\w*|child\w*|parent\w*|marri\w*|husband|wife|gender|"
    r"woman|women|man|men|sex|race|ethnic\w*|religio\w*|faith|politic\w*|union|overqualified)\b",
    re.IGNORECASE,
)
# What a message that was filled in shows where nothing was known.
HOLE = re.compile(
    r"  |[ \t]$|^[ \t]| [.,;:?!)]|,,|\.\.|,\.|\(\)|\{\{|\}\}|\{%|\bNone\b|\bnan\b|no date|"
    r"\b(for|at|on|of|with|about|since|the)[.,?;:]|\b(for|at|on|of) (for|at|on|of)\b|\bthe the\b|\ba a\b|\n\n\n",
    re.MULTILINE,
)
PLEADING = re.compile(
    r"\b(please|reconsider|unfair|disappoint\w*|deserv\w*|urgent\w*|must|beg|asap|sorry)\b|!", re.IGNORECASE
)

KNOWN = Occasion(
    company="Copperline Telecom",
    role="Training coordinator",
    interviewed_on=dt.date(2026, 6, 3),
    decided_on=dt.date(2026, 6, 10),
    stage="final_round",
    outcome="second_place",
    contact_name="Farida Nasser",
    asked_of="interviewer",
    contact_email="farida.nasser@copperline.example.org",
    vague="a stronger candidate",
    open_questions=("evidence_examples", "stronger_competitor", "leadership"),
    own_name="Jo Smith",
    asked_on=dt.date(2026, 6, 15),
    answered_on=dt.date(2026, 6, 20),
    months_since=6,
    reason_to_write="open_again",
)
_NO_FIELDS: dict[str, Any] = {**dict.fromkeys(vars(KNOWN)), "open_questions": ()}
NOTHING = Occasion(**_NO_FIELDS)


def test_a_request_says_what_is_known_of_the_interview_and_asks_the_persons_own_questions() -> None:
    message = write(KNOWN, "ask", form="email", tone="plain", length="full")
    assert message.subject == "Training coordinator at Copperline Telecom: thank you, and two questions"
    assert message.body == (
        "Dear Farida Nasser,\n\n"
        "Thank you again for the final interview for the Training coordinator role at Copperline Telecom on 3 June 2026. "
        "It was kind of you to write to me about the decision of 10 June 2026. "
        "I wish the person who was chosen every success.\n\n"
        "I do not question the decision; I would like to learn from it. May I ask you two questions?\n\n"
        "1. At which point would a concrete example have helped most?\n"
        "2. What would have been good to see or hear about how I lead and guide others?\n\n"
        "A sentence or two is plenty, in writing or on the phone, whichever is easier for you. "
        "If you would rather not say, that is perfectly fine.\n\n"
        "I would be glad to stay in touch, and to hear from you should a similar role come up.\n\n"
        "Kind regards,\nJo Smith"
    )


def test_a_request_of_which_nothing_is_known_is_whole() -> None:
    message = write(NOTHING, "ask", form="email", tone="plain", length="short")
    assert message.subject == "Thank you for the interview, and two questions"
    assert message.body == (
        "Hello,\n\n"
        "Thank you again for the interview.\n\n"
        "I would like to do better next time. May I ask you two questions?\n\n"
        "1. What is the one thing I could do better next time?\n"
        "2. What should I keep doing the way I did it?\n\n"
        "If you would rather not say, that is perfectly fine.\n\n"
        "I would be glad to stay in touch.\n\n"
        "Kind regards"
    )


def test_a_message_for_linkedin_keeps_the_question_and_the_way_out_within_300_characters() -> None:
    assert write(KNOWN, "ask", form="linkedin", tone="plain", length="full") == Message(
        None,
        "Hello Farida Nasser, thank you again for the final interview for the Training coordinator role at "
        "Copperline Telecom on 3 June 2026. May I ask you one question? At which point would a concrete example have "
        "helped most? If you would rather not say, that is perfectly fine. Kind regards, Jo Smith",
    )


def test_a_name_too_long_for_linkedin_is_left_out_whole_and_the_rest_stays() -> None:
    long = replace(KNOWN, company="Copperline " * 19)
    assert write(long, "ask", form="linkedin", tone="warm", length="short").body == (
        "Hello Farida Nasser, thank you again for the final interview for the Training coordinator role on 3 June 2026. "
        "May I ask you one question? At which point would a concrete example have helped most? "
        "If you would rather not say, that is perfectly fine. Best wishes, Jo Smith"
    )


def test_a_script_for_the_phone_says_what_to_say_first_without_time_and_when_they_decline() -> None:
    script = write(NOTHING, "ask", form="phone", tone="plain", length="short")
    assert script.body.split("\n\n") == [
        "First: Hello. (Say who you are.) I am calling about the interview. Thank you again for it. "
        "I would like to do better next time. Do you have five minutes for two questions?",
        "Ask:\n1. What is the one thing I could do better next time?\n2. What should I keep doing the way I did it?",
        "If there is no time: Of course. Would another time suit you better, or shall I send you the two questions in writing?",
        "If they would rather not say: That is perfectly fine, and thank you all the same.",
        "To close: Thank you for your time. I would be glad to stay in touch.",
    ]


def test_only_where_somebody_was_chosen_is_anybody_wished_well() -> None:
    for outcome, wished in (
        ("second_place", True),
        ("no_decision", False),
        ("rejected", False),
        (None, False),
    ):
        told = replace(KNOWN, outcome=outcome)
        assert ("was chosen" in write(told, "ask", form="email", tone="warm", length="full").body) is wished
    paused = write(
        replace(KNOWN, outcome="no_decision"), "ask", form="email", tone="plain", length="full"
    ).body
    assert "I understand that the position has not gone ahead for now." in paused
    assert "Should the position open again" in paused
    assert "decision" not in paused


def test_what_they_said_already_is_never_quoted_at_them() -> None:
    for kind, form, tone, length in ALL_CHOICES:
        assert "stronger" not in write(KNOWN, kind, form=form, tone=tone, length=length).body


def test_who_may_only_have_heard_of_the_interview_is_asked_for_what_may_be_passed_on() -> None:
    for asked_of, passed_on in (
        ("hr_manager", True),
        ("recruiter", True),
        ("interviewer", False),
        (None, False),
    ):
        body = write(replace(KNOWN, asked_of=asked_of), "ask", form="email", tone="plain", length="full").body
        assert ("As far as you may pass on what was said" in body) is passed_on


def test_a_reminder_says_when_it_was_asked_and_that_it_is_the_last_one() -> None:
    body = write(KNOWN, "remind", form="email", tone="plain", length="short").body
    assert body.startswith(
        "Dear Farida Nasser,\n\nOn 15 June 2026 I asked you for a word of feedback on the final interview"
    )
    assert "that is perfectly fine, and I will not ask again." in body


def test_thanks_ask_for_nothing() -> None:
    for form, tone, length in itertools.product(FORMS, TONES, LENGTHS):
        assert "?" not in write(KNOWN, "thank", form=form, tone=tone, length=length).body
    assert write(KNOWN, "thank", form="email", tone="plain", length="short").body == (
        "Dear Farida Nasser,\n\n"
        "Thank you for your feedback of 20 June 2026 on the final interview for the Training coordinator role at "
        "Copperline Telecom on 3 June 2026. "
        "I appreciate that you took the time, and I will take what you said into my next interviews.\n\n"
        "I would be glad to stay in touch.\n\n"
        "Kind regards,\nJo Smith"
    )


def test_a_note_to_keep_in_touch_says_how_long_ago_and_the_reason_chosen() -> None:
    message = write(KNOWN, "keep_in_touch", form="email", tone="plain", length="full")
    assert message == Message(
        "The Training coordinator role at Copperline Telecom",
        "Dear Farida Nasser,\n\n"
        "It is about six months since the final interview for the Training coordinator role at Copperline Telecom on "
        "3 June 2026, and I would like to stay in touch.\n\n"
        "I saw that the Training coordinator position is open again, and I would be glad to be considered if you think "
        "it worthwhile.\n\n"
        "If this is not the right moment, that is perfectly fine.\n\n"
        "Kind regards,\nJo Smith",
    )
    own = replace(KNOWN, reason_to_write=" I passed the\nexam we spoke of ")
    body = write(own, "keep_in_touch", form="email", tone="plain", length="full").body
    assert (
        "\n\nI passed the exam we spoke of. Should a similar role come up, I would be glad to hear from you.\n\n"
        in body
    )


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (1, "about a month since"),
        (11, "about eleven months since"),
        (12, "about a year since"),
        (18, "about a year and a half since"),
        (30, "about two years since"),
        (200, "about 16 years since"),
    ],
)
def test_months_are_said_as_a_person_says_them(months: int, said: str) -> None:
    note = write(
        replace(KNOWN, months_since=months), "keep_in_touch", form="linkedin", tone="plain", length="short"
    )
    assert said in note.body


@pytest.mark.parametrize("months", [None, 0, -3])
def test_less_than_a_month_is_not_counted(months: int | None) -> None:
    note = write(
        replace(KNOWN, months_since=months), "keep_in_touch", form="linkedin", tone="plain", length="short"
    )
    assert note.body.startswith("Hello Farida Nasser, some time has passed since the final interview")


def test_the_persons_own_questions_come_first_each_once_and_general_ones_fill_up() -> None:
    first, second = questions_of(
        replace(KNOWN, open_questions=("internal_candidate", "leadership", "leadership"))
    )
    assert first == "What would have been good to see or hear about how I lead and guide others?"
    assert second == "What is the one thing that would have made the decision easier?"
    assert questions_of(replace(KNOWN, open_questions=("a-factor-of-ones-own",))) == (
        "What is the one thing that would have made the decision easier?",
        "What is the one thing I could do better next time?",
    )


def test_every_factor_of_the_codebook_has_a_question_or_a_reason_for_none() -> None:
    asked, not_asked = WORDS["questions"], WORDS["not_asked"]
    assert {*asked, *not_asked} == set(default_codebook().factors)
    assert not {*asked} & {*not_asked}
    grounds = {f.id for f in default_codebook().factors.values() if f.group in ("outside", "unexplained")}
    assert set(not_asked) == grounds
    assert all(len(why.split()) > 4 for why in not_asked.values())
    assert all(q.endswith("?") and q.count("?") == 1 and len(q.split()) <= 20 for q in asked.values())


# --- Every message there can be: no hole, within limits, courteous. ---

ALL_CHOICES: tuple[tuple[Kind, Form, Tone, Length], ...] = tuple(
    itertools.product(KINDS, FORMS, TONES, LENGTHS)
)
# The fields each kind speaks of: with the others there is nothing to tell apart.
_ALWAYS = ("company", "role", "interviewed_on", "contact_name", "own_name")
_SPOKEN_OF: dict[str, tuple[str, ...]] = {
    "ask": (*_ALWAYS, "vague", "decided_on"),
    "remind": (*_ALWAYS, "asked_on"),
    "thank": (*_ALWAYS, "answered_on"),
    "keep_in_touch": (*_ALWAYS, "months_since"),
}
_VARIED: dict[str, dict[str, tuple[Any, ...]]] = {
    "ask": {
        "outcome": ("second_place", "no_decision", None),
        "asked_of": ("interviewer", "recruiter"),
    },
    "remind": {"outcome": ("second_place", "no_decision", None)},
    "thank": {"outcome": ("second_place", "no_decision", None)},
    "keep_in_touch": {
        "reason_to_write": (None, *REASONS, "I moved to Leeds"),
    },
}


def occasions(kind: Kind) -> Iterator[Occasion]:
    """Every occasion a kind of message can tell apart: each field missing or there, each state it speaks of."""
    fields, varied = _SPOKEN_OF[kind], _VARIED[kind]
    for there in itertools.product((True, False), repeat=len(fields)):
        missing: dict[str, Any] = {name: None for name, known in zip(fields, there, strict=True) if not known}
        for values in itertools.product(*varied.values()):
            known: dict[str, Any] = dict(zip(varied, values, strict=True))
            yield replace(KNOWN, **missing, **known)


@cache  # most combinations give a message that another gave
def check(message: Message, kind: Kind, form: Form, length: Length) -> None:
    body = message.body
    assert re.match(r"(First: )?(Hello|Dear \S)", body), body
    assert not HOLE.search(body), body
    assert all(line[-1].isalnum() or line[-1] in ".?:," for line in re.split("\n+", body)), body
    if form == "linkedin":
        assert len(body) <= LINKEDIN == 300
        assert "\n" not in body
    else:
        assert len(body.split()) <= MOST_WORDS[form][length]
    if kind in ("ask", "remind"):
        assert "that is perfectly fine" in body.lower(), body
        assert "?" in body
    if form == "email":
        assert message.subject
        assert len(message.subject) <= LONGEST_SUBJECT == 120
        assert not HOLE.search(message.subject), message.subject
        assert len(message.subject.splitlines()) == 1
    else:
        assert message.subject is None


def test_no_word_of_a_message_touches_protected_ground_pleads_or_argues() -> None:
    told = [
        text
        for part in ("say", "questions", "general", "reasons", "meetings", "fragments")
        for text in texts_of(WORDS[part])
    ]
    assert len(told) > 150
    assert [text for text in told if PROTECTED.search(text) or PLEADING.search(text)] == []


def test_what_must_be_said_ends_in_a_way_that_needs_nothing() -> None:
    always = {"meeting", "about", "first_question", "second_question"}
    used = {name for kind in KINDS for form in FORMS for part in WORDS[kind][form] for name in part}
    assert used | {f"{kind}_subject" for kind in KINDS} == set(WORDS["say"])
    for name, ways in WORDS["say"].items():
        last = ways[-1]
        assert isinstance(last, str), name
        assert set(re.findall(r"\{\{ (\w+) \}\}", last)) <= always, name
    for kind, form in itertools.product(KINDS, FORMS):
        spoken = {name for part in WORDS[kind][form] for name in part}
        assert set(WORDS["leave_out"][f"{kind}_{form}"]) < spoken


def texts_of(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from (text for name, value in part.items() if name != "when" for text in texts_of(value))
    else:
        yield from (text for value in part for text in texts_of(value))


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_is_whole_whatever_is_missing(kind: Kind) -> None:
    for occasion in occasions(kind):
        for form, tone, length in itertools.product(FORMS, TONES, LENGTHS):
            check(write(occasion, kind, form=form, tone=tone, length=length), kind, form, length)


def test_every_stage_outcome_and_person_asked_makes_a_whole_message() -> None:
    stages = [*STAGES, None]
    outcomes = [*OUTCOMES, None]
    asked = [*ASKED, None]
    for stage, outcome, asked_of in itertools.product(stages, outcomes, asked):
        told = replace(KNOWN, stage=stage, outcome=outcome, asked_of=asked_of)
        for kind, form in itertools.product(KINDS, FORMS):
            check(write(told, kind, form=form, tone="plain", length="full"), kind, form, "full")


@pytest.mark.parametrize("factor", [None, *WORDS["questions"]])
def test_every_question_stands_in_every_message_that_asks(factor: str | None) -> None:
    for occasion in (KNOWN, NOTHING, replace(KNOWN, outcome="no_decision")):
        told = replace(occasion, open_questions=(factor,) if factor else ())
        for kind, form in itertools.product(("ask", "remind"), FORMS):
            message = write(told, kind, form=form, tone="warm", length="short")
            check(message, kind, form, "short")
            assert questions_of(told)[0] in message.body


@pytest.mark.parametrize(
    "name", ["X" * 200, "Long name " * 20, "Words " * 300, "ü" * 5000], ids=lambda n: n[:5] + str(len(n))
)
@pytest.mark.parametrize("field", ["company", "role", "contact_name", "own_name", "reason_to_write"])
def test_a_name_of_any_length_leaves_the_message_within_limits_and_is_there_whole_or_not_at_all(
    field: str, name: str
) -> None:
    changed: dict[str, Any] = {field: name}
    for occasion in (replace(KNOWN, **changed), replace(NOTHING, **changed)):
        for kind, form, tone, length in ALL_CHOICES:
            message = write(occasion, kind, form=form, tone=tone, length=length)
            check(message, kind, form, length)
            for text in filter(None, (message.body, message.subject)):
                assert name.strip() in text or name[:4] not in text


# --- Hostile text: one line, in the words and nowhere else. ---

HOSTILE = (
    "Acme\r\nBcc: other@example.org",
    "Acme\nX-Evil: 1\n\nNew body",
    "Acme\u2028Bcc: other@example.org\x85\x0b\x0c",
    "<script>alert(1)</script><img src=http://example.org/x>",
    "![x](http://example.org/x) [y](javascript:1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "\u202emcA\u202c\u2066\u200b\ufeff\u00ad",
    "Acme&bcc=other@example.org?cc=other@example.org#x",
    "=?utf-8?q?=0D=0ABcc=3A?= other@example.org",
    "Acme\x00\x1b[31m\ud800",
    'Acme" <other@example.org>, "x',
    "%0D%0ABcc:other@example.org",
    "شركة الاختبار",
    "Ärzte & Söhne GmbH & Co. KG.",
)
UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_names_stand_in_one_line_and_bring_no_header(text: str) -> None:
    every: dict[str, Any] = dict.fromkeys(
        ("company", "role", "contact_name", "own_name", "reason_to_write"), text
    )
    fields = [*({name: text} for name in every), every]
    for changed in fields:
        told = replace(KNOWN, **changed)
        for kind, form in itertools.product(KINDS, FORMS):
            message = write(told, kind, form=form, tone="plain", length="full")
            plain = write(KNOWN, kind, form=form, tone="plain", length="full")
            assert not UNSEEN.search(message.body)
            assert message.body.count("\n") <= plain.body.count("\n")
            assert form != "linkedin" or len(message.body) <= LINKEDIN
            _only_the_headers_meant(message, to="farida.nasser@copperline.example.org", kept=True)


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        ("farida.nasser@copperline.example.org", True),
        (" f+jobs@example.org ", True),
        ("who?cc=x&bcc=y@example.org", True),
        ("f@example.org\r\nBcc: other@example.org", False),
        ("f@example.org\n", True),
        ("f@example.org?bcc=other@example.org", False),
        ("f@example.org,other@example.org", False),
        ("f@example.org;other@example.org", False),
        ("f@example.org%0D%0ABcc:other@example.org", False),
        ("Farida <f@example.org>", False),
        ('"a b"@example.org', False),
        ("f@example.org (other@example.org)", False),
        ("f@@example.org", False),
        ("f\u200b@example.org", False),
        ("jürgen@example.org", False),
        ("f@localhost", False),
        ("a" * 250 + "@example.org", False),
        ("not known", False),
        ("", False),
        (None, False),
    ],
)
def test_an_address_is_one_address_or_none(to: str | None, kept: bool) -> None:
    _only_the_headers_meant(write(KNOWN, "ask", form="email", tone="plain", length="full"), to=to, kept=kept)


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=60), to=st.text('ab@.?&%,;\r\n <>"ü', max_size=30))
def test_any_text_makes_a_message_with_only_the_headers_meant(text: str, to: str) -> None:
    told = replace(KNOWN, company=text, role=text, contact_name=text, own_name=text, reason_to_write=text)
    for kind in KINDS:
        message = write(told, kind, form="email", tone="warm", length="short")
        assert not UNSEEN.search(message.body)
        _only_the_headers_meant(message, to=to, kept=None)


def test_a_draft_is_the_same_bytes_twice_and_says_who_sends_it() -> None:
    message = write(KNOWN, "ask", form="email", tone="plain", length="full")
    draft = eml(message, "f@example.org", sender="jo.smith@example.org")
    assert draft == eml(message, "f@example.org", sender="jo.smith@example.org")
    assert BytesParser(policy=policy.default).parsebytes(draft)["From"] == "jo.smith@example.org"


def _only_the_headers_meant(message: Message, *, to: str | None, kept: bool | None) -> None:
    draft = BytesParser(policy=policy.default).parsebytes(eml(message, to, sender=None))
    assert [name for name in draft if name not in ("Subject", "To")] == [
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]
    address = (to or "").strip()
    kept = "To" in draft if kept is None else kept
    assert draft.get("To") == (address if kept else None)
    assert draft.get("Subject") == (message.subject and message.subject.replace("=?", "= ?"))
    assert draft.defects == []
    assert draft.get_content().replace("\r\n", "\n") == message.body + "\n"
    link = urlsplit(mailto(message, to))
    assert (link.scheme, link.netloc, link.fragment) == ("mailto", "", "")
    assert unquote(link.path) == (address if kept else "")
    assert not re.search(r"[^A-Za-z0-9%@._~-]", link.path)
    # A plus is a plus in such a link: only %20 is a space.
    assert "+" not in link.query
    assert parse_qsl(link.query, strict_parsing=True) == [
        *([("subject", message.subject)] if message.subject else []),
        ("body", message.body.replace("\n", "\r\n")),
    ]


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_and_own_dots_stay() -> None:
    told = replace(KNOWN, company="Moss & Co.", interviewed_on=None, reason_to_write="I kept thinking...")
    assert "role at Moss & Co. It was" in write(told, "ask", form="email", tone="plain", length="full").body
    assert (
        "\n\nI kept thinking... Should"
        in write(told, "keep_in_touch", form="email", tone="plain", length="full").body
    )


def test_a_name_is_put_under_words_that_were_changed_by_hand() -> None:
    assert [
        messages.signed(words, before=before, now=now)
        for words, before, now in (
            ("Hello,\n\nthank you.\n", "", "Robin"),
            ("Hello,\n\nthank you.\n\nRobin", "Robin", "R. V."),
            ("Hello,\n\nthank you.\n\nRobin", "Robin", ""),
            ("Thank you.", "", "Robin"),
            ("Thank you.", "Robin", ""),
        )
    ] == [
        "Hello,\n\nthank you.\n\nRobin",
        "Hello,\n\nthank you.\n\nR. V.",
        "Hello,\n\nthank you.",
        "Thank you. Robin",
        "Thank you.",
    ]
    written = "Hello,\n\nbest regards"
    assert messages.ends_alike("Changed,\n\nbest regards\n", written)
    assert not messages.ends_alike(f"{written}\n\nRobin", written)
    assert not messages.ends_alike("", written)
