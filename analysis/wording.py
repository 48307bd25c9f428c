"""Counts to sentences, in plain text, shared by the pages, the report and the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard, TypeVar

from analysis import certainty
from analysis.debrief import is_note
from analysis.whose_words import YOU, told

if TYPE_CHECKING:
    from analysis.coding import Codebook
    from analysis.priorities import SmallestSet
    from analysis.study import BeforeSince, Overview, Slice

# A row of a table of the Study as itertuples gives it, its columns as attributes: pandas cannot type them.
FactorRow = Any
EvidenceRow = Any

_T = TypeVar("_T")

NBSP = "\u00a0"


class Words(NamedTuple):
    """A heading and the sentence under it."""

    heading: str
    sentence: str


@dataclass(frozen=True)
class Headline:
    """A finding as the title of a page, and what it is out of as its lead."""

    title: str
    lead: str


SOURCE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "hiring_manager": "Hiring manager",
        "interviewer": "Interviewer",
        "hr_manager": "HR",
        "recruiter": "Recruiter",
        "letter": "Rejection letter",
        "unknown": "Not known who",
        "self": "Your own impression",
    }
)
OUTCOME_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "offer_accepted": "Offer, accepted",
        "offer_declined": "Offer, declined",
        "second_place": "Second place",
        "rejected": "Rejected",
        "no_decision": "No decision",
        "withdrew": "Withdrew",
        "no_response": "No answer",
        "pending": "Still open",
    }
)
# In the order in which the stages come to them: beside the stages, few ribbons cross.
ENDING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "not_known": "Not known how",
        "pending": "Still open",
        "no_response": "No answer",
        "withdrew": "Withdrew",
        "rejected": "Rejected",
        "no_decision": "No decision",
        "second_place": "Second place",
        "offer": "Offer",
    }
)
STAGE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "applied": "Application",
        "screen": "Screening call",
        "assessment": "Assessment",
        "first_interview": "First interview",
        "later_interview": "Later interview",
        "final_round": "Final round",
        "offer": "Offer",
    }
)
BASIS_WORDS: Mapping[str, str] = MappingProxyType(
    {"verbatim": "in their words", "paraphrase": "as you noted it", "inferred": "as you understood it"}
)
CONTROL_WORDS: Mapping[str, str] = MappingProxyType(
    {"you": "Yours to change", "partly": "Partly yours to change", "no": "Not yours to fix"}
)
_MAY_OVERLAP = "The soft bars may overlap, and of many factors one may stand here by accident."
CONTRAST_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "only_second": Words(
            "Counted more often where you came second", f"Counted less often where you won. {_MAY_OVERLAP}"
        ),
        "too_few": Words(
            "Too few to compare yet",
            "Not heard in an offer with a reason, and the counts are too small to say that it decides.",
        ),
        "also_won": Words("Also where you won", "Heard where you won too: it did not decide there."),
        "no_offers": Words("What was heard", "Counts only: no offer has a reason to compare with."),
    }
)
EARLIER_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "only_second": Words(
            "Counted more often where you came second",
            f"Counted less often where you went out earlier. {_MAY_OVERLAP}",
        ),
        "too_few": Words(
            "Too few to compare yet",
            "Not heard in an earlier rejection with a reason, and the counts are too small to say that it is of the final.",
        ),
        "also_won": Words(
            "Also where you went out earlier", "It comes up all the way, not only in the final."
        ),
        "no_offers": Words(
            "What was heard", "Counts only: no earlier rejection has a reason to compare with."
        ),
    }
)
RUNG_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "none": "There is no reason to read yet.",
        "quotes": "Too few for a pattern, and enough to read closely.",
        "sentences": "Enough to count, and few: read the words beside each count.",
        "bars": "Enough for a ranking, too few to split by role, stage or source.",
        "segments": "Enough for a ranking, and to compare segments that have 10 each.",
    }
)
TREND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "fading": "Fading: heard less often since.",
        "growing": "Growing: heard more often since.",
        "steady": "Steady: no clear change since.",
        "too_early": "Too early to say.",
    }
)
STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "never_heard": "has not said anything yet",
        "no_reason": "answered, without a reason",
        "not_understood": "answered, to be confirmed by you",
    }
)
WHOSE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "others": "What they said, not your own impressions.",
        "self": "Your own impressions, not what they said.",
        "all": "What they said and your own impressions.",
    }
)

PRAISED_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "others": "What they praised in your finals",
        "self": "What you thought they praised in your finals",
        "all": "What was praised in your finals",
    }
)
TEXTS_WORDS: Mapping[str, str] = MappingProxyType(
    {"others": "What they said", "self": "What you noted", "all": "What they said and you noted"}
)
NOTHING_YOURS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "others": "They named nothing that is yours to change.",
        "self": "You named nothing that is yours to change.",
        "all": "Nothing that is yours to change was named.",
    }
)
POLARITY_WORDS: Mapping[str, str] = MappingProxyType(
    {"gap": "a gap", "strength": "a strength", "neutral": "named, neither way"}
)

_SPEAKERS: Mapping[str, str] = MappingProxyType(
    {
        "hiring_manager": "hiring managers",
        "interviewer": "interviewers",
        "hr_manager": "HR",
        "recruiter": "recruiters",
        "letter": "letters",
        "unknown": "people you did not name",
        "self": "your own impression",
    }
)
_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_OWN_IMPRESSIONS = "So far these are your own impressions. Ask one of them."
_NO_OFFERS = (
    "There is no offer with a reason to compare with yet, so we can say what recurs, not what decides."
)


def count(heard_in: int, out_of: int) -> str:
    """Give "4 of 7", which no line break parts."""
    return f"{heard_in}{NBSP}of{NBSP}{out_of}"


def share_in_words(heard_in: int, out_of: int, low: float | None, high: float | None) -> str:
    """Give "4 of 7 (57 %, 25 to 84)", low and high as shares; the count alone where there is no interval."""
    if not (out_of and _known(low) and _known(high)):
        return count(heard_in, out_of)
    return f"{count(heard_in, out_of)} ({_percent(heard_in / out_of)}{NBSP}%, {_percent(low)} to {_percent(high)})"


def range_in_words(low: float, high: float) -> str:
    """Give "plausibly 25 to 84 %" for the ends of an interval, as shares."""
    return f"plausibly {_percent(low)} to {_percent(high)}{NBSP}%"


def range_in_short(low: float, high: float) -> str:
    """Give "36\u201392 %" for the ends of an interval, as it stands beside its count."""
    return f"{_percent(low)}\u2013{_percent(high)}{NBSP}%"


def carried_range(heard_in: int, out_of: int) -> str:
    """Give "16\u201375 %" for a count that carries a range; "" where it is out of too few."""
    interval = certainty.carried(heard_in, out_of)
    return range_in_short(interval.low, interval.high) if interval else ""


def count_and_range(heard_in: int, out_of: int) -> str:
    """Give "3 of 7 (16\u201375 %)"; the count alone where it is out of too few to carry a range."""
    plausibly = carried_range(heard_in, out_of)
    return count(heard_in, out_of) + (f" ({plausibly})" if plausibly else "")


def count_over_range(heard_in: int, out_of: int) -> str:
    """Give "3 of 7", and in a line under it "16\u201375 %" where it is out of enough to carry a range."""
    return "\n".join(filter(None, [count(heard_in, out_of), carried_range(heard_in, out_of)]))


def in_100(share: float) -> int:
    """Give a share of 0 to 1 as a whole number of 100."""
    return _percent(share)


def number(n: int) -> str:
    """Give "one" to "twelve", and digits beyond; 0 is "no"."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def times(n: int) -> str:
    """Give "once", "twice", "9 times"."""
    return {1: "once", 2: "twice"}.get(n, f"{n}{NBSP}times")


def shown_of(shown: int, found: int, out_of: int) -> str:
    """Say how many of a list stand on the page: all that were found, or the latest of very many."""
    if shown < found:
        return f"The latest {shown} of {found:,} shown; the others are found by their words."
    return f"{shown} of {out_of} shown."


def plural(n: int, one: str, many: str) -> str:
    """Give "1 interview", "3 interviews"."""
    return f"{n}{NBSP}{one if n == 1 else many}"


def span(days: int) -> str:
    """Give how long something is ago, everywhere alike: in days up to 13, in weeks up to 91 days, in months beyond."""
    if days < 14:
        return plural(days, "day", "days")
    return plural(round(days / 7), "week", "weeks") if days < 92 else plural(months(days), "month", "months")


def months(days: int) -> int:
    """Give days as whole months, rounded; less than 30 days are none."""
    return round(days / 30.44) if days >= 30 else 0


def listed(words: Sequence[str]) -> str:
    """Give "a, b and c"; "a; b, c; and d" where commas inside would blur the list."""
    if len(words) < 2:
        return "".join(words)
    blurred = len(words) > 2 and any("," in word for word in words)
    return (
        f"{'; '.join(words[:-1])}; and {words[-1]}" if blurred else f"{', '.join(words[:-1])} and {words[-1]}"
    )


def in_sentence(label: str) -> str:
    """Give a label as it stands inside a sentence: its first letter small, unless it begins an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def at_start(words: str) -> str:
    """Give words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def cut(text: str, longest: int) -> str:
    """Give the text, a long one cut at a word if one ends in its second half."""
    if len(text) <= longest:
        return text
    at_word = text.rfind(" ", longest // 2, longest)
    return text[: at_word if at_word > 0 else longest] + " …"


def date(day: dt.date | None) -> str:
    """Give "1 July 2026", or "no date" where none is known (None or NaT)."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if _known(day) else "no date"


def month(day: dt.date | None) -> str:
    """Give "July 2026", or "no date"."""
    return f"{_MONTHS[day.month - 1]} {day.year}" if _known(day) else "no date"


def period(first: dt.date | None, last: dt.date | None) -> str:
    """Give "September 2025 to October 2026", the year once where it is the same; "" where no date is known."""
    if not (_known(first) and _known(last)):
        return ""
    if (first.year, first.month) == (last.year, last.month):
        return month(last)
    return f"{_MONTHS[first.month - 1] if first.year == last.year else month(first)} to {month(last)}"


def named(company: str | None, role: str | None) -> str:
    """Give "Brightwell, Data Analyst", or whichever of the two is known."""
    known = [words for words in (company, role) if _known(words) and words]
    return ", ".join(known) or "No company named"


def who_said(row: EvidenceRow, *, who: str) -> str:
    """Give the line under a text: who, how, company and day; needs source, basis, text, company, role, happened_on.

    `who` is whose interview it was, as `who_came` gives it.
    """
    if is_note(row.text, row.basis):
        return f"{told('Your note', who)} · {_where(row)}, {date(row.happened_on)}"
    how = BASIS_WORDS.get(row.basis) if row.source != "self" else None
    said = ", ".join(filter(None, [SOURCE_WORDS.get(row.source, SOURCE_WORDS["unknown"]), how]))
    return f"{told(said, who)} · {_where(row)}, {date(row.happened_on)}"


def who_said_it(row: EvidenceRow) -> str:
    """Give the line under a piece of a text: who, which company, and the day it came where that is known."""
    who = SOURCE_WORDS.get(row.source, SOURCE_WORDS["unknown"])
    return f"{who} · {_where(row)}" + (f", {date(row.received_on)}" if _known(row.received_on) else "")


def spoken_by(heard_from: str) -> str:
    """Give "hiring managers and HR" for the comma list of sources in `heard_from`; "" for none."""
    sources = [source for source in _SPEAKERS if source in heard_from.split(",")]
    return listed([_SPEAKERS[source] for source in sources]) if sources else ""


def filters(overview: Overview, chosen: Slice, *, who: str) -> str:
    """Say which interviews are counted and whose words, as printed under every headline and on the report."""
    narrowed = _narrowed(chosen)
    many = plural(overview.interviews, "interview", "interviews")
    what = [many if narrowed or overview.interviews < 2 else f"All {many}"]
    what += narrowed
    when = period(overview.first_date, overview.last_date)
    what += [when] if when else []
    what += [f"{overview.undated} without a date"] if overview.undated else []
    what += [f"{overview.undated_left_out} without a date left out"] if overview.undated_left_out else []
    return f"{', '.join(what)}. {told(WHOSE_WORDS[chosen.source], who)}"


def in_other_languages(overview: Overview) -> str:
    """Say how many texts are not read, and what counts of them; "" where all are in English."""
    n = overview.texts_not_read
    if not n:
        return ""
    which = "The only text is" if overview.texts == 1 else f"{count(n, overview.texts)} texts are"
    return f"{which} not in English: not read, and counted only where you mark them yourself."


def waiting(counted: int, to_confirm: int) -> str:
    """Give "4 counted, 2 to confirm"; "4 counted" where nothing waits."""
    return f"{counted} counted" + (f", {to_confirm} to confirm" if to_confirm else "")


def finals_waiting(finals_to_confirm: int) -> str:
    """Give "3 finals to confirm"; "" where none waits."""
    return f"{plural(finals_to_confirm, 'final', 'finals')} to confirm" if finals_to_confirm else ""


# Under a chart that has a mark for each interview.
MARKS = "\u25cf second place, \u25c6 offer, \u25a0 rejected, \u25b2 open or no decision; filled where it was heard."


def headline(
    overview: Overview,
    factors: Iterable[FactorRow],
    codebook: Codebook,
    chosen: Slice,
    *,
    silent: Mapping[str, dt.date],
) -> Headline:
    """Give the finding of a slice as a title and a lead.

    `factors` are the rows of `Study.recurring_factors()` in their order, `silent` is `Study.silent_since()`. The ladder decides how much is said: no
    interviews, no second place, no reason yet, one or two to read, nothing recurs, something recurs (beside offers or
    without any). Protected ground and what explains nothing never make a headline.
    """
    rows = list(factors)
    if not overview.interviews:
        return _no_interviews(chosen)
    if not overview.second_places:
        return _no_second_place(overview)
    heard = [row for row in rows if row.heard_in > 0 and row.group != "unexplained"]
    said = [row for row in heard if not row.protected]
    if not overview.diagnostic:
        title, lead = _no_reason_yet(overview, chosen)
    elif certainty.rung(overview.diagnostic) == "quotes":
        title, lead = _to_read(overview, chosen)
    else:
        named = [row for row in heard if row.polarity != "strength"]
        title, lead = _finding(overview, said, named, codebook, chosen, silent=silent)
    own = overview.diagnostic and all(_own(row) for row in said)
    return Headline(
        title,
        _sentences(
            lead,
            _OWN_IMPRESSIONS if own and (said or chosen.source == "self") else "",
            f"Mentions: {waiting(overview.counted_mentions, overview.to_confirm)}."
            if overview.to_confirm
            else "",
            _sentence(finals_waiting(overview.finals_to_confirm)),
        ),
    )


def finding(row: FactorRow, codebook: Codebook) -> str:
    """Give "In 5 of 7 second places they wanted more concrete examples." for a row of `recurring_factors`.

    Where only you thought so, in all of them or in some, it says that.
    """
    return _found(row, codebook, among="")


def where_you_won(row: FactorRow) -> str:
    """Say how often the same was heard where you won; "" where there is no offer to compare with.

    Offers without a reason are never told as offers in which nobody said so.
    """
    if not row.offers_out_of:
        return ""
    every = row.offers == row.offers_out_of
    if not row.offers_heard_in:
        which = "one offer" if row.offers_out_of == 1 else plural(row.offers_out_of, "offer", "offers")
        won = "Where you won" if every and row.offers_out_of > 1 else f"In the {which} with a reason"
        silent = "nobody said so" if row.heard_by_others == row.heard_in else "it did not come up"
        return f"{won}, {silent}."
    also = "only" if row.contrast == "only_second" else "it came up too,"
    counted = count(row.offers_heard_in, row.offers_out_of)
    return f"Where you won, {also} in {counted}{'' if every else ' with a reason'}."


def next_rung(diagnostic: int) -> str:
    """Say what is missing for more to be shown: how many more second places with a reason; "" where nothing is."""
    if diagnostic < 3:
        return f"After {number(3 - diagnostic)} more with a reason we can begin to count."
    if diagnostic < 5:
        return f"After {number(5 - diagnostic)} more with a reason the counts can stand side by side as bars."
    if diagnostic < 10:
        return (
            f"After {number(10 - diagnostic)} more with a reason roles, stages and sources can be compared."
        )
    return ""


def interval_explained(out_of: int) -> str:
    """Give the sentence that explains mark and soft bar, once a page; few interviews make it wide, up to 30."""
    why = ": wide, because these are few interviews" if out_of < 30 else ""
    return f"The mark is what we counted. The soft bar is where the true share plausibly lies{why}."


def counted_out_of(out_of: int) -> str:
    """Give the line over a list of counts: what they are out of, and what stands under each where so many carry a range."""
    under = "; under each count, where the true share plausibly lies" if certainty.carried(0, out_of) else ""
    return f"Of the {plural(out_of, 'second place', 'second places')} with a reason{under}."


def state_of_feedback(overview: Overview, chosen: Slice) -> Words:
    """Give what stands over and under the meter: how many second places have feedback to act on, and the others."""
    if not overview.second_places:
        return Words("No second place yet", _sentence(finals_waiting(overview.finals_to_confirm)))
    act = f"{count(overview.actionable, overview.second_places)} second places have"
    other, silent = overview.diagnostic - overview.actionable, overview.never_heard
    waits = overview.not_understood - overview.not_recognised
    not_understood = _sentences(
        _some(waits, f"{'waits' if waits == 1 else 'wait'} to be confirmed by you"),
        _in_some(overview.not_recognised - overview.not_read, "nothing was recognised yet: read it yourself"),
        _in_some(overview.not_read, "all words are in another language: read them yourself"),
    )
    if chosen.source == "self":
        return Words(
            f"{act} notes you can act on",
            _sentences(
                _in_some(other, "you named nothing that is yours to change"),
                not_understood,
                _in_some(overview.no_reason, "you noted no reason"),
                f"About {number(silent)} you have not written." if silent else "",
            ),
        )
    if chosen.source == "all":
        return Words(
            f"{act} feedback or notes you can act on",
            _sentences(
                _in_some(other, "nothing that is yours to change was named"),
                not_understood,
                _in_some(overview.no_reason, "there are words, and no reason"),
                _in_some(silent, "nothing was said or noted"),
            ),
        )
    return Words(
        f"{act} feedback you can act on",
        _sentences(
            _some(other, "named nothing that is yours to change"),
            not_understood,
            _some(overview.no_reason, "said only that someone was stronger, or gave no reason"),
            _some(silent, f"{'has' if silent == 1 else 'have'} not said anything"),
        ),
    )


def focus_reason(row: FactorRow) -> str:
    """Say why a gap stands in the focus list: "5 of 7 (36\u201392 %), by hiring managers and HR, last in March 2026. Yours to change.".

    Where you practise it, what became of it since is said too; needs a row of `Study.focus()`.
    """
    who = spoken_by(row.heard_from)
    said = [count_and_range(row.heard_in, row.out_of)]
    said += [f"by {who}"] if who else []
    said += [f"last in {month(row.latest)}"] if _known(row.latest) else []
    return _sentences(
        f"{', '.join(said)}. {CONTROL_WORDS[row.control]}.", since_you_began(row.change) if row.change else ""
    )


def focus_order(focus: Iterable[FactorRow]) -> str:
    """Say in which order rows of `Study.focus()` stand, and that what practice has quietened stands last, where one has."""
    silent = any(row.change and row.change.fallen_silent for row in focus)
    last = "; last what you practise and was not heard since" if silent else ""
    return f"Yours to change, then partly yours, each by how many named it{last}."


def since_you_began(change: BeforeSince) -> str:
    """Say what became of a gap since you began to practise it, as far as the counts carry it."""
    before, since = change.before, change.since
    if not since.out_of:
        return "Too early to say: no interview since you began has a reason yet."
    counted = f"{count(before.heard_in, before.out_of)} before, {count(since.heard_in, since.out_of)} since"
    said = {
        "fading": "Heard less since you began" if since.heard_in else "Not heard since you began",
        "growing": "Heard more since you began",
        "steady": "No clear change since you began",
        "too_early": "Too early to say what became of it since you began",
    }[change.trend]
    return f"{said} ({counted}, of all interviews with a reason)."


REACH_ORDER = (
    "Here what touches most second places stands first, heard lately or not. Each row adds one: in full colour the second "
    "places it adds."
)


def smallest_set(found: SmallestSet, labels: Sequence[str]) -> str:
    """Say which few things touch every second place: "Two things touch all 7 of these second places: a and b.".

    `labels` are the labels of `found.factors`; "" where there is none.
    """
    if not labels:
        return ""
    n = len(labels)
    reached = found.covers[-1]
    things = f"{at_start(number(n))} {'thing touches' if n == 1 else 'things touch'}"
    places = (
        f"all {found.out_of} of these"
        if reached == found.out_of
        else f"{count(reached, found.out_of)} of these"
    )
    others = f"In the other {number(found.out_of_reach)}, nothing you can change alone was named."
    return _sentences(
        f"{things} {places} second places: {listed([in_sentence(label) for label in labels])}.",
        others if found.out_of_reach else "",
    )


def who_came(candidate: str | None, people: int) -> str:
    """Give whom a sentence is about: "You", and over several people's interviews "Anna Weber" or "4 people"."""
    if people < 2:
        return YOU
    return candidate or plural(people, "person", "people")


def home(overview: Overview, *, who: str) -> Headline:
    """Give the one sentence of the start page: how often second, in how many finals, and what can be learnt from it.

    `who` is whom `who_came` gives. Finals of which it is not said who got the job are named in it: they count as nothing yet.
    """
    waiting = overview.finals_to_confirm
    if not overview.second_places:
        waits = finals_waiting(waiting)
        many = plural(overview.interviews, "interview", "interviews")
        return Headline(f"{many}, no second place yet.", f"{at_start(waits)}." if waits else "")
    came = told(
        f"You came second {times(overview.second_places)} in {plural(overview.finals, 'final', 'finals')}",
        who,
    )
    learnt = told(f"{_act_on(overview.actionable, overview.second_places)} feedback you can act on.", who)
    if not waiting:
        return Headline(f"{came}. {learnt}", "")
    return Headline(
        f"{came}; in {waiting}{NBSP}more it is open whether somebody else got the job.",
        f"Say once which of the {waiting} were second places, and they count. {learnt}"
        if waiting > 1
        else f"Say whether it was a second place, and it counts. {learnt}",
    )


def to_complete(n: int) -> str:
    """Give "7 interviews to complete", for those of which it is not known how they ended or why."""
    return f"{plural(n, 'interview', 'interviews')} to complete"


def debriefed(done: int, skipped: int, out_of: int) -> str:
    """Give "3 of 9 done, 2 skipped": how far the debrief is."""
    return f"{count(done, out_of)} done" + (f", {skipped} skipped" if skipped else "")


def debrief_over(done: int, skipped: int) -> str:
    """Give the title of a debrief with no card left: what was left for later, and whether the rest is done."""
    if not skipped:
        return "Nothing is left to complete"
    others = {0: "", 1: ", the other is done"}.get(done, ", the others are done")
    return f"{skipped} left for later{others}"


def debrief_kept(
    name: str,
    before: str | None,
    after: str | None,
    *,
    texts: int,
    comes_back: bool,
    left_the_finals: bool = False,
) -> str:
    """Say what the answers about one interview changed, and whether it comes back."""
    changed = f"now {in_sentence(outcome(after))}" if after != before else ""
    words = f"{plural(texts, 'text', 'texts')} kept" if texts else ""
    final = "no longer a final" if left_the_finals else ""
    what = listed([part for part in (final, changed, words) if part]) or "kept"
    return _sentences(
        f"{name}: {what}.", "It comes back at the end, for when you know who got it." if comes_back else ""
    )


def debrief_summary(overview: Overview, to_ask: int) -> str:
    """Say at the end of the debrief how often it was second place, where there is a reason, and how many are to be asked."""
    if not overview.second_places:
        return "No second place so far."
    has = "has" if overview.diagnostic == 1 else "have"
    reasons = f"{count(overview.diagnostic, overview.second_places)} {has} a reason"
    asking = f"{plural(to_ask, 'is', 'are')} worth asking" if to_ask else ""
    return _sentences(
        f"You came second {times(overview.second_places)}.",
        f"{reasons}{', and ' + asking if asking else ''}.",
    )


def stage(value: str | None) -> str:
    """Give a stage in words; "not known" where it is not."""
    return STAGE_WORDS.get(value, "not known") if value else "not known"


def outcome(value: str | None) -> str:
    """Give an outcome in words; "not known" where it is not."""
    return OUTCOME_WORDS.get(value, "not known") if value else "not known"


def interview_line(row: EvidenceRow) -> str:
    """Give "final round · second place · 1 July 2026", the line under an interview's name."""
    return f"{stage(row.stage_reached)} · {in_sentence(outcome(row.outcome))} · {date(row.happened_on)}"


def titled(row: EvidenceRow) -> str:
    """Give "Brightwell, Data Analyst, 1 July 2026" for a row with company, role and happened_on."""
    return f"{named(row.company, row.role)}, {date(row.happened_on)}"


def source_line(source: str, basis: str, received_on: dt.date | None) -> str:
    """Give "HR, as you noted it, 1 July 2026": who said it, how it is kept, when it came."""
    parts = [SOURCE_WORDS.get(source, SOURCE_WORDS["unknown"])]
    parts += [BASIS_WORDS[basis]] if source != "self" and basis in BASIS_WORDS else []
    parts += [date(received_on)] if _known(received_on) else []
    return ", ".join(parts)


def ask_some(n: int) -> str:
    """Give the way to those worth asking: "Ask two of them for a reason"."""
    return f"Ask {number(n)} of them for a reason"


def ask_line(row: EvidenceRow) -> str:
    """Say why somebody of `Study.whom_to_ask` is worth asking, and whom: "Has not said anything yet. Decided 40 days ago."."""
    since = row.counted_from
    ago = f"{at_start(since)} {span(int(row.days_ago))} ago" if _known(since) else ""
    contact = ", ".join(words for words in (row.contact_name, row.contact_role) if _known(words) and words)
    return _sentences(
        f"{at_start(STATE_WORDS[row.state])}.", _sentence(ago), f"Ask {contact}." if contact else ""
    )


def not_yours(row: FactorRow) -> str:
    """Name what is not yours to fix: a factor outside your hands, or protected ground in neutral words."""
    return f"{row.label} (not something to change)" if row.protected else row.label


def heard_line(row: FactorRow) -> str:
    """Say over the quotes how often a gap was heard, beside the offers."""
    plausibly = carried_range(row.heard_in, row.out_of)
    plausibly = f" ({plausibly})" if plausibly else ""
    offers = (
        f", and in {count(row.offers_heard_in, row.offers_out_of)} offers with one"
        if row.offers_out_of
        else ""
    )
    waits = f" {row.to_confirm} more to confirm." if row.to_confirm else ""
    return (
        f"Heard in {count(row.heard_in, row.out_of)} second places with a reason{plausibly}{offers}.{waits}"
    )


def _where(row: EvidenceRow) -> str:
    return named(row.company, None) if _known(row.company) else named(None, row.role)


def _no_interviews(chosen: Slice) -> Headline:
    if _narrowed(chosen):
        return Headline("No interview matches these filters.", "Take one away to see the others.")
    return Headline(
        "There is nothing to read yet.", "Bring the interviews you have had, or write the first one down."
    )


def _no_second_place(overview: Overview) -> Headline:
    if overview.finals_to_confirm:
        many = finals_waiting(overview.finals_to_confirm)
        return Headline(
            f"No second place yet, and {many}.",
            "A second place is a final round in which somebody else got the job. Tell us which of them were.",
        )
    return Headline(
        "There is no second place in these interviews.",
        "A second place is a final round in which somebody else got the job. "
        "If one of these was, mark it, and what they said is read here.",
    )


def _no_reason_yet(overview: Overview, chosen: Slice) -> tuple[str, str]:
    came = f"You came second {times(overview.second_places)}."
    said = "noted" if chosen.source == "self" else "said"
    if overview.not_understood > overview.not_recognised:
        return (
            f"{came} What was {said} waits for you to confirm it.",
            "Nothing is counted before you have.",
        )
    if overview.not_recognised and overview.not_read == overview.not_recognised:
        return (
            f"{came} What was {said} is in another language.",
            "Only English is read. Read it yourself, and mark the words that name a reason.",
        )
    if overview.not_recognised:
        return (
            f"{came} Nothing was recognised yet in what was {said}.",
            "Read it yourself, and mark the words that name a reason.",
        )
    if chosen.source == "self":
        return f"{came} You have not noted a reason yet.", "Write down what you think, then ask one of them."
    if overview.with_feedback:
        return (
            f"{came} Nobody has given a reason yet.",
            "Someone stronger is not a reason. Ask in what they were.",
        )
    return f"{came} Nobody has told you why yet.", "Ask one of them: the interviewer, or HR."


def _to_read(overview: Overview, chosen: Slice) -> tuple[str, str]:
    said = in_sentence(TEXTS_WORDS[chosen.source])
    came = f"You came second {times(overview.second_places)}"
    few = f"That is too few for a pattern, and enough to read closely. {next_rung(overview.diagnostic)}"
    if overview.diagnostic == overview.second_places:
        return f"{came}. Here is {said}.", few
    have = "has" if overview.diagnostic == 1 else "have"
    return f"{came}, and {number(overview.diagnostic)} of them {have} a reason. Here is {said}.", few


def _finding(
    overview: Overview,
    said: Sequence[FactorRow],
    named: Sequence[FactorRow],
    codebook: Codebook,
    chosen: Slice,
    *,
    silent: Mapping[str, dt.date],
) -> tuple[str, str]:
    gaps = [row for row in said if row.polarity == "gap" and row.control != "no"]
    outside = [row for row in said if row.polarity != "strength" and row.control == "no"]
    standing = _standing(overview)
    without_offers = "" if overview.offers_diagnostic else _NO_OFFERS
    recurring = next((row for row in gaps if row.recurs), None)
    if recurring:
        found = _found(recurring, codebook, among=_among(recurring, gaps))
        if recurring.factor in silent:
            found = f"{found[:-1]}; not heard since {date(silent[recurring.factor])}."
        return (
            _sentences(found, where_you_won(recurring)),
            _sentences(_why_first(recurring, gaps), standing, without_offers),
        )
    recurring = next((row for row in outside if row.recurs), None)
    if recurring:
        found = _found(recurring, codebook, among=_among(recurring, outside))
        return (
            f"{found} That is not yours to fix.",
            _sentences(_last_heard(recurring), "Nothing that is yours to change recurs.", standing),
        )
    if not gaps:
        return NOTHING_YOURS_WORDS[chosen.source], standing
    praised = any(row.polarity == "strength" and row.heard_in == row.out_of for row in said)
    strengths = ", and your strengths came up in all of them" if praised else ""
    nothing = (
        "Nothing that is yours to change recurs." if any(row.recurs for row in named) else "Nothing recurs."
    )
    return f"{nothing} {_scattered(overview, gaps, named, chosen)}{strengths}.", standing


def _scattered(
    overview: Overview, gaps: Sequence[FactorRow], named: Sequence[FactorRow], chosen: Slice
) -> str:
    """Say what was named instead where no gap recurs; `named` holds protected ground too."""
    who = "you" if chosen.source == "self" else "they"
    own, every = max(row.heard_in for row in gaps), max(row.heard_in for row in named)
    if overview.not_yours * 2 > overview.diagnostic:
        what = (
            "something that is not yours to change was named"
            if chosen.source == "all"
            else f"{who} named something that is not yours to change"
        )
        return f"In {count(overview.not_yours, overview.diagnostic)} second places {what}"
    if every == 1 and len(named) == 1:
        return "Only one thing was named, once"
    if every == 1:
        different = (
            "Different things were named"
            if chosen.source == "all"
            else f"{at_start(who)} named different things"
        )
        return f"{different} each time"
    thing = "thing" if own == every else "thing that is yours to change"
    return f"No one {thing} came up {'more than once' if own == 1 else f'in more than {count(own, overview.diagnostic)}'}"


def _standing(overview: Overview) -> str:
    came = f"You came second {times(overview.second_places)}"
    if overview.diagnostic == overview.second_places:
        return f"{came}, and each has a reason."
    return f"{came}. {overview.diagnostic} of them have a reason, and those {overview.diagnostic} are counted here."


def _narrowed(chosen: Slice) -> list[str]:
    words = [words for words in (chosen.candidate, chosen.role, chosen.industry) if words]
    words += [f"{chosen.own[0]}: {chosen.own[1]}"] if chosen.own else []
    words += [f"from {date(chosen.since)} on"] if chosen.since else []
    words += [f"up to {date(chosen.until)}"] if chosen.until else []
    return words


def _says(row: FactorRow, codebook: Codebook) -> str:
    factor = codebook.factors.get(row.factor)
    words = factor.says(row.polarity) if factor else ""
    return words or {
        "gap": f"named {in_sentence(row.label)}",
        "strength": f"praised {in_sentence(row.label)}",
    }.get(row.polarity, f"spoke of {in_sentence(row.label)}")


def _found(row: FactorRow, codebook: Codebook, *, among: str) -> str:
    where, says = f"In {count(row.heard_in, row.out_of)} second places", _says(row, codebook)
    only_you = row.heard_in - row.heard_by_others
    if not only_you:
        return f"{where} they {says}{among}."
    if _own(row):
        return f"{where} you thought they {says}{among}."
    other = "the other" if only_you == 1 else f"the other {number(only_you)}"
    return (
        f"{where} it came up{among}: in {number(row.heard_by_others)} they {says}, in {other} you thought so."
    )


def _why_first(row: FactorRow, gaps: Iterable[FactorRow]) -> str:
    """Say why a gap and no other is the headline, and when it was last heard."""
    if _among(row, gaps):
        return _last_heard(row)
    last = f", last in {month(row.latest)}" if _known(row.latest) else ""
    return f"Of what you can change, this was heard in the most second places{last}."


def _last_heard(row: FactorRow) -> str:
    return f"Last heard in a second place in {month(row.latest)}." if _known(row.latest) else ""


def _among(row: FactorRow, rows: Iterable[FactorRow]) -> str:
    """Give what keeps one of several from looking like the only one that was heard so often."""
    as_often = any(other is not row and other.heard_in == row.heard_in for other in rows)
    return ", among other things" if as_often else ""


def _act_on(actionable: int, second_places: int) -> str:
    if second_places == 1:
        return "It has" if actionable else "It has no"
    if not actionable:
        return f"None of the {second_places} has"
    if actionable == second_places:
        return f"All {second_places} have"
    return f"Of the {second_places}, {actionable} {'has' if actionable == 1 else 'have'}"


def _own(row: FactorRow) -> bool:
    return not row.heard_by_others


def _some(n: int, did: str) -> str:
    """Give "Two have not said anything."; "" for none."""
    return f"{at_start(number(n))} {did}." if n else ""


def _in_some(n: int, what: str) -> str:
    """Give "In two you noted no reason."; "" for none."""
    return f"In {number(n)}{'' if what.startswith('you ') else ','} {what}." if n else ""


def _sentence(words: str) -> str:
    return f"{words}." if words else ""


def _sentences(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _percent(share: float) -> int:
    return int(share * 100 + 0.5)


def _known(value: _T | None) -> TypeGuard[_T]:
    """Whether a cell holds anything: None and pandas' NA are nothing, and NaN and NaT differ from themselves."""
    return value is not None and type(value).__name__ != "NAType" and bool(value == value)
