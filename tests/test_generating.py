"""The generated workspaces that the figures of docs/performance.md are measured on."""

from pathlib import Path

import duckdb

from analysis.coding import default_codebook, waiting
from benchmarks import generating
from data.workspace import open_workspace


def test_a_seed_gives_the_same_workspace_and_what_is_named_stands_where_it_says(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.duckdb", "same.duckdb", "other.duckdb")]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        generating.workspace(file, 1_000, seed=seed, coded=True)
    opened = [open_workspace(file) for file in files]
    try:
        one, same, other = (each.ask("SELECT * FROM feedback ORDER BY feedback_id", {}) for each in opened)
        misplaced = opened[0].ask(
            """
            SELECT count(*) AS n FROM mentions JOIN feedback USING (feedback_id)
            WHERE substring(text, start_at + 1, end_at - start_at) <> quote
            """,
            {},
        )
        left = waiting(opened[0], default_codebook())
    finally:
        for each in opened:
            each.close()
    assert one.equals(same)
    assert not one.equals(other)
    assert 250 < len(one) < 350  # three texts of feedback to ten interviews
    assert misplaced.n.iloc[0] == 0
    assert left == 0


def test_a_log_has_a_row_a_text_and_every_interview(tmp_path: Path) -> None:
    generating.log(tmp_path / "log.parquet", 200, seed=1)
    generating.workspace(tmp_path / "kept.duckdb", 200, seed=1, coded=False)
    with duckdb.connect(str(tmp_path / "kept.duckdb")) as kept:
        (expected,) = kept.execute(
            "SELECT count(*) FROM interviews LEFT JOIN feedback USING (interview_id)"
        ).fetchall()
    log = duckdb.connect().execute("SELECT count(*) FROM read_parquet($1)", [str(tmp_path / "log.parquet")])
    assert log.fetchone() == expected
