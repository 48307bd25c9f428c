"""The cue language: how a phrase is written in the codebook, and a trie that finds every cue in a run of words.

`rambl*` takes any ending, `long|short` either word, `very?` may be missing, `...` stands for up to three words and
`_` for exactly one; a hyphen joins words inside an alternative (`little|lack-of`). Case, hyphens, apostrophes and
contractions ("didn't", "did not") make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from operator import getitem
from types import MappingProxyType
from typing import Final, Generic, TypeVar

ANY: Final = "_"
GAP: Final = "..."
GAP_WORDS: Final = 3

# A word keeps the marks inside it (combining accents, zero width, soft hyphen), so that its place never shifts.
_MARKS: Final = r"[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]"
WORD: Final = rf"[^\W_]+(?:(?:{_MARKS}|['\u2018\u2019\u02bc\u00b4`](?=[^\W_]))[^\W_]*)*(?:\+\+|\#(?!\w))?"
_WORD: Final = re.compile(WORD)
_LONGEST: Final = 48
_REMEMBERED: Final = 65_536
_FOLLOWING: Final = 1_000
_SAME: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'"})
_ENDINGS: Final = MappingProxyType(
    {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}
)
_SUBJECTS: Final = frozenset(
    [
        "he",
        "she",
        "it",
        "that",
        "there",
        "here",
        "what",
        "who",
        "where",
        "how",
        "i",
        "we",
        "you",
        "they",
        "let",
        "everything",
    ]
)
_CONTRACTIONS: Final = MappingProxyType(
    {
        "can't": ("can", "not"),
        "cannot": ("can", "not"),
        "won't": ("will", "not"),
        "shan't": ("shall", "not"),
        "let's": ("let", "us"),
        **{
            f"{verb}nt": (verb, "not")
            for verb in [
                "did",
                "do",
                "does",
                "was",
                "were",
                "is",
                "are",
                "could",
                "would",
                "should",
                "had",
                "has",
                "have",
            ]
        },
        "cant": ("can", "not"),
        "wont": ("will", "not"),
        "youre": ("you", "are"),
        "theyre": ("they", "are"),
        "wouldve": ("would", "have"),
        "shouldve": ("should", "have"),
        "couldve": ("could", "have"),
    }
)

Label = TypeVar("Label", bound=Hashable)
Element = frozenset[str] | None  # None is one word, whichever; an empty set is the gap
_GAP_ELEMENT: Final[frozenset[str]] = frozenset()


class CueError(ValueError):
    """A cue that cannot be read; the message completes 'the cue "..."'."""


@lru_cache(maxsize=_REMEMBERED)
def norms_of(word: str) -> tuple[str, ...]:
    """The words a cue compares with: lower case, no accents, contractions written out ("don't" is do, not)."""
    plain = word[:_LONGEST].casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.translate(_SAME))
        plain = "".join(letter for letter in decomposed if letter.isalnum() or letter in "'+#").casefold()
    plain = plain.strip("'")
    whole = _CONTRACTIONS.get(plain)
    if whole is not None:
        return whole
    if plain.endswith("n't"):
        return (plain[:-3], "not")
    body, apostrophe, ending = plain.partition("'")
    if apostrophe:
        if ending == "s" and body not in _SUBJECTS:
            return (f"{body}s",)
        if ending in _ENDINGS:
            return (body, _ENDINGS[ending])
        return (body + ending.replace("'", ""),)
    return (plain,) if plain else ()


@lru_cache(maxsize=_REMEMBERED)
def parse_cue(cue: str) -> tuple[tuple[Element, ...], ...]:
    """The sequences of elements a cue stands for (several when it has optional words); raises CueError."""
    sequences: list[tuple[Element, ...]] = [()]
    for part in cue.split():
        if part == GAP:
            ways: list[tuple[Element, ...]] = [(_GAP_ELEMENT,)]
        elif part == ANY:
            ways = [(None,)]
        else:
            ways = _word_ways(part)
        sequences = [before + way for before in sequences for way in ways]
        if len(sequences) > 64:
            message = "has too many optional words; write it as several cues"
            raise CueError(message)
    for sequence in sequences:
        if not sequence or sequence[0] in (None, _GAP_ELEMENT) or sequence[-1] == _GAP_ELEMENT:
            message = "must begin with a word that has to be there, and may not end in ..."
            raise CueError(message)
    return tuple(sequences)


class CueTrie(Generic[Label]):
    """Cues of any number of kinds in one trie over words; built once, then only read.

    Words that stand for the same elements of cues are one kind of word. What begins with a word of one kind before one of
    another is worked out when the two first meet; after that it is one look-up, which for most words finds nothing.
    """

    def __init__(self, cues: Iterable[tuple[str, Label]]) -> None:
        self._first: dict[str, _First] = {}
        self._prefixes: dict[str, set[str]] = {}
        self._exact: set[str] = set()
        self._kinds: dict[tuple[str, ...], _Kind] = {}
        self._words = _Words(self._kind_of)
        seconds: dict[tuple[Element, ...], _Node] = {}
        for cue, label in cues:
            for sequence in parse_cue(cue):
                self._add(sequence, label, seconds)

    def find(self, norms: Sequence[str]) -> list[tuple[int, int, int, Label]]:
        """Every cue found, as (first word, word after the last, words skipped by gaps, label), in the order of the words."""
        kinds = list(map(self._words.__getitem__, norms))
        kinds.append(_END)
        found: list[tuple[int, int, int, Label]] = []
        for start, begun in enumerate(map(getitem, kinds, islice(kinds, 1, None))):
            for labels, nodes, gapped in begun:
                for label in labels:
                    found.append((start, start + 1, 0, label))
                for node in nodes:
                    _walk(node, kinds, start, start + 2, 0, found)
                if gapped is not None:
                    after = start + 1
                    for at, kind in enumerate(kinds[after : after + GAP_WORDS + 1], after):
                        for node in gapped[kind]:
                            _walk(node, kinds, start, at + 1, at - after, found)
        return found

    def _add(
        self, sequence: tuple[Element, ...], label: Label, seconds: dict[tuple[Element, ...], _Node]
    ) -> None:
        for element in sequence:
            for symbol in element or ():
                self._know(symbol)
        head, *rest = sequence
        firsts = [self._first.setdefault(symbol, _First()) for symbol in sorted(head or ())]
        if not rest:
            for first in firsts:
                if label not in first.labels:
                    first.labels.append(label)
            return
        if rest[0] is None:
            for first in firsts:
                if first.any is None:
                    first.any = _Node()
                first.any.add(rest[1:], label)
            return
        gapped = not rest[0]
        begins = sequence[:3] if gapped else sequence[:2]
        node = seconds.get(begins)
        if node is None:
            node = seconds[begins] = _Node()
            for first in firsts:
                table = first.gapped.by_symbol if gapped else first.next
                for symbol in begins[-1] or ():
                    table.setdefault(symbol, []).append(node)
        node.add(sequence[len(begins) :], label)

    def _know(self, symbol: str) -> None:
        if symbol.endswith("*"):
            prefix = symbol[:-1]
            self._prefixes.setdefault(prefix[:3], set()).add(prefix)
        else:
            self._exact.add(symbol)

    def _kind_of(self, norm: str) -> _Kind:
        found = [norm] if norm in self._exact else []
        for head in (norm[:2], norm[:3]) if len(norm) > 2 else (norm,):
            found += [
                f"{prefix}*" for prefix in sorted(self._prefixes.get(head, ())) if norm.startswith(prefix)
            ]
        symbols = tuple(found)
        if symbols not in self._kinds:
            firsts = [self._first[symbol] for symbol in symbols if symbol in self._first]
            self._kinds[symbols] = _Kind(symbols, firsts)
        return self._kinds[symbols]


class _Words(dict[str, "_Kind"]):
    """The kind of each word; remembered."""

    def __init__(self, kind_of: Callable[[str], _Kind]) -> None:
        self._kind_of = kind_of

    def __missing__(self, norm: str) -> _Kind:
        kind = self._kind_of(norm)
        if len(self) < _REMEMBERED:
            self[norm] = kind
        return kind


class _Kind(dict["_Kind", "tuple[_Begun, ...]"]):
    """The elements that a word is, and what begins with it before each kind of word; remembered."""

    __slots__ = ("_firsts", "symbols")
    __hash__ = object.__hash__  # one of each, so that the look-up by a pair of them compares nothing

    def __init__(self, symbols: tuple[str, ...], firsts: Sequence[_First]) -> None:
        self.symbols, self._firsts = symbols, firsts

    def __eq__(self, other: object) -> bool:
        return self is other

    def __missing__(self, then: _Kind) -> tuple[_Begun, ...]:
        begun = tuple(one for first in self._firsts if (one := first.before(then)) != ([], [], None))
        if len(self) < _FOLLOWING:
            self[then] = begun
        return begun


class _First:
    """What can follow a first word: at once, after a gap, or any one word."""

    __slots__ = ("any", "gapped", "labels", "next")

    def __init__(self) -> None:
        self.labels: list = []
        self.next: dict[str, list[_Node]] = {}
        self.gapped = _Gapped()
        self.any: _Node | None = None

    def before(self, then: _Kind) -> _Begun:
        """What is named by the word itself, what goes on with the word after it, and what may go on after a gap."""
        if then is _END:
            return self.labels, [], None
        nodes = [node for symbol in then.symbols for node in self.next.get(symbol, ())]
        if self.any is not None:
            nodes.append(self.any)
        return self.labels, nodes, self.gapped if self.gapped.by_symbol else None


class _Gapped(dict[_Kind, "list[_Node]"]):
    """What goes on with each kind of word after a gap; remembered."""

    __slots__ = ("by_symbol",)

    def __init__(self) -> None:
        self.by_symbol: dict[str, list[_Node]] = {}

    def __missing__(self, then: _Kind) -> list[_Node]:
        nodes = [node for symbol in then.symbols for node in self.by_symbol.get(symbol, ())]
        if len(self) < _FOLLOWING:
            self[then] = nodes
        return nodes


class _Node(dict[_Kind, "list[_Node]"]):
    """What can follow from the third element on, and what goes on with each kind of word; remembered."""

    __slots__ = ("any", "gap", "labels", "next")

    def __init__(self) -> None:
        self.labels: list = []
        self.next: dict[frozenset[str], _Node] = {}
        self.any: _Node | None = None
        self.gap: _Node | None = None

    def __missing__(self, then: _Kind) -> list[_Node]:
        nodes = [child for element, child in self.next.items() if not element.isdisjoint(then.symbols)]
        if len(self) < _FOLLOWING:
            self[then] = nodes
        return nodes

    def add(self, rest: Sequence[Element], label: Hashable) -> None:
        node = self
        for element in rest:
            if element is None:
                if node.any is None:
                    node.any = _Node()
                node = node.any
            elif not element:
                if node.gap is None:
                    node.gap = _Node()
                node = node.gap
            else:
                node = node.next.setdefault(element, _Node())
        if label not in node.labels:
            node.labels.append(label)


_Begun = tuple[list, list[_Node], _Gapped | None]
_END: Final = _Kind((), ())  # stands after the last word


def _walk(node: _Node, kinds: list[_Kind], start: int, at: int, skipped: int, found: list) -> None:
    for label in node.labels:
        found.append((start, at, skipped, label))
    kind = kinds[at]
    if kind is _END:
        return
    if node.next:
        for child in node[kind]:
            _walk(child, kinds, start, at + 1, skipped, found)
    if node.any is not None:
        _walk(node.any, kinds, start, at + 1, skipped, found)
    if node.gap is not None:
        for then, kind in enumerate(kinds[at : at + GAP_WORDS + 1], at):
            for child in node.gap[kind]:
                _walk(child, kinds, start, then + 1, skipped + then - at, found)


def _word_ways(part: str) -> list[tuple[Element, ...]]:
    ways: list[tuple[Element, ...]] = []
    optional = part.endswith("?")
    single: set[str] = set()
    for word in part.removesuffix("?").split("|"):
        body = word.removesuffix("*")
        norms = [norm for piece in _WORD.findall(body) for norm in norms_of(piece)]
        if not norms or any(sign in body for sign in "*?_"):
            message = f'cannot be read at "{part}": a word is letters or digits, with * only at its end'
            raise CueError(message)
        if word.endswith("*"):
            if len(norms[-1]) < 2:
                message = f'has "{word}", which is too short for a *'
                raise CueError(message)
            norms[-1] += "*"
        if len(norms) == 1:
            single.add(norms[0])
        else:
            ways.append(tuple(frozenset((norm,)) for norm in norms))
    if single:
        ways.append((frozenset(single),))
    if optional:
        ways.append(())
    return ways
