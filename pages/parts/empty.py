"""What a page says when there is nothing to count yet: why, and what to do about it."""

from __future__ import annotations

import streamlit as st

from analysis.study import EVERYTHING
from pages.parts.filters import sample_mark
from pages.parts.session import go_to, study_of


def nothing_yet(title: str, why: str, *, button: str, page: str) -> None:
    """Say in a title and a sentence why the page is empty, offer the page that changes it, and end the page."""
    with st.container(width=720, gap="small"):
        st.title(title, anchor=False)
        st.markdown(why)
        sample_mark()
        st.button(button, type="primary", key="nothing_yet", on_click=go_to, args=(page,))
    st.stop()


def no_interviews() -> None:
    """End the page of a slice without interviews, or of a workspace without any."""
    if study_of(EVERYTHING).has_interviews():
        nothing_yet(
            "No interview is left under the filters",
            "Choose others at the side.",
            button="Back to the start",
            page="start",
        )
    nothing_yet(
        "No interviews to look at yet",
        "Bring the interviews you have had, or look around with the sample.",
        button="Bring your interviews",
        page="start",
    )
