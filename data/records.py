"""The record types of a workspace and the values their fields may take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Stage = Literal[
    "applied", "screen", "assessment", "first_interview", "later_interview", "final_round", "offer"
]
Outcome = Literal[
    "offer_accepted",
    "offer_declined",
    "second_place",
    "rejected",
    "no_decision",
    "withdrew",
    "no_response",
    "pending",
]
Source = Literal["hiring_manager", "interviewer", "hr_manager", "recruiter", "letter", "unknown", "self"]
Basis = Literal["verbatim", "paraphrase", "inferred"]
Polarity = Literal["gap", "strength", "neutral"]
Decision = Literal["accepted", "rejected", "added"]
FollowUpKind = Literal["ask_feedback", "thank_you", "keep_in_touch", "reopened"]
AskedOf = Literal["hiring_manager", "interviewer", "hr_manager", "recruiter"]
Channel = Literal["email", "linkedin", "phone"]
Reply = Literal["answered", "declined"]

STAGES: tuple[Stage, ...] = get_args(Stage)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
OFFERS: tuple[Outcome, ...] = ("offer_accepted", "offer_declined")
SOURCES: tuple[Source, ...] = get_args(Source)
BASES: tuple[Basis, ...] = get_args(Basis)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
FOLLOW_UP_KINDS: tuple[FollowUpKind, ...] = get_args(FollowUpKind)
ASKED_OF: tuple[AskedOf, ...] = get_args(AskedOf)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
REPLIES: tuple[Reply, ...] = get_args(Reply)


def furthest(stage: Stage | None, outcome: Outcome | None) -> Stage | None:
    """Give how far a process came: an offer is the last stage, whichever was noted before it was made."""
    return "offer" if outcome in OFFERS else stage


@dataclass(frozen=True, kw_only=True)
class Interview:
    """One hiring process. An empty `interview_id` means it is not kept yet; None means not known."""

    interview_id: str = ""
    record_id: str | None = None
    candidate: str | None = None
    company: str | None = None
    role: str | None = None
    seniority: str | None = None
    industry: str | None = None
    location: str | None = None
    work_mode: str | None = None
    channel: str | None = None
    applied_on: dt.date | None = None
    interviewed_on: dt.date | None = None
    decided_on: dt.date | None = None
    stage_reached: Stage | None = None
    outcome: Outcome | None = None
    rounds: int | None = None
    format: str | None = None
    contact_name: str | None = None
    contact_role: str | None = None
    contact_email: str | None = None
    notes: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    final_judged: bool = False


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What somebody said about one interview, in their words. An empty `feedback_id` means not kept yet."""

    feedback_id: str = ""
    interview_id: str
    received_on: dt.date | None = None
    source: Source = "unknown"
    basis: Basis = "verbatim"
    text: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person decided about one mention; `start_at` and `end_at` are 0-based character offsets.

    `protected` is whether the words stand on protected ground; what the coder heard there says so by itself.
    """

    feedback_id: str
    factor: str
    polarity: Polarity
    start_at: int
    end_at: int
    aspect: str | None = None
    decision: Decision
    decided_at: dt.datetime
    protected: bool = False


@dataclass(frozen=True, kw_only=True)
class Taught:
    """A phrase a person taught the program to hear as a factor from now on; it is plain text, and the time is UTC."""

    phrase: str
    factor: str
    polarity: Polarity
    taught_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Practice:
    """A deliberate change: what you began to practise for a factor, and when."""

    practice_id: str = ""
    factor: str
    started_on: dt.date
    what: str


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Something to do, or done, for one interview: ask for feedback, thank, keep in touch; or its position is open again.

    `asked_of` and `channel` say whom you wrote to or rang, and how. `reply` is what came of a request, `replied_on` when.
    `led_to` is the interview a position that is open again became. The workspace counts the revisions and keeps the
    moment of the last one (UTC).
    """

    follow_up_id: str = ""
    interview_id: str
    kind: FollowUpKind
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    note: str | None = None
    asked_of: AskedOf | None = None
    channel: Channel | None = None
    reminded_on: dt.date | None = None
    reply: Reply | None = None
    replied_on: dt.date | None = None
    led_to: str | None = None
    revision: int = 0
    changed_at: dt.datetime | None = None
