"""Protected ground in a clause, also misspelt, and beside it: "they could not follow you - the accent" blames the accent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from analysis.coding.clauses import Clause, Words
from analysis.coding.codebook import Codebook
from analysis.coding.cues import CueTrie
from analysis.coding.spelling import Spelling


class Ground:
    """The ground on which nothing is advice, of one codebook; built once."""

    def __init__(self, codebook: Codebook) -> None:
        self._named = CueTrie(
            [(cue, _EVERYWHERE) for cue in codebook.protected]
            + [(cue, factor.id) for factor in codebook.factors.values() for cue in factor.protected]
        )
        self._idioms = CueTrie((cue, _EVERYWHERE) for cue in codebook.not_protected)
        self._with_own = frozenset(factor.id for factor in codebook.factors.values() if factor.protected)
        self._spelling = Spelling(codebook.misspelt)

    def under(self, norms: Sequence[str], factor: str, polarity: str) -> bool:
        """Whether words stand on protected ground for this factor; misspelt words of it count as such."""
        return bool(self._places(norms, factor, polarity))

    def beside(self, words: Words, clauses: Sequence[Clause], first: int, factor: str, polarity: str) -> bool:
        """Whether the clause that opens at this word is joined by a dash to one that is protected ground and nothing else.

        A dash cuts what it joins: the reason given after it ("no fit - your age") or before it ("your accent - hard to
        follow") is that of the clause beside it. An item of a list with dashes is nobody's reason.
        """
        at = bisect_right(clauses, first, key=_opens) - 1
        sentence = clauses[at].sentence
        follows = at + 1 < len(clauses) and clauses[at + 1].sentence == sentence
        leads = at > 0 and clauses[at - 1].sentence == sentence
        return (
            follows
            and not clauses[at + 1].contrast
            and self._is_all(words, clauses[at + 1], factor, polarity)
            and (_ends(clauses, at + 1) or words.norms[clauses[at + 1].first] in _DETERMINERS)
        ) or (
            leads
            and not follows
            and not clauses[at].contrast
            and (at == 1 or clauses[at - 2].sentence != sentence)
            and words.norms[first] not in _ADDS
            and words.norms[clauses[at - 1].first] in _DETERMINERS
            and self._is_all(words, clauses[at - 1], factor, polarity)
        )

    def _is_all(self, words: Words, clause: Clause, factor: str, polarity: str) -> bool:
        """Whether a clause holds protected ground, and beside it only small words."""
        norms = words.norms[clause.first : clause.after]
        places = self._places(norms, factor, polarity)
        named = {at for start, end in places for at in range(start, end)}
        return bool(places) and all(at in named or norm in _BESIDE for at, norm in enumerate(norms))

    def only_sounds_like(self, norms: Sequence[str], factor: str) -> bool:
        """Whether all that would be the factor's own ground in a clause is none ("an accent on results")."""
        if factor not in self._with_own:
            return False
        meant = self._spelling.meant(norms)
        own = [(start, end) for start, end, _, ground in self._named.find(meant) if ground == factor]
        return bool(own) and all(self._is_idiom(meant, start, end) for start, end in own)

    def _places(self, norms: Sequence[str], factor: str, polarity: str) -> list[tuple[int, int]]:
        """Where it stands: what only sounds like it is guarded for its own factor, should that be heard all the same."""
        meant = self._spelling.meant(norms)
        return [
            (start, end)
            for start, end, _, ground in self._named.find(meant)
            if ground == factor
            or (ground == _EVERYWHERE and polarity == "gap" and not self._is_idiom(meant, start, end))
        ]

    def _is_idiom(self, meant: Sequence[str], start: int, end: int) -> bool:
        return any(first < end and start < after for first, after, *_ in self._idioms.find(meant))


def _opens(clause: Clause) -> int:
    return clause.first


def _ends(clauses: Sequence[Clause], at: int) -> bool:
    return at + 1 == len(clauses) or clauses[at + 1].sentence != clauses[at].sentence


_EVERYWHERE: Final = ""  # stands for every factor: a gap on such ground would be advice, praise is praise
_DETERMINERS: Final = frozenset(["the", "a", "an", "your", "my", "his", "her", "this", "that"])
_ADDS: Final = frozenset(["and", "also", "plus", "or"])
_BESIDE: Final = _DETERMINERS | frozenset(
    [
        "it",
        "is",
        "was",
        "of",
        "because",
        "due",
        "to",
        "mainly",
        "mostly",
        "largely",
        "chiefly",
        "especially",
        "particularly",
        "namely",
        "really",
        "just",
        "simply",
        "only",
        "purely",
        "frankly",
        "honestly",
        "basically",
        "perhaps",
        "maybe",
        "probably",
        "apparently",
        "i",
        "we",
        "they",
        "think",
        "guess",
        "suppose",
        "fear",
        "mean",
        "say",
        "said",
        "strong",
        "heavy",
        "thick",
        "broad",
        "slight",
        "foreign",
        "regional",
        "local",
        "in",
        "particular",
        "above",
        "all",
        "too",
    ]
)
