"""Which words of a clause to show as the evidence for what the model heard in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LONGEST: Final = 8


def most_telling(words: Sequence[str], segments: Sequence[int], speaks: Sequence[float]) -> tuple[int, int]:
    """The first word and the word after the last of the run that tells most, within one comma-to-comma segment.

    `speaks` says how far each word speaks for the factor; every word of the run costs a little, so that the run
    stays short. Small words are left off its ends, a denial right before it is kept, and a denial never stands alone.
    """
    cost = _COST * max(map(abs, speaks))
    best, at, end = float("-inf"), 0, len(words)
    for first in range(len(words)):
        total = 0.0
        for last in range(first, min(first + LONGEST, len(words))):
            if segments[last] != segments[first]:
                break
            total += speaks[last] - cost
            if total > best:
                best, at, end = total, first, last + 1
    while end < len(words) and segments[end] == segments[at] and _says_nothing(words[at:end]):
        end += 1
    while at > 0 and segments[at - 1] == segments[end - 1] and _says_nothing(words[at:end]):
        at -= 1
    while end - at > 1 and words[at] in _SMALL:
        at += 1
    while end - at > 1 and words[end - 1] in _SMALL:
        end -= 1
    if at > 0 and words[at - 1] in _DENIALS and segments[at - 1] == segments[at]:
        at -= 1
    return at, end


def _says_nothing(words: Sequence[str]) -> bool:
    return all(word in _SMALL or word in _DENIALS for word in words)


_COST: Final = 0.12
_DENIALS: Final = frozenset(
    ["no", "not", "never", "nor", "without", "nobody", "nothing", "none", "hardly", "barely", "too", "more"]
)
_SMALL: Final = frozenset(
    word
    for words in (
        "a an the and or of to in on at by for with as is was were are be been it its that this these those i you he",
        "she we they me him her us them my your his our their have has had do did so who which what when if but would",
    )
    for word in words.split()
)
