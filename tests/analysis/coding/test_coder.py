"""The coder: every factor by its own sentences, every rule of scope by one, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import Coder, codebook_of, default_codebook
from analysis.coding.choice import COUNTED, SUGGESTED, SURE, Named, least_counted

CODEBOOK = default_codebook()
CODER = Coder(CODEBOOK)
FOR = [
    (factor.id, polarity, sentence)
    for factor in CODEBOOK.factors.values()
    for polarity, sentences in (
        ("gap", factor.ex_gap),
        ("strength", factor.ex_strength),
        ("neutral", factor.ex_neutral),
    )
    for sentence in sentences
]
AGAINST = [(factor.id, sentence) for factor in CODEBOOK.factors.values() for sentence in factor.ex_none]


def said(text: str) -> list[tuple[str, str, str]]:
    """Give factor, polarity and words of what is heard in a text from COUNTED on."""
    return [(m.factor, m.polarity, m.quote) for m in CODER.code(text).mentions if m.p >= COUNTED]


@pytest.mark.parametrize(("factor", "polarity", "sentence"), FOR)
def test_a_factor_recognises_its_own_sentences(factor: str, polarity: str, sentence: str) -> None:
    assert (factor, polarity) in {(found, way) for found, way, _ in said(sentence)}


@pytest.mark.parametrize(("factor", "sentence"), AGAINST)
def test_a_factor_does_not_recognise_the_sentences_against_it(factor: str, sentence: str) -> None:
    assert factor not in {mention.factor for mention in CODER.code(sentence).mentions}


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("No concerns about communication.", [("communication", "strength", "No concerns about communication")]),
        ("Your SQL was never in doubt.", [("technical_skills", "strength", "SQL")]),
        ("You were not nervous.", [("confidence", "strength", "not nervous")]),
        ("Lack of experience wasn't a factor.", []),
        ("You were not articulate.", [("communication", "gap", "not articulate")]),
        ("Not only articulate.", [("communication", "strength", "articulate")]),
        ("You were too quiet.", [("confidence", "gap", "too quiet")]),
        ("Try not to ramble.", [("communication", "gap", "not to ramble")]),
        ("We hoped for more leadership.", [("leadership", "gap", "more leadership")]),
        ("The other candidate had more SQL.", [("technical_skills", "gap", "SQL")]),
        ("You were articulate, but she was stronger on SQL.",
         [("communication", "strength", "articulate"), ("technical_skills", "gap", "SQL")]),
        ("The interviewer was friendly.", []),
        ("Were you nervous?", []),
        ("I will prepare better next time.", []),
        ("No concerns about your salary.", [("compensation", "neutral", "No concerns about your salary")]),
    ],
)  # fmt: skip
def test_denial_wish_contrast_and_subject_decide_what_a_cue_means(
    text: str, mentions: list[tuple[str, str, str]]
) -> None:
    assert said(text) == mentions


def test_somebody_stronger_counts_where_no_gap_is_named() -> None:
    assert [factor for factor, *_ in said("Someone stronger accepted.")] == ["stronger_competitor"]
    assert [factor for factor, *_ in said("Someone stronger accepted, and your SQL was weak.")] == [
        "technical_skills"
    ]


def test_no_reason_counts_only_where_none_is_named() -> None:
    assert [factor for factor, *_ in said("We went with another candidate.")] == ["process_unclear"]
    assert [factor for factor, *_ in said("We went with another candidate. Your SQL was weak.")] == [
        "technical_skills"
    ]


def test_the_boilerplate_of_matching_needs_names_no_experience() -> None:
    text = "We chose someone whose experience more closely matches our needs."
    assert [factor for factor, *_ in said(text)] == ["stronger_competitor"]


def test_more_experience_with_a_tool_is_about_the_tool() -> None:
    assert {factor for factor, *_ in said("They wanted more experience with Kubernetes.")} == {
        "technical_skills"
    }


def test_a_factor_is_mentioned_once_a_clause_and_polarity() -> None:
    mentions = CODER.code("You rambled and waffled. You rambled again.").mentions
    assert [(m.factor, m.polarity) for m in mentions] == [("communication", "gap")] * 2


def test_a_mention_says_why_in_plain_words_and_where() -> None:
    text = "Panel: we would have liked a bit more eye contact."
    (mention,) = CODER.code(text).mentions
    assert mention.why == 'asked for "more eye contact"'
    assert text[mention.start : mention.end] == "more eye contact"
    assert (mention.tier, mention.coded_by) == ("counted", "rule")


def test_what_no_cue_finds_reads_like_others() -> None:
    text = "You lost all of us somewhere around slide forty."
    (mention,) = CODER.code(text).mentions
    assert mention.coded_by == "model"
    assert mention.why == "reads like others who said this"
    assert mention.quote in text


def test_the_tier_follows_the_probability_once_something_in_the_text_is_sure() -> None:
    texts = [CODER.code(sentence).mentions for *_, sentence in FOR]
    sure = [mention for mentions in texts if max(m.p for m in mentions) >= SURE for mention in mentions]
    assert {mention.tier for mention in sure if mention.p >= COUNTED} == {"counted"}
    assert {mention.tier for mention in sure if mention.p < COUNTED} == {"suggested"}
    unsure = [mention for mentions in texts if max(m.p for m in mentions) < SURE for mention in mentions]
    assert {mention.tier for mention in unsure} <= {"suggested"}
    assert min(mention.p for mentions in texts for mention in mentions) >= SUGGESTED


@pytest.mark.parametrize(
    ("named", "least"), [((0.9, 0.5), COUNTED), ((0.65,), COUNTED), ((0.64, 0.6), SURE), ((), SURE)]
)
def test_what_only_half_sounds_like_feedback_is_suggested_not_counted(named: tuple, least: float) -> None:
    assert least_counted([Named("confidence", "gap", p, None) for p in named]) == least


def test_a_cue_of_ones_own_is_taken_at_its_word() -> None:
    text = "You were rather moonstruck."
    assert said(text) == []
    mine = '[[factor]]\nid = "confidence"\n[factor.cues]\ngap = ["moonstruck"]\n'
    (mention,) = Coder(codebook_of(mine, ())).code(text).mentions
    assert (mention.factor, mention.polarity, mention.tier) == ("confidence", "gap", "counted")


@pytest.mark.parametrize(
    ("cue", "text"), [("humourless", "You were humourless."), ("call from", "Call from Daniel")]
)
def test_a_factor_of_ones_own_is_found_by_its_cues(cue: str, text: str) -> None:
    """Also in a clause in which the network thinks of nothing."""
    mine = f'[[factor]]\nid = "humour"\nlabel = "Humour"\ncontrol = "you"\n[factor.cues]\ngap = ["{cue}"]\n'
    mentions = Coder(codebook_of(mine, ())).code(text).mentions
    assert [(one.factor, one.tier, one.coded_by) for one in mentions if one.factor == "humour"] == [
        ("humour", "counted", "rule")
    ]


EVERYDAY = [
    ("We decided to go with an internal candidate.", "internal_candidate", "neutral"),
    ("They went with an internal candidate in the end.", "internal_candidate", "neutral"),
    ("We went with a stronger candidate.", "stronger_competitor", "neutral"),
    ("The other candidate was a bit stronger.", "stronger_competitor", "neutral"),
    ("We went with someone else.", "process_unclear", "neutral"),
    ("They gave me no feedback.", "process_unclear", "neutral"),
    ("The position was put on hold.", "position_change", "neutral"),
    ("Your examples were concrete and specific.", "evidence_examples", "strength"),
    ("You gave strong examples.", "evidence_examples", "strength"),
    ("Your examples were too vague.", "evidence_examples", "gap"),
    ("We would have liked more concrete examples.", "evidence_examples", "gap"),
    ("Your answers were too long.", "communication", "gap"),
    ("Your answers were clear and short.", "communication", "strength"),
    ("You seemed nervous.", "confidence", "gap"),
    ("You came across as calm and confident.", "confidence", "strength"),
    ("You did not know much about our company.", "preparation", "gap"),
    ("You were well prepared.", "preparation", "strength"),
    ("The other candidate had more experience.", "experience_level", "gap"),
    ("Your technical skills are strong.", "technical_skills", "strength"),
    ("Your Python was not strong enough.", "technical_skills", "gap"),
    ("Your salary expectations were too high.", "compensation", "gap"),
    ("You were not a good culture fit.", "culture_fit", "gap"),
    ("You would fit in well with the team.", "culture_fit", "strength"),
    ("You showed great enthusiasm for the role.", "enthusiasm", "strength"),
    ("You did not seem very interested in the job.", "enthusiasm", "gap"),
    ("You have not led a team before.", "leadership", "gap"),
    ("Your presentation was excellent.", "work_sample", "strength"),
    ("You interviewed very well.", "overall_impression", "strength"),
    ("Your references were very good.", "references_background", "strength"),
    ("You were late for the interview.", "professional_appearance", "gap"),
]


@pytest.mark.parametrize(("text", "factor", "polarity"), EVERYDAY)
def test_everyday_sentences_are_counted_rightly(text: str, factor: str, polarity: str) -> None:
    assert [(found, way) for found, way, _ in said(text)] == [(factor, polarity)]


@pytest.mark.parametrize(
    "text",
    [
        "It was lovely to meet you.",
        "Thank you for your time.",
        "We will be in touch next week.",
        "The interview lasted an hour.",
        "To be honest, I do not know.",
        "The interviewer was very friendly.",
    ],
)
def test_everyday_courtesy_counts_for_nothing(text: str) -> None:
    assert said(text) == []


def test_aspects_tell_opposites_apart() -> None:
    def aspect(text: str) -> str | None:
        return CODER.code(text).mentions[0].aspect

    assert aspect("You are overqualified.") == "over"
    assert aspect("You are too junior.") == "under"
    assert aspect("You seemed nervous.") == "nerves"
    assert aspect("You seemed arrogant.") == "arrogance"
    assert aspect("You arrived late.") == "lateness"


def test_protected_ground_is_marked() -> None:
    assert [m.protected for m in CODER.code("They found you overqualified.").mentions] == [True]
    assert [m.protected for m in CODER.code("They found you too junior.").mentions] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Your English is good but the acent made it hard to follow for the clients",
        "Your accent made your answers hard to follow.",
        "Your pronounciation was hard to follow.",
        "Too old for the team.",
    ],
)
def test_on_protected_ground_no_gap_is_advice_whichever_factor_it_is(text: str) -> None:
    gaps = [(m.factor, m.protected) for m in CODER.code(text).mentions if m.polarity == "gap"]
    assert gaps
    assert all(protected for _, protected in gaps)


def test_words_that_a_person_marks_stand_on_protected_ground_in_any_language() -> None:
    text = "Fachlich gut, aber der starke Akzent. Antworten zu lang."
    at = text.index("starke")
    assert CODER.on_protected_ground(text, at, at + 6, "confidence", "gap")
    assert not CODER.on_protected_ground(text, at, at + 6, "confidence", "strength")
    assert not CODER.on_protected_ground(text, text.index("zu"), len(text), "communication", "gap")


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("The ascent of your argument was hard to follow.", "communication"),
        ("They said I was too old-school in my way of working.", "culture_fit"),
        ("Your answers were too long.", "communication"),
    ],
)
def test_words_that_only_look_like_protected_ground_guard_nothing(text: str, factor: str) -> None:
    mentions = [m for m in CODER.code(text).mentions if m.factor == factor]
    assert [(m.polarity, m.protected) for m in mentions] == [("gap", False)]


def test_praise_beside_protected_ground_is_still_praise() -> None:
    text = "You had the confidence of somebody twice your age."
    (mention,) = [m for m in CODER.code(text).mentions if m.factor == "confidence"]
    assert (mention.polarity, mention.protected) == ("strength", False)


@pytest.mark.parametrize(
    ("text", "praised"),
    [
        ("Your English is good but the acent made it hard to follow for the clients", "credentials"),
        ("Your English is good.", "credentials"),
        ("Your English is good, but your answers were too long.", "credentials"),
        ("Examples, yes; outcomes, never.", "evidence_examples"),
    ],
)
def test_plain_praise_stands_whatever_is_blamed_after_it(text: str, praised: str) -> None:
    first = next(m for m in CODER.code(text).mentions if m.factor == praised)
    assert (first.polarity, first.tier) == ("strength", "counted")


@pytest.mark.parametrize(
    "text", ["Your English isn't good.", "Better English, please.", "Your English could be good."]
)
def test_praise_that_is_denied_or_asked_for_is_not_plain(text: str) -> None:
    assert {m.polarity for m in CODER.code(text).mentions if m.factor == "credentials"} <= {"gap"}


@pytest.mark.parametrize(
    "text",
    [
        "you did not ask us any questions",
        "You never asked us about the team.",
        "You hardly asked the panel anything.",
        "You asked us very few questions.",
        "You had nothing to ask us.",
        "Not one question from you.",
    ],
)
def test_who_asked_them_nothing_was_not_prepared(text: str) -> None:
    assert [(m.factor, m.polarity, m.coded_by) for m in CODER.code(text).mentions if m.p >= COUNTED] == [
        ("preparation", "gap", "rule")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They did not ask me any questions about my experience.",
        "We did not ask you any questions about your health.",
        "You did not ask for feedback.",
        "You asked us great questions.",
    ],
)
def test_questions_they_did_not_ask_and_good_ones_are_no_gap(text: str) -> None:
    mentions = CODER.code(text).mentions
    assert [m for m in mentions if (m.factor, m.polarity, m.tier) == ("preparation", "gap", "counted")] == []


def test_the_same_text_always_gives_the_same_mentions() -> None:
    texts = [sentence for *_, sentence in FOR[:60]]
    fresh = Coder(CODEBOOK)
    assert [CODER.code(text) for text in texts] == [fresh.code(text) for text in reversed(texts)][::-1]


@given(st.text())
def test_any_text_is_coded_with_exact_places(text: str) -> None:
    for mention in CODER.code(text).mentions:
        assert text[mention.start : mention.end] == mention.quote


@given(
    st.lists(
        st.sampled_from(
            ["You ", "ramb\u0301led", "\u200b", " don\u2019t", "🙂", "\ud800", "ß ", " too\u00a0quiet", ". "]
        )
    )
)
def test_places_stay_exact_between_marks_emoji_and_lone_surrogates(parts: list[str]) -> None:
    text = "".join(parts)
    for mention in CODER.code(text).mentions:
        assert text[mention.start : mention.end] == mention.quote


@pytest.mark.parametrize("piece", ["You rambled a bit but knew your SQL well. ", "x", "🙂"])
def test_a_text_of_a_megabyte_is_coded(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    for mention in CODER.code(text).mentions[:50]:
        assert text[mention.start : mention.end] == mention.quote
