"""What the page that brings a file says about it: columns, answers, cells to look at, what would change, what is remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from analysis.file_words import COSTS, ESSENTIAL, answer, has
from analysis.wording import OUTCOME_WORDS, STAGE_WORDS, at_start, date, in_sentence, named, plural
from data.exporting import table_csv
from data.reading import Choices, Column, Reading
from data.workspace import Decided, FieldChange, Known


def costs(reading: Reading) -> list[str]:
    """Say of each essential column the file has not what that costs."""
    return [
        f"No column holds the {ESSENTIAL[field]}. {cost}"
        for field, cost in COSTS.items()
        if not has(reading, field)
    ]


def column_became(column: Column, label: str) -> str:
    """Say why a column became what it is; `label` is the name of its field."""
    if column.field and (":" in column.field or column.field == "response"):
        return f"{label}. It is known by {'the header' if column.field == 'response' else 'its header and its cells'}."
    match column.doubt:
        case "guessed":
            return f"A guess: read as {in_sentence(label)}, because {column.why}."
        case "late":
            return f"Kept as your own: {column.why}."
        case "own":
            return "Kept as a column of your own. You can filter by it."
    return (
        f"Read as {in_sentence(label)}: {column.why}." if column.field else "Kept as your own: you chose it."
    )


def meant(typed: str, labels: Mapping[str, str]) -> str | None:
    """Give the choice that typed words mean: by its label, by a header we know, or by the label nearest to them; else None.

    `labels` are the labels of the choices.
    """
    from data.reading.vocabulary import key, vocabulary  # heavy, and for what is typed only

    words = {label.casefold(): choice for choice, label in labels.items()}
    if exact := words.get(typed.strip().casefold()):
        return exact
    known = [field for _, field in vocabulary().headers.get(key(typed), ()) if field in labels]
    near = get_close_matches(typed.strip().casefold(), words, 1, 0.75)
    return next(iter(known), words[near[0]] if near else None)


def sign(field: str) -> str:
    """Give a column that only marks something in words: "Marks: final round", "They replied"."""
    kind, _, target = field.partition(":")
    words = {"stage": STAGE_WORDS, "outcome": OUTCOME_WORDS}.get(kind, {})
    return f"Marks: {in_sentence(words[target])}" if target in words else "They replied"


def reads_like_notes(column: Column) -> bool:
    """Say whether a column holds sentences that are neither a field nor feedback: perhaps what the person thinks."""
    return column.field in (None, "notes") and any(len(cell.split()) >= 5 for cell in column.samples)


def given(choices: Choices, reading: Reading) -> list[tuple[str, str, Choices]]:
    """Give each answer the file is read with: a key, the answer in words, and the choices without it."""
    said: list[tuple[str, str, Choices]] = [
        (
            f"word-{word}",
            word_means(word, choices.outcome_words[word]),
            replace(choices, outcome_words=_without(choices.outcome_words, word)),
        )
        for word in reading.words
    ]
    if choices.date_order:
        words = f"Dates are written {answer(choices.date_order)}"
        said.append(("date_order", words, replace(choices, date_order=None)))
    if choices.feedback_source:
        words = f"Feedback that does not say so is from: {answer(choices.feedback_source)}"
        said.append(("feedback_source", words, replace(choices, feedback_source=None)))
    said += [
        (
            f"date-{cell}",
            f"\u201c{short(cell, 60)}\u201d is {date_answer(day)}",
            replace(choices, date_values=_without(choices.date_values, cell)),
        )
        for cell, day in choices.date_values.items()
    ]
    said += [
        (
            f"none-{field}",
            f"No column holds the {ESSENTIAL[field]}",
            replace(choices, mapping=_without(choices.mapping, field)),
        )
        for field in ("company", "role", "outcome")
        if choices.mapping.get(field) == ""
    ]
    return said


def word_means(word: str, meant: str) -> str:
    """Give what an outcome word was said to mean."""
    return f"\u201c{short(word, 60)}\u201d means: {answer(meant)}"


def short(words: str, at_most: int) -> str:
    """Give words on one line, cut where they are longer than `at_most` characters."""
    line = " ".join(words.split())
    return line if len(line) <= at_most else f"{line[: at_most - 1]}\u2026"


def date_answer(day: str) -> str:
    """Give an answer to what a date is: "12 March 2026", or "no date"."""
    try:
        return date(dt.date.fromisoformat(day))
    except ValueError:
        return "no date"


def change(found: FieldChange) -> tuple[str, str]:
    """Give a value before and after, in words."""
    return _value(found, found.before), _value(found, found.after)


def to_look_at(reading: Reading) -> dict[int, str]:
    """Give, by row, what could not be read in it: "Date: ...; Outcome: ..."."""
    found: dict[int, list[str]] = {}
    for each in reading.problems:
        if each.row:
            found.setdefault(each.row, []).append(
                f"{each.column}: {each.message}" if each.column else at_start(each.message)
            )
    return {row: " ".join(said) for row, said in found.items()}


def problems_csv(reading: Reading) -> bytes:
    """Give everything that could not be read as a table for a spreadsheet, with what stands in each cell."""
    return table_csv(
        ("Row", "Column", "What stands there", "What is wrong"),
        [
            (
                str(each.row or ""),
                each.column or "",
                reading.cells.get((each.row or 0, each.column or ""), ""),
                at_start(each.message),
            )
            for each in reading.problems
        ],
    )


def remembered(headers: str, decided: Decided) -> tuple[str, str]:
    """Give what is remembered about the files with these headers (parted by tabs): which files, and what."""
    names = headers.split("\t")
    shown = ", ".join(short(name, 30) for name in names[:6])
    what = [f"decided on {date(decided.on)}"] if decided.on else []
    what += [plural(len(decided.mapping), "column", "columns")] if decided.mapping else []
    what += [f"dates {answer(decided.date_order)}"] if decided.date_order else []
    what += [f"feedback from: {answer(decided.feedback_source)}"] if decided.feedback_source else []
    what += [plural(len(decided.date_values), "date", "dates")] if decided.date_values else []
    what += [plural(len(decided.cells), "corrected cell", "corrected cells")] if decided.cells else []
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return f"Files with {shown}{more}", at_start(", ".join(what))


def _without(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if key != name}


def _value(found: FieldChange, text: str | None) -> str:
    if text is None:
        return ""
    if found.is_own:
        return text
    if found.field.endswith("_on"):
        return date_answer(text)
    return {"outcome": OUTCOME_WORDS, "stage_reached": STAGE_WORDS}.get(found.field, {}).get(text, text)


def known(one: Known) -> str:
    """Give what an interview is known by: "Wren, Curator, 1 March 2026"."""
    day = date(one.day) if one.day else "no day"
    return f"{named(one.company, one.role)}, {day}"
