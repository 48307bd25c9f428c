"""The words of the plan: what a change came to and how long until that can be said, and the sheet for the next interview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from analysis import advising, certainty, wording
from analysis.preparing import Kin, Prepared, Proven, TooFew, Upcoming, same
from analysis.study import BeforeSince, Share, Study
from analysis.whose_words import told
from analysis.wording import Headline, Words
from data.records import Practice

LONGEST_CHANGE = 200  # characters of what was changed: a sentence
LONGEST_NAME = 32  # characters of a company, a format or a word of a role inside a sentence
LONGEST_PLACE = 80  # of a company with the role there
MOST_PRAISED_BY = 3
MOST_OF_BOTH = 2  # who praised it and who missed it, where both did
MOST_WORDS = 4  # of a role
NO_QUOTE = "No quote stands on it unless you tick it: they are other people's words."

_TREND: Mapping[certainty.Trend, Words] = MappingProxyType(
    {
        "fading": Words(
            "Fading", "Heard less often since. What caused it, and whether it lasts, a count cannot say."
        ),
        "growing": Words(
            "Growing", "Heard more often since. Read what they said before you change anything."
        ),
        "steady": Words(
            "Steady", "No clear change since. With so few interviews only a large one would show."
        ),
        "too_early": Words("Too early", ""),
    }
)
_ALIKE: Mapping[str, str] = MappingProxyType(
    {"role": "roles with {words}", "industry": "the industry {words}", "format": "the format {words}"}
)

# What to have ready, for a side of a factor that was named; said only where it was heard.
CHECKS: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType(
    {
        ("professional_appearance", "dress"): (
            "What you will wear",
            "Laid out the evening before, one step smarter than they dress on a working day.",
        ),
        ("professional_appearance", "lateness"): (
            "The way there, or the link",
            "Tried once at the hour of the interview; be there fifteen minutes early, with a number to call.",
        ),
        ("professional_appearance", "body_language"): (
            "Chair, light and camera",
            "Look at yourself on the camera you will use, sitting as you will sit.",
        ),
        ("credentials", "degree"): (
            "The certificate, or what stands for it",
            "A copy, or the paragraph that shows equivalent experience.",
        ),
        ("credentials", "licence"): (
            "Licence or registration",
            "The paper itself, or the confirmation that you applied, with its date.",
        ),
        ("credentials", "language"): (
            "Proof of your level",
            "The result of a language test, if you have one.",
        ),
    }
)


def headline(compared: Sequence[tuple[Practice, str, BeforeSince]]) -> Headline:
    """Say what the latest change came to; `compared` holds each change with the label of its factor."""
    if not compared:
        return Headline(
            "What will you do differently next time?",
            "Choose one thing that was named, say from when and how you practise it. From then on it is counted before "
            "and since.",
        )
    _, label, change = compared[0]
    before, since = change.before, change.since
    if not since.out_of:
        title = f"{label}: no interview with a reason since you changed something."
    elif not before.out_of:
        title = f"{label}: no interview with a reason before you changed something."
    else:
        title = (
            f"{label}: named in {wording.count(before.heard_in, before.out_of)} interviews before, "
            f"in {wording.count(since.heard_in, since.out_of)} since."
        )
    return Headline(title, "Counted in the interviews with a reason, however they ended.")


def trend(change: BeforeSince) -> Words:
    """Give the one word for a change, and its sentence; where it is too early, how many more it takes."""
    words = _TREND[change.trend]
    if change.trend != "too_early":
        return words
    return Words(words.heading, _until(change.before, change.since))


def side(name: str, share: Share) -> str:
    """Give one side of a change with its plausible range: "Before 5 January 2026: 5 of 6 (83 %, 44 to 97)"."""
    return f"{name}: {wording.share_in_words(share.heard_in, share.out_of, share.low, share.high)}"


def began(practice: Practice) -> str:
    """Give a change as one line: "From 5 January 2026: practised STAR answers"."""
    return f"From {wording.date(practice.started_on)}: {practice.what}"


def in_plan(practice: Practice, *, who: str) -> str:
    """Say beside a factor that it is in the plan already."""
    return f"{told('In your plan', who)} since {wording.date(practice.started_on)}: {practice.what}"


def problem(factor: object, day: object, what: str, today: dt.date) -> str:
    """Say what is missing before a change can be kept; "" where nothing is."""
    if not factor:
        return "Choose what you work on. Nothing was kept."
    if not isinstance(day, dt.date):
        return "Say from which day on. Nothing was kept."
    if day > today:
        return (
            f"{wording.date(day)} has not come yet: a change counts from the day it began. Nothing was kept."
        )
    if not what.strip():
        return "Say in a few words what you do differently. Nothing was kept."
    return ""


def sheet_title(upcoming: Upcoming) -> str:
    """Name the sheet after the interview."""
    if not (upcoming.company or upcoming.role):
        return "For the next interview"
    return f"For {wording.named(upcoming.company, upcoming.role)}"


def counted_in(kin: Kin) -> str:
    """Say which interviews the sheet counts, and why not closer ones."""
    n = len(kin.interviews)
    if not n:
        return "No second place has a reason yet, so nothing can be said to recur."
    places = wording.plural(n, "second place", "second places")
    if kin.by != "all":
        counted = f"Counted in {places} with a reason, those in {_alike(kin.by, kin.words)}."
    elif n == 1:
        counted = "Counted in the one second place with a reason."
    else:
        counted = f"Counted in all {places} with a reason."
    few = [_had_few(tried) for tried in kin.too_few]
    return f"{counted} Too few to count alone: {wording.listed(few)}." if few else counted


def nothing_recurs(prepared: Prepared) -> str:
    """Say over the gaps where none of them recurs; "" where one does, or nothing was counted."""
    if not prepared.kin.interviews or any(gap.recurs for gap in prepared.gaps):
        return ""
    if not prepared.gaps:
        return "Nothing that is yours to change was named there."
    return "None of these was heard often enough to say it recurs; they are what was heard."


def recurred_title(prepared: Prepared) -> str:
    """Name the section of the gaps by what can be said of them."""
    if not prepared.gaps:
        return "What recurred"
    recurs = any(gap.recurs for gap in prepared.gaps)
    return f"What {'recurred' if recurs else 'was heard'}, and how to rehearse it"


def praised_by(prepared: Prepared, proven: Proven) -> str:
    """Say who praised it where and when: "Hiring manager, Brightwell (offer accepted, July 2026); HR, Northwind (...)".

    What stands among the gaps too is no contradiction: it says when and where it was missed.
    """
    also = any(gap.factor == proven.factor for gap in prepared.gaps)
    most = MOST_OF_BOTH if also else MOST_PRAISED_BY
    praised = [
        f"{wording.SOURCE_WORDS.get(row.source, wording.SOURCE_WORDS['unknown'])}, "
        f"{_place(row)} ({wording.in_sentence(wording.outcome(row.outcome))}{_when(row, before=', ')})"
        for row in proven.said
    ]
    said = _first(praised, most)
    if not (also and proven.missed):
        return said
    earlier = all(
        last.happened_on < first.happened_on for last in proven.missed for first in proven.said
    )  # False where a day is not known
    missed = [f"{_place(row)}{_when(row, before=' (', after=')')}" for row in proven.missed]
    return f"{said}. {'Missed before that' if earlier else 'Missed elsewhere'}: {_first(missed, most)}."


def more_quotes(n: int) -> str:
    """Say how many quotes the page had no room for, or that were not ticked."""
    return f"{wording.at_start(wording.number(n))} more {'quote stands' if n == 1 else 'quotes stand'} on the plan page."


def quotes_offered(n: int, *, at_most: int) -> str:
    """Say above the quotes how many there are to choose from, and how many one page holds."""
    if n <= at_most:
        return (
            f"{wording.plural(n, 'quote', 'quotes')} to choose from."
            if n
            else "There are no words to choose from."
        )
    return f"One page holds {wording.number(at_most)} of these {wording.number(n)}."


def last_time(row: Any) -> str:
    """Say how the last interview at the same company went; a row of `Study.last_time_at`."""
    ended, stage = wording.outcome(row.outcome), wording.stage(row.stage_reached)
    return (
        f"{wording.cut(wording.named(row.company, row.role), LONGEST_PLACE)}, {wording.date(row.happened_on)}: "
        f"{wording.in_sentence(ended)}; furthest stage: {wording.in_sentence(stage)}."
    )


def to_ask_them(prepared: Prepared, *, final: bool) -> tuple[tuple[str, str], ...]:
    """Give what to ask them, each with why where that is not plain: the job, yourself, what comes next, a word afterwards."""
    named = [wording.in_sentence(gap.label) for gap in prepared.gaps if gap.recurs]
    came_up = f"The chance to add what was missed before: {wording.listed(named)}." if named else ""
    return (
        ("What would you like the person you choose to have done in the first six months?", ""),
        ("What would you like to hear more about from me?", came_up),
        *(() if final else (("What comes next, and who will be there?", ""),)),
        ("By when do you decide, and who decides with you?", ""),
        ("However you decide: whom may I ring for two sentences on what I could do better?", ""),
    )


def checks(prepared: Prepared) -> tuple[tuple[str, str, int, int], ...]:
    """Give what to bring or check as (name, how, named in so many interviews, of so many): only what was heard."""
    return tuple(
        (*CHECKS[check.factor, check.aspect], check.heard_in, check.out_of)
        for check in prepared.checks
        if (check.factor, check.aspect) in CHECKS
    )


def rehearse(study: Study, prepared: Prepared, factor: str) -> str:
    """Give what to rehearse for a gap: what you practise and what it came to, that it was praised too, two pieces of advice."""
    sides = advising.to_practise(study, factor)
    advice = (
        [f"{side.label}: {side.advice[0]}" for side in sides]
        if any(side.label for side in sides)
        else [words for side in sides for words in side.advice][:2]
    )
    mine = next((practice for practice in study.practice() if practice.factor == factor), None)
    since = (
        (
            f"{in_plan(mine, who=study.who()).rstrip('.')}.",
            study.says(wording.since_you_began(study.before_since(mine))),
        )
        if mine
        else ()
    )
    praised = any(proven.factor == factor for proven in prepared.proven)
    return " ".join([*since, *(["Praised too: see below."] if praised else []), *advice])


def _place(row: Any) -> str:
    return wording.cut(wording.named(row.company, None if same(row.company) else row.role), LONGEST_NAME)


def _when(row: Any, *, before: str, after: str = "") -> str:
    """Give the month between `before` and `after`; "" where no day is known."""
    month = wording.month(row.happened_on)
    return f"{before}{month}{after}" if month != wording.month(None) else ""


def _first(lines: Sequence[str], most: int) -> str:
    different = list(dict.fromkeys(lines))
    more = len(different) - most
    return "; ".join(different[:most]) + (f"; and {wording.number(more)} more" if more > 0 else "")


def _until(before: Share, since: Share) -> str:
    if before.out_of < certainty.ENOUGH_A_SIDE:
        have = wording.plural(before.out_of, "interview", "interviews") if before.out_of else "No interview"
        has = "has" if before.out_of < 2 else "have"
        return f"{have} before {has} a reason: too few to compare with, however many come."
    if not since.out_of:
        return f"No interview since has a reason yet; it takes at least {wording.number(certainty.ENOUGH_A_SIDE)}."
    more = certainty.more_until_said(before.heard_in, before.out_of, since.heard_in, since.out_of)
    if more is None:
        return "The two sides are too alike, and too few lie before, to tell them apart however many come."
    return f"About {wording.plural(more, 'more interview', 'more interviews')} with a reason, if the shares stay as they are."


def _had_few(tried: TooFew) -> str:
    return f"{_alike(tried.by, tried.words)} ({tried.second_places or 'none'})"


def _alike(by: str, words: Sequence[str]) -> str:
    quoted = [f"“{wording.cut(word, LONGEST_NAME)}”" for word in words]
    if len(quoted) > MOST_WORDS:
        quoted = [*quoted[: MOST_WORDS - 1], "others"]
    first = f"{', '.join(quoted[:-1])} or " if len(quoted) > 1 else ""
    return _ALIKE[by].format(words=f"{first}{quoted[-1]}")
