"""The debrief: the interviews that may have been finals, one card at a time, and at the end what they came to."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.study import EVERYTHING
from analysis.tables import each, found
from pages.parts.debrief_card import begun, card, left_over
from pages.parts.empty import nothing_yet
from pages.parts.evidence import quiet
from pages.parts.filters import sample_mark, study_of_person, with_whose
from pages.parts.session import go_to, show_what_was_said, study_of
from pages.parts.text import md, steady
from pages.parts.undo import show_undo

RINGS = (
    ":material/radio_button_unchecked:",
    ":material/clock_loader_10:",
    ":material/clock_loader_20:",
    ":material/clock_loader_40:",
    ":material/clock_loader_60:",
    ":material/clock_loader_80:",
    ":material/clock_loader_90:",
    ":material/check_circle:",
)
NAMED = 3

everybody = study_of(EVERYTHING)
study = study_of_person()
overview = study.overview()
every, rows = everybody.to_debrief(), study.to_debrief()
if rows.empty:
    begun(every, None)
    left_over()
if not everybody.has_interviews():
    nothing_yet(
        "No interviews to complete yet",
        "Bring the interviews you have had: a tracker's export is enough. Here you then say which were finals, who got "
        "the job, and what they told you.",
        button="Bring your interviews",
        page="start",
    )
if rows.empty:
    nothing_yet(
        "Nothing to complete",
        "Here you are asked about interviews that may have been finals, and about second places of which nobody's "
        "words are kept. There is none. If one is missing, open it and say "
        f"{md(study.says('how far you got'))} and how it ended.",
        button="Open the interviews",
        page="interviews",
    )
waiting, skipped = rows[rows.state == "open"], rows[rows.state == "skipped"]
done = int((rows.state == "done").sum())
again = skipped[skipped.interview_id.isin(st.session_state.get("debrief_again", []))]


def ring() -> None:
    """Show how far the debrief is: a ring that closes, and the words."""
    full = len(RINGS) - 1
    at = full if done == len(rows) else min(full - 1, -(-done * full // len(rows)))
    st.markdown(f"{RINGS[at]} {md(wording.debriefed(done, len(skipped), len(rows)))}")


def summary() -> None:
    """Say what the debrief came to, and whom to ask next."""
    to_ask = study.whom_to_ask(at_most=NAMED)
    st.markdown(md(study.says(wording.debrief_summary(overview, found(to_ask)))))
    for row in each(to_ask):
        with st.container(gap=None, key=f"ask-{row.interview_id}"):
            st.text(steady(wording.named(row.company, row.role)))
            quiet(with_whose(study, row, wording.ask_line(row)), key=f"ask-{row.interview_id}")
    with st.container(horizontal=True, gap="small"):
        if len(to_ask):
            st.button("Ask them", type="primary", key="to_follow_up", on_click=go_to, args=("follow_up",))
        if overview.second_places:  # without one that page has nothing to show
            st.button(
                md(study.says("Why you came second")),
                type="secondary" if len(to_ask) else "primary",
                key="to_second_place",
                on_click=go_to,
                args=("second_place",),
            )
        again_words = "Take up the skipped one" if len(skipped) == 1 else "Take up the skipped ones"
        main = "secondary" if overview.second_places else "primary"
        if len(skipped) and st.button(again_words, type=main, key="take_up"):
            st.session_state["debrief_again"] = skipped.interview_id.tolist()
            st.rerun()


with st.container(width=760, gap="medium"):
    queue = waiting if len(waiting) else again
    with st.container(gap="xsmall"):
        if len(queue):
            st.title(
                md(wording.to_complete(len(queue))),
                anchor=False,
            )
            st.markdown(
                "How did they end? Was it the final round, who got the job, what did they say? Leave open what you do not know."
            )
        else:
            st.title(
                md(wording.debrief_over(done, len(skipped))),
                anchor=False,
            )
        ring()
        sample_mark()
    show_what_was_said()
    on = begun(every, next(each(queue.head(1)), None))
    left_over()
    if on is not None:
        card(study, on)
        show_undo()  # below, where the thumb is: a page drawn anew stays scrolled as it was
    else:
        show_undo()
        summary()
