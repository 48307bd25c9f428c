"""One factor at a time; which are named together; what they say and you do not; a period or a kind beside another."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import partial

import pandas as pd
import streamlit as st

from analysis import advising, certainty, charts, wording
from analysis.study import Segment
from analysis.tables import each
from pages.parts import evidence, filters, plot
from pages.parts.blind_spots import they_say_i_say
from pages.parts.empty import no_interviews, nothing_yet
from pages.parts.session import show_what_was_said, study_of
from pages.parts.sides import compared
from pages.parts.text import md

BY: dict[str, Segment] = {
    "Role": "role",
    "Industry": "industry",
    "Stage reached": "stage_reached",
    "Who said it": "source",
    "Format": "format",
}

ONE, TOGETHER, BLIND, SIDES = "One factor", "Named together", "They say, I say", "Compared"
CHART = 200  # px of one, more or less
DRAWN = 150  # marks on a line: with more of them none could be pressed
LISTED = 40  # interviews to press one by one; more are found on the page of interviews

study = filters.study_from_sidebar()
overview = study.overview()
if not overview.interviews:
    no_interviews()
rows = study.recurring_factors()
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
    out_of, dated = int(heard.out_of.iloc[0]), int(heard.dated.iloc[0])
    drawn = heard if dated <= DRAWN else heard.dropna(subset=["happened_on"]).tail(DRAWN)
    lanes = [(book[topic.factor].label, drawn)]
    with st.skeleton(height=CHART):  # its place, while it is drawn
        since = practised if topic.polarity == "gap" else None
        # The script's classes are made anew at every run, so none of them can be a key.
        figure, alt = study.once(
            ("over_time", *astuple(topic), since),
            lambda: (charts.over_time(lanes, practice=since), charts.over_time_alt(lanes)),
        )
    pressed = plot.show_and_pick(figure, key="over_time", alt=alt)
    evidence.quiet(wording.MARKS, key="marks")
    if len(drawn) < out_of:
        evidence.quiet(f"The latest {len(drawn)} of {out_of:,} are drawn.", key="drawn")
    # Its hundred buttons are drawn once it is open: closed, they would be most of what a rerun costs.
    listed = st.expander("The same as a list, each line with its words", key="times-list", on_change="rerun")
    with listed:
        by_button = _pressed_in_list(heard, out_of) if listed.open else None
    interview = by_button or pressed
    for row in each(heard[heard.interview_id == interview]):
        evidence.open_drawer(
            wording.named(row.company, row.role),
            partial(evidence.words_of_interview, study, row.interview_id, key="time"),
        )


def _pressed_in_list(heard: pd.DataFrame, out_of: int) -> str | None:
    """List the latest interviews of `over_time`, and give the one just pressed."""
    latest = heard.sort_values("happened_on", ascending=False, kind="stable").head(LISTED)
    pressed = plot.counts_to_press(
        [
            (
                row.interview_id,
                f"{wording.named(row.company, None)}, {wording.date(row.happened_on)}",
                "heard" if row.heard else "not heard",
            )
            for row in each(latest)
        ],
        key="times",
    )
    if out_of > LISTED:
        evidence.quiet(f"And {out_of - LISTED} earlier ones among your interviews.", key="times-more")
    return pressed


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
    words = {
        "stage_reached": wording.STAGE_WORDS,
        "source": {source: study.says(who) for source, who in wording.SOURCE_WORDS.items()},
    }.get(by, {})
    with st.skeleton(height=CHART):
        segments = study.factor_by(topic.factor, topic.polarity, by, protected=topic.protected)
        figure, alt = study.once(
            ("by_segment", *astuple(topic), by),
            lambda: (charts.by_segment(segments, words=words), charts.by_segment_alt(segments, words=words)),
        )
    if len(segments) < 2:
        st.markdown(
            "Nothing to compare: " + ("none is written down." if segments.empty else "all are of one kind.")
        )
        return
    pressed = plot.show_and_pick(figure, key="by_segment", alt=alt)
    if int(segments.out_of.max()) < 10:
        evidence.quiet(
            "Counts only, each of the interviews with a reason there: a comparison needs at least ten a side.",
            key="few-segments",
        )
    named = segments[segments.heard_in > 0].head(LISTED).reset_index(drop=True)
    by_button = plot.pick_by_button(
        [
            (str(n), f"{words.get(row.segment, row.segment)}  {row.heard_in}")
            for n, row in enumerate(each(named))
        ],
        label="Read what was said in",
        key=f"segments-{by}",
    )
    segment = named.segment.iloc[int(by_button)] if by_button else pressed
    if segment:
        evidence.open_drawer(
            f"{topic.words}: {words.get(segment, segment)}",
            lambda: evidence.quotes(
                study_of(study.chosen).words_by(
                    topic.factor, topic.polarity, by, segment, protected=topic.protected
                ),
                key="segment",
            ),
        )


def beside(topic: Topic) -> None:
    """Show how to practise it, and what was named in the same second places."""
    if topic.polarity != "gap" or topic.protected:
        return
    if book[topic.factor].advice and book[topic.factor].control != "no":
        with st.container(border=True, gap="small"):
            st.markdown("**How to practise**")
            if sides := advising.sides_heard(study, topic.factor):
                evidence.quiet(sides, key="sides")
            evidence.advice(study, topic.factor)
    pairs = study.together()
    mine = pairs[(pairs.factor == topic.factor) | (pairs.other == topic.factor)]
    if len(mine):
        with st.container(border=True, gap="small"):
            st.markdown("**Named in the same second place**")
            evidence.quiet(
                f"Of the {wording.plural(overview.diagnostic, 'second place', 'second places')} with a reason.",
                key="together-out-of",
            )
            pressed = plot.counts_to_press(
                [
                    (
                        row.other if row.factor == topic.factor else row.factor,
                        evidence.label_of(study, row.other if row.factor == topic.factor else row.factor),
                        wording.count(row.both, row.out_of),
                    )
                    for row in each(mine)
                ],
                key="together",
            )
        if pressed:
            evidence.open_drawer(
                f"{book[topic.factor].label} and {wording.in_sentence(evidence.label_of(study, pressed))}",
                lambda: evidence.words_of_both(study, topic.factor, pressed, key="pair"),
            )


def together() -> None:
    """Draw which gaps were named in the same second places; a press opens the words of both."""
    pairs, gaps = study.together(), study.gaps()
    with st.container(gap="xsmall"):
        st.title("Which gaps are named together", anchor=False)
        if pairs.empty:
            st.markdown("No two gaps were named in the same second place yet.")
        else:
            st.markdown(
                md(
                    f"How many of {overview.diagnostic} second places with a reason named both, of the six most frequent."
                )
            )
        filters.printed(study)
    if pairs.empty:
        return
    shown = [(row.factor, row.label) for row in each(gaps[gaps.heard_in > 0].head(6))]
    labels, pressed = dict(shown), None
    here = pairs[pairs.factor.isin(list(labels)) & pairs.other.isin(list(labels))]
    with st.container(gap="small", width=720):
        if certainty.rung(overview.diagnostic) in ("bars", "segments"):
            with st.skeleton(height=CHART):
                figure = charts.together(pairs, factors=shown, out_of=overview.diagnostic)
            pressed = plot.show_and_pick(
                figure,
                key="pairs_grid",
                alt=charts.together_alt(pairs, factors=shown, out_of=overview.diagnostic),
            )
        st.markdown("Read what was said where both were named")
        by_button = plot.counts_to_press(
            [
                (
                    f"{row.factor} {row.other}",
                    f"{labels[row.factor]} and {wording.in_sentence(labels[row.other])}",
                    wording.count(row.both, row.out_of),
                )
                for row in each(here)
            ],
            key="pairs",
        )
    pair = (by_button or pressed or "").split()
    if len(pair) == 2:
        evidence.open_drawer(
            f"{labels[pair[0]]} and {wording.in_sentence(labels[pair[1]])}",
            lambda: evidence.words_of_both(study, pair[0], pair[1], key="pair"),
        )


def one_factor() -> None:
    """Let the person choose a factor, and show all there is about it."""
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
    heard = study.factor_over_time(
        chosen.factor, chosen.polarity, protected=chosen.protected, at_most=max(DRAWN, LISTED)
    )
    heard_in, out_of = (int(heard[name].iloc[0]) if len(heard) else 0 for name in ("heard_in", "out_of"))
    everywhere = wording.count(heard_in, out_of)
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


with st.container(width=1080, gap="medium"):
    view = st.segmented_control(
        "View",
        [ONE, TOGETHER, BLIND, SIDES],
        default=ONE,
        required=True,
        key="factors_view",
        format_func=lambda view: md(study.says(view)),
        persist_state="session",
        label_visibility="collapsed",
    )
    if view == BLIND:  # it reads both kinds of words, whichever are chosen at the side
        they_say_i_say(study)
    elif rows.empty:
        nothing_yet(
            "No factor was heard yet",
            "As soon as somebody's words name a reason, it stands here. Paste what they told you into an interview, "
            "or choose *Both* at the side.",
            button="Open the interviews",
            page="interviews",
        )
    elif view == TOGETHER:
        together()
    elif view == SIDES:
        compared(study)
    else:
        one_factor()
