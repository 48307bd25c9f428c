"""The coder: a text to the factors it names, each with its polarity, its place and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from analysis.coding import weighing
from analysis.coding.choice import Named, Polarity, chosen, least_counted
from analysis.coding.clauses import Clause, Words, split
from analysis.coding.codebook import Codebook
from analysis.coding.cues import CueTrie
from analysis.coding.ground import Ground
from analysis.coding.language import language_of
from analysis.coding.model import Floats, Model, Opinion, Seen, default_model
from analysis.coding.personal import NOTHING_LEARNED, Personal
from analysis.coding.quote import most_telling, names_nothing, with_its_denial
from analysis.coding.rules import Met, Noticed, Rules
from analysis.coding.semantic import Semantic, Span, default_semantic, mixed
from analysis.coding.weighing import cases, default_weights
from data.collecting import without_collecting

if TYPE_CHECKING:
    import pandas as pd

    from data.workspace import Workspace

BATCH: Final = 2_000
_AT_ONCE: Final = 1_000  # texts read together, the same clause once, such as the thanks at the end
_LETTERS_AT_ONCE: Final = 500_000  # so that a thousand long letters need no more room than short ones


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


class _Shown(NamedTuple):
    """What a clause names, the words of the clause that show it, and what those words add."""

    named: Named
    first: int
    after: int
    aspect: str | None
    protected: bool


class HeardClause(NamedTuple):
    """A clause at its place in a text: its hidden layer, and how likely each factor is named in it."""

    start: int
    end: int
    hidden: Floats
    named: dict[str, float]


_Cut = tuple[Words, tuple[Clause, ...], str, list[tuple[int, int]]]


class _Read(NamedTuple):
    """Some texts as the rules and the model read them, every clause once, however often they repeat it.

    `texts` has for each text its words, its clauses, its language, and the first word of each clause that may name
    something with its place in the rest.
    """

    texts: list[_Cut]
    told: list[Noticed]
    opinion: Opinion
    named: list[list[Named]]


class Coder:
    """Reads texts by one codebook; built once, and the same text always gives the same mentions."""

    def __init__(
        self, codebook: Codebook, model: Model | None = None, semantic: Semantic | None = None
    ) -> None:
        self.codebook, self.personal = codebook, NOTHING_LEARNED
        self._rules = Rules(codebook)
        self._model = default_model() if model is None else model
        self._semantic = default_semantic() if model is None and semantic is None else semantic
        self._weights = default_weights() if self._semantic is None else self._semantic.weights
        self._diagnostic = codebook.diagnostic
        factors = codebook.factors.values()
        self._aspects = {
            factor.id: CueTrie((cue, aspect.id) for aspect in factor.aspects.values() for cue in aspect.cues)
            for factor in factors
            if factor.aspects
        }
        self._ground = Ground(codebook)

    @property
    def version(self) -> str:
        """Changes whenever the same text could be read differently."""
        learned = self.personal.version
        return f"{self.codebook.version}.{learned}" if learned else self.codebook.version

    def that_learned(self, personal: Personal) -> Coder:
        """The same coder with what a person's decisions add."""
        other = copy(self)
        other.personal = personal
        return other

    def code(self, text: str) -> Coded:
        """The mentions of a text in the order they stand in it, and its language."""
        return self._code([text])[0]

    def code_all(self, texts: Iterable[str]) -> Iterator[Coded]:
        """The same for many texts, some at a time, which is faster."""
        for some in _together(texts):
            with without_collecting():
                coded = self._code(some)
            yield from coded

    def heard_alone(self, texts: Iterable[str]) -> Iterator[list[HeardClause]]:
        """What is heard in each clause of each text without what the person's decisions add."""
        for some in _together(texts):
            read = self._read(some, unlikely=True)
            for words, _, _, placed in read.texts:
                yield [
                    HeardClause(
                        words.starts[first],
                        words.ends[first + len(read.told[at].seen.words) - 1],
                        read.opinion.hidden[at],
                        {one.factor: one.p for one in read.named[at]},
                    )
                    for first, at in placed
                ]

    def on_protected_ground(self, text: str, start: int, end: int, factor: str, polarity: str) -> bool:
        """Whether these words of a text, in any language, stand in a clause on protected ground for a factor, or beside it."""
        words, clauses = split(text)
        return any(
            self._ground.under(words.norms[clause.first : clause.after], factor, polarity)
            or self._ground.beside(words, clauses, clause.first, factor, polarity)
            for clause in clauses
            if words.starts[clause.first] < end and start < words.ends[clause.after - 1]
        )

    def _code(self, texts: Sequence[str]) -> list[Coded]:
        read = self._read(texts, unlikely=bool(self.personal.version))  # decisions may make it likely
        hidden = read.opinion.hidden
        named = read.named
        if self.personal.version:
            named = [self._moved(at, here, hidden[at]) for at, here in enumerate(named)]
        shown: dict[tuple[int, str], _Shown] = {}
        coded: list[Coded] = []
        for text, (words, clauses, language, placed) in zip(texts, read.texts, strict=True):
            stands = chosen(
                (one for at in dict.fromkeys(at for _, at in placed) for one in named[at]), self._diagnostic
            )
            least = least_counted(stands)
            by_clause: dict[int, list[Named]] = {}
            for each in stands:
                by_clause.setdefault(each.clause, []).append(each)
            mentions: list[Mention] = []
            for first, at in placed:
                for each in by_clause.get(at, ()):
                    one = shown.get((at, each.factor))
                    if one is None:
                        one = shown[at, each.factor] = self._shown(
                            words, first, read.told[at].seen, hidden[at], each
                        )
                    if not one.protected and self._ground.beside(
                        words, clauses, first, each.factor, each.polarity
                    ):  # by the clauses around it, so never kept for where it is met again
                        one = one._replace(protected=True)
                    mentions.append(_mention(text, words, first, one, least=least))
            coded.append(Coded(tuple(sorted(mentions, key=_place)), language))
        return coded

    def _read(self, texts: Sequence[str], *, unlikely: bool) -> _Read:
        """The texts as they are read, with or without what is too unlikely to be suggested."""
        told: list[Noticed] = []
        read: list[_Cut] = []
        asked: list[tuple[str, list[Span]]] = []
        met: Met = {}
        at: dict[int, int] = {}
        # All texts are cut, then all are listened to: one kind of work at a time finds what it needs near the processor.
        cut = [split(text) for text in texts]
        knows = self._model.knows
        languages = [
            language_of(text, words.norms, knows=knows) for text, (words, _) in zip(texts, cut, strict=True)
        ]
        heard = self._rules.hear(
            one for one, language in zip(cut, languages, strict=True) if language == "en"
        )
        for text, (words, clauses), language in zip(texts, cut, languages, strict=True):
            if self._semantic is not None:  # it hears a clause by the text around it
                met, at = {}, {}
            spans: list[Span] = []
            placed: list[tuple[int, int]] = []
            if language == "en":
                for one in self._rules.notice(words, clauses, met=met, heard=heard):
                    if not one.clause.question and (one.found or not names_nothing(one.seen.words)):
                        index = at.setdefault(id(one.seen), len(told))
                        if index == len(told):
                            told.append(one)
                            spans.append((words.starts[one.clause.first], words.ends[one.clause.after - 1]))
                        placed.append((one.clause.first, index))
            read.append((words, clauses, language, placed))
            asked.append((text, spans))
        opinion = self._model.read([one.seen for one in told])
        if self._semantic is not None:
            opinion = mixed(self._model.classes, opinion, self._semantic.opinions(asked))
        weighed = cases(
            self._model,
            opinion,
            [one.found for one in told],
            suggested_by=None if unlikely else self._weights,
        )
        offered = self.codebook.factors
        named = [
            [
                each
                for each in weighing.named(at, one.found, weighed[at], self._weights)
                if each.factor in offered
                and (each.found or not self._ground.only_sounds_like(one.seen.words, each.factor))
            ]
            for at, one in enumerate(told)
        ]
        return _Read(read, told, opinion, named)

    def _moved(self, clause: int, named: list[Named], hidden: Floats) -> list[Named]:
        """The same with the person's decisions heard; a cue of their own is their word already."""
        moved = [
            one
            if one.found is not None and one.found.hit.own
            else one._replace(p=self.personal.moved(one.factor, hidden, one.p))
            for one in named
        ]
        anew = self.personal.heard_anew(hidden, {one.factor for one in named})
        return moved + [
            Named(clause, factor, polarity, p, None)
            for factor, polarity, p in anew
            if (factor, polarity) in self._model.column and factor in self.codebook.factors
        ]

    def _shown(self, words: Words, opens: int, seen: Seen, hidden: Floats, named: Named) -> _Shown:
        """What the clause that opens at this word shows: the same wherever it is met again."""
        found, factor = named.found, named.factor
        around = words.norms[opens : opens + len(seen.words)]
        segments = words.segments[opens : opens + len(seen.words)]
        if found is not None:
            first, after = found.first, found.after
        else:
            column = self._model.column[factor, named.polarity]
            speaks = self._model.telling(seen, hidden, column)
            first, after = most_telling(seen.words, segments, speaks)
        protected = self._ground.under(around, factor, named.polarity)
        aspect = self._aspect(around[first:after], around, factor)
        return _Shown(named, *with_its_denial(around, segments, first, after), aspect, protected)

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
    """Code every text of the workspace that this coder has not coded yet; gives how many, same texts coded once."""
    version = coder.version
    waiting = ws.uncoded(version)
    total = len(waiting)
    for begin in range(0, total, BATCH):
        batch = waiting.iloc[begin : begin + BATCH]
        text_of = dict(zip(batch["feedback_id"].tolist(), batch["text"].tolist(), strict=True))
        texts = list(dict.fromkeys(text_of.values()))
        coded = dict(zip(texts, coder.code_all(texts), strict=True))
        ws.save_coding(
            _table((feedback_id, coded[text]) for feedback_id, text in text_of.items()),
            languages={feedback_id: coded[text].language for feedback_id, text in text_of.items()},
            codebook_version=version,
        )
        if progress is not None:
            progress(begin + len(batch), total)
    return total


def pieces(text: str) -> list[tuple[int, int]]:
    """The start and end of every clause of a text, for choosing one by hand."""
    words, clauses = split(text)
    return [(words.starts[clause.first], words.ends[clause.after - 1]) for clause in clauses]


def _together(texts: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    letters = 0
    for text in texts:
        some.append(text)
        letters += len(text)
        if len(some) == _AT_ONCE or letters >= _LETTERS_AT_ONCE:
            yield some
            some, letters = [], 0
    if some:
        yield some


def _mention(text: str, words: Words, offset: int, shown: _Shown, *, least: float) -> Mention:
    named, found = shown.named, shown.named.found
    start, end = words.starts[offset + shown.first], words.ends[offset + shown.after - 1]
    quote = text[start:end]
    return Mention(
        factor=named.factor,
        aspect=shown.aspect,
        polarity=named.polarity,
        p=named.p,
        tier="counted" if named.p >= least else "suggested",
        start=start,
        end=end,
        quote=quote,
        why="reads like others who said this" if found is None else f'{found.reading.how} "{quote}"',
        coded_by="model" if found is None else "rule",
        protected=shown.protected,
    )


def _place(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, mention.end, mention.factor, mention.polarity


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
