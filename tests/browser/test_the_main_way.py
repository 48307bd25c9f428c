"""The main way, as a person goes it: a spreadsheet in, the factors, the words, a correction, a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import ROOT, Visit, visiting_again

MESSY = ROOT / "tests" / "cases" / "a_messy_year.csv"
Start = Callable[..., Visit]


def title(page: Page) -> Locator:
    """Give the page's title."""
    return page.locator(
        "h1"
    ).first  # while a page is drawn anew the old title stands below the new one for a moment


def press(within: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the first button with these words."""
    within.get_by_role("button", name=name).first.click()


def bring(visited: Visit, file: Path) -> None:
    """Drop a file on the start page, look, and keep it."""
    page = visited.open("")
    if page.get_by_text("Bring more interviews").count():
        page.get_by_text("Bring more interviews").click()
    page.locator('input[type="file"]').first.set_input_files(file)
    expect(title(page)).to_contain_text("Is this right?")
    press(page, "Keep these interviews")


@pytest.fixture
def visit_sample(sample_server: str, been_here: BrowserContext) -> Iterator[Start]:
    """Give the function that opens a page on a server over the sample: how the sample comes is a test of its own."""
    yield from visiting_again(sample_server, been_here)


def test_a_spreadsheet_becomes_a_finding_its_words_a_correction_and_a_report(
    first_visit: Start, tmp_path: Path
) -> None:
    visited = first_visit()
    bring(visited, MESSY)
    page = visited.page
    expect(page.get_by_text("Saved: 39 interviews new")).to_be_visible()
    expect(title(page)).to_contain_text(re.compile(r"You came second 9.times"))

    expect(page.get_by_text(re.compile("8.interviews to complete"))).to_be_visible()
    visited.open("second_place")
    press(page, re.compile("Say where you came second"))
    page.get_by_text(re.compile("I came second here: .*Daleside Parcels")).click()
    press(page, "Keep these answers")
    expect(page.get_by_text("1 marked as second place.")).to_be_visible()
    expect(title(visited.open(""))).to_contain_text(re.compile(r"You came second 10.times"))

    visited.open("second_place")
    expect(title(page)).to_contain_text(re.compile(r"In \d+.of.\d+ second places they wanted"))
    examples = page.get_by_role("button", name=re.compile(r"^Concrete examples +\d+$"))
    before = int(examples.inner_text().split()[-1])
    examples.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("specific examples")
    press(drawer, "Not about this")
    visited.settle()
    visited.open("second_place")
    expect(page.get_by_role("button", name=re.compile(rf"^Concrete examples +{before - 1}$"))).to_be_visible()

    visited.open("report")
    with page.expect_download() as waiting:
        press(page, "PDF, to print or send")
    report = tmp_path / "report.pdf"
    waiting.value.save_as(report)
    assert report.read_bytes().startswith(b"%PDF-")
    assert visited.outside() == []


def test_a_cell_that_cannot_be_read_is_mended_in_its_table_and_a_field_is_typed(
    visit: Start, tmp_path: Path
) -> None:
    file = tmp_path / "jobs.csv"
    file.write_text("Company,Role,Date applied,Outcome,Zed\nRook,Clerk,2026-02-31,Rejected,2026-03-01\n")
    visited = visit(width=1360, height=2000)
    page = visited.open("")
    page.locator('input[type="file"]').first.set_input_files(file)
    expect(page.get_by_text(re.compile("1.thing could not be read"))).to_be_visible()
    grid = page.locator('[data-testid="stDataFrame"]').first
    grid.scroll_into_view_if_needed()
    visited.settle()
    page.wait_for_load_state("networkidle")  # the code of a table comes on its first use
    grid.dblclick(position={"x": 150, "y": 52})  # the first cell beside its row number
    written = page.locator("textarea.gdg-input")
    written.fill("2026-02-28")
    written.press("Enter")
    expect(page.get_by_text("Everything can be read now")).to_be_visible()
    expect(page.get_by_text(re.compile("1.cell corrected"))).to_be_visible()
    field = page.get_by_label("Column 5 is")
    for typed in ("Horoscope", "Intervew dat"):
        field.fill(typed)
        field.press("Enter")
        if typed == "Horoscope":
            expect(page.get_by_text("\u201cHoroscope\u201d is not in the list.")).to_be_visible()
            visited.settle()
    expect(field.last).to_have_value("Interview date")  # for a moment the field of before stands beside it
    press(page, "Keep these interviews")
    expect(page.get_by_text(re.compile("Saved: 1.interview new"))).to_be_visible()
    press(page, "Undo this import")
    expect(title(page)).to_contain_text("You keep getting to the final round")
    assert visited.outside() == []


def test_the_same_file_twice_adds_nothing(visit: Start) -> None:
    visited = visit()
    bring(visited, MESSY)
    expect(visited.page.get_by_text("Saved: 39 interviews new")).to_be_visible()
    bring(visited, MESSY)
    expect(visited.page.get_by_text("This file is already here.")).to_be_visible()
    expect(title(visited.open("interviews"))).to_contain_text(re.compile("39.interviews"))


def test_the_sample_comes_and_goes_in_one_click_each(visit: Start) -> None:
    page = visit().open("")
    press(page, "Look around with the sample")
    expect(title(page)).to_contain_text(re.compile(r"You came second 9.times in 14.finals"))
    expect(page.get_by_text("Sample: invented interviews")).to_be_visible()
    press(page, "Remove the sample")
    expect(title(page)).to_contain_text("You keep getting to the final round")


def test_the_review_queue_is_worked_by_keyboard(visit_sample: Start) -> None:
    visited = visit_sample()
    page = visited.open("feedback")
    waiting = int(title(page).inner_text().split("\u00a0")[0])
    page.keyboard.press("y")
    expect(page.get_by_role("button", name="Take it back").first).to_be_visible()
    visited.settle()  # a key pressed while the page is drawn anew meets no button
    page.keyboard.press("d")
    expect(title(page)).to_contain_text(re.compile(rf"^{waiting - 1}.texts to look at"))


def test_a_row_of_the_chart_opens_the_words_behind_it(look: Start) -> None:
    visited = look()
    page = visited.open("second_place")
    chart = page.locator(".js-plotly-plot").first
    chart.wait_for()
    chart.click(position={"x": 200, "y": 30})
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("second places with a reason")
    expect(drawer.get_by_role("button", name="Whole feedback").first).to_be_visible()
    press(drawer, "Whole feedback")
    expect(page.get_by_role("button", name="Close")).to_be_visible()


def test_an_interview_is_logged_by_hand_taken_away_and_brought_back(visit: Start) -> None:
    visited = visit()
    bring(visited, MESSY)
    expect(visited.page.get_by_text("Saved: 39 interviews new")).to_be_visible()
    page = visited.open("interviews")
    press(page, "Log an interview")
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Company").fill("Wren & Daughters")
    drawer.get_by_label("Role", exact=True).fill("Curator")
    drawer.get_by_label("Their words").fill("Your examples stayed vague.")
    press(drawer, "Keep this interview")
    expect(title(page)).to_contain_text(re.compile("^40"))

    visited.open("interviews")
    page.get_by_label("Open one").click()
    page.get_by_role("option", name=re.compile("Wren & Daughters")).click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("vague")
    press(drawer, "Take this interview away")
    expect(title(page)).to_contain_text(re.compile("^39"))
    press(page, "Bring it back")
    expect(title(page)).to_contain_text(re.compile("^40"))


def test_everything_is_deleted_when_asked_twice(visit_sample: Start) -> None:
    visited = visit_sample()
    expect(title(visited.open(""))).to_contain_text(re.compile(r"You came second 9.times in 14.finals"))
    page = visited.open("my_data")
    page.get_by_label("Type delete to confirm").fill("delete")
    page.keyboard.press("Tab")
    visited.settle()
    press(page, "Delete everything")
    expect(page.get_by_text("Everything is deleted.")).to_be_visible()
    expect(title(visited.open(""))).to_contain_text("You keep getting to the final round")
