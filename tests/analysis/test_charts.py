"""The forms by their marks: which bars, points, words and keys stand where."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from itertools import pairwise

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from analysis import charts
from analysis.certainty import wilson
from analysis.coding.codebook import default_codebook
from analysis.drawing import Drawing, clean, fit, width_of
from analysis.palette import CLEAR, EMPTY, NEUTRAL, OFFER, REJECTED, SECOND, faded
from analysis.priorities import SmallestSet
from analysis.study import BeforeSince, Overview, Share
from analysis.wording import NBSP, STAGE_WORDS
from data.records import Practice
from tests.analysis.test_trust_words import threshold

WIDE = 700.0
HOSTILE = "<b>Bold</b> $x^2$ & \u202e\x00 <img src=x onerror=alert(1)>"
LONG = "A factor of my own whose label is a little over sixty characters"


def factors(
    *rows: tuple[str, str, int, int, int], out_of: int = 7, offers: int = 3, rejected: int = 5
) -> pd.DataFrame:
    """As `Study.gaps()` gives them: id, label, heard in so many second places, offers and earlier rejections."""
    table = []
    for factor, label, *heard in rows:
        row: dict[str, object] = {"factor": factor, "label": label}
        for prefix, k, n in zip(("", "offers_", "rejected_"), heard, (out_of, offers, rejected), strict=True):
            interval = wilson(k, n)
            row |= {f"{prefix}heard_in": k, f"{prefix}out_of": n}
            row |= {f"{prefix}low": interval and interval.low, f"{prefix}high": interval and interval.high}
        table.append(row)
    lows = [f"{prefix}{end}" for prefix in ("", "offers_", "rejected_") for end in ("low", "high")]
    return pd.DataFrame(table).astype(dict.fromkeys(lows, float))


TWO = factors(
    ("evidence_examples", "Concrete examples", 5, 0, 1), ("communication", "Clear, short answers", 4, 1, 2)
)
NONE = TWO.head(0)


def heard(*marks: tuple[str, str, bool]) -> pd.DataFrame:
    """As `Study.factor_over_time()` gives them: day, outcome, heard or not."""
    return pd.DataFrame(
        [
            {
                "interview_id": f"i{n}",
                "company": "Brightwell",
                "role": "Analyst",
                "happened_on": pd.Timestamp(day),
                "outcome": outcome,
                "heard": yes,
            }
            for n, (day, outcome, yes) in enumerate(marks, 1)
        ],
        columns=["interview_id", "company", "role", "happened_on", "outcome", "heard"],
    )


SPRING = heard(
    ("2026-01-05", "second_place", True),
    ("2026-03-01", "offer_declined", False),
    ("2026-06-20", "rejected", True),
    ("2026-07-01", "withdrew", False),
)
PRACTICE = Practice(
    factor="evidence_examples", started_on=dt.date(2026, 5, 1), what="three stories, written down"
)


def share(rows: pd.DataFrame) -> Share:
    k, n = int(rows.heard.sum()), len(rows)
    interval = wilson(k, n)
    return Share(k, n, interval.low if interval else None, interval.high if interval else None, rows)


def change(before: pd.DataFrame, since: pd.DataFrame) -> BeforeSince:
    return BeforeSince(share(before), share(since), "too_early")


NAMES = ("before 1 May 2026", "since")


def overview(**counts: int) -> Overview:
    return Overview(**{**dict.fromkeys(Overview.__dataclass_fields__, 0), **counts})  # ty: ignore


NINE = overview(second_places=9, diagnostic=7, actionable=6, no_reason=1, never_heard=1)
PAIRS = pd.DataFrame([("communication", "evidence_examples", 3)], columns=["factor", "other", "both"])
THREE = [
    ("evidence_examples", "Concrete examples"),
    ("communication", "Clear, short answers"),
    ("pay", "Pay"),
]
SEGMENTS = pd.DataFrame(
    [("final_round", 9, 14, 0.3876, 0.8366), ("screen", 2, 4, 0.15, 0.85)],
    columns=["segment", "heard_in", "out_of", "low", "high"],
)
TWO_SIDES = pd.DataFrame(
    [
        ("examples", "Concrete examples", 9, 12, 0.4677, 0.9111, 1, 10, 0.0179, 0.4042),
        ("pay", "Pay", 0, 12, 0.0, 0.2425, 2, 10, 0.0567, 0.5098),
    ],
    columns=[
        "factor", "label", "heard_in", "out_of", "low", "high",
        "other_heard_in", "other_out_of", "other_low", "other_high",
    ],
)  # fmt: skip
STAGES = pd.DataFrame(
    [
        ("first_interview", 20, 14, 1, 19, 0.5121, 0.8819),
        ("later_interview", 14, 12, 0, 14, 0.6006, 0.9599),
        ("final_round", 12, 2, 8, 4, 0.15, 0.85),
        ("offer", 2, 0, 0, 2, 0.0, 0.6576),
    ],
    columns=["stage", "reached", "went_on", "open", "decided", "low", "high"],
)
ENDINGS = pd.DataFrame(
    [
        ("screen", "rejected", 3),
        ("final_round", "rejected", 1),
        ("final_round", "second_place", 4),
        ("offer", "offer", 2),
    ],
    columns=["stage", "ending", "processes"],
)


def words(drawing: Drawing) -> list[str]:
    """Everything written, tallies as their words."""
    return [
        (text.words or " ".join(t.words for t in text.tallies)).replace(NBSP, " ") for text in drawing.texts
    ]


def keys(drawing: Drawing) -> list[str]:
    return [mark.key for mark in [*drawing.bars, *drawing.points] if mark.key]


def ranked(rows: pd.DataFrame) -> Drawing:
    return charts.draw_ranking(rows, at_most=6, ranges=True, width=WIDE)


def beside(rows: pd.DataFrame, side: charts.Beside = "offer", width: float = WIDE) -> Drawing:
    return charts.draw_contrast(rows, beside=side, axis=True, ranges=False, width=width)


def test_a_ranking_draws_a_cell_a_second_place_and_fills_those_where_it_was_heard():
    drawing = ranked(TWO.head(1))
    cells = [bar.fill for bar in drawing.bars if bar.height == 14]
    assert cells == [SECOND] * 5 + [EMPTY] * 2
    assert words(drawing) == ["Concrete examples", "5 of 7 (36\u201392 %)"]
    assert [(t.shape, t.colour) for t in drawing.texts[1].tallies] == [("circle", SECOND)]


def test_under_its_counts_a_contrast_prints_the_range_of_each_lane():
    drawing = charts.draw_contrast(TWO.head(1), beside="offer", axis=False, ranges=True, width=WIDE)
    assert words(drawing)[:3] == ["Concrete examples", "5 of 7 0 of 3", "● 36\u201392 %   ◆ 0\u201356 %"]
    alone = TWO.head(1).assign(offers_out_of=0)
    drawing = charts.draw_contrast(alone, beside="offer", axis=False, ranges=True, width=WIDE)
    assert words(drawing)[2] == "● 36\u201392 %"


def test_a_ranking_draws_the_plausible_range_as_a_soft_bar_under_the_cells():
    soft = [bar for bar in ranked(TWO.head(1)).bars if bar.fill == faded(SECOND, 0.36)]
    assert [(round(bar.x0, 4), round(bar.x1, 4)) for bar in soft] == [(0.3589, 0.9178)]
    plain = charts.draw_ranking(TWO.head(1), at_most=6, ranges=False, width=WIDE)
    assert [bar for bar in plain.bars if bar.fill == faded(SECOND, 0.36)] == []


def test_a_ranking_of_more_than_twelve_draws_bars():
    drawing = ranked(factors(("evidence_examples", "Concrete examples", 30, 0, 0), out_of=42))
    bars = [(bar.x0, round(bar.x1, 4), bar.fill) for bar in drawing.bars if bar.height == 14]
    assert bars == [(0, 1, EMPTY), (0, 0.7143, SECOND)]
    twelve = ranked(factors(("evidence_examples", "Concrete examples", 5, 0, 0), out_of=12))
    assert len([bar for bar in twelve.bars if bar.height == 14]) == 12


def test_a_ranking_shows_no_more_rows_than_asked_for():
    assert keys(charts.draw_ranking(TWO, at_most=1, ranges=True, width=WIDE)) == ["evidence_examples"]


def test_a_row_can_be_pressed_all_over_and_gives_its_factor():
    for drawing, height in ((ranked(TWO), 58), (beside(TWO), 66)):
        pressed = [(bar.key, bar.x0, bar.x1, bar.height, bar.fill) for bar in drawing.bars if bar.key]
        assert pressed == [
            ("evidence_examples", 0, 1, height - 1, CLEAR),
            ("communication", 0, 1, height - 1, CLEAR),
        ]


def test_a_pointer_reads_the_counts_with_their_range():
    hover = next(bar.hover for bar in beside(TWO).bars if bar.key)
    assert hover is not None
    assert hover.replace(NBSP, " ") == (
        "<b>Concrete examples</b><br>5 of 7 second places, plausibly 36 to 92 %<br>0 of 3 offers, plausibly 0 to 56 %"
    )


def test_a_contrast_draws_second_places_above_and_offers_below():
    drawing = beside(TWO.head(1))
    assert [(p.shape, p.colour, round(p.x, 4), p.y) for p in drawing.points] == [
        ("circle", SECOND, 0.7143, 34),
        ("diamond", OFFER, 0.0, 46),
    ]
    soft = [(bar.fill, round(bar.x0, 4), round(bar.x1, 4), bar.y) for bar in drawing.bars if not bar.key]
    assert soft == [(faded(SECOND, 0.36), 0.3589, 0.9178, 34), (faded(OFFER, 0.36), 0.0, 0.5615, 46)]
    assert words(drawing) == ["Concrete examples", "5 of 7 0 of 3", "none of them", "half", "all of them"]


def test_a_contrast_with_earlier_rejections_takes_their_counts_mark_and_colour():
    drawing = beside(TWO.head(1), "rejected")
    assert [(p.shape, p.colour, round(p.x, 4)) for p in drawing.points] == [
        ("circle", SECOND, 0.7143),
        ("square", REJECTED, 0.2),
    ]
    assert words(drawing)[1] == "5 of 7 1 of 5"


def test_a_contrast_without_an_offer_has_one_lane():
    drawing = beside(factors(("evidence_examples", "Concrete examples", 5, 0, 0), offers=0))
    assert [p.shape for p in drawing.points] == ["circle"]
    assert words(drawing)[1] == "5 of 7"
    alone = factors(("evidence_examples", "Concrete examples", 5, 0, 0), offers=0)
    assert (
        charts.contrast_alt(alone, beside="offer").replace(NBSP, " ")
        == "Of those with a reason: Concrete examples 5 of 7 second places"
    )


def test_interviews_over_time_are_filled_where_it_was_heard_and_outlined_where_not():
    drawing = charts.draw_over_time([("Concrete examples", SPRING)], practice=None, width=WIDE)
    assert [(p.key, p.shape, p.colour, p.hollow) for p in drawing.points] == [
        ("i1", "circle", SECOND, False),
        ("i2", "diamond", OFFER, True),
        ("i3", "square", REJECTED, False),
        ("i4", "triangle-up", NEUTRAL, True),
    ]
    assert drawing.points[0].hover == "Brightwell, Analyst, 5 January 2026<br>second place: heard"
    assert [point.x for point in drawing.points] == sorted(point.x for point in drawing.points)
    assert words(drawing)[:2] == ["Concrete examples", "heard in 2 of 4"]
    assert words(drawing)[2:] == ["Feb", "2026", "Mar", "Apr", "May", "Jun"]


def test_an_interview_without_a_date_is_counted_and_has_no_mark():
    rows = pd.concat([SPRING, SPRING.head(1).assign(interview_id="i5", happened_on=pd.NaT)])
    drawing = charts.draw_over_time([("Pay", rows), ("Concrete examples", SPRING)], practice=None, width=WIDE)
    assert [point.key for point in drawing.points] == ["i1", "i2", "i3", "i4"] * 2
    assert words(drawing)[:2] == ["Pay", "heard in 3 of 5"]
    assert words(drawing)[-1] == "1 without a date not drawn"
    assert charts.over_time_alt([("Pay", rows)]).endswith("1 July 2026 no, no date yes")
    undated = rows.assign(happened_on=pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]"))
    assert charts.draw_over_time([("Pay", undated)], practice=PRACTICE, width=WIDE).texts == []


def test_the_reach_of_the_smallest_set_grows_a_factor_a_row_to_what_it_cannot_touch():
    found = SmallestSet(("evidence_examples", "communication"), (3, 5), 6, 1)
    labels = ["Concrete examples", "Clear, short answers"]
    drawing = charts.draw_reach(found, labels=labels, width=WIDE)
    cells = [bar.fill for bar in drawing.bars]
    before = faded(SECOND, 0.36)
    assert cells == [SECOND] * 3 + [EMPTY] * 3 + [before] * 3 + [SECOND] * 2 + [EMPTY]
    assert words(drawing) == ["Concrete examples", "3 of 6", "and clear, short answers", "5 of 6"]
    assert charts.reach_alt(found, labels=labels).replace(NBSP, " ") == (
        "Second places touched: Concrete examples 3 of 6; and clear, short answers 5 of 6"
    )


def test_the_reach_over_more_than_twelve_second_places_is_drawn_as_bars():
    found = SmallestSet(("evidence_examples", "communication"), (10, 20), 20, 0)
    drawing = charts.draw_reach(found, labels=["A", "B"], width=WIDE)
    assert [(bar.x0, bar.x1, bar.fill) for bar in drawing.bars] == [
        (0, 0.5, SECOND),
        (0.5, 1, EMPTY),
        (0, 0.5, faded(SECOND, 0.36)),
        (0.5, 1, SECOND),
    ]


def test_the_meter_of_your_own_notes_calls_nobody_silent():
    alts = {whose: charts.meter_alt(NINE, source=whose, who="You") for whose in ("self", "all")}
    assert alts == {
        "self": "Of 9 second places: 6 with notes you can act on, 1 with a reason that is not yours to change, or "
        "praise, 1 with notes, but no reason counted, 1 without a note of yours.",
        "all": "Of 9 second places: 6 with feedback or notes you can act on, 1 with a reason that is not yours to "
        "change, or praise, 1 with words, but no reason counted, 1 with nothing said or noted.",
    }
    own = charts.draw_meter(NINE, source="self", who="You", width=WIDE)
    assert own.bars[-1].hover == "1 of 9: without a note of yours"


def test_interviews_of_the_same_days_stand_above_each_other():
    drawing = charts.draw_over_time(
        [
            (
                "Concrete examples",
                heard(*[("2026-01-05", "second_place", True)] * 3, ("2026-09-05", "offer_declined", True)),
            )
        ],
        practice=None,
        width=WIDE,
    )
    low = drawing.points[0].y
    assert [low - point.y for point in drawing.points] == [0, 15, 30, 0]


def test_months_have_room_on_a_phone_however_long_the_search():
    for days in (3, 40, 200, 420, 1500, 5000):
        marks = heard(
            ("2020-01-15", "rejected", True),
            (str(dt.date(2020, 1, 15) + dt.timedelta(days)), "rejected", True),
        )
        drawing = charts.draw_over_time([("Pay", marks)], practice=None, width=charts.NARROW)
        months = sorted(text.x for text in drawing.texts[2:] if not text.words.isdigit())
        apart = [(after - before) * (charts.NARROW - 16) for before, after in pairwise(months)]
        assert min(apart, default=99) > 28


def test_a_practice_is_drawn_as_the_day_it_began_with_its_words():
    drawing = charts.draw_over_time([("Concrete examples", SPRING)], practice=PRACTICE, width=WIDE)
    (began,) = [rule for rule in drawing.rules if rule.width == 2]
    before = [point.x < began.x0 for point in drawing.points]
    assert before == [True, True, False, False]
    assert words(drawing)[-1] == "since 1 May 2026: three stories, written down"


def test_before_and_since_are_a_mark_an_interview_with_the_range_under_them():
    drawing = charts.draw_before_after(change(SPRING.head(2), SPRING.tail(2)), names=NAMES, width=WIDE)
    assert words(drawing) == ["before 1 May 2026", "1 of 2", "since", "1 of 2"]
    assert [(p.shape, p.hollow, p.y) for p in drawing.points] == [
        ("circle", False, 37),
        ("diamond", True, 37),
        ("square", False, 105),
        ("triangle-up", True, 105),
    ]
    assert [(round(bar.x0, 3), round(bar.x1, 3), bar.fill) for bar in drawing.bars] == [
        (0.095, 0.905, faded(NEUTRAL, 0.36))
    ] * 2


def test_nothing_since_draws_no_range():
    drawing = charts.draw_before_after(change(SPRING, SPRING.head(0)), names=NAMES, width=WIDE)
    assert words(drawing)[2:] == ["since", "0 of 0"]
    assert len(drawing.bars) == 1


def test_many_interviews_before_and_since_do_not_touch():
    many = heard(*[("2026-01-05", "second_place", True)] * 40)
    drawing = charts.draw_before_after(change(many, many), names=NAMES, width=charts.NARROW)
    assert max(point.size for point in drawing.points) <= (charts.NARROW - 18) / 40


def test_more_interviews_than_marks_can_be_told_apart_are_a_bar():
    half = heard(*[("2026-01-05", "second_place", n % 2 == 0) for n in range(152)])
    drawing = charts.draw_before_after(change(half, half.head(2)), names=NAMES, width=WIDE)
    assert (drawing.points, charts.has_marks(change(half, half))) == ([], False)
    assert [(bar.x1, bar.fill) for bar in drawing.bars if bar.y == 37] == [(1, EMPTY), (0.5, NEUTRAL)]
    assert charts.has_marks(change(half.head(150), half.head(2)))


def test_what_goes_together_is_half_a_grid_of_counts():
    drawing = charts.draw_together(PAIRS, factors=THREE, out_of=7, width=WIDE)
    assert [(bar.key, bar.fill) for bar in drawing.bars] == [
        ("evidence_examples communication", faded(SECOND, 0.5)),
        (None, faded(NEUTRAL, 0.1)),
        (None, faded(NEUTRAL, 0.1)),
    ]
    assert [text for text in words(drawing) if text.isdigit()] == ["1", "2", "3", "3", "0", "0"]
    hover = drawing.bars[0].hover
    assert hover is not None
    assert hover.replace(NBSP, " ") == "Concrete examples and clear, short answers: 3 of 7 second places"


def test_a_segment_of_less_than_ten_says_so_instead_of_drawing_a_bar():
    drawing = charts.draw_by_segment(SEGMENTS, words=STAGE_WORDS, width=WIDE)
    assert words(drawing) == [
        "Final round",
        "9 of 14 (39\u201384 %)",
        "Screening call",
        "2 of 4",
        "too few to compare",
    ]
    long = SEGMENTS.assign(segment="Learning and development partner", out_of=4)
    assert words(charts.draw_by_segment(long, words={}, width=charts.NARROW))[0] == (
        "Learning and development partner"
    )
    assert [(round(p.x, 4), p.colour, p.key) for p in drawing.points] == [(0.6429, NEUTRAL, "final_round")]
    assert [bar.key for bar in drawing.bars if bar.fill != CLEAR] == [None]


def test_two_sides_are_two_lanes_a_gap_in_the_neutral_colour_with_a_shape_each():
    drawing = charts.draw_compared(TWO_SIDES, names=("Teacher", "Analyst"), axis=True, width=WIDE)
    assert [
        [tally.words.replace(NBSP, " ") for tally in text.tallies] for text in drawing.texts if text.tallies
    ] == [
        ["9 of 12", "1 of 10"],
        ["0 of 12", "2 of 10"],
    ]
    assert [(round(p.x, 2), p.colour, p.shape) for p in drawing.points] == [
        (0.75, NEUTRAL, "circle"),
        (0.1, NEUTRAL, "triangle-up"),
        (0.0, NEUTRAL, "circle"),
        (0.2, NEUTRAL, "triangle-up"),
    ]
    assert [bar.key for bar in drawing.bars if bar.key] == ["examples", "pay"]
    assert (drawing.bars[0].hover or "").replace(NBSP, " ") == (
        "<b>Concrete examples</b><br>9 of 12 Teacher, plausibly 47 to 91 %<br>1 of 10 Analyst, plausibly 2 to 40 %"
    )
    assert words(drawing)[-3:] == ["none of them", "half", "all of them"]
    assert charts.draw_compared(TWO_SIDES.head(0), names=("A", "B"), axis=True, width=WIDE).height == 0


def test_a_segment_can_be_pressed_where_the_factor_was_heard():
    heard_nowhere = SEGMENTS.assign(heard_in=[9, 0])
    rows = [
        charts.draw_by_segment(table, words=STAGE_WORDS, width=WIDE).bars
        for table in (SEGMENTS, heard_nowhere)
    ]
    assert [[bar.key for bar in bars if bar.key] for bars in rows] == [
        ["final_round", "screen"],
        ["final_round"],
    ]


def test_the_meter_draws_a_box_a_second_place_by_what_it_has_told():
    bars = charts.draw_meter(NINE, source="others", who="You", width=charts.NARROW).bars
    assert [(bar.fill, bar.edge, bar.hatched) for bar in bars] == [
        *[(SECOND, SECOND, False)] * 6,
        (faded(SECOND, 0.36), SECOND, False),
        (CLEAR, SECOND, True),
        (CLEAR, NEUTRAL, False),
    ]
    assert bars[-1].hover == "1 of 9: silent so far"
    assert round(bars[-1].x1, 2) == 0.99


def test_two_second_places_are_not_two_slabs_and_sixty_are_lengths_of_one_bar():
    two = charts.draw_meter(
        overview(second_places=2, never_heard=2), source="others", who="You", width=charts.NARROW
    ).bars
    assert max(bar.x1 - bar.x0 for bar in two) < 0.15
    sixty = overview(second_places=60, diagnostic=45, actionable=30, no_reason=9, never_heard=6)
    lengths = [
        round(bar.x1 - bar.x0, 2)
        for bar in charts.draw_meter(sixty, source="others", who="You", width=charts.NARROW).bars
    ]
    assert lengths == [0.49, 0.24, 0.14, 0.09]


def test_stages_show_how_many_went_on_of_those_decided_with_a_range_from_five_on():
    drawing = charts.draw_stages(STAGES, width=WIDE)
    assert words(drawing) == [
        "First interview",
        "14 of 19 went on, 1 open",
        "plausibly 51 to 88 %",
        "Later interview",
        "12 of 14 went on",
        "plausibly 60 to 96 %",
        "Final round",
        "2 of 4 went on, 8 open",
        "Offer",
        "2 reached it",
    ]
    assert [
        (round(bar.x0, 2), round(bar.x1, 2), bar.fill) for bar in drawing.bars if bar.y == 34 and not bar.key
    ] == [
        (0, 1, EMPTY),
        (0.7, 0.75, CLEAR),
        (0, 0.7, NEUTRAL),
    ]
    assert [bar.key for bar in drawing.bars if bar.key] == [
        "first_interview",
        "later_interview",
        "final_round",
        "offer",
    ]


def test_a_ribbon_is_as_thick_as_its_count_and_has_the_colour_of_its_outcome():
    sankey = charts.specify_endings(ENDINGS)["data"][0]
    assert sankey["node"]["label"] == [
        "Screening call  <b>3</b>",
        "Final round  <b>5</b>",
        "Offer  <b>2</b>",
        "■ Rejected  <b>4</b>",
        "● Second place  <b>4</b>",
        "◆ Offer  <b>2</b>",
    ]
    assert sankey["node"]["color"] == [NEUTRAL, NEUTRAL, NEUTRAL, REJECTED, SECOND, OFFER]
    link = sankey["link"]
    assert list(zip(link["source"], link["target"], link["value"], link["color"], strict=True)) == [
        (0, 3, 3, faded(REJECTED, 0.36)),
        (1, 3, 1, faded(REJECTED, 0.36)),
        (1, 4, 4, faded(SECOND, 0.36)),
        (2, 5, 2, faded(OFFER, 0.36)),
    ]
    assert link["customdata"][1] == "Final round, rejected: 1"


def test_the_places_of_a_ribbons_ends_keep_their_order_inside_the_figure():
    places = charts.specify_endings(ENDINGS)["data"][0]["node"]["y"]
    for column in (places[:3], places[3:]):
        assert column == sorted(column)
        assert 0 < column[0] < column[-1] < 1


def test_plotly_accepts_every_property_of_the_ribbons():
    for rows in (ENDINGS, ENDINGS.head(0)):
        assert Figure(charts.specify_endings(rows)).to_dict() == charts.endings(rows).to_dict()
    assert charts.endings_alt(ENDINGS.head(0)) == "No stage is written down."
    assert charts.endings_alt(ENDINGS) == (
        "Of 10: Screening call 3 (3 rejected); Final round 5 (1 rejected, 4 second place); Offer 2 (2 offer)"
    )


CURVE = [threshold(0.3, 0.75, 0.625), threshold(0.5, 0.835, 0.5), threshold(0.8, 0.9, 0.25)]


def thresholds(width: float = WIDE) -> Drawing:
    return charts.draw_thresholds(CURVE, suggested=0.3, counted=0.5, width=width)


def test_the_thresholds_draw_what_is_right_above_what_is_found_and_mark_the_two_that_are_used():
    drawing = thresholds()
    right, found = drawing.points[:3], drawing.points[3:]
    assert {(point.shape, point.colour) for point in right} == {("circle", NEUTRAL)}
    assert {(point.shape, point.colour) for point in found} == {("triangle-up", NEUTRAL)}
    assert [round(12 + 190 * (1 - share), 1) for share in (0.75, 0.835, 0.9)] == [
        round(point.y, 1) for point in right
    ]
    assert [point.x for point in right] == [point.x for point in found]
    upright = [rule.x0 for rule in drawing.rules if rule.x0 == rule.x1]
    assert upright == [right[0].x, right[1].x]
    assert words(drawing) == [
        "all", "half", "none", "75", "84", "90 right", "63", "50", "25 found", "0.3 suggested", "0.5 counted", "0.8",
    ]  # fmt: skip
    assert right[1].hover == "<b>from 0.5</b><br>of 100 found 84 are right, of 100 given 50 are found"


FIGURES = {
    "ranking": lambda: charts.draw_ranking(TWO, at_most=6, ranges=True, width=charts.NARROW),
    "contrast": lambda: charts.draw_contrast(
        TWO, beside="offer", axis=True, ranges=True, width=charts.NARROW
    ),
    "over_time": lambda: charts.draw_over_time([("Pay", SPRING)], practice=PRACTICE, width=charts.NARROW),
    "before_after": lambda: charts.draw_before_after(
        change(SPRING, SPRING), names=NAMES, width=charts.NARROW
    ),
    "together": lambda: charts.draw_together(PAIRS, factors=THREE, out_of=7, width=charts.NARROW),
    "by_segment": lambda: charts.draw_by_segment(SEGMENTS, words=STAGE_WORDS, width=charts.NARROW),
    "meter": lambda: charts.draw_meter(NINE, source="others", who="You", width=charts.NARROW),
    "stages": lambda: charts.draw_stages(STAGES, width=charts.NARROW),
    "compared": lambda: charts.draw_compared(TWO_SIDES, names=NAMES, axis=True, width=charts.NARROW),
    "thresholds": lambda: thresholds(width=charts.NARROW),
    "nothing": lambda: beside(NONE),
}


@pytest.mark.parametrize("form", FIGURES)
def test_plotly_accepts_every_property_of_a_figure(form):
    """`figure` leaves this check out, since it takes ten times as long as all the rest."""
    drawing = FIGURES[form]()
    checked = Figure(charts.specification(drawing))
    assert checked.to_dict()["data"] == charts.figure(drawing).to_dict()["data"]


@pytest.mark.parametrize("form", FIGURES)
def test_text_has_no_colour_of_its_own_and_stays_inside_the_figure(form):
    layout = charts.specification(FIGURES[form]())["layout"]
    assert all("color" not in text["font"] for text in layout["annotations"])
    assert "font" not in layout
    assert all(0 <= text["y"] <= layout["height"] and 0 <= text["x"] <= 1 for text in layout["annotations"])


def test_a_press_never_greys_the_other_marks_out():
    for trace in charts.ranking(TWO, at_most=6, ranges=True).to_dict()["data"]:
        assert trace["selected"] == trace["unselected"] == {"marker": {"opacity": 1}}


def test_the_figures_of_the_pages_are_made_of_these_drawings():
    made = [
        charts.ranking(TWO, at_most=6, ranges=True),
        charts.contrast(TWO, beside="offer", axis=True),
        charts.over_time([("Pay", SPRING)], practice=PRACTICE),
        charts.before_after(change(SPRING, SPRING), names=NAMES),
        charts.together(PAIRS, factors=THREE, out_of=7),
        charts.by_segment(SEGMENTS, words=STAGE_WORDS),
        charts.meter(NINE, source="others", who="You"),
        charts.stages(STAGES),
        charts.compared(TWO_SIDES, names=NAMES, axis=True),
        charts.thresholds(CURVE, suggested=0.3, counted=0.5),
    ]
    drawn = [charts.figure(drawing()) for drawing in list(FIGURES.values())[:-1]]
    assert [figure.to_dict() for figure in made] == [figure.to_dict() for figure in drawn]


def test_every_form_says_in_words_what_it_shows():
    said = {
        "ranking": charts.ranking_alt(TWO, at_most=6),
        "contrast": charts.contrast_alt(TWO, beside="offer"),
        "over_time": charts.over_time_alt([("Concrete examples", SPRING.head(2))]),
        "before_after": charts.before_after_alt(change(SPRING, SPRING.head(2)), names=NAMES),
        "together": charts.together_alt(PAIRS, factors=THREE, out_of=7),
        "by_segment": charts.by_segment_alt(SEGMENTS, words=STAGE_WORDS),
        "meter": charts.meter_alt(NINE, source="others", who="You"),
        "stages": charts.stages_alt(STAGES),
        "compared": charts.compared_alt(TWO_SIDES, names=("Teacher", "Analyst")),
        "thresholds": charts.thresholds_alt(CURVE[:2]),
    }
    assert {form: words.replace(NBSP, " ") for form, words in said.items()} == {
        "ranking": "Of the second places with a reason: Concrete examples 5 of 7; Clear, short answers 4 of 7",
        "contrast": "Of those with a reason: Concrete examples 5 of 7 second places, 0 of 3 offers; "
        "Clear, short answers 4 of 7 second places, 1 of 3 offers",
        "over_time": "Concrete examples heard in 1 of 2 interviews with a reason: 5 January 2026 yes, 1 March 2026 no",
        "before_after": "before 1 May 2026 2 of 4; since 1 of 2",
        "together": "Concrete examples and clear, short answers 3 of 7",
        "by_segment": "Final round 9 of 14; Screening call 2 of 4",
        "meter": "Of 9 second places: 6 with feedback you can act on, "
        "1 with a reason that is not yours to change, or praise, 1 with words, but no reason counted, 1 silent so far.",
        "stages": "First interview: 20 came so far, 14 of 19 went on, 1 open, plausibly 51 to 88 %; "
        "Later interview: 14 came so far, 12 of 14 went on, plausibly 60 to 96 %; "
        "Final round: 12 came so far, 2 of 4 went on, 8 open; Offer: 2 reached it",
        "compared": "Concrete examples: Teacher 9 of 12, Analyst 1 of 10; Pay: Teacher 0 of 12, Analyst 2 of 10",
        "thresholds": "From 0.3: of 100 found 75 are right, of 100 given 63 are found; "
        "from 0.5: of 100 found 84 are right, of 100 given 50 are found",
    }


def test_nothing_to_show_is_an_empty_figure_with_words():
    nothing = overview()
    assert charts.ranking(NONE, at_most=6, ranges=True).to_dict()["data"] == []
    assert charts.over_time([("Pay", SPRING.head(0))], practice=PRACTICE).to_dict()["data"] == []
    assert charts.meter(nothing, source="others", who="You").to_dict()["data"] == []
    assert charts.together(PAIRS.head(0), factors=[], out_of=0).to_dict()["data"] == []
    assert charts.stages(STAGES.head(0)).to_dict()["data"] == []
    assert charts.thresholds([], suggested=0.3, counted=0.5).to_dict()["data"] == []
    assert charts.ranking_alt(NONE, at_most=6) == "Nothing was heard."
    assert charts.together_alt(PAIRS.head(0), factors=THREE, out_of=7) == "No two were named together."
    assert charts.over_time_alt([("Pay", SPRING.head(0))]).replace(NBSP, " ") == (
        "Pay heard in 0 of 0 interviews with a reason: none"
    )
    assert charts.meter_alt(nothing, source="others", who="You") == "No second place yet."


def test_hostile_words_are_shown_literally_and_never_as_a_tag_or_a_formula():
    rows = factors(("mine", HOSTILE, 5, 0, 0))
    place = SPRING.head(1).assign(company=HOSTILE)
    made = [
        beside(rows),
        ranked(rows),
        charts.draw_over_time([(HOSTILE, place)], practice=None, width=WIDE),
        charts.draw_together(
            PAIRS, factors=[("communication", HOSTILE), ("evidence_examples", HOSTILE)], out_of=7, width=WIDE
        ),
        charts.draw_by_segment(SEGMENTS.assign(segment=HOSTILE), words={}, width=WIDE),
        charts.draw_compared(
            TWO_SIDES.assign(label=HOSTILE), names=(HOSTILE, HOSTILE), axis=False, width=WIDE
        ),
    ]
    for drawing in made:
        figure = charts.specification(drawing)
        hovers = [hover for trace in figure["data"] for hover in trace.get("hovertext", [])]
        for said in [*hovers, *(text["text"] for text in figure["layout"]["annotations"])]:
            assert "<img" not in said
            assert "<b>Bold" not in said
            assert "$" not in said
            assert "\u202e" not in said


def test_a_long_label_is_shortened_only_where_it_would_meet_its_counts():
    rows = factors(("mine", LONG, 5, 0, 0))
    assert words(beside(rows))[0] == LONG
    narrow = words(beside(rows, width=charts.NARROW))[0]
    assert narrow == "A factor of my own whose…"
    assert LONG in str(beside(rows, width=charts.NARROW).bars[0].hover)


def test_every_label_of_ours_stands_whole_beside_its_counts_on_a_phone():
    labels = [factor.label for factor in default_codebook().factors.values()]
    rows = factors(*[(label, label, 5, 0, 0) for label in labels])
    assert [text for text in words(beside(rows, width=charts.NARROW)) if text.endswith("…")] == []


def test_words_are_measured_and_cut_at_a_word():
    assert fit("Clear, short answers", 400, 15.5) == "Clear, short answers"
    assert fit("Clear, short answers", 110, 15.5) == "Clear, short…"
    assert fit("Rechtsschutzversicherungsgesellschaften", 100, 15.5) == "Rechtsschutz…"
    assert fit("anything", 0, 15.5) == "…"
    assert width_of("漢字", 10) > width_of("ab", 10) > width_of("il", 10)


def test_words_are_made_one_clean_line():
    assert clean("two\nlines\tand\x00 a bell\x07") == "two lines and a bell"
    assert clean("5\u00a0of\u00a07") == "5\u00a0of\u00a07"
    assert clean("half a \ud83d letter") == "half a  letter"
    assert clean("👩\u200d💻") == "👩\u200d💻"
    assert len(clean("x" * 1_000_000)) == 201


def test_the_terminal_never_pays_for_plotly():
    loaded = "import sys; import analysis.charts, analysis.charts_svg; print('plotly' in sys.modules, 'pandas' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
