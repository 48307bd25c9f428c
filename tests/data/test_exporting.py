"""The export of everything: no cell runs in a spreadsheet, and all of it comes back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exporting import RestoreResult, export_zip, neutral, original, restore_zip, table_csv
from data.problems import WorkspaceError
from data.reading import NO_CHOICES, read
from data.records import Correction, Feedback, FollowUp, Interview, Practice, Taught
from data.tables import TABLES
from data.workspace import Decided, Workspace, open_workspace
from tests.data.readings import AT, LATER, code, heard, reading, row, rows_of

HOSTILE = (
    "=1+1",
    "'=1",
    "''",
    "'",
    "",
    "+49 1",
    "- wanted depth",
    "@home",
    "\t=1",
    "\r\nx",
    "\0=1",
    "＝1",  # noqa: RUF001
    "\ufeff=1",
    " =1",
    "a\r\nb",
    "😀",
)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("- wanted depth", "'- wanted depth"),
        ("@home", "'@home"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("\0x", "'\0x"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("＠x", "'＠x"),  # noqa: RUF001
        ("  =1", "'  =1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u00a0-1", "'\u00a0-1"),
        ("'tis", "''tis"),
        ("''", "'''"),
        ("a=1", "a=1"),
        ("1-2", "1-2"),
    ],
)
def test_a_cell_that_would_run_is_led_by_an_apostrophe(cell: str, written: str) -> None:
    assert neutral(cell) == written
    assert original(written) == cell


@given(st.text(max_size=12))
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert original(neutral(cell)) == cell


def full(workspace: Workspace) -> Workspace:
    """Fill every table, with text that breaks CSV files and spreadsheets."""
    rows = [
        row(f"={n}", notes=text or None, says=(f"{text} said",), attributes={text: "=x"})
        for n, text in enumerate(HOSTILE)
    ]
    workspace.commit_import(reading(*rows), imported_at=AT, is_sample=False)
    workspace.commit_import(reading(row("=0", outcome="rejected")), imported_at=LATER, is_sample=False)
    interview_id = workspace.save_interview(
        Interview(company="", role=None, notes="'", applied_on=dt.date(2026, 2, 1), rounds=3), at=AT
    )
    text = "You rambled 😀."
    feedback_id = workspace.save_feedback(Feedback(interview_id=interview_id, text=text), at=AT)
    code(workspace, heard(feedback_id, text, "rambled", p=0.1 + 0.2))
    workspace.correct(
        Correction(
            feedback_id=feedback_id,
            factor="communication",
            polarity="gap",
            start_at=4,
            end_at=11,
            decision="accepted",
            decided_at=dt.datetime(2026, 7, 1, 10, 15, 0, 123456),
        )
    )
    workspace.save_follow_up(
        FollowUp(
            interview_id=interview_id,
            kind="ask_feedback",
            due_on=dt.date(2026, 7, 2),
            done_on=dt.date(2026, 7, 3),
            note="+1",
            asked_of="recruiter",
            channel="linkedin",
            reminded_on=dt.date(2026, 7, 17),
            reply="declined",
            replied_on=dt.date(2026, 7, 18),
        ),
        at=AT,
    )
    workspace.reopen(interview_id, on=dt.date(2026, 8, 1), at=LATER)
    workspace.save_practice(Practice(factor="communication", started_on=dt.date(2026, 5, 1), what="@home"))
    workspace.remember_words({"=ghosted": "no_response"})
    workspace.remember_decisions("=Firma\tDatum", Decided(mapping={"company": "=Firma"}, date_order="dmy"))
    workspace.teach(Taught(phrase='\'=grey, "mouse"', factor="enthusiasm", polarity="gap", taught_at=AT))
    workspace.save_own_codebook("# '=mine\r\n\n\t[[factor]]\n", at=LATER)
    return workspace


def everything(workspace: Workspace) -> dict[str, list[tuple]]:
    return {table: rows_of(workspace, f"FROM {table} ORDER BY ALL") for table in TABLES}


def repacked(content: bytes, **changes: Callable[[bytes], bytes | None]) -> bytes:
    """Give the zip with some files changed (named without their ending), or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            changed = changes.get(name.split(".")[0].replace("-", "_"), lambda same: same)(old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return out.getvalue()


def test_an_export_restores_every_row_of_every_table(workspace: Workspace) -> None:
    before = everything(full(workspace))
    assert all(before.values())
    other = open_workspace(None)
    assert restore_zip(other, export_zip(workspace), replace=False, at=AT) == RestoreResult(18, 17, 1)
    assert everything(other) == before
    assert export_zip(other) == export_zip(workspace)
    other.close()


def test_an_export_of_the_first_version_is_brought_back_without_a_codebook(workspace: Workspace) -> None:
    def as_version_1(manifest: bytes) -> bytes:
        read = json.loads(manifest)
        rows = {table: n for table, n in read["rows"].items() if table not in ("taught", "own_codebook")}
        return json.dumps({**read, "schema_version": 1, "rows": rows}).encode()

    old = repacked(
        export_zip(full(workspace)), manifest=as_version_1, taught=lambda _: None, own_codebook=lambda _: None
    )
    assert restore_zip(workspace, old, replace=True, at=AT) == RestoreResult(18, 17, 1)
    assert (workspace.taught(), workspace.own_codebook()) == ((), "")


def test_a_codebook_of_ones_own_is_only_replaced_where_that_is_said(workspace: Workspace) -> None:
    other = open_workspace(None)
    workspace.save_own_codebook("# mine\n", at=AT)
    with pytest.raises(WorkspaceError, match="already holds a codebook of your own"):
        restore_zip(workspace, export_zip(other), replace=False, at=AT)
    assert workspace.own_codebook() == "# mine\n"
    restore_zip(workspace, export_zip(other), replace=True, at=AT)
    assert workspace.own_codebook() == ""
    other.close()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_any_notes_come_back(texts: list[str]) -> None:
    one, other = open_workspace(None), open_workspace(None)
    for text in texts:
        one.save_interview(Interview(notes=text, attributes={text: text}), at=AT)
    restore_zip(other, export_zip(one), replace=False, at=AT)
    assert everything(other) == everything(one)
    one.close()
    other.close()


def test_no_cell_of_an_export_runs_in_a_spreadsheet(workspace: Workspace) -> None:
    with zipfile.ZipFile(io.BytesIO(export_zip(full(workspace)))) as packed:
        for table in TABLES:
            content = packed.read(f"{table}.csv")
            assert content.startswith(b"\xef\xbb\xbf")
            for line in list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]:
                assert [cell for cell in line if neutral(cell) != cell and not cell.startswith("'")] == []


def test_an_export_says_what_it_is(workspace: Workspace) -> None:
    with zipfile.ZipFile(io.BytesIO(export_zip(full(workspace)))) as packed:
        assert sorted(packed.namelist()) == sorted(
            [*(f"{table}.csv" for table in TABLES), "README.txt", "manifest.json", "leading-apostrophes.txt"]
        )
        manifest = json.loads(packed.read("manifest.json"))
        assert (manifest["program"], manifest["schema_version"]) == ("second-place", 4)
        assert manifest["rows"]["interviews"] == 18
        readme = packed.read("README.txt").decode()
    assert readme.startswith("Everything in your Second Place workspace")
    assert all(f"{table}.csv (" in readme for table in TABLES)


def test_without_the_mark_apostrophes_stay(workspace: Workspace) -> None:
    workspace.save_interview(Interview(notes="'tis"), at=AT)
    other = open_workspace(None)
    unmarked = repacked(export_zip(workspace), leading_apostrophes=lambda _: None)
    restore_zip(other, unmarked, replace=False, at=AT)
    assert rows_of(other, "SELECT notes FROM interviews") == [("''tis",)]
    other.close()


def test_a_workspace_that_holds_something_is_replaced_only_on_demand_and_after_a_backup(
    tmp_path: Path,
) -> None:
    mine = open_workspace(tmp_path / "workspace.duckdb")
    mine.save_interview(Interview(company="Mine"), at=AT)
    other = open_workspace(None)
    other.save_interview(Interview(company="Other"), at=AT)
    content = export_zip(other)
    with pytest.raises(
        WorkspaceError, match=r"^This workspace already holds 1 interview\. .* Nothing was changed\.$"
    ):
        restore_zip(mine, content, replace=False, at=LATER)
    assert rows_of(mine, "SELECT company FROM interviews") == [("Mine",)]
    restore_zip(mine, content, replace=True, at=LATER)
    assert rows_of(mine, "SELECT company FROM interviews") == [("Other",)]
    mine.restore_backup(mine.backups()[0].path, at=LATER)
    assert rows_of(mine, "SELECT company FROM interviews") == [("Mine",)]
    mine.close()
    other.close()


def changed_manifest(content: bytes, **changes: object) -> bytes:
    return json.dumps({**json.loads(content), **changes}).encode()


NOT_OURS = "This is not an export of Second Place, or it is damaged. Nothing was changed."


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda _: b"", NOT_OURS),
        (lambda _: b"company,role\n", NOT_OURS),
        (lambda content: content[: len(content) // 2], NOT_OURS),
        (lambda content: repacked(content, manifest=lambda _: None), NOT_OURS),
        (lambda content: repacked(content, manifest=lambda _: b"[]"), NOT_OURS),
        (lambda content: repacked(content, manifest=lambda m: changed_manifest(m, program="x")), NOT_OURS),
        (lambda content: repacked(content, interviews=lambda _: b"\xff\xfe"), NOT_OURS),
        (
            lambda content: repacked(content, manifest=lambda m: changed_manifest(m, schema_version=99)),
            "This export was made by a newer version of Second Place. Update the program to restore it.",
        ),
        (
            lambda content: repacked(content, feedback=lambda _: None),
            "feedback.csv is missing in this export. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, feedback=lambda _: b""),
            "feedback.csv is empty. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, feedback=lambda c: c + b"one,two\r\n"),
            "feedback.csv, row 19: 2 cells where there are 12 columns. Nothing was changed.",
        ),
        (
            lambda content: repacked(
                content, interviews=lambda c: c.replace(b"company", b"x) DROP TABLE meta; --", 1)
            ),
            'interviews.csv has a column that does not belong there: "x) DROP TABLE meta; --". Nothing was changed.',
        ),
        (
            lambda content: repacked(content, interviews=lambda c: c.replace(b"company", b"role", 1)),
            'interviews.csv has a column that does not belong there: "role". Nothing was changed.',
        ),
        (
            lambda content: repacked(content, interviews=lambda c: c.replace(b"2026-02-01", b"someday")),
            "interviews.csv holds a value that does not belong in its column, or a row twice. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, interviews=lambda c: c.replace(b"rejected", b"silver medal")),
            "interviews.csv holds a value that does not belong in its column, or a row twice. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, feedback=lambda c: c + c.split(b"\r\n", 1)[1]),
            "feedback.csv holds a value that does not belong in its column, or a row twice. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, remembered=lambda c: c + b"decided,Company,{not json\r\n"),
            "remembered.csv holds a value that does not belong in its column, or a row twice. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, taught=lambda c: c.replace(b",gap,", b",bad,")),
            "taught.csv holds a value that does not belong in its column, or a row twice. Nothing was changed.",
        ),
        (
            lambda content: repacked(content, own_codebook=lambda c: c + b"# another,2026-01-01\r\n"),
            "own_codebook.csv holds a value that does not belong in its column, or a row twice. Nothing was changed.",
        ),
    ],
)
def test_a_spoilt_export_is_refused_with_a_sentence_and_nothing_changes(
    workspace: Workspace, spoil: Callable[[bytes], bytes], sentence: str
) -> None:
    content = spoil(export_zip(full(workspace)))
    other = open_workspace(None)
    other.save_interview(Interview(company="Mine"), at=AT)
    with pytest.raises(WorkspaceError) as caught:
        restore_zip(other, content, replace=True, at=LATER)
    assert str(caught.value) == sentence
    assert rows_of(other, "SELECT company FROM interviews") == [("Mine",)]
    other.close()


def test_a_table_for_a_spreadsheet_runs_no_cell_and_no_title_as_a_formula() -> None:
    content = table_csv(("=A", "B"), [("+1", "plain"), ("'tis", "a,b\nc")])
    assert content == "\ufeff'=A,B\r\n'+1,plain\r\n''tis,\"a,b\nc\"\r\n".encode()


TORTURE = Path(__file__).parents[3] / "shared" / "torture"
needs_torture = pytest.mark.skipif(not TORTURE.exists(), reason="the public torture suites are not here")


def through_the_database_and_back(content: bytes) -> tuple[list[str], list[str], dict[str, list[list[str]]]]:
    """Bring feedback in, export it and restore it elsewhere: the texts before and after, and the cells of the export."""
    texts = []
    here, there = open_workspace(None), open_workspace(None)
    file = read(content, file_name="torture.csv", choices=NO_CHOICES)
    here.commit_import(file, imported_at=AT, is_sample=False)
    made = export_zip(here)
    restore_zip(there, made, replace=False, at=LATER)
    for workspace in (here, there):
        found = workspace.ask("SELECT text FROM feedback ORDER BY feedback_id", {})
        texts.append(found.text.tolist())
        workspace.close()
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        cells = {
            name: list(csv.reader(io.StringIO(opened.read(name).decode("utf-8-sig"), newline="")))
            for name in opened.namelist()
            if name.endswith(".csv")
        }
    return *texts, cells


@needs_torture
def test_every_naughty_string_is_the_same_after_import_export_and_restore() -> None:
    strings = json.loads((TORTURE / "blns" / "blns.json").read_text(encoding="utf-8"))
    before, after, _ = through_the_database_and_back((TORTURE / "blns" / "blns_feedback.csv").read_bytes())
    assert sorted(before) == sorted(text for text in strings if text.strip())
    assert after == before
    assert len(after) == 513


@needs_torture
def test_injected_formulas_are_neutral_in_the_export_and_whole_after_it() -> None:
    before, after, cells = through_the_database_and_back(
        (TORTURE / "csv_injection" / "payloads.csv").read_bytes()
    )
    assert after == before
    live = [
        cell for rows in cells.values() for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@")
    ]
    assert [cell for cell in live if cell.strip()] == []
