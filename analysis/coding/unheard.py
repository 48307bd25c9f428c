"""Which clauses of a text say something in which nothing was heard: what a person may find a theme of their own in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from analysis.coding.clauses import Clause, Words, split
from analysis.coding.codebook import default_codebook
from analysis.coding.cues import CueTrie
from analysis.coding.quote import is_vague, names_nothing

Kind = Literal["greeting", "sign-off", "courtesy", "plan", "no reason"]
NAME: Final = 3  # words a clause after a sign-off may have and still be a name


def unheard(text: str, heard: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The start and end of each clause that touches none of the heard spans and says something.

    Questions say nothing about the person, and neither do greetings, thanks, plans and what stands in every rejection.
    """
    words, clauses = split(text)
    found = []
    signed = False
    for clause in clauses:
        first = clause.first + _greeting(words, clause)
        norms = words.norms[first : clause.after]
        kinds = _courtesies().find(norms)
        signed = signed or any(kind == "sign-off" and at <= 1 for at, _, _, kind in kinds)
        if (
            clause.question
            or (signed and clause.after - clause.first <= NAME)
            or is_vague(norms)
            or _is_courtesy(norms, kinds)
        ):
            continue
        start, end = words.starts[first], words.ends[clause.after - 1]
        if not any(start < until and at < end for at, until in heard):
            found.append((start, end))
    return found


def _greeting(words: Words, clause: Clause) -> int:
    """How many words of the clause greet: up to the first comma where it opens with a greeting."""
    segments = words.segments[clause.first : clause.after]
    greets = segments.count(segments[0])
    found = _courtesies().find(words.norms[clause.first : clause.first + greets])
    return greets if any(kind == "greeting" and at == 0 for at, _, _, kind in found) else 0


def _is_courtesy(norms: Sequence[str], kinds: Sequence[tuple[int, int, int, Kind]]) -> bool:
    """Whether a clause is one: it says so somewhere, it opens as a plan does, or it mostly says that there is no reason."""
    if any(
        kind in ("sign-off", "courtesy") or (kind == "plan" and (at == 0 or names_nothing(norms[:at])))
        for at, _, _, kind in kinds
    ):
        return True
    said = {place for at, after, _, kind in kinds if kind == "no reason" for place in range(at, after)}
    telling = [place in said for place, norm in enumerate(norms) if not is_vague([norm])]
    return bool(said) and telling.count(False) * 2 <= len(telling)


@cache
def _courtesies() -> CueTrie[Kind]:
    book = default_codebook()
    cues: list[tuple[str, Kind]] = [(cue, "plan") for cue in book.language["plan"]]
    cues += [
        (cue, "no reason")
        for factor in ("process_unclear", "stronger_competitor")
        for of in book.factors[factor].cues.values()
        for cue in of
    ]
    cues += [(cue, "greeting") for cue in _GREETINGS]
    cues += [(cue, "sign-off") for cue in _SIGN_OFFS]
    cues += [(cue, "courtesy") for cue in _COURTESIES]
    return CueTrie(cues)


_GREETINGS: Final = ("dear|hi|hello|hey", "good morning|afternoon|evening")
_SIGN_OFFS: Final = (
    "kind|best|warm|warmest|many regards|wishes|thanks",
    "regards",
    "yours|your sincerely|faithfully|truly",
    "sincerely",
    "all the best",
    "take care",
)
_COURTESIES: Final = (
    "good|best-of luck",
    "pleasure|nice|lovely|good|great to meet|talk|speak",
    "pleasure|nice|lovely|good|great meeting|talking|speaking",
    "happy|glad|delighted to answer|help|talk|offer|put|keep|hear",
    "for your? time|interest|patience|application",
    "hope that|this|it helps|is",
    "better news",
    "stay|keep|be|been in touch",
    "keep ... on file|record",
    "hear from us|me|them",
    "look|looking forward",
    "try|apply us? again",
    "do not ... hesitate",
    "after careful consideration",
    "received|had|number-of ... applications",
)
