"""The report page in a browser: its pages, the quotes to be read first, and files that are those of the terminal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

import cli
from analysis.report import render
from tests.browser.conftest import Visit
from tests.conftest import TODAY

Start = Callable[..., Visit]


def pressed(visited: Visit, name: str, to: Path) -> tuple[str, bytes]:
    """Give the name and the bytes of the file a button offers."""
    with visited.page.expect_download(timeout=60_000) as waiting:
        visited.page.get_by_role("button", name=re.compile(re.escape(name))).click()
    waiting.value.save_as(to)
    return waiting.value.suggested_filename, to.read_bytes()


def by_terminal(workspace: Path, out: Path, *words: str) -> bytes:
    """Give the bytes the terminal writes."""
    told = ["report", "--db", str(workspace), "--out", str(out), "--today", TODAY.isoformat(), *words]
    said = CliRunner().invoke(cli.app, told)
    assert said.exit_code == 0, said.output
    return out.read_bytes()


def test_the_files_of_the_page_are_those_of_the_terminal(
    first_look: Start, sample_file: Path, tmp_path: Path
) -> None:
    """One that was made for the page and one made when it is asked for; tests/analysis/report/test_terminal.py has every form."""
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(sample_file, copy)
    visited = first_look(width=1360, height=1600)
    visited.open("report")
    for ending, button, kind in (
        ("pdf", "PDF, to print or send", "summary"),
        ("xlsx", "Workbook", "tables"),
    ):
        name, content = pressed(visited, button, tmp_path / f"page.{ending}")
        assert name == f"second-place-{kind}-{TODAY.isoformat()}.{ending}"
        assert content == by_terminal(copy, tmp_path / f"terminal.{ending}", "--summary")
    assert visited.outside() == []


def test_quotes_are_read_before_a_file_with_them_is_offered(
    first_look: Start, sample_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(sample_file, copy)
    visited = first_look(width=1360, height=1600)
    page = visited.open("report")
    page.get_by_text("With quotes", exact=True).click()
    visited.settle()
    expect(page.get_by_text("Read the quotes above first: the files come after that.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("PDF, to print or send"))).to_have_count(0)
    page.get_by_text("I have read these words").first.click()
    visited.settle()
    name, content = pressed(visited, "PDF, to print or send", tmp_path / "page.pdf")
    assert name == f"second-place-summary-with-quotes-{TODAY.isoformat()}.pdf"
    assert content == by_terminal(copy, tmp_path / "terminal.pdf", "--summary", "--quotes", "--yes")
    page.get_by_role("combobox", name=re.compile("Quote for Concrete examples")).click()
    page.get_by_role("option").nth(1).click()
    visited.settle()
    # Other words are asked about anew.
    expect(page.get_by_text("Read the quotes above first: the files come after that.")).to_be_visible()


def test_a_web_page_of_hostile_text_runs_nothing_and_asks_nobody(
    first_look: Start, hostile_study, tmp_path: Path
) -> None:
    visited = first_look(width=900, height=900)
    file = tmp_path / "report.html"
    file.write_bytes(render(hostile_study, format="html", quotes=True).content)
    asked: list[str] = []
    alerts: list[str] = []
    page = visited.page
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: alerts.append(dialog.message) or dialog.dismiss())
    page.goto(file.as_uri())
    page.wait_for_load_state("networkidle")
    assert page.locator("script, iframe, object, embed, img, link, form, a[href]").count() == 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert alerts == []


@pytest.fixture
def hostile_study(workspace):
    """Give a study whose every text is one of the nasty ones."""
    import datetime as dt

    from tests.analysis.report.conftest import Story
    from tests.analysis.report.test_forms import HOSTILE

    story = Story(workspace)
    for n, text in enumerate(HOSTILE):
        firm = story.interview(text, role=text, contact_name="Kim", interviewed_on=dt.date(2026, 5, 1 + n))
        story.said(firm, f"{text} and no example", "evidence_examples gap @no example")
        story.interview(f"Silent {text}", role=text, contact_role=text)
    return story.study()
