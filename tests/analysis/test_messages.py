"""Messages to the people who decided: whole, courteous and within limits whatever is known, and nothing else in their headers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from analysis.messages import Occasion, write

KNOWN = Occasion(
    company="Copperline Telecom",
    role="Training coordinator",
    interviewed_on=dt.date(2026, 6, 3),
    decided_on=dt.date(2026, 6, 10),
    stage="final_round",
    outcome="second_place",
    contact_name="Farida Nasser",
    asked_of="interviewer",
    contact_email="farida.nasser@copperline.example.org",
    vague="a stronger candidate",
    open_questions=("evidence_examples", "stronger_competitor", "leadership"),
    own_name="Jo Smith",
    asked_on=dt.date(2026, 6, 15),
    answered_on=dt.date(2026, 6, 20),
    months_since=6,
    reason_to_write="open_again",
)
_NO_FIELDS: dict[str, Any] = {**dict.fromkeys(vars(KNOWN)), "open_questions": ()}
NOTHING = Occasion(**_NO_FIELDS)


def test_a_request_says_what_is_known_of_the_interview_and_asks_the_persons_own_questions() -> None:
    message = write(KNOWN, "ask", form="email", tone="plain", length="full")
    assert message.subject == "Training coordinator at Copperline Telecom: thank you, and two questions"
    assert message.body == (
        "Dear Farida Nasser,\n\n"
        "Thank you again for the final interview for the Training coordinator role at Copperline Telecom on 3 June 2026. "
        "It was kind of you to write to me about the decision of 10 June 2026. "
        "I wish the person who was chosen every success.\n\n"
        "I do not question the decision; I would like to learn from it. May I ask you two questions?\n\n"
        "1. At which point would a concrete example have told you more?\n"
        "2. What would you have liked to see or hear about how I lead and guide others?\n\n"
        "A sentence or two is plenty, in writing or on the phone, whichever is easier for you. "
        "If you would rather not say, that is perfectly fine.\n\n"
        "I would be glad to stay in touch, and to hear from you should a similar role come up.\n\n"
        "Kind regards,\nJo Smith"
    )


def test_a_request_of_which_nothing_is_known_is_whole() -> None:
    message = write(NOTHING, "ask", form="email", tone="plain", length="short")
    assert message.subject == "Thank you for the interview, and two questions"
    assert message.body == (
        "Hello,\n\n"
        "Thank you again for the interview.\n\n"
        "I would like to learn from it for the next time. May I ask you two questions?\n\n"
        "1. What is the one thing I could do better next time?\n"
        "2. What should I keep doing the way I did it?\n\n"
        "If you would rather not say, that is perfectly fine.\n\n"
        "I would be glad to stay in touch.\n\n"
        "Kind regards"
    )
