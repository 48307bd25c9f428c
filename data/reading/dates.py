"""Cells to dates, by explicit formats only: what a cell surely says, what hangs on the order of day and month, what to ask."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from data.reading.results import DateOrder
from data.reading.vocabulary import fold, vocabulary

_TIME = re.compile(
    r"[,\s]*\b(at|um|à|a las|om|o)?\s*\b\d{1,2}[:.h]\d{2}([:.]\d{2}(\.\d+)?)?\s*([ap]\.?\s?m\b\.?)?\s*(z|utc|gmt|[a-z]{3,4})?\s*([+-]\d{2}:?\d{2})?$"
    r"|[,\s]*\b(at\s+)?\d{1,2}\s*[ap]\.?m\b\.?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_ISO = re.compile(
    r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*(?:\2|月)\s*(\d{1,2})\s*[日号]?\.?(?:[T ]\s*\d{1,2}:[\d:.]*\s*\S{0,10})?$"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})$")
_NUMERIC = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|'?\d{2})\.?$")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?$|(\d{1,2})月(\d{1,2})[日号]?$")
_MONTH_ONLY = re.compile(r"(\d{1,2})[-/.](\d{4})$|(\d{4})[-/.](\d{1,2})$|(\d{4})年(\d{1,2})月$")
_SLIPPED = re.compile(r"(\d{1,2})[-/.,;: ]*[-/.,;: ](\d{1,2}?)[-/.,;: ]*(\d{4})$")
_SERIAL = re.compile(r"[345]\d{4}([.,]\d+)?$")
_EPOCH = re.compile(r"(1\d{9})(\d{3})?$")
_PIECE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/]\d{1,2}\b")
_BETWEEN = re.compile(
    r"\s+/\s+|\s*[&+;\u2192]\s*|\s*->\s*|,\s+|\s+(?:y|e|i|a|u\.?|und|and|et|en|ve|then|moved to|puis|dann|luego|poi|bis|to)\s+",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|er|ere|o|a|e|te|ter|º|ª)\b|['\u2019]")
_SMALL_WORDS = frozenset({"de", "del", "of", "the", "le", "den", "der", "am", "on", "dia", "do", "da"})
_FIRST_SERIAL = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class DateCell:
    """What a cell says: a date, or the parts of one whose order is open, or a note of why it cannot be read."""

    date: dt.date | None = None
    parts: tuple[int, int, int] | None = None
    sign: str = (
        ""  # what stands between the parts: people who write 3/14 in one way may write 14-3 in the other
    )
    pair: tuple[int, int] | None = None  # a day and a month in either order, without a year
    day_month: tuple[int, int] | None = None
    suggestion: dt.date | None = None
    hint: tuple[int, int, int] | None = None
    blank: bool = False
    word: bool = False
    why: str = ""

    @property
    def dotted(self) -> bool:
        """Whether dots stand between the parts, which is written with the day first."""
        return self.sign == "."


BLANK = DateCell(blank=True)


def read_date(cell: str) -> DateCell:
    """What one cell says, by itself."""
    text = cell.strip().strip("​\ufeff").strip()
    if not text:
        return BLANK
    if len(text) > 120:
        return DateCell(why="is no date")
    if not any(map(str.isdigit, text)):
        return _without_digits(text)
    found = _plain(text)
    if found is None:
        stripped = _without_time(text)
        found = _plain(stripped) if stripped != text else None
    return found or _doubtful(text)


def order_of(cells: Iterable[DateCell]) -> DateOrder | bool | None:
    """The order of day and month that the cells decide; None where they do not, False where they contradict."""
    found: set[DateOrder] = set()
    dotted = False
    short_years: list[tuple[int, int, int]] = []
    for cell in cells:
        if cell.parts is None and cell.pair is None:
            continue
        first, second, year = cell.parts or (*(cell.pair or (0, 0)), 1000)
        if cell.parts and year < 100:
            short_years.append(cell.parts)
        dotted = dotted or cell.dotted
        if first > 12 and second <= 12:
            found.add("dmy")
        elif second > 12 and first <= 12:
            found.add("mdy")
    if dotted and not found:  # dots are written with the day first, where nothing says otherwise
        found.add("dmy")
    if found == {"dmy"} and _could_begin_with_year(short_years):
        return None
    if len(found) > 1:
        return False
    return found.pop() if found else None


def is_open(cell: DateCell) -> bool:
    """Whether the cell is two different dates by the two orders."""
    if cell.parts is None or cell.dotted:
        return False
    return len({ordered(cell.parts, "dmy"), ordered(cell.parts, "mdy")} - {None}) > 1


def ordered(parts: tuple[int, int, int], order: DateOrder) -> dt.date | None:
    """The date that the parts make in an order; None where there is no such day."""
    first, second, third = parts
    if order == "ymd":
        return _day(_year(first), second, third)
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(_year(third), month, day)


def resolved(cell: DateCell, order: DateOrder | None) -> dt.date | None:
    """The date of a cell under the order of its column; a cell that only one order fits needs none."""
    if cell.parts is None:
        return cell.date
    if order and (date := ordered(cell.parts, order)):
        return date
    if cell.dotted:
        return ordered(cell.parts, "dmy") or ordered(cell.parts, "mdy")
    both = {ordered(cell.parts, "dmy"), ordered(cell.parts, "mdy")} - {None}
    return both.pop() if len(both) == 1 else None


def suggested(
    cell: DateCell, order: DateOrder | None, neighbours: Sequence[dt.date | None], at: int
) -> dt.date | None:
    """What a doubtful cell may mean, to be asked: by its own form, the order of its column, or the rows around it."""
    if cell.suggestion:
        return cell.suggestion
    if cell.hint:
        return ordered(cell.hint, order or "dmy") or ordered(cell.hint, "mdy")
    day_month = cell.day_month
    if cell.pair and order in ("dmy", "mdy"):
        day_month = cell.pair if order == "dmy" else (cell.pair[1], cell.pair[0])
    return _nearest_year(day_month, neighbours, at) if day_month else None


def in_year(cell: DateCell, order: DateOrder | None, year: int) -> dt.date | None:
    """The day of a cell without a year, in a year the person named."""
    if cell.pair and order in ("dmy", "mdy"):
        return ordered((*cell.pair, year), order)
    return _day(year, cell.day_month[1], cell.day_month[0]) if cell.day_month else None


def _nearest_year(
    day_month: tuple[int, int], neighbours: Sequence[dt.date | None], at: int
) -> dt.date | None:
    """The day without a year, in the year of the nearest dated row."""
    for distance in range(1, len(neighbours)):
        for place in (at - distance, at + distance):
            if 0 <= place < len(neighbours) and (near := neighbours[place]):
                return _day(near.year, day_month[1], day_month[0])
    return None


def _plain(text: str) -> DateCell | None:
    if found := _ISO.match(text) or _COMPACT.match(text):
        year, month, day = (int(part) for part in found.groups() if part.isdigit())
        if date := _day(year, month, day):
            return DateCell(date=date)
        return DateCell(suggestion=_day(year, day, month), why="is no day of the calendar")
    if found := _NUMERIC.match(text):
        parts = (int(found[1]), int(found[3]), int(found[4].lstrip("'")))
        if ordered(parts, "dmy") is None and ordered(parts, "mdy") is None:
            return DateCell(
                suggestion=ordered(parts, "ymd") if parts[2] < 100 else None, why="is no day of the calendar"
            )
        return DateCell(parts=parts, sign=found[2])
    return _named(text)


def _without_time(text: str) -> str:
    text = _ASIDE.sub("", text)
    return _TIME.sub("", text).strip(" ,;")


def _named(text: str) -> DateCell | None:
    """Dates with the month in words, in any of the languages known."""
    months = vocabulary().months
    words = [word for word in fold(_ORDINAL.sub("", text.casefold())).split() if word not in _SMALL_WORDS]
    words = [piece for word in words for piece in re.findall(r"\d+|\D+", word)] if len(words) <= 5 else words
    if len(words) > 2 and words[0] not in months and not words[0].isdigit():
        words = words[1:]  # the day of the week
    numbers = [int(word) for word in words if word.isdigit()]
    names = [months[word] for word in words if word in months]
    if len(names) != 1 or len(numbers) + 1 != len(words):
        return None
    month = names[0]
    if len(numbers) == 2:
        year, day = (numbers[0], numbers[1]) if numbers[0] > 31 else (numbers[1], numbers[0])
        if date := _day(_year(year), month, day):
            return DateCell(date=date)
        return DateCell(why="is no day of the calendar")
    if len(numbers) == 1 and numbers[0] > 31:
        return DateCell(suggestion=_day(_year(numbers[0]), month, 1), why="has no day")
    if len(numbers) == 1:
        return DateCell(day_month=(numbers[0], month), why="has no year")
    return None


def _without_digits(text: str) -> DateCell:
    words, folded = vocabulary(), fold(text)
    if not folded or folded in words.missing or folded in words.no:
        return BLANK
    return DateCell(word=True, why="is no date")


def _doubtful(text: str) -> DateCell:
    if fold(text) in vocabulary().missing | vocabulary().no:
        return BLANK
    if found := _SERIAL.match(text):
        return DateCell(
            suggestion=_FIRST_SERIAL + dt.timedelta(days=int(found[0][:5])),
            why="is a day number of a spreadsheet",
        )
    if found := _EPOCH.match(text):
        return DateCell(
            suggestion=dt.datetime.fromtimestamp(int(found[1]), dt.UTC).date(),
            why="is a count of seconds",
        )
    if found := _MONTH_ONLY.match(text):
        month, year = (
            int(part) for part in (found[1] or found[4] or found[6], found[2] or found[3] or found[5])
        )
        return DateCell(suggestion=_day(year, month, 1), why="has no day")
    if found := _SHORT.match(text):
        if found[3]:
            return DateCell(day_month=(int(found[4]), int(found[3])), why="has no year")
        pair = int(found[1]), int(found[2])
        return DateCell(
            pair=pair, sign="." if "." in text else "", day_month=_one_order(*pair), why="has no year"
        )
    if several := _several(text):
        return several
    pieces = _PIECE.findall(text)
    if len(pieces) == 1 and pieces[0] != text:
        first = read_date(pieces[0])
        return DateCell(
            suggestion=first.date, hint=first.parts, day_month=first.day_month, why="holds more than a date"
        )
    if found := _SLIPPED.match(text):
        return DateCell(hint=(int(found[1]), int(found[2]), int(found[3])), why="is no date as it is written")
    return _misspelt(text)


def _several(text: str) -> DateCell | None:
    """Two dates in a cell: the later one, as a suggestion, since the first was moved or only began it."""
    read = [found for piece in _BETWEEN.split(text) if piece.strip() and (found := _plain(piece.strip()))]
    dated = [found for found in read if found.date or found.parts]
    if len(read) < 2 or not dated:
        return None
    return DateCell(suggestion=dated[-1].date, hint=dated[-1].parts, why="holds more than one date")


def _misspelt(text: str) -> DateCell:
    months = vocabulary().months
    words = fold(_ORDINAL.sub("", text.casefold())).split()
    if (
        len(words) == 3 and sum(map(str.isalpha, words)) < 2
    ):  # of two words one more than a month stands there
        near = [get_close_matches(word, months, 1, 0.75) if word.isalpha() else [word] for word in words]
        if all(near) and (found := _named(" ".join(word[0] for word in near))) and found.date:
            return DateCell(suggestion=found.date, why="is no date as it is written")
    return DateCell(why="is no date")


def _could_begin_with_year(parts: list[tuple[int, int, int]]) -> bool:
    if len(parts) < 2 or any(first < 15 for first, _, _ in parts):
        return False
    return len({first for first, _, _ in parts}) <= 3 and all(ordered(part, "ymd") for part in parts)


def _one_order(first: int, second: int) -> tuple[int, int] | None:
    if first > 12 >= second > 0:
        return first, second
    if second > 12 >= first > 0 or first == second <= 12:
        return second, first
    return None


def _year(number: int) -> int:
    return number + (2000 if number < 70 else 1900) if number < 100 else number


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not 1980 <= year <= 2099:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
