"""A Study as a report to take home: PDF, one web page, or Markdown, all from one outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from analysis.report.html import to_html
from analysis.report.markdown import to_markdown
from analysis.report.outline import Choice, Outline, outline_of, quotes_of
from analysis.report.pdf import to_pages, to_pdf
from analysis.study import Study

Format = Literal["pdf", "html", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)

__all__ = [
    "FORMATS",
    "Choice",
    "Format",
    "Outline",
    "Rendered",
    "outline_of",
    "pages_of",
    "quotes_of",
    "render",
]


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
) -> Rendered:
    """Give the report on a study in one of `FORMATS`.

    Without `quotes` it holds no feedback text and no contact. `chosen_quotes` says, by factor, which of its quotes to
    show (a key of `quotes_of`). Raises ValueError for another format.
    """
    if format not in FORMATS:
        message = f'"{format}" is not a format of the report: choose one of {", ".join(FORMATS)}'
        raise ValueError(message)
    told = outline_of(study, quotes=quotes, chosen_quotes=chosen_quotes or {})
    name = f"second-place-{'with-quotes-' if quotes else ''}{study.today.isoformat()}.{format}"
    if format == "pdf":
        content, notes = to_pdf(told)
        return Rendered(content, notes, name)
    text = to_html(told) if format == "html" else to_markdown(told)
    return Rendered(text.encode("utf-8"), (), name)


def pages_of(study: Study, *, quotes: bool, chosen_quotes: Mapping[str, str]) -> tuple[bytes, ...]:
    """Give the pages of the PDF as PNG pictures, as `render` would make them with the same choices."""
    told = outline_of(study, quotes=quotes, chosen_quotes=chosen_quotes)
    return to_pages(told, pixels_per_inch=110)
