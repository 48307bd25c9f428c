"""Deleting a person's contact for real, wherever it stands."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.study import EVERYTHING
from analysis.tables import each
from data.workspace import Workspace
from pages.parts.evidence import quiet
from pages.parts.session import now, say, study_of
from pages.parts.undo import nothing_to_bring_back


def delete_contact(opened: Workspace) -> None:
    """Let the person choose a contact, say what deleting it means, and do it once they are sure."""
    contacts = {row.contact: row for row in each(study_of(EVERYTHING).contacts())}
    if not contacts:
        return
    with st.container(gap="small"):
        st.header("Delete somebody's contact", anchor=False)
        st.markdown(
            "Name and address are taken out of every interview, note, text and reminder, and out of the file itself; one new "
            "backup takes the place of the old ones. What they said stays, without their name. There is no way back."
        )
        chosen = st.selectbox(
            "Whose",
            list(contacts),
            index=None,
            placeholder="Choose a contact",
            format_func=str,
            key="contact",
            width=420,
        )
        if chosen not in contacts:
            return
        row = contacts[chosen]
        quiet(f"In {wording.plural(int(row.interviews), 'interview', 'interviews')}.", key="contact-in")
        sure = st.checkbox("Delete it everywhere, for good", key="contact_sure")
        if st.button("Delete this contact", key="delete_contact", disabled=not sure):
            forgotten = opened.forget_contact(row.contact_name, row.contact_email, at=now())
            nothing_to_bring_back()
            say(
                f"The contact is deleted, from {wording.plural(forgotten.interviews, 'interview', 'interviews')} and "
                f"{wording.plural(forgotten.texts, 'text', 'texts')}. A file you bring again would bring it back."
            )
            st.rerun()
