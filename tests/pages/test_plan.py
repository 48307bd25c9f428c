"""The plan, as a person keeps it: a change added, mended, taken away and brought back; the sheet for the next interview."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis.tables import each
from data.records import Interview, Practice
from data.workspace import open_workspace
from tests.conftest import NOON, TODAY
from tests.pages.conftest import plain

Visit = Callable[[str], AppTest]
HOSTILE = "![x](http://evil.example/a.png) <script>alert(1)</script> :red[red] www.evil.example"
TWO = b"""record_id,company,role,interview_date,stage_reached,outcome
1,Wren,Clerk,2026-05-01,final_round,second_place
2,Rook,Keeper,2026-09-01,screen,pending
"""


def kept(path: Path) -> list[tuple[str, dt.date, str]]:
    """Give the changes as they are kept, the latest first."""
    opened = open_workspace(path)
    rows = opened.ask("SELECT factor, started_on, what FROM practice ORDER BY started_on DESC, what", {})
    opened.close()
    return [(row.factor, row.started_on.date(), row.what) for row in each(rows)]


def title(app: AppTest) -> str:
    return plain(app.title[0].value).replace("\u00a0", " ")


def texts(app: AppTest) -> list[str]:
    return [element.value.replace("\u00a0", " ") for element in app.text]


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_the_sample_shows_one_change_that_fades_as_counts_with_their_range(
    on_sample: Path, visit: Visit
) -> None:
    app = visit("plan")
    assert title(app) == "Concrete examples: named in 6 of 12 interviews before, in 0 of 8 since."
    assert "From 4 May 2026: practised STAR answers" in texts(app)
    assert "Before: 6 of 12 (50 %, 25 to 75)" in texts(app)
    assert "Since: 0 of 8 (0 %, 0 to 32)" in texts(app)
    assert any(words.value.startswith("**Fading.**") for words in app.markdown)


def test_what_they_said_since_stands_behind_a_press(on_sample: Path, visit: Visit) -> None:
    app = press(visit("plan"), "What they said since")
    assert "Not named since." in [words.value for words in app.markdown]
    assert any("real example with a result" in words for words in texts(app))


def test_a_factor_of_the_focus_list_is_put_in_the_plan_and_taken_back(
    with_sample: Path, visit: Visit
) -> None:
    app = visit("second_place")
    assert "In your plan since 4 May 2026: practised STAR answers" in texts(app)
    app.button(key="plan-communication").click().run()
    app.switch_page("pages/seeker/plan.py").run()
    assert app.selectbox(key="plan_factor").value == "communication"
    app.date_input(key="plan_day").set_value(dt.date(2026, 9, 1))
    app.text_input(key="plan_what").set_value("  answers   in ninety seconds ")
    press(app, "Put it in my plan")
    assert kept(with_sample)[0] == ("communication", dt.date(2026, 9, 1), "answers in ninety seconds")
    assert title(app).startswith("Clear, short answers: named in ")
    assert "In your plan. From 1 September 2026: answers in ninety seconds" in texts(app)
    assert "plan_what" not in [field.key for field in app.text_input]
    press(app, "Undo")
    assert [factor for factor, _, _ in kept(with_sample)] == ["evidence_examples"]


def test_a_change_is_mended_and_the_mending_undone(with_sample: Path, visit: Visit) -> None:
    app = visit("plan")
    what = next(field for field in app.text_input if (field.key or "").startswith("mend-"))
    what.set_value("six stories on a page each")
    press(app, "Keep the change")
    assert kept(with_sample) == [("evidence_examples", dt.date(2026, 5, 4), "six stories on a page each")]
    press(app, "Undo")
    assert kept(with_sample) == [("evidence_examples", dt.date(2026, 5, 4), "practised STAR answers")]
    assert "From 4 May 2026: practised STAR answers" in texts(app)


def test_a_mending_is_not_undone_once_the_change_is_gone(with_sample: Path, visit: Visit) -> None:
    opened = open_workspace(with_sample)
    opened.save_interview(
        Interview(company="Mine", outcome="pending"), at=NOON
    )  # the page is not empty after
    opened.close()
    app = visit("plan")
    next(field for field in app.text_input if (field.key or "").startswith("mend-")).set_value("six stories")
    press(press(press(app, "Keep the change"), "Remove the sample"), "Undo")
    assert kept(with_sample) == []


def test_a_change_is_taken_away_and_brought_back_as_the_samples_own(with_sample: Path, visit: Visit) -> None:
    app = press(visit("plan"), "Take it away")
    assert kept(with_sample) == []
    assert title(app) == "What will you do differently next time?"
    press(app, "Undo")
    assert len(kept(with_sample)) == 1
    press(app, "Remove the sample")
    assert kept(with_sample) == []


def test_a_change_without_words_or_factor_is_not_kept_and_says_why(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(TWO)
    app = visit("plan")
    press(app, "Put it in my plan")
    assert "Choose what you work on. Nothing was kept." in texts(app)
    app.selectbox(key="plan_factor").set_value("communication")
    press(app, "Put it in my plan")
    assert "Say in a few words what you do differently. Nothing was kept." in texts(app)
    assert kept(path) == []


def test_where_nobody_gave_a_reason_the_page_counts_nothing_and_still_prepares(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(TWO)
    opened = open_workspace(path)
    opened.save_practice(Practice(factor="communication", started_on=dt.date(2026, 6, 1), what="shorter"))
    opened.close()
    app = visit("plan")
    assert title(app) == "Clear, short answers: no interview with a reason since you changed something."
    assert not app.get("plotly_chart")
    assert "What would you like to hear more about from me?" in texts(app)
    assert "No second place has a reason yet, so nothing can be said to recur." in [
        plain(words.value) for words in app.markdown
    ]


def test_an_open_interview_fills_the_sheet_and_another_one_empties_it(on_sample: Path, visit: Visit) -> None:
    app = visit("plan")
    app.selectbox(key="sheet_open").set_value(_open(on_sample)).run()
    assert app.selectbox(key="sheet_company").value == "Harbourside Dental Group"
    assert app.selectbox(key="sheet_format").value == "video"
    words = [plain(element.value).replace("\u00a0", " ") for element in app.markdown]
    assert "For Harbourside Dental Group, Learning and development partner" in [
        plain(heading.value) for heading in app.subheader
    ]
    assert any(
        "Counted in 5 second places with a reason, those in roles with “learning”, “development” or “partner”."
        in line
        for line in words
    )
    app.selectbox(key="sheet_open").set_value("another").run()
    assert app.selectbox(key="sheet_company").value is None


def _open(path: Path) -> str:
    opened = open_workspace(path)
    rows = opened.ask("SELECT interview_id FROM interviews WHERE company = 'Harbourside Dental Group'", {})
    opened.close()
    return rows.interview_id.iloc[0]


def test_the_last_time_at_a_company_is_told(on_sample: Path, visit: Visit) -> None:
    app = visit("plan")
    app.selectbox(key="sheet_company").set_value("Lowmoor Council").run()
    assert not app.exception
    assert any(
        words.startswith("Lowmoor Council, Learning and development partner, 7 April 2026: second place")
        for words in texts(app)
    )


def test_a_quote_stands_on_the_sheet_only_when_it_is_ticked(on_sample: Path, visit: Visit) -> None:
    app = visit("plan")
    before = sum("specific example" in words for words in texts(app))
    app.session_state["sheet_quotes"] = True  # the list is opened
    app.run()
    offered = sum("specific example" in words for words in texts(app))
    assert offered > before
    next(box for box in app.checkbox if plain(box.label) == "Concrete examples").check().run()
    assert not app.exception
    assert sum("specific example" in words for words in texts(app)) == offered + 1
    app.session_state["sheet_quotes"] = False  # and closed: what was ticked stands
    app.run()
    assert sum("specific example" in words for words in texts(app)) == before + 1


def test_hostile_words_in_a_change_and_in_the_fields_stay_text(with_sample: Path, visit: Visit) -> None:
    opened = open_workspace(with_sample)
    opened.save_practice(Practice(factor="communication", started_on=TODAY, what=HOSTILE))
    opened.close()
    app = visit("start")
    app.session_state["sheet_company"] = HOSTILE  # as it is once it was typed
    app.session_state["sheet_role"] = HOSTILE
    app.switch_page("pages/seeker/plan.py").run()
    assert not app.exception
    assert any(HOSTILE in words for words in texts(app))
    said = "\n".join(re.sub(r"\\.", "", str(element.value)) for element in app.markdown)
    for live in ("![x", "<script", ":red[red", "www.evil"):
        assert live not in said


@pytest.mark.parametrize("whose", ["I", "Both"])
def test_the_plan_counts_whose_words_are_asked_for(whose: str, on_sample: Path, visit: Visit) -> None:
    app = visit("plan")
    control: Any = next(control for control in app.get("button_group") if control.key == "whose")
    control.set_value([whose]).run()
    assert not app.exception
    assert title(app).startswith("Concrete examples:")
