"""The report: its pages as they will be printed, with or without quotes, and the files to take home."""

from __future__ import annotations

import streamlit as st

from analysis.report import FORMATS, Format, Rendered, pages_of, quotes_of, render
from analysis.study import Study
from analysis.tables import each
from pages.parts import filters
from pages.parts.empty import no_interviews
from pages.parts.evidence import quiet
from pages.parts.session import show_what_was_said
from pages.parts.text import md

MIME = {"pdf": "application/pdf", "html": "text/html", "md": "text/markdown"}
NAMES = {"pdf": "PDF, to print or send", "html": "Web page, in one file", "md": "Markdown, for your notes"}

study = filters.study_from_sidebar()
if not study.overview().interviews:
    no_interviews()
show_what_was_said()


def made(asked: Study, name: Format, *, quotes: bool, chosen: dict[str, str]) -> Rendered:
    """Give the report in one form, made once for each answer it rests on."""
    kept = st.session_state.setdefault("_reports", {})
    key = (id(asked), name, quotes, tuple(sorted(chosen.items())))
    if key not in kept:
        if len(kept) > 12:
            kept.clear()
        kept[key] = render(asked, format=name, quotes=quotes, chosen_quotes=chosen)
    return kept[key]


with st.container(width=1080, gap="medium"):
    with st.container(gap="xsmall"):
        st.title("A report to take home, or to show a mentor", anchor=False)
        filters.printed(study)
    main, side = st.columns([1.95, 1], gap="large")
    with side, st.container(border=True, gap="small"):
        quotes = st.toggle("With quotes", key="report_quotes", persist_state="session")
        quiet(
            "Off: counts and themes, no words, no contacts. On: other people's words. Ask yourself who will read it.",
            key="quotes-note",
        )
        chosen: dict[str, str] = {}
        if quotes:
            for row in each(study.gaps().query("heard_in > 0").head(6)):
                choices = {choice.key: choice.quote.text for choice in quotes_of(study, row.factor)}
                if len(choices) > 1:
                    picked = st.selectbox(
                        f"Quote for {md(row.label)}",
                        list(choices),
                        format_func=lambda key, shown=choices: shown[key],
                        key=f"quote-{row.factor}",
                    )
                    chosen[row.factor] = str(picked)
        for name in FORMATS:
            rendered = made(study, name, quotes=quotes, chosen=chosen)
            st.download_button(
                NAMES[name],
                data=rendered.content,
                file_name=rendered.file_name,
                mime=MIME[name],
                icon=":material/download:",
                on_click="ignore",
                width="stretch",
                key=f"download-{name}",
                type="primary" if name == "pdf" else "secondary",
            )
            for n, note in enumerate(rendered.notes):
                quiet(note, key=f"note-{name}-{n}")
    with main:
        for n, page in enumerate(pages_of(study, quotes=quotes, chosen_quotes=chosen), 1):
            with st.container(border=True, key=f"paper-{n}"):
                st.image(
                    page,
                    width="stretch",
                    alt=f"Page {n} of the report as it will be printed; the web page holds the same as text",
                )
