"""What is kept in memory beside a workspace, and for how long."""

import datetime as dt
from pathlib import Path

import pytest

from data import keeping
from data.problems import ReopenedError
from data.records import Interview
from data.workspace import open_workspace

AT = dt.datetime(2026, 6, 1, 9)
TABLES = (
    "SELECT table_name FROM duckdb_tables() WHERE starts_with(database_name, 'kept_') ORDER BY table_name"
)
COUNT = "SELECT count(*) AS n FROM interviews"


def test_a_table_is_made_once_until_something_is_written() -> None:
    workspace = open_workspace(None)
    with workspace.kept("count", COUNT, {}) as first, workspace.kept("count", COUNT, {}) as again:
        assert first == again
    workspace.save_interview(Interview(company="A"), at=AT)
    with workspace.kept("count", COUNT, {}) as anew:
        assert anew != first
        assert workspace.ask(f"FROM {anew}", {}).n.tolist() == [1]


def test_a_table_in_use_outlives_the_write_that_makes_it_stale() -> None:
    workspace = open_workspace(None)
    with workspace.kept("count", COUNT, {}) as before:
        workspace.save_interview(Interview(company="A"), at=AT)
        with workspace.kept("count", COUNT, {}):
            assert workspace.ask(f"FROM {before}", {}).n.tolist() == [0]
    assert len(workspace.ask(TABLES, {})) == 1


def test_what_was_asked_for_longest_ago_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ROWS", 2)
    workspace = open_workspace(None)
    for n in range(4):
        with workspace.kept(n, "SELECT $n AS n", {"n": n}):
            pass
    assert workspace.ask(TABLES, {}).table_name.tolist() == ["table_3", "table_4"]


def test_two_workspaces_with_one_file_keep_apart_and_closing_one_leaves_the_other(tmp_path: Path) -> None:
    one, other = open_workspace(tmp_path / "kept.duckdb"), open_workspace(tmp_path / "kept.duckdb")
    for workspace in (one, other):
        with workspace.kept("count", COUNT, {}):
            assert len(workspace.ask(TABLES, {})) > 0
    one.close()
    with other.kept("count", COUNT, {}) as name:
        assert other.ask(f"FROM {name}", {}).n.tolist() == [0]
    assert len(other.ask(TABLES, {})) == 1
    other.close()


def test_a_table_that_went_with_the_file_that_was_open_says_so(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "workspace.duckdb")
    backup = workspace.backup(at=AT)

    def asked_meanwhile() -> None:
        with workspace.kept("count", COUNT, {}) as before:
            workspace.restore_backup(backup, at=AT + dt.timedelta(days=1))
            workspace.ask(f"FROM {before}", {})

    with pytest.raises(ReopenedError):
        asked_meanwhile()
    with workspace.kept("count", COUNT, {}) as anew:
        assert workspace.ask(f"FROM {anew}", {}).n.tolist() == [0]
    workspace.close()
