"""The plan as a person keeps it: from the focus list to a change, the words since, and a sheet on one page of paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_the_main_way import press, title

Start = Callable[..., Visit]
HOSTILE = "<b>Kestrel</b> *x* [y](z) $1$"


@pytest.fixture
def server(sample_server: str) -> str:
    """Give a fresh server over the sample."""
    return sample_server


def test_a_factor_becomes_a_change_and_a_sheet_is_printed_on_one_page(visit: Start, tmp_path: Path) -> None:
    visited = visit()
    page = visited.open("second_place")
    press(page, "Put this in my plan")
    expect(title(page)).to_contain_text("Concrete examples: named in")
    page.get_by_label("What you do differently, in a sentence").fill("answers in ninety seconds")
    press(page, "Put it in my plan")
    expect(title(page)).to_contain_text("Clear, short answers: ")
    expect(page.get_by_text("In your plan. From 2 November 2026: answers in ninety seconds")).to_be_visible()
    expect(page.get_by_text(re.compile("Too early"))).to_be_visible()
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
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    assert [url for url in visited.outside() if not url.startswith("file:")] == []
