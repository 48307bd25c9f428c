"""What a person's decisions add to the coder: the same words are heard as they decided, and nothing else changes."""

import datetime as dt
import time

import pytest

from analysis.coding import Coder, code_uncoded, codebook_of, default_codebook, personal_coder, waiting
from analysis.coding.personal import DecidedText, Marked, decided_in, learned_from
from data.records import Correction, Feedback, Interview, Taught
from data.workspace import Workspace

AT = dt.datetime(2026, 5, 1, 9, 0, tzinfo=dt.UTC).replace(tzinfo=None)
SAID = "Your answers were quite long and hard to follow."


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The coder as it ships."""
    return Coder(default_codebook())


def heard(coder: Coder, text: str) -> dict[str, float]:
    """How likely each factor is named in a text, of those worth suggesting."""
    return {mention.factor: mention.p for mention in coder.code(text).mentions}


def rejected(factor: str, text: str = SAID) -> DecidedText:
    """A text looked through as a whole, in which the factor is not named after all."""
    return DecidedText(text, whole=True, right=(), wrong=(Marked(factor, "gap", 0, len(text)),))


def test_what_was_rejected_is_not_counted_where_the_same_is_said_again(coder: Coder) -> None:
    assert heard(coder, SAID)["communication"] >= 0.5
    wiser = coder.that_learned(learned_from(coder, [rejected("communication")] * 5))
    assert heard(wiser, SAID).get("communication", 0.0) < 0.5


def test_what_was_added_by_hand_is_heard_where_the_same_is_said_again(coder: Coder) -> None:
    text = "You spoke of the old depot throughout."
    assert "domain_experience" not in heard(coder, text)
    added = DecidedText(text, whole=True, right=(Marked("domain_experience", "gap", 0, len(text)),), wrong=())
    wiser = coder.that_learned(learned_from(coder, [added] * 5))
    assert heard(wiser, text)["domain_experience"] >= 0.5


def test_other_factors_and_unlike_words_are_heard_as_before(coder: Coder) -> None:
    wiser = coder.that_learned(learned_from(coder, [rejected("communication")] * 5))
    other = "They wanted someone with a master's degree."
    assert wiser.code(other) == coder.code(other)
    rambled = heard(coder, "You rambled and never came to the point.")["communication"]
    assert abs(heard(wiser, "You rambled and never came to the point.")["communication"] - rambled) < 0.2


def test_words_marked_for_one_factor_do_not_teach_another_that_the_text_names_elsewhere(coder: Coder) -> None:
    general, long = (
        "You talked about training in general.",
        "Some answers took five minutes where two would have done.",
    )
    text = f"{general} {long}"
    at = text.index(long)
    right = (
        Marked("evidence_examples", "gap", 0, len(general)),
        Marked("communication", "gap", at, len(text)),
    )
    decided = [DecidedText(text, whole=True, right=right, wrong=())] * 5
    wiser = coder.that_learned(learned_from(coder, decided))
    assert heard(wiser, long).keys() == {"communication"}
    # Where not all of the text was decided, the clause may hold both.
    part = [one._replace(whole=False) for one in decided]
    assert heard(coder.that_learned(learned_from(coder, part)), long).keys() >= {"communication"}


def test_a_taught_phrase_stays_the_persons_word_whatever_was_decided() -> None:
    phrases = (Taught(phrase="hard to follow", factor="communication", polarity="gap", taught_at=AT),)
    coder = Coder(codebook_of("", phrases))
    wiser = coder.that_learned(learned_from(coder, [rejected("communication")] * 5))
    assert heard(wiser, SAID)["communication"] == heard(coder, SAID)["communication"]


def test_what_is_learned_does_not_depend_on_what_was_learned_before(coder: Coder) -> None:
    decided = [rejected("communication")] * 5
    once = coder.that_learned(learned_from(coder, decided))
    twice = once.that_learned(learned_from(once, decided))
    assert twice.code(SAID) == once.code(SAID)


def test_a_thousand_decided_texts_are_learned_from_within_two_seconds_of_the_processor(coder: Coder) -> None:
    decided = [
        rejected("communication", f"In round {n} your answers were long and hard to follow.")
        for n in range(1000)
    ]
    baseline = time.process_time()
    for _ in coder.code_all([one.text for one in decided]):
        pass
    coded = time.process_time()
    learned_from(coder, decided)
    assert time.process_time() - coded < 3 * (coded - baseline) + 1


def test_the_coder_learns_after_every_fifth_text_and_reads_all_anew(
    workspace: Workspace, coder: Coder
) -> None:
    interview_id = workspace.save_interview(Interview(company="Acme"), at=AT)
    for n in range(6):
        workspace.save_feedback(
            Feedback(
                feedback_id=f"f{n}", interview_id=interview_id, text=SAID.replace("quite", "quite " * (n + 1))
            ),
            at=AT,
        )
    code_uncoded(workspace, coder)
    for n in range(5):
        assert decided_in(workspace) == []
        workspace.correct(
            Correction(
                feedback_id=f"f{n}",
                factor="communication",
                polarity="gap",
                start_at=0,
                end_at=60,
                decision="rejected",
                decided_at=AT + dt.timedelta(minutes=n),
            )
        )
    decided = decided_in(workspace)
    assert [len(one.wrong) for one in decided] == [1] * 5
    wiser = coder.that_learned(learned_from(coder, decided))
    assert wiser.version == personal_coder(workspace, coder).version != coder.version
    assert len(workspace.uncoded(wiser.version)) == waiting(workspace, coder.codebook) == 6
    assert code_uncoded(workspace, wiser) == 6
    left = workspace.ask(
        "SELECT counted FROM mentions WHERE feedback_id = 'f5' AND factor = 'communication'", {}
    )
    assert not left.counted.any()


def test_what_is_learned_from_are_the_latest_texts_of_whole_steps_in_the_order_they_were_decided(
    workspace: Workspace,
) -> None:
    interview_id = workspace.save_interview(Interview(company="Acme"), at=AT)
    for n in range(13):
        said = Feedback(feedback_id=f"f{n:02}", interview_id=interview_id, text=f"said {n}")
        workspace.save_feedback(said, at=AT)
    for n in range(12):
        workspace.mark_reviewed(f"f{n:02}", at=AT + dt.timedelta(hours=12 - n))

    def told(**asked: int) -> list[str]:
        return [feedback_id for feedback_id, *_ in workspace.decisions(**asked)]

    assert told(at_most=4, step=5, part=100) == ["f05", "f04", "f03", "f02"]
    assert told(at_most=100, step=5, part=100) == [f"f{n:02}" for n in range(11, 1, -1)]
    assert told(at_most=2, step=1, part=4) == ["f01", "f00"]
    assert told(at_most=100, step=5, part=1) == [f"f{n:02}" for n in range(11, -1, -1)]
    earlier = Correction(
        feedback_id="f00",
        factor="communication",
        polarity="gap",
        start_at=0,
        end_at=4,
        decision="rejected",
        decided_at=AT,
    )
    workspace.correct(earlier)
    assert told(at_most=2, step=5, part=100) == ["f04", "f03"]
    assert workspace.decisions(at_most=10, step=5, part=100)[0] == (
        "f00",
        "said 0",
        True,
        ("communication", "gap", 0, 4),
        False,
    )
