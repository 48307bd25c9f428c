"""One factor at a time: over time, by role, industry, stage and source, every quote; and which are named together."""

from __future__ import annotations

import streamlit as st

from analysis import certainty, charts, wording
from analysis.study import Segment
from analysis.tables import each
from pages.parts import evidence, filters, plot
from pages.parts.empty import no_interviews, nothing_yet
from pages.parts.session import show_what_was_said
from pages.parts.text import md

BY: dict[str, Segment] = {
    "Role": "role",
    "Industry": "industry",
    "Stage reached": "stage_reached",
    "Who said it": "source",
    "Format": "format",
}

study = filters.study_from_sidebar()
overview = study.overview()
if not overview.interviews:
    no_interviews()
rows = study.recurring_factors()
if rows.empty:
    nothing_yet(
        "No factor was heard yet",
        "As soon as somebody's words name a reason, it stands here. Paste what they told you into an interview, "
        "or choose *Both* at the side.",
        button="Open the interviews",
        page="interviews",
    )
show_what_was_said()
book = study.codebook.factors

with st.container(width=1080, gap="medium"):
    keys = [f"{row.factor} {row.polarity}" for row in each(rows.drop_duplicates(["factor", "polarity"]))]
    chosen = st.selectbox(
        "Factor",
        keys,
        format_func=lambda key: f"{book[key.split()[0]].label}, {wording.POLARITY_WORDS[key.split()[1]]}",
        key="factor",
        persist_state="session",
        width=420,
    )
    factor, polarity = str(chosen).split()
    heard = study.factor_over_time(factor, polarity)
    everywhere = wording.count(int(heard.heard.sum()), len(heard))
    with st.container(gap="xsmall"):
        st.title(md(f"{book[factor].label}: heard in {everywhere} interviews with a reason"), anchor=False)
        st.markdown(md(book[factor].definition))
        filters.printed(study)
    main, side = st.columns([1.95, 1], gap="large")
    with main:
        with st.container(gap="small"):
            st.header("Over time", anchor=False)
            if heard.empty:
                st.markdown("None of the interviews with a reason has a date.")
            else:
                practised = next((p for p in study.practice() if p.factor == factor), None)
                lanes = [(book[factor].label, heard)]
                plot.show(
                    charts.over_time(lanes, practice=practised if polarity == "gap" else None),
                    key="over_time",
                    alt=charts.over_time_alt(lanes),
                )
        with st.container(gap="small"):
            st.header("Where", anchor=False)
            by = BY[
                str(
                    st.segmented_control(
                        "By",
                        list(BY),
                        default="Role",
                        required=True,
                        key="by",
                        persist_state="session",
                        label_visibility="collapsed",
                    )
                )
            ]
            segments = study.factor_by(factor, polarity, by)
            if len(segments) < 2:
                st.markdown(
                    "There is nothing to compare: "
                    + ("none is written down." if segments.empty else "all are of one kind.")
                )
            else:
                words = {"stage_reached": wording.STAGE_WORDS, "source": wording.SOURCE_WORDS}.get(by, {})
                plot.show(
                    charts.by_segment(segments, words=words),
                    key="by_segment",
                    alt=charts.by_segment_alt(segments, words=words),
                )
                if int(segments.out_of.max()) < 10:
                    evidence.quiet("Counts only: a comparison needs at least ten a side.", key="few-segments")
        with st.container(gap="small"):
            st.header("Every quote", anchor=False)
            evidence.words_behind(study, factor, polarity, side=None, key="factor")
    with side:
        if polarity == "gap" and book[factor].advice and book[factor].group != "unexplained":
            with st.container(border=True, gap="small"):
                st.markdown("**How to practise**")
                for advice in book[factor].advice:
                    st.markdown(f"- {md(advice)}")
        pairs = study.together()
        mine = pairs[(pairs.factor == factor) | (pairs.other == factor)]
        if polarity == "gap" and len(mine):
            with st.container(border=True, gap="small"):
                st.markdown("**Named in the same second place**")
                plot.counts(
                    [
                        (
                            book[row.other if row.factor == factor else row.factor].label,
                            wording.count(row.both, row.out_of),
                        )
                        for row in each(mine)
                    ],
                    key="together",
                )
    pairs = study.together()
    if len(pairs) and certainty.rung(overview.diagnostic) in ("bars", "segments"):
        gaps = study.gaps()
        shown = [(row.factor, row.label) for row in each(gaps[gaps.heard_in > 0].head(6))]
        with st.container(gap="small", width=720):
            st.header("Named together", anchor=False)
            evidence.quiet(
                f"How many of {overview.diagnostic} second places with a reason named both.", key="pairs"
            )
            plot.show(
                charts.together(pairs, factors=shown, out_of=overview.diagnostic),
                key="pairs_grid",
                alt=charts.together_alt(pairs, factors=shown, out_of=overview.diagnostic),
            )
