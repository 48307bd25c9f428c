"""Phrases a person teaches the program: whether one says anything, and in how many texts each stands."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.clauses import split
from analysis.coding.codebook import plain_cue
from analysis.coding.cues import CueError, CueTrie, parse_cue
from analysis.coding.quote import names_nothing


def says_something(phrase: str) -> bool:
    """Whether there is a word in a phrase to listen for; small words alone ("for the") would be heard everywhere."""
    cue = plain_cue(phrase)
    try:
        return bool(parse_cue(cue)) and not names_nothing(cue.split())
    except CueError:
        return False


def texts_with(phrases: Sequence[str], texts: Sequence[str]) -> list[int]:
    """In how many of the texts each phrase stands, whichever way it is meant there; 0 for one that says nothing."""
    trie = CueTrie((plain_cue(phrase), at) for at, phrase in enumerate(phrases) if says_something(phrase))
    found = [0] * len(phrases)
    for text in texts:
        words, clauses = split(text)
        here = {
            at for clause in clauses for _, _, _, at in trie.find(words.norms[clause.first : clause.after])
        }
        for at in here:
            found[at] += 1
    return found
