"""The dates of whole columns: the order of day and month that a column, its siblings or the person decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.reading.dates import DateCell, in_year, is_open, order_of, read_date, resolved, suggested
from data.reading.findings import Findings, shown
from data.reading.outcomes import read_outcome
from data.reading.results import Choices, DateOrder


@dataclass(frozen=True, kw_only=True)
class DateColumn:
    """A column that holds dates; in a sign ("Phone screen: yes") what is no date needs no word."""

    header: str
    cells: Sequence[str]
    is_sign: bool


Dates = Mapping[str, dt.date | None]
_FAR, _ENOUGH_YEARS = 10, 3  # years from the middle one of the column; dates by which that is known
_FAR_OFF = "lies many years from the other dates of its column"
YEAR = "year of"  # what the answer to a question about a whole column's year is kept under, with the column's name


def read_dates(
    columns: Mapping[int, DateColumn],
    *,
    rows: Sequence[int],
    choices: Choices,
    maker_order: str | None,
    findings: Findings,
    beside: Sequence[Collection[str]] = (),
) -> dict[int, Dates]:
    """For each column the date of each of its distinct cells; what cannot be decided is None, named and asked.

    `beside` are the cells of other columns, which are not read but may tell the order.
    """
    read = {at: {cell: read_date(cell) for cell in set(column.cells)} for at, column in columns.items()}
    own = {at: _own_orders(cells.values()) for at, cells in read.items()}
    others = [_own_orders([read_date(cell) for cell in cells]) for cells in beside]
    siblings = {
        order for orders in (*own.values(), *others) for order in orders.values() if isinstance(order, str)
    }
    sibling = next(iter(siblings)) if len(siblings) == 1 else None
    answers = {cell.strip(): read_date(date).date for cell, date in choices.date_values.items()}
    found: dict[int, Dates] = {}
    for at, column in columns.items():
        orders = {
            sign: _order(order, own[at], choices.date_order, maker_order, sibling)
            for sign, order in own[at].items()
        }
        year = choices.date_values.get(f"{YEAR} {column.header}", "")[:4]
        found[at] = _column(
            column, read[at], orders, answers, rows, findings, year=int(year) if year.isdecimal() else None
        )
    return found


Orders = Mapping[str, DateOrder | None]  # by what stands between the parts


def _own_orders(cells: Collection[DateCell]) -> dict[str, DateOrder | bool | None]:
    """The order the cells of a column decide, for each sign between the parts: "3/14/2025" says nothing of "14-03-2025"."""
    signs = {cell.sign for cell in cells if cell.parts or cell.pair}
    return {sign: order_of(cell for cell in cells if cell.sign == sign) for sign in signs}


def _order(
    own: DateOrder | bool | None,
    beside: Mapping[str, DateOrder | bool | None],
    chosen: DateOrder | None,
    maker: str | None,
    sibling: str | None,
) -> DateOrder | None:
    if isinstance(own, str):
        return own
    if own is False:
        return chosen
    others = {order for order in beside.values() if order is not None}
    order = chosen or maker or (next(iter(others)) if len(others) == 1 else sibling)
    return order if order in ("dmy", "mdy", "ymd") else None


def _column(
    column: DateColumn,
    read: Mapping[str, DateCell],
    orders: Orders,
    answers: Mapping[str, dt.date | None],
    rows: Sequence[int],
    findings: Findings,
    *,
    year: int | None,
) -> Dates:
    dates: dict[str, dt.date | None] = {}
    doubtful: set[str] = set()
    undecided: list[str] = []
    for cell, said in read.items():
        order = orders.get(said.sign)
        if cell.strip() in answers:
            dates[cell] = answers[cell.strip()]
            continue
        if year and (named := in_year(said, order, year)):
            dates[cell] = named
            continue
        if order is None and is_open(said):
            dates[cell] = None
            undecided.append(cell)
            continue
        dates[cell] = resolved(said, order)
        if dates[cell] is None and not said.blank and not _is_let_be(cell, said, is_sign=column.is_sign):
            doubtful.add(cell)
    far = _far_off(dates, answers)
    doubtful |= far.keys()
    if undecided:
        _ask_order(column, undecided, findings)
    if doubtful:
        _ask_values(column, read, dates, doubtful, orders, rows, findings, far=far)
    return dates


def _far_off(dates: dict[str, dt.date | None], answers: Mapping[str, dt.date | None]) -> dict[str, dt.date]:
    """The cells whose year lies far from the others of the column, such as 2062, or 2003 for 01/02/03: taken out, to be asked."""
    years = sorted(date.year for date in dates.values() if date)
    if len(years) < _ENOUGH_YEARS:
        return {}
    middle = years[len(years) // 2]
    far = {
        cell: date
        for cell, date in dates.items()
        if date and abs(date.year - middle) > _FAR and cell.strip() not in answers
    }
    if len(far) > len(years) // 10 + 1:  # a long working life, not a slip
        return {}
    for cell in far:
        dates[cell] = None
    return far


def _is_let_be(cell: str, said: DateCell, *, is_sign: bool) -> bool:
    """Whether a cell without a date is a word that belongs there: "yes" under a stage, "ghosted" under a reply."""
    if is_sign:
        return said.suggestion is None and said.day_month is None and said.hint is None
    return said.word and read_outcome(cell, {}, forgiving=False).kind != "unknown"


def _ask_order(column: DateColumn, undecided: Sequence[str], findings: Findings) -> None:
    waits = "waits" if len(undecided) == 1 else "wait"
    first = next(cell for cell in column.cells if cell in set(undecided))
    both = [resolved(read_date(first), "dmy"), resolved(read_date(first), "mdy")]
    readings = " or ".join(f"{date.day} {date:%B %Y}" for date in both if date)
    findings.ask(
        "date_order",
        column.header,
        f'In "{column.header}", is {first.strip()} {readings}? The column does not decide it, so {len(undecided)} of its dates {waits}.',
        choices=("dmy", "mdy"),
        value=None,
    )


def _ask_year(column: DateColumn, cells: Sequence[str], findings: Findings) -> None:
    first = next(cell for cell in column.cells if cell in set(cells))
    findings.ask(
        "date_value",
        column.header,
        f'None of the dates in "{column.header}" has a year, such as {shown(first)}. Which year is it?',
        choices=(),
        value=f"{YEAR} {column.header}",
    )


def _ask_values(
    column: DateColumn,
    read: Mapping[str, DateCell],
    dates: Mapping[str, dt.date | None],
    doubtful: set[str],
    orders: Orders,
    rows: Sequence[int],
    findings: Findings,
    *,
    far: Mapping[str, dt.date],
) -> None:
    dated = [dates[cell] for cell in column.cells]
    neighbours = dated if any(dated) else []
    tried: set[str] = set()
    without_year = [cell for cell in doubtful if read[cell].pair or read[cell].day_month]
    if not neighbours and len(without_year) > 1:
        _ask_year(column, without_year, findings)
        tried.update(without_year)
    for position, cell in enumerate(column.cells):
        if cell not in doubtful:
            continue
        said = read[cell]
        why = _FAR_OFF if cell in far else said.why or "is no day of the calendar"
        findings.cell(
            rows[position], column.header, f"{shown(cell)} {why}; a date is written like 2026-03-12."
        )
        if cell in tried or findings.is_asked("date_value", column.header):
            continue
        tried.add(cell)
        suggestion = far.get(cell) or suggested(said, orders.get(said.sign), neighbours, position)
        if suggestion:
            findings.ask(
                "date_value",
                column.header,
                f"{shown(cell)} {why}. Is it {suggestion.day} {suggestion:%B %Y}?",
                choices=(suggestion.isoformat(),),
                value=cell.strip(),
            )
