"""Which clauses of a text say something in which nothing was heard: what a person may find a theme of their own in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from analysis.coding.clauses import split
from analysis.coding.codebook import default_codebook
from analysis.coding.cues import CueTrie
from analysis.coding.quote import names_nothing


def unheard(text: str, heard: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The start and end of each clause that touches none of the heard spans and says something.

    Questions say nothing about the person, and neither do greetings, thanks, plans and what stands in every rejection.
    """
    words, clauses = split(text)
    found = []
    for clause in clauses:
        start, end = words.starts[clause.first], words.ends[clause.after - 1]
        norms = words.norms[clause.first : clause.after]
        if (
            not clause.question
            and not any(start < until and at < end for at, until in heard)
            and not names_nothing(norms)
            and not _is_courtesy(norms)
        ):
            found.append((start, end))
    return found


def _is_courtesy(norms: Sequence[str]) -> bool:
    """Whether a clause holds a phrase of courtesy, or everything before it in the clause is small words."""
    return any(whole or at == 0 or names_nothing(norms[:at]) for at, _, _, whole in _courtesies().find(norms))


@cache
def _courtesies() -> CueTrie[bool]:
    """Phrases of courtesy, each with whether it makes a courtesy of the clause wherever it stands in it."""
    book = default_codebook()
    cues = [(cue, False) for cue in book.language["plan"]]
    cues += [
        (cue, True)
        for factor in ("process_unclear", "stronger_competitor")
        for of in book.factors[factor].cues.values()
        for cue in of
    ]
    return CueTrie([*cues, *((cue, True) for cue in _LETTERS)])


# How letters begin and end.
_LETTERS: Final = (
    "dear|hi|hello|hey",
    "good morning|afternoon|evening",
    "kind|best|warm|warmest|kindest regards|wishes",
    "yours|your sincerely|faithfully|truly",
    "all the best",
)
