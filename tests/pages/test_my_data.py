"""A workspace whose file is replaced, and what My data does to the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.opening import wal_of
from data.workspace import open_workspace

Visit = Callable[[str], AppTest]
CSV = b"Company,Role,Outcome,Feedback\nAcme,Analyst,Rejected,You were too quiet.\n"


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]


def test_a_workspace_that_is_replaced_heals_by_itself(
    with_csv: Callable[[bytes], Path], visit: Visit, tmp_path: Path
) -> None:
    path = with_csv(CSV)
    visit("my_data")
    other = tmp_path / "other.duckdb"
    open_workspace(other).close()
    other.replace(path)
    app = visit("my_data")
    assert not app.exception
    assert "Nothing was imported yet." in [element.value for element in app.markdown]
    assert not wal_of(path).exists()


def test_what_was_taken_away_is_erased_for_good(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = with_csv(CSV)
    opened = open_workspace(path)
    opened.delete_interview(opened.ask("SELECT interview_id FROM interviews", {}).interview_id[0])
    opened.close()
    app = visit("my_data")
    app.session_state["removed_interview"] = ("Acme, Analyst", None)
    app.button(key="erase").click().run()
    assert not app.exception
    assert "What you took away is in no file here any more." in texts(app)
    assert "removed_interview" not in app.session_state
    assert [
        file.name for file in path.parent.rglob("*") if file.is_file() and b"too quiet" in file.read_bytes()
    ] == []
