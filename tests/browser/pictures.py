"""The pictures of the README: every page over the sample, in light, in dark and at the width of a phone.

python -m tests.browser.pictures        # into docs/pictures; look at each before it is committed
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from analysis.coding import Coder, default_codebook
from analysis.sample import put_sample
from data.workspace import open_workspace
from tests.browser.conftest import CHROMIUM, QUIET, ROOT, Visit, serving
from tests.conftest import NOON, TODAY
from tests.pages.conftest import PAGES

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 256  # of each picture: text stays sharp, and the file small
TALLEST = 2_600  # pixels of a page; the rest is more of the same


class Look(NamedTuple):
    """How a page is looked at: the width of the window, its colours, and how much smaller the picture is."""

    width: int
    scheme: Literal["light", "dark"]
    scale: float


LOOKS = {"light": Look(1360, "light", 0.7), "dark": Look(1360, "dark", 0.7), "phone": Look(390, "light", 0.9)}


def take(pages: Sequence[str]) -> None:
    """Take a picture of each page in each look, over the coded sample."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.duckdb"
        opened = open_workspace(path)
        put_sample(opened, Coder(default_codebook()), today=TODAY, at=NOON)
        opened.close()
        with serving(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for name, look in LOOKS.items():
                for page in pages:
                    (FOLDER / f"{page}_{name}.png").write_bytes(_picture(browser, address, page, look))


def _picture(browser: Browser, address: str, name: str, look: Look) -> bytes:
    context = browser.new_context(
        viewport={"width": look.width, "height": 900}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    visit = Visit(address, page)
    visit.open("" if name == "start" else name)
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": look.width, "height": min(max(tall, 600), TALLEST)})
    visit.settle()
    page.wait_for_timeout(1_200)  # a chart's first drawing fades in
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    size = round(drawn.width * look.scale), round(drawn.height * look.scale)
    small = drawn.resize(size, Image.Resampling.LANCZOS)
    # By coverage, not by how often: a chart's few coloured marks matter more than its ground, which is then set right by `kmeans`.
    few = small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    take(sys.argv[1:] or PAGES)
