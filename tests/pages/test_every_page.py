"""Every page, through app.py: empty, with the sample, with an answer of none, and with hostile text in every cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.coding import Coder, code_uncoded, default_codebook
from data.reading import NO_CHOICES, UPLOAD, read
from data.workspace import open_workspace
from tests.conftest import NOON
from tests.pages.conftest import PAGES, only_read

HOSTILE = (
    "![x](http://evil.example/a.png) [link](javascript:alert(1)) <script>alert(1)</script> <img src=x onerror=alert(1)> "
    ":material/home: :red[red] $\\frac{1}{0}$ `code` **bold** =cmd|' /C calc'!A0 www.evil.example \u202egnp.exe \U0001f600"
)
Visit = Callable[[str], AppTest]


def markdown_of(app: AppTest) -> str:
    """Give everything the page hands to a markdown renderer: bodies, titles, headers, and labels."""
    bodies = [
        getattr(element, "value", "")
        for kind in ("markdown", "title", "header", "subheader", "caption")
        for element in app.get(kind)
    ]
    labels = [
        getattr(element, "label", "")
        for kind in ("button", "selectbox", "checkbox", "expander", "download_button", "text_input", "radio")
        for element in app.get(kind)
    ]
    return "\n".join(map(str, [*bodies, *labels]))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_empty_workspace_says_what_to_do(page: str, visit: Visit) -> None:
    app = visit(page)
    assert app.title[0].value
    assert app.get("button") or app.get("file_uploader")
    # Of nothing, nothing can be chosen, and nothing is counted.
    assert [box.key for box in app.sidebar.selectbox] == []
    assert [text.value for text in app.text if text.value.startswith("0 interviews")] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_sample_and_says_that_it_is_one(page: str, on_sample: Path, visit: Visit) -> None:
    app = visit(page)
    assert app.title[0].value
    assert "Sample: invented interviews" in markdown_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_under_filters_that_leave_nothing_says_so(page: str, on_sample: Path, visit: Visit) -> None:
    app = visit(page)
    if not [box for box in app.selectbox if box.key == "period"]:
        pytest.skip("this page has no filters")
    app.selectbox(key="period").set_value("Between two days").run()
    app.date_input(key="since").set_value(dt.date(2026, 11, 1)).run()
    assert not app.exception
    assert app.title[0].value not in ("No interviews to look at yet", "")


TURNED = "\u202e"


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a workspace file with hostile text in every cell, its feedback read; for reading only."""
    quoted = '"' + HOSTILE.replace('"', '""') + f'{TURNED} evil"'
    header = "record_id,company,role,interview_date,stage_reached,outcome,feedback,feedback_source,industry,notes,contact_name"
    lines = [
        f'{n},{quoted},{quoted},2026-0{n}-01,final_round,{outcome},{quoted[:-1]} Your examples were too vague.",hr_manager,{quoted},{quoted},{quoted}'
        for n, outcome in enumerate(["second_place"] * 6 + ["offer_accepted", "rejected", "pending"], 1)
    ]
    file = read("\n".join([header, *lines]).encode(), file_name="mine.csv", choices=NO_CHOICES, limits=UPLOAD)
    path = tmp_path_factory.mktemp("hostile") / "workspace.duckdb"
    with closing(open_workspace(path)) as opened:
        opened.commit_import(file, imported_at=NOON, is_sample=False)
        code_uncoded(opened, Coder(default_codebook()))
    with only_read(path):
        yield path


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_in_every_cell_stays_text(
    page: str, hostile_file: Path, reading: Callable[[Path], None], visit: Visit
) -> None:
    reading(hostile_file)
    # An escaped character is no syntax: what is left without them must hold nothing that a renderer acts on.
    app = visit(page)
    said = re.sub(r"\\.", "", markdown_of(app))
    for live in (
        "![x",
        "](java",
        "<script",
        "<img",
        ":material/home:  :red[",
        ":red[red",
        "$frac",
        "`code",
        "www.evil",
    ):
        assert live not in said
    # Nor does anything turn the direction in which it is read.
    shown = [*app.text, *app.dataframe, *app.selectbox, *app.button, *app.checkbox, *app.expander]
    parts = ("value", "label", "options")
    turned = [each for each in shown if any("\\u202e" in ascii(getattr(each, part, "")) for part in parts)]
    turned += [frame for frame in app.dataframe if "\\u202e" in ascii(frame.value.to_dict())]
    assert (TURNED in said, turned) == (False, [])


def test_the_bars_of_the_start_page_open_their_words(on_sample: Path, visit: Visit) -> None:
    app = visit("start")
    app.button(key="home_read-communication").click().run()
    assert not app.exception, app.exception
    assert "cut each answer" in [text.value for text in app.text]
