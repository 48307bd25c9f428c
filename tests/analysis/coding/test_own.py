"""The codebook of a person's own as text: what a theme adds to it, what changes keep, and what a theme is heard in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import CodebookError, Coder, code_uncoded, codebook_of, default_codebook
from analysis.coding.own import (
    Theme,
    codebook_in,
    heard_by,
    suggested_cues,
    theme_id,
    with_hidden,
    with_label,
    with_theme,
    without_theme,
)
from data.records import Feedback, Interview, Taught
from data.workspace import Workspace

AT = dt.datetime(2026, 7, 1)
GREY = Theme("Too grey", ("a bit grey", "mousy"), "gap", "you", "Said little, and softly.")
MINE = """# Mine, by hand

[[factor]] # no bracket [[factor]] in this comment counts
id = "pace"
'label'  = '''Pace'''
control = "partly"
definition = \"\"\"
[[factor]]
id = "not this one"\"\"\"
[factor.cues]
gap = [
  "[[factor]]", # the brackets are no letters
  "too slow",
]

# about manners
[[factor]]
id = "conduct"
label = "Manners"
"""


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("Too grey", "too_grey"),
        ("  Señor's   Humour! ", "senor_s_humour"),
        ("灰色", "theme"),
        ("", "theme"),
        ("Confidence", "confidence_3"),
        ("x" * 100, "x" * 40),
    ],
)
def test_the_id_of_a_theme_is_its_label_in_small_letters(label: str, made: str) -> None:
    assert theme_id(label, {"confidence", "confidence_2"}) == made


def test_a_theme_stands_at_the_end_of_the_file_and_every_byte_before_it_is_kept() -> None:
    assert with_theme("", GREY) == (
        '[[factor]]\nid = "too_grey"\nlabel = "Too grey"\ngroup = "own"\ncontrol = "you"\ndefault = "gap"\n'
        'definition = "Said little, and softly."\n[factor.cues]\ngap = ["a bit grey", "mousy"]\n'
    )
    for before in ("# no line end", "# CRLF\r\n\r\n", with_theme("", replace(GREY, label="Other"))):
        after = with_theme(before, GREY)
        assert after.startswith(before)
        assert codebook_of(after, ()).factors["too_grey"].cues["gap"] == ("a bit grey", "mousy")


def test_a_theme_takes_no_id_that_is_taken() -> None:
    hidden = '[[factor]]\nid = "too_grey"\nlabel = "Other"\ncontrol = "no"\nhidden = true\n'
    assert codebook_of(with_theme(hidden, GREY), ()).own_factors == {"too_grey", "too_grey_2"}


@pytest.mark.parametrize(
    ("theme", "says"),
    [
        (replace(GREY, label="  "), "A theme needs a name"),
        (replace(GREY, cues=(" ", "")), '"Too grey" needs words to listen for'),
        (replace(GREY, cues=("grey", "... grey")), 'Factor "too_grey", gap: the cue "... grey" must begin'),
        (replace(GREY, label="Confidence"), 'the label "Confidence" is already that of "confidence"'),
        (replace(GREY, label="x" * 61), "a label has at most 60 characters"),
        (replace(GREY, label="\x1b[31m"), "label must be plain text"),
    ],
)
def test_a_theme_that_cannot_be_used_is_refused_in_words(theme: Theme, says: str) -> None:
    with pytest.raises(CodebookError) as refused:
        with_theme("", theme)
    assert says in str(refused.value)


def test_a_theme_cannot_be_added_to_a_file_that_cannot_be_read() -> None:
    with pytest.raises(CodebookError, match="Line 1, column"):
        with_theme("[[factor]\n", GREY)


@given(st.text(max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_whatever_a_person_types_is_kept_as_text_or_refused(label: str, cue: str, definition: str) -> None:
    try:
        made = with_theme(MINE, Theme(label, (cue,), "strength", "no", definition))
    except CodebookError:
        return
    assert made.startswith(MINE)
    (added,) = codebook_of(made, ()).own_factors - codebook_of(MINE, ()).own_factors
    theme = codebook_of(made, ()).factors[added]
    assert (theme.label, theme.definition) == (" ".join(label.split()), " ".join(definition.split()))
    assert theme.cues["strength"] == (" ".join(cue.split()),)
    assert without_theme(made, added) == MINE


def test_a_theme_that_is_taken_out_leaves_the_rest_as_it_was() -> None:
    assert without_theme(with_theme("", GREY), "too_grey") == ""
    assert without_theme(with_theme(MINE, GREY), "too_grey") == MINE
    assert (
        without_theme(MINE, "pace")
        == '# Mine, by hand\n\n# about manners\n[[factor]]\nid = "conduct"\nlabel = "Manners"\n'
    )
    assert without_theme(MINE, "nowhere") == MINE


def test_a_theme_is_renamed_in_its_place() -> None:
    assert with_label(MINE, "pace", 'Slow "pace"') == MINE.replace("'''Pace'''", '"Slow \\"pace\\""')
    assert with_label("", "conduct", "Manners") == '[[factor]]\nid = "conduct"\nlabel = "Manners"\n'
    with pytest.raises(CodebookError, match="already that of"):
        with_label(MINE, "pace", "Manners")


def test_a_factor_is_hidden_and_shown_again() -> None:
    hidden = with_hidden(MINE, "pace", hidden=True)
    assert "pace" in codebook_of(hidden, ()).hidden
    shown = with_hidden(hidden, "pace", hidden=False)
    assert "pace" in codebook_of(shown, ()).factors
    assert with_hidden("", "conduct", hidden=True) == '[[factor]]\nid = "conduct"\nhidden = true\n'
    assert "not this one" in codebook_of(shown, ()).factors["pace"].definition


@pytest.mark.parametrize(
    "change",
    [lambda own: with_label(own, "conduct", "Tone"), lambda own: with_hidden(own, "conduct", hidden=True)],
)
def test_a_change_comes_last_where_a_factor_stands_twice(change: Callable[[str], str]) -> None:
    twice = '[[factor]]\nid = "conduct"\nlabel = "A"\nhidden = false\n[[factor]]\r\nid = "conduct"\r\n'
    book = codebook_of(change(twice), ())
    assert "conduct" in book.hidden or book.factors["conduct"].label == "Tone"


@pytest.mark.parametrize(
    ("quote", "cue"),
    [
        ("It felt a bit scripted", "felt a bit scripted"),
        ("and you were not loud enough for us", "not loud enough"),
        ("Sorry, but your voice hardly carried past the second row of the hall", "voice hardly carried past"),
        ("Didn't smile", "not smile"),
        ("you had", ""),
        ("", ""),
        ("?", ""),
    ],
)
def test_a_cue_is_suggested_of_the_words_that_tell(quote: str, cue: str) -> None:
    found = suggested_cues([quote, quote])
    assert found == ((cue,) if cue else ())
    if found:
        assert heard_by(found, "gap", ["It was dull.", quote.rstrip("?")]) == [1]


def test_a_theme_is_heard_where_the_coder_would_count_it() -> None:
    texts = [
        "You were a bit grey.",
        "Were you a bit grey?",
        "Sie waren a bit grey und nicht sehr gut.",
        "Nothing.",
        "The other one was not mousy at all, and you were a bit mousy.",
        "",
    ]
    assert heard_by(GREY.cues, GREY.polarity, texts) == [0, 4]
    coder = Coder(codebook_of(with_theme("", GREY), ()))
    heard = [any(one.factor == "too_grey" for one in coded.mentions) for coded in coder.code_all(texts)]
    assert [index for index, is_heard in enumerate(heard) if is_heard] == [0, 4]
    with pytest.raises(CodebookError, match='Your theme: the cue "_ grey" must begin'):
        heard_by(("_ grey",), "gap", texts)


@pytest.mark.parametrize(
    ("text", "phrase", "factor", "polarity"),
    [
        ("You rambled a bit.", "rambled", "confidence", "gap"),
        ("You rambled a bit.", "rambled", "communication", "gap"),
        ("You had a great sense of humour.", "sense of humour", "enthusiasm", "strength"),
        ("You missed two deadlines in the task.", "deadlines", "preparation", "gap"),
        ("They said I was a diamond in the rough.", "diamond in the rough", "communication", "gap"),
        ("The salary was discussed.", "salary was discussed", "compensation", "neutral"),
        ("You did not smile.", "did not smile", "enthusiasm", "gap"),
    ],
)
def test_a_taught_phrase_is_counted_even_where_a_cue_of_ours_is_longer(
    text, phrase, factor, polarity
) -> None:
    phrases = (Taught(phrase=phrase, factor=factor, polarity=polarity, taught_at=AT),)
    counted = [
        (one.factor, one.polarity)
        for one in Coder(codebook_of("", phrases)).code(text).mentions
        if one.tier == "counted"
    ]
    assert (factor, polarity) in counted


def test_a_workspace_is_read_by_its_own_codebook(workspace: Workspace) -> None:
    interview_id = workspace.save_interview(Interview(company="Acme"), at=AT)
    workspace.save_feedback(
        Feedback(interview_id=interview_id, text="You were a bit grey, and wooden."), at=AT
    )
    workspace.save_own_codebook(with_theme("", GREY), at=AT)
    workspace.teach(Taught(phrase="wooden", factor="too_grey", polarity="neutral", taught_at=AT))
    book, problem = codebook_in(workspace)
    assert problem == ""
    assert code_uncoded(workspace, Coder(book)) == 1
    found = workspace.ask("SELECT quote FROM mentions WHERE factor = 'too_grey' ORDER BY start_at", {})
    assert found.quote.tolist()[0] == "a bit grey"
    assert book.own_cues["too_grey"]["neutral"] == ("wooden",)
    assert len(workspace.uncoded(book.version)) == 0


def test_a_codebook_that_cannot_be_read_leaves_what_was_taught(workspace: Workspace) -> None:
    workspace.save_own_codebook("[[factor]]\nid = 'from_the_future'\nshape = 'round'\n", at=AT)
    workspace.teach(Taught(phrase="wooden", factor="enthusiasm", polarity="gap", taught_at=AT))
    book, problem = codebook_in(workspace)
    assert book.own_cues == {"enthusiasm": {"gap": ("wooden",)}}
    assert book.factors.keys() == default_codebook().factors.keys()
    assert problem.startswith(
        "Your own codebook cannot be used as it stands, so your themes are left out until it is put right. "
        'Factor "from_the_future": "shape" is not a field of a factor'
    )
