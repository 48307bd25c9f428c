"""Words to meaning: how a process ended, how far it got, who said it, by the ordered tests of `columns.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Literal, cast

import numpy as np

from data.reading.results import NOT_AN_APPLICATION
from data.reading.vocabulary import Taken, Test, fold, is_cjk, phrases, vocabulary
from data.records import STAGES

Kind = Literal["known", "near", "asked", "unknown", "blank"]

_ORDINAL_PREFIX = re.compile(r"^\d+\s*[-.):]+\s*")
_REPEATED = re.compile(r"(.)\1+")
_LONGEST_CELL = 300
_AT_LAST = (
    "al final",
    "au final",
    "no final",
    "na koniec",
    "am ende",
)  # "in the end, no" names no final round
_REFUSALS = ("declin", "reject", "refus", "abgelehnt", "rechaz", "recus", "rifiut", "odrzu")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell says of outcome and stage; `near` means the words had to be searched for, `asked` only a person knows."""

    kind: Kind
    outcome: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The words a rejection was told in, as the person wrote them, and who they say was taken, where they do."""

    words: str
    taken: Taken | None


BLANK = Meaning("blank")
UNKNOWN = Meaning("unknown")


def read_outcome(cell: str, remembered: Mapping[str, str], *, forgiving: bool) -> Meaning:
    """What one cell of an outcome, status or stage column means; `remembered` words come first.

    `forgiving` also tries misspellings, which takes many times longer.
    """
    text = cell.strip()
    if answer := remembered.get(text.casefold()):
        stage = stage_of(text) if answer not in (NOT_AN_APPLICATION, "second_place") else None
        return _meaning("known", answer, stage)
    folded = fold(text[:_LONGEST_CELL])
    if not folded:
        return _by_sign(text) or BLANK
    if folded in vocabulary().missing:
        return BLANK
    for words in dict.fromkeys((folded, fold(_ORDINAL_PREFIX.sub("", text[:_LONGEST_CELL])))):
        if found := _whole(words):
            return found
    return _inside(folded, text) or _by_sign(text) or (_misspelt(folded) if forgiving else None) or UNKNOWN


def stage_of(text: str) -> str | None:
    """The stage named in a text: the longest words win, then the later stage."""
    folded = fold(text)
    return _stage(folded, set(phrases(folded)))


@lru_cache(maxsize=20_000)
def taken_of(text: str) -> Taken | None:
    """Who got the job, where the words of an outcome name somebody: it is no second place before the person says so."""
    folded = fold(text[:_LONGEST_CELL])
    runs = set(phrases(folded))
    for name, test in vocabulary().taken.items():
        found = folded if folded in test.whole else _found(test, runs, folded)
        if found and not _is_negated(found, folded):
            return name
    return None


def told_in(attributes: Mapping[str, str]) -> Told | None:
    """The words of a rejection among what a file says beyond its fields; those that name who was taken come first.

    A single word names nobody, and most cells are one: the words of all languages are not read for it.
    """
    told = [
        Told(text, taken_of(text))
        for text in attributes.values()
        if (not text.isascii() or " " in text.strip())
        and read_outcome(text, {}, forgiving=False).outcome == "rejected"
    ]
    return next((each for each in told if each.taken), next(iter(told), None))


def source_of(text: str) -> str | None:
    """Who speaks, where the text names one of the sources."""
    folded, sources = fold(text), vocabulary().sources
    if folded in sources:
        return sources[folded]
    if not folded:
        return sources.get(text.strip())
    found = next(
        (sources[phrase] for phrase in phrases(folded) if len(phrase) > 1 and phrase in sources), None
    )
    if found is None and is_cjk(folded):
        found = next((source for word, source in sources.items() if is_cjk(word) and word in folded), None)
    return found


def _whole(folded: str) -> Meaning | None:
    words = vocabulary()
    for test in words.tests:
        if folded in test.whole:
            return _meaning("known", test.means, words.stages.get(folded))
    if folded in words.ambiguous.whole:
        return Meaning("asked")
    if stage := words.stages.get(folded):
        return Meaning("known", "pending", stage)
    return None


def _stage(folded: str, runs: set[str]) -> str | None:
    stages = vocabulary().stages
    found = [
        (phrase.count(" "), STAGES.index(cast(Any, stages[phrase])), stages[phrase])
        for phrase in runs & stages.keys()
        if not (stages[phrase] in ("final_round", "offer") and _is_negated(phrase, folded))
    ]
    if not found and is_cjk(folded):
        found = [
            (len(word), STAGES.index(cast(Any, stage)), stage)
            for word, stage in stages.items()
            if is_cjk(word) and word in folded
        ]
    if not found:
        return None
    longest = max(found)[0]
    kinds = {stage for words, _, stage in found if words == longest}
    # "Interview (phone)": what was by telephone is a screen, whatever it is called
    return "screen" if kinds == {"screen", "first_interview"} else max(found)[2]


def _is_negated(phrase: str, folded: str) -> bool:
    """Whether up to three words before the phrase deny it or stop short of it: "did not reach the final", "semi-final"."""
    before = folded[: folded.find(phrase)].split()[-3:]
    return not vocabulary().negations.isdisjoint(before)


def _inside(folded: str, text: str) -> Meaning | None:
    words = vocabulary()
    runs = set(phrases(folded))
    stage = _stage(folded, runs)
    last = folded.rsplit(" ", 1)[-1]
    if stage == "final_round" and last in words.no and not folded.startswith(_AT_LAST):
        return Meaning("near", "second_place", "final_round")
    hopeful = bool(words.inside & runs) or is_cjk(folded)
    for test in words.tests if hopeful else ():
        if found := _found(test, runs, folded):
            if test.means == NOT_AN_APPLICATION and stage and " " not in found:
                continue
            means = test.means
            if _is_negated(found, folded) or (means == "rejected" and last in words.seconds):
                return Meaning("asked", None, stage)  # "almost got the offer"; "not selected (2nd)"
            if means == "withdrew" and stage == "offer":  # "Offer, but I said no"
                means = "offer_declined"
            return _meaning("near", means, stage)
    if asked := _found(words.ambiguous, runs, folded):
        return _turned_down(asked, text) or Meaning("asked", None, stage)
    if stage and last in words.no and " " in folded:
        return Meaning("near", "rejected", stage)
    if stage and (sign := _by_sign(text)):  # "❌ after onsite"
        return _meaning("near", cast(str, sign.outcome), stage)
    return Meaning("near", "pending", stage) if stage else None


def _found(test: Test, runs: set[str], folded: str) -> str | None:
    if common := test.inside & runs:
        return max(common, key=len)
    if is_cjk(folded):
        return max((word for word in test.inside if is_cjk(word) and word in folded), key=len, default=None)
    return None


def _turned_down(asked: str, text: str) -> Meaning | None:
    """A refusal beside the sign of an offer is the person's own: "✅ declined it"."""
    sign = _by_sign(text)
    offered = "✅" in text or (sign is not None and sign.outcome == "offer_accepted")
    return _meaning("near", "offer_declined", None) if offered and asked.startswith(_REFUSALS) else None


def _by_sign(text: str) -> Meaning | None:
    for sign, means in vocabulary().emoji.items():
        if sign in text:
            return _meaning("known", means, None)
    return None


def _misspelt(folded: str) -> Meaning | None:
    if len(folded) > 30 or len(folded) < 5:
        return None
    known = _single_words()
    for words in (folded, *(word for word in folded.split() if len(word) > 5)):
        squeezed = _REPEATED.sub(r"\1", words)
        # A slip of the hand in several words changes a smaller share: "didn't suit" is not "didn't submit".
        share = 0.92 if " " in squeezed else 0.82
        near = get_close_matches(squeezed, _could_be(squeezed, share), 1, share)
        if near:
            return _meaning("near", known[near[0]], stage_of(folded))
    return None


def _could_be(words: str, share: float) -> list[str]:
    """The words that have letters enough in common to be this alike: looking at each of ten thousand takes too long."""
    known, lengths, letters = _letters_of_words()
    mine = _letters(words)
    in_common = np.minimum(
        len(words) - np.bitwise_count(mine & ~letters).astype(int),
        lengths - np.bitwise_count(letters & ~mine).astype(int),
    )
    alike = 2 * in_common >= share * (len(words) + lengths) - 1e-9
    return [known[at] for at in np.flatnonzero(alike)]


@cache
def _letters_of_words() -> tuple[list[str], np.ndarray, np.ndarray]:
    known = list(_single_words())
    return known, np.array([*map(len, known)]), np.array([*map(_letters, known)], dtype=np.uint64)


def _letters(words: str) -> np.uint64:
    """The different letters as bits; two that share a bit make words look more alike than they are, never less."""
    bits = 0
    for letter in words:
        bits |= 1 << ord(letter) % 64
    return np.uint64(bits)


@cache
def _single_words() -> dict[str, str]:
    """The words a misspelling may be of, letters said twice written once."""
    found: dict[str, str] = {}
    for test in vocabulary().tests:
        for word in test.inside:
            if len(word) > 5 and word.isascii():
                found.setdefault(_REPEATED.sub(r"\1", word), test.means)
    return found


def _meaning(kind: Kind, means: str, stage: str | None) -> Meaning:
    if means == "second_place":
        return Meaning(kind, means, "final_round")
    if means in ("offer_accepted", "offer_declined"):
        return Meaning(kind, means, "offer")
    return Meaning(kind, means, None if stage == "offer" else stage)
