"""The debrief as a person goes it on a phone, after a call: cards, a pasted mail, a skip, an undo, the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_the_main_way import press, title

Start = Callable[..., Visit]
TRACKER = """Company,Role,Date,Stage,Status
Wren & Daughters,Curator,2026-03-01,Final round,Rejected
Rook,Clerk,2026-02-01,Final interview,Rejected
Crow,Keeper,2026-01-01,Second interview,No response
"""
MAIL = """From: Anna Lee <anna@wren.example>
Date: Tue, 3 Mar 2026 10:12:44 +0000

Dear Sam,

We wanted more concrete examples.

Kind regards,
Anna Lee
"""


def test_a_trackers_export_becomes_knowledge_on_a_phone(visit: Start, tmp_path: Path) -> None:
    tracker = tmp_path / "tracker.csv"
    tracker.write_text(TRACKER, encoding="utf-8")
    visited = visit(width=390, height=844)
    page = visited.open("")
    page.locator('input[type="file"]').first.set_input_files(tracker)
    press(page, "Keep these interviews")
    expect(page.get_by_text(re.compile("3.interviews to complete"))).to_be_visible()
    page.get_by_role("button", name="Complete", exact=True).click()

    expect(title(page)).to_contain_text(re.compile("3.interviews to complete"))
    card = page.get_by_role("heading", level=2)
    expect(card).to_contain_text("Wren & Daughters, Curator")
    page.get_by_text("Somebody else").click()
    page.get_by_label("What did they say?").fill(MAIL)
    page.get_by_label("What did they say?").press("Control+Enter")
    heard = page.locator('[class*="st-key-mark-counted-"]')
    expect(heard).to_contain_text("concrete examples")
    expect(page.get_by_text("Set aside, and not kept: header, greeting and signature")).to_be_visible()
    expect(page.get_by_text("When (as the e-mail says)")).to_be_visible()
    press(page, "Keep")
    expect(page.get_by_text(re.compile("now second place and 1.text kept"))).to_be_visible()

    # The page stays scrolled to where the thumb was; the name of the next interview is in sight all the same.
    expect(card).to_contain_text("Rook, Clerk")
    expect(card).to_be_in_viewport()
    visited.settle()  # a press while the page is drawn anew is lost
    press(page, "Not a final, take it off the list")
    expect(card).to_contain_text("Crow, Keeper")
    expect(page.get_by_text(re.compile("2.of.3.done"))).to_be_visible()
    visited.settle()
    press(page, "Undo")
    expect(card).to_contain_text("Rook, Clerk")
    visited.settle()
    press(page, "Not a final, take it off the list")
    expect(card).to_contain_text("Crow, Keeper")
    visited.settle()
    press(page, "Skip")

    expect(title(page)).to_contain_text(re.compile("1.left for later"))
    expect(page.get_by_text(re.compile("You came second once. 1.of.1 has a reason."))).to_be_visible()
    visited.settle()
    page.reload()
    expect(title(page)).to_contain_text("left for later")
    press(page, "Why you came second")
    expect(title(page)).to_contain_text("You came second once")
    assert visited.outside() == []
