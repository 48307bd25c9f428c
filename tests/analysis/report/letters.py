"""The letters of a PDF as it holds them: what each glyph says it stands for, line after line, in the order one reads."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream

from analysis.report.pdf import UNSEEN


class Sign(NamedTuple):
    """A letter with the marks on it, as a glyph or the text over several of them says it."""

    text: str
    line: float  # how high on its page, in points
    whole: bool  # said of several glyphs together

    @property
    def runs(self) -> str:
        """R where it is written from right to left, L where from left to right, "" for what goes along."""
        ways = {unicodedata.bidirectional(letter) for letter in self.text}
        return "R" if ways & {"R", "AL"} else "L" if ways & {"L", "EN", "AN"} else ""


def letters_of(content: bytes) -> str:
    """Give all that stands on the pages but for their feet, without white space, in the order it is read."""
    reader = PdfReader(io.BytesIO(content))
    lines: list[list[Sign]] = []
    for page in reader.pages:
        at = None
        for sign in _signs(reader, page):
            if at is None or abs(sign.line - at) > 4:
                lines.append([])
                at = sign.line
            lines[-1].append(sign)
    after = [*lines[1:], []]
    return as_compared("".join(sign.text for n, line in enumerate(lines) for sign in _read(line, after[n])))


def as_compared(text: str) -> str:
    """Give a text as two are compared: composed, without white space and what nobody sees, no marked letter twice in a row.

    A letter with several marks on it is said by the PDF once for each of them.
    """
    marked: list[str] = []
    for letter in UNSEEN.sub("", text):
        if marked and unicodedata.combining(letter):
            marked[-1] += letter
        else:
            marked.append(letter)
    once = (sign for n, sign in enumerate(marked) if len(sign) == 1 or n == 0 or sign != marked[n - 1])
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", "".join(once)))


def _signs(reader: PdfReader, page: Any) -> Iterator[Sign]:
    fonts = {name: _said(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    says: dict[int, str] = {}
    within: list[tuple[str, str | None]] = []
    line = 0.0
    for given, does in ContentStream(page.get_contents(), reader).operations:
        if does == b"Tf":
            says = fonts[given[0]]
        elif does == b"cm":
            line = float(given[5])
        elif does in (b"BDC", b"BMC"):
            told = given[1].get("/ActualText") if len(given) > 1 and isinstance(given[1], dict) else None
            within.append((given[0], told))
            if told is not None:
                yield Sign(str(told), line, whole=True)
        elif does == b"EMC":
            within.pop()
        elif does in (b"Tj", b"TJ") and not any(kind == "/Artifact" or told for kind, told in within):
            for part in given[0] if does == b"TJ" else given:
                if isinstance(part, (str, bytes)):
                    drawn = part if isinstance(part, bytes) else part.original_bytes
                    for n in range(0, len(drawn), 2):
                        yield Sign(says[int.from_bytes(drawn[n : n + 2])], line, whole=False)


def _said(font: Any) -> dict[int, str]:
    """Give what each glyph of a font says it stands for."""
    table = font["/ToUnicode"].get_object().get_data().decode("ascii")
    return {
        int(glyph, 16): bytes.fromhex(text).decode("utf-16-be")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block)
    }


def _read(line: list[Sign], after: list[Sign]) -> list[Sign]:
    """Give a line in the order it is read: what runs from right to left is drawn with its end first."""
    goes_on = bool(after) and after[0].runs == "R"
    read: list[Sign] = []
    n = 0
    while n < len(line):
        if line[n].runs != "R":
            read.append(line[n])
            n += 1
            continue
        until = next((m for m in range(n, len(line)) if line[m].runs == "L"), len(line))
        if until == len(line) and goes_on:
            # A comma at the end of the line stands between two such words, so it is drawn at the left of the first.
            while read and unicodedata.bidirectional(read[-1].text[0]) == "CS":
                n -= 1
                read.pop()
        else:
            while line[until - 1].runs != "R":
                until -= 1
        read += reversed(line[n:until])
        n = until
    return read
