"""One interview under debrief: four questions, their words coded as one looks, and what becomes of the card."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis import file_words, wording
from analysis.debrief import (
    INTERNAL,
    INTERNAL_WORDS,
    SKIPPED,
    Answers,
    WasFinal,
    WhoGotIt,
    adds_nothing,
    is_note,
    judged,
    known,
    mark_of,
    needs_the_final,
    said,
)
from analysis.letters import Letter, as_text, read_letter
from analysis.mapping_words import short
from analysis.study import Study
from analysis.tables import each
from data.reading.outcomes import told_in
from data.records import BASES, SOURCES, Feedback, Interview
from pages.parts import evidence
from pages.parts.session import now, reader, say, says, study_of, today, workspace
from pages.parts.text import md, steady
from pages.parts.undo import say_with_undo

WAS_FINAL: dict[WasFinal, str] = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
WHO_GOT_IT: dict[WhoGotIt, str] = {
    "other": "Somebody else",
    "internal": "An internal candidate",
    "nobody": "Nobody: frozen or cancelled",
    "withdrew": "I withdrew",
    "unknown": "I don't know yet",
}
WHO_CAME_FIRST: tuple[WhoGotIt, ...] = ("other", "internal")
OTHERS = tuple(source for source in SOURCES if source != "self")
PARTS = {
    "header": "header",
    "greeting": "greeting",
    "signature": "signature",
    "quoted": "older mail",
    "footer": "small print",
}
OFF = {"final": "Not a final, take it off the list", "words": "They gave no reason, take it off the list"}
LONGEST = 30_000  # characters of a pasted letter
ASKED = ("final", "who", "words", "own")  # the questions of a card, as their keys begin
CHANGED = (
    "This interview was changed since you began on it, perhaps in another window. Look at it; what you wrote is still "
    "here, and nothing of it is kept before you press again."
)


@dataclasses.dataclass(frozen=True)
class _Begun:
    """The card this window shows: of which interview, under which key, how the interview stood, and what was set beforehand."""

    interview_id: str
    name: str
    key: str
    stood: tuple[Interview, str]
    preset: Mapping[str, str | None]


def begun(rows: pd.DataFrame, head: Any | None) -> Any | None:
    """Give the row of the card that something was written on, though the queue moved on elsewhere; else the queue's head.

    What was written on a card whose interview is no longer asked about is shown, to be taken along, until it is put away.
    """
    on: _Begun | None = st.session_state.get("debrief_on")
    if on is None or (head is not None and on.interview_id == head.interview_id):
        return head
    row = next((row for row in each(rows) if row.interview_id == on.interview_id), None)
    if _written(on) and row is not None:
        return row
    del st.session_state["debrief_on"]
    if _written(on):
        st.session_state.setdefault("debrief_left", []).append(on)
    elif row is None or row.state == "done":
        st.markdown(md(f"{on.name}: answered or taken away in another window."))
    return head


def left_over() -> None:
    """Show what was written about interviews that are no longer asked about."""
    left: list[_Begun] = st.session_state.get("debrief_left", [])
    for on in list(left):
        with st.container(border=True, gap="small", key=f"left-{on.key}"):
            st.markdown(
                f"**{md(on.name)}** is no longer asked about: it was deleted, or answered elsewhere. "
                "What you wrote is not kept:"
            )
            for part in ("words", "own"):
                if text := st.session_state.get(f"{part}-{on.key}"):
                    st.text(steady(text))
            if st.button("Put it away", key=f"put-away-{on.key}", icon=":material/close:"):
                left.remove(on)
                st.rerun()


def card(study: Study, row: Any) -> None:
    """Ask about one interview (a row of `Study.to_debrief`), and keep what was answered, skip it or take it off."""
    interview = workspace().interview(row.interview_id)
    if interview is None:  # deleted in another window since the question was asked
        st.rerun()
    asks = "words" if row.asks == "words" else "final"
    key = f"{row.interview_id}-{_turns().get(row.interview_id, 0)}"
    before: _Begun | None = st.session_state.get("debrief_on")
    was_final, who = known(interview)
    preset = {"final": was_final if asks == "final" else None, "who": who}
    on = _Begun(row.interview_id, _name(interview), key, (interview, row.state), preset)
    st.session_state["debrief_on"] = on
    is_changed = before is not None and before.key == key and before.stood != on.stood and _written(before)
    with st.container(border=True, gap="medium", key=f"debrief-{key}"):
        _about(row, interview)
        if is_changed:
            st.markdown(CHANGED)
        answers = _answers(study, row.interview_id, key=key, about_final=asks == "final", preset=preset)
        with st.container(horizontal=True, gap="small"):
            keeping = st.button("Keep", type="primary", key=f"keep-{key}", icon=":material/check:")
            skipping = st.button("Skip", key=f"skip-{key}", icon=":material/skip_next:")
            off = st.button(OFF[asks], key=f"off-{key}", type="tertiary")
        seen = st.session_state.get("debrief_seen") == (key, answers.words)
        st.session_state["debrief_seen"] = key, answers.words
        if is_changed:  # whatever was pressed was meant for what stood there before
            return
        if skipping:
            _leave(interview, (), mark=SKIPPED, sentence=f"{_name(interview)}: skipped.")
        elif off:
            _keep(study, interview, _off(answers, about_final=asks == "final"))
        elif keeping and adds_nothing(interview, answers):
            st.markdown("Answer one of the questions, or skip this interview.")
        elif keeping and needs_the_final(interview, answers):
            st.markdown("Say first whether it was the final round: only then is it a second place.")
        elif keeping and not seen and _is_to_look_at(answers.words, key=key):
            st.markdown("Look at what is kept of their words, then press *Keep* once more.")
        elif keeping:
            _keep(study, interview, answers)


def _written(on: _Begun) -> bool:
    """Whether the card holds anything but what was set beforehand."""
    answers = {part: st.session_state.get(f"{part}-{on.key}") or None for part in ASKED}
    return any(answer != on.preset.get(part) for part, answer in answers.items())


def _is_to_look_at(words: str, *, key: str) -> bool:
    """Whether something was heard in their words, or only a part of what was pasted is kept."""
    pasted = (st.session_state.get(f"words-{key}") or "").strip()
    return bool(words) and (words != pasted or bool(reader().code(words).mentions))


def _about(row: Any, interview: Interview) -> None:
    with st.container(gap="xxsmall", key=f"stays-{row.interview_id}"):
        st.header(md(wording.named(row.company, row.role)), anchor=False)
        line = [
            wording.date(row.happened_on),
            wording.stage(row.stage_reached) if row.stage_reached else "stage not known",
            wording.outcome(row.outcome) if row.outcome else "outcome not known",
        ]
        told = told_in(interview.attributes) if interview.outcome == "rejected" else None
        line += [f"\u201c{short(told.words, 60)}\u201d"] if told else []
        line += [row.candidate] if isinstance(row.candidate, str) else []
        evidence.quiet(" \u00b7 ".join(line), key=f"debrief-{row.interview_id}")


def _answers(
    study: Study, interview_id: str, *, key: str, about_final: bool, preset: Mapping[str, Any]
) -> Answers:
    was_final = None
    if about_final:
        was_final = st.segmented_control(
            "Was it the final round?",
            list(WAS_FINAL),
            default=preset["final"],
            format_func=lambda answer: WAS_FINAL[answer],
            key=f"final-{key}",
            persist_state="session",
        )
    who = None
    if was_final != "no":
        who = st.pills(
            "Who got it?",
            list(WHO_GOT_IT) if about_final else WHO_CAME_FIRST,
            default=preset["who"],
            format_func=lambda answer: md(says(WHO_GOT_IT[answer])),
            key=f"who-{key}",
            persist_state="session",
        )
    letter, words = _their_words(study, interview_id, key=key)
    source, basis, received_on = "unknown", "paraphrase", None
    if words or who == "internal":
        source, basis, received_on = _who_said_it(letter, key=key)
    own = st.text_area(
        md(study.says("What you think yourself")),
        placeholder=study.says("Kept apart from their words, as your own impression"),
        height=68,
        key=f"own-{key}",
        persist_state="session",
    )
    return Answers(
        was_final=was_final,
        who_got_it=who,
        words=words,
        source=source,
        basis=basis,
        received_on=received_on,
        own=own or "",
    )


def _their_words(study: Study, interview_id: str, *, key: str) -> tuple[Letter, str]:
    """Ask for their words, beside those there are; show what would be kept with its marks, and what would not.

    Gives the letter and the words.
    """
    both = study_of(dataclasses.replace(study.chosen, source="all"))
    with st.container(gap="small", key=f"their-{key}"):
        evidence.words_of_interview(both, interview_id, key=f"there-{key}")
        theirs = study.feedback_found(interview_id=interview_id, at_most=1)
        pasted = st.text_area(
            "What else did they say?" if len(theirs) else "What did they say?",
            placeholder="Paste their e-mail, or write what was said",
            height=140,
            max_chars=LONGEST,
            key=f"words-{key}",
            persist_state="session",
        )
        text = as_text(pasted or "")
        letter = read_letter(text)
        if not letter.set_aside:
            if letter.kept:
                _heard_in(study, letter.kept, key=key)
            return letter, letter.kept
        shown = st.container(gap="small")
        whole = st.checkbox("Keep all of it, as pasted", key=f"whole-{key}", persist_state="session")
        words = text.strip() if whole else letter.kept
        with shown:
            _heard_in(study, words, key=key)
            if not whole:
                _set_aside(letter, key=key)
        return letter, words


def _heard_in(study: Study, words: str, *, key: str) -> None:
    coded = reader().code(words)
    marks = [(mention.start, mention.end, mention.tier) for mention in coded.mentions]
    with st.container(gap="xxsmall", key=f"heard-{key}"):
        evidence.quote(words, marks, outcome=None, key=f"debrief-{key}")
        if coded.language not in ("en", "und"):
            language = file_words.LANGUAGE_WORDS.get(coded.language, coded.language)
            st.markdown(f":small[Not read by the program: {md(language)}. It is kept all the same.]")
        elif not coded.mentions:
            st.markdown(":small[Nothing was recognised in these words. They are kept all the same.]")
        else:
            evidence.heard_as(study, _table(coded.mentions))


def _set_aside(letter: Letter, *, key: str) -> None:
    names = wording.listed(list(dict.fromkeys(PARTS[part] for part, _ in letter.set_aside)))
    heard = any(
        mention.tier == "counted"
        for part, text in letter.set_aside
        if part != "header"
        for mention in reader().code(text).mentions
    )
    if heard:
        st.markdown("A reason may stand in what was set aside. Look at it, and keep all of it if it belongs.")
    elif letter.is_mostly_aside:
        st.markdown(
            "Little is kept beside an older mail. If their letter is the older one, keep all of it, or paste it alone."
        )
    with st.expander(f"Set aside, and not kept: {md(names)}", expanded=heard or letter.is_mostly_aside):
        for n, (part, text) in enumerate(letter.set_aside):
            with st.container(gap=None, key=f"aside-{key}-{n}"):
                st.markdown(f":small[{md(wording.at_start(PARTS[part]))}]")
                st.text(steady(text.strip("\r\n")))


def _table(mentions: tuple) -> pd.DataFrame:
    """Give mentions that are not kept yet as `Study.mentions_in` gives those that are."""
    table = pd.DataFrame([dataclasses.asdict(mention) for mention in mentions])
    return table.assign(counted=table.tier == "counted", suggested=table.tier == "suggested")


def _who_said_it(letter: Letter, *, key: str) -> tuple[Any, Any, dt.date | None]:
    with st.grid(3, gap="small", min_column_width=180):
        source = st.selectbox(
            "Who said it",
            OTHERS,
            index=OTHERS.index("unknown"),
            format_func=lambda value: wording.SOURCE_WORDS[value],
            key=f"source-{key}",
            persist_state="session",
        )
        basis = st.selectbox(
            "How it is kept",
            BASES,
            # What is written down from memory is at least that: their very words is for the person to say.
            index=BASES.index("paraphrase"),
            format_func=lambda value: says(wording.BASIS_WORDS[value]),
            key=f"basis-{key}",
            persist_state="session",
        )
        named = letter.dated if letter.dated and letter.dated <= today() else None
        received_on = st.date_input(
            "When (as the e-mail says)" if named else "When",
            value=named,
            max_value=today(),
            key=f"when-{key}-{named}",  # another e-mail suggests another day
            persist_state="session",
        )
    return source, basis, received_on if isinstance(received_on, dt.date) else None


def _off(answers: Answers, *, about_final: bool) -> Answers:
    """What was written stays written; only the questions about the final are answered by the button."""
    return dataclasses.replace(answers, was_final="no" if about_final else None, who_got_it=None)


def _keep(study: Study, interview: Interview, answers: Answers) -> None:
    heard = reader().code(answers.words).mentions
    said_before = study.words_of(interview.interview_id)
    for text in said_before.text[said_before.source != "self"]:
        heard += reader().code(text).mentions
    names_the_inside = any(mention.factor == INTERNAL and mention.tier == "counted" for mention in heard)
    after = judged(interview, answers)
    feedback = said(interview.interview_id, answers, names_the_inside=names_the_inside)
    mark = mark_of(interview, answers)
    sentence = wording.debrief_kept(
        _name(interview),
        interview.outcome,
        after.outcome,
        texts=len(feedback),
        comes_back=mark == SKIPPED,
        left_the_finals=interview.stage_reached == "final_round" and after.stage_reached != "final_round",
    )
    _leave(after, feedback, mark=mark, sentence=sentence)


def _leave(interview: Interview, feedback: tuple[Feedback, ...], *, mark: str, sentence: str) -> None:
    at, interview_id = now(), interview.interview_id
    del st.session_state["debrief_on"]
    debriefed = workspace().debrief(interview, feedback, mark=mark, at=at)
    for feedback_id, kept in zip(debriefed.feedback_ids, feedback, strict=True):
        if is_note(kept.text, kept.basis):
            evidence.add(feedback_id, INTERNAL, "neutral", 0, len(INTERNAL_WORDS), text=INTERNAL_WORDS)
            workspace().mark_reviewed(feedback_id, at=at)
    # A card that comes back is an empty one; after an undo it is the one that was filled in.
    turns = _turns()
    turns[interview_id] = turns.get(interview_id, 0) + 1
    again = st.session_state.get("debrief_again", [])
    st.session_state["debrief_again"] = [other for other in again if other != interview_id]

    def undo() -> None:
        if workspace().undo_debrief(debriefed):
            turns[interview_id] -= 1
            st.session_state["debrief_again"] = again
        else:
            say("This interview was changed again since, so nothing was taken back.")

    say_with_undo(sentence, undo)
    st.rerun()


def _turns() -> dict[str, int]:
    """How often each card was kept or skipped in this session."""
    return st.session_state.setdefault("debrief_turns", {})


def _name(interview: Interview) -> str:
    return wording.named(interview.company, interview.role)
