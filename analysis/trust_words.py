"""How far the coder can be trusted, in sentences: what was measured on voices it had not read, and on your own texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from analysis import certainty
from analysis.coding.choice import SURE
from analysis.wording import Headline, count, in_100, in_sentence, listed, plural, range_in_words

if TYPE_CHECKING:
    from analysis.coding.quality import Corpus, FactorQuality, Quality

Label = Callable[[str], str]  # factor id -> its label

WORST = 3
ENOUGH = 5  # decisions; fewer say nothing about the next one


def headline(measured: Quality) -> Headline:
    """Give the finding as a title, and what it was measured on as its lead."""
    counted, corpus = measured.counted, measured.corpus
    return Headline(
        f"Of 100 reasons it counts, about {in_100(counted.precision)} are right. "
        f"Of 100 that were given, it counts about {in_100(counted.recall)}.",
        f"Measured on {corpus.texts:,} texts written for it in {corpus.voices} voices, each new to it. "
        "They are harder than most feedback, and yours may be different again.",
    )


def counted(measured: Quality) -> str:
    """Say what it means that a mention is counted."""
    return (
        f"Sure enough to count without asking you. About {in_100(measured.counted.precision)} of 100 are right, "
        "so read the words before you believe a number."
    )


def suggested(measured: Quality) -> str:
    """Say what it means that a mention is suggested, and what confirming them finds."""
    return (
        "Dotted, and in no number until you say yes. With these it finds about "
        f"{in_100(measured.suggested.recall)} of 100 instead of {in_100(measured.counted.recall)}."
    )


def line(measured: Quality) -> str:
    """Say what moving the line would do."""
    highest = measured.curve[-1]
    return (
        f"The surer it must be, the more of it is right and the less is found: from {highest.p:g} on, "
        f"{in_100(highest.precision)} of 100 would be right and {in_100(highest.recall)} of 100 found. "
        f"It counts from {measured.counted.p:g}, once something in the text reaches {SURE:g}, and suggests from "
        f"{measured.suggested.p:g}."
    )


def decided(tier: str, of: int, right: int) -> str:
    """Say how the program did on your own decisions about what it counted, suggested or missed."""
    if tier == "missed":
        return f"You added {plural(of, 'thing', 'things')} it had not heard."
    heard = {"counted": "it counted", "suggested": "it only suggested"}[tier]
    interval = certainty.wilson(right, of)
    sure = of >= ENOUGH and interval is not None
    plausible = f", {range_in_words(interval.low, interval.high)}" if sure else ""
    few = "" if sure else " Too few to say more."
    return f"You say {count(right, of)} {heard} {'is' if right == 1 else 'are'} right{plausible}.{few}"


def found_least(factors: Sequence[FactorQuality], label: Label) -> str:
    """Name the factors that are missed most often: "Working with others (35 of 100 are counted), ... (41) and ... (44)."."""
    worst = sorted(factors, key=lambda row: (row.counted_recall, row.factor))[:WORST]
    return _named([(label(row.factor), row.counted_recall) for row in worst], "are counted")


def wrong_most(factors: Sequence[FactorQuality], label: Label) -> str:
    """Name the factors that are wrong most often where counted: "... (78 of 100 are right), ... (79) and ... (79)."."""
    worst = sorted(factors, key=lambda row: (row.counted_precision, row.factor))[:WORST]
    return _named([(label(row.factor), row.counted_precision) for row in worst], "are right")


def turned(measured: Quality) -> str:
    """Say how often the side is wrong: praise shown as a gap, or a gap as praise."""
    return (
        f"In about {in_100(measured.counted.turned)} of 100 counted, a gap is shown as praise or praise as a gap. "
        "Irony, idiom and understatement are often taken at their word."
    )


def nothing_named(measured: Quality) -> str:
    """Say how often something is counted in a text that names nothing."""
    return (
        f"Of 100 texts that name no reason at all, about {in_100(measured.counted.no_factor_labelled)} get one "
        "counted all the same. Words that are no interview feedback can be taken for it."
    )


def second_reader(corpus: Corpus) -> str:
    """Say whose reading the figures are measured against, and how far a second reader agreed."""
    second = corpus.second_reader
    return (
        "Right and wrong here mean: as one reader labelled these texts. A second reader, who did not see those labels, "
        f"labelled {second.texts:,} of them, and {second.same:,} came out exactly the same. "
        "You may well read a sentence differently, and then your reading is the one that counts."
    )


def taken_for(was: str, counted_as: str) -> str:
    """Say which factor was taken for which."""
    return f"{was}, counted as {in_sentence(counted_as)}"


def not_read(texts: int) -> str:
    """Say what is not read at all, and how many of your texts that is."""
    here = (
        f" {plural(texts, 'of your texts is', 'of your texts are')} in another language: say yourself what was heard."
        if texts
        else ""
    )
    return f"Only English is read. Other languages are kept as they are and never guessed at.{here}"


def _named(worst: Sequence[tuple[str, float]], what: str) -> str:
    named = [
        f"{in_sentence(label)} ({in_100(share)})" if n else f"{label} ({in_100(share)} of 100 {what})"
        for n, (label, share) in enumerate(worst)
    ]
    return f"{listed(named)}." if named else ""
