"""Bringing a file in: drop it, see what was understood, answer what only you can know, then keep it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pandas as pd
import streamlit as st

from analysis import charts, file_words, wording
from analysis.coding import default_codebook
from analysis.sample import put_sample
from analysis.study import EVERYTHING, Study
from analysis.tables import each
from data.problems import Question, WorkspaceError
from data.reading import NO_CHOICES, UPLOAD, Choices, Column, Reading, read, template_csv
from data.workspace import open_workspace
from pages.parts import evidence, plot
from pages.parts.fields import FIELD_WORDS, NOT_USED
from pages.parts.session import coder, coder_of, go_to, now, say, study_of, today, told, workspace
from pages.parts.text import md

PREVIEW_ROWS = 200


def is_bringing() -> bool:
    """Say whether a file was dropped and is not kept or put away yet."""
    return "brought" in st.session_state


def bring() -> None:
    """Show the way in: the drop zone, or, once a file is there, what was understood of it."""
    if is_bringing():
        _check_and_keep()
        return
    with st.container(border=True, gap="small"):
        _drop()


def what_it_can_look_like() -> None:
    """Show what the sample's pages say, drawn from the sample itself."""
    sample = _sample_study(today().isoformat())
    gaps = sample.gaps()
    overview = sample.overview()
    headline = wording.headline(overview, each(sample.recurring_factors()), sample.codebook, EVERYTHING)
    with st.container(border=True, gap="small"):
        evidence.quiet(
            f"What it can look like: a sample of {overview.interviews} invented interviews", key="sample-note"
        )
        st.markdown(f"**{md(headline.title)}**")
        plot.show(
            charts.ranking(gaps, at_most=3, ranges=False),
            key="sample_ranking",
            alt=charts.ranking_alt(gaps, at_most=3),
        )
        top = gaps.iloc[0]
        said = sample.evidence(top.factor, "gap", side="second_place", protected=False)
        for words in each(said.sort_values("text", key=lambda texts: texts.str.len()).head(1)):
            evidence.quote(
                words.text,
                [(int(words.start_at), int(words.end_at), "counted")],
                outcome=words.outcome,
                key="sample",
            )
            evidence.quiet(wording.who_said(words), key="sample-who")
        st.button(
            "Look around with the sample",
            key="load_sample",
            icon=":material/visibility:",
            width="stretch",
            on_click=told(_load_sample),
        )


def _drop() -> None:
    file = st.file_uploader(
        "**Bring your interviews**",
        type=["csv", "tsv", "txt"],
        key=f"upload-{st.session_state.get('upload_turn', 0)}",
        help="A spreadsheet saved as CSV, or a tracker's export, as it is. Nothing is kept before you have seen it.",
    )
    if file is not None:
        # An uploaded file is gone after a page change: keep its bytes.
        st.session_state["brought"] = (file.name, file.getvalue())
        st.session_state["choices"] = _what_is_remembered(file.name, file.getvalue())
        st.session_state["upload_turn"] = st.session_state.get("upload_turn", 0) + 1
        st.rerun()
    with st.container(horizontal=True, gap="medium"):
        st.download_button(
            "Download our template",
            data=template_csv(),
            file_name="second-place-template.csv",
            mime="text/csv",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
            key="template",
        )
        st.button(
            "Log one by hand",
            key="to_log",
            type="tertiary",
            icon=":material/edit:",
            on_click=go_to,
            args=("interviews",),
        )


def _check_and_keep() -> None:
    name, content = st.session_state["brought"]
    opened = workspace()
    reading = _read(name, content, st.session_state["choices"])
    if not reading.rows:
        _nothing_read(reading)
        return
    plan = opened.plan_import(reading)
    maybe = sum(row.maybe_second for row in reading.rows)
    with st.container(gap="xsmall"):
        st.title(f"{wording.plural(len(reading.rows), 'row', 'rows')} read. Is this right?", anchor=False)
        st.markdown("Nothing is kept yet. Look, answer what only you can know, then keep it.")
        evidence.quiet(file_words.file_in_words(reading), key="file")
    if opened.has_sample():
        st.markdown("The sample goes when you keep your own interviews.")
    with st.grid(3, gap="small", min_column_width=240):
        _card("Understood", *file_words.understood(reading))
        _card("To decide", *file_words.to_decide(reading))
        _card("Missing", *file_words.missing(reading))
    _questions(reading)
    _columns(reading)
    _preview(reading)
    _problems(reading)
    evidence.quiet(file_words.plan_in_words(plan.new, plan.changed, plan.unchanged), key="plan")
    with st.container(horizontal=True, gap="small"):
        st.button("Keep these interviews", key="keep", type="primary", on_click=_keep, args=(reading, maybe))
        st.button("Put this file away", key="put_away", type="tertiary", on_click=_put_away)


def _nothing_read(reading: Reading) -> None:
    st.title("Nothing could be read from this file", anchor=False)
    for n, problem in enumerate(reading.problems):
        with st.container(key=f"problem-{n}"):
            st.text(file_words.problem(problem))
    st.markdown("Nothing was changed. Try another file, or our template.")
    st.button("Choose another file", key="put_away", type="primary", on_click=_put_away)
    if reading.headers:
        _columns(reading)


def _card(title: str, big: str, small: str) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        evidence.quiet(title, key=f"card-{title}")
        st.text(big)
        with st.container(key=f"quiet-card-small-{title}"):
            st.text(small)


def _questions(reading: Reading) -> None:
    asked = [q for q in reading.questions if q.kind != "final"]
    answered = _answers_given()
    if answered:
        evidence.quiet(f"Answered, now or for an earlier file: {'; '.join(answered)}.", key="answered")
        st.button(
            "Ask me again", key="ask_again", type="tertiary", icon=":material/undo:", on_click=_ask_again
        )
    if not asked:
        return
    st.header("Only you can know", anchor=False)
    for n, question in enumerate(asked):
        answer = _answer_to(question, key=f"question-{question.kind}-{question.column}-{n}-{question.value}")
        if answer is not None:
            st.session_state["choices"] = _answered(st.session_state["choices"], question, answer)
            st.rerun()


def _answers_given() -> list[str]:
    """Say which answers of the person the file is read with."""
    choices: Choices = st.session_state["choices"]
    said = [
        f"\u201c{word}\u201d is {file_words.answer(meant)}" for word, meant in choices.outcome_words.items()
    ]
    said += [f"dates are {file_words.answer(choices.date_order)}"] if choices.date_order else []
    said += (
        [f"feedback is from: {file_words.answer(choices.feedback_source)}"] if choices.feedback_source else []
    )
    return said


def _ask_again() -> None:
    st.session_state["choices"] = dataclasses.replace(NO_CHOICES, mapping=st.session_state["choices"].mapping)


def _answer_to(question: Question, *, key: str) -> str | None:
    words = f"{md(question.column)}: {md(question.message)}" if question.column else md(question.message)
    if question.kind == "date_value" and not question.choices:
        day = st.date_input(words, value=None, key=key, width=320)
        return day.isoformat() if isinstance(day, dt.date) else None
    return st.selectbox(
        words,
        question.choices,
        index=None,
        placeholder="Choose one",
        format_func=file_words.answer,
        key=key,
        width=520,
    )


def _answered(choices: Choices, question: Question, answer: str) -> Choices:
    match question.kind:
        case "date_order":
            return dataclasses.replace(choices, date_order=answer)
        case "outcome_word":
            return dataclasses.replace(
                choices, outcome_words={**choices.outcome_words, (question.value or "").casefold(): answer}
            )
        case "feedback_source":
            return dataclasses.replace(choices, feedback_source=answer)
        case "date_value":
            return dataclasses.replace(
                choices, date_values={**choices.date_values, question.value or "": answer}
            )
        case "column":
            return dataclasses.replace(choices, mapping={**choices.mapping, question.column: answer})
        case _:
            return choices


def _columns(reading: Reading) -> None:
    with st.expander(f"What each of your {len(reading.columns)} columns became"):
        st.markdown("Change any that is wrong; the preview below follows.")
        fields = [NOT_USED, *FIELD_WORDS]
        for n, column in enumerate(reading.columns):
            left, middle, right = st.columns([1, 1, 1.6], vertical_alignment="center")
            with left:
                st.text(column.header or "(no name)")
            base = _field_of(column)
            with middle:
                became = st.selectbox(
                    f"Column {n + 1} is",
                    fields,
                    index=fields.index(base) if base in fields else 0,
                    format_func=lambda f: FIELD_WORDS.get(f, f),
                    key=f"column-{n}-{base}",
                    label_visibility="collapsed",
                )
            with right:
                evidence.quiet(" · ".join([column.why, *column.samples]), key=f"column-{n}")
            if became != base:
                st.session_state["choices"] = _remapped(
                    reading, st.session_state["choices"], column, str(became)
                )
                st.rerun()


def _field_of(column: Column) -> str:
    """Give the field a column became; feedback_2 and the like are feedback."""
    if column.field is None:
        return NOT_USED
    return "feedback" if _is_feedback(column.field) else column.field


def _remapped(reading: Reading, choices: Choices, column: Column, after: str) -> Choices:
    """Give the choices with one column made another field, and every other column left as it is."""
    before = _field_of(column)
    mapping = dict(choices.mapping)
    if before not in (NOT_USED, "feedback"):
        mapping[before] = ""
    if after not in (NOT_USED, "feedback"):
        mapping[after] = column.header
    if "feedback" in (before, after):
        # Feedback columns are counted through, so all of them are named: the others stay when one comes or goes.
        headers = [
            header
            for field, header in reading.mapping.items()
            if _is_feedback(field) and header != column.header
        ] + [column.header] * (after == "feedback")
        mapping = {field: header for field, header in mapping.items() if not _is_feedback(field)}
        mapping |= {
            f"feedback_{n}" if n > 1 else "feedback": header for n, header in enumerate(headers, 1)
        } or {"feedback": ""}
    return dataclasses.replace(choices, mapping=mapping)


def _is_feedback(field: str) -> bool:
    return re.fullmatch(r"feedback(_\d+)?", field) is not None


def _preview(reading: Reading) -> None:
    st.header("How it was read", anchor=False)
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "Row": row.row,
                    "Company": row.values.get("company"),
                    "Role": row.values.get("role"),
                    "Applied": row.values.get("applied_on"),
                    "Interviewed": row.values.get("interviewed_on"),
                    "Furthest stage": wording.stage(row.values.get("stage_reached")),
                    "Outcome": wording.outcome(row.values.get("outcome")),
                    "Feedback": " / ".join(cell.text for cell in row.feedback),
                }
                for row in reading.rows[:PREVIEW_ROWS]
            ]
        ),
        hide_index=True,
        height=320,
        column_config={
            name: st.column_config.DateColumn(format="D MMM YYYY") for name in ("Applied", "Interviewed")
        },
        alt="The rows of the file as interviews",
    )
    if len(reading.rows) > PREVIEW_ROWS:
        evidence.quiet(f"The first {PREVIEW_ROWS} of {len(reading.rows)} rows.", key="preview-more")


def _problems(reading: Reading) -> None:
    if not reading.problems:
        return
    st.header(wording.plural(len(reading.problems), "thing", "things") + " could not be read", anchor=False)
    st.markdown(
        "The rest of each row is kept. Mend them in your file and bring it again: nothing is doubled."
    )
    st.dataframe(
        pd.DataFrame(
            [{"Row": p.row, "Column": p.column, "What": p.message} for p in reading.problems[:1000]]
        ).astype({"Row": "Int64"}),
        hide_index=True,
        column_config={"What": st.column_config.TextColumn(width="large")},
        alt="What could not be read, with row and column",
    )


def _keep(reading: Reading, maybe_second: int) -> None:
    opened = workspace()
    try:
        imported = opened.commit_import(reading, imported_at=now(), is_sample=False)
        opened.remove_sample()
        decided = st.session_state["choices"]
        opened.remember_words(decided.outcome_words)
        if decided.mapping:
            opened.remember_mapping("\t".join(reading.headers), decided.mapping)
    except WorkspaceError as problem:
        say(f"Not saved. {problem}")
        return
    _put_away()
    say(
        file_words.imported(
            imported.new,
            imported.changed,
            imported.unchanged,
            already_there=imported.already_there,
            maybe_second=maybe_second,
        )
    )


def _put_away() -> None:
    for key in ("brought", "choices"):
        st.session_state.pop(key, None)


def _what_is_remembered(name: str, content: bytes) -> Choices:
    """Give what the person decided about earlier files: the outcome words, and the columns of a file with this header."""
    opened = workspace()
    words = dataclasses.replace(NO_CHOICES, outcome_words=opened.remembered_words())
    headers = "\t".join(_read(name, content, words).headers)
    return dataclasses.replace(words, mapping=opened.remembered_mapping(headers))


def _read(name: str, content: bytes, choices: Choices) -> Reading:
    kept = st.session_state.get("_reading")
    key = (name, len(content), hash(content), repr(choices))
    if kept is None or kept[0] != key:
        kept = (key, read(content, file_name=name, choices=choices, limits=UPLOAD))
        st.session_state["_reading"] = kept
    return kept[1]


def _load_sample() -> None:
    if study_of(EVERYTHING).overview().interviews:
        say("There are interviews here by now, so the sample was left out.")
        return
    put_sample(workspace(), coder(), today=today(), at=now())
    st.session_state["whose"] = "They"


@st.cache_resource(show_spinner=False, max_entries=1)
def _sample_study(day: str) -> Study:
    until = dt.date.fromisoformat(day)
    made = open_workspace(None)
    put_sample(made, coder_of(default_codebook()), today=until, at=dt.datetime.combine(until, dt.time()))
    return Study(made, EVERYTHING, default_codebook(), today=until)
