"""Every number a reader finds in the PDF is one the terminal gives as JSON for the same filters, and means the same."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import math
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cli
from analysis import wording
from analysis.coding import default_codebook
from tests.conftest import TODAY

FACTORS = default_codebook().factors
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
MONTH = rf"(?:{'|'.join(calendar.month_name[1:])}) \d{{4}}"
ROW = ("heard_in", "out_of", "offers_heard_in", "offers_out_of", "rejected_heard_in", "rejected_out_of")
# The rules of counting: the same in every report, whatever was heard.
RULES = (
    "Heard in 3 second places or more, or in 2 of at most 5.",
    "“4 of 7 (57 %, 25 to 84)” is the count",
    "“25\u201384 %” is that alone",
    "(Wilson, 95 %)",
    "(Newcombe, 95 %)",
)
QUOTES = ("--quotes", "--yes")
FORMS: tuple[tuple[str, ...], ...] = (QUOTES, ("--summary",), (), ("--summary", *QUOTES))
SLICES: tuple[tuple[str, ...], ...] = (
    (),
    ("--source", "all"),
    ("--source", "self"),
    ("--role", "Learning designer"),
    ("--since", "2025-11-01", "--until", "2026-09-30"),
)


def percent(share: float) -> int:
    """A half is rounded up, as one learns it at school."""
    return math.floor(100 * share + 0.5)


def share(told: dict[str, Any]) -> str:
    """(71 %, 36 to 92) of a row."""
    part = told["heard_in"] / told["out_of"]
    return f"({percent(part)} %, {percent(told['low'])} to {percent(told['high'])})"


def ranged(told: dict[str, Any]) -> str:
    """A count as a list prints it: with what it plausibly lies in, (71 %, 36 to 92) or (36\u201392 %), where five carry it."""
    if told["out_of"] < 5:
        return rf"{re.escape(count(told))}(?! \()\b"
    short = f"({percent(told['low'])}\u2013{percent(told['high'])} %)"
    return f"{re.escape(count(told))} (?:{re.escape(share(told))}|{re.escape(short)})"


def count(told: dict[str, Any], side: str = "") -> str:
    return f"{told[f'{side}heard_in']} of {told[f'{side}out_of']}"


def label(told: dict[str, Any]) -> str:
    return FACTORS[told["factor"]].label


def named(told: dict[str, Any]) -> str:
    """A factor as it stands inside a sentence or at its beginning."""
    return f"[{label(told)[0]}{label(told)[0].lower()}]{re.escape(label(told)[1:])}"


def printed(pdf: Path) -> str:
    """The text of a PDF in the order of its content, in one line, without the feet of its pages and the rules."""
    done = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    text = re.sub(
        rf"Second Place\. (?:Sample: invented interviews\. )?Printed on {DAY}\.\s+Page \d+ of \d+",
        "",
        done.stdout,
    )
    text = " ".join(text.split())
    text = re.sub("(?<=\\d\u2013) (?=\\d)", "", text)  # a line may end after the dash of a range
    for rule in RULES:
        text = text.replace(rule, "")
    return text


def numbers_of(told: dict[str, Any]) -> Iterator[str]:
    """What the JSON lets a report say: patterns, each with what a number stands beside, the longest first."""
    more = told["report"]
    rows = told["factors"] + more["only_rejected"]
    # The appendix: each row whole.
    heard_as = {"gap": "a gap", "strength": "a strength", "neutral": "named, neither way"}
    for row in rows:
        apart = " (not something to change)" if row["protected"] else ""
        cells = [f"{label(row)}{apart}", heard_as[row["polarity"]], f"{count(row)} {share(row)}"]
        cells += [count(row, "offers_")] if row["offers_out_of"] else []
        cells += [count(row, "rejected_")] if row["rejected_out_of"] else []
        cells += [f"{row['p']:.3f}", f"{row['q']:.3f}"] if row["offers_out_of"] else []
        yield re.escape(" ".join(cells))
    for row in more["second_places"]:
        when = wording.date(dt.date.fromisoformat(row["happened_on"]))
        yield rf"{when} {row['texts']} {row['counted']} {row['to_confirm']}\b"
    # What recurs: the factor's head, the sentence on it, and where else it is named.
    for row in (row for row in rows if not row["protected"]):
        if row["polarity"] == "gap":
            second = rf"{re.escape(count(row))} second places"
            offers = rf" {re.escape(count(row, 'offers_'))} offers" if row["offers_out_of"] else ""
            head = f"{re.escape(label(row))}(?: [A-Z][a-z, ]+)? {second}"
            yield f"{head} {re.escape(share(row))}{offers}"
            yield f"{head}{offers}"
            won = rf"\. Where you won, (?:only|it came up too,) in {re.escape(count(row, 'offers_'))}\b"
            says = re.escape(FACTORS[row["factor"]].says("gap"))
            alone = rf"(?:you thought )?they {says}(?:, among other things)?"
            both = rf"it came up(?:, among other things)?: in [a-z]+ they {says}, in the other(?: [a-z]+)? you thought so"
            found = f"In {second} (?:{alone}|{both})"
            yield f"{found}{won}"
            yield found
            yield f"{row['to_confirm']} more to confirm"
        if FACTORS[row["factor"]].control != "no" and row["polarity"] != "neutral":
            # In the list of what to start with its place stands before it.
            yield f"(?:[123] )?{named(row)} {ranged(row)}"
    for row in more["not_yours"]:
        yield f"{named(row)}(?: \\(not something to change\\))? {ranged(row)}"
    for one in more["practice"]:
        yield re.escape(f"({count(one['before'])} before, {count(one['since'])} since")
        for side in ("before", "since"):
            yield re.escape(f"heard in {count(one[side])} {share(one[side])}")
    # What stands over and under the meter.
    yield f"{told['actionable']} of {told['second_places']} second places have (?:feedback|notes|feedback or notes) you can act on"
    most = max((row["heard_in"] for row in rows if row["polarity"] == "gap"), default=0)
    yield f"No one thing came up in more than {most} of {told['diagnostic']}"
    yield f"You came second {told['second_places']} times"
    yield f"{told['diagnostic']} of them have a reason, and those {told['diagnostic']} are counted here"
    yield rf"(?:All )?{more['interviews']} interviews?,"
    yield rf"{more['undated']} without a date"
    yield f"{more['counted_mentions']} counted(?:, {more['to_confirm']} to confirm)?"
    yield f"{more['finals_to_confirm']} finals? to confirm"
    yield rf"{told['diagnostic']} second places? and (?:{more['offers_diagnostic'] or 'no'}) offers? with a reason"
    for one in more["to_ask"]:
        if one["days_ago"] is not None:
            yield rf"{one['counted_from'].capitalize()} {wording.span(one['days_ago'])} ago".replace(
                "\u00a0", " "
            )
    found = more["smallest_set"]
    if found["covers"]:
        reached = found["covers"][-1]
        yield (
            rf"all {reached} of these"
            if reached == found["out_of"]
            else f"{reached} of {found['out_of']} of these"
        )
    yield DAY
    yield MONTH


@pytest.fixture(scope="module")
def kept(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("numbers") / "kept.duckdb"))


@pytest.fixture(scope="module")
def terminals(kept: Path) -> dict[tuple[str, ...], dict[str, Any]]:
    """What `factors --json` says of each slice."""
    return {words: json.loads(run("factors", "--json", "--db", str(kept), *words)) for words in SLICES}


def run(*words: str) -> str:
    said = CliRunner().invoke(cli.app, [*words, "--today", TODAY.isoformat()])
    assert said.exit_code == 0, said.output
    return said.stdout


def report(kept: Path, folder: Path, *words: str) -> str:
    out = folder / "report.pdf"
    run("report", "--out", str(out), "--db", str(kept), *words)
    return printed(out)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext")
@pytest.mark.parametrize(
    ("words", "more"),
    [(words, more) for n, words in enumerate(SLICES) for more in (FORMS if n in (0, 3) else FORMS[:2])],
    ids=lambda words: " ".join(words) or "as it is",
)
def test_every_number_in_the_pdf_is_one_of_the_terminals(
    kept: Path, terminals: dict, tmp_path: Path, words: tuple, more: tuple
) -> None:
    """All are gone over: what the JSON lets a report say is struck out, and no digit is left.

    Apart from it stand the feet of the pages, days and months, and the rules of counting, which are the same in every report.
    """
    text = report(kept, tmp_path, *words, *more)
    assert len(re.findall(r"\d+", text)) > 15
    assert left(text, terminals[words]) == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext")
def test_a_number_that_is_another_than_the_terminals_is_found(
    kept: Path, terminals: dict, tmp_path: Path
) -> None:
    """One more in any count of the JSON that is printed, and digits are left: the test above does look."""
    text = report(kept, tmp_path)
    other = json.loads(json.dumps(terminals[()]))
    more = other["report"]
    counts = [(row, name) for row in other["factors"] + more["only_rejected"] for name in ROW]
    counts += [(row, name) for row in more["second_places"] for name in ("texts", "counted", "to_confirm")]
    counts += [
        (one[side], name) for one in more["practice"] for side in ("before", "since") for name in ROW[:2]
    ]
    counts += [(row, name) for row in more["not_yours"] for name in (*ROW[:2], "low", "high")]
    counts += [(row, "days_ago") for row in more["to_ask"]]
    counts += [(other, name) for name in ("actionable", "second_places", "diagnostic")]
    counts += [(more, name) for name in ("interviews", "offers_diagnostic", "counted_mentions")]
    unseen = []
    for place, name in counts:
        more_of_it = 60 if name == "days_ago" else 1  # printed in weeks or months
        place[name] += more_of_it
        unseen += [] if left(text, other) else [(place, name)]
        place[name] -= more_of_it
    assert unseen == []


def left(text: str, told: dict[str, Any]) -> list[str]:
    """Give what stands around each digit that nothing in the JSON accounts for."""
    for pattern in numbers_of(told):
        text = re.sub(rf"(?<![\w.]){pattern}", " ", text)
    return re.findall(r".{0,40}\d.{0,40}", text)
