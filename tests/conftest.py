"""What every test stands on: a fixed day, the sample in memory, and a study of it."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.coding import Coder, code_uncoded, default_codebook, personal_coder
from analysis.sample import put_sample
from analysis.study import EVERYTHING, Study
from data.tables import TABLES
from data.workspace import Workspace, open_workspace

os.environ["SECOND_PLACE_SEMANTIC"] = (
    ""  # what the tests expect is what every copy reads, with or without the extra
)

# No test is about time: a machine that pauses fails none.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TODAY = dt.date(2026, 11, 2)
NOON = dt.datetime(2026, 11, 2, 12)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Search for no unused memory in what is imported and collected, as serve.py does not: it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """Give an empty workspace in memory."""
    opened = open_workspace(None)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_workspace() -> Iterator[Workspace]:
    """Give the sample, coded; for reading only."""
    opened = open_workspace(None)
    put_sample(opened, Coder(default_codebook()), today=TODAY, at=NOON)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace file with the sample as it is once it was opened; each test takes a copy of its own.

    What the sample's own decisions teach is read then: every copy would be read anew.
    """
    path = tmp_path_factory.mktemp("sample") / "workspace.duckdb"
    opened = open_workspace(path)
    put_sample(opened, Coder(default_codebook()), today=TODAY, at=NOON)
    code_uncoded(opened, personal_coder(opened, Coder(default_codebook())))
    opened.close()
    return path


@pytest.fixture(scope="session")
def sample_study(sample_workspace: Workspace) -> Study:
    """Give the study of the whole sample, from what others said."""
    return Study(sample_workspace, EVERYTHING, default_codebook(), today=TODAY)


def rows_of(path: Path) -> dict[str, list[str]]:
    """Give every row a person wrote as text; what the coder hears is read anew whenever the program starts."""
    kept = dict.fromkeys(TABLES, "*") | {"feedback": "feedback_id, text, reviewed_at, edited_at"}
    del kept["coder_mentions"]
    with closing(open_workspace(path)) as opened:
        return {
            table: opened.ask(
                f"SELECT CAST(kept AS VARCHAR) AS text FROM (SELECT {columns} FROM {table}) kept ORDER BY text",
                {},
            ).text.tolist()
            for table, columns in kept.items()
        }
