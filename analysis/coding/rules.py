"""The rules' half of the coder: which cues stand in each clause of a text, and how each is meant there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from analysis.coding import features
from analysis.coding.choice import Found, readings
from analysis.coding.clauses import Clause, Words
from analysis.coding.codebook import Codebook, CueKind, default_codebook
from analysis.coding.cues import CueTrie
from analysis.coding.model import Seen
from analysis.coding.scope import Frame, Hit


class Noticed(NamedTuple):
    """A clause, what the rules read in it, the cues they found, and what the model is to see of it."""

    clause: Clause
    found: Sequence[Found]
    hits: Sequence[Hit]
    seen: Seen


class Rules:
    """The cues of one codebook, ready to be looked for."""

    def __init__(self, codebook: Codebook) -> None:
        self._trie = CueTrie(_labelled(codebook))

    def notice(self, words: Words, clauses: Iterable[Clause]) -> list[Noticed]:
        """What there is to notice in each clause of a text."""
        noticed: list[Noticed] = []
        before: Frame | None = None
        addressed = not _YOU.isdisjoint(words.norms)
        for clause in clauses:
            frame, hits = self._frame(words, clause, before, addressed=addressed)
            found = readings(frame, hits)
            seen = Seen(features.plain(frame.norms), features.marks(frame, hits, found))
            noticed.append(Noticed(clause, found, hits, seen))
            before = frame
        return noticed

    def _frame(
        self, words: Words, clause: Clause, before: Frame | None, *, addressed: bool
    ) -> tuple[Frame, list[Hit]]:
        """The clause with its framing words, and the factors' cues in it."""
        norms = words.norms[clause.first : clause.after]
        frame = Frame(clause, norms, words.segments[clause.first : clause.after])
        hits: list[Hit] = []
        for start, end, skipped, label in self._trie.find(norms):
            if isinstance(label, str):
                frame.spans.setdefault(label, []).append((start, end))
            else:
                hits.append(Hit(start, end, skipped, *label))
        frame.about_other = _about_another(frame, before, addressed=addressed)
        return frame, hits


def _labelled(codebook: Codebook) -> Iterable[tuple[str, str | tuple[str, CueKind, str, bool]]]:
    """Every cue with the kind of framing word, or else the factor, it stands for, and whether it is a person's own."""
    for name, cues in codebook.language.items():
        for cue in cues:
            yield cue, name
    shipped = default_codebook().factors
    for factor in codebook.factors.values():
        for kind, cues in factor.cues.items():
            ours = frozenset(shipped[factor.id].cues[kind]) if factor.id in shipped else frozenset()
            for cue in cues:
                yield cue, (factor.id, kind, factor.group, cue not in ours)


def _about_another(frame: Frame, before: Frame | None, *, addressed: bool) -> bool:
    """Whether a clause speaks of somebody else: "she" in a text to "you", or one that goes on about the other."""
    if any(start <= 1 for start, _ in frame.all("they")) and (addressed or bool(frame.all("more"))):
        return True
    if before is None or frame.all("candidate") or frame.clause.contrast:
        return False
    return (before.about_other or bool(before.all("other"))) and frame.norms[0] in _GOES_ON


_YOU: Final = frozenset(("you", "your", "yours"))
_GOES_ON: Final = frozenset(
    ["he", "she", "they", "and", "with", "miles", "plus", "also", "more", "had", "has", "who", "which"]
)
