"""The plan: what you changed on purpose, before and since, and one page to read before the next interview."""

from __future__ import annotations

import streamlit as st

from analysis import plan_words
from pages.parts import filters
from pages.parts.changes import add_change, next_on_the_list, show_change
from pages.parts.empty import no_interviews
from pages.parts.evidence import label_of
from pages.parts.planning import ADDING
from pages.parts.session import show_what_was_said
from pages.parts.sheet import preparation_sheet
from pages.parts.text import md
from pages.parts.undo import show_undo

study = filters.study_from_sidebar()
if not study.overview().interviews:
    no_interviews()
changes = [
    (practice, label_of(study, practice.factor), study.before_since(practice))
    for practice in study.practice()
]

with st.container(width=1080, gap="medium"):
    headline = plan_words.headline(changes)
    with st.container(gap="xsmall"):
        st.title(md(study.says(headline.title)), anchor=False)
        st.markdown(md(study.says(headline.lead)))
        filters.printed(study)
    show_what_was_said()
    show_undo()
    with st.container(gap="small"):
        if changes:
            st.header(md(study.says("What you changed")), anchor=False)
        with st.grid(2, gap="small", min_column_width=320):
            # What is being added stands first: whoever pressed a button for it must not look for it.
            if not changes or st.session_state.get(ADDING):
                add_change(study, may_close=bool(changes))
            for practice, label, change in changes:
                show_change(study, practice, label, change)
            if not changes or not st.session_state.get(ADDING):
                next_on_the_list(study)
    preparation_sheet(study)
