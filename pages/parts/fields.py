"""The fields of an interview in a person's words: for the mapping, the table and the form."""

from __future__ import annotations

from typing import Final

NOT_USED: Final = "Keep as my own column"
FIELD_WORDS: Final[dict[str, str]] = {
    "record_id": "Number or id",
    "candidate": "Person",
    "company": "Company",
    "role": "Role",
    "seniority": "Seniority",
    "industry": "Industry",
    "location": "Location",
    "work_mode": "Where you work",
    "channel": "How you found it",
    "applied_on": "Applied on",
    "interviewed_on": "Interview date",
    "decided_on": "Decided on",
    "stage_reached": "Furthest stage",
    "outcome": "Outcome",
    "rounds": "Rounds",
    "format": "Format",
    "contact_name": "Contact",
    "contact_role": "Contact's role",
    "contact_email": "Contact's e-mail",
    "notes": "Notes",
    "feedback": "Feedback",
    "impression": "What I think",
    "feedback_source": "Who said it",
    "feedback_date": "Feedback received on",
    "feedback_basis": "How it is kept",
    "asked_on": "Asked for feedback on",
    "asked_of": "Asked whom",
    "reminded_on": "Reminded them on",
    "answered_on": "They answered on",
    "thanked_on": "Thanked them on",
    "follow_up_on": "Follow up on",
}
