"""What only the person can know about a file: each question as a short choice, each answer with the way to take it back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from analysis import file_words, mapping_words
from data.problems import Question
from data.reading import Choices, Reading
from pages.parts import brought
from pages.parts.evidence import quiet
from pages.parts.text import md, steady

FEW = 5  # choices that are shown all at once; more of them lie in a list
_LONGEST = 60  # characters on a button


def ask(reading: Reading) -> None:
    """Show what is to be decided, then what was; an answer is read at once."""
    asked = [question for question in reading.questions if question.kind != "final"]
    if asked:
        with st.container(gap="small"):
            st.header("Only you can know", anchor=False)
            for question in asked:
                answer = _answer_to(question)
                if answer is not None:
                    chosen = _answered(brought.choices(), reading, question, answer)
                    if chosen != brought.choices():
                        brought.choose(chosen)
                        st.rerun()
            if any(question.kind == "date_value" for question in asked):
                quiet("Is it another day? Write it into the cell below.", key="another-day")
    given = mapping_words.given(brought.choices(), reading)
    if not given:
        return
    with st.popover(f"{len(given)} answered \u00b7 change", type="tertiary", key="answered"):
        quiet("What you answered, now or for an earlier file.", key="answered")
        for key, words, without in given:
            _taken_back(key, words, without)


def _taken_back(key: str, words: str, without: Choices) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key=f"quiet-given-{key}", width="content"):
            st.text(steady(words))
        st.button(
            "Take back",
            key=f"take-back-{key}",
            type="tertiary",
            icon=":material/undo:",
            on_click=brought.choose,
            args=(without,),
        )


def _answer_to(question: Question) -> str | None:
    words = f"{md(question.column)}: {md(question.message)}" if question.column else md(question.message)
    key = f"question-{question.kind}-{question.column}-{question.value}"
    is_date = question.kind == "date_value"
    if is_date and not question.choices:
        day = st.date_input(words, value=None, key=key, width=320)
        return day.isoformat() if isinstance(day, dt.date) else None
    choices = (*question.choices, "") if is_date else question.choices
    in_words = mapping_words.date_answer if is_date else file_words.answer
    headers = question.choices if question.kind == "column" and question.column != "header" else ()
    if len(choices) <= FEW:
        return st.pills(
            words, choices, format_func=lambda choice: md(_label(in_words(choice), headers)), key=key
        )
    answer = st.selectbox(
        words,
        choices,
        index=None,
        placeholder="Choose one",
        format_func=in_words,
        key=key,
        width=520,
        accept_new_options=True,
    )
    if answer is None or answer in choices:
        return answer
    return understood(answer, {choice: in_words(choice) for choice in choices}, key=key)


def understood(typed: str, labels: Mapping[str, str], *, key: str) -> str | None:
    """Give the choice that words typed into a list mean, by their labels; where they mean none, say so."""
    found = mapping_words.meant(typed, labels)
    if found is None:
        quiet(
            f"\u201c{mapping_words.short(typed, 40)}\u201d is not in the list. Choose one of it.",
            key=f"none-{key}",
        )
    return found


def _label(words: str, headers: Sequence[str]) -> str:
    """Give an answer as it stands on a button: a header of the person's as it is, words of ours with a capital."""
    return mapping_words.short(words if words in headers else mapping_words.at_start(words), _LONGEST)


def _answered(choices: Choices, reading: Reading, question: Question, answer: str) -> Choices:
    value = question.value or ""
    match question.kind:
        case "date_order":
            return dataclasses.replace(choices, date_order=answer)
        case "outcome_word":
            return dataclasses.replace(
                choices, outcome_words={**choices.outcome_words, value.casefold(): answer}
            )
        case "feedback_source":
            return dataclasses.replace(choices, feedback_source=answer)
        case "date_value":
            return dataclasses.replace(choices, date_values={**choices.date_values, value: answer})
        case "column" if question.column == "header":
            guessed = reading.mapping if answer == "yes" else dict.fromkeys(reading.mapping, "")
            return dataclasses.replace(choices, mapping=guessed)
        case "column":
            return dataclasses.replace(choices, mapping={**choices.mapping, question.column: answer})
        case _:
            return choices
