"""Deleting a person's contact for real, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis import wording
from analysis.study import EVERYTHING
from analysis.tables import each
from data.workspace import Workspace
from pages.parts.evidence import quiet
from pages.parts.session import now, say, study_of
from pages.parts.text import steady
from pages.parts.undo import nothing_to_bring_back

LISTED = 200  # contacts; of more, one is typed


def delete_contact(opened: Workspace) -> None:
    """Let the person choose a contact, say what deleting it means, and do it once they are sure."""
    study = study_of(EVERYTHING)
    rows = study.contacts(at_most=LISTED)
    if rows.empty:
        return
    contacts, found = {row.contact: row for row in each(rows)}, int(rows.found.iloc[0])
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
            format_func=steady,
            key="contact",
            width=420,
            accept_new_options=found > LISTED,
            help=f"Those in most interviews. Type the name or the address of any of the {found - LISTED:,} others."
            if found > LISTED
            else None,
        )
        if chosen and chosen not in contacts:
            alike = {row.contact: row for row in each(study.contacts(named=str(chosen), at_most=LISTED))}
            written = [contact for contact in alike if contact.casefold() == chosen.strip().casefold()]
            alike = {contact: alike[contact] for contact in written or alike}
            if len(alike) != 1:  # what cannot be taken back is asked of one person only
                quiet(_none_or_many(list(alike)), key="contact-none")
                return
            chosen = next(iter(alike))
            contacts |= alike
            st.text(steady(chosen))
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


def _none_or_many(alike: Sequence[str]) -> str:
    if not alike:
        return "Nobody of this name or address is among your contacts."
    return f"{len(alike)} contacts are called so: type the name and the address, as in {alike[-1]}."
