"""My data: where the file is, what came from where, backups, a full export, and deleting everything for real."""

from __future__ import annotations

import streamlit as st

from analysis import file_words, wording
from analysis.tables import each
from data.exporting import export_zip, restore_zip
from data.problems import DamagedError, WorkspaceError
from pages.parts.contacts import delete_contact
from pages.parts.evidence import quiet
from pages.parts.filters import sample_mark
from pages.parts.remembered import what_is_remembered
from pages.parts.session import now, say, show_what_was_said, today, workspace
from pages.parts.text import steady
from pages.parts.undo import nothing_to_bring_back

opened = workspace()
show_what_was_said()


def whole_export() -> bytes:
    """Give the zip of everything; runs in another thread, so a failure becomes a readable file instead of nothing."""
    try:
        return export_zip(opened)
    except WorkspaceError as problem:
        return f"The export was not made: {problem}".encode()


with st.container(width=1080, gap="large"):
    with st.container(gap="xsmall"):
        st.title("Your interviews stay in one file on this computer", anchor=False)
        st.markdown(
            "No account, nothing sent anywhere. Copy it, take it with you, or delete it, whenever you like."
        )
        sample_mark()
        if opened.copy_of is None:
            quiet(f"{opened.path or 'In memory only'}, {file_words.size(opened.size_on_disk())}", key="where")
    imports = opened.imports()
    with st.container(gap="small"):
        st.header("What came from where", anchor=False)
        if imports.empty:
            st.markdown("Nothing was imported yet.")
        for row in each(imports):
            with st.container(
                border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                with st.container(gap=None, width="content"):
                    st.text(steady(row.file_name))
                    quiet(
                        f"{wording.date(row.imported_at)}: {row.rows_read} rows read, {row.new} new, {row.changed} changed, "
                        f"{row.unchanged} unchanged",
                        key=f"import-{row.import_id}",
                    )
                if st.button(
                    "Undo this import", key=f"undo-{row.import_id}", type="tertiary", icon=":material/undo:"
                ):
                    undone = opened.undo_import(row.import_id)
                    say(file_words.undone(undone.interviews, undone.feedback, len(undone.kept)))
                    st.rerun()
    what_is_remembered()
    with st.container(gap="small"):
        st.header("Take it with you", anchor=False)
        st.markdown(
            "The export holds everything, other people's words and contacts included: tables as CSV, with a "
            "description. It can be brought back here."
        )
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "Export everything",
                data=whole_export,
                file_name=f"second-place-everything-{today():%Y-%m-%d}.zip",
                mime="application/zip",
                icon=":material/download:",
                on_click="ignore",
                key="export",
            )
        with st.expander("Bring back an export"):
            file = st.file_uploader("An export made here", type=["zip"], key="restore_file")
            replace = st.checkbox("Replace what is here now (a backup is made first)", key="restore_replace")
            if st.button("Bring it back", key="restore", disabled=file is None) and file is not None:
                try:
                    restore_zip(opened, file.getvalue(), replace=replace, at=now())
                except DamagedError:  # the backups are offered
                    raise
                except WorkspaceError as problem:
                    st.text(str(problem))
                else:
                    say("The export is back.")
                    st.rerun()
    backups = opened.backups()
    with st.container(gap="small"):
        st.header("Backups", anchor=False)
        st.markdown("A copy is made after every import; the last five are kept beside the file.")
        if st.button("Make a backup now", key="backup", icon=":material/save:"):
            opened.backup(at=now())
            say("A backup is made.")
            st.rerun()
        for backup in backups:
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.text(file_words.backup(backup))
                with st.popover(
                    "Go back to this", type="tertiary", icon=":material/settings_backup_restore:"
                ):
                    st.markdown(
                        "It takes the place of everything that is here now. What is here becomes the newest backup, so you "
                        "can come back to it."
                    )
                    if st.button("Replace what is here", key=f"back-{backup.path.name}", type="primary"):
                        opened.restore_backup(backup.path, at=now())
                        say("You are back at that backup. What was here before is the newest backup now.")
                        st.rerun()
    delete_contact(opened)
    with st.container(gap="small"):
        st.header("Erase what you took away", anchor=False)
        st.markdown(
            "What you took away or changed can be brought back at first, so it stays in the file and in the backups. This "
            "writes the file anew without it; one new backup takes the place of the others."
        )
        if st.button("Erase it for good", key="erase", icon=":material/ink_eraser:"):
            opened.erase_what_was_deleted(at=now())
            nothing_to_bring_back()
            say("What you took away is in no file here any more.")
            st.rerun()
    with st.container(gap="small"):
        st.header("Delete everything", anchor=False)
        st.markdown(
            "Every interview, every word, every backup. The file is written anew, so nothing is left in it. "
            "There is no way back."
        )
        sure = st.text_input("Type delete to confirm", key="sure", width=240)
        if st.button(
            "Delete everything", key="delete_everything", disabled=(sure or "").strip().casefold() != "delete"
        ):
            opened.delete_everything()
            st.session_state.clear()
            say("Everything is deleted.")
            st.rerun()
