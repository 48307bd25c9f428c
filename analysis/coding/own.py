"""A person's own codebook as the text of their file: a theme added, named again or taken out, and what it would be heard in.

Every change keeps what else stands in the file, comments and spaces included, and is only given where the result loads.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analysis.coding.clauses import split
from analysis.coding.codebook import (
    Codebook,
    CodebookError,
    Control,
    Factor,
    check_cues,
    codebook_of,
    default_codebook,
    plain_cue,
)
from analysis.coding.coder import Coder
from analysis.coding.cues import CueTrie
from analysis.coding.quote import names_nothing, trimmed

if TYPE_CHECKING:
    from data.records import Polarity
    from data.workspace import Workspace

ENOUGH: Final = 3  # interviews; heard in fewer, a theme is not enough to be called one
LONGEST_SUGGESTED: Final = 5  # words


@dataclass(frozen=True)
class Theme:
    """What a person heard that the program did not: its name, the cues that find it, and whether it is theirs to change."""

    label: str
    cues: tuple[str, ...]
    polarity: Polarity
    control: Control
    definition: str


def codebook_in(workspace: Workspace) -> tuple[Codebook, str]:
    """The codebook of a workspace, and a sentence where the person's own file in it cannot be loaded, "" where it can.

    Without their file the phrases they taught still count, and nothing they decided is lost.
    """
    own, taught = workspace.own_codebook(), workspace.taught()
    try:
        return codebook_of(own, taught), ""
    except CodebookError as error:
        problem = f"Your own codebook cannot be used as it stands, so your themes are left out until it is put right. {error}."
        return codebook_of("", taught), problem


def theme_id(label: str, taken: Container[str]) -> str:
    """The id of a theme: its label in small letters, with a number where that is taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().casefold()
    stem = re.sub("[^a-z0-9]+", "_", plain)[:40].strip("_") or "theme"
    number, made = 1, stem
    while made in taken:
        number += 1
        made = f"{stem}_{number}"
    return made


def with_theme(own: str, theme: Theme) -> str:
    """The file with a theme added at its end; raises CodebookError where that cannot be loaded."""
    before = codebook_of(own, ())
    cues = tuple(dict.fromkeys(filter(None, map(_one_line, theme.cues))))
    label = _one_line(theme.label)
    if not label:
        message = "A theme needs a name"
        raise CodebookError(message)
    if not cues:
        message = f'"{label}" needs words to listen for: at least one cue'
        raise CodebookError(message)
    block = "\n".join(
        [
            "[[factor]]",
            f"id = {_quoted(theme_id(label, {*before.factors, *before.hidden}))}",
            f"label = {_quoted(label)}",
            'group = "own"',
            f"control = {_quoted(theme.control)}",
            f"default = {_quoted(theme.polarity)}",
            f"definition = {_quoted(_one_line(theme.definition))}",
            "[factor.cues]",
            f"{theme.polarity} = [{', '.join(map(_quoted, cues))}]",
        ]
    )
    return _loaded(_appended(own, block))


def without_theme(own: str, factor: str) -> str:
    """The file without anything it says about a factor; raises CodebookError where that cannot be loaded."""
    kept, until = [], 0
    for start, end in _blocks(own, factor):
        before = own[until:start]
        kept.append(before.removesuffix("\n") if before.endswith("\n\n") or before == "\n" else before)
        until = end
    rest = "".join([*kept, own[until:]])
    return _loaded(rest if own.startswith("\n") else rest.lstrip("\n"))


def with_label(own: str, factor: str, label: str) -> str:
    """The file with another label for a factor; raises CodebookError where that cannot be loaded."""
    return _with_value(own, factor, "label", _quoted(_one_line(label)))


def with_hidden(own: str, factor: str, *, hidden: bool) -> str:
    """The file with a factor hidden, or shown again; raises CodebookError where that cannot be loaded."""
    return _with_value(own, factor, "hidden", "true" if hidden else "false")


def suggested_cues(quotes: Sequence[str]) -> tuple[str, ...]:
    """One cue for each quote that tells something: its most telling words, without small ones at the ends."""
    return tuple(dict.fromkeys(filter(None, map(_suggested, quotes))))


def heard_by(cues: Iterable[str], polarity: Polarity, texts: Sequence[str]) -> list[int]:
    """The indices of the texts in which a theme with these cues would be counted; raises CodebookError for a cue."""
    found = tuple(filter(None, map(_one_line, cues)))
    check_cues("Your theme", found)
    theme = Factor(
        id=_PREVIEW,
        label=_PREVIEW,
        group="own",
        definition="",
        control="you",
        default=polarity,
        cues={polarity: found},
    )
    codebook = Codebook(
        version=_PREVIEW,
        factors={_PREVIEW: theme},
        language=default_codebook().language,
        own_factors=frozenset((_PREVIEW,)),
        own_cues={_PREVIEW: {polarity: found}},
    )
    # Few texts hold a cue, and only those are worth the model's time.
    trie = CueTrie((cue, True) for cue in found)
    likely = [index for index, text in enumerate(texts) if trie.find(split(text)[0].norms)]
    coded = Coder(codebook).code_all([texts[index] for index in likely])
    return [
        index
        for index, one in zip(likely, coded, strict=True)
        if any(mention.factor == _PREVIEW and mention.tier == "counted" for mention in one.mentions)
    ]


def _suggested(quote: str) -> str:
    words, clauses = split(quote)
    telling = [
        words.norms[slice(*trimmed(words.norms, clause.first, clause.after))]
        for clause in clauses
        if not names_nothing(words.norms[clause.first : clause.after])
    ]
    longest = max(telling, key=len, default=[])
    windows = [
        longest[at : at + LONGEST_SUGGESTED] for at in range(max(1, len(longest) - LONGEST_SUGGESTED + 1))
    ]
    best = max(windows, key=lambda window: sum(not names_nothing([word]) for word in window))
    if not best:
        return ""
    first, after = trimmed(best, 0, len(best))
    return plain_cue(" ".join(best[first:after]))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """A text as TOML writes it; JSON escapes the same way, but for DEL."""
    plain = text.encode("utf-8", "ignore").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def _appended(own: str, block: str) -> str:
    end = "" if not own or own.endswith("\n") else "\n"
    return f"{own}{end}{chr(10) if own else ''}{block}\n"


def _loaded(own: str) -> str:
    codebook_of(own, ())
    return own


def _with_value(own: str, factor: str, key: str, value: str) -> str:
    """The file with one field of a factor set where the last word on it is spoken: in its last block, or in a new one."""
    blocks = _blocks(own, factor)
    if not blocks:
        return _loaded(_appended(own, f"[[factor]]\nid = {_quoted(factor)}\n{key} = {value}"))
    start, end = blocks[-1]
    header = _FACTOR.match(own, start)
    first = header.end() if header else start
    for token in _TOKEN.finditer(own, first, end):
        if token.lastgroup == "header":
            break
        if token.lastgroup == "key" and token["key"].strip("\"'") == key:
            before = _VALUE.match(own, token.end())
            if before is not None:
                return _loaded(own[: before.start()] + value + own[before.end() :])
    return _loaded(f"{own[:first]}\n{key} = {value}{own[first:]}")


def _blocks(own: str, factor: str) -> list[tuple[int, int]]:
    """Where each [[factor]] of this id begins and ends; comments before the next one belong to that."""
    starts = [
        token.start("header")
        for token in _TOKEN.finditer(own)
        if token.lastgroup == "header" and _FACTOR.match(own, token.start("header"))
    ]
    blocks = []
    for start, following in pairwise([*starts, len(own)]):
        block = _AFTER.sub("\n", own[start:following]) if following < len(own) else own[start:following]
        if tomllib.loads(block)["factor"][0].get("id") == factor:
            blocks.append((start, start + len(block)))
    return blocks


_STRING: Final = r"""\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'"""
_TOKEN: Final = re.compile(
    rf"""^[ \t]*(?P<key>\w+|"\w+"|'\w+')[ \t]*=[ \t]*|(?P<string>{_STRING})|(?P<comment>\#[^\n]*)|^[ \t]*(?P<header>\[[^\n]*)""",
    re.DOTALL | re.MULTILINE,
)
_VALUE: Final = re.compile(rf"{_STRING}|true|false", re.DOTALL)
_FACTOR: Final = re.compile(r"""\[\[[ \t]*(?:factor|"factor"|'factor')[ \t]*\]\][^\n]*""")
_AFTER: Final = re.compile(r"\n(?:[ \t\r]*(?:#[^\n]*)?\n)*[ \t]*(?:#[^\n]*)?\Z")
_PREVIEW: Final = "preview"
