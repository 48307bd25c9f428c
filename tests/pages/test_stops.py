"""Where it stops, what they say and you say, and the words behind each press, through app.py."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.wording import NBSP
from tests.pages.conftest import plain
from tests.pages.test_every_page import HOSTILE, markdown_of

Visit = Callable[[str], AppTest]


def texts(app: AppTest) -> list[str]:
    """Give every line shown as plain text."""
    return [text.value.replace(NBSP, " ") for text in app.text]


def bold(app: AppTest) -> list[str]:
    """Give every line of markdown as a reader sees it."""
    return [plain(body.value).replace(NBSP, " ") for body in app.markdown]


def press(app: AppTest, key: str) -> AppTest:
    """Press the button with this key."""
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize(
    "page", ["second_place", "factors", "stops", "feedback", "interviews", "codebook", "report"]
)
def test_the_switch_of_whose_words_stands_on_every_insight_page_and_is_printed(
    page: str, on_sample: Path, visit: Visit
) -> None:
    app = visit(page)
    printed = {
        "They": "What they said, not your own impressions.",
        "I": "Your own impressions, not what they said.",
    }
    for whose, words in {**printed, "Both": "What they said and your own impressions."}.items():
        app.button_group(key="whose").set_value(whose).run()
        assert not app.exception, app.exception
        assert [line for line in texts(app) if line.startswith("All 30 interviews") and line.endswith(words)]


def test_the_funnel_is_said_and_each_of_its_numbers_opens_its_interviews(
    on_sample: Path, visit: Visit
) -> None:
    app = visit("stops")
    assert plain(app.title[0].value).replace(NBSP, " ") == (
        "Most often it ends in the final round: 11 of 24 that ended short of an offer"
    )
    press(app, "came_to-final_round")
    assert [line for line in bold(app) if line.startswith("**Went") or line.startswith("**Ended")] == [
        "**Went on from here: 3**",
        "**Ended here: 11**",
    ]
    assert "Pennhurst Hospitals Trust, Training coordinator" in texts(app)


def test_the_numbers_of_the_headline_open_their_interviews(on_sample: Path, visit: Visit) -> None:
    app, shown = visit("stops"), len(texts(visit("stops")))
    assert app.button(key="headline-ended").label == "The 24 that ended short of an offer"
    press(app, "headline-ended")
    assert "**Final round: 11**" in bold(app)
    assert len([line for line in texts(app)[shown:] if " · " in line]) == 24
    press(app := visit("stops"), "headline-open")
    assert [line for line in bold(app) if line.startswith("**") and line.endswith(": 1**")] == [
        "**Later interview: 1**",
        "**First interview: 1**",
        "**Screening call: 1**",
    ]


@pytest.mark.parametrize(
    ("key", "line", "lines"),
    [
        ("ended-final_round no_decision", "Final round · no decision", 2),
        ("press-no_offer", "Final round · second place", 9),
        ("press-decided", "days, ", 24),
    ],
    ids=["an ending", "a decision", "a step"],
)
def test_a_count_opens_as_many_interviews_as_it_says(
    key: str, line: str, lines: int, on_sample: Path, visit: Visit
) -> None:
    before = sum(line in text for text in texts(visit("stops")))
    app = press(visit("stops"), key)
    assert (
        sum(line in text or (line == "days, " and "1 day, " in text) for text in texts(app)) - before == lines
    )


def test_the_filters_at_the_side_apply_to_the_funnel(on_sample: Path, visit: Visit) -> None:
    app = visit("stops")
    app.selectbox(key="role").set_value("Training coordinator").run()
    assert not app.exception
    assert any("Training coordinator" in line for line in texts(app))
    whole = [button.label for button in visit("stops").button if str(button.key).startswith("came_to")]
    assert [button.label for button in app.button if str(button.key).startswith("came_to")] != whole


def test_a_log_without_stages_says_what_is_missing(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    with_csv(b"company,role,outcome\nA,B,rejected\n")
    assert visit("stops").title[0].value == "No stage is written down yet"


def test_what_they_say_and_you_do_not_opens_the_words_of_both(on_sample: Path, visit: Visit) -> None:
    app = visit("factors")
    app.button_group(key="factors_view").set_value("They say, I say").run()
    assert plain(app.title[0].value).replace(NBSP, " ") == (
        "Concrete examples: they named it in 5 of 9, and you did not"
    )
    press(app, "press-they_only evidence_examples")
    assert "They named it and you did not in 5 of 9 in which both gave a reason." in bold(app)
    said_by = [line for line in texts(app) if " · " in line]
    assert len([line for line in said_by if line.startswith("Your own impression")]) == 5
    assert len([line for line in said_by if not line.startswith("Your own impression")]) >= 5


def test_below_the_ladder_the_view_says_which_half_is_missing(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(
        b"company,role,interview_date,stage_reached,outcome,feedback,feedback_source\n"
        b"A,B,2026-01-01,final_round,second_place,Your examples were too vague.,interviewer\n"
        b"C,D,2026-02-01,final_round,second_place,Your examples were too vague.,interviewer\n"
    )
    app = visit("factors")
    app.button_group(key="factors_view").set_value("They say, I say").run()
    assert app.title[0].value == "Too few to compare what they say with what you say"
    assert any("your own impression after 0 of 2" in line for line in bold(app))
    assert app.button(key="to_interviews")


def test_a_pair_a_segment_and_a_day_open_the_words_behind_them(on_sample: Path, visit: Visit) -> None:
    app = visit("factors")
    app.button_group(key="factors_view").set_value("Named together").run()
    before = len(texts(app))
    press(app, "press-communication evidence_examples")
    assert {line.split(" · ")[1] for line in texts(app)[before:] if " · " in line} == {
        "Lowmoor Council, 7 April 2026",
        "Bramblecote Foods, 13 January 2026",
    }
    for key in ("segments-role-1", "press-communication"):
        app, shown = visit("factors"), len(texts(visit("factors")))
        assert len(texts(press(app, key))) > shown
    app = visit("factors")
    app.session_state["times-list"] = True  # open: a closed list is not drawn
    app.run()
    day = next(str(button.key) for button in app.button if "Pennhurst" in button.label)
    shown = len(texts(app))
    assert any("Pennhurst Hospitals Trust, 9 October 2025" in line for line in texts(press(app, day))[shown:])


def test_of_very_many_interviews_a_drawer_lists_a_hundred_and_counts_the_others(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    lines = "".join(f"Company {n},Clerk,2026-01-01,applied,rejected\n" for n in range(103))
    with_csv(f"company,role,applied_on,stage_reached,outcome\n{lines}".encode())
    app = press(visit("stops"), "ended-applied rejected")
    assert "And 3 more among your interviews." in texts(app)


def choose(app: AppTest, key: str, value: str) -> AppTest:
    """Choose one of a segmented control."""
    app.button_group(key=key).set_value(value).run()
    assert not app.exception, app.exception
    return app


def test_a_period_is_compared_with_the_one_before_from_ten_a_side_on(on_sample: Path, visit: Visit) -> None:
    app = choose(visit("factors"), "factors_view", "Compared")
    day = "19 March 2026"
    counted = f"Interviews with a reason, however they ended: 10 (before {day}) and 10 (since {day})."
    assert any(line.startswith(counted) for line in bold(app))
    shown = len(texts(app))
    press(app, "sides-evidence_examples")
    assert [line for line in bold(app) if line.startswith("**Named in")] == [
        f"**Named in 5 of 10 (before {day})**",
        f"**Named in 1 of 10 (since {day})**",
    ]
    assert len([line for line in texts(app)[shown:] if " · " in line]) == 6
    app = choose(visit("factors"), "factors_view", "Compared")
    app.date_input(key="sides_day").set_value(dt.date(2026, 9, 1)).run()
    assert app.title[0].value == "Too few to compare"


def test_the_day_a_change_of_the_plan_began_is_offered_as_the_border_of_two_periods(
    on_sample: Path, visit: Visit
) -> None:
    app = choose(visit("factors"), "factors_view", "Compared")
    [border] = [button for button in app.button if str(button.key).startswith("sides_day-")]
    assert plain(border.label) == "Since 4 May 2026: practised STAR answers"
    press(app, str(border.key))
    assert app.date_input(key="sides_day").value == dt.date(2026, 5, 4)
    counted = "Interviews with a reason, however they ended: 12 (before 4 May 2026) and 8 (since 4 May 2026)."
    assert any(line.startswith(counted) for line in bold(app))


def test_a_role_is_compared_with_another_whichever_role_is_chosen_at_the_side(
    on_sample: Path, visit: Visit
) -> None:
    app = choose(visit("factors"), "factors_view", "Compared")
    app.selectbox(key="role").set_value("Learning designer").run()
    app = choose(app, "sides_by", "Role")
    assert app.title[0].value == "Too few to compare"
    assert any(
        "8 (Training coordinator) and 7 (Learning designer). A comparison needs ten" in line
        for line in bold(app)
    )
    assert any(line.startswith("All 30 interviews") for line in texts(app))
    app.selectbox(key="sides_role").set_value("Learning designer").run()
    assert "Learning designer" not in app.selectbox(key="sides_other_role").options
    assert not app.exception


def test_without_two_kinds_or_a_date_there_is_nothing_to_compare(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(
        b"company,role,stage_reached,outcome,feedback,feedback_source\n"
        b"A,B,final_round,second_place,Your examples were too vague.,interviewer\n"
    )
    app = choose(visit("factors"), "factors_view", "Compared")
    assert app.title[0].value == "Nothing to compare"
    assert "No interview with a reason has a date." in bold(app)
    assert "Fewer than two roles are written down." in bold(choose(app, "sides_by", "Role"))
    assert "Fewer than two industries are written down." in bold(choose(app, "sides_by", "Industry"))


@pytest.mark.parametrize("view", ["Named together", "They say, I say", "Compared"])
def test_every_view_of_the_factors_can_be_left_again_where_nothing_was_heard(
    view: str, with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(b"company,role,stage_reached,outcome\nA,B,final_round,second_place\n")
    app = choose(visit("factors"), "factors_view", view)
    assert len(app.title) == 1
    assert choose(app, "factors_view", "One factor").title[0].value == "No factor was heard yet"


@pytest.mark.parametrize("view", ["Named together", "They say, I say", "Compared"])
def test_hostile_roles_and_words_stay_text_in_every_view_and_drawer(
    view: str, with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    quoted = HOSTILE.replace('"', '""')
    lines = [
        f'"{quoted} {n}","{role}{quoted}",2026-01-{n + 1:02},final_round,second_place,'
        f'"{quoted} Your examples were too vague and you were nervous.",{source}'
        for n in range(24)
        for role in ["A" if n % 2 else "B"]
        for source in (("hr_manager", "self") if n < 4 else ("hr_manager",))
    ]
    header = "company,role,interview_date,stage_reached,outcome,feedback,feedback_source"
    with_csv("\n".join([header, *lines]).encode())
    app = choose(visit("factors"), "factors_view", view)
    if view == "Compared":
        app = choose(app, "sides_by", "Role")
        app = press(app, "sides-evidence_examples")
    said = re.sub(r"\\.", "", markdown_of(app))
    for live in ("![x", "](java", "<script", "<img", ":red[red", "$frac", "`code", "www.evil"):
        assert live not in said
