"""The words of `columns.toml`, and how a cell or a header is folded before it is looked up."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_SIGNS = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'`\u2019\u2018\u00b4")
_LETTERS = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
_CJK = re.compile(r"[\u3400-\u9fff]")


_LONGEST = 300  # no header and no word of a vocabulary is longer


def fold(text: str) -> str:
    """The text's beginning without case, accents, signs and invisible characters; words stand apart by one space."""
    return _fold(text[:_LONGEST])


def key(text: str) -> str:
    """What two headers are compared by: folded, without spaces; a header of signs only ("#") is its own key."""
    return fold(text).replace(" ", "") or text[:_LONGEST].strip()


@dataclass(frozen=True, kw_only=True)
class Test:
    """One test of an outcome cell: what it means when one of the words is the whole cell, or stands in it."""

    means: str
    whole: frozenset[str]
    inside: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Export:
    """A tracker's export known by its headers, and what its columns are ("": the person's own)."""

    name: str
    headers: frozenset[str]
    fields: Mapping[str, str]
    date_order: str | None


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Every word list of `columns.toml`, folded."""

    headers: Mapping[str, tuple[tuple[int, str], ...]]
    noise: frozenset[str]
    missing: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    totals: frozenset[str]
    separators: frozenset[str]
    sources: Mapping[str, str]
    bases: Mapping[str, str]
    stages: Mapping[str, str]
    ambiguous: Test
    tests: tuple[Test, ...]
    inside: frozenset[str]
    emoji: Mapping[str, str]
    months: Mapping[str, int]
    exports: tuple[Export, ...]
    letters: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of `data/columns.toml`, read once."""
    content = (Path(__file__).parent.parent / "columns.toml").read_text(encoding="utf-8")
    words = tomllib.loads(content)
    headers: dict[str, list[tuple[int, str]]] = {}
    for name, languages in words["fields"].items():
        for synonyms in ([name], *languages.values()):
            for rank, synonym in enumerate(synonyms):
                headers.setdefault(key(synonym), []).append((rank, name))
    tests = tuple(_test(test["means"], test) for test in words["tests"])
    return Vocabulary(
        headers={header: tuple(sorted(set(found))) for header, found in headers.items()},
        noise=frozenset(map(fold, words["noise"]["words"])),
        missing=_folded(words["missing"]),
        yes=_folded(words["yes"]),
        no=_folded(words["no"]),
        totals=_folded(words["totals"]),
        separators=_folded(words["separators"]),
        sources=_meanings(words["sources"]),
        bases=_meanings(words["bases"]),
        stages=_meanings(words["stages"]),
        ambiguous=_test("ambiguous", words["ambiguous"]),
        tests=tests,
        inside=frozenset().union(*(test.inside for test in tests)),
        emoji={sign: means for means, signs in words["emoji"].items() for sign in signs},
        months={fold(name): int(month) for month, names in words["months"].items() for name in names},
        exports=tuple(_export(export) for export in words["exports"]),
        letters=frozenset(word for word in re.findall(r"\w+", content.casefold()) if not word.isascii()),
    )


def phrases(folded: str, longest: int = 6) -> Iterator[str]:
    """Every run of up to `longest` words of a folded text, the longer ones first."""
    words = folded.split()
    for size in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def is_cjk(text: str) -> bool:
    """Whether the text has Chinese characters, which are written without spaces between words."""
    return bool(_CJK.search(text))


@lru_cache(maxsize=50_000)
def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf")).translate(_LETTERS)
    return _SIGNS.sub(" ", text.casefold().translate(_APOSTROPHES)).strip()


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words)


def _meanings(section: Mapping[str, Mapping[str, list[str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for means, languages in section.items():
        for words in ([means], *languages.values()):
            for word in words:
                found.setdefault(fold(word) or word, means)
    return found


def _test(means: str, section: Mapping[str, Any]) -> Test:
    words = [word for language, listed in section.items() if language != "means" for word in listed]
    return Test(
        means=means,
        whole=frozenset(fold(word) for word in [*words, means]),
        inside=frozenset(fold(word) for word in words if not word.startswith("=")),
    )


def _export(export: Mapping[str, Any]) -> Export:
    return Export(
        name=export["name"],
        headers=frozenset(map(key, export["headers"])),
        fields={key(header): field for header, field in export["fields"].items()},
        date_order=export.get("date_order"),
    )
