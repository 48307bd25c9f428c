"""A person makes the codebook their own in a real browser: a theme, a taught phrase, a hidden factor, their file; and trust."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, seriously_shut_out

Start = Callable[..., Visit]


@pytest.fixture
def server(sample_server: str) -> str:
    """Give a server over the sample as it comes."""
    return sample_server


def press(within: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the first button with these words."""
    within.get_by_role("button", name=name).first.click()


def view(visited: Visit, page: str, name: str) -> Page:
    """Open a view of a page."""
    opened = visited.open(page)
    opened.get_by_role("radio", name=name).click()
    visited.settle()
    return opened


def tick(visited: Visit, label: str) -> None:
    """Tick a box by keyboard."""
    visited.page.get_by_label(label, exact=True).first.focus()
    visited.page.keyboard.press("Space")
    visited.settle()


def title(page: Page) -> Locator:
    """Give the page's title."""
    return page.locator(
        "h1"
    ).first  # while a page is drawn anew the old title stands below the new one for a moment


def test_a_theme_is_named_from_the_tray_counted_at_once_and_taken_back(visit: Start) -> None:
    visited = visit()
    page = view(visited, "feedback", "Nothing heard")
    before = int(title(page).inner_text().split("\u00a0")[0])
    tick(visited, "Pick piece 1")
    tick(visited, "Pick piece 2")
    expect(page.get_by_text("2 picked")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("On the phone")
    page.keyboard.press("Tab")
    visited.settle()
    expect(page.get_by_text(re.compile(r"^Heard in \d+.texts? of"))).to_be_visible()
    press(page, "Keep this theme")
    expect(page.get_by_text("\u201cOn the phone\u201d is a theme now")).to_be_visible()
    expect(title(page)).not_to_contain_text(re.compile(rf"^{before}\b"))

    page = view(visited, "codebook", "Yours")
    expect(page.get_by_text("On the phone", exact=True)).to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("\u201cOn the phone\u201d is removed.")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_text("On the phone", exact=True)).to_be_visible()
    assert visited.outside() == []


def test_words_are_taught_while_reviewing_and_forgotten_in_the_codebook(visit: Start) -> None:
    visited = visit()
    page = visited.open("feedback")
    page.get_by_text("They also said something else").click()
    missed = page.get_by_test_id("stExpander").filter(has_text="They also said something else")
    expect(missed.get_by_role("button", name="Add it")).to_be_visible()
    visited.settle()  # the fields are still moving while it opens
    missed.get_by_label("It was about").click()
    page.get_by_role("option", name="Preparation").click()
    visited.settle()
    missed.get_by_text("Hear these words from now on").click()
    visited.settle()
    words = missed.get_by_label("Which words (shorter is better)")
    words.fill("read our annual report")
    # The letters of the shortcuts are only letters in a field.
    expect(page.get_by_role("button", name=re.compile("next text")).first).to_be_visible()
    words.press("Tab")
    visited.settle()
    press(missed, "Add it")
    expect(
        page.get_by_text("\u201cread our annual report\u201d is heard as preparation from now on.")
    ).to_be_visible()

    page = view(visited, "codebook", "Yours")
    expect(page.get_by_text("read our annual report")).to_be_visible()
    press(page, "Forget")
    expect(page.get_by_text("\u201cread our annual report\u201d is forgotten.")).to_be_visible()


def test_a_factor_is_hidden_from_its_drawer_and_shown_again(visit: Start) -> None:
    visited = visit()
    page = visited.open("codebook")
    press(page, "Concrete examples")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Yours to change. Counted in")
    drawer.get_by_text("Read the words", exact=True).click()
    expect(drawer.get_by_role("button", name="Whole feedback").first).to_be_visible()
    press(drawer, "Hide this factor")
    expect(title(page)).to_contain_text("You hid one.")
    visited.settle()  # the title is drawn first, and a press on what is about to be drawn anew is lost
    press(page, "Concrete examples")
    press(page.get_by_role("dialog"), "Show it again")
    expect(title(page)).to_contain_text(re.compile(r"25.factors\.$"))


def test_the_file_is_mended_in_words_saved_and_taken_away(first_visit: Start, tmp_path: Path) -> None:
    visited = first_visit()
    page = view(visited, "codebook", "As a file")
    field = page.get_by_label("Your themes and cues, as TOML")
    field.fill('[[factor]]\nid = "communication"\n[factor.cues]\ngap = ["mumbl*d"]\n')
    press(page, "Save")
    expect(page.get_by_text(re.compile('"communication".*mumbl.*Nothing was changed'))).to_be_visible()
    mended = '[[factor]]\nid = "communication"\n[factor.cues]\ngap = ["mumbl*"]\n'
    field.fill(mended)
    press(page, "Save")
    expect(page.get_by_text("Your themes and cues are saved")).to_be_visible()
    with page.expect_download() as waiting:
        press(page, "Download")
    kept = tmp_path / "my-codebook.toml"
    waiting.value.save_as(kept)
    assert kept.read_text(encoding="utf-8") == mended
    assert visited.outside() == []


def test_the_page_on_trust_draws_its_curve_and_counts_a_decision(look: Start) -> None:
    visited = look()
    page = visited.open("trust")
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    chart = page.locator('[aria-label^="From 0.3: of 100 found"]')
    expect(chart.first).to_be_attached()
    expect(page.get_by_text(re.compile(r"^You say \d+.of.\d+ it counted are right"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation_in_the_views_behind_a_press(scheme: str, look: Start) -> None:
    visited = look(scheme=scheme)
    page = view(visited, "feedback", "Nothing heard")
    tick(visited, "Pick piece 1")
    found = {"tray": seriously_shut_out(page)}
    page = visited.open("codebook")
    press(page, "Concrete examples")
    expect(page.get_by_role("dialog")).to_contain_text("How to practise")
    visited.settle()
    found["drawer"] = seriously_shut_out(page)
    for name in ("Yours", "As a file"):
        found[name] = seriously_shut_out(view(visited, "codebook", name))
    assert found == {"tray": [], "drawer": [], "Yours": [], "As a file": []}


def test_nothing_overflows_a_phone_in_the_views_behind_a_press(look: Start) -> None:
    visited = look(width=390, height=844)
    for page, name in (("feedback", "Nothing heard"), ("codebook", "Yours"), ("codebook", "As a file")):
        opened = view(visited, page, name)
        if name == "Nothing heard":
            tick(visited, "Pick piece 1")
        wider = opened.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]');"
            " return Math.max(document.documentElement.scrollWidth - innerWidth, m.scrollWidth - m.clientWidth) }"
        )
        assert wider <= 0, f"{name} overflows by {wider} px"
