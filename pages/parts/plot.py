"""A chart on the page: drawn without a toolbar, described in words, each row open to a press and to the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.parts.evidence import quiet
from pages.parts.text import md, steady

Figure = Any  # pages draw figures, they do not make them: plotly stays behind analysis.charts


def show(figure: Figure, *, key: str, alt: str) -> None:
    """Draw a figure that only shows."""
    st.plotly_chart(figure, key=f"still-{key}", alt=alt, config={"displayModeBar": False})


def show_and_pick(figure: Figure, *, key: str, alt: str) -> str | None:
    """Draw a figure whose rows can be pressed, and give the key of the row just pressed, or None."""
    # A selection keeps its row pressed: a new key after each press lets the same row be pressed again.
    turn = st.session_state.setdefault(f"{key}-turn", 0)
    event = st.plotly_chart(
        figure,
        key=f"{key}-{turn}",
        alt=alt,
        config={"displayModeBar": False},
        on_select="rerun",
        selection_mode="points",
    )
    points = event["selection"]["points"]
    if not points:
        return None
    st.session_state[f"{key}-turn"] = turn + 1
    pressed = points[0]["customdata"]
    pressed = pressed[0] if isinstance(pressed, (list, tuple)) else pressed
    return None if pressed is None else str(pressed)  # a mark without a key only shows


def pick_by_button(choices: Sequence[tuple[str, str]], *, label: str, key: str) -> str | None:
    """Give the same choice as a chart's rows, as buttons for keyboard and screen reader: (value, words) each."""
    pressed = None
    st.markdown(label)
    with st.container(horizontal=True, gap="xsmall", key=key):
        for value, words in choices:
            if st.button(md(words), key=f"{key}-{value}"):
                pressed = value
    return pressed


def counts_to_press(rows: Sequence[tuple[str, str, str]], *, key: str) -> str | None:
    """Show (value, words, count) lines whose words can be pressed, and give the value of the one just pressed.

    A value stands once on a page. A second line of a count is quiet: where the true share plausibly lies.
    """
    pressed = None
    with st.container(gap=None, key=f"counts-{key}"):
        for value, words, count in rows:
            with st.container(
                horizontal=True,
                horizontal_alignment="distribute",
                vertical_alignment="center",
                wrap=False,
                gap="small",
                key=f"counts-{key}-{value}",
            ):
                # Known by its value alone: a line that moves to another list while it is pressed is still the one pressed.
                if st.button(md(words), key=f"press-{value}", type="tertiary"):
                    pressed = value
                counted, _, plausibly = count.partition("\n")
                if plausibly:
                    with st.container(gap=None, width="content", horizontal_alignment="right"):
                        st.text(steady(counted))
                        quiet(plausibly, key=f"range-{key}-{value}")
                else:
                    st.text(steady(counted))
    return pressed


def counts(rows: Sequence[tuple[str, str]], *, key: str) -> None:
    """Show words at the left and their counts at the right, one line each."""
    with st.container(gap="xxsmall", key=f"counts-{key}"):
        for n, (words, count) in enumerate(rows):
            with st.container(
                horizontal=True,
                horizontal_alignment="distribute",
                wrap=False,
                gap="small",
                key=f"counts-{key}-{n}",
            ):
                st.text(steady(words), width="stretch")
                st.text(count)
