"""Which readings of a text stand: the specific over the general, each once, and a reason over "no reason"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from analysis.coding import scope
from analysis.coding.scope import Frame, Hit, Reading

Polarity = Literal["gap", "strength", "neutral"]
COUNTED: Final = 0.5  # from this probability on a mention is counted without being confirmed,
SURE: Final = (
    0.65  # in a text that says one thing this surely: much that only half sounds like feedback is none
)
SUGGESTED: Final = 0.3


class Found(NamedTuple):
    """A hit read in its clause: where it stands among the clause's words, and what it means."""

    hit: Hit
    reading: Reading
    first: int
    after: int


class Named(NamedTuple):
    """A factor that a clause names with this probability, and the rules' finding of it, if they have one."""

    factor: str
    polarity: Polarity
    p: float
    found: Found | None


def readings(frame: Frame, hits: Sequence[Hit]) -> list[Found]:
    """Every hit of a clause that says something, the more specific cue winning over those inside or beside it."""
    found: list[Found] = []
    for hit in hits if len(hits) < _SOME else sorted(_outermost(hits)):
        reading = scope.read(hit, frame)
        if reading is None:
            continue
        if reading.p > scope.NAMED_ALONE:
            frame.before = reading
        found.append(Found(hit, reading, reading.start, hit.end))
    return found if len(found) < _SOME else _quality_first(_field_first(_fuller_first(found)))


def chosen(named: Iterable[Named], diagnostic: frozenset[str]) -> list[Named]:
    """What stands of all that a text may name: "no reason" and "someone stronger" yield to a reason."""
    likely = [one for one in named if one.p >= SUGGESTED]
    left_out = yielding(likely, diagnostic)
    return [one for one in likely if one.factor not in left_out]


def yielding(likely: Sequence[Named], diagnostic: frozenset[str]) -> set[str]:
    """The factors that give way in a text to what else is likely named in it."""
    least = least_counted(likely)
    counted = [one for one in likely if one.p >= least]
    reasons = {one.polarity for one in counted if one.factor in diagnostic}
    left_out: set[str] = set()
    if reasons or any(one.factor == "stronger_competitor" for one in counted):
        left_out.add("process_unclear")
    if reasons - {"strength"}:
        left_out.add("stronger_competitor")
    return left_out


def least_counted(named: Iterable[Named]) -> float:
    """From which probability on what a text names is counted: COUNTED where one of them is SURE, else SURE."""
    return COUNTED if any(one.p >= SURE for one in named) else SURE


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        size = hit.end - hit.start
        inside = any(
            other.start <= hit.start
            and hit.end <= other.end
            and (other.end - other.start, _RANK[other.kind])
            > (size, _RANK[hit.kind] if other.factor == hit.factor else _SAME)
            and other.kind != "weak"
            for other in hits
            if other is not hit
        )
        if not inside:
            kept.append(hit)
    return kept


def _fuller_first(found: Sequence[Found]) -> list[Found]:
    """Where cues overlap, the one with more words of its own; where they are alike, both factors but one polarity."""

    def weaker(one: Found, other: Found) -> bool:
        if other.first >= one.after or one.first >= other.after or other.hit.kind not in _PHRASES:
            return False
        if other.hit.factor != one.hit.factor:
            return other.hit.words > one.hit.words
        return other.reading.polarity != one.reading.polarity and (
            other.hit.words,
            other.reading.p,
            other.first,
        ) > (
            one.hit.words,
            one.reading.p,
            one.first,
        )

    return [one for one in found if not any(weaker(one, other) for other in found)]


def _field_first(found: list[Found]) -> list[Found]:
    """ "More experience with X" is about X: the general factor yields to the named field beside it."""
    kept: list[Found] = []
    for one in found:
        rank = _GENERAL.get(one.hit.factor)
        yields = rank is not None and any(
            other.hit.factor in _GENERAL
            and _GENERAL[other.hit.factor] < rank
            and other.reading.p >= _CLEAR
            and other.first - one.after <= _BESIDE
            and one.first - other.after <= _BESIDE
            for other in found
        )
        if not yields:
            kept.append(one)
    return kept


def _quality_first(found: list[Found]) -> list[Found]:
    """Praise of the whole beside a named quality ("impressed with your code") is praise of that quality."""
    return [
        one
        for one in found
        if one.hit.factor != "overall_impression"
        or not any(
            other.hit.factor != one.hit.factor
            and other.reading.p > scope.NAMED_ALONE
            and other.first - one.after <= _NEXT
            and one.first - other.after <= _NEXT
            for other in found
        )
    ]


_RANK: Final = MappingProxyType({"weak": 0, "topic": 1, "neutral": 2, "strength": 3, "gap": 3})
_PHRASES: Final = frozenset(("gap", "strength", "neutral"))
_SAME: Final = 9
_SOME: Final = 2  # from which on one can yield to another
_CLEAR: Final = 0.5
_BESIDE: Final = 4
_NEXT: Final = 2
# Labelling rule 5: experience with a tool, of leading, of an analysis, in a field; what is left is experience as such.
_GENERAL: Final = MappingProxyType(
    {
        "technical_skills": 0,
        "leadership": 0,
        "problem_solving": 0,
        "domain_experience": 1,
        "experience_level": 2,
    }
)
