"""More than a hundred hostile cells in every text of a workspace: every page and every file stays words, in a real browser."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from analysis.coding import Coder, code_uncoded, codebook_of
from analysis.coding.own import Theme, with_theme
from analysis.report import render
from analysis.study import EVERYTHING, Study
from data.reading import NO_CHOICES, read
from data.records import FollowUp, Interview, Practice
from data.workspace import Workspace, open_workspace
from tests.browser.conftest import Visit, serving
from tests.browser.test_every_page import PAGES, complaints_of_ours
from tests.conftest import NOON, TODAY
from tests.hostile.cells import CELLS, HOST

Start = Callable[..., Visit]
TEXTS = (
    "record_id", "company", "role", "candidate", "seniority", "industry", "location", "work_mode", "channel", "format",
    "contact_name", "contact_role", "contact_email", "notes",
)  # fmt: skip
VAGUE = "Your examples were too vague, and you seemed nervous."
# What a browser would act on, had any cell become more than words. The report's own pictures are written into it.
LIVE = f"""() => [...document.querySelectorAll(
  "[href*='{HOST}'], [src*='{HOST}'], [action*='{HOST}'], [data*='{HOST}'], [ping], [style*='{HOST}'], [poster], [background]," +
  "[href^='javascript:' i], [href^='data:text' i], [href^='mailto:' i], [onerror], [onload], [onfocus], [ontoggle], [onstart]," +
  "iframe:not([srcdoc='']), object, embed, base, marquee, details[ontoggle], .katex, .stMarkdown a, .stMarkdown img, " +
  ".stMarkdown table, .stMarkdown code"
)].map(found => found.outerHTML.slice(0, 200))"""
VIOLATIONS = "window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI))"


def _fill(workspace: Workspace) -> Study:
    """Put each cell into every text a person or a file can give."""
    sheet = io.StringIO(newline="")
    out = csv.writer(sheet)
    out.writerow(
        [*TEXTS, "interview_date", "stage_reached", "outcome", "feedback", "feedback_source", CELLS[3]]
    )
    for n, cell in enumerate(CELLS):
        day = f"2026-{1 + n % 10:02}-{1 + n % 28:02}"
        outcome = "offer declined" if n % 9 == 0 else "second place"
        out.writerow(
            [*[cell] * len(TEXTS), day, "final round", outcome, f"{cell} {VAGUE}", "recruiter", cell]
        )
    file = read(sheet.getvalue().encode(), file_name=CELLS[0], choices=NO_CHOICES)
    assert len(file.rows) >= len(CELLS) - 1  # a row of nothing but "null" is named and left out
    workspace.commit_import(file, imported_at=NOON, is_sample=False)
    own = with_theme("", Theme(CELLS[3], ("seemed nervous",), "gap", "you", CELLS[5]))
    workspace.save_own_codebook(own, at=NOON)
    for cell in CELLS[::20]:
        kept = workspace.save_interview(Interview(company=cell, role=cell, notes=cell), at=NOON)
        workspace.save_follow_up(
            FollowUp(interview_id=kept, kind="ask_feedback", due_on=TODAY, note=cell), at=NOON
        )
        workspace.save_practice(
            Practice(factor="evidence_examples", started_on=dt.date(2026, 6, 1), what=cell)
        )
    book = codebook_of(own, ())
    code_uncoded(workspace, Coder(book))
    return Study(workspace, EVERYTHING, book, today=TODAY)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give the reports a browser opens, quotes in them, and leave the workspace they are from beside them."""
    made = []
    with closing(open_workspace(tmp_path / "workspace.duckdb")) as opened:
        study = _fill(opened)
        for name, form, length in (
            ("full.html", "html", "full"),
            ("page.html", "html", "summary"),
            ("slide.svg", "svg", "full"),
        ):
            made.append(tmp_path / name)
            made[-1].write_bytes(render(study, format=form, quotes=True, length=length).content)
    return made


@pytest.fixture
def server(files: list[Path], tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path / "workspace.duckdb") as address:
        yield address


def test_no_cell_is_run_opened_asked_for_or_linked_on_any_page_and_in_any_file(
    files: list[Path], first_visit: Start
) -> None:
    visited = first_visit()
    found: list[str] = []
    alerts: list[str] = []
    visited.page.on("dialog", lambda dialog: alerts.append(dialog.message) or dialog.dismiss())
    visited.page.add_init_script(VIOLATIONS)
    for page in PAGES:
        opened = visited.open(page)
        opened.wait_for_load_state("networkidle")
        for box in opened.get_by_role("combobox").all()[:4]:
            box.click()
            opened.wait_for_timeout(100)
            found += _live(opened, f"{page}, a list")
            opened.keyboard.press("Escape")
        found += _live(opened, page)
    assert visited.outside() == []
    assert complaints_of_ours(visited) == []
    visited.requests.clear()
    for file in files:
        visited.page.goto(file.as_uri())
        visited.page.wait_for_load_state("networkidle")
        found += _live(visited.page, file.name)
    assert [url for url in visited.requests if not url.startswith(("file:", "data:"))] == []
    assert alerts == []
    assert found == []
    # The look itself: it sees what is live.
    visited.page.goto("about:blank")
    visited.page.set_content(
        f'<a href="http://{HOST}">x</a><div class="stMarkdown"><img></div><p>http://{HOST}</p>'
    )
    assert len(_live(visited.page, "")) == 2


def _live(page: Page, where: str) -> list[str]:
    return [f"{where}: {each}" for each in [*page.evaluate(LIVE), *page.evaluate("() => window.violations")]]
