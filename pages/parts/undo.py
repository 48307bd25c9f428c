"""What a button did, said with the button that takes it back, until it is used or put away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.session import now, say, told, workspace
from pages.parts.text import steady


def say_with_undo(sentence: str, undo: Callable[[], None]) -> None:
    """Keep a sentence to be said after the next run, with the write that takes back what was done."""
    st.session_state["_undo"] = sentence, undo


def show_undo() -> None:
    """Say what was kept by `say_with_undo`, with its button."""
    kept = st.session_state.get("_undo")
    if kept is None:
        return
    with st.container(
        key="undo",
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.text(steady(kept[0]), width="stretch")
        with st.container(horizontal=True, gap="xsmall", width="content"):
            st.button("Undo", key="undo_last", icon=":material/undo:", on_click=told(_take_back))
            st.button("Close", key="undo_close", type="tertiary", on_click=_put_away)


def nothing_to_bring_back() -> None:
    """Let go of everything a button could bring back: it holds the words that were just erased."""
    for kept in ("_undo", "removed_interview", "removed_words"):
        st.session_state.pop(kept, None)


def keep_codebook(text: str, sentence: str) -> None:
    """Keep another text of the person's own codebook, and say so with the way back to the one before."""
    opened = workspace()
    before = opened.own_codebook()
    opened.save_own_codebook(text, at=now())

    def undo() -> None:
        if workspace().own_codebook() == text:
            workspace().save_own_codebook(before, at=now())
        else:
            say("Your themes and cues were changed again since, so nothing was taken back.")

    say_with_undo(sentence, undo)


def _take_back() -> None:
    _, undo = st.session_state.pop("_undo")
    undo()


def _put_away() -> None:
    st.session_state.pop("_undo", None)
