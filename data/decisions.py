"""What a person decided about a file, kept for the next one with the same headers: how it is written down and used again."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from data.records import SOURCES, Source

if TYPE_CHECKING:
    from data.reading import Choices, DateOrder, Reading

_ORDERS = ("dmy", "mdy", "ymd")
_HAS_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The decisions about a file and the day they were made (None: not known); `cells` hold what stood there, what is
    read, and of which interview ("" where the row names none).

    `content` is the fingerprint of the file itself: the answer for a date without a year holds for that file alone.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    feedback_source: Source | None = None
    date_values: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], tuple[str, str, str]] = field(default_factory=dict)
    content: str = ""
    on: dt.date | None = None

    def says_something(self) -> bool:
        """Say whether anything was decided at all."""
        return bool(self.mapping or self.date_order or self.feedback_source or self.date_values or self.cells)


def decided_about(
    reading: Reading, choices: Choices, content: bytes, *, before: Decided | None, on: dt.date
) -> Decided:
    """Give what is to be remembered of the choices a file was read with; its day stays that of `before` where nothing changed."""
    who = _who(reading)
    cells = {
        place: (reading.cells[place], text, who.get(place[0], ""))
        for place, text in choices.cells.items()
        if place in reading.cells
    }
    decided = Decided(
        mapping=dict(choices.mapping),
        date_order=choices.date_order,
        feedback_source=choices.feedback_source,
        date_values=dict(choices.date_values),
        cells=cells,
        content=_fingerprint(content),
        on=on,
    )
    if before is not None and replace(before, content=decided.content, on=on) == decided:
        return replace(decided, on=before.on)
    return decided


def as_decided(
    decided: Decided, choices: Choices, content: bytes, read: Callable[[Choices], Reading]
) -> Choices:
    """Give the choices with what was decided about an earlier file wherever they say nothing themselves.

    A mended cell is mended again only where the same text stands in the same column of the same interview, and a date without a year is answered
    again only in the very same file: in another it may be of another year.
    """
    same_file = decided.content == _fingerprint(content)
    recalled = replace(
        choices,
        mapping=choices.mapping or decided.mapping,
        date_order=choices.date_order or decided.date_order,
        feedback_source=choices.feedback_source or decided.feedback_source,
        date_values={
            cell: date for cell, date in decided.date_values.items() if same_file or _HAS_YEAR.search(cell)
        }
        | dict(choices.date_values),
    )
    if not decided.cells or choices.cells:
        return recalled
    found = read(recalled)
    who = _who(found)
    mended: dict[tuple[int, str], str] = {}
    for (row, header), (before, text, whose) in decided.cells.items():
        places = [
            place
            for place, stands in found.cells.items()
            if place[1] == header and stands == before and who.get(place[0], "") == whose
        ]
        same = next((place for place in places if place[0] == row), None)
        if same or (whose and len(places) == 1):
            mended[same or places[0]] = text
    return replace(recalled, cells=mended)


def _who(reading: Reading) -> dict[int, str]:
    """Give for each row the company and role it names, as one text."""
    return {
        row.row: "\x1f".join(str(row.values.get(name) or "") for name in ("company", "role")).casefold()
        for row in reading.rows
    }


def to_json(decided: Decided) -> str:
    """Give the decisions as they are kept, without the mapping, which is kept beside them."""
    return json.dumps(
        {
            "on": decided.on.isoformat() if decided.on else None,
            "date_order": decided.date_order,
            "feedback_source": decided.feedback_source,
            "date_values": dict(decided.date_values),
            "cells": [[*place, *cell] for place, cell in decided.cells.items()],
            "content": decided.content,
        },
        ensure_ascii=False,
    )


def from_json(kept: str, mapping: str) -> Decided:
    """Give the decisions from what is kept of them; what does not belong there, in an export changed by hand, is left out."""
    found, columns = _loaded(kept), _texts(_loaded(mapping))
    order, source = found.get("date_order"), found.get("feedback_source")
    return Decided(
        mapping=columns,
        date_order=order if order in _ORDERS else None,
        feedback_source=source if source in SOURCES else None,
        date_values=_texts(found.get("date_values")),
        cells=dict(_cells(found.get("cells"))),
        content=found["content"] if isinstance(found.get("content"), str) else "",
        on=_day(found.get("on")),
    )


def _fingerprint(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _loaded(text: str) -> dict[str, Any]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _texts(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _cells(found: Any) -> list[tuple[tuple[int, str], tuple[str, str, str]]]:
    return [
        ((cell[0], cell[1]), (cell[2], cell[3], cell[4]))
        for cell in (found if isinstance(found, list) else [])
        if isinstance(cell, list) and [type(part) for part in cell] == [int, str, str, str, str]
    ]


def _day(found: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(found)
    except (TypeError, ValueError):
        return None
