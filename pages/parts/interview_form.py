"""One interview in full: its form, its feedback, and taking it away."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis import wording
from analysis.study import Study
from analysis.tables import each
from data.records import BASES, OUTCOMES, SOURCES, STAGES, Basis, Feedback, Interview, Source, furthest
from pages.parts import evidence
from pages.parts.fields import FIELD_WORDS
from pages.parts.session import now, say, says, study_of, workspace
from pages.parts.text import md, steady

MORE = ("candidate", "seniority", "industry", "location", "work_mode", "channel", "format")
CONTACT = ("contact_name", "contact_role", "contact_email")


@st.dialog("Log an interview", width="medium", position="right")
def new_interview(*, today: dt.date) -> None:
    """Open an empty form in the drawer; under a minute, feedback included."""
    with st.form("new_interview", border=False):
        made = _fields(Interview(interviewed_on=today), key="new")
        st.markdown("**What they said** (if you have it; you can add it later)")
        words, source, basis, received_on = _feedback_fields(key="new", today=today)
        if st.form_submit_button("Keep this interview", type="primary"):
            if not (made.company or made.role):
                st.markdown("Give it at least a company or a role, so that you find it again.")
                return
            interview_id = workspace().save_interview(made, at=now())
            if words.strip():
                workspace().save_feedback(
                    Feedback(
                        interview_id=interview_id,
                        text=words,
                        source=source,
                        basis=basis,
                        received_on=received_on,
                    ),
                    at=now(),
                )
            sample = workspace().has_sample()
            if sample:
                workspace().remove_sample()
            gone = " The sample is gone: these are your own interviews now." if sample else ""
            say(f"{wording.named(made.company, made.role)} is kept.{gone}")
            st.rerun()


@st.dialog("This interview", width="large", position="right")
def edit_interview(study: Study, interview_id: str, *, today: dt.date) -> None:
    """Open one interview in the drawer: what is known, what was said, and the way to mend or remove either."""
    interview = workspace().interview(interview_id)
    if interview is None:
        st.markdown("This interview is not here any more.")
        return
    name = wording.named(interview.company, interview.role)
    with st.container(key="interview-name"):
        st.text(steady(name))
    left, right = st.columns([1, 1], gap="large")
    with left:
        with st.form(f"edit-{interview_id}", border=False):
            changed = _fields(interview, key=interview_id)
            if st.form_submit_button("Keep the changes", type="primary"):
                workspace().save_interview(changed, at=now())
                say(f"{wording.named(changed.company, changed.role)}: the changes are kept.")
                st.rerun()
        if st.button(
            "Take this interview away",
            key=f"delete-{interview_id}",
            type="tertiary",
            icon=":material/delete:",
        ):
            st.session_state["removed_interview"] = (name, workspace().delete_interview(interview_id))
            st.rerun()
    with right:
        _feedback_of(study, interview_id, today=today)


def _feedback_of(study: Study, interview_id: str, *, today: dt.date) -> None:
    st.markdown("**What was said**")
    texts = study_of(study.chosen).words_of(interview_id)
    if texts.empty:
        st.markdown(
            "Nothing yet. If they have not said why, ask them: briefly, kindly, with two precise questions."
        )
    for row in each(texts):
        marks = evidence.marks_of(study.mentions_in(row.feedback_id))
        evidence.quote(row.text, marks, outcome=None, key=f"own-{row.feedback_id}")
        evidence.quiet(
            says(wording.source_line(row.source, row.basis, row.received_on)), key=f"own-{row.feedback_id}"
        )
        with st.popover("Change or remove", type="tertiary"):
            with st.form(f"mend-{row.feedback_id}", border=False):
                words, source, basis, received_on = _feedback_fields(
                    key=row.feedback_id,
                    today=today,
                    text=row.text,
                    source=row.source,
                    basis=row.basis,
                    day=None if pd.isna(row.received_on) else row.received_on.date(),
                )
                if st.form_submit_button("Keep the change"):
                    workspace().save_feedback(
                        Feedback(
                            feedback_id=row.feedback_id,
                            interview_id=interview_id,
                            text=words,
                            source=source,
                            basis=basis,
                            received_on=received_on,
                        ),
                        at=now(),
                    )
                    st.rerun(scope="fragment")
            if st.button("Remove these words", key=f"remove-{row.feedback_id}"):
                st.session_state["removed_words"] = workspace().delete_feedback(row.feedback_id)
                st.rerun(scope="fragment")
    removed = st.session_state.get("removed_words")
    if removed:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("The words are gone.")
            if st.button("Bring them back", key="words_back", icon=":material/undo:"):
                workspace().put_back(removed)
                del st.session_state["removed_words"]
                st.rerun(scope="fragment")
    with st.form(f"add-{interview_id}", border=False, clear_on_submit=True):
        words, source, basis, received_on = _feedback_fields(key=f"add-{interview_id}", today=today)
        if st.form_submit_button("Add feedback") and words.strip():
            workspace().save_feedback(
                Feedback(
                    interview_id=interview_id, text=words, source=source, basis=basis, received_on=received_on
                ),
                at=now(),
            )
            st.rerun(scope="fragment")


def _fields(known: Interview, *, key: str) -> Interview:
    def text(field: str) -> str | None:
        # Read out as it is written: an escaped apostrophe would be heard.
        label = FIELD_WORDS[field] if field in CONTACT else md(says(FIELD_WORDS[field]))
        value = st.text_input(label, value=getattr(known, field) or "", key=f"{field}-{key}")
        return (value or "").strip() or None

    def day(field: str) -> dt.date | None:
        value = st.date_input(FIELD_WORDS[field], value=getattr(known, field), key=f"{field}-{key}")
        return value if isinstance(value, dt.date) else None

    def one_of(field: str, values: tuple[Any, ...], words: Mapping[str, str]) -> Any:
        known_value = getattr(known, field)
        return st.selectbox(
            md(says(FIELD_WORDS[field])),
            [None, *values],
            index=values.index(known_value) + 1 if known_value in values else 0,
            format_func=lambda value: "not known" if value is None else words[value],
            key=f"{field}-{key}",
        )

    values: dict[str, Any] = {"company": text("company"), "role": text("role")}
    values["interviewed_on"] = day("interviewed_on")
    values["stage_reached"] = one_of("stage_reached", STAGES, wording.STAGE_WORDS)
    values["outcome"] = one_of("outcome", OUTCOMES, wording.OUTCOME_WORDS)
    values["stage_reached"] = furthest(values["stage_reached"], values["outcome"])
    with st.expander("More about it"):
        values["applied_on"] = day("applied_on")
        values["decided_on"] = day("decided_on")
        values |= {field: text(field) for field in (*MORE, *CONTACT)}
        values["rounds"] = st.number_input(
            FIELD_WORDS["rounds"], min_value=1, max_value=50, value=known.rounds, step=1, key=f"rounds-{key}"
        )
        values["attributes"] = {
            name: st.text_input(md(name), value=value, key=f"attribute-{n}-{key}")
            for n, (name, value) in enumerate(known.attributes.items())
        }
        notes = st.text_area(FIELD_WORDS["notes"], value=known.notes or "", key=f"notes-{key}")
        values["notes"] = notes.strip() or None
    return dataclasses.replace(known, **values)


def _feedback_fields(
    *,
    key: str,
    today: dt.date,
    text: str = "",
    source: Source = "unknown",
    basis: Basis = "verbatim",
    day: dt.date | None = None,
) -> tuple[str, Source, Basis, dt.date | None]:
    words = st.text_area(
        "Their words", value=text, key=f"words-{key}", placeholder="As close to what they said as you can"
    )
    who = st.selectbox(
        "Who said it",
        SOURCES,
        index=SOURCES.index(source),
        format_func=lambda value: says(wording.SOURCE_WORDS[value]),
        key=f"source-{key}",
    )
    how = st.selectbox(
        "How it is kept",
        BASES,
        index=BASES.index(basis),
        format_func=lambda value: says(wording.BASIS_WORDS[value]),
        key=f"basis-{key}",
    )
    received_on = st.date_input("When", value=day, key=f"received-{key}", max_value=max(today, day or today))
    return words or "", who, how, received_on if isinstance(received_on, dt.date) else None
