"""Where the interviews cannot be opened: the page says why, and one press restores a backup or shows a copy to read only."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.opening import wal_of
from data.problems import DamagedError
from data.workspace import open_workspace
from pages.parts import session
from tests.conftest import NOON
from tests.pages.conftest import PAGES
from tests.pages.test_bringing import HEADER, drop, keep, words

Visit = Callable[[str], AppTest]
WREN = f"{HEADER}Wren,Curator,2026-03-01,Final round,2nd,Too quiet for us.,recruiter\n".encode()


@pytest.fixture
def with_backup(with_csv: Callable[[bytes], Path]) -> Path:
    """Keep one interview in the workspace, of which the import made a backup."""
    return with_csv(WREN)


@contextmanager
def in_another_window(path: Path) -> Generator[None]:
    """Have the file open in a process of its own."""
    holding = f"import duckdb, time; held = duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.kill()


def companies(path: Path) -> list[str]:
    with closing(open_workspace(path)) as opened:
        return opened.ask("SELECT company FROM interviews ORDER BY company", {}).company.tolist()


def test_every_page_offers_the_backup_of_a_damaged_file(with_backup: Path, visit: Visit) -> None:
    with_backup.write_bytes(with_backup.read_bytes()[:5000])
    app = visit("start")
    for page in PAGES:
        app.switch_page(f"pages/seeker/{page}.py").run()
        assert not app.exception, page
        assert [title.value for title in app.title] == ["Your interviews could not be opened"], page
        assert app.button(key="newest_backup").label.startswith("Restore the backup of "), page


def test_one_press_restores_it_and_the_damaged_file_is_kept(with_backup: Path, visit: Visit) -> None:
    damaged = with_backup.read_bytes()[:5000]
    with_backup.write_bytes(damaged)
    app = visit("start")
    assert "workspace.duckdb is damaged and cannot be read." in words(app)
    app.button(key="newest_backup").click().run()
    assert not app.exception
    (aside,) = with_backup.parent.glob("workspace.duckdb.damaged-*")
    assert f"is in its place. The damaged file is kept as {aside.name}." in words(app)
    assert aside.read_bytes() == damaged
    assert "1\u00a0interview" in visit("interviews").title[0].value


def test_damage_that_a_page_meets_is_mended_there_in_one_press(with_backup: Path, visit: Visit) -> None:
    def met() -> bool:
        with suppress(DamagedError), closing(open_workspace(with_backup)) as opened:
            with suppress(DamagedError):
                return not opened.ask("SELECT company FROM interviews", {}).size
            return True
        return False

    whole = with_backup.read_bytes()
    for at in range(12_288 + 8, len(whole), 32_768):  # until a block is hit that a start does not read
        damaged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with_backup.write_bytes(damaged)
        if met():
            break
    with_backup.write_bytes(damaged)  # closing it may have written to it
    app = visit("interviews")
    assert not app.exception
    assert "workspace.duckdb is damaged and cannot be read. There is a backup of " in words(app)
    app.button(key="newest_backup").click().run()
    assert not app.exception
    (aside,) = with_backup.parent.glob("workspace.duckdb.damaged-????????-??????-??????")
    assert f"is in its place. The damaged file is kept as {aside.name}." in words(app)
    assert "1\u00a0interview" in app.title[0].value
    assert companies(with_backup) == ["Wren"]


def test_damage_done_while_a_page_is_open_is_mended_there_in_one_press(
    with_backup: Path, visit: Visit
) -> None:
    visit("start")  # reads the feedback, which is written down
    session._open.clear()
    with closing(
        duckdb.connect(with_backup)
    ) as file:  # so many that what finds them again has blocks of its own
        file.execute(
            "INSERT INTO remembered SELECT 'word', 'word ' || i, 'rejected' FROM range(20_000) AS word (i)"
        )
    app = visit("follow_up")
    next(choice for choice in app.segmented_control if choice.key == "board").set_value("doors").run()
    next(button for button in app.button if button.label == "Write").click().run()
    with with_backup.open("r+b") as file:  # what is written now needs a block that was not read yet
        for at in range(12_288 + 8, with_backup.stat().st_size, 32_768):
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1]))
    signed = next(field for field in app.text_input if field.label == "Your name, as you sign")
    signed.set_value("Robin").run()
    assert not app.exception
    assert "what was changed after it" in words(app)
    app.button(key="newest_backup").click().run()
    assert not app.exception
    assert "is in its place. The damaged file is kept as " in words(app)
    assert companies(with_backup) == ["Wren"]


def test_damage_that_a_button_met_takes_the_place_of_the_page_once(with_backup: Path, visit: Visit) -> None:
    def meets_it() -> None:
        with_backup.with_name("damaged.duckdb").write_bytes(b"12345678DUCK")
        open_workspace(with_backup.with_name("damaged.duckdb"))

    app = visit("interviews")
    with pytest.MonkeyPatch.context() as state:
        state.setattr(st, "session_state", {})
        session.told(meets_it)()
        app.session_state["_damage"] = st.session_state["_damage"]
    app.run()
    assert "damaged.duckdb is damaged and cannot be read." in words(app)
    assert [button.key for button in app.button if button.key == "newest_backup"] == ["newest_backup"]
    assert not app.title
    app.run()
    assert "1\u00a0interview" in app.title[0].value


def test_what_is_missing_at_the_end_of_the_log_is_counted_on_the_first_page(
    with_backup: Path, visit: Visit
) -> None:
    aside = with_backup.parent / "aside"
    with closing(open_workspace(with_backup)) as opened:
        opened.remember_own_name("Robin")
        shutil.copytree(with_backup.parent, aside)
    shutil.copytree(aside, with_backup.parent, dirs_exist_ok=True)
    wal_of(with_backup).unlink()
    app = visit("start")
    assert not app.exception
    assert "Your last change before the program was stopped could not be read back" in words(app)


def test_an_older_backup_can_be_chosen_and_what_it_lacks_is_named(
    with_csv: Callable[[bytes], Path], visit: Visit
) -> None:
    with_csv(WREN)
    path = with_csv(f"{HEADER}Heron,Clerk,2026-04-01,Screen,Rejected,,\n".encode())
    path.write_bytes(b"")
    app = visit("start")
    app.button(key="older-backup-0").click().run()
    assert "mine.csv, kept on" in words(app)
    assert "1\u00a0interview" in visit("interviews").title[0].value


def test_a_backup_that_is_damaged_too_is_refused_and_the_page_stays(with_backup: Path, visit: Visit) -> None:
    (backup,) = with_backup.with_name("workspace.duckdb.backups").iterdir()
    for file in (with_backup, backup):
        file.write_bytes(file.read_bytes()[:5000])
    app = visit("start")
    app.button(key="newest_backup").click().run()
    assert "This backup is damaged, or was made by a newer version. Nothing was changed." in words(app)
    assert app.title[0].value == "Your interviews could not be opened"
    assert not list(with_backup.parent.glob("workspace.duckdb.damaged-*"))


def test_without_a_backup_the_page_says_so(workspace_file: Path, visit: Visit) -> None:
    workspace_file.write_bytes(b"")
    app = visit("start")
    assert "it holds no workspace. There is no backup of it." in words(app)
    assert "If you have a copy of the file, put it back and reload this page." in words(app)
    assert not app.button


def test_a_file_that_is_not_ours_is_left_as_it_is(workspace_file: Path, visit: Visit) -> None:
    workspace_file.write_bytes(b"Dear Sir or Madam")
    app = visit("start")
    assert "is not a Second Place file. It was left as it is" in words(app)
    assert not app.button


def test_a_second_window_reads_a_copy_writes_nothing_and_opens_the_file_when_it_is_free(
    with_backup: Path, visit: Visit
) -> None:
    with in_another_window(with_backup):
        app = visit("start")
        assert app.title[0].value == "Your interviews are open in another window"
        assert "Close it there, then try again." in words(app)
        assert app.button(key="newest_backup").label.endswith(" to read only")
        app.button(key="newest_backup").click().run()
        assert not app.exception
        assert "to read only, while your interviews are open in another window" in words(app)
        for page in PAGES[1:]:
            app.switch_page(f"pages/seeker/{page}.py").run()
            assert not app.exception, page
            assert "to read only, while your interviews are open in another window" in words(app), page
        app.text_input(key="sure").set_value("delete").run()
        app.button(key="delete_everything").click().run()
        assert "Nothing was saved." in words(app)
        app.switch_page("pages/seeker/start.py").run()
        keep(drop(app, f"{HEADER}Heron,Clerk,2026-04-01,Screen,Rejected,,\n".encode()))
        assert "Not saved. This is the copy of" in words(app)
        app.switch_page("pages/seeker/follow_up.py").run()
        next(choice for choice in app.segmented_control if choice.key == "board").set_value("doors").run()
        next(button for button in app.button if button.label == "Write").click().run()
        signed = next(field for field in app.text_input if field.label == "Your name, as you sign")
        signed.set_value("Robin").run()
        assert not app.exception
        assert "Nothing was saved." in words(app)
        app.button(key="leave_copy").click().run()
        assert app.title[0].value == "Your interviews are open in another window"
        app.button(key="newest_backup").click().run()
    app.button(key="leave_copy").click().run()
    assert "to read only" not in words(app)
    assert companies(with_backup) == ["Wren"]


def test_a_second_window_without_a_backup_says_only_where_it_is_open(
    workspace_file: Path, visit: Visit
) -> None:
    open_workspace(workspace_file).close()
    with in_another_window(workspace_file):
        app = visit("start")
        assert app.title[0].value == "Your interviews are open in another window"
        assert [button.key for button in app.button] == ["try_again"]
    app.button(key="try_again").click().run()
    assert app.title[0].value != "Your interviews are open in another window"


def test_going_back_to_a_backup_says_first_what_it_replaces(with_backup: Path, visit: Visit) -> None:
    with closing(open_workspace(with_backup)) as opened:
        (backup,) = opened.backups()
        opened.delete_interview(opened.ask("SELECT interview_id FROM interviews", {}).interview_id[0])
        opened.backup(at=NOON.replace(year=2027))
    app = visit("my_data")
    assert "It takes the place of everything that is here now." in words(app)
    app.button(key=f"back-{backup.path.name}").click().run()
    assert "You are back at that backup." in words(app)
    assert "1\u00a0interview" in visit("interviews").title[0].value
