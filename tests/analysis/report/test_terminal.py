"""The files of the page are those of the terminal, byte for byte, in every form: made the page's way here, and by the command."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cli
from analysis.coding import default_codebook
from analysis.report import (
    FORMATS,
    TABLES,
    Format,
    Rendered,
    quotes_of,
    redacted_study,
    render,
    told_factors,
)
from analysis.study import EVERYTHING, Study
from data.workspace import open_workspace
from tests.conftest import TODAY

# What is chosen at the side of the page, and the words for it in the terminal.
CHOICES: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "as it opens": (
        {"quotes": False, "letters": False, "length": "summary", "paper": "a4"},
        ("--summary",),
    ),
    "everything changed": (
        {"quotes": True, "letters": True, "length": "full", "paper": "us-letter"},
        ("--quotes", "--yes", "--redact", "--paper", "us-letter"),
    ),
}


@pytest.fixture(scope="module")
def kept(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample as it is once it was opened: its texts are read again with what was decided about them."""
    path = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("terminal") / "kept.duckdb"))
    assert CliRunner().invoke(cli.app, ["factors", "--db", str(path)]).exit_code == 0
    return path


@pytest.fixture(scope="module")
def on_the_page(kept: Path) -> Iterator[Study]:
    """Give the study of the page, of a copy: the terminal has the workspace to itself."""
    workspace = open_workspace(Path(shutil.copy(kept, kept.with_name("page.duckdb"))))
    yield Study(workspace, EVERYTHING, default_codebook(), today=TODAY)
    workspace.close()


def by_the_page(study: Study, form: Format, choice: dict[str, Any]) -> Rendered:
    """Make a file as pages/seeker/report.py does: of the redacted study, with the quotes its boxes show first."""
    letters = choice["letters"]  # the page keeps what it has redacted, too
    told = study.once(("redacted", letters), lambda: redacted_study(study, letters=letters))
    if form in TABLES:
        return render(told, format=form, quotes=choice["quotes"], letters=choice["letters"])
    factors = told_factors(told, length=choice["length"]).factor if choice["quotes"] else ()
    first = {factor: choices[0].key for factor, choices in quotes_of(told, factors).items()}
    return render(told, format=form, chosen_quotes=first, left_out=frozenset(), **choice)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("chosen", CHOICES)
def test_the_terminal_writes_the_bytes_of_the_page(
    on_the_page: Study, kept: Path, tmp_path: Path, form: Format, chosen: str
) -> None:
    """Each is made of a workspace of its own, so the same interviews give the same file whenever it is made."""
    choice, words = CHOICES[chosen]
    page = by_the_page(on_the_page, form, choice)
    out = tmp_path / page.file_name
    said = CliRunner().invoke(
        cli.app, ["report", "--out", str(out), "--db", str(kept), "--today", TODAY.isoformat(), *words]
    )
    assert said.exit_code == 0, said.output
    assert out.read_bytes() == page.content
