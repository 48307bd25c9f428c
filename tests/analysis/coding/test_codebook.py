"""The codebook: that it is whole, and how a person's own file is merged over it or refused."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import GROUPS, CodebookError, codebook_of, default_codebook, plain_cue
from analysis.coding.codebook import LONGEST_OWN, check_cues
from data.records import Polarity, Taught

FACTORS = default_codebook().factors
HUMOUR = '[[factor]]\nid = "humour"\nlabel = "Humour"\ncontrol = "you"\n'


def taught(phrase: str, factor: str, polarity: Polarity = "gap") -> Taught:
    return Taught(phrase=phrase, factor=factor, polarity=polarity, taught_at=dt.datetime(2026, 7, 1))


def test_there_are_25_factors_in_6_groups_and_a_group_for_ones_own() -> None:
    assert {group: sum(factor.group == group for factor in FACTORS.values()) for group in GROUPS} == {
        "presence": 7,
        "skills": 7,
        "fit": 3,
        "terms": 2,
        "outside": 3,
        "unexplained": 3,
        "own": 0,
    }


@pytest.mark.parametrize("factor", FACTORS.values(), ids=FACTORS)
def test_a_factor_has_words_cues_advice_and_sentences_for_and_against(factor) -> None:
    assert factor.label
    assert factor.definition.endswith(".")
    assert factor.gap_says or factor.neutral_says
    assert factor.question.endswith((".", "?"))
    assert factor.advice or factor.control == "no"
    assert sum(len(cues) for cues in factor.cues.values()) >= 40
    assert len(factor.ex_gap + factor.ex_strength + factor.ex_neutral) >= 10
    assert len(factor.ex_none) >= 5


@pytest.mark.parametrize("factor", FACTORS.values(), ids=FACTORS)
def test_each_cue_of_ours_can_be_read(factor) -> None:
    check_cues(factor.id, [cue for cues in factor.cues.values() for cue in cues])
    check_cues(factor.id, [*factor.protected, *(cue for of in factor.aspects.values() for cue in of.cues)])


def test_each_cue_that_belongs_to_no_factor_can_be_read() -> None:
    for name, cues in default_codebook().language.items():
        check_cues(name, cues)


def test_what_a_page_says_follows_the_polarity() -> None:
    pay = FACTORS["compensation"]
    assert pay.says("gap") == pay.gap_says
    assert pay.says("neutral") == pay.neutral_says
    assert FACTORS["evidence_examples"].says("strength") == FACTORS["evidence_examples"].strength_says


def test_only_the_unexplained_group_explains_nothing() -> None:
    assert set(FACTORS) - default_codebook().diagnostic == {
        "stronger_competitor",
        "process_unclear",
        "overall_impression",
    }


def test_an_own_file_renames_a_factor_and_adds_cues_to_it() -> None:
    merged = codebook_of(
        '[[factor]]\nid = "conduct"\nlabel = "Manners"\n[factor.cues]\ngap = ["eye roll*"]\n', ()
    )
    assert merged.factors["conduct"].label == "Manners"
    assert merged.factors["conduct"].cues["gap"] == (*FACTORS["conduct"].cues["gap"], "eye roll*")
    assert merged.factors["conduct"].definition == FACTORS["conduct"].definition
    assert merged.version != default_codebook().version


def test_an_own_file_adds_a_factor_of_its_own() -> None:
    humour = '[[factor]]\nid = "humour"\nlabel = "Humour"\ngroup = "fit"\ncontrol = "you"\ndefault = "gap"\n'
    assert list(codebook_of(humour, ()).factors)[-1] == "humour"


def test_nothing_of_ones_own_is_the_codebook_as_it_ships() -> None:
    book = codebook_of("", ())
    assert book is default_codebook()
    assert (book.own_factors, book.own_cues, book.hidden) == (frozenset(), {}, {})
    assert codebook_of("# only a comment\n", ()).factors == book.factors


def test_a_factor_of_ones_own_has_words_for_every_page_from_its_label_alone() -> None:
    made = codebook_of(HUMOUR, ()).factors["humour"]
    assert (made.group, made.default, made.diagnostic) == ("own", "gap", True)
    assert made.says("gap") == "named: Humour"
    assert made.says("strength") == "praised: Humour"
    assert made.says("neutral") == "named: Humour"
    assert made.question == "Could you tell me more about this: Humour?"
    assert (
        codebook_of(f'{HUMOUR}gap_says = "missed a joke"\n', ()).factors["humour"].gap_says == "missed a joke"
    )


def test_what_is_of_ones_own_is_told_from_ours() -> None:
    ours = FACTORS["conduct"].cues["gap"][0]
    book = codebook_of(
        f'{HUMOUR}[factor.cues]\ngap = ["po-faced"]\n[[factor]]\nid = "conduct"\ncues = {{gap = ["eye roll*", "{ours}"]}}\n',
        (taught("dry wit", "humour", "strength"), taught("po-faced", "humour"), taught("rude", "conduct")),
    )
    assert book.own_factors == {"humour"}
    assert book.own_cues == {
        "humour": {"gap": ("po-faced", "po faced"), "strength": ("dry wit",)},
        "conduct": {"gap": ("eye roll*", ours, "rude")},
    }
    assert book.factors["humour"].cues["strength"] == ("dry wit",)


def test_a_hidden_factor_is_not_offered_and_can_be_shown_again() -> None:
    hidden = codebook_of('[[factor]]\nid = "conduct"\nhidden = true\n', (taught("rude", "conduct"),))
    assert "conduct" not in hidden.factors
    assert hidden.hidden["conduct"].label == FACTORS["conduct"].label
    assert hidden.version != default_codebook().version
    both = '[[factor]]\nid = "conduct"\nhidden = true\n[[factor]]\nid = "conduct"\nhidden = false\n'
    assert codebook_of(both, ()).factors.keys() == FACTORS.keys()


def test_an_aspect_of_ours_grows_by_the_cues_of_ones_own() -> None:
    mine = '[[factor]]\nid = "professional_appearance"\n[[factor.aspects]]\nid = "lateness"\ncues = ["overslept"]\n'
    ours = FACTORS["professional_appearance"].aspects
    grown = codebook_of(mine, ()).factors["professional_appearance"].aspects
    assert list(grown) == list(ours)
    assert grown["lateness"].cues == (*ours["lateness"].cues, "overslept")


def test_the_version_follows_what_is_of_ones_own_and_nothing_else() -> None:
    ours = FACTORS["conduct"].cues["gap"][0]
    same = f'[[factor]]\nid = "conduct"\ncues = {{gap = ["{ours}"]}}\n'
    versions = [
        codebook_of(own, phrases).version
        for own, phrases in (
            ("", ()),
            (HUMOUR, ()),
            (same, ()),
            ("", (taught("dry wit", "conduct"),)),
            ("", (taught("dry wit", "conduct", "strength"),)),
        )
    ]
    assert len(set(versions)) == 5
    assert codebook_of(HUMOUR, ()).version == codebook_of(f"# a comment\n{HUMOUR}", ()).version


@pytest.mark.parametrize(
    ("phrase", "cue"),
    [
        ("a bit grey", "a bit grey"),
        ("Didn't SMILE", "did not smile"),
        ("*loud* | _quiet_ (not)?", "loud quiet not"),
        ("C++ and tech+", "c++ and tech plus"),
        ("Solid, but a bit grey", "bit grey"),
        ("Fine. You never once looked up from your notes.", "never once looked up from your notes"),
        ("?!*|", ""),
        ("", ""),
    ],
)
def test_a_taught_phrase_is_plain_text(phrase: str, cue: str) -> None:
    assert plain_cue(phrase) == cue
    cues = codebook_of("", (taught(phrase, "conduct", "neutral"),)).own_cues
    assert cues == ({"conduct": {"neutral": (cue,)}} if cue else {})


@given(st.text(max_size=30))
def test_any_phrase_can_be_taught(phrase: str) -> None:
    book = codebook_of("", (taught(phrase, "conduct"),))
    assert len(book.own_cues) == bool(plain_cue(phrase))


def test_a_phrase_for_a_factor_that_is_gone_is_left_out() -> None:
    assert codebook_of("", (taught("dry wit", "humour"),)).own_cues == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '[[factor]]\nid = "conduct"\ncues = {gap = ["... rude"]}\n',
            'Factor "conduct", gap: the cue "... rude" must begin with a word',
        ),
        (
            '[[factor]]\nid = "conduct"\ncues = {gaps = ["rude"]}\n',
            'Factor "conduct": "gaps" is not a kind of cue',
        ),
        ('[[factor]]\nid = "conduct"\ncues = {gap = "rude"}\n', 'Factor "conduct": gap cues must be a list'),
        ('[[factor]]\nid = "conduct"\nlabels = "x"\n', 'Factor "conduct": "labels" is not a field'),
        ('[[factor]]\nid = "conduct"\nlabel = 3\n', 'Factor "conduct": label must be text'),
        (
            '[[factor]]\nid = "x"\nlabel = "X"\n',
            'Factor "x": control is "" and must be one of you, partly, no',
        ),
        ('[[factor]]\nid = "conduct"\nlabel = ""\n', 'Factor "conduct": a label is missing'),
        ('[[factor]]\nlabel = "No id"\n', 'Every factor needs an id; one with label "No id" has none'),
        (
            '[[factor]]\nid = "conduct"\naspects = [{id = "a"}]\n',
            'Factor "conduct": an aspect needs an id and a label',
        ),
        (
            '[[factor]]\nid = "conduct"\naspects = [{id = "a", label = "A", cue = []}]\n',
            'Factor "conduct", aspect "a": "cue" is not a field of an aspect',
        ),
        (
            '[[factor]]\nid = "x"\nlabel = "CAREER  plans"\ncontrol = "you"\n',
            'Factor "x": the label "CAREER  plans" is already that of "career_goals"',
        ),
        (
            '[[factor]]\nid = "Not one"\n',
            'Factor "Not one": an id is up to 60 small letters, digits, - and _',
        ),
        ('[[factor]]\nid = "conduct"\nhidden = "yes"\n', 'Factor "conduct": hidden is true or false'),
        ('[[factor]]\nid = "conduct"\ncues = ["rude"]\n', 'Factor "conduct": cues are lists by kind'),
        (
            '[[factor]]\nid = "conduct"\naspects = ["a"]\n',
            'Factor "conduct": an aspect begins with [[factor.aspects]]',
        ),
        ('[[factor]]\nid = "conduct"\nlabel = "a\\u001bb"\n', 'Factor "conduct": label must be plain text'),
        (
            '[[factor]]\nid = "conduct"\nadvice = ["a\\u001bb"]\n',
            'Factor "conduct": advice must be plain text',
        ),
        (f'[[factor]]\nid = "conduct"\nlabel = "{"x" * 61}"\n', 'Factor "conduct": a label has at most 60'),
        (
            f'[[factor]]\nid = "conduct"\ncues = {{gap = ["{"rude " * 61}"]}}\n',
            'Factor "conduct": the cue "rude rude',
        ),
        (
            '[[factor]]\nid = "conduct"\ncues = {gap = ["a ... b ... c ... d ... e ... f"]}\n',
            "and 4 times ...",
        ),
        ('[factor]\nid = "conduct"\n', "A factor begins with [[factor]], in two pairs of brackets"),
        ("factor = [1]\n", "A factor begins with [[factor]], in two pairs of brackets"),
        ("[[factors]]\n", '"factors" is nothing a codebook has'),
        ("[language]\n", '"language" is nothing a codebook has'),
        ("# " + "x" * LONGEST_OWN, "A codebook has at most 200,000 characters, and this one has 200,002"),
        ("x = " + "[" * 5_000, "This cannot be read as TOML"),
        ('[[factor]]\nid = "conduct"\nlabel = "open\n', "Line 3, column"),
        ("[[factor]\n", "Line 1, column 9 cannot be read as TOML: "),
    ],
)
def test_a_mistake_in_an_own_file_is_named_with_its_factor_and_cue(text: str, says: str) -> None:
    with pytest.raises(CodebookError) as refused:
        codebook_of(text, ())
    assert says in str(refused.value)


@given(
    st.dictionaries(
        st.sampled_from(["id", "label", "group", "control", "hidden", "cues", "aspects", "advice", "other"]),
        st.sampled_from(
            [
                "1",
                "true",
                '""',
                '"conduct"',
                '"you"',
                "[]",
                "[1]",
                '["a"]',
                "[[]]",
                "{}",
                '{gap = ["a"]}',
                "{gap = 1}",
                '[{id = "lateness"}]',
                '[{id = 1, label = "a"}]',
                "1979-05-27",
                '"\\u0000"',
            ]
        ),
    )
)
def test_whatever_stands_in_a_factor_is_used_or_refused_in_words(fields: dict[str, str]) -> None:
    own = "[[factor]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())
    with contextlib.suppress(CodebookError):
        assert codebook_of(own, ()).factors
