"""The drawer in which a message is written, looked at, taken along, and marked as sent; and the one for what they answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, get_args

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import following, messages, wording
from analysis.messages import Form, Kind, Length, Message, Tone
from analysis.messages import write as written
from analysis.messages.guide import guide
from analysis.study import Study
from data.records import ASKED_OF, AskedOf, Basis, Feedback, FollowUp, FollowUpKind, Interview, Source
from pages.parts.evidence import quiet
from pages.parts.session import now, today, told, workspace
from pages.parts.text import md, steady
from pages.parts.undo import say_with_undo

Chosen = TypeVar("Chosen", bound=str)

FORM_WORDS: Mapping[Form, str] = {"email": "E-mail", "linkedin": "LinkedIn", "phone": "Phone"}
TONE_WORDS: Mapping[Tone, str] = {"warm": "Warm", "plain": "Plain"}
BASIS_WORDS: dict[Basis, str] = {"verbatim": "in writing", "paraphrase": "as I noted it"}
LENGTH_WORDS: Mapping[Length, str] = {"short": "Short", "full": "Full"}
TITLES = {
    "ask": "Ask for feedback",
    "remind": "Remind them, once",
    "thank": "Say thank you",
    "keep_in_touch": "Write again",
}
OWN_REASON = "Something else"
KINDS: dict[Kind, FollowUpKind] = {
    "ask": "ask_feedback",
    "remind": "ask_feedback",
    "thank": "thank_you",
    "keep_in_touch": "keep_in_touch",
}
DONE_WORDS = {
    "ask": "When did you ask?",
    "remind": "When did you remind them?",
    "thank": "When did you thank them?",
    "keep_in_touch": "When did you write?",
}
ANSWERED_BY: tuple[Source, ...] = (*ASKED_OF, "unknown")


def write_to(study: Study, interview_id: str, kind: Kind) -> None:
    """Open the writer for one interview: what is known fills the words, and every word can be changed."""
    st.dialog(TITLES[kind], width="large", position="right")(_write)(study, interview_id, kind)


def _write(study: Study, interview_id: str, kind: Kind) -> None:
    interview = workspace().interview(interview_id)
    if interview is None:
        st.markdown("This interview is not here any more.")
        return
    before = _last_request(interview_id)
    key = f"{kind}-{interview_id}"
    with st.container(gap=None, key="message-to"):
        st.text(steady(wording.named(interview.company, interview.role)))
        if interview.contact_name and f"their-{key}" not in st.session_state:
            quiet(following.contact_line(interview), key=f"message-{interview_id}")
    choices, letter, signature = st.container(), st.container(), st.container(gap="xxsmall")
    with choices:
        form, message, asked_of = _written(study, interview, kind, before, key=key, signature=signature)
    with letter:
        final = _edited(message, form, key=key)
    if not workspace().own_name() and messages.ends_alike(final.body, message.body):
        with signature:
            quiet("No name stands under it yet: write yours here before you send it.", key=f"unsigned-{key}")
    _taken_along(final, form, interview, kind)
    if form == "phone":
        _conversation(study, interview, asked_of)
    st.divider()
    with st.form(f"done-{key}", border=False):
        st.date_input(DONE_WORDS[kind], value=today(), max_value=today(), key=f"day-{key}")
        # A callback, so that it is kept before the page is drawn anew; then the drawer closes.
        if st.form_submit_button(
            "Mark as done",
            type="primary",
            on_click=told(_mark),
            args=(interview, kind, before, asked_of, form, f"day-{key}"),
        ):
            st.rerun()


@st.dialog("What they answered", width="medium", position="right")
def note_answer(interview_id: str) -> None:
    """Open the form for an answer: their words become feedback with who said it, and the request is answered."""
    interview = workspace().interview(interview_id)
    if interview is None:
        st.markdown("This interview is not here any more.")
        return
    before = _last_request(interview_id)
    st.text(steady(wording.named(interview.company, interview.role)))
    answer_form(interview_id, asked_of=before.asked_of if before else None, key="answer")
    if before and st.button("They would rather not say", key=f"declined-{interview_id}"):
        declined(before)
        st.rerun()


def answer_form(interview_id: str, *, asked_of: AskedOf | None, key: str) -> None:
    """Show the form that keeps what somebody said as feedback; who was asked is who said it, until changed."""
    with st.form(f"{key}-{interview_id}", border=False):
        st.text_area(
            "Their words",
            key=f"{key}-words-{interview_id}",
            height=180,
            placeholder="As close to what they said as you can. Notes are fine; whole sentences are better.",
        )
        st.selectbox(
            "Who said it",
            ANSWERED_BY,
            index=ANSWERED_BY.index(asked_of or "unknown"),
            format_func=lambda source: wording.SOURCE_WORDS[source],
            key=f"{key}-who-{interview_id}",
        )
        st.radio(
            "How you have it",
            list(BASIS_WORDS),
            format_func=BASIS_WORDS.__getitem__,
            horizontal=True,
            key=f"{key}-how-{interview_id}",
        )
        st.date_input("When", value=today(), max_value=today(), key=f"{key}-day-{interview_id}")
        if st.form_submit_button(
            "Keep their words", type="primary", on_click=told(_keep_answer), args=(interview_id, key)
        ):
            if (st.session_state.get(f"{key}-words-{interview_id}") or "").strip():
                st.rerun()
            st.markdown("Write down at least one sentence of what they said.")


def declined(request: FollowUp) -> None:
    """Keep that somebody would rather not say."""
    workspace().save_follow_up(replace(request, reply="declined", replied_on=today()), at=now())
    say_with_undo("Noted. They would rather not say, and that is fine.", lambda: as_it_was(request))


def as_it_was(follow_up: FollowUp) -> None:
    """Keep a follow-up as it stood before, so that it is undone."""
    workspace().save_follow_up(follow_up, at=now())


def forgotten(follow_up_id: str) -> None:
    """Forget a follow-up that was just made, so that it is undone."""
    workspace().delete_follow_up(follow_up_id)


def _written(
    study: Study,
    interview: Interview,
    kind: Kind,
    before: FollowUp | None,
    *,
    key: str,
    signature: DeltaGenerator,
) -> tuple[Form, Message, AskedOf | None]:
    """Draw the choices, with one's own name where it goes, under the letter, and give the words that follow from them."""
    with st.grid(2, gap="small", min_column_width=220):
        form = _choice("How", messages.FORMS, FORM_WORDS, key=f"form-{key}", default="email")
        tone = _choice("Tone", messages.TONES, TONE_WORDS, key=f"tone-{key}", default="warm")
        length = _choice(
            "Length",
            messages.LENGTHS,
            LENGTH_WORDS,
            key=f"length-{key}",
            default="short",
            disabled=form == "linkedin",
        )
        guessed = _whom(study, interview, kind, before)
        asked_of = st.selectbox(
            "Whom you write to",
            get_args(AskedOf),
            index=ASKED_OF.index(guessed) if guessed else None,
            placeholder="Choose, if you know",
            format_func=following.ASKED_OF_WORDS.__getitem__,
            key=f"whom-{key}",
        )
    if not interview.contact_name or f"their-{key}" in st.session_state:
        st.text_input(
            "Their name, if you know it",
            value=interview.contact_name or "",
            key=f"their-{key}",
            max_chars=80,
            width=320,
            on_change=told(_remember_contact),
            args=(interview.interview_id, f"their-{key}"),
        )
    with signature:
        signed = st.text_input(
            "Your name, as you sign",
            value=workspace().own_name(),
            key=f"own-{key}",
            max_chars=80,
            width=320,
            on_change=told(_remember_name),
            args=(key,),
        )
    reason = _reason(key) if kind == "keep_in_touch" else None
    answered = _answers(study, interview).received_on
    occasion = following.occasion_of(
        study,
        interview,
        asked_of=asked_of,
        own_name=signed or None,
        asked_on=before.done_on if before else None,
        answered_on=answered.max().date() if len(answered) else None,
        reason_to_write=reason,
    )
    return form, written(occasion, kind, form=form, tone=tone, length=length), asked_of


def _choice(
    label: str,
    choices: Sequence[Chosen],
    words: Mapping[Chosen, str],
    *,
    key: str,
    default: Chosen,
    disabled: bool = False,
) -> Chosen:
    return st.segmented_control(
        label,
        choices,
        default=default,
        required=True,
        format_func=words.__getitem__,
        key=key,
        disabled=disabled,
    )


def _remember_name(key: str) -> None:
    """Keep the name, and put it under words that were changed by hand: they would make way for others without it."""
    before, now_ = workspace().own_name(), st.session_state.get(f"own-{key}") or ""
    field, written_ = st.session_state.get(f"letter-{key}", ("", ""))
    changed = st.session_state.get(field)
    if changed is not None and changed != written_:
        st.session_state[f"changed-{key}"] = messages.signed(changed, before=before, now=now_)
    workspace().remember_own_name(now_)


def _remember_contact(interview_id: str, key: str) -> None:
    interview = workspace().interview(interview_id)
    if interview is not None:
        name = (st.session_state.get(key) or "").strip() or None
        workspace().save_interview(replace(interview, contact_name=name), at=now())


def _answers(study: Study, interview: Interview) -> pd.DataFrame:
    """Give what a person said about an interview on a day that is known, the latest last."""
    heard = study.words_of(interview.interview_id)
    said = heard[heard.source.isin((*ASKED_OF, "unknown")) & heard.received_on.notna()]
    return said.sort_values("received_on", kind="stable")


def _whom(study: Study, interview: Interview, kind: Kind, before: FollowUp | None) -> AskedOf | None:
    """Give who is most likely written to: who answered, where it is to thank; else who was asked, or what the contact is."""
    answers = _answers(study, interview)
    if kind == "thank" and len(answers) and answers.source.iloc[-1] in ASKED_OF:
        return answers.source.iloc[-1]
    return (before.asked_of if before else None) or following.whom(interview.contact_role)


def _reason(key: str) -> str | None:
    """Let the person say why they write now; nothing is said for them."""
    chosen = st.selectbox(
        "Why you write now",
        [*messages.REASONS, OWN_REASON],
        index=None,
        placeholder="Nothing particular",
        format_func=lambda reason: messages.REASONS.get(reason, reason),
        key=f"reason-{key}",
    )
    if chosen != OWN_REASON:
        return chosen
    return st.text_input("In a sentence", key=f"own-reason-{key}", max_chars=150) or None


def _edited(message: Message, form: Form, *, key: str) -> Message:
    """Show the words to be changed. Other choices give other words; what was changed under these comes back with them."""
    same = f"{key}-{hash((message.subject, message.body))}"
    subject = message.subject
    if subject is not None:
        subject = st.text_input("Subject", value=subject, key=f"subject-{same}")
    label = "What to say" if form == "phone" else "Message"
    by_hand = st.session_state.setdefault(f"by-hand-{key}", {})
    changed = st.session_state.pop(f"changed-{key}", None)
    if changed is not None:
        by_hand[message.body] = changed
    words = by_hand.get(message.body, message.body)
    field = f"body-{same}-{hash(words)}"
    st.session_state[f"letter-{key}"] = field, message.body
    body = st.text_area(label, value=words, key=field, height=300) or ""
    if form == "linkedin":
        left = messages.LINKEDIN - len(body)
        st.markdown(
            f":small[{len(body)} of {messages.LINKEDIN} characters.]"
            if left >= 0
            else f":small[{-left} characters too many: LinkedIn takes {messages.LINKEDIN}.]"
        )
    else:
        st.markdown(
            f":small[{wording.plural(len(body.split()), 'word', 'words')}. Every word is yours to change.]"
        )
    return Message(subject, body)


def _taken_along(message: Message, form: Form, interview: Interview, kind: Kind) -> None:
    with st.container(horizontal=True, gap="small"):
        with st.popover("Copy", icon=":material/content_copy:"):
            st.markdown("Press the sheets in the corner.")
            st.code(message.body, language=None, wrap_lines=True)
        if form == "email":
            st.link_button(
                "Open in my mail program",
                messages.mailto(message, interview.contact_email),
                icon=":material/mail:",
                key=f"mailto-{kind}-{interview.interview_id}",
            )
            st.download_button(
                "Keep as a draft (.eml)",
                data=messages.eml(message, interview.contact_email, sender=None),
                file_name=f"{TITLES[kind].split(',')[0].lower().replace(' ', '-')}.eml",
                mime="message/rfc822",
                icon=":material/drafts:",
                on_click="ignore",
                key=f"eml-{kind}-{interview.interview_id}",
            )


def _conversation(study: Study, interview: Interview, asked_of: AskedOf | None) -> None:
    """Show the guide for the call, and the form for what was said in it."""
    call = guide(
        following.occasion_of(
            study,
            interview,
            asked_of=asked_of,
            own_name=workspace().own_name() or None,
            asked_on=None,
            answered_on=None,
            reason_to_write=None,
        )
    )
    with st.expander("The conversation: five questions, and what not to argue"):
        for heading, lines in (
            ("To open", call.opening),
            ("Five questions", [question.question for question in call.questions]),
            ("What not to argue", call.not_to_argue),
            ("To close", call.closing),
            ("Write down right afterwards", call.write_down),
        ):
            st.markdown(f"**{heading}**")
            st.markdown("\n".join(f"- {md(line)}" for line in lines))
    with st.expander("Note what they said while you still hear it"):
        answer_form(interview.interview_id, asked_of=asked_of, key="call")


def _keep_answer(interview_id: str, key: str) -> None:
    words, who, how, day = (
        st.session_state.get(f"{key}-{field}-{interview_id}") for field in ("words", "who", "how", "day")
    )
    if not isinstance(words, str) or not words.strip():
        return
    said = Feedback(
        interview_id=interview_id,
        text=words,
        source=who or "unknown",
        basis=how or "paraphrase",
        received_on=day if isinstance(day, dt.date) else None,
    )
    feedback_id = workspace().save_feedback(said, at=now())
    say_with_undo(
        "Their words are kept, and read. Look at what was heard under Feedback; and say thank you.",
        lambda: _gone(feedback_id),
    )


def _mark(
    interview: Interview,
    kind: Kind,
    before: FollowUp | None,
    asked_of: AskedOf | None,
    form: Form,
    day_key: str,
) -> None:
    day = st.session_state.get(day_key)
    if not isinstance(day, dt.date):
        day = today()
    opened = workspace()
    if kind == "remind" and before is not None:
        opened.save_follow_up(replace(before, reminded_on=day), at=now())
        say_with_undo("Reminded. Once is enough; now leave it with them.", lambda: as_it_was(before))
        return
    planned = next(
        (f for f in opened.follow_ups(interview.interview_id) if f.kind == KINDS[kind] and f.done_on is None),
        None,
    )
    made = replace(
        planned or FollowUp(interview_id=interview.interview_id, kind=KINDS[kind]),
        done_on=day,
        asked_of=asked_of,
        channel=form,
    )
    follow_up_id = opened.save_follow_up(made, at=now())
    words = {
        "ask": "Asked. Two weeks are a fair time to wait.",
        "thank": "Thanked. That is how they remember you.",
        "keep_in_touch": "Written. That is how they remember you.",
        "remind": "Reminded.",
    }[kind]
    if planned is None:
        say_with_undo(words, lambda: forgotten(follow_up_id))
    else:
        say_with_undo(words, lambda: as_it_was(planned))


def _last_request(interview_id: str) -> FollowUp | None:
    asked = [
        f for f in workspace().follow_ups(interview_id) if f.kind == "ask_feedback" and f.done_on is not None
    ]
    return max(asked, key=lambda f: f.done_on or dt.date.min, default=None)


def _gone(feedback_id: str) -> None:
    workspace().delete_feedback(feedback_id)
