"""What a person decides about a mention: it wins, it is counted at once, and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from analysis.debrief import INTERNAL_WORDS
from data.records import Feedback
from data.workspace import open_workspace
from tests.conftest import NOON
from tests.pages.conftest import plain

Visit = Callable[[str], AppTest]
ONE = (
    b"Company,Role,Date,Stage,Outcome,Feedback,Feedback from\n"
    b"Wren,Curator,2026-03-01,Final round,2nd,We wanted more concrete examples.,HR\n"
)


def heard(app: AppTest) -> str:
    """Give what the page says was heard."""
    return plain("\n".join(element.value for element in app.markdown))


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_a_confirmed_mention_stays_counted_and_can_be_taken_back(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(ONE)
    app = visit("feedback")
    assert app.title[0].value == "1\u00a0text to look at"
    press(app, "Yes")
    assert "You said: **Concrete examples**, a gap" in heard(app)
    press(app, "Take it back")
    assert "You said" not in heard(app)


def test_a_rejected_mention_is_counted_no_more(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    with_csv(ONE)
    press(press(visit("feedback"), "No"), "Done, next text")
    assert (
        plain(visit("second_place").title[0].value) == "You came second once. Nobody has given a reason yet."
    )


def test_a_changed_mention_is_counted_as_what_the_person_said(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(ONE)
    app = press(visit("feedback"), "Something else")
    box = next(box for box in app.selectbox if box.label == "It was about")
    box.set_value("preparation")
    press(app, "Change it")
    assert "You said: **Preparation**, a gap" in heard(app)
    assert "Heard as: **Preparation**, a gap" in heard(visit("second_place"))


def test_what_was_missed_can_be_added(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    with_csv(ONE)
    app = visit("feedback")
    boxes = [box for box in app.selectbox if box.label == "It was about"]
    boxes[-1].set_value("enthusiasm")
    press(app, "Add it")
    assert "You said: **Interest in the job**, a gap" in heard(app)


def test_a_text_that_was_looked_at_leaves_the_queue(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    with_csv(ONE)
    app = press(visit("feedback"), "Yes, next text")
    assert app.title[0].value == "You have looked at every text"


def test_of_very_many_quotes_the_latest_stand_and_more_are_asked_for(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    rows = "".join(
        f"Company {n},Clerk,2026-01-{n:02},final round,second place,Your examples were too general.\n"
        for n in range(1, 16)
    )
    with_csv(f"company,role,interview_date,stage_reached,outcome,feedback\n{rows}".encode())
    app = visit("factors")
    assert len([b for b in app.button if b.label == "Whole feedback"]) == 12
    assert "The latest 12 of 15 texts." in [text.value for text in app.text]
    next(b for b in app.button if b.label == "Show more").click().run()
    assert len([b for b in app.button if b.label == "Whole feedback"]) == 15
    assert not [b for b in app.button if b.label == "Show more"]


MIXED = (
    ONE
    + "Hahn,Planner,2026-03-02,Final round,2nd,Leider kein Feedback aus rechtlichen Gründen,HR\n"
    "Amsel,Planner,2026-03-03,Final round,2nd,zu lang und wenig strukturiert,HR\n".encode()
)
NOT_IN_ENGLISH = "2 of 3 texts are not in English: not read, and counted only where you mark them yourself."


def told(app: AppTest) -> str:
    """Give what a page says in plain text."""
    return plain("\n".join(element.value for element in app.text)).replace("\u00a0", " ")


def test_texts_that_are_not_read_are_told_where_denominators_are_and_can_be_marked_by_hand(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(MIXED)
    for page in ("start", "second_place", "feedback"):
        assert NOT_IN_ENGLISH in told(visit(page))
    app = press(visit("feedback"), "Read and mark them yourself")
    marks = [button.key for button in app.button if button.label == "Mark what was said"]
    assert len(marks) == 2
    app = press(app, "Mark what was said")
    assert "Not read by the program: German." in heard(app)


def test_where_all_is_in_english_nothing_is_said_of_languages(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(ONE)
    app = visit("feedback")
    assert "English" not in told(app)
    assert "Read and mark them yourself" not in [button.label for button in app.button]


def test_the_note_that_an_answer_stands_for_is_no_text_to_look_at_and_no_quote(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    opened = open_workspace(with_csv(ONE))
    interview = opened.ask("SELECT interview_id FROM interviews", {}).interview_id[0]
    note = Feedback(
        interview_id=interview, source="hr_manager", basis="paraphrase", text=INTERNAL_WORDS, received_on=None
    )
    opened.mark_reviewed(opened.save_feedback(note, at=NOON), at=NOON)
    opened.close()
    app = visit("feedback")
    assert app.title[0].value == "1\u00a0text to look at"
    assert app.get("progress")[0].proto.text == "0 of 1 looked at"
    app.segmented_control(key="feedback_view").set_value("All texts").run()
    assert "Your note · Wren" in told(app)


def test_protected_ground_that_a_person_marks_becomes_no_advice(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(ONE.replace(b"We wanted more concrete examples.", b"The accsent was there."))
    app = visit("feedback")
    next(box for box in app.selectbox if box.label == "It was about").set_value("communication")
    press(app, "Add it")
    assert "You said: **Clear, short answers**" in heard(app)
    factors = visit("factors")
    assert "How to practise" not in heard(factors)
    assert "Clear, short answers, not something to change" in plain(factors.title[0].value)
