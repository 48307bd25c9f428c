"""How long a person waits in Chromium: from a click on a filter until the page counts in the new interviews."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import ROOT, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
COUNTED = ".st-key-quiet-filters"  # the line under the title that says what is counted
WHOSE = ("Own", "Both", "They")
ROUNDS = 4


def clicks(workspace: Path) -> tuple[float, float]:
    """Give the seconds from a click to the new text: where nothing of the slice is counted yet, and the median of later ones."""
    with serving(ROOT / "serve.py", workspace=workspace) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.goto(f"{server.address}/second_place")
        page.wait_for_selector(COUNTED, timeout=60_000)
        page.wait_for_load_state("networkidle")
        taken = [[_clicked(page, whose) for whose in WHOSE] for _ in range(ROUNDS)]
        browser.close()
    # They is counted already when the page is opened.
    return median(taken[0][:2]), median(seconds for again in taken[1:] for seconds in again)


def _clicked(page: Page, whose: str) -> float:
    before = page.inner_text(COUNTED)
    button = page.get_by_role("radio", name=whose, exact=True).or_(
        page.get_by_role("button", name=whose, exact=True)
    )
    begun = time.perf_counter()
    button.first.click()
    page.wait_for_function(
        "([place, before]) => { const line = document.querySelector(place); return line && line.innerText !== before }",
        arg=[COUNTED, before],
        timeout=60_000,
    )
    seconds = time.perf_counter() - begun
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    return seconds
