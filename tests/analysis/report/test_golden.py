"""The golden report: what the program writes about the sample, kept so that every change of it is read before it is kept."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from analysis.report import Format, render

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


@pytest.mark.parametrize("name", ["md", "html"])
def test_the_report_on_the_sample_is_the_golden_one(sample_study, name: Format):
    """Written anew with WRITE_GOLDEN=1; the fonts inside the page are left out, so that its diff can be read."""
    written = render(sample_study, format=name, quotes=True).content.decode()
    written = re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,...", written)
    golden = GOLDEN / f"report.{name}"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")
