"""The first page: bring interviews, see them understood, and afterwards what this week asks of you."""

from __future__ import annotations

import streamlit as st

from analysis import certainty, charts, file_words, following, wording
from analysis.study import EVERYTHING
from analysis.tables import each
from pages.parts import filters, plot
from pages.parts.bring import bring, show_kept, what_it_can_look_like
from pages.parts.brought import is_bringing
from pages.parts.evidence import label_of, open_drawer, quiet, words_behind
from pages.parts.finals import confirm_finals
from pages.parts.session import go_to, show_what_was_said, study_of, workspace
from pages.parts.text import md, steady

PROMISES = (
    (
        "It stays on this computer",
        "No account, nothing sent anywhere. One file, which you can copy or delete.",
    ),
    (
        "Looked at before it is kept",
        "You see what was understood first. What a new file brought can be undone.",
    ),
    ("Counts, not promises", "Every number says what it is out of, and leads to the words behind it."),
)
RANKED = 4  # factors
OPEN = 6  # processes named that are still open

has_interviews = study_of(EVERYTHING).has_interviews() and not is_bringing()
study = filters.study_of_person() if has_interviews else study_of(EVERYTHING)
overview = study.overview()


def empty() -> None:
    """Show what this is for, and the ways in."""
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        st.title("You keep getting to the final round. Let us find out what decides it.", anchor=False)
        st.markdown(
            "A finalist already has most of what the job asks. Bring the interviews you have had, and see which "
            "reasons come up again, in the words of the people who gave them."
        )
        bring()
    with st.grid(3, gap="medium", min_column_width=240):
        for title, body in PROMISES:
            with st.container(gap="xxsmall"):
                st.markdown(f"**{title}**")
                st.markdown(f":small[{body}]")
    with right:  # last: the first time it is read from the sample itself, which takes a moment
        what_it_can_look_like()


def home() -> None:
    """Show the one sentence, what this week asks, what recurs, and what is still open."""
    sentence = wording.home(overview, who=study.who())
    with st.container(gap="xsmall"):
        st.title(md(sentence.title), anchor=False)
        if sentence.lead:
            st.markdown(md(sentence.lead))
        filters.printed_with_languages(study)
    show_what_was_said()
    show_kept()
    _lost()
    confirm_finals(study, key="home")
    _this_week()
    main, side = st.columns([1.6, 1], gap="large")
    gaps = study.gaps()
    heard = gaps[gaps.heard_in > 0].reset_index(drop=True)
    with main, st.container(gap="small"):
        if certainty.rung(overview.diagnostic) in ("bars", "segments") and len(heard):
            with st.container(gap="xxsmall"):
                st.header(
                    f"What was heard in the {overview.diagnostic} second places with a reason", anchor=False
                )
                quiet("What was named most often stands first.", key="ranking-order")
            pressed = plot.show_and_pick(
                charts.ranking(heard, at_most=RANKED, ranges=True),
                key="home_ranking",
                alt=charts.ranking_alt(heard, at_most=RANKED),
            )
            pressed = (
                plot.pick_by_button(
                    [(row.factor, f"{row.label}  {row.heard_in}") for row in each(heard.head(RANKED))],
                    label="Read what they said about",
                    key="home_read",
                )
                or pressed
            )
            if pressed:
                open_drawer(
                    label_of(study, pressed),
                    lambda: words_behind(
                        study, pressed, "gap", side="second_place", protected=False, key=f"home-{pressed}"
                    ),
                )
            st.button(
                md(study.says("Beside your offers, with the words")),
                key="to_second_place",
                type="tertiary",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=go_to,
                args=("second_place",),
            )
        elif overview.second_places:
            st.header("What they said", anchor=False)
            st.markdown(md(wording.RUNG_WORDS[certainty.rung(overview.diagnostic)]))
            st.button("Read the words", key="to_second_place", on_click=go_to, args=("second_place",))
    with side:
        for practice in study.practice()[:1]:
            compared = study.before_since(practice)
            label = label_of(study, practice.factor)
            with st.container(gap="small"):
                st.header(md(study.says("Since you began to practise")), anchor=False)
                names = (f"before {wording.date(practice.started_on)}", "since")
                plot.show(
                    charts.before_after(compared, names=names),
                    key="home_practice",
                    alt=charts.before_after_alt(compared, names=names),
                )
                marks = f" {wording.MARKS}" if charts.has_marks(compared) else ""
                quiet(
                    f"{label}, in interviews with a reason. {wording.TREND_WORDS[compared.trend]}{marks}",
                    key="trend",
                )
                st.button(
                    md(study.says("Your plan")),
                    key="to_plan",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                    icon_position="right",
                    on_click=go_to,
                    args=("plan",),
                )
        still_open = study.still_open(at_most=OPEN)
        if len(still_open):
            with st.container(gap="small"):
                st.header("Still open", anchor=False)
                plot.counts(
                    [
                        (wording.named(row.company, None), wording.stage(row.stage_reached))
                        for row in each(still_open)
                    ],
                    key="open",
                )
    with st.expander("Bring more interviews"):
        bring()


def _lost() -> None:
    for n, lost in enumerate(workspace().lost_imports()):
        with st.container(border=True, key=f"lost-{n}"):
            st.text(
                f"{steady(lost.file_name)}, kept on {wording.date(lost.imported_at)}, is not in the file any more. "
                "Bring it again, or go back to a backup under My data."
            )

    changes = workspace().lost_changes()
    if changes:
        with st.container(border=True, key="lost-changes"):
            st.text(file_words.lost_changes(changes))


def _this_week() -> None:
    unread = study.texts().to_look_at
    waiting = study.to_debrief(at_most=1)
    to_debrief = int(waiting.waiting.max()) if len(waiting) else 0
    cards = []
    if to_debrief:
        first = next(each(waiting.head(1)))
        cards.append(
            (
                wording.to_complete(to_debrief),
                f"Was it the final, who got it, what did they say? The latest: {wording.named(first.company, first.role)}",
                "Complete",
                "debrief",
            )
        )
    if unread:
        cards.append(
            (
                f"{wording.plural(unread, 'text', 'texts')} to look at",
                f"Mentions: {wording.waiting(overview.counted_mentions, overview.to_confirm)}.",
                "Look",
                "feedback",
            )
        )
    week = following.week_of(study)
    if week.in_all():
        cards.append(
            (
                wording.at_start(following.this_week(week)),
                f"{study.says(following.out_of(week) or 'They remember you.')} "
                f"First: {following.first_of(week, whose=filters.is_of_several(study))}",
                "Write",
                "follow_up",
            )
        )
    if not cards:
        return
    with st.container(gap="small"):
        st.header("This week", anchor=False)
        with st.container(
            gap="small"
        ):  # one below the other: whatever their number, none stands beside a hole
            for title, body, verb, page in cards:
                with st.container(
                    border=True,
                    horizontal=True,
                    wrap=False,
                    vertical_alignment="center",
                    horizontal_alignment="distribute",
                    gap="small",
                    key=f"card-{page}",
                ):
                    with st.container(gap=None):
                        st.markdown(f"**{md(title)}**")
                        quiet(body, key=f"week-{page}")
                    st.button(verb, key=f"week-go-{page}", on_click=go_to, args=(page,))


with st.container(width=1080, gap="medium"):
    if is_bringing():
        show_what_was_said()
        bring()
    elif has_interviews:
        home()
    else:
        show_what_was_said()
        _lost()
        empty()
