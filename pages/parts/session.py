"""The one key to a person's workspace: which file is open, what day it is, and the study the page asks."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec

import streamlit as st

from analysis import file_words
from analysis.coding import Codebook, Coder, code_uncoded, personal_coder, waiting
from analysis.coding.own import codebook_in
from analysis.study import EVERYTHING, Slice, Study
from analysis.whose_words import told as told_of
from data.problems import DamagedError, WorkspaceError
from data.workspace import (
    Backup,
    Workspace,
    backups_beside,
    default_path,
    open_copy,
    open_workspace,
    restore_damaged,
)
from pages.parts import not_opened
from pages.parts.text import steady

P = ParamSpec("P")
STUDIES_KEPT = (
    24  # a page asks up to five: all, the slice, whole, and two sides compared; several windows may be open
)
WORTH_A_BAR = 500  # texts; fewer are read before a bar could be seen


def workspace() -> Workspace:
    """Give the open workspace, all of its feedback coded; where it cannot be opened, say why, what can be done, and end."""
    copied = copy_shown()
    try:
        opened = _open_copy(str(copied.path), copied) if copied else _open(str(default_path()))
    except WorkspaceError as problem:
        st.session_state.pop("_copy", None)
        show_what_was_said()
        kept = backups_beside(default_path())
        not_opened.show(problem, kept, restore=told(_restore), look_at=_look_at)
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
    """Give the study of the open workspace under a slice, for all windows alike; kept until the workspace or the day changes."""
    opened, day = workspace(), today()
    shared, version = _studies(), opened.version
    with shared.lock:
        kept = shared.of.get(str(opened.path))
        if kept is None or kept.workspace is not opened or (kept.version, kept.day) != (version, day):
            kept = shared.of[str(opened.path)] = _Kept(opened, version, day)
        study = kept.studies.pop(chosen, None) or Study(opened, chosen, _codebook_of(opened), today=day)
        kept.studies[chosen] = study  # the last asked for stands last
        if len(kept.studies) > STUDIES_KEPT:
            kept.studies.pop(next(iter(kept.studies)))
        return study


def says(words: str) -> str:
    """Give a sentence of ours as it reads about whose interviews the workspace holds, whichever are chosen at the side."""
    return told_of(words, whose())


def whose() -> str:
    """Give whose interviews the workspace holds: yours, one person's, or so many people's; asked once for all of a run."""
    if "_whose" not in st.session_state:
        st.session_state["_whose"] = study_of(EVERYTHING).who()
    return st.session_state["_whose"]


def codebook() -> Codebook:
    """Give the codebook of the open workspace: ours, with the person's own file and what they taught."""
    return _codebook_of(workspace())


def coder() -> Coder:
    """Give the coder of the open workspace."""
    return coder_of(codebook())


def coder_of(book: Codebook) -> Coder:
    """Give the coder of a codebook; the last few are kept."""
    return _coder(book.version, book)


def reader() -> Coder:
    """Give the coder of the open workspace with what the person's decisions taught it: it reads as what is kept is read."""
    opened = workspace()
    version = opened.version
    kept = _readers().get(str(opened.path))
    if kept is None or kept[0] != version:
        kept = _readers()[str(opened.path)] = version, personal_coder(opened, coder())
    return kept[1]


def copy_shown() -> Backup | None:
    """Give the backup that is shown to read only while another window has the interviews open, None where none is."""
    return st.session_state.get("_copy")


def leave_copy() -> None:
    """Try to open the interviews themselves again."""
    st.session_state.pop("_copy", None)


def told(write: Callable[P, None]) -> Callable[P, None]:
    """Give the same write for a button's callback: where the workspace refuses it, the person is told why."""

    @wraps(write)
    def attempt(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            write(*args, **kwargs)
        except DamagedError as problem:
            st.session_state["_damage"] = problem
        except WorkspaceError as problem:
            say(str(problem))

    return attempt


def damage_met() -> DamagedError | None:
    """Give the damage that a button met, once: the page makes way for what can be done about it."""
    return st.session_state.pop("_damage", None)


def show_refused(problem: WorkspaceError) -> None:
    """Say why the workspace refused what a page asked or was about to keep; of a damaged file, offer the backups."""
    with st.container(border=True, key="refused"):
        st.text(str(problem))
        if isinstance(problem, DamagedError):
            not_opened.offer(backups_beside(default_path()), restore=told(_restore_open))


def say(sentence: str) -> None:
    """Keep a sentence to be said once, after the next run: what a button did, and how to take it back."""
    st.session_state["_said"] = sentence


def show_what_was_said() -> None:
    """Say what was kept by `say`, once."""
    sentence = st.session_state.pop("_said", None)
    if sentence:
        with st.container(key="said", border=True):
            st.text(steady(sentence))


def go_to(page: str) -> None:
    """Open another page after this run (a callback cannot): `page` is its web address."""
    st.session_state["_go"] = page


def at_top(page: str) -> None:
    """Begin a page. One that was just opened is seen from its top: what is drawn over a long one stays scrolled as that was."""
    st.session_state.pop("_whose", None)
    if st.session_state.setdefault("_at", page) != page:
        st.session_state["_at"] = page
        from_top()
    turn = st.session_state.get("_top", 0)
    if turn:
        # No script may run here: look.css takes the page's height for a moment, and another name begins anew.
        st.html(f"<style>:root {{ --top: top-{turn % 2:d} }}</style>")


def from_top() -> None:
    """Let the page be seen from its top after this run."""
    st.session_state["_top"] = st.session_state.get("_top", 0) + 1


def _is_alive(opened: Workspace) -> bool:
    if opened.is_alive():
        return True
    opened.close()
    return False


@st.cache_resource(show_spinner=False, validate=_is_alive, max_entries=20, on_release=Workspace.close)
def _open(path: str) -> Workspace:
    return open_workspace(None if path == ":memory:" else default_path())


@st.cache_resource(show_spinner=False, max_entries=2)
def _open_copy(path: str, _copied: Backup) -> Workspace:  # noqa: ARG001 - its path is the key
    return open_copy(_copied)


def _look_at(copied: Backup) -> None:
    st.session_state["_copy"] = copied


def _restore(kept: Backup, *, was_open: bool = False) -> None:
    damaged = restore_damaged(default_path(), kept, at=now(), though_it_opens=was_open)
    say(
        f"The backup of {file_words.moment(kept.made_at)} is in its place. The damaged file is kept as {damaged.name}."
    )


def _restore_open(kept: Backup) -> None:
    """Restore where a page met the damage: no window of ours may have the file open meanwhile; each opens it anew."""
    _open.clear()
    _restore(kept, was_open=True)


@st.cache_resource(show_spinner=False, max_entries=4)
def _coder(version: str, _book: Codebook) -> Coder:  # noqa: ARG001 - the version is the key: an underscore keeps a book out of it
    return Coder(_book)


@dataclass
class _Kept:
    """The studies of one state of a workspace, by slice, in the order they were first asked for."""

    workspace: Workspace
    version: int
    day: dt.date
    studies: dict[Slice, Study] = field(default_factory=dict)


@dataclass
class _Shared:
    """The studies of each workspace, by its path; whoever looks or changes them holds the lock."""

    of: dict[str, _Kept] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _studies() -> _Shared:
    return _Shared()


@st.cache_resource(show_spinner=False)
def _readers() -> dict[str, tuple[int, Coder]]:
    """Give, by path, the version of a workspace and the coder that had learned from it then."""
    return {}


@st.cache_resource(show_spinner=False)
def _codebooks() -> dict[str, tuple[int, Codebook, str]]:
    """Give, by path, the version of a workspace, its codebook then, and why the person's own file is not in it."""
    return {}


def _codebook_of(opened: Workspace) -> Codebook:
    version = opened.version
    kept = _codebooks().get(str(opened.path))
    if kept is None or kept[0] != version:
        kept = _codebooks()[str(opened.path)] = version, *codebook_in(opened)
    _, book, problem = kept
    if problem and st.session_state.get("_codebook_problem") != problem:
        st.session_state["_codebook_problem"] = problem
        say(problem)
    return book


@st.cache_resource(show_spinner=False)
def _looked_through() -> dict[str, int]:
    """Give, by path, the version of a workspace in which nothing was left to code."""
    return {}


def _code_what_is_new(opened: Workspace) -> None:
    looked_through, version = _looked_through(), opened.version
    if looked_through.get(str(opened.path)) == version:
        return
    book = _codebook_of(opened)
    texts = waiting(opened, book)
    if texts:
        _code(opened, personal_coder(opened, coder_of(book)), with_bar=texts >= WORTH_A_BAR)
    looked_through[str(opened.path)] = opened.version


def _code(opened: Workspace, reader: Coder, *, with_bar: bool) -> None:
    if not with_bar:
        code_uncoded(opened, reader)
        return
    bar = st.progress(0.0, text="Reading the feedback")

    def show(done: int, of: int) -> None:
        bar.progress(done / of, text=f"Reading the feedback: {done} of {of} texts")

    code_uncoded(opened, reader, progress=show)
    bar.empty()
