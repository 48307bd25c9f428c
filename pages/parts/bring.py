"""Bringing a file in: drop it, see what was understood, answer what only you can know, then keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from analysis import charts, file_words, wording
from analysis.coding import default_codebook
from analysis.sample import put_sample
from analysis.study import EVERYTHING, Study
from analysis.tables import each
from data.problems import DamagedError, WorkspaceError
from data.reading import Reading
from data.workspace import open_workspace
from pages.parts import asking, brought, evidence, mapping, mending, plot, previewing
from pages.parts.session import coder, coder_of, go_to, now, say, study_of, today, told, workspace
from pages.parts.text import md, steady

NEXT_WORDS = {
    "debrief": "Say how they ended",
    "feedback": "Look at what was heard",
    "second_place": "See whom to ask",
    "interviews": "See them in the list",
}
_NAMED = 20


def bring() -> None:
    """Show the way in: the drop zone, or, once a file is there, what was understood of it."""
    if brought.is_bringing():
        _check_and_keep()
        return
    with st.container(border=True, gap="small"):
        _drop()


def what_it_can_look_like() -> None:
    """Show what the sample's pages say, drawn from the sample itself."""
    sample = _sample_study(today().isoformat())
    gaps = sample.gaps()
    overview = sample.overview()
    headline = sample.headline()
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
            evidence.quiet(wording.who_said(words, who=sample.who()), key="sample-who")
        st.button(
            "Look around with the sample",
            key="load_sample",
            icon=":material/visibility:",
            width="stretch",
            on_click=told(_load_sample),
        )


def _template() -> bytes:
    from data.reading import template_csv  # heavy, and for who asks for it only

    return template_csv()


def _drop() -> None:
    file = st.file_uploader(
        "**Bring your interviews**",
        key=f"upload-{st.session_state.get('upload_turn', 0)}",
        help="Your spreadsheet (CSV, Excel, OpenDocument) or a tracker's export, as it is. Nothing is kept before you have seen it.",
    )
    if file is not None:
        _close()
        brought.take_in(file.name, file.getvalue())
        st.session_state["upload_turn"] = st.session_state.get("upload_turn", 0) + 1
        st.rerun()
    with st.container(horizontal=True, gap="medium"):
        st.download_button(
            "Download our template",
            data=_template,
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


def show_kept() -> None:
    """Say what was kept a moment ago, with the button that undoes it and the next step, until it is put away."""
    kept = st.session_state.get("kept")
    if kept is None or kept[1] not in set(workspace().imports().import_id):
        return
    sentence, import_id, page = kept
    with st.container(key="kept", border=True, gap="small"):
        st.text(steady(sentence))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(NEXT_WORDS[page], key="kept_next", on_click=go_to, args=(page,))
            st.button(
                "Undo this import",
                key="kept_undo",
                type="tertiary",
                icon=":material/undo:",
                on_click=told(_undo),
                args=(import_id,),
            )
            st.button("Close", key="kept_close", type="tertiary", on_click=_close)


def _check_and_keep() -> None:
    opened = workspace()
    reading = brought.reading()
    if not reading.rows:
        _nothing_read(reading)
        return
    with st.container(gap="xsmall"):
        st.title(f"{wording.plural(len(reading.rows), 'row', 'rows')} read. Is this right?", anchor=False)
        st.markdown("Nothing is kept yet. Look, answer what only you can know, then keep it.")
        evidence.quiet(file_words.file_in_words(reading), key="file")
    _sheets(reading)
    _as_decided()
    if opened.has_sample():
        st.markdown("The sample goes when you keep your own interviews.")
    with st.grid(3, gap="small", min_column_width=240):
        _card("Understood", *file_words.understood(reading))
        _card("To decide", *file_words.to_decide(reading))
        _card("Missing", *file_words.missing(reading))
    asking.ask(reading)
    mending.mend(reading)
    mapping.columns(reading)
    previewing.rows(reading)
    previewing.changes(brought.preview(reading))
    if any(question.kind == "date_order" for question in reading.questions):
        st.markdown(
            "The order of day and month is still open. An interview is known again by its date: answer it first, or the "
            "same interviews may come a second time later."
        )
    with st.container(horizontal=True, gap="small"):
        st.button("Keep these interviews", key="keep", type="primary", on_click=told(_keep), args=(reading,))
        st.button("Put this file away", key="put_away", type="tertiary", on_click=brought.put_away)


def _sheets(reading: Reading) -> None:
    """Let another sheet of the workbook, or another file of the archive, be read."""
    if len(reading.sheets) < 2:
        return
    picked = st.selectbox(
        "Which sheet holds your interviews?"
        if not reading.delimiter
        else "Which file holds your interviews?",
        reading.sheets,
        index=reading.sheets.index(reading.sheet),
        key=f"sheet-{reading.sheet}",
        width=420,
    )
    what = "file" if reading.delimiter else "sheet"
    evidence.quiet(
        f"Once this {what} is kept, bring the same file again for another {what}.", key="sheet-again"
    )
    if picked != reading.sheet:
        brought.take_sheet(picked)
        st.rerun()


def _as_decided() -> None:
    decided = brought.recalled()
    if decided is None:
        return
    with st.container(
        key="as_decided",
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.text(file_words.as_decided(decided.on), width="content")
        st.button(
            "Read it anew",
            key="read_anew",
            type="tertiary",
            icon=":material/refresh:",
            on_click=brought.read_anew,
        )


def _nothing_read(reading: Reading) -> None:
    st.title("Nothing could be read from this file", anchor=False)
    _sheets(reading)
    _as_decided()
    for n, problem in enumerate(reading.problems[:_NAMED]):
        with st.container(key=f"problem-{n}"):
            st.text(steady(file_words.problem(problem)))
    st.markdown("Nothing was changed. Try another file, or our template.")
    st.button("Choose another file", key="put_away", type="primary", on_click=brought.put_away)
    asking.ask(reading)
    if reading.headers:
        mapping.columns(reading)


def _card(title: str, big: str, small: str) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        evidence.quiet(title, key=f"card-{title}")
        st.text(big)
        with st.container(key=f"quiet-card-small-{title}"):
            st.text(small)


def _keep(reading: Reading) -> None:
    """Keep the file under a bar that says how much of it is written."""
    if not brought.is_bringing():  # pressed twice: the first press has kept it
        return
    words = f"Keeping {wording.plural(len(reading.rows), 'row', 'rows')}"
    bar = st.progress(0.0, text=words)
    pressed: list[BaseException] = []

    def show(done: int, of: int) -> None:
        if pressed:
            return
        try:
            bar.progress(done / of, text=words)
        except (RerunException, StopException) as press:
            # Something else was pressed, or the window closed: Streamlit ends a run where it draws. What is half
            # written is written to its end first.
            pressed.append(press)

    _commit(reading, show)
    if pressed:
        raise pressed[0]
    bar.empty()


def _commit(reading: Reading, progress: Callable[[int, int], None]) -> None:
    opened = workspace()
    try:
        imported = opened.commit_import(reading, imported_at=now(), is_sample=False, progress=progress)
    except DamagedError:  # the backups are offered
        raise
    except WorkspaceError as problem:
        say(f"Not saved. {problem}")
        return
    left_undone = ""
    try:
        opened.remove_sample()
        brought.remember(reading)
    except WorkspaceError as problem:  # the interviews themselves are saved by now
        left_undone = f"What you decided about the file was not remembered. {problem}"
    brought.put_away()
    sentence = file_words.imported(
        imported.new,
        imported.changed,
        imported.unchanged,
        already_there=imported.already_there,
        maybe_second=0,  # the page asks about them right below, with their number
    )
    sentence = " ".join(filter(None, (sentence, file_words.left_out(imported.left_out), left_undone)))
    if imported.already_there:
        say(sentence)
        return
    if imported.is_again:  # an undo would take back all that the file ever brought
        say(sentence)
        return
    st.session_state["kept"] = sentence, imported.import_id, _next_step(reading)


def _next_step(reading: Reading) -> str:
    """Give the page to go to after an import: what was said, the finals only the person knows of, whom to ask, or the list."""
    if reading.rows.feedback().num_rows:
        return "feedback"
    if (study_of(EVERYTHING).to_debrief(at_most=1).state == "open").any():
        return "debrief"
    if "second_place" in reading.rows.column("outcome"):
        return "second_place"
    return "interviews"


def _undo(import_id: str) -> None:
    undone = workspace().undo_import(import_id)
    _close()
    say(file_words.undone(undone.interviews, undone.feedback, len(undone.kept)))


def _close() -> None:
    st.session_state.pop("kept", None)


def _load_sample() -> None:
    if study_of(EVERYTHING).has_interviews():
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
