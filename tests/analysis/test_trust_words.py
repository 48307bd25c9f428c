"""What the page on trust says, from planted figures."""

from __future__ import annotations

import pytest

from analysis import trust_words
from analysis.coding.quality import Corpus, FactorQuality, Quality, SecondReader, Threshold
from analysis.wording import NBSP


def threshold(p: float, precision: float, recall: float) -> Threshold:
    """A threshold of which 5 of 100 are turned and 9 of 100 silent texts are labelled."""
    return Threshold(
        p=p,
        precision=precision,
        recall=recall,
        f1=0.5,
        polarity_precision=0.5,
        polarity_recall=0.5,
        polarity_f1=0.5,
        turned=0.05,
        no_factor_labelled=0.09,
        low=0.4,
        high=0.6,
    )


def factor(factor_id: str, precision: float, recall: float) -> FactorQuality:
    """A factor with these figures where it is counted."""
    return FactorQuality(factor_id, 100, 0.5, 0.5, 0.5, precision, recall)


MEASURED = Quality(
    corpus=Corpus(13858, 58, SecondReader(1000, 963, 0.965, 0.964)),
    curve=(threshold(0.3, 0.7, 0.65), threshold(0.5, 0.84, 0.52), threshold(0.8, 0.94, 0.29)),
    factors=(
        factor("Pay", 0.9, 0.6),
        factor("Team", 0.7, 0.3),
        factor("Clear answers", 0.8, 0.5),
        factor("AI skills", 0.75, 0.4),
    ),
    confusions=(),
)


def test_the_headline_counts_what_is_right_and_what_is_missed_and_says_what_it_was_measured_on() -> None:
    found = trust_words.headline(MEASURED)
    assert (
        found.title
        == "Of 100 reasons it counts, about 84 are right. Of 100 that were given, it counts about 52."
    )
    assert found.lead.startswith("Measured on 13,858 texts written for it in 58 voices, each new to it.")


def test_what_is_suggested_says_how_much_more_is_found_with_it() -> None:
    assert "about 65 of 100 instead of 52" in trust_words.suggested(MEASURED)
    assert "About 84 of 100 are right" in trust_words.counted(MEASURED)


def test_the_line_says_what_a_higher_one_would_cost() -> None:
    assert trust_words.line(MEASURED).endswith(
        "from 0.8 on, 94 of 100 would be right and 29 of 100 found. It counts from 0.5, once something in the text "
        "reaches 0.65, and suggests from 0.3."
    )


@pytest.mark.parametrize(
    ("tier", "of", "right", "said"),
    [
        ("counted", 20, 17, "You say 17 of 20 it counted are right, plausibly 64 to 95 %."),
        ("counted", 3, 1, "You say 1 of 3 it counted is right. Too few to say more."),
        ("suggested", 4, 0, "You say 0 of 4 it only suggested are right. Too few to say more."),
        ("missed", 1, 0, "You added 1 thing it had not heard."),
    ],
)
def test_your_own_decisions_are_counted_and_a_few_say_nothing_about_the_next(
    tier: str, of: int, right: int, said: str
) -> None:
    assert trust_words.decided(tier, of, right).replace(NBSP, " ") == said


def test_the_weakest_factors_are_named_the_weakest_first() -> None:
    assert (
        trust_words.found_least(MEASURED.factors, str)
        == "Team (30 of 100 are counted), AI skills (40) and clear answers (50)."
    )
    assert (
        trust_words.wrong_most(MEASURED.factors, str)
        == "Team (70 of 100 are right), AI skills (75) and clear answers (80)."
    )
    assert trust_words.found_least((), str) == ""


def test_what_misleads_is_said_with_its_figure() -> None:
    assert trust_words.turned(MEASURED).startswith("In about 5 of 100 counted,")
    assert "about 9 get one counted all the same" in trust_words.nothing_named(MEASURED)
    assert "labelled 1,000 of them, and 963 came out exactly the same" in trust_words.second_reader(
        MEASURED.corpus
    )
    assert trust_words.taken_for("Team", "Clear answers") == "Team, counted as clear answers"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (0, "Only English is read. Other languages are kept as they are and never guessed at."),
        (1, "1 of your texts is in another language: say yourself what was heard."),
        (2, "2 of your texts are in another language: say yourself what was heard."),
    ],
)
def test_what_is_not_read_is_counted(texts: int, said: str) -> None:
    assert trust_words.not_read(texts).replace(NBSP, " ").endswith(said)
