"""The dashboard as a visitor meets it: every page through app.py, over a workspace file of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from data.reading import NO_CHOICES, UPLOAD, read
from data.workspace import open_workspace
from pages.parts import session
from tests.conftest import NOON, TODAY, rows_of

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
    """Give the path of the workspace the app will open; it is let go in the end.

    The coder and the sample that the empty start draws are the same for everybody and stay.
    """
    path = tmp_path / "workspace.duckdb"
    monkeypatch.setenv("SECOND_PLACE_DB", str(path))
    monkeypatch.setenv("SECOND_PLACE_TODAY", TODAY.isoformat())
    yield path
    session._open.clear(str(path))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace file with nothing in it, as the first start leaves it; each test takes a copy of its own."""
    path = tmp_path_factory.mktemp("empty") / "workspace.duckdb"
    open_workspace(path).close()
    return path


@pytest.fixture
def with_nothing(workspace_file: Path, empty_file: Path) -> Path:
    """Put the empty file in the workspace's place: how the first start makes it is for other tests."""
    shutil.copyfile(empty_file, workspace_file)
    return workspace_file


@pytest.fixture
def with_sample(workspace_file: Path, sample_file: Path) -> Path:
    """Put the sample into the workspace."""
    shutil.copyfile(sample_file, workspace_file)
    return workspace_file


@contextmanager
def only_read(path: Path) -> Generator[Path]:
    """Give a workspace file to all tests that only read it; it stays open between them, and ends as it began."""
    begun = rows_of(path)
    yield path
    session._open.clear(str(path))
    assert rows_of(path) == begun, "a test that only reads has written"


@pytest.fixture
def reading(workspace_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Give the function that lets the app open a file that is only read, in place of a workspace of the test's own."""
    return lambda path: monkeypatch.setenv("SECOND_PLACE_DB", str(path))


@pytest.fixture(scope="session")
def sample_to_read(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Path]:
    """Give one workspace file with the sample for all tests that only read."""
    path = tmp_path_factory.mktemp("read") / "workspace.duckdb"
    shutil.copyfile(sample_file, path)
    with only_read(path):
        yield path


@pytest.fixture
def on_sample(reading: Callable[[Path], None], sample_to_read: Path) -> Path:
    """Let the app open the sample, to read only."""
    reading(sample_to_read)
    return sample_to_read


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Path]:
    """Give the function that gives the folder of a workspace of one CSV file, made once however many tests begin with it."""

    @cache
    def made(content: bytes) -> Path:
        folder = tmp_path_factory.mktemp("imported")
        _import(content, folder / "workspace.duckdb")
        return folder

    return made


@pytest.fixture
def with_csv(workspace_file: Path, imported: Callable[[bytes], Path]) -> Callable[[bytes], Path]:
    """Give the function that imports a CSV file into the workspace: the first one comes as a copy."""

    def put(content: bytes) -> Path:
        if workspace_file.exists():
            _import(content, workspace_file)
        else:
            shutil.copytree(imported(content), workspace_file.parent, dirs_exist_ok=True)
        return workspace_file

    return put


def _import(content: bytes, path: Path) -> None:
    file = read(content, file_name="mine.csv", choices=NO_CHOICES, limits=UPLOAD)
    with closing(open_workspace(path)) as opened:
        opened.commit_import(file, imported_at=NOON, is_sample=False)


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
