"""The question after every import: in which of these rejected finals did somebody else get the job?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis import wording
from analysis.mapping_words import short
from analysis.study import Study
from analysis.tables import each
from analysis.whose_words import YOU
from pages.parts.session import now, say, workspace
from pages.parts.text import md

AT_ONCE = 25
# As many stand open at once; more are opened by a press.
FEW = 3
PRESET = "Where your own words say that somebody else was taken, the tick is set: take it away where that is wrong."


def confirm_finals(study: Study, *, key: str) -> None:
    """List the rejected finals with a tick each, to be judged in one go; what is not ticked stays open.

    A tick is set beforehand only where the person's own words name who was taken, and counts once it is kept.
    """
    waiting = study.overview().finals_to_confirm
    if not waiting:
        return
    opened = f"finals-open-{key}"
    if waiting > FEW and not st.session_state.get(opened):
        if st.button(
            md(study.says(f"Say where you came second: {wording.finals_waiting(waiting)}")),
            key=f"open-{key}",
            type="primary",
        ):
            st.session_state[opened] = True
            st.rerun()
        return
    shown = study.finals_to_confirm(at_most=AT_ONCE)  # their words are read with words of eleven languages
    with st.form(key=f"finals-{key}"):
        st.markdown(
            "**Where did you come second?**" if study.who() == YOU else "**Where did they come second?**"
        )
        st.markdown(
            "These ended with a rejection in the final round. Coming second means somebody else got the job, "
            "whatever your rank. Tick those; the others stay open until you know."
        )
        if shown.taken.notna().any():
            st.markdown(PRESET)
        with st.container(gap="xsmall"):
            ticked = {
                row.interview_id: st.checkbox(
                    md(_who(row, several=study.who() != YOU))
                    + f": **{md(wording.named(row.company, row.role))}**, {md(_when_and_how(row))}",
                    value=row.taken is not None,
                    key=f"final-{key}-{row.interview_id}",
                )
                for row in each(shown)
            }
        others = st.checkbox(
            "The others were not second places: nobody got the job", key=f"final-others-{key}"
        )
        if waiting > len(shown):
            st.markdown(f"{waiting - len(shown)} more follow when these are answered.")
        if st.form_submit_button("Keep these answers", type="primary"):
            answers = {i: True for i, yes in ticked.items() if yes}
            if others:
                answers |= {i: False for i, yes in ticked.items() if not yes}
            if answers:
                workspace().judge_finals(answers, at=now())
                say(f"{sum(answers.values())} marked as second place.")
                st.rerun()
            st.markdown("Tick at least one, or leave them open and go on.")


def _who(row: Any, *, several: bool) -> str:
    return f"{(row.candidate if isinstance(row.candidate, str) else 'The candidate') if several else 'I'} came second here"


def _when_and_how(row: Any) -> str:
    """Give the day of a final, and how the person wrote that it ended."""
    ended = f": \u201c{short(row.words, 60)}\u201d" if row.words else ""
    return f"{wording.date(row.happened_on)}{ended}"
