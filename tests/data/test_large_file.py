"""A large file in the memory of a laptop: measured in processes of their own, as the benchmark does."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.importing_at_scale import measured, write


@pytest.mark.parametrize(
    ("what", "rows", "lean", "most"),
    [
        pytest.param("preview", 60_000, False, 7, marks=pytest.mark.deep),  # keeping previews first
        ("keep", 60_000, False, 8),
        ("keep", 100_000, True, 9.5),
    ],
)
def test_a_large_log_takes_a_few_times_its_size_of_memory(
    what: str, rows: int, *, lean: bool, most: float, tmp_path: Path
):
    file = tmp_path / "jobs.csv"
    write(file, rows, lean=lean)
    _, memory = measured(what, file, tmp_path / "search.duckdb")
    assert memory < most * file.stat().st_size
