"""A plain table is read in columns: the same, to the last cell, problem and question, as it is read with care line by line."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

from data.reading import NO_CHOICES, TERMINAL, Choices, Limits, Reading, read
from data.reading.columns import header_score
from data.reading.plain import read_plain
from tests.hostile.cells import CELLS
from tests.hostile.files import all_files

LARGE = 30_000  # a file of more is only slower to read
CASES = Path(__file__).parents[2] / "cases"
GOOD = b"Company,Role,Date applied,Outcome,Feedback\nAcme,Chef,2026-03-01,Rejected,Fine\nZed,Cook,2026-03-02,Offer,\n"

ENDS = [
    "Rejected",
    "offer",
    "Second place",
    "no reply",
    "n/a",
    "",
    "-",
    "final round, then no",
    "🏆",
    "on hold",
    "blorp",
    "rejectd",
    "saved",
]
STAGES = ["applied", "Phone screen", "final round", "Onsite", "", "?", "zork"]
DAYS = [
    "2026-03-01",
    "03/04/2026",
    "13/4/26",
    "14 May 2026",
    "5 May",
    "soon",
    "",
    " ",
    "n/a",
    "2026-02-31",
    "1999-01-01",
    "46000",
]
SPEAKERS = ["recruiter", "hiring manager", "me", "", " ", "the cat", "Letter"]
NAMES = ["Acme", " Acme ", "Borealis & Sons", "Total", "total: 4", "Summit", "n/a", "", " ", "Company", "Łódź\u3000", "-", "---", "=1+1", "合计", "Example Ltd (delete this row)", "a\nb", 'say "x"', "\u200b", "null"]  # fmt: skip
COLUMNS: dict[str, list[str]] = {
    "Company": NAMES,
    "Role": ["Chef", "Cook", "", "nan", " Head\tchef ", "1"],
    "Date applied": DAYS,
    "Interview date": DAYS,
    "Decision date": DAYS,
    "Outcome": ENDS,
    "Status": ENDS,
    "Stage reached": STAGES,
    "Rounds": ["1", "", "two", " 3 ", "007", "1234"],
    "Feedback": ["Be clearer.", "", " ", "N/A", "x" * 50, "-" * 50, "näää", *CELLS[:8]],
    "Feedback 2": ["More examples.", "", "none"],
    "Feedback source": SPEAKERS,
    "Feedback date": DAYS,
    "Feedback basis": ["verbatim", "", "from memory", "what"],
    "ID": ["1", "2", "", "A-3", "n/a"],
    "Notes": ["", "met twice", *CELLS],
    "Priority": ["high", "", " low "],
    "Salary": ["20,000", "", "€ 30.000", '"'],
    "Phone screen": ["yes", "", "2026-03-01"],
    "Heard back": ["yes", "no", "", "2026-03-09"],
    "Asked for feedback on": ["2026-03-09", ""],
    "Колонка": [*CELLS],
    "": ["", "x"],
}  # fmt: skip


CHOSEN = [
    NO_CHOICES,
    NO_CHOICES,
    Choices(feedback_source="recruiter", date_order="dmy"),
    Choices(outcome_words={"blorp": "rejected", "saved": "not_an_application", "?": "pending", "offer": "second_place"}),
    Choices(mapping={"impression": "Notes", "own": "Outcome", "company": "Role"}),
    Choices(date_order="mdy", date_values={"soon": "2026-04-01", "5 May": "", "year of Date applied": "2025"}),
]  # fmt: skip


def made(chance: random.Random) -> bytes:
    """Give a table of random columns, cells and dialect, mostly plain."""
    titles = chance.sample([*COLUMNS][:19], chance.randrange(2, 12))
    titles += chance.sample([*COLUMNS][19:], chance.choice([0, 0, 0, 0, 1]))
    chance.shuffle(titles)
    titles += chance.choice([[]] * 9 + [titles[:1]])
    few = {title: chance.sample(COLUMNS[title], min(3, len(COLUMNS[title]))) for title in titles}
    rows = [
        [chance.choice(few[title] if chance.random() < 0.9 else COLUMNS[title]) for title in titles]
        for _ in range(chance.randrange(1, 30))
    ]
    for _ in range(chance.choice([0, 0, 0, 1])):
        rows.insert(chance.randrange(len(rows)), chance.choice([titles, [""] * len(titles), []]))
    text = io.StringIO(newline="")
    csv.writer(
        text,
        delimiter=chance.choice(",,,;\t|"),
        lineterminator=chance.choice(["\n", "\n", "\r\n", "\r"]),
        quoting=chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ).writerows([titles, *rows])
    mark = chance.choice([b"", b"", b"\xef\xbb\xbf"])
    content = mark + text.getvalue().encode("utf-8", "ignore").replace(b"\0", b"")
    return content[: -chance.randrange(3)] if chance.random() < 0.3 else content


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Give the same with a few signs put in, left out, or in the place of others."""
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(content) + 1)
        sign = chance.choice(
            [
                b'"',
                b'"',
                b'""',
                b",",
                b"\n",
                b"\r",
                b"\r\n",
                b" ",
                b"\0",
                b"\xff",
                b"\xc3",
                b";",
                b'","',
                b'"\n"',
                b"",
            ]
        )
        content = content[:at] + sign + content[at + chance.randrange(2) :]
    return content  # fmt: skip


def is_plain(content: bytes, limits: Limits = TERMINAL) -> bool:
    return read_plain(content, header_score=header_score, limits=limits) is not None


def both(content: bytes, choices: Choices, limits: Limits) -> tuple[Reading, Reading]:
    """Give the file as it is read in columns and as it is read with care."""
    in_columns, with_care = (
        read(content, file_name="jobs.csv", choices=choices, limits=replace(limits, plain_from=size))
        for size in (0, limits.file_bytes)
    )
    return in_columns, with_care


def written(reading: Reading) -> list[str]:
    """Give what equality does not see: how the attributes of each row are written, and in which order."""
    return reading.rows.column("attributes")


def differs(content: bytes, choices: Choices = NO_CHOICES, limits: Limits = TERMINAL) -> bool:
    in_columns, with_care = both(content, choices, limits)
    return in_columns != with_care or written(in_columns) != written(with_care)


def test_the_files_of_the_cases_and_the_hostile_ones_are_read_the_same_both_ways() -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(CASES.rglob("*.csv"))]
    files += [(file.name, file.make()) for file in all_files() if file.is_quick]
    files = [(name, content) for name, content in files if len(content) < LARGE]
    plain = {name: content for name, content in files if is_plain(content)}
    assert len(plain) >= 90
    assert [name for name, content in plain.items() if differs(content)] == []


def test_tables_of_many_dialects_are_read_the_same_both_ways() -> None:
    tables = {seed: made(random.Random(seed)) for seed in range(200)}
    plain = [seed for seed, content in tables.items() if is_plain(content)]
    assert len(plain) >= 70
    assert [seed for seed in plain if differs(tables[seed], CHOSEN[seed % len(CHOSEN)])] == []


def test_tables_with_signs_out_of_place_are_read_the_same_both_ways() -> None:
    chances = {seed: random.Random(seed) for seed in range(800)}
    tables = {seed: spoilt(made(chance), chance) for seed, chance in chances.items()}
    plain = [seed for seed, content in tables.items() if is_plain(content)]
    assert 40 <= len(plain) <= 300
    assert [seed for seed in plain if differs(tables[seed])] == []


LINES = b"Yew,Cook,2026-03-02,Offer,\n"
NOT_PLAIN = {
    "no record": GOOD.partition(b"\n")[0] + b"\n",
    "a line of blanks": GOOD + b" \n",
    "a record of fewer cells": GOOD + b"Yew,Cook\n",
    "a record of more cells": GOOD + b"Yew,Cook,,Offer,Well, then\n",
    "CR alone": GOOD.replace(b"\n", b"\r"),
    "one CR more": GOOD.replace(b"Fine", b"Fi\rne"),
    "NUL": GOOD.replace(b"Fine", b"Fi\0ne"),
    "another encoding below": GOOD.replace(b"Fine", b"F\xe9in"),
    "another encoding above": GOOD.replace(b"Role", b"R\xf4le"),
    "a cut letter at the end": GOOD[:-1] + "é".encode()[:1],
    "UTF-16": GOOD.decode().encode("utf-16"),
    "two marks": b"\xef\xbb\xbf" * 2 + GOOD,
    "a mark below the header": GOOD.replace(b"Acme", b"\xef\xbb\xbfAcme"),
    "a quotation mark within a cell": GOOD.replace(b"Fine", b'5" pipe"'),
    "words behind a quoted cell": GOOD.replace(b"Fine", b'"Fine" he said'),
    "a blank before a quoted cell": GOOD.replace(b"Fine", b' "Fine"'),
    "a quoted cell that is not closed": GOOD + b'Yew,Cook,,Offer,"Fine\n',
    "apostrophes for quotation marks": b"'Com,pany','Ro,le'\n'Acme','Chef'\n'Zed','Cook'\n",
    "no known header": b"Foo,Bar\nAcme,Chef\n",
    "a header in row 2": b"My search,2026,,,\n" + GOOD,
    "a blank row first": b",,,,\n" + GOOD,
    "a second header": b"Company,,When,Outcome\n,Role,Date applied,\nAcme,Chef,2026-03-01,Offer\n",
    "another table below": GOOD + b",,,,\nPosition,Employer,Result,Applied on,Said\nCook,Yew,Offer,,\n",
    "a blank title": b"Company,Role,,Outcome\nAcme,Chef,x,Offer\n",
    "a title of two lines": GOOD.replace(b"Role", b'"Role\nor job"'),
    "a last title of two lines": b'Company,"Role\nof a,job"\nAcme,Chef\n',
    "markdown in a cell": GOOD.replace(b"Fine", b'"so:\n|--|--|\na \\| b"'),
    "one column": b"Company\nAcme\nZed\n",
    "a line that says sep": b"sep=,\n" + GOOD,
    "a table in markdown": b"|Company|Role|\n|---|---|\n|Acme|Chef|\n",
    "JSON": b'{"Company,Role": 1,"x": 2}\n"Acme","Chef"\n',
    "totals alone": GOOD.partition(b"\n")[0] + b"\nTotal,2,,,\n",
    "a line of many delimiters far below": GOOD
    + LINES * 4_600
    + b'Yew,Cook,,Offer,"'
    + b"a," * 17_000
    + b'"\n',
    "a line of many delimiters": GOOD + b'Yew,Cook,,Offer,"' + b"a," * 17_000 + b'"\n',
}


PLAIN = {
    "blank lines": GOOD + b"\n" + b"Yew,Cook,,Offer,\n\n\n",
    "blank records": GOOD + b",,,,\n" + b"Yew,Cook,,Offer,\n , ,,,\n",
    "a total, a header once more, and a rule": GOOD + b"Total,2,,,\n" + GOOD + b"---,---,---,---,---\n",
    "a mark, quoted lines, and no last line end": b"\xef\xbb\xbf"
    + GOOD
    + b'"Yew\r\nLtd","""Cook""",,"","a,b"',
    "CRLF": GOOD.replace(b"\n", b"\r\n"),
}


def test_blank_records_and_totals_keep_no_file_from_being_plain() -> None:
    assert [what for what, content in PLAIN.items() if not is_plain(content)] == []
    assert [what for what, content in PLAIN.items() if differs(content)] == []


def test_what_is_not_plain_is_left_to_be_read_with_care() -> None:
    assert is_plain(GOOD)
    assert [what for what, content in NOT_PLAIN.items() if is_plain(content)] == []
    assert [what for what, content in NOT_PLAIN.items() if differs(content)] == []


def test_a_file_at_a_limit_is_read_in_columns_and_one_beyond_with_care() -> None:
    in_lines = GOOD + b'Yew,Cook,,Offer,"' + b"a\n" * 96 + b'"\n'
    long = GOOD.replace(b"Fine", b"F" * 20)
    for content, limit in (
        *((GOOD + LINES * 60, {"rows": 23}), (in_lines, {"rows": 25})),
        *((GOOD, {"columns": 5}), (GOOD, {"cell": 12}), (long, {"cell": 20})),
    ):
        ((name, most),) = limit.items()
        beyond = replace(TERMINAL, **{name: most - 1})
        assert is_plain(content, replace(TERMINAL, **limit))
        assert not is_plain(content, beyond)
        assert not differs(content, limits=beyond)


def test_a_chosen_encoding_and_cells_that_were_mended_are_read_with_care() -> None:
    for choices in (Choices(encoding="cp1252"), Choices(cells={(2, "Company"): "Ash"})):
        assert not differs(GOOD.replace(b"Zed", "Zoë".encode()), choices)


ODD_WORDS = b"".join(b"Acme %d,Chef,blorp %d,zork %d\n" % (n, n, n) for n in range(120))
UNDERSTOOD = {
    "requests": (
        b"Company,Role,Outcome,Day,Whom\nAcme,Chef,Offer,2026-03-01,recruiter\nZed,Cook,Offer,,recruiter\n",
        Choices(mapping={"asked_on": "Day", "asked_of": "Whom"}),
    ),
    "a reply": (b"Company,Role,Heard back\nAcme,Chef,no\nZed,Cook,2026-03-01\n", NO_CHOICES),
    "a sign": (b"Company,Role,Phone screen,Offer\nAcme,Chef,yes,no\nZed,Cook,yes,\n", NO_CHOICES),
    "names of columns twice": (b"Company,Role,X,X,X (2)\nAcme,Chef,1,2,3\nZed,Cook,,5,\n", NO_CHOICES),
    "two columns of one field": (
        b"Company,Role,Firm\nAcme,Chef,Borealis\nZed,Cook,\n",
        Choices(mapping={"company": "Company", "employer": "Firm"}),
    ),
    "a slip of the hand behind many odd words": (
        b"Company,Role,Outcome,Status\n" + ODD_WORDS + b"Zed,Cook,withdrwe,\n",
        NO_CHOICES,
    ),
    "a speaker in the header and one chosen": (
        b"Company,Role,Outcome,Recruiter feedback,Feedback\nAcme,Chef,Offer,Be clear.,Be short.\n",
        Choices(feedback_source="letter"),
    ),
    "nothing between blanks": (GOOD.replace(b"Acme", b"    n/a    "), NO_CHOICES),
    "two columns whose speaker nobody knows": (
        b"Company,Role,Outcome,Feedback,Feedback 2\nAcme,Chef,Offer,,Be clear.\nZed,Cook,Offer,Be short.,\n",
        NO_CHOICES,
    ),
}


def test_what_hangs_on_several_columns_or_rows_is_understood_the_same_both_ways() -> None:
    assert [what for what, (content, _) in UNDERSTOOD.items() if not is_plain(content)] == []
    assert [what for what, asked in UNDERSTOOD.items() if differs(*asked)] == []
