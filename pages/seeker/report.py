"""The report: its pages as they will be printed, with or without quotes, and the files to take home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

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
Made = TypeVar("Made")

study = filters.study_from_sidebar()
if not study.overview().interviews:
    no_interviews()
show_what_was_said()


def kept(key: tuple, make: Callable[[], Made]) -> Made:
    """Give what `make` makes, made once for each state of the workspace, slice and choice."""
    state = (str(study.workspace.path), study.workspace.version, study.chosen, study.today)
    reports = st.session_state.get("_reports")
    if reports is None or reports[0] != state:
        reports = (state, {})
        st.session_state["_reports"] = reports
    if key not in reports[1]:
        reports[1][key] = make()
    return reports[1][key]


def made(asked: Study, name: Format, *, quotes: bool, chosen: Mapping[str, str]) -> Rendered:
    """Give the report in one form."""
    return kept(
        (name, quotes, tuple(sorted(chosen.items()))),
        lambda: render(asked, format=name, quotes=quotes, chosen_quotes=chosen),
    )


def chosen_quotes(asked: Study) -> dict[str, str]:
    """Let the person choose, for each factor with more than one, which quote stands in the report."""
    chosen = {}
    for row in each(asked.gaps().query("heard_in > 0").head(6)):
        choices = {choice.key: choice.quote.text for choice in quotes_of(asked, row.factor)}
        if len(choices) > 1:
            chosen[row.factor] = str(
                st.selectbox(
                    f"Quote for {md(row.label)}",
                    list(choices),
                    format_func=lambda key, shown=choices: shown[key],
                    key=f"quote-{row.factor}",
                )
            )
    return chosen


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
        chosen = chosen_quotes(study) if quotes else {}
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
        pages = kept(
            ("pages", quotes, tuple(sorted(chosen.items()))),
            lambda: pages_of(study, quotes=quotes, chosen_quotes=chosen),
        )
        for n, page in enumerate(pages, 1):
            with st.container(border=True, key=f"paper-{n}"):
                st.image(
                    page,
                    width="stretch",
                    alt=f"Page {n} of the report as it will be printed; the web page holds the same as text",
                )
