"""Text to a table: the delimiter, the header wherever it stands, and every record under it with its row number."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import NamedTuple

from data.problems import Problem
from data.reading.results import Limits
from data.reading.vocabulary import fold, key, vocabulary

# The limit of a cell is checked here, with a sentence; of a longer one than this the csv module would make four times its size.
csv.field_size_limit(4_000_000)


class NoTableError(Exception):
    """What no table of interviews has; its text is the sentence a person reads."""


HeaderScore = Callable[[Sequence[str]], int]

TOP = 40
MOST_CELLS = 16_384  # what a spreadsheet has; a record of more is no table
LONGEST_TITLE = 300  # letters
_MOST_UNCLOSED = 10_000
_MOST_QUOTES = 1_000_000
_TOO_QUOTED = (
    f"A cell of the file holds more than {_MOST_QUOTES:,} quotation marks: this is no table of interviews."
)
_TOO_WIDE = f"A line of the file has more than {MOST_CELLS:,} cells: this is no table of interviews."
_TOO_DAMAGED = f"More than {_MOST_UNCLOSED:,} quotation marks open a cell and never close it: the file is damaged. Save it anew as CSV."
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
SAMPLE = 120_000
_PIECE = 8_000
_OFTEN = 40  # characters; longer cells are seldom the same
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*?(?=\r|\n|$)', re.IGNORECASE)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( .*)?$")
_RULE = re.compile(r"\s*:?-{2,}:?\s*$")
_BAR = "\ue07c"  # stands for a bar inside a cell of a markdown table while its cells are set apart
# Its blanks are those of one line: with line ends among them, a file of blank lines would take the square of its time.
MARKDOWN_RULE = re.compile(r"^[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*$", re.MULTILINE)
_TALLY = re.compile(r"\s*\d[\d.,]*\s*[x%]?(?:\s+[^\W\d_]+\.?){0,3}\s*$")  # "14 logged", "4x"
_DATA = re.compile(
    r"\s*([\d\s.,:/+%$€£-]*\d[\d\s.,:/+%$€£-]*|https?://.*|\S+@\S+\.\S+|\d{1,4}[-/. ]\w{2,9}[-/. ,]+\d{2,4}.*)$",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How the cells of a text are set apart."""

    delimiter: str
    quote: str
    spaced: bool


class Record(NamedTuple):
    """One record of the table: its spreadsheet row, its cells, and the cells beyond the header's width."""

    row: int
    cells: list[str]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A header and its records; `header_row` is 0 where the file has none; `refused` says why it cannot be read.

    `has_gaps` tells that columns with neither a title nor a cell were dropped.
    """

    delimiter: str = ","
    header_row: int = 0
    headers: tuple[str, ...] = ()
    records: Sequence[Record] = ()
    rows_read: int = 0
    has_gaps: bool = False
    problems: tuple[Problem, ...] = ()
    refused: str | None = None

    def different(self, at: int) -> Collection[str]:
        """Every different cell of a column."""
        return {record.cells[at] for record in self.records}

    def filled(self, at: int, *, every: int) -> list[str]:
        """The cells of a column that are not blank, of each so many records."""
        return [record.cells[at] for record in self.records[::every] if record.cells[at].strip()]

    def of_rows(self, rows: Set[int]) -> Iterable[Record]:
        """The records of these rows of the file."""
        return (record for record in self.records if record.row in rows)


def read_table(text: str, *, header_score: HeaderScore, limits: Limits) -> Table:
    """The table in a text; `header_score` says how many cells of a record are headers known from elsewhere."""
    if not text or text.isspace():  # a stripped text would be a copy of it
        return Table(refused="The file is empty.")
    is_markdown = MARKDOWN_RULE.search(text, 0, SAMPLE) is not None
    if is_markdown:
        text = text.replace("\\|", _BAR)
    too_many = f"The file has more than the {limits.rows:,} rows that are read. Split it in two."
    if text.count("\n") + text.count("\r") > 4 * limits.rows:
        return Table(refused=too_many)
    try:
        dialect = dialect_of(text, header_score)
        pieces = _pieces(text)
        del text
        lines, problems = _records(pieces, dialect, limits.rows + TOP + 1)
    except NoTableError as found:
        return Table(refused=str(found))
    if is_markdown:
        lines = [[cell.replace(_BAR, "|") for cell in cells] for cells in lines]
    if len(lines) > limits.rows + TOP:
        return Table(delimiter=dialect.delimiter, refused=too_many)
    del pieces
    return _table_of(lines, dialect, problems, header_score=header_score, limits=limits)


def read_records(lines: list[list[str]], *, header_score: HeaderScore, limits: Limits) -> Table:
    """The table in the rows of a sheet, whose cells are set apart already; its delimiter is ""."""
    if sum(map(bool, lines)) > limits.rows + TOP:
        return Table(
            delimiter="",
            refused=f"The sheet has more than the {limits.rows:,} rows that are read. Split it in two.",
        )
    whole = Dialect(delimiter="", quote='"', spaced=False)
    return _table_of(lines, whole, [], header_score=header_score, limits=limits)


def _table_of(
    lines: list[list[str]],
    dialect: Dialect,
    problems: list[Problem],
    *,
    header_score: HeaderScore,
    limits: Limits,
) -> Table:
    filled = [(number, cells) for number, cells in enumerate(lines, start=1) if any(map(str.strip, cells))]
    if not filled:
        return Table(delimiter=dialect.delimiter, refused="The file has no words in it.")
    at, titles, body = _header(filled, header_score)
    problems += [
        Problem(f"Row {number} stands above the header and was left out.")
        for number, cells in filled
        if number < at and len(_words(cells)) > 2 and header_score(cells) < 2
    ]
    return _table(dialect, at, titles, body, problems, limits, header_score)


def looks_like_data(cell: str) -> bool:
    """Whether a cell is a number, a date, a web or mail address: something that is no header."""
    return len(cell) > 80 or bool(_DATA.match(cell))


def told_of_file(problem: Problem, rows: Set[int]) -> Problem:
    """The problem without a row number where its row is one of these: the rows of problems are always rows kept."""
    if problem.row is None or problem.row not in rows:
        return problem
    return Problem(f"Row {problem.row}: {problem.message}")


# ------------------------------------------------------------------------------------------- delimiter and quote


def dialect_of(text: str, header_score: HeaderScore) -> Dialect:
    """How the cells of a text are set apart: by what it says itself, or by the sign that makes the most of its beginning."""
    if named := _SEP_LINE.match(text):
        return Dialect(delimiter=named[1], quote='"', spaced=False)
    sample = sample_of(text)
    best, best_score = Dialect(delimiter=",", quote='"', spaced=False), (-1, 0.0, 0)
    for delimiter in ",;\t|":
        for quote in _quotes(sample, delimiter):
            for spaced in _spacings(sample, delimiter, quote):
                dialect = Dialect(delimiter=delimiter, quote=quote, spaced=spaced)
                score = _consistency(sample, dialect, header_score)
                if score > best_score:
                    best, best_score = dialect, score
    return best


def sample_of(text: str) -> str:
    """The whole lines at the beginning of a text, as many as are looked at."""
    if len(text) <= SAMPLE:
        return text
    end = max(text.rfind("\n", 0, SAMPLE), text.rfind("\r", 0, SAMPLE))
    return text[: end if end > 0 else SAMPLE]


def _quotes(sample: str, delimiter: str) -> Iterator[str]:
    yield '"'
    lines = [line.strip() for line in sample.splitlines() if line.strip()]
    for quote in "'|":
        joint = f"{quote}{delimiter}{quote}"
        if quote != delimiter and sum(
            joint in line or line[:1] == quote == line[-1:] for line in lines
        ) > 0.8 * len(lines):
            yield quote


def _spacings(sample: str, delimiter: str, quote: str) -> Iterator[bool]:
    yield False
    # `a, "b, c"`: only where a quote opens after a space and none does without it
    if f"{delimiter} {quote}" in sample and f"{delimiter}{quote}" not in sample:
        yield True


def _consistency(sample: str, dialect: Dialect, header_score: HeaderScore) -> tuple[int, float, int]:
    records = [
        cells
        for cells in islice(reader_of([sample], dialect, strict=False), 300)
        if any(map(str.strip, cells))
    ]
    widths = Counter(len(cells) for cells in records if len(cells) > 1)
    if not widths:
        return (max(map(header_score, records[:TOP]), default=0), 0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (max(map(header_score, records[:TOP])), count / len(records), width)


# ------------------------------------------------------------------------------------------- records


def reader_of(pieces: Sequence[str], dialect: Dialect, *, strict: bool) -> Iterator[list[str]]:
    """The records of a text, one after the other."""
    return csv.reader(
        _lines(pieces, dialect.delimiter),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        skipinitialspace=dialect.spaced,
        strict=strict,
    )


def _lines(pieces: Sequence[str], delimiter: str) -> Iterator[str]:
    """The lines of a text with their ends; only CR and LF end one, and none is let in that would burst the memory."""
    for found in chain.from_iterable(map(_LINE.finditer, pieces)):
        line = found[0]
        if len(line) > MOST_CELLS and line.count(delimiter) > MOST_CELLS:
            raise NoTableError(_TOO_WIDE)
        yield line


def _pieces(text: str) -> list[str]:
    """A text cut after ends of lines: one emoji makes every letter of a text four bytes long, and so only of its piece."""
    pieces, at = [], 0
    while at < len(text):
        end = text.find("\n", at + _PIECE) + 1 or len(text)
        pieces.append(text[at:end])
        at = end
    return pieces


def _records(pieces: Sequence[str], dialect: Dialect, most: int) -> tuple[list[list[str]], list[Problem]]:
    try:
        # Most cells of a log stand in it many times: one of each is kept.
        same: dict[str, str] = {}
        once = same.setdefault
        records = [
            [once(cell, cell) if len(cell) < _OFTEN else cell for cell in cells]
            for cells in islice(reader_of(pieces, dialect, strict=True), most)
        ]
    except csv.Error:
        records, problems = _tolerant("".join(pieces), dialect, most)
    else:
        problems = []
    if dialect.delimiter != "\t" and _is_wrapped(records[:100], dialect):
        records = [
            next(reader_of(cells, dialect, strict=False), []) if len(cells) == 1 else cells
            for cells in records
        ]
    return records, problems


def _is_wrapped(records: list[list[str]], dialect: Dialect) -> bool:
    """Whether each record is one quoted cell that holds a whole record, as some exports write it."""
    filled = [cells for cells in records if cells]
    alone = [cells[0] for cells in filled if len(cells) == 1]
    return len(alone) > 1 and len(alone) == len(filled) and all(dialect.delimiter in cell for cell in alone)


def _tolerant(text: str, dialect: Dialect, most: int) -> tuple[list[list[str]], list[Problem]]:
    """Records of a text with stray or unclosed quotes: what cannot be a quoted cell is read as it stands."""
    quote, ends = dialect.quote, re.compile(f"[{re.escape(dialect.delimiter)}\r\n]")
    records: list[list[str]] = []
    problems: list[Problem] = []
    cells: list[str] = []
    at, length = 0, len(text)
    while (at < length or cells) and len(records) < most:
        if len(cells) > MOST_CELLS:
            raise NoTableError(_TOO_WIDE)
        if dialect.spaced:
            while at < length and text[at] == " ":
                at += 1
        closing = _closing(text, at, dialect) if text.startswith(quote, at) else None
        if closing is not None:
            cells.append(text[at + 1 : closing].replace(quote * 2, quote))
            found = ends.search(text, closing + 1)
            end = found.start() if found else length
        else:
            if text.startswith(quote, at):
                if len(problems) == _MOST_UNCLOSED:
                    raise NoTableError(_TOO_DAMAGED)
                problems.append(
                    Problem(
                        "a quotation mark opens here and is never closed; the line was read as it stands.",
                        row=len(records) + 1,
                    )
                )
            found = ends.search(text, at)
            end = found.start() if found else length
            cells.append(text[at:end])
        if end < length and text[end] == dialect.delimiter:
            at = end + 1
            if at < length:
                continue
            cells.append("")
        else:
            at = end + (2 if text.startswith("\r\n", end) else 1)
        records.append(cells if cells != [""] else [])
        cells = []
    return records, problems


def _closing(text: str, opening: int, dialect: Dialect) -> int | None:
    """Where the quoted cell that opens here is closed; None where it never is."""
    quote, after = dialect.quote, dialect.delimiter + "\r\n"
    at, stray, length = opening + 1, 0, len(text)
    for _ in range(_MOST_QUOTES):
        found = text.find(quote, at)
        if found < 0:
            return None
        follow = found + 1
        doubled = text.startswith(quote, follow)
        if doubled:
            beyond = follow + 1
            if not (stray % 2 and (beyond >= length or text[beyond] in after)):
                at = beyond
                continue
            found, follow = follow, beyond
        while follow < length and text[follow] == " ":
            follow += 1
        if follow >= length or text[follow] in after:
            # `"He said "yes", then left"`: an inner pair, closed before a comma of the sentence
            if not (stray % 2 and text[follow : follow + 2] == f"{dialect.delimiter} "):
                return found
            stray += 1
            at = follow
            continue
        if text[found - 1] in after and ("\n" in text[opening:found] or "\r" in text[opening:found]):
            return None
        stray += 1
        at = found + 1
    raise NoTableError(_TOO_QUOTED)


# ------------------------------------------------------------------------------------------- header and body

Filled = list[tuple[int, list[str]]]


def _header(filled: Filled, header_score: HeaderScore) -> tuple[int, list[str], Filled]:
    """The header's row number (0: none), its cells, and the records under it."""
    top = filled[:TOP]
    at = header_place([cells for _, cells in top], header_score)
    if at is not None:
        number, titles = top[at]
        body = filled[at + 1 :]
        if body and is_second_header(titles, body[0][1], header_score):
            titles, body = _joined(titles, body[0][1]), body[1:]
        return number, titles, body
    widths = Counter(len(cells) for _, cells in top)
    width = max(widths, key=lambda size: (widths[size], size))
    first = next(at for at, (_, cells) in enumerate(top) if len(cells) == width)
    number, titles = top[first]
    words = _words(titles)
    below = [cells for _, cells in filled[first + 1 :]]
    if any(map(looks_like_data, words)) or _recurs(titles, below):
        return 0, [f"Column {at}" for at in range(1, width + 1)], filled[first:]
    return number, titles, filled[first + 1 :]


def header_place(top: Sequence[Sequence[str]], header_score: HeaderScore) -> int | None:
    """Where among the first filled records the header stands, by the headers known here; None where none is known."""
    scores = [header_score(cells) for cells in top]
    at = next((place for place, score in enumerate(scores) if score >= 2), None)
    if at is None:
        at = next(
            (place for place, score in enumerate(scores) if score == 1 and len(_words(top[place])) <= 2), None
        )
    if at is None:
        return None
    for later in range(at + 1, len(top)):
        # a fuller header may follow, below a line of groups or a merge mark; below rows of data it is another table
        if scores[later] > scores[at] and all(len(_words(cells)) <= 1 for cells in top[at + 1 : later]):
            at = later
    return at


def _words(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _recurs(titles: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a word of a record stands in the same column again, as a header never does."""
    return any(
        title.strip() and at < len(cells) and cells[at] == title
        for cells in below
        for at, title in enumerate(titles)
    )


def is_second_header(titles: Sequence[str], cells: Sequence[str], header_score: HeaderScore) -> bool:
    """Whether the record under a header goes on with it."""
    words = _words(cells)
    gaps = len(titles) - len({key(title) for title in titles if title.strip()})
    return (
        gaps > 0
        and header_score(cells) >= 2
        and not any(map(looks_like_data, words))
        and header_score(cells) * 2 >= len(words)
    )


def _joined(titles: Sequence[str], below: Sequence[str]) -> list[str]:
    width = max(len(titles), len(below))
    pairs = zip([*titles, *[""] * (width - len(titles))], [*below, *[""] * (width - len(below))], strict=True)
    return [f"{upper} {lower}".strip() if key(upper) != key(lower) else upper for upper, lower in pairs]


def _table(
    dialect: Dialect,
    header_row: int,
    titles: list[str],
    body: Filled,
    problems: list[Problem],
    limits: Limits,
    header_score: HeaderScore,
) -> Table:
    if header_row and _counts_without_title(titles, body):
        titles = ["", *titles]
    body, left_out = without_totals(header_row, titles, body)
    body, titles, realigned = _second_tables(titles, body, header_score)
    rows = {number for number, _ in body}
    problems = [told_of_file(problem, {problem.row or 0} - rows) for problem in problems]
    problems += [*left_out, *realigned]
    title_width = max((at for at, title in enumerate(titles, start=1) if title.strip()), default=0)
    if max(map(len, titles)) > limits.cell:
        return Table(
            delimiter=dialect.delimiter,
            refused=f"A header of the file has more than the {limits.cell:,} characters that are read.",
        )
    if title_width > limits.columns:
        return Table(
            delimiter=dialect.delimiter,
            refused=f"The file has {title_width:,} columns, more than the {limits.columns} that are read. Keep the ones you need.",
        )
    if header_row == 0:
        title_width = max((len(cells) for _, cells in body), default=0)
    kept = _kept_columns(titles[:title_width], body)
    headers = unique_titles([titles[at] if at < len(titles) else "" for at in kept], kept)
    records: list[Record] = []
    same = kept == list(range(title_width))
    for number, cells in body:
        if max(map(len, cells)) > limits.cell:
            problems.append(
                Problem(
                    f"a cell is longer than {limits.cell:,} characters, so the row was left out.", row=number
                )
            )
            continue
        extra = cells[title_width:]
        while extra and not extra[-1].strip():
            extra.pop()
        if sum(map(bool, extra)) > limits.columns:
            problems.append(Problem(f"the row has {len(cells):,} cells, so it was left out.", row=number))
            continue
        if len(cells) < title_width:
            cells = [*cells, *[""] * (title_width - len(cells))]
        records.append(
            Record(
                row=number,
                cells=cells[:title_width] if same else [cells[at] for at in kept],
                extra=tuple(extra),
            )
        )
    return Table(
        delimiter=dialect.delimiter,
        header_row=header_row,
        headers=headers,
        records=tuple(records),
        rows_read=len(body),
        has_gaps=not same,
        problems=tuple(problems),
    )


def _counts_without_title(titles: Sequence[str], body: Filled) -> bool:
    """Whether every record begins with a number of its own that the header has no title for."""
    if len(body) < 3 or any(len(cells) != len(titles) + 1 for _, cells in body):
        return False
    firsts = [cells[0].strip() for _, cells in body]
    return all(first.isdecimal() and len(first) < 7 for first in firsts) and all(
        int(later) > int(earlier) for earlier, later in pairwise(firsts)
    )


def without_totals(header_row: int, titles: Sequence[str], body: Filled) -> tuple[Filled, list[Problem]]:
    """The body without totals, repeated headers, markdown rules and conflict markers, each of them named."""
    names = {key(title) for title in titles if title.strip()} if header_row else set()
    raw = as_beginnings(titles) if header_row else set()
    totals = vocabulary().totals
    beginnings = tuple(totals)
    kept: Filled = []
    problems: list[Problem] = []
    for number, cells in body:
        first = (cells[0] if cells[0].strip() else next(cell for cell in cells if cell.strip())).lstrip()
        beginning = first[:100].rstrip().casefold()
        if beginning in raw and _repeats(cells, names):
            problems.append(Problem(f"Row {number} repeats the header and was left out."))
        elif (beginning if beginning.isascii() else fold(first)).startswith(beginnings) and _is_total(
            first, cells, totals
        ):
            problems.append(Problem(f"Row {number} is a total, not an application, and was left out."))
        elif first[0] in "<=>|" and _CONFLICT.match(first) and not any(map(str.strip, cells[1:])):
            problems.append(
                Problem(
                    f'Row {number} is a mark of two merged versions ("{first.strip()[:30]}") and was left out.'
                )
            )
        elif first[0] in ":-" and all(_RULE.match(cell) or not cell.strip() for cell in cells):
            continue
        else:
            kept.append((number, cells))
    return kept, problems


def as_beginnings(titles: Sequence[str]) -> set[str]:
    """The titles as the first cell of a record that repeats them begins."""
    return {title.strip()[:100].casefold() for title in titles if title.strip()}


def may_be_no_row(first: str, raw: Set[str], totals: tuple[str, ...]) -> bool:
    """Whether a record may be left out by its first filled cell, without its blanks: only such a one is looked at whole."""
    beginning = first[:100].rstrip().casefold()
    return (
        beginning in raw
        or (beginning if beginning.isascii() else fold(first)).startswith(totals)
        or first[0] in "<=>|:-"
    )


def _repeats(cells: Sequence[str], names: set[str]) -> bool:
    words = [key(cell) for cell in cells if cell.strip()]
    return len(words) >= min(2, len(names)) and sum(word in names for word in words) >= 0.6 * len(words)


def _is_total(first: str, cells: Sequence[str], totals: frozenset[str]) -> bool:
    head, _, tail = first.partition(":")
    folded = fold(head)
    name = folded if folded in totals else " ".join(word for word in folded.split() if not word.isdigit())
    if name not in totals and not (folded.split(" ")[0] in ("total", "totals") and len(cells) > 1):
        return False
    others = [cell for cell in (tail, *cells) if cell.strip() and cell.lstrip() != first]
    return all(looks_like_data(cell) or _TALLY.match(cell) or fold(cell) in totals for cell in others) and (
        len(others) > 0 or name != folded or len(cells) > 1
    )


def _second_tables(
    titles: list[str], body: Filled, header_score: HeaderScore
) -> tuple[Filled, list[str], list[Problem]]:
    """Records under a second header, moved under the first one's columns."""
    gaps = [at for at in range(1, len(body)) if body[at][0] > body[at - 1][0] + 1]
    if not any(is_other_header(body[at][1], header_score) for at in gaps):
        return body, titles, []
    positions: list[int] | None = None
    moved: Filled = []
    problems: list[Problem] = []
    titles = list(titles)
    before = 0
    for number, cells in body:
        if before and number > before + 1 and is_other_header(cells, header_score):
            positions = _positions(titles, cells)
            problems.append(
                Problem(
                    f"Row {number} begins a second table; its columns were put under the same headers of the first."
                )
            )
            before = number
            continue
        before = number
        if positions is None:
            moved.append((number, cells))
        else:
            placed = [""] * len(titles)
            for at, cell in enumerate(cells):
                if at < len(positions):
                    placed[positions[at]] = cell
                elif cell.strip():
                    placed.append(cell)
            moved.append((number, placed))
    return moved, titles, problems


def is_other_header(cells: Sequence[str], header_score: HeaderScore) -> bool:
    """Whether a record is the header of another table."""
    words = _words(cells)
    return (
        len(words) >= 2
        and not any(map(looks_like_data, words))
        and header_score(cells) >= max(2, 0.6 * len(words))
    )


def _positions(titles: list[str], cells: Sequence[str]) -> list[int]:
    """Where each column of a second header stands in the first; columns it alone has are appended to `titles`."""
    known = {key(title): at for at, title in enumerate(titles) if title.strip()}
    fields = {field: at for at, title in enumerate(titles) if (field := _field(title)) is not None}
    positions: list[int] = []
    for cell in cells:
        at = known.get(key(cell), fields.get(_field(cell) or ""))
        if at is None or at in positions:
            titles.append(cell)
            at = len(titles) - 1
        positions.append(at)
    return positions


def _field(header: str) -> str | None:
    found = vocabulary().headers.get(key(header))
    return found[0][1] if found and found[0][1] != "own" else None


def _kept_columns(titles: Sequence[str], body: Filled) -> list[int]:
    """The columns with a title or with anything under them."""
    blank = {at for at, title in enumerate(titles) if not title.strip()}
    for _, cells in body:
        if not blank:
            break
        blank -= {at for at in blank if at < len(cells) and cells[at].strip()}
    return [at for at in range(len(titles)) if at not in blank]


def unique_titles(titles: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    """The titles as headers, each of its own; `places` count the columns of the file from 0.

    One longer than a paragraph is cut: it would stand beside the cell of every row.
    """
    seen: Counter[str] = Counter()
    names: list[str] = []
    for title, place in zip(titles, places, strict=True):
        name = " ".join(title.split()) or f"Column {place + 1}"
        if len(name) > LONGEST_TITLE:
            name = f"{name[: LONGEST_TITLE - 1]}…"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)
