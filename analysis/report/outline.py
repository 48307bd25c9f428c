"""What a report says, from one Study: plain text, counts and small pictures in order, and nothing about how it looks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

import pandas as pd

from analysis import advising, certainty, charts, wording
from analysis.coding import Codebook
from analysis.plain_text import plain
from analysis.report import pictures
from analysis.report.redaction import redacted_study, shown, whole
from analysis.study import Overview, Share, Study
from analysis.tables import each, found
from analysis.tally import MOST_LISTED, every_factor

SAMPLE = "Sample: invented interviews"
MOST_FACTORS = 6  # factors told in full; the others have a line, and every one is in the appendix
MOST_STRENGTHS = 6
FEW = 30  # below this many, one interview moves a share by more than 3 %
MOST_TEXTS = 12
MOST_CHOICES = 12  # texts to choose a quote from
FEW_CHOICES = 5  # texts in which to look first for the one that is shown where none is chosen
IN_SUMMARY = 3  # factors, strengths, second places to ask: as much as one page shows and one look takes in
MOST_PRACTICES = 3
MOST_TO_ASK = 10
LONGEST_TEXT = 1500  # characters of a text shown whole
LONGEST_SIDE = 180  # characters of a quote before and after the words that were heard
SHORT_SIDE = 90  # the same on one page


@dataclass(frozen=True)
class Paragraph:
    """A few sentences; quiet ones are read last."""

    words: str
    quiet: bool


@dataclass(frozen=True)
class Chart:
    """A small static picture as one SVG string, and the same in words."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, the part that was heard apart from what stands around it, and who said it."""

    before: str
    heard: str
    after: str
    said_by: str
    heard_as: str

    @property
    def text(self) -> str:
        """The words in one piece."""
        return self.before + self.heard + self.after


@dataclass(frozen=True)
class Factor:
    """One factor that recurs: its counts, the sentence about them, and what to do with it."""

    label: str
    second: str
    share: str  # of the second places, with its plausible range: "(71 %, 36 to 92)"
    offers: str
    contrast: str
    sentence: str
    to_confirm: str
    chart: Chart | None
    advice: str
    quote: Quote | None


@dataclass(frozen=True)
class Lane:
    """A row of marks, one an interview, with its name and its count."""

    name: str
    count: str
    chart: Chart


@dataclass(frozen=True)
class Item:
    """A line of a list: its name, the count at its end, and a remark under it."""

    name: str
    count: str
    remark: str


@dataclass(frozen=True)
class Items:
    """A list of lines, counted out 1, 2, 3 where the order says something."""

    items: tuple[Item, ...]
    numbered: bool


@dataclass(frozen=True)
class Column:
    """The head of a column; numbers stand at its right end."""

    name: str
    numeric: bool


@dataclass(frozen=True)
class Table:
    """A table whose rows hold a text for each column, and what it shows in words."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


Block = Paragraph | Chart | Quote | Factor | Lane | Items | Table
Length = Literal["summary", "full"]
Paper = Literal["a4", "us-letter"]
SectionName = Literal[
    "feedback",
    "words",
    "factors",
    "strengths",
    "start",
    "changed",
    "not_yours",
    "ask",
    "methods",
    "appendix",
    # of a preparation sheet
    "recurred",
    "evidence",
    "last_time",
    "questions",
    "check",
]


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    name: SectionName
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Outline:
    """A whole report. Every text is plain and clean: a form has only to keep it from being read as markup."""

    title: str
    lead: str
    period: str  # and whose interviews these are, where they are one person's of several
    filters: str
    data_up_to: str  # "" where no interview has a date
    printed_on: str
    today: dt.date
    sample: bool  # whether it rests on the sample, which every form says under the title
    with_quotes: bool
    sections: tuple[Section, ...]
    length: Length = "full"

    @property
    def about(self) -> str:
        """What it counts, up to when, and when it was made, as one line."""
        return _joined(self.filters, self.data_up_to, self.printed_on)


@dataclass(frozen=True)
class Choice:
    """One of the quotes a factor can be shown with; `key` is what `chosen_quotes` takes."""

    key: str
    quote: Quote


def outline_of(
    study: Study,
    *,
    quotes: bool,
    chosen_quotes: Mapping[str, str],
    letters: bool = False,
    length: Length = "full",
    left_out: frozenset[str] = frozenset(),
) -> Outline:
    """Give the report on a study, in full or as a summary for one page.

    Without `quotes` it holds no word of any feedback and no contact, and names companies only under "whom to ask".
    What is quoted is without the names we know; with `letters` companies are called A, B, C everywhere, and no contact
    is named. `chosen_quotes` holds, by factor, the key of the quote to show (see `quotes_of`); else the latest literal
    one shows. `left_out` holds the keys of quotes that are not to be shown.

    Worked out once for each study and choice: its pages, its files and the words to be read before are made of the same one.
    """
    study = redacted_study(study, letters=letters)
    return study.once(
        ("outline", quotes, length, *sorted(chosen_quotes.items()), left_out),
        lambda: _outline(
            study,
            quotes=quotes,
            chosen_quotes=chosen_quotes,
            letters=letters,
            length=length,
            left_out=left_out,
        ),
    )


def _outline(
    study: Study,
    *,
    quotes: bool,
    chosen_quotes: Mapping[str, str],
    letters: bool,
    length: Length,
    left_out: frozenset[str],
) -> Outline:
    short = length == "summary"
    overview = study.overview()
    title, lead = _headline(study, overview, quotes=quotes)
    whose = None if letters else study.chosen.candidate
    rung = certainty.rung(overview.diagnostic)
    counted = rung not in ("none", "quotes")
    sections: list[Section | None] = []
    if overview.second_places:
        sections = [
            _feedback(study, overview),
            _words(study, quotes=quotes, left_out=left_out, short=short) if rung == "quotes" else None,
            *(
                [
                    _factors(
                        study,
                        overview,
                        quotes=quotes,
                        chosen_quotes=chosen_quotes,
                        left_out=left_out,
                        short=short,
                    ),
                    _strengths(study, short=short),
                    _start(study, short=short),
                ]
                if counted
                else []
            ),
            _changed(study, short=short),
            _not_yours(study),
            _ask(study, quotes=quotes, short=short),
        ]
    sections += [
        _methods(study, overview, quotes=quotes, letters=letters, short=short),
        _appendix(study, overview, named=quotes or letters) if counted and not short else None,
    ]
    return clean(
        Outline(
            title=title,
            lead=lead,
            period=", ".join(filter(None, (whose, wording.period(overview.first_date, overview.last_date)))),
            filters=_joined(study.filters_in_words(), wording.in_other_languages(overview)),
            data_up_to=f"Data up to {wording.date(overview.last_date)}." if overview.last_date else "",
            printed_on=f"Printed on {wording.date(study.today)}.",
            today=study.today,
            sample=study.workspace.has_sample(),
            with_quotes=quotes,
            sections=tuple(section for section in sections if section is not None and section.blocks),
            length=length,
        )
    )


def quotes_of(study: Study, factors: Sequence[str]) -> Mapping[str, tuple[Choice, ...]]:
    """Give, by factor, every quote a gap can be shown with, the one that shows by default first, then the latest first.

    All factors are asked for together: taking the names out of many texts costs one look at the names of the workspace.
    """
    rows = _to_quote(study, factors, texts=MOST_CHOICES)
    if not rows:
        return {}
    said = each(shown(study, pd.concat(rows.values())))
    return {
        factor: tuple(Choice(key, clean(quote_of(next(said), who=study.who()))) for key in _keys(of))
        for factor, of in rows.items()
    }


def texts_to_quote(study: Study) -> pd.DataFrame:
    """Give the texts a report holds whole where there are too few to count: those of the second places, the latest first."""
    texts = study.feedback()
    return texts[texts.side == "second_place"]


def told_factors(study: Study, *, length: Length) -> pd.DataFrame:
    """Give the gaps a report tells in full, each of which can be quoted."""
    gaps = study.gaps()
    most = IN_SUMMARY if length == "summary" else MOST_FACTORS
    return gaps[gaps.recurs & (gaps.heard_in > 0)].head(most)


def clean(value: Any) -> Any:
    """Give the same record with every text in it plain."""
    return each_text(value, plain)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Give the same record with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(each_text(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: each_text(getattr(value, f.name), change) for f in fields(value)})
    return value


def _headline(study: Study, overview: Overview, *, quotes: bool) -> tuple[str, str]:
    if certainty.rung(overview.diagnostic) == "quotes" and not quotes:
        # The words on the screen announce quotes that this copy does not hold.
        return (
            study.says(f"You came second {wording.times(overview.second_places)}."),
            f"{wording.RUNG_WORDS['quotes']} {wording.next_rung(overview.diagnostic)}",
        )
    headline = study.headline()
    return headline.title, headline.lead


def _feedback(study: Study, overview: Overview) -> Section:
    words = wording.state_of_feedback(overview, study.chosen)
    chart = Chart(
        pictures.meter(overview, source=study.chosen.source, who=study.who()),
        charts.meter_alt(overview, source=study.chosen.source, who=study.who()),
    )
    return Section(
        "feedback",
        study.says(words.heading),
        (chart, *([Paragraph(study.says(words.sentence), quiet=True)] if words.sentence else [])),
    )


def _words(study: Study, *, quotes: bool, left_out: frozenset[str], short: bool) -> Section:
    if not quotes:
        return Section(
            "words",
            study.says(wording.TEXTS_WORDS[study.chosen.source]),
            (
                Paragraph(
                    "At this point their words are the whole finding, and this copy leaves them out. "
                    "Make one with quotes to take them along.",
                    quiet=False,
                ),
            ),
        )
    said = texts_to_quote(study)
    most = IN_SUMMARY if short else MOST_TEXTS
    shown, rest = said[~said.feedback_id.isin(left_out)].head(most), said.iloc[most:]
    return Section(
        "words",
        study.says(wording.TEXTS_WORDS[study.chosen.source]),
        (*(_whole_text(study, row) for row in each(shown)), *_more(len(rest), "text", "texts")),
    )


def _whole_text(study: Study, row: Any) -> Quote:
    mentions = study.mentions_in(row.feedback_id)
    heard = each(mentions[mentions.counted & ~mentions.protected])
    return Quote(
        "",
        "",
        wording.cut(row.text, LONGEST_TEXT),
        wording.who_said(row, who=study.who()),
        _heard_as(study.codebook, heard),
    )


def _factors(
    study: Study,
    overview: Overview,
    *,
    quotes: bool,
    chosen_quotes: Mapping[str, str],
    left_out: frozenset[str],
    short: bool,
) -> Section:
    gaps = study.gaps()
    gaps = gaps[gaps.heard_in > 0]
    recurring = gaps[gaps.recurs]
    told = told_factors(study, length="summary" if short else "full")
    blocks: list[Block] = []
    drawn = certainty.rung(overview.diagnostic) in ("bars", "segments")
    if len(told) and drawn:
        blocks.append(Paragraph(wording.interval_explained(overview.diagnostic), quiet=True))
    said = _chosen(study, told.factor.tolist(), chosen_quotes, left_out, short=short) if quotes else {}
    for n, row in enumerate(each(told)):
        one = told.iloc[[n]]
        blocks.append(
            Factor(
                label=row.label,
                second=wording.count(row.heard_in, row.out_of),
                share=_share(row),
                offers=wording.count(row.offers_heard_in, row.offers_out_of) if row.offers_out_of else "",
                contrast=study.says(wording.CONTRAST_WORDS[row.contrast].heading)
                if row.offers_out_of
                else "",
                sentence=study.says(
                    _joined(wording.finding(row, study.codebook), wording.where_you_won(row))
                ),
                to_confirm=f"{row.to_confirm} more to confirm" if row.to_confirm else "",
                chart=Chart(pictures.contrast(one), charts.contrast_alt(one, beside="offer"))
                if drawn
                else None,
                advice=_advice(study, row.factor),
                quote=said.get(row.factor),
            )
        )
    if not len(recurring):
        blocks.append(Paragraph(study.says("No gap you can work on recurs."), quiet=False))
    others = pd.concat([recurring.iloc[len(told) :], gaps[~gaps.recurs]])
    unlisted = others.iloc[MOST_FACTORS:] if short else others.iloc[:0]
    others = others.head(MOST_FACTORS) if short else others
    if len(others):
        blocks.append(
            Paragraph(f"Heard too: {wording.listed([_counted(row) for row in each(others)])}.", quiet=True)
        )
    blocks += _more(len(unlisted), "factor in the full report", "factors in the full report")
    return Section("factors", "What recurs" if len(recurring) else "What was heard", tuple(blocks))


def _advice(study: Study, factor: str) -> str:
    """Give one suggestion: for the side of the factor that was heard most, where the codebook tells its sides apart.

    Where one side is too much of what was too little elsewhere, one for each.
    """
    known = study.codebook.factors[factor]
    apart = advising.to_practise(study, factor)
    if any(side.label for side in apart):
        return " ".join(f"{side.label}: {side.advice[0]}" for side in apart)
    heard = {
        row.aspect: row.mentions for row in each(study.advised_by(factor)) if row.aspect in known.aspects
    }
    # Of sides heard as often the first in the codebook's order, so that the same interviews give the same advice.
    order = {name: n for n, name in enumerate(known.aspects)}
    most = sorted(heard, key=lambda name: (-heard[name], order.get(name, len(order)), name))
    aspects = [known.aspects[name] for name in most[:1] if name in known.aspects]
    return next((advice for told in (*aspects, known) for advice in told.advice), "")


def _ranged(row: Any) -> str:
    """Give "4 of 7 (57 %, 25 to 84)"; the count alone where it is out of too few to carry a range."""
    interval = certainty.carried(row.heard_in, row.out_of)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return wording.share_in_words(row.heard_in, row.out_of, low, high)


def _share(row: Any) -> str:
    return _ranged(row).removeprefix(wording.count(row.heard_in, row.out_of)).strip()


def _chosen(
    study: Study,
    factors: Sequence[str],
    chosen_quotes: Mapping[str, str],
    left_out: frozenset[str],
    *,
    short: bool,
) -> dict[str, Quote]:
    """Give by factor the quote it is shown with. The names are taken out of all of them together: one look for them."""
    picked = [factor for factor in factors if factor in chosen_quotes or left_out]
    others = [factor for factor in factors if factor not in picked]
    there = _to_quote(study, picked, texts=MOST_CHOICES) | _to_quote(study, others, texts=FEW_CHOICES)
    chosen: dict[str, pd.DataFrame] = {}
    for factor in factors:
        keys = _keys(there[factor])
        left = [key for key in keys if key not in left_out]
        if left:
            asked = chosen_quotes.get(factor)
            chosen[factor] = there[factor].iloc[[keys.index(asked if asked in left else left[0])]]
    if not chosen:
        return {}
    said = [clean(quote_of(row, who=study.who())) for row in each(shown(study, pd.concat(chosen.values())))]
    if short:
        # One page has room for what was heard and a line around it.
        said = [
            replace(one, before=_last_words(one.before, SHORT_SIDE), after=wording.cut(one.after, SHORT_SIDE))
            for one in said
        ]
    return dict(zip(chosen, said, strict=True))


def _to_quote(study: Study, factors: Sequence[str], *, texts: int) -> dict[str, pd.DataFrame]:
    """Give the mentions each gap can be shown with, names and all: the latest literal one first, then the latest.

    Of very many texts the latest are given, as long as a literal one is among them."""
    given: dict[str, pd.DataFrame] = {}
    looked_for = tuple(factors)
    for at_most in (texts, MOST_CHOICES, None):
        if not looked_for:
            break
        rows = whole(study).quotable(looked_for, at_most=at_most)
        given |= {factor: rows[rows.factor == factor] for factor in looked_for}
        looked_for = tuple(
            factor
            for factor in looked_for
            if at_most and found(given[factor]) > at_most and not _literal(given[factor]).any()
        )
    firsts = {factor: rows[_literal(rows)].head(1) for factor, rows in given.items()}
    return {
        factor: pd.concat([firsts[factor], rows.drop(firsts[factor].index)]) for factor, rows in given.items()
    }


def _literal(rows: pd.DataFrame) -> pd.Series:
    return (rows.basis == "verbatim") & (rows.source != "self")


def _keys(rows: pd.DataFrame) -> list[str]:
    return [f"{text}:{start}" for text, start in zip(rows.feedback_id, rows.start_at, strict=True)]


def _strengths(study: Study, *, short: bool) -> Section:
    rows = study.strengths_in_finals()
    most = IN_SUMMARY if short else MOST_STRENGTHS
    rest = rows.iloc[most : MOST_STRENGTHS if short else None]
    return Section(
        "strengths",
        study.says(wording.PRAISED_WORDS[study.chosen.source]),
        _listed(
            [Item(row.label, _ranged(row), "") for row in each(rows.head(most))],
            f"Praised too: {wording.listed([_counted(row) for row in each(rest)])}." if len(rest) else "",
        ),
    )


def _start(study: Study, *, short: bool) -> Section:
    found = study.smallest_set()
    sentence = study.says(wording.smallest_set(found, [_label(study, factor) for factor in found.factors]))
    # On one page the factors stand right above, with what to practise for each.
    items = (
        []
        if short and sentence
        else [Item(row.label, "", study.says(wording.focus_reason(row))) for row in each(study.focus())]
    )
    return Section(
        "start",
        "Where to start",
        (
            *([Paragraph(study.says(wording.focus_order(each(study.focus()))), quiet=True)] if items else []),
            *([Items(tuple(items), numbered=True)] if items else []),
            *([Paragraph(sentence, quiet=False)] if sentence else []),
        ),
    )


def _changed(study: Study, *, short: bool) -> Section:
    blocks: list[Block] = []
    for practice in study.practice()[: 1 if short else MOST_PRACTICES]:
        compared = study.before_since(practice)
        before, since = compared.before, compared.since
        if not before.out_of + since.out_of:
            continue
        drawn_before, drawn_since = pictures.before_since(compared)
        began = wording.date(practice.started_on)
        blocks += [
            Paragraph(f"{_label(study, practice.factor)}: {practice.what}, since {began}.", quiet=False),
            _lane(f"Before {began}", before, drawn_before),
            _lane("Since", since, drawn_since),
            Paragraph(
                f"{wording.TREND_WORDS[compared.trend]} Out of the interviews with a reason, however they ended.",
                quiet=True,
            ),
        ]
    return Section("changed", study.says("Since you began to practise"), tuple(blocks))


def _lane(name: str, share: Share, svg: str) -> Lane:
    counted = wording.share_in_words(share.heard_in, share.out_of, share.low, share.high)
    return Lane(name, f"heard in {counted}", Chart(svg, f"{name} heard in {counted}"))


def _not_yours(study: Study) -> Section:
    return Section(
        "not_yours",
        study.says("Not yours to fix"),
        _listed(
            [Item(wording.not_yours(row), _ranged(row), "") for row in each(study.not_yours())],
            "",
        ),
    )


def _ask(study: Study, *, quotes: bool, short: bool) -> Section:
    rows = whole(study).whom_to_ask(at_most=IN_SUMMARY if short else MOST_TO_ASK)
    asked = shown(study, rows)
    if not quotes:
        asked = asked.assign(contact_name=None, contact_role=None)
    items = [Item(wording.named(row.company, row.role), "", wording.ask_line(row)) for row in each(asked)]
    more = _more(found(rows) - len(rows), "second place", "second places")
    return Section("ask", "Whom to ask next", (*_listed(items, ""), *more))


def _methods(study: Study, overview: Overview, *, quotes: bool, letters: bool, short: bool) -> Section:
    lines = [
        Item(
            "Second place",
            "",
            _joined(
                "A final round in which somebody else got the job. A rejected final counts as one only after you "
                "have said so.",
                f"{wording.at_start(wording.finals_waiting(overview.finals_to_confirm))}."
                if overview.finals_to_confirm
                else "",
            ),
        ),
        Item(
            "What counts",
            "",
            "Interviews, not sentences: a factor counts once an interview, however often it was said. Counts are out of "
            "the second places, offers or earlier rejections with a reason. “Someone stronger” is not a reason. Where "
            "nobody gave one, that is not known; it is never read as praise.",
        ),
        Item(
            "Recurs",
            "",
            "Heard in 3 second places or more, or in 2 of at most 5. A plain count, no test and no forecast.",
        ),
        Item(
            "The range",
            "",
            "“4 of 7 (57 %, 25 to 84)” is the count, the share, and where the true share plausibly lies "
            "(Wilson, 95\u00a0%); “25\u201384\u00a0%” is that alone. Second places and offers are compared by the difference of their "
            "shares (Newcombe, 95\u00a0%).",
        ),
    ]
    if overview.diagnostic:
        offers = (
            wording.plural(overview.offers_diagnostic, "offer", "offers")
            if overview.offers_diagnostic
            else "no offer"
        )
        lines.append(
            Item(
                "Small numbers",
                "",
                f"{wording.plural(overview.diagnostic, 'second place', 'second places')} and {offers} with a reason: "
                f"they show {study.says('what was said to you')}, they do not prove what decided"
                f"{', and one more answer can change the picture' if overview.diagnostic < FEW else ''}.",
            )
        )
    if overview.counted_mentions or overview.to_confirm:
        lines.append(
            Item(
                "Who read the words",
                "",
                "A program reads the feedback by rules and by what it learnt from written examples, and it misses "
                "things and misreads some: "
                f"{wording.waiting(overview.counted_mentions, overview.to_confirm)}. What you confirm or reject wins.",
            )
        )
    lines.append(Item("Left out", "", left_out_in_words(quotes=quotes, letters=letters)))
    if short:
        # What one has to know to read the counts right; the rest stands in the full report.
        needed = ("What counts", "The range", "Small numbers", "Left out")
        lines = [line for line in lines if line.name in needed]
    return Section("methods", "How this was counted", (Items(tuple(lines), numbered=False),))


def left_out_in_words(*, quotes: bool, letters: bool) -> str:
    """Say what a copy leaves out; it removes names we know, and nobody is promised more."""
    said = "Companies are called A, B, C, and no contact is named. " if letters else ""
    if not quotes:
        return (
            f"{said}This copy holds no feedback text and no contact."
            if letters
            else "This copy holds no feedback text and no contact. A copy with quotes holds both."
        )
    return (
        f"{said}From quotes the program removes names we know, e-mail addresses, phone numbers and links. "
        "A name that stands in no field of yours it does not know."
    )


def _appendix(study: Study, overview: Overview, *, named: bool) -> Section:
    rows = every_factor(study)
    compared = overview.offers_diagnostic > 0
    columns = [Column("Factor", numeric=False), Column("Heard as", numeric=False)]
    columns += [Column("Second places", numeric=True)]
    columns += [Column("Offers", numeric=True)] if compared else []
    columns += [Column("Earlier rejections", numeric=True)] if overview.rejected_diagnostic else []
    columns += [Column("p", numeric=True), Column("q", numeric=True)] if compared else []
    cells: list[tuple[str, ...]] = []
    for row in each(rows):
        line = [wording.not_yours(row) if row.protected else row.label, wording.POLARITY_WORDS[row.polarity]]
        line += [wording.share_in_words(row.heard_in, row.out_of, row.low, row.high)]
        line += [wording.count(row.offers_heard_in, row.offers_out_of)] if compared else []
        line += (
            [wording.count(row.rejected_heard_in, row.rejected_out_of)]
            if overview.rejected_diagnostic
            else []
        )
        line += [f"{row.p:.3f}", f"{row.q:.3f}"] if compared else []
        cells.append(tuple(line))
    caption = "Everything heard, out of the interviews with a reason; in brackets the share and its plausible range, in %."
    if compared:
        caption += (
            " p: how often chance alone would deal these mentions to second places and offers at least this unevenly "
            "(Fisher's exact test). q: of the factors with this p or a smaller one, the share to expect there by chance "
            "alone, as so many were looked at (Benjamini and Hochberg). Both for the record: neither is a verdict."
        )
    return Section(
        "appendix",
        "Every factor, counted",
        (Table(tuple(columns), tuple(cells), caption), _second_places(study, named=named)),
    )


def _second_places(study: Study, *, named: bool) -> Table:
    """List the second places the counts are out of; by their role alone where the copy names no company elsewhere."""
    rows = whole(study).second_places(at_most=MOST_LISTED)
    listed, rest = shown(study, rows), found(rows) - len(rows)
    cells = tuple(
        (
            wording.named(row.company, row.role)
            if named
            else wording.named(None, row.role).replace(_UNNAMED, "\u2013"),
            wording.date(row.happened_on),
            str(row.texts),
            str(row.counted),
            str(row.to_confirm),
        )
        for row in each(listed)
    )
    columns = (
        Column("Second place", numeric=False),
        Column("Date", numeric=True),
        Column("Texts", numeric=True),
        Column("Mentions counted", numeric=True),
        Column("To confirm", numeric=True),
    )
    caption = "The second places, the latest first, and how much was said about each."
    if rest:
        caption += f" {wording.plural(rest, 'more is', 'more are')} in the tables."
    return Table(columns, cells, caption)


_UNNAMED = "No company named"


def quote_of(row: Any, *, who: str) -> Quote:
    """Give the words of a row of `Study.evidence` with the sentence they stand in; `who` is whose interview it was."""
    before, after = row.text[: row.start_at], row.text[row.end_at :]
    return Quote(
        before=_last_sentence(before),
        heard=row.text[row.start_at : row.end_at],
        after=_first_sentence(after),
        said_by=wording.who_said(row, who=who),
        heard_as="",
    )


def _last_sentence(text: str) -> str:
    """Give what stands between the last end of a sentence and the words that follow, cut short at a word."""
    return _last_words(re.split(r"(?<=[.!?…])\s+|\n+", text)[-1], LONGEST_SIDE)


def _last_words(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[-most:]
    at_word = kept.find(" ", 0, most // 2)
    return "… " + kept[at_word + 1 :].lstrip("… ")


def _first_sentence(text: str) -> str:
    part = re.split(r"(?<=[.!?…])\s+|\n+", text)[0]
    return wording.cut(part, LONGEST_SIDE)


def _heard_as(codebook: Codebook, mentions: Iterable[Any]) -> str:
    heard = {
        f"{codebook.factors[mention.factor].label}, {wording.POLARITY_WORDS[mention.polarity]}": None
        for mention in mentions
        if mention.factor in codebook.factors
    }
    return f"Heard as: {'; '.join(heard)}" if heard else ""


def _listed(items: list[Item], after: str) -> tuple[Block, ...]:
    if not items:
        return ()
    return (Items(tuple(items), numbered=False), *([Paragraph(after, quiet=True)] if after else []))


def _more(n: int, one: str, many: str) -> tuple[Paragraph, ...]:
    return (Paragraph(f"And {wording.plural(n, f'more {one}', f'more {many}')}.", quiet=True),) if n else ()


def _counted(row: Any) -> str:
    return f"{wording.in_sentence(row.label)} {wording.count_and_range(row.heard_in, row.out_of)}"


def _label(study: Study, factor: str) -> str:
    known = study.codebook.factors.get(factor)
    return known.label if known else factor


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
