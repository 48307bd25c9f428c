"""Compared: one period, role or industry beside another, gap by gap, with the words of both behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from analysis import charts, side_words, wording
from analysis.side_words import Side
from analysis.study import Slice, Study
from analysis.tables import each
from pages.parts import evidence, filters, plot
from pages.parts.session import study_of
from pages.parts.text import md

BY = {"Period": "period", "Role": "role", "Industry": "industry"}
CHARTS = 620  # px, more or less
MOST_CHANGES = 3  # of the plan, the latest, each with the day it began
Sides = tuple[tuple[str, Slice], tuple[str, Slice]]  # the two sides, each with its name


def compared(study: Study) -> None:
    """Show the view: what is compared with what, what differs, and rows that open the words of both sides."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        chosen = st.segmented_control(
            "Compare by", list(BY), default="Period", required=True, key="sides_by", persist_state="session"
        )
        by = BY[str(chosen)]
        # What is compared cannot be narrowed to one of its kinds as well: a role chosen at the side is let go here.
        whole = study if by == "period" else study_of(replace(study.chosen, **{by: None}))
        sides = _two_periods(whole) if by == "period" else _two_kinds(whole, by)
    if sides is None:
        st.title("Nothing to compare", anchor=False)
        st.markdown(
            "No interview with a reason has a date."
            if by == "period"
            else f"Fewer than two {side_words.KINDS[by]} are written down."
        )
        return
    (first, one), (second, other) = sides
    names, here, there = (first, second), study_of(one), study_of(other)
    counted = [
        Side(name, part.gaps_by_process().interview_id.nunique())
        for name, part in zip(names, (here, there), strict=True)
    ]
    rows = here.compared_with(there)
    headline = side_words.headline(rows, counted)
    with st.container(gap="xsmall"):
        st.title(md(headline.title), anchor=False)
        st.markdown(md(headline.lead))
        filters.printed(whole)
        lost = whole.gaps_by_process()
        lost = lost[lost.happened_on.isna()].interview_id.nunique() if by == "period" else 0
        if lost:
            evidence.quiet(side_words.undated(lost), key="undated")
    if not side_words.enough(counted) or rows.empty:
        return
    pressed = None
    with st.container(gap="small", width=720):
        st.markdown(f":small[● {md(first)}\u2003▲ {md(second)}]")
        evidence.quiet(wording.interval_explained(min(side.out_of for side in counted)), key="soft-bar")
        groups = [(differs, rows[rows.differs == differs]) for differs in side_words.GROUP_WORDS]
        groups = [(differs, members) for differs, members in groups if len(members)]
        with st.skeleton(height=CHARTS):  # their place, while they are drawn
            figures = [
                charts.compared(members, names=names, axis=n == len(groups) - 1)
                for n, (_, members) in enumerate(groups)
            ]
        for n, (differs, members) in enumerate(groups):
            with st.container(gap="xxsmall"):
                st.header(side_words.GROUP_WORDS[differs].heading, anchor=False)
                evidence.quiet(side_words.GROUP_WORDS[differs].sentence, key=f"sides-{n}")
                alt = charts.compared_alt(members, names=names)
                pressed = plot.show_and_pick(figures[n], key=f"sides-{by}-{n}", alt=alt) or pressed
        by_button = plot.pick_by_button(
            [(row.factor, f"{row.label}  {row.heard_in + row.other_heard_in}") for row in each(rows)],
            label="Read what was said on both sides about",
            key="sides",
        )
    for row in each(rows[rows.factor == (by_button or pressed)]):
        evidence.open_drawer(row.label, partial(_words, row, sides))


def _two_periods(study: Study) -> Sides | None:
    dated = study.gaps_by_process().dropna(subset=["happened_on"]).drop_duplicates("interview_id")
    if dated.empty:
        return None
    middle = dated.happened_on.iloc[len(dated) // 2].date()
    day = st.date_input("Before and since", value=middle, key="sides_day", persist_state="session", width=220)
    if not isinstance(day, dt.date):
        day = middle
    for practice in study.practice()[:MOST_CHANGES]:
        st.button(
            md(side_words.border(practice)),
            key=f"sides_day-{practice.practice_id}",
            on_click=_from_day,
            args=(practice.started_on,),
            disabled=practice.started_on == day,
            icon=":material/edit_calendar:",
        )
    since, until = study.chosen.since, study.chosen.until
    before = day - dt.timedelta(days=1)
    return (
        (f"before {wording.date(day)}", replace(study.chosen, until=min(before, until or before))),
        (f"since {wording.date(day)}", replace(study.chosen, since=max(day, since or day))),
    )


def _from_day(day: dt.date) -> None:
    """Take the day a change began as the border of the two periods."""
    st.session_state["sides_day"] = day


def _two_kinds(study: Study, by: str) -> Sides | None:
    kinds = study.choices()[by]
    if len(kinds) < 2:
        return None
    first = _one_of("Compare", kinds, key=f"sides_{by}")
    second = _one_of("with", [kind for kind in kinds if kind != first], key=f"sides_other_{by}")
    return (
        (side_words.named(first), replace(study.chosen, **{by: first})),
        (side_words.named(second), replace(study.chosen, **{by: second})),
    )


def _one_of(label: str, kinds: Sequence[str], *, key: str) -> str:
    if st.session_state.get(key) not in kinds:
        st.session_state.pop(key, None)
    return str(st.selectbox(label, kinds, key=key, persist_state="session", width=280))


def _words(row: Any, sides: Sides) -> None:
    """Show what was said of one gap on each side, under its count."""
    counts = ((row.heard_in, row.out_of), (row.other_heard_in, row.other_out_of))
    for n, ((name, chosen), count) in enumerate(zip(sides, counts, strict=True)):
        with st.container(gap="small"):
            st.markdown(f"**{md(side_words.behind(name, *count))}**")
            evidence.words_behind(
                study_of(chosen), row.factor, "gap", side=None, protected=False, key=f"side-{n}"
            )
