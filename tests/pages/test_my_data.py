"""A workspace whose file is replaced, and what My data does to the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.opening import wal_of
from data.workspace import open_workspace
from tests.pages.conftest import APP

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


def test_a_contact_is_deleted_only_once_one_is_sure_and_then_from_every_file(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    path = with_csv(
        b"record_id,company,role,interview_date,stage_reached,outcome,contact_name,contact_role,contact_email\n"
        b"1,Wren,Clerk,2026-05-01,final_round,second_place,Ada Quillfeather,HR,quill@wren.example\n"
    )
    app = visit("my_data")
    app.selectbox(key="contact").set_value("Ada Quillfeather, quill@wren.example").run()
    assert app.button(key="delete_contact").disabled
    app.checkbox(key="contact_sure").check().run()
    app.button(key="delete_contact").click().run()
    assert not app.exception
    assert any(
        "The contact is deleted, from 1\u00a0interview and 0\u00a0texts." in text.value for text in app.text
    )
    assert not [box for box in app.selectbox if box.key == "contact"]
    for file in path.parent.rglob("*"):
        if file.is_file():
            assert b"uillfeather" not in file.read_bytes(), file


def test_a_contact_that_is_not_listed_is_typed_and_nobody_is_deleted_who_is_only_called_alike(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    held = [f"{n},Acme {n},Contact {n:03d},c{n}@acme.example" for n in range(200) for _ in range(2)]
    held += ["300,Wren,Zed Quill,zed@wren.example", "301,Crow,Zed Quill,zed@crow.example"]
    head = "record_id,company,contact_name,contact_email,outcome,role\n"
    with_csv((head + "\n".join(f"{line},Rejected,Role {n}" for n, line in enumerate(held)) + "\n").encode())
    for typed, said in (
        (
            "zed quill",
            "2 contacts are called so: type the name and the address, as in Zed Quill, zed@wren.example.",
        ),
        ("Nobody", "Nobody of this name or address is among your contacts."),
        (" ZED@wren.example", "Zed Quill, zed@wren.example"),
    ):
        app = visit("my_data")
        assert "Zed Quill, zed@wren.example" not in app.selectbox(key="contact").options
        app = AppTest.from_file(str(APP), default_timeout=30)
        app.switch_page("pages/seeker/my_data.py")
        app.session_state["contact"] = typed  # as it is once it was typed
        app.run()
        assert not app.exception
        assert said in texts(app)
        assert bool([box for box in app.checkbox if box.key == "contact_sure"]) == ("@" in typed)
