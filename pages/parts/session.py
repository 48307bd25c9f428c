"""The one key to a person's workspace: which file is open, what day it is, and the study the page asks."""

from __future__ import annotations

import datetime as dt
import os

import streamlit as st

from analysis.coding import Coder, code_uncoded, default_codebook
from analysis.study import Slice, Study
from data.problems import WorkspaceError
from data.workspace import Workspace, default_path, open_workspace


def workspace() -> Workspace:
    """Give the open workspace, all of its feedback coded; where it cannot be opened, say why and end the page."""
    try:
        opened = _open(str(default_path()))
    except WorkspaceError as problem:
        st.title("Your interviews could not be opened", anchor=False)
        st.text(str(problem))
        st.markdown("Nothing was changed. When it is put right, reload this page.")
        st.stop()
    _code_what_is_new(opened)
    return opened


def today() -> dt.date:
    """Give the day the page reckons from; SECOND_PLACE_TODAY fixes it, for pictures and tests that can be repeated."""
    fixed = os.environ.get("SECOND_PLACE_TODAY")
    return dt.date.fromisoformat(fixed) if fixed else dt.datetime.now().astimezone().date()


def now() -> dt.datetime:
    """Give the present moment in UTC without zone, as the workspace keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def study_of(chosen: Slice) -> Study:
    """Give the study of the open workspace under a slice; kept until the workspace or the slice changes."""
    opened = workspace()
    key = (str(opened.path), opened.version, chosen, today())
    kept = st.session_state.get("_study")
    if kept is None or kept[0] != key:
        kept = (key, Study(opened, chosen, default_codebook(), today=today()))
        st.session_state["_study"] = kept
    return kept[1]


def say(sentence: str) -> None:
    """Keep a sentence to be said once, after the next run: what a button did, and how to take it back."""
    st.session_state["_said"] = sentence


def show_what_was_said() -> None:
    """Say what was kept by `say`, once."""
    sentence = st.session_state.pop("_said", None)
    if sentence:
        with st.container(key="said", border=True):
            st.text(sentence)


def go_to(page: str) -> None:
    """Open another page after this run (a callback cannot): `page` is its web address."""
    st.session_state["_go"] = page


def _is_alive(opened: Workspace) -> bool:
    if opened.is_alive():
        return True
    opened.close()
    return False


@st.cache_resource(show_spinner=False, validate=_is_alive, max_entries=20)
def _open(path: str) -> Workspace:
    return open_workspace(None if path == ":memory:" else default_path())


@st.cache_resource(show_spinner=False)
def _coder() -> Coder:
    return Coder(default_codebook())


def _code_what_is_new(opened: Workspace) -> None:
    waiting = len(opened.uncoded(default_codebook().version))
    if not waiting:
        return
    if waiting < 500:
        code_uncoded(opened, _coder())
        return
    bar = st.progress(0.0, text="Reading the feedback")

    def show(done: int, of: int) -> None:
        bar.progress(done / of, text=f"Reading the feedback: {done} of {of} texts")

    code_uncoded(opened, _coder(), progress=show)
    bar.empty()
