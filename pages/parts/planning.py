"""The way into the plan from wherever a factor is named: a button, or since when it is in the plan."""

from __future__ import annotations

import streamlit as st

from analysis import plan_words
from analysis.study import Study
from pages.parts.evidence import quiet
from pages.parts.session import from_top, go_to
from pages.parts.text import md

ADDING = "_plan_adding"
FACTOR = "plan_factor"


def put_in_my_plan(study: Study, factor: str) -> None:
    """Offer to put a factor in the plan; where it is in it, say since when and what."""
    mine = next((practice for practice in study.practice() if practice.factor == factor), None)
    if mine:
        quiet(plan_words.in_plan(mine, who=study.who()), key=f"in-plan-{factor}")
        return
    st.button(
        md(study.says("Put this in my plan")),
        key=f"plan-{factor}",
        icon=":material/add:",
        on_click=begin,
        args=(factor,),
    )


def begin(factor: str | None) -> None:
    """Open the plan with its form, a factor chosen."""
    st.session_state[ADDING] = True
    if factor:
        st.session_state[FACTOR] = factor
    from_top()  # the form stands there, on the plan page too
    go_to("plan")
