"""Pasted e-mails: what counts is kept as it stands, what does not is set aside and never lost."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.letters import Letter, as_text, read_letter

TAGS = {
    "h": "header",
    "g": "greeting",
    "s": "signature",
    "q": "quoted",
    "f": "footer",
    " ": "words",
}
CASES = (Path(__file__).parents[1] / "cases" / "letters.txt").read_text(encoding="utf-8")
LETTERS = {
    name: [line for line in lines.splitlines() if line[1:2] == "|"]
    for name, lines in re.findall(r"^=== (.+)\n((?:(?!===).*\n)*)", CASES, re.MULTILINE)
}
REASON = "The panel chose somebody else because your answers were too long."


def pasted(name: str) -> str:
    """Give a letter of the cases as it would be pasted."""
    return "\n".join(line[2:] for line in LETTERS[name])


def lines_of(letter: Letter) -> list[str]:
    """Give each line with the part it was read as."""
    return [f"{part}: {line}" for part, text in letter.pieces for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", LETTERS)
def test_each_line_of_a_letter_is_read_as_what_it_is(name: str) -> None:
    assert lines_of(read_letter(pasted(name))) == [
        f"{TAGS[line[0]]}: {line[2:]}" for line in LETTERS[name] if line[2:].strip()
    ]


@pytest.mark.parametrize("name", LETTERS)
def test_the_day_in_the_header_of_a_letter_is_found_and_no_other(name: str) -> None:
    named = re.search(r"\((.+)\)$", name)
    assert read_letter(pasted(name)).dated == (dt.date.fromisoformat(named[1]) if named else None)


def test_there_are_more_than_forty_letters_in_eight_languages() -> None:
    assert len(LETTERS) > 40


def test_what_is_kept_is_what_stands_there_without_the_empty_lines_around_it() -> None:
    letter = read_letter(
        "Hi Sam,\r\n\r\nYour  examples\twere thin.\r\n\r\nWe liked you.\r\n\r\nBest,\r\nAnna\r\n"
    )
    assert letter.kept == "Your  examples\twere thin.\r\n\r\nWe liked you."
    assert letter.set_aside == (("greeting", "Hi Sam,\r\n"), ("signature", "\r\nBest,\r\nAnna\r\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Hi Sam,\n\nBest,\nAnna",
        "> Too junior.",
        "On Mon, 2 Mar 2026, Anna Lee wrote:\n> Too junior.",
        "Dear Sam,",
    ],
)
def test_where_nothing_would_be_left_all_of_it_is_kept(text: str) -> None:
    assert (read_letter(text).kept, read_letter(text).set_aside) == (text, ())


def test_nothing_pasted_is_nothing() -> None:
    assert read_letter("") == Letter((), None)


@pytest.mark.parametrize(
    "word", ["Salary.", "too junior", "Too junior for us", "No budget", "not enough SQL"]
)
def test_a_reason_of_a_few_words_below_the_name_is_no_signature(word: str) -> None:
    assert read_letter(f"It is a no.\n\nBest,\nAnna\n\n{word}").kept.endswith(word)


WORDS = st.text(st.sampled_from("aeT ß>:-_.,@\n\r\t\u00a0\u20281"), max_size=40)
LINES = st.sampled_from([line[2:] for lines in LETTERS.values() for line in lines])


@given(st.lists(LINES | WORDS, max_size=30).map("\n".join))
def test_what_is_kept_and_what_is_set_aside_are_together_the_pasted_text(text: str) -> None:
    letter = read_letter(text)
    assert "".join(piece for _, piece in letter.pieces) == text
    assert bool(letter.kept) == bool(text.strip())


@given(st.sampled_from(list(LETTERS)), st.data())
def test_a_sentence_with_a_reason_is_kept_wherever_it_stands_above_the_older_mail(
    name: str, data: st.DataObject
) -> None:
    lines = LETTERS[name]
    older = next((at for at, line in enumerate(lines) if line[0] == "q"), len(lines))
    at = data.draw(st.integers(0, older))
    text = "\n".join([*(line[2:] for line in lines[:at]), REASON, *(line[2:] for line in lines[at:])])
    kept = read_letter(text).kept
    assert REASON in kept


def test_a_long_text_is_read_at_once() -> None:
    longest = "On word. Best Sam schrieb " * 20_000
    letter = read_letter(
        "This e-mail is confidential\n" * 20_000 + "From: a@b\n" * 20_000 + f"{longest}\n{REASON}"
    )
    assert letter.kept.endswith(REASON)


def test_a_short_answer_above_their_letter_is_said_to_be_mostly_set_aside() -> None:
    letter = read_letter(
        "Danke!\n\nAm 03.03.2026 um 10:12 schrieb Anna Meier <a@f.example>:\n\n"
        "Sie waren auf Platz zwei. Es fehlte Erfahrung mit großen Projekten.\n"
    )
    assert (letter.kept, letter.is_mostly_aside) == ("Danke!", True)
    assert not read_letter("You came second. They wanted more examples.\n\n> Dear all\n").is_mostly_aside


@pytest.mark.parametrize("line", ["i. A. Anna Meier", "i.V. Jörg Weiß", "ppa. Anna Meier"])
def test_a_german_signature_on_behalf_is_no_sentence(line: str) -> None:
    letter = read_letter(
        f"Es fehlte Erfahrung.\n\nMit freundlichen Grüßen\n{line}\nHR Business Partner\nTel.: +49 30 123456\n"
    )
    assert letter.kept == "Es fehlte Erfahrung."


@pytest.mark.parametrize(
    ("pasted", "seen"),
    [
        ("<html><head><title>x</title><style>p {}</style></head><body><p>Dear Sam,</p><p>You were\nsecond.</p></body></html>",
         "Dear Sam,\n\nYou were second."),
        ("SQL &amp; Excel<br>too weak", "SQL & Excel\ntoo weak"),
        ("<p>From: Anna <anna@wren.example></p>3 < 4", "From: Anna <anna@wren.example>\n3 < 4"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("You scored 3 < 4 & more", "You scored 3 < 4 & more"),
        ("> You were second.\n> Too quiet.", "You were second.\nToo quiet."),
        ("I had hoped for more.\n> You were second.", "I had hoped for more.\n> You were second."),
    ],
)  # fmt: skip
def test_a_pasted_page_or_quotation_is_read_as_what_a_reader_sees(pasted: str, seen: str) -> None:
    assert as_text(pasted) == seen


def test_a_mail_that_is_all_quotation_gives_its_words_and_its_day() -> None:
    pasted = "On Tue, Mar 3, 2026 at 10:12 AM Anna <a@x.com> wrote:\n> You were second."
    letter = read_letter(as_text(pasted))
    assert (letter.kept, letter.dated) == ("You were second.", dt.date(2026, 3, 3))
