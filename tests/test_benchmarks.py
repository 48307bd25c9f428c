"""The figures of `make bench`: what a run writes down, draws, and puts into the documents."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import growth, tables
from benchmarks.__main__ import KINDS

FOLDER = Path(__file__).parents[1] / "docs" / "performance"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figures() -> dict:
    """Give the figures of the run whose tables stand in the documents."""
    return json.loads((FOLDER / "performance.json").read_text(encoding="utf-8"))


def test_a_run_holds_every_kind_its_machine_and_every_size(figures: dict) -> None:
    assert set(figures) == {"machine", "sizes", "measured", *KINDS}
    sizes = [str(size) for size in figures["sizes"]]
    assert list(figures["size"]) == list(figures["page"]) == list(figures["click"]) == sizes
    assert list(figures["import"]) == list(figures["coding"]["ours"]) == sizes
    assert list(figures["report"]) == ["the sample", *sizes]
    assert list(figures["session"]) == ["an empty app", *sizes]
    for ways in figures["import"].values():
        assert list(ways["ours"]["seconds"]) == ["read", "compare", "keep"]
    for of in figures["report"].values():
        for way in ("by command", "opened", "on its page"):
            assert list(of[way]) == list(tables.REPORTS)


def test_every_kind_has_its_place_in_a_document() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in tables.DOCUMENTS)
    assert set(re.findall(r"<!-- make bench: (\w+) -->", said)) == {"machine", "limits", *KINDS}


def test_the_tables_and_the_pictures_are_those_of_the_figures(figures: dict) -> None:
    for path in tables.DOCUMENTS:
        document = path.read_text(encoding="utf-8")
        assert tables.fill(document, tables.tables(figures)) == document
    for name, picture in growth.pictures(figures).items():
        assert (FOLDER / f"{name}.svg").read_text(encoding="utf-8") == picture


def test_a_table_takes_the_place_of_the_one_that_stood_there_and_of_no_other() -> None:
    document = (
        "a\n<!-- make bench: load -->\nold\n<!-- end of make bench -->\nb\n"
        "<!-- make bench: page -->\nkept\n<!-- end of make bench -->\n"
    )
    assert tables.fill(document, {"load": r"\1 new" + "\n"}) == document.replace("old", r"\1 new")


def test_a_place_that_is_empty_takes_its_table_and_nothing_after_it() -> None:
    empty = "<!-- make bench: load -->\n<!-- end of make bench -->\nb\n"
    document = empty + empty.replace("load", "page")
    assert tables.fill(document, {"load": "new\n"}) == document.replace("load -->\n", "load -->\nnew\n")


def test_a_limit_that_is_passed_is_said_to_be_missed() -> None:
    load = {
        "sessions": 20,
        "cycles": 500,
        "looks": 120,
        "p95_s": 1.004,
        "mb_growth": 30.0,
        "rows_of_others": 1,
    }
    assert [line.split(" | ")[-1] for line in tables.limits({"load": load}).splitlines()[2:]] == [
        "**missed** |",
        "held |",
        "**missed** |",
    ]


def test_a_report_on_its_page_costs_its_choices_and_its_button() -> None:
    def measured(each: float) -> dict:
        steps = {"visit": 9.0, "choices": each, "pdf": each, "web": 9.0}
        return {
            "by command": {kind: {"cpu": 0.5, "seconds": 9.0} for kind in tables.REPORTS},
            "on its page": dict.fromkeys(tables.REPORTS, steps),
        }

    sample, large = measured(0.25), measured(1.0)
    limits = tables.limits({"report": {"the sample": sample, "1000000": large}}).splitlines()[2:]
    assert [line.split(" | ")[2:] for line in limits] == [
        ["1.0 times", "held |"],
        ["1.0 times", "held |"],
        ["4.0 times", "**missed** |"],
        ["4.0 times", "**missed** |"],
    ]


def test_each_page_has_its_chart_and_its_line_and_every_other_cost_its_own(figures: dict) -> None:
    drawn = {name: ET.fromstring(picture) for name, picture in growth.pictures(figures).items()}
    lines = [line.get("data-line") for line in drawn["pages"].iter(f"{SVG}polyline")]
    titles = {text.text for text in drawn["pages"].iter(f"{SVG}text") if text.get("font-weight")}
    names = {page["page"] for page in figures["page"]["100"]["pages"]}
    assert titles == {name.replace("_", " ") for name in names}
    assert {name: lines.count(name) for name in lines} == dict.fromkeys(
        ("first visit", "rerun", "one chart"), len(names)
    )
    titles = {text.text for text in drawn["growth"].iter(f"{SVG}text") if text.get("font-weight")}
    assert titles == {
        "An import",
        "Coding a text",
        "A report in full",
        "A rerun of a page",
        "A first visit of a page",
        "A click on a filter",
        "Memory at most",
        "The file",
    }
    limits = [line for line in drawn["growth"].iter(f"{SVG}polyline") if line.get("data-line") == "limit"]
    assert len(limits) == 6


def test_no_name_at_the_end_of_a_line_lies_on_another() -> None:
    ends = [(10.0, "a", ""), (12.0, "b", ""), (20.0, "c", ""), (90.0, "d", "")]
    assert growth._apart(ends) == [0.0, 14.0, 28.0, 90.0]


def test_a_name_that_could_be_markup_is_written_as_it_is(figures: dict) -> None:
    page = figures["page"]["100"]["pages"][0] | {"page": '<b> & "c"'}
    drawn = ET.fromstring(growth.of_pages({"100": {"one_chart": 0.05, "pages": [page]}}))
    assert '<b> & "c"' in {text.text for text in drawn.iter(f"{SVG}text")}
