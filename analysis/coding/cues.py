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
from itertools import chain, islice
from operator import attrgetter, getitem
from threading import Lock
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

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

Places = NDArray[np.integer]
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
        self._nothing, self._nothing_after_gap = _Nothing(), _Nothing()
        self._lock, self._lock_of_kinds = Lock(), Lock()
        self._gappy = bytearray(1)  # whether something begins with each kind of word that goes on after a gap
        seconds: dict[tuple[Element, ...], _Node] = {}
        for cue, label in cues:
            for sequence in parse_cue(cue):
                self._add(sequence, label, seconds)

    def find(self, norms: Sequence[str]) -> list[tuple[int, int, int, Label]]:
        """Every cue found, as (first word, word after the last, words skipped by gaps, label), in the order of the words."""
        kinds = self._kinds_of(norms)
        found: list[tuple[int, int, int, Label]] = []
        for start, (_, begun) in enumerate(map(getitem, kinds, islice(kinds, 1, None))):
            if begun:
                _go_on(begun, kinds, start, found, gaps=True)
        return found

    def find_each(self, runs: Sequence[Sequence[str]]) -> list[list[tuple[int, int, int, Label]]]:
        """What `find` gives for each of many runs of words, sooner: words that begin nothing are passed over together."""
        kinds = [self._kinds_of(norms) for norms in runs]
        found: list[list[tuple[int, int, int, Label]]] = [[] for _ in runs]
        sizes = np.fromiter(map(len, kinds), np.intp, len(kinds))
        ids = np.fromiter(map(_ID, chain.from_iterable(kinds)), np.intp, sizes.sum())
        run_of = np.repeat(np.arange(len(kinds)), sizes)
        begins = np.cumsum(sizes) - sizes
        with self._lock:
            of = list(self._kinds.values())
            gaps = self._before_gaps(ids, of)
            pairs = self._nothing.places(ids, np.roll(ids, -1), len(of))
            live = np.flatnonzero((gaps | ~self._nothing.known(pairs)) & (ids != _END.id))
            nothing: list[int] = []
            for at, run, start, gap in zip(
                live.tolist(),
                run_of[live].tolist(),
                (live - begins[run_of[live]]).tolist(),
                gaps[live].tolist(),
                strict=True,
            ):
                here = kinds[run]
                something, begun = here[start][here[start + 1]]
                if not something:
                    nothing.append(at)
                if begun:
                    _go_on(begun, here, start, found[run], gaps=gap)
            self._nothing.keep(pairs[nothing])
        return found

    def _before_gaps(self, ids: Places, of: Sequence[_Kind]) -> NDArray[np.bool_]:
        """Whether something begins at each word that goes on after a gap, for words each followed by an end."""
        before = np.zeros(len(ids), dtype=bool)
        ahead = np.concatenate([ids, np.full(GAP_WORDS + 1, _END.id)])
        at = np.flatnonzero(np.frombuffer(bytes(self._gappy), dtype=bool)[ids])
        for words in range(1, GAP_WORDS + 2):
            at = at[ahead[at + words] != _END.id]
            places = self._nothing_after_gap.places(ids[at], ahead[at + words], len(of))
            unknown = ~self._nothing_after_gap.known(places)
            before[at[unknown]] = True
            places, first = np.unique(places[unknown], return_index=True)
            first = at[unknown][first]
            nothing = [
                not of[kind - 1].goes_on_after_gap(of[then - 1])
                for kind, then in zip(ids[first].tolist(), ahead[first + words].tolist(), strict=True)
            ]
            self._nothing_after_gap.keep(places[np.array(nothing, dtype=bool)])
        return before

    def _kinds_of(self, norms: Sequence[str]) -> list[_Kind]:
        return [*map(self._words.__getitem__, norms), _END]

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
        with self._lock_of_kinds:
            if symbols not in self._kinds:
                firsts = [self._first[symbol] for symbol in symbols if symbol in self._first]
                self._gappy.append(any(first.gapped.by_symbol for first in firsts))
                self._kinds[symbols] = _Kind(len(self._kinds) + 1, symbols, firsts)
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


class _Kind(dict["_Kind", "tuple[bool, list[_Begun]]"]):
    """The elements that a word is, and what begins with it before each kind of word; remembered."""

    __slots__ = ("_firsts", "id", "symbols")
    __hash__ = object.__hash__  # one of each, so that the look-up by a pair of them compares nothing

    def __init__(self, at: int, symbols: tuple[str, ...], firsts: Sequence[_First]) -> None:
        self.id, self.symbols, self._firsts = at, symbols, firsts

    def __eq__(self, other: object) -> bool:
        return self is other

    def goes_on_after_gap(self, then: _Kind) -> bool:
        """Whether anything that begins with the word goes on with another after a gap."""
        return any(first.gapped[then] for first in self._firsts)

    def __missing__(self, then: _Kind) -> tuple[bool, list[_Begun]]:
        begun = [one for first in self._firsts if (one := first.before(then)) is not None]
        # Besides what may follow after a gap.
        found = (any(named or nodes for named, nodes, _ in begun), begun) if begun else _NOTHING_BEGUN
        if len(self) < _FOLLOWING:
            self[then] = found
        return found


class _First:
    """What can follow a first word: at once, after a gap, or any one word."""

    __slots__ = ("any", "gapped", "labels", "next")

    def __init__(self) -> None:
        self.labels: list = []
        self.next: dict[str, list[_Node]] = {}
        self.gapped = _Gapped()
        self.any: _Node | None = None

    def before(self, then: _Kind) -> _Begun | None:
        """What is named by the word itself or with the one after it, what goes on from there, and what after a gap."""
        nodes = [node for symbol in then.symbols for node in self.next.get(symbol, ())]
        if self.any is not None and then is not _END:
            nodes.append(self.any)
        gapped = self.gapped if self.gapped.by_symbol and then is not _END else None
        if not nodes and not self.labels and gapped is None:
            return None
        named = [(1, label) for label in self.labels]
        while nodes and not nodes[0].goes_on:  # those after one that goes on are named after what it comes to
            named += [(2, label) for label in nodes.pop(0).labels]
        straight = [(node, not node.labels and node.any is None and node.gap is None) for node in nodes]
        return named, straight, gapped


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

    @property
    def goes_on(self) -> bool:
        """Whether a word may follow."""
        return bool(self.next) or self.any is not None or self.gap is not None

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


_Begun = tuple[list[tuple[int, Any]], list[tuple[_Node, bool]], _Gapped | None]
_NOTHING_BEGUN: Final[tuple[bool, list[_Begun]]] = (False, [])
_END: Final = _Kind(0, (), ())  # stands after the last word
_ID: Final = attrgetter("id")


class _Nothing:
    """The pairs of kinds of words with which nothing goes on: a bit for each, so that many are looked up at once.

    The tables of the kinds say the same, but lie all over the memory, and to walk through it takes longer than to reckon.
    """

    def __init__(self) -> None:
        self._size = 0
        self._bits = np.zeros(0, dtype=np.uint8)

    def places(self, kinds: Places, thens: Places, count: int) -> Places:
        """The place of each pair of kinds, of which there are so many; where they are more than before, all is forgotten."""
        if count >= self._size:
            self._size = 2 ** max(3, count.bit_length())
            self._bits = np.zeros(self._size * self._size // 8, dtype=np.uint8)
        return kinds * self._size + thens

    def known(self, places: Places) -> NDArray[np.bool_]:
        """Whether nothing begins with each pair."""
        return (self._bits[places >> 3] >> (places & 7).astype(np.uint8) & 1).astype(bool)

    def keep(self, places: Places) -> None:
        """Keep that nothing begins with any of these pairs."""
        np.bitwise_or.at(self._bits, places >> 3, (1 << (places & 7)).astype(np.uint8))


def _go_on(begun: list[_Begun], kinds: list[_Kind], start: int, found: list, *, gaps: bool) -> None:
    for named, nodes, gapped in begun:
        for words, label in named:
            found.append((start, start + words, 0, label))
        for node, straight in nodes:
            if straight:
                for child in node[kinds[start + 2]]:
                    _walk(child, kinds, start, start + 3, 0, found)
            else:
                _walk(node, kinds, start, start + 2, 0, found)
        if gaps and gapped is not None:
            after = start + 1
            for at, kind in enumerate(kinds[after : after + GAP_WORDS + 1], after):
                for node in gapped[kind]:
                    _walk(node, kinds, start, at + 1, at - after, found)


def _walk(node: _Node, kinds: list[_Kind], start: int, at: int, skipped: int, found: list) -> None:
    if node.labels:
        found.extend([(start, at, skipped, label) for label in node.labels])
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
