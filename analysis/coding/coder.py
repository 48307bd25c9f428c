"""The coder: a text to the factors it names, each with its polarity, its place and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from analysis.coding import weighing
from analysis.coding.choice import SUGGESTED, Named, Polarity, least_counted, yielding
from analysis.coding.clauses import Clause, Words, split
from analysis.coding.codebook import Codebook
from analysis.coding.cues import CueTrie
from analysis.coding.ground import Ground
from analysis.coding.language import language_of
from analysis.coding.model import Floats, Model, Seen, default_model
from analysis.coding.personal import NOTHING_LEARNED, Personal
from analysis.coding.quote import most_telling, names_nothing, with_its_denial
from analysis.coding.rules import Noticed, Rules
from analysis.coding.semantic import Semantic, Span, default_semantic, mixed
from analysis.coding.weighing import cases, default_weights
from data.collecting import without_collecting

if TYPE_CHECKING:
    import pandas as pd

    from data.workspace import Workspace

BATCH: Final = 2_000
_AT_ONCE: Final = 1_000  # texts read together, the same clause once, such as the thanks at the end
_LETTERS_AT_ONCE: Final = 500_000  # so that a thousand long letters need no more room than short ones
_REMEMBERED: Final = 65_536  # clauses, which take up to 100 MB


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
    """The words of a clause that show what it names, and what those words add."""

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


class _Read(NamedTuple):
    """A text as the rules read it: its words, its clauses, its language, and the clauses that may name something."""

    words: Words
    clauses: Sequence[Clause]
    language: str
    told: list[tuple[int, Noticed]]  # each with its first word


@dataclass(slots=True)
class _Thought:
    """What is thought of a clause wherever it is met: its hidden layer, the factors it may name, and how it shows them."""

    hidden: Floats
    named: list[Named]
    shown: dict[tuple[str, Polarity], _Shown] = field(default_factory=dict)


class _Stands(NamedTuple):
    """What a text names, the clause that names it, and the first word of that clause."""

    first: int
    clause: Noticed
    named: Named


@dataclass(slots=True)
class _Memory:
    """Clauses that were read, with what is too `unlikely` to be suggested or without it."""

    unlikely: bool
    met: dict[tuple, Noticed] = field(default_factory=dict)
    said: set[tuple[str, ...]] = field(default_factory=set)
    thoughts: dict[Noticed, _Thought] = field(default_factory=dict)


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
        self._memory: _Memory | None = None

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

    def that_remembers(self) -> Coder:
        """The same coder that reads a clause once as long as it lives, however many texts repeat it: for one long work.

        One that is kept should not: what it remembers are other people's words.
        """
        other = copy(self)
        other._memory = _Memory(unlikely=bool(self.personal.version))
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
            read, thoughts = self._read(some, unlikely=True)
            for text in read:
                yield [
                    HeardClause(
                        text.words.starts[first],
                        text.words.ends[first + len(one.seen.words) - 1],
                        thoughts[one].hidden,
                        {each.factor: each.p for each in thoughts[one].named},
                    )
                    for first, one in text.told
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
        decided = bool(self.personal.version)
        read, thoughts = self._read(texts, unlikely=decided)  # decisions may make it likely
        named = {one: self._moved(thought) if decided else thought.named for one, thought in thoughts.items()}
        standing: list[list[_Stands]] = []
        unshown: dict[tuple[Noticed, str, Polarity], tuple[Words, _Stands]] = {}
        for text in read:
            likely = [
                _Stands(first, one, each)
                for first, one in text.told
                for each in named[one]
                if each.p >= SUGGESTED
            ]
            left_out = yielding([each.named for each in likely], self._diagnostic)
            stands = [each for each in likely if each.named.factor not in left_out]
            standing.append(stands)
            for each in stands:
                factor, polarity = each.named.factor, each.named.polarity
                if (factor, polarity) not in thoughts[each.clause].shown:
                    unshown.setdefault((each.clause, factor, polarity), (text.words, each))
        self._show(unshown, thoughts)
        return [
            Coded(self._mentions(whole, text, stands, thoughts), text.language)
            for whole, text, stands in zip(texts, read, standing, strict=True)
        ]

    def _mentions(
        self, whole: str, text: _Read, stands: Sequence[_Stands], thoughts: Mapping[Noticed, _Thought]
    ) -> tuple[Mention, ...]:
        """What stands of all that a text may name, in the order it is said."""
        least = least_counted(each.named for each in stands)
        mentions: list[Mention] = []
        for first, clause, named in stands:
            shown = thoughts[clause].shown[named.factor, named.polarity]
            if not shown.protected and self._ground.beside(
                text.words, text.clauses, first, named.factor, named.polarity
            ):  # by the clauses around it, so never kept for where it is met again
                shown = shown._replace(protected=True)
            mentions.append(_mention(whole, text.words, first, named, shown, least=least))
        return tuple(sorted(mentions, key=_place))

    def _read(self, texts: Sequence[str], *, unlikely: bool) -> tuple[list[_Read], dict[Noticed, _Thought]]:
        """The texts as they are read, and what is thought of each clause of theirs that may name something.

        `unlikely`: also the factors that are too unlikely to be suggested.
        """
        memory = self._memory
        # With the semantic model a clause is heard by the text around it.
        if memory is None or memory.unlikely != unlikely or self._semantic is not None:
            memory = _Memory(unlikely)
        elif len(memory.met) > _REMEMBERED:
            memory = self._memory = _Memory(unlikely)
        met: dict[tuple, Noticed] = {}
        thoughts: dict[Noticed, _Thought] = {}
        new: dict[Noticed, None] = {}
        read: list[_Read] = []
        asked: list[tuple[str, list[Span]]] = []
        # All texts are cut, then all are listened to: one kind of work at a time finds what it needs near the processor.
        cut = [split(text) for text in texts]
        knows = self._model.knows
        languages = [
            language_of(text, words.norms, knows=knows) for text, (words, _) in zip(texts, cut, strict=True)
        ]
        heard = self._rules.hear(
            (one for one, language in zip(cut, languages, strict=True) if language == "en"), but=memory.said
        )
        for text, (words, clauses), language in zip(texts, cut, languages, strict=True):
            if self._semantic is not None:
                met = {}
            spans: list[Span] = []
            told: list[tuple[int, Noticed]] = []
            if language == "en":
                noticed = self._rules.notice(words, clauses, met=met, before=memory.met, heard=heard)
                for clause, one in zip(clauses, noticed, strict=True):
                    if clause.question or (not one.found and names_nothing(one.seen.words)):
                        continue
                    told.append((clause.first, one))
                    if one not in thoughts and one not in new:
                        known = memory.thoughts.get(one)
                        if known is not None:
                            thoughts[one] = known
                        else:
                            new[one] = None
                            spans.append((words.starts[clause.first], words.ends[clause.after - 1]))
            read.append(_Read(words, clauses, language, told))
            asked.append((text, spans))
        thought = dict(zip(new, self._thoughts(list(new), asked, unlikely=unlikely), strict=True))
        memory.thoughts.update(thought)
        memory.said.update(said for said, *_ in met)
        memory.met.update(met)
        return read, thoughts | thought

    def _thoughts(
        self, told: Sequence[Noticed], asked: Sequence[tuple[str, Sequence[Span]]], *, unlikely: bool
    ) -> Iterator[_Thought]:
        """What is thought of each clause; `asked` has where they stand in each text."""
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
        for one, hidden, of in zip(told, opinion.hidden, weighed, strict=True):
            one.seen = Seen(one.seen.words, [])  # the marks have been read
            yield _Thought(
                hidden,
                [
                    each
                    for each in weighing.named(one.found, of, self._weights)
                    if (unlikely or each.p >= SUGGESTED)
                    and each.factor in offered
                    and (each.found or not self._ground.only_sounds_like(one.seen.words, each.factor))
                ]
                if of or one.found
                else [],
            )

    def _moved(self, thought: _Thought) -> list[Named]:
        """What a clause may name with the person's decisions heard; a cue of their own is their word already."""
        moved = [
            one
            if one.found is not None and one.found.hit.own
            else one._replace(p=self.personal.moved(one.factor, thought.hidden, one.p))
            for one in thought.named
        ]
        anew = self.personal.heard_anew(thought.hidden, {one.factor for one in thought.named})
        return moved + [
            Named(factor, polarity, p, None)
            for factor, polarity, p in anew
            if (factor, polarity) in self._model.column and factor in self.codebook.factors
        ]

    def _show(
        self,
        unshown: Mapping[tuple[Noticed, str, Polarity], tuple[Words, _Stands]],
        thoughts: Mapping[Noticed, _Thought],
    ) -> None:
        """Keep with each clause the words that show what it names, the same wherever it is met again."""
        heard = [key for key, (_, stands) in unshown.items() if stands.named.found is None]
        telling = self._model.telling(
            [
                (one.seen, thoughts[one].hidden, self._model.column[factor, polarity])
                for one, factor, polarity in heard
            ]
        )
        speaks = dict(zip(heard, telling, strict=True))
        for key, (words, stands) in unshown.items():
            one, factor, polarity = key
            opens, after = stands.first, stands.first + len(one.seen.words)
            around, segments = words.norms[opens:after], words.segments[opens:after]
            found = stands.named.found
            first, after = (
                most_telling(one.seen.words, segments, speaks[key])
                if found is None
                else (found.first, found.after)
            )
            protected = self._ground.under(around, factor, polarity)
            aspect = self._aspect(around[first:after], around, factor)
            thoughts[one].shown[factor, polarity] = _Shown(
                *with_its_denial(around, segments, first, after), aspect, protected
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
    """Code every text of the workspace that this coder has not coded yet; gives how many, same texts coded once."""
    version, reader = coder.version, coder.that_remembers()
    waiting = ws.uncoded(version)
    total = len(waiting)
    with without_collecting():  # what is remembered would be walked again and again
        for begin in range(0, total, BATCH):
            batch = waiting.iloc[begin : begin + BATCH]
            text_of = dict(zip(batch["feedback_id"].tolist(), batch["text"].tolist(), strict=True))
            texts = list(dict.fromkeys(text_of.values()))
            coded = dict(zip(texts, reader.code_all(texts), strict=True))
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


def _mention(text: str, words: Words, offset: int, named: Named, shown: _Shown, *, least: float) -> Mention:
    found = named.found
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
