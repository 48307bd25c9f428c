"""Ask and stay in touch: whom to ask for feedback, whose door is still warm, whom to thank, and what asking has brought."""

from __future__ import annotations

import streamlit as st

from analysis import following
from analysis.study import EVERYTHING
from pages.parts import boards
from pages.parts.empty import nothing_yet
from pages.parts.filters import sample_mark, study_of_person
from pages.parts.session import show_what_was_said, study_of
from pages.parts.text import md
from pages.parts.undo import show_undo

BOARDS = {"ask": boards.to_ask, "doors": boards.warm_doors, "thank": boards.to_thank}

everybody = study_of(EVERYTHING)
if not everybody.overview().finals:
    nothing_yet(
        "No finals to follow up yet",
        md(
            everybody.says(
                "Here you ask for feedback where you came second, thank who answered, and stay in touch: months later the "
                "position may be vacant again, and then you are first in line. It begins with an interview that reached the "
                "final round."
            )
        ),
        button="Bring your interviews",
        page="start",
    )

study = study_of_person()
with st.container(width=1080, gap="medium"):
    week = following.week_of(study)
    with st.container(gap="xsmall"):
        st.title(md(study.says(following.headline(week))), anchor=False)
        st.markdown(
            "A finalist is remembered. Ask as professionally as in the first interview, thank who answers, and be there when "
            "the position is open again."
        )
        sample_mark()
    show_what_was_said()
    show_undo()
    on_it = boards.how_many(study, week)
    board = st.segmented_control(
        "Board",
        list(BOARDS),
        default="ask",
        required=True,
        format_func=lambda name: f"{boards.BOARD_WORDS[name]} · {on_it[name]:d}",
        key="board",
        label_visibility="collapsed",
        persist_state="session",
    )
    main, side = st.columns([1.95, 1], gap="large")
    with main, st.container(gap="small"):
        BOARDS[board](study, week)
    with side:
        boards.reminders(study)
        boards.figures(study)
