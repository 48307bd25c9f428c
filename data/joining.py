"""Feedback that comes in a file of its own: which interview each piece is about, or why none can be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Who = tuple[str, str, str]  # candidate, company and role, folded; "" where it is not said


class Told(NamedTuple):
    """Whom a piece of feedback names: a number, or candidate, company and role, and days."""

    number: str | None
    who: Who
    days: tuple[dt.date, ...]


class There(NamedTuple):
    """An interview that is there, by every number it is known by."""

    numbers: tuple[str, ...]
    who: Who
    days: tuple[dt.date, ...]


def join(told: Iterable[Told], there: Sequence[There]) -> list[int | str]:
    """Give for each piece the place of its interview in `there`, or a sentence that says why it joins none.

    A number decides. Without one candidate, company and role must be the same, as far as they are said; of several such
    interviews the day decides, whichever of its days it is. Nothing is guessed.
    """
    numbered: dict[str, list[int]] = {}
    named: dict[str, list[int]] = {}
    for place, one in enumerate(there):
        for number in one.numbers:
            numbered.setdefault(number.casefold(), []).append(place)
        named.setdefault(one.who[1], []).append(place)
    return [_place(one, there, numbered, named) for one in told]


def _place(
    told: Told, there: Sequence[There], numbered: dict[str, list[int]], named: dict[str, list[int]]
) -> int | str:
    candidate, company, role = told.who
    if told.number and (by_number := numbered.get(told.number.casefold())):
        fitting = [place for place in by_number if not company or there[place].who[1] == company]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            return f'The interview with the number "{told.number}" is at another company.'
    if not company:
        return (
            f'No interview here has the number "{told.number}".'
            if told.number
            else "It names no company and no number."
        )
    places = [
        place
        for place in named.get(company, ())
        if (not role or there[place].who[2] in ("", role))
        and (not candidate or there[place].who[0] in ("", candidate))
    ]
    if not places:
        return "No interview here is at this company, for this role."
    on_the_day = [place for place in places if set(told.days) & set(there[place].days)]
    if len(places) == 1:
        return places[0]
    if len(on_the_day) == 1:
        return on_the_day[0]
    return f"{len(places)} interviews here could be meant: say the day of the interview, or the role."
