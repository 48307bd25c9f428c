"""What reading, keeping and undoing a file came to, in sentences, shared by the pages and the terminal."""

from __future__ import annotations

import datetime as dt

from analysis.wording import OUTCOME_WORDS, SOURCE_WORDS, Words, date, listed, plural
from data.problems import Problem
from data.reading import NOT_AN_APPLICATION, Reading
from data.workspace import Backup

DATE_ORDER_WORDS = {
    "dmy": "day first: 31/12/2025",
    "mdy": "month first: 12/31/2025",
    "ymd": "year first: 2025/12/31",
}
LANGUAGE_WORDS = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "sk": "Slovak",
    "tr": "Turkish",
    "zh": "Chinese",
}
# As the list of fields calls them, too.
ESSENTIAL = {
    "company": "company",
    "role": "role",
    "outcome": "outcome",
    "stage_reached": "furthest stage",
    "interviewed_on": "interview date",
    "feedback": "feedback",
}
COSTS = {
    "feedback": "Most trackers have no place for it. Paste what they told you when it is in.",
    "outcome": "Without it nothing can be counted. Set it for each interview, or choose a column below.",
    "stage_reached": "Without it we cannot tell a final from a first interview.",
    "company": "Without it your interviews are hard to tell apart.",
    "role": "Without it nothing can be compared by role.",
    "interviewed_on": "Without it nothing can be shown over time.",
}


def problem(found: Problem) -> str:
    """Give a problem with its place before it: `Row 7, column "outcome": ...`."""
    place = [f"row {found.row}"] if found.row else []
    place += [f'column "{found.column}"'] if found.column else []
    words = ", ".join(place)
    return f"{words[:1].upper()}{words[1:]}: {found.message}" if words else found.message


def lost_changes(changes: int) -> str:
    """Say that the last changes are not there, since the end of the log beside the file is missing."""
    last, them = ("last change", "it") if changes == 1 else (f"last {changes:,} changes", "them")
    return (
        f"Your {last} before the program was stopped could not be read back: the end of what was kept beside the file is "
        f"missing. Make {them} again where you can."
    )


def file_in_words(reading: Reading) -> str:
    """Give the file's name, how many rows were read, and how: "jobs.csv: 30 rows read, 2 not applications ..."."""
    parts = [f"{plural(reading.rows_read, 'row', 'rows')} read"]
    if reading.not_applications:
        parts.append(f"{reading.not_applications} left out: not an application yet")
    lost = reading.rows_read - len(reading.rows) - reading.not_applications
    if lost:
        parts.append(f"{lost} could not be read at all")
    if reading.sheet:
        what, whole = ("file", "archive") if reading.delimiter else ("sheet", "workbook")
        others = len(reading.sheets) - 1
        beside = (
            f", of which {plural(others, f'other {what} was', f'other {what}s were')} not read"
            if others
            else ""
        )
        parts.append(f'"{reading.sheet}" in the {whole}{beside}')
    return f"{reading.file_name}: {', '.join(parts)}"


def understood(reading: Reading) -> Words:
    """Say which of the person's columns were understood."""
    found = [
        words
        for field, words in ESSENTIAL.items()
        if field in reading.mapping or (field == "outcome" and _has_signs(reading))
    ]
    known = sum(column.field is not None for column in reading.columns)
    own = len(reading.columns) - known
    kept = f"; the other {own} {'is' if own == 1 else 'are'} kept as your own" if own else ""
    return Words(
        listed(found).capitalize() if found else "None of your columns",
        f"{known} of your {plural(len(reading.columns), 'column', 'columns')}{kept}",
    )


def to_decide(reading: Reading) -> Words:
    """Say how much only the person can decide."""
    asked = [q for q in reading.questions if q.kind != "final"]
    finals = len(reading.rows.finals)
    if asked:
        later = f"After that, {plural(finals, 'final', 'finals')} to confirm." if finals else ""
        words = [f"\u201c{q.value}\u201d" for q in asked if q.value and q.kind == "outcome_word"]
        mean = "means" if len(words[:3]) == 1 else "mean"
        about = f"Only you know what {listed(words[:3])} {mean}. " if words else ""
        return Words(plural(len(asked), "question", "questions"), f"{about}{later or 'We ask once.'}")
    if finals:
        return Words(
            plural(finals, "final", "finals"), "Where did you come second? You are asked after keeping."
        )
    return Words("Nothing", "Everything was clear.")


def missing(reading: Reading) -> Words:
    """Say which of the essential columns the file has not, and what that costs."""
    absent = [field for field in COSTS if not has(reading, field)]
    if not absent:
        return Words("Nothing", "Every column that counts is here.")
    return Words(listed([ESSENTIAL[field] for field in absent]).capitalize(), COSTS[absent[0]])


def as_decided(on: dt.date | None) -> str:
    """Say that a file was read as the person decided about one with the same columns."""
    when = f"on {date(on)}" if on else "before"
    return f"Read as you decided {when} for a file with these columns."


def plan_in_words(new: int, changed: int, unchanged: int) -> str:
    """Say what keeping the file would do."""
    if not new and not changed:
        return "Everything in this file is here already. Keeping it changes nothing."
    parts = [f"adds {plural(new, 'interview', 'interviews')}"] if new else []
    if changed:
        parts.append(f"changes {changed if new else plural(changed, 'interview', 'interviews')}")
    if unchanged:
        parts.append(f"leaves {unchanged} as {'it is' if unchanged == 1 else 'they are'}")
    return f"Keeping it {listed(parts)}."


def follow_ups(requests: int, thanks: int, reminders: int) -> str:
    """Say how many requests for feedback, thanks and reminders a file brings; "" where none."""
    parts = [
        plural(count, one, many)
        for count, one, many in (
            (requests, "request for feedback", "requests for feedback"),
            (thanks, "thank-you", "thank-yous"),
            (reminders, "reminder", "reminders"),
        )
        if count
    ]
    return f"It brings {listed(parts)}." if parts else ""


def twins(rows: int) -> str:
    """Say that rows that would be new look like interviews that are there."""
    return (
        f"{plural(rows, 'of the new ones looks', 'of the new ones look')} like {'an interview' if rows == 1 else 'interviews'} "
        "you have, with another day or spelling. Kept as new, it would stand here twice."
        if rows == 1
        else f"{rows} of the new ones look like interviews you have, with another day or spelling. Kept as new, they would "
        "stand here twice."
    )


def unjoined(pieces: int) -> str:
    """Say that feedback of a file that brings only feedback is about no interview that is there."""
    return (
        f"This file brings feedback for interviews you have. {plural(pieces, 'piece is', 'pieces are')} about none of them "
        f"and {'stays' if pieces == 1 else 'stay'} out."
    )


def left_out(texts: int) -> str:
    """Say that texts the person deleted stand in the file and stay out, "" where none does."""
    return f"{plural(texts, 'text you deleted is', 'texts you deleted are')} left out." if texts else ""


def imported(new: int, changed: int, unchanged: int, *, already_there: bool, maybe_second: int) -> str:
    """Say what keeping the file did."""
    if already_there:
        return "This file is already here. Nothing was added and nothing was changed."
    counts = [(new, "new"), (changed, "changed"), (unchanged, "unchanged")]
    (first, what), *rest = [each for each in counts if each[0]] or [(0, "new")]
    parts = [f"{plural(first, 'interview', 'interviews')} {what}", *(f"{n} {word}" for n, word in rest)]
    return f"Saved: {', '.join(parts)}.{_finals_among(new, changed + unchanged, maybe_second)}"


def _finals_among(new: int, known: int, maybe_second: int) -> str:
    """Say how many of a file's interviews may be second places, unless some were here: those may be answered already."""
    if known or not 0 < maybe_second <= new:
        return ""
    if new == 1:
        return " It may have been a second place."
    places = "a second place" if maybe_second == 1 else "second places"
    return f" {maybe_second} of them may have been {places}."


def undone(interviews: int, feedback: int, kept: int) -> str:
    """Say what undoing an import took away, and what stayed because the person had worked on it."""
    stayed = (
        f" {plural(kept, 'interview', 'interviews')} stayed, because you have changed something in {'it' if kept == 1 else 'them'}."
        if kept
        else ""
    )
    return f"{plural(interviews, 'interview', 'interviews')} and {plural(feedback, 'text', 'texts')} of feedback are gone.{stayed}"


def answer(value: str) -> str:
    """Give an answer to a question in words: an outcome, a source, a date order, or the value itself."""
    if value == NOT_AN_APPLICATION:
        return "Not an application (leave it out)"
    if value == "":
        return "None of them"
    return {**OUTCOME_WORDS, **SOURCE_WORDS, **DATE_ORDER_WORDS}.get(value, value)


def size(n_bytes: int) -> str:
    """Give "420 KB" or "1.3 MB"."""
    return f"{n_bytes / 1_000_000:.1f} MB" if n_bytes >= 1_000_000 else f"{max(1, round(n_bytes / 1000))} KB"


def moment(at: dt.datetime) -> str:
    """Give "1 July 2026, 14:05" for a UTC moment, in this computer's own time."""
    local = at.replace(tzinfo=dt.UTC).astimezone()
    return f"{date(local.date())}, {local:%H:%M}"


def backup(kept: Backup) -> str:
    """Give when a backup was made and how large it is: "1 July 2026, 14:05, 420 KB"."""
    return f"{moment(kept.made_at)}, {size(kept.size)}"


def reading_a_copy(made_at: dt.datetime) -> str:
    """Say that what is shown is a copy, why, and what that means."""
    return (
        f"This is the copy of {moment(made_at)}, to read only, while your interviews are open in another window. "
        "What was written since is not in it, and nothing can be changed here."
    )


def has(reading: Reading, field: str) -> bool:
    """Say whether a file has an essential column; any date will do for the date, and impressions are feedback."""
    if field == "feedback":
        return field in reading.mapping or "impression" in reading.mapping
    if field == "interviewed_on":
        return any(name in reading.mapping for name in ("interviewed_on", "applied_on", "decided_on"))
    if field == "stage_reached":  # signs and other columns say it as well
        return field in reading.mapping or reading.rows.fills(field)
    if (
        field == "outcome"
    ):  # a column of stages may say it, too; where it says only that they run, it does not
        return (
            field in reading.mapping
            or _has_signs(reading)
            or not {None, "pending"}.issuperset(reading.rows.different(field))
        )
    return field in reading.mapping


def _has_signs(reading: Reading) -> bool:
    """Whether columns mark stages or ends, or that they replied: how it ended is read from these together."""
    return any(
        (column.field or "").startswith(("outcome:", "stage:", "response")) for column in reading.columns
    )
