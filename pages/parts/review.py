"""One text under review: what was heard in it, one mention at a time, by button or by key; and what was missed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import codebook_words, file_words, wording
from analysis.coding import pieces
from analysis.coding.codebook import LONGEST_CUE
from analysis.coding.phrases import says_something, texts_with
from analysis.study import Study
from analysis.tables import each
from data.records import POLARITIES, Polarity, Taught
from pages.parts import evidence
from pages.parts.session import now, workspace
from pages.parts.text import md, steady
from pages.parts.undo import say_with_undo


def review(study: Study, row: pd.Series, *, asked_for: bool) -> None:
    """Show one text (a row of `Study.feedback`) with its mentions and the buttons that decide them."""
    feedback_id = row.feedback_id
    mentions = study.mentions_in(feedback_id)
    live = mentions[mentions.counted | mentions.suggested]
    undecided = live[live.status == "open"]
    with st.container(border=True, gap="small", key=f"review-{feedback_id}"):
        current = None if undecided.empty else next(each(undecided))
        evidence.spoken(row, live, key=f"review-{feedback_id}")
        if row.language not in ("en", "und", None) and not pd.isna(row.language):
            st.markdown(
                f"Not read by the program: {md(file_words.LANGUAGE_WORDS.get(row.language, row.language))}. You can say yourself what was heard."
            )
        elif live.empty:
            st.markdown("Nothing was recognised in these words. If they name a reason, say which.")
        for decided in each(live[live.status != "open"]):
            _decided(study, decided, feedback_id)
        if current is not None:
            _ask(study, current, row, left=len(undecided))
        _missed(study, row)
        with st.container(horizontal=True, gap="small"):
            everything = (
                "Yes, next text" if len(undecided) == 1 else f"Yes to all {len(undecided)}, next text"
            )
            if st.button(
                "Done, next text" if current is None else everything,
                key=f"done-{feedback_id}",
                type="primary" if current is None else "secondary",
                shortcut="D",
            ):
                for left in each(undecided):
                    evidence.decide(feedback_id, left, "accepted")
                _leave(feedback_id)
            if asked_for:
                if st.button("Close", key=f"close-{feedback_id}", shortcut="Esc"):
                    st.session_state.pop("feedback_at", None)
                    st.rerun()
            elif st.button("Later", key=f"later-{feedback_id}", shortcut="L", type="tertiary"):
                st.session_state["skipped"] = [*st.session_state.get("skipped", []), feedback_id]
                st.rerun()


def _ask(study: Study, mention: Any, row: pd.Series, *, left: int) -> None:
    feedback_id = row.feedback_id
    factor = study.codebook.factors.get(mention.factor)
    heard = (
        study.says(factor.says(mention.polarity)) if factor and not mention.protected else ""
    ) or "named it"
    key = f"{feedback_id}-{mention.factor}-{mention.polarity}-{mention.start_at}"
    with st.container(gap="xsmall", key=f"ask-{key}"):
        st.markdown(
            f"Heard: they **{md(heard)}** ({md(evidence.label_of(study, mention.factor))}). Is that right?"
            + (f" ({left} to decide in this text)" if left > 1 else "")
        )
        evidence.quiet(f"\u201c{mention.quote}\u201d: {mention.why}", key=f"why-{key}")
        with st.container(horizontal=True, gap="small"):
            if st.button("Yes", key=f"yes-{key}", icon=":material/check:", type="primary", shortcut="Y"):
                evidence.decide(feedback_id, mention, "accepted")
                st.rerun()
            if st.button("No", key=f"no-{key}", icon=":material/close:", shortcut="N"):
                evidence.decide(feedback_id, mention, "rejected")
                st.rerun()
            if st.button("Something else", key=f"change-{key}", icon=":material/edit:", shortcut="E"):
                st.session_state["changing"] = key
                st.rerun()
        if st.session_state.get("changing") == key:
            with st.container(gap="small", key=f"change-{key}-fields"):
                factor, polarity = _factor_and_polarity(
                    study, key=key, factor=mention.factor, polarity=mention.polarity
                )
                phrase = _from_now_on(study, mention.quote, key=key)
                if st.button("Change it", key=f"change-it-{key}") and factor:
                    evidence.decide(feedback_id, mention, "rejected")
                    _teach(study, phrase, factor, polarity)
                    _add(row, factor, polarity, int(mention.start_at), int(mention.end_at))


def _decided(study: Study, mention: Any, feedback_id: str) -> None:
    key = f"{feedback_id}-{mention.factor}-{mention.polarity}-{mention.start_at}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"decided-{key}"):
        st.markdown(
            f"You said: **{md(evidence.label_of(study, mention.factor))}**, {md(wording.POLARITY_WORDS[mention.polarity])}"
        )
        if st.button("Take it back", key=f"undo-{key}", type="tertiary", icon=":material/undo:"):
            workspace().withdraw_correction(
                feedback_id, mention.factor, mention.polarity, int(mention.start_at)
            )
            st.rerun()


def _missed(study: Study, row: pd.Series) -> None:
    with st.expander("They also said something else"):
        parts = pieces(row.text)
        at = st.selectbox(
            "In which words",
            range(len(parts)),
            format_func=lambda n: steady(row.text[slice(*parts[n])]),
            key=f"piece-{row.feedback_id}",
        )
        key = f"missed-{row.feedback_id}"
        factor, polarity = _factor_and_polarity(study, key=key, factor=None, polarity="gap")
        words = "" if at is None else row.text[slice(*parts[at])]
        phrase = _from_now_on(study, words, key=f"{key}-{at}")
        if st.button("Add it", key=f"add-{key}") and factor and at is not None:
            _teach(study, phrase, factor, polarity)
            _add(row, factor, polarity, *parts[at])


def _from_now_on(study: Study, words: str, *, key: str) -> str:
    """Offer to hear these words as the same from now on, in every text; "" where that is not asked for."""
    if not st.checkbox("Hear these words from now on", key=f"teach-{key}"):
        return ""
    phrase = st.text_input(
        "Which words (shorter is better)",
        value=" ".join(words.split()),
        max_chars=LONGEST_CUE,
        key=f"phrase-{key}",
    )
    if not says_something(phrase or ""):
        evidence.quiet("There is no word in it to listen for.", key=f"phrase-{key}")
        return ""
    texts = study.feedback()
    texts = texts[texts.language == "en"].text.tolist()
    standing = codebook_words.stands_in(texts_with([phrase], texts)[0], len(texts))
    evidence.quiet(f"{standing} Texts to come are listened to as well.", key=f"phrase-{key}")
    return phrase


def _teach(study: Study, phrase: str, factor: str, polarity: Polarity) -> None:
    if not phrase:
        return
    taught = Taught(phrase=phrase.strip(), factor=factor, polarity=polarity, taught_at=now())
    same = (taught.phrase, taught.factor)
    before = next((kept for kept in workspace().taught() if (kept.phrase, kept.factor) == same), None)
    workspace().teach(taught)

    def undo() -> None:
        if before is None:
            workspace().forget_taught(*same)
        else:
            workspace().teach(before)

    label = wording.in_sentence(evidence.label_of(study, factor))
    say_with_undo(f"\u201c{taught.phrase}\u201d is heard as {label} from now on.", undo)


def _factor_and_polarity(
    study: Study, *, key: str, factor: str | None, polarity: Polarity
) -> tuple[str | None, Polarity]:
    factors = list(study.codebook.factors)
    chosen = st.selectbox(
        "It was about",
        factors,
        index=factors.index(factor) if factor else None,
        format_func=lambda f: study.codebook.factors[f].label,
        key=f"factor-{key}",
    )
    how = st.segmented_control(
        "As",
        POLARITIES,
        default=polarity,
        required=True,
        format_func=lambda p: md(wording.at_start(wording.POLARITY_WORDS[p])),
        key=f"polarity-{key}",
    )
    return chosen, how


def _add(row: pd.Series, factor: str, polarity: Polarity, start_at: int, end_at: int) -> None:
    evidence.add(row.feedback_id, factor, polarity, start_at, end_at, text=row.text)
    st.session_state.pop("changing", None)
    st.rerun()


def _leave(feedback_id: str) -> None:
    workspace().mark_reviewed(feedback_id, at=now())
    st.session_state.pop("feedback_at", None)
    st.rerun()
