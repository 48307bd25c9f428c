"""What a page says when there is nothing to count yet: why, and what to do about it."""

from __future__ import annotations

import streamlit as st

from pages.parts.filters import sample_mark
from pages.parts.session import go_to


def nothing_yet(title: str, why: str, *, button: str, page: str) -> None:
    """Say in a title and a sentence why the page is empty, offer the page that changes it, and end the page."""
    with st.container(width=720, gap="small"):
        st.title(title, anchor=False)
        st.markdown(why)
        sample_mark()
        st.button(button, type="primary", key="nothing_yet", on_click=go_to, args=(page,))
    st.stop()


def no_interviews() -> None:
    """End the page of a workspace, or a slice, without interviews."""
    nothing_yet(
        "No interviews to look at yet",
        "Bring the interviews you have had, or look around with the sample. If you chose filters at the side, "
        "nothing is left under them: choose others.",
        button="Bring your interviews",
        page="start",
    )
