"""What the answers of one debrief mean for an interview: only what was answered changes, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from data.records import Basis, Feedback, Interview, Outcome, Source

if TYPE_CHECKING:
    from data.reading.vocabulary import Taken

WasFinal = Literal["yes", "no", "unsure"]
WhoGotIt = Literal["other", "internal", "nobody", "withdrew", "unknown"]

INTERNAL_WORDS: Final = "It went to an internal candidate."
INTERNAL: Final = "internal_candidate"
SKIPPED: Final = "skipped"
_STANDS_FOR: Final[dict[WhoGotIt, Outcome]] = {
    "other": "second_place",
    "internal": "second_place",
    "nobody": "no_decision",
    "withdrew": "withdrew",
}
_TAKEN: Final[dict[Taken, WhoGotIt]] = {"somebody_inside": "internal", "somebody_else": "other"}


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person said about one interview; None and "" are questions left open. `words` are others', `own` their own."""

    was_final: WasFinal | None
    who_got_it: WhoGotIt | None
    words: str
    source: Source
    basis: Basis
    received_on: dt.date | None
    own: str

    @property
    def is_empty(self) -> bool:
        """Whether every question was left open; a source or a day alone says nothing."""
        return not (self.was_final or self.who_got_it or self.words.strip() or self.own.strip())


def is_note(text: str, basis: str) -> bool:
    """Say whether a text is the one an answer stands for: the person's note, and nobody's words."""
    return text == INTERNAL_WORDS and basis == "paraphrase"


def known(interview: Interview) -> tuple[WasFinal | None, WhoGotIt | None]:
    """Give what is known before anything is asked: that it was the final, and who got it where the file's own words say so."""
    from data.reading.outcomes import told_in  # heavy, and not for who only asks whether a text is a note

    was_final: WasFinal | None = "yes" if interview.stage_reached == "final_round" else None
    told = told_in(interview.attributes) if interview.outcome == "rejected" else None
    return was_final, _TAKEN.get(told.taken) if told and told.taken else None


def adds_nothing(interview: Interview, answers: Answers) -> bool:
    """Say whether no question was answered, or only whether it was the final, and that as it is known."""
    return replace(answers, was_final=None).is_empty and answers.was_final in (None, known(interview)[0])


def needs_the_final(interview: Interview, answers: Answers) -> bool:
    """Say whether it must first be answered if this was the final: coming second means to have been in it."""
    return (
        answers.who_got_it in ("other", "internal")
        and answers.was_final is None
        and interview.stage_reached != "final_round"
        and interview.outcome != "second_place"
    )


def judged(interview: Interview, answers: Answers) -> Interview:
    """Give the interview as the answers say it is.

    Somebody else got it: a second place where it was the final, a rejection where it was not or nobody knows.
    """
    stage, outcome = interview.stage_reached, interview.outcome
    if answers.was_final == "yes" and stage != "offer":
        stage = "final_round"
    elif answers.was_final == "no" and stage == "final_round":
        stage = "later_interview"
    if answers.who_got_it in _STANDS_FOR:
        outcome = _STANDS_FOR[answers.who_got_it]
        if outcome == "second_place" and interview.outcome != outcome and not _is_final(interview, answers):
            outcome = "rejected"
    # A judged interview is safe from the next file. One that is still open waits for that file to tell how it ended.
    settled = _is_told(answers) or (stage != interview.stage_reached and answers.was_final == "no")
    return replace(
        interview,
        stage_reached=stage,
        outcome=outcome,
        final_judged=interview.final_judged or (settled and outcome not in (None, "pending")),
    )


def said(interview_id: str, answers: Answers, *, names_the_inside: bool) -> tuple[Feedback, ...]:
    """Give the feedback that the answers hold: that it went to somebody inside, their words, and the person's own.

    The first is left out where their words say so themselves (`names_the_inside`).
    """
    theirs = Feedback(
        interview_id=interview_id,
        received_on=answers.received_on,
        source=answers.source,
        basis=answers.basis,
        text=answers.words.strip(),
    )
    inside = replace(theirs, basis="paraphrase", text=INTERNAL_WORDS)
    own = replace(theirs, received_on=None, source="self", basis="inferred", text=answers.own.strip())
    return tuple(
        feedback
        for feedback, is_there in (
            (inside, answers.who_got_it == "internal" and not names_the_inside),
            (theirs, theirs.text),
            (own, own.text),
        )
        if is_there
    )


def mark_of(interview: Interview, answers: Answers) -> str:
    """Give where the interview stands afterwards: done, or among the skipped where who got it is still open."""
    return done_as(judged(interview, answers)) if _is_settled(interview, answers) else SKIPPED


def done_as(interview: Interview) -> str:
    """Give the mark of an interview that is done: it is asked about again when its stage or outcome becomes another."""
    return f"done {interview.stage_reached or ''} {interview.outcome or ''}"


def _is_final(interview: Interview, answers: Answers) -> bool:
    return answers.was_final == "yes" or (
        answers.was_final is None and interview.stage_reached == "final_round"
    )


def _is_settled(interview: Interview, answers: Answers) -> bool:
    return answers.was_final == "no" or _is_told(answers) or interview.outcome == "second_place"


def _is_told(answers: Answers) -> bool:
    """Whether who got it settles the outcome: where somebody else did, only together with whether it was the final."""
    return answers.who_got_it in _STANDS_FOR and not (
        answers.was_final == "unsure" and _STANDS_FOR[answers.who_got_it] == "second_place"
    )
