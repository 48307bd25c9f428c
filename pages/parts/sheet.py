"""The preparation sheet on the page: which interview it is for, the sheet itself, and the words it takes along."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from analysis import plan_words, wording
from analysis.preparing import Prepared, Upcoming, prepare, same
from analysis.report import redacted_study
from analysis.report.outline import Items, Outline, Paragraph, Quote
from analysis.report.sheet import MOST_QUOTES, sheet_file, sheet_of, words_to_take
from analysis.study import Study
from analysis.tables import each
from pages.parts import evidence
from pages.parts.text import md, steady

FIELDS = {"company": "Company", "role": "Role", "industry": "Industry", "format": "Format"}
ANOTHER = "another"
TICK = "words_to_take-"  # and the key of the words
LISTED = 200  # the latest values of a field; another is typed
HEIGHT = 760  # px of a sheet without quotes, more or less


def preparation_sheet(study: Study) -> None:
    """Ask which interview comes, and show what earlier ones say about it, as it will be printed."""
    with st.container(gap="xxsmall"):
        st.header("Before the next interview", anchor=False)
        st.markdown(
            "One page to read on the way there. Leave empty what you do not know, or type what is new."
        )
    upcoming, final = _upcoming(study)
    main, side = st.columns([1.95, 1], gap="large")
    with main, st.skeleton(height=HEIGHT):  # the sheet's place, while what stands in it is counted
        prepared = prepare(study, upcoming)
        if st.session_state.get("sheet_redacted"):
            study = redacted_study(study, letters=False)
    with side, st.container(border=True, gap="small"):
        st.markdown("**Take it along**")
        download = st.container()
        taken = _words(study, prepared)
    sheet = sheet_of(study, prepared, final=final, taken=taken)
    content, file_name = sheet_file(sheet)
    with download:
        st.download_button(
            "Download, to print",
            data=content,
            file_name=file_name,
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
            type="primary",
            key="sheet_download",
        )
        evidence.quiet("One web page in one file, laid out for a sheet of paper.", key="sheet-file")
    with main, st.container(border=True, gap="small", key="sheet"):
        _paper(sheet)


def _upcoming(study: Study) -> tuple[Upcoming, bool]:
    """Draw the choice of an open interview and the four fields, and give what is known of the one to come."""
    is_open = {row.interview_id: row for row in each(study.running(at_most=LISTED))}
    if st.session_state.get("sheet_open") not in (ANOTHER, *is_open):
        st.session_state.pop("sheet_open", None)
    if is_open:
        st.selectbox(
            "An open interview",
            [ANOTHER, *is_open],
            format_func=lambda key: (
                "Another one"
                if key == ANOTHER
                else steady(wording.named(is_open[key].company, is_open[key].role))
            ),
            key="sheet_open",
            persist_state="session",
            on_change=_fill,
            args=({key: {f: _cell(getattr(row, f)) for f in FIELDS} for key, row in is_open.items()},),
        )
    known: dict[str, str | None] = {}
    with st.grid(len(FIELDS), gap="small", min_column_width=160):
        for field in FIELDS:
            # A company brings the industry it was in the last time, unless another is typed.
            company = known.get("company")
            kept = _cell(study.industry_of(company)) if field == "industry" and company else None
            known[field] = _one_of(study.latest_values(field, at_most=LISTED), field, unless=kept)
    chosen = is_open.get(str(st.session_state.get("sheet_open")))
    final = chosen is not None and chosen.stage_reached == "final_round"
    return Upcoming(**known, interview_id=chosen.interview_id if chosen is not None else None), final


def _fill(known: dict[str, dict[str, str | None]]) -> None:
    """Put what is known of the open interview into the fields."""
    for field, value in known.get(str(st.session_state.get("sheet_open")), dict.fromkeys(FIELDS)).items():
        st.session_state[f"sheet_{field}"] = value


def _one_of(values: tuple[str, ...], field: str, *, unless: str | None) -> str | None:
    """Draw one field and give what is chosen or typed in it, else `unless`, which stands in it meanwhile."""
    kept = st.session_state.get(f"sheet_{field}")
    if kept and kept not in values:
        values = (kept, *values)  # typed, or of an interview the filters leave out
    chosen = st.selectbox(
        FIELDS[field],
        sorted(values, key=str.casefold),
        index=None,
        format_func=steady,
        accept_new_options=True,
        placeholder=steady(unless) if unless else "Choose or type",
        key=f"sheet_{field}",
        persist_state="session",
    )
    return (str(chosen or "").strip() or None) or unless


def _words(study: Study, prepared: Prepared) -> Collection[str]:
    """Let the person tick, one by one, whose words stand on the sheet; give the keys of those ticked.

    They are looked up once the list is open, or one of them was ticked: closed, they would be a sixth of a first visit.
    """
    evidence.quiet(plan_words.NO_QUOTE, key="sheet-quotes")
    listed = st.expander("Choose quotes", key="sheet_quotes", on_change="rerun")
    marked = {
        str(key).removeprefix(TICK)
        for key, on in st.session_state.items()
        if on and str(key).startswith(TICK)
    }
    takeable = words_to_take(study, prepared) if listed.open or marked else ()
    ticked = marked & {words.key for words in takeable}
    full = len(ticked) >= MOST_QUOTES
    with listed:
        if listed.open:
            evidence.quiet(plan_words.quotes_offered(len(takeable), at_most=MOST_QUOTES), key="sheet-offered")
            for words in takeable:
                with st.container(gap="xxsmall"):
                    st.checkbox(
                        md(words.about),
                        key=f"{TICK}{words.key}",
                        persist_state="session",
                        disabled=full and words.key not in ticked,
                    )
                    _quote(words.quote, outcome=words.outcome, key=f"take-{words.key}")
    st.toggle(
        "Names taken out of quotes",
        key="sheet_redacted",
        persist_state="session",
        help="Off: quotes as they were said, for your own eyes. On: without names we know, e-mail addresses, phone numbers "
        "and links.",
    )
    return frozenset(ticked)


def _paper(sheet: Outline) -> None:
    with st.container(gap="xxsmall"):
        st.subheader(md(sheet.title), anchor=False)
        st.markdown(md(sheet.lead))
    for section in sheet.sections:
        with st.container(gap="xsmall", key=f"sheet-{section.name}"):
            st.markdown(f"**{md(section.title)}**")
            for n, block in enumerate(section.blocks):
                key = f"{section.name}-{n}"
                if isinstance(block, Paragraph):
                    if block.quiet:
                        evidence.quiet(block.words, key=f"sheet-{key}")
                    else:
                        st.text(steady(block.words))
                elif isinstance(block, Quote):
                    _quote(block, outcome=None, key=f"sheet-{key}")
                elif isinstance(block, Items):
                    for m, item in enumerate(block.items):
                        _line(item.name, item.count, item.remark, key=f"{key}-{m}")


def _line(name: str, count: str, remark: str, *, key: str) -> None:
    with st.container(gap=None, key=f"line-{key}"):
        if count:
            with st.container(
                horizontal=True,
                horizontal_alignment="distribute",
                wrap=False,
                gap="small",
                key=f"counts-sheet-{key}",
            ):
                st.text(steady(name), width="stretch")
                st.text(count)
        else:
            st.text(steady(name))
        if remark:
            evidence.quiet(remark, key=f"remark-{key}")


def _quote(said: Quote, *, outcome: str | None, key: str) -> None:
    start = len(said.before)
    marks = [(start, start + len(said.heard), "counted")] if said.heard else []
    evidence.quote(said.text, marks, outcome=outcome, key=key)
    evidence.quiet(said.said_by, key=f"by-{key}")


def _cell(value: object) -> str | None:
    """Give a cell as text; None where it is empty."""
    return None if not same(value) else str(value).strip()
