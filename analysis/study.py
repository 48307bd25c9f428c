"""One workspace under one slice: every question the pages, the report and the terminal ask is a method here."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields
from functools import cache, wraps
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, get_args

import pandas as pd

from analysis import certainty, priorities, promises, wording
from analysis.coding import Codebook
from analysis.coding.unheard import unheard
from analysis.debrief import INTERNAL_WORDS
from analysis.tables import each
from analysis.whose_words import told
from data.problems import ReopenedError
from data.records import OFFERS, STAGES, Practice
from data.workspace import Workspace

Whose = Literal["others", "self", "all"]
Side = Literal["second_place", "offer", "rejected"]
Segment = Literal["role", "industry", "stage_reached", "format", "source"]
Ending = Literal[
    "not_known", "pending", "no_response", "withdrew", "rejected", "no_decision", "second_place", "offer"
]
TRAY_TEXTS = 500  # nobody names themes in more at once, and each is cut into clauses
ENDINGS: tuple[Ending, ...] = get_args(Ending)


@dataclass(frozen=True)
class Slice:
    """Which interviews are counted, and whose words: `others` (what they said), `self` (what you think) or `all`.

    Dates are inclusive and compare with the day of a process: interviewed, else decided, else applied. A process
    without any of the three is left out as soon as a date is asked for, and counted as such. Texts compare without regard to case.
    `own` names a column of the person's own and the value it must have.
    """

    source: Whose
    since: dt.date | None
    until: dt.date | None
    role: str | None
    industry: str | None
    candidate: str | None
    own: tuple[str, str] | None = None


EVERYTHING = Slice(source="others", since=None, until=None, role=None, industry=None, candidate=None)


P = ParamSpec("P")
Answer = TypeVar("Answer")


def _once(
    method: Callable[Concatenate[Study, P], Answer],
) -> Callable[Concatenate[Study, P], Answer]:
    """Give a question that is worked out once for each way it is asked: most of a rerun would be working it out again."""

    @wraps(method)
    def asked(self: Study, *args: P.args, **values: P.kwargs) -> Answer:
        key = (method, args, *sorted(values.items(), key=lambda item: item[0]))
        return self.once(key, lambda: method(self, *args, **values))

    return asked


@dataclass(frozen=True)
class Overview:
    """The counts of a slice. `with_feedback` to `never_heard` are of the second places, and
    diagnostic + not_understood + no_reason + never_heard = second_places.

    `not_yours` are those in which something was named that is not yours to change; `not_recognised` are those of
    `not_understood` in which there is nothing to confirm either, and `not_read` those of them in which every text is in
    another language than English, as `texts_not_read` of all `texts` are. `undated_left_out` would be counted but for a date.
    """

    interviews: int
    first_date: dt.date | None
    last_date: dt.date | None
    second_places: int
    with_feedback: int
    diagnostic: int
    actionable: int
    not_yours: int
    not_understood: int
    not_recognised: int
    not_read: int
    no_reason: int
    never_heard: int
    offers: int
    offers_diagnostic: int
    rejected_early: int
    rejected_diagnostic: int
    finals: int
    finals_to_confirm: int
    no_decision: int
    open: int
    texts: int
    texts_not_read: int
    counted_mentions: int
    to_confirm: int
    undated: int
    undated_left_out: int


@dataclass(frozen=True)
class Asking:
    """The finals without an offer; of how many feedback was asked for, and what came of it; how many doors opened again."""

    finals: int
    asked: int
    answered: int
    declined: int
    no_reply: int
    reopened: int


@dataclass(frozen=True)
class Texts:
    """How many texts there are, how many nobody has looked at, and how many are in a language that is not read."""

    texts: int
    to_look_at: int
    not_read: int


@dataclass(frozen=True)
class Share:
    """k of n with its Wilson interval, and the rows it counts; low and high are None where n is 0."""

    heard_in: int
    out_of: int
    low: float | None
    high: float | None
    rows: pd.DataFrame


@dataclass(frozen=True)
class BeforeSince:
    """How often a gap was heard before and since a day, among the processes with a reason."""

    before: Share
    since: Share
    trend: certainty.Trend

    @property
    def fallen_silent(self) -> bool:
        """Whether it was not heard since at all, and before so often that this is more than chance would plausibly make."""
        return self.trend == "fading" and not self.since.heard_in


class Study:
    """One workspace under one slice. Answers are kept, so a page may ask the same thing twice for nothing."""

    def __init__(self, workspace: Workspace, chosen: Slice, codebook: Codebook, *, today: dt.date) -> None:
        self.workspace = workspace
        self.chosen = chosen
        self.codebook = codebook
        self.today = today
        self._answers: dict[tuple, pd.DataFrame] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Give what `make` makes of the answers, made once: a study is asked anew where its workspace has changed."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @_once
    def overview(self) -> Overview:
        """Give the counts everything else is out of."""
        row = self._ask("overview").iloc[0]
        days = {name: _day(row[name]) for name in ("first_date", "last_date")}
        counts = {f.name: int(row[f.name]) for f in fields(Overview) if f.name not in days}
        return Overview(**days, **counts)  # ty: ignore[invalid-argument-type]  (the names are the fields')

    @_once
    def recurring_factors(self) -> pd.DataFrame:
        """Give one row a factor, polarity and protected ground heard anywhere, ranked by how often where you came second.

        Columns: factor, label, group, control, polarity, protected; heard_in, heard_by_others (where not only you
        thought so), out_of, share, low, high of the second places with a reason; the same for offers_ and rejected_;
        offers, with a reason or without; to_confirm, of all second places; difference, difference_low,
        difference_high against the offers; recurs, contrast, latest, heard_from. Shares are 0 to 1, None without a
        denominator.
        """
        return self._recurring_factors()

    @_once
    def gaps(self) -> pd.DataFrame:
        """Give the rows of `recurring_factors` one can work on: gaps, yours or partly, on no protected ground."""
        rows = self.recurring_factors()
        return rows[
            (rows.polarity == "gap") & ~rows.protected & (rows.control != "no") & rows.diagnostic
        ].reset_index(drop=True)

    @_once
    def gaps_beside(self, side: Side) -> pd.DataFrame:
        """Give the gaps heard where you came second, with `contrast` against the offers or the earlier rejections."""
        rows = self.gaps()
        rows = rows[rows.heard_in > 0].reset_index(drop=True)
        prefix = {"offer": "offers", "rejected": "rejected"}[side]
        heard, out_of = rows[f"{prefix}_heard_in"], rows[f"{prefix}_out_of"]
        contrast = [
            certainty.contrast(*counts)
            for counts in zip(rows.heard_in, rows.out_of, heard, out_of, strict=True)
        ]
        return rows.assign(contrast=pd.Series(contrast, dtype=str))

    @_once
    def strengths_in_finals(self) -> pd.DataFrame:
        """Give what was praised where you came second, most often first; praise of the whole names nothing."""
        rows = self.recurring_factors()
        return rows[
            (rows.polarity == "strength") & (rows.heard_in > 0) & ~rows.protected & rows.diagnostic
        ].reset_index(drop=True)

    @_once
    def not_yours(self) -> pd.DataFrame:
        """Give what was named where you came second and is not yours to change, protected ground included.

        One row a factor and protected ground, however it was meant: factor, label, group, protected; heard_in, out_of,
        low, high of the second places with a reason; offers_heard_in, offers_out_of; to_confirm.
        """
        overview, book = self.overview(), self.codebook.factors
        rows = self._ask("not_yours")
        rows = rows[rows.factor.isin([f.id for f in book.values() if f.diagnostic]) & (rows.heard_in > 0)]
        rows = rows[rows.protected | rows.factor.isin([f.id for f in book.values() if f.control == "no"])]
        rows = rows.assign(
            label=[book[f].label for f in rows.factor],
            group=[book[f].group for f in rows.factor],
            out_of=overview.diagnostic,
            offers_out_of=overview.offers_diagnostic,
        )
        rows = rows.sort_values(["heard_in", "label", "protected"], ascending=[False, True, True])
        rows = rows.reset_index(drop=True)
        shares = _shares(rows.heard_in.tolist(), rows.out_of.tolist(), prefix="")
        return pd.concat([rows, shares], axis="columns")

    def evidence(
        self,
        factor: str,
        polarity: str | None,
        *,
        side: Side | None,
        protected: bool,
        counted: bool = False,
        among: tuple[str, ...] | None = None,
        at_most: int | None = None,
    ) -> pd.DataFrame:
        """Give every counted or suggested mention of a factor with its text, the latest interview first.

        `counted` leaves out what is only suggested, `among` all other interviews, `at_most` all but the latest texts; `found` is
        how many texts there are.
        Here and below `protected` asks for what was said on protected ground, or for the rest.
        """
        return self._ask(
            "evidence",
            factors=(factor,),
            polarity=polarity,
            side=side,
            protected=protected,
            counted=counted,
            among=among,
            at_most=at_most,
        )

    def quotable(self, factors: tuple[str, ...], *, at_most: int | None) -> pd.DataFrame:
        """Give the evidence of several gaps at once, counted and where you came second; `at_most` and `found` are of each."""
        return self._ask(
            "evidence",
            factors=factors,
            polarity="gap",
            side="second_place",
            protected=False,
            counted=True,
            among=None,
            at_most=at_most,
        )

    def factor_over_time(
        self, factor: str, polarity: str, *, protected: bool, at_most: int | None = None
    ) -> pd.DataFrame:
        """Give each process with a reason, in order of time, and whether the factor was heard in it; `at_most` only the latest.

        Those without a date come last. `heard_in` and `out_of` are of all of them, `dated` is how many have a date. A factor of
        the group `unexplained` gives no row: there is no reason to count.
        """
        return self._ask(
            "factor_over_time", factor=factor, polarity=polarity, protected=protected, at_most=at_most
        )

    @_once
    def factor_by(self, factor: str, polarity: str, by: Segment, *, protected: bool) -> pd.DataFrame:
        """Give a row a segment: heard_in, out_of (processes with a reason), share, low, high, and in which `interviews`.

        Spelling and spaces do not make two segments. A factor of the group `unexplained` gives no row.
        """
        rows = self._ask("factor_by", factor=factor, polarity=polarity, by=by, protected=protected)
        return pd.concat(
            [rows, _shares(rows.heard_in.tolist(), rows.out_of.tolist(), prefix="")], axis="columns"
        )

    def words_by(
        self, factor: str, polarity: str, by: Segment, segment: str, *, protected: bool
    ) -> pd.DataFrame:
        """Give the rows of `evidence` behind a segment of `factor_by`, named as it is there."""
        kinds = self.factor_by(factor, polarity, by, protected=protected)
        places = kinds.interviews[kinds.segment == segment].explode()
        rows = self.evidence(factor, polarity, side=None, protected=protected).drop(columns="found")
        here = rows.interview_id.isin(places)
        if by == "source":
            here &= rows.source == segment
        return rows[here].reset_index(drop=True)

    def gaps_by_process(self) -> pd.DataFrame:
        """Give each process with a reason and the gaps one can work on named in it, in order of time; without one, none."""
        return self._ask("gaps_by_process")

    def compared_with(self, other: Study) -> pd.DataFrame:
        """Give each gap one can work on named here or in `other`, the greatest difference of shares first.

        Columns: factor, label; heard_in, out_of (processes with a reason, however they ended), share, low, high; the same
        for other_; `differs` where Newcombe's interval of the difference leaves out 0.
        """
        here, there = self.gaps_by_process(), other.gaps_by_process()
        heard, other_heard = here.factor.value_counts(), there.factor.value_counts()
        factors = sorted({*heard.index, *other_heard.index})
        counts = [
            (
                int(heard.get(f, 0)),
                here.interview_id.nunique(),
                int(other_heard.get(f, 0)),
                there.interview_id.nunique(),
            )
            for f in factors
        ]
        found = pd.DataFrame(counts, columns=["heard_in", "out_of", "other_heard_in", "other_out_of"])
        differences = [certainty.newcombe(*row) for row in counts]
        compared = pd.concat(
            [
                found.assign(
                    factor=factors,
                    label=[self.codebook.factors[f].label for f in factors],
                    apart=[abs(d.value) if d else 0.0 for d in differences],
                    differs=[d is not None and (d.low > 0 or d.high < 0) for d in differences],
                ),
                _shares(found.heard_in.tolist(), found.out_of.tolist(), prefix=""),
                _shares(found.other_heard_in.tolist(), found.other_out_of.tolist(), prefix="other_"),
            ],
            axis="columns",
        )
        return compared.sort_values(["apart", "label"], ascending=[False, True]).reset_index(drop=True)

    @_once
    def together(self) -> pd.DataFrame:
        """Give the pairs of gaps named in the same second place: factor, other, both, out_of."""
        return self._ask("together").assign(out_of=self.overview().diagnostic)

    def named_together(self, factor: str, other: str) -> pd.DataFrame:
        """Give the second places behind a pair of `together`, the latest first."""
        return self._ask("named_together", factor=factor, other=other)

    @_once
    def smallest_set(self) -> priorities.SmallestSet:
        """Give the fewest factors you control that touch every second place with a reason they can touch."""
        return self._smallest_set()

    @_once
    def focus(self) -> pd.DataFrame:
        """Give up to three gaps to work on first, as rows of `recurring_factors` in their order.

        `change` is what became of a gap since you began to practise it (a `BeforeSince`), None where you do not.
        """
        rows, changes = self.gaps(), self.since_practised()
        ranked = priorities.focus(
            (
                priorities.Gap(
                    row.factor,
                    row.control,
                    int(row.heard_in),
                    _day(row.latest),
                    bool(row.recurs),
                    row.factor in changes and changes[row.factor].fallen_silent,
                )
                for row in each(rows)
            ),
            at_most=3,
        )
        named = [gap.factor for gap in ranked]
        return (
            rows.set_index("factor", drop=False)
            .loc[named]
            .reset_index(drop=True)
            .assign(change=pd.Series([changes.get(factor) for factor in named], dtype=object))
        )

    @_once
    def whom_to_ask(self, *, at_most: int) -> pd.DataFrame:
        """Give the latest second places in which nobody else gave a reason, whosever words are counted; `found` is of how many.

        days_ago runs from the day named in counted_from: decided, else interviewed, else applied; both are missing where
        none is known.
        """
        rows = self._ask("whom_to_ask", source="others", at_most=at_most)
        since = rows.decided_on.fillna(rows.happened_on)
        return rows.assign(days_ago=(pd.Timestamp(self.today) - since).dt.days.astype("Int64"))

    @_once
    def asking(self) -> Asking:
        """Give the counts of what was asked and answered; whosever words are counted."""
        row = self._ask("asking", source="others").iloc[0]
        return Asking(**{f.name: int(row[f.name]) for f in fields(Asking)})

    def asked(self) -> pd.DataFrame:
        """Give the latest request for each final without an offer, the latest first; days_after runs from the decision."""
        return self._ask("asked", source="others")

    def follow_up_days(self) -> pd.DataFrame:
        """Give the days of asking, reminding, answering, thanking and of the next touch, where an interview has any."""
        return self._ask("follow_up_days")

    def to_ask(self) -> pd.DataFrame:
        """Give the finals without an offer in which nobody else named what you could act on, those not asked yet first.

        request_state is not_asked, asked, reminded, no_reply (14 days after the last word), answered or declined.
        """
        return self._ask("to_ask", source="others")

    @_once
    def warm_doors(self) -> pd.DataFrame:
        """Give where you came second or nobody was hired, those that stayed empty first, with when to write next.

        `told` is a sentence that says when to write, `told_by` the source it has ("notes" for your notes), `told_for` the
        day it names. Until you have written after that day it decides, unless you chose a day yourself; a sentence that
        names no day leaves none suggested until you have written once.
        """
        doors = self._ask("warm_doors")
        told = self.told_when().drop_duplicates("interview_id").set_index("interview_id")
        found = doors.join(told[["words", "source", "told_on", "day"]], on="interview_id")
        wrote = found.touched_on.where(found.touched_by == "keep_in_touch")
        holds = found.words.notna() & found.reopened_on.isna() & ~(wrote >= found.day.fillna(found.told_on))
        decides = holds & found.planned_on.isna()
        return doors.assign(
            told=found.words.where(holds),
            told_by=found.source.where(holds),
            told_for=found.day.where(holds),
            next_on=doors.next_on.where(~decides, found.day),
        )

    @_once
    def told_when(self) -> pd.DataFrame:
        """Give the sentences about warm doors that say when to write again, one a text, the latest said first.

        `day` is the day a sentence names, reckoned from `told_on`; missing where it names none.
        """
        rows = self._ask("told_when", invited=promises.INVITED, timed=promises.TIMED)
        found = [promises.promise_in(row.words, told_on=_day(row.told_on)) for row in each(rows)]
        said = rows.assign(
            words=[promise and promise.words for promise in found],
            day=pd.to_datetime(pd.Series([promise and promise.day for promise in found], index=rows.index)),
        )
        said = said[said.words.notna()]
        # A day decides more than a condition: of what was said about one door those that name one stand first.
        return said.sort_values("day", key=pd.isna, kind="stable").reset_index(drop=True)

    def to_thank(self) -> pd.DataFrame:
        """Give the interviews about which somebody answered in the last 60 days and was not thanked since, the latest first."""
        return self._ask("to_thank")

    def reminders(self) -> pd.DataFrame:
        """Give what is still to do on a day you chose, the next first."""
        return self._ask("reminders")

    def doubts(self, interview_id: str) -> tuple[str, ...]:
        """Give the factors you yourself named as a gap about one interview: what there is to ask about."""
        asked = {"interview_id": interview_id, "yours": self._controlled("you", "partly")}
        return tuple(self.workspace.ask(_question("doubts"), asked).factor)

    @_once
    def contacts(self, *, named: str | None = None, at_most: int) -> pd.DataFrame:
        """Give whose contact the whole workspace holds: contact (name and address), contact_name, contact_email, interviews.

        `named` asks for one by name, address or both, `at_most` for those in most interviews; `found` is how many there are.
        """
        return self.workspace.ask(_question("contacts"), {"named": named, "at_most": at_most})

    def names(
        self, *, companies: str | None, people: str | None, addresses: str | None, in_one: tuple[str, ...]
    ) -> pd.DataFrame:
        """Give the names the whole workspace knows: kind (company, person, address) and text, companies by their first day.

        Of each kind those are given in which its regular expression (RE2) is found; where it is None, none of that kind.
        Companies and people are also given that are one of the words `in_one`, written in small letters and without gaps.
        """
        asked = {"companies": companies, "people": people, "addresses": addresses, "in_one": in_one}
        return self.workspace.ask(_question("names"), asked)

    def interviews(self) -> pd.DataFrame:
        """Give every interview of the slice, the latest first."""
        return self._ask("interviews")

    def feedback(self) -> pd.DataFrame:
        """Give every text from the chosen source, the latest first, with how much is counted and to confirm."""
        return self._ask("feedback")

    def interviews_found(self, words: str, outcomes: Sequence[str], *, at_most: int) -> pd.DataFrame:
        """Give the latest interviews that hold these words and ended in one of these ways, and how many were `found`.

        Columns: interview_id, company, role, happened_on, stage_reached, outcome, feedback. "" and no outcome ask for all.
        """
        return self._ask("interviews_found", words=words, outcomes=tuple(outcomes), at_most=at_most)

    def outcomes(self) -> pd.DataFrame:
        """Give in how many interviews each outcome stands, the most frequent first; where none is known in none."""
        return self._ask("outcomes")

    @_once
    def texts(self) -> Texts:
        """Give how many texts there are from the chosen source, and how many of them wait or are not read."""
        row = self._ask("texts").iloc[0]
        return Texts(int(row.texts), int(row.to_look_at), int(row.not_read))

    def feedback_found(
        self,
        *,
        words: str = "",
        unread: bool = False,
        feedback_id: str | None = None,
        interview_id: str | None = None,
        not_read: bool = False,
        begin: int = 0,
        at_most: int,
    ) -> pd.DataFrame:
        """Give the texts that are asked for, the latest first, and how many were `found`: those from `begin` on, at most so many.

        The columns are those of `feedback`, without its counts.
        """
        return self._ask(
            "feedback_found",
            words=words,
            unread=unread,
            feedback_id=feedback_id,
            interview_id=interview_id,
            not_read=not_read,
            begin=begin,
            at_most=at_most,
        )

    def mentions_in(self, feedback_id: str) -> pd.DataFrame:
        """Give what was heard in one text, in reading order, rejected mentions included."""
        asked = {"feedback_id": feedback_id, "known": list(self.codebook.factors)}
        return self.once(
            ("mentions_in", feedback_id), lambda: self.workspace.ask(_question("mentions_in"), asked)
        )

    @_once
    def tray(self) -> pd.DataFrame:
        """Give the clauses in which nothing was heard though they say something, second places first, then the latest.

        Columns: feedback_id, interview_id, start_at, end_at, quote, company, role, outcome, side, source, received_on.
        Only of texts in English, of very many the first TRAY_TEXTS; small words, courtesies, questions and the phrases of
        every rejection are left out.
        """
        texts = self._ask("tray", at_most=TRAY_TEXTS)
        clauses = [
            (at, start, end, row.text[start:end])
            for at, row in enumerate(each(texts))
            for start, end in unheard(row.text, list(zip(row.starts, row.ends, strict=True)))
        ]
        found = pd.DataFrame(clauses, columns=["at", "start_at", "end_at", "quote"])
        told = texts.drop(columns=["text", "starts", "ends"]).iloc[found["at"]].reset_index(drop=True)
        return pd.concat([told, found.drop(columns="at")], axis="columns")[list(_TRAY)]

    def theme_interviews(self, factor: str) -> int:
        """Give in how many interviews of the slice a factor is counted."""
        return len(self._ask("theme_interviews", factor=factor))

    def words_of(self, interview_id: str) -> pd.DataFrame:
        """Give every text kept for one interview, whoever said it: feedback_id, text, source, basis, received_on."""
        return self.workspace.ask(_question("words_of"), {"interview_id": interview_id})

    def finals_to_confirm(self, *, at_most: int | None = None) -> pd.DataFrame:
        """Give the latest rejected finals of which nobody has said yet whether somebody else got it; `waiting` is how many.

        `words` are those the file told the rejection in, and `taken` whom they name: somebody_inside, somebody_else or None.
        """
        from data.reading.outcomes import told_in  # heavy, and for these few only

        rows = self._ask("finals_to_confirm", at_most=at_most)
        told = [told_in(json.loads(attributes)) for attributes in rows.attributes]
        return rows.drop(columns="attributes").assign(
            words=pd.Series([each.words if each else None for each in told], dtype=object),
            taken=pd.Series([each.taken if each else None for each in told], dtype=object),
        )

    def kin(self) -> pd.DataFrame:
        """Give the second places with a reason, the latest first, by what they are compared: role, industry, format."""
        return self._ask("kin")

    def last_time_at(self, company: str, *, besides: str) -> pd.DataFrame:
        """Give the latest interview at a company that is over, as one row or none; one interview is left out."""
        return self._ask("last_time_at", company=company, besides=besides)

    def industry_of(self, company: str) -> str | None:
        """Give the industry a company was in the last time; None where none is known."""
        return next(iter(self._ask("industry_of", company=company).industry), None)

    @_once
    def latest_values(self, field: str, *, at_most: int) -> tuple[str, ...]:
        """Give the latest values of company, role, industry or format."""
        rows = self._ask("latest_values", at_most=at_most)
        return tuple(rows.value[rows.field == field])

    def running(self, *, at_most: int) -> pd.DataFrame:
        """Give the latest processes that are still open, with what is known of them before the next interview."""
        return self._ask("running", at_most=at_most)

    def to_debrief(self, *, at_most: int | None = None) -> pd.DataFrame:
        """Give the interviews to debrief, those that may have been finals first, and those that were debriefed, each with
        its `state` (open, skipped, done) and what it `asks`: final, or words. `waiting` is how many are open, whatever `at_most`.

        The latest stand first, the skipped after the open, the done last, whosever words are counted.
        """
        return self._ask("to_debrief", at_most=at_most)

    def still_open(self, *, at_most: int) -> pd.DataFrame:
        """Give the latest processes that are still running."""
        return self._ask("still_open", at_most=at_most)

    @_once
    def stages(self) -> pd.DataFrame:
        """Give, per stage in order, how many processes reached it (came at least so far), and what became of them there.

        went_on + ended + open = reached, whatever the outcome beyond open or not. share, low and high are of those that
        went on, out of `decided` (went on or ended): what is open may still go on, so it is in neither.
        """
        rows = self._ask("stages")
        reached = rows.stage_reached.map(STAGES.index) if len(rows) else rows.stage_reached
        going = rows.outcome.isin(["pending"])
        found = pd.DataFrame(
            [
                {
                    "stage": stage,
                    "reached": int(rows.processes[reached >= i].sum()),
                    "went_on": int(rows.processes[reached > i].sum()),
                    "open": int(rows.processes[(reached == i) & going].sum()),
                    "ended": int(rows.processes[(reached == i) & ~going].sum()),
                }
                for i, stage in enumerate(STAGES)
            ]
        ).assign(decided=lambda table: table.went_on + table.ended)
        shares = _shares(found.went_on.tolist(), found.decided.tolist(), prefix="")
        return pd.concat([found, shares], axis="columns")

    @_once
    def endings(self) -> pd.DataFrame:
        """Give in how many processes each furthest stage ended each way: stage, ending, processes, in order of both.

        An ending is one of `ENDINGS`: the two kinds of offer are one, and where no outcome is known it is `not_known`.
        """
        rows = self._ask("stages")
        ending = rows.outcome.replace(dict.fromkeys(OFFERS, "offer")).fillna("not_known")
        counted = (
            rows.assign(stage=rows.stage_reached, ending=ending)
            .groupby(["stage", "ending"], as_index=False)
            .processes.sum()
        )
        order = [(STAGES.index(row.stage), ENDINGS.index(row.ending)) for row in each(counted)]
        return counted.iloc[sorted(range(len(order)), key=order.__getitem__)].reset_index(drop=True)

    def came_to(self, stage: str, *, at_most: int) -> pd.DataFrame:
        """Give the interviews behind a row of `stages`, with `then`: went_on, ended or open; of each the latest, and how many
        were `found`.
        """
        return self._stopped(STAGES[STAGES.index(stage) :], here=stage, ending=None, at_most=at_most)

    def short_of_an_offer(self, *, at_most: int) -> pd.DataFrame:
        """Give the interviews whose furthest stage lies before an offer, with `then`: ended or open; of each and each stage
        the latest, and how many were `found`.
        """
        before = [stage for stage in STAGES if stage != "offer"]
        return self._stopped(before, here=None, ending=None, at_most=at_most)

    def ended_as(self, stage: str, ending: str, *, at_most: int) -> pd.DataFrame:
        """Give the latest interviews behind a row of `endings`, and how many were `found`."""
        # Those of one ending are all open or have all ended: one part.
        return self._stopped([stage], here=stage, ending=ending, at_most=at_most)

    def without_stage(self, *, at_most: int) -> pd.DataFrame:
        """Give the latest interviews that are in no row of `stages`: no stage is known of them; and how many were `found`."""
        return self._stopped(None, here=None, ending=None, at_most=at_most)

    def decisions(self) -> pd.DataFrame:
        """Give how many finals had each decision: offer, no_offer, no_decision, open, or undecided (withdrew, no answer)."""
        return self._ask("decisions")

    def finals(self, decision: str, *, at_most: int) -> pd.DataFrame:
        """Give the latest finals behind a row of `decisions`, and how many were `found`."""
        return self._ask("finals", decision=decision, at_most=at_most)

    @_once
    def final_to_offer(self) -> Share:
        """Give in how many of the finals decided the answer was an offer (Wilson); without a decision is in neither."""
        rows = self.decisions()
        decided = rows[rows.decision.isin(["offer", "no_offer"])].reset_index(drop=True)
        heard_in, out_of = int(decided.finals[decided.decision == "offer"].sum()), int(decided.finals.sum())
        interval = certainty.wilson(heard_in, out_of)
        low, high = (interval.low, interval.high) if interval else (None, None)
        return Share(heard_in, out_of, low, high, decided)

    def days_taken(self) -> pd.DataFrame:
        """Give, per step ("interviewed", from applying; "decided", from the interview), the days it takes.

        Columns: step, counted, shortest (the four shortest), middle, longest; open and longest_waited of those still open;
        turned, where the dates stand the wrong way round. A step in no process has no row.
        """
        return self._ask("days_taken")

    def days_between(self, step: str, *, at_most: int) -> pd.DataFrame:
        """Give the processes behind a row of `days_taken`, the shortest first, and how many were `found`.

        state: counted; open, which has waited `waited` days so far; turned, where the dates stand the wrong way round.
        """
        rows = self._ask("days_between", step=step, at_most=at_most)
        return rows.assign(days=rows.days.astype("Int64"), waited=rows.waited.astype("Int64"))

    def both_kinds(self) -> pd.DataFrame:
        """Give each process with words and whose they are (theirs, yours), whosever words are counted.

        `compared` are those in which both named a reason: the ones `blind_spots` are out of.
        """
        return self._ask("both_kinds", source="all")

    @_once
    def blind_spots(self) -> pd.DataFrame:
        """Give each gap named where both of you gave a reason, a row a process, whosever words are counted.

        kind: they_only (a blind spot), you_only (a false alarm) or both; `turned` where the other one praised it there.
        """
        return self._ask("blind_spots", source="all").assign(
            label=lambda rows: [self.codebook.factors[f].label for f in rows.factor]
        )

    @_once
    def practice(self) -> tuple[Practice, ...]:
        """Give what you began to practise on purpose, the latest first."""
        rows = self.workspace.ask(
            "SELECT practice_id, factor, started_on, what FROM practice ORDER BY started_on DESC, practice_id",
            {},
        )
        rows = rows[rows.factor.isin(list(self.codebook.factors))]
        return tuple(
            Practice(
                practice_id=row.practice_id,
                factor=row.factor,
                started_on=row.started_on.date(),
                what=row.what,
            )
            for row in each(rows)
        )

    @_once
    def before_since(self, practice: Practice) -> BeforeSince:
        """Compare how often a gap was heard before and since you began to practise (Newcombe's interval decides).

        An interview without a date is neither before nor since; protected ground is nothing to practise.
        """
        rows = self.factor_over_time(practice.factor, "gap", protected=False)
        rows = rows[rows.happened_on.notna()]
        earlier = rows.happened_on < pd.Timestamp(practice.started_on)
        before, since = _share(rows[earlier]), _share(rows[~earlier])
        trend = certainty.trend(before.heard_in, before.out_of, since.heard_in, since.out_of)
        return BeforeSince(before, since, trend)

    def second_places(self, *, at_most: int) -> pd.DataFrame:
        """Give the latest second places: company, role, happened_on, how many texts, counted and to_confirm; `found` is of how many."""
        return self._ask("second_places", at_most=at_most)

    @_once
    def since_practised(self) -> Mapping[str, BeforeSince]:
        """Give `before_since` of the latest change to each factor you practise."""
        latest: dict[str, Practice] = {}
        for practice in self.practice():
            latest.setdefault(practice.factor, practice)
        return {factor: self.before_since(practice) for factor, practice in latest.items()}

    @_once
    def silent_since(self) -> Mapping[str, dt.date]:
        """Give the factors you practise that were not heard since, where the counts carry it, and the day each began."""
        began: dict[str, dt.date] = {}
        for practice in self.practice():  # the latest first, as `since_practised` counts it
            began.setdefault(practice.factor, practice.started_on)
        return {f: began[f] for f, change in self.since_practised().items() if change.fallen_silent}

    def heard_among(self, interviews: Sequence[str]) -> pd.DataFrame:
        """Give, per gap you can work on, in how many of these second places with a reason it was heard, most often first.

        Columns: factor, label, control, heard_in, latest. Protected ground is nothing to work on.
        """
        rows = self._ask("heard_among", among=tuple(interviews))
        book = self.codebook.factors
        return rows.assign(
            label=[book[f].label for f in rows.factor], control=[book[f].control for f in rows.factor]
        )

    def advised_by(self, factor: str) -> pd.DataFrame:
        """Give how often each side of a gap was heard where you came second, most often first: aspect, mentions, heard_in.

        What was heard without a side comes last, its aspect None.
        """
        rows = self._ask("advised_by")
        return rows[rows.factor == factor].drop(columns="factor").reset_index(drop=True)

    @_once
    def proven(self) -> pd.DataFrame:
        """Give each strength praised in a final round or an offer, a row for each interview and who said it there.

        Columns: factor, label, heard_in and out_of (finals and offers with a reason), interview_id, company, role,
        outcome, happened_on, source. What was praised most often comes first.
        """
        rows = self._ask("proven")
        return rows.assign(label=[self.codebook.factors[f].label for f in rows.factor])

    def aspects_heard(self) -> pd.DataFrame:
        """Give in how many interviews each side of a gap was heard, however they ended: factor, aspect, heard_in, out_of
        (those with a reason), latest.
        """
        return self._ask("aspects_heard")

    def decided(self) -> pd.DataFrame:
        """Give, per tier ("counted", "suggested"), on how many mentions you decided and how many of them were right.

        A tier "missed" counts what you added that was not heard, of which none is right. A tier without a decision has
        no row.
        """
        return self._ask("decided")

    def interviews_by_factor(self) -> pd.DataFrame:
        """Give, per factor counted anywhere in the slice, in how many interviews, out of those with words."""
        return self._ask("interviews_by_factor")

    @_once
    def has_interviews(self) -> bool:
        """Say whether the workspace holds any interview, whatever the slice."""
        return not self.workspace.ask("SELECT interview_id FROM interviews LIMIT 1", {}).empty

    @_once
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Give the values the filters can take: role, industry, candidate, the most frequent first."""
        rows = self.workspace.ask(_question("choices"), {})
        return {field: tuple(rows.value[rows.field == field]) for field in ("role", "industry", "candidate")}

    def own_columns(self) -> pd.DataFrame:
        """Give the columns of the person's own that may have few enough values for a filter: name, path."""
        return self.workspace.ask(_question("own_columns"), {})

    @_once
    def own_choices(self) -> Mapping[str, tuple[str, ...]]:
        """Give the columns of the person's own that can be a filter, each with its values, the most frequent first."""
        columns = self.own_columns()
        if columns.empty:
            return {}
        asked = {"names": columns.name.tolist(), "paths": columns.path.tolist()}
        rows = self.workspace.ask(_question("own_choices"), asked)
        return {str(name): tuple(group.value) for name, group in rows.groupby("name", sort=True)}

    @_once
    def who(self) -> str:
        """Give whom a sentence about these interviews is about: you, one of several people, or so many of them."""
        return wording.who_came(self.chosen.candidate, len(self.choices()["candidate"]))

    def says(self, words: str) -> str:
        """Give a sentence of ours as it reads about whose interviews these are."""
        return told(words, self.who())

    def headline(self) -> wording.Headline:
        """Give the finding of the slice as a title and a lead."""
        found = wording.headline(
            self.overview(),
            each(self.recurring_factors()),
            self.codebook,
            self.chosen,
            silent=self.silent_since(),
        )
        return wording.Headline(self.says(found.title), self.says(found.lead))

    def filters_in_words(self) -> str:
        """Say which interviews are counted and whose words, as printed under every number."""
        return wording.filters(self.overview(), self.chosen, who=self.who())

    def _stopped(
        self, stages: Sequence[str] | None, *, here: str | None, ending: str | None, at_most: int
    ) -> pd.DataFrame:
        """Give the interviews whose furthest stage is one of these, None where none is known, by what became of them `here`."""
        asked = None if stages is None else tuple(stages)
        return self._ask("stopped", stages=asked, here=here, ending=ending, at_most=at_most)

    def _ask(self, name: str, **values: object) -> pd.DataFrame:
        key = (name, *sorted(values.items(), key=lambda item: item[0]))
        if key not in self._answers:
            own_column, own_value = self.chosen.own or (None, None)
            shared = {
                **{name: value for name, value in asdict(self.chosen).items() if name != "own"},
                "own_column": own_column,
                "own_value": own_value,
                "diagnostic": [f.id for f in self.codebook.factors.values() if f.diagnostic],
                "yours": self._controlled("you", "partly"),
                "known": list(self.codebook.factors),
                "today": self.today,
                "note": INTERNAL_WORDS,
            }

            def answer() -> pd.DataFrame:
                with self._stood_on(name, {**shared, **values}) as tables:
                    return self.workspace.ask(f"{tables} FROM (\n{_question(name)}\n)", {**shared, **values})

            self._answers[key] = _on_what_is_open(answer)
        return self._answers[key]

    @contextmanager
    def _stood_on(self, name: str, values: Mapping[str, object]) -> Generator[str]:
        """Give the WITH before a question: the tables it names, and what these are made of.

        What was heard in the slice is made once, when it is first asked for, and kept: counted anew for each question, it would
        be nearly all of what a page costs. Tables that are not named are left out: reading them is half of a small question.
        """
        slice_ = (
            *(values[f.name] for f in fields(Slice) if f.name != "own"),
            self.chosen.own,
            self.codebook.version,
        )
        kept: dict[str, str] = {}

        def stood_on(name: str) -> str:
            tables = [kept_table(table) if table in _KEPT else _tables()[table] for table in _under(name)]
            return f"WITH {', '.join(tables)}" if tables else ""

        def kept_table(name: str) -> str:
            if name not in kept:
                made_of = f"{stood_on(name)} FROM (\n{_question(name)}\n)"
                table = keeping.enter_context(self.workspace.kept((name, slice_), made_of, values))
                kept[name] = f"{name} AS NOT MATERIALIZED (FROM {table})"
            return kept[name]

        with ExitStack() as keeping:
            yield stood_on(name)

    def _controlled(self, *controls: str) -> list[str]:
        return [f.id for f in self.codebook.factors.values() if f.control in controls and f.diagnostic]

    def _smallest_set(self) -> priorities.SmallestSet:
        told = list(each(self._ask("gaps_told")))
        latest: dict[str, dt.date] = {}
        for row in told:
            if not pd.isna(row.latest):
                latest |= {gap: max(row.latest.date(), latest.get(gap, dt.date.min)) for gap in row.gaps}
        return priorities.smallest_set(
            {frozenset(row.gaps): int(row.second_places) for row in told},
            latest,
            yours=frozenset(self._controlled("you")),
        )

    def _recurring_factors(self) -> pd.DataFrame:
        overview, book = self.overview(), self.codebook.factors
        rows = self._ask("recurring_factors")
        rows = rows[rows.factor.isin(list(book))].reset_index(drop=True)
        seconds, offers, rejected = (
            [denominator] * len(rows)
            for denominator in (overview.diagnostic, overview.offers_diagnostic, overview.rejected_diagnostic)
        )
        pairs = list(zip(rows.heard_in.tolist(), seconds, rows.offers_heard_in.tolist(), offers, strict=True))
        differences = [certainty.newcombe(*pair) for pair in pairs]
        ranked = pd.concat(
            [
                rows.assign(
                    label=[book[f].label for f in rows.factor],
                    group=[book[f].group for f in rows.factor],
                    control=[book[f].control for f in rows.factor],
                    diagnostic=[book[f].diagnostic for f in rows.factor],
                    out_of=seconds,
                    offers=overview.offers,
                    offers_out_of=offers,
                    rejected_out_of=rejected,
                    difference=[d and d.value for d in differences],
                    difference_low=[d and d.low for d in differences],
                    difference_high=[d and d.high for d in differences],
                    recurs=[certainty.recurs(heard, out_of) for heard, out_of, _, _ in pairs],
                    contrast=[certainty.contrast(*pair) for pair in pairs],
                ),
                _shares(rows.heard_in.tolist(), seconds, prefix=""),
                _shares(rows.offers_heard_in.tolist(), offers, prefix="offers_"),
                _shares(rows.rejected_heard_in.tolist(), rejected, prefix="rejected_"),
            ],
            axis="columns",
        ).astype({"difference": float, "recurs": bool, "protected": bool, "diagnostic": bool})
        return ranked.sort_values(
            ["heard_in", "difference", "label", "polarity", "protected"],
            ascending=[False, False, True, True, True],
        ).reset_index(drop=True)


_TRAY = (
    "feedback_id",
    "interview_id",
    "start_at",
    "end_at",
    "quote",
    "company",
    "role",
    "outcome",
    "side",
    "source",
    "received_on",
)


def _on_what_is_open(answer: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Ask once more where a backup took the place of what was open in the middle of the question."""
    try:
        return answer()
    except ReopenedError:
        return answer()


# What is kept of a slice, each after what it stands on: nearly all questions ask about these few rows among very many.
_KEPT = ("missed_final", "said", "mentioned", "worded")


@cache
def _tables() -> dict[str, str]:
    """Give what a question may stand on and is not kept, as WITH takes it, each table after what it is made of."""
    written = re.findall(r"^((\w+) AS .*?^\))", _question("slice"), re.DOTALL | re.MULTILINE)
    mentions = f"mentions AS NOT MATERIALIZED (\n{_question('mentions')}\n)"
    return {"mentions": mentions, **{name: table for table, name in written}}


@cache
def _under(name: str) -> tuple[str, ...]:
    """Give the tables a question names and what those that are not kept are made of, each after what it is made of."""
    tables = _tables()
    named = _words_of(_question(name)) - {name}
    for table in reversed(tables):
        if table in named:
            named |= _words_of(tables[table])
    return tuple(table for table in (*tables, *_KEPT) if table in named)


def _words_of(sql: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub("--.*", "", sql)))


@cache
def _question(name: str) -> str:
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _shares(heard_in: list[int], out_of: list[int], *, prefix: str) -> pd.DataFrame:
    intervals = [certainty.wilson(k, n) for k, n in zip(heard_in, out_of, strict=True)]
    return pd.DataFrame(
        {
            f"{prefix}share": [k / n if n else None for k, n in zip(heard_in, out_of, strict=True)],
            f"{prefix}low": [interval and interval.low for interval in intervals],
            f"{prefix}high": [interval and interval.high for interval in intervals],
        },
        dtype=float,
    )


def _share(rows: pd.DataFrame) -> Share:
    heard_in, out_of = int(rows.heard.sum()), len(rows)
    interval = certainty.wilson(heard_in, out_of)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return Share(heard_in, out_of, low, high, rows)


def _day(value: pd.Timestamp) -> dt.date | None:
    return None if pd.isna(value) else value.date()
