"""The dashboard as a visitor meets it: every page through app.py, over a workspace file of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from data.reading import NO_CHOICES, UPLOAD, read
from data.workspace import open_workspace
from pages.parts import session
from tests.conftest import NOON, TODAY

APP = Path(__file__).parents[2] / "app.py"
PAGES = (
    "start",
    "debrief",
    "interviews",
    "second_place",
    "factors",
    "stops",
    "feedback",
    "codebook",
    "plan",
    "follow_up",
    "report",
    "trust",
    "my_data",
)


def plain(markdown: str) -> str:
    """Give what a reader sees of literal words in markdown: their escapes are gone."""
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.fixture(scope="session", autouse=True)
def packages_are_read_once() -> Iterator[None]:
    """Keep what the installed packages say of components: every AppTest asks each of them anew, and none says anything else."""
    with pytest.MonkeyPatch.context() as kept:
        kept.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture
def workspace_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the path of the workspace the app will open; what an earlier test had open is let go around it.

    The coder and the sample that the empty start draws are the same for everybody and stay.
    """
    path = tmp_path / "workspace.duckdb"
    monkeypatch.setenv("SECOND_PLACE_DB", str(path))
    monkeypatch.setenv("SECOND_PLACE_TODAY", TODAY.isoformat())
    session._open.clear()
    yield path
    session._open.clear()


@pytest.fixture
def with_sample(workspace_file: Path, sample_file: Path) -> Path:
    """Put the sample into the workspace."""
    shutil.copyfile(sample_file, workspace_file)
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
        app = AppTest.from_file(str(APP), default_timeout=30)
        if page != "start":
            app.switch_page(f"pages/seeker/{page}.py")
        app.run()
        assert not app.exception, app.exception
        return app

    return open_page
