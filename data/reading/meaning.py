"""Records to interviews: the outcome, stage, dates and feedback of each row, and the questions only the person can answer."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from data.problems import Problem, Question
from data.reading.columns import DATES, TEXTS, Mapped
from data.reading.date_columns import DateColumn, Dates, read_dates
from data.reading.dates import read_date
from data.reading.findings import Findings, shown
from data.reading.outcomes import Meaning, read_outcome, source_of, taken_of
from data.reading.results import NOT_AN_APPLICATION, Choices
from data.reading.rows import FOLLOW_UP_DAYS, FeedbackCell, Row, Rows, Values
from data.reading.tables import Record
from data.reading.vocabulary import fold, vocabulary
from data.records import ASKED_OF, OUTCOMES, SOURCES, STAGES, Basis, Source, furthest
from data.safe_text import says_nothing

EXAMPLE_COMPANY = "Example Ltd (delete this row)"

_OUTCOMES_SAID = "offer, offer declined, second place, rejected, no decision, withdrew, no response, pending"
_STAGES_SAID = "applied, screen, assessment, first interview, later interview, final round, offer"
_SOURCES_SAID = "hiring manager, interviewer, HR manager, recruiter, letter, self, unknown"
_NOT_SAID = frozenset({"n a", "na", "nan", "null", "none", "nil"})
_MOST_MISSPELT = 200  # different words that are tried as misspellings; more of them are no outcomes at all
_UNDECIDED = (None, "pending", NOT_AN_APPLICATION)
_INTERVIEWS = ("first_interview", "later_interview", "final_round")
_BESIDE = 2_000  # rows of a column of one's own that are looked at for the order of its dates
_DATE_LIKE = re.compile(r"\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}\s*$")
_DAYS = (*DATES[:3], *FOLLOW_UP_DAYS)
_OF_A_REQUEST = ("reminded_on", "answered_on", "asked_of")  # what says nothing where no day was asked on
_TALKS = ("screen", *_INTERVIEWS)  # whose day is the day of an interview; that of a test is not


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The rows as interviews, the numbers of those that are no applications, and what was not clear."""

    rows: Rows
    not_applications: frozenset[int]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]


def understand(
    records: Sequence[Record], mapped: Mapped, choices: Choices, *, joint: str | None
) -> Understood:
    """The records as interviews, in their order; `joint` is the delimiter, where a split cell may be put together."""
    findings = Findings()
    outcomes = Outcomes(mapped, choices, findings)
    outcomes.learn(records)
    if joint:
        records = [
            _mended(record, mapped, outcomes, joint, findings) if record.extra else record
            for record in records
        ]
    company = next(iter(mapped.places("company")), None)
    kept = [
        record
        for record in records
        if outcomes.is_application(record) and (company is None or record.cells[company] != EXAMPLE_COMPANY)
    ]
    dates = dates_of(
        lambda at, most: [record.cells[at] for record in kept[:most]],
        [record.row for record in kept],
        mapped,
        choices,
        findings,
    )
    feedback = FeedbackColumns(mapped, choices, dates, findings)
    plan = Plan(mapped, dates)
    rows = Rows.of(row for record in kept if (row := row_of(record, plan, outcomes, feedback, findings)))
    left_out = frozenset(record.row for record in records) - {record.row for record in kept}
    return understood(rows, outcomes, feedback, findings, left_out=left_out)


def understood(
    rows: Rows, outcomes: Outcomes, feedback: FeedbackColumns, findings: Findings, *, left_out: frozenset[int]
) -> Understood:
    """Ask what only the whole table can ask, and give the rows with all that was found; `left_out` are no applications."""
    ask_finals(rows.finals, outcomes.header, findings)
    feedback.ask_source()
    return Understood(
        rows=rows,
        not_applications=left_out,
        problems=findings.problems(without=left_out),
        questions=findings.questions(),
    )


# ------------------------------------------------------------------------------------------- one row


class Plan:
    """Where each field of a row stands."""

    def __init__(self, mapped: Mapped, dates: Mapping[int, Dates]) -> None:
        columns = mapped.columns
        self.headers = [column.header for column in columns]
        self.texts = [(column.field, at) for at, column in enumerate(columns) if column.field in TEXTS]
        self.dates = [
            (column.field, at, dates[at]) for at, column in enumerate(columns) if column.field in _DAYS
        ]
        self.own = [at for at, column in enumerate(columns) if column.field is None]
        self.known = [
            at for at, column in enumerate(columns) if column.field not in (None, "notes", "record_id")
        ]
        self.record_id = next(iter(mapped.places("record_id")), None)
        self.rounds = next(iter(mapped.places("rounds")), None)
        self.asked_of = next(iter(mapped.places("asked_of")), None)
        self.of_a_request = [
            (column.field, at) for at, column in enumerate(columns) if column.field in _OF_A_REQUEST
        ]
        self.names_rows = bool(mapped.places("company") and mapped.places("role"))
        self.date_of = dates


def row_of(
    record: Record, plan: Plan, outcomes: Outcomes, feedback: FeedbackColumns, findings: Findings
) -> Row | None:
    """The record as an interview; None where it is only a problem, which is then named."""
    cells = record.cells
    if why := _why_left_out(record, plan):
        findings.row_left_out(record.row, why)
        return None
    values = Values()
    attributes: dict[str, str] = {}
    for field, at in plan.texts:
        if (text := text_of(cells[at])) is not None:
            values[field] = text
    for field, at, dates in plan.dates:
        cell = cells[at]
        if cell:
            if (date := dates[cell]) is not None:
                values[field] = date
            elif not cell.isspace():
                attributes[plan.headers[at]] = cell.strip()
    ended = outcomes.of(record, plan.date_of, values, attributes)
    if plan.rounds is not None and (rounds := cells[plan.rounds].strip()):
        if (counted := rounds_of(rounds)) is not None:
            values["rounds"] = counted
        else:
            attributes[plan.headers[plan.rounds]] = rounds
    if plan.of_a_request:
        _asking(cells, plan, values, attributes)
    for at in plan.own:
        if cell := cells[at].strip():
            attributes[plan.headers[at]] = cell
    for number, cell in enumerate(record.extra, start=len(cells) + 1):
        if cell.strip():
            attributes[f"Column {number}"] = cell.strip()
    record_id = text_of(cells[plan.record_id]) if plan.record_id is not None else None
    if plan.names_rows and not record_id and not values["company"] and not values["role"]:
        findings.row(record.row, "the row names neither a company nor a role.")
    return Row(
        row=record.row,
        record_id=record_id,
        values=values,
        attributes=attributes,
        feedback=feedback.of(record, attributes),
        maybe_second=ended,
    )


def _asking(cells: Sequence[str], plan: Plan, values: dict[str, Any], attributes: dict[str, str]) -> None:
    """Write whom one asked into `values`; what is said of a request without its day stays the person's own."""
    if plan.asked_of is not None and (cell := cells[plan.asked_of].strip()):
        if (whom := source_of(cell)) in ASKED_OF:
            values["asked_of"] = whom
        else:
            attributes[plan.headers[plan.asked_of]] = cell
    if values["asked_on"] is None:
        for field, at in plan.of_a_request:
            if values.pop(field, None) is not None:
                attributes[plan.headers[at]] = cells[at].strip()


def _why_left_out(record: Record, plan: Plan) -> str | None:
    cells = record.cells
    known: list[str] = []
    for at in plan.known:
        cell = cells[at]
        if cell and not cell.isspace():
            known.append(cell)
            if len(known) == 2:
                return None
    if not known:
        return "nothing here is a company, a role, a date, an outcome or feedback, so the row was left out."
    if len(cells) > 2 and not any(cells[at].strip() for at in plan.own):
        words = fold(known[0]).split()
        separators = vocabulary().separators
        if len(known[0]) > 80 or (words and all(word in separators or word.isdigit() for word in words)):
            return f"{shown(known[0])} stands alone and reads as a heading, so the row was left out."
    return None


def text_of(cell: str) -> str | None:
    """What a cell says, without the blanks around it; None where it says nothing."""
    if not cell:
        return None
    text = cell.strip()
    if len(text) > 5:
        return text
    return text if text and fold(text) not in _NOT_SAID and (fold(text) or not text.isascii()) else None


def rounds_of(cell: str) -> int | None:
    """The number of rounds a cell says; None where it says something else."""
    said = cell.strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else None


# ------------------------------------------------------------------------------------------- outcome and stage


class Outcomes:
    """Reads outcome, status, stage, reply and sign columns into one outcome and one stage."""

    def __init__(self, mapped: Mapped, choices: Choices, findings: Findings) -> None:
        self._columns = mapped.columns
        self._findings = findings
        self._remembered = {
            word.strip().casefold(): means
            for word, means in choices.outcome_words.items()
            if means in OUTCOMES or means == NOT_AN_APPLICATION
        }
        self._read: dict[str, Meaning] = {}
        self._unknown = 0
        self._outcomes = mapped.places("outcome")
        self._stage = next(iter(mapped.places("stage_reached")), None)
        self._reply = next(iter(mapped.places("response")), None)
        self._signs = [
            (at, *column.field.split(":", 1))
            for at, column in enumerate(mapped.columns)
            if column.field and ":" in column.field
        ]
        stages = [
            (STAGES.index(cast(Any, target)), at)
            for at, kind, target in self._signs
            if kind == "stage" and target in _INTERVIEWS
        ]
        self._last_interview = max(stages)[1] if len(stages) > 1 else None
        self._has_interview_date = bool(mapped.places("interviewed_on"))
        self._is_wide = any(kind == "stage" for _, kind, _ in self._signs)
        self._tells_no: set[int] = set()
        self.words = [*self._outcomes, *([self._stage] if self._stage is not None else [])]
        self.header = mapped.columns[self.words[0]].header if self.words else "outcome"

    def learn(self, records: Sequence[Record]) -> None:
        """Find the stage columns in which "no" is said: where others are blank, it is an answer and not an empty box."""
        for at, kind, _ in self._signs if not self._outcomes else ():
            cells = [fold(record.cells[at]) for record in records]
            noes = sum(cell in vocabulary().no for cell in cells)
            if kind == "stage" and noes and sum(not cell for cell in cells) >= max(2, noes):
                self._tells_no.add(at)

    def meaning(self, cell: str) -> Meaning:
        """What the cell means, read once."""
        found = self._read.get(cell)
        if found is None:
            forgiving = self._unknown < _MOST_MISSPELT
            found = self._read[cell] = read_outcome(cell, self._remembered, forgiving=forgiving)
            self._unknown += found.kind == "unknown"
        return found

    def is_application(self, record: Record) -> bool:
        """Whether the row is more than a job that was only saved or planned."""
        ends = [
            end for at in self.words if record.cells[at] and (end := self.meaning(record.cells[at]).outcome)
        ]
        return not ends or ends[0] != NOT_AN_APPLICATION or any(end not in _UNDECIDED for end in ends)

    def of(
        self, record: Record, dates: Mapping[int, Dates], values: dict[str, Any], attributes: dict[str, str]
    ) -> bool:
        """Writes outcome, stage and the dates of signs into `values`; says whether a rejection may be a second place."""
        ends: list[str] = []
        stages: list[str] = []
        for at in self._outcomes:
            self._word(at, record, ends, stages, attributes)
        stated = self._stage_word(record, ends, attributes)
        signed, refused, at_last = (
            self._sign_words(record, dates, values, stages, attributes) if self._signs else ([], False, False)
        )
        replied = self._reply_word(record, dates, values, signed, attributes)
        outcome = next((end for end in (*ends, *signed) if end not in _UNDECIDED), ends[0] if ends else None)
        if outcome is None and not any(self._is_open(record.cells[at]) for at in self._outcomes):
            outcome = _from_silence(
                replied=replied, refused=refused, stages=stages, is_wide=self._is_wide and not self._outcomes
            )
        stage = furthest(
            cast(Any, stated or max(stages, key=lambda name: STAGES.index(cast(Any, name)), default=None)),
            cast(Any, outcome),
        )
        if stage is None and outcome == "second_place":
            stage = "final_round"
        if stage is None and values["interviewed_on"]:
            stage = "first_interview"
        # Who keeps a column for interviews and left it empty had none.
        if (
            stage is None
            and values["applied_on"]
            and (self._is_wide or (self._has_interview_date and outcome))
        ):
            stage = "applied"
        if outcome is not None:
            values["outcome"] = outcome
        if stage is not None:
            values["stage_reached"] = stage
        return outcome == "rejected" and (stage in ("final_round", "offer") or at_last)

    def _is_open(self, cell: str) -> bool:
        """Whether only the person knows what the cell means: it is asked, and nothing is guessed until then."""
        return self.meaning(cell).kind in ("asked", "unknown")

    def _word(
        self, at: int, record: Record, ends: list[str], stages: list[str], attributes: dict[str, str]
    ) -> None:
        cell = record.cells[at]
        said = self.meaning(cell)
        if said.kind == "blank":
            return
        header = self._columns[at].header
        # "Someone else got it" is a known rejection, and says more than one.
        if said.kind != "known" or (said.outcome == "rejected" and taken_of(cell)):
            attributes[header] = cell.strip()
        if said.kind in ("asked", "unknown"):
            self._ask(record.row, header, cell, said)
        if said.stage:
            stages.append(said.stage)
        if said.outcome:
            ends.append(said.outcome)

    def _ask(self, row: int, header: str, cell: str, said: Meaning) -> None:
        if said.kind == "unknown":
            self._findings.cell(row, header, f"{shown(cell)} is not one of {_OUTCOMES_SAID}.")
            message = f"{shown(cell)} is not a word known here. What does it mean?"
        else:
            message = f"{shown(cell)} can mean several things. What does it mean in your list?"
        self._findings.ask(
            "outcome_word", header, message, choices=(*OUTCOMES, NOT_AN_APPLICATION), value=cell.strip()
        )

    def _stage_word(self, record: Record, ends: list[str], attributes: dict[str, str]) -> str | None:
        if self._stage is None or not (cell := record.cells[self._stage]):
            return None
        said = self.meaning(cell)
        header = self._columns[self._stage].header
        if said.kind not in ("known", "blank"):
            attributes[header] = cell.strip()
        if said.kind == "asked" and not ends:
            self._ask(record.row, header, cell, said)
        if said.kind == "unknown":
            self._findings.cell(record.row, header, f"{shown(cell)} is not one of {_STAGES_SAID}.")
        if said.outcome and not ends and not (said.outcome == "pending" and self._outcomes):
            ends.append(said.outcome)
        elif said.outcome not in _UNDECIDED and said.stage != "offer" and ends == ["pending"]:
            ends.append(cast(str, said.outcome))
        return said.stage

    def _sign_words(
        self,
        record: Record,
        dates: Mapping[int, Dates],
        values: dict[str, Any],
        stages: list[str],
        attributes: dict[str, str],
    ) -> tuple[list[str], bool, bool]:
        """The ends that signs say, whether an offer was plainly not made, whether the last interview was reached."""
        signed: list[str] = []
        refused = at_last = offered = False
        interviewed: list[tuple[int, int, dt.date | None]] = []
        for at, kind, target in self._signs:
            cell = record.cells[at]
            date = dates[at][cell] if cell else None
            reached, end = self._sign(cell, date)
            if cell.strip() and date is None and not _is_plain_mark(cell):
                attributes[self._columns[at].header] = cell.strip()
            says_yes = fold(cell).split(" ")[0] in vocabulary().yes
            if (
                kind == "outcome"
                and target == "offer_accepted"
                and (end == "asked" or (says_yes and end in ("rejected", "withdrew")))
            ):
                end = "offer_declined"
            if end and end != "asked":
                signed.append(end)
            if at in self._tells_no and fold(cell) in vocabulary().no:
                signed.append("rejected")
            if kind == "outcome":
                refused = refused or (target == "offer_accepted" and bool(cell.strip()) and not reached)
                if reached and not end:
                    signed.append(target)
                    offered = offered or target == "offer_accepted"
                if reached and date and values["decided_on"] is None:
                    values["decided_on"] = date
            elif reached:
                stages.append(target)
                at_last = at_last or at == self._last_interview
                # A later interview without a date leaves the day open: an earlier one's is not it.
                if target in _TALKS:
                    interviewed.append((STAGES.index(cast(Any, target)), at, date))
                if date and target == "applied" and values["applied_on"] is None:
                    values["applied_on"] = date
        if interviewed and not self._has_interview_date:
            _, _, last = max(interviewed)
            if last is not None:
                values["interviewed_on"] = last
        if offered and refused:  # "Offer on: 12 May", "Accepted?: no"
            signed.append("offer_declined")
        order = {
            end: place
            for place, end in enumerate(
                ("offer_declined", "offer_accepted", "second_place", "withdrew", "no_decision", "rejected")
            )
        }
        return sorted(signed, key=lambda end: order.get(end, len(order))), refused, at_last

    def _sign(self, cell: str, date: dt.date | None) -> tuple[bool, str | None]:
        """Whether the cell marks its column as reached, and the end it says beside."""
        if date:
            return True, None
        folded, words = fold(cell) or cell.strip(), vocabulary()
        if (
            not folded
            or folded in words.no
            or folded in words.missing
            or (not any(map(str.isalnum, folded)) and folded not in words.yes)
        ):
            return False, None
        if folded in words.yes:
            return True, None
        said = self.meaning(cell)
        if said.kind == "asked":
            return True, "asked"
        return True, said.outcome if said.outcome not in _UNDECIDED else None

    def _reply_word(
        self,
        record: Record,
        dates: Mapping[int, Dates],
        values: dict[str, Any],
        signed: list[str],
        attributes: dict[str, str],
    ) -> bool | None:
        """Whether they replied; None where the row does not say."""
        if self._reply is None or not (cell := record.cells[self._reply]).strip():
            return None
        if date := dates[self._reply][cell]:
            values["decided_on"] = values["decided_on"] or date
            return True
        folded, words = fold(cell) or cell.strip(), vocabulary()
        if folded in words.yes:
            return True
        if folded in words.no:
            return False
        if folded in words.missing or not any(map(str.isalnum, folded)):
            return None
        said = self.meaning(cell)
        if said.kind != "known":
            attributes[self._columns[self._reply].header] = cell.strip()
        if said.outcome and said.outcome not in _UNDECIDED:
            signed.append(said.outcome)
        return True


def _from_silence(*, replied: bool | None, refused: bool, stages: Sequence[str], is_wide: bool) -> str | None:
    """The outcome of a row that only says whether they replied and whether an offer was made.

    Where every way to end has a column of its own (`is_wide`), a row with none of them marked is still open.
    """
    if replied is False:
        return "no_response"
    if refused and (replied or stages):
        return "rejected"
    return "pending" if stages or replied or is_wide else None


def _is_plain_mark(cell: str) -> bool:
    folded, words = fold(cell) or cell.strip(), vocabulary()
    return folded in words.yes or folded in words.no or folded in words.missing


def ask_finals(finals: Sequence[int], header: str, findings: Findings) -> None:
    """Asks of the finals that were rejected, since only the person knows whether they came second."""
    if finals:
        many = len(finals) != 1
        listed = ", ".join(map(str, finals[:10])) + (", …" if len(finals) > 10 else "")
        findings.ask(
            "final",
            header,
            f"{len(finals)} {'rows were' if many else 'row was'} rejected after the last interview (row{'s' if many else ''} {listed}). "
            f"Did you come second {'in any of them' if many else 'there'}?",
            choices=("second_place", "rejected"),
            value=None,
        )


# ------------------------------------------------------------------------------------------- dates


def dates_of(
    cells_of: Callable[[int, int | None], list[str]],
    rows: Sequence[int],
    mapped: Mapped,
    choices: Choices,
    findings: Findings,
) -> dict[int, Dates]:
    """What the dates of each column that may have some are; `cells_of` gives so many of its first cells, or all."""
    columns = {
        at: DateColumn(header=column.header, cells=cells_of(at, None), is_sign=column.field not in DATES)
        for at, column in enumerate(mapped.columns)
        if column.field in DATES or column.field == "response" or (column.field and ":" in column.field)
    }
    # A column of the person's own may tell the order too: the closing date, the day of a reminder.
    beside = [
        set(filter(_DATE_LIKE.match, cells_of(at, _BESIDE)))
        for at, column in enumerate(mapped.columns)
        if column.field is None
    ]
    return read_dates(
        columns,
        rows=rows,
        choices=choices,
        maker_order=mapped.date_order,
        findings=findings,
        beside=beside,
    )


# ------------------------------------------------------------------------------------------- feedback


@dataclass(frozen=True, kw_only=True)
class FeedbackColumn:
    """Where a feedback column stands, who speaks in it, and the columns that say so, when, and how faithfully."""

    at: int
    header: str
    source: Source | None
    source_at: int | None
    date_at: int | None
    basis_at: int | None


class FeedbackColumns:
    """The feedback cells of a row, each with who said it and when, by its header or the columns beside."""

    def __init__(
        self, mapped: Mapped, choices: Choices, dates: Mapping[int, Dates], findings: Findings
    ) -> None:
        self.chosen = choices.feedback_source
        self.dates = dates
        self._findings = findings
        self._unsaid: Counter[int] = Counter()  # by the place of their column
        self._first_unsaid: dict[int, int] = {}  # the first row of each
        self._sources: dict[str, str | None] = {}
        self._headers = [column.header for column in mapped.columns]
        self.columns = [
            FeedbackColumn(
                at=at,
                header=mapped.columns[at].header,
                source=cast("Source | None", mapped.columns[at].source),
                source_at=_beside(mapped, "feedback_source", at),
                date_at=_beside(mapped, "feedback_date", at),
                basis_at=_beside(mapped, "feedback_basis", at),
            )
            for at in (*mapped.places("feedback"), *mapped.places("impression"))
        ]

    def of(self, record: Record, attributes: dict[str, str]) -> tuple[FeedbackCell, ...]:
        """The feedback of one row, word for word."""
        said = []
        for column in self.columns:
            text = record.cells[column.at]
            if not text or text.isspace():
                continue
            source = self._source(column, record, attributes)
            received = None
            if column.date_at is not None and (cell := record.cells[column.date_at]):
                received = self.dates[column.date_at][cell]
                if received is None and cell.strip():
                    attributes[self._headers[column.date_at]] = cell.strip()
            said.append(
                FeedbackCell(
                    text=text, source=source, basis=self._basis(column, record, source), received_on=received
                )
            )
        return tuple(said)

    def ask_source(self) -> None:
        """Asks once who spoke, of the column that most often does not say so, nor its header."""
        if self._unsaid and self.chosen is None:
            pieces = self._unsaid.total()
            many = pieces != 1
            self._findings.ask(
                "feedback_source",
                self._headers[max(self._unsaid, key=self._how_unsaid)],
                f"{pieces} {'pieces' if many else 'piece'} of feedback {'do' if many else 'does'} not say who spoke. Who was it, mostly?",
                choices=SOURCES,
                value=None,
            )

    def count_unsaid(self, column: FeedbackColumn, pieces: int, *, first: int) -> None:
        """Count pieces of feedback of which nobody knows who said them; `first` is the first of their rows."""
        self._unsaid[column.at] += pieces
        self._first_unsaid[column.at] = min(first, self._first_unsaid.get(column.at, first))

    def _how_unsaid(self, at: int) -> tuple[int, int, int]:
        """By what the column is found that is asked of: the most pieces, of equals the first in the file."""
        places = [column.at for column in self.columns]
        return self._unsaid[at], -self._first_unsaid[at], -places.index(at)

    def _source(self, column: FeedbackColumn, record: Record, attributes: dict[str, str]) -> Source:
        if column.source_at is not None and (cell := record.cells[column.source_at].strip()):
            if cell not in self._sources:
                self._sources[cell] = source_of(cell)
            if found := self._sources[cell]:
                return cast("Source", found)
            header = self._headers[column.source_at]
            self._findings.cell(record.row, header, f"{shown(cell)} is not one of {_SOURCES_SAID}.")
            attributes[header] = cell
        if column.source:
            return column.source
        if self.chosen is None and not says_nothing(record.cells[column.at]):
            self.count_unsaid(column, 1, first=record.row)
        return self.chosen or "unknown"

    def _basis(self, column: FeedbackColumn, record: Record, source: Source) -> Basis:
        if column.basis_at is not None and (
            found := vocabulary().bases.get(fold(record.cells[column.basis_at]))
        ):
            return cast("Basis", found)
        return "inferred" if source == "self" else "verbatim"


def _beside(mapped: Mapped, field: str, at: int) -> int | None:
    """The column that goes with a feedback column: of the same number, or the only one there is; none with an impression."""
    if mapped.columns[at].field == "impression":
        return None
    places = mapped.places(field)
    number = mapped.columns[at].number
    same = next((place for place in places if mapped.columns[place].number == number), None)
    return same if same is not None else places[0] if len(places) == 1 else None


# ------------------------------------------------------------------------------------------- too many cells


def _mended(record: Record, mapped: Mapped, outcomes: Outcomes, joint: str, findings: Findings) -> Record:
    """A record with more cells than the header, put together where an unquoted delimiter split a text."""
    width, cells = len(record.cells), [*record.cells, *record.extra]
    surplus = len(record.extra)
    best, best_score = None, _plausible(record.cells, mapped, outcomes)
    for at, column in enumerate(mapped.columns):
        if column.field not in (None, "feedback", "impression", *TEXTS):
            continue
        pieces = cells[at : at + surplus + 1]
        joined = [*cells[:at], joint.join(pieces), *cells[at + surplus + 1 :]]
        spaced = all(piece[:1] == " " for piece in pieces[1:]) and all(
            piece[:1] != " " for piece in (*cells[:at], *cells[at + surplus + 1 :])
        )
        score = (
            _plausible(joined, mapped, outcomes)
            + 0.5 * spaced
            + 0.1 * (column.field in ("notes", "feedback") and at == width - 1)
        )
        if score > best_score:
            best, best_score = (at, joined), score
    counted = f"the row has {len(cells)} cells where the header has {width}"
    if best is None:
        findings.row(record.row, f'{counted}; the rest is kept as "Column {width + 1}" and so on.')
        return record
    at, joined = best
    findings.row(record.row, f"{counted}; {shown(joined[at])} was read as one cell.")
    return record._replace(cells=joined, extra=())


def _plausible(cells: Sequence[str], mapped: Mapped, outcomes: Outcomes) -> float:
    """How many of the dates and outcomes of a row can be read, less those that cannot."""
    score = 0
    for at, column in enumerate(mapped.columns):
        if not cells[at].strip():
            continue
        if column.field in DATES:
            said = _date_said(cells[at])
            score += 1 if said else -1
        elif column.field == "outcome":
            score += 1 if outcomes.meaning(cells[at]).kind in ("known", "asked", "near") else -1
    return score


def _date_said(cell: str) -> bool:
    said = read_date(cell)
    return bool(said.date or said.parts)
