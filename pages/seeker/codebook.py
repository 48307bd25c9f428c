"""The codebook: what the program listens for, how often each factor is counted here, and what you taught, added or hid."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

import streamlit as st

from analysis import codebook_words, wording
from analysis.coding import GROUPS, CodebookError, Factor, codebook_of
from analysis.coding.codebook import LONGEST_LABEL, LONGEST_OWN
from analysis.coding.own import with_hidden, with_label, without_theme
from analysis.coding.phrases import texts_with
from analysis.tables import each
from data.records import POLARITIES, Taught
from pages.parts import evidence, filters, plot
from pages.parts.session import go_to, say, show_what_was_said, study_of, told, workspace
from pages.parts.text import md, steady
from pages.parts.undo import keep_codebook, say_with_undo, show_undo

VIEWS = ("Factors", "Yours", "As a file")
LEFT = ("own", "presence", "fit", "terms")

study = filters.study_from_sidebar()
book = study.codebook
known = {**book.factors, **book.hidden}
rows = study.interviews_by_factor()
heard_in = {row.factor: int(row.heard_in) for row in each(rows)}
out_of = int(rows.out_of.max()) if len(rows) else 0


def change(rewrite: Callable[[str], str], sentence: str) -> None:
    """Keep the person's file as `rewrite` gives it, and say so; where it cannot be used, say why and change nothing."""
    try:
        text = rewrite(workspace().own_codebook())
    except ValueError as error:
        say(f"Nothing was changed. {error}")
        return
    told(keep_codebook)(text, sentence)


# --- Factors ---


def factors() -> None:
    """Show the factors by group with how often each is counted; a press opens one."""
    words = st.text_input(
        "Find",
        placeholder="A factor, or words it is heard in",
        key="find_factor",
        type="search",
        live=True,
        width=360,
    )
    shown = {f.id: f for f in book.factors.values() if _holds(f, words or "")}
    if out_of:
        evidence.quiet(
            "Each with the interviews it is counted in, of those with words. Press one for its words, its cues and "
            "what to practise.",
            key="counted-in",
        )
    if not shown:
        st.markdown("No factor has these words in its name, its meaning or its cues.")
    pressed = None
    left, right = st.columns(2, gap="medium")
    for group in GROUPS:
        members = [f for f in shown.values() if f.group == group]
        if members:
            with left if group in LEFT else right, st.container(border=True, gap="small"):
                st.header(md(study.says(codebook_words.GROUP_WORDS[group])), anchor=False)
                lines = [
                    (f.id, f.label, wording.count(heard_in.get(f.id, 0), out_of) if out_of else "")
                    for f in members
                ]
                pressed = plot.counts_to_press(lines, key=group) or pressed
    if book.hidden:
        with right, st.container(border=True, gap="small"):
            st.header("Hidden", anchor=False)
            pressed = (
                plot.counts_to_press([(f.id, f.label, "") for f in book.hidden.values()], key="hidden")
                or pressed
            )
    if pressed:
        evidence.open_drawer(known[pressed].label, lambda: about(pressed))


def about(factor_id: str) -> None:
    """Show all there is to know about one factor."""
    factor = known[factor_id]
    if factor.definition:
        st.markdown(md(factor.definition))
    counted = (
        f"Counted in {wording.count(heard_in.get(factor_id, 0), out_of)} interviews with words."
        if out_of
        else "No words to count it in yet."
    )
    evidence.quiet(
        f"{study.says(wording.CONTROL_WORDS[factor.control])}. {counted}", key=f"about-{factor_id}"
    )
    quotes(factor_id)
    if factor.advice:
        with st.container(gap="xsmall"):
            st.markdown("**How to practise**")
            for advice in factor.advice:
                st.markdown(f"- {md(advice)}")
    cues(factor)
    if factor_id in book.hidden:
        if st.button("Show it again", key=f"show-{factor_id}", icon=":material/visibility:"):
            change(
                lambda own: with_hidden(own, factor_id, hidden=False),
                f"\u201c{factor.label}\u201d is listened for again.",
            )
            st.rerun()
    elif st.button("Hide this factor", key=f"hide-{factor_id}", icon=":material/visibility_off:"):
        change(
            lambda own: with_hidden(own, factor_id, hidden=True),
            f"\u201c{factor.label}\u201d is hidden: it is neither listened for nor counted. What you decided about it is kept.",
        )
        st.rerun()


def quotes(factor_id: str) -> None:
    """Show every quote in which a factor was heard, whichever way, and lead to its page."""
    current = study_of(study.chosen)
    found = [
        (polarity, protected)
        for polarity in POLARITIES
        for protected in (False, True)
        if len(current.evidence(factor_id, polarity, side=None, protected=protected, at_most=1))
    ]
    if not found:
        return
    with st.expander("Read the words"):
        for polarity, protected in found:
            said = "not something to change" if protected else wording.POLARITY_WORDS[polarity]
            st.markdown(f"**{md(wording.at_start(said))}**")
            evidence.words_behind(
                study,
                factor_id,
                polarity,
                side=None,
                protected=protected,
                key=f"book-{factor_id}-{polarity}-{protected}",
            )
    ranked = current.recurring_factors()
    ranked = ranked[ranked.factor == factor_id]
    if len(ranked) and st.button("More about this factor", key=f"more-{factor_id}"):
        first = next(each(ranked))
        st.session_state["factor"] = f"{factor_id} {first.polarity} {first.protected}"
        go_to("factors")
        st.rerun()


def cues(factor: Factor) -> None:
    """Show the words a factor is heard in: the person's own apart from ours."""
    mine = book.own_cues.get(factor.id, {})
    with st.container(gap="xsmall"):
        st.markdown("**Words it is heard in**")
        for kind, words in codebook_words.CUE_WORDS.items():
            own = mine.get(kind, ())
            if own:
                st.markdown(
                    f"Yours, {md(wording.in_sentence(words))}: {md(codebook_words.cues_in_words(own))}"
                )
        for kind, words in codebook_words.CUE_WORDS.items():
            ours = [cue for cue in factor.cues.get(kind, ()) if cue not in mine.get(kind, ())]
            if ours:
                with st.expander(f"{md(words)} ({len(ours)})"):
                    st.markdown(f":small[{md(codebook_words.cues_in_words(ours))}]")
        if factor.protected:
            with st.expander(f"Shown, and never as advice ({len(factor.protected)})"):
                st.markdown(f":small[{md(codebook_words.cues_in_words(factor.protected))}]")


def _holds(factor: Factor, words: str) -> bool:
    if not words.strip():
        return True  # every cue in words takes longer than the rest of the page
    heard = codebook_words.cues_in_words([cue for of in factor.cues.values() for cue in of])
    return words.casefold().strip() in f"{factor.label} {factor.definition} {heard}".casefold()


# --- Yours ---


def yours() -> None:
    """Show the person's own themes, and the phrases they taught."""
    with st.container(gap="small"):
        st.header("Your themes", anchor=False)
        own = [known[factor_id] for factor_id in known if factor_id in book.own_factors]
        if not own:
            st.markdown(
                "None yet. Under Feedback, *Nothing heard*, pick words that say the same and give them a name."
            )
            st.button("Look at what was not heard", key="to_tray", on_click=_to_tray)
        for factor in own:
            _theme(factor)
    with st.container(gap="small"):
        st.header("Phrases you taught", anchor=False)
        taught = workspace().taught()
        if not taught:
            st.markdown(
                "None yet. When you correct or add something under Feedback, tick *Hear these words from now on*."
            )
            return
        texts = study.feedback()
        texts = texts[texts.language == "en"].text.tolist()
        for n, (phrase, standing) in enumerate(
            zip(taught, texts_with([phrase.phrase for phrase in taught], texts), strict=True)
        ):
            _phrase(phrase, standing, len(texts), n=n)


def _theme(factor: Factor) -> None:
    with st.container(
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"theme-{factor.id}",
    ):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"**{md(factor.label)}**")
            if factor.id in book.hidden:
                evidence.quiet("Hidden: neither listened for nor counted.", key=f"theme-{factor.id}")
            else:
                evidence.quiet(
                    codebook_words.theme_standing(heard_in.get(factor.id, 0), out_of),
                    key=f"theme-{factor.id}",
                )
        with st.container(horizontal=True, gap="xsmall", width="content"):
            if st.button("Open", key=f"open-{factor.id}", type="tertiary"):
                evidence.open_drawer(factor.label, lambda: about(factor.id))
            with st.popover("Rename", key=f"rename-{factor.id}", type="tertiary"):
                label = st.text_input(
                    "New name", value=factor.label, max_chars=LONGEST_LABEL, key=f"label-{factor.id}"
                )
                if st.button("Rename it", key=f"rename-it-{factor.id}") and (label or "").strip():
                    change(
                        lambda own: with_label(own, factor.id, str(label)),
                        f"\u201c{factor.label}\u201d is \u201c{str(label).strip()}\u201d now.",
                    )
                    st.rerun()
            if st.button("Remove", key=f"remove-{factor.id}", type="tertiary"):
                change(
                    lambda own: without_theme(own, factor.id),
                    f"\u201c{factor.label}\u201d is removed. The words it was heard in are kept.",
                )
                st.rerun()


def _phrase(phrase: Taught, standing: int, texts: int, *, n: int) -> None:
    with st.container(
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"taught-{n}",
    ):
        with st.container(gap=None, width="stretch"):
            evidence.quote(phrase.phrase, [], outcome=None, key=f"taught-{n}")
            line = (
                codebook_words.taught_line(
                    book.factors[phrase.factor].label, phrase.polarity, phrase.taught_at, standing, texts
                )
                if phrase.factor in book.factors
                else "Not heard now: its factor is hidden or removed."
            )
            evidence.quiet(line, key=f"taught-{n}")
        st.button("Forget", key=f"forget-{n}", type="tertiary", on_click=told(_forget), args=(phrase,))


def _forget(phrase: Taught) -> None:
    workspace().forget_taught(phrase.phrase, phrase.factor)
    say_with_undo(f"\u201c{phrase.phrase}\u201d is forgotten.", lambda: workspace().teach(phrase))


def _to_tray() -> None:
    st.session_state["feedback_view"] = "Nothing heard"
    go_to("feedback")


# --- As a file ---


def as_a_file() -> None:
    """Edit the person's own part of the codebook as text: check it, save it, take it away, bring one."""
    stored = workspace().own_codebook()
    key = f"own-text-{blake2b(stored.encode(), digest_size=6).hexdigest()}"
    st.session_state.setdefault(key, stored)
    main, side = st.columns([1.95, 1], gap="large")
    with main:
        with st.container(key="toml"):
            text = (
                st.text_area(
                    "Your themes and cues, as TOML",
                    key=key,
                    height=420,
                    max_chars=LONGEST_OWN,
                    persist_state="session",
                )
                or ""
            )
        with st.container(horizontal=True, gap="small"):
            if st.button("Check", key="check_codebook"):
                st.session_state["checked"] = text, _checked(text)
            if st.button("Save", key="save_codebook", type="primary"):
                problem = _problem(text)
                if text == stored:
                    st.session_state["checked"] = text, "There is nothing new to save."
                elif problem:
                    st.session_state["checked"] = text, problem
                else:
                    told(keep_codebook)(
                        text, "Your themes and cues are saved, and every text was read again with it."
                    )
                    st.rerun()
            st.download_button(
                "Download",
                data=text.encode(),
                file_name="my-codebook.toml",
                mime="application/toml",
                icon=":material/download:",
                on_click="ignore",
                key="download_codebook",
            )
        checked = st.session_state.get("checked")
        if checked and checked[0] == text:
            with st.container(key="checked", border=True):
                st.text(steady(checked[1]))
    with side:
        with st.container(border=True, gap="small"):
            st.markdown("**What can stand in it**")
            st.markdown(
                "It is laid over ours: words you add join ours, a field you give replaces ours, an id we do not "
                "have is a theme of yours."
            )
            evidence.quiet(codebook_words.CUE_LANGUAGE, key="toml-cues")
            with st.expander("An example"):
                st.code(codebook_words.EXAMPLE, language="toml", wrap_lines=True)
        with st.container(border=True, gap="small"):
            st.markdown("**Bring a file**")
            st.file_uploader(
                "A file kept from here",
                type=["toml"],
                max_upload_size=1,
                key="codebook_file",
                on_change=_bring,
                args=(key,),
            )
            evidence.quiet("It comes into the text field. Nothing is kept before you save.", key="bring")


def _problem(text: str) -> str:
    try:
        codebook_of(text, ())
    except CodebookError as error:
        return f"{str(error).rstrip('.')}. Nothing was changed."
    return ""


def _checked(text: str) -> str:
    problem = _problem(text)
    if problem:
        return problem
    found = codebook_of(text, ())
    return "It can be used. " + codebook_words.listening(
        len(found.factors), len(found.own_factors - set(found.hidden)), len(found.hidden)
    )


def _bring(key: str) -> None:
    file = st.session_state.get("codebook_file")
    if file is None:
        return
    try:
        text = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        say("This file is not text in UTF-8, so nothing was brought.")
        return
    if len(text) > LONGEST_OWN:
        say(f"This file is longer than {LONGEST_OWN:,} characters, so nothing was brought.")
        return
    st.session_state[key] = text.replace("\r\n", "\n")


with st.container(width=1080, gap="medium"):
    with st.container(gap="xsmall"):
        st.title(
            md(
                codebook_words.listening(
                    len(book.factors), len(book.own_factors - set(book.hidden)), len(book.hidden)
                )
            ),
            anchor=False,
        )
        st.markdown(
            md(
                study.says(
                    "A factor is a reason to choose you or not, and its cues are the words it is heard in."
                )
            )
            + " Teach it words, name themes of your own, hide what does not concern you."
        )
        filters.printed(study)
    show_what_was_said()
    show_undo()
    view = st.segmented_control(
        "Show",
        VIEWS,
        default=VIEWS[0],
        required=True,
        key="codebook_view",
        label_visibility="collapsed",
        persist_state="session",
    )
    if view == VIEWS[0]:
        factors()
    elif view == VIEWS[1]:
        yours()
    else:
        as_a_file()
