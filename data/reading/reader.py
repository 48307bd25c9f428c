"""A file as interviews: the one public way from bytes to rows, with a problem or a question for what is not clear."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from data.collecting import without_collecting
from data.problems import Problem, Question
from data.reading.at_once import understand_at_once
from data.reading.columns import (
    GUESSED,
    Found,
    Mapped,
    guess_columns,
    guess_missing,
    header_score,
    map_columns,
    mapping_of,
)
from data.reading.containers import is_container, open_container
from data.reading.decoding import decode, refused_at_sight
from data.reading.meaning import EXAMPLE_COMPANY, understand
from data.reading.plain import PlainTable, read_plain
from data.reading.results import UPLOAD, Choices, Column, Limits, Reading
from data.reading.rows import Rows
from data.reading.tables import Table, read_records, read_table, told_of_file

_TEMPLATE = (
    "record_id", "company", "role", "interview_date", "stage_reached", "outcome", "feedback", "feedback_source", "feedback_date",
    "candidate", "seniority", "industry", "location", "work_mode", "channel", "applied_on", "decided_on", "rounds", "format",
    "contact_name", "contact_role", "contact_email", "notes",
)  # fmt: skip
_EXAMPLES = (
    {
        "record_id": "1", "company": EXAMPLE_COMPANY, "role": "Project coordinator", "interview_date": "2026-03-12",
        "stage_reached": "final round", "outcome": "second place",
        "feedback": "You were well prepared, but your examples stayed general.",
        "feedback_source": "hiring manager", "feedback_date": "2026-03-20",
    },
    {
        "record_id": "2", "company": EXAMPLE_COMPANY, "role": "Office manager", "interview_date": "2026-04-02",
        "stage_reached": "first interview", "outcome": "rejected",
    },
)  # fmt: skip
_SAMPLED = 400
_HEAD = 64_000
_MOST_TO_MEND = 500  # rows whose cells are given back to be mended; more of them are mended in the file


def read(content: bytes, *, file_name: str, choices: Choices, limits: Limits = UPLOAD) -> Reading:
    """The file as interviews. Never raises: a file that cannot be read is a Reading without rows and with a Problem."""
    nothing = _nothing(content, file_name, choices)
    if len(content) > limits.file_bytes:
        return replace(nothing, problems=(_too_large(len(content), limits),))
    if not content or content.isspace():
        return replace(nothing, problems=(Problem("The file is empty."),))
    wanted = {header for header in choices.mapping.values() if header}

    def known_headers(cells: Sequence[str]) -> int:
        return header_score(cells) + 2 * sum(cell.strip() in wanted for cell in cells)

    if is_container(content):
        opened = open_container(
            content,
            wanted=choices.sheet,
            score=lambda head: max(map(known_headers, head), default=0),
            limits=limits,
        )
        if opened.refused:
            return replace(nothing, problems=(Problem(opened.refused),))
        nothing = replace(nothing, sheets=opened.names, sheet=opened.name)
        if opened.records is not None:
            with without_collecting():
                table = read_records(opened.records, header_score=known_headers, limits=limits)
            begun = replace(nothing, encoding=opened.kind, delimiter="")
            return _of_table(begun, table, choices)
        content = opened.content or b""
        if is_container(content) or not content.strip() or len(content) > limits.file_bytes:
            told = Problem(f'"{opened.name}" in the archive is empty, too large, or no table.')
            return replace(nothing, problems=(*nothing.problems, told))
    if len(content) >= limits.plain_from and choices.encoding is None and not choices.cells:
        plain = read_plain(content, header_score=known_headers, limits=limits)
        if plain is not None:
            del content
            return _read(replace(nothing, encoding="utf-8", delimiter=plain.delimiter), plain, choices)
    decoded = decode(content, encoding=choices.encoding)
    if decoded.refused:
        return replace(
            nothing,
            encoding=decoded.encoding,
            problems=(*nothing.problems, *decoded.problems, Problem(decoded.refused)),
        )
    begun = replace(nothing, encoding=decoded.encoding, problems=(*nothing.problems, *decoded.problems))
    text = [decoded.text]
    del content, decoded  # they would stay beside all that is made of them
    with without_collecting():
        table = read_table(text.pop(), header_score=known_headers, limits=limits)
    return _of_table(replace(begun, delimiter=table.delimiter), table, choices)


def read_file(file: Path, *, choices: Choices, limits: Limits) -> Reading:
    """The same from a disk: of a file that its size or its first bytes refuse, no more than those is read. Raises OSError."""
    with file.open("rb") as opened:
        size, head = os.fstat(opened.fileno()).st_size, opened.read(_HEAD)
        if size > limits.file_bytes:
            return replace(_nothing(head, file.name, choices), problems=(_too_large(size, limits),))
        if not is_container(head) and refused_at_sight(head):
            return read(head, file_name=file.name, choices=choices, limits=limits)
        if opened.seekable():
            opened.seek(0)
            head = b""
        # Handed on without a name of its own, so that reading can let go of it: a large file would stay beside its table.
        return read(
            head + opened.read(limits.file_bytes + 1 - len(head)),
            file_name=file.name,
            choices=choices,
            limits=limits,
        )


def _nothing(content: bytes, file_name: str, choices: Choices) -> Reading:
    return Reading(
        file_name=file_name,
        file_hash=_file_hash(content, choices),
        encoding="",
        delimiter="",
        header_row=0,
        headers=(),
        columns=(),
        mapping={},
        rows=Rows.of(()),
        rows_read=0,
        not_applications=0,
        problems=(),
        questions=(),
        add_unjoined=choices.add_unjoined,
        with_deleted=choices.with_deleted,
        same=choices.same,
    )


def _too_large(size: int, limits: Limits) -> Problem:
    return Problem(
        f"The file has {size / 1_000_000:,.0f} MB, more than the {limits.file_bytes // 1_000_000:,} MB that are read."
        " Split it in two."
    )


def _of_table(begun: Reading, table: Table, choices: Choices) -> Reading:
    if table.refused:
        return replace(begun, problems=(*begun.problems, Problem(table.refused)))
    return _read(begun, table, choices)


def template_csv() -> bytes:
    """Our own sheet to fill in: every column, and two example rows that reading leaves out. UTF-8 with its mark."""
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, fieldnames=_TEMPLATE, restval="")
    writer.writeheader()
    writer.writerows(_EXAMPLES)
    return sheet.getvalue().encode("utf-8-sig")


def _file_hash(content: bytes, choices: Choices) -> str:
    digest = blake2b(content, digest_size=16)
    parts = [
        sorted(choices.mapping.items()),
        choices.date_order,
        sorted(choices.outcome_words.items()),
        choices.feedback_source,
        choices.encoding,
        sorted(choices.date_values.items()),
        *([choices.sheet] if choices.sheet else []),
        *(["add_unjoined"] if choices.add_unjoined else []),
        *(["with_deleted"] if choices.with_deleted else []),
        *(["same"] if choices.same else []),
        # Only where there are some: the files that were kept before cells could be mended are known again.
        *([sorted(choices.cells.items())] if choices.cells else []),
    ]
    digest.update(repr(parts).encode("utf-8", errors="replace"))
    return digest.hexdigest()


def _read(begun: Reading, table: Table, choices: Choices) -> Reading:
    as_written, table = table, _mended_by_hand(table, choices)
    samples = [_sample(table, at) for at in range(len(table.headers))]
    mapped = _mapped(table, samples, choices)
    problems = [*begun.problems, *table.problems, *mapped.problems]
    begun = replace(
        begun,
        header_row=table.header_row,
        headers=table.headers,
        columns=_columns(mapped, samples),
        mapping=mapping_of(mapped.columns),
        rows_read=table.rows_read,
        words=_remembered_words(table, mapped, choices),
    )
    if not table.records:
        if not table.rows_read:
            problems.append(Problem("The file has a header and no rows under it."))
        return replace(begun, problems=tuple(problems))
    if not any(column.field for column in mapped.columns):
        shown = ", ".join(f'"{header}"' for header in table.headers[:8])
        problems.append(
            Problem(
                f"No column looks like a company, a role, a date, an outcome or feedback (the columns are {shown}). Say which is which."
            )
        )
        return replace(
            begun, problems=tuple(problems), questions=tuple(_column_questions(mapped, table, choices))
        )
    with without_collecting():
        understood = (
            understand_at_once(table.records, mapped, choices)
            if isinstance(table, PlainTable)
            else understand(table.records, mapped, choices, joint=None if table.has_gaps else table.delimiter)
        )
    questions = [*_column_questions(mapped, table, choices), *understood.questions]
    return replace(
        begun,
        rows=understood.rows,
        not_applications=len(understood.not_applications),
        problems=(
            *(told_of_file(problem, understood.not_applications) for problem in problems),
            *understood.problems,
        ),
        questions=tuple(questions),
        cells=_cells_to_mend(as_written, understood.problems, choices),
    )


def _mended_by_hand(table: Table, choices: Choices) -> Table:
    """The table with the cells a person mended in the place of those that stand in the file."""
    mended: dict[int, dict[int, str]] = {}
    for (row, header), text in choices.cells.items():
        if header in table.headers:
            mended.setdefault(row, {})[table.headers.index(header)] = text
    if not mended:
        return table
    return replace(
        table,
        records=tuple(
            record._replace(cells=[mended[record.row].get(at, cell) for at, cell in enumerate(record.cells)])
            if record.row in mended
            else record
            for record in table.records
        ),
    )


def _cells_to_mend(table: Table, problems: Sequence[Problem], choices: Choices) -> dict[tuple[int, str], str]:
    """The cells, as the file has them, of the first rows with a problem and of every mended one, in the columns concerned."""
    mended = list(choices.cells)
    stands = [(p.row, p.column) for p in problems if p.row and p.column in table.headers]
    rows = {row for row, _ in mended} | set(sorted({row for row, _ in stands})[:_MOST_TO_MEND])
    if not rows:
        return {}
    concerned = {header for row, header in (*mended, *stands) if row in rows}
    places = [(at, header) for at, header in enumerate(table.headers) if header in concerned]
    return {(record.row, header): record.cells[at] for record in table.of_rows(rows) for at, header in places}


def _remembered_words(table: Table, mapped: Mapped, choices: Choices) -> tuple[str, ...]:
    """The remembered outcome words that stand in the columns an outcome is read from."""
    if not choices.outcome_words:
        return ()
    places = [
        at
        for at, column in enumerate(mapped.columns)
        if column.field in ("outcome", "stage_reached", "response") or ":" in (column.field or "")
    ]
    standing = {cell.strip().casefold() for at in places for cell in table.different(at)}
    return tuple(word for word in choices.outcome_words if word.strip().casefold() in standing)


def _sample(table: Table, at: int) -> list[str]:
    """Filled cells of a column; of a long table from some thousand rows over its whole height, where those hold any."""
    return _spread(
        table.filled(at, every=max(1, len(table.records) // (10 * _SAMPLED))) or table.filled(at, every=1)
    )


def _spread(cells: list[str]) -> list[str]:
    """Cells from the whole height of a column, since the first rows alone may mislead."""
    step = max(1, len(cells) // _SAMPLED)
    return cells[::step][:_SAMPLED]


def _mapped(table: Table, samples: Sequence[Sequence[str]], choices: Choices) -> Mapped:
    mapped = map_columns(table.headers, samples, choices.mapping)
    if table.header_row:
        return guess_missing(mapped, samples, choices.mapping)
    guessed = guess_columns(samples)
    columns = tuple(
        column
        if column.field or field is None or field in choices.mapping
        else Found(header=column.header, field=field, why=GUESSED, doubt="guessed")
        for column, field in zip(mapped.columns, guessed, strict=True)
    )
    return replace(mapped, columns=columns)


def _columns(mapped: Mapped, samples: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    return tuple(
        Column(
            header=column.header,
            field=column.field,
            why=column.why,
            samples=tuple(dict.fromkeys(cells))[:3],
            doubt=column.doubt,
        )
        for column, cells in zip(mapped.columns, samples, strict=True)
    )


def _column_questions(mapped: Mapped, table: Table, choices: Choices) -> list[Question]:
    """What to ask of the columns: the ones that matter and were not found, and all of them where there is no header."""
    found = {column.field for column in mapped.columns}
    has_signs = any(field and field.startswith(("outcome:", "stage:", "response")) for field in found)
    costs = {
        "company": "Without it an interview has no name, and a second file cannot be matched.",
        "role": "Without it nothing can be compared by role.",
        "outcome": "Without it nobody knows where you came second; you can say so afterwards, one by one.",
    }
    questions = [
        Question(
            kind="column",
            column=field,
            message=f"No column looks like the {field}. Which one is it, or none? {cost}",
            choices=(*table.headers, ""),
        )
        for field, cost in costs.items()
        if field not in found and field not in choices.mapping and not (field == "outcome" and has_signs)
    ]
    if table.header_row:
        questions += [
            Question(
                kind="column",
                column=column.field or "",
                message=f'No column is called {column.field}; "{column.header}" was taken for it by what stands in it. Is that right?',
                choices=(*table.headers, ""),
            )
            for column in mapped.columns
            if column.why == GUESSED
        ]
    if table.header_row == 0 and not choices.mapping:
        guessed = ", ".join(f"{column.header} as {column.field}" for column in mapped.columns if column.field)
        questions.append(
            Question(
                kind="column",
                column="header",
                message=f"The file has no header row. The columns were read by what stands in them: {guessed}. Is that right?",
                choices=("yes", "no"),
            )
        )
    return questions
