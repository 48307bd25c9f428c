"""A large file in the memory of a laptop: measured in processes of their own, as the benchmark does."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.importing_at_scale import measured, write


@pytest.mark.parametrize(("what", "most"), [("preview", 7), ("keep", 10)])
def test_a_large_log_takes_a_few_times_its_size_of_memory(what: str, most: int, tmp_path: Path):
    file = tmp_path / "jobs.csv"
    write(file, 60_000, lean=False)
    _, memory = measured(what, file, tmp_path / "search.duckdb")
    assert memory < most * file.stat().st_size
