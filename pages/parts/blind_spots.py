"""They say, I say: what they named and you did not, what you named and they did not, with the words of both."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from analysis import blind_words, certainty, wording
from analysis.blind_words import Spot
from analysis.study import Study
from analysis.tables import each
from pages.parts import evidence, filters, plot
from pages.parts.session import go_to, study_of
from pages.parts.text import md


def they_say_i_say(study: Study) -> None:
    """Show the view: what was found, or what is missing to find it, and three lists whose lines open the words."""
    rows, kinds = study.blind_spots(), study.both_kinds()
    compared = int(kinds.compared.sum())
    headline = blind_words.headline(rows, kinds)
    with st.container(gap="xsmall"):
        st.title(md(study.says(headline.title)), anchor=False)
        st.markdown(md(study.says(headline.lead)))
        # Whosever words are chosen at the side, this needs both: what is printed says so.
        filters.printed(study_of(replace(study.chosen, source="all")))
    if certainty.rung(compared) in ("none", "quotes"):
        st.button(
            md(study.says("Write down what you thought")),
            key="to_interviews",
            on_click=go_to,
            args=("interviews",),
        )
        return
    pressed: tuple[str, Spot] | None = None
    main, side = st.columns([1.95, 1], gap="large")
    for column, kind in ((main, "they_only"), (main, "you_only"), (side, "both")):
        with column:
            pressed = _list(study, kind, blind_words.spots(rows, kind, out_of=compared)) or pressed
    with side, st.container(border=True, gap="small"):
        st.markdown("**Interviews with words**")
        talked = kinds[kinds.theirs & kinds.yours]
        behind = {"Theirs and yours": talked, "Both name a reason": kinds[kinds.compared]}
        opened = plot.counts_to_press(
            [
                (words, study.says(words), wording.count(len(members), len(kinds)))
                for words, members in behind.items()
            ],
            key="talked",
        )
    if pressed:
        kind, spot = pressed
        evidence.open_drawer(spot.label, partial(_words, study, kind, spot))
    elif opened:
        evidence.open_drawer(
            opened, lambda: evidence.interviews(behind[opened], wording.interview_line, key="talked")
        )


def _list(study: Study, kind: str, spots: list[Spot]) -> tuple[str, Spot] | None:
    words = blind_words.KIND_WORDS[kind]
    with st.container(border=kind == "both", gap="small"):
        with st.container(gap="xxsmall"):
            if kind == "both":
                st.markdown(f"**{md(study.says(words.heading))}**")
            else:
                st.header(md(study.says(words.heading)), anchor=False)
            evidence.quiet(study.says(words.sentence), key=f"kind-{kind}")
        if not spots:
            st.markdown(md(study.says(blind_words.NONE_WORDS[kind])))
            return None
        chosen = plot.counts_to_press(
            [
                (
                    f"{kind} {spot.factor}",
                    study.says(blind_words.line(spot, kind)),
                    wording.count(spot.heard_in, spot.out_of),
                )
                for spot in spots
            ],
            key=kind,
        )
    return next(((kind, spot) for spot in spots if f"{kind} {spot.factor}" == chosen), None)


def _words(study: Study, kind: str, spot: Spot) -> None:
    """Show every text of the interviews behind a line, theirs and yours, with what each was heard as."""
    both = study_of(replace(study.chosen, source="all"))
    st.markdown(md(study.says(blind_words.behind(spot, kind))))
    rows = both.blind_spots()
    for row in each(rows[(rows.kind == kind) & (rows.factor == spot.factor)]):
        evidence.words_of_interview(both, row.interview_id, key=f"blind-{kind}")
