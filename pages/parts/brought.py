"""The file that is being brought: its bytes, what the person decided about it, and how it is read with that."""

from __future__ import annotations

import dataclasses
from functools import partial

import streamlit as st

from data.decisions import as_decided, decided_about
from data.reading import NO_CHOICES, UPLOAD, Choices, Reading
from data.workspace import Decided, ImportPreview
from pages.parts.session import today, workspace

CHANGES_SHOWN = 200
_KEPT = ("brought", "choices", "recalled", "unlearned", "mend", "preview_rows", "_reading", "_preview")


def is_bringing() -> bool:
    """Say whether a file was dropped and is not kept or put away yet."""
    return "brought" in st.session_state


def take_in(name: str, content: bytes) -> None:
    """Keep a file's bytes, which are gone after a page change, and read it as was decided about one with its headers."""
    _take(name, content, None)


def take_sheet(sheet: str | None) -> None:
    """Read another sheet of the workbook, or another file of the archive."""
    _take(*st.session_state["brought"], sheet)


def _take(name: str, content: bytes, sheet: str | None) -> None:
    words = dataclasses.replace(NO_CHOICES, outcome_words=workspace().remembered_words(), sheet=sheet)
    decided = _remembered(_read(name, content, words))
    chosen = as_decided(decided, words, content, partial(_read, name, content)) if decided else words
    st.session_state["brought"] = name, content  # last: a file that could not be read is not brought
    st.session_state["recalled"] = decided
    st.session_state["choices"] = chosen


def put_away() -> None:
    """Forget the file; nothing of it was kept."""
    for key in _KEPT:
        st.session_state.pop(key, None)


def choices() -> Choices:
    """Give what the person decided so far."""
    return st.session_state["choices"]


def recalled() -> Decided | None:
    """Give what the file is read with because an earlier one was, None where it is not."""
    return st.session_state.get("recalled")


def choose(chosen: Choices) -> None:
    """Read the file with other choices from the next run on; what an outcome word meant and means no more is forgotten."""
    gone = choices().outcome_words.keys() - chosen.outcome_words.keys()
    st.session_state["unlearned"] = {*st.session_state.get("unlearned", ()), *gone}
    st.session_state["choices"] = chosen


def read_anew() -> None:
    """Read the file as if no other with its headers had come before."""
    st.session_state["recalled"] = None
    choose(dataclasses.replace(NO_CHOICES, outcome_words=choices().outcome_words, sheet=choices().sheet))


def reading() -> Reading:
    """Give the file as it is read with what was decided so far; read again only where that changed."""
    name, content = st.session_state["brought"]
    return _read(name, content, choices())


def preview(found: Reading) -> ImportPreview:
    """Give what keeping the file would do; compared again only where the reading or the workspace changed."""
    opened = workspace()
    state = found.file_hash, str(opened.path), opened.version
    kept = st.session_state.get("_preview")
    if kept is None or kept[0] != state:
        kept = state, opened.preview_import(found, at_most=CHANGES_SHOWN)
        st.session_state["_preview"] = kept
    return kept[1]


def remember(found: Reading) -> None:
    """Remember what was decided, for the next file with these headers; a file without any is like no other."""
    opened, decided = workspace(), choices()
    opened.remember_words(decided.outcome_words)
    for word in st.session_state.get("unlearned", set()) - decided.outcome_words.keys():
        opened.forget_word(word)
    before = _remembered(found)
    about = decided_about(found, decided, st.session_state["brought"][1], before=before, on=today())
    if found.header_row and about != before:
        opened.remember_decisions(_headers(found), about)


def _remembered(found: Reading) -> Decided | None:
    return workspace().remembered_decision(_headers(found)) if found.header_row else None


def _headers(found: Reading) -> str:
    return "\t".join(found.headers)


def _read(name: str, content: bytes, chosen: Choices) -> Reading:
    from data.reading import read  # heavy, and for who brings a file only

    kept = st.session_state.get("_reading")
    key = (name, len(content), hash(content), repr(chosen))
    if kept is None or kept[0] != key:
        kept = (key, read(content, file_name=name, choices=chosen, limits=UPLOAD))
        st.session_state["_reading"] = kept
    return kept[1]
