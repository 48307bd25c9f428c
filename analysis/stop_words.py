"""Where it stops, in sentences: how far the processes come, what was decided in the finals, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analysis import certainty
from analysis.tables import each
from analysis.wording import (
    ENDING_WORDS,
    STAGE_WORDS,
    Headline,
    Words,
    count,
    date,
    in_sentence,
    listed,
    plural,
    range_in_words,
)

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study import Share

NO_DAYS = "No process has both dates yet."
ENOUGH = 5  # the rung from which a share carries a range and days a median

AT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "applied": "at the application",
        "screen": "at the screening call",
        "assessment": "at the assessment",
        "first_interview": "at the first interview",
        "later_interview": "at a later interview",
        "final_round": "in the final round",
        "offer": "at the offer",
    }
)
DECISION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "offer": "An offer",
        "no_offer": "Second place, or rejected",
        "no_decision": "No decision was made",
        "open": "Still open",
        "undecided": "You withdrew, no answer, or not known",
    }
)
THEN_WORDS: Mapping[str, str] = MappingProxyType(
    {"went_on": "Went on from here", "ended": "Ended here", "open": "Still open here"}
)
STEP_WORDS: Mapping[str, str] = MappingProxyType(
    {"interviewed": "From applying to interview", "decided": "From interview to decision"}
)


def headline(stages: pd.DataFrame) -> Headline:
    """Give where most processes end short of an offer as a title, and what that count carries as its lead."""
    before = [row for row in each(stages) if row.stage != "offer"]
    ended, offers = sum(row.ended for row in before), int(stages.reached[stages.stage == "offer"].sum())
    apart = _apart(offers, sum(row.open for row in before))
    if ended == 0:
        return Headline("None of these has ended short of an offer", apart)
    first, *others = sorted(before, key=lambda row: -row.ended)
    if ended < ENOUGH:
        where = listed([f"{row.ended} {AT_WORDS[row.stage]}" for row in before if row.ended])
        return Headline(
            f"Too few to say where you stop: {ended} ended short of an offer", f"{where}. {apart}".strip()
        )
    if first.ended == others[0].ended:
        places = listed([AT_WORDS[row.stage] for row in before if row.ended == first.ended])
        title = f"No stage stands out: {count(first.ended, ended)} that ended short of an offer did so {places} each"
        return Headline(title, apart)
    most = "Most end" if first.ended * 2 > ended else "Most often it ends"
    interval = certainty.wilson(first.ended, ended)
    carried = f"That is {range_in_words(interval.low, interval.high)}. " if interval else ""
    return Headline(
        f"{most} {AT_WORDS[first.stage]}: {count(first.ended, ended)} that ended short of an offer",
        f"{carried}{_next(first, others[0])} {apart}".strip(),
    )


def shown(stages: pd.DataFrame) -> pd.DataFrame:
    """Give the stages from the first at which one ended or is open: a log that begins later says nothing of those before."""
    stands = (stages.ended + stages.open) > 0
    return stages[stands.cummax()].reset_index(drop=True)


def ended_short(stages: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Give what the headline counts as (then, words) to press; behind it stand the rows of `Study.short_of_an_offer()`."""
    before = stages[stages.stage != "offer"]
    ended, open_ = int(before.ended.sum()), int(before.open.sum())
    said = [("ended", f"The {ended} that ended short of an offer")] if ended else []
    said += [("open", f"The {open_} still open")] if open_ else []
    return tuple(said)


def notes(stages: pd.DataFrame, endings: pd.DataFrame, *, interviews: int) -> list[str]:
    """Say what the funnel rests on, and what is not in it; `interviews` are all of the slice."""
    said = [
        "Each counts at its furthest stage and at every one before it, whether or not there was one. How it ended "
        "moves none of them.",
        # Which they were is not kept beside the stage, so it cannot be counted.
        "Where a file named no stage, it was taken from the rest of its row: an offer, a final for a second place, a first "
        "interview where it has a day, else the application. Which those are is not kept; set a stage among your interviews.",
    ]
    rows = shown(stages)
    if len(rows) and rows.stage.iloc[0] != "applied":
        said.append(
            f"No process in your log ended before the {in_sentence(STAGE_WORDS[rows.stage.iloc[0]])}, so how many "
            "of your applications come that far cannot be said."
        )
    without = interviews - int(stages.reached.iloc[0])
    if without:
        said.append(
            f"{plural(without, 'interview', 'interviews')} without a stage {'is' if without == 1 else 'are'} not drawn."
        )
    unknown = int(endings.processes[endings.ending == "not_known"].sum())
    if unknown:
        said.append(f"How {unknown} ended is not known: counted as ended at the furthest stage.")
    return said


def finals(decided: pd.DataFrame, share: Share, stages: pd.DataFrame) -> str:
    """Say in how many of the finals decided the answer was an offer, and how many are counted apart; of `Study.decisions()`.

    Where `stages` has another count at the final round, both are named: how far they come goes by the stage alone.
    """
    if share.out_of == 0:
        said = "No final has been decided yet."
    elif share.out_of < ENOUGH:
        said = f"{count(share.heard_in, share.out_of)} finals decided ended in an offer: too few for a range."
    else:
        said = f"{count(share.heard_in, share.out_of)} finals decided ended in an offer"
        if share.low is not None and share.high is not None:
            said += f", {range_in_words(share.low, share.high)}"
        said += "."
    apart = int(decided.finals.sum()) - share.out_of
    if apart:
        said += f" {apart} more without a decision {'is' if apart == 1 else 'are'} in neither number."
    went_on = next((row for row in each(stages) if row.stage == "final_round" and row.decided), None)
    if went_on and (went_on.went_on, went_on.decided) != (share.heard_in, share.out_of):
        said += (
            f" Under \u201cHow far they come\u201d it is {count(went_on.went_on, went_on.decided)}: there the stage alone "
            "counts, of every final that is not open any more."
        )
    return said


def decisions(decided: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Give the decisions met in the finals, rows of `Study.decisions()`, each with its words and count."""
    met = dict(zip(decided.decision, decided.finals.tolist(), strict=True))
    return [(name, words, str(met[name])) for name, words in DECISION_WORDS.items() if name in met]


def days(step: str, taken: Any | None) -> Words:
    """Say how many days a step takes, a row of `Study.days_taken()`: the middle and the range from five on, the days
    themselves below; None where it was taken in no process.
    """
    if taken is None:
        return Words(STEP_WORDS[step], NO_DAYS)
    said = [_days(taken)]
    if taken.open:
        many = "1 still open is" if taken.open == 1 else f"{taken.open} still open are"
        longest = "it has waited" if taken.open == 1 else "the longest has waited"
        said.append(
            f"{many} counted apart: {longest} {plural(int(taken.longest_waited), 'day', 'days')} so far."
        )
    if taken.turned:
        said.append(f"In {taken.turned} the two dates stand the wrong way round: not counted.")
    return Words(STEP_WORDS[step], " ".join(said))


def ending(row: Any) -> str:
    """Give "Final round, second place" for a row of `Study.endings`; an offer at the offer is said once."""
    if row.stage == row.ending:
        return STAGE_WORDS[row.stage]
    return f"{STAGE_WORDS[row.stage]}, {in_sentence(ENDING_WORDS[row.ending])}"


def day_line(row: Any) -> str:
    """Give what a step took in one process: "27 days, 1 July 2026 to 28 July 2026", or how long it has waited."""
    if row.state == "open":
        return f"open, {plural(int(row.waited), 'day', 'days')} since {date(row.began_on)}"
    between = f"{date(row.began_on)} to {date(row.ended_on)}"
    if row.state == "turned":
        return f"not counted: {between}"
    return f"{plural(int(row.days), 'day', 'days')}, {between}"


def _next(first: Any, second: Any) -> str:
    if second.ended == 0:
        return "None of them ended anywhere else."
    interval = certainty.wilson(first.ended, first.ended + second.ended)
    # Of the two alone: were they as frequent, half would end at each.
    clear = interval is not None and interval.low > 0.5
    turn = "clearly fewer" if clear else "too close to be sure which is really ahead"
    return f"Next comes the {in_sentence(STAGE_WORDS[second.stage])} with {second.ended}: {turn}."


def _apart(offers: int, open_: int) -> str:
    said = [f"{offers} came to an offer"] if offers else []
    said += [f"{open_} {'is' if open_ == 1 else 'are'} still open and counted apart"] if open_ else []
    return f"{'; '.join(said)}." if said else ""


def _days(taken: Any) -> str:
    if not taken.counted:
        return NO_DAYS
    if taken.counted < ENOUGH:
        few = [str(n) for n in taken.shortest]
        return f"{listed(few)} {'day' if few == ['1'] else 'days'}: too few for a middle."
    return (
        f"Half took up to {taken.middle:g} days (median), the shortest {taken.shortest[0]}, the longest "
        f"{int(taken.longest)}; {taken.counted} have both dates."
    )
