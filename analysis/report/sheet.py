"""The preparation sheet for the next interview, as an outline that one page of A4 holds whatever stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import pandas as pd

from analysis import plan_words, wording
from analysis.preparing import Prepared
from analysis.report.html import to_one_page
from analysis.report.outline import (
    Block,
    Item,
    Items,
    Outline,
    Paragraph,
    Quote,
    Section,
    SectionName,
    clean,
    each_text,
    quote_of,
)
from analysis.report.redaction import shown, whole
from analysis.study import Study
from analysis.tables import each

# Short, to share a line with how many more quotes there are.
AS_SAID = "Quotes as they were said, names and all: for your own eyes."
WITHOUT_NAMES = "Names we know, addresses, numbers and links are taken out of the quotes."
MOST_OFFERED = 2  # quotes of one gap, each of another interview
LOOKED_AT = 50  # texts they are taken from, the latest: none has so many of one interview
# What one page of A4 holds; tests/browser/test_plan.py prints a sheet that has all of it.
MOST_QUOTES = 3
MOST_TEXTS = 2  # of the last time at the company
MOST_HEARD = 4  # in one of them
MOST_CHECKS = 4
LONGEST = 320  # characters of what to rehearse, or of who praised what
LONGEST_LINE = 90  # of a company, a day, who said it
LONGEST_TITLE = 80
LONGEST_QUOTE = 220


@dataclass(frozen=True)
class Takeable:
    """Somebody's words the sheet can take along: its key, the section and the factor it belongs to, and how it led on."""

    key: str
    section: SectionName
    about: str
    quote: Quote
    outcome: str | None


def words_to_take(study: Study, prepared: Prepared) -> tuple[Takeable, ...]:
    """Give the words the sheet can take along, in the order of its sections; none is taken before it is asked for."""
    return study.once(("words_to_take", prepared.upcoming), lambda: tuple(_words_to_take(study, prepared)))


def sheet_of(study: Study, prepared: Prepared, *, final: bool, taken: Collection[str]) -> Outline:
    """Give the sheet; `taken` holds the keys of `words_to_take` that stand in it, `final` is whether it is the last round.

    At most three quotes stand in it, and it says how many more there are. They stand as they were said, for the person's own
    eyes, and the sheet says so; of a `redacted_study` they are without the names we know.
    """
    offered = words_to_take(study, prepared) if taken else ()
    stand = list(islice((words for words in offered if words.key in taken), MOST_QUOTES))
    quotes: dict[SectionName, list[Block]] = {}
    for words in stand:
        quotes.setdefault(words.section, []).append(words.quote)
    if stand:
        more = plan_words.more_quotes(len(offered) - len(stand)) if len(offered) > len(stand) else ""
        as_said = AS_SAID if whole(study) is study else WITHOUT_NAMES
        quotes[stand[-1].section].append(Paragraph(f"{more} {as_said}".strip(), quiet=True))
    overview = study.overview()
    sections = (
        _recurred(study, prepared, quotes.get("recurred", [])),
        _evidence(prepared, quotes.get("evidence", [])),
        _last_time(study, prepared, quotes.get("last_time", [])),
        Section(
            "questions",
            "What to ask them",
            (_list([(words, "", why) for words, why in plan_words.to_ask_them(prepared, final=final)]),),
        ),
        _check(prepared),
    )
    outline = Outline(
        title=wording.cut(plan_words.sheet_title(prepared.upcoming), LONGEST_TITLE),
        lead=plan_words.counted_in(prepared.kin),
        period="Preparation sheet",
        filters=study.filters_in_words(),
        data_up_to=f"Data up to {wording.date(overview.last_date)}." if overview.last_date else "",
        printed_on=f"Printed on {wording.date(study.today)}.",
        today=study.today,
        sample=study.workspace.has_sample(),
        with_quotes=bool(stand),
        sections=tuple(section for section in sections if section.blocks),
    )
    return each_text(clean(outline), lambda text: wording.cut(text, LONGEST))


def sheet_file(outline: Outline) -> tuple[bytes, str]:
    """Give the sheet as one web page that prints on paper, and a name for the file."""
    return to_one_page(outline).encode("utf-8"), f"preparation-{outline.today.isoformat()}.html"


def _words_to_take(study: Study, prepared: Prepared) -> Iterator[Takeable]:
    # A counted gap makes a second place one with a reason: of all of them none is left out.
    kin = None if prepared.kin.by == "all" else prepared.kin.interviews
    for gap in prepared.gaps:
        rows = whole(study).evidence(
            gap.factor,
            "gap",
            side="second_place",
            protected=False,
            counted=True,
            among=kin,
            at_most=LOOKED_AT,
        )
        rows = rows.drop_duplicates("interview_id").head(MOST_OFFERED)
        yield from _takeable(study, rows, "recurred", gap.label)
    for proven in prepared.proven:
        rows = whole(study).evidence(
            proven.factor,
            "strength",
            side=None,
            protected=False,
            counted=True,
            among=tuple(dict.fromkeys(row.interview_id for row in proven.said)),
            at_most=1,
        )
        yield from _takeable(study, rows.head(1), "evidence", f"{proven.label}, praised")
    for row in _said_last_time(study, prepared):
        said = _short(clean(Quote("", "", row.text, wording.who_said(row, who=study.who()), "")))
        key = f"last_time:{row.feedback_id}"
        yield Takeable(key, "last_time", "The last time", said, row.outcome)


def _recurred(study: Study, prepared: Prepared, quotes: list[Block]) -> Section:
    gaps = tuple(
        Item(
            gap.label,
            wording.count_and_range(gap.heard_in, gap.out_of),
            plan_words.rehearse(study, prepared, gap.factor),
        )
        for gap in prepared.gaps
    )
    words = plan_words.nothing_recurs(prepared)
    return Section(
        "recurred",
        plan_words.recurred_title(prepared),
        (
            *((Paragraph(words, quiet=True),) if words else ()),
            *((Items(gaps, numbered=True),) if gaps else ()),
            *quotes,
        ),
    )


def _evidence(prepared: Prepared, quotes: list[Block]) -> Section:
    lines = [
        (
            proven.label,
            wording.count_and_range(proven.heard_in, proven.out_of),
            plan_words.praised_by(prepared, proven),
        )
        for proven in prepared.proven
    ]
    if not lines:
        return Section("evidence", "Your strongest evidence", ())
    out_of = Paragraph(
        f"Praised in finals and offers with a reason, {prepared.proven[0].out_of} in all: lean on it.",
        quiet=True,
    )
    return Section("evidence", "Your strongest evidence", (out_of, _list(lines), *quotes))


def _last_time(study: Study, prepared: Prepared, quotes: list[Block]) -> Section:
    row = prepared.last_time
    if row is None:
        return Section("last_time", "The last time at this company", ())
    heard: list[Block] = []
    for text in _said_last_time(study, prepared):
        mentions = study.mentions_in(text.feedback_id)
        mentions = mentions[mentions.counted & ~mentions.protected].drop_duplicates(["factor", "polarity"])
        lines = [
            (study.codebook.factors[mention.factor].label, wording.POLARITY_WORDS[mention.polarity], "")
            for mention in each(mentions.head(MOST_HEARD))
        ]
        if lines:
            who = study.says(wording.source_line(text.source, text.basis, text.received_on))
            heard += [Paragraph(f"What was heard: {who}", quiet=True), _list(lines)]
    nothing = Paragraph("No reason is kept from then.", quiet=True)
    return Section(
        "last_time",
        "The last time at this company",
        (
            Paragraph(plan_words.last_time(row), quiet=False),
            *(heard or [nothing]),
            *quotes,
        ),
    )


def _check(prepared: Prepared) -> Section:
    lines = [
        (name, wording.count(heard_in, out_of), how)
        for name, how, heard_in, out_of in plan_words.checks(prepared)[:MOST_CHECKS]
    ]
    named_in = Paragraph("Named in interviews with a reason, however they ended.", quiet=True)
    return Section("check", "Bring and check", (named_in, _list(lines)) if lines else ())


def _said_last_time(study: Study, prepared: Prepared) -> list:
    if prepared.last_time is None:
        return []
    texts = whole(study).feedback_found(interview_id=prepared.last_time.interview_id, at_most=MOST_TEXTS)
    return list(each(shown(study, texts)))


def _takeable(study: Study, rows: pd.DataFrame, section: SectionName, about: str) -> Iterator[Takeable]:
    """Give the words of rows of `Study.evidence`; the key of each is the same with and without names."""
    for row, said in zip(each(rows), each(shown(study, rows)), strict=True):
        key = f"{section}:{row.feedback_id}:{row.start_at}:{row.factor}"
        yield Takeable(key, section, about, _short(clean(quote_of(said, who=study.who()))), row.outcome)


def _short(said: Quote) -> Quote:
    """Give a quote in two lines: the words that were heard first, then what stands around them as far as there is room."""
    heard = wording.cut(said.heard, LONGEST_QUOTE)
    room = LONGEST_QUOTE - len(heard)
    spare = max(room - min(len(said.after), room // 3), 0)
    before = said.before
    if len(before) > spare:
        before = "… " + before[len(before) - spare :].partition(" ")[2]
    after = wording.cut(said.after, room - len(before)) if room > len(before) else ""
    said_by = wording.cut(said.said_by, LONGEST_LINE)
    return replace(said, before=before, heard=heard, after=after, said_by=said_by)


def _list(lines: list[tuple[str, str, str]]) -> Block:
    return Items(tuple(Item(*line) for line in lines), numbered=False)
