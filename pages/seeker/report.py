"""The report: its pages as they will be printed, the options at the side, and the files to take home or to share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from analysis.report import (
    FORMATS,
    SHARED,
    TABLES,
    Format,
    Length,
    Paper,
    Rendered,
    draft_of,
    file_name,
    outline_of,
    pages_of,
    quotes_of,
    redacted_study,
    render,
    told_factors,
    words_in,
)
from analysis.study import Study
from analysis.tables import each
from pages.parts import filters
from pages.parts.empty import no_interviews
from pages.parts.evidence import quiet
from pages.parts.session import show_what_was_said
from pages.parts.text import md, steady

MIME: Mapping[Format, str] = {
    "pdf": "application/pdf",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "eml": "message/rfc822",
    "png": "image/png",
    "svg": "image/svg+xml",
}
NAMES: Mapping[Format, str] = {
    "pdf": "PDF, to print or send",
    "html": "Web page, in one file",
    "docx": "Word file, to write into",
    "md": "Markdown, for your notes",
    "xlsx": "Workbook of the tables",
    "zip": "Tables as CSV and Parquet",
    "eml": "E-mail draft, one page attached",
    "png": "Slide of the headline, PNG",
    "svg": "Slide of the headline, SVG",
}
LENGTHS: Mapping[str, Length] = {"One page": "summary", "In full": "full"}
PAPERS: Mapping[str, Paper] = {"A4": "a4", "US Letter": "us-letter"}
NO_QUOTE = ""
MOST_SHOWN = 30  # texts one after the other; the others stand in a table
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


def chosen_quotes(asked: Study, length: Length) -> tuple[dict[str, str], frozenset[str]]:
    """Let the person choose, for each factor told in full, which quote stands in the report, or none."""
    chosen, left_out = {}, set()
    factors = told_factors(asked, length=length)
    quotes = kept(("quotes", asked, length), lambda: quotes_of(asked, factors.factor.tolist()))
    for row in each(factors):
        choices = {choice.key: choice.quote.text for choice in quotes[row.factor]}
        if choices:
            picked = str(
                st.selectbox(
                    f"Quote for {md(row.label)}",
                    [*choices, NO_QUOTE],
                    format_func=lambda key, shown=choices: shown.get(key, "No quote"),
                    key=f"words-of-{row.factor}",
                )
            )
            chosen[row.factor] = picked
            left_out |= set(choices) if picked == NO_QUOTE else set()
    return chosen, frozenset(left_out)


def confirmed(words: tuple[str, ...], *, key: str, note: str) -> bool:
    """Show other people's words as they would stand in a file, and ask whether they may; changed words are asked anew."""
    if not words:
        return True
    with st.container(border=True, gap="small", key=f"confirm-{key}"):
        quiet(note, key=f"confirm-note-{key}")
        with st.container(height=260 if len(words) > 3 else "content", gap="small", border=False):
            for n, text in enumerate(words[:MOST_SHOWN]):
                with st.container(key=f"quote-second-{key}-{n}"):
                    st.text(steady(text))
            if len(words) > MOST_SHOWN:
                st.dataframe(
                    {"Also": [steady(text) for text in words[MOST_SHOWN:]]},
                    hide_index=True,
                    key=f"rest-{key}",
                )
        yes = st.checkbox(
            "I have read these words, and they may stand in the file", key=f"read-{key}-{hash(words)}"
        )
    return bool(yes)


def download(name: Format, make: Callable[[], Rendered], file: str, *, main: bool) -> None:
    """Offer a file that is made when it is asked for: in another thread, so that a failure becomes a readable file."""

    def content() -> bytes:
        try:
            return make().content
        except Exception as problem:  # noqa: BLE001 - whatever fails there is seen by nobody
            return f"The file was not made: {problem}".encode()

    st.download_button(
        NAMES[name],
        data=content,
        file_name=file,
        mime=MIME[name],
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
        key=f"download-{name}",
        type="primary" if main else "secondary",
    )


def file_of(asked: Study, name: Format, choice: tuple) -> str:
    """Give the name of a file, which says what it is."""
    quotes, letters, length, paper = choice[:4]
    return file_name(
        asked, format=name, quotes=quotes and name not in SHARED, letters=letters, length=length, paper=paper
    )


with st.container(width=1080, gap="medium"):
    with st.container(gap="xsmall"):
        st.title("A report to take home, or to show a mentor", anchor=False)
        filters.printed(study)
    main, side = st.columns([1.95, 1], gap="large")
    with side, st.container(border=True, gap="small", key="beside-papers"):
        length = LENGTHS[
            str(
                st.segmented_control(
                    "How long",
                    list(LENGTHS),
                    default="One page",
                    required=True,
                    key="report_length",
                    persist_state="session",
                )
            )
        ]
        paper = PAPERS[
            str(
                st.segmented_control(
                    "Paper",
                    list(PAPERS),
                    default="A4",
                    required=True,
                    key="report_paper",
                    persist_state="session",
                )
            )
        ]
        letters = bool(st.toggle("Companies as A, B, C", key="report_letters", persist_state="session"))
        quotes = bool(st.toggle("With quotes", key="report_quotes", persist_state="session"))
        quiet(
            "Off: counts and themes, no words, no contacts. On: other people's words. Ask yourself who will read it. "
            "It removes names we know, e-mail addresses, phone numbers and links; a name that stands in no field of "
            "yours it does not know.",
            key="quotes-note",
        )
        told = kept(("study", letters), lambda: redacted_study(study, letters=letters))
        chosen, left_out = chosen_quotes(told, length) if quotes else ({}, frozenset())
    choice = (quotes, letters, length, paper, tuple(sorted(chosen.items())), left_out)

    def made(name: Format) -> Rendered:
        """Give the report in one form, as the choices at the side ask for it."""
        return render(
            told,
            format=name,
            quotes=quotes,
            chosen_quotes=chosen,
            letters=letters,
            length=length,
            paper=paper,
            left_out=left_out,
        )

    with main, st.container(key="papers"):
        bar = st.empty()
        if ("pages", *choice) not in (st.session_state.get("_reports") or ((), {}))[1]:
            bar.progress(0.2, text="Counting")
            told.overview()
            told.recurring_factors()
            bar.progress(0.5, text="Setting the pages")
        pdf = kept(("pdf", *choice), lambda: made("pdf"))
        pages = kept(
            ("pages", *choice),
            lambda: pages_of(
                told,
                quotes=quotes,
                chosen_quotes=chosen,
                letters=letters,
                length=length,
                paper=paper,
                left_out=left_out,
            ),
        )
        bar.empty()
        for n, page in enumerate(pages, 1):
            with st.container(border=True, key=f"paper-{n}"):
                st.image(
                    page,
                    width="stretch",
                    alt=f"Page {n} of the report as it will be printed; the web page holds the same as text",
                )
    with side:
        may = not quotes or confirmed(
            words_in(
                told, format="pdf", letters=letters, length=length, chosen_quotes=chosen, left_out=left_out
            ),
            key="report",
            note="These words of other people will stand in the report, as they are here.",
        )
        with st.container(border=True, gap="small"):
            st.markdown("**The report**")
            for name in FORMATS:
                if name in (*TABLES, *SHARED):
                    continue
                if may:
                    make = (lambda: pdf) if name == "pdf" else (lambda asked=name: made(asked))
                    download(name, make, file_of(told, name, choice), main=name == "pdf")
            if not may:
                quiet("Read the quotes above first: the files come after that.", key="read-first")
            for n, note in enumerate(pdf.notes):
                quiet(note, key=f"note-{n}")
        with st.container(border=True, gap="small"):
            st.markdown("**The tables behind it**")
            all_of_them = quotes and st.toggle("Every text in the tables", key="report_texts")
            may = not all_of_them or confirmed(
                words_in(told, format="xlsx", letters=letters, length=length),
                key="tables",
                note="The tables hold every text and note, as they are here.",
            )
            for name in TABLES:
                if may:
                    download(
                        name,
                        lambda asked=name: render(
                            told, format=asked, quotes=bool(all_of_them), letters=letters
                        ),
                        file_of(told, name, (bool(all_of_them), *choice[1:])),
                        main=False,
                    )
        with st.container(border=True, gap="small"):
            st.markdown("**To share, without anybody's words**")
            draft = kept(
                ("draft", letters),
                lambda: draft_of(
                    outline_of(told, quotes=False, chosen_quotes={}, letters=letters, length="summary"),
                    who=told.who(),
                ),
            )
            with st.expander("An e-mail to a mentor"):
                st.code(draft.body, language=None, wrap_lines=True)
            for name in SHARED:
                download(name, lambda asked=name: made(asked), file_of(told, name, choice), main=False)
