"""What a report counts as tables: interviews, feedback, mentions, factors and a 0/1 matrix, as a workbook or as CSV and Parquet.

No cell is ever a formula: in the workbook every text is a text, and marked as one where it begins like a formula; in CSV
files an apostrophe leads it, as in every export.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from analysis import wording
from analysis.plain_text import plain
from analysis.report.outline import SAMPLE, left_out_in_words
from analysis.report.redaction import redacted_study
from analysis.study import Study
from analysis.tables import each
from data.exporting import table_csv
from data.safe_text import neutral, storable

LONGEST_CELL = 32_767  # characters; what a spreadsheet holds in one cell
MOST_ROWS = 1_048_575  # rows under the titles of a sheet
_WIDE = 60
_LINE, _TALLEST = 15, 409  # points of a line, and of the tallest row a workbook can have

_INTERVIEW = {
    "interview": "The number of the interview in this file; the other tables name it by that.",
    "company": "The company, or its letter where companies are called A, B, C.",
    "role": "The role, as you wrote it.",
    "seniority": "As you wrote it.",
    "industry": "As you wrote it.",
    "location": "As you wrote it.",
    "work_mode": "As you wrote it.",
    "applied_on": "The day of the application.",
    "interviewed_on": "The day of the interview.",
    "decided_on": "The day of the decision.",
    "stage_reached": "How far it went: applied, screen, assessment, first_interview, later_interview, final_round, offer.",
    "outcome": "How it ended: second_place is a final after which somebody else got the job.",
    "rounds": "How many rounds there were.",
    "format": "As you wrote it.",
    "feedback": "How many texts are kept from the chosen source.",
}
_WITH_QUOTES = {
    "channel": "As you wrote it.",
    "contact_name": "Whom you were in contact with.",
    "contact_role": "What they are.",
    "contact_email": "Their address.",
    "notes": "Your notes.",
    "asked_on": "The day you asked for feedback.",
    "asked_of": "Whom you asked: hiring_manager, interviewer, hr_manager, recruiter.",
    "reminded_on": "The day you reminded them.",
    "answered_on": "The day they answered.",
    "thanked_on": "The day you thanked them.",
    "follow_up_on": "The day you want to write again.",
}
_FEEDBACK = {
    "text_number": "The number of the text in this file.",
    "interview": "The interview it is about.",
    "received_on": "The day it came.",
    "source": "Who said it: hiring_manager, interviewer, hr_manager, recruiter, letter, unknown, or self.",
    "basis": "How faithfully it was noted: verbatim, paraphrase, inferred.",
    "language": "The language it was read in.",
    "counted": "How many mentions are counted.",
    "to_confirm": "How many mentions wait for you to confirm them.",
}
_MENTIONS = {
    "text_number": "The text it stands in.",
    "interview": "The interview it is about.",
    "factor": "The factor, by the name of the report.",
    "factor_id": "The same, by its name in the codebook.",
    "aspect": "Which side of the factor, where it has sides.",
    "polarity": "gap, strength or neutral.",
    "protected": "Whether it is about protected ground, which is never ranked.",
    "status": "open, accepted or rejected: what you decided.",
    "counted": "1 where it counts, 0 where it waits for you to confirm it.",
    "sure": "How sure the program is, 0 to 1.",
}
_FACTORS = {
    "factor": "The factor, by the name of the report.",
    "factor_id": "The same, by its name in the codebook.",
    "group": "The group it stands in.",
    "polarity": "gap, strength or neutral.",
    "control": "Whether it is yours to change: you, partly, no.",
    "protected": "Whether it is about protected ground, which is never ranked.",
    "heard_in": "Second places in which it was heard.",
    "out_of": "Second places with a reason.",
    "share": "heard_in out of out_of, 0 to 1.",
    "low": "Where the true share plausibly begins (Wilson, 95 %).",
    "high": "Where it plausibly ends.",
    "offers_heard_in": "Offers in which it was heard.",
    "offers_out_of": "Offers with a reason.",
    "rejected_heard_in": "Earlier rejections in which it was heard.",
    "rejected_out_of": "Earlier rejections with a reason.",
    "difference": "Share of the second places less share of the offers.",
    "difference_low": "Where the true difference plausibly begins (Newcombe, 95 %).",
    "difference_high": "Where it plausibly ends.",
    "recurs": "Heard in 3 second places or more, or in 2 of at most 5.",
    "to_confirm": "Second places in which it waits for you to confirm it.",
}


@dataclass(frozen=True)
class Sheet:
    """A table with a name, what it holds, and what each of its columns means."""

    name: str
    about: str
    columns: Mapping[str, str]
    rows: pd.DataFrame


def sheets_of(study: Study, *, quotes: bool, letters: bool) -> tuple[Sheet, ...]:
    """Give the tables behind a report. Texts, notes and contacts are only in them with `quotes`, never with names we know."""
    study = redacted_study(study, letters=letters)
    found, said = study.interviews(), study.feedback()
    numbers = {interview_id: n for n, interview_id in enumerate(found.interview_id, 1)}
    texts = {feedback_id: n for n, feedback_id in enumerate(said.feedback_id, 1)}
    own = _own_columns(found) if quotes else {}
    if quotes:
        found = found.merge(study.follow_up_days(), how="left", on="interview_id")
    interviews = found.assign(interview=list(numbers.values()), **own)
    wanted = _INTERVIEW | (_WITH_QUOTES if quotes else {})
    if letters:
        wanted = {
            name: told for name, told in wanted.items() if name not in ("contact_name", "contact_email")
        }
    wanted |= dict.fromkeys(own, "A column of your own.")
    feedback = said.assign(text_number=list(texts.values()), interview=said.interview_id.map(numbers))
    mentions = _mentions(study, numbers, texts)
    factors = study.recurring_factors()
    factors = factors[
        (factors.heard_in + factors.offers_heard_in + factors.rejected_heard_in + factors.to_confirm) > 0
    ]
    factors = factors.assign(factor_id=factors.factor, factor=factors.label)
    matrix = _matrix(interviews, mentions)
    held = {"text": "What was said, without the names we know."} if quotes else {}
    quoted = {"quote": "The words in which it was heard."} if quotes else {}
    return (
        Sheet("Interviews", "One hiring process a row.", wanted, interviews[list(wanted)]),
        Sheet("Feedback", "One text a row.", _FEEDBACK | held, feedback[[*_FEEDBACK, *held]]),
        Sheet(
            "Mentions",
            "What each text says: one factor heard a row.",
            _MENTIONS | quoted,
            mentions[[*_MENTIONS, *quoted]],
        ),
        Sheet("Factors", "One factor a row, as the report counts it.", _FACTORS, factors[list(_FACTORS)]),
        Sheet(
            "Matrix",
            "One interview with a reason a row, one factor a column: 1 where it was heard and counted.",
            {
                name: {**_INTERVIEW, "side": "second_place, offer, rejected (earlier), or nothing."}.get(
                    name, "1 where it was heard and counted, else 0."
                )
                for name in matrix
            },
            matrix,
        ),
    )


def to_xlsx(study: Study, *, quotes: bool, letters: bool) -> bytes:
    """Give the tables as a workbook: a sheet that says what it is, and a sheet a table, with filters and a fixed title row."""
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(made, options) as book:
        day = dt.datetime.combine(study.today, dt.time())
        book.set_properties({"title": "Second Place: interviews and factors", "created": day})
        formats = {
            "name": book.add_format({"bold": True}),
            "title": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"valign": "top", "text_wrap": True}),
            "literal": book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True}),
            "share": book.add_format({"num_format": "0.000", "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        }
        sheets = sheets_of(study, quotes=quotes, letters=letters)
        _about(book, formats, study, sheets, quotes=quotes, letters=letters)
        for sheet in sheets:
            _sheet(book, formats, sheet)
    return made.getvalue()


def to_tables(study: Study, *, quotes: bool, letters: bool) -> bytes:
    """Give the tables as a zip of CSV and Parquet files, with a dictionary of every column."""
    packed = io.BytesIO()
    sheets = sheets_of(study, quotes=quotes, letters=letters)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        words = [(sheet.name.lower(), name, told) for sheet in sheets for name, told in sheet.columns.items()]
        _add(out, "dictionary.csv", table_csv(("table", "column", "meaning"), words))
        _add(
            out,
            "README.txt",
            ("\n".join(_about_lines(study, sheets, quotes=quotes, letters=letters)) + "\n").encode(),
        )
        for sheet in sheets:
            rows = [[_text(value) for value in row] for row in sheet.rows.itertuples(index=False)]
            _add(out, f"{sheet.name.lower()}.csv", table_csv(list(sheet.rows.columns), rows))
            parquet = io.BytesIO()
            pq.write_table(_arrow(sheet.rows), parquet)
            _add(out, f"{sheet.name.lower()}.parquet", parquet.getvalue())
    return packed.getvalue()


def _mentions(study: Study, numbers: Mapping[str, int], texts: Mapping[str, int]) -> pd.DataFrame:
    """Give every counted or waiting mention of the chosen source, the latest interview first."""
    parts = [
        study.evidence(factor, None, side=None, protected=protected)
        for factor in study.codebook.factors
        for protected in (False, True)
    ]
    columns = (
        "text_number",
        "interview",
        "factor",
        "factor_id",
        "aspect",
        "polarity",
        "protected",
        "status",
        "counted",
        "sure",
    )
    rows = [
        (
            *(texts[row.feedback_id], numbers[row.interview_id]),
            *(study.codebook.factors[row.factor].label, row.factor),
            *(row.aspect, row.polarity, bool(row.protected), row.status, int(row.counted), float(row.p)),
            *(row.quote, int(row.start_at)),
        )
        for part in parts
        for row in each(part)
    ]
    rows.sort(key=lambda row: (row[0], row[-1], row[3], row[5]))
    return pd.DataFrame(rows, columns=[*columns, "quote", "start_at"])


def _matrix(interviews: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    counted = mentions[mentions.counted == 1]
    named = [f"{row.factor} ({row.polarity})" for row in each(counted)]
    heard = pd.crosstab(counted.interview, pd.Series(named, index=counted.index, dtype=str)).clip(upper=1)
    rows = interviews[interviews.interview.isin(heard.index)]
    side = [_SIDES.get(str(outcome), "") for outcome in rows.outcome]
    early = rows.stage_reached.isin(["applied", "screen", "assessment", "first_interview", "later_interview"])
    side = [
        "rejected" if outcome == "rejected" and is_early else known
        for outcome, is_early, known in zip(rows.outcome, early, side, strict=True)
    ]
    told = rows[["interview", "company", "role"]].assign(side=side).reset_index(drop=True)
    return pd.concat([told, heard.reindex(rows.interview).reset_index(drop=True)], axis="columns")


_SIDES = {"second_place": "second_place", "offer_accepted": "offer", "offer_declined": "offer"}


def _own_columns(found: pd.DataFrame) -> dict[str, list[str | None]]:
    """Give the columns of the person's own, each under its name; one that is called like ours has "(own)" after it."""
    read = [json.loads(cell) if isinstance(cell, str) else {} for cell in found.attributes]
    taken = {*found.columns, *_INTERVIEW, *_WITH_QUOTES}
    columns: dict[str, list[str | None]] = {}
    for name in dict.fromkeys(name for row in read for name in row):
        title = name
        while title in taken:
            title += " (own)"
        taken.add(title)
        columns[title] = [row.get(name) for row in read]
    return columns


def _about_lines(study: Study, sheets: Sequence[Sheet], *, quotes: bool, letters: bool) -> list[str]:
    redacted = redacted_study(study, letters=letters)
    return [
        "Second Place: the tables behind the report",
        *([SAMPLE] if study.workspace.has_sample() else []),
        plain(redacted.filters_in_words()),
        f"Made on {wording.date(study.today)}.",
        left_out_in_words(quotes=quotes, letters=letters),
        *(
            f"{sheet.name}: {sheet.about} {wording.plural(len(sheet.rows), 'row', 'rows')}."
            for sheet in sheets
        ),
        *(
            f"{sheet.name}: only the first {MOST_ROWS} rows are in the workbook; the CSV file has them all."
            for sheet in sheets
            if len(sheet.rows) > MOST_ROWS
        ),
    ]


def _about(
    book: Any, formats: Mapping[str, Any], study: Study, sheets: Sequence[Sheet], **copy: bool
) -> None:
    page = book.add_worksheet("About")
    page.hide_gridlines(2)
    _for_paper(page)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 36)
    page.set_column(2, 2, 90)
    for n, line in enumerate(_about_lines(study, sheets, **copy)):
        page.write_string(n, 0, line, formats["name"] if n == 0 else None)
    at = len(_about_lines(study, sheets, **copy)) + 1
    for column, name in enumerate(("Table", "Column", "Meaning")):
        page.write_string(at, column, name, formats["title"])
    for sheet in sheets:
        for name, told in sheet.columns.items():
            at += 1
            for column, words in enumerate((sheet.name, name, told)):
                page.write_string(at, column, _cell(words), _form(formats, words))


def _sheet(book: Any, formats: Mapping[str, Any], sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    _for_paper(page)
    page.repeat_rows(0)
    rows = sheet.rows.head(MOST_ROWS)
    for column, name in enumerate(rows.columns):
        page.write_string(0, column, _cell(str(name)), formats["title"])
        longest = max([len(str(name)), *(len(_text(value)) for value in rows.iloc[:200, column])])
        page.set_column(column, column, min(_WIDE, max(9, longest + 2)))
    page.autofilter(0, 0, max(len(rows), 1), len(rows.columns) - 1)
    for n, row in enumerate(rows.itertuples(index=False), 1):
        for column, value in enumerate(row):
            _write(page, formats, n, column, value)
        # Not every program makes room by itself for a text of several lines.
        lines = max((_lines(value) for value in row if isinstance(value, str)), default=1)
        if lines > 1:
            page.set_row(n, min(lines * _LINE, _TALLEST))


def _for_paper(page: Any) -> None:
    """Print a sheet across a page, however many columns it has."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _lines(text: str) -> int:
    """Estimate how many lines a text takes in the widest column there is."""
    return sum(-(-len(line) // (_WIDE - 4)) or 1 for line in text.splitlines())


def _write(page: Any, formats: Mapping[str, Any], row: int, column: int, value: Any) -> None:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return
    if isinstance(value, str):
        if value:
            page.write_string(row, column, _cell(value), _form(formats, value))
    elif isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        # Before 1900 a spreadsheet has no days: such a day is written as words.
        if day.year < 1900:
            page.write_string(row, column, day.isoformat(), formats["text"])
        else:
            page.write_datetime(row, column, dt.datetime.combine(day, dt.time()), formats["day"])
    elif isinstance(value, float):
        page.write_number(row, column, value, formats["share"])
    else:
        page.write_number(row, column, int(value), formats["number"])


def _form(formats: Mapping[str, Any], text: str) -> Any:
    """Give the form of a text: one that begins like a formula has the mark with which a spreadsheet keeps it a text."""
    return formats["literal" if neutral(text) != text else "text"]


def _cell(text: str) -> str:
    """Give a text as a cell can hold it, cut where it is longer."""
    kept = "".join(c for c in storable(text) if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cn"))
    return kept if len(kept) <= LONGEST_CELL else kept[: LONGEST_CELL - 2] + " \u2026"


def _text(value: Any) -> str:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, dt.date):
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat()
    if isinstance(value, bool):
        return str(int(value))
    return storable(value) if isinstance(value, str) else str(value)


def _arrow(rows: pd.DataFrame) -> pa.Table:
    """Give a table with the types of its columns, days as days, and nothing of how pandas kept it."""
    arrays = []
    for name in rows.columns:
        values = [
            None if value is None or value is pd.NaT or value is pd.NA or value != value else value
            for value in rows[name]
        ]
        days = [value.date() if isinstance(value, dt.datetime) else value for value in values]
        texts = [storable(value) if isinstance(value, str) else value for value in days]
        kind = pa.string() if all(value is None for value in texts) else None
        arrays.append(pa.array(texts, type=kind))
    return pa.table(arrays, names=[storable(str(name)) for name in rows.columns])


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    out.writestr(entry, content)
