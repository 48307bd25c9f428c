"""A workbook as rows of text, read in a process of its own: a small file can ask for more memory than there is.

Run as `python workbook.py BYTES SECONDS [SHEET]` with the file on standard input. Without a sheet it writes one JSON object,
{"sheets": [[name, first records], ...]}, and where there is only one, its rows; with a sheet, its rows: a JSON list of cells a
line, the first line standing for row 1; a number stands for so many blank rows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import signal
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import python_calamine as calamine

TOP = 40  # records by which a sheet is chosen
_MOST_MERGED, _TALLEST = 20_000, 1_000
_LONGEST = (
    1_000_001  # one more than a cell may have: its row is left out and named, and no more of it is handed on
)


def main(arguments: list[str]) -> None:
    """Read the workbook on standard input; one line {"refused": why} where it cannot be read."""
    _limit(int(arguments[0]), float(arguments[1]))
    out = sys.stdout
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        if len(arguments) > 2:
            _write_rows(book.get_sheet_by_name(arguments[2]), out)
            return
        names = [sheet.name for sheet in book.sheets_metadata if _is_shown(sheet)] or book.sheet_names
        if len(names) == 1:
            alone = book.get_sheet_by_name(names[0])
            out.write(json.dumps({"sheets": [[names[0], _head(alone)]]}) + "\n")
            _write_rows(alone, out)
            return
        heads = [[name, _head(book.get_sheet_by_name(name))] for name in names]
        out.write(json.dumps({"sheets": heads}) + "\n")
    except calamine.PasswordError:
        out.write(json.dumps({"refused": "password"}) + "\n")
    except (calamine.CalamineError, ValueError, OSError) as error:
        out.write(json.dumps({"refused": type(error).__name__}) + "\n")


def _write_rows(sheet: Any, out: TextIO) -> None:
    blank = 0
    for cells in records(sheet):
        if not cells:
            blank += 1
            continue
        if blank:
            out.write(f"{blank}\n")
            blank = 0
        out.write(json.dumps(cells) + "\n")


def records(sheet: Any) -> Iterator[list[str]]:
    """Every row of a sheet from its first on, as text, without the blank cells at its end.

    What is merged over several rows of a column stands in each of them.
    """
    if sheet.start is None:
        return
    below = _merged_below(sheet)
    above: dict[int, str] = {}
    for number, row in enumerate(sheet.iter_rows()):
        if number not in below and number + 1 not in below and row.count("") == len(row):
            yield []
            continue
        cells = [text_of(cell)[:_LONGEST] for cell in row]
        for column in below.get(number, ()):
            if column < len(cells) and not cells[column]:
                cells[column] = above.get(column, "")
        for column in below.get(number + 1, ()):
            above[column] = cells[column] if column < len(cells) else ""
        while cells and not cells[-1].strip():
            cells.pop()
        yield cells


def _merged_below(sheet: Any) -> dict[int, list[int]]:
    """For each row the columns in which its cell belongs to the one above."""
    below: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:_MOST_MERGED]:
        if left == right:
            for row in range(top + 1, min(bottom, top + _TALLEST) + 1):
                below.setdefault(row, []).append(left)
    return below


def text_of(cell: object) -> str:
    """A cell as a person would type it: a day in the ISO form, a whole number without a point, yes and no."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)


def _head(sheet: Any) -> list[list[str]]:
    head: list[list[str]] = []
    for cells in records(sheet):
        head.append(cells)
        if len(head) == TOP:
            break
    return head


def _is_shown(sheet: Any) -> bool:
    return (
        sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
    )


def _limit(memory: int, seconds: float) -> None:
    """Let this process have no more than so many bytes and seconds of CPU, where the system can hold it to that."""
    with contextlib.suppress(AttributeError):
        signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends the process, wherever that is
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main(sys.argv[1:])
