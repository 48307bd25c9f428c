"""The debrief: a card an interview, what each answer keeps, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from data.workspace import open_workspace
from tests.pages.conftest import plain
from tests.pages.test_every_page import HOSTILE

Visit = Callable[[str], AppTest]
HEADER = "Company,Role,Date,Stage,Outcome,Feedback,Feedback from\n"
WREN = "Wren,Curator,2026-03-01,Final round,Rejected,,\n"
ROOK = "Rook,Clerk,2026-02-01,Later interview,Pending,,\n"
CROW = "Crow,Keeper,2026-01-01,Final round,2nd,,\n"
MAIL = """From: Anna Lee <anna@acme.example>
Sent: Tuesday, 3 March 2026 10:12
Subject: Your application

Dear Sam,

We wanted more concrete examples.

Kind regards,
Anna Lee
"""


def bring(with_csv: Callable[[bytes], Path], *lines: str) -> Path:
    """Bring a tracker's export."""
    return with_csv((HEADER + "".join(lines)).encode())


def widget(app: AppTest, kind: str, start: str) -> Any:
    """Give the first widget whose key starts so."""
    return next(each for each in app.get(kind) if str(each.key).startswith(start))


def answer(app: AppTest, kind: str, start: str, value: object) -> AppTest:
    """Give a widget a value."""
    widget(app, kind, start).set_value(value).run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, start: str) -> AppTest:
    """Press the first button whose key starts so."""
    widget(app, "button", start).click().run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    """Give everything the page says."""
    kinds = ("title", "header", "markdown", "text")
    return plain(
        "\n".join(str(getattr(each, "value", "")) for kind in kinds for each in app.get(kind))
    ).replace("\u00a0", " ")


def shown(app: AppTest) -> str:
    """Give the name on the card."""
    return plain(app.header[0].value)


def kept(path: Path, question: str) -> list[tuple]:
    """Ask the workspace file."""
    opened = open_workspace(path)
    rows = opened.ask(question, {})
    opened.close()
    return [tuple(str(value) for value in row) for row in rows.itertuples(index=False)]


INTERVIEWS = "SELECT company, stage_reached, outcome FROM interviews ORDER BY company"
TEXTS = "SELECT source, basis, coalesce(strftime(received_on, '%Y-%m-%d'), '-') AS day, text FROM feedback ORDER BY text"


def test_the_latest_card_comes_first_and_tells_how_far_the_debrief_is(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    bring(with_csv, CROW, ROOK, WREN)
    app = visit("debrief")
    assert app.title[0].value == "3\u00a0interviews to complete"
    assert shown(app) == "Wren, Curator"
    assert "0 of 3 done" in words(app)
    assert [plain(button.label) for button in app.button][-3:] == [
        "Keep",
        "Skip",
        "Not a final, take it off the list",
    ]


def test_somebody_else_got_it_is_a_second_place_and_can_be_undone(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN, ROOK)
    app = press(answer(visit("debrief"), "button_group", "who-", "other"), "keep-")
    assert "Wren, Curator: now second place." in words(app)
    assert "1 of 2 done" in words(app)
    assert shown(app) == "Rook, Clerk"
    assert kept(path, INTERVIEWS)[1] == ("Wren", "final_round", "second_place")
    app = press(app, "undo_last")
    assert shown(app) == "Wren, Curator"
    assert "0 of 2 done" in words(app)
    assert widget(app, "button_group", "who-").value == "other"
    assert kept(path, INTERVIEWS)[1] == ("Wren", "final_round", "rejected")


def test_a_second_place_needs_a_final_and_says_so(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = bring(with_csv, ROOK)
    app = press(answer(visit("debrief"), "button_group", "who-", "other"), "keep-")
    assert "Say first whether it was the final round" in words(app)
    assert kept(path, INTERVIEWS) == [("Rook", "later_interview", "pending")]
    press(answer(app, "button_group", "final-", "yes"), "keep-")
    assert kept(path, INTERVIEWS) == [("Rook", "final_round", "second_place")]


def test_a_pasted_mail_is_coded_before_it_is_kept_and_its_frame_set_aside(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN)
    app = answer(visit("debrief"), "text_area", "words-", MAIL)
    assert "Heard as: **Concrete examples**, a gap" in words(app)
    assert plain(app.expander[0].label) == "Set aside, and not kept: header, greeting and signature"
    assert "Kind regards,\nAnna Lee" in words(app)
    assert widget(app, "date_input", "when-").value == dt.date(2026, 3, 3)
    answer(app, "selectbox", "source-", "hr_manager")
    answer(app, "selectbox", "basis-", "verbatim")
    answer(app, "text_area", "own-", "I was tired.")
    app = press(answer(app, "button_group", "who-", "other"), "keep-")
    assert kept(path, TEXTS) == [
        ("self", "inferred", "-", "I was tired."),
        ("hr_manager", "verbatim", "2026-03-03", "We wanted more concrete examples."),
    ]
    assert app.title[0].value == "Nothing is left to complete"
    assert "You came second once. 1 of 1 has a reason." in words(app)


def test_everything_pasted_can_be_kept(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = bring(with_csv, WREN)
    app = answer(visit("debrief"), "text_area", "words-", MAIL)
    press(answer(app, "checkbox", "whole-", True), "keep-")
    assert kept(path, TEXTS)[0][3] == MAIL.strip()


def test_a_reason_in_what_was_set_aside_is_pointed_out(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    bring(with_csv, WREN)
    app = answer(
        visit("debrief"),
        "text_area",
        "words-",
        "Thank you, that helps.\n\nOn 3 Mar 2026, Anna Lee wrote:\n> We wanted more concrete examples.",
    )
    assert "A reason may stand in what was set aside." in words(app)
    assert app.expander[0].proto.expanded


def test_words_pasted_in_the_moment_of_keeping_are_shown_first(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN)
    app = visit("debrief")
    widget(app, "text_area", "words-").set_value("We wanted more concrete examples.")
    app = press(app, "keep-")
    assert "Look at what is kept of their words" in words(app)
    assert kept(path, TEXTS) == []
    press(app, "keep-")
    assert len(kept(path, TEXTS)) == 1


def test_an_internal_candidate_is_a_reason_that_the_person_accepted(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN)
    app = answer(visit("debrief"), "button_group", "who-", "internal")
    press(answer(app, "selectbox", "source-", "recruiter"), "keep-")
    assert kept(path, TEXTS) == [("recruiter", "paraphrase", "-", "It went to an internal candidate.")]
    mentions = "SELECT factor, polarity, status FROM mentions"
    visit("start")
    assert kept(path, mentions) == [("internal_candidate", "neutral", "accepted")]
    assert visit("feedback").title[0].value == "Nobody's words are here yet"


def test_words_that_name_the_internal_candidate_themselves_are_one_text(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN)
    app = answer(visit("debrief"), "button_group", "who-", "internal")
    answer(app, "text_area", "words-", "We decided to appoint an internal candidate.")
    press(app, "keep-")
    assert kept(path, "SELECT text FROM feedback") == [("We decided to appoint an internal candidate.",)]


def test_a_skipped_card_comes_last_and_can_be_taken_up_again(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    bring(with_csv, WREN, ROOK)
    app = answer(visit("debrief"), "text_area", "words-", "Half a sentence")
    app = press(app, "skip-")
    assert shown(app) == "Rook, Clerk"
    assert "0 of 2 done, 1 skipped" in words(app)
    app = press(app, "skip-")
    assert plain(app.title[0].value) == "2 left for later"
    app = press(app, "take_up")
    assert (app.title[0].value, shown(app)) == ("2\u00a0interviews to complete", "Wren, Curator")
    app = press(app, "skip-")
    assert (app.title[0].value, shown(app)) == ("1\u00a0interview to complete", "Rook, Clerk")
    assert "left for later" in plain(visit("debrief").title[0].value)


def test_what_is_not_known_yet_comes_back_at_the_end(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = bring(with_csv, WREN, ROOK)
    app = press(answer(visit("debrief"), "button_group", "who-", "unknown"), "keep-")
    assert "It comes back at the end, for when you know who got it." in words(app)
    assert kept(path, INTERVIEWS)[1] == ("Wren", "final_round", "rejected")


def test_not_a_final_is_taken_off_the_list_with_what_was_written(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN, ROOK)
    app = answer(visit("debrief"), "text_area", "words-", "Your examples were vague.")
    app = press(answer(app, "button_group", "who-", "other"), "off-")
    assert "1 of 2 done" in words(app)
    assert kept(path, INTERVIEWS)[1] == ("Wren", "later_interview", "rejected")
    assert [text for *_, text in kept(path, TEXTS)] == ["Your examples were vague."]


def test_a_card_without_an_answer_is_not_kept(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = bring(with_csv, WREN)
    app = press(visit("debrief"), "keep-")
    assert "Answer one of the questions, or skip this interview." in words(app)
    assert kept(path, "SELECT key FROM remembered WHERE kind = 'debrief'") == []


def test_what_the_row_said_is_set_and_shown_on_its_card(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    """That it was the final, who got it, and their words; a press of Keep keeps the answers that are set."""
    path = bring(
        with_csv, "Wren,Curator,2026-03-01,Final round,someone else got it,Too vague for us.,HR\n", ROOK
    )
    app = visit("debrief")
    assert widget(app, "button_group", "final-").value == "yes"
    assert widget(app, "button_group", "who-").value == "other"
    assert "1 March 2026 \u00b7 Final round \u00b7 Rejected \u00b7 \u201csomeone else got it\u201d" in words(
        app
    )
    assert "Too vague" in words(app)
    assert "HR, in their words" in words(app)
    assert widget(app, "text_area", "words-").label == "What else did they say?"
    press(app, "keep-")
    assert kept(path, INTERVIEWS)[1] == ("Wren", "final_round", "second_place")


def test_an_internal_candidate_that_their_words_name_is_not_kept_twice(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    said = "We decided for an internal candidate."
    path = bring(with_csv, f"Wren,Curator,2026-03-01,Final round,internal candidate,{said},HR\n")
    app = visit("debrief")
    assert widget(app, "button_group", "who-").value == "internal"
    press(app, "keep-")
    assert kept(path, INTERVIEWS) == [("Wren", "final_round", "second_place")]
    assert [text for *_, text in kept(path, TEXTS)] == [said]


def test_a_second_place_without_words_is_asked_only_for_them(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, CROW)
    app = visit("debrief")
    assert [getattr(group, "label", "") for group in app.get("button_group")] == ["Who got it?"]
    assert widget(app, "button", "off-").label == "They gave no reason, take it off the list"
    app = press(app, "off-")
    assert "You came second once. 0 of 1 have a reason, and 1 is worth asking." in words(app)
    assert "Crow, Keeper" in words(app)
    assert kept(path, INTERVIEWS) == [("Crow", "final_round", "second_place")]
    app = press(app, "to_second_place")
    assert plain(app.title[0].value).startswith("You came second once.")


def test_what_was_written_on_a_card_stays_when_another_window_answers_it(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    """The press is not taken for what stands there now; the next one is."""
    path = bring(with_csv, WREN, ROOK)
    here, there = visit("debrief"), visit("debrief")
    answer(here, "text_area", "words-", "We wanted more concrete examples.")
    answer(there, "segmented_control", "final-", "no")
    press(there, "keep-")
    press(here, "keep-")
    assert shown(here) == "Wren, Curator"
    assert "This interview was changed since you began on it" in words(here)
    assert widget(here, "text_area", "words-").value == "We wanted more concrete examples."
    assert kept(path, "SELECT count(*) AS n FROM feedback") == [("0",)]
    press(here, "keep-")
    assert kept(path, "SELECT text FROM feedback") == [("We wanted more concrete examples.",)]
    assert shown(here) == "Rook, Clerk"


def test_skip_in_a_window_left_behind_skips_no_other_card(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN, ROOK)
    here, there = visit("debrief"), visit("debrief")
    answer(there, "segmented_control", "final-", "no")
    press(there, "keep-")
    press(here, "skip-")
    assert "Wren, Curator: answered or taken away in another window." in words(here)
    assert shown(here) == "Rook, Clerk"
    assert kept(path, "SELECT count(*) AS n FROM remembered WHERE kind = 'debrief'") == [("1",)]


def test_words_about_an_interview_that_is_gone_are_shown_until_they_are_put_away(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = bring(with_csv, WREN)
    here = visit("debrief")
    answer(here, "text_area", "words-", "We wanted more concrete examples.")
    with closing(open_workspace(path)) as opened:
        opened.undo_import(opened.imports().import_id[0])
    press(here, "keep-")
    assert "is no longer asked about" in words(here)
    assert "We wanted more concrete examples." in words(here)
    press(here, "put-away-")
    assert "We wanted more concrete examples." not in words(here)


def test_hostile_words_under_debrief_stay_text(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    bring(with_csv, WREN)
    app = answer(
        visit("debrief"), "text_area", "words-", f"Dear Sam,\n\n{HOSTILE} too vague.\n\nBest,\n{HOSTILE[:50]}"
    )
    rendered = "\n".join(
        [*(str(each.value) for each in app.markdown), *(each.label for each in app.expander)]
    )
    assert "evil" not in rendered
    assert "evil" in words(app)


def test_the_start_page_sends_to_the_debrief_and_asks_few_finals_itself(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    bring(with_csv, WREN, ROOK)
    app = visit("start")
    assert "**2 interviews to complete**" in words(app)
    assert "The latest: Wren, Curator" in words(app)
    assert "Where did you come second?" in words(app)
    app = press(app, "week-go-debrief")
    assert app.title[0].value == "2\u00a0interviews to complete"


def test_many_finals_are_judged_in_one_go_with_ones_own_words_beside_each(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    """A tick stands only where the words name who was taken, and counts once it is kept."""
    lost = ("they chose someone else", "someone else got it", "Absage", "jemand anderes")
    path = bring(
        with_csv,
        *(f"Wren,Curator,2026-03-0{n},Final round,{words},,\n" for n, words in enumerate(lost, 1)),
        CROW,
    )
    app = visit("start")
    assert plain(app.title[0].value).replace("\u00a0", " ") == (
        "You came second once in 5 finals; in 4 more it is open whether somebody else got the job."
    )
    assert [box for box in app.checkbox if "came second" in box.label] == []
    app = press(app, "open-home")
    ticks = [(plain(box.label), box.value) for box in app.checkbox if "came second" in box.label]
    assert ticks == [
        ("I came second here: **Wren, Curator**, 4 March 2026: \u201cjemand anderes\u201d", True),
        ("I came second here: **Wren, Curator**, 3 March 2026", False),
        ("I came second here: **Wren, Curator**, 2 March 2026: \u201csomeone else got it\u201d", True),
        ("I came second here: **Wren, Curator**, 1 March 2026: \u201cthey chose someone else\u201d", True),
    ]
    assert [outcome for *_, outcome in kept(path, INTERVIEWS)].count("second_place") == 1
    next(button for button in app.button if button.label == "Keep these answers").click().run()
    assert "You came second 4 times in 5 finals; in 1 more" in words(app)
    assert [box.value for box in app.checkbox if "came second" in box.label] == [False]


def test_nothing_to_debrief_says_what_would_be(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    bring(with_csv, "Wren,Curator,2026-03-01,Screen,Rejected,,\n")
    assert visit("debrief").title[0].value == "Nothing to complete"
