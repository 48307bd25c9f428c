"""A factor of the person's own on every page: counted, drawn and reported as ours are, and its name never more than text."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.coding.own import Theme, theme_id, with_hidden, with_theme, without_theme
from data.records import Taught
from data.workspace import open_workspace
from tests.conftest import NOON
from tests.pages.conftest import APP, PAGES, only_read, plain

Visit = Callable[[str], AppTest]
HOSTILE = "![x](http://evil.example/a) <b>:red[x]</b> www.evil.example"
MINE = with_theme("", Theme(HOSTILE, ("moonstruck",), "gap", "you", HOSTILE))
ID = theme_id(HOSTILE, ())
CSV = "\n".join(
    [
        "record_id,company,role,interview_date,stage_reached,outcome,feedback,feedback_source",
        *(
            f"{n},Company {n},Curator,2026-0{n}-01,final_round,{outcome},You were moonstruck. We wanted more concrete examples.,HR"
            for n, outcome in enumerate(["second_place"] * 6 + ["offer_accepted", "rejected"], 1)
        ),
    ]
).encode()


@pytest.fixture
def with_own(with_csv: Callable[[bytes], Path]) -> Path:
    """Put interviews into the workspace in which a theme of the person's own was heard six times."""
    path = with_csv(CSV)
    keep(path, MINE)
    return path


@pytest.fixture(scope="module")
def own_to_read(
    imported: Callable[[bytes], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Give one such workspace to all tests that only read."""
    folder = tmp_path_factory.mktemp("own") / "read"
    path = Path(shutil.copytree(imported(CSV), folder)) / "workspace.duckdb"
    keep(path, MINE)
    with only_read(path):
        yield path


def keep(path: Path, own: str) -> None:
    opened = open_workspace(path)
    opened.save_own_codebook(own, at=NOON)
    opened.close()


def said(app: AppTest) -> str:
    """Give everything the page hands to a markdown renderer."""
    kinds = ("markdown", "title", "header", "button", "expander", "selectbox")
    return "\n".join(
        str(getattr(element, "value", "") or "") + str(getattr(element, "label", "") or "")
        for kind in kinds
        for element in app.get(kind)
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_factor_of_ones_own_goes_through_every_page_as_text(
    page: str, own_to_read: Path, reading: Callable[[Path], None], visit: Visit
) -> None:
    reading(own_to_read)
    app = visit(page)
    assert not app.exception
    live = re.sub(r"\\\\.", "", said(app))
    for syntax in ("![x", "](http", "<b>", ":red[", "www.evil"):
        assert syntax not in live


def test_a_factor_of_ones_own_is_counted_where_it_recurs(
    own_to_read: Path, reading: Callable[[Path], None], visit: Visit
) -> None:
    reading(own_to_read)
    shown = plain(said(visit("second_place"))).replace("\u2060", "")
    assert f"{HOSTILE} 6" in shown
    assert f"they named: {HOSTILE}" in shown


def test_a_page_that_stood_on_a_theme_opens_after_it_was_taken_out_or_hidden(
    with_own: Path, visit: Visit
) -> None:
    app = visit("factors")
    factor = app.selectbox(key="factor")
    factor.set_value(next(option for option in factor.options if HOSTILE in option)).run()
    assert not app.exception
    assert plain(app.title[0].value).replace("\u2060", "").startswith(HOSTILE)
    for own in (with_hidden(MINE, ID, hidden=True), MINE, without_theme(MINE, ID)):
        keep(with_own, own)
        app.switch_page("pages/seeker/start.py").run()
        app.switch_page("pages/seeker/factors.py").run()
        assert not app.exception
        assert (HOSTILE in str(app.selectbox(key="factor").options)) == (own == MINE)


def test_what_was_taught_is_heard_at_once(with_own: Path, visit: Visit) -> None:
    app = visit("second_place")
    opened = open_workspace(with_own)
    opened.teach(Taught(phrase="moonstruck", factor="conduct", polarity="gap", taught_at=NOON))
    opened.close()
    app.run()
    assert "Conduct and attitude" in plain(said(app))


def test_a_codebook_that_cannot_be_read_is_said_once_on_a_page_that_stands(
    with_own: Path, visit: Visit
) -> None:
    keep(with_own, "[[factor]]\nid = 'x'\nshape = 'round'\n")
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    why = "Your own codebook cannot be used as it stands"
    assert [why in text.value for text in app.text].count(True) == 1
    app.run()
    assert [why in text.value for text in app.text].count(True) == 0
    for page in PAGES[1:]:
        app.switch_page(f"pages/seeker/{page}.py").run()
        assert not app.exception
