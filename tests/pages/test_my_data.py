"""What is said and offered where the file cannot be opened, and what My data does to the file."""

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


def test_a_damaged_file_is_put_right_with_one_click(with_csv: Callable[[bytes], Path], visit: Visit) -> None:
    path = with_csv(CSV)
    path.write_bytes(path.read_bytes()[:20_000])
    app = visit("start")
    assert app.title[0].value == "Your interviews could not be opened"
    assert texts(app)[0].startswith("workspace.duckdb is damaged and cannot be read. There is a backup of ")
    app.button(key="go_back").click().run()
    assert not app.exception
    assert app.title[0].value != "Your interviews could not be opened"
    assert any(
        "You are back at the backup. The damaged file is kept as workspace.duckdb.damaged-" in text
        for text in texts(app)
    )
    (aside,) = path.parent.glob("workspace.duckdb.damaged-*")
    assert aside.stat().st_size == 20_000


def test_where_no_backup_helps_none_is_offered(workspace_file: Path, visit: Visit) -> None:
    workspace_file.write_bytes(b"not a workspace at all")
    app = visit("start")
    assert (
        texts(app)[0]
        == "workspace.duckdb is not a Second Place file. It was left as it is; choose another file."
    )
    assert [button.key for button in app.button if button.key == "go_back"] == []


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
