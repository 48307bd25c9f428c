"""The few words that are known with a wrong letter or two: those of protected ground, which must not slip through misspelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final


class Spelling:
    """Words by what they were meant to be; built once from the words, each with those that look like it and are not it."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._ordinary = frozenset().union(*words.values())
        self._by_first: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for word in words:
            self._by_first.setdefault(word[0], []).append((word, frozenset(word)))
        self._known: dict[str, str] = {}

    def meant(self, norms: Sequence[str]) -> list[str]:
        """The same words, each that is one of the known ones misspelt as that one."""
        return [self._known.get(norm) or self._meet(norm) for norm in norms]

    def _meet(self, norm: str) -> str:
        meant = norm
        if norm not in self._words and norm not in self._ordinary:
            alike = self._by_first.get(norm[:1], ())
            meant = next((word for word, letters in alike if self._is_misspelt(norm, word, letters)), norm)
        if len(self._known) < _REMEMBERED:
            self._known[norm] = meant
        return meant

    def _is_misspelt(self, norm: str, word: str, letters: frozenset[str]) -> bool:
        """Whether a word that begins alike has so few wrong letters, and is not nearer to one that looks like it."""
        most = 1 if len(word) < _LONG else 2
        # Each letter that only one of them has is a wrong one: most words are told apart by that alone.
        if (
            abs(len(norm) - len(word)) > most
            or len(letters.difference(norm)) > most
            or len({*norm} - letters) > most
        ):
            return False
        wrong = letters_wrong(norm, word)
        return wrong <= most and all(letters_wrong(norm, like) >= wrong for like in self._words[word])


def letters_wrong(written: str, word: str) -> int:
    """How many letters are left out, put in, taken for another or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for at, letter in enumerate(written, 1):
        before, above, row = row, before, [at]
        for place, other in enumerate(word, 1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == word[place - 2] and written[at - 2] == other:
                least = min(least, above[place - 2] + 1)
            row.append(least)
    return row[-1]


_LONG: Final = 8  # letters from which on two may be wrong
_REMEMBERED: Final = 65_536
