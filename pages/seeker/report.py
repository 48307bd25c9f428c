"""The report: what it says, with or without quotes, and the files to take home."""

from __future__ import annotations

import streamlit as st

from analysis.report import FORMATS, render
from pages.parts import filters
from pages.parts.empty import no_interviews
from pages.parts.session import show_what_was_said

MIME = {"pdf": "application/pdf", "html": "text/html", "md": "text/markdown"}
NAMES = {"pdf": "PDF, to print or send", "html": "Web page, one file", "md": "Markdown, for your notes"}

study = filters.study_from_sidebar()
if not study.overview().interviews:
    no_interviews()
show_what_was_said()

with st.container(width=1080, gap="medium"):
    with st.container(gap="xsmall"):
        st.title("One page to take home, or to show a mentor", anchor=False)
        filters.printed(study)
    main, side = st.columns([1.95, 1], gap="large")
    with side, st.container(border=True, gap="small"):
        quotes = st.toggle(
            "With quotes",
            key="report_quotes",
            help="Off, the report holds counts and themes only. On, it holds other people's words: ask yourself who will read it.",
        )
        for name in FORMATS:
            st.download_button(
                NAMES[name],
                data=lambda name=name: render(study, format=name, quotes=quotes).content,
                file_name=f"second-place.{name}",
                mime=MIME[name],
                icon=":material/download:",
                on_click="ignore",
                width="stretch",
                key=f"download-{name}",
                type="primary" if name == "pdf" else "secondary",
            )
