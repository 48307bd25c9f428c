"""What each column of a file became, and why: the doubtful ones first, each to be changed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import streamlit as st

from analysis import mapping_words
from data.reading import Choices, Column, Reading
from pages.parts import brought
from pages.parts.asking import understood
from pages.parts.evidence import quiet
from pages.parts.fields import FIELD_WORDS, NOT_USED
from pages.parts.text import steady

OPEN = 8  # doubtful columns that stand on the page; more of them are folded away
_CELL = 60
_LATE, _GUESSED, _NOTES, _OWN, _SURE = range(5)


def columns(reading: Reading) -> None:
    """Show every column with what it became, why, and three of its cells; what is missing, and what that costs."""
    ranked = sorted(range(len(reading.columns)), key=lambda at: (_rank(reading.columns[at]), at))
    doubtful = [at for at in ranked if _rank(reading.columns[at]) != _SURE]
    sure = [at for at in ranked if _rank(reading.columns[at]) == _SURE]
    costs = mapping_words.costs(reading)
    if doubtful or costs:
        with st.container(gap="small"):
            st.header("Columns to look at", anchor=False)
            for n, cost in enumerate(costs):
                quiet(cost, key=f"cost-{n}")
            _each(reading, doubtful[:OPEN])
    if doubtful[OPEN:]:
        with st.expander(f"The other {len(doubtful) - OPEN} columns to look at"):
            _each(reading, doubtful[OPEN:])
    if sure:
        with st.expander(
            "The column that was understood"
            if len(sure) == 1
            else f"The {len(sure)} columns that were understood"
        ):
            st.markdown("Change any that is wrong; the preview below follows.")
            _each(reading, sure)
    if brought.choices().mapping:
        st.button(
            "Let the program choose the columns again",
            key="columns_anew",
            type="tertiary",
            icon=":material/undo:",
            on_click=brought.choose,
            args=(dataclasses.replace(brought.choices(), mapping={}),),
        )


def _rank(column: Column) -> int:
    if column.doubt == "late":
        return _LATE
    if column.doubt == "guessed":
        return _GUESSED
    is_chosen = column.header in brought.choices().mapping.values()
    if not is_chosen and mapping_words.reads_like_notes(column):
        return _NOTES
    return _OWN if column.doubt == "own" else _SURE


def _each(reading: Reading, places: Sequence[int]) -> None:
    for at in places:
        _column(reading, at)


def _column(reading: Reading, at: int) -> None:
    column = reading.columns[at]
    became = _became(column)
    fields = [NOT_USED, *FIELD_WORDS, *([became] if became not in (NOT_USED, *FIELD_WORDS) else [])]
    with st.container(key=f"column-row-{at}"):
        left, middle, right = st.columns([1, 1, 1.8], vertical_alignment="top")
        with left:
            st.text(steady(mapping_words.short(column.header, _CELL)) or "(no name)")
        with middle:
            chosen = st.selectbox(
                f"Column {at + 1} is",
                fields,
                index=fields.index(became),
                format_func=_label,
                key=f"column-{at}-{became}",
                label_visibility="collapsed",
                placeholder="Choose one",
                accept_new_options=True,  # words that are none of them are taken for what they mean, or said to mean none
            )
            if chosen is not None and chosen not in fields:
                chosen = understood(chosen, {field: _label(field) for field in fields}, key=f"column-{at}")
        with right, st.container(gap=None):
            quiet(mapping_words.column_became(column, _label(became)), key=f"why-{at}")
            if mapping_words.reads_like_notes(column):
                quiet(
                    "It reads like notes of your own: choose \u201cWhat I think\u201d to have it read as your impressions, "
                    "apart from what they said.",
                    key=f"notes-{at}",
                )
            samples = " \u00b7 ".join(mapping_words.short(cell, _CELL) for cell in column.samples)
            quiet(samples or "Nothing stands in it.", key=f"samples-{at}")
    if chosen is not None and chosen != became:
        brought.choose(_remapped(reading, brought.choices(), column, chosen))
        st.rerun()


def _label(field: str) -> str:
    if ":" in field or field == "response":
        return mapping_words.sign(field)
    return FIELD_WORDS.get(field, field)


def _became(column: Column) -> str:
    """Give the field a column became, without its number."""
    return NOT_USED if column.field is None else column.field


def _remapped(reading: Reading, choices: Choices, column: Column, after: str) -> Choices:
    """Give the choices with one column made another field, and every other column left as it is."""
    before = _became(column)
    mapping = {field: header for field, header in choices.mapping.items() if header != column.header}
    if before in FIELD_WORDS and before not in ("feedback", "impression"):
        mapping[before] = ""  # nor does another column take its place unasked
    if "feedback" in (before, after):
        # Feedback columns are counted through, so all of them are named: the others stay when one comes or goes.
        headers = [
            header
            for field, header in reading.mapping.items()
            if _is_numbered(field, "feedback") and header != column.header
        ]
        headers += [column.header] * (after == "feedback")
        mapping = {field: header for field, header in mapping.items() if not _is_numbered(field, "feedback")}
        mapping |= {
            f"feedback_{n}" if n > 1 else "feedback": header for n, header in enumerate(headers, 1)
        } or {"feedback": ""}
    if after in (NOT_USED, "impression"):
        mapping[_free("own" if after == NOT_USED else after, mapping)] = column.header
    elif after != "feedback":
        mapping[after] = column.header
    return dataclasses.replace(choices, mapping=mapping)


def _is_numbered(field: str, name: str) -> bool:
    return re.fullmatch(rf"{name}(_\d+)?", field) is not None


def _free(name: str, mapping: dict[str, str]) -> str:
    """Give the first of own, own_2, ... that is not in the mapping."""
    names = [name, *(f"{name}_{n}" for n in range(2, len(mapping) + 3))]
    return next(each for each in names if each not in mapping)
