"""One factor at a time: over time, by role, industry, stage and source, every quote; and which are named together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
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


@dataclass(frozen=True)
class Topic:
    """A factor as one line of the list: which, a gap or a strength, and whether it is protected ground."""

    factor: str
    polarity: str
    protected: bool

    @property
    def words(self) -> str:
        """The line as it is read."""
        what = "not something to change" if self.protected else wording.POLARITY_WORDS[self.polarity]
        return f"{book[self.factor].label}, {what}"


topics = {
    f"{row.factor} {row.polarity} {row.protected}": Topic(row.factor, row.polarity, row.protected)
    for row in each(rows)
}


def over_time(topic: Topic, heard: pd.DataFrame) -> None:
    """Draw each dated interview with a reason, filled where the factor was heard."""
    st.header("Over time", anchor=False)
    if heard.happened_on.isna().all():
        st.markdown("None of the interviews with a reason has a date.")
        return
    practised = next((p for p in study.practice() if p.factor == topic.factor), None)
    lanes = [(book[topic.factor].label, heard)]
    plot.show(
        charts.over_time(lanes, practice=practised if topic.polarity == "gap" else None),
        key="over_time",
        alt=charts.over_time_alt(lanes),
    )


def where(topic: Topic) -> None:
    """Show in which kinds of interview it was heard."""
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
    segments = study.factor_by(topic.factor, topic.polarity, by, protected=topic.protected)
    if len(segments) < 2:
        st.markdown(
            "Nothing to compare: " + ("none is written down." if segments.empty else "all are of one kind.")
        )
        return
    words = {"stage_reached": wording.STAGE_WORDS, "source": wording.SOURCE_WORDS}.get(by, {})
    plot.show(
        charts.by_segment(segments, words=words),
        key="by_segment",
        alt=charts.by_segment_alt(segments, words=words),
    )
    if int(segments.out_of.max()) < 10:
        evidence.quiet("Counts only: a comparison needs at least ten a side.", key="few-segments")


def beside(topic: Topic) -> None:
    """Show how to practise it, and what was named in the same second places."""
    if topic.polarity != "gap" or topic.protected:
        return
    if book[topic.factor].advice and book[topic.factor].control != "no":
        with st.container(border=True, gap="small"):
            st.markdown("**How to practise**")
            for advice in book[topic.factor].advice:
                st.markdown(f"- {md(advice)}")
    pairs = study.together()
    mine = pairs[(pairs.factor == topic.factor) | (pairs.other == topic.factor)]
    if len(mine):
        with st.container(border=True, gap="small"):
            st.markdown("**Named in the same second place**")
            plot.counts(
                [
                    (
                        evidence.label_of(study, row.other if row.factor == topic.factor else row.factor),
                        wording.count(row.both, row.out_of),
                    )
                    for row in each(mine)
                ],
                key="together",
            )


def together() -> None:
    """Draw which gaps were named in the same second places."""
    pairs, gaps = study.together(), study.gaps()
    if pairs.empty or certainty.rung(overview.diagnostic) not in ("bars", "segments"):
        return
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


with st.container(width=1080, gap="medium"):
    if st.session_state.get("factor") not in topics:
        st.session_state.pop("factor", None)
    chosen = topics[
        str(
            st.selectbox(
                "Factor",
                list(topics),
                format_func=lambda key: topics[key].words,
                key="factor",
                persist_state="session",
                width=420,
            )
        )
    ]
    explains = book[chosen.factor].diagnostic
    heard = study.factor_over_time(chosen.factor, chosen.polarity, protected=chosen.protected)
    everywhere = wording.count(int(heard.heard.sum()), len(heard))
    with st.container(gap="xsmall"):
        title = (
            f"{chosen.words}: in {everywhere} interviews with a reason"
            if explains
            else book[chosen.factor].label
        )
        st.title(md(title), anchor=False)
        if book[chosen.factor].definition:
            st.markdown(md(book[chosen.factor].definition))
        filters.printed(study)
    main, side = st.columns([1.95, 1], gap="large")
    with main:
        if explains:
            with st.container(gap="small"):
                over_time(chosen, heard)
            with st.container(gap="small"):
                where(chosen)
        with st.container(gap="small"):
            st.header("Every quote", anchor=False)
            evidence.words_behind(
                study, chosen.factor, chosen.polarity, side=None, protected=chosen.protected, key="factor"
            )
    with side:
        beside(chosen)
    together()
