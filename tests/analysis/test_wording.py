"""The sentences, word for word, for every state a workspace can be in."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any

import pandas as pd
import pytest

from analysis import certainty, wording
from analysis.coding.codebook import default_codebook
from analysis.priorities import SmallestSet
from analysis.study import EVERYTHING, BeforeSince, Overview, Share, Slice
from data import records

BOOK = default_codebook()
OWN = Slice(source="self", since=None, until=None, role=None, industry=None, candidate=None)
# What an empty cell of a table holds.
NAN: Any = float("nan")
NAT: Any = pd.NaT
ALL = Slice(source="all", since=None, until=None, role=None, industry=None, candidate=None)


def plain(words: str) -> str:
    return words.replace(wording.NBSP, " ")


def overview(**counts: Any) -> Overview:
    values: dict[str, Any] = dict.fromkeys(Overview.__dataclass_fields__, 0)
    values |= {"interviews": 30, "first_date": dt.date(2025, 9, 3), "last_date": dt.date(2026, 10, 12)}
    return Overview(**values | counts)


def nine(**counts: int) -> Overview:
    """Nine second places, seven with a reason, three offers."""
    seven = {"second_places": 9, "with_feedback": 8, "diagnostic": 7, "actionable": 7, "no_reason": 1}
    return overview(**{**seven, "never_heard": 1, "offers": 3, "offers_diagnostic": 3, **counts})


def factor(name: str, heard_in: int, **columns: object) -> Row:
    """A gap heard by others in so many of 7 second places and in none of 3 offers, with whatever else is said of it."""
    about = BOOK.factors[name]
    row = Row(
        factor=name, label=about.label, group=about.group, control=about.control, polarity="gap", protected=False,
        heard_in=heard_in, heard_by_others=heard_in, out_of=7, offers_heard_in=0, offers_out_of=3, offers=3,
        heard_from="hiring_manager,hr_manager", latest=pd.Timestamp(2026, 3, 9), change=None,
    )  # fmt: skip
    row.__dict__.update(columns)
    row.recurs = certainty.recurs(row.heard_in, row.out_of)
    row.contrast = certainty.contrast(row.heard_in, row.out_of, row.offers_heard_in, row.offers_out_of)
    return row


def headline(
    counts: Overview, *rows: Row, chosen: Slice = EVERYTHING, silent: dict[str, dt.date] | None = None
) -> tuple[str, str]:
    found = wording.headline(counts, rows, BOOK, chosen, silent=silent or {})
    return plain(found.title), plain(found.lead)


EXAMPLES = "In 5 of 7 second places they wanted more concrete examples."
MOST_OFTEN = "Of what you can change, this was heard in the most second places, last in March 2026."
STANDING = "You came second 9 times. 7 of them have a reason, and those 7 are counted here."


def test_what_recurs_and_was_never_heard_where_you_won_is_the_headline():
    assert headline(nine(), factor("evidence_examples", 5), factor("communication", 4)) == (
        f"{EXAMPLES} Where you won, nobody said so.",
        f"{MOST_OFTEN} {STANDING}",
    )


def test_what_was_not_heard_since_you_practise_it_is_said_in_the_headline():
    silent = {"evidence_examples": dt.date(2026, 5, 4)}
    assert headline(nine(), factor("evidence_examples", 5), silent=silent) == (
        f"{EXAMPLES[:-1]}; not heard since 4 May 2026. Where you won, nobody said so.",
        f"{MOST_OFTEN} {STANDING}",
    )
    mine = factor("evidence_examples", 5, heard_by_others=0, latest=NAT)
    title, lead = headline(nine(), mine, chosen=OWN, silent=silent)
    assert title.startswith(
        "In 5 of 7 second places you thought they wanted more concrete examples; not heard since"
    )
    assert lead.startswith(
        "Of what you can change, this was heard in the most second places. You came second"
    )


def test_a_count_is_never_parted_by_a_line_break():
    title = wording.headline(nine(), [factor("evidence_examples", 5)], BOOK, EVERYTHING, silent={}).title
    assert "5\u00a0of\u00a07" in title


def test_what_was_heard_where_you_won_too_is_said_with_its_count():
    assert headline(nine(), factor("evidence_examples", 5, offers_heard_in=2))[0] == (
        f"{EXAMPLES} Where you won, it came up too, in 2 of 3."
    )
    rare = factor("evidence_examples", 7, offers_heard_in=2, offers_out_of=10, offers=10)
    assert plain(wording.where_you_won(rare)) == "Where you won, only in 2 of 10."


def test_one_offer_is_not_all_your_offers():
    for offers in (1, 5):
        row = factor("communication", 5, offers_out_of=1, offers=offers)
        assert plain(wording.where_you_won(row)) == "In the one offer with a reason, nobody said so."


def test_offers_without_a_reason_are_not_offers_in_which_nobody_mentioned_it():
    rows = [
        factor("communication", 5, offers_out_of=2, offers=offers, offers_heard_in=n)
        for offers, n in ((5, 0), (2, 0), (5, 1))
    ]
    assert [plain(wording.where_you_won(row)) for row in rows] == [
        "In the 2 offers with a reason, nobody said so.",
        "Where you won, nobody said so.",
        "Where you won, it came up too, in 1 of 2 with a reason.",
    ]


def test_without_an_offer_we_say_what_recurs_not_what_decides():
    assert headline(nine(offers=0, offers_diagnostic=0), factor("evidence_examples", 5, offers_out_of=0)) == (
        EXAMPLES,
        f"{MOST_OFTEN} {STANDING} There is no offer with a reason to compare with yet, "
        "so we can say what recurs, not what decides.",
    )


def test_nothing_recurs_when_they_named_different_things():
    rows = [factor("communication", 1), factor("preparation", 1)]
    assert headline(nine(), *rows) == (
        "Nothing recurs. They named different things each time.",
        STANDING,
    )
    praise = factor("collaboration", 7, polarity="strength")
    assert headline(nine(), praise, *rows)[0] == (
        "Nothing recurs. They named different things each time, and your strengths came up in all of them."
    )


def test_one_thing_named_once_is_not_different_things_each_time():
    assert (
        headline(nine(), factor("communication", 1))[0] == "Nothing recurs. Only one thing was named, once."
    )
    outside = factor("internal_candidate", 1, polarity="neutral")
    assert headline(nine(), factor("communication", 1), outside)[0] == (
        "Nothing recurs. They named different things each time."
    )


def test_protected_ground_that_most_named_is_said_neutrally_and_not_called_different_each_time():
    rows = [
        factor("experience_level", 4, protected=True),
        factor("communication", 1),
        factor("preparation", 1),
    ]
    assert headline(nine(not_yours=4), *rows)[0] == (
        "Nothing that is yours to change recurs. "
        "In 4 of 7 second places they named something that is not yours to change."
    )
    assert headline(nine(not_yours=3), *rows)[0] == (
        "Nothing that is yours to change recurs. No one thing that is yours to change came up more than once."
    )
    mine = [factor(row.factor, row.heard_in, protected=row.protected, heard_by_others=0) for row in rows]
    assert headline(nine(not_yours=4), *mine, chosen=OWN)[0].endswith(
        "you named something that is not yours to change."
    )
    assert headline(nine(not_yours=4), *rows, chosen=ALL)[0].endswith(
        "something that is not yours to change was named."
    )


def test_of_several_heard_as_often_the_headline_says_that_it_is_one():
    rows = [factor("evidence_examples", 5), factor("communication", 5), factor("preparation", 1)]
    assert headline(nine(), *rows) == (
        "In 5 of 7 second places they wanted more concrete examples, among other things. "
        "Where you won, nobody said so.",
        f"Last heard in a second place in March 2026. {STANDING}",
    )
    mixed = factor("evidence_examples", 5, heard_by_others=3)
    assert headline(nine(), mixed, rows[1], chosen=ALL)[0] == (
        "In 5 of 7 second places it came up, among other things: in three they wanted more concrete examples, "
        "in the other two you thought so. Where you won, it did not come up."
    )
    outside = [
        factor("internal_candidate", 3, polarity="neutral"),
        factor("position_change", 3, polarity="neutral"),
    ]
    assert headline(nine(), *outside)[0] == (
        "In 3 of 7 second places they chose someone from inside, among other things. That is not yours to fix."
    )


def test_what_was_heard_twice_in_seven_does_not_recur_and_is_not_called_different_each_time():
    assert headline(nine(), factor("communication", 2), factor("preparation", 1))[0] == (
        "Nothing recurs. No one thing came up in more than 2 of 7."
    )


def test_what_is_not_yours_to_fix_makes_a_headline_only_when_no_gap_recurs():
    inside = factor("internal_candidate", 4, polarity="neutral")
    assert headline(nine(), inside, factor("communication", 1)) == (
        "In 4 of 7 second places they chose someone from inside. That is not yours to fix.",
        f"Last heard in a second place in March 2026. Nothing that is yours to change recurs. {STANDING}",
    )
    assert headline(nine(), inside, factor("evidence_examples", 3))[0].startswith(
        "In 3 of 7 second places they wanted"
    )


def test_protected_ground_and_someone_stronger_never_make_a_headline():
    rows = [
        factor("experience_level", 6, protected=True),
        factor("stronger_competitor", 6, polarity="neutral"),
    ]
    assert headline(nine(), *rows)[0] == "They named nothing that is yours to change."


def test_praise_alone_is_no_gap():
    assert headline(nine(), factor("collaboration", 5, polarity="strength"))[0] == (
        "They named nothing that is yours to change."
    )


def test_what_waits_to_be_confirmed_is_printed_with_the_finding():
    counts = nine(counted_mentions=4, to_confirm=2, finals_to_confirm=3)
    assert headline(counts, factor("evidence_examples", 5))[1] == (
        f"{MOST_OFTEN} {STANDING} Mentions: 4 counted, 2 to confirm. 3 finals to confirm."
    )


def test_all_second_places_with_a_reason_are_said_to_have_one():
    counts = nine(second_places=7, no_reason=0, never_heard=0)
    assert (
        headline(counts, factor("evidence_examples", 5))[1]
        == f"{MOST_OFTEN} You came second 7 times, and each has a reason."
    )


FEW = "That is too few for a pattern, and enough to read closely."


@pytest.mark.parametrize(
    ("counts", "title", "lead"),
    [
        (
            {"second_places": 2, "diagnostic": 2},
            "You came second twice. Here is what they said.",
            f"{FEW} After one more with a reason we can begin to count.",
        ),
        (
            {"second_places": 1, "diagnostic": 1},
            "You came second once. Here is what they said.",
            f"{FEW} After two more with a reason we can begin to count.",
        ),
        (
            {"second_places": 9, "diagnostic": 1},
            "You came second 9 times, and one of them has a reason. Here is what they said.",
            f"{FEW} After two more with a reason we can begin to count.",
        ),
        (
            {"second_places": 9, "diagnostic": 2},
            "You came second 9 times, and two of them have a reason. Here is what they said.",
            f"{FEW} After one more with a reason we can begin to count.",
        ),
        (
            {"second_places": 3, "never_heard": 3},
            "You came second 3 times. Nobody has told you why yet.",
            "Ask one of them: the interviewer, or HR.",
        ),
        (
            {"second_places": 3, "with_feedback": 1, "no_reason": 1, "never_heard": 2},
            "You came second 3 times. Nobody has given a reason yet.",
            "Someone stronger is not a reason. Ask in what they were.",
        ),
        (
            {"second_places": 1, "with_feedback": 1, "not_understood": 1, "to_confirm": 2},
            "You came second once. What was said waits for you to confirm it.",
            "Nothing is counted before you have. Mentions: 0 counted, 2 to confirm.",
        ),
        (
            {"second_places": 2, "with_feedback": 2, "not_understood": 2, "not_recognised": 1},
            "You came second twice. What was said waits for you to confirm it.",
            "Nothing is counted before you have.",
        ),
        (
            {"second_places": 1, "with_feedback": 1, "not_understood": 1, "not_recognised": 1},
            "You came second once. Nothing was recognised yet in what was said.",
            "Read it yourself, and mark the words that name a reason.",
        ),
        (
            {},
            "There is no second place in these interviews.",
            "A second place is a final round in which somebody else got the job. "
            "If one of these was, mark it, and what they said is read here.",
        ),
        (
            {"finals_to_confirm": 3},
            "No second place yet, and 3 finals to confirm.",
            "A second place is a final round in which somebody else got the job. Tell us which of them were.",
        ),
        (
            {"interviews": 0},
            "There is nothing to read yet.",
            "Bring the interviews you have had, or write the first one down.",
        ),
    ],
)
def test_too_few_to_count_is_said_with_care(counts, title, lead):
    rows = [factor("communication", 1, out_of=1)] if counts.get("diagnostic") else []
    assert headline(overview(**counts), *rows) == (title, lead)


def test_filters_that_leave_nothing_are_named_as_the_reason():
    narrow = Slice(source="others", since=None, until=None, role="Nurse", industry=None, candidate=None)
    assert headline(overview(interviews=0), chosen=narrow) == (
        "No interview matches these filters.",
        "Take one away to see the others.",
    )


def test_your_own_impressions_are_never_told_as_theirs():
    mine = factor("evidence_examples", 5, heard_from="self", heard_by_others=0)
    title = "In 5 of 7 second places you thought they wanted more concrete examples. Where you won, it did not come up."
    lead = f"{MOST_OFTEN} {STANDING} So far these are your own impressions. Ask one of them."
    assert headline(nine(), mine, chosen=OWN) == (title, lead)
    assert headline(nine(), mine, chosen=ALL) == (title, lead)
    theirs = factor("communication", 1, heard_from="interviewer")
    assert headline(nine(), mine, theirs, chosen=ALL) == (title, f"{MOST_OFTEN} {STANDING}")


def test_what_they_said_in_some_and_you_thought_in_others_is_told_apart():
    row = factor("evidence_examples", 3, heard_by_others=1, heard_from="hiring_manager,self")
    assert plain(wording.finding(row, BOOK)) == (
        "In 3 of 7 second places it came up: in one they wanted more concrete examples, "
        "in the other two you thought so."
    )
    row.heard_by_others = 2
    assert plain(wording.finding(row, BOOK)).endswith("in the other you thought so.")


def test_both_sources_together_are_never_told_as_theirs():
    assert headline(nine(), chosen=ALL)[0] == "Nothing that is yours to change was named."
    assert headline(nine(), chosen=OWN)[0] == "You named nothing that is yours to change."
    two = overview(second_places=2, diagnostic=2)
    assert headline(two, chosen=ALL)[0] == "You came second twice. Here is what they said and you noted."
    once = [factor("communication", 1), factor("preparation", 1)]
    assert headline(nine(), *once, chosen=ALL)[0] == "Nothing recurs. Different things were named each time."


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        (
            {"second_places": 2, "not_understood": 1, "not_recognised": 1},
            "You came second twice. Nothing was recognised yet in what was noted.",
        ),
        ({"second_places": 2, "diagnostic": 2}, "You came second twice. Here is what you noted."),
        ({"second_places": 2, "never_heard": 2}, "You came second twice. You have not noted a reason yet."),
    ],
)
def test_your_own_notes_are_called_notes(counts, title):
    assert headline(overview(**counts), chosen=OWN)[0] == title


def test_the_meter_says_what_each_second_place_has_told():
    assert tuple(map(plain, wording.state_of_feedback(nine(), EVERYTHING))) == (
        "7 of 9 second places have feedback you can act on",
        "One said only that someone was stronger, or gave no reason. One has not said anything.",
    )
    mixed = nine(actionable=5, not_understood=2, no_reason=0, never_heard=0)
    assert wording.state_of_feedback(mixed, EVERYTHING).sentence == (
        "Two named nothing that is yours to change. Two wait to be confirmed by you."
    )
    own = wording.state_of_feedback(nine(actionable=6, not_understood=1, no_reason=1, never_heard=2), OWN)
    assert tuple(map(plain, own)) == (
        "6 of 9 second places have notes you can act on",
        "In one you named nothing that is yours to change. One waits to be confirmed by you. "
        "In one you noted no reason. About two you have not written.",
    )
    assert wording.state_of_feedback(nine(no_reason=0, never_heard=0), EVERYTHING).sentence == ""
    both = nine(second_places=12, actionable=6, not_understood=3, not_recognised=2, never_heard=1)
    assert tuple(map(plain, wording.state_of_feedback(both, ALL))) == (
        "6 of 12 second places have feedback or notes you can act on",
        "In one, nothing that is yours to change was named. One waits to be confirmed by you. "
        "In two, nothing was recognised yet: read it yourself. In one, there are words, and no reason. "
        "In one, nothing was said or noted.",
    )


def test_what_was_not_recognised_is_not_called_an_answer_without_a_reason():
    counts = nine(not_understood=1, not_recognised=1, no_reason=0, never_heard=1)
    assert wording.state_of_feedback(counts, EVERYTHING).sentence == (
        "In one, nothing was recognised yet: read it yourself. One has not said anything."
    )


def test_finals_to_confirm_alone_are_not_none_of_none():
    assert tuple(map(plain, wording.state_of_feedback(overview(finals_to_confirm=3), EVERYTHING))) == (
        "No second place yet",
        "3 finals to confirm.",
    )


def test_a_share_comes_after_its_count():
    assert plain(wording.share_in_words(4, 7, 0.2505, 0.8418)) == "4 of 7 (57 %, 25 to 84)"
    assert plain(wording.share_in_words(0, 0, None, None)) == "0 of 0"
    assert plain(wording.share_in_words(0, 3, 0.0, NAN)) == "0 of 3"
    assert plain(wording.range_in_words(0.0, 0.5615)) == "plausibly 0 to 56 %"


def test_numbers_are_words_in_sentences_and_digits_in_counts():
    assert [wording.number(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
    assert [plain(wording.times(n)) for n in (1, 2, 3, 20)] == ["once", "twice", "3 times", "20 times"]
    assert plain(wording.plural(1, "final", "finals")) == "1 final"


def test_lists_end_with_and():
    lists = [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a, b", "c"], ["a", "b, c", "d"]]
    assert [wording.listed(words) for words in lists] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b and c",
        "a; b, c; and d",
    ]


def test_a_label_in_a_sentence_keeps_its_abbreviation():
    assert wording.in_sentence("Concrete examples") == "concrete examples"
    assert wording.in_sentence("IT skills") == "IT skills"
    assert wording.in_sentence("") == ""


def test_dates_are_words_whatever_the_locale():
    assert wording.date(dt.date(2026, 7, 1)) == "1 July 2026"
    assert wording.date(dt.date(2026, 12, 31)) == "31 December 2026"
    assert [wording.date(day) for day in (None, NAT)] == ["no date", "no date"]
    assert [wording.month(day) for day in (dt.date(2026, 7, 1), NAT)] == ["July 2026", "no date"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2025, 9, 3), dt.date(2026, 10, 12), "September 2025 to October 2026"),
        (dt.date(2026, 3, 3), dt.date(2026, 10, 12), "March to October 2026"),
        (dt.date(2026, 7, 1), dt.date(2026, 7, 30), "July 2026"),
        (None, None, ""),
    ],
)
def test_a_period_says_its_year_once(first, last, words):
    assert wording.period(first, last) == words


def test_filters_are_printed_with_what_they_leave():
    assert plain(wording.filters(overview(), EVERYTHING, who="You")) == (
        "All 30 interviews, September 2025 to October 2026. What they said, not your own impressions."
    )
    narrow = Slice(
        source="all",
        since=dt.date(2026, 7, 1),
        until=dt.date(2026, 9, 1),
        role="Nurse",
        industry="Health",
        candidate="Ada",
    )
    assert plain(wording.filters(overview(interviews=1, undated=0), narrow, who="You")) == (
        "1 interview, Ada, Nurse, Health, from 1 July 2026 on, up to 1 September 2026, "
        "September 2025 to October 2026. What they said and your own impressions."
    )
    since = Slice("others", since=dt.date(2026, 7, 1), until=None, role=None, industry=None, candidate=None)
    assert plain(wording.filters(overview(interviews=2, undated_left_out=1), since, who="You")) == (
        "2 interviews, from 1 July 2026 on, September 2025 to October 2026, 1 without a date left out. "
        "What they said, not your own impressions."
    )
    undated = overview(interviews=2, undated=2, first_date=None, last_date=None)
    assert plain(wording.filters(undated, OWN, who="You")) == (
        "All 2 interviews, 2 without a date. Your own impressions, not what they said."
    )


def test_a_quote_says_who_said_it_how_and_where():
    row = Row(
        source="hiring_manager",
        basis="paraphrase",
        text="You rambled.",
        company="Brightwell",
        role="Analyst",
        happened_on=dt.date(2026, 10, 2),
    )
    assert wording.who_said(row, who="You") == "Hiring manager, as you noted it · Brightwell, 2 October 2026"
    row.text = "It went to an internal candidate."
    assert wording.who_said(row, who="You") == "Your note · Brightwell, 2 October 2026"
    row.text = "You rambled."
    row.source, row.company, row.happened_on = "self", NAN, NAT
    assert wording.who_said(row, who="You") == "Your own impression · Analyst, no date"


def test_an_interview_is_named_by_what_is_known_of_it():
    assert wording.named("Brightwell", "Analyst") == "Brightwell, Analyst"
    assert wording.named(None, "Analyst") == "Analyst"
    assert wording.named(NAN, None) == "No company named"


def test_a_focus_has_its_reason_in_words():
    assert plain(wording.focus_reason(factor("evidence_examples", 5))) == (
        "5 of 7 (36\u201392 %), by hiring managers and HR, last in March 2026. Yours to change."
    )
    undated = factor("experience_level", 3, heard_from="", latest=NAT)
    assert plain(wording.focus_reason(undated)) == "3 of 7 (16\u201375 %). Partly yours to change."
    few = factor("experience_level", 3, heard_from="", latest=NAT, out_of=4)
    assert plain(wording.focus_reason(few)) == "3 of 4. Partly yours to change."


def test_how_long_ago_is_said_in_one_unit_by_one_rule():
    assert [plain(wording.span(days)) for days in (0, 1, 13, 14, 31, 91, 92, 150, 400)] == [
        "0 days",
        "1 day",
        "13 days",
        "2 weeks",
        "4 weeks",
        "13 weeks",
        "3 months",
        "5 months",
        "13 months",
    ]
    assert [wording.months(days) for days in (29, 30, 62, 150)] == [0, 1, 2, 5]


def test_a_count_has_its_range_from_five_on():
    assert [plain(wording.count_and_range(k, n)) for k, n in ((0, 0), (1, 2), (3, 4), (3, 5), (3, 7))] == [
        "0 of 0",
        "1 of 2",
        "3 of 4",
        "3 of 5 (23\u201388 %)",
        "3 of 7 (16\u201375 %)",
    ]
    assert [plain(wording.counted_out_of(n)) for n in (4, 7)] == [
        "Of the 4 second places with a reason.",
        "Of the 7 second places with a reason; under each count, where the true share plausibly lies.",
    ]
    assert [plain(wording.count_over_range(k, n)) for k, n in ((3, 4), (3, 7))] == [
        "3 of 4",
        "3 of 7\n16\u201375 %",
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            (6, 12, 0, 8),
            "Not heard since you began (6 of 12 before, 0 of 8 since, of all interviews with a reason).",
        ),
        (
            (9, 10, 1, 8),
            "Heard less since you began (9 of 10 before, 1 of 8 since, of all interviews with a reason).",
        ),
        (
            (0, 8, 7, 9),
            "Heard more since you began (0 of 8 before, 7 of 9 since, of all interviews with a reason).",
        ),
        (
            (1, 9, 0, 9),
            "No clear change since you began (1 of 9 before, 0 of 9 since, of all interviews with a reason).",
        ),
        (
            (5, 6, 0, 2),
            "Too early to say what became of it since you began (5 of 6 before, 0 of 2 since, of all interviews with a reason).",
        ),
        ((5, 6, 0, 0), "Too early to say: no interview since you began has a reason yet."),
    ],
)
def test_what_practice_came_to_is_said_only_as_far_as_the_counts_carry_it(
    counts: tuple[int, int, int, int], words: str
) -> None:
    row = factor("evidence_examples", 5, change=changed(*counts))
    assert plain(wording.focus_reason(row)) == (
        f"5 of 7 (36\u201392 %), by hiring managers and HR, last in March 2026. Yours to change. {words}"
    )
    assert row.change.fallen_silent == words.startswith("Not heard")


def test_the_order_of_the_focus_list_says_where_silence_stands():
    rows = [factor("preparation", 5, change=changed(5, 6, 0, 2)), factor("confidence", 3)]
    order = "Yours to change, then partly yours, each by how many named it"
    assert wording.focus_order(rows) == f"{order}."
    rows.append(factor("evidence_examples", 5, change=changed(6, 12, 0, 8)))
    assert wording.focus_order(rows) == f"{order}; last what you practise and was not heard since."


def changed(before: int, before_of: int, since: int, since_of: int) -> BeforeSince:
    """Give what a change came to, by its counts."""
    sides = [
        Share(heard_in=k, out_of=n, low=None, high=None, rows=pd.DataFrame())
        for k, n in ((before, before_of), (since, since_of))
    ]
    return BeforeSince(sides[0], sides[1], certainty.trend(before, before_of, since, since_of))


def test_the_smallest_set_is_one_sentence():
    found = SmallestSet(
        factors=("evidence_examples", "communication"), covers=(5, 7), out_of=7, out_of_reach=0
    )
    labels = ["Concrete examples", "Clear, short answers"]
    assert plain(wording.smallest_set(found, labels)) == (
        "Two things touch all 7 of these second places: concrete examples and clear, short answers."
    )
    found = SmallestSet(factors=("communication",), covers=(5,), out_of=7, out_of_reach=2)
    assert plain(wording.smallest_set(found, labels[1:])) == (
        "One thing touches 5 of 7 of these second places: clear, short answers. "
        "In the other two, nothing you can change alone was named."
    )
    assert wording.smallest_set(SmallestSet((), (), 7, 7), []) == ""


@pytest.mark.parametrize(
    ("counts", "title", "lead"),
    [
        (
            {"second_places": 9, "finals": 14, "actionable": 7},
            "You came second 9 times in 14 finals. Of the 9, 7 have feedback you can act on.",
            "",
        ),
        (
            {"second_places": 9, "finals": 14, "actionable": 1},
            "You came second 9 times in 14 finals. Of the 9, 1 has feedback you can act on.",
            "",
        ),
        (
            {"second_places": 9, "finals": 9, "actionable": 9},
            "You came second 9 times in 9 finals. All 9 have feedback you can act on.",
            "",
        ),
        (
            {"second_places": 1, "finals": 2},
            "You came second once in 2 finals. It has no feedback you can act on.",
            "",
        ),
        (
            {"second_places": 1, "finals": 1, "actionable": 1},
            "You came second once in 1 final. It has feedback you can act on.",
            "",
        ),
        (
            {"second_places": 2, "finals": 3},
            "You came second twice in 3 finals. None of the 2 has feedback you can act on.",
            "",
        ),
        ({"finals_to_confirm": 3}, "30 interviews, no second place yet.", "3 finals to confirm."),
        ({"interviews": 1}, "1 interview, no second place yet.", ""),
    ],
)
def test_the_start_page_says_how_often_second_and_what_can_be_learnt(counts, title, lead):
    sentence = wording.home(overview(**counts), who="You")
    assert (plain(sentence.title), plain(sentence.lead)) == (title, lead)


def test_finals_of_which_it_is_not_said_who_got_the_job_stand_in_the_sentence():
    sentence = wording.home(
        overview(second_places=5, finals=21, actionable=3, finals_to_confirm=13), who="You"
    )
    assert (plain(sentence.title), plain(sentence.lead)) == (
        "You came second 5 times in 21 finals; in 13 more it is open whether somebody else got the job.",
        "Say once which of the 13 were second places, and they count. Of the 5, 3 have feedback you can act on.",
    )
    sentence = wording.home(overview(second_places=1, finals=2, finals_to_confirm=1), who="You")
    assert plain(sentence.lead) == (
        "Say whether it was a second place, and it counts. It has no feedback you can act on."
    )


@pytest.mark.parametrize(
    ("candidate", "people", "said"),
    [
        (None, 0, "You came second 9 times in 9 finals. All 9 have feedback you can act on."),
        (None, 1, "You came second 9 times in 9 finals. All 9 have feedback you can act on."),
        (None, 4, "4 people came second 9 times in 9 finals. All 9 have feedback to act on."),
        ("Anna Weber", 4, "Anna Weber came second 9 times in 9 finals. All 9 have feedback to act on."),
    ],
)
def test_the_start_page_says_whose_finals_they_are(candidate, people, said):
    counts = overview(second_places=9, finals=9, actionable=9)
    assert plain(wording.home(counts, who=wording.who_came(candidate, people)).title) == said


def test_a_stage_or_an_outcome_that_is_not_known_says_so():
    assert [wording.stage(value) for value in ("final_round", "", None, NAN)] == [
        "Final round",
        "not known",
        "not known",
        "not known",
    ]
    assert [wording.outcome(value) for value in ("second_place", None)] == ["Second place", "not known"]


def test_an_interview_has_a_title_with_its_day():
    row = Row(company="Brightwell", role="Analyst", happened_on=dt.date(2026, 7, 1))
    assert wording.titled(row) == "Brightwell, Analyst, 1 July 2026"


def test_an_interview_has_a_line_of_how_far_it_came_how_it_ended_and_when():
    row = Row(stage_reached="final_round", outcome="second_place", happened_on=dt.date(2026, 7, 1))
    assert wording.interview_line(row) == "Final round · second place · 1 July 2026"
    unknown = Row(stage_reached=None, outcome=NAN, happened_on=NAT)
    assert wording.interview_line(unknown) == "not known · not known · no date"


def test_a_source_is_one_line_of_what_is_known():
    assert (
        wording.source_line("hr_manager", "paraphrase", dt.date(2026, 7, 1))
        == "HR, as you noted it, 1 July 2026"
    )
    assert wording.source_line("self", "verbatim", NAT) == "Your own impression"
    assert wording.source_line("nobody", "", None) == "Not known who"


def test_whom_to_ask_says_why_and_whom():
    row = Row(
        state="never_heard",
        counted_from="interviewed",
        days_ago=1,
        contact_name="Ada Byrne",
        contact_role="HR",
    )
    assert (
        plain(wording.ask_line(row)) == "Has not said anything yet. Interviewed 1 day ago. Ask Ada Byrne, HR."
    )
    row = Row(state="no_reason", counted_from="decided", days_ago=242, contact_name=None, contact_role=NAN)
    assert plain(wording.ask_line(row)) == "Answered, without a reason. Decided 8 months ago."
    row.counted_from, row.days_ago = None, pd.NA
    assert wording.ask_line(row) == "Answered, without a reason."


def test_protected_ground_is_named_and_never_to_be_changed():
    assert wording.not_yours(factor("internal_candidate", 2)) == "Someone from inside"
    assert wording.not_yours(factor("experience_level", 2, protected=True)) == (
        "Level of experience (not something to change)"
    )


def test_the_line_over_the_quotes_counts_them():
    assert plain(wording.heard_line(factor("evidence_examples", 5, to_confirm=2))) == (
        "Heard in 5 of 7 second places with a reason (36\u201392 %), and in 0 of 3 offers with one. 2 more to confirm."
    )
    assert plain(wording.heard_line(factor("evidence_examples", 5, to_confirm=0, offers_out_of=0))) == (
        "Heard in 5 of 7 second places with a reason (36\u201392 %)."
    )
    few = factor("evidence_examples", 2, to_confirm=0, offers_out_of=0, out_of=4)
    assert plain(wording.heard_line(few)) == "Heard in 2 of 4 second places with a reason."


def test_what_waits_is_counted():
    assert [wording.waiting(4, 2), wording.waiting(4, 0)] == ["4 counted, 2 to confirm", "4 counted"]
    assert [plain(wording.finals_waiting(n)) for n in (0, 1, 3)] == [
        "",
        "1 final to confirm",
        "3 finals to confirm",
    ]


def test_each_rung_says_what_is_missing_for_the_next():
    missing = [wording.next_rung(n) for n in (0, 2, 3, 4, 5, 9, 10)]
    assert missing == [
        "After three more with a reason we can begin to count.",
        "After one more with a reason we can begin to count.",
        "After two more with a reason the counts can stand side by side as bars.",
        "After one more with a reason the counts can stand side by side as bars.",
        "After five more with a reason roles, stages and sources can be compared.",
        "After one more with a reason roles, stages and sources can be compared.",
        "",
    ]


def test_many_interviews_are_not_called_few():
    assert wording.interval_explained(7) == (
        "The mark is what we counted. The soft bar is where the true share plausibly lies: "
        "wide, because these are few interviews."
    )
    assert wording.interval_explained(42) == (
        "The mark is what we counted. The soft bar is where the true share plausibly lies."
    )


def test_a_factor_of_your_own_without_words_is_called_by_its_label():
    mine = factor("communication", 3, factor="mine", label="Whiteboard", polarity="gap")
    assert plain(wording.finding(mine, BOOK)) == "In 3 of 7 second places they named whiteboard."


def test_every_factor_completes_its_sentence_and_no_sentence_promises():
    sentences = [
        plain(wording.finding(factor(name, 5, polarity=polarity), BOOK))
        for name in BOOK.factors
        for polarity in ("gap", "strength", "neutral")
    ]
    assert all(
        words.startswith("In 5 of 7 second places they ") and words.endswith(".") for words in sentences
    )
    tables = [wording.CONTRAST_WORDS, wording.EARLIER_WORDS, wording.RUNG_WORDS, wording.TREND_WORDS]
    said = " ".join([*sentences, *(str(words) for table in tables for words in table.values())]).lower()
    promises = ("significan", "will get", "guarantee", "gain ", "chance", "live with", "recurs")
    assert not [word for word in promises if word in said]


def test_every_value_of_a_record_has_its_words():
    assert list(wording.SOURCE_WORDS) == list(records.SOURCES)
    assert list(wording.OUTCOME_WORDS) == list(records.OUTCOMES)
    assert list(wording.STAGE_WORDS) == list(records.STAGES)
    assert list(wording.BASIS_WORDS) == list(records.BASES)
    assert set(wording.POLARITY_WORDS) == set(records.POLARITIES)
    assert set(wording.CONTRAST_WORDS) == set(wording.EARLIER_WORDS) == set(certainty.Contrast.__args__)
    whose = set(wording.WHOSE_WORDS)
    assert set(wording.PRAISED_WORDS) == set(wording.TEXTS_WORDS) == set(wording.NOTHING_YOURS_WORDS) == whose
    assert set(wording.RUNG_WORDS) == set(certainty.Rung.__args__)


@pytest.mark.parametrize(
    ("counts", "words"),
    [((0, 0, 7), "0 of 7 done"), ((3, 2, 9), "3 of 9 done, 2 skipped"), ((9, 0, 9), "9 of 9 done")],
)
def test_how_far_the_debrief_is(counts: tuple[int, int, int], words: str) -> None:
    assert plain(wording.debriefed(*counts)) == words


@pytest.mark.parametrize(
    ("before", "after", "texts", "comes_back", "words"),
    [
        ("rejected", "second_place", 1, False, "Wren: now second place and 1 text kept."),
        ("pending", "no_decision", 0, False, "Wren: now no decision."),
        ("rejected", "rejected", 2, False, "Wren: 2 texts kept."),
        (None, None, 0, True, "Wren: kept. It comes back at the end, for when you know who got it."),
    ],
)
def test_what_a_debrief_kept(
    before: str | None, after: str | None, texts: int, comes_back: bool, words: str
) -> None:
    assert plain(wording.debrief_kept("Wren", before, after, texts=texts, comes_back=comes_back)) == words


@pytest.mark.parametrize(
    ("counts", "to_ask", "words"),
    [
        ({}, 0, "No second place so far."),
        (
            {"second_places": 9, "diagnostic": 7},
            2,
            "You came second 9 times. 7 of 9 have a reason, and 2 are worth asking.",
        ),
        (
            {"second_places": 2, "diagnostic": 1},
            1,
            "You came second twice. 1 of 2 has a reason, and 1 is worth asking.",
        ),
        ({"second_places": 1, "diagnostic": 1}, 0, "You came second once. 1 of 1 has a reason."),
        (
            {"second_places": 1},
            1,
            "You came second once. 0 of 1 have a reason, and 1 is worth asking.",
        ),
    ],
)
def test_what_the_debrief_came_to(counts: dict[str, int], to_ask: int, words: str) -> None:
    assert plain(wording.debrief_summary(overview(**counts), to_ask)) == words


def test_no_heading_beside_a_count_says_that_it_cannot_be_counted() -> None:
    """A factor that recurs stands under "What recurs", with the heading of its contrast beside it."""
    headings = [
        words.heading for of in (wording.CONTRAST_WORDS, wording.EARLIER_WORDS) for words in of.values()
    ]
    assert [heading for heading in headings if "too few" in heading.lower()] == ["Too few to compare yet"] * 2


def test_texts_in_other_languages_are_told_with_what_they_are_out_of():
    assert wording.in_other_languages(nine(texts=22, texts_not_read=0)) == ""
    assert plain(wording.in_other_languages(nine(texts=22, texts_not_read=8))) == (
        "8 of 22 texts are not in English: not read, and counted only where you mark them yourself."
    )
    assert wording.in_other_languages(nine(texts=1, texts_not_read=1)).startswith(
        "The only text is not in English"
    )


def test_what_is_in_another_language_is_not_told_as_not_recognised():
    counts = nine(not_understood=3, not_recognised=3, not_read=2, no_reason=0, never_heard=0)
    assert wording.state_of_feedback(counts, EVERYTHING).sentence.endswith(
        "In one, nothing was recognised yet: read it yourself. "
        "In two, all words are in another language: read them yourself."
    )
    only = overview(
        second_places=2,
        with_feedback=2,
        diagnostic=0,
        actionable=0,
        not_understood=2,
        not_recognised=2,
        not_read=2,
    )
    assert headline(only)[0] == "You came second twice. What was said is in another language."
