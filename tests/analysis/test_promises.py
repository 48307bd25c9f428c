"""A promise about time is found with its words, and read as the day it names; what promises nothing is left alone."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.promises import promise_in

SAID = dt.date(2026, 3, 26)  # a Thursday in spring


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Write to me in two years, I mean that.", "2028-03-26"),
        ("Do get in touch in 6 months.", "2026-09-26"),
        ("You are welcome to re-apply after six to twelve months.", "2026-09-26"),
        ("Please wait at least a year before applying again.", "2027-03-26"),
        ("Call me in a couple of weeks.", "2026-04-09"),
        ("Ring Nadia in half a year.", "2026-09-26"),
        ("I would like to hear from you a few months from now.", "2026-06-26"),
        ("Write again in half a month.", "2026-04-10"),
        ("Contact us next spring.", "2027-03-01"),
        ("Stay in touch, and try again in the autumn.", "2026-09-01"),
        ("Write again after the summer.", "2026-09-01"),
        ("Write again after March.", "2027-04-01"),
        ("Come back in the new year.", "2027-01-01"),
        ("Apply again next year.", "2027-01-01"),
        ("Call again in May.", "2026-05-01"),
        ("You may apply again after two years.", "2028-03-26"),
        ("We would like you to apply in the new year.", "2027-01-01"),
        ("Write to us on 3 September.", "2026-09-03"),
        ("Write to us after the 3rd of September 2027.", "2027-09-03"),
        ("Write to us after September 3, 2027.", "2027-09-03"),
        ("We will be in touch in December.", "2026-12-01"),
    ],
)
def test_a_time_to_write_is_read_as_the_day_it_names(words: str, day: str) -> None:
    said = promise_in(f"Thank you for the talk. {words} All the best.", told_on=SAID)
    assert said is not None
    assert (said.words, str(said.day)) == (words, day)


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "Writing to me",
            "Contact us",
            "Call me",
            "Ring us",
            "Phone me",
            "E-mail us",
            "Email me",
            "Message us",
        ),
        *(
            "Keep in touch",
            "Reach out",
            "Get back",
            "Come back",
            "Knock again",
            "Let us hear from you",
            "Re-apply",
            "Apply to us",
        ),
        "Wr\u0131te to us",  # a letter that only the pattern takes for an i
    ],
)
def test_whichever_way_somebody_is_asked_to_write_the_time_is_read(asked: str) -> None:
    for words in (f"{asked} in two years.", f"{asked.upper()} in two years."):
        said = promise_in(words, told_on=SAID)
        assert said is not None
        assert said.day == dt.date(2028, 3, 26)


@pytest.mark.parametrize(
    "words",
    [
        "Write again when the budget is through.",
        "Please call us once the freeze is over.",
        "Write to us on 31 June.",
        "Get in touch in two years.",
    ],
)
def test_words_that_name_no_day_are_found_without_one(words: str) -> None:
    said = promise_in(words, told_on=None if "two years" in words else SAID)
    assert said is not None
    assert (said.words, said.day) == (words, None)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Wants to hear from me again.",
        "You had led a team in two years of growth.",
        "We will keep your papers and contact you when the right post is open.",
        "May I write to you when it opens again?",
        "The chair will be in touch when the minutes have been approved.",
        "Please call me when you have questions.",
        "Keep in touch! In two years the team will be twice as large.",
        "You wrote two reports in a year.",
        "Write to me within two weeks.",
        "Apply again in the year that suits you.",
        "I can put you in touch with Omar, who moved here in spring.",
        "People from elsewhere apply at the town hall and wait about six weeks.",
    ],
)
def test_what_sets_no_time_to_write_is_no_promise(words: str) -> None:
    assert promise_in(words, told_on=SAID) is None


def test_a_month_too_short_for_the_day_ends_it() -> None:
    said = promise_in("Write to me in one month.", told_on=dt.date(2027, 1, 31))
    assert said is not None
    assert said.day == dt.date(2027, 2, 28)


def test_a_sentence_with_a_day_goes_before_one_without() -> None:
    said = promise_in("Write again when the budget is through. Call me in May.", told_on=SAID)
    assert said is not None
    assert (said.words, said.day) == ("Call me in May.", dt.date(2026, 5, 1))


def test_a_long_sentence_is_shown_cut() -> None:
    said = promise_in(f"Write to me in two years, {'and ' * 90}mean it.", told_on=SAID)
    assert said is not None
    assert len(said.words) == 160
