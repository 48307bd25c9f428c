"""Text to clauses: sentences cut at contrasts, semicolons and dashes, with the place of every word kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add
from typing import Final, NamedTuple, cast

from analysis.coding.cues import WORD, norms_of

LONGEST: Final = (
    60  # words a clause may have, so that a megabyte without a full stop takes no longer than any other
)

_REMEMBERED: Final = 32_768


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
    """Every word of the text and the clauses they form, in order.

    The text is cut at its spaces, and what stands between two of them is looked at letter by letter only where it is
    met for the first time. Most of it is one plain word, and such words are taken over as many as stand in a row.
    """
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

    chunks = f"{text} ".split(" ")  # the last is empty, and so the words before it are taken over as well
    read = list(map(_read.__getitem__, chunks))
    if text.startswith("-"):
        read[0] = _chunk(chunks[0], "")  # nothing stands before it, and so it is no dash
    leads, sizes, rests = zip(*read, strict=True)
    begins = list(map(add, accumulate(map(len, chunks), initial=0), range(len(chunks))))
    closes = list(map(add, begins, sizes))
    here = 0
    for at in [at for at, rest in enumerate(rests) if rest]:
        after = at + 1 if leads[at] else at
        while here < after:
            room = LONGEST - (len(norms) - first)
            if room <= 0:
                close(next_contrast=contrast)
                room = LONGEST
            until = min(after, here + room)
            norms += leads[here:until]
            starts += begins[here:until]
            ends += closes[here:until]
            segments += [segment] * (until - here)
            here, soft = until, False
        here = at + 1
        for kind, begin, end, said in rests[at]:
            if kind == "word":
                if said and said[0] in _CONTRASTS and _parts(said[0], norms, first, soft=soft):
                    close(next_contrast=True)
                elif len(norms) - first >= LONGEST:
                    close(next_contrast=contrast)
                for norm in said:
                    norms.append(norm)
                    starts.append(begins[at] + begin)
                    ends.append(begins[at] + end)
                    segments.append(segment)
                soft = False
            elif kind == "sign":
                norms.append("plus" if said == "+" else "minus")
                starts.append(begins[at] + begin)
                ends.append(begins[at] + end)
                segments.append(segment)
                segment += 1
            elif kind == "comma":
                segment += 1
                soft = True
            elif kind == "dash":
                close(next_contrast=False)
            elif kind == "stop" and not (
                said == "." and norms and (norms[-1] in _SHORT or len(norms[-1]) == 1)
            ):
                close(next_contrast=False)
                if "?" in said or "\uff1f" in said:
                    for index in range(sentence_first_clause, len(clauses)):
                        part = clauses[index]
                        clauses[index] = Clause(
                            part.first, part.after, sentence, part.contrast, question=True
                        )
                sentence += 1
                sentence_first_clause = len(clauses)
    close(next_contrast=False)
    return words, tuple(clauses)


_TOKEN: Final = re.compile(
    rf"(?P<word>{WORD})"
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


# A sign of the text that counts: what kind it is, where it stands in its chunk, and the words or marks it is.
_Step = tuple[str, int, int, Sequence[str]]
# A word that a chunk begins with and how long it stands there, if it is one that never opens a clause, and what follows;
# a chunk without such a word has something that follows, be it that there is nothing.
_Chunk = tuple[str, int, tuple[_Step, ...]]


class _Chunks(dict[str, _Chunk]):
    """What stands between two spaces, as it is read; remembered unless it is too long to come again."""

    def __missing__(self, chunk: str) -> _Chunk:
        read = _chunk(chunk, " ")
        if len(self) < _REMEMBERED and len(chunk) <= LONGEST:
            self[chunk] = read
        return read


def _chunk(chunk: str, before: str) -> _Chunk:
    """A chunk that stands between what is before it and a space, as it is read."""
    if chunk.isascii() and chunk.isalpha():  # as most are: no sign in it to be looked for
        said = norms_of(chunk)
        if said[0] not in _CONTRASTS and len(said) == 1:
            return said[0], len(chunk), ()
    shift = len(before)
    steps = tuple(
        (
            kind := cast("str", match.lastgroup),
            match.start(kind) - shift,
            match.end(kind) - shift,
            norms_of(match[kind]) if kind == "word" else match[kind],
        )
        for match in _TOKEN.finditer(f"{before}{chunk} ")
    )
    if steps:
        kind, start, end, said = steps[0]
        if kind == "word" and start == 0 and len(said) == 1 and said[0] not in _CONTRASTS:
            return said[0], end, steps[1:]
    return "", 0, steps or (("nothing", 0, 0, ""),)


_read: Final = _Chunks()


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
