"""The tray: the pieces of feedback in which nothing was heard, to be named as a theme or given to a factor."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis import codebook_words, wording
from analysis.coding import CodebookError
from analysis.coding.codebook import LONGEST_LABEL, Control
from analysis.coding.own import Theme, heard_by, suggested_cues, with_theme
from analysis.study import TRAY_TEXTS, Study
from analysis.tables import each
from data.records import POLARITIES, Polarity
from pages.parts import evidence
from pages.parts.session import say, told, workspace
from pages.parts.text import md, steady
from pages.parts.undo import keep_codebook, say_with_undo

AT_ONCE = 12
YOURS: dict[Control, str] = {"you": "Yes", "partly": "Partly", "no": "No"}
AS: dict[Polarity, str] = {"gap": "A gap", "strength": "A strength", "neutral": "Neither"}
WAYS = ("Name a theme", "About a factor")

Piece = tuple[str, int]  # the text, and where in it the piece begins


def tray(study: Study) -> None:
    """Show what nothing was heard in, and what can be done with the pieces that are picked."""
    _begin_anew()
    pieces = study.tray()
    if pieces.empty:
        st.markdown(
            "Something was heard in every piece that says something, so there is nothing here to name. "
            "Greetings, thanks and questions are left out."
        )
        return
    if study.texts().texts > TRAY_TEXTS:
        evidence.quiet(
            f"From {TRAY_TEXTS} texts, those of second places first and then the latest.", key="tray-texts"
        )
    at = {(row.feedback_id, int(row.start_at)): row for row in each(pieces)}
    picked = [piece for piece in _picked() if piece in at]
    main, side = st.columns([1.95, 1], gap="large")
    with main:
        _pieces(list(at.items()))
    with side, st.container(border=True, gap="small", key="tray-card"):
        if not picked:
            st.markdown("**Nothing picked yet**")
            st.markdown(
                "Tick words that say something the factors miss. Heard in three interviews or more, it is a theme."
            )
            return
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{len(picked)} picked**")
            st.button("Pick none", key="pick_none", type="tertiary", on_click=_pick_none)
        way = st.segmented_control(
            "What to do with them",
            WAYS,
            default=WAYS[0],
            required=True,
            key="tray_way",
            label_visibility="collapsed",
        )
        chosen = [at[piece] for piece in picked]
        if way == WAYS[0]:
            _name_a_theme(study, chosen)
        else:
            _about_a_factor(study, chosen)


def _pieces(rows: list[tuple[Piece, Any]]) -> None:
    pages = -(-len(rows) // AT_ONCE)
    shown = st.container(gap="small")
    number = st.number_input(f"Page (of {pages})", 1, pages, key="tray_page", width=160) if pages > 1 else 1
    with shown:
        _page(rows[(number - 1) * AT_ONCE : number * AT_ONCE])


def _page(rows: list[tuple[Piece, Any]]) -> None:
    picked = set(_picked())
    for n, (piece, row) in enumerate(rows, 1):
        key = f"{piece[0]}-{piece[1]}"
        st.session_state[f"pick-{key}"] = piece in picked
        with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"tray-row-{key}"):
            st.checkbox(
                f"Pick piece {n:d}",
                key=f"pick-{key}",
                label_visibility="collapsed",
                on_change=_pick,
                args=(piece, row.quote),
            )
            with st.container(gap="xxsmall", width="stretch", key=f"tray-words-{key}"):
                evidence.quote(row.quote, [], outcome=row.outcome, key=f"tray-{key}")
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    evidence.quiet(wording.who_said_it(row), key=f"tray-{key}")
                    if st.button(
                        "Whole feedback",
                        key=f"tray-whole-{key}",
                        type="tertiary",
                        icon=":material/open_in_full:",
                    ):
                        st.session_state["feedback_at"] = row.feedback_id
                        st.rerun()


def _name_a_theme(study: Study, chosen: list) -> None:
    label = st.text_input(
        "Name", max_chars=LONGEST_LABEL, placeholder="Remote work", key="theme_label", persist_state="session"
    )
    definition = st.text_input(
        "What it means", max_chars=300, key="theme_definition", persist_state="session"
    )
    polarity: Polarity = st.segmented_control(
        "Heard as",
        POLARITIES,
        default="gap",
        required=True,
        format_func=lambda p: AS[p],
        key="theme_polarity",
        persist_state="session",
    )
    control: Control = st.segmented_control(
        "Yours to change?",
        list(YOURS),
        default="partly",
        required=True,
        format_func=lambda c: YOURS[c],
        key="theme_control",
        persist_state="session",
    )
    st.session_state.setdefault("theme_cues", "\n".join(suggested_cues([row.quote for row in chosen])))
    cues = _lines(
        st.text_area(
            "Words to listen for, one phrase a line",
            height="content",
            key="theme_cues",
            persist_state="session",
        )
        or ""
    )
    evidence.quiet(f"Shorter is better. {codebook_words.CUE_LANGUAGE}", key="cue-language")
    theme = Theme(label or "", cues, polarity, control, definition or "")
    _preview(study, theme, chosen)
    # Never greyed out: leaving a field by pressing the button would only wake it. Nor a callback: it would be given the theme
    # as it stood before that field was left.
    if st.button("Keep this theme", type="primary", key="keep_theme"):
        told(_keep_theme)(theme)
        st.rerun()


def _preview(study: Study, theme: Theme, chosen: list) -> None:
    """Say what the theme would be heard in, or why its words cannot be read."""
    texts = study.feedback()
    texts = texts[texts.language == "en"].reset_index(drop=True)
    try:
        heard = heard_by(theme.cues, theme.polarity, texts.text.tolist())
        missed = len(chosen) - len(heard_by(theme.cues, theme.polarity, [row.quote for row in chosen]))
    except CodebookError as error:
        st.text(steady(str(error)))
        return
    with st.container(gap="xxsmall", key="theme-preview"):
        st.markdown(md(codebook_words.preview(len(heard), texts.interview_id[heard].nunique())))
        said = codebook_words.not_heard(missed, len(chosen))
        if said and theme.cues:
            evidence.quiet(said, key="not-heard")


def _about_a_factor(study: Study, chosen: list) -> None:
    factors = study.codebook.factors
    factor = st.selectbox(
        "It was about",
        list(factors),
        index=None,
        placeholder="Choose a factor",
        format_func=lambda f: factors[f].label,
        key="tray_factor",
    )
    polarity = st.segmented_control(
        "As",
        POLARITIES,
        default="gap",
        required=True,
        format_func=lambda p: AS[p],
        key="tray_polarity",
    )
    if factor and factors[factor].definition:
        evidence.quiet(factors[factor].definition, key="tray-definition")
    if st.button(
        "Count it" if len(chosen) == 1 else f"Count all {len(chosen)}", type="primary", key="tray_count"
    ):
        if factor is None:
            say("Choose a factor first. Nothing was changed.")
        else:
            told(_count)(study, chosen, factor, polarity)
        st.rerun()


def _keep_theme(theme: Theme) -> None:
    try:
        text = with_theme(workspace().own_codebook(), theme)
    except CodebookError as error:
        say(f"{str(error).rstrip('.')}. Nothing was changed.")
        return
    keep_codebook(
        text, f"\u201c{theme.label.strip()}\u201d is a theme now, and every text was read again for it."
    )
    st.session_state["_tray_done"] = True


def _count(study: Study, chosen: list, factor: str, polarity: Polarity) -> None:
    pieces = [(row.feedback_id, int(row.start_at), int(row.end_at), row.quote) for row in chosen]
    for feedback_id, start_at, end_at, quote in pieces:
        evidence.add(feedback_id, factor, polarity, start_at, end_at, text=quote)

    def undo() -> None:
        for feedback_id, start_at, *_ in pieces:
            workspace().withdraw_correction(feedback_id, factor, polarity, start_at)

    many = wording.plural(len(pieces), "piece is", "pieces are")
    say_with_undo(f"{many} counted as {evidence.label_of(study, factor)}.", undo)
    st.session_state["_tray_done"] = True


def _picked() -> list[Piece]:
    return st.session_state.setdefault("picked", [])


def _pick(piece: Piece, quote: str) -> None:
    """Take a piece in or out; its words join those to listen for, and leave them again where nobody changed them."""
    picked, lines = _picked(), list(_lines(st.session_state.get("theme_cues", "")))
    of_it = suggested_cues([quote])
    if piece in picked:
        st.session_state["picked"] = [other for other in picked if other != piece]
        lines = [line for line in lines if line not in of_it]
    else:
        st.session_state["picked"] = [*picked, piece]
        lines += [cue for cue in of_it if cue not in lines]
    st.session_state["theme_cues"] = "\n".join(lines)


def _pick_none() -> None:
    st.session_state["picked"] = []
    st.session_state["theme_cues"] = ""


def _begin_anew() -> None:
    """Empty the fields once what stood in them is kept; a field can only be set before it is drawn."""
    if st.session_state.pop("_tray_done", False):
        _pick_none()
        for key in ("theme_label", "theme_definition"):
            st.session_state[key] = ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
