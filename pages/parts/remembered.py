"""What the program remembers for the next file: words, columns, and which texts were deleted; each to be forgotten."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import mapping_words, wording
from pages.parts.evidence import quiet
from pages.parts.session import say, told, workspace
from pages.parts.text import steady

_LISTED = 100


def what_is_remembered() -> None:
    """Show what outcome words mean, what was decided about files, and that texts were deleted, with the way to forget it."""
    opened = workspace()
    words, files = opened.remembered_words(), opened.remembered_decisions()
    deleted = opened.deleted_feedback()
    with st.container(gap="small"):
        st.header("Words and columns the program remembers", anchor=False)
        if not words and not files and not deleted:
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

        if deleted:
            texts = wording.plural(deleted, "text", "texts")
            _row(
                f"{texts} of feedback you deleted",
                f"No file brings {'it' if deleted == 1 else 'them'} back unasked. Only a fingerprint is kept, not the words.",
                "deleted",
                _forget_deleted,
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


def _forget_deleted() -> None:
    workspace().forget_deleted_feedback()
    say("Which texts you deleted is forgotten: a file that still holds them brings them back.")
