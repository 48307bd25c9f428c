"""The sample tells the story that the other tests count in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from pathlib import Path

from data.records import BASES, OFFERS, OUTCOMES, POLARITIES, SOURCES, STAGES
from data.samples import SAMPLE_ANCHOR, sample_csv, sample_follow_ups, sample_practice

TRUTH = json.loads((Path(__file__).parents[1] / "fixtures" / "sample_truth.json").read_text(encoding="utf-8"))
UNEXPLAINED = {"stronger_competitor", "process_unclear", "overall_impression"}


def sample_rows(today: dt.date = SAMPLE_ANCHOR) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sample_csv(today).decode("utf-8"))))


def interviews() -> dict[str, dict[str, str]]:
    return {row["record_id"]: row for row in sample_rows()}


def reasons(record_id: str, whose: str) -> set[str]:
    """What the texts of one side really say, without what explains nothing."""
    return {says for says in TRUTH[record_id].get(whose, []) if says.split(":")[0] not in UNEXPLAINED}


def heard_in(outcomes: tuple[str, ...], whose: str) -> Counter[str]:
    return Counter(
        says
        for record_id, row in interviews().items()
        if row["outcome"] in outcomes
        for says in reasons(record_id, whose)
    )


def test_the_sample_is_thirty_interviews_with_nine_second_places_and_three_offers():
    assert Counter(row["outcome"] for row in interviews().values()) == {
        "rejected": 10,
        "second_place": 9,
        "pending": 3,
        "offer_declined": 2,
        "no_decision": 2,
        "no_response": 2,
        "offer_accepted": 1,
        "withdrew": 1,
    }


def test_every_value_is_one_that_a_record_may_take():
    for row in sample_rows():
        assert row["stage_reached"] in STAGES
        assert row["outcome"] in OUTCOMES
        assert row["feedback_source"] in (*SOURCES, "")
        assert row["feedback_basis"] in (*BASES, "")
        assert bool(row["feedback"]) == bool(row["feedback_source"]) == bool(row["feedback_date"])
        assert int(row["rounds"]) > 0
        assert row["contact_email"] == "" or row["contact_email"].endswith(".example.org")


def test_every_source_and_every_basis_is_heard():
    assert {row["feedback_source"] for row in sample_rows()} == {*SOURCES, ""}
    assert {row["feedback_basis"] for row in sample_rows()} == {*BASES, ""}


def test_rows_of_one_interview_agree_on_everything_but_the_feedback():
    kept = {}
    for row in sample_rows():
        interview = {column: value for column, value in row.items() if not column.startswith("feedback")}
        assert kept.setdefault(row["record_id"], interview) == interview


def test_all_dates_of_the_sample_follow_today_by_whole_weeks():
    dates = ("interview_date", "feedback_date", "applied_on", "decided_on")
    for today, days in (
        (SAMPLE_ANCHOR, 0),
        (SAMPLE_ANCHOR + dt.timedelta(days=6), 0),
        (SAMPLE_ANCHOR + dt.timedelta(days=7), 7),
        (SAMPLE_ANCHOR - dt.timedelta(days=1), -7),
        (SAMPLE_ANCHOR + dt.timedelta(days=1000), 994),
    ):
        for row, moved in zip(sample_rows(), sample_rows(today), strict=True):
            assert moved == {
                column: (dt.date.fromisoformat(value) + dt.timedelta(days=days)).isoformat()
                if column in dates and value
                else value
                for column, value in row.items()
            }
        assert sample_practice(today).started_on == dt.date(2026, 1, 5) + dt.timedelta(days=days)
        assert [follow_up.due_on for follow_up in sample_follow_ups(today)] == [
            dt.date(2026, 5, 13) + dt.timedelta(days=days),
            dt.date(2026, 6, 30) + dt.timedelta(days=days),
        ]


def test_the_story_spans_fourteen_months_on_working_days_and_ends_before_today():
    days = {
        dt.date.fromisoformat(row[column])
        for row in sample_rows()
        for column in ("interview_date", "feedback_date", "applied_on", "decided_on")
        if row[column]
    }
    assert (min(days), max(days)) == (dt.date(2025, 4, 22), dt.date(2026, 6, 24))
    assert max(days) <= SAMPLE_ANCHOR
    assert all(day.weekday() < 5 for day in days)


def test_an_interview_is_applied_for_before_it_is_held_and_decided_after():
    for row in sample_rows():
        assert row["applied_on"] < row["interview_date"]
        assert row["decided_on"] == "" or row["decided_on"] > row["interview_date"]
        assert row["feedback_date"] == "" or row["feedback_date"] >= row["interview_date"]


def test_the_truth_names_known_polarities_and_just_the_sides_that_speak():
    spoken = {record_id: set() for record_id in interviews()}
    for row in sample_rows():
        if row["feedback"]:
            spoken[row["record_id"]].add("self" if row["feedback_source"] == "self" else "others")
    assert {record_id: set(sides) - {"defensible"} for record_id, sides in TRUTH.items()} == spoken
    for sides in TRUTH.values():
        for says in (says for side in sides.values() for says in side):
            assert says.split(":")[1] in POLARITIES


def test_seven_of_nine_second_places_have_a_reason_one_is_vague_and_one_is_silent():
    second = [record_id for record_id, row in interviews().items() if row["outcome"] == "second_place"]
    assert [record_id for record_id in second if reasons(record_id, "others")] == [
        "s03",
        "s06",
        "s09",
        "s12",
        "s15",
        "s22",
        "s25",
    ]
    assert TRUTH["s18"]["others"] == ["stronger_competitor:neutral"]
    assert TRUTH["s26"] == {}


def test_what_others_said_where_it_came_second():
    assert heard_in(("second_place",), "others") == {
        "evidence_examples:gap": 5,
        "domain_experience:gap": 3,
        "communication:gap": 3,
        "leadership:gap": 2,
        "internal_candidate:neutral": 2,
        "evidence_examples:strength": 2,
        "collaboration:strength": 2,
        "work_sample:strength": 1,
        "enthusiasm:strength": 1,
    }


def test_what_others_said_where_it_was_won():
    assert heard_in(OFFERS, "others") == {
        "domain_experience:gap": 2,
        "evidence_examples:strength": 2,
        "collaboration:strength": 1,
        "enthusiasm:strength": 1,
        "work_sample:strength": 1,
        "communication:strength": 1,
        "references_background:strength": 1,
    }


def test_what_others_said_where_it_ended_early():
    assert heard_in(("rejected",), "others") == {
        "evidence_examples:strength": 2,
        "evidence_examples:gap": 1,
        "domain_experience:gap": 1,
        "enthusiasm:strength": 1,
        "preparation:gap": 1,
        "work_sample:gap": 1,
        "compensation:gap": 1,
        "collaboration:strength": 1,
        "confidence:gap": 1,
        "technical_skills:gap": 1,
        "communication:gap": 1,
    }


def test_own_impressions_of_second_places_name_other_things_than_they_did():
    assert heard_in(("second_place",), "self") == {
        "confidence:gap": 2,
        "confidence:strength": 1,
        "domain_experience:gap": 1,
        "technical_skills:gap": 1,
        "communication:gap": 1,
        "compensation:gap": 1,
    }


def test_concrete_examples_are_missed_before_the_practice_and_never_since():
    began = sample_practice(SAMPLE_ANCHOR).started_on.isoformat()
    diagnostic = {record_id for record_id in TRUTH if reasons(record_id, "others")}
    before = {record_id for record_id in diagnostic if interviews()[record_id]["interview_date"] < began}
    missed = {
        record_id for record_id in diagnostic if "evidence_examples:gap" in reasons(record_id, "others")
    }
    assert (len(missed & before), len(before)) == (6, 12)
    assert (len(missed - before), len(diagnostic - before)) == (0, 8)


def test_follow_ups_and_practice_point_into_the_story():
    done, open_ = sample_follow_ups(SAMPLE_ANCHOR)
    assert (done.interview_id, done.kind, done.done_on) == ("s25", "ask_feedback", dt.date(2026, 5, 12))
    assert (open_.interview_id, open_.kind, open_.done_on) == ("s26", "ask_feedback", None)
    assert {done.interview_id, open_.interview_id} < interviews().keys()
    assert sample_practice(SAMPLE_ANCHOR).factor == "evidence_examples"
