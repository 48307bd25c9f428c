"""Which words of a clause to show as the evidence for what the model heard in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

LONGEST: Final = 6


def most_telling(words: Sequence[str], segments: Sequence[int], speaks: Sequence[float]) -> tuple[int, int]:
    """The first word and the word after the last of the run that tells most, within one comma-to-comma segment.

    `speaks` says how far each word speaks for the factor; every word of the run costs a little, so that the run
    stays short. Small words are left off its ends, and a denial right before it is kept. Words that say nothing by
    themselves never stand alone: the run grows until it holds one that does, and a single word takes a second one in.
    """
    cost = _COST * max(map(abs, speaks))
    speaking = {segment for word, segment in zip(words, segments, strict=True) if word not in _VAGUE}
    best, at, end = float("-inf"), 0, len(words)
    for first in range(len(words)):
        if speaking and segments[first] not in speaking:
            continue
        total = 0.0
        for last in range(first, min(first + LONGEST, len(words))):
            if segments[last] != segments[first]:
                break
            total += speaks[last] - cost
            if total > best:
                best, at, end = total, first, last + 1
    opens = segments.index(segments[at])
    closes = opens + segments.count(segments[at])
    while end < min(closes, at + LONGEST) and is_vague(words[at:end]):
        end += 1
    while max(opens, end - LONGEST) < at and is_vague(words[at:end]):
        at -= 1
    at, end = trimmed(words, at, end)
    if end - at == 1:
        at, end = trimmed(words, *_widened(words, speaks, at, opens, closes))
    if end - at == 1 and words[at] in _VAGUE:
        at = max(opens, end - _NEAR)
        end = min(closes, at + _NEAR)
    if at > opens and words[at - 1] in _DENIALS:
        at -= 1
    return at, end


def with_its_denial(words: Sequence[str], segments: Sequence[int], at: int, end: int) -> tuple[int, int]:
    """The run with the denial it stands under ("not hear a specific example"), and with what a denial at its end denies.

    Marked without it, words would say the opposite of what was heard. A denial is looked for a few words back, within
    the same comma-to-comma segment, and never across a word that begins something new ("not the pay but your examples").
    """
    back = range(at - 1, max(at - _DENIED_WITHIN - 2, -1), -1)
    before = takewhile(lambda n: segments[n] == segments[at] and words[n] not in _BEGINS_ANEW, back)
    if _NOT.isdisjoint(words[at:end]):
        at = next((n for n in before if words[n] in _NOT), at)
    if words[end - 1] in _NOT:
        after = takewhile(
            lambda n: segments[n] == segments[end - 1], range(end, min(len(words), end + _NEAR + 1))
        )
        end = next((n + 1 for n in after if words[n] not in _SMALL), end)
    return at, end


def names_nothing(words: Sequence[str]) -> bool:
    """Whether there are only small words, in which nothing can be heard ("though"; "again" by itself)."""
    return _SMALL.issuperset(words) or (len(words) == 1 and words[0] in _VAGUE - _DENIALS)


def is_vague(words: Sequence[str]) -> bool:
    """Whether there are only words that say nothing by themselves ("you had not", "I thought so")."""
    return _VAGUE.issuperset(words)


def trimmed(words: Sequence[str], at: int, end: int) -> tuple[int, int]:
    """The run of words without the small ones at its ends; one word is always left."""
    while end - at > 1 and words[at] in _SMALL:
        at += 1
    while end - at > 1 and words[end - 1] in _SMALL:
        end -= 1
    return at, end


def _widened(
    words: Sequence[str], speaks: Sequence[float], at: int, opens: int, closes: int
) -> tuple[int, int]:
    """A single word with the nearer words up to the one, before or after it, that tells more and is not small."""
    after = next((to for to in range(at + 1, min(closes, at + _NEAR + 1)) if words[to] not in _SMALL), None)
    before = next(
        (to for to in range(at - 1, max(opens - 1, at - _NEAR - 1), -1) if words[to] not in _SMALL), None
    )
    if after is not None and (before is None or speaks[after] >= speaks[before]):
        return at, after + 1
    return at if before is None else before, at + 1


_COST: Final = 0.12
_NEAR: Final = 3
_NOT: Final = frozenset(
    ["no", "not", "never", "nor", "without", "nobody", "nothing", "none", "hardly", "barely"]
)
_DENIALS: Final = _NOT | {"too", "more"}
_DENIED_WITHIN: Final = 4  # words between a denial and what it denies
_BEGINS_ANEW: Final = frozenset(["but", "and", "or", "because", "so", "while", "when", "if", "only"])
_SMALL: Final = frozenset(
    word
    for words in (
        "a an the and or of to in on at by for with as is was were are be been it its that this these those i you he",
        "she we they me him her us them my your his our their have has had do did so who which what when if but would",
        "though although whereas while because since until than then there here where why how also just only even am",
        "into from about am will shall can could should may might must does doing being having still yet",
    )
    for word in words.split()
)
_VAGUE: Final = (
    _SMALL
    | _DENIALS
    | frozenset(
        word
        for words in (
            "very quite rather really much many most less least few some any all other others another each every both",
            "one ones same such own again ever always often sometimes maybe perhaps else over out up down off back",
            "place thing things way ways time times bit lot kind sort part case fact point side end whatever somebody",
            "someone something anyone anything everyone everything people person day days get got gets getting go goes",
            "going went gone come came comes take took taken make made makes give gave given say said says saying tell",
            "told think thought feel felt know see saw seen put let need needs want wants like just sadly frankly",
        )
        for word in words.split()
    )
)
