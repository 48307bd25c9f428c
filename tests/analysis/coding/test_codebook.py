"""The codebook: that it is whole, and how a person's own file is merged over it or refused."""

from __future__ import annotations

import pytest

from analysis.coding import GROUPS, CodebookError, codebook_of, default_codebook

FACTORS = default_codebook().factors


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
        ("[[factor]\n", "Line 1, column 9 cannot be read as TOML: "),
    ],
)
def test_a_mistake_in_an_own_file_is_named_with_its_factor_and_cue(text: str, says: str) -> None:
    with pytest.raises(CodebookError) as refused:
        codebook_of(text, ())
    assert says in str(refused.value)
