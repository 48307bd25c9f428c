"""The words and columns of earlier files the program remembers, each to be forgotten."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import mapping_words
from pages.parts.evidence import quiet
from pages.parts.session import say, told, workspace
from pages.parts.text import steady

_LISTED = 100


def what_is_remembered() -> None:
    """Show what each outcome word was said to mean and what was decided about files, with the way to forget it."""
    opened = workspace()
    words, files = opened.remembered_words(), opened.remembered_decisions()
    with st.container(gap="small"):
        st.header("Words and columns the program remembers", anchor=False)
        if not words and not files:
            st.markdown("Nothing yet. What you answer about a file is remembered here for the next one.")
            return
        st.markdown(
            "The next file is read by these, and says so. What is forgotten is asked again; what you have kept stays as it is."
        )
        if words:
            with st.expander(f"Words: {len(words)}"):
                for n, (word, meant) in enumerate(list(words.items())[:_LISTED]):
                    _row(
                        mapping_words.word_means(word, meant),
                        "",
                        f"word-{n}",
                        lambda word=word: _forget_word(word),
                    )
        if files:
            with st.expander(f"Files: {len(files)}"):
                for n, (headers, decided) in enumerate(list(files.items())[:_LISTED]):
                    _row(
                        *mapping_words.remembered(headers, decided),
                        f"file-{n}",
                        lambda headers=headers: _forget_file(headers),
                    )


def _row(words: str, more: str, key: str, forget: Callable[[], None]) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        with st.container(gap=None, width="content"):
            st.text(steady(words))
            if more:
                quiet(more, key=f"remembered-{key}")
        st.button("Forget", key=f"forget-{key}", type="tertiary", on_click=told(forget))


def _forget_word(word: str) -> None:
    workspace().forget_word(word)
    say(f"\u201c{steady(word)}\u201d is forgotten.")


def _forget_file(headers: str) -> None:
    workspace().forget_decisions(headers)
    say("What you decided about these files is forgotten.")
