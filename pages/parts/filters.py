"""The sidebar's filters: whose words, role, industry, period, turned into the slice every number is counted in."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis import wording
from analysis.study import EVERYTHING, Slice, Study, Whose
from pages.parts.session import go_to, study_of, today, told, workspace
from pages.parts.text import steady

WHOSE: dict[str, Whose] = {"They": "others", "I": "self", "Both": "all"}
PERIODS = {"All of it": None, "The last 3 months": 3, "The last 6 months": 6, "The last 12 months": 12}
LISTED = 200  # values of a filter, the most frequent: the whole list would go to the browser at every run
OWN_DATES = "Between two days"
NOT_IN_ENGLISH = "Not in English"  # the view of the feedback page that shows them


def study_from_sidebar() -> Study:
    """Draw the filters in the sidebar and give the study of what they leave; of nothing, nothing can be chosen."""
    everything = study_of(EVERYTHING)
    if not everything.has_interviews():
        return everything
    choices = everything.choices()
    several = len(choices["candidate"]) > 1
    with st.sidebar:
        whose = st.segmented_control(
            "Whose words",
            list(WHOSE),
            default="They",
            required=True,
            key="whose",
            persist_state="session",
            format_func=lambda words: "Own" if several and words == "I" else str(words),
            help="They: interviewers, HR, recruiters, letters. "
            + ("Own: what the candidate thinks." if several else "I: your own impressions."),
        )
        role = _one_of("Role", "All roles", choices["role"], key="role")
        industry = _one_of("Industry", "All industries", choices["industry"], key="industry")
        candidate = _one_of("Person", "Everybody", choices["candidate"], key="candidate")
        own = _own_column()
        since, until = _period()
    return study_of(
        Slice(
            source=WHOSE[str(whose)],
            since=since,
            until=until,
            role=role,
            industry=industry,
            candidate=candidate,
            own=own,
        )
    )


def study_of_person() -> Study:
    """Draw the choice of a person in the sidebar, where there are several, and give the study of theirs, or of everybody's."""
    people = study_of(EVERYTHING).choices()["candidate"]
    with st.sidebar:
        candidate = _one_of("Person", "Everybody", people, key="candidate")
    return study_of(replace(EVERYTHING, candidate=candidate))


def is_of_several(study: Study) -> bool:
    """Say whether the interviews of a study are several people's, so that each needs its name."""
    return study.chosen.candidate is None and len(study.choices()["candidate"]) > 1


def with_whose(study: Study, row: Any, line: str) -> str:
    """Give a line about one interview with whose it is before it, where the interviews are several people's."""
    several = is_of_several(study) and isinstance(row.candidate, str)
    return f"{row.candidate} \u00b7 {line}" if several else line


def printed(study: Study) -> None:
    """Print under a headline which interviews its numbers are counted in, and whose words, where there are any."""
    if study.has_interviews():
        with st.container(key="quiet-filters"):
            st.text(steady(study.filters_in_words()))
    sample_mark()


def printed_with_languages(study: Study) -> None:
    """Print the same where what was read is counted, and how many texts are not read, with the way to them."""
    with st.container(gap=None):
        printed(study)
        not_in_english = wording.in_other_languages(study.overview())
        if not_in_english:
            with st.container(key="quiet-languages"):
                st.text(not_in_english)
            st.button(
                "Read and mark them yourself",
                key="to_not_read",
                type="tertiary",
                icon=":material/translate:",
                on_click=_to_not_read,
            )


def _to_not_read() -> None:
    st.session_state["feedback_view"] = NOT_IN_ENGLISH
    st.session_state.pop("feedback_at", None)
    go_to("feedback")


def sample_mark() -> None:
    """Say wherever numbers stand that they are the sample's, and offer to take it away."""
    opened = workspace()
    if opened.has_sample():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge("Sample: invented interviews", color="gray", icon=":material/science:")
            st.button(
                "Remove the sample", key="remove_sample", type="tertiary", on_click=told(opened.remove_sample)
            )


def _one_of(label: str, everything: str, values: Sequence[str], *, key: str) -> str | None:
    if len(values) < 2:
        return None
    chosen = st.selectbox(
        label,
        [everything, *values[:LISTED]],
        key=key,
        persist_state="session",
        format_func=steady,
        accept_new_options=len(values) > LISTED,  # one that is not listed is typed
    )
    return None if chosen in (None, everything) else str(chosen)


def _own_column() -> tuple[str, str] | None:
    """Let one of the person's own columns be a filter: which, and the value it must have."""
    columns = study_of(EVERYTHING).own_choices()
    if not columns:
        return None
    column = st.selectbox(
        "A column of your own",
        [None, *columns],
        key="own_column",
        persist_state="session",
        format_func=_named,
    )
    if column is None or column not in columns:
        return None
    value = st.selectbox(
        "Its value",
        [None, *columns[column]],
        key=f"own_value-{column}",
        persist_state="session",
        format_func=_named,
    )
    return (str(column), str(value)) if value in columns[column] else None


def _named(choice: str | None) -> str:
    return "All" if choice is None else steady(choice)


def _period() -> tuple[dt.date | None, dt.date | None]:
    period = st.selectbox("Period", [*PERIODS, OWN_DATES], key="period", persist_state="session")
    if period == OWN_DATES:
        first, last = (
            st.date_input(words, value=None, key=key, persist_state="session")
            for words, key in (("From", "since"), ("Until", "until"))
        )
        return (
            first if isinstance(first, dt.date) else None,
            last if isinstance(last, dt.date) else None,
        )
    months = PERIODS.get(str(period))
    return (None if months is None else _months_before(today(), months)), None


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
