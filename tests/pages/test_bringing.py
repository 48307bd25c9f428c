"""Bringing a file: what was understood, what is asked, what cannot be read, and what keeping it does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest

from data.workspace import open_workspace
from tests.pages.conftest import plain

pytestmark = pytest.mark.usefixtures("with_nothing")
Visit = Callable[[str], AppTest]
HEADER = "Company,Role,Date,Stage,Outcome,Feedback,Feedback from\n"


def drop(app: AppTest, content: bytes, *, name: str = "mine.csv") -> AppTest:
    """Drop a file on the start page."""
    app.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not app.exception, app.exception
    return app


def keep(app: AppTest) -> AppTest:
    """Press "Keep these interviews"."""
    app.button(key="keep").click().run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    """Give everything the page says."""
    return "\n".join(
        str(getattr(e, "value", ""))
        for kind in ("title", "header", "markdown", "text")
        for e in app.get(kind)
    )


def feedback_of(app: AppTest) -> set[str]:
    """Give the feedback of the first row in the preview."""
    return set(table(app, "preview")["Feedback"].iloc[0].split(" / "))


TABLES = {
    "preview": "The rows of the file as interviews",
    "problems": "What could not be read, with row and column",
    "changes": "What would change in interviews that are here, before and after",
}


def table(app: AppTest, name: str) -> pd.DataFrame:
    """Give a table of the page."""
    return next(shown.value for shown in app.dataframe if shown.proto.alt == TABLES[name])


def days(app: AppTest, column: str) -> list[str]:
    """Give a column of days in the preview, "" where there is none."""
    return ["" if pd.isna(day) else str(day)[:10] for day in table(app, "preview")[column]]


def change_cell(app: AppTest, row: int, column: str, text: str | None) -> AppTest:
    """Write into a cell of the table of cells to mend, as the editor says it."""
    key = str(app.data_editor[0].key)
    app.session_state[key] = {"edited_rows": {row: {column: text}}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception, app.exception
    return app


def test_a_file_is_shown_before_anything_is_kept(visit: Visit, workspace_file: Path) -> None:
    app = drop(
        visit("start"),
        f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,Your examples were vague.,HR\n".encode(),
    )
    assert app.title[0].value == "1\u00a0row read. Is this right?"
    assert "Keeping it adds 1\u00a0interview." in words(app)
    app.button(key="put_away").click().run()
    assert "You keep getting to the final round" in app.title[0].value


def test_keeping_a_file_says_so_and_shows_what_was_found(visit: Visit) -> None:
    app = keep(
        drop(
            visit("start"),
            f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,Your examples were vague.,HR\n".encode(),
        )
    )
    assert "Saved: 1\u00a0interview new." in words(app)
    assert app.title[0].value.startswith("You came second once in 1\u00a0final")


def test_a_press_while_a_file_is_kept_waits_until_it_is_written(
    visit: Visit, workspace_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,,\n".encode())
    drawn: list[float] = []

    def pressed(_bar: object, done: float, **_: object) -> None:
        drawn.append(done)
        raise RerunException(RerunData())  # as Streamlit does where something else was pressed

    monkeypatch.setattr(DeltaGenerator, "progress", pressed)
    app = keep(app)
    assert drawn == [1.0]
    assert "Saved: 1\u00a0interview new." in words(app)
    with closing(open_workspace(workspace_file)) as opened:
        assert len(opened.imports()) == 1


def test_an_undecided_day_and_month_is_asked_and_the_answer_read(visit: Visit) -> None:
    app = drop(
        visit("start"),
        f"{HEADER}Wren,Curator,03/04/2026,Final round,2nd,,\nRook,Clerk,05/06/2026,Screen,Rejected,,\n".encode(),
    )
    app.pills(key="question-date_order-Date-None").set_value("dmy").run()
    assert not app.exception
    assert [pill.key for pill in app.pills] == []
    assert days(app, "Applied") == ["2026-04-03", "2026-06-05"]


def test_an_outcome_word_that_can_mean_two_things_is_asked_once_and_remembered(
    visit: Visit, workspace_file: Path
) -> None:
    content = f"{HEADER}Wren,Curator,2026-03-01,Final round,Closed,,\nRook,Clerk,2026-04-01,Screen,Closed,,\n".encode()
    app = drop(visit("start"), content)
    asked = [box for box in app.selectbox if str(box.key).startswith("question-outcome_word")]
    assert len(asked) == 1
    asked[0].set_value("no_decision").run()
    keep(app)
    again = drop(visit("start"), content.replace(b"Rook", b"Crow"), name="next.csv")
    assert not [box for box in again.selectbox if str(box.key).startswith("question-outcome_word")]
    assert list(table(again, "preview")["Outcome"]) == ["No decision", "No decision"]


def test_a_column_can_be_made_another_field_and_is_so_in_the_next_file(visit: Visit) -> None:
    content = b"Company,Role,Date,Outcome,Gossip\nWren,Curator,2026-03-01,2nd,Your examples were vague.\n"
    app = drop(visit("start"), content)
    assert list(table(app, "preview")["Feedback"]) == [""]
    box = next(box for box in app.selectbox if box.key == "column-4-Keep as my own column")
    box.set_value("feedback").run()
    assert list(table(app, "preview")["Feedback"]) == ["Your examples were vague."]
    keep(app)
    again = drop(visit("start"), content.replace(b"Wren", b"Rook"), name="next.csv")
    assert list(table(again, "preview")["Feedback"]) == ["Your examples were vague."]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"   \n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
        (b"%PDF-1.7\n" + bytes(200), "PDF"),
        (b"PK\x03\x04" + bytes(200), "CSV"),
        (b"Company,Role,Outcome\n", "row"),
    ],
)
def test_a_file_nothing_can_be_read_from_is_answered_in_a_sentence(
    content: bytes, sentence: str, visit: Visit
) -> None:
    app = drop(visit("start"), content)
    assert app.title[0].value == "Nothing could be read from this file"
    assert sentence.casefold() in words(app).casefold()
    assert "Nothing was changed." in words(app)
    app.button(key="put_away").click().run()
    assert "You keep getting to the final round" in app.title[0].value


def test_a_problem_names_its_row_its_column_and_what_stands_there(visit: Visit) -> None:
    app = drop(
        visit("start"),
        f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,,\nRook,Clerk,2026-02-31,Screen,Rejected,,\n".encode(),
    )
    problem = table(app, "problems").iloc[0]
    assert (problem["Row"], problem["Column"]) == ("3", "Date")
    assert '"2026-02-31"' in problem["What"]


def test_interviews_without_a_second_place_say_what_one_is(visit: Visit) -> None:
    keep(drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Screen,Rejected,,\n".encode()))
    app = visit("second_place")
    assert app.title[0].value == "No second place among these interviews"


def test_second_places_without_feedback_lead_to_asking(visit: Visit) -> None:
    keep(
        drop(
            visit("start"),
            f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,N/A,\nRook,Clerk,2026-04-01,Final round,2nd,,\n".encode(),
        )
    )
    app = visit("second_place")
    assert plain(app.title[0].value) == "You came second twice. Nobody has told you why yet."
    assert "Rook, Clerk" in words(app)


def test_a_rejected_final_is_never_guessed_and_a_tick_makes_it_a_second_place(
    visit: Visit, workspace_file: Path
) -> None:
    app = keep(
        drop(
            visit("start"),
            f"{HEADER}Wren,Curator,2026-03-01,Final round,Rejected,,\nRook,Clerk,2026-04-01,Final round,Rejected,,\n".encode(),
        )
    )
    assert plain(app.title[0].value) == "2\u00a0interviews, no second place yet."
    ticks = [box for box in app.checkbox if "I came second here" in box.label]
    assert len(ticks) == 2
    ticks[0].set_value(True)
    next(button for button in app.button if button.label == "Keep these answers").click().run()
    assert app.title[0].value.startswith("You came second once")
    assert len([box for box in app.checkbox if "I came second here" in box.label]) == 1


def test_the_sample_makes_room_for_ones_own_interviews(visit: Visit, with_sample: Path) -> None:
    app = visit("start")
    keep(drop(app, f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,,\n".encode()))
    opened = open_workspace(with_sample)
    assert opened.ask("SELECT company FROM interviews", {}).company.tolist() == ["Wren"]
    opened.close()


def test_taking_one_feedback_column_out_keeps_the_others(visit: Visit) -> None:
    content = b"Company,Outcome,Feedback 1,Feedback 2,HR feedback,Jottings\nWren,2nd,one,two,three,four\n"
    app = drop(visit("start"), content)
    assert feedback_of(app) == {"one", "two", "three"}
    app.selectbox(key="column-3-feedback").set_value("Keep as my own column").run()
    assert feedback_of(app) == {"one", "three"}
    app.selectbox(key="column-5-Keep as my own column").set_value("feedback").run()
    assert feedback_of(app) == {"one", "three", "four"}


def test_an_answer_can_be_taken_back(visit: Visit) -> None:
    app = drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Final round,Closed,,\n".encode())
    next(box for box in app.selectbox if str(box.key).startswith("question-outcome_word")).set_value(
        "no_decision"
    ).run()
    assert "\u201cclosed\u201d means: No decision" in words(app)
    app.button(key="take-back-word-closed").click().run()
    assert [box for box in app.selectbox if str(box.key).startswith("question-outcome_word")]


def test_the_sample_never_joins_interviews_that_came_meanwhile(visit: Visit, workspace_file: Path) -> None:
    early = visit("start")
    keep(drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Screen,Rejected,,\n".encode()))
    early.button(key="load_sample").click().run()
    assert "the sample was left out" in words(early)
    assert "1\u00a0interview" in early.title[0].value


def test_a_column_of_ones_own_is_a_filter_and_is_printed(visit: Visit, workspace_file: Path) -> None:
    lines = "".join(f"C{n},Curator,2026-0{n}-01,2nd,{'high' if n < 3 else 'low'}\n" for n in range(1, 8))
    keep(drop(visit("start"), f"Company,Role,Interview date,Outcome,Mood\n{lines}".encode()))
    app = visit("interviews")
    app.selectbox(key="own_column").set_value("Mood").run()
    app.selectbox(key="own_value-Mood").set_value("high").run()
    assert app.title[0].value.replace("\u00a0", " ") == "2 interviews"
    assert "Mood: high" in words(app)


def test_what_was_deleted_is_left_out_of_the_next_file_and_comes_back_with_a_tick(
    visit: Visit, workspace_file: Path
) -> None:
    log = f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,Too quiet for us.,recruiter\n"
    keep(drop(visit("start"), log.encode()))
    with closing(open_workspace(workspace_file)) as opened:
        opened.delete_feedback(opened.ask("SELECT feedback_id FROM feedback", {}).feedback_id[0])
    assert "1\u00a0text of feedback you deleted" in words(visit("my_data"))
    log += "Heron,Clerk,2026-04-01,Screen,Rejected,,\n"
    app = drop(visit("start"), log.encode())
    assert "1\u00a0text you deleted is left out." in words(app)
    assert [shown for shown in app.dataframe if shown.proto.alt == TABLES["changes"]] == []
    app.checkbox(key="with-deleted-False").check().run()
    assert "left out" not in words(app)
    assert table(app, "changes")["After"].tolist() == ["Too quiet for us."]
    app.checkbox(key="with-deleted-True").uncheck().run()
    keep(app)
    assert "1\u00a0text you deleted is left out." in words(app)
    mine = visit("my_data")
    mine.button(key="forget-deleted").click().run()
    assert "Nothing yet. What you answer about a file is remembered here" in words(mine)
