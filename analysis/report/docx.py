"""An outline as a Word file: real headings, lists and tables, pictures with words for who cannot see them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from analysis import palette
from analysis.report.outline import (
    SAMPLE,
    Block,
    Chart,
    Factor,
    Items,
    Lane,
    Outline,
    Paper,
    Paragraph,
    Quote,
    Table,
)
from analysis.report.pdf import to_pictures

_PAPERS = {"a4": (Cm(21.0), Cm(29.7)), "us-letter": (Cm(21.59), Cm(27.94))}
_WIDE = Cm(16.6)
# The one page: nearer to the edge of the paper, closer together, and as large as it may be to stay one page also where the
# fonts it asks for are not there and the widest ones stand in for them.
_WIDE_SHORT = Cm(18.6)
_EDGE_SHORT = Cm(1.3)
_SIZES = range(92, 58, -2)  # per cent
# Of the size of the text: how wide a letter of a wide font is on average, and how high its line.
_LETTER, _LINE = 0.52, 1.17
_QUIET = "Quiet"


def to_docx(outline: Outline, *, paper: Paper) -> bytes:
    """Give the report as a Word file, the same bytes for the same outline."""
    made = docx.Document()
    _styles(made)
    page = made.sections[0]
    width, height = _PAPERS[paper]
    page.page_width, page.page_height = width, height
    page.left_margin = page.right_margin = Emu((width - _WIDE) // 2)
    page.top_margin = page.bottom_margin = Cm(2)
    day = dt.datetime.combine(outline.today, dt.time())
    told = made.core_properties
    told.title, told.author, told.comments, told.language = outline.title, "", "", "en-GB"
    told.created = told.modified = day
    told.last_modified_by = ""
    footer = page.footer.paragraphs[0]
    footer.style = made.styles[_QUIET]
    sample = f"{SAMPLE}. " if outline.sample else ""
    footer.add_run(f"Second Place. {sample}{outline.printed_on}")

    made.add_paragraph(f"Second Place{f', {outline.period}' if outline.period else ''}", style=_QUIET)
    made.add_heading(outline.title, level=1)
    if outline.sample:
        made.add_paragraph().add_run(SAMPLE).bold = True
    made.add_paragraph(outline.lead)
    made.add_paragraph(outline.about, style=_QUIET)
    drawn = _Pictures(outline)
    for section in outline.sections:
        made.add_heading(section.title, level=2)
        for block in section.blocks:
            _block(made, block, drawn)
    if outline.length == "summary":
        page.left_margin = page.right_margin = Emu((width - _WIDE_SHORT) // 2)
        page.top_margin = page.bottom_margin = _EDGE_SHORT
        page.header_distance = page.footer_distance = Emu(_EDGE_SHORT // 2)
        _fit(made, height=height - 3 * _EDGE_SHORT)  # its edges, and the footer
    content = io.BytesIO()
    made.save(content)
    return _without_times(content.getvalue())


class _Pictures:
    """The pictures of an outline as PNG, in the order in which they come: Word cannot be relied on to show SVG."""

    def __init__(self, outline: Outline) -> None:
        charts = list(_charts(outline))
        self._drawn = iter(to_pictures([chart.svg for chart in charts])) if charts else iter(())

    def add(self, made: Any, chart: Chart) -> None:
        place = made.add_paragraph()
        place.paragraph_format.keep_with_next = True
        picture = place.add_run().add_picture(io.BytesIO(next(self._drawn)), width=_WIDE)
        picture._inline.docPr.set("descr", chart.alt)  # the library has no name for it


def _charts(outline: Outline) -> Iterator[Chart]:
    for section in outline.sections:
        for block in section.blocks:
            match block:
                case Chart():
                    yield block
                case Factor(chart=Chart() as chart) | Lane(chart=chart):
                    yield chart
                case _:
                    pass


def _block(made: Any, block: Block, drawn: _Pictures) -> None:
    match block:
        case Paragraph():
            made.add_paragraph(block.words, style=_QUIET if block.quiet else None)
        case Chart():
            drawn.add(made, block)
        case Quote():
            _quote(made, block)
        case Factor():
            _factor(made, block, drawn)
        case Lane():
            line = made.add_paragraph()
            line.paragraph_format.keep_with_next = True
            line.add_run(block.name).bold = True
            line.add_run(f", {block.count}")
            drawn.add(made, block.chart)
        case Items():
            _items(made, block)
        case Table():
            _table(made, block)


def _factor(made: Any, told: Factor, drawn: _Pictures) -> None:
    made.add_heading(told.label, level=3)
    counts = made.add_paragraph()
    counts.paragraph_format.keep_with_next = True
    second = counts.add_run(f"{told.second} second places")
    second.bold, second.font.color.rgb = True, _rgb(palette.LIGHT.second.text)
    counts.add_run(f" {told.share}" if told.share else "")
    if told.offers:
        counts.add_run(", ")
        counts.add_run(f"{told.offers} offers").font.color.rgb = _rgb(palette.LIGHT.offer.text)
    counts.add_run(f". {told.contrast}." if told.contrast else ".")
    if told.chart:
        drawn.add(made, told.chart)
    made.add_paragraph(f"{told.sentence} {told.to_confirm}." if told.to_confirm else told.sentence)
    if told.advice:
        practise = made.add_paragraph()
        practise.add_run("To practise: ").bold = True
        practise.add_run(told.advice)
    if told.quote:
        _quote(made, told.quote)


def _quote(made: Any, said: Quote) -> None:
    words = made.add_paragraph(style="Quote")
    words.paragraph_format.keep_with_next = True
    words.add_run(said.before)
    if said.heard:
        words.add_run(said.heard).bold = True
    words.add_run(said.after)
    made.add_paragraph(
        f"{said.said_by}. {said.heard_as}." if said.heard_as else said.said_by, style="Quote Source"
    )


def _items(made: Any, block: Items) -> None:
    for row in block.items:
        line = made.add_paragraph(style="List Number" if block.numbered else "List Bullet")
        line.add_run(row.name).bold = True
        line.add_run(f", {row.count}" if row.count else "")
        line.add_run(f": {row.remark}" if row.remark else "")


def _table(made: Any, told: Table) -> None:
    made.add_paragraph(told.caption, style=_QUIET).paragraph_format.keep_with_next = True
    table = made.add_table(rows=1, cols=len(told.columns), style="Table Grid")
    titles = tuple(column.name for column in told.columns)
    for n, (cells, row) in enumerate(
        [(table.rows[0].cells, titles), *((table.add_row().cells, row) for row in told.rows)]
    ):
        for cell, words, column in zip(cells, row, told.columns, strict=True):
            line = cell.paragraphs[0]
            line.style = made.styles["Cell"]
            run = line.add_run(words)
            run.bold = n == 0
            if column.numeric:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _rule(table)
    _mark(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _mark(row, "w:cantSplit")
    made.add_paragraph()


def _mark(row: Any, name: str) -> None:
    """Mark a row: as the titles, said again on each page, or as one that is not split between pages."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # the library has no name for it


def _rule(table: Any) -> None:
    """Draw thin lines under the rows and none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        line.set(qn("w:val"), "single" if edge in ("bottom", "insideH") else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), palette.LIGHT.line.removeprefix("#"))
        borders.append(line)
    table._tbl.tblPr.append(borders)
    table.autofit = False
    # As wide as what stands in it asks for: a number beside a name wants little.
    longest = [max(len(row.cells[n].text) for row in table.rows) for n in range(len(table.columns))]
    asked = [min(max(length, 7) + 4, 44) for length in longest]
    widths = [Emu(int(_WIDE * part / sum(asked))) for part in asked]
    for n, column in enumerate(table.columns):
        column.width = widths[n]
    for row in table.rows:
        for n, cell in enumerate(row.cells):
            cell.width = widths[n]


def _styles(made: Any) -> None:
    """Set the looks of the styles a reader can change for the whole file at once."""
    ink, muted = _rgb(palette.LIGHT.ink), _rgb(palette.LIGHT.muted)
    styles = made.styles
    looks = {
        "Normal": ("Calibri", 10.5, ink),
        "Heading 1": ("Georgia", 20, ink),
        "Heading 2": ("Georgia", 14, ink),
    }
    looks |= {"Heading 3": ("Calibri", 11.5, ink), "Quote": ("Georgia", 10.5, ink)}
    for name in (_QUIET, "Quote Source", "Cell"):
        styles.add_style(name, 1).base_style = styles["Normal"]
    looks |= {
        _QUIET: ("Calibri", 9, muted),
        "Quote Source": ("Calibri", 9, muted),
        "Cell": ("Calibri", 8.5, ink),
    }
    for name, (font, size, colour) in looks.items():
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), font)
    for name, weight in (("Heading 1", False), ("Heading 2", False), ("Heading 3", True)):
        styles[name].font.bold = weight
    styles["Quote"].font.italic = False
    for name in ("Quote", "Quote Source"):
        styles[name].paragraph_format.left_indent = Cm(0.6)
    styles["Quote"].paragraph_format.space_after = Pt(2)
    styles["Cell"].paragraph_format.space_after = Pt(0)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    styles["Normal"].element.get_or_add_rPr().append(language)


def _fit(made: Any, *, height: int) -> None:
    """Set text and pictures closer, and as large as they may be for all of it to stand in a height."""
    styles = [style for style in made.styles if style.type == WD_STYLE_TYPE.PARAGRAPH]
    sizes = {style.name: style.font.size.pt for style in styles if style.font.size}
    for style in styles:
        room = style.paragraph_format
        room.line_spacing = 1.0
        room.space_before = Pt(5 if style.name.startswith("Heading") else 0)
        room.space_after = Pt(2 if style.name in ("Normal", "Quote Source") else 0)

    def asked(percent: int) -> float:
        return sum(_height(line, sizes, percent / 100) for line in made.paragraphs)

    percent = next((size for size in _SIZES if asked(size) <= height), _SIZES[-1])
    for style in styles:
        if style.name in sizes:
            style.font.size = Pt(round(sizes[style.name] * percent / 50) / 2)
    for picture in made.inline_shapes:
        picture.width, picture.height = (
            Emu(side * percent // 100) for side in (picture.width, picture.height)
        )


def _height(line: Any, sizes: Mapping[str, float], scale: float) -> float:
    """Give how high a paragraph stands at a scale, in the widest of fonts."""
    pictures = [int(extent.get("cy")) for extent in line._p.iter(qn("wp:extent"))]
    size = Pt(sizes.get(line.style.name, sizes["Normal"]) * scale)
    lines = max(1, ceil(len(line.text) * size * _LETTER / _WIDE_SHORT))
    room = line.style.paragraph_format
    return (
        max([lines * size * _LINE, *(side * scale for side in pictures)])
        + (room.space_before or 0)
        + (room.space_after or 0)
    )


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _without_times(content: bytes) -> bytes:
    """Give the same file without the moment at which each part of it was packed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
