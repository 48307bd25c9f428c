"""The plan as a person keeps it: from the focus list to a change, the words since, and a sheet on one page of paper."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from analysis.preparing import Upcoming, prepare
from analysis.report.outline import Outline
from analysis.report.sheet import sheet_file, sheet_of, words_to_take
from data.workspace import open_workspace
from tests.analysis.report.conftest import Story
from tests.browser.conftest import Visit
from tests.browser.test_the_main_way import press, title

Start = Callable[..., Visit]
HOSTILE = "<b>Kestrel</b> *x* [y](z) $1$"


@pytest.fixture
def server(sample_server: str) -> str:
    """Give a server over the sample as it comes."""
    return sample_server


def pages_of(page: Page) -> int:
    """Give on how many sheets of paper a page prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_factor_becomes_a_change_and_a_sheet_is_printed_on_one_page(
    first_visit: Start, tmp_path: Path
) -> None:
    visited = first_visit()
    page = visited.open("second_place")
    press(page, "Put this in my plan")
    expect(title(page)).to_contain_text("Concrete examples: named in")
    page.get_by_label("What you do differently, in a sentence").fill("answers in ninety seconds")
    press(page, "Put it in my plan")
    expect(title(page)).to_contain_text("Clear, short answers: ")
    expect(page.get_by_text("In your plan. From 2 November 2026: answers in ninety seconds")).to_be_visible()
    expect(page.get_by_text("Too early.", exact=True)).to_be_visible()
    press(page, "Undo")
    expect(title(page)).to_contain_text("Concrete examples: named in")

    press(page, "What they said since")
    expect(page.get_by_text("Not named since.")).to_be_visible()
    page.keyboard.press("Escape")
    visited.settle()

    page.get_by_label("Company").fill(HOSTILE)
    page.get_by_label("Company").press("Enter")
    expect(page.get_by_role("heading", name=f"For {HOSTILE}")).to_be_visible()
    visited.settle()
    with page.expect_download() as started:
        press(page, "Download, to print")
    sheet = tmp_path / "sheet.html"
    started.value.save_as(sheet)
    page.goto(sheet.as_uri())
    expect(page.locator("h1")).to_have_text(f"For {HOSTILE}")
    expect(page.get_by_role("heading", name="What to ask them")).to_be_visible()
    assert page.locator("blockquote").count() == 0
    assert pages_of(page) == 1
    assert [url for url in visited.outside() if not url.startswith("file:")] == []


@pytest.mark.parametrize(
    "seen", [{}, {"scheme": "dark"}, {"width": 390, "height": 844}], ids=["light", "dark", "phone"]
)
def test_three_quotes_at_most_are_taken_along_and_the_page_itself_prints_as_one_sheet(
    seen: dict, look: Start
) -> None:
    visited = look(**seen)
    page = visited.open("plan")
    page.get_by_label("Company").click()
    page.get_by_label("Company").press_sequentially("Lowmoor")
    page.get_by_role("option", name="Lowmoor Council").click()
    expect(page.get_by_text("The last time at this company")).to_be_visible()
    page.get_by_text("Choose quotes").click()
    visited.settle()
    boxes = page.get_by_test_id("stCheckbox")
    for n in range(3):
        boxes.nth(n).locator("label").click()
        visited.settle()
    expect(page.get_by_text(re.compile("more quotes stand on the plan page"))).to_be_visible()
    expect(boxes.nth(3).locator("input")).to_be_disabled()
    boxes.nth(0).locator("label").click()
    expect(boxes.nth(3).locator("input")).to_be_enabled()
    boxes.nth(0).locator("label").click()
    visited.settle()

    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="For Lowmoor Council")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.get_by_text("Download, to print")).to_be_hidden()
    expect(page.get_by_label("Company")).to_be_hidden()
    ink = page.locator(".st-key-sheet p").first.evaluate("p => getComputedStyle(p).color")
    assert ink == "rgb(29, 42, 43)"
    assert pages_of(page) == 1
    assert visited.outside() == []


@pytest.mark.parametrize("name", ["Northwind Trading", "A long name of many words, Ltd " * 12, "W" * 400])
def test_one_page_holds_the_sheet_with_everything_that_can_stand_on_it(
    name: str, chromium: Browser, tmp_path: Path
) -> None:
    told = full_sheet(name)
    assert [section.name for section in told.sections] == [
        "recurred",
        "evidence",
        "last_time",
        "questions",
        "check",
    ]
    sheet = tmp_path / "sheet.html"
    sheet.write_bytes(sheet_file(told)[0])
    page = chromium.new_page()
    page.goto(sheet.as_uri())
    assert page.locator("blockquote").count() == 3
    assert pages_of(page) == 1
    page.close()


def full_sheet(name: str) -> Outline:
    """Give the sheet for a company where everything was said, in long texts, and everything is practised."""
    story = Story(open_workspace(None))
    text = f"{'This sentence does not end before somebody stops it ' * 6}the very words {'and so on ' * 30}"
    sides = ("dress", "lateness", "body_language")
    papers = ("degree", "licence", "language")
    gaps = ("evidence_examples", "communication", "preparation")
    heard = [
        *(f"{factor} gap" for factor in gaps),
        *(f"professional_appearance gap aspect={side}" for side in sides),
        *(f"credentials gap aspect={paper}" for paper in papers),
        *(f"{one} strength" for one in ("confidence", "enthusiasm", "collaboration", "technical_skills")),
    ]
    for day in range(1, 5):
        interview_id = story.interview(
            name, role=name, industry=name, format=name, interviewed_on=dt.date(2026, 5, day)
        )
        for source in ("hiring_manager", "hr_manager", "recruiter"):
            story.said(
                interview_id,
                f"{source} {text}",
                *(f"{words} @the very words" for words in heard),
                source=source,
            )
    for factor in gaps:
        story.practised(factor, "practised for an hour on each day before it " * 4, dt.date(2026, 1, 1))
    study = story.study()
    upcoming = Upcoming(company=name, role=name, industry=name, format=name, interview_id=None)
    prepared = prepare(study, upcoming)
    taken = frozenset(words.key for words in words_to_take(study, prepared))
    return sheet_of(study, prepared, final=False, taken=taken)
