"""A Study as a report to take home or to share: pages, a Word file, tables, a slide, an e-mail, all from the same answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from analysis.report.outline import (
    Choice,
    Length,
    Outline,
    Paper,
    Quote,
    outline_of,
    quotes_of,
    texts_to_quote,
    told_factors,
)
from analysis.report.pdf import to_pages, to_pdf
from analysis.report.redaction import redacted_study
from analysis.report.share import Draft, draft_of, to_mail, to_slide
from analysis.study import Study
from data.reading.vocabulary import fold

Format = Literal["pdf", "html", "docx", "md", "xlsx", "zip", "eml", "png", "svg"]
FORMATS: tuple[Format, ...] = get_args(Format)
TABLES: tuple[Format, ...] = ("xlsx", "zip")  # with quotes they hold every text, not only those a page shows
SHARED: tuple[Format, ...] = ("eml", "png", "svg")  # never with quotes

__all__ = [
    "FORMATS",
    "SHARED",
    "TABLES",
    "Choice",
    "Draft",
    "Format",
    "Length",
    "Outline",
    "Paper",
    "Quote",
    "Rendered",
    "draft_of",
    "file_name",
    "outline_of",
    "pages_of",
    "quoted_in",
    "quotes_of",
    "redacted_study",
    "render",
    "texts_to_quote",
    "told_factors",
    "words_in",
]

A_WORD = 24  # characters: what is longer in a column of one's own is somebody's sentence, and is read as one
LONGEST_NAME = 40  # characters of a person's name in the name of a file

_KIND: Mapping[Format, str] = {
    "xlsx": "tables",
    "zip": "tables",
    "eml": "mail-to-a-mentor",
    "png": "slide",
    "svg": "slide",
}


@dataclass(frozen=True)
class Rendered:
    """A report as a file: its bytes, what has to be said about it, and a name that says what it is."""

    content: bytes
    notes: tuple[str, ...]
    file_name: str


def render(
    study: Study,
    *,
    format: Format,  # noqa: A002
    quotes: bool,
    chosen_quotes: Mapping[str, str] | None = None,
    letters: bool = False,
    length: Length = "full",
    paper: Paper = "a4",
    left_out: frozenset[str] = frozenset(),
) -> Rendered:
    """Give the report on a study in one of `FORMATS`.

    Without `quotes` it holds no feedback text and no contact; with `letters` companies are called A, B, C. `chosen_quotes`
    says, by factor, which of its quotes to show (a key of `quotes_of`), `left_out` which never. Raises ValueError for
    another format.
    """
    if format not in FORMATS:
        message = f'"{format}" is not a format of the report: choose one of {", ".join(FORMATS)}'
        raise ValueError(message)
    quotes = quotes and format not in SHARED
    name = file_name(study, format=format, quotes=quotes, letters=letters, length=length, paper=paper)
    study = redacted_study(study, letters=letters)
    # What writes a form is loaded with the first report of that form: together it takes longer than the report of one page.
    if format == "xlsx":
        from analysis.report.tables import to_xlsx

        return Rendered(to_xlsx(study, quotes=quotes, letters=letters), (), name)
    if format == "zip":
        from analysis.report.tables import to_tables

        return Rendered(to_tables(study, quotes=quotes, letters=letters), (), name)
    if format in ("png", "svg"):
        return Rendered(to_slide(study, letters=letters, form=format), (), name)
    told = outline_of(
        study,
        quotes=quotes,
        chosen_quotes=chosen_quotes or {},
        letters=letters,
        length="summary" if format == "eml" else length,
        left_out=left_out,
    )
    if format in ("pdf", "eml"):
        content, notes = to_pdf(told, paper=paper)
        if format == "pdf":
            return Rendered(content, notes, name)
        attached = file_name(
            study, format="pdf", quotes=False, letters=letters, length="summary", paper=paper
        )
        return Rendered(to_mail(draft_of(told, who=study.who()), content, file_name=attached), notes, name)
    if format == "docx":
        from analysis.report.docx import to_docx

        return Rendered(to_docx(told, paper=paper), (), name)
    if format == "html":
        from analysis.report.html import to_html

        return Rendered(to_html(told, paper=paper).encode("utf-8"), (), name)
    from analysis.report.markdown import to_markdown

    return Rendered(to_markdown(told).encode("utf-8"), (), name)


def file_name(
    study: Study,
    *,
    format: Format,  # noqa: A002
    quotes: bool,
    letters: bool,
    length: Length,
    paper: Paper,
) -> str:
    """Give a name that says what a file is, whose, and what it holds of others; with letters it names nobody."""
    whose = "" if letters else fold(study.chosen.candidate or "").replace(" ", "-")[:LONGEST_NAME]
    kind = _KIND.get(format, "summary" if length == "summary" else "report")
    parts = [
        "second-place",
        kind,
        *([whose.strip("-")] if whose else []),
        *(["with-quotes"] if quotes else []),
        *(["companies-as-letters"] if letters else []),
    ]
    if paper == "us-letter" and format in ("pdf", "docx", "html"):
        parts.append("us-letter")
    return f"{'-'.join(parts)}-{study.today.isoformat()}.{format}"


def quoted_in(outline: Outline) -> tuple[Quote, ...]:
    """Give every quote a report holds, in its order: what somebody reads before others do."""
    found = []
    for section in outline.sections:
        for block in section.blocks:
            quote = block if isinstance(block, Quote) else getattr(block, "quote", None)
            if quote is not None:
                found.append(quote)
    return tuple(found)


def words_in(
    study: Study,
    *,
    format: Format,  # noqa: A002
    letters: bool,
    length: Length,
    chosen_quotes: Mapping[str, str] | None = None,
    left_out: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Give other people's words a file with quotes would hold, as they would stand there: to be read before it is made."""
    study = redacted_study(study, letters=letters)
    if format in TABLES:
        interviews = study.interviews()
        own = [value for told in interviews.attributes.dropna() for value in json.loads(told).values()]
        kept = [*study.feedback().text, *interviews.notes.dropna(), *(v for v in own if len(v) > A_WORD)]
        return tuple(dict.fromkeys(text for text in kept if text.strip()))
    told = outline_of(
        study,
        quotes=True,
        chosen_quotes=chosen_quotes or {},
        letters=letters,
        length=length,
        left_out=left_out,
    )
    return tuple(dict.fromkeys(quote.text for quote in quoted_in(told)))


def pages_of(
    study: Study,
    *,
    quotes: bool,
    chosen_quotes: Mapping[str, str],
    letters: bool = False,
    length: Length = "full",
    paper: Paper = "a4",
    left_out: frozenset[str] = frozenset(),
) -> tuple[bytes, ...]:
    """Give the pages of the PDF as PNG pictures, as `render` would make them with the same choices."""
    told = outline_of(
        study, quotes=quotes, chosen_quotes=chosen_quotes, letters=letters, length=length, left_out=left_out
    )
    return to_pages(told, pixels_per_inch=110, paper=paper)
