"""What the model sees of a clause: its words and runs of words, their letters, and what the rules noticed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from analysis.coding.choice import Found
    from analysis.coding.scope import Frame, Hit

LETTERS: Final = 0.35  # what a run of letters weighs beside a word
MARKS: Final = 0.4  # what a mark weighs; unlike words, marks do not weigh less in a long clause


def plain(norms: Sequence[str]) -> list[str]:
    """The words of a clause with every number made one."""
    if not any(map(str.isdigit, norms)):
        return list(norms)
    return ["#" if norm.isdigit() else norm for norm in norms]


def word(of: str) -> str:
    """The name of a word by itself."""
    return f"={of}"


def letters(of: str) -> Iterator[str]:
    """The names of the runs of three to five letters in a word, its edges counted as letters."""
    edged = f"<{of}>"
    for size in (3, 4, 5):
        for at in range(len(edged) - size + 1):
            yield f"~{edged[at : at + size]}"


def run_names(words: Sequence[str]) -> list[str]:
    """The names of the runs of two and of three words, the clause's edges counted as words."""
    edged = ["^", *words, "$"]
    twos = list(map(" ".join, pairwise(edged)))
    return twos + [f"{two} {third}" for two, third in zip(twos, edged[2:], strict=False)]


def marks(frame: Frame, hits: Iterable[Hit], found: Iterable[Found]) -> list[str]:
    """The names of what the rules noticed: kinds of framing words, cues, and how they read them."""
    seen = {f"F {name}" for name in frame.spans}
    if frame.about_other:
        seen.add("F about")
    if frame.clause.question:
        seen.add("F ?")
    if frame.clause.contrast:
        seen.add("F but")
    seen.update(f"H {hit.factor} {hit.kind}" for hit in hits)
    order = [(start, name) for name, spans in frame.spans.items() if name in _ORDERED for start, _ in spans]
    order += [(hit.start, hit.kind) for hit in hits if hit.kind != "weak"]
    if len(order) > 1:
        order.sort()
        seen.update(f"Q {one} {then}" for (_, one), (_, then) in pairwise(order) if one != then)
    for one in found:
        seen.add(f"R {one.hit.factor} {one.reading.polarity}")
        seen.add(f"P {one.reading.polarity} {one.reading.how}")
        seen.add(f"S {one.hit.factor} {one.reading.p >= _CLEAR}")
    return sorted(seen)


_CLEAR: Final = 0.5
_ORDERED: Final = frozenset(
    [
        "candidate",
        "clearance",
        "excess",
        "lacking",
        "more",
        "negation",
        "negative",
        "not_only",
        "other",
        "positive",
        "wish",
    ]
)
