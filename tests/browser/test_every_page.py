"""Every page in a real browser: cold deep links, nothing leaves the machine, no complaint, phone width, accessibility."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Visit, seriously_shut_out

PAGES = {
    "": "You came second",
    "debrief": "7 interviews to complete",
    "interviews": "30 interviews",
    "second_place": "second places they",
    "factors": "interviews with a reason",
    "stops": "in the final round",
    "feedback": "to look at",
    "codebook": "listens for 25 factors",
    "plan": "interviews before",
    "follow_up": "this week",
    "report": "A report to take home",
    "trust": "reasons it counts",
    "my_data": "Your interviews stay in one file",
}
# What is opened first on a server of its own in every run, the others in the deep ones: the start, one of the first
# group, and one behind it. On a server that runs each is opened below.
FIRST = ("", "factors", "my_data")
SCREENSHOTS = ROOT / "screenshots"
# A deep link makes Streamlit look for its own server under that path first; it then finds it one level up.
LOOKING_FOR_ITSELF = ("_stcore/health", "_stcore/host-config")
# How far what stands already is moved by what comes after it, as browsers count it; up to a tenth is called good.
MOVED = """
window.moved = 0;
new PerformanceObserver(seen => { for (const shift of seen.getEntries()) window.moved += shift.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
Start = Callable[..., Visit]


@pytest.fixture
def server(fresh_server: str) -> str:
    """Give a server over the sample that nobody has visited yet."""
    return fresh_server


def complaints_of_ours(visited: Visit) -> list[str]:
    """Give what the console said, less Streamlit's search for its own address."""
    searches = sum(url.endswith(LOOKING_FOR_ITSELF) and url.count("/") > 4 for url in visited.requests)
    not_found = [said for said in visited.complaints if "404 (Not Found)" in said]
    others = [said for said in visited.complaints if "404 (Not Found)" not in said]
    return others + not_found[searches:]


@pytest.mark.parametrize(
    "page", [page if page in FIRST else pytest.param(page, marks=pytest.mark.deep) for page in PAGES]
)
def test_a_cold_deep_link_on_a_fresh_server_shows_its_page(page: str, first_visit: Start) -> None:
    visited = first_visit()
    shown = visited.open(page).locator("h1").inner_text()
    visited.page.wait_for_load_state("networkidle")
    assert PAGES[page] in shown.replace("\u00a0", " ")
    assert visited.page.get_by_text("Page not found").count() == 0
    assert visited.outside() == []
    assert complaints_of_ours(visited) == []


@pytest.mark.parametrize(
    "seen", [{}, {"scheme": "dark"}, {"width": 390, "height": 844}], ids=["light", "dark", "phone"]
)
def test_no_page_calls_out_complains_moves_overflows_or_shuts_anybody_out(
    seen: dict, first_look: Start, request: pytest.FixtureRequest
) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    visited = first_look(**seen)  # what is moved is moved most where nothing has come yet
    visited.page.add_init_script(MOVED)
    found = []
    for page in PAGES:
        opened = visited.open(page)
        opened.wait_for_load_state("networkidle")  # what comes late moves the page, too
        assert PAGES[page] in opened.locator("h1").inner_text().replace("\u00a0", " ")
        moved = opened.evaluate("window.moved")
        found += [f"{page} moves by {moved:.2f} while it comes"] if moved > 0.1 else []
        opened.screenshot(
            path=SCREENSHOTS / f"{page or 'start'}_{request.node.callspec.id}.png", full_page=True
        )
        wider = opened.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]');"
            " return Math.max(document.documentElement.scrollWidth - innerWidth, m.scrollWidth - m.clientWidth) }"
        )
        found += [f"{page} overflows by {wider} px"] if wider > 0 else []
        found += [f"{page}: {said}" for said in seriously_shut_out(opened)]
    assert found == []
    assert visited.outside() == []
    assert complaints_of_ours(visited) == []


@pytest.mark.parametrize(
    ("page", "button", "seen"),
    [("second_place", "Write to them", "h1"), ("plan", "Add another change", ".st-key-new-change")],
)
def test_what_a_button_at_the_bottom_of_a_long_page_opens_is_seen_from_its_top(
    page: str, button: str, seen: str, look: Start
) -> None:
    visited = look(width=390, height=700)
    opened = visited.open(page)
    opened.get_by_role("button", name=button).scroll_into_view_if_needed()
    opened.mouse.wheel(0, 9_000)
    opened.get_by_role("button", name=button).click()
    visited.settle()
    expect(opened.locator(seen)).to_be_in_viewport()
    assert opened.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
