"""How a clause is meant: who it is about, what is denied, wished for or cleared, and so which way a cue points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from analysis.coding.clauses import Clause
from analysis.coding.codebook import CueKind

Span = tuple[int, int]  # first word and the word after the last, counted from the start of the clause


class Hit(NamedTuple):
    """A factor's cue found in a clause."""

    start: int
    end: int
    skipped: int
    factor: str
    kind: CueKind
    group: str
    own: bool  # the cue is not ours but a person's, who is taken at their word

    @property
    def words(self) -> int:
        """How many of its words the cue itself names."""
        return self.end - self.start - self.skipped


class Reading(NamedTuple):
    """Which way a hit points, how sure that is, how the clause says it, and the word at which its quote begins.

    Praise is `plain` where its clause holds nothing else: what comes after a "but" does not turn it.
    """

    polarity: Literal["gap", "strength", "neutral"]
    p: float
    how: str
    start: int
    plain: bool = False


@dataclass(slots=True)
class Frame:
    """The words of one clause, the cues of no factor in it, and what it takes over from the clause before."""

    clause: Clause
    norms: Sequence[str]
    segments: Sequence[int]
    spans: dict[str, list[Span]] = field(default_factory=dict)
    about_other: bool = False
    before: Reading | None = None

    def all(self, name: str) -> Sequence[Span]:
        """Every place where one kind of framing word stands."""
        return self.spans.get(name, ())

    def precedes(self, name: str, at: int, within: int) -> int | None:
        """Where framing words begin that end at most `within` words before a word, with no comma between."""
        for start, end in self.spans.get(name, ()):
            if (
                start < at
                and end <= at + 1
                and at - end <= within
                and self.segments[end - 1] == self.segments[at]
            ):
                return start
        return None

    def follows(self, name: str, hit: Hit, within: int) -> bool:
        """Whether framing words begin at most `within` words after the hit."""
        spans = self.spans.get(name)
        return spans is not None and any(0 <= start - hit.end <= within for start, _ in spans)

    def touches(self, name: str, at: int) -> int | None:
        """Where framing words begin that end right before a word."""
        spans = self.spans.get(name)
        return None if spans is None else next((start for start, end in spans if end == at), None)


# How sure each kind of evidence is, until a calibrator learns it.
PHRASE: Final = 0.8
TURNED: Final = 0.72  # a phrase read against its face: denied, wished for, or said of somebody else
NAMED_AND_WISHED: Final = 0.75
NAMED_OF_ANOTHER: Final = 0.72
NAMED_AND_JUDGED: Final = 0.7
NAMED_NEAR_JUDGED: Final = 0.45
LISTED: Final = 0.6
SKIPPED: Final = 0.05  # what each word takes off that a cue's "..." stands for
ACROSS: Final = 0.1
WEAK: Final = 0.3  # what a weak cue takes off
NAMED_ALONE: Final = 0.35


def read(hit: Hit, frame: Frame) -> Reading | None:
    """Which way the hit points in its clause, or None where it says nothing about this candidate."""
    if _not_a_judgement(hit, frame):
        return None
    if hit.kind == "neutral":
        return Reading("neutral", _phrase(hit, frame), "said", hit.start)
    if hit.kind == "gap":
        return _read_gap(hit, frame)
    if hit.kind == "strength":
        return _read_strength(hit, frame)
    reading = _read_topic(hit, frame)
    if reading is None or hit.kind == "topic":
        return reading
    return reading._replace(p=reading.p - WEAK) if reading.p > NAMED_ALONE else None


def is_other(hit: Hit, frame: Frame) -> bool:
    """Whether the hit is said of somebody else than this candidate."""
    if frame.follows("than_you", hit, 6):
        return True
    if frame.all("unrivalled"):
        return False
    owner = frame.about_other
    last = -1
    for start, end in frame.all("other"):
        if start <= hit.start and end > last:
            owner, last = True, end
    for start, _ in frame.all("candidate"):
        if last <= start <= hit.start and frame.norms[start] not in _OBJECTS:
            owner = False
    return owner


def _not_a_judgement(hit: Hit, frame: Frame) -> bool:
    if frame.clause.question:
        return True
    if _UNJUDGED.isdisjoint(frame.spans):  # as in most clauses
        return False
    if any(
        start <= hit.start and "not" not in frame.norms[end : end + 2] for start, end in frame.all("plan")
    ):
        return True
    if any(start < hit.end and hit.start < end + 2 for start, end in frame.all("idiom")):
        return True
    if frame.precedes("irrelevant", hit.start, 5) is not None or frame.follows("irrelevant", hit, 2):
        return True
    if hit.kind != "neutral":
        for start, end in frame.all("employer"):
            if start < hit.start and hit.start - end <= 4 and not _candidate_between(start, hit.end, frame):
                opinion = any(at == end for at, _ in frame.all("opinion"))
                return not opinion or (hit.start == end and hit.factor != "overall_impression")
    return False


def _read_gap(hit: Hit, frame: Frame) -> Reading | None:
    cleared = _cleared(hit, frame)
    if cleared is not None:
        return _strength(hit, LISTED, *cleared)
    denied = _denied(hit.start, frame, 2)
    if denied is not None and frame.precedes("wish", hit.start, 3) is None:
        return _strength(hit, LISTED, "said", denied)
    return Reading("gap", _phrase(hit, frame), "said", hit.start)


def _read_strength(hit: Hit, frame: Frame) -> Reading | None:
    cleared = _cleared(hit, frame)
    if cleared is not None:
        return _strength(hit, TURNED, *cleared)
    if frame.all("unrivalled"):
        return _strength(hit, TURNED, "said", hit.start)
    if is_other(hit, frame):
        return Reading("gap", TURNED, "said of somebody else", hit.start)
    for how, start in (
        ("said", _denied(hit.start, frame, 3)),
        ("said", frame.touches("excess", hit.start)),
        ("asked for", hit.start if _wished(hit, frame) else None),
    ):
        if start is not None:
            return Reading("gap", TURNED, how, start)
    missed = frame.precedes("lacking", hit.start, 3)
    if missed is not None:
        return Reading("gap", LISTED, "said", missed)
    more = frame.touches("more", hit.start)
    if more is not None and not _candidate_between(0, hit.start, frame):
        return Reading("gap", LISTED, "asked for", more)
    if any(start < hit.start for start, _ in frame.all("own_view")):
        return _strength(hit, NAMED_ALONE, "said", hit.start)
    return _strength(hit, _phrase(hit, frame) if hit.words > 1 else LISTED, "said", hit.start)


def _read_topic(hit: Hit, frame: Frame) -> Reading | None:
    cleared = _cleared(hit, frame)
    if cleared is not None:
        return _strength(hit, PHRASE, *cleared)
    if is_other(hit, frame):
        return Reading("gap", NAMED_OF_ANOTHER, "said of somebody else", hit.start)
    if _wished(hit, frame):
        more = frame.touches("more", hit.start)
        return Reading("gap", NAMED_AND_WISHED, "asked for", hit.start if more is None else more)
    missed = frame.precedes("lacking", hit.start, 4)
    if missed is None:
        missed = _denied(hit.start, frame, 1)
    if missed is not None:
        return Reading("gap", NAMED_AND_WISHED, "said", missed)
    judged = _judgement(hit, frame)
    if judged is not None:
        praised, p = judged
        if not praised:
            return Reading("gap", p, "criticised", hit.start)
        return _strength(hit, p, "praised", hit.start)._replace(plain=_plainly_praised(hit, frame))
    more = frame.touches("more", hit.start)
    if more is not None:
        return Reading("gap", LISTED, "asked for", more)
    if frame.before is not None and hit.start <= 2:
        return Reading(frame.before.polarity, LISTED, frame.before.how, hit.start)
    if frame.all("candidate") or len(frame.norms) <= _FRAGMENT:
        return Reading("gap", NAMED_ALONE, "spoke of", hit.start)
    return None


def _judgement(hit: Hit, frame: Frame) -> tuple[bool, float] | None:
    """Whether the nearest word of judgement is praise, and how sure that is; denied or overdone praise is blame."""
    best: tuple[int, bool] | None = None
    beside = frame.segments[hit.start]
    for name, praised in (("positive", True), ("negative", False)):
        for start, end in frame.all(name):
            if start < hit.end and end > hit.start:
                distance = 0
            else:
                distance = start - hit.end if start >= hit.end else hit.start - end
            if frame.segments[start] != beside:
                distance += _COMMA
            if distance > _REACH or (best is not None and distance >= best[0]):
                continue
            turned = _denied(start, frame, 3) is not None or (praised and _only_wished_for(start, frame))
            best = (distance, praised != turned)
    if best is None:
        return None
    return best[1], NAMED_AND_JUDGED if best[0] <= _NEAR else NAMED_NEAR_JUDGED


def _plainly_praised(hit: Hit, frame: Frame) -> bool:
    """Whether a clause holds a topic, a word of praise, and beside them only small words ("your English is good")."""
    if hit.kind != "topic" or hit.group == "unexplained" or frame.all("more"):
        return False
    praise = {at for start, end in frame.all("positive") for at in range(start, end)}
    return all(
        hit.start <= at < hit.end or at in praise or norm in _BESIDE_PRAISE
        for at, norm in enumerate(frame.norms)
    )


def _only_wished_for(at: int, frame: Frame) -> bool:
    """Whether praise at a word is overdone ("too good"), asked for ("could be better") or given to another."""
    if frame.touches("excess", at) is not None or any(at - 3 <= end - 1 < at for _, end in frame.all("wish")):
        return True
    return (
        bool(frame.all("other"))
        and not frame.all("unrivalled")
        and any(at == start for start, _ in frame.all("more"))
    )


def _phrase(hit: Hit, frame: Frame) -> float:
    """How sure a phrase is: less for each word it skips, and less across a comma."""
    across = frame.segments[hit.start] != frame.segments[hit.end - 1]
    return PHRASE - SKIPPED * hit.skipped - (ACROSS if across else 0)


def _strength(hit: Hit, p: float, how: str, start: int) -> Reading:
    """A strength, which for pay, place and hours only means that they were no obstacle."""
    return Reading("neutral" if hit.group == "terms" else "strength", p, how, start)


def _cleared(hit: Hit, frame: Frame) -> tuple[str, int] | None:
    """How a hit is cleared, if it is ("no concerns about X", "X was never in doubt"), and where the quote begins."""
    for start, end in frame.all("clearance"):
        if start <= hit.start and hit.start - end <= _LIST:
            return ("said", start) if hit.start - end <= 1 else ("had no concern about", hit.start)
    return ("had no concern about", hit.start) if frame.follows("clearance", hit, 3) else None


def _wished(hit: Hit, frame: Frame) -> bool:
    for start, end in frame.all("wish"):
        if start < hit.start and hit.start - end <= _WISH:
            mine = start > 0 and frame.norms[start - 1] == "i" and frame.norms[start] in _OWN_WISHES
            if not mine:
                return True
    for start, _ in frame.all("advise"):
        opens = start == 0 or frame.segments[start - 1] != frame.segments[start]
        if (
            opens
            and start < hit.start
            and hit.start - start <= 5
            and frame.segments[start] == frame.segments[hit.start]
        ):
            return True
    return False


def _denied(at: int, frame: Frame, within: int) -> int | None:
    """Where the denial of a word begins, unless it is one of those that deny nothing ("not only")."""
    for start, end in frame.all("negation"):
        if (
            end <= at
            and at - end <= within
            and frame.segments[end - 1] == frame.segments[at]
            and not any(first <= start < last for first, last in frame.all("not_only"))
        ):
            return start
    return None


def _candidate_between(start: int, end: int, frame: Frame) -> bool:
    return any(start <= at < end for at, _ in frame.all("candidate"))


_UNJUDGED: Final = frozenset(("plan", "idiom", "irrelevant", "employer"))
_REACH: Final = 7
_NEAR: Final = 3
_COMMA: Final = 4
_LIST: Final = 9
_WISH: Final = 7
_FRAGMENT: Final = 4
_OBJECTS: Final = frozenset(("me", "myself", "yourself"))
_BESIDE_PRAISE: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "of",
        "in",
        "your",
        "my",
        "his",
        "her",
        "their",
        "its",
        "is",
        "was",
        "were",
        "are",
        "has",
        "have",
        "very",
        "really",
        "so",
        "pretty",
        "quite",
        "rather",
        "overall",
    ]
)
_OWN_WISHES: Final = frozenset(
    [
        "want",
        "wanted",
        "wants",
        "hoping",
        "hoped",
        "expected",
        "expect",
        "wished",
        "would",
        "looking",
        "prefer",
        "preferred",
    ]
)
