"""Following up in words: what this week asks, how fresh a final is, where a request stands, and whose door is still warm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis import debrief, wording
from analysis.messages import Occasion
from analysis.reminders import Reminder
from analysis.study import Asking, Study
from analysis.tables import each
from analysis.whose_words import told
from analysis.wording import EvidenceRow
from data.records import AskedOf, FollowUpKind, Interview

# Days after a decision; the first that is not passed names how fresh it is.
BANDS = MappingProxyType(
    {14: "within two weeks", 30: "within a month", 90: "within three months", None: "later than that"}
)
THIS_WEEK = 7  # days ahead
ASKED_EARLY = 90  # days: what is older may still be asked about, and waits for no week
ASKED_OF_WORDS = MappingProxyType(
    {
        "interviewer": "an interviewer",
        "hiring_manager": "the hiring manager",
        "hr_manager": "HR",
        "recruiter": "a recruiter",
    }
)
CHANNEL_WORDS = MappingProxyType({"email": "by e-mail", "linkedin": "on LinkedIn", "phone": "on the phone"})
TO_DO_WORDS = MappingProxyType(
    {
        "ask_feedback": "Ask for feedback",
        "thank_you": "Say thank you",
        "keep_in_touch": "Write again",
        "reopened": "It is open again",
    }
)
# What stands in a contact's role, and whom that makes of them; the first that fits.
_ROLES: tuple[tuple[str, AskedOf], ...] = (
    ("recruit", "recruiter"),
    ("talent", "recruiter"),
    ("agency", "recruiter"),
)
_HR = frozenset({"hr", "people", "personnel", "human", "resources"})


@dataclass(frozen=True)
class Week:
    """What this week asks: rows of `Study.to_ask`, of `Study.to_thank` and of `Study.warm_doors`.

    `remind` are requests without a reply for two weeks, not yet reminded: one reminder is fine, a second would press.
    `to_ask` and `doors` are how many could be asked, and written to, at any time: what the boards show.
    """

    ask: pd.DataFrame
    remind: pd.DataFrame
    thank: pd.DataFrame
    touch: pd.DataFrame
    to_ask: int
    doors: int

    def busy(self) -> frozenset[str]:
        """Give the interviews in which there is somebody to ask, to remind or to thank: nobody is written to twice."""
        return frozenset({*self.ask.interview_id, *self.remind.interview_id, *self.thank.interview_id})

    def in_all(self) -> int:
        """Give how many things there are to do."""
        return sum(len(rows) for rows in (self.ask, self.remind, self.thank, self.touch))


def week_of(study: Study) -> Week:
    """Give what this week asks: finals up to three months old, answers to thank for, and touches due within seven days.

    Who is to be asked is not written to twice.
    """
    to_ask, doors = study.to_ask(), study.warm_doors()
    askable = to_ask[to_ask.request_state == "not_asked"]
    ask = askable[askable.days_ago <= ASKED_EARLY]
    remind = to_ask[(to_ask.request_state == "no_reply") & to_ask.reminded_on.isna()]
    until = pd.Timestamp(study.today) + pd.Timedelta(days=THIS_WEEK)
    week = Week(ask, remind, study.to_thank(), doors[doors.next_on <= until], len(askable), len(doors))
    return replace(week, touch=week.touch[~week.touch.interview_id.isin(week.busy())])


def to_act_on(rows: pd.DataFrame) -> pd.Series:
    """Say of each row of `Study.to_ask` whether there is something to do now: to ask, or to remind once."""
    return (rows.request_state == "not_asked") | (
        (rows.request_state == "no_reply") & rows.reminded_on.isna()
    )


def headline(week: Week) -> str:
    """Give the page's title: what there is to do this week, or that nobody waits."""
    told = this_week(week)
    return f"{wording.at_start(told)} this week." if told else "Nobody is waiting to hear from you this week."


def this_week(week: Week) -> str:
    """Give "ask 2 of 4, thank 1 and write to 1 of 11", of as many as stand on the boards; "" where there is nothing to do."""
    told = (
        ("ask", len(week.ask), week.to_ask),
        ("remind", len(week.remind), len(week.remind)),
        ("thank", len(week.thank), len(week.thank)),
        ("write to", len(week.touch), week.doors),
    )
    return wording.listed([f"{verb} {n if n == of else wording.count(n, of)}" for verb, n, of in told if n])


def due_to_ask(week: Week) -> str:
    """Say over the board how many of those to ask are for this week; "" where all are, or none stands there."""
    if len(week.ask) == week.to_ask:
        return ""
    due = wording.count(len(week.ask), week.to_ask) if len(week.ask) else f"None of {week.to_ask}"
    return f"{due} to ask this week: decided in the last three months. The others are longer ago, or without a day: still possible."


def due_to_touch(week: Week) -> str:
    """Say over the board how many of those to stay in touch with are for this week."""
    due = wording.count(len(week.touch), week.doors) if len(week.touch) else f"None of {week.doors}"
    return f"{due} to write to this week, by the day you chose, else the one they named, else the one we suggest."


def out_of(week: Week) -> str:
    """Say what the numbers are that `this_week` counts out of; "" where it names none."""
    told = (
        (len(week.ask), week.to_ask, "without a reason you can act on"),
        (len(week.touch), week.doors, "to stay in touch with"),
    )
    what = [f"{of} {words}" for n, of, words in told if n and n != of]
    return f"Of {wording.listed(what)}: those whose time it is." if what else ""


def first_of(week: Week, *, whose: bool) -> str:
    """Name the interview that comes first in a week with something to do, and `whose` it is where that is asked."""
    rows = next(rows for rows in (week.ask, week.remind, week.thank, week.touch) if len(rows))
    first = next(each(rows.head(1)))
    name = wording.named(first.company, first.role)
    return f"{name}, of {first.candidate}" if whose and isinstance(first.candidate, str) else name


def fresh(days_ago: float | None) -> str:
    """Say how good a moment it is to ask, by the days since the decision."""
    if days_ago is None or pd.isna(days_ago):
        return "When it was decided is not known; asking is still possible."
    if days_ago < 0:
        return "The decision is still to come."
    ago = f"{wording.span(int(days_ago))} since the decision"
    return {
        14: f"{ago}: the best time to ask.",
        30: f"{ago}: still a good time to ask.",
        90: f"{ago}: they still remember you.",
        None: f"{ago}: late, and still possible.",
    }[band_of(days_ago)]


def band_of(days: float) -> int | None:
    """Give the band of BANDS a number of days falls into."""
    return next((most for most in BANDS if most is None or days <= most), None)


def why_ask(row: EvidenceRow) -> str:
    """Say what is missing of a row of `Study.to_ask`: no word, no reason, only one that is not yours, or only what was good."""
    if row.state == "diagnostic":
        return (
            "The reason named is not yours to change: ask what was."
            if row.not_yours
            else "They named only what was good, or no obstacle: ask what was missing."
        )
    return {"never_heard": "Nobody has said anything yet.", "no_reason": "They answered without a reason."}[
        row.state
    ]


def request_line(row: EvidenceRow, *, today: dt.date) -> str:
    """Say where the request of a row of `Study.to_ask` stands, and what is fitting now."""
    if row.request_state == "not_asked":
        planned = f" You wanted to on {wording.date(row.planned_on)}." if not pd.isna(row.planned_on) else ""
        return f"Not asked yet.{planned}"
    asked = " ".join(
        part
        for part in (
            f"Asked on {wording.date(row.asked_on)}",
            CHANNEL_WORDS.get(row.channel, ""),
            f"({ASKED_OF_WORDS[row.asked_of]})" if row.asked_of in ASKED_OF_WORDS else "",
        )
        if part
    )
    reminded = f", reminded on {wording.date(row.reminded_on)}" if not pd.isna(row.reminded_on) else ""
    last = max(day.date() for day in (row.asked_on, row.reminded_on) if not pd.isna(day))
    days = wording.span((today - last).days)
    since = "today" if last == today else f"{days} ago"
    then = {
        "asked": f"{since}; two weeks are a fair time to wait.",
        "reminded": f"{since}; leave it at that.",
        "no_reply": (
            f"No reply for {days}. One reminder is fine."
            if pd.isna(row.reminded_on)
            else f"No reply for {days} after the reminder. Leave it at that; the position may still open again."
        ),
        "answered": "They answered.",
        "declined": "They would rather not say, and that is fine.",
    }[row.request_state]
    return f"{asked}{reminded}. {wording.at_start(then)}"


def asked_line(row: EvidenceRow) -> str:
    """Say of a row of `Study.asked` when, how and of whom was asked, and what came of it."""
    told = [f"Asked on {wording.date(row.asked_on)}"]
    told += [CHANNEL_WORDS[row.channel]] if row.channel in CHANNEL_WORDS else []
    told += [f"({ASKED_OF_WORDS[row.asked_of]})"] if row.asked_of in ASKED_OF_WORDS else []
    answered = f"answered on {wording.date(row.replied_on)}" if not pd.isna(row.replied_on) else "answered"
    state = {
        "asked": "waiting",
        "reminded": "reminded",
        "no_reply": "no reply",
        "answered": answered,
        "declined": "would rather not say",
    }[row.request_state]
    return f"{' '.join(told)}: {state}."


def door_line(row: EvidenceRow) -> str:
    """Say of a row of `Study.warm_doors` how it ended, how long ago, and how you have stood since."""
    ended = "Nobody was hired" if row.outcome == "no_decision" else "You came second"
    ago = "" if pd.isna(row.days_ago) else f" {wording.span(int(row.days_ago))} ago"
    if not pd.isna(row.reopened_on):
        return f"{ended}{ago}. It was open again on {wording.date(row.reopened_on)}: that interview is among yours."
    touched = {
        "ask_feedback": "you asked for feedback",
        "thank_you": "you thanked them",
        "keep_in_touch": "you wrote",
    }
    since = (
        f"Last word: {touched[row.touched_by]} on {wording.date(row.touched_on)}."
        if row.touched_by in touched
        else "No word from you since."
    )
    return f"{ended}{ago}. {since}"


def next_line(row: EvidenceRow, *, today: dt.date, busy: bool) -> str:
    """Say when to write next to a row of `Study.warm_doors`, and on whose choice; `busy` where there is to ask or to thank."""
    if not pd.isna(row.reopened_on):
        return ""
    if busy:
        return "This week there is something to ask or to thank for: one letter is enough."
    mine = not pd.isna(row.planned_on)
    if pd.isna(row.next_on):
        return (
            "No date suggested: write when there is a reason to."
            if pd.isna(row.told)
            else "No day is named: write when it has come to that, or choose a day."
        )
    when = row.next_on.date()
    if not pd.isna(row.told_for) and not mine:
        return (
            f"That was {wording.date(when)}: write now."
            if when <= today
            else f"Read as {wording.date(when)}: no need to write before, unless you choose a day."
        )
    return f"Write {'now' if when <= today else 'around ' + wording.date(when)}{', as you chose' if mine else ''}."


def told_line(row: EvidenceRow, *, who: str) -> str:
    """Quote what was said about when to write to a row of `Study.warm_doors`; "" where nothing was. `who` is whose it is."""
    if pd.isna(row.told):
        return ""
    said = told("You noted", who) if row.told_by in ("notes", "self") else "They said"
    return f"{said}: \u201c{row.told}\u201d"


def contact_line(row: EvidenceRow) -> str:
    """Give name and role of the contact, or that none is noted."""
    told = [str(words) for words in (row.contact_name, row.contact_role) if words and not pd.isna(words)]
    return ", ".join(told) or "No contact noted."


def figures(
    asking: Asking, requests: pd.DataFrame, *, second_places: int, diagnostic: int
) -> list[tuple[str, str]]:
    """Give what asking has brought as (words, k of n): the second places with a reason, asked, answered by when and whom."""
    rows = [
        ("Second places with a reason", wording.count(diagnostic, second_places)),
        ("Finals without an offer in which you asked", wording.count(asking.asked, asking.finals)),
    ]
    if asking.asked:
        rows.append(("Answered", wording.count(asking.answered, asking.asked)))
        answered = requests.request_state == "answered"
        bands = requests.days_after.map(lambda days: -1 if pd.isna(days) else band_of(days) or 0)
        for most, words in BANDS.items():
            asked = bands == (most or 0)
            if asked.any():
                rows.append(
                    (
                        f"Answered when asked {words}",
                        wording.count(int((asked & answered).sum()), int(asked.sum())),
                    )
                )
        for who, words in ASKED_OF_WORDS.items():
            asked = requests.asked_of == who
            if asked.any():
                rows.append(
                    (f"Answered by {words}", wording.count(int((asked & answered).sum()), int(asked.sum())))
                )
    rows.append(("Positions that opened again", wording.count(asking.reopened, asking.finals)))
    return rows


def whom(contact_role: str | None) -> AskedOf | None:
    """Guess from a contact's role whom one writes to: HR or a recruiter; nothing where the role does not say."""
    role = (contact_role or "").casefold()
    found = next((asked for word, asked in _ROLES if word in role), None)
    return found or ("hr_manager" if _HR & set(role.replace(",", " ").split()) else None)


def occasion_of(
    study: Study,
    interview: Interview,
    *,
    asked_of: AskedOf | None,
    own_name: str | None,
    asked_on: dt.date | None,
    answered_on: dt.date | None,
    reason_to_write: str | None,
) -> Occasion:
    """Give what a message may say about an interview. Your own doubts about it come first, then what recurs elsewhere."""
    words = study.words_of(interview.interview_id)
    is_note = [debrief.is_note(row.text, row.basis) for row in each(words)]
    heard = words[(words.source != "self") & ~pd.Series(is_note, index=words.index, dtype=bool)]
    left_on = interview.decided_on or interview.interviewed_on or interview.applied_on
    # Written to somebody else, a message must not greet the contact by name.
    greeted = asked_of is None or whom(interview.contact_role) in (None, asked_of)
    recurring = [row.factor for row in each(study.focus())]
    return Occasion(
        company=interview.company,
        role=interview.role,
        interviewed_on=interview.interviewed_on,
        decided_on=interview.decided_on,
        stage=interview.stage_reached,
        outcome=interview.outcome,
        contact_name=interview.contact_name if greeted else None,
        asked_of=asked_of,
        contact_email=interview.contact_email,
        vague=str(heard.text.iloc[0]) if len(heard) else None,
        open_questions=tuple(dict.fromkeys([*study.doubts(interview.interview_id), *recurring])),
        own_name=own_name,
        asked_on=asked_on,
        answered_on=answered_on,
        months_since=wording.months((study.today - left_on).days) if left_on else None,
        reason_to_write=reason_to_write,
    )


def reminder_of(row: Any) -> Reminder:
    """Give a row of `Study.reminders` as an entry of a calendar: it names the company and the role, and nobody."""
    return Reminder(
        uid_seed=row.follow_up_id,
        sequence=int(row.revision),
        # What was kept by an older version has no moment.
        changed_at=(row.due_on if pd.isna(row.changed_at) else row.changed_at).to_pydatetime(),
        due_on=row.due_on.date(),
        title=to_do(row.kind, row.company, row.role),
        body=row.note or "",
    )


def to_do(kind: FollowUpKind, company: str | None, role: str | None) -> str:
    """Give what is to do as a line: "Ask for feedback: Brightwell, Data Analyst"."""
    return f"{TO_DO_WORDS[kind]}: {wording.named(company, role)}"
