"""Bytes to text: what is no table is said in a sentence, what is text is decoded, and what was mended is told."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from dataclasses import dataclass

from data.problems import Problem
from data.reading.vocabulary import vocabulary

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "This is a picture (PNG), not a table. Bring the sheet itself, saved as CSV."),
    (b"\xff\xd8\xff", "This is a picture (JPEG), not a table. Bring the sheet itself, saved as CSV."),
    (b"GIF8", "This is a picture (GIF), not a table. Bring the sheet itself, saved as CSV."),
    (b"%PDF", "This is a PDF, not a table. Bring the sheet it was made from, saved as CSV."),
    (b"\x1f\x8b", "This is a compressed file (gzip). Unpack it and bring the CSV inside."),
    (b"BZh", "This is a compressed file (bzip2). Unpack it and bring the CSV inside."),
    (b"\xfd7zXZ", "This is a compressed file (xz). Unpack it and bring the CSV inside."),
    (b"7z\xbc\xaf", "This is a compressed file (7z). Unpack it and bring the CSV inside."),
    (b"Rar!", "This is a compressed file (rar). Unpack it and bring the CSV inside."),
    (b"{\\rtf", "This is a text document (RTF), not a table. Bring a sheet saved as CSV."),
    (b"SQLite format 3", "This is a database (SQLite), not a table. Export a CSV from it and bring that."),
    (b"PAR1", "This is a Parquet file. Export it as CSV and bring that."),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PLAUSIBLE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "iso-8859-1", "iso-8859-2", "iso-8859-9", "iso-8859-15",
    "mac-roman", "mac-latin2", "mac-turkish", "gb18030", "big5", "shift_jis", "cp932", "euc-jp", "euc-kr", "cp949", "koi8-r", "cp850", "cp437",
]  # fmt: skip
_RIVALS = ("cp1252", "cp1250", "cp1254", "mac_roman", "mac_latin2", "mac_turkish", "gb18030", "cp850")
_WESTERN = ("cp1252", "mac-roman", "cp850")
_CENTRAL = ("cp1250", "mac-latin2")
_HOMES = {"pl": _CENTRAL, "sk": _CENTRAL, "tr": ("cp1254", "mac-turkish"), "zh": ("gb18030",)}
_INVALID = re.compile("[\udc80-\udcff]")
_PAGE = re.compile(r"\s*(<!doctype html|<html|<table|<head|<body)", re.IGNORECASE)
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[{\[])')
_CONTROLS = bytes([*range(9), *range(14, 27), 28, 29, 30, 31])
_NO_TEXT = "This is not text: it cannot be read as a table. Save the sheet as CSV and bring that."


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """The text of a file and the encoding it was read by; `refused` says why it is no table."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()
    refused: str | None = None


def decode(content: bytes, *, encoding: str | None) -> Decoded:
    """The text of the file, by the encoding the person chose, or else by its mark, as UTF-8, or as detected."""
    if refused := refused_at_sight(content):
        return Decoded(text="", encoding="", refused=refused)
    text, found, problems = _text(content, encoding)
    text = text.removeprefix("\ufeff")
    nulls = text.count("\0")
    if nulls:
        problems.append(Problem(f"NUL characters, which no cell can hold, were left out: {nulls:,} of them."))
        text = text.replace("\0", "")
    if _PAGE.match(text):
        return Decoded(
            text="",
            encoding=found,
            refused="This is a web page (HTML), not a table. Export the list as CSV and bring that.",
        )
    if text.lstrip().startswith("<?xml"):
        return Decoded(
            text="",
            encoding=found,
            refused="This is an XML file, not a table. Export the list as CSV and bring that.",
        )
    if _is_json(text):
        return Decoded(
            text="",
            encoding=found,
            refused="This is JSON, not a table. Export the list as CSV and bring that.",
        )
    return Decoded(text=text, encoding=found, problems=tuple(problems))


def refused_at_sight(content: bytes) -> str | None:
    """The sentence on why a file is no table, where its first 64,000 bytes tell."""
    return _signature(content) or (_NO_TEXT if _is_binary(content[:64_000]) else None)


def _signature(content: bytes) -> str | None:
    if content[8:12] == b"DUCK":
        return "This is a DuckDB database, not a table. Restore a workspace from its export instead."
    return next((sentence for mark, sentence in _SIGNATURES if content.startswith(mark)), None)


def _is_binary(head: bytes) -> bool:
    """Whether control characters are too many for text, NUL set apart where it belongs to UTF-16 or UTF-32."""
    if head.startswith(tuple(mark for mark, _ in _BOMS)) or _without_mark(head):
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > 0.05 * len(head)


def _text(content: bytes, encoding: str | None) -> tuple[str, str, list[Problem]]:
    if encoding:
        try:
            return content.decode(encoding, errors="replace"), codecs.lookup(encoding).name, []
        except (LookupError, UnicodeError):
            text, found, problems = _text(content, None)
            return (
                text,
                found,
                [Problem(f'"{encoding}" is not an encoding known here; {found} was used.'), *problems],
            )
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _replacing(content, name)
    if wide := _without_mark(content):
        return _replacing(content, wide)
    try:
        return content.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        return _eight_bit(content)


def _replacing(content: bytes, encoding: str) -> tuple[str, str, list[Problem]]:
    try:
        return content.decode(encoding), encoding, []
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return (
        text,
        encoding,
        [Problem(f"{lost} characters could not be read as {encoding}; they show as \ufffd.")],
    )


def _without_mark(content: bytes) -> str | None:
    head = content[:4000]
    if len(head) < 8:
        return None
    zeros = [head[start::4].count(0) / len(head[start::4]) for start in range(4)]
    if min(zeros[1:]) > 0.6 and zeros[0] < 0.4:
        return "utf-32-le"
    if min(zeros[:3]) > 0.6 and zeros[3] < 0.4:
        return "utf-32-be"
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.3 and even < 0.1:
        return "utf-16-le"
    if even > 0.3 and odd < 0.1:
        return "utf-16-be"
    return None


def _eight_bit(content: bytes) -> tuple[str, str, list[Problem]]:
    sample = _telling(content)
    lax = sample.decode("utf-8", errors="surrogateescape")
    invalid = len(_INVALID.findall(lax))
    if sum(c > "\x7f" for c in lax) - invalid >= invalid:
        return _mended(content)
    import chardet  # a few hundredths of a second that most files, in UTF-8, do not need

    detected = chardet.detect(sample, prefer_superset=True, include_encodings=_PLAUSIBLE)
    guess = str(detected["encoding"] or "cp1252").lower()
    names = list(dict.fromkeys([guess, *_RIVALS]))
    # The detector knows languages, our word lists know job logs: "Société" decides for one and against the others.
    at_home = _at_home(content)
    best = max(
        names,
        key=lambda name: (
            _known_words(sample, name),
            codecs.lookup(name).name in at_home,
            -names.index(name),
        ),
    )
    name = codecs.lookup(best).name
    text = content.decode(name, errors="replace")
    if lost := text.count("\ufffd"):
        return text, name, [Problem(f"{lost} characters could not be read as {name}; they show as \ufffd.")]
    return text, name, []


def _mended(content: bytes) -> tuple[str, str, list[Problem]]:
    """UTF-8 with single bytes of Windows-1252 between, as two programs leave it that wrote to one file."""
    lax = content.decode("utf-8", errors="surrogateescape")
    invalid = len(_INVALID.findall(lax))
    single = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
    counted = "1 byte was" if invalid == 1 else f"{invalid} bytes were"
    sentence = f"{counted} not UTF-8 and read as Windows-1252: check the special letters."
    return lax.translate(single), "utf-8", [Problem(sentence)]


def _telling(content: bytes) -> bytes:
    lines = content[:2_000_000].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return b"\n".join([*lines[:5], *(line for line in lines[5:] if not line.isascii())])[:60_000]


def _at_home(content: bytes) -> tuple[str, ...]:
    """The encodings of the language most plain words of the file are known from: "Azienda" stands in no Polish list."""
    words = set(re.findall(rb"[A-Za-z]{3,}", content[:60_000].lower()))
    found = Counter(
        language for word in words for language in vocabulary().languages.get(word.decode("ascii"), ())
    )
    return _HOMES.get(max(found, key=lambda language: found[language]), _WESTERN) if found else ()


def _known_words(sample: bytes, encoding: str) -> int:
    try:
        text = sample.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return -1
    letters = vocabulary().letters
    return sum(word in letters for word in re.findall(r"[^\W\d_]+", text.casefold()))


def _is_json(text: str) -> bool:
    if not _JSON.match(text):
        return False
    try:
        json.JSONDecoder().raw_decode(text.lstrip()[:20_000])
    except (ValueError, RecursionError):
        return text.lstrip()[:1] == "{" or text.rstrip()[-1:] == "]"
    return True
