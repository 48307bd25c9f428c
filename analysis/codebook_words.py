"""The codebook in words: its groups, its cues as a person reads them, themes and taught phrases with their counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from analysis.coding.own import ENOUGH
from analysis.wording import NBSP, POLARITY_WORDS, count, date, number, plural

GROUP_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "presence": "How you come across",
        "skills": "What you can do",
        "fit": "How you fit",
        "terms": "Terms",
        "outside": "Outside your hands",
        "unexplained": "No reason in it",
        "own": "Your themes",
    }
)
CUE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "gap": "Heard as a gap",
        "strength": "Heard as a strength",
        "neutral": "Named, neither way",
        "topic": "The topic; the words beside it say which way",
        "weak": "Weak hints, which give way to stronger words",
    }
)
CUE_LANGUAGE: Final = (
    "rambl* takes any ending, long|short either word; very? may be missing; ... stands for up to three words."
)
EXAMPLE: Final = """\
# More words for a factor of ours
[[factor]]
id = "evidence_examples"
[factor.cues]
gap = ["all talk no proof", "wanted|needed numbers"]

# A theme of your own
[[factor]]
id = "remote_work"
label = "Remote work"
group = "own"
control = "partly"
default = "gap"
definition = "How much of the week you would be in the office."
[factor.cues]
gap = ["in the office ... days", "fully? remote"]

# A factor you do not want to see
[[factor]]
id = "compensation"
hidden = true
"""


def cue_in_words(cue: str) -> str:
    """Give a cue as a person reads it: "rambl* on|off very? ... again" is "rambl… on/off (very) … again"."""
    return " ".join(_part(part) for part in cue.split())


def cues_in_words(cues: Sequence[str]) -> str:
    """Give cues one after the other, as a person reads them."""
    return " · ".join(cue_in_words(cue) for cue in cues)


def preview(texts: int, interviews: int) -> str:
    """Say in how many texts and interviews a theme would be heard, and whether that is enough to call it one."""
    if not texts:
        return "Heard in none of your texts."
    heard = f"Heard in {plural(texts, 'text', 'texts')} of {plural(interviews, 'interview', 'interviews')}."
    return heard if interviews >= ENOUGH else f"{heard} {_few()}"


def theme_standing(interviews: int, out_of: int) -> str:
    """Say in how many interviews a theme of the person's own is counted, and whether that is enough."""
    if not out_of:
        return "There are no words to hear it in yet."
    heard = f"In {count(interviews, out_of)} interviews with words."
    return heard if interviews >= ENOUGH else f"{heard} {_few()}"


def not_heard(missed: int, picked: int) -> str:
    """Say how many of the picked pieces these words do not find; "" where they find all."""
    if not missed:
        return ""
    if picked == 1:
        return "These words do not find the piece you picked."
    return f"These words do not find {number(missed)} of the {number(picked)} you picked."


def taught_line(label: str, polarity: str, taught_at: dt.date, texts: int, out_of: int) -> str:
    """Give the line under a taught phrase: what it is heard as, since when, and in how many texts it stands."""
    standing = f"in {count(texts, out_of)} texts" if out_of else "no text yet"
    return f"{label}, {POLARITY_WORDS[polarity]} · {standing} · taught {date(taught_at)}"


def stands_in(texts: int, out_of: int) -> str:
    """Say in how many texts a phrase stands."""
    return f"In {count(texts, out_of)} texts."


def listening(factors: int, own: int, hidden: int) -> str:
    """Give the title of the codebook: how many factors are listened for, and how many of them are the person's."""
    yours = f", {number(own)} of them yours" if own else ""
    less = f" You hid {number(hidden)}." if hidden else ""
    return f"The program listens for {factors}{NBSP}factors{yours}.{less}"


def _part(part: str) -> str:
    if part == "...":
        return "…"
    if part == "_":
        return "(any word)"
    optional = part.endswith("?")
    words = "/".join(
        (f"{word[:-1]}…" if word.endswith("*") else word).replace("-", " ")
        for word in part.removesuffix("?").split("|")
    )
    return f"({words})" if optional else words


def _few() -> str:
    return f"Fewer than {ENOUGH} interviews is not enough to call it a theme."
