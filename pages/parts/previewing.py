"""A file as it would be kept: its rows as interviews, and what would change in those that are there."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import streamlit as st

from analysis import file_words, mapping_words, wording
from data.reading import Reading
from data.workspace import ImportPlan, ImportPreview
from pages.parts import brought
from pages.parts.evidence import quiet
from pages.parts.fields import FIELD_WORDS
from pages.parts.text import steady_table

ROWS = 200
_STEP = 5  # each press shows so many times as many
_TO_LOOK_AT = "To look at"
_EVERY = "Every row"
_WAITED_FOR = ("date_order", "date_value", "outcome_word")


def rows(reading: Reading) -> None:
    """Show the rows as they were read, the first two hundred, more when asked; problem cells are named beside them."""
    problems = mapping_words.to_look_at(reading)
    doubtful = [place for place, row in enumerate(reading.rows.column("row")) if row in problems]
    with st.container(gap="small"):
        st.header("How it was read", anchor=False)
        only = None
        if doubtful and len(doubtful) < len(reading.rows):
            only = st.pills(
                "Rows",
                [_EVERY, _TO_LOOK_AT],
                default=_EVERY,
                required=True,
                key="preview_which",
                label_visibility="collapsed",
            )
        chosen = reading.rows.take(doubtful) if only == _TO_LOOK_AT else reading.rows
        at_most = st.session_state.get("preview_rows", ROWS)
        shown = chosen[:at_most]
        table = pd.DataFrame(
            [
                {
                    "Row": row.row,
                    _TO_LOOK_AT: problems.get(row.row, ""),
                    "Company": row.values.get("company") or "",
                    "Role": row.values.get("role") or "",
                    "Applied": _day(row.values.get("applied_on")),
                    "Interviewed": _day(row.values.get("interviewed_on")),
                    "Furthest stage": wording.stage(row.values.get("stage_reached")),
                    "Outcome": wording.outcome(row.values.get("outcome")),
                    "Feedback": " / ".join(cell.text for cell in row.feedback),
                }
                for row in shown
            ]
        )
        st.dataframe(
            steady_table(table if doubtful else table.drop(columns=_TO_LOOK_AT)),
            hide_index=True,
            height=min(38 + 35 * max(len(shown), 1), 320),
            column_config={
                "Row": st.column_config.NumberColumn(width=60),
                _TO_LOOK_AT: st.column_config.TextColumn(width="medium"),
            },
            alt="The rows of the file as interviews",
        )
        if any(question.kind in _WAITED_FOR for question in reading.questions):
            quiet("What waits for an answer above is empty here until you give it.", key="preview-waits")
        if len(chosen) > len(shown):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                quiet(f"The first {len(shown):,} of {len(chosen):,} rows.", key="preview-more")
                st.button("Show more", key="show_more", type="tertiary", on_click=_show_more, args=(at_most,))


def _day(value: object) -> str:
    """Give a day as text that sorts, or nothing: a table of dates would print a missing one as None."""
    return value.isoformat() if isinstance(value, dt.date) else ""


def changes(found: ImportPreview) -> None:
    """Show how many interviews are new, change and stay, and each value that would change, before and after."""
    plan = found.plan
    with st.container(gap="small"):
        st.header("What keeping it does", anchor=False)
        quiet(file_words.plan_in_words(plan.new, plan.changed, plan.unchanged), key="plan")
        if brought := file_words.follow_ups(plan.requests, plan.thanks, plan.reminders):
            quiet(brought, key="plan-follow-ups")
        _twins(plan)
        _unjoined(plan)
        _left_out(plan)
        if not found.changes:
            return
        rows = []
        for change in found.changes:
            before, after = mapping_words.change(change)
            what = change.field if change.is_own else FIELD_WORDS.get(change.field, change.field)
            who = wording.named(change.company, change.role)
            rows.append({"Interview": who, "What": what, "Before": before, "After": after})
        st.dataframe(
            steady_table(pd.DataFrame(rows)),
            hide_index=True,
            height=min(38 + 35 * len(rows), 320),
            alt="What would change in interviews that are here, before and after",
        )
        if found.changes_in_all > len(rows):
            quiet(f"The first {len(rows)} of {found.changes_in_all:,} changes.", key="changes-more")


def _twins(plan: ImportPlan) -> None:
    """Name the new ones that may be interviews that are here, and let them be those."""
    same = brought.choices().same
    if not plan.twins and not same:
        return
    if plan.twins:
        st.text(file_words.twins(len(plan.twins)))
        rows = [
            {
                "Row": twin.row,
                "In the file": mapping_words.known(twin.here),
                "Here": mapping_words.known(twin.there),
            }
            for twin in plan.twins
        ]
        st.dataframe(
            steady_table(pd.DataFrame(rows)),
            hide_index=True,
            height=min(38 + 35 * len(rows), 250),
            column_config={"Row": st.column_config.NumberColumn(width=60)},
            alt="Rows that may be interviews that are here already",
        )
    ticked = st.checkbox(
        "They are the same interviews: change the day or the spelling", value=same, key=f"same-{same}"
    )
    if ticked != same:
        brought.choose(dataclasses.replace(brought.choices(), same=ticked))
        st.rerun()


def _unjoined(plan: ImportPlan) -> None:
    """Name the pieces of feedback that are about no interview here, and let them become interviews of their own."""
    adds = brought.choices().add_unjoined
    if not plan.unjoined and not adds:
        return
    if plan.unjoined:
        st.text(file_words.unjoined(len(plan.unjoined)))
        st.dataframe(
            steady_table(
                pd.DataFrame([{"Row": problem.row, "Why": problem.message} for problem in plan.unjoined])
            ),
            hide_index=True,
            height=min(38 + 35 * len(plan.unjoined), 250),
            column_config={"Row": st.column_config.NumberColumn(width=60)},
            alt="Feedback that is about no interview here, with why",
        )
    ticked = st.checkbox("Make interviews of their own of these", value=adds, key=f"add-unjoined-{adds}")
    if ticked != adds:
        brought.choose(dataclasses.replace(brought.choices(), add_unjoined=ticked))
        st.rerun()


def _left_out(plan: ImportPlan) -> None:
    """Say that texts the person deleted are in the file, and let them come back."""
    comes_back = brought.choices().with_deleted
    if not plan.left_out and not comes_back:
        return
    if plan.left_out:
        st.text(file_words.left_out(plan.left_out))
    ticked = st.checkbox(
        "Bring back what I deleted of this file", value=comes_back, key=f"with-deleted-{comes_back}"
    )
    if ticked != comes_back:
        brought.choose(dataclasses.replace(brought.choices(), with_deleted=ticked))
        st.rerun()


def _show_more(shown: int) -> None:
    st.session_state["preview_rows"] = shown * _STEP
