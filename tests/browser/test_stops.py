"""Where it stops and what they say: a press on a bar, a cell and a mark, each with the words or interviews behind it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, seriously_shut_out
from tests.browser.test_the_main_way import press, title

Start = Callable[..., Visit]


def press_at(page: Page, chart: int, *, across: float, down: float) -> None:
    """Press a place of the n-th chart: shares of its width, px from its top."""
    drawn = page.locator(".js-plotly-plot").nth(chart)
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + across * box["width"], box["y"] + down)
    page.mouse.click(box["x"] + across * box["width"], box["y"] + down)


def test_on_a_phone_whom_to_ask_is_one_press_from_the_headline(look: Start) -> None:
    page = look(width=390, height=844).open("second_place")
    asked = page.get_by_role("heading", name="Ask them")
    expect(asked).not_to_be_in_viewport()
    page.get_by_role("link", name="Ask two of them for a reason").click()
    expect(asked).to_be_in_viewport()
    assert len(page.context.pages) == 1


def close(visited: Visit) -> None:
    """Close the drawer, and wait until the page has counted anew: a chart is drawn again under the pointer."""
    visited.page.keyboard.press("Escape")
    expect(visited.page.get_by_role("dialog")).to_have_count(0)
    visited.settle()


def choose(visited: Visit, view: str) -> None:
    """Choose a view of the factors; until it is drawn whole, the title of the one before stands beside its own."""
    visited.page.get_by_text(view, exact=True).click()
    visited.settle()
    expect(title(visited.page)).to_have_count(1)


def test_a_bar_a_line_a_cell_a_segment_and_a_mark_open_what_stands_behind_them(look: Start) -> None:
    visited = look()
    page = visited.open("stops")
    drawer = page.get_by_role("dialog")
    expect(title(page)).to_contain_text(re.compile("in the final round: 11.of.24"))
    press_at(page, 0, across=0.3, down=35)
    expect(drawer).to_contain_text("Went on from here: 24")
    close(visited)
    press(page, "Final round, no decision  2")
    expect(drawer).to_contain_text("Granary Street Theatre")
    close(visited)

    visited.open("factors")
    press_at(page, 1, across=0.2, down=15)
    expect(drawer).to_contain_text("Training coordinator")
    expect(drawer.locator('[class*="st-key-mark-counted-"]').first).to_be_visible()
    close(visited)
    page.locator(".js-plotly-plot").first.locator(".point").last.click(force=True)
    expect(drawer).to_contain_text("Heard as")
    close(visited)

    choose(visited, "Named together")
    expect(title(page)).to_contain_text("Which gaps are named together")
    press_at(page, 0, across=0.56, down=57)
    expect(drawer).to_contain_text("Bramblecote Foods")
    close(visited)
    choose(visited, "They say, I say")
    expect(title(page)).to_contain_text(re.compile("they named it in 5.of.9, and you did not"))
    choose(visited, "Compared")
    expect(title(page)).to_contain_text("No gap is named clearly more often")
    press_at(
        page, 0, across=0.5, down=260
    )  # the fourth row: so tall a chart has its first under the page's head
    expect(drawer).to_contain_text(re.compile("Named in 2.of.10"))
    close(visited)
    assert visited.outside() == []


@pytest.mark.parametrize(
    "seen", [{}, {"scheme": "dark"}, {"width": 390, "height": 844}], ids=["light", "dark", "phone"]
)
def test_no_view_of_the_factors_overflows_or_shuts_anybody_out(seen: dict, look: Start) -> None:
    visited = look(**seen)
    page = visited.open("factors")
    for view in ("Named together", "They say, I say", "Compared"):
        choose(visited, view)
        wider = page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
        )
        assert wider <= 0, view
        assert seriously_shut_out(page) == [], view
