"""A person's own codebook through the pages: the tray, what they teach, the codebook page and its file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.coding.own import Theme, with_hidden, with_theme
from data.records import Taught
from data.workspace import open_workspace
from tests.conftest import NOON
from tests.pages.conftest import plain
from tests.pages.test_every_page import HOSTILE, markdown_of

Visit = Callable[[str], AppTest]
HEADER = "record_id,company,role,interview_date,stage_reached,outcome,feedback,feedback_source"
CSV = "\n".join(
    [
        HEADER,
        *(
            f"{n},Company {n},Curator,2026-0{n}-01,final_round,second_place,{said},HR"
            for n, said in enumerate(
                [
                    "You were moonstruck. We wanted more concrete examples.",
                    "Quite moonstruck in the afternoon.",
                    "Moonstruck again.",
                    "We wanted more concrete examples.",
                ],
                1,
            )
        ),
    ]
).encode()
THEME = with_theme("", Theme("Moon", ("moonstruck",), "gap", "you", "Gazing upwards."))


@pytest.fixture
def workspace_path(with_csv: Callable[[bytes], Path]) -> Path:
    """Put four second places into the workspace, three of them with words nobody listens for."""
    return with_csv(CSV)


def own_codebook(path: Path) -> str:
    """Give the person's own codebook as it is kept."""
    opened = open_workspace(path)
    try:
        return opened.own_codebook()
    finally:
        opened.close()


def prepare(path: Path, *, own: str = "", taught: tuple[Taught, ...] = ()) -> None:
    """Keep a codebook and taught phrases before the page is opened."""
    opened = open_workspace(path)
    opened.save_own_codebook(own, at=NOON)
    for phrase in taught:
        opened.teach(phrase)
    opened.close()


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(button for button in app.button if plain(button.label) == label).click().run()
    assert not app.exception, app.exception
    return app


def show(app: AppTest, key: str, view: str) -> AppTest:
    """Choose a view."""
    app.segmented_control(key=key).set_value(view).run()
    assert not app.exception, app.exception
    return app


def tray(visit: Visit) -> AppTest:
    """Open the tray."""
    return show(visit("feedback"), "feedback_view", "Nothing heard")


def pick(app: AppTest, *numbers: int) -> AppTest:
    """Tick pieces of the tray by their place in it."""
    for n in numbers:
        next(box for box in app.checkbox if box.label == f"Pick piece {n}").set_value(True).run()
        assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    """Give everything the page says, as it is read."""
    return "\n".join(
        plain(str(getattr(element, "value", "")))
        for kind in ("title", "header", "markdown", "text")
        for element in app.get(kind)
    ).replace("\u00a0", " ")


# --- The tray ---


def test_the_tray_holds_the_words_in_which_nothing_was_heard(workspace_path: Path, visit: Visit) -> None:
    app = tray(visit)
    assert plain(app.title[0].value).replace("\u00a0", " ") == "3 pieces in which nothing was heard"
    assert [text.value.strip("\u2060") for text in app.text if "oonstruck" in text.value] == [
        "Moonstruck again",
        "Quite moonstruck in the afternoon",
        "You were moonstruck",
    ]
    assert "Nothing picked yet" in said(app)


def test_picked_words_become_what_is_listened_for(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1, 3)
    assert app.text_area(key="theme_cues").value == "moonstruck again\nmoonstruck"
    assert "2 picked" in said(app)
    next(box for box in app.checkbox if box.label == "Pick piece 1").set_value(False).run()
    assert app.text_area(key="theme_cues").value == "moonstruck"


def test_a_theme_is_previewed_kept_counted_at_once_and_taken_back(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 3)
    app.text_input(key="theme_label").set_value("Moon").run()
    assert "Heard in 3 texts of 3 interviews." in said(app)
    press(app, "Keep this theme")
    assert "\u201cMoon\u201d is a theme now, and every text was read again for it." in said(app)
    assert "picked" not in markdown_of(app)
    assert app.title[0].value.startswith("0")
    assert "Moon" in markdown_of(visit("second_place"))
    press(app, "Undo")
    assert plain(app.title[0].value).startswith("3")
    assert own_codebook(workspace_path) == ""


def test_two_interviews_are_not_enough_to_call_it_a_theme(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1)
    app.text_area(key="theme_cues").set_value("moonstruck again|in").run()
    assert (
        "Heard in 2 texts of 2 interviews. Fewer than 3 interviews is not enough to call it a theme."
        in said(app)
    )


def test_words_that_miss_what_was_picked_say_so(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1)
    app.text_area(key="theme_cues").set_value("sunlit").run()
    assert "Heard in none of your texts." in said(app)
    assert "These words do not find the piece you picked." in said(app)


def test_a_cue_that_cannot_be_read_is_named_and_nothing_is_kept(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1)
    app.text_input(key="theme_label").set_value("Moon").run()
    app.text_area(key="theme_cues").set_value("moon*struck").run()
    assert 'the cue "moon*struck"' in said(app)
    press(app, "Keep this theme")
    assert "Nothing was changed." in said(app)
    assert own_codebook(workspace_path) == ""


def test_a_theme_without_a_name_and_pieces_without_a_factor_are_refused_in_words(
    workspace_path: Path, visit: Visit
) -> None:
    app = press(pick(tray(visit), 1), "Keep this theme")
    assert "A theme needs a name. Nothing was changed." in said(app)
    press(show(app, "tray_way", "About a factor"), "Count it")
    assert "Choose a factor first. Nothing was changed." in said(app)


def test_a_name_that_is_taken_is_refused_in_words(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1)
    app.text_input(key="theme_label").set_value("Preparation").run()
    press(app, "Keep this theme")
    assert 'the label "Preparation" is already that of "preparation"' in said(app)
    assert own_codebook(workspace_path) == ""


def test_picked_words_can_be_given_to_a_factor_in_one_step(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1, 2)
    show(app, "tray_way", "About a factor")
    app.selectbox(key="tray_factor").set_value("enthusiasm").run()
    press(app, "Count all 2")
    assert "2 pieces are counted as Interest in the job." in said(app)
    assert plain(app.title[0].value).startswith("1")
    press(app, "Undo")
    assert plain(app.title[0].value).startswith("3")


def test_a_sentence_about_an_undo_can_be_put_away(workspace_path: Path, visit: Visit) -> None:
    app = pick(tray(visit), 1)
    show(app, "tray_way", "About a factor")
    app.selectbox(key="tray_factor").set_value("enthusiasm").run()
    press(press(app, "Count it"), "Close")
    assert "is counted as" not in said(app)


def test_an_empty_tray_says_why(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    with_csv(
        f"{HEADER}\n1,Wren,Curator,2026-01-01,final_round,second_place,We wanted more concrete examples.,HR\n".encode()
    )
    app = tray(visit)
    assert plain(app.title[0].value).startswith("0")
    assert "Something was heard in every piece that says something" in said(app)


def test_a_long_tray_is_shown_a_page_at_a_time_and_keeps_what_was_picked(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    lines = [
        f"{n},Wren {n},Curator,2026-01-01,final_round,second_place,Moonstruck number {n} again.,HR"
        for n in range(1, 15)
    ]
    with_csv("\n".join([HEADER, *lines]).encode())
    app = pick(tray(visit), 1)
    pieces = int(app.title[0].value.split("\u00a0")[0])
    app.number_input(key="tray_page").set_value(2).run()
    assert len([box for box in app.checkbox if box.label.startswith("Pick piece")]) == pieces - 12
    pick(app, 1)
    assert "2 picked" in said(app)


# --- Teaching ---


def test_words_can_be_heard_from_now_on_when_something_was_missed(workspace_path: Path, visit: Visit) -> None:
    app = visit("feedback")
    boxes = [box for box in app.selectbox if box.label == "It was about"]
    boxes[-1].set_value("enthusiasm").run()
    next(box for box in app.checkbox if box.label == "Hear these words from now on").set_value(True).run()
    field = next(box for box in app.text_input if box.label.startswith("Which words"))
    field.set_value("Moonstruck").run()
    assert "In 3 of 4 texts." in said(app)
    press(app, "Add it")
    assert "\u201cMoonstruck\u201d is heard as interest in the job from now on." in said(app)
    opened = open_workspace(workspace_path)
    assert [(t.phrase, t.factor, t.polarity) for t in opened.taught()] == [
        ("Moonstruck", "enthusiasm", "gap")
    ]
    opened.close()


def test_teaching_while_changing_is_offered_with_the_marked_words(workspace_path: Path, visit: Visit) -> None:
    app = press(visit("feedback"), "Something else")
    box = next(box for box in app.checkbox if box.label == "Hear these words from now on")
    box.set_value(True).run()
    field = next(box for box in app.text_input if box.label.startswith("Which words"))
    assert field.value
    assert field.value in "We wanted more concrete examples."


def test_a_phrase_without_a_word_to_listen_for_is_not_taught(workspace_path: Path, visit: Visit) -> None:
    app = visit("feedback")
    next(box for box in app.selectbox if box.label == "It was about").set_value("enthusiasm").run()
    next(box for box in app.checkbox if box.label == "Hear these words from now on").set_value(True).run()
    next(box for box in app.text_input if box.label.startswith("Which words")).set_value("for the").run()
    assert "There is no word in it to listen for." in said(app)
    press(app, "Add it")
    opened = open_workspace(workspace_path)
    assert opened.taught() == ()
    opened.close()


# --- The codebook ---


def test_the_codebook_lists_every_factor_with_the_interviews_it_is_counted_in(
    workspace_path: Path, visit: Visit
) -> None:
    app = visit("codebook")
    assert plain(app.title[0].value).replace("\u00a0", " ") == "The program listens for 25 factors."
    pressable = [button for button in app.button if str(button.key).startswith("press-")]
    assert len(pressable) == 25
    assert "2 of 4" in said(app)


def test_a_factor_opens_with_what_it_means_its_words_its_advice_and_its_cues(
    workspace_path: Path, visit: Visit
) -> None:
    app = press(visit("codebook"), "Concrete examples")
    words = said(app)
    assert "Real examples behind what you claim" in words
    assert "Yours to change. Counted in 2 of 4 interviews with words." in words
    assert "We wanted more concrete examples." in "".join(text.value for text in app.text).replace(
        "\u2060", ""
    )
    assert "How to practise" in words
    assert any(box.label.startswith("Heard as a gap") for box in app.expander)


def test_a_hidden_factor_is_counted_nowhere_and_stands_apart(workspace_path: Path, visit: Visit) -> None:
    prepare(workspace_path, own=with_hidden("", "evidence_examples", hidden=True))
    app = visit("codebook")
    assert (
        plain(app.title[0].value).replace("\u00a0", " ") == "The program listens for 24 factors. You hid one."
    )
    pressable = [button.label for button in app.button if str(button.key).startswith("press-")]
    assert len(pressable) == 25
    assert app.header[-1].value == "Hidden"
    assert pressable[-1] == "Concrete examples"
    assert "Concrete examples" not in markdown_of(visit("second_place"))
    press(app, "Concrete examples")
    assert "Show it again" in [button.label for button in app.button]


def test_a_factor_is_found_by_the_words_it_is_heard_in(workspace_path: Path, visit: Visit) -> None:
    app = visit("codebook")
    app.text_input(key="find_factor").set_value("too quiet to be a cue of anything").run()
    assert "No factor has these words" in said(app)
    app.text_input(key="find_factor").set_value("Professional appear").run()
    found = [button.label for button in app.button if str(button.key).startswith("press-")]
    assert "Professional appearance" in found
    assert len(found) < 25


def test_a_theme_is_renamed_and_removed_and_comes_back(workspace_path: Path, visit: Visit) -> None:
    prepare(workspace_path, own=THEME)
    app = show(visit("codebook"), "codebook_view", "Yours")
    assert "In 3 of 4 interviews with words." in said(app)
    app.text_input(key="label-moon").set_value("Stars").run()
    press(app, "Rename it")
    assert "\u201cMoon\u201d is \u201cStars\u201d now." in said(app)
    press(app, "Remove")
    assert "\u201cStars\u201d is removed." in said(app)
    assert own_codebook(workspace_path) == ""
    press(app, "Undo")
    assert 'label = "Stars"' in own_codebook(workspace_path)


def test_an_undo_never_takes_back_what_was_changed_elsewhere_since(
    workspace_path: Path, visit: Visit
) -> None:
    prepare(workspace_path, own=THEME)
    app = press(show(visit("codebook"), "codebook_view", "Yours"), "Remove")
    other = show(visit("codebook"), "codebook_view", "As a file")
    own_text(other).set_value(with_hidden("", "compensation", hidden=True)).run()
    press(other, "Save")
    press(app, "Undo")
    assert "Your themes and cues were changed again since, so nothing was taken back." in said(app)
    assert "compensation" in own_codebook(workspace_path)


def test_a_theme_opens_with_its_cues(workspace_path: Path, visit: Visit) -> None:
    prepare(workspace_path, own=THEME)
    app = press(show(visit("codebook"), "codebook_view", "Yours"), "Open")
    assert "Gazing upwards." in said(app)
    assert "Yours, heard as a gap: moonstruck" in said(app)


def test_taught_phrases_are_listed_and_forgotten(workspace_path: Path, visit: Visit) -> None:
    taught = Taught(phrase="moonstruck", factor="confidence", polarity="gap", taught_at=NOON)
    gone = Taught(phrase="sunlit", factor="no_longer", polarity="gap", taught_at=NOON)
    prepare(workspace_path, taught=(taught, gone))
    app = show(visit("codebook"), "codebook_view", "Yours")
    assert "Confidence, a gap · in 3 of 4 texts · taught 2 November 2026" in said(app)
    assert "Not heard now: its factor is hidden or removed." in said(app)
    press(app, "Forget")
    assert "\u201cmoonstruck\u201d is forgotten." in said(app)
    press(app, "Undo")
    assert "Confidence, a gap" in said(app)


def test_nothing_of_ones_own_says_where_it_comes_from(workspace_path: Path, visit: Visit) -> None:
    app = show(visit("codebook"), "codebook_view", "Yours")
    assert "Hear these words from now on" in said(app)
    press(app, "Look at what was not heard")
    assert "in which nothing was heard" in app.title[0].value


def own_text(app: AppTest):
    """Give the text field that holds the person's file."""
    return next(area for area in app.text_area if str(area.key).startswith("own-text-"))


def test_the_file_is_checked_in_words_and_saved(workspace_path: Path, visit: Visit) -> None:
    app = show(visit("codebook"), "codebook_view", "As a file")
    own_text(app).set_value(THEME).run()
    press(app, "Check")
    assert "It can be used. The program listens for 26 factors, one of them yours." in said(app)
    press(app, "Save")
    assert "Your themes and cues are saved, and every text was read again with it." in said(app)
    assert own_codebook(workspace_path) == THEME
    assert own_text(app).value == THEME
    press(app, "Save")
    assert "There is nothing new to save." in said(app)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[factor]]\nid = "communication"\n[factor.cues]\ngap = ["a*b"]\n', 'the cue "a*b"'),
        ('[[factor]]\nid = "mine"\n', 'Factor "mine"'),
        ("[[factor]]\nid = \n", "Line 2"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_names_the_place(
    text: str, named: str, workspace_path: Path, visit: Visit
) -> None:
    app = show(visit("codebook"), "codebook_view", "As a file")
    own_text(app).set_value(text).run()
    press(app, "Save")
    assert named in said(app)
    assert "Nothing was changed." in said(app)
    assert own_codebook(workspace_path) == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (THEME.encode(), ""),
        (b"\xef\xbb\xbf" + THEME.replace("\n", "\r\n").encode(), ""),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"#" * 200_001, "longer than 200,000 characters"),
    ],
)
def test_a_file_that_is_brought_stands_in_the_field_and_is_not_kept_yet(
    content: bytes, sentence: str, workspace_path: Path, visit: Visit
) -> None:
    app = show(visit("codebook"), "codebook_view", "As a file")
    app.file_uploader[0].set_value(("mine.toml", content, "application/toml")).run()
    assert not app.exception, app.exception
    assert own_text(app).value == ("" if sentence else THEME)
    assert sentence in said(app)
    assert own_codebook(workspace_path) == ""


# --- Trust ---


def test_the_page_on_trust_counts_ones_own_decisions(workspace_path: Path, visit: Visit) -> None:
    app = visit("trust")
    assert "You have not decided about any mention yet." in said(app)
    press(visit("feedback"), "Yes")
    app = visit("trust")
    assert "You say 1 of 1 it counted is right. Too few to say more." in said(app)


def test_the_page_on_trust_counts_the_texts_that_are_not_read(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    german = "Leider haben wir uns für eine andere Person entschieden, weil Ihnen noch Erfahrung in der Branche fehlt."
    with_csv(f'{HEADER}\n1,Wren,Curator,2026-01-01,final_round,second_place,"{german}",HR\n'.encode())
    assert "1 of your texts is in another language" in said(visit("trust"))


# --- Hostile words ---


def test_hostile_words_in_the_tray_and_the_codebook_stay_text(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    quoted = '"' + HOSTILE.replace('"', '""') + ' moonstruck. A sunlit :red[glade] `code` pleased us."'
    path = with_csv(
        f"{HEADER}\n1,{quoted},{quoted},2026-01-01,final_round,second_place,{quoted},HR\n".encode()
    )
    own = with_theme(
        "",
        Theme(
            "![x](http://evil.example/a) <b>:red[x]</b>",
            ("www.evil.example", "moonstruck"),
            "gap",
            "you",
            HOSTILE.replace("\u202e", ""),
        ),
    )
    prepare(
        path,
        own=own,
        taught=(Taught(phrase=HOSTILE, factor="confidence", polarity="gap", taught_at=NOON),),
    )
    yours = show(visit("codebook"), "codebook_view", "Yours")
    opened = press(show(visit("codebook"), "codebook_view", "Yours"), "Open")
    listed = visit("codebook")
    trayed = pick(tray(visit), 1)
    for app in (yours, opened, listed, trayed, visit("trust")):
        shown = re.sub(r"\\.", "", markdown_of(app))
        for live in ("![x", "](java", "<script", "<img", "<b>", ":red[", "$frac", "`code", "www.evil"):
            assert live not in shown
