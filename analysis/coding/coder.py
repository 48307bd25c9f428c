"""The coder: a text to the factors it names, each with its polarity, its place and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from analysis.coding.choice import COUNTED, Found, chosen, readings
from analysis.coding.clauses import Clause, Words, split
from analysis.coding.codebook import Codebook, CueKind
from analysis.coding.cues import CueTrie
from analysis.coding.language import language_of
from analysis.coding.scope import Frame, Hit

if TYPE_CHECKING:
    import pandas as pd

    from data.workspace import Workspace

Polarity = Literal["gap", "strength", "neutral"]
BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Mention:
    """One factor named in a text: `text[start:end] == quote`, and `why` in plain words."""

    factor: str
    aspect: str | None
    polarity: Polarity
    p: float
    tier: Literal["counted", "suggested"]
    start: int
    end: int
    quote: str
    why: str
    coded_by: Literal["rule", "model", "person"]
    protected: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """What a text names, and the language it is in; texts in other languages than English name nothing."""

    mentions: tuple[Mention, ...]
    language: str


class Coder:
    """Reads texts by one codebook; built once, and the same text always gives the same mentions."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._trie = CueTrie(_labelled(codebook))
        self._diagnostic = codebook.diagnostic
        factors = codebook.factors.values()
        self._aspects = {
            factor.id: CueTrie((cue, aspect.id) for aspect in factor.aspects.values() for cue in aspect.cues)
            for factor in factors
            if factor.aspects
        }
        self._protected = {
            factor.id: CueTrie((cue, True) for cue in factor.protected)
            for factor in factors
            if factor.protected
        }

    def code(self, text: str) -> Coded:
        """The mentions of a text in the order they stand in it, and its language."""
        words, clauses = split(text)
        language = language_of(text, words.norms)
        if language != "en":
            return Coded((), language)
        found: list[Found] = []
        before: Frame | None = None
        addressed = not _YOU.isdisjoint(words.norms)
        for clause in clauses:
            frame, hits = self._frame(words, clause, before, addressed=addressed)
            found += readings(frame, hits)
            before = frame
        kept = chosen(found, self._diagnostic)
        return Coded(tuple(self._mention(text, words, one) for one in kept), language)

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

    def _mention(self, text: str, words: Words, found: Found) -> Mention:
        start, end = words.starts[found.first], words.ends[found.after - 1]
        quote = text[start:end]
        factor, reading = found.hit.factor, found.reading
        around = words.norms[found.clause.first : found.clause.after]
        return Mention(
            factor=factor,
            aspect=self._aspect(words.norms[found.first : found.after], around, factor),
            polarity=reading.polarity,
            p=reading.p,
            tier="counted" if reading.p >= COUNTED else "suggested",
            start=start,
            end=end,
            quote=quote,
            why=f'{reading.how} "{quote}"',
            coded_by="rule",
            protected=factor in self._protected and bool(self._protected[factor].find(around)),
        )

    def _aspect(self, said: Sequence[str], around: Sequence[str], factor: str) -> str | None:
        """The side of the factor meant, by the quoted words or else by those around them."""
        sides = self._aspects.get(factor)
        if sides is None:
            return None
        for norms in (said, around):
            for *_, aspect in sides.find(norms):
                return aspect
        return None


def code_uncoded(ws: Workspace, coder: Coder, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Code every text of the workspace that this codebook has not coded yet; gives how many, same texts coded once."""
    version = coder.codebook.version
    waiting = ws.uncoded(version)
    total = len(waiting)
    for begin in range(0, total, BATCH):
        batch = waiting.iloc[begin : begin + BATCH]
        coded = {text: coder.code(text) for text in dict.fromkeys(batch["text"])}
        ws.save_coding(
            _table(zip(batch["feedback_id"], (coded[text] for text in batch["text"]), strict=True)),
            languages={
                feedback_id: coded[text].language
                for feedback_id, text in zip(batch["feedback_id"], batch["text"], strict=True)
            },
            codebook_version=version,
        )
        if progress is not None:
            progress(begin + len(batch), total)
    return total


def pieces(text: str) -> list[tuple[int, int]]:
    """The start and end of every clause of a text, for choosing one by hand."""
    words, clauses = split(text)
    return [(words.starts[clause.first], words.ends[clause.after - 1]) for clause in clauses]


def _labelled(codebook: Codebook) -> Iterable[tuple[str, str | tuple[str, CueKind, str]]]:
    for name, cues in codebook.language.items():
        for cue in cues:
            yield cue, name
    for factor in codebook.factors.values():
        for kind, cues in factor.cues.items():
            for cue in cues:
                yield cue, (factor.id, kind, factor.group)


def _about_another(frame: Frame, before: Frame | None, *, addressed: bool) -> bool:
    """Whether a clause speaks of somebody else: "she" in a text to "you", or one that goes on about the other."""
    if any(start <= 1 for start, _ in frame.all("they")) and (addressed or bool(frame.all("more"))):
        return True
    if before is None or frame.all("candidate") or frame.clause.contrast:
        return False
    return (before.about_other or bool(before.all("other"))) and frame.norms[0] in _GOES_ON


def _table(coded: Iterable[tuple[str, Coded]]) -> pd.DataFrame:
    import pandas as pd  # the terminal codes a stream of texts without it, a third of a second sooner

    rows = [
        (
            feedback_id,
            mention.factor,
            mention.aspect,
            mention.polarity,
            mention.p,
            mention.tier,
            mention.start,
            mention.end,
            mention.quote,
            mention.why,
            mention.coded_by,
            mention.protected,
        )
        for feedback_id, one in coded
        for mention in one.mentions
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS: Final = (
    "feedback_id",
    "factor",
    "aspect",
    "polarity",
    "p",
    "tier",
    "start_at",
    "end_at",
    "quote",
    "why",
    "coded_by",
    "protected",
)
_YOU: Final = frozenset(("you", "your", "yours"))
_GOES_ON: Final = frozenset(
    ["he", "she", "they", "and", "with", "miles", "plus", "also", "more", "had", "has", "who", "which"]
)
