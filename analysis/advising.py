"""What to practise for a gap: by the side that was heard, where one side is too much of what the others are too little of."""

from __future__ import annotations

from typing import NamedTuple

from analysis import wording
from analysis.study import Study
from analysis.tables import each


class Side(NamedTuple):
    """What to practise, and for which side of the factor; "" where it is for all of it."""

    label: str
    advice: tuple[str, ...]


def to_practise(study: Study, factor: str) -> tuple[Side, ...]:
    """Give the advice for a gap heard where you came second, apart for the sides where one of them is too much.

    The advice of the factor is for too little of it: whoever was only too much is not given it. A factor of one's own may
    have none.
    """
    known = study.codebook.factors.get(factor)
    if known is None:
        return ()
    heard = study.advised_by(factor).aspect.tolist()
    too_much = [aspect for name, aspect in known.aspects.items() if aspect.too_much and name in heard]
    little = [name for name in heard if name not in {aspect.id for aspect in too_much}]
    sides = [Side(aspect.label, aspect.advice) for aspect in too_much]
    if little or not too_much:
        named = [known.aspects[name].label for name in little if name in known.aspects]
        sides.append(
            Side((wording.listed(named) or "Where it was too little") if too_much else "", known.advice)
        )
    return tuple(side for side in sides if side.advice)


def sides_heard(study: Study, factor: str) -> str:
    """Say how often each side was heard: "Too sure of yourself in 2, nerves in 1."; "" where none of them is too much."""
    known = study.codebook.factors[factor]
    rows = [row for row in each(study.advised_by(factor)) if row.aspect in known.aspects]
    if not any(known.aspects[row.aspect].too_much for row in rows):
        return ""
    told = [f"{wording.in_sentence(known.aspects[row.aspect].label)} in {row.heard_in}" for row in rows]
    return f"{wording.at_start(wording.listed(told))}."
