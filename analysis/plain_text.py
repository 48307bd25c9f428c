"""Text of a person's own in one line: whatever a cell holds, it stays words."""

from __future__ import annotations

import re
import unicodedata

from data.safe_text import says_nothing

# Embeddings, overrides and isolates of the bidirectional algorithm; marks for a single letter stay.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """Give a text in one line that any form can show: no control characters, no lone surrogates, nothing that turns
    the reading direction of what stands after it.
    """
    spaced = re.sub(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+", " ", text)
    return "".join(
        c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs", "Cn") and c not in _TURNING
    )


def in_a_sentence(text: str | None) -> str | None:
    """Give a text as it can stand inside a sentence: plain, single spaces, nothing unseen; None where nothing is said."""
    seen = "".join(c for c in plain(text or "") if unicodedata.category(c) not in ("Cf", "Co"))
    words = " ".join(seen.split()).strip(" ,;:")
    return None if says_nothing(words) else words
