"""The static twins: well-formed, self-contained, with the same marks as on the pages."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from analysis import charts_svg
from analysis.palette import NEUTRAL, OFFER, REJECTED, SECOND
from analysis.study import BeforeSince, Overview, Share
from analysis.wording import NBSP

NAMESPACE = "{http://www.w3.org/2000/svg}"
FONT, INK = "Source Sans 3", "#22302F"
HOSTILE = '<script>alert(1)</script> & "quotes" \x00\x0b\ufffe'
ROWS = pd.DataFrame(
    [
        ("evidence_examples", "Concrete examples", 5, 7, 0.3589, 0.9178, 0, 3, 0.0, 0.5615, 1, 5, 0.0362, 0.6245),
        ("mine", HOSTILE, 2, 7, 0.0822, 0.6411, 0, 3, 0.0, 0.5615, 0, 5, 0.0, 0.4345),
    ],
    columns=["factor", "label"]
    + [f"{side}{name}" for side in ("", "offers_", "rejected_") for name in ("heard_in", "out_of", "low", "high")],
)  # fmt: skip
MARKS = pd.DataFrame(
    [
        ("Brightwell", None, pd.Timestamp("2026-01-05"), "second_place", True),
        ("Greyline", None, pd.Timestamp("2026-02-05"), "offer_accepted", False),
        ("Denholm", None, pd.Timestamp("2026-03-05"), "rejected", True),
        ("Calder", None, pd.Timestamp("2026-04-05"), "no_decision", True),
    ],
    columns=["company", "role", "happened_on", "outcome", "heard"],
)
CHANGE = BeforeSince(Share(3, 4, 0.3006, 0.9544, MARKS), Share(0, 0, None, None, MARKS.head(0)), "too_early")
METER = Overview(
    **{**dict.fromkeys(Overview.__dataclass_fields__, 0), "second_places": 3, "diagnostic": 1, "actionable": 1,
       "no_reason": 1, "never_heard": 1}  # ty: ignore
)  # fmt: skip
TWINS = {
    "ranking": charts_svg.ranking(ROWS, at_most=6, ranges=True, font=FONT, ink=INK),
    "contrast": charts_svg.contrast(ROWS, beside="offer", axis=True, font=FONT, ink=INK),
    "earlier": charts_svg.contrast(ROWS, beside="rejected", axis=False, font=FONT, ink=INK),
    "meter": charts_svg.meter(METER, source="others", who="You", font=FONT, ink=INK),
    "before_after": charts_svg.before_after(CHANGE, names=("before", HOSTILE), font=FONT, ink=INK),
}


def elements(twin: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(TWINS[twin]).iter(f"{NAMESPACE}{name}"))


def words(twin: str) -> list[str]:
    return [(text.text or "").replace(NBSP, " ") for text in elements(twin, "text")]


def filled(twin: str, name: str) -> list[str | None]:
    return [mark.get("fill") for mark in elements(twin, name)]


@pytest.mark.parametrize("twin", TWINS)
def test_a_twin_is_one_small_well_formed_picture_seventeen_centimetres_wide(twin):
    root = ET.fromstring(TWINS[twin])
    assert (root.tag, root.get("width"), root.get("role")) == (f"{NAMESPACE}svg", "17cm", "img")
    assert root.get("aria-label")
    assert (root.get("font-family"), root.get("fill")) == (FONT, INK)
    assert len(TWINS[twin]) < 4000


@pytest.mark.parametrize("twin", TWINS)
def test_a_twin_asks_for_nothing_and_runs_nothing(twin):
    tags = {element.tag.removeprefix(NAMESPACE) for element in ET.fromstring(TWINS[twin]).iter()}
    assert tags <= {"svg", "rect", "circle", "polygon", "line", "text", "defs", "pattern"}
    assert "http" not in TWINS[twin].replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "rgba" not in TWINS[twin]


@pytest.mark.parametrize("twin", TWINS)
def test_the_same_counts_give_the_same_bytes(twin):
    again = charts_svg.ranking(ROWS, at_most=6, ranges=True, font=FONT, ink=INK)
    assert again.encode() == TWINS["ranking"].encode()
    assert TWINS[twin].isascii() or NBSP in TWINS[twin]


def test_a_ranking_prints_label_and_count_beside_the_cells():
    assert words("ranking") == [
        "Concrete examples",
        "5 of 7 (36\u201392 %)",
        '<script>alert(1)</script> & "quotes"',
        "2 of 7 (8\u201364 %)",
    ]
    cells = [rect for rect in elements("ranking", "rect") if rect.get("height") == "14"]
    assert [cell.get("fill") for cell in cells].count(SECOND) == 5 + 2
    assert [cell.get("fill-opacity") for cell in cells].count("0.24") == 2 + 5


def test_a_contrast_draws_both_marks_and_prints_both_counts():
    assert words("contrast")[:3] == ["Concrete examples", "0 of 3", "5 of 7"]
    assert words("contrast")[-3:] == ["none of them", "half", "all of them"]
    assert set(filled("contrast", "circle")) == {SECOND}
    assert set(filled("contrast", "polygon")) == {OFFER}
    assert REJECTED in filled("earlier", "rect")


def test_counts_are_aligned_at_the_right_edge():
    right = {text.get("x") for text in elements("ranking", "text") if text.get("text-anchor") == "end"}
    assert right == {"720.0"}


def test_a_meter_is_filled_hatched_and_empty():
    boxes = [rect.get("fill") for rect in elements("meter", "rect") if rect.get("height") == "20"]
    assert boxes == [SECOND, "url(#hatch)", "none"]


def test_before_and_since_repeat_the_outcome_in_shape_and_colour():
    circle, *_ = elements("before_after", "circle")
    assert circle.get("fill") == SECOND
    polygons = [(mark.get("fill"), mark.get("stroke")) for mark in elements("before_after", "polygon")]
    assert polygons == [("none", OFFER), (NEUTRAL, None)]
    assert REJECTED in filled("before_after", "rect")
    assert words("before_after")[1::2] == ["3 of 4", "0 of 0"]


def test_a_picture_for_html_takes_the_ink_of_its_page():
    drawn = charts_svg.meter(METER, source="others", who="You", font=FONT, ink="currentColor")
    assert ET.fromstring(drawn).get("fill") == "currentColor"


def test_nothing_to_show_is_still_a_picture():
    empty = charts_svg.contrast(ROWS.head(0), beside="offer", axis=True, font=FONT, ink=INK)
    assert len(list(ET.fromstring(empty))) == 0
