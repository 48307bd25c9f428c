"""All interviews: find one, look into it, add one, mend one, take one away and bring it back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import wording
from analysis.study import EVERYTHING
from analysis.tables import each
from pages.parts import filters
from pages.parts.evidence import quiet
from pages.parts.interview_form import edit_interview, new_interview
from pages.parts.session import go_to, show_what_was_said, study_of, today, workspace
from pages.parts.text import steady, steady_table

LISTED = 500  # the latest; the others are found by the search

study = filters.study_from_sidebar()
many = study.overview().interviews
show_what_was_said()

with st.container(width=1080, gap="medium"):
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        with st.container(gap="xsmall", width="content"):
            st.title(
                wording.plural(many, "interview", "interviews") if many else "No interviews here",
                anchor=False,
            )
            filters.printed(study)
        add = st.button("Log an interview", type="primary", icon=":material/add:", key="log_interview")
    removed = st.session_state.get("removed_interview")
    if removed:
        with st.container(
            border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.text(steady(f"{removed[0]} was taken away, with its feedback."))
            if st.button("Bring it back", key="put_back", icon=":material/undo:"):
                workspace().put_back(removed[1])
                del st.session_state["removed_interview"]
                st.rerun()
    if not many:
        st.markdown(
            "Nothing is left under the filters at the side: choose others."
            if study_of(EVERYTHING).has_interviews()
            else "Log one by hand, or bring the spreadsheet you already have."
        )
        st.button("Bring your interviews", key="to_start", on_click=go_to, args=("start",))
    else:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            words = st.text_input(
                "Find",
                placeholder="Company, role, contact or note",
                key="find",
                type="search",
                live=True,
                width=360,
            )
            outcomes = st.multiselect(
                "Outcome",
                [o for o in wording.OUTCOME_WORDS if o in set(study.outcomes().outcome)],
                format_func=lambda outcome: wording.OUTCOME_WORDS[outcome],
                key="outcomes",
                placeholder="All outcomes",
                width=300,
            )
            by_name = st.container(width=340)
        shown = study.interviews_found(words or "", outcomes, at_most=LISTED)
        table = pd.DataFrame(
            {
                "Date": shown.happened_on,
                "Company": shown.company,
                "Role": shown.role,
                "Furthest stage": shown.stage_reached.map(wording.STAGE_WORDS),
                "Outcome": shown.outcome.map(wording.OUTCOME_WORDS).fillna("not known"),
                "Feedback": shown.feedback,
            }
        )
        found = int(shown.found.iloc[0]) if len(shown) else 0
        quiet(wording.shown_of(len(shown), found, many) + " Press a row to open it.", key="shown")
        # A selection keeps its row pressed: a new key after each opening lets the same row be opened again.
        turn = st.session_state.setdefault("interviews_turn", 0)
        picked = st.dataframe(
            steady_table(table),
            hide_index=True,
            key=f"interviews-table-{turn}",
            on_select="rerun",
            selection_mode="single-row",
            height=min(38 + 35 * max(len(table), 1), 620),
            column_config={
                "Date": st.column_config.DateColumn(format="D MMM YYYY", width=110),
                "Feedback": st.column_config.NumberColumn(
                    width="small", help="Texts from whoever is chosen at the side"
                ),
            },
            alt="Interviews with date, company, role, furthest stage, outcome and number of feedback texts",
        )
        named = {row.interview_id: wording.titled(row) for row in each(shown)}
        with by_name:  # the same choice for the keyboard and the screen reader
            chosen = st.selectbox(
                "Open one",
                list(named),
                index=None,
                placeholder="Choose an interview",
                format_func=lambda i: steady(named[i]),
                key=f"open-by-name-{turn}",
            )
        selected = picked["selection"]["rows"]
        if selected and selected[0] < len(shown):
            chosen = shown.interview_id.iloc[selected[0]]
        if chosen is not None:
            st.session_state["interviews_turn"] = turn + 1
            edit_interview(study, str(chosen), today=today())
if add:
    new_interview(today=today())
