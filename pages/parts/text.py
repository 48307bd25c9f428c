"""Somebody's words inside a label: made literal, since most labels are markdown and could call out or run away."""

from __future__ import annotations

import re

# Escaped punctuation is never syntax: no link, image, formula, colour, icon or bare web address is left.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[^\S\u00a0]+")  # the space inside "5 of 7" stays: no line break parts it


def md(words: object) -> str:
    """Give `words` as markdown that shows them literally, on one line."""
    return _PUNCTUATION.sub(r"\\\1", _BREAKS.sub(" ", str(words)).strip())
