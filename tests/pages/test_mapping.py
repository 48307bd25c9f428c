"""The page that brings a file, further: columns, answers taken back, cells mended, what is remembered, what would change."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from analysis.file_words import ESSENTIAL
from analysis.mapping_words import problems_csv
from data.reading import NO_CHOICES, UPLOAD, read
from data.workspace import open_workspace
from pages.parts.fields import FIELD_WORDS
from tests.pages.test_bringing import HEADER, change_cell, days, drop, feedback_of, keep, table, words

pytestmark = pytest.mark.usefixtures("with_nothing")
Visit = Callable[[str], AppTest]
CASES = Path(__file__).parents[1] / "cases"
BAD_DAY = (
    f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,,\nRook,Clerk,2026-02-31,Screen,Rejected,,\n".encode()
)


def column_order(app: AppTest) -> list[int]:
    """Give the columns in the order in which they stand on the page."""
    return [int(str(box.key).split("-")[1]) for box in app.selectbox if str(box.key).startswith("column-")]


# Columns


def test_columns_that_are_in_doubt_stand_first_with_why_and_three_cells_each(visit: Visit) -> None:
    app = drop(
        visit("start"),
        b"Company,Role,Date,Outcome,Salary,Employer,Job role details\n"
        b"Wren,Curator,2026-03-01,2nd,40k,Wren Holding,x\nRook,Clerk,2026-03-02,2nd,,Rook Holding,y\n",
    )
    assert column_order(app) == [5, 4, 6, 0, 1, 2, 3]
    said = words(app)
    assert 'Kept as your own: "Company" is taken for company, so this stays your own column.' in said
    assert "Wren Holding \u00b7 Rook Holding" in said
    assert "The 4 columns that were understood" in [box.label for box in app.expander]


def test_a_guess_is_called_one(visit: Visit) -> None:
    app = drop(visit("start"), b"Wren,Curator,2026-03-01,Rejected\nRook,Clerk,2026-03-02,Offer\n")
    assert "A guess: read as company, because its cells look like it." in words(app)
    app.pills(key="question-column-header-None").set_value("yes").run()
    assert "A guess: " not in words(app)
    assert table(app, "preview")["Company"].tolist() == ["Wren", "Rook"]


def test_columns_that_were_guessed_wrongly_are_all_set_by_hand(visit: Visit) -> None:
    app = drop(visit("start"), b"Wren,Curator,2026-03-01,Rejected\nRook,Clerk,2026-03-02,Offer\n")
    app.pills(key="question-column-header-None").set_value("no").run()
    assert app.title[0].value == "Nothing could be read from this file"
    app.selectbox(key="column-0-Keep as my own column").set_value("role").run()
    assert table(app, "preview")["Role"].tolist() == ["Wren", "Rook"]


def test_what_a_missing_column_costs_is_said_for_each(visit: Visit) -> None:
    said = words(drop(visit("start"), b"Company,Salary\nWren,40k\nRook,50k\n"))
    assert "No column holds the role. Without it nothing can be compared by role." in said
    assert "No column holds the outcome. Without it nothing can be counted." in said
    assert "No column holds the interview date. Without it nothing can be shown over time." in said
    assert "No column holds the feedback." in said
    assert "No column holds the company" not in said


def test_what_is_missing_is_called_as_in_the_list_of_fields() -> None:
    assert {field: FIELD_WORDS[field].lower() for field in ESSENTIAL} == ESSENTIAL


def test_no_column_can_be_an_answer_and_is_taken_back_by_itself(visit: Visit) -> None:
    app = drop(visit("start"), b"Company,Outcome,Date\nWren,2nd,2026-03-01\n")
    app.pills(key="question-column-role-None").set_value("").run()
    assert "No column holds the role" in words(app)
    assert [pill.key for pill in app.pills] == []
    app.button(key="take-back-none-role").click().run()
    assert [pill.key for pill in app.pills] == ["question-column-role-None"]


def test_notes_are_read_as_what_i_think_when_i_say_so_never_as_feedback(
    visit: Visit, workspace_file: Path
) -> None:
    content = b"Company,Role,Date,Outcome,Feedback,Notes\nWren,Curator,2026-03-01,2nd,You were vague.,I talked far too fast today\n"
    app = drop(visit("start"), content)
    assert feedback_of(app) == {"You were vague."}
    assert "It reads like notes of your own" in words(app)
    app.selectbox(key="column-5-notes").set_value("impression").run()
    assert feedback_of(app) == {"You were vague.", "I talked far too fast today"}
    keep(app)
    opened = open_workspace(workspace_file)
    said = opened.ask("SELECT source, basis, text FROM feedback ORDER BY source", {})
    opened.close()
    assert said.to_numpy().tolist() == [
        ["self", "inferred", "I talked far too fast today"],
        ["unknown", "verbatim", "You were vague."],
    ]


def test_a_column_that_marks_a_stage_stays_one_until_it_is_changed(visit: Visit) -> None:
    content = b"Company,Role,Applied,Phone screen,Final round\nWren,Curator,2026-01-02,yes,yes\nRook,Clerk,2026-01-03,yes,no\n"
    app = drop(visit("start"), content)
    assert table(app, "preview")["Furthest stage"].tolist() == ["Final round", "Screening call"]
    app.selectbox(key="column-4-stage:final_round").set_value("Keep as my own column").run()
    assert table(app, "preview")["Furthest stage"].tolist() == ["Screening call", "Screening call"]
    app.button(key="columns_anew").click().run()
    assert table(app, "preview")["Furthest stage"].tolist() == ["Final round", "Screening call"]


def test_more_than_eight_columns_of_ones_own_are_folded_away(visit: Visit) -> None:
    own = ",".join(f"Own {n}" for n in range(12))
    app = drop(visit("start"), f"Company,Outcome,{own}\nWren,2nd{',x' * 12}\n".encode())
    assert "The other 4 columns to look at" in [box.label for box in app.expander]


# What is remembered


def test_all_that_was_decided_is_there_for_the_next_file_with_these_columns(visit: Visit) -> None:
    content = f"{HEADER}Wren,Curator,03/04/2026,Final round,2nd,You were vague.,\n".encode()
    app = drop(visit("start"), content)
    app.pills(key="question-date_order-Date-None").set_value("mdy").run()
    app.selectbox(key="question-feedback_source-Feedback-None").set_value("recruiter").run()
    keep(app)
    again = drop(
        visit("start"),
        f"{HEADER}Rook,Clerk,05/06/2026,Screen,Rejected,You were late.,\n".encode(),
        name="next.csv",
    )
    said = words(again)
    assert "Read as you decided on 2 November 2026 for a file with these columns." in said
    assert "Dates are written month first: 12/31/2025" in said
    assert "Feedback that does not say so is from: Recruiter" in said
    assert days(again, "Applied") == ["2026-05-06"]
    again.button(key="read_anew").click().run()
    assert "Read as you decided" not in words(again)
    assert [pill.key for pill in again.pills] == ["question-date_order-Date-None"]
    other = drop(visit("start"), b"Company,Date,Outcome\nRook,05/06/2026,Rejected\n", name="other.csv")
    assert "Read as you decided" not in words(other)


def test_reading_anew_and_keeping_forgets_what_was_decided_before(visit: Visit, workspace_file: Path) -> None:
    content = f"{HEADER}Wren,Curator,03/04/2026,Final round,2nd,,\n".encode()
    app = drop(visit("start"), content)
    app.pills(key="question-date_order-Date-None").set_value("mdy").run()
    keep(app)
    again = drop(visit("start"), content, name="next.csv")
    again.button(key="read_anew").click().run()
    keep(again)
    opened = open_workspace(workspace_file)
    assert opened.remembered_decisions() == {}
    opened.close()


def test_the_same_file_with_the_same_answers_is_already_here(visit: Visit) -> None:
    content = (
        f"{HEADER}Wren,Curator,8-Jul,Final round,2nd,,\n"
        "Rook,Clerk,2026-02-31,Screen,Rejected,,\nCrow,Cook,2026-07-01,Screen,Rejected,,\n"
    ).encode()
    app = drop(visit("start"), content)
    app.pills(key="question-date_value-Date-8-Jul").set_value("2026-07-08").run()
    change_cell(app, 0, "c0", "2026-02-28")
    assert days(app, "Applied") == ["2026-07-08", "2026-02-28", "2026-07-01"]
    keep(app)
    again = drop(visit("start"), content, name="again.csv")
    assert days(again, "Applied") == ["2026-07-08", "2026-02-28", "2026-07-01"]
    assert "This file is already here." in words(keep(again))
    longer = drop(visit("start"), content + b"Daw,Clerk,2026-05-05,Screen,Rejected,,\n", name="longer.csv")
    # 8 July of which year is asked again
    assert days(longer, "Applied") == ["", "2026-02-28", "2026-07-01", "2026-05-05"]


def test_a_file_without_a_header_is_like_no_other(visit: Visit) -> None:
    app = drop(visit("start"), b"Wren,Curator,2026-03-01,Rejected\nRook,Clerk,2026-03-02,Offer\n")
    app.pills(key="question-column-header-None").set_value("yes").run()
    keep(app)
    again = drop(visit("start"), b"Clerk,Crow,2026-03-01,Rejected\nCook,Daw,2026-03-02,Offer\n", name="b.csv")
    assert "Read as you decided" not in words(again)
    assert [pill.key for pill in again.pills] == ["question-column-header-None"]


def test_remembered_words_and_columns_are_listed_under_my_data_and_forgotten_one_by_one(visit: Visit) -> None:
    content = f"{HEADER}Wren,Curator,03/04/2026,Final round,Closed [x](y),,\n".encode()
    app = drop(visit("start"), content)
    app.selectbox(key="question-outcome_word-Outcome-Closed [x](y)").set_value("no_decision").run()
    app.pills(key="question-date_order-Date-None").set_value("dmy").run()
    keep(app)
    mine = visit("my_data")
    assert "\u201cclosed [x](y)\u201d means: No decision" in words(mine)
    assert "Files with Company, Role, Date, Stage, Outcome, Feedback and 1 more" in words(mine)
    assert "Decided on 2 November 2026, dates day first: 31/12/2025" in words(mine)
    mine.button(key="forget-word-0").click().run()
    assert "\u201cclosed [x](y)\u201d is forgotten." in words(mine)
    mine.button(key="forget-file-0").click().run()
    assert "Nothing yet. What you answer about a file is remembered here" in words(mine)
    again = drop(visit("start"), content, name="next.csv")
    assert [box.key for box in again.selectbox if str(box.key).startswith("question-")] == [
        "question-outcome_word-Outcome-Closed [x](y)"
    ]


def test_a_word_that_is_taken_back_is_asked_in_the_next_file_too(visit: Visit, workspace_file: Path) -> None:
    opened = open_workspace(workspace_file)
    opened.remember_words({"closed": "no_decision", "parked": "rejected"})
    opened.close()
    app = drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Screen,Closed,,\n".encode())
    assert "parked" not in words(app)  # it does not stand in this file
    app.button(key="take-back-word-closed").click().run()
    keep(app)
    opened = open_workspace(workspace_file)
    assert opened.remembered_words() == {"parked": "rejected"}
    opened.close()


def test_an_answer_that_leaves_no_row_can_be_taken_back(visit: Visit) -> None:
    app = drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Screen,Closed,,\n".encode())
    app.selectbox(key="question-outcome_word-Outcome-Closed").set_value("not_an_application").run()
    assert app.title[0].value == "Nothing could be read from this file"
    app.button(key="take-back-word-closed").click().run()
    assert app.title[0].value == "1\u00a0row read. Is this right?"


# Mending


def test_a_cell_is_mended_in_place_and_the_preview_follows(visit: Visit, workspace_file: Path) -> None:
    app = drop(visit("start"), BAD_DAY)
    editor = app.data_editor[0].value
    assert editor["row"].tolist() == [3]
    assert editor["c0"].tolist() == ["2026-02-31"]
    assert editor["what"].tolist() == [
        '"2026-02-31" is no day of the calendar; a date is written like 2026-03-12.'
    ]
    assert "Your file itself is not changed." in words(app)
    change_cell(app, 0, "c0", "2026-02-28")
    assert "Everything can be read now" in words(app)
    assert "1\u00a0cell corrected." in words(app)
    assert days(app, "Applied") == ["2026-03-01", "2026-02-28"]
    keep(app)
    opened = open_workspace(workspace_file)
    kept = opened.ask("SELECT CAST(applied_on AS VARCHAR) AS day FROM interviews ORDER BY day", {})
    opened.close()
    assert kept.day.tolist() == ["2026-02-28", "2026-03-01"]


def test_a_mended_cell_that_cannot_be_read_either_is_named_as_it_stands_now(visit: Visit) -> None:
    app = change_cell(drop(visit("start"), BAD_DAY), 0, "c0", "=cmd|' /C calc'!A0")
    assert table(app, "problems")["What"].iloc[0].startswith("\"=cmd|' /C calc'!A0\" is no date")
    change_cell(app, 0, "c0", None)  # an empty cell has nothing to be read
    assert "Everything can be read now" in words(app)
    assert days(app, "Applied") == ["2026-03-01", ""]
    app.button(key="mend_back").click().run()
    assert app.data_editor[0].value["c0"].tolist() == ["2026-02-31"]
    assert "1\u00a0thing could not be read" in words(app)


def test_a_cell_written_back_as_it_was_is_not_mended(visit: Visit) -> None:
    app = change_cell(drop(visit("start"), BAD_DAY), 0, "c0", "2026-02-28")
    change_cell(app, 0, "c0", "2026-02-31")
    assert "corrected." not in words(app)
    assert app.session_state["choices"].cells == {}


def test_an_answered_date_and_a_mended_cell_leave_each_other_alone(visit: Visit) -> None:
    content = (
        f"{HEADER}Wren,Curator,8/82019,Final round,2nd,,\nRook,Clerk,8/82019,Screen,Rejected,,\n".encode()
    )
    app = change_cell(drop(visit("start"), content), 0, "c0", "2020-01-01")
    app.pills(key="question-date_value-Date-8/82019").set_value("2019-08-08").run()
    assert days(app, "Applied") == ["2020-01-01", "2019-08-08"]
    app.button(key="take-back-date-8/82019").click().run()
    assert days(app, "Applied") == ["2020-01-01", ""]
    app.button(key="mend_back").click().run()
    app.pills(key="question-date_value-Date-8/82019").set_value("").run()
    assert "\u201c8/82019\u201d is no date" in words(app)
    assert days(app, "Applied") == ["", ""]


def test_reading_anew_lets_go_of_mended_cells(visit: Visit) -> None:
    keep(change_cell(drop(visit("start"), BAD_DAY), 0, "c0", "2026-02-28"))
    again = drop(visit("start"), BAD_DAY + b"Daw,Clerk,2026-05-05,Screen,Rejected,,\n", name="next.csv")
    assert days(again, "Applied") == ["2026-03-01", "2026-02-28", "2026-05-05"]
    again.button(key="read_anew").click().run()
    assert days(again, "Applied") == ["2026-03-01", "", "2026-05-05"]


def test_hostile_cells_and_headers_can_be_mended_and_shown(visit: Visit) -> None:
    content = (
        '":red[x] ![x](http://e.vil)",Company,"Outcome / <script>",Date applied\n'
        '"=1+1","**Crow**","zebra [x](y)",2026-02-31\n'
        '"x\x00y","\u202eDaw",":material/bug:",2026-02-30\n'
        '"z","Jay",Rejected,2026-02-28\n'
    ).encode()
    app = drop(visit("start"), content)
    assert app.data_editor[0].value["c0"].tolist() == ["zebra [x](y)", ":material/bug:"]
    assert app.data_editor[0].value["c1"].tolist() == ["2026-02-31", "2026-02-30"]
    change_cell(app, 0, "c0", "<img src=x onerror=alert(1)> $\\LaTeX$ ![x](http://e.vil)")
    assert table(app, "preview")["Company"].tolist() == ["**Crow**", "Daw", "Jay"]
    assert "1\u00a0cell corrected." in words(app)


def test_the_list_of_problems_runs_no_formula_in_a_spreadsheet() -> None:
    content = b"Company,=Date applied,Outcome\n=1+1,2026-02-31,@SUM(1)\nRook,\"=cmd|' /C calc'!A0\",2nd\n"
    found = read(content, file_name="x.csv", choices=NO_CHOICES, limits=UPLOAD)
    lines = problems_csv(found).decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,Column,What stands there,What is wrong"
    assert lines[1].startswith("2,'=Date applied,2026-02-31,")
    assert lines[2].startswith("2,Outcome,'@SUM(1),")
    assert lines[3].startswith("3,'=Date applied,'=cmd|' /C calc'!A0,")


def test_a_file_of_five_thousand_rows_is_looked_through_page_by_page(visit: Visit) -> None:
    lines = [
        f"Company {n},Clerk,{'2026-02-31' if n % 10 == 0 else '2026-03-01'},Screen,Rejected,,"
        for n in range(5_000)
    ]
    app = drop(visit("start"), (HEADER + "\n".join(lines) + "\n").encode())
    assert len(table(app, "preview")) == 200
    assert "The first 200 of 5,000 rows." in words(app)
    app.button(key="show_more").click().run()
    app.button(key="show_more").click().run()
    assert len(table(app, "preview")) == 5_000
    assert [button.key for button in app.button if button.key == "show_more"] == []
    app.pills(key="preview_which").set_value("To look at").run()
    assert len(table(app, "preview")) == 500
    assert len(app.data_editor[0].value) == 200
    assert "The first 200 of 500 rows." in words(app)


# Keeping


def test_what_would_change_is_shown_before_and_after(visit: Visit) -> None:
    content = (
        "Company,Role,Date,Stage,Outcome,Feedback,Salary\nWren,Curator,2026-03-01,Screen,Pending,{},{}\n"
    )
    keep(drop(visit("start"), content.format("", "40k").encode()))
    later = content.replace("Screen,Pending", "Final round,2nd").format("You were *vague*.", "45k")
    app = drop(visit("start"), later.encode(), name="later.csv")
    assert "Keeping it changes 1\u00a0interview." in words(app)
    assert table(app, "changes").to_numpy().tolist() == [
        ["Wren, Curator", "Furthest stage", "Screening call", "Final round"],
        ["Wren, Curator", "Outcome", "Still open", "Second place"],
        ["Wren, Curator", "Salary", "40k", "45k"],
        ["Wren, Curator", "Feedback", "", "You were *vague*."],
    ]


def test_what_was_kept_is_said_with_the_next_step_and_undone_right_there(
    visit: Visit, workspace_file: Path
) -> None:
    app = keep(
        drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,You were vague.,HR\n".encode())
    )
    assert "Saved: 1\u00a0interview new." in words(app)
    assert app.button(key="kept_next").label == "Look at what was heard"
    app.button(key="kept_undo").click().run()
    assert "1\u00a0interview and 1\u00a0text of feedback are gone." in words(app)
    assert "You keep getting to the final round" in app.title[0].value
    opened = open_workspace(workspace_file)
    assert opened.imports().empty
    opened.close()


def test_after_an_import_without_feedback_the_next_step_is_the_debrief(visit: Visit) -> None:
    app = keep(drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,,\n".encode()))
    assert app.button(key="kept_next").label == "Say how they ended"
    app.button(key="kept_close").click().run()
    assert "Saved:" not in words(app)


def test_the_file_is_compared_once_as_long_as_nothing_changes(visit: Visit) -> None:
    app = drop(visit("start"), BAD_DAY)
    compared = app.session_state["_preview"]
    app.run()
    assert app.session_state["_preview"] is compared
    change_cell(app, 0, "c0", "2026-02-28")
    assert app.session_state["_preview"] is not compared


def test_every_awkward_file_can_be_looked_at(visit: Visit) -> None:
    app = visit("start")
    for file in sorted(CASES.glob("*.csv")):
        drop(app, file.read_bytes(), name=file.name)
        assert app.title[0].value.endswith(("Is this right?", "Nothing could be read from this file")), file
        app.button(key="put_away").click().run()


def test_another_sheet_of_a_workbook_can_be_chosen(visit: Visit) -> None:
    book = openpyxl.Workbook()
    for name, company in (("2025", "Wren"), ("2026", "Heron")):
        sheet = book.create_sheet(name)
        sheet.append(["Company", "Role", "Outcome"])
        sheet.append([company, "Curator", "2nd"])
    content = io.BytesIO()
    book.save(content)
    app = drop(visit("start"), content.getvalue(), name="jobs.xlsx")
    assert app.selectbox(key="sheet-2025").options == ["2025", "2026"]
    app.selectbox(key="sheet-2025").set_value("2026").run()
    assert table(app, "preview")["Company"].tolist() == ["Heron"]


def test_feedback_in_a_file_of_its_own_joins_and_what_joins_none_can_be_added(visit: Visit) -> None:
    keep(drop(visit("start"), f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,,\n".encode()))
    app = drop(
        visit("start"),
        b"Company,Role,HR feedback\nWren,Curator,Too quiet.\nFinch,Cook,Not here.\n",
        name="feedback.csv",
    )
    said = words(app).replace("\u00a0", " ")
    assert "Keeping it changes 1 interview." in said
    assert (
        "This file brings feedback for interviews you have. 1 piece is about none of them and stays out."
        in said
    )
    app.checkbox(key="add-unjoined-False").check().run()
    assert "Keeping it adds 1 interview and changes 1." in words(app).replace("\u00a0", " ")
