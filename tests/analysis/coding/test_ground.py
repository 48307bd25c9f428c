"""Protected ground beside a dash, which cuts the clause it explains; and words that only sound like such ground."""

from __future__ import annotations

import pytest

from analysis.coding import Coder, default_codebook

CODER = Coder(default_codebook())


def gaps(text: str) -> list[tuple[str, bool]]:
    """Give the gaps heard in a text, each with whether it is guarded."""
    return [(m.factor, m.protected) for m in CODER.code(text).mentions if m.polarity == "gap"]


@pytest.mark.parametrize(
    "text",
    [
        "One thing went against you - the accent.",
        "They chose the other one because of how you sound — the accent.",
        "One thing went against you, your communication - the accent.",
        "You were hard to understand - the accent.",
        "Your communication let you down \u2013 mainly the accent.",
        "They struggled to follow you -- the accent.",
        "They struggled to follow your answers - heavy accent.",
        "Answers hard to follow - acent.",
        "Your answers were unclear; the accent.",
        "You would not fit the team \u2013 your age.",
        "They doubted you would stay — the pregnancy.",
        "They doubted your confidence - your age, I think.",
        "Your accent - hard to follow on the phone.",
        "The accent — they could not follow your answers.",
    ],
)
def test_what_a_dash_joins_to_protected_ground_is_no_advice(text: str) -> None:
    heard = gaps(text)
    assert heard
    assert [factor for factor, protected in heard if not protected] == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        # not all of what stands beside the dash is such ground,
        ("Your answers lacked structure - your age never came up.", "communication"),
        ("You gave no examples - your CV was fine.", "evidence_examples"),
        # it is one more thing,
        ("Too little structure - and the accent.", "communication"),
        # or an item of a list,
        ("Your answers were too long - accent - no examples.", "communication"),
        ("Notes: accent - answers too long - no examples", "evidence_examples"),
        # the sentence before, or after a "but", is another matter.
        ("Your answers were too long. The accent was no problem.", "communication"),
        ("You gave no examples, but the accent was no problem.", "evidence_examples"),
    ],
)
def test_what_stands_beside_protected_ground_for_itself_is_counted(text: str, heard: str) -> None:
    assert (heard, False) in gaps(text)


@pytest.mark.parametrize(
    "text",
    [
        "We loved the accent wall in your portfolio.",
        "One thing stood out - the accent wall in your portfolio.",
        "Your answers were too long - the accent wall in your portfolio was lovely.",
        "We wanted an accent on results.",
        "Your answers lacked focus - an accent on results was missing.",
        "Put more accent on numbers in your answers.",
    ],
)
def test_an_accent_that_is_nobodys_way_to_speak_guards_nothing_and_names_no_language(text: str) -> None:
    mentions = CODER.code(text).mentions
    assert [m.factor for m in mentions if m.protected or m.factor == "credentials"] == []


def test_such_an_accent_takes_no_guard_from_the_one_beside_it() -> None:
    assert ("credentials", True) in gaps("The accent on results was fine, your accent was the problem.")


def test_words_that_a_person_marks_beside_protected_ground_are_guarded() -> None:
    text = "You would not fit - your age. No examples."
    assert CODER.on_protected_ground(text, 0, text.index(" -"), "culture_fit", "gap")
    assert not CODER.on_protected_ground(text, 0, text.index(" -"), "culture_fit", "strength")
    assert not CODER.on_protected_ground(text, text.index("No"), len(text), "evidence_examples", "gap")


def test_the_same_clause_elsewhere_is_not_guarded_with_it() -> None:
    first, second = CODER.code_all(["You would not fit the team - your age.", "You would not fit the team."])
    assert [(m.factor, m.protected) for m in first.mentions] == [("culture_fit", True)]
    assert [(m.factor, m.protected) for m in second.mentions] == [("culture_fit", False)]
