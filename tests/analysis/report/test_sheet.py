"""The preparation sheet: one page, nobody's words unless they are ticked, nothing on protected ground, everything escaped."""

from __future__ import annotations

import datetime as dt

from analysis.preparing import Upcoming, prepare
from analysis.report.outline import Items, Outline, Paragraph, Quote
from analysis.report.redaction import redacted_study
from analysis.report.sheet import AS_SAID, MOST_QUOTES, WITHOUT_NAMES, sheet_file, sheet_of, words_to_take
from analysis.study import Study
from tests.analysis.report.conftest import Story

HOSTILE = '<script>alert(1)</script> "x" {{ 7 * 7 }}'


def for_company(company: str | None) -> Upcoming:
    return Upcoming(company=company, role=None, industry=None, format=None, interview_id=None)


def sheet(study: Study, company: str | None = None, *, taken: frozenset[str] = frozenset()) -> Outline:
    return sheet_of(study, prepare(study, for_company(company)), final=False, taken=taken)


def section(told: Outline, name: str) -> list[tuple[str, str, str]]:
    """Give the lines of one section; [] where it is left out."""
    return [
        (item.name, item.count.replace("\u00a0", " "), item.remark)
        for one in told.sections
        if one.name == name
        for block in one.blocks
        if isinstance(block, Items)
        for item in block.items
    ]


def test_the_sample_has_what_recurred_what_to_rehearse_and_who_praised_what(sample_study: Study) -> None:
    told = sheet(sample_study)
    assert [one.name for one in told.sections] == ["recurred", "evidence", "questions"]
    name, heard_in, rehearse = section(told, "recurred")[2]  # practised, and not heard since: last
    assert (name, heard_in) == ("Concrete examples", "5 of 7 (36\u201392 %)")
    assert rehearse.replace("\u00a0", " ").startswith(
        "In your plan since 4 May 2026: practised STAR answers. Not heard since you began (6 of 12 before, 0 of 8 since, "
        "of all interviews with a reason). Praised too: see below. Write six stories on one page each"
    )
    assert section(told, "evidence")[0][2].replace("\u00a0", " ") == (
        "Hiring manager, Cinder Hill University (offer, accepted, September 2026); Recruiter, Stannary Mutual "
        "(second place, September 2026); and two more. Missed before that: Lowmoor Council (April 2026); "
        "Nettleham Software (February 2026); and three more."
    )
    assert section(told, "evidence")[2] == (
        "Interest in the job",
        "2 of 12 (5\u201345 %)",
        "HR, Lowmoor Council (second place, April 2026); Hiring manager, Oxbow Logistics (offer, declined, February 2026)",
    )
    assert told.sample


def test_nobodys_words_stand_on_it_unless_they_are_ticked(sample_study: Study) -> None:
    offered = words_to_take(sample_study, prepare(sample_study, for_company(None)))
    assert len({words.key for words in offered}) == len(offered) > 3
    assert not any(isinstance(block, Quote) for one in sheet(sample_study).sections for block in one.blocks)
    told = sheet(sample_study, taken=frozenset({offered[0].key, "gone"}))
    quotes = [block for one in told.sections for block in one.blocks if isinstance(block, Quote)]
    assert quotes == [offered[0].quote]
    assert told.with_quotes


def test_three_quotes_stand_on_it_at_most_and_it_says_how_many_more_there_are(sample_study: Study) -> None:
    offered = words_to_take(sample_study, prepare(sample_study, for_company(None)))
    told = sheet(sample_study, taken=frozenset(words.key for words in offered))
    blocks = [block for one in told.sections for block in one.blocks]
    assert [block for block in blocks if isinstance(block, Quote)] == [
        words.quote for words in offered[:MOST_QUOTES]
    ]
    assert Paragraph(f"Seven more quotes stand on the plan page. {AS_SAID}", quiet=True) in blocks


def test_a_long_quote_keeps_what_was_heard_and_loses_what_stands_around_it(story: Story) -> None:
    heard = "too long, " * 15
    interview_id = story.interview("A")
    story.said(
        interview_id, f"{'It never ends ' * 9}{heard}{'and so on ' * 12}", f"communication gap @{heard}"
    )
    study = story.study()
    (words,) = words_to_take(study, prepare(study, for_company(None)))
    quote = words.quote
    assert quote.before == "… It never ends It never ends It never ends "
    assert (quote.heard, quote.after) == (heard, "and so on and so on and …")


def test_the_last_time_at_the_company_is_told_with_what_was_heard_but_not_on_protected_ground(
    story: Story,
) -> None:
    story.interview("Northwind", "communication gap", "confidence gap protected", role="Clerk")
    told = sheet(story.study(), "northwind")
    assert section(told, "last_time") == [("Clear, short answers", "a gap", "")]
    (first, *_) = next(one for one in told.sections if one.name == "last_time").blocks
    assert first == Paragraph(
        "Northwind, Clerk, 1 May 2026: second place; furthest stage: final round.", quiet=False
    )


def test_protected_ground_is_neither_rehearsed_nor_checked(story: Story) -> None:
    for n in range(3):
        story.interview(f"{n}", "confidence gap protected", "credentials gap protected aspect=language")
    told = sheet(story.study())
    assert [one.name for one in told.sections] == ["recurred", "questions"]
    assert section(told, "recurred") == []


def test_what_to_bring_stands_there_only_when_it_was_heard(story: Story) -> None:
    story.interview("A", "professional_appearance gap aspect=lateness", outcome="rejected")
    story.interview("B", "confidence strength", outcome="offer_accepted")
    story.interview("C", "stronger_competitor gap")  # no reason, so not among them
    assert section(sheet(story.study()), "check") == [
        (
            "The way there, or the link",
            "1 of 2",
            "Tried once at the hour of the interview; be there fifteen minutes early, with a number to call.",
        )
    ]


def test_the_file_is_one_page_without_a_script_or_a_request_and_hostile_text_is_text(story: Story) -> None:
    interview_id = story.interview(HOSTILE, role=HOSTILE, interviewed_on=dt.date(2026, 5, 1))
    story.said(interview_id, HOSTILE, "evidence_examples gap @alert")
    study = story.study()
    keys = frozenset(words.key for words in words_to_take(study, prepare(study, for_company(HOSTILE))))
    content, name = sheet_file(sheet(study, HOSTILE, taken=keys))
    page = content.decode()
    assert name == "preparation-2026-06-30.html"
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page.replace("&#34;", '"')
    assert "http" not in page.replace("http-equiv", "")
    assert "@page { margin: 9mm 15mm; }" in page


def test_quotes_stand_as_they_were_said_and_the_sheet_says_so_or_without_names_where_that_is_asked(
    story: Story,
) -> None:
    """The same ticks hold for both; a name, an address and a number in a field are known."""
    for n in range(3):
        interview_id = story.interview(f"Firm {n}", contact_name="Ada Nox")
        story.said(
            interview_id, "Ada Nox: call 0113 496 0123, it was too long.", "communication gap @too long"
        )
    study = story.study()
    own, others = study, redacted_study(study, letters=False)
    keys = [
        [words.key for words in words_to_take(one, prepare(one, for_company(None)))] for one in (own, others)
    ]
    assert keys[0] == keys[1]
    taken = frozenset(keys[0][:1])

    def said(one: Study) -> tuple[str, str]:
        told = sheet_of(one, prepare(study, for_company(None)), final=False, taken=taken)
        blocks = [block for part in told.sections for block in part.blocks]
        quote = next(block for block in blocks if isinstance(block, Quote))
        notes = [block.words for block in blocks[blocks.index(quote) :] if isinstance(block, Paragraph)]
        return quote.text, next(said for said in (AS_SAID, WITHOUT_NAMES) if notes[0].endswith(said))

    assert said(own) == ("Ada Nox: call 0113 496 0123, it was too long.", AS_SAID)
    assert said(others) == ("[name]: call [phone], it was too long.", WITHOUT_NAMES)
