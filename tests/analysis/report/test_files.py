"""The files beside the page: workbook, tables, Word, e-mail, slide, and the one page, each opened as its reader opens it."""

from __future__ import annotations

import csv
import datetime as dt
import email
import io
import json
import re
import zipfile
from email.policy import default
from xml.etree import ElementTree

import docx
import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from analysis.report import SHARED, TABLES, outline_of, words_in
from analysis.report.outline import Chart, Factor, Lane, Table
from analysis.report.tables import sheets_of
from data.records import Interview
from data.safe_text import neutral
from tests.analysis.report.test_forms import HOSTILE, LONG_NAME, pdf_words, squeezed

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "＝1+1", '=HYPERLINK("https://evil.example","x")')  # noqa: RUF001
SECRET = "Nobody outside may read this sentence about the reference"


@pytest.fixture(scope="module")
def dangerous_study(new_story):
    """A story with something a spreadsheet would run in every field."""
    story = new_story()
    for n, text in enumerate((*FORMULAS, *HOSTILE)):
        interview = story.interview(
            f"{text}",
            role=text,
            industry=text,
            location=text,
            contact_name=f"Zoe{n}",
            contact_email=f"zoe{n}@firm.example",
            notes=f"{SECRET} {n}",
            attributes={text: text, "company": "my own", "company (own)": "my own too"},
            interviewed_on=dt.date(2026, 5, 1 + n),
        )
        story.said(interview, f"{text} no example", "evidence_examples gap @no example")
    return story.study()


def style(paragraph) -> str:
    return paragraph.style.name


def cells(content: bytes) -> dict[str, list[list]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


@pytest.mark.parametrize("quotes", [True, False])
def test_no_cell_of_the_workbook_is_a_formula_a_link_or_a_number_made_of_a_text(
    made, dangerous_study, quotes
):
    content = made(dangerous_study, format="xlsx", quotes=quotes).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [
        c.coordinate for sheet in book for row in sheet for c in row if c.data_type == "f" or c.hyperlink
    ] == []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    assert [
        name
        for name, part in parts.items()
        if "<f>" in part or "<hyperlink" in part or "externalLink" in name
    ] == []
    companies = [row[1] for row in cells(content)["Interviews"][1:]]
    assert sorted(companies) == sorted(text for text in (*FORMULAS, *HOSTILE))


@pytest.mark.parametrize("quotes", [True, False])
def test_no_cell_of_a_csv_file_is_a_formula(made, dangerous_study, quotes):
    with zipfile.ZipFile(io.BytesIO(made(dangerous_study, format="zip", quotes=quotes).content)) as packed:
        tables = {
            name: list(csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline="")))
            for name in packed.namelist()
            if name.endswith(".csv")
        }
    assert set(tables) == {
        f"{n}.csv" for n in ("dictionary", "interviews", "feedback", "mentions", "factors", "matrix")
    }
    found = [cell for rows in tables.values() for row in rows for cell in row]
    # What would run after its spaces has an apostrophe in front; a number below nothing is a number.
    assert [
        c for c in found if neutral(c) != c and not c.startswith("'") and not re.fullmatch(r"-\d+(\.\d+)?", c)
    ] == []


def test_a_word_a_contact_and_a_note_are_in_the_tables_only_with_quotes(made, dangerous_study):
    for form in TABLES:
        plain, full = (made(dangerous_study, format=form, quotes=quotes).content for quotes in (False, True))
        texts = [_everything(form, content) for content in (plain, full)]
        assert [
            word for word in (SECRET, "no example", "Zoe3", "zoe3@firm.example", "my own") if word in texts[0]
        ] == []
        assert [
            word
            for word in (SECRET, "no example", "Zoe3", "zoe3@firm.example", "my own too")
            if word not in texts[1]
        ] == []


def _everything(form: str, content: bytes) -> str:
    if form == "xlsx":
        return json.dumps(cells(content), default=str, ensure_ascii=False)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        frames = [
            pd.read_parquet(io.BytesIO(packed.read(n))) for n in packed.namelist() if n.endswith(".parquet")
        ]
        texts = [packed.read(n).decode("utf-8-sig") for n in packed.namelist() if not n.endswith(".parquet")]
    return "\n".join([*texts, *(frame.to_csv() for frame in frames)])


def test_the_tables_hold_what_the_study_counts(sample_study):
    sheets = {sheet.name: sheet.rows for sheet in sheets_of(sample_study, quotes=False, letters=False)}
    assert {name: len(rows) for name, rows in sheets.items() if name in ("Interviews", "Feedback")} == {
        "Interviews": len(sample_study.interviews()),
        "Feedback": len(sample_study.feedback()),
    }
    matrix, factors = sheets["Matrix"], sheets["Factors"]
    for row in factors[~factors.protected].itertuples():
        column = f"{row.factor} ({row.polarity})"
        if row.heard_in:
            assert int(matrix[matrix.side == "second_place"][column].sum()) == row.heard_in
    marks = matrix.drop(columns=["interview", "company", "role", "side"])
    assert set(marks.to_numpy().ravel()) == {0, 1}


def test_the_workbook_and_the_files_hold_the_same_tables_each_column_explained(made, sample_study):
    book = cells(made(sample_study, format="xlsx", quotes=True).content)
    with zipfile.ZipFile(io.BytesIO(made(sample_study, format="zip", quotes=True).content)) as packed:
        words = list(csv.reader(io.StringIO(packed.read("dictionary.csv").decode("utf-8-sig"))))[1:]
        for name in ("Interviews", "Feedback", "Mentions", "Factors", "Matrix"):
            frame = pd.read_parquet(io.BytesIO(packed.read(f"{name.lower()}.parquet")))
            assert list(frame.columns) == book[name][0]
            assert len(frame) == len(book[name]) - 1
            assert [row[1] for row in words if row[0] == name.lower()] == book[name][0]
    assert all(row[2] for row in words)
    assert book["About"][0][0] == "Second Place: the tables behind the report"
    assert book["About"][1][0] == "Sample: invented interviews"


def test_a_reader_of_another_make_opens_the_workbook(made, sample_study):
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(sample_study, format="xlsx", quotes=True).content))
    assert book.sheet_names == ["About", "Interviews", "Feedback", "Mentions", "Factors", "Matrix"]


def test_a_text_of_several_lines_has_room_in_its_row_and_a_sheet_prints_across_a_page(made, sample_study):
    """As LibreOffice shows it, which makes no room by itself; each sheet has as many pages as its rows need."""
    book = openpyxl.load_workbook(io.BytesIO(made(sample_study, format="xlsx", quotes=True).content))
    texts = book["Feedback"]
    assert [
        (len(str(row[-1].value)), texts.row_dimensions[row[0].row].height)
        for row in texts.iter_rows(min_row=2)
        if (texts.row_dimensions[row[0].row].height or 15) < 15 * len(str(row[-1].value)) / 60
    ] == []
    assert {(sheet.page_setup.orientation, sheet.page_setup.fitToHeight) for sheet in book} == {
        ("landscape", 0)
    }
    assert {sheet.print_title_rows for sheet in book.worksheets[1:]} == {"$1:$1"}


def test_a_word_file_has_headings_tables_and_pictures_with_words(made, sample_study):
    told = outline_of(sample_study, quotes=True, chosen_quotes={})
    word = docx.Document(io.BytesIO(made(sample_study, format="docx", quotes=True).content))
    headings = [(style(p), p.text) for p in word.paragraphs if style(p).startswith("Heading")]
    assert headings[0] == ("Heading 1", told.title)
    assert [text for level, text in headings if level == "Heading 2"] == [
        section.title for section in told.sections
    ]
    factors = [block for section in told.sections for block in section.blocks if isinstance(block, Factor)]
    assert [text for level, text in headings if level == "Heading 3"] == [factor.label for factor in factors]
    rows = [
        len(block.rows) + 1
        for section in told.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]
    assert [len(table.rows) for table in word.tables] == rows
    charts = [
        block.chart if isinstance(block, (Factor, Lane)) else block
        for section in told.sections
        for block in section.blocks
        if isinstance(block, (Chart, Factor, Lane))
    ]
    alts = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', word.element.xml)
    assert [alt for alt in alts if not alt] == []
    assert len(alts) == len(charts)
    assert word.core_properties.author == ""


def test_hostile_text_stands_letter_for_letter_in_a_word_file(made, dangerous_study):
    word = docx.Document(io.BytesIO(made(dangerous_study, format="docx", quotes=True).content))
    text = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert [hostile for hostile in HOSTILE if hostile not in text] == []
    with zipfile.ZipFile(io.BytesIO(made(dangerous_study, format="docx", quotes=True).content)) as packed:
        outside = [name for name in packed.namelist() if b'TargetMode="External"' in packed.read(name)]
    assert outside == []


@pytest.mark.parametrize("form", SHARED)
def test_what_is_shared_holds_nobodys_words_even_where_quotes_are_on(made, sample_study, form):
    assert made(sample_study, format=form, quotes=True) == made(sample_study, format=form, quotes=False)


def test_the_email_is_a_draft_with_the_one_page_attached(made, sample_study):
    mail = email.message_from_bytes(made(sample_study, format="eml", quotes=True).content, policy=default)
    told = mail.get_body()
    assert told is not None
    body = told.get_content().replace("\r\n", "\n")
    attached = next(iter(mail.iter_attachments()))
    assert (mail["Subject"], mail["X-Unsent"], mail["To"]) == (
        "What I heard after my interviews, and a question",
        "1",
        None,
    )
    assert body.startswith("Sample: invented interviews\n")
    assert "- Concrete examples: 5 of 7 second places, 0 of 3 offers\n" in body
    assert attached.get_filename() == "second-place-summary-2026-11-02.pdf"
    assert attached.get_content() == made(sample_study, format="pdf", quotes=False, length="summary").content


def test_the_slide_is_one_picture_of_16_to_9_that_asks_for_nothing(made, sample_study):
    png = made(sample_study, format="png", quotes=False).content
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1920, 1080)
    svg = made(sample_study, format="svg", quotes=False).content.decode()
    told = ElementTree.fromstring(svg)
    title = told[0].text or ""
    assert title.startswith(
        "In 5 of 7 second places they wanted more concrete examples; not heard since".replace(
            "5 of 7", "5\u00a0of\u00a07"
        )
    )
    assert "<script" not in svg
    assert re.findall(r'href="(?!#|data:)', svg) == []


@pytest.mark.parametrize("paper", [("a4", 595.28, 841.89), ("us-letter", 612.0, 792.0)])
@pytest.mark.parametrize("quotes", [True, False])
def test_the_summary_is_one_page_of_the_paper_and_small(made, sample_study, paper, quotes):
    name, width, height = paper
    pdf = made(sample_study, format="pdf", quotes=quotes, length="summary", paper=name)
    page = PdfReader(io.BytesIO(pdf.content)).pages
    assert len(page) == 1
    assert (float(page[0].mediabox.width), float(page[0].mediabox.height)) == (
        pytest.approx(width, abs=0.1),
        pytest.approx(height, abs=0.1),
    )
    assert len(pdf.content) <= 60_000
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.content


def test_the_word_file_of_the_summary_is_set_as_large_as_one_page_of_wide_letters_lets_it(
    made, sample_study, new_story
):
    def looks(study, length: str) -> tuple[float, float, float]:
        word = docx.Document(
            io.BytesIO(made(study, format="docx", quotes=True, length=length, paper="a4").content)
        )
        lengths = (word.sections[0].top_margin, word.inline_shapes[0].width)
        edge, picture = (round((length or 0) / 360_000, 1) for length in lengths)  # in cm
        return word.styles["Normal"].font.size.pt, edge, picture

    story = new_story()
    story.interview("North", "evidence_examples gap")
    assert looks(sample_study, "full") == (10.5, 2.0, 16.6)
    assert looks(sample_study, "summary") == (7.0, 1.3, 11.3)
    assert looks(story.study(), "summary") == (9.5, 1.3, 15.3)


def test_the_summary_stays_one_page_whatever_stands_in_it(made, dangerous_study, new_story):
    story = new_story()
    for n in range(9):
        firm = story.interview(
            LONG_NAME, role="Deputy head of consolidated clinical services " * 2, contact_name=LONG_NAME
        )
        said = f"{'A long sentence before it, and ' * 9} no example{' and more' * 40}"
        story.said(
            firm,
            said,
            *(
                f"{factor} gap @no example"
                for factor in ("evidence_examples", "preparation", "confidence", "conduct")
            ),
        )
        story.interview(f"{LONG_NAME} {n}", role="Head")
    story.practised("evidence_examples", "told stories " * 30, dt.date(2026, 4, 1))
    for study in (dangerous_study, story.study()):
        pdf = made(study, format="pdf", quotes=True, length="summary", paper="us-letter")
        assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 1


def test_a_heading_is_never_the_last_line_of_a_page(made, sample_study, dangerous_study):
    for study in (sample_study, dangerous_study):
        told = outline_of(study, quotes=True, chosen_quotes={})
        content = made(study, format="pdf", quotes=True).content
        last = [_lines(page)[-2] for page in PdfReader(io.BytesIO(content)).pages]
        titles = {section.title for section in told.sections}
        assert [line for line in last if line in titles] == []


def _lines(page) -> list[str]:
    return [line.strip() for line in page.extract_text().splitlines() if line.strip()]


def test_the_words_to_read_first_are_all_that_the_file_holds(made, sample_study):
    said = words_in(sample_study, format="pdf", letters=True, length="full")
    pdf = pdf_words(made(sample_study, format="pdf", quotes=True, letters=True).content)
    assert said
    assert [words for words in said if squeezed(words) not in pdf] == []
    everything = words_in(sample_study, format="xlsx", letters=True, length="full")
    book = cells(made(sample_study, format="xlsx", quotes=True, letters=True).content)
    feedback = {row[-1] for row in book["Feedback"][1:]}
    assert feedback <= set(everything)


def test_a_sentence_in_a_column_of_ones_own_is_read_before_the_tables_are_made(new_story):
    story = new_story()
    own = {"Panel": "Two of them found me too quiet, said Zoe", "Pay": "9"}
    story.workspace.save_interview(Interview(company="Acme", attributes=own), at=dt.datetime(2026, 1, 1))
    said = words_in(story.study(), format="xlsx", letters=False, length="full")
    assert said == ("Two of them found me too quiet, said Zoe",)
