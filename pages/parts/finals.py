"""The question after every import: in which of these rejected finals did somebody else get the job?"""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.study import Study
from analysis.tables import each
from pages.parts.session import now, say, workspace
from pages.parts.text import md

AT_ONCE = 25


def confirm_finals(study: Study, *, key: str) -> None:
    """List the rejected finals with a tick each; nothing is guessed, and what is not ticked stays open."""
    waiting = study.finals_to_confirm()
    if waiting.empty:
        return
    shown = waiting.head(AT_ONCE)
    with st.form(key=f"finals-{key}"):
        st.markdown("**Where did you come second?**")
        st.markdown(
            "These ended with a rejection in the final round. Coming second means somebody else got the job, "
            "whatever your rank. Tick those; the others stay open until you know."
        )
        ticked = {
            row.interview_id: st.checkbox(
                f"I came second here: **{md(wording.named(row.company, row.role))}**, {md(wording.date(row.happened_on))}",
                key=f"final-{key}-{row.interview_id}",
            )
            for row in each(shown)
        }
        others = st.checkbox(
            "The others were not second places: nobody got the job", key=f"final-others-{key}"
        )
        if len(waiting) > AT_ONCE:
            st.markdown(f"{len(waiting) - AT_ONCE} more follow when these are answered.")
        if st.form_submit_button("Keep these answers", type="primary"):
            answers = {i: True for i, yes in ticked.items() if yes}
            if others:
                answers |= {i: False for i, yes in ticked.items() if not yes}
            if answers:
                workspace().judge_finals(answers, at=now())
                say(f"{sum(answers.values())} marked as second place.")
                st.rerun()
            st.markdown("Tick at least one, or leave them open and go on.")
