"""The rows of a file in columns: what comes out is what was put in, whichever way it is asked for."""

from __future__ import annotations

import datetime as dt
import string

from hypothesis import given
from hypothesis import strategies as st

from data.reading import FeedbackCell, Row, Rows
from data.records import BASES, OUTCOMES, SOURCES, STAGES

DAY = dt.date(2026, 3, 12)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: not text.isspace()
)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
fields = {
    "company": texts,
    "role": texts,
    "notes": texts,
    "applied_on": days,
    "interviewed_on": days,
    "decided_on": days,
    "outcome": st.sampled_from(OUTCOMES),
    "stage_reached": st.sampled_from(STAGES),
    "rounds": st.integers(0, 999),
}
cells = st.builds(
    FeedbackCell,
    text=texts,
    source=st.sampled_from(SOURCES),
    basis=st.sampled_from(BASES),
    received_on=st.none() | days,
)
rows = st.builds(
    Row,
    row=st.integers(1, 20_000_000),
    record_id=st.none() | texts,
    values=st.fixed_dictionaries({}, optional=fields),
    attributes=st.dictionaries(texts, texts, max_size=3),
    feedback=st.lists(cells, max_size=3).map(tuple),
    maybe_second=st.booleans(),
)


def plain_row(number: int, *, says: str = "", **values: object) -> Row:
    said = (FeedbackCell(text=says, source="recruiter", basis="verbatim"),) if says else ()
    return Row(row=number, record_id=None, values=values, attributes={}, feedback=said)


@given(st.lists(rows, max_size=8).map(tuple))
def test_what_comes_out_is_what_was_put_in(given: tuple[Row, ...]):
    kept = Rows.of(given)
    assert (len(kept), tuple(kept), kept) == (len(given), given, given)
    assert [kept[at] for at in range(len(kept))] == list(given)
    assert kept[::-1] == given[::-1]
    assert list(kept.each("row", "company", "rounds")) == [
        (row.row, row.values.get("company"), row.values.get("rounds")) for row in given
    ]
    said = kept.feedback()
    assert list(zip(said.column("place").to_pylist(), said.column("text").to_pylist(), strict=True)) == [
        (at, cell.text) for at, row in enumerate(given) for cell in row.feedback
    ]
    assert kept.finals == [row.row for row in given if row.maybe_second]


def test_rows_beyond_one_batch_stay_in_order_whatever_each_of_them_fills():
    given = tuple(
        plain_row(
            at,
            says="Too quiet" if at % 7 == 0 else "",
            **({"company": f"C{at}"} if at < 5_000 else {"rounds": at % 5}),
        )
        for at in range(10_000)
    )
    kept = Rows.of(given)
    assert kept == given
    assert kept[9_999].values == {"rounds": 4}
    assert list(kept.at([9_999, 0, 5_000])) == [given[9_999], given[0], given[5_000]]
    assert kept.feedback().column("place").to_pylist() == list(range(0, 10_000, 7))


def test_a_column_no_row_fills_is_none_for_each_of_them():
    kept = Rows.of([plain_row(2, company="Acme"), plain_row(3)])
    assert (kept.column("role"), kept.column("company")) == ([None, None], ["Acme", None])
    assert (kept.fills("role"), kept.fills("company")) == (False, True)
    assert kept[0].values["role"] is None


def test_a_file_without_rows_has_none_in_any_way():
    kept = Rows.of([])
    assert (len(kept), list(kept), kept, kept.finals, kept.feedback().num_rows) == (0, [], (), [], 0)
    assert not kept.fills("company")


def test_what_is_blank_and_what_no_database_keeps_is_left_out():
    row = Row(
        row=2,
        record_id="",
        values={"company": "A\ud800cme"},
        attributes={"Mood": "", "Pay": "9"},
        feedback=(FeedbackCell(text=" \n", source="self", basis="inferred"),),
    )
    assert Rows.of([row]) == (
        Row(row=2, record_id=None, values={"company": "Acme"}, attributes={"Pay": "9"}),
    )


def test_a_list_of_rows_names_its_first_ones():
    letters = Rows.of(plain_row(at, company=letter) for at, letter in enumerate(string.ascii_lowercase))
    assert repr(letters).startswith("Rows.of([Row(row=0, record_id=None, values={'company': 'a'}")
    assert repr(letters).endswith(", ...)")
