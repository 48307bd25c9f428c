"""Headers to fields: which column is what, why, and which columns only mark that a stage was reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from data.problems import Problem
from data.reading.dates import read_date
from data.reading.outcomes import read_outcome, source_of, stage_of
from data.reading.results import Doubt
from data.reading.rows import FOLLOW_UP_DAYS, FOLLOW_UP_FIELDS
from data.reading.tables import looks_like_data
from data.reading.vocabulary import Export, fold, is_cjk, key, phrases, vocabulary

DATES = ("applied_on", "interviewed_on", "decided_on", "feedback_date", *FOLLOW_UP_DAYS)
MANY = ("outcome", "feedback", "impression", "feedback_source", "feedback_date", "feedback_basis")
TEXTS = (
    "candidate", "company", "role", "seniority", "industry", "location", "work_mode", "channel", "format",
    "contact_name", "contact_role", "contact_email", "notes",
)  # fmt: skip
FIELDS = (
    "record_id",
    *TEXTS,
    *DATES,
    "stage_reached",
    "outcome",
    "rounds",
    "feedback",
    "feedback_source",
    "feedback_basis",
    "impression",
    "response",
    "asked_of",
)

_ASIDE = re.compile(r"[(\[{\uff08\u3010].*?[)\]}\uff09\u3011]")
_PARTS = re.compile(r"[/|&:;,\n\u2013\u2014]| - ")
_DATE_WORDS = frozenset(
    {
        "date",
        "dates",
        "datum",
        "data",
        "fecha",
        "tarihi",
        "tarih",
        "datumi",
        "am",
        "on",
        "le",
        "时间",
        "日期",
    }
)
_FEEDBACK_WORDS = frozenset(
    {
        "feedback",
        "ruckmeldung",
        "retroalimentacion",
        "terugkoppeling",
        "riscontro",
        "反馈",
        "评价",
        "geribildirim",
        "devolutiva",
    }
)
_REMARKS = frozenset({"notes", "comments", "comment", "remarks", "said", "words", "note"})
_ASKED = frozenset(
    {"asked", "requested", "request", "ask", "yn", "rating", "score", "received", "due", "sent", "status"}
)
_LETTER = re.compile(r"[^\W\d_]")
_ROLE_ENDS = (
    "manager",
    "leiter",
    "leiterin",
    "berater",
    "beraterin",
    "entwickler",
    "entwicklerin",
    "assistent",
    "assistentin",
    "kaufmann",
    "kauffrau",
)
_CHOSEN = "you chose it"
_OWN = re.compile(
    r"own(_\d+)?"
)  # in a mapping: a column that is to stay the person's own, whatever it looks like
_NUMBERED = re.compile(r"^(.*?)[\s_#.-]*(\d{1,2})$", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a column was taken for: a field, a sign ("stage:screen", "outcome:rejected"), or None for the person's own.

    `number` tells feedback 1 from feedback 2; `source` is who speaks, where the header says so; `doubt` is that of a
    `Column`. An impression is feedback a person gives themselves: no header is taken for one, it has to be chosen.
    """

    header: str
    field: str | None
    why: str
    number: int = 0
    source: str | None = None
    doubt: Doubt = ""


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """All columns of a table as they were understood, and the order of dates its maker is known to use."""

    columns: tuple[Found, ...]
    problems: tuple[Problem, ...]
    date_order: str | None

    def places(self, field: str) -> list[int]:
        """Where the columns of a field stand, the one that counts most first."""
        places = [at for at, column in enumerate(self.columns) if column.field == field]
        return sorted(places, key=lambda at: (self.columns[at].number, at))


def header_score(cells: Sequence[str]) -> int:
    """How many cells of a record are headers known here, different from each other; cells of data count against it."""
    filled = [cell for cell in cells if cell.strip()]
    found = {name for cell in filled if (name := _header_name(cell))}
    return max(0, len(found) - sum(map(looks_like_data, filled)))


def map_columns(
    headers: Sequence[str], samples: Sequence[Sequence[str]], chosen: Mapping[str, str]
) -> Mapped:
    """What each column is, by the person's choice, the known exports, the words of its header and what stands in it."""
    export = _export(headers)
    candidates = [_candidates(header, cells, export) for header, cells in zip(headers, samples, strict=True)]
    places = {key(header): at for at, header in reversed(list(enumerate(headers)))}
    exact = {header: at for at, header in reversed(list(enumerate(headers)))}
    fixed: dict[int, Found] = {}
    closed: set[str] = set()
    problems: list[Problem] = []
    for name, header in chosen.items():
        field, number = _chosen_field(name)
        if _OWN.fullmatch(name):
            if header in exact:
                fixed[exact[header]] = Found(header=header, field=None, why=_CHOSEN)
            continue
        if field is None:
            problems.append(Problem(f'"{name}" is no field; the fields are {", ".join(FIELDS)}.'))
            continue
        closed.add(field)
        if not header:
            continue
        at = exact.get(header, places.get(key(header)))
        if at is None:
            problems.append(
                Problem(
                    f'No column is called "{header}"; the columns are {", ".join(headers[:20])}.',
                    column=header,
                )
            )
            continue
        fixed[at] = Found(
            header=headers[at],
            field=field,
            why=_CHOSEN,
            number=number,
            source="self" if field == "impression" else _header_source(headers[at]),
        )
    columns = _assigned(headers, candidates, fixed, closed)
    return Mapped(
        columns=_wide(columns, headers, samples, export),
        problems=tuple(problems),
        date_order=export.date_order if export else None,
    )


def guess_columns(samples: Sequence[Sequence[str]]) -> tuple[str | None, ...]:
    """What the columns of a file without a header seem to be, by what stands in them."""
    guessed: list[str | None] = []
    for cells in samples:
        filled = _filled(cells)
        name = None
        if filled and _share(filled, _is_dated) >= 0.7:
            name = next((field for field in DATES[:3] if field not in guessed), None)
        guessed.append(name)
    free = [at for at, name in enumerate(guessed) if name is None]
    for field, at in _guessed_words(samples, free, ("outcome", "role", "company")).items():
        guessed[at] = field
    return tuple(guessed)


def guess_missing(mapped: Mapped, samples: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> Mapped:
    """The same columns with company, role and outcome looked for by what stands in the columns nobody knows by name.

    Where a column tells whether they replied, and its cells say how it ended, it is the outcome.
    """
    columns = list(mapped.columns)
    found = {column.field for column in columns}
    has_signs = any(field and field.startswith(("outcome:", "stage:")) for field in found)
    wanted = [
        field
        for field in ("outcome", "role", "company")
        if field not in found
        and field not in chosen
        and not (field == "outcome" and _tells_ends(columns, samples))
    ]
    if "outcome" in wanted:
        for at, column in enumerate(columns):
            filled = _filled(samples[at])
            if column.field == "response" and filled and _share(filled, _ends) >= 0.3:
                columns[at] = replace(column, field="outcome", why="its cells say how it ended")
                wanted.remove("outcome")
                break
    if has_signs and "outcome" in wanted:
        wanted.remove("outcome")
    free = [
        at
        for at, column in enumerate(columns)
        if column.field is None and column.why != _CHOSEN and not _is_own(column.header)
    ]
    for field, at in _guessed_words(samples, free, wanted).items():
        columns[at] = replace(columns[at], field=field, why=GUESSED, doubt="guessed")
    return replace(mapped, columns=tuple(columns))


def _tells_ends(columns: Sequence[Found], samples: Sequence[Sequence[str]]) -> bool:
    """Whether the column of the stage says how it ended, too: one that names only stages leaves that to another."""
    return any(
        column.field == "stage_reached" and _share(_filled(cells), _is_end) >= 0.1
        for column, cells in zip(columns, samples, strict=True)
    )


# ------------------------------------------------------------------------------------------- one header

Candidate = tuple[int, str, str]  # the lower the rank the better; the field; why
_DASHES = ("-", "--", "---", "\u2013", "\u2014", "/", ".", "_")
_SHORT = 30
_LAST_RESORT = 300  # a date of the tracker itself, where there is no other
_MOST_WORDS = 4  # a header of more words says more than that a stage was reached
_IN_PARTS = 100  # added to the rank of a field whose name is only a part of the header
_UNDATED = 200  # added to the rank of a date column without dates, so that every other column goes before it


@lru_cache(maxsize=20_000)
def _header_name(cell: str) -> str | None:
    if len(cell) > 80 or cell.strip().isdigit():
        return None
    found = vocabulary().headers.get(key(cell)) or _by_parts(cell)
    if found:
        return found[0][1] if found[0][1] != "own" else key(cell)
    if _feedback(cell):
        return "feedback " + key(cell)
    stage = vocabulary().stages.get(_undated(cell))
    return f"stage {key(cell)}" if stage and stage != "applied" else None


def _candidates(header: str, cells: Sequence[str], export: Export | None) -> list[Candidate]:
    if export and key(header) in export.fields:
        field = export.fields[key(header)]
        rank, field = (_LAST_RESORT, field[:-1]) if field.endswith("?") else (-1, field)
        return [(rank, field, f"known from the {export.name} export")] if field else []
    found = [
        (rank, field, f'"{header}" is a known name of it')
        for rank, field in vocabulary().headers.get(key(header))
        or vocabulary().headers.get(key(_ASIDE.sub(" ", header)), ())
    ]
    if not found and _feedback(header):
        found = [(30, "feedback", "the header speaks of feedback")]
    if not found:
        found = [
            (_IN_PARTS + rank, field, f'"{header}" contains a known name of it')
            for rank, field in _by_parts(header)
        ]
    filled = [cell for cell in cells if cell.strip()]
    found = [candidate for candidate in found if candidate[1] != "own"]
    if any(field == "feedback" for _, field, _ in found) and _share(filled, _is_answer) >= 0.5:
        # "Feedback?" with yes and no: whether they answered, not what they said
        found = [(30, "response", "its cells say whether they answered")]
    fitting = [candidate for candidate in found if _fits(candidate[1], filled)]
    if fitting or not _is_date_header(header) or _share(filled, _is_mark_or_end) >= 0.5:
        return fitting
    return [
        (_UNDATED + rank, field, f"{why}, but few dates stand in it")
        for rank, field, why in found
        if field in DATES
    ]


def _is_date_header(header: str) -> bool:
    """Whether a known header says itself that it holds dates, as "Interview date" does and "Interview" does not."""
    folded = fold(header)
    return key(header) in vocabulary().headers and (
        not _DATE_WORDS.isdisjoint(folded.split())
        or folded.endswith("datum")
        or (is_cjk(folded) and any(word in folded for word in _DATE_WORDS if is_cjk(word)))
    )


def _by_parts(header: str) -> tuple[tuple[int, str], ...]:
    """What a header means without asides ("Company (name)"), in its parts ("Company / employer"), without small words."""
    words = vocabulary()
    plain = _ASIDE.sub(" ", header)
    tries = [plain, *_PARTS.split(plain)] if len(header) <= 80 else []
    tries += [" ".join(word for word in fold(text).split() if word not in words.noise) for text in tries]
    return next((found for text in tries if text.strip() and (found := words.headers.get(key(text)))), ())


def _feedback(header: str) -> bool:
    folded = fold(header)
    words = set(folded.split())
    if len(folded) > 60 or words & _ASKED or words & _DATE_WORDS:
        return False
    if words & _FEEDBACK_WORDS or (
        is_cjk(folded) and any(word in folded for word in _FEEDBACK_WORDS if is_cjk(word))
    ):
        return True
    numbered = _NUMBERED.match(folded)
    base = numbered[1].strip() if numbered else folded
    sources = vocabulary().sources
    if sources.get(base) == "self" and " " in base and not words & _REMARKS:
        return True
    speaker = next((sources[phrase] for phrase in phrases(base) if phrase in sources), None)
    return bool(words & _REMARKS) and speaker in ("interviewer", "hiring_manager", "hr_manager", "recruiter")


def _header_source(header: str) -> str | None:
    words = [
        word
        for word in fold(header).split()
        if word not in _FEEDBACK_WORDS and word not in _REMARKS and not word.isdigit()
    ]
    source = source_of(" ".join(words)) if words else None
    return None if source == "unknown" else source


def _undated(header: str) -> str:
    """A header without its date words and small words: "Phone screen date" names the stage."""
    words = fold(_ASIDE.sub(" ", header)).split()
    small = vocabulary().noise | _DATE_WORDS
    return " ".join(word for word in words if word not in small)


# ------------------------------------------------------------------------------------------- what stands in it

GUESSED = "its cells look like it"
_LONGEST_NAME = 90


def _guessed_words(
    samples: Sequence[Sequence[str]], free: Sequence[int], wanted: Sequence[str]
) -> dict[str, int]:
    """The columns that by their cells are the outcome, the role and the company; each is taken once."""
    found: dict[str, int] = {}
    left = [at for at in free if _filled(samples[at])]
    if "outcome" in wanted:
        shares = [(_share(_filled(samples[at]), _ends), -at) for at in left]
        best, place = max(shares, default=(0.0, 0))
        if best >= 0.5:
            found["outcome"] = -place
            left.remove(-place)
    names = [at for at in left if _is_naming(_filled(samples[at]))]
    if "role" in wanted:
        shares = [(_share(_filled(samples[at]), _is_role), -at) for at in names]
        best, place = max(shares, default=(0.0, 0))
        if best >= 0.25:
            found["role"] = -place
            names.remove(-place)
    if "company" in wanted:
        named = [at for at in names if _share(_filled(samples[at]), _is_role) < 0.5]
        if named:
            found["company"] = named[0]
            names.remove(named[0])
    if "role" in wanted and "role" not in found and "company" in found:
        after = [at for at in names if at > found["company"]]
        if after:
            found["role"] = after[0]
    return found


def _is_own(header: str) -> bool:
    """Whether the header is known to be none of our fields: a link, a salary, the version of a CV."""
    return any(field == "own" for _, field in vocabulary().headers.get(key(header), ()) or _by_parts(header))


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _is_naming(filled: Sequence[str]) -> bool:
    """Whether the cells could be names of companies or of jobs: short, mostly different, no dates, links or numbers."""
    if len(set(filled)) <= 0.4 * len(filled) or any(len(cell) > _LONGEST_NAME for cell in filled):
        return False
    return (
        _share(filled, lambda cell: looks_like_data(cell) or _is_dated(cell) or not _LETTER.search(cell))
        < 0.2
    )


@lru_cache(maxsize=20_000)
def _is_role(cell: str) -> bool:
    words = fold(cell)
    roles = vocabulary().role_words
    return any(word in roles or word.endswith(_ROLE_ENDS) for word in words.split()) or (
        is_cjk(words) and any(word in words for word in roles if is_cjk(word))
    )


@lru_cache(maxsize=20_000)
def _ends(cell: str) -> bool:
    """Whether the cell says how a process ended or stands, in any words; a plain yes, no or date does not."""
    if len(cell) > 100 or cell.strip().isdigit() or _is_answer(cell) or _is_dated(cell):
        return False
    said = read_outcome(cell, {}, forgiving=False)
    return said.kind in ("known", "near", "asked") and (said.outcome is not None or said.kind == "asked")


@lru_cache(maxsize=20_000)
def _is_end(cell: str) -> bool:
    """Whether the cell says that a process is over, and how."""
    said = read_outcome(cell[:100], {}, forgiving=False)
    return said.kind == "asked" or said.outcome not in (None, "pending")


def _fits(field: str, filled: Sequence[str]) -> bool:
    if not filled:
        return True
    if field in DATES:
        return _share(filled, _is_dated) >= 0.25
    if field == "rounds":
        return _share(filled, lambda cell: cell.strip().isdigit()) >= 0.5
    if field == "contact_email":
        return _share(filled, lambda cell: "@" in cell) >= 0.3
    if field in ("company", "role"):
        return _share(filled, _is_dated) < 0.5 and _share(filled, _is_answer) < 0.5
    return True


def _share(filled: Sequence[str], test: Any) -> float:
    return sum(map(bool, map(test, filled))) / len(filled) if filled else 0.0


@lru_cache(maxsize=20_000)
def _is_dated(cell: str) -> bool:
    found = read_date(cell)
    return bool(found.date or found.parts or found.day_month or found.suggestion or found.hint)


@lru_cache(maxsize=20_000)
def _is_outcome(cell: str) -> bool:
    return len(cell) < 60 and read_outcome(cell, {}, forgiving=False).kind in ("known", "asked")


def _is_answer(cell: str) -> bool:
    folded, words = fold(cell), vocabulary()
    return len(folded) > 1 and (folded in words.yes or folded in words.no)


def _is_mark(cell: str) -> bool:
    """Whether the cell says yes, no or nothing, perhaps with a word more: "yes, Sunday", "-"."""
    folded, words = fold(cell) or cell.strip(), vocabulary()
    if folded in words.yes or folded in words.no or folded in words.missing or cell.strip() in _DASHES:
        return True
    first = folded.split(" ")[0]
    return len(first) > 1 and len(cell) < _SHORT and (first in words.yes or first in words.no)


# ------------------------------------------------------------------------------------------- all headers


def _export(headers: Sequence[str]) -> Export | None:
    present = set(map(key, headers))
    return next((export for export in vocabulary().exports if export.headers <= present), None)


def _chosen_field(name: str) -> tuple[str | None, int]:
    if name in FIELDS or name.startswith(("stage:", "outcome:")):
        return name, 0
    if (numbered := _NUMBERED.match(name)) and numbered[1] in MANY:
        return numbered[1], int(numbered[2])
    known = vocabulary().headers.get(key(name), ())
    return next(((field, 0) for _, field in known if field in FIELDS), (None, 0))


def _assigned(
    headers: Sequence[str],
    candidates: Sequence[list[Candidate]],
    fixed: Mapping[int, Found],
    closed: set[str],
) -> list[Found]:
    """Each field to its best column, each column to one field; who comes too late stays the person's own."""
    taken: dict[str, int] = {
        column.field: at for at, column in fixed.items() if column.field and column.field not in MANY
    }
    columns: dict[int, Found] = dict(fixed)
    late: dict[int, str] = {}
    offers = sorted(
        (rank, at, field, why) for at, listed in enumerate(candidates) for rank, field, why in listed
    )
    for rank, at, field, why in offers:
        if at in columns or field in closed:
            continue
        if field in taken:
            late.setdefault(
                at, f'"{headers[taken[field]]}" is taken for {field}, so this stays your own column'
            )
            continue
        if field not in MANY:
            taken[field] = at
        number = _NUMBERED.match(headers[at])
        columns[at] = Found(
            header=headers[at],
            field=field,
            why=why,
            number=int(number[2]) if number and field != "outcome" else rank + 1 if field == "outcome" else 0,
            source=_header_source(headers[at]) if field == "feedback" else None,
            doubt="guessed" if rank >= _IN_PARTS else "",
        )
    return [
        columns.get(at)
        or Found(
            header=header,
            field=None,
            why=late.get(at, "no field is called so: it stays your own column"),
            doubt="late" if at in late else "own",
        )
        for at, header in enumerate(headers)
    ]


def _wide(
    columns: list[Found], headers: Sequence[str], samples: Sequence[Sequence[str]], export: Export | None
) -> tuple[Found, ...]:
    """The columns with those that only mark a stage or an end (a date, yes, no) told as signs."""
    signs: dict[int, str] = {}
    # "Rejected on" beside a column that says how it ended is only a date; alone it says that too.
    ends = () if any(column.field == "outcome" for column in columns) else ("decided_on",)
    for at, header in enumerate(headers):
        column = columns[at]
        if (
            column.why == _CHOSEN
            or (export and key(header) in export.fields)
            or _is_of_a_follow_up(header)
            or (
                column.field
                not in (None, "interviewed_on", "role", "stage_reached", "outcome", "rounds", *ends)
            )
        ):
            continue
        filled = [cell for cell in samples[at] if cell.strip()]
        if not filled or _share(filled, _marks) < 0.6:
            continue
        sign = _sign(header)
        if sign and (column.field != "decided_on" or sign.startswith("outcome:")):
            signs[at] = sign
    interviews = [at for at, sign in signs.items() if sign.startswith("stage:") and sign != "stage:applied"]
    for at, sign in signs.items():
        column = columns[at]
        alone = len(interviews) < 2
        if (
            column.field == "interviewed_on"
            and alone
            and _share([c for c in samples[at] if c.strip()], _is_dated) >= 0.5
        ):
            continue
        if (
            column.field in ("stage_reached", "outcome")
            and _share([c for c in samples[at] if c.strip()], _is_outcome) >= 0.6
        ):
            continue
        columns[at] = Found(header=column.header, field=sign, why="its cells mark that this was reached")
    return tuple(columns)


def _is_of_a_follow_up(header: str) -> bool:
    """Whether the header speaks of asking or thanking: "Thank you sent on: yes" is no application that was sent."""
    return any(field in FOLLOW_UP_FIELDS for _, field in vocabulary().headers.get(key(header), ()))


def _is_mark_or_end(cell: str) -> bool:
    return _is_mark(cell) or _is_outcome(cell)


def _marks(cell: str) -> bool:
    return _is_mark(cell) or _is_dated(cell)


def _sign(header: str) -> str | None:
    """What a column of marks marks: by its whole header, by a part of it ("Test / case"), or by words in a short one."""
    plain = _ASIDE.sub(" ", header)
    for text in (plain, *_PARTS.split(plain)):
        if found := _whole_sign(fold(text)) or _whole_sign(_undated(text)):
            return found
    folded = _undated(plain)
    if len(folded.split()) > _MOST_WORDS and not is_cjk(folded):
        return None
    for test in vocabulary().tests:
        if test.means not in ("pending", "not_an_application") and test.inside & set(phrases(folded)):
            return f"outcome:{test.means}"
    stage = stage_of(folded)
    return "outcome:offer_accepted" if stage == "offer" else f"stage:{stage}" if stage else None


def _whole_sign(folded: str) -> str | None:
    stage = vocabulary().stages.get(folded)
    if stage == "offer":
        return "outcome:offer_accepted"
    if stage:
        return f"stage:{stage}"
    for test in vocabulary().tests:
        if folded in test.whole and test.means not in ("pending", "not_an_application"):
            return f"outcome:{test.means}"
    return None


def mapping_of(columns: Iterable[Found]) -> dict[str, str]:
    """Field to header; several columns of one field are feedback, feedback_2, ..."""
    mapping: dict[str, str] = {}
    for column in columns:
        if column.field is None:
            continue
        name, count = column.field, 1
        while name in mapping:
            count += 1
            name = f"{column.field}_{count}"
        mapping[name] = column.header
    return mapping
