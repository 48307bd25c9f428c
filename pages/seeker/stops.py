"""Where it stops: how far the interviews come, how they ended, what the finals led to, and how long it takes."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis import charts, stop_words, wording
from analysis.tables import each
from pages.parts import evidence, filters, plot
from pages.parts.empty import no_interviews, nothing_yet
from pages.parts.session import show_what_was_said
from pages.parts.text import md

study = filters.study_from_sidebar()
overview = study.overview()
if not overview.interviews:
    no_interviews()
stages, endings = study.stages(), study.endings()
if endings.empty:
    nothing_yet(
        "No stage is written down yet",
        "How far each interview came is what this page counts. Open an interview and set its furthest stage.",
        button="Open the interviews",
        page="interviews",
    )


NO_STAGE = "no_stage"
CHART = 380  # px of one, more or less


def how_far() -> str | None:
    """Draw the stages and give the one just pressed."""
    rows = stop_words.shown(stages)
    with st.container(gap="xxsmall"):
        st.header("How far they come", anchor=False)
        evidence.quiet("Filled: went on. Outlined: still open there. Faint: ended there.", key="bars")
    with st.skeleton(height=CHART):  # its place, while it is drawn
        figure = charts.stages(rows)
    pressed = plot.show_and_pick(figure, key="stages", alt=charts.stages_alt(rows))
    for n, words in enumerate(stop_words.notes(stages, endings, interviews=overview.interviews)):
        evidence.quiet(study.says(words), key=f"note-{n}")
    choices = [
        (row.stage, f"{wording.STAGE_WORDS[row.stage]}  {row.reached}")
        for row in each(rows[rows.reached > 0])
    ]
    without = overview.interviews - int(endings.processes.sum())
    choices += [(NO_STAGE, f"No stage  {without}")] if without else []
    by_button = plot.pick_by_button(choices, label="See which came as far as", key="came_to")
    return by_button or pressed


def how_they_ended() -> str | None:
    """Draw each furthest stage with how it ended, and give the ribbon just pressed among the same as buttons."""
    with st.container(gap="xxsmall"):
        st.header("How they ended", anchor=False)
        evidence.quiet(
            "Left the furthest stage, right how it ended; a ribbon is as thick as its count.", key="ribbons"
        )
    with st.skeleton(height=CHART):
        figure = charts.endings(endings)
    plot.show(figure, key="endings", alt=charts.endings_alt(endings))
    return plot.pick_by_button(
        [
            (f"{row.stage} {row.ending}", f"{stop_words.ending(row)}  {row.processes}")
            for row in each(endings)
        ],
        label="See which are in a ribbon",
        key="ended",
    )


def beside() -> tuple[str | None, str | None]:
    """Show what the finals led to and how long each step takes, and give the decision or the step just pressed."""
    decision = step = None
    decided, taken = study.decisions(), {row.step: row for row in each(study.days_taken())}
    if len(decided):
        with st.container(border=True, gap="small"):
            st.markdown("**From the final round to an offer**")
            st.markdown(md(stop_words.finals(decided, study.final_to_offer(), stages)))
            decision = plot.counts_to_press(
                [(name, study.says(words), n) for name, words, n in stop_words.decisions(decided)],
                key="decisions",
            )
    with st.container(border=True, gap="small"):
        st.markdown("**Days between**")
        for name in stop_words.STEP_WORDS:
            row = taken.get(name)
            words = stop_words.days(name, row)
            with st.container(gap="xxsmall"):
                if row:
                    pressed = plot.counts_to_press(
                        [(name, words.heading, str(row.counted))], key=f"days_{name}"
                    )
                    step = pressed or step
                else:
                    st.markdown(md(words.heading))
                evidence.quiet(words.sentence, key=f"days-{name}")
    return decision, step


def came_to(stage: str) -> None:
    """List the interviews that came as far as a stage: those that went on, those that ended there, those still open."""
    rows = study.came_to(stage, at_most=evidence.LISTED)
    words = {**stop_words.THEN_WORDS, "ended": "An offer"} if stage == "offer" else stop_words.THEN_WORDS
    for then, heading in words.items():
        listed(rows[rows["then"] == then], heading, key=f"{stage}-{then}")


def short_of_an_offer(then: str) -> None:
    """List the interviews the headline counts, under their furthest stage, the furthest first."""
    rows = study.short_of_an_offer(at_most=evidence.LISTED)
    rows = rows[rows["then"] == then]
    for stage in reversed(list(wording.STAGE_WORDS)):
        listed(rows[rows.stage_reached == stage], wording.STAGE_WORDS[stage], key=f"short-{then}-{stage}")


def listed(rows: pd.DataFrame, heading: str, *, key: str) -> None:
    """List interviews under a heading with their number; nothing where there is none."""
    if len(rows):
        with st.container(gap="small"):
            st.markdown(f"**{md(heading)}: {rows.found.iloc[0]:d}**")
            evidence.interviews(rows, wording.interview_line, key=key)


with st.container(width=1080, gap="medium"):
    headline = stop_words.headline(stages)
    with st.container(gap="xsmall"):
        st.title(md(study.says(headline.title)), anchor=False)
        if headline.lead:
            st.markdown(md(headline.lead))
        filters.printed(study)
        in_headline = None
        with st.container(horizontal=True, gap="xsmall", key="in-headline"):
            for then, words in stop_words.ended_short(stages):
                if st.button(md(words), key=f"headline-{then}", type="tertiary", icon=":material/list:"):
                    in_headline = then
        evidence.quiet(
            study.says("How far you came does not hang on whose words are read."), key="whose-words"
        )
    show_what_was_said()
    main, side = st.columns([1.95, 1], gap="large")
    with main:
        with st.container(gap="small"):
            stage = how_far()
        with st.container(gap="small"):
            ended = how_they_ended()
    with side:
        decision, step = beside()

if in_headline:
    evidence.open_drawer(
        "Ended short of an offer" if in_headline == "ended" else "Still open",
        partial(short_of_an_offer, in_headline),
    )
elif stage == NO_STAGE:
    evidence.open_drawer(
        "No stage is written down",
        lambda: evidence.interviews(
            study.without_stage(at_most=evidence.LISTED), wording.interview_line, key="no-stage"
        ),
    )
elif stage:
    evidence.open_drawer(wording.STAGE_WORDS[stage], partial(came_to, stage))
elif ended:
    came, how = ended.split()
    row = next(each(endings[(endings.stage == came) & (endings.ending == how)]))
    evidence.open_drawer(
        stop_words.ending(row),
        lambda: evidence.interviews(
            study.ended_as(came, how, at_most=evidence.LISTED), wording.interview_line, key="ended"
        ),
    )
elif decision:
    rows = study.finals(decision, at_most=evidence.LISTED)
    evidence.open_drawer(
        study.says(stop_words.DECISION_WORDS[decision]),
        lambda: evidence.interviews(rows, wording.interview_line, key="decision"),
    )
elif step:
    rows = study.days_between(step, at_most=evidence.LISTED)
    evidence.open_drawer(
        stop_words.STEP_WORDS[step],
        lambda: evidence.interviews(rows, stop_words.day_line, key="days"),
    )
