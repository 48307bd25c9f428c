"""Where the interviews cannot be opened: why, and what can be done about it in one press."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import file_words
from data.problems import DamagedError, InUseError, WorkspaceError
from data.workspace import Backup
from pages.parts.text import md


def show(
    problem: WorkspaceError,
    kept: list[Backup],
    *,
    restore: Callable[[Backup], None],
    look_at: Callable[[Backup], None],
) -> None:
    """Say why, and offer the backups: in the place of a damaged file, or to look at while another window has it open."""
    if isinstance(problem, InUseError):
        st.title("Your interviews are open in another window", anchor=False)
        st.text(str(problem))
        if kept:
            st.markdown(
                "Until then you can look at the last copy of them. What was written since is not in it."
            )
            _first(kept, "Look at the copy of {}, to read only", "visibility", look_at)
        st.button("Try again", key="try_again", type="tertiary", icon=":material/refresh:")
        return
    st.title("Your interviews could not be opened", anchor=False)
    st.text(str(problem))
    if not isinstance(problem, DamagedError):
        st.markdown("Nothing was changed. When it is put right, reload this page.")
        return
    offer(kept, restore=restore)


def offer(kept: list[Backup], *, restore: Callable[[Backup], None]) -> None:
    """Offer the backups in the place of a damaged file."""
    if not kept:
        st.markdown("Nothing was changed. If you have a copy of the file, put it back and reload this page.")
        return
    st.markdown("A backup can take its place; the damaged file is kept beside it.")
    _first(kept, "Restore the backup of {}", "settings_backup_restore", restore)
    if len(kept) > 1:
        with st.expander("Older backups"):
            for n, backup in enumerate(kept[1:]):
                with st.container(
                    horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
                ):
                    st.text(file_words.backup(backup))
                    st.button(
                        "Restore this one",
                        key=f"older-backup-{n}",
                        type="tertiary",
                        on_click=restore,
                        args=(backup,),
                    )


def copy_note(copied: Backup, *, leave: Callable[[], None]) -> None:
    """Say that a copy is shown, and let the person try to open the interviews themselves again."""
    with st.container(
        key="copy",
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.text(file_words.reading_a_copy(copied.made_at), width="stretch")
        st.button("Open my interviews", key="leave_copy", icon=":material/refresh:", on_click=leave)


def _first(kept: list[Backup], words: str, icon: str, press: Callable[[Backup], None]) -> None:
    st.button(
        md(words.format(file_words.moment(kept[0].made_at))),
        key="newest_backup",
        type="primary",
        icon=f":material/{icon}:",
        on_click=press,
        args=(kept[0],),
    )
