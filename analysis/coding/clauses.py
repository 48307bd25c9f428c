"""Text to clauses: sentences cut at contrasts, semicolons and dashes, with the place of every word kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from analysis.coding.cues import WORD, norms_of

LONGEST: Final = (
    60  # words a clause may have, so that a megabyte without a full stop takes no longer than any other
)


@dataclass(slots=True)
class Words:
    """The normalised words of a text, where each stands, and the comma-to-comma segment it belongs to.

    The words of a contraction share one place; a plus or minus set after a word ("tech+") is a word of its own.
    """

    norms: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)


class Clause(NamedTuple):
    """The words from `first` up to but not including `after`, and how they are joined to those before."""

    first: int
    after: int
    sentence: int
    contrast: bool
    question: bool


def split(text: str) -> tuple[Words, tuple[Clause, ...]]:
    """Every word of the text and the clauses they form, in order."""
    words = Words()
    clauses: list[Clause] = []
    norms, starts, ends, segments = words.norms, words.starts, words.ends, words.segments
    sentence = segment = first = sentence_first_clause = 0
    contrast = soft = False

    def close(*, next_contrast: bool) -> None:
        nonlocal first, contrast, segment, soft
        if len(norms) > first:
            clauses.append(Clause(first, len(norms), sentence, contrast, question=False))
        first, contrast, soft = len(norms), next_contrast, True
        segment += 1

    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            found = norms_of(match[1])
            if found and found[0] in _CONTRASTS and _parts(found[0], norms, first, soft=soft):
                close(next_contrast=True)
            elif len(norms) - first >= LONGEST:
                close(next_contrast=contrast)
            at, end = match.span(1)
            for norm in found:
                norms.append(norm)
                starts.append(at)
                ends.append(end)
                segments.append(segment)
            soft = False
        elif kind == "sign":
            norms.append("plus" if match[0] == "+" else "minus")
            starts.append(match.start())
            ends.append(match.end())
            segments.append(segment)
            segment += 1
        elif kind == "comma":
            segment += 1
            soft = True
        elif kind == "dash":
            close(next_contrast=False)
        elif not (match[0] == "." and norms and (norms[-1] in _SHORT or len(norms[-1]) == 1)):
            close(next_contrast=False)
            if "?" in match[0] or "\uff1f" in match[0]:
                for index in range(sentence_first_clause, len(clauses)):
                    part = clauses[index]
                    clauses[index] = Clause(part.first, part.after, sentence, part.contrast, question=True)
            sentence += 1
            sentence_first_clause = len(clauses)
    close(next_contrast=False)
    return words, tuple(clauses)


_TOKEN: Final = re.compile(
    rf" ?(?P<word>{WORD})"  # with the space before it: most words have one, which would be looked at by itself
    r"|(?P<sign>(?<=\w)[+-](?=[\s,;/]|$))"
    r"|(?P<comma>[,:()/\[\]\u2022\u00b7|])"
    r"|(?P<dash>;|[\u2012-\u2015]|(?<=\s)-{1,2}(?=\s)|--)"
    r"|(?P<stop>[.!?\u2026]+(?=[\s\"'\u201d\u2019)\]]|$)|[\u3002\uff01\uff1f]|[\n\r\u2028\u2029]+)"
)
_CONTRASTS: Final = frozenset(
    [
        "but",
        "however",
        "although",
        "though",
        "yet",
        "whereas",
        "while",
        "albeit",
        "nevertheless",
        "nonetheless",
        "unfortunately",
        "sadly",
        "only",
        "except",
        "just",
        "still",
    ]
)
_ALWAYS: Final = frozenset(
    ["however", "although", "whereas", "albeit", "nevertheless", "nonetheless", "unfortunately", "sadly"]
)
_SHORT: Final = frozenset(["eg", "ie", "mr", "mrs", "ms", "dr", "vs", "etc", "prof", "approx", "st", "no"])


def _parts(word: str, norms: list[str], first: int, *, soft: bool) -> bool:
    """Whether a contrast word opens a clause here: "took a while", "not yet" and "nothing but" do not."""
    before = norms[-1] if len(norms) > first else ""
    if word in _ALWAYS:
        return True
    if word == "but":
        return before not in ("nothing", "anything", "all", "none")
    if word == "though":
        return before not in ("as", "even")
    if word == "yet":
        return soft or before == "and"
    return soft and bool(before)
