"""The words behind a number: a quote with its marks, who said it, and the buttons that correct what was heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import advising, wording
from analysis.debrief import is_note
from analysis.study import Side, Study
from analysis.tables import each
from data.records import Correction, Decision, Polarity
from pages.parts.session import go_to, now, reader, study_of, told, whose, workspace
from pages.parts.text import md, steady

JOINER = "\u2060"  # st.text strips outer white space; a word joiner keeps it
LISTED = 100  # interviews in one drawer: more are slow to draw and nobody reads them there
QUOTED = 12  # texts in full at once, each with its buttons: a rerun draws them all
TONES = {
    "second_place": "second",
    "offer_accepted": "offer",
    "offer_declined": "offer",
    "rejected": "rejected",
}


def quote(text: str, marks: Sequence[tuple[int, int, str]], *, outcome: object, key: str) -> None:
    """Show somebody's own words, each (start, end, "counted" | "suggested") of `marks` marked; only ever through st.text."""
    with st.container(key=f"quote-{TONES.get(str(outcome), 'neutral')}-{key}"):
        at = 0
        for n, (start, end, tier) in enumerate(_apart(marks)):
            if start > at:
                st.text(steady(JOINER + text[at:start] + JOINER))
            with st.container(key=f"mark-{tier}-{key}-{n}"):
                st.text(steady(text[start:end]))
            at = end
        if at < len(text):
            st.text(steady(JOINER + text[at:]))


def spoken(row: Any, mentions: pd.DataFrame, *, key: str) -> None:
    """Show a text with its marks and who said it; the person's note that stands for an answer is no quote."""
    if is_note(row.text, row.basis):
        st.text(row.text)
    else:
        quote(row.text, marks_of(mentions), outcome=row.outcome, key=key)
    quiet(wording.who_said(row, who=whose()), key=key)


def quiet(words: str, *, key: str) -> None:
    """Show somebody's name, company or date as a quiet line."""
    with st.container(key=f"quiet-{key}"):
        st.text(steady(words))


def advice(study: Study, factor: str) -> None:
    """List what to practise for a gap, under the sides that were heard where they need the opposite."""
    for side in advising.to_practise(study, factor):
        if side.label:
            st.markdown(f"**{md(side.label)}**")
        for one in side.advice:
            st.markdown(f"- {md(one)}")


def marks_of(mentions: pd.DataFrame) -> list[tuple[int, int, str]]:
    """Give the marks of one text's mentions: counted and suggested ones."""
    return [
        (int(row.start_at), int(row.end_at), "counted" if row.counted else "suggested")
        for row in each(mentions)
        if row.counted or row.suggested
    ]


def decide(feedback_id: str, mention: Any, decision: Decision) -> None:
    """Keep what the person decided about a mention (a row of `Study.evidence` or `Study.mentions_in`)."""
    workspace().correct(
        Correction(
            feedback_id=feedback_id,
            factor=mention.factor,
            polarity=mention.polarity,
            start_at=int(mention.start_at),
            end_at=int(mention.end_at),
            aspect=None if pd.isna(mention.aspect) else mention.aspect,
            decision=decision,
            decided_at=now(),
        )
    )


def add(feedback_id: str, factor: str, polarity: Polarity, start_at: int, end_at: int, *, text: str) -> None:
    """Keep that the person heard a factor in these words of a text; `text` is all of it, or those words alone."""
    first, after = (0, len(text)) if len(text) == end_at - start_at else (start_at, end_at)
    workspace().correct(
        Correction(
            feedback_id=feedback_id,
            factor=factor,
            polarity=polarity,
            start_at=start_at,
            end_at=end_at,
            decision="added",
            decided_at=now(),
            protected=reader().on_protected_ground(text, first, after, factor, polarity),
        )
    )


def words_behind(
    study: Study, factor: str, polarity: str | None, *, side: Side | None, protected: bool, key: str
) -> None:
    """Show every quote in which a factor was heard, the latest first, with the buttons that correct it."""
    study = study_of(study.chosen)  # in a drawer the page is not run anew after a correction
    rows = study.evidence(factor, polarity, side=side, protected=protected, at_most=_at_most(key))
    quotes(rows, key=key)


def quotes(rows: pd.DataFrame, *, key: str) -> None:
    """Show each text among rows of `Study.evidence` once, with the buttons that correct what was heard in it.

    Rows with a column `found` are those of the first of so many texts.
    """
    texts = rows.feedback_id.drop_duplicates()
    found = int(rows.found.iloc[0]) if len(rows) and "found" in rows else len(texts)
    at_most = _at_most(key)
    shown = rows[rows.feedback_id.isin(texts.head(at_most))]
    for feedback_id, mentions in shown.groupby("feedback_id", sort=False):
        first = next(each(mentions))
        with st.container(gap="xxsmall"):
            spoken(first, mentions, key=f"{key}-{feedback_id}")
            with st.container(horizontal=True, gap="small"):
                _decisions(list(each(mentions)), key=f"{key}-{feedback_id}")
                if st.button(
                    "Whole feedback",
                    key=f"whole-{key}-{feedback_id}",
                    type="tertiary",
                    icon=":material/open_in_full:",
                ):
                    st.session_state["feedback_at"] = feedback_id
                    go_to("feedback")
                    st.rerun()

    if found > at_most:
        quiet(f"The latest {at_most} of {found:,} texts.", key=f"{key}-more-quotes")
        st.button("Show more", key=f"show-more-{key}", type="tertiary", on_click=_more, args=(key,))


def all_words(study: Study, *, side: Side, key: str) -> None:
    """Show every text of one side in full, with what it was heard as: for when there is too little to count."""
    texts = study.feedback()
    texts = texts[texts.side == side]
    if len(texts) > QUOTED:
        quiet(f"The latest {QUOTED} of {len(texts):,} texts.", key=f"{key}-more-texts")
    for row in each(texts.head(QUOTED)):
        mentions = study.mentions_in(row.feedback_id)
        with st.container(gap="xxsmall", key=f"{key}-{row.feedback_id}"):
            spoken(row, mentions, key=f"{key}-{row.feedback_id}")
            heard_as(study, mentions)


def words_of_interview(study: Study, interview_id: str, *, key: str) -> None:
    """Show every text of one interview from the chosen source, with what it was heard as."""
    texts = study_of(study.chosen).feedback_found(interview_id=interview_id, at_most=LISTED)
    for row in each(texts):
        mentions = study_of(study.chosen).mentions_in(row.feedback_id)
        with st.container(gap="xxsmall"):
            spoken(row, mentions, key=f"{key}-{row.feedback_id}")
            heard_as(study, mentions)


def words_of_both(study: Study, factor: str, other: str, *, key: str) -> None:
    """Show what was said of two gaps in the second places in which both were named."""
    study = study_of(study.chosen)
    places = study.named_together(factor, other).interview_id
    said = [
        study.evidence(one, "gap", side="second_place", protected=False) for one in sorted((factor, other))
    ]
    rows = pd.concat(said, ignore_index=True)
    rows = (
        rows[rows.interview_id.isin(places)]
        .drop(columns="found")
        .sort_values(["happened_on", "interview_id"], ascending=[False, True], kind="stable")
    )
    quotes(rows, key=key)


def interviews(rows: pd.DataFrame, line: Callable[[Any], str], *, key: str) -> None:
    """List the interviews behind a number, each with a quiet line of its own; the last of very many are only counted.

    Rows with a column `found` are the first of so many.
    """
    found = int(rows.found.iloc[0]) if len(rows) and "found" in rows else len(rows)
    for row in each(rows.head(LISTED)):
        with st.container(gap=None, key=f"{key}-{row.interview_id}"):
            st.text(steady(wording.named(row.company, row.role)))
            quiet(line(row), key=f"{key}-{row.interview_id}")
    if found > LISTED:
        quiet(f"And {found - LISTED} more among your interviews.", key=f"{key}-more")


def label_of(study: Study, factor: str) -> str:
    """Give a factor's label; the id itself where the codebook holds it no more."""
    known = study.codebook.factors.get(factor)
    return known.label if known else factor


def heard_as(study: Study, mentions: pd.DataFrame) -> None:
    """Say what a text's mentions were heard as, counted and suggested ones apart."""
    for word, chosen in (
        ("Heard as", mentions[mentions.counted]),
        ("To confirm", mentions[mentions.suggested]),
    ):
        said = [
            f"**{md(label_of(study, row.factor))}**, "
            + md("not something to change" if row.protected else wording.POLARITY_WORDS[row.polarity])
            for row in each(chosen.drop_duplicates(["factor", "polarity"]))
        ]
        if said:
            st.markdown(f":small[{word}: {'; '.join(said)}]")


def open_drawer(title: str, body: Callable[[], None]) -> None:
    """Open the words in a drawer at the right of the page; when it is closed the page counts anew."""
    st.dialog(md(title), width="medium", position="right", on_dismiss="rerun")(body)()


def _at_most(key: str) -> int:
    return QUOTED * (1 + st.session_state.get(f"more-{key}", 0))


def _more(key: str) -> None:
    st.session_state[f"more-{key}"] = st.session_state.get(f"more-{key}", 0) + 1


def _decisions(mentions: list, *, key: str) -> None:
    waiting = [row for row in mentions if row.suggested]
    if waiting:
        st.button(
            "Yes, count it",
            key=f"yes-{key}",
            type="tertiary",
            icon=":material/check:",
            on_click=told(_decide_all),
            args=(waiting, "accepted"),
        )
    st.button(
        "Not about this",
        key=f"no-{key}",
        type="tertiary",
        icon=":material/close:",
        on_click=told(_decide_all),
        args=(mentions, "rejected"),
    )


def _decide_all(mentions: list, decision: Decision) -> None:
    for row in mentions:
        decide(row.feedback_id, row, decision)


def _apart(marks: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Give the marks in reading order without overlap: of two that overlap, the later begins where the earlier ends."""
    apart: list[tuple[int, int, str]] = []
    for start, end, tier in sorted(marks):
        start = max(start, apart[-1][1] if apart else 0)
        if start < end:
            apart.append((start, end, tier))
    return apart
