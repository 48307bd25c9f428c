"""What the report says and what it keeps to itself, in every state a search can be in."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from analysis.report import outline_of, quotes_of
from analysis.report.outline import (
    Chart,
    Factor,
    Item,
    Items,
    Lane,
    Outline,
    Paragraph,
    Quote,
    Section,
    Table,
    plain,
)


def texts(told: Any) -> list[str]:
    """Every text of a record, pictures included."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, tuple):
        return [text for part in told for text in texts(part)]
    if is_dataclass(told):
        return [text for f in fields(told) for text in texts(getattr(told, f.name))]
    return []


def section(told: Outline, name: str) -> Section | None:
    return next((found for found in told.sections if found.name == name), None)


def heading(told: Outline, name: str) -> str:
    return next(found.title for found in told.sections if found.name == name)


def blocks(told: Outline, name: str, kind: type) -> list[Any]:
    found = section(told, name)
    return [block for block in found.blocks if isinstance(block, kind)] if found else []


def told_by(study: Any, *, quotes: bool, **chosen: str) -> Outline:
    return outline_of(study, quotes=quotes, chosen_quotes=chosen)


def test_a_report_is_told_in_the_order_of_a_reader(story):
    for n in range(3):
        story.interview(
            f"Firm {n}", "evidence_examples gap", "communication strength", "internal_candidate neutral"
        )
    story.interview("Silent")
    story.practised("evidence_examples", "wrote six stories", dt.date(2026, 4, 1))
    told = told_by(story.study(), quotes=True)
    assert [found.name for found in told.sections] == [
        "feedback",
        "factors",
        "strengths",
        "start",
        "changed",
        "not_yours",
        "ask",
        "methods",
        "appendix",
    ]


def test_without_quotes_no_word_of_a_feedback_no_contact_and_no_company_leaves_the_workspace(sample_study):
    told = told_by(sample_study, quotes=False)
    whole = "\n".join(texts(told))
    elsewhere = "\n".join(
        text for found in told.sections if found.name not in ("ask", "feedback") for text in texts(found)
    )
    interviews = sample_study.interviews()
    mentions = sample_study.workspace.ask(
        "SELECT quote, contact_name, contact_email FROM mentions JOIN interviews USING (interview_id)", {}
    )
    sentences = {
        sentence.strip()
        for text in sample_study.feedback().text
        for sentence in text.split(".")
        if len(sentence.strip()) > 30
    }
    assert [s for s in sentences if s in whole] == []
    assert [s for s in mentions.quote if len(s) > 20 and s in whole] == []
    assert [
        s for s in {*mentions.contact_name.dropna(), *mentions.contact_email.dropna()} if s in whole
    ] == []
    assert [s for s in interviews.company.dropna() if s in elsewhere] == []


def test_with_quotes_each_factor_shows_words_in_which_it_was_heard(sample_study):
    told = told_by(sample_study, quotes=True)
    shown = blocks(told, "factors", Factor)
    heard = {row.label: row.factor for row in sample_study.gaps().itertuples()}
    assert shown
    for factor in shown:
        rows = sample_study.evidence(heard[factor.label], "gap", side="second_place", protected=False)
        assert factor.quote.heard in {plain(row.text[row.start_at : row.end_at]) for row in rows.itertuples()}


def test_the_counts_are_those_of_the_study(sample_study):
    table = blocks(told_by(sample_study, quotes=False), "appendix", Table)[0]
    rows = sample_study.recurring_factors()
    rows = rows[(rows.heard_in > 0) | (rows.offers_heard_in > 0) | (rows.rejected_heard_in > 0)]
    counted = [(cells[2].split("\u00a0(")[0].split(" (")[0], cells[3]) for cells in table.rows]
    assert [tuple(text.replace("\u00a0", " ") for text in pair) for pair in counted] == [
        (f"{row.heard_in} of {row.out_of}", f"{row.offers_heard_in} of {row.offers_out_of}")
        for row in rows.itertuples()
    ]


def test_the_latest_literal_words_of_others_are_shown_unless_another_quote_is_chosen(story):
    for day, basis in ((1, "verbatim"), (2, "verbatim"), (3, "paraphrase")):
        interview_id = story.interview(f"Firm {day}", interviewed_on=dt.date(2026, 5, day))
        story.said(interview_id, f"No example, day {day}.", f"evidence_examples gap @day {day}", basis=basis)
    study = story.study()
    choices = quotes_of(study, ["evidence_examples"])["evidence_examples"]
    assert [choice.quote.heard for choice in choices] == ["day 2", "day 3", "day 1"]
    assert blocks(told_by(study, quotes=True), "factors", Factor)[0].quote.heard == "day 2"
    chosen = told_by(study, quotes=True, evidence_examples=choices[2].key)
    assert blocks(chosen, "factors", Factor)[0].quote.heard == "day 1"


def test_a_quote_key_that_no_longer_exists_shows_the_default(story):
    for n in range(3):
        story.interview(f"Firm {n}", "evidence_examples gap")
    told = told_by(story.study(), quotes=True, evidence_examples="gone:0")
    assert blocks(told, "factors", Factor)[0].quote.heard == "abc"


def test_a_quote_is_the_sentence_around_the_words_that_were_heard(story):
    text = "Thank you for coming 🙂. We liked you a lot, but we heard no example. Good luck!"
    for n in range(3):
        story.said(story.interview(f"Firm {n}"), text, "evidence_examples gap @no example")
    quote = blocks(told_by(story.study(), quotes=True), "factors", Factor)[0].quote
    assert (quote.before, quote.heard, quote.after) == (
        "We liked you a lot, but we heard ",
        "no example",
        ".",
    )
    assert quote.said_by == "Interviewer, in their words · Firm 0, 1 May 2026" or quote.said_by.startswith(
        "Interviewer, in their words · Firm "
    )


def test_a_long_sentence_is_cut_at_words(story):
    text = f"{'word ' * 100}no example{' and' * 100}"
    for n in range(3):
        story.said(story.interview(f"Firm {n}"), text, "evidence_examples gap @no example")
    quote = blocks(told_by(story.study(), quotes=True), "factors", Factor)[0].quote
    assert quote.before.startswith("… word ")
    assert quote.after.endswith(" and …")
    assert max(len(quote.before), len(quote.after)) <= 183


def test_protected_ground_stands_apart_neutrally_and_without_advice(story):
    for n in range(3):
        story.interview(f"Firm {n}", "communication gap protected", "evidence_examples gap")
    told = told_by(story.study(), quotes=True)
    assert [factor.label for factor in blocks(told, "factors", Factor)] == ["Concrete examples"]
    assert blocks(told, "not_yours", Items)[0].items == (
        Item("Clear, short answers (not something to change)", "3\u00a0of\u00a03", ""),
    )
    start = blocks(told, "start", Items)[0].items
    assert [item.name for item in start] == ["Concrete examples"]
    advice = story.study().codebook.factors["communication"].advice
    assert [text for text in advice if text in "\n".join(texts(told))] == []


def test_the_advice_is_for_the_side_of_the_factor_that_was_heard(story):
    book = story.study().codebook
    factor, aspect = next(
        (factor, aspect)
        for factor in book.factors.values()
        for aspect in factor.aspects.values()
        if factor.control == "you" and aspect.advice
    )
    for n in range(3):
        story.interview(f"Firm {n}", f"{factor.id} gap aspect={aspect.id}")
    assert blocks(told_by(story.study(), quotes=False), "factors", Factor)[0].advice == aspect.advice[0]


def test_of_two_sides_heard_as_often_the_first_of_the_codebook_is_advised(story):
    book = story.study().codebook
    factor, first, second = next(
        (factor, *list(factor.aspects.values())[:2])
        for factor in book.factors.values()
        if factor.control == "you" and len([a for a in factor.aspects.values() if a.advice]) > 1
    )
    for n in range(4):
        story.interview(f"Firm {n}", f"{factor.id} gap aspect={(second, first)[n % 2].id}")
    assert blocks(told_by(story.study(), quotes=False), "factors", Factor)[0].advice == first.advice[0]


def test_what_is_only_to_confirm_is_counted_nowhere_and_said_to_wait(story):
    for n in range(3):
        story.interview(f"Firm {n}", "evidence_examples gap")
    story.interview("Firm 4", "evidence_examples gap suggested", "communication strength")
    told = told_by(story.study(), quotes=False)
    factor = blocks(told, "factors", Factor)[0]
    assert (factor.second, factor.to_confirm) == ("3\u00a0of\u00a04", "1 more to confirm")
    methods = blocks(told, "methods", Items)[0].items
    assert any("4 counted, 1 to confirm" in item.remark for item in methods)


def test_an_empty_workspace_gives_a_title_and_how_it_will_be_counted(story):
    told = told_by(story.study(), quotes=False)
    assert told.title == "There is nothing to read yet."
    assert [found.name for found in told.sections] == ["methods"]


def test_without_a_second_place_the_report_says_what_one_is(story):
    story.interview("Firm", outcome="rejected", stage_reached="screen")
    told = told_by(story.study(), quotes=False)
    assert told.title == "There is no second place in these interviews."
    assert [found.name for found in told.sections] == ["methods"]


def test_without_any_reason_there_is_a_meter_and_whom_to_ask_and_no_ranking(story):
    story.interview("Firm", role="Clerk")
    told = told_by(story.study(), quotes=True)
    assert [found.name for found in told.sections] == ["feedback", "ask", "methods"]
    assert blocks(told, "ask", Items)[0].items[0].name == "Firm, Clerk"


def test_contacts_are_named_only_with_quotes(story):
    story.interview("Firm", role="Clerk", contact_name="Ada Nox", contact_role="Head of post")
    ask = {
        quotes: blocks(told_by(story.study(), quotes=quotes), "ask", Items)[0].items[0].remark
        for quotes in (False, True)
    }
    assert ask[False] == "Has not said anything yet. Interviewed 9\u00a0weeks ago."
    assert ask[True] == "Has not said anything yet. Interviewed 9\u00a0weeks ago. Ask Ada Nox, Head of post."


def test_one_or_two_reasons_are_quoted_and_not_ranked(story):
    story.interview("Firm", "evidence_examples gap", "communication gap protected")
    told = told_by(story.study(), quotes=True)
    assert [found.name for found in told.sections] == ["feedback", "words", "not_yours", "methods"]
    assert told.title.endswith("Here is what they said.")
    assert blocks(told, "words", Quote) == [
        Quote(
            "",
            "",
            "abc",
            "Interviewer, in their words · Firm, 1 May 2026",
            "Heard as: Concrete examples, a gap",
        )
    ]


def test_one_or_two_reasons_without_quotes_say_what_is_missing(story):
    story.interview("Firm", "evidence_examples gap")
    told = told_by(story.study(), quotes=False)
    assert told.title == "You came second once."
    assert blocks(told, "words", Paragraph)[0].words.startswith(
        "At this point their words are the whole finding"
    )
    assert "abc" not in texts(told)


@pytest.mark.parametrize(("places", "drawn"), [(3, False), (4, False), (5, True)])
def test_bars_are_drawn_from_five_reasons_on(story, places, drawn):
    for n in range(places):
        story.interview(f"Firm {n}", "evidence_examples gap")
    factor = blocks(told_by(story.study(), quotes=False), "factors", Factor)[0]
    assert isinstance(factor.chart, Chart) is drawn


def test_without_an_offer_nothing_is_compared(story):
    for n in range(5):
        story.interview(f"Firm {n}", "evidence_examples gap")
    told = told_by(story.study(), quotes=False)
    factor = blocks(told, "factors", Factor)[0]
    assert (factor.offers, factor.contrast) == ("", "")
    assert [column.name for column in blocks(told, "appendix", Table)[0].columns] == [
        "Factor",
        "Heard as",
        "Second places",
    ]


def test_with_offers_the_appendix_holds_p_and_q_and_nothing_else_does(story):
    for n in range(5):
        story.interview(f"Firm {n}", "evidence_examples gap")
    story.interview("Won", "communication strength", outcome="offer_accepted", stage_reached="offer")
    told = told_by(story.study(), quotes=False)
    table = blocks(told, "appendix", Table)[0]
    assert table.rows[0] == (
        "Concrete examples",
        "a gap",
        "5\u00a0of\u00a05 (100\u00a0%, 57 to 100)",
        "0\u00a0of\u00a01",
        "0.167",
        "0.167",
    )
    assert "Fisher" not in "\n".join(text for found in told.sections[:-1] for text in texts(found))


def test_nothing_recurring_is_said_and_what_was_heard_is_still_counted(story):
    for n, factor in enumerate(
        ("evidence_examples", "communication", "preparation", "confidence", "conduct", "enthusiasm")
    ):
        story.interview(f"Firm {n}", f"{factor} gap")
    told = told_by(story.study(), quotes=False)
    words = [block.words for block in blocks(told, "factors", Paragraph)]
    assert words[0] == "No gap you can work on recurs."
    assert words[1].startswith("Heard too: ")
    assert words[1].count("1\u00a0of\u00a06") == 6
    assert blocks(told, "start", Items) == []


def test_what_changed_has_its_counts_and_its_word(story):
    for month in (1, 2, 3):
        story.interview(f"Old {month}", "evidence_examples gap", interviewed_on=dt.date(2026, month, 1))
    story.interview("New", "communication strength", interviewed_on=dt.date(2026, 6, 1))
    story.practised("evidence_examples", "wrote six stories", dt.date(2026, 4, 1))
    told = told_by(story.study(), quotes=False)
    assert [(lane.name, lane.count) for lane in blocks(told, "changed", Lane)] == [
        ("Before 1 April 2026", "heard in 3\u00a0of\u00a03 (100\u00a0%, 44 to 100)"),
        ("Since", "heard in 0\u00a0of\u00a01 (0\u00a0%, 0 to 79)"),
    ]
    assert [block.words for block in blocks(told, "changed", Paragraph)] == [
        "Concrete examples: wrote six stories, since 1 April 2026.",
        "Too early to say. Out of the interviews with a reason, however they ended.",
    ]


def test_a_practice_without_an_interview_to_count_is_left_out(story):
    story.interview("Firm")
    story.practised("evidence_examples", "wrote six stories", dt.date(2026, 4, 1))
    assert section(told_by(story.study(), quotes=False), "changed") is None


def test_a_long_list_to_ask_is_cut_and_the_rest_counted(story):
    for n in range(13):
        story.interview(f"Firm {n}")
    told = told_by(story.study(), quotes=False)
    assert len(blocks(told, "ask", Items)[0].items) == 10
    assert blocks(told, "ask", Paragraph)[0].words == "And 3\u00a0more second places."


def test_the_filters_and_the_day_stand_in_every_report(story):
    story.interview("Firm", role="Clerk")
    told = told_by(story.study(role="Clerk"), quotes=False)
    assert told.filters == "1\u00a0interview, Clerk, May 2026. What they said, not your own impressions."
    assert told.data_up_to == "Data up to 1 May 2026."
    assert told.printed_on == "Printed on 30 June 2026."
    assert told.about == f"{told.filters} Data up to 1 May 2026. Printed on 30 June 2026."


def test_without_a_date_no_day_is_given_for_the_data(story):
    story.interview("Firm", interviewed_on=None)
    assert told_by(story.study(), quotes=False).data_up_to == ""


def test_a_report_on_the_sample_says_so_and_no_other_does(sample_study, story):
    story.interview("Firm")
    assert [told_by(study, quotes=False).sample for study in (sample_study, story.study())] == [True, False]


def test_the_heading_over_the_factors_says_whether_one_recurs(story):
    for n, heard in enumerate(("preparation", "confidence", "conduct")):
        story.interview(f"Firm {n}", f"{heard} gap")
    assert heading(told_by(story.study(), quotes=False), "factors") == "What was heard"
    story.interview("Firm 3", "preparation gap")
    assert heading(told_by(story.study(), quotes=False), "factors") == "What recurs"


def test_what_you_noted_is_not_headed_as_what_they_said(story):
    story.interview("Silent")
    for n in range(3):
        story.said(
            story.interview(f"Firm {n}"),
            "abc",
            "communication strength @abc",
            "overall_impression strength @abc",
            source="self",
        )
    titles = [
        heading(told_by(story.study(source=whose), quotes=False), "strengths") for whose in ("self", "all")
    ]
    assert titles == [
        "What you thought they praised in your finals",
        "What was praised in your finals",
    ]
    assert [
        item.name
        for item in blocks(told_by(story.study(source="self"), quotes=False), "strengths", Items)[0].items
    ] == ["Clear, short answers"]
    alts = [
        blocks(told_by(story.study(source=whose), quotes=False), "feedback", Chart)[0].alt
        for whose in ("self", "all")
    ]
    assert len(set(alts)) == 2


def test_how_the_words_were_read_is_said_as_it_is(story):
    story.interview("Firm", "evidence_examples gap")
    methods = {
        item.name: item.remark
        for item in blocks(told_by(story.study(), quotes=False), "methods", Items)[0].items
    }
    assert methods["Who read the words"].startswith(
        "A program reads the feedback by rules and by what it learnt from written examples, and it misses things"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("nul\x00 and \x1b[31m escape", "nul and [31m escape"),
        ("turned \u202egnp.exe\u202c round", "turned gnp.exe round"),
        ("half \ud83d a pair", "half  a pair"),
        ("5\u00a0of\u00a07", "5\u00a0of\u00a07"),
        ("👩\u200d🔬 שלום 漢字", "👩\u200d🔬 שלום 漢字"),
    ],
)
def test_a_text_is_one_line_without_anything_that_acts(text, shown):
    assert plain(text) == shown
