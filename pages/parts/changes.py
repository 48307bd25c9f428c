"""A deliberate change on the page: the form that keeps or mends one, what it came to, and the words since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from analysis import charts, plan_words, wording
from analysis.study import EVERYTHING, BeforeSince, Study
from analysis.tables import each
from analysis.whose_words import YOU
from data.records import Practice
from pages.parts import evidence, plot
from pages.parts.planning import ADDING, FACTOR, begin, put_in_my_plan
from pages.parts.session import say, says, study_of, today, told, workspace
from pages.parts.text import md, steady
from pages.parts.undo import say_with_undo

CHART = 140  # px of one, more or less


def add_change(study: Study, *, may_close: bool) -> None:
    """Show the form for a new change."""
    with st.container(border=True, gap="small", key="new-change"):
        st.markdown(f"**{md(study.says('A change you make on purpose'))}**")
        with st.form("new_change", border=False):
            _fields(study, key="plan", practice=None)
            st.form_submit_button(
                md(study.says("Put it in my plan")), type="primary", on_click=told(_keep), args=("plan", None)
            )
        if may_close:
            st.button("Not now", key="plan_not_now", type="tertiary", on_click=_close)


def show_change(study: Study, practice: Practice, label: str, change: BeforeSince) -> None:
    """Show one change: what, before and since as one mark an interview, the word for it, and what can be done with it."""
    key = practice.practice_id
    words = plan_words.trend(change)
    with st.container(border=True, gap="small", key=f"change-{key}"):
        with st.container(gap=None):
            st.subheader(md(label), anchor=False)
            evidence.quiet(plan_words.began(practice), key=f"began-{key}")
        names = (f"before {wording.date(practice.started_on)}", "since")
        if change.before.out_of or change.since.out_of:
            with st.skeleton(height=CHART):  # its place, while it is drawn
                figure = charts.before_after(change, names=names)
            plot.show(
                figure,
                key=f"change_chart-{key}",
                alt=charts.before_after_alt(change, names=names),
            )
            with st.container(gap=None):
                for n, (name, share) in enumerate(
                    zip(("Before", "Since"), (change.before, change.since), strict=True)
                ):
                    evidence.quiet(plan_words.side(name, share), key=f"side-{n}-{key}")
                if charts.has_marks(change):
                    evidence.quiet(wording.MARKS, key=f"marks-{key}")
        st.markdown(f"**{md(words.heading)}.** {md(study.says(words.sentence))}")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if change.since.out_of and st.button(
                "What they said since", key=f"since-{key}", icon=":material/format_quote:"
            ):
                evidence.open_drawer(
                    f"{label}, since {wording.date(practice.started_on)}",
                    lambda: _said_since(study, practice),
                )
            with (
                st.popover("Change", type="tertiary", icon=":material/edit:"),
                st.form(f"mend-{key}", border=False),
            ):
                _fields(study, key=f"mend-{key}", practice=practice)
                st.form_submit_button("Keep the change", on_click=told(_keep), args=(f"mend-{key}", practice))
            st.button(
                "Take it away",
                key=f"away-{key}",
                type="tertiary",
                icon=":material/delete:",
                on_click=told(_take_away),
                args=(practice, label),
            )


def next_on_the_list(study: Study) -> None:
    """Show the factors to begin with that are not in the plan yet, and the way to any other."""
    practised = {practice.factor for practice in study.practice()}
    focus = study.focus()
    waiting = focus[~focus.factor.isin(list(practised))]
    if waiting.empty:
        if practised:
            _add_another()
        return
    with st.container(border=True, gap="small", key="next-on-the-list"):
        start = "Where you could start next" if practised else "Where you could start"
        st.markdown(f"**{md(study.says(start))}**")
        evidence.quiet(study.says(wording.focus_order([])), key="next-order")
        for row in each(waiting):
            with st.container(gap="xxsmall", key=f"next-{row.factor}"):
                with st.container(gap=None):
                    st.text(steady(row.label))
                    evidence.quiet(study.says(wording.focus_reason(row)), key=f"next-{row.factor}")
                put_in_my_plan(study, row.factor)
        if practised:
            _add_another()


def _add_another() -> None:
    st.button(
        "Add another change",
        key="plan_add",
        type="tertiary",
        icon=":material/add:",
        on_click=begin,
        args=(None,),
    )


def _fields(study: Study, *, key: str, practice: Practice | None) -> None:
    """Draw the three fields; what stands in them is read from the session by `_keep`."""
    factors = _choices(study, practice)
    if st.session_state.get(f"{key}_factor") not in factors:
        st.session_state.pop(f"{key}_factor", None)
    focus = set(study.focus().factor)
    st.selectbox(
        md(study.says("What you work on")),
        factors,
        # Without a list nothing is the obvious choice.
        index=factors.index(practice.factor) if practice else (0 if focus else None),
        placeholder="Choose a factor",
        format_func=lambda factor: (
            evidence.label_of(study, factor) + (", on your list" if factor in focus else "")
        ),
        key=f"{key}_factor",
        help="First those of *Where to start*, then "
        + md(study.says("all that are yours to change, wholly or partly.")),
    )
    st.date_input(
        "From which day on",
        value=practice.started_on if practice else today(),
        max_value=max(today(), practice.started_on) if practice else today(),
        key=f"{key}_day",
    )
    st.text_input(
        # Read out as it is written: an escaped comma would be heard.
        "What you do differently, in a sentence"
        if study.who() == YOU
        else "What is done differently, in a sentence",
        value=practice.what if practice else "",
        placeholder="practised STAR answers",
        max_chars=plan_words.LONGEST_CHANGE,
        key=f"{key}_what",
    )


def _choices(study: Study, practice: Practice | None) -> list[str]:
    """Give the factors of the focus list, those not in the plan first, then all one can work on by label."""
    practised = {one.factor for one in study.practice()}
    focus = sorted(study.focus().factor, key=lambda factor: factor in practised)
    book = study.codebook.factors
    yours = sorted(
        (f for f in book.values() if f.control != "no" and f.diagnostic), key=lambda f: f.label.casefold()
    )
    factors = [*focus, *(f.id for f in yours), *([practice.factor] if practice else [])]
    return list(dict.fromkeys(factors))


def _keep(key: str, practice: Practice | None) -> None:
    factor, day, what = (st.session_state.get(f"{key}_{field}") for field in ("factor", "day", "what"))
    what = " ".join(str(what or "").split())
    wrong = plan_words.problem(factor, day, what, max(today(), practice.started_on) if practice else today())
    if wrong or not isinstance(day, dt.date):
        say(wrong)
        return
    if practice is None:
        kept = Practice(factor=str(factor), started_on=day, what=what)
        practice_id = workspace().save_practice(kept)
        say_with_undo(f"{says('In your plan.')} {plan_words.began(kept)}", lambda: _forget(practice_id))
        for field in ("factor", "day", "what"):
            st.session_state.pop(f"{key}_{field}", None)
        _close()
        return
    changed = replace(practice, factor=str(factor), started_on=day, what=what)
    if changed != practice:
        workspace().save_practice(changed)
        say_with_undo(f"Changed. {plan_words.began(changed)}", lambda: _as_before(practice))


def _take_away(practice: Practice, label: str) -> None:
    removed = workspace().delete_practice(practice.practice_id)
    say_with_undo(f"{label} is out of {says('your plan')}.", lambda: workspace().put_back(removed))


def _forget(practice_id: str) -> None:
    workspace().delete_practice(practice_id)


def _as_before(practice: Practice) -> None:
    # Kept again, what went with the sample or was taken away since would come back as the person's own.
    if practice.practice_id not in {one.practice_id for one in study_of(EVERYTHING).practice()}:
        say(says("It is not in your plan any more, so nothing was taken back."))
        return
    workspace().save_practice(practice)
    for field in ("factor", "day", "what"):
        st.session_state.pop(f"mend-{practice.practice_id}_{field}", None)


def _close() -> None:
    st.session_state.pop(ADDING, None)
    st.session_state.pop(FACTOR, None)


def _said_since(study: Study, practice: Practice) -> None:
    """Show every quote since the change, as a gap and as a strength, or that there is none."""
    since = study_of(
        replace(study.chosen, since=max(filter(None, (study.chosen.since, practice.started_on))))
    )
    for polarity, heading, none in (
        ("gap", "Still named", "Not named since."),
        ("strength", "Praised", "Not praised by name since."),
    ):
        st.markdown(f"**{heading}**")
        rows = since.evidence(practice.factor, polarity, side=None, protected=False, at_most=1)
        if not len(rows):
            st.markdown(none)
            continue
        evidence.words_behind(
            since,
            practice.factor,
            polarity,
            side=None,
            protected=False,
            key=f"since-{polarity}-{practice.practice_id}",
        )
    if len(study.still_open(at_most=1)):
        evidence.quiet(
            "Interviews that are still open count as soon as somebody gives a reason.", key="since-open"
        )
