"""What the terminal prints: a study, a file as it was read and a coded text, as lines of text and as JSON objects."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analysis import certainty, file_words, wording
from data.problems import Problem
from data.reading import Reading, Rows
from data.records import Practice

if TYPE_CHECKING:
    from analysis.coding import Codebook, Coder
    from analysis.study import Study
    from data.workspace import Workspace

COUNTS = ("second_places", "with_feedback", "diagnostic", "actionable", "offers")
FACTOR_KEYS = (
    "factor",
    "polarity",
    "protected",
    "heard_in",
    "to_confirm",
    "out_of",
    "share",
    "low",
    "high",
    "offers_heard_in",
    "offers_out_of",
    "rejected_heard_in",
    "rejected_out_of",
    "difference",
    "difference_low",
    "difference_high",
    "recurs",
    "contrast",
    "p",
    "q",
)
REPORT_COUNTS = (
    "interviews",
    "offers_diagnostic",
    "rejected_diagnostic",
    "not_understood",
    "not_recognised",
    "not_read",
    "no_reason",
    "never_heard",
    "finals_to_confirm",
    "texts",
    "texts_not_read",
    "counted_mentions",
    "to_confirm",
    "undated",
    "undated_left_out",
)
ROW_KEYS = ("company", "role", "applied_on", "interviewed_on", "stage_reached", "outcome")
SAMPLE = "Sample: invented interviews"
MANY = 20


@dataclass(frozen=True)
class Brought:
    """What became of one file: how it was read, how many interviews it brought (or would bring), and why none."""

    reading: Reading
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: bool = False
    sentence: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all of the file could be read and kept."""
        return not self.reading.problems and not self.refused


def not_brought(file_name: str, why: str) -> Brought:
    """Give the answer for a file of which nothing was read."""
    reading = Reading(
        file_name=file_name,
        file_hash="",
        encoding="",
        delimiter="",
        header_row=0,
        headers=(),
        columns=(),
        mapping={},
        rows=Rows.of(()),
        rows_read=0,
        not_applications=0,
        problems=(Problem(why),),
        questions=(),
    )
    return Brought(reading, refused=True)


def file_object(brought: Brought, *, rows: bool) -> dict[str, Any]:
    """Give what a script reads about one file, with its rows as they were understood where they are asked for."""
    reading = brought.reading
    made = {
        "file": reading.file_name,
        "rows_read": reading.rows_read,
        "new": brought.new,
        "changed": brought.changed,
        "unchanged": brought.unchanged,
        "not_applications": reading.not_applications,
        "problems": [{"row": p.row, "column": p.column, "message": p.message} for p in reading.problems],
        "questions": [{"kind": q.kind, "column": q.column, "message": q.message} for q in reading.questions],
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "header_row": reading.header_row,
        "mapping": dict(reading.mapping),
    }
    if reading.sheets:
        made |= {"sheet": reading.sheet, "sheets": list(reading.sheets)}
    if rows:
        made["rows"] = [
            {"row": row.row} | {key: row.values.get(key) for key in ROW_KEYS} for row in reading.rows
        ]
    return made


def files_object(files: Iterable[Brought], *, rows: bool, error: str) -> dict[str, Any]:
    """Give what a script reads about an import, and why where it ended before its time."""
    made: dict[str, Any] = {"files": [file_object(one, rows=rows) for one in files]}
    return made | {"error": error} if error else made


def file_lines(brought: Brought, *, columns: bool) -> Iterator[str]:
    """Give what a person reads about one file, with what each field comes from where that is asked for."""
    yield file_words.file_in_words(brought.reading)
    if columns:
        yield from _aligned(
            (f"  {field}", f"from {header}") for field, header in brought.reading.mapping.items()
        )
    yield brought.sentence


def notes(reading: Reading) -> Iterator[str]:
    """Give what could not be read and what only the person can decide, each with the file it is about."""
    said = [file_words.problem(problem) for problem in reading.problems]
    said += [f"to decide: {question.message}" for question in reading.questions if question.kind != "final"]
    for sentence in said[:MANY]:
        yield f"{reading.file_name}: {sentence}"
    if len(said) > MANY:
        yield f"{reading.file_name}: and {len(said) - MANY} more; `import --dry-run --json` lists them all."
    if finals := wording.finals_waiting(len(reading.rows.finals)):
        yield f"{reading.file_name}: {finals}: only you know where you came second."


def given(line: bytes) -> dict[str, Any]:
    """Give the `{"id", "text"}` object of a line; raises ValueError, with a sentence, where there is none."""
    try:
        read = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or "id" not in read or not isinstance(read.get("text"), str):
        message = 'this is not {"id": ..., "text": "..."} in JSON, so it was left out.'
        raise ValueError(message)
    return read


def coded_objects(
    coder: Coder, asked: Sequence[Mapping[str, Any]], *, suggested: bool
) -> Iterator[dict[str, Any]]:
    """Give the factors named in each text: the counted ones, and the suggested ones where they are asked for."""
    for one, coded in zip(asked, coder.code_all([one["text"] for one in asked]), strict=True):
        mentions = [mention for mention in coded.mentions if mention.factor in coder.codebook.factors]
        counted = [mention for mention in mentions if mention.tier == "counted"]
        yield {
            "id": one["id"],
            "labels": [
                {
                    "factor": mention.factor,
                    "polarity": mention.polarity,
                    "start": mention.start,
                    "end": mention.end,
                    "quote": mention.quote,
                    "p": mention.p,
                    "tier": mention.tier,
                }
                for mention in (mentions if suggested else counted)
            ],
            "diagnostic": any(mention.factor in coder.codebook.diagnostic for mention in counted),
            "language": coded.language,
        }


def codebook_in_words(book: Codebook, *, taught: int) -> str:
    """Say what a codebook adds to ours: factors of one's own, cues for factors of ours, what is hidden and taught."""
    own = [factor.label for factor in book.factors.values() if factor.id in book.own_factors]
    cues = sum(len(cues) for kinds in book.own_cues.values() for cues in kinds.values())
    said = [
        f"{wording.plural(len(own), 'factor', 'factors')} of your own: {', '.join(own)}" if own else "",
        f"{wording.plural(cues, 'cue', 'cues')} of your own" if cues else "",
        f"{wording.plural(taught, 'phrase', 'phrases')} you taught" if taught else "",
        f"hidden: {', '.join(factor.label for factor in book.hidden.values())}" if book.hidden else "",
    ]
    found = "; ".join(filter(None, said))
    return f"{found[0].upper()}{found[1:]}." if found else "Nothing of your own is added to ours."


def codebook_kept(book: Codebook, workspace: Workspace, *, read_again: int) -> Iterator[str]:
    """Say that a codebook is kept, what it adds, and how many texts were read again with it."""
    kept = "Your codebook is kept." if workspace.own_codebook() else "Your codebook is gone."
    yield f"{kept} {codebook_in_words(book, taught=len(workspace.taught()))}"
    if read_again:
        yield f"{wording.plural(read_again, 'text was', 'texts were')} read again."


def factors_object(study: Study) -> dict[str, Any]:
    """Give what a script reads about a study: its counts, each factor heard in a second place or an offer, and under
    `report` every other number the report prints for the same filters.

    p and q are for the record, and missing without offers. `report` holds more counts of the slice; `only_rejected`, the
    factors heard only in earlier rejections; `not_yours`, what is nobody's to change, however it was meant; `smallest_set`;
    `practice`, each deliberate change with before and since; `second_places`, the latest as the report lists them; and
    `to_ask`, for how many days the second places in which nobody gave a reason have been over, the latest sixty.
    """
    from analysis.tables import found
    from analysis.tally import MOST_LISTED, every_factor  # heavy, and not for the other commands

    overview, rows = study.overview(), every_factor(study)
    silent = study.whom_to_ask(at_most=MOST_LISTED)
    asked = silent[["counted_from", "days_ago"]].astype(object)
    heard = (rows.heard_in > 0) | (rows.offers_heard_in > 0)
    counts = {name: getattr(overview, name) for name in COUNTS}
    return counts | {
        "factors": rows.loc[heard, list(FACTOR_KEYS)].to_dict("records"),
        "report": {name: getattr(overview, name) for name in REPORT_COUNTS}
        | {
            "only_rejected": rows.loc[~heard, list(FACTOR_KEYS)].to_dict("records"),
            "not_yours": study.not_yours()[
                ["factor", "protected", "heard_in", "out_of", "low", "high"]
            ].to_dict("records"),
            "smallest_set": asdict(study.smallest_set()),
            "practice": [_practised(study, practice) for practice in study.practice()],
            "second_places": study.second_places(at_most=MOST_LISTED)[
                ["happened_on", "texts", "counted", "to_confirm"]
            ].to_dict("records"),
            "to_ask": asked.where(asked.notna(), None).to_dict("records"),
            "to_ask_in_all": found(silent),
        },
    }


def _practised(study: Study, practice: Practice) -> dict[str, Any]:
    compared = study.before_since(practice)
    sides = {
        name: {"heard_in": side.heard_in, "out_of": side.out_of, "low": side.low, "high": side.high}
        for name, side in (("before", compared.before), ("since", compared.since))
    }
    return {"factor": practice.factor, "started_on": practice.started_on, **sides, "trend": compared.trend}


def no_factors(why: str) -> dict[str, Any]:
    """Give the same object where nothing could be counted, and why."""
    return dict.fromkeys(COUNTS, 0) | {"factors": [], "report": {}, "error": why}


def nothing(command: str, why: str) -> dict[str, Any]:
    """Give the object of a command that could not be understood as it was given, and why."""
    return no_factors(why) if command == "factors" else files_object([], rows=False, error=why)


def sample_mark(workspace: Workspace) -> Iterator[str]:
    """Give the line that says so where the sample is in the workspace, and none where it is not."""
    if workspace.has_sample():
        yield SAMPLE


def factors_lines(study: Study) -> Iterator[str]:
    """Give what a person reads about a study: the finding, then as much as its ladder allows, then the filters."""
    yield from sample_mark(study.workspace)
    overview = study.overview()
    headline = study.headline()
    yield from (headline.title, headline.lead)
    rung = certainty.rung(overview.diagnostic)
    if rung == "quotes":
        said = study.feedback()
        for row in said[said.outcome == "second_place"].itertuples():
            yield from ("", f"  {row.text}", f"  {wording.who_said(row, who=study.who())}")
    elif rung != "none":
        yield from _groups(study, shares=rung != "sentences")
    yield from ("", study.filters_in_words())
    not_in_english = wording.in_other_languages(overview)
    yield from [not_in_english] if not_in_english else []


def json_text(made: object) -> str:
    """Give an object as JSON: null for what is not a number or not known, days as 2026-03-31, and nothing but ASCII."""
    return json.dumps(_plain(made), indent=2, allow_nan=False)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _groups(study: Study, *, shares: bool) -> Iterator[str]:
    gaps = study.gaps()
    heard, others = gaps[gaps.heard_in > 0], gaps[gaps.heard_in == 0]
    only_won = others.offers_heard_in > 0
    groups = [
        (study.says(words.heading), heard[heard.contrast == key])
        for key, words in wording.CONTRAST_WORDS.items()
    ]
    groups += [
        (study.says(wording.PRAISED_WORDS[study.chosen.source]), study.strengths_in_finals()),
        ("Not yours to fix", study.not_yours()),
        ("Heard only where you won", others[only_won]),
        ("Only to confirm so far", others[~only_won & (others.to_confirm > 0)]),
    ]
    for heading, rows in groups:
        if len(rows):
            yield from ("", heading)
            yield from _aligned(
                (
                    f"  {wording.not_yours(row)}",
                    wording.share_in_words(row.heard_in, row.out_of, row.low, row.high)
                    if shares
                    else wording.count(row.heard_in, row.out_of),
                    f"offers {wording.count(row.offers_heard_in, row.offers_out_of)}"
                    if row.offers_out_of
                    else "",
                    f"{row.to_confirm} to confirm" if row.to_confirm else "",
                )
                for row in rows.itertuples()
            )


def _aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _plain(made: Any) -> Any:
    match made:
        case Mapping():
            return {key: _plain(value) for key, value in made.items()}
        case list() | tuple():
            return [_plain(value) for value in made]
        case dt.datetime():  # a day, as tables hold one
            return made.date().isoformat() if made == made else None
        case dt.date():
            return made.isoformat()
        case float():
            return made if made == made else None  # NaN alone differs from itself
        case _:
            return made
