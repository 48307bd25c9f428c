"""Why second: which factors recur where you came second, beside where you won, with the words behind each."""

from __future__ import annotations

import streamlit as st

from analysis import advising, certainty, charts, wording
from analysis.charts import Beside
from analysis.tables import each, found
from pages.parts import evidence, filters, plot
from pages.parts.empty import no_interviews, nothing_yet
from pages.parts.finals import confirm_finals
from pages.parts.planning import put_in_my_plan
from pages.parts.session import go_to, show_what_was_said, study_of
from pages.parts.text import md, steady

ASK = "ask-them"
NAMED = 5  # whom to ask
CHARTS = 620  # px of the charts with their headings, more or less
BESIDE: dict[str, Beside] = {"Offers": "offer", "Earlier rejections": "rejected"}
KEYS = {"offer": ":yellow[◆]", "rejected": ":red[■]"}
KEY_WORDS = {"offer": "where you won", "rejected": "where you went out earlier"}

study = filters.study_from_sidebar()
overview = study.overview()
if not overview.interviews:
    no_interviews()
if not overview.second_places and not overview.finals_to_confirm:
    nothing_yet(
        "No second place among these interviews",
        "A second place is a final round after which somebody else got the job. Your file may only say *rejected*: "
        f"open an interview and set {md(study.says('how far you got'))} and how it ended.",
        button="Open the interviews",
        page="interviews",
    )
gaps = study.gaps()
heard = gaps[gaps.heard_in > 0].reset_index(drop=True)
rung = certainty.rung(overview.diagnostic)


def ranked(beside: Beside) -> str | None:
    """Draw the ranking, or the contrast under its headings, and give the factor just pressed."""
    rows = study.gaps_beside(beside)
    words = wording.CONTRAST_WORDS if beside == "offer" else wording.EARLIER_WORDS
    groups = [(key, rows[rows.contrast == key].reset_index(drop=True)) for key in words]
    groups = [(key, members) for key, members in groups if len(members)]
    if not groups:
        st.markdown(md(study.says(wording.NOTHING_YOURS_WORDS[study.chosen.source])))
        return None
    with st.container(gap="xxsmall"):
        second = f":blue[●] {md(study.says('where you came second'))}"
        other = (
            f"   {KEYS[beside]} {md(study.says(KEY_WORDS[beside]))}" if groups[0][0] != "no_offers" else ""
        )
        st.markdown(f":small[{second}{other}]")
        evidence.quiet(wording.interval_explained(overview.diagnostic), key="soft-bar")
    with st.skeleton(height=CHARTS):  # their place, while they are drawn
        drawn = [
            (charts.ranking(members, at_most=12, ranges=True), charts.ranking_alt(members, at_most=12))
            if key == "no_offers"
            else (
                charts.contrast(members, beside=beside, axis=n == len(groups) - 1),
                charts.contrast_alt(members, beside=beside),
            )
            for n, (key, members) in enumerate(groups)
        ]
    pressed = None
    for n, ((key, _), (figure, alt)) in enumerate(zip(groups, drawn, strict=True)):
        with st.container(gap="xxsmall"):
            st.header(md(study.says(words[key].heading)), anchor=False)
            evidence.quiet(study.says(words[key].sentence), key=f"group-{n}")
            pressed = plot.show_and_pick(figure, key=f"contrast-{beside}-{n}", alt=alt) or pressed
    return pressed


def sentences() -> None:
    """Say, for three or four second places, what was heard in how many; too few for bars."""
    for row in each(heard):
        st.markdown(md(study.says(wording.finding(row, study.codebook))))


def where_to_start() -> None:
    """Name up to three factors to begin with, and the fewest that touch all second places."""
    focus, fewest = study.focus(), study.smallest_set()
    if focus.empty and not fewest.factors:
        return
    with st.container(gap="small"):
        st.header("Where to start", anchor=False)
        if len(focus):
            evidence.quiet(study.says(wording.focus_order(each(focus))), key="focus-order")
        for n, row in enumerate(each(focus), 1):
            with st.container(border=True, gap="xxsmall", key=f"focus-{n}"):
                st.markdown(f"**{n}. {md(row.label)}**")
                evidence.quiet(study.says(wording.focus_reason(row)), key=f"focus-{n}")
                if sides := advising.sides_heard(study, row.factor):
                    evidence.quiet(sides, key=f"sides-{n}")
                if advising.to_practise(study, row.factor):  # a factor of one's own may have none
                    with st.expander("How to practise"):
                        evidence.advice(study, row.factor)
                put_in_my_plan(study, row.factor)
        labels = [study.codebook.factors[f].label for f in fewest.factors]
        if len(labels) > 1 and len(focus):
            st.markdown("**Which few touch them all**")
        st.markdown(md(study.says(wording.smallest_set(fewest, labels))))
        if len(labels) > 1:  # one factor alone is said by the sentence
            with st.container(gap="xxsmall"):
                plot.show(
                    charts.reach(fewest, labels=labels),
                    key="reach",
                    alt=charts.reach_alt(fewest, labels=labels),
                )
                evidence.quiet(wording.REACH_ORDER, key="reach")


def beside_the_answer() -> None:
    """Show what the answer rests on, what carried you, what is not yours, and whom to ask."""
    with st.container(border=True, gap="small"):
        standing = wording.state_of_feedback(overview, study.chosen)
        st.markdown(f"**{md(study.says(standing.heading))}**")
        plot.show(
            charts.meter(overview, source=study.chosen.source, who=study.who()),
            key="meter",
            alt=charts.meter_alt(overview, source=study.chosen.source, who=study.who()),
        )
        st.markdown(md(study.says(standing.sentence)))
        to_ask = study.whom_to_ask(at_most=NAMED)
        if len(to_ask):
            st.subheader("Ask them", anchor=ASK)
            for row in each(to_ask):
                with st.container(gap=None, key=f"ask-{row.interview_id}"):
                    st.text(steady(wording.named(row.company, row.role)))
                    evidence.quiet(
                        filters.with_whose(study, row, wording.ask_line(row)), key=f"ask-{row.interview_id}"
                    )
            if found(to_ask) > NAMED:
                evidence.quiet(f"And {found(to_ask) - NAMED} more.", key="ask-more")
            st.button(
                "Write to them",
                key="to_follow_up",
                icon=":material/edit:",
                on_click=go_to,
                args=("follow_up",),
            )
        if overview.to_confirm:
            st.button(
                f"Look at {wording.plural(overview.to_confirm, 'suggestion', 'suggestions')}",
                key="to_review",
                on_click=go_to,
                args=("feedback",),
                width="stretch",
            )
    if rung in ("none", "quotes"):
        return  # too few to count anything else
    strengths = study.strengths_in_finals().head(6)
    if len(strengths):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{md(study.says(wording.PRAISED_WORDS[study.chosen.source]))}**")
            evidence.quiet(wording.counted_out_of(overview.diagnostic), key="strengths-out-of")
            praised = plot.counts_to_press(
                [
                    (row.factor, row.label, wording.count_over_range(row.heard_in, row.out_of))
                    for row in each(strengths)
                ],
                key="strengths",
            )
        if praised:
            open_words(praised, "strength", protected=False)
    not_yours = study.not_yours()
    if len(not_yours):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{md(study.says('Not yours to fix'))}**")
            same = "Of the same second places." if len(strengths) else ""
            evidence.quiet(same or wording.counted_out_of(overview.diagnostic), key="not-yours-out-of")
            named = plot.counts_to_press(
                [
                    (
                        f"{row.factor} {row.protected}",
                        wording.not_yours(row),
                        wording.count_over_range(row.heard_in, row.out_of),
                    )
                    for row in each(not_yours)
                ],
                key="not_yours",
            )
            if "outside" in set(not_yours.group):
                st.markdown(":small[These positions can open again. Stay in touch.]")
        if named:
            factor, protected = named.split()
            open_words(factor, None, protected=protected == "True")


def open_words(factor: str, polarity: str | None, *, protected: bool) -> None:
    """Open the drawer with every quote behind one line of the page."""
    evidence.open_drawer(
        evidence.label_of(study, factor), lambda: words_of(factor, polarity, protected=protected)
    )


def words_of(factor: str, polarity: str | None, *, protected: bool) -> None:
    """Show every quote behind one line, and how often it was heard by now; `polarity` None for however it was meant."""
    asked = study_of(study.chosen)
    rows = asked.not_yours() if polarity is None else asked.recurring_factors()
    rows = rows[(rows.factor == factor) & (rows.protected == protected)]
    for row in each(rows if polarity is None else rows[rows.polarity == polarity]):
        st.markdown(md(wording.heard_line(row)))
    evidence.words_behind(
        study, factor, polarity, side="second_place", protected=protected, key=f"words-{factor}-{polarity}"
    )
    if st.button("More about this factor", key=f"more-{factor}"):
        meant = (
            polarity or asked.recurring_factors().query("factor == @factor and heard_in > 0").polarity.iloc[0]
        )
        st.session_state["factor"] = f"{factor} {meant} {protected}"
        go_to("factors")
        st.rerun()


with st.container(width=1080, gap="medium"):
    headline = study.headline()
    with st.container(gap="xsmall"):
        st.title(md(headline.title), anchor=False)
        st.markdown(md(headline.lead))
        filters.printed_with_languages(study)
        to_ask = found(study.whom_to_ask(at_most=NAMED))
        if to_ask:  # on a phone they stand below all else
            with st.container(key="way-to-ask"):
                st.markdown(f"[{md(wording.ask_some(to_ask))}](#{ASK})")
    show_what_was_said()
    confirm_finals(study, key="second_place")
    main, side = st.columns([1.95, 1], gap="large")
    pressed: str | None = None
    with main:
        if rung in ("none", "quotes"):
            evidence.all_words(study, side="second_place", key="few")
        elif rung == "sentences":
            sentences()
            evidence.all_words(study, side="second_place", key="few")
        else:
            beside = st.segmented_control(
                "Second places beside",
                list(BESIDE),
                default="Offers",
                required=True,
                key="beside",
                persist_state="session",
                label_visibility="collapsed",
            )
            pressed = ranked(BESIDE[str(beside)])
            by_button = plot.pick_by_button(
                [(row.factor, f"{row.label}  {row.heard_in}") for row in each(heard)],
                label="Read what they said about",
                key="read",
            )
            pressed = by_button or pressed
        if rung not in ("none", "quotes"):
            where_to_start()
    with side:
        beside_the_answer()
if pressed and pressed in set(heard.factor):
    open_words(pressed, "gap", protected=False)
