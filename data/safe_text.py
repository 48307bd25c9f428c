"""Text on its way in and out: what can be stored, what says nothing, and what a spreadsheet would run as a formula."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_STARTS_A_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")  # noqa: RUF001 - the full-width forms run as well
LONGEST_SILENT = 40  # characters; no word for nothing is longer
_SILENT = frozenset(
    {
        "na",
        "none",
        "nil",
        "null",
        "nan",
        "no",
        "nothing",
        "nothingyet",
        "noneyet",
        "nonegiven",
        "nofeedback",
        "nofeedbackyet",
        "nofeedbackgiven",
        "nofeedbackprovided",
        "nofeedbackreceived",
        "notgiven",
        "notprovided",
        "notavailable",
        "notapplicable",
        "notyet",
        "tbd",
        "tba",
        "tbc",
        "unknown",
        "pending",
        "x",
        "keine",
        "keines",
        "kein",
        "keinfeedback",
        "ka",
        "keineangabe",
        "keineangaben",
        "nichts",
    }
)


def storable(text: str) -> str:
    """Give the text without lone surrogates, which no database can keep."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


@lru_cache(maxsize=10_000)
def says_nothing(text: str) -> bool:
    """Say whether a feedback cell holds no feedback: blank, a dash, or a word such as "N/A" or "none"."""
    if len(text) > LONGEST_SILENT and any(map(str.isalnum, text)):
        return False
    if all(unicodedata.category(c)[0] in "PZC" or unicodedata.category(c) == "Sm" for c in text):
        return True
    return "".join(c for c in text.casefold() if c.isalnum()) in _SILENT


def neutral(cell: str) -> str:
    """Give the cell so that no spreadsheet runs it: an apostrophe before a formula, and before an apostrophe that is there.

    >>> neutral("=1+1"), neutral("'tis"), neutral("plain")
    ("'=1+1", "''tis", 'plain')
    """
    if cell.startswith("'"):
        return "'" + cell
    for c in cell:
        if c in _STARTS_A_FORMULA:
            return "'" + cell
        if not (c.isspace() or unicodedata.category(c) == "Cf"):
            break
    return cell


def original(cell: str) -> str:
    """Undo `neutral`; only for cells of our own export, where every leading apostrophe is ours."""
    return cell[1:] if cell.startswith("'") else cell
