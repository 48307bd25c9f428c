"""The preparation sheet for the next interview, as an outline of one page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from analysis import plan_words, wording
from analysis.preparing import Prepared
from analysis.report.html import to_one_page
from analysis.report.outline import (
    LONGEST_TEXT,
    Block,
    Item,
    Items,
    Outline,
    Paragraph,
    Quote,
    Section,
    SectionName,
    clean,
    cut,
    quote_of,
)
from analysis.study import Study
from analysis.tables import each

MOST_QUOTES = 2  # of one gap; a sheet is one page


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
    found: list[Takeable] = []
    kin = set(prepared.kin.interviews)
    for gap in prepared.gaps:
        rows = study.evidence(gap.factor, "gap", side="second_place", protected=False)
        rows = rows[rows.counted & rows.interview_id.isin(list(kin))]
        found += [
            _takeable(row, "recurred", gap.label)
            for row in each(rows.drop_duplicates("interview_id").head(MOST_QUOTES))
        ]
    for proven in prepared.proven:
        rows = study.evidence(proven.factor, "strength", side=None, protected=False)
        where = {row.interview_id for row in proven.said}
        rows = rows[rows.counted & rows.interview_id.isin(list(where))]
        found += [_takeable(row, "evidence", proven.label) for row in each(rows.head(1))]
    for row in _said_last_time(study, prepared):
        said = Quote("", "", cut(row.text, LONGEST_TEXT), wording.who_said(row), "")
        found.append(
            Takeable(f"last_time:{row.feedback_id}", "last_time", "The last time", clean(said), row.outcome)
        )
    return tuple(found)


def sheet_of(study: Study, prepared: Prepared, *, final: bool, taken: Collection[str]) -> Outline:
    """Give the sheet; `taken` holds the keys of `words_to_take` that stand in it, `final` is whether it is the last round."""
    quotes: dict[SectionName, list[Quote]] = {}
    for words in words_to_take(study, prepared) if taken else ():
        if words.key in taken:
            quotes.setdefault(words.section, []).append(words.quote)
    overview = study.overview()
    sections = (
        _recurred(prepared, quotes.get("recurred", [])),
        _rehearse(study, prepared),
        _evidence(prepared, quotes.get("evidence", [])),
        _last_time(study, prepared, quotes.get("last_time", [])),
        Section(
            "questions",
            "What to ask them",
            (_list([(words, "", why) for words, why in plan_words.to_ask_them(prepared, final=final)]),),
        ),
        _check(prepared),
    )
    return clean(
        Outline(
            title=plan_words.sheet_title(prepared.upcoming),
            lead=plan_words.counted_in(prepared.kin),
            period="Preparation sheet",
            filters=study.filters_in_words(),
            data_up_to=f"Data up to {wording.date(overview.last_date)}." if overview.last_date else "",
            printed_on=f"Printed on {wording.date(study.today)}.",
            today=study.today,
            sample=study.workspace.has_sample(),
            with_quotes=bool(quotes),
            sections=tuple(section for section in sections if section.blocks),
        )
    )


def sheet_file(outline: Outline) -> tuple[bytes, str]:
    """Give the sheet as one web page that prints on paper, and a name for the file."""
    return to_one_page(outline).encode("utf-8"), f"preparation-{outline.today.isoformat()}.html"


def _recurred(prepared: Prepared, quotes: list[Quote]) -> Section:
    words = plan_words.nothing_recurs(prepared)
    gaps = [(gap.label, wording.count(gap.heard_in, gap.out_of), "") for gap in prepared.gaps]
    return Section(
        "recurred",
        "What recurred" if any(gap.recurs for gap in prepared.gaps) else "What was heard",
        (*((_list(gaps),) if gaps else ()), *((Paragraph(words, quiet=True),) if words else ()), *quotes),
    )


def _rehearse(study: Study, prepared: Prepared) -> Section:
    practices = study.practice()
    lines = [(gap.label, "", plan_words.rehearse(study, gap.factor, practices)) for gap in prepared.gaps]
    lines = [line for line in lines if line[2]]
    return Section(
        "rehearse",
        "Rehearse",
        (Items(tuple(Item(*line) for line in lines), numbered=True),) if lines else (),
    )


def _evidence(prepared: Prepared, quotes: list[Quote]) -> Section:
    lines = [
        (proven.label, wording.count(proven.heard_in, proven.out_of), plan_words.praised_by(proven))
        for proven in prepared.proven
    ]
    if not lines:
        return Section("evidence", "Your strongest evidence", ())
    out_of = Paragraph("Praised in finals and offers with a reason: lean on it.", quiet=True)
    return Section("evidence", "Your strongest evidence", (out_of, _list(lines), *quotes))


def _last_time(study: Study, prepared: Prepared, quotes: list[Quote]) -> Section:
    row = prepared.last_time
    if row is None:
        return Section("last_time", "The last time at this company", ())
    heard: list[Block] = []
    for text in _said_last_time(study, prepared):
        mentions = study.mentions_in(text.feedback_id)
        mentions = mentions[mentions.counted & ~mentions.protected].drop_duplicates(["factor", "polarity"])
        lines = [
            (study.codebook.factors[mention.factor].label, wording.POLARITY_WORDS[mention.polarity], "")
            for mention in each(mentions)
        ]
        if lines:
            heard += [Paragraph(f"What was heard: {wording.who_said_it(text)}", quiet=True), _list(lines)]
    nothing = Paragraph("No reason is kept from then.", quiet=True)
    return Section(
        "last_time",
        "The last time at this company",
        (Paragraph(plan_words.last_time(row), quiet=False), *(heard or [nothing]), *quotes),
    )


def _check(prepared: Prepared) -> Section:
    lines = [
        (name, f"named in {wording.plural(heard_in, 'interview', 'interviews')}", how)
        for name, how, heard_in in plan_words.checks(prepared)
    ]
    return Section("check", "Bring and check", (_list(lines),) if lines else ())


def _said_last_time(study: Study, prepared: Prepared) -> list:
    if prepared.last_time is None:
        return []
    texts = study.feedback()
    return list(each(texts[texts.interview_id == prepared.last_time.interview_id]))


def _takeable(row: Any, section: SectionName, about: str) -> Takeable:
    key = f"{section}:{row.feedback_id}:{row.start_at}:{row.factor}"
    return Takeable(key, section, about, clean(quote_of(row)), row.outcome)


def _list(lines: list[tuple[str, str, str]]) -> Block:
    return Items(tuple(Item(*line) for line in lines), numbered=False)
