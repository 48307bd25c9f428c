"""The rules' half of the coder: which cues stand in each clause of a text, and how each is meant there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from analysis.coding import features, scope
from analysis.coding.choice import Found, readings
from analysis.coding.clauses import Clause, Words
from analysis.coding.codebook import Codebook, CueKind
from analysis.coding.cues import CueTrie, parse_cue
from analysis.coding.model import Seen
from analysis.coding.scope import Frame, Hit


@dataclass(slots=True, eq=False)
class Noticed:
    """What the rules read in a clause, what the model is to see of it, and whether it speaks of somebody else.

    One of each, wherever the clause is met: it is known by itself, not by what it holds.
    """

    found: Sequence[Found]
    seen: Seen
    of_other: bool


# Clauses by their words, and by all else that decides how they are read.
Met = Mapping[tuple, Noticed]
# Which cues stand in the words of a clause, for many clauses that were looked through together.
Heard = Mapping[tuple[str, ...], Sequence[tuple[int, int, int, Any]]]
_FEW: Final = 30  # clauses, which are looked through sooner one by one
_NOTHING_HEARD: Final[Heard] = MappingProxyType({})
_NOTHING_MET: Final[Met] = MappingProxyType({})


class Rules:
    """The cues of one codebook, ready to be looked for."""

    def __init__(self, codebook: Codebook) -> None:
        self._trie = CueTrie(_labelled(codebook))
        self._they = frozenset(
            word for cue in codebook.language["they"] for first, *_ in parse_cue(cue) for word in first or ()
        )

    def hear(
        self, texts: Iterable[tuple[Words, Sequence[Clause]]], *, but: Container[tuple[str, ...]] = ()
    ) -> Heard:
        """The cues in all clauses of some texts, to be given to `notice`; nothing where there are only a few clauses.

        `but`: runs of words that are left out, since clauses of them were met before.
        """
        said = dict.fromkeys(
            said
            for words, clauses in texts
            for clause in clauses
            if (said := tuple(words.norms[clause.first : clause.after])) not in but
        )
        return {} if len(said) < _FEW else dict(zip(said, self._trie.find_each(list(said)), strict=True))

    def notice(
        self,
        words: Words,
        clauses: Iterable[Clause],
        *,
        met: dict[tuple, Noticed],
        before: Met = _NOTHING_MET,
        heard: Heard = _NOTHING_HEARD,
    ) -> list[Noticed]:
        """What there is to notice in each clause of a text; what was met `before` is not read again.

        What is read is put into `met`, and not read again where it stands there already.
        """
        noticed: list[Noticed] = []
        goes_on = False
        addressed = not _YOU.isdisjoint(words.norms)
        for clause in clauses:
            first, after, _, contrast, question = clause
            norms = words.norms[first:after]
            opens = words.segments[first]
            said = tuple(norms)
            # Both only where they matter, so that the same words are met again after other words.
            spoken_to = addressed and not self._they.isdisjoint(norms[:_OPENING])
            goes_on = goes_on and not contrast and norms[0] in _GOES_ON
            if words.segments[after - 1] == opens:
                segments, key = [0] * len(norms), (said, spoken_to, question, contrast, goes_on)
            else:
                segments = [segment - opens for segment in words.segments[first:after]]
                key = said, spoken_to, question, contrast, goes_on, *segments
            one = before.get(key) or met.get(key)
            if one is None:
                cues = heard.get(said)
                frame, hits = _framed(
                    Frame(clause, norms, segments),
                    self._trie.find(norms) if cues is None else cues,
                    addressed=spoken_to,
                    goes_on=goes_on,
                )
                found = _with_own(frame, hits, readings(frame, hits)) if hits else []
                seen = Seen(features.plain(norms), features.marks(frame, hits, found))
                one = met[key] = Noticed(found, seen, frame.about_other or bool(frame.all("other")))
            goes_on = one.of_other
            noticed.append(one)
        return noticed


def _framed(
    frame: Frame, cues: Iterable[tuple[int, int, int, Any]], *, addressed: bool, goes_on: bool
) -> tuple[Frame, list[Hit]]:
    """The clause with its framing words, and the factors' cues in it."""
    hits: list[Hit] = []
    for start, end, skipped, label in cues:
        if isinstance(label, str):
            frame.spans.setdefault(label, []).append((start, end))
        else:
            hits.append(Hit(start, end, skipped, *label))
    if any(hit.own for hit in hits):
        hits = [_owned(hit, hits) for hit in hits]
    frame.about_other = _about_another(frame, addressed=addressed, goes_on=goes_on)
    return frame, hits


def _labelled(codebook: Codebook) -> Iterable[tuple[str, str | tuple[str, CueKind, str, bool]]]:
    """Every cue with the kind of framing word, or else the factor, it stands for, and whether it is a person's own."""
    for name, cues in codebook.language.items():
        for cue in cues:
            yield cue, name
    for factor in codebook.factors.values():
        own = codebook.own_cues.get(factor.id, {})
        for kind, cues in factor.cues.items():
            theirs = frozenset(own.get(kind, ()))
            for cue in cues:
                yield cue, (factor.id, kind, factor.group, cue in theirs)


def _owned(hit: Hit, hits: Sequence[Hit]) -> Hit:
    """The hit, a person's own where it says the same as a cue of theirs that it overlaps."""
    own = any(
        other.own
        and (other.factor, other.kind) == (hit.factor, hit.kind)
        and other.start < hit.end
        and hit.start < other.end
        for other in hits
    )
    return hit._replace(own=own)


def _with_own(frame: Frame, hits: Sequence[Hit], found: list[Found]) -> list[Found]:
    """The findings and those of a person's own cues that gave way to cues of ours: only a longer one of theirs is fuller."""
    own = [hit for hit in hits if hit.own]
    if not own:  # as in most clauses
        return found
    kept = [one.hit for one in found if one.hit.own]
    for hit in sorted(own, key=lambda hit: hit.start - hit.end):
        if not any(other.start < hit.end and hit.start < other.end for other in kept):
            reading = scope.read(hit, frame)
            if reading is not None:
                kept.append(hit)
                found = [*found, Found(hit, reading, reading.start, hit.end)]
    return found


def _about_another(frame: Frame, *, addressed: bool, goes_on: bool) -> bool:
    """Whether a clause speaks of somebody else: opens with "she" in a text to "you", or goes on about the other."""
    they = frame.spans.get("they")
    if (
        they is not None
        and any(start < _OPENING for start, _ in they)
        and (addressed or bool(frame.all("more")))
    ):
        return True
    return goes_on and not frame.all("candidate")


_OPENING: Final = 2  # words of a clause, in one of which it says of whom it speaks
_YOU: Final = frozenset(("you", "your", "yours"))
_GOES_ON: Final = frozenset(
    ["he", "she", "they", "and", "with", "miles", "plus", "also", "more", "had", "has", "who", "which"]
)
