"""The three boards of following up: whom to ask, whose door is warm, whom to thank; and the reminders that came of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from analysis import following, wording
from analysis.following import Week
from analysis.reminders import ics
from analysis.study import Study
from analysis.tables import each
from analysis.whose_words import YOU
from analysis.whose_words import told as told_of
from data.records import FollowUp, FollowUpKind
from pages.parts.evidence import quiet
from pages.parts.filters import is_of_several, with_whose
from pages.parts.message import as_it_was, declined, forgotten, note_answer, write_to
from pages.parts.plot import counts
from pages.parts.session import now, say, today, told, workspace
from pages.parts.text import md, steady
from pages.parts.undo import say_with_undo

SHOWN = 20  # cards at first; whoever has more shows them by twenty
CLOSED = ("answered", "declined")
BOARD_WORDS = {"ask": "To ask", "doors": "Stay in touch", "thank": "To thank"}


def to_ask(study: Study, week: Week) -> None:
    """Show the finals without a reason you could act on: those to ask or to remind, those that wait, and what is settled."""
    rows = study.to_ask()
    settled = rows.request_state.isin(CLOSED)
    now_ = following.to_act_on(rows)
    if not now_.any():
        st.markdown(
            md(
                study.says(
                    "Every final without an offer has feedback you can act on, or has been asked about."
                )
            )
        )
    elif due := following.due_to_ask(week):
        quiet(due, key="due-to-ask")
    _asking(study, _some(rows[now_], key="ask"))
    waiting = rows[~settled & ~now_]
    if len(waiting):
        st.header("Waiting", anchor=False)
        _asking(study, _some(waiting, key="waiting"))
    if settled.any():
        with st.expander(f"Answered or declined: {int(settled.sum())}"):
            for row in each(rows[settled].head(SHOWN)):
                with st.container(gap=None, key=f"closed-{row.interview_id}"):
                    _named(study, row)
                    quiet(
                        study.says(following.request_line(row, today=study.today)),
                        key=f"closed-{row.interview_id}",
                    )


def warm_doors(study: Study, week: Week) -> None:
    """Show where one came second or nobody was hired, with when to write next; and the way on when it is open again."""
    rows = study.warm_doors()
    if rows.empty:
        st.markdown(
            md(
                study.says(
                    "Nobody to stay in touch with so far: it begins where you came second, or where nobody was hired."
                )
            )
        )
        return
    st.markdown(
        ":small[Months later a position is often vacant again, and whoever came second is first in line. A short word after "
        "one, three and six months is enough to be remembered.]"
    )
    quiet(following.due_to_touch(week), key="due-to-touch")
    busy = week.busy()
    for row in each(_some(rows, key="doors")):
        with _card(f"door-{row.interview_id}"):
            _named(study, row)
            quiet(told_of(following.door_line(row), _who(study, row)), key=f"door-since-{row.interview_id}")
            quiet(following.contact_line(row), key=f"door-contact-{row.interview_id}")
            if pd.isna(row.reopened_on):
                if told_so := following.told_line(row, who=_who(study, row)):
                    quiet(told_so, key=f"door-told-{row.interview_id}")
                quiet(
                    following.next_line(row, today=study.today, busy=row.interview_id in busy),
                    key=f"door-next-{row.interview_id}",
                )
                with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                    if st.button("Write", key=f"write-{row.interview_id}", icon=":material/edit:"):
                        write_to(study, row.interview_id, "keep_in_touch")
                    suggested = today() if pd.isna(row.next_on) else max(row.next_on.date(), today())
                    if pd.isna(row.next_on) and not pd.isna(row.told):
                        suggested = None  # not today: they said what to wait for
                    _remind_me(row, "keep_in_touch", suggested=suggested)
                    st.button(
                        "It is open again",
                        key=f"reopen-{row.interview_id}",
                        type="tertiary",
                        icon=":material/door_open:",
                        on_click=told(_reopen),
                        args=(row.interview_id, wording.named(row.company, row.role)),
                    )


def to_thank(study: Study, week: Week) -> None:
    """Show who answered and was not thanked since."""
    rows = week.thank
    if rows.empty:
        st.markdown("Nobody's answer of the last two months is left without a thank-you.")
    for row in each(_some(rows, key="thank")):
        with _card(f"thank-{row.interview_id}"):
            _named(study, row)
            who = following.ASKED_OF_WORDS.get(row.answered_by, "somebody")
            quiet(
                f"{wording.at_start(who)} answered on {wording.date(row.answered_on)}, "
                f"{wording.span(int(row.days_ago))} ago.",
                key=f"thank-when-{row.interview_id}",
            )
            quiet(following.contact_line(row), key=f"thank-contact-{row.interview_id}")
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                if st.button("Write thanks", key=f"write-thanks-{row.interview_id}", icon=":material/edit:"):
                    write_to(study, row.interview_id, "thank")
                st.button(
                    "I have thanked them",
                    key=f"thanked-{row.interview_id}",
                    type="tertiary",
                    on_click=told(_thanked),
                    args=(row.interview_id,),
                )


def reminders(study: Study) -> None:
    """Show what is to do on a day that was chosen, each and all of it as a calendar file."""
    rows = study.reminders()
    if rows.empty:
        return
    with st.container(gap="small", key="reminders"):
        st.header("Reminders", anchor=False)
        for row in each(rows.head(SHOWN)):
            late = " (passed)" if row.due_on.date() < study.today else ""
            with st.container(gap="xxsmall", key=f"reminder-{row.follow_up_id}"):
                with st.container(gap=None):
                    st.text(steady(following.to_do(row.kind, row.company, row.role)))
                    note = f" · {row.note}" if row.note else ""
                    quiet(
                        with_whose(study, row, f"{wording.date(row.due_on)}{late}{note}"),
                        key=f"due-{row.follow_up_id}",
                    )
                with st.container(horizontal=True, gap="small"):
                    st.download_button(
                        "Calendar",
                        data=ics([following.reminder_of(row)]),
                        file_name="second-place-reminder.ics",
                        mime="text/calendar",
                        type="tertiary",
                        icon=":material/event:",
                        on_click="ignore",
                        key=f"ics-{row.follow_up_id}",
                    )
                    st.button(
                        "Remove",
                        key=f"unremind-{row.follow_up_id}",
                        type="tertiary",
                        on_click=told(_removed),
                        args=(row.follow_up_id,),
                    )
        st.download_button(
            f"{'All ' + str(len(rows)) + ' reminders' if len(rows) > 1 else 'The reminder'} for my calendar",
            data=ics([following.reminder_of(row) for row in each(rows)]),
            file_name="second-place-reminders.ics",
            mime="text/calendar",
            icon=":material/calendar_add_on:",
            on_click="ignore",
            key="ics-all",
        )
        quiet(
            "Bring the file into your calendar; a newer one takes the place of what it brought before. The entries are "
            "marked private and name company, role and your own note.",
            key="ics-note",
        )


def figures(study: Study) -> None:
    """Show what asking has brought, in counts, and the requests behind them."""
    overview, requests = study.overview(), study.asked()
    with st.container(gap="small"):
        st.header("What asking has brought", anchor=False)
        counts(
            [
                (study.says(words), number)
                for words, number in following.figures(
                    study.asking(),
                    requests,
                    second_places=overview.second_places,
                    diagnostic=overview.diagnostic,
                )
            ],
            key="asking",
        )
        if len(requests):
            with st.expander(f"The requests behind it: {len(requests)}"):
                for row in each(requests.head(SHOWN)):
                    with st.container(gap=None, key=f"request-{row.interview_id}"):
                        st.text(steady(wording.named(row.company, row.role)))
                        quiet(
                            with_whose(study, row, following.asked_line(row)),
                            key=f"request-{row.interview_id}",
                        )


def how_many(study: Study, week: Week) -> dict[str, int]:
    """Give how many stand on each board."""
    return {
        "ask": int(following.to_act_on(study.to_ask()).sum()),
        "doors": len(study.warm_doors()),
        "thank": len(week.thank),
    }


def _asking(study: Study, rows: pd.DataFrame) -> None:
    for row in each(rows):
        with _card(f"ask-{row.interview_id}"):
            _named(study, row)
            quiet(
                study.says(f"{following.why_ask(row)} {following.fresh(row.days_ago)}"),
                key=f"ask-why-{row.interview_id}",
            )
            quiet(following.contact_line(row), key=f"ask-contact-{row.interview_id}")
            quiet(
                study.says(following.request_line(row, today=study.today)),
                key=f"ask-state-{row.interview_id}",
            )
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                _ask_buttons(study, row)


def _ask_buttons(study: Study, row: Any) -> None:
    if row.request_state == "not_asked":
        if st.button("Write", key=f"write-{row.interview_id}", type="primary", icon=":material/edit:"):
            write_to(study, row.interview_id, "ask")
        _remind_me(row, "ask_feedback", suggested=today() + dt.timedelta(days=1))
        return
    if st.button("They answered", key=f"answered-{row.interview_id}", icon=":material/format_quote:"):
        note_answer(row.interview_id)
    may_remind = row.request_state == "no_reply" and pd.isna(row.reminded_on)
    if may_remind and st.button("Remind them", key=f"remind-{row.interview_id}", icon=":material/edit:"):
        write_to(study, row.interview_id, "remind")
    st.button(
        "They would rather not say",
        key=f"declines-{row.interview_id}",
        type="tertiary",
        on_click=told(_declined),
        args=(row.interview_id, row.follow_up_id),
    )


def _remind_me(row: Any, kind: FollowUpKind, *, suggested: dt.date | None) -> None:
    with (
        st.popover("Remind me", type="tertiary", icon=":material/event:"),
        st.form(f"remind-{kind}-{row.interview_id}", border=False),
    ):
        st.date_input(
            "On which day", value=suggested, min_value=today(), key=f"due-{kind}-{row.interview_id}"
        )
        st.text_input("A note to yourself", key=f"note-{kind}-{row.interview_id}", max_chars=200)
        st.form_submit_button("Remind me", on_click=told(_keep_reminder), args=(row.interview_id, kind))


def _keep_reminder(interview_id: str, kind: FollowUpKind) -> None:
    day, note = (st.session_state.get(f"{field}-{kind}-{interview_id}") for field in ("due", "note"))
    if not isinstance(day, dt.date):
        say("Choose a day first.")
        return
    planned = next(
        (f for f in workspace().follow_ups(interview_id) if f.kind == kind and f.done_on is None), None
    )
    made = FollowUp(
        follow_up_id=planned.follow_up_id if planned else "",
        interview_id=interview_id,
        kind=kind,
        due_on=day,
        note=(note or "").strip() or (planned.note if planned else None),
    )
    follow_up_id = workspace().save_follow_up(made, at=now())
    words = f"You will find it under Reminders, for {wording.date(day)}."
    if planned:
        say_with_undo(words, lambda: as_it_was(planned))
    else:
        say_with_undo(words, lambda: forgotten(follow_up_id))


def _removed(follow_up_id: str) -> None:
    removed = workspace().delete_follow_up(follow_up_id)
    say_with_undo(
        "The reminder is gone here; in your calendar, remove it yourself.",
        lambda: workspace().put_back(removed),
    )


def _declined(interview_id: str, follow_up_id: str) -> None:
    for request in workspace().follow_ups(interview_id):
        if request.follow_up_id == follow_up_id:
            declined(request)


def _thanked(interview_id: str) -> None:
    thanked = FollowUp(interview_id=interview_id, kind="thank_you", done_on=today())
    follow_up_id = workspace().save_follow_up(thanked, at=now())
    say_with_undo("Thanked. That is how they remember you.", lambda: forgotten(follow_up_id))


def _reopen(interview_id: str, name: str) -> None:
    new_id = workspace().reopen(interview_id, on=today(), at=now())
    say_with_undo(
        f"{name} is among your interviews again, from today on. You come as somebody they know.",
        lambda: _not_open(new_id),
    )


def _not_open(interview_id: str) -> None:
    workspace().delete_interview(interview_id)


def _some(rows: pd.DataFrame, *, key: str) -> pd.DataFrame:
    """Give the first rows, and a button for twenty more where there are more."""
    shown = st.session_state.get(f"shown-{key}", SHOWN)
    if len(rows) > shown:
        st.markdown(f":small[The first {shown:d} of {len(rows)}.]")
        st.button("Show more", key=f"more-{key}", on_click=_show_more, args=(key, shown))
    return rows.head(shown)


def _show_more(key: str, shown: int) -> None:
    st.session_state[f"shown-{key}"] = shown + SHOWN


def _card(key: str) -> Any:
    return st.container(border=True, gap="xsmall", key=f"card-{key}")


def _named(study: Study, row: Any) -> None:
    whose = f" \u00b7 {md(row.candidate)}" if is_of_several(study) and isinstance(row.candidate, str) else ""
    st.markdown(f"**{md(wording.named(row.company, row.role))}**{whose}")


def _who(study: Study, row: Any) -> str:
    """Give whom a line about one interview is about."""
    if study.who() == YOU:
        return YOU
    return row.candidate if isinstance(row.candidate, str) else "The candidate"
