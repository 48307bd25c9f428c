"""How far to trust this: what counted and suggested mean, how well it reads, where it is weak, and how it did on your texts."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import charts, trust_words, wording
from analysis.coding.quality import quality
from analysis.study import EVERYTHING
from analysis.tables import each
from pages.parts import evidence, plot
from pages.parts.filters import sample_mark
from pages.parts.session import go_to, show_what_was_said, study_of
from pages.parts.text import md

CHART = 300  # px, more or less
MOST_CONFUSIONS = 6
TIERS = ("counted", "suggested", "missed")

study = study_of(replace(EVERYTHING, source="all"))
measured = quality()
known = {**study.codebook.hidden, **study.codebook.factors}


def label(factor: str) -> str:
    """Give a factor's label, of a hidden one too."""
    return known[factor].label if factor in known else factor


def what_the_words_mean() -> None:
    """Say what is counted, what is suggested, and that the person's word wins."""
    for column, (title, words) in zip(
        st.columns(3, gap="small"),
        (
            ("Counted", trust_words.counted(measured)),
            ("Suggested", trust_words.suggested(measured)),
            (
                "Decided by you",
                "Your yes, your no and what you add always win, also when texts are read anew.",
            ),
        ),
        strict=True,
    ):
        with column.container(border=True, gap="xxsmall", height="stretch"):
            st.markdown(f"**{md(title)}**")
            st.markdown(md(words))


def on_your_own_texts() -> None:
    """Say how many of the mentions the person decided on were right."""
    decided = study.decided()
    with st.container(border=True, gap="small"):
        st.markdown("**On your own texts**")
        if study.workspace.has_sample() and len(decided):
            evidence.quiet("The sample comes with the answers of its invented owner.", key="sample-answers")
        if decided.empty:
            st.markdown(
                "You have not decided about any mention yet. Say yes or no to a few, and here stands how often "
                "it was right on your texts."
            )
        for row in each(decided.sort_values("tier", key=lambda tiers: tiers.map(TIERS.index))):
            st.markdown(md(trust_words.decided(row.tier, int(row.decided), int(row.right))))
        if len(decided):
            evidence.quiet("A yes to all of a text is a yes to each.", key="yes-to-all")
        st.button("Look at your feedback", key="to_feedback", on_click=go_to, args=("feedback",))


def where_the_line_is() -> None:
    """Draw what is right and what is found from each threshold on."""
    st.header("Where the line is drawn", anchor=False)
    st.markdown(md(trust_words.line(measured)))
    st.markdown(":small[●\u00a0right, of 100 it found \u00a0\u00a0 ▲\u00a0found, of 100 that were given]")
    with st.skeleton(height=CHART):  # its place, while it is drawn
        figure = charts.thresholds(measured.curve, suggested=measured.suggested.p, counted=measured.counted.p)
    plot.show(figure, key="thresholds", alt=charts.thresholds_alt(measured.curve))


def what_is_weak() -> None:
    """Name the factors found least and wrong most, and the kinds of text that mislead."""
    st.header("Where it is weak", anchor=False)
    for title, words in (
        ("Missed most often", trust_words.found_least(measured.factors, label)),
        ("Wrong most often", trust_words.wrong_most(measured.factors, label)),
        ("Turned round", trust_words.turned(measured)),
        ("Where nothing was named", trust_words.nothing_named(measured)),
    ):
        st.markdown(f"**{md(title)}.** {md(words)}")
    with st.expander("Every factor"):
        st.dataframe(
            pd.DataFrame(
                {
                    "Factor": [label(row.factor) for row in measured.factors],
                    "Right, of 100 counted": [
                        wording.in_100(row.counted_precision) for row in measured.factors
                    ],
                    "Counted, of 100 given": [wording.in_100(row.counted_recall) for row in measured.factors],
                    "Found with suggestions": [wording.in_100(row.recall) for row in measured.factors],
                    "Times in the texts": [row.labels for row in measured.factors],
                }
            ),
            hide_index=True,
            key="every_factor",
            alt="Every factor with how many of 100 counted are right and how many of 100 given are counted",
        )


def what_is_taken_for_what() -> None:
    """List which factor was counted in place of which."""
    st.header("What is taken for what", anchor=False)
    st.markdown("How often one was given and missed, and another was counted in its place.")
    plot.counts(
        [
            (
                trust_words.taken_for(label(row.was), label(row.counted_as)),
                wording.times(row.times),
            )
            for row in measured.confusions[:MOST_CONFUSIONS]
        ],
        key="confusions",
    )


with st.container(width=1080, gap="medium"):
    headline = trust_words.headline(measured)
    with st.container(gap="xsmall"):
        st.title(md(headline.title), anchor=False)
        st.markdown(md(headline.lead))
        sample_mark()
    show_what_was_said()
    what_the_words_mean()
    main, side = st.columns([1.95, 1], gap="large")
    with main:
        with st.container(gap="small"):
            where_the_line_is()
        with st.container(gap="small"):
            what_is_weak()
        with st.container(gap="small"):
            what_is_taken_for_what()
    with side:
        on_your_own_texts()
        with st.container(border=True, gap="xxsmall"):
            st.markdown("**Whose reading this is**")
            st.markdown(md(trust_words.second_reader(measured.corpus)))
        with st.container(border=True, gap="xxsmall"):
            st.markdown("**What is not read**")
            st.markdown(md(trust_words.not_read(study.texts().not_read)))
