"""Every text with what was heard in it: those to look at, all of them, and the pieces in which nothing was heard."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.tables import each
from pages.parts import evidence, filters
from pages.parts.empty import no_interviews, nothing_yet
from pages.parts.review import review
from pages.parts.session import show_what_was_said
from pages.parts.text import md
from pages.parts.tray import tray
from pages.parts.undo import show_undo

AT_ONCE = 10
NOTHING_HEARD = "Nothing heard"
VIEWS = ["To look at", "All texts", NOTHING_HEARD, filters.NOT_IN_ENGLISH]

study = filters.study_from_sidebar()
if not study.overview().interviews:
    no_interviews()
texts = study.texts()
if not texts.texts:
    nothing_yet(
        "Nobody's words are here yet",
        "Most trackers have no place for feedback. Open an interview and paste what they told you, in their words; "
        "or choose *Both* at the side, if you kept only your own impressions.",
        button="Open the interviews",
        page="interviews",
    )
waiting = texts.to_look_at
overview = study.overview()

with st.container(width=1080, gap="medium"):
    with st.container(gap="xsmall"):
        if st.session_state.get("feedback_view") == NOTHING_HEARD:
            pieces = wording.plural(len(study.tray()), "piece", "pieces")
            st.title(f"{md(pieces)} in which nothing was heard", anchor=False)
            st.markdown(
                "Where several say the same, pick them and name a theme: it is then listened for in every text, "
                "those to come as well."
            )
        else:
            st.title(
                f"{wording.plural(waiting, 'text', 'texts')} to look at"
                if waiting
                else "You have looked at every text",
                anchor=False,
            )
            st.markdown(
                "A program read these words and can be wrong. Half a minute a text makes every number yours: "
                "say yes, no, or change what was heard."
                if waiting
                else "What you decided always wins, also when the texts are read anew."
            )
        filters.printed_with_languages(study)
        evidence.quiet(wording.waiting(overview.counted_mentions, overview.to_confirm), key="counted")
    show_what_was_said()
    show_undo()
    if not texts.not_read and st.session_state.get("feedback_view") == filters.NOT_IN_ENGLISH:
        del st.session_state["feedback_view"]
    view = st.segmented_control(
        "Show",
        VIEWS if texts.not_read else VIEWS[:-1],
        default="To look at" if waiting else "All texts",
        required=True,
        key="feedback_view",
        label_visibility="collapsed",
    )
    at = st.session_state.get("feedback_at")
    opened = study.feedback_found(feedback_id=at, at_most=1) if at else None
    if opened is not None and len(opened):
        review(study, opened.iloc[0], asked_for=True)
    elif view == "To look at":
        if not waiting:
            st.markdown(
                "Nothing is waiting. New texts come here after an upload, or when you log an interview."
            )
        else:
            done = texts.texts - waiting
            st.progress(done / texts.texts, text=f"{done:d} of {texts.texts:d} looked at")
            skipped = st.session_state.setdefault("skipped", [])
            first = study.feedback_found(unread=True, at_most=len(skipped) + 1)
            queue = first[~first.feedback_id.isin(skipped)]
            review(study, (queue if len(queue) else first).iloc[0], asked_for=False)
    elif view == NOTHING_HEARD:
        tray(study)
    else:
        words = st.text_input(
            "Find", placeholder="Words, company or role", key="find_text", type="search", live=True, width=360
        )
        not_read = view == filters.NOT_IN_ENGLISH
        found = study.feedback_found(words=words or "", not_read=not_read, at_most=AT_ONCE)
        pages = max(1, -(-(int(found.found.iloc[0]) if len(found) else 0) // AT_ONCE))
        number = (
            st.number_input(f"Page (of {pages})", 1, pages, key="text_page", width=160) if pages > 1 else 1
        )
        if number > 1:
            begin = (int(number) - 1) * AT_ONCE
            found = study.feedback_found(words=words or "", not_read=not_read, begin=begin, at_most=AT_ONCE)
        for row in each(found):
            mentions = study.mentions_in(row.feedback_id)
            with st.container(gap="xxsmall", key=f"text-{row.feedback_id}"):
                evidence.spoken(row, mentions, key=f"all-{row.feedback_id}")
                evidence.heard_as(study, mentions)
                if st.button(
                    "Mark what was said" if not_read else "Correct",
                    key=f"correct-{row.feedback_id}",
                    type="tertiary",
                    icon=":material/edit:",
                ):
                    st.session_state["feedback_at"] = row.feedback_id
                    st.rerun()
