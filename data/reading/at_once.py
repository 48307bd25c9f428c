"""Plain columns to interviews: what each different cell, or combination of cells, means is found once and set in every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from data.reading.columns import TEXTS, Mapped
from data.reading.findings import Findings
from data.reading.meaning import (
    EXAMPLE_COMPANY,
    FeedbackColumn,
    FeedbackColumns,
    Outcomes,
    Plan,
    Understood,
    dates_of,
    rounds_of,
    row_of,
    text_of,
    understand,
    understood,
)
from data.reading.outcomes import source_of
from data.reading.plain import Cells, Columns
from data.reading.results import Choices
from data.reading.rows import (
    FOLLOW_UP_FIELDS,
    SAID,
    Rows,
    Values,
    as_feedback,
    as_json,
    as_piece,
    plain,
    silent,
)
from data.reading.vocabulary import fold, vocabulary

pc: Any = pyarrow.compute  # its functions come to be when it is imported
_CAREFUL = ("asked", "unknown")  # meanings that are told and asked of, row by row
_LONG = pa.large_string()  # with their names, attributes may be longer than the file and than two gigabytes
_SHORT = 5  # letters; a longer text is kept whatever it says


def understand_at_once(columns: Columns, mapped: Mapped, choices: Choices) -> Understood:
    """The same as `understand` of the same records; a row of which something is told is read as it reads it."""
    if not _fits(mapped):
        return understand(list(columns), mapped, choices, joint=None)
    findings = Findings()
    outcomes = Outcomes(mapped, choices, findings)
    kept = _applications(columns, mapped, outcomes)
    left_out, columns = frozenset(columns.rows[~kept].tolist()), columns.where(kept)
    dates = dates_of(
        lambda at, most: columns.columns[at].listed(most), columns.rows.tolist(), mapped, choices, findings
    )
    feedback = FeedbackColumns(mapped, choices, dates, findings)
    plan = Plan(mapped, dates)
    is_clear = _is_clear(columns, plan, outcomes, feedback)
    rows = Rows.of(
        row
        for record in columns.at(np.flatnonzero(~is_clear))
        if (row := row_of(record, plan, outcomes, feedback, findings))
    )
    if is_clear.any():
        rows = rows.beside(_rows(columns.where(is_clear), plan, outcomes, feedback))
    return understood(rows, outcomes, feedback, findings, left_out=left_out)


def _fits(mapped: Mapped) -> bool:
    """Whether no column is a sign, a reply or of a follow-up, and no two are the same field where the last one counts."""
    fields = [column.field for column in mapped.columns if column.field]
    headers = [column.header for column in mapped.columns]
    alone = [field for field in fields if field in TEXTS or field.endswith("_on")]
    return (
        not any(":" in field or field == "response" or field in FOLLOW_UP_FIELDS for field in fields)
        and len(set(headers)) == len(headers)
        and len(set(alone)) == len(alone)
    )


def _applications(columns: Columns, mapped: Mapped, outcomes: Outcomes) -> np.ndarray:
    """Which records are applications, every different word of an outcome read in the order in which the words come."""
    words = [columns.columns[at] for at in outcomes.words]
    coming = [
        (first, order, code)
        for order, cells in enumerate(words)
        for code, first in enumerate(cells.firsts().tolist())
        if first < len(columns)
    ]
    texts = [list(cells.each()) for cells in words]
    for _, order, code in sorted(coming):
        if texts[order][code]:
            outcomes.meaning(texts[order][code])
    kinds, first = _together([cells.codes for cells in words], len(columns))
    kept = np.array([outcomes.is_application(record) for record in columns.at(first)], bool)[kinds]
    for at in mapped.places("company")[:1]:
        example = pc.index(columns.columns[at].values, EXAMPLE_COMPANY).as_py()
        kept &= columns.columns[at].codes != example
    return kept


def _together(codes: Sequence[np.ndarray], many: int) -> tuple[np.ndarray, np.ndarray]:
    """The combination of codes each record has, as a code of its own, and the first record of each combination."""
    kinds = np.zeros(many, np.int64)
    for each in codes:
        kinds = pd.factorize(kinds * (int(each.max(initial=0)) + 1) + each)[0].astype(np.int64)
    return kinds, np.unique(kinds, return_index=True)[1]


def _is_clear(columns: Columns, plan: Plan, outcomes: Outcomes, feedback: FeedbackColumns) -> np.ndarray:
    """Which records are kept without a word: of those alone nothing has to be told or asked."""
    filled = {at: ~cells.blank[cells.codes] for at, cells in enumerate(columns.columns)}
    clear = sum((filled[at].astype(np.int32) for at in plan.known), np.zeros(len(columns), np.int32)) >= 2
    texts = list(columns.columns)
    for at in outcomes.words:
        known = [outcomes.meaning(cell).kind not in _CAREFUL for cell in texts[at].each()]
        clear &= np.array(known, bool)[texts[at].codes]
    if plan.names_rows:
        names = [at for field, at in plan.texts if field in ("company", "role")]
        names += [plan.record_id] if plan.record_id is not None else []
        clear &= np.any([_is_there(_texts(texts[at]))[texts[at].codes] for at in names], axis=0)
    for column in feedback.columns:
        if (at := column.source_at) is not None:
            named = texts[at].where(~texts[at].blank, lambda cell: bool(source_of(cell.strip())))
            clear &= (texts[at].blank | named)[texts[at].codes] | ~filled[column.at]
        if (at := column.date_at) is not None:
            dated = np.array([feedback.dates[at].get(cell) is not None for cell in texts[at].each()], bool)
            clear &= (texts[at].blank | dated)[texts[at].codes] | ~filled[column.at]
    return clear


def _rows(columns: Columns, plan: Plan, outcomes: Outcomes, feedback: FeedbackColumns) -> pa.Table:
    """The records as rows in columns, every one of them clear."""
    cells = columns.columns
    found: dict[str, pa.Array] = {"row": pa.array(columns.rows)}
    pieces: list[pa.Array] = []  # of the attributes, each column's in its place

    def own(at: int, texts: pa.Array) -> None:
        """Keep what a column says beside the fields."""
        if texts.null_count < len(texts):
            said = [text and as_piece(plan.headers[at], text) for text in plain(texts)]
            pieces.append(pa.array(said, _LONG).take(pa.array(cells[at].codes)))

    for field, at in plan.texts:
        found[field] = _texts(cells[at]).take(pa.array(cells[at].codes))
    for field, at, dates in plan.dates:
        days = pa.array([dates.get(cell) for cell in cells[at].each()], pa.date32())
        found[field] = days.take(pa.array(cells[at].codes))
        own(at, cells[at].filled(without=_is_there(days)))
    found |= _ends(columns, plan, outcomes, found, pieces)
    if plan.rounds is not None:
        at = plan.rounds
        counted = pa.array([rounds_of(cell) for cell in cells[at].each()], pa.int32())
        found["rounds"] = counted.take(pa.array(cells[at].codes))
        own(at, cells[at].filled(without=_is_there(counted)))
    for at in plan.own:
        own(at, cells[at].filled())
    joint = pa.nulls(len(columns), _LONG)
    for piece in pieces:
        joint = pc.coalesce(_joined(joint, piece, between=", "), joint, piece)
    braced = _joined(pa.scalar("{", _LONG), joint, pa.scalar("}", _LONG), between="")
    found["attributes"] = pc.coalesce(braced, pa.scalar(as_json({}), _LONG))
    found["record_id"] = pa.nulls(len(columns), pa.string())
    if (at := plan.record_id) is not None:
        found["record_id"] = _texts(cells[at]).take(pa.array(cells[at].codes))
    found["feedback"] = _feedback(columns, feedback)
    return pa.table(found)


def _joined(*parts: pa.Array | pa.Scalar, between: str) -> pa.Array:
    """The texts of each row one after the other; null where one is."""
    return pc.binary_join_element_wise(*parts, pa.scalar(between, _LONG))


def _texts(cells: Cells) -> pa.Array:
    """The different cells as texts; null for what says nothing."""
    short = ~cells.bare | (pc.utf8_length(cells.values).to_numpy() <= _SHORT)
    nothing = cells.where(short, lambda cell: text_of(cell) is None)
    return cells.filled(without=nothing)


def _is_there(values: pa.Array) -> np.ndarray:
    return values.is_valid().to_numpy(zero_copy_only=False)


def _ends(
    columns: Columns, plan: Plan, outcomes: Outcomes, found: Mapping[str, pa.Array], pieces: list[pa.Array]
) -> dict[str, pa.Array]:
    """Outcome and stage, and whether it may be a second place, found once for all records that say the same of it."""
    days = [_is_there(found[name]) for name in _DAYS if name in found]
    kinds, first = _together([*(columns.columns[at].codes for at in outcomes.words), *days], len(columns))
    said: dict[str, list[Any]] = {"outcome": [], "stage_reached": [], "maybe_second": []}
    beside: list[str | None] = []
    for record in columns.at(first):
        values, attributes = Values(), dict[str, str]()
        for field, at, dates in plan.dates:
            if date := dates.get(record.cells[at]):
                values[field] = date
        said["maybe_second"].append(outcomes.of(record, plan.date_of, values, attributes))
        said["outcome"].append(values["outcome"])
        said["stage_reached"].append(values["stage_reached"])
        beside.append(", ".join(map(as_piece, attributes, attributes.values())) or None)
    of_each = pa.array(kinds)
    if any(beside):
        pieces.append(pa.array(beside, _LONG).take(of_each))
    return {
        name: pa.array(each, pa.bool_() if name == "maybe_second" else pa.string()).take(of_each)
        for name, each in said.items()
    }


_DAYS = ("interviewed_on", "applied_on")  # a process that has one was at least that far


def _feedback(columns: Columns, feedback: FeedbackColumns) -> pa.Array:
    """The feedback of each record, that of several columns in their order."""
    pieces: list[pa.Table] = []
    places: list[np.ndarray] = []
    for column in feedback.columns:
        cells = columns.columns[column.at]
        there = np.flatnonzero(~cells.blank[cells.codes])
        places.append(there)
        pieces.append(_said(columns, column, there, feedback))
    if not pieces:
        return as_feedback(np.zeros(len(columns), np.int64), SAID.empty_table())
    every, said = np.concatenate(places), pa.concat_tables(pieces)
    if len(pieces) > 1:
        said = said.take(pa.array(np.argsort(every, kind="stable")))
    return as_feedback(np.bincount(every, minlength=len(columns)), said)


def _said(columns: Columns, column: FeedbackColumn, there: np.ndarray, feedback: FeedbackColumns) -> pa.Table:
    """The feedback of one column in the records at these places, each of them clear."""
    cells = columns.columns
    texts = cells[column.at]

    def of_each(at: int, means: Callable[[str], Any]) -> np.ndarray:
        return np.array([means(cell) for cell in cells[at].each()], object)[cells[at].codes[there]]

    source = np.full(len(there), None, object)
    if column.source_at is not None:
        source = of_each(column.source_at, lambda cell: source_of(cell.strip()) if cell.strip() else None)
    open_ = source == np.array(None)
    if column.source is None and feedback.chosen is None:
        unsaid = there[open_ & ~silent(texts.values)[texts.codes[there]]]
        if len(unsaid):
            feedback.count_unsaid(column, len(unsaid), first=int(columns.rows[unsaid[0]]))
    source[open_] = column.source or feedback.chosen or "unknown"
    basis = np.full(len(there), None, object)
    if column.basis_at is not None:
        basis = of_each(column.basis_at, lambda cell: vocabulary().bases.get(fold(cell)))
    basis = np.where(basis == np.array(None), np.where(source == "self", "inferred", "verbatim"), basis)
    received: Sequence[dt.date | None] = [None] * len(there)
    if (at := column.date_at) is not None:
        received = of_each(at, lambda cell: feedback.dates[at].get(cell)).tolist()
    return pa.table([texts.values.take(pa.array(texts.codes[there])), source, basis, received], SAID)
