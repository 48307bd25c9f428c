"""An outline as Markdown for somebody's notes: texts are escaped, so that they read as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.report.outline import (
    SAMPLE,
    Block,
    Chart,
    Factor,
    Items,
    Lane,
    Outline,
    Paragraph,
    Quote,
    Section,
    Table,
)

# What Markdown, HTML inside it, and the usual extensions (tables, autolinks, mentions, mathematics, emoji names) would read.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$@&^=!]|:(?=\S)|(?<=www)\.|(?<=WWW)\.", re.IGNORECASE)
_BEGINS_A_BLOCK = re.compile(r"^([-+]|\d+[.)])")


def to_markdown(outline: Outline) -> str:
    """Give the report as CommonMark with tables."""
    head = [
        f"# {escaped(outline.title)}",
        *([_line(SAMPLE)] if outline.sample else []),
        _line(outline.lead),
        _line(outline.about),
    ]
    return "\n\n".join([*head, *(part for section in outline.sections for part in _section(section))]) + "\n"


def escaped(text: str) -> str:
    """Give a text of one line so that Markdown shows it letter for letter inside a line."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text).strip()


def _line(text: str) -> str:
    """Give the text at the beginning of a line, where "1." and "-" would begin a list."""
    return _BEGINS_A_BLOCK.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", escaped(text))


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _line(block.words)
        case Chart():
            pass  # what it shows stands beside it in words
        case Quote():
            yield _quote(block)
        case Factor():
            yield from _factor(block)
        case Lane():
            yield f"**{escaped(block.name)}:** {escaped(block.count)}"
        case Items():
            yield _items(block)
        case Table():
            yield _line(block.caption)
            yield _table(block)


def _factor(told: Factor) -> Iterator[str]:
    yield f"### {escaped(told.label)}"
    counts = f"**{escaped(told.second)} second places** {escaped(told.share)}".strip()
    counts += f", {escaped(told.offers)} offers" if told.offers else ""
    yield f"{counts}. {escaped(told.contrast)}." if told.contrast else f"{counts}."
    yield _line(f"{told.sentence} {told.to_confirm}." if told.to_confirm else told.sentence)
    if told.advice:
        yield f"**To practise:** {escaped(told.advice)}"
    if told.quote:
        yield _quote(told.quote)


def _quote(said: Quote) -> str:
    # No emphasis around what was heard: asterisks beside a letter and a full stop would stand there as asterisks.
    words = _line(said.text)
    lines = [words, _line(said.said_by), *([_line(f"{said.heard_as}.")] if said.heard_as else [])]
    return "\n>\n".join(f"> {line}" for line in lines)


def _items(block: Items) -> str:
    lines = []
    for n, row in enumerate(block.items, start=1):
        mark = f"{n}." if block.numbered else "-"
        count = f", {escaped(row.count)}" if row.count else ""
        remark = f": {escaped(row.remark)}" if row.remark else ""
        lines.append(f"{mark} **{escaped(row.name)}**{count}{remark}")
    return "\n".join(lines)


def _table(table: Table) -> str:
    lines = [
        [escaped(column.name) for column in table.columns],
        ["---:" if column.numeric else "---" for column in table.columns],
        *([escaped(cell) for cell in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
