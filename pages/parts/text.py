"""Somebody's words inside a label: made literal, since most labels are markdown and could call out or run away."""

from __future__ import annotations

import re

import pandas as pd

# Escaped punctuation is never syntax: no link, image, formula, colour or icon is left.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Addresses and shortcodes are looked for again in what is left after the escapes: a word joiner, which nobody sees, parts
# them. It stands after each colon or at sign inside a word, and after www.
_LOOKED_FOR_AGAIN = re.compile(r"(?<=[:@])(?=\S)|(?<=www)", re.IGNORECASE)
_JOINER = "\u2060"
_BREAKS = re.compile(r"[^\S\u00a0]+")  # the space inside "5 of 7" stays: no line break parts it
# Marks that turn the direction of all that follows, our own words included.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def md(words: object) -> str:
    """Give `words` as markdown that shows them literally, on one line."""
    parted = _LOOKED_FOR_AGAIN.sub(_JOINER, steady(str(words)))
    return _PUNCTUATION.sub(r"\\\1", _BREAKS.sub(" ", parted).strip())


def steady_table(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table as it is to be read: its words without such marks."""
    worded = table.select_dtypes(["object", "string"])
    return table.assign(
        **{
            str(name): [steady(cell) if isinstance(cell, str) else cell for cell in cells]
            for name, cells in worded.items()
        }
    )


def steady(words: str) -> str:
    """Give `words` without the marks that would turn the reading direction of what stands beside them."""
    return _TURNING.sub("", words)
