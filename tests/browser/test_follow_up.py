"""Three requests and two reminders, from the sample, as a person sends them: what is written, kept, and taken along."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import Visit, shut_out
from tests.browser.test_every_page import complaints_of_ours

Start = Callable[..., Visit]


@pytest.fixture
def server(sample_server: str) -> str:
    """Give a server over the sample as it comes."""
    return sample_server


def test_three_requests_and_two_reminders_are_a_few_presses(first_visit: Start) -> None:
    visited = first_visit()
    page = visited.open("follow_up")
    drawer = page.get_by_role("dialog")
    sent = []
    for form in ("E-mail", "LinkedIn", "Phone"):
        page.get_by_role("button", name="Write", exact=True).first.click()
        visited.settle()
        if form == "E-mail":
            by_hand = "Hello Nadia Brook,\n\none question only.\n\nBest regards"
            expect(drawer.get_by_text("No name stands under it yet")).to_be_visible()
            expect(drawer.get_by_label("Message")).to_have_value(re.compile("^Hello Nadia Brook"))
            written = drawer.get_by_label("Message").input_value()
            drawer.get_by_label("Message").fill(by_hand)
            drawer.get_by_label("Message").press("Tab")
            visited.settle()
            drawer.get_by_label("Your name, as you sign").fill("Robin")
            drawer.get_by_label("Your name, as you sign").press("Enter")
            visited.settle()  # until then the words before stand beside the new ones
            # What was changed by hand keeps its words, and gets the name.
            expect(drawer.get_by_label("Message")).to_have_value(f"{by_hand}\n\nRobin")
            expect(drawer.get_by_text("No name stands under it yet")).to_have_count(0)
            drawer.get_by_label("Message").fill(f"{written}\n\nRobin")
            drawer.get_by_label("Message").press("Tab")
            visited.settle()
            drawer.get_by_label("Your name, as you sign").fill("Robin Vale")
            drawer.get_by_label("Your name, as you sign").press("Enter")
            visited.settle()
            expect(drawer.get_by_label("Message")).to_have_value(re.compile("Robin Vale$"))
            link = drawer.get_by_role("link", name="Open in my mail program").get_attribute("href") or ""
            assert urlsplit(link).path == "nadia.brook@hazelbeck-care.example.org"
            assert parse_qs(urlsplit(link).query)["subject"] == [
                "Learning and development partner at Hazelbeck Care: thank you, and two questions"
            ]
            assert shut_out(page) == []
        else:
            drawer.get_by_role("radio", name=form).click()
            expect(drawer.get_by_text(re.compile(r"of 300 characters|^What to say$")).first).to_be_visible()
            visited.settle()
        if form == "Phone":
            drawer.get_by_text("The conversation: five questions").click()
            expect(drawer.get_by_text("What not to argue", exact=True)).to_be_visible()
        letter = drawer.get_by_label("What to say" if form == "Phone" else "Message")
        expect(letter).not_to_have_value("")
        sent.append(letter.input_value())
        drawer.get_by_role("button", name="Mark as done").click()
        expect(drawer).to_have_count(0)
        visited.settle()
    assert [words.split(",")[0].removeprefix("First: ")[:20] for words in sent] == [
        "Hello Nadia Brook",
        "Hello Helen Prowse",
        "Hello Imogen Dacre",
    ]
    assert len(sent[1]) <= 300
    expect(page.get_by_role("radio", name="To ask · 1")).to_be_visible()
    expect(page.get_by_text("3 of 11")).to_have_count(0)
    expect(page.get_by_text("4 of 11")).to_be_visible()

    page.get_by_role("radio", name="Stay in touch").click()
    visited.settle()
    for place in (1, 3):
        page.get_by_role("button", name="Remind me").nth(place).click()
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="Remind me").click()
        visited.settle()
        page.keyboard.press("Escape")
    with page.expect_download() as taken:
        page.get_by_role("button", name="All 2 reminders for my calendar").click()
    calendar = Calendar.from_ical(Path(taken.value.path()).read_bytes())
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == [
        "Write again: Granary Street Theatre, Training coordinator",
        "Write again: Stannary Mutual, Learning designer",
    ]
    assert (visited.outside(), complaints_of_ours(visited)) == ([], [])
