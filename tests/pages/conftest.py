"""The dashboard as a visitor meets it: every page through app.py, over a workspace file of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.coding import Coder, default_codebook
from analysis.sample import put_sample
from data.reading import NO_CHOICES, UPLOAD, read
from data.workspace import open_workspace
from tests.conftest import NOON, TODAY

APP = Path(__file__).parents[2] / "app.py"
PAGES = (
    "start",
    "debrief",
    "interviews",
    "second_place",
    "factors",
    "feedback",
    "codebook",
    "report",
    "trust",
    "my_data",
)


def plain(markdown: str) -> str:
    """Give what a reader sees of literal words in markdown: their escapes are gone."""
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.fixture
def workspace_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the path of the workspace the app will open; caches of an earlier test are cleared around it."""
    path = tmp_path / "workspace.duckdb"
    monkeypatch.setenv("SECOND_PLACE_DB", str(path))
    monkeypatch.setenv("SECOND_PLACE_TODAY", TODAY.isoformat())
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


@pytest.fixture
def with_sample(workspace_file: Path) -> Path:
    """Put the sample into the workspace."""
    with_workspace = open_workspace(workspace_file)
    put_sample(with_workspace, Coder(default_codebook()), today=TODAY, at=NOON)
    with_workspace.close()
    return workspace_file


@pytest.fixture
def with_csv(workspace_file: Path) -> Callable[[bytes], Path]:
    """Give the function that imports a CSV file into the workspace."""

    def put(content: bytes) -> Path:
        opened = open_workspace(workspace_file)
        opened.commit_import(
            read(content, file_name="mine.csv", choices=NO_CHOICES, limits=UPLOAD),
            imported_at=NOON,
            is_sample=False,
        )
        opened.close()
        return workspace_file

    return put


@pytest.fixture
def visit(workspace_file: Path) -> Callable[[str], AppTest]:
    """Give the function that opens a page by its web address, through app.py."""

    def open_page(page: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30).run()
        if page != "start":
            app.switch_page(f"pages/seeker/{page}.py").run()
        assert not app.exception, app.exception
        return app

    return open_page
