"""The forms of the report: whatever a field holds comes out letter for letter, and does nothing."""

from __future__ import annotations

import datetime as dt
import html as markup
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from analysis.coding import codebook_of
from analysis.coding.own import Theme, theme_id, with_theme
from analysis.plain_text import plain
from analysis.report import FORMATS, Outline, file_name, outline_of, pages_of, render
from analysis.report.html import to_html
from analysis.report.markdown import to_markdown
from analysis.report.outline import Item, Items, Paragraph, Quote, Section
from analysis.report.pdf import to_pdf
from analysis.study import EVERYTHING, Study
from tests.analysis.report.conftest import TODAY
from tests.analysis.report.letters import as_compared, letters_of

BOXES = Path(__file__).parents[2] / "cases" / "letters_in_no_font_of_ours.txt"
NASTY = Path(__file__).resolve().parents[4] / "shared" / "torture" / "blns" / "blns.json"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '#image("secret.png") #eval("1+1") $x^2$ *bold* _it_ @ref <label> // gone',
    "![x](https://evil.example/x.png) [a](javascript:alert(1)) **b** `c` | d",
    "'; DROP TABLE interviews; --",
    '=HYPERLINK("https://evil.example","x")',
    "&lt;b&gt; &amp; &#x41; {{ 7*7 }} {% raw %}",
    "1. not a list - nor this + that # title",
    "quote \" and ' and \\ and ` end",
    "www.evil.example mail@evil.example :smile: ~~gone~~ ==x== C:\\new",
    "Straße, Ångström, Łódź, Ελλάδα, Привет",
)
LONG_NAME = "Pennhurst and Beckside Consolidated Hospitals Trust of Leeds"
LONG_WORD = "w" * 200


@pytest.fixture(scope="module")
def hostile_study(new_story):
    """A story with hostile text in every field that reaches a report."""
    story = new_story()
    for n, text in enumerate(HOSTILE):
        firm = story.interview(
            text, role=text, contact_name=text, contact_role=text, interviewed_on=dt.date(2026, 5, 1 + n)
        )
        story.said(firm, f"{text} and no example", "evidence_examples gap @no example")
        story.interview(f"Silent {text}", role=text, contact_name=text, contact_role=text)
    last = story.interview(LONG_NAME, role=LONG_WORD, interviewed_on=dt.date(2026, 6, 20))
    story.said(last, f"{LONG_WORD} no example {LONG_WORD}", "evidence_examples gap @no example")
    story.practised("evidence_examples", HOSTILE[1], dt.date(2026, 5, 4))
    return story.study()


class Page(HTMLParser):
    """The elements, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_data(self, data):
        self.words.append(data)


def squeezed(text: str) -> str:
    """A text without white space, where lines were broken."""
    return re.sub(r"\s+", "", text)


def pdf_words(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def read_markdown(text: str) -> Page:
    """The page a reader of Markdown makes of it, with HTML, tables, strikethrough and links allowed."""
    return Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def outline_with(*blocks) -> Outline:
    return Outline(
        title="Title",
        lead="Lead.",
        period="",
        filters="All.",
        data_up_to="Data up to 30 June 2026.",
        printed_on="Printed on 30 June 2026.",
        today=dt.date(2026, 6, 30),
        sample=False,
        with_quotes=True,
        sections=(Section("words", "Words", blocks),),
    )


@pytest.mark.parametrize("n", range(len(HOSTILE)))
def test_hostile_text_stands_letter_for_letter_in_every_form(n):
    text = HOSTILE[n]
    told = replace(
        outline_with(
            Paragraph(text, quiet=False),
            Quote(f"{text} ", text, f" {text}", text, text),
            Items((Item(text, "", text),), numbered=True),
        ),
        title=text,
        lead=text,
        filters=text,
    )
    content, notes = to_pdf(told)
    assert notes == ()
    assert pdf_words(content).count(squeezed(text)) >= 9
    page = Page(to_html(told))
    assert "".join(page.words).count(text) >= 9
    assert "".join(read_markdown(to_markdown(told)).words).count(text) >= 9


def test_hostile_fields_add_no_element_to_the_page(made, hostile_study):
    page = Page(made(hostile_study, format="html", quotes=True).content.decode())
    assert set(page.elements) <= {
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "div", "span",
        "h1", "h2", "h3", "p", "b", "i", "br", "ul", "ol", "li", "figure", "blockquote", "figcaption", "mark",
        "table", "thead", "tbody", "tr", "th", "td",
        "svg", "defs", "pattern", "rect", "line", "circle", "polygon",
    }  # fmt: skip
    assert [
        name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href", "style")
    ] == []


def test_hostile_fields_are_read_in_the_page_and_in_the_pdf(made, hostile_study):
    page = "".join(Page(made(hostile_study, format="html", quotes=True).content.decode()).words)
    pdf = pdf_words(made(hostile_study, format="pdf", quotes=True).content)
    asked = [text for text in HOSTILE if f"Silent {text}, {text}" in page]
    assert len(asked) == len(HOSTILE)
    assert [text for text in HOSTILE if squeezed(f"Silent {text}, {text}") not in pdf] == []
    assert HOSTILE[1] in page
    # "example" is a word of a contact's name in this story: a name we know, and taken out of the quote.
    assert f"… {LONG_WORD[:179]} no [name] {LONG_WORD[:179]}" in page
    assert LONG_NAME in page


def test_the_markdown_of_hostile_fields_holds_no_link_image_or_html(made, hostile_study):
    text = made(hostile_study, format="md", quotes=True).content.decode()
    page = read_markdown(text)
    assert set(page.elements) <= {
        "h1", "h2", "h3", "p", "strong", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


@pytest.mark.parametrize("several", [HOSTILE[:5], HOSTILE[5:]], ids=["some", "others"])
def test_a_factor_of_ones_own_is_reported_by_its_name_letter_for_letter(story, several):
    labels, own = [text[:60] for text in several], ""
    for label in labels:
        own = with_theme(own, Theme(label, ("grey",), "gap", "you", label))
    themes = [theme_id(" ".join(label.split()), ()) for label in labels]
    for n in range(5):
        story.interview(
            f"Firm {n}", *(f"{theme} gap" for theme in themes), *(f"{theme} strength" for theme in themes)
        )
    study = Study(story.study().workspace, EVERYTHING, codebook_of(own, ()), today=TODAY)
    assert set(study.gaps().factor) == set(themes)
    page = Page(render(study, format="html", quotes=True).content.decode())
    assert [label for label in labels if label not in "".join(page.words)] == []
    assert "script" not in page.elements
    notes = "".join(read_markdown(render(study, format="md", quotes=True).content.decode()).words)
    assert [label for label in labels if label not in notes] == []
    pdf = pdf_words(render(study, format="pdf", quotes=True).content)
    assert [label for label in labels if squeezed(label) not in pdf] == []


def test_the_page_asks_nobody_for_anything():
    text = to_html(outline_with(Paragraph("Words.", quiet=False)))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert markup.unescape(policy[1]) == (
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r"(?:https?:)?//[^\s\"')]+", re.sub(r"base64,[^\"]*", "", text)) == []


def test_the_page_prints_on_the_paper_that_was_asked_for(made, sample_study):
    """The name of a file on US Letter says so, in each form that has pages."""
    size = {
        paper: re.findall(
            r"@page \{ size: (\w+)",
            made(sample_study, format="html", quotes=False, paper=paper).content.decode(),
        )
        for paper in ("a4", "us-letter")
    }
    assert size == {"a4": ["A4"], "us-letter": ["letter"]}
    assert [
        file_name(sample_study, format=form, quotes=False, letters=False, length="full", paper="us-letter")
        for form in ("pdf", "html", "docx", "md")
    ] == [
        f"second-place-report-{name}"
        for name in (
            "us-letter-2026-11-02.pdf",
            "us-letter-2026-11-02.html",
            "us-letter-2026-11-02.docx",
            "2026-11-02.md",
        )
    ]


def test_that_it_is_the_sample_stands_under_the_title_in_every_form():
    """And the day of the data and that of the print stand there too."""
    told = replace(outline_with(Paragraph("Words.", quiet=False)), sample=True)
    line = "Sample: invented interviews"
    about = "All. Data up to 30 June 2026. Printed on 30 June 2026."
    pdf, page, notes = to_pdf(told)[0], "".join(Page(to_html(told)).words), to_markdown(told)
    assert f"{squeezed(f'Title {line} Lead. {about}')}Words" in pdf_words(pdf)
    assert f"Title\n{line}\nLead.\n{about}" in page
    assert notes.startswith(f"# Title\n\n{line}\n\nLead.\n\n{about}\n")
    other = outline_with(Paragraph("Words.", quiet=False))
    texts = (pdf_words(to_pdf(other)[0]), "".join(Page(to_html(other)).words), to_markdown(other))
    assert [text for text in texts if "Sample" in text] == []


def test_a_report_on_one_of_several_people_carries_their_name_and_with_letters_nobodys(made, new_story):
    story = new_story()
    story.interview("North", "evidence_examples gap", candidate="Chlo\u00e9/..\u202e Martin")
    study = story.study(candidate="Chlo\u00e9/..\u202e Martin")
    named = made(study, format="md", quotes=False)
    assert named.file_name == "second-place-report-chloe-martin-2026-06-30.md"
    assert outline_of(study, quotes=False, chosen_quotes={}).period == "Chlo\u00e9/.. Martin, May 2026"
    hidden = made(study, format="md", quotes=False, letters=True)
    assert hidden.file_name == "second-place-report-companies-as-letters-2026-06-30.md"
    assert outline_of(study, quotes=False, chosen_quotes={}, letters=True).period == "May 2026"


def test_the_file_name_says_what_the_file_is(made, sample_study):
    assert [made(sample_study, format=name, quotes=name == "md").file_name for name in FORMATS] == [
        "second-place-report-2026-11-02.pdf",
        "second-place-report-2026-11-02.html",
        "second-place-report-2026-11-02.docx",
        "second-place-report-with-quotes-2026-11-02.md",
        "second-place-tables-2026-11-02.xlsx",
        "second-place-tables-2026-11-02.zip",
        "second-place-mail-to-a-mentor-2026-11-02.eml",
        "second-place-slide-2026-11-02.png",
        "second-place-slide-2026-11-02.svg",
    ]


def test_another_format_is_refused_by_name(sample_study):
    with pytest.raises(
        ValueError, match='"odt" is not a format of the report: choose one of pdf, html, docx'
    ):
        render(sample_study, format="odt", quotes=False)  # ty: ignore[invalid-argument-type]


def test_the_sample_is_a_tagged_pdf_of_at_most_three_pages(made, sample_study):
    rendered = made(sample_study, format="pdf", quotes=True)
    reader = PdfReader(io.BytesIO(rendered.content))
    assert rendered.notes == ()
    assert 1 <= len(reader.pages) <= 3
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])  # ty: ignore[not-subscriptable]
    assert root["/Lang"] == "en-GB"  # ty: ignore[not-subscriptable]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in rendered.content
    assert reader.metadata is not None
    assert reader.metadata.title == outline_of(sample_study, quotes=True, chosen_quotes={}).title


def test_the_preview_has_the_pages_of_the_pdf(made, sample_study):
    pages = pages_of(sample_study, quotes=True, chosen_quotes={})
    content = made(sample_study, format="pdf", quotes=True).content
    assert len(pages) == len(PdfReader(io.BytesIO(content)).pages)
    assert {page[:8] for page in pages} == {b"\x89PNG\r\n\x1a\n"}


def test_every_count_of_the_study_stands_in_the_pdf(made, sample_study):
    words = pdf_words(made(sample_study, format="pdf", quotes=False).content)
    rows = sample_study.recurring_factors()
    counted = [f"{row.label} {row.heard_in} of {row.out_of}" for row in rows[rows.heard_in > 0].itertuples()]
    heard_as = re.sub(r"(agap|astrength|named,neitherway)(?=\d)", "", words)
    assert [text for text in counted if squeezed(text) not in heard_as] == []


def test_a_long_word_stays_inside_the_margins():
    told = outline_with(
        Paragraph(LONG_WORD, quiet=False),
        Quote("", LONG_WORD, "", LONG_WORD, ""),
        Items((Item(LONG_WORD, "", LONG_WORD),), numbered=True),
    )
    at: list[float] = []
    content, _ = to_pdf(told)
    page = PdfReader(io.BytesIO(content)).pages[0]
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: at.append(cm[4] + tm[4]) if text.strip() else None
    )
    assert pdf_words(content).count(LONG_WORD) == 5
    assert max(at) < 595 - 62


def test_letters_that_no_font_has_are_noted_and_never_stop_the_pdf():
    told = outline_with(Paragraph("A letter \U0010fffd nobody drew.", quiet=False))
    content, notes = to_pdf(told)
    assert notes == (
        "1 letter is in none of the fonts of this computer: it stands as □ in the PDF. The web page and the Markdown file "
        "hold every letter.",
    )
    assert "Aletter□nobodydrew." in letters_of(content)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


# What is written, and what stands in a PDF set in our fonts alone: what they lack is a box, what nobody sees is left out.
SCRIPTS = (
    ("Zoë, Łódź, Ελλάδα, Привет, ﬁ, “q” … 5 € ≠ 6 ½", "Zoë, Łódź, Ελλάδα, Привет, ﬁ, “q” … 5 € ≠ 6 ½"),
    ("e\u0301 a\u0323\u0302 o\u0336\u0319\u0330\u0320x", "é ậ o\u0336\u0319\u0330\u0320x"),
    ("漢字 and ten 字", "□□ and ten □"),
    ("שלום, עולם (ok)", "שלום, עולם (ok)"),
    ("مرحبا بالعالم", "مرحبا بالعالم"),
    ("to \U0001f469\u200d\U0001f52c and \U0001f44d\U0001f3fd", "to □□ and □□"),
    ("7\ufe0f\u20e3 of 7", "7□ of 7"),
    ("soft\u00adhyphen, zero\u200bwidth, bell\x07, turned \u202etxt.exe", "softhyphen, zerowidth, bell, turned txt.exe"),
)  # fmt: skip
LETTERS_WE_LACK = "漢字\U0001f469\U0001f52c\U0001f44d\U0001f3fd\u20e3"


def test_every_letter_of_every_script_stands_in_the_pdf_or_is_a_box_that_the_note_counts():
    told = outline_with(*(Paragraph(f"[{plain(text)}]", quiet=False) for text, _ in SCRIPTS))
    content, notes = to_pdf(told, computer_fonts=False)
    written = letters_of(content)
    assert written[written.index("[") :] == as_compared("".join(f"[{text}]" for _, text in SCRIPTS))
    assert [note.partition(" ")[0] for note in notes] == [str(len(LETTERS_WE_LACK))]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


@pytest.mark.parametrize(
    "text", ["漢字かな 한국어", "שלום עולם", "مرحبا بالعالم", "👩‍🔬 🎉 e\u0301", "\U0001d573\U0001d58a"]
)
def test_every_script_is_kept_and_the_pdf_is_made(text):
    told = outline_with(Paragraph(text, quiet=False), Quote("", text, "", text, ""))
    content, _ = to_pdf(told)
    assert content.startswith(b"%PDF")
    assert "".join(Page(to_html(told)).words).count(text) == 3
    assert "".join(read_markdown(to_markdown(told)).words).count(text) == 3


@pytest.mark.skipif(not NASTY.exists(), reason="the list of nasty texts is not beside the repository")
def test_the_list_of_nasty_texts_reads_as_it_was_written():
    """Letter for letter in PDF, web page and Markdown: 510 of the 513 that are not blank, three being only control characters.

    The PDF is set in our fonts alone, so that it is the same everywhere; the file names the letters that are boxes in it.
    """
    written = [text for text in json.loads(NASTY.read_text()) if text.strip()]
    nasty = [text for text in (plain(text).strip() for text in written) if text]
    assert (len(written), len(nasty)) == (513, 510)
    told = outline_with(*(Paragraph(f"[{text}]", quiet=False) for text in nasty))
    page, notes = "".join(Page(to_html(told)).words), "".join(read_markdown(to_markdown(told)).words)
    assert [text for text in nasty if f"[{text}]" not in page] == []
    assert [text for text in nasty if f"[{text}]" not in notes] == []
    lacking = {chr(int(line[2:].split()[0], 16)) for line in BOXES.read_text().splitlines()}
    content, said = to_pdf(told, computer_fonts=False)
    pdf = letters_of(content)
    shown = "".join(f"[{text}]" for text in nasty).translate(dict.fromkeys(map(ord, lacking), "□"))
    assert pdf[pdf.index("[") :] == as_compared(shown)
    assert [note.partition(" ")[0] for note in said] == [str(len(lacking))]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
