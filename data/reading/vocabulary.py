"""The words of `columns.toml` and of each language in `words`, and how a cell or a header is folded before it is looked up."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

Taken = Literal["somebody_inside", "somebody_else"]  # who got it, where the words of an outcome say so

_SIGNS = re.compile(r"[\W_]+")
_ELIDED = re.compile(
    r"\b(l|d|un|dell|all|nell|sull|qu|j|m|s|n|c)['\u2019\u2018\u00b4`](?=\w)", re.IGNORECASE
)  # l'offre, d'entretien
_APOSTROPHES = str.maketrans("", "", "'`\u2019\u2018\u00b4")
_LETTERS = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
_CJK = re.compile(r"[\u3400-\u9fff]")


_DATA = Path(__file__).parent.parent
_LAST_RANK = 60  # a language with many words for a field ranks its last ones no later than others do
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
    taken: Mapping[Taken, Test]
    inside: frozenset[str]
    negations: frozenset[str]
    seconds: frozenset[str]
    emoji: Mapping[str, str]
    months: Mapping[str, int]
    exports: tuple[Export, ...]
    letters: frozenset[str]
    role_words: frozenset[str]
    languages: Mapping[str, frozenset[str]]


@cache
def vocabulary() -> Vocabulary:
    """The words of `data/columns.toml` and `data/words`, read once."""
    shared = tomllib.loads((_DATA / "columns.toml").read_text(encoding="utf-8"))
    spoken = {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted((_DATA / "words").glob("*.toml"), key=lambda file: _first_english(file.stem))
    }
    headers: dict[str, list[tuple[int, str]]] = {}
    for words in spoken.values():
        for name, synonyms in words["fields"].items():
            for rank, synonym in enumerate([name, *synonyms]):
                headers.setdefault(key(synonym), []).append((min(rank, _LAST_RANK), name))
    tested = {
        name: _test(means, [word for words in spoken.values() for word in words["tests"].get(name, ())])
        for name, means in shared["tests"]
    }
    tests = tuple(tested.values())
    return Vocabulary(
        headers={header: tuple(sorted(set(found))) for header, found in headers.items()},
        noise=frozenset(map(fold, shared["noise"])),
        missing=_folded(shared["missing"]),
        yes=_folded(shared["yes"]),
        no=_folded(shared["no"]),
        totals=_folded(shared["totals"]),
        separators=_folded(shared["separators"]),
        sources=_meanings(spoken, "sources"),
        bases=_meanings(spoken, "bases"),
        stages=_meanings(spoken, "stages"),
        ambiguous=_test("ambiguous", _listed(spoken, "ambiguous")),
        tests=tests,
        # What a test means is a word of it, too, and "rejected" names nobody.
        taken={
            name: replace(tested[name], whole=tested[name].whole - {tested[name].means})
            for name in get_args(Taken)
        },
        inside=frozenset().union(*(test.inside for test in tests)),
        negations=frozenset(map(fold, shared["negations"])),
        seconds=frozenset(map(fold, shared["seconds"])),
        emoji={sign: means for means, signs in shared["emoji"].items() for sign in signs},
        months={fold(name): int(month) for month, names in shared["months"].items() for name in names},
        exports=tuple(_export(export) for export in shared["exports"]),
        role_words=frozenset(map(fold, _listed(spoken, "role_words"))),
        languages=_languages(spoken),
        letters=frozenset(
            word
            for words in spoken.values()
            for word in re.findall(r"\w+", _text(words).casefold())
            if not word.isascii() and (len(word) > 1 or is_cjk(word))
        ),
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
    if _ELIDED.search(text):
        text = _ELIDED.sub(r"\1 ", text)
    return _SIGNS.sub(" ", text.casefold().translate(_APOSTROPHES)).strip()


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words)


def _first_english(language: str) -> tuple[bool, str]:
    """English first: where two languages use a word for two things, its meaning stands."""
    return language != "en", language


Spoken = Mapping[str, Mapping[str, Any]]  # by language, the content of its file in data/words


def _meanings(spoken: Spoken, section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for words in spoken.values():
        for means, listed in words.get(section, {}).items():
            for word in (means, *listed):
                found.setdefault(fold(word) or word, means)
    return found


def _listed(spoken: Spoken, section: str) -> list[str]:
    return [word for words in spoken.values() for word in words.get(section, {}).get("words", ())]


def _text(words: Mapping[str, Any]) -> str:
    return " ".join(word for section in words.values() for listed in section.values() for word in listed)


def _languages(spoken: Spoken) -> dict[str, frozenset[str]]:
    """For each plain word of the lists the one language that has it; words of several say nothing of the language."""
    found: dict[str, set[str]] = {}
    for language, words in spoken.items():
        for word in set(re.findall(r"[a-z]{3,}", _text(words).casefold())):
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items() if len(languages) == 1}


def _test(means: str, words: Sequence[str]) -> Test:
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
