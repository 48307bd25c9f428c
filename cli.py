"""The terminal face of Second Place: what the pages do, in commands a person types and a script can rely on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import logging
import os
import re
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal

import typer
from typer.core import TyperCommand

from data.problems import WorkspaceError

# What is heavy (pandas, duckdb, typst) is imported inside the commands: help and version answer at once.
if TYPE_CHECKING:
    from analysis.coding import Codebook, Coder
    from analysis.report import Format
    from analysis.study import Slice, Study
    from analysis.terminal import Brought
    from data.problems import Problem
    from data.reading import Choices, Reading
    from data.workspace import ImportPlan, Workspace

# The coder multiplies small matrices: more threads than one only wait for each other, at twice the processor time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

WORTH_A_BAR = 500  # texts or rows: fewer are coded or kept before a bar could be read
_AT_ONCE = 65_536  # bytes of texts read together
_CODEBOOK_BYTES = 1_000_000
_coders: dict[str, Coder] = {}  # by the version of the codebook
PATIENCE = 1.0  # seconds between two looks at work that cannot say how far it is
# Control and bidirectional characters: somebody's words must not move the cursor, colour the terminal or reverse a line.
_NOT_PLAIN = re.compile(
    "[\u0000-\u001f\u007f-\u00a0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


# A person reads the sentence; who wants what lies under it sets up logging in a script of their own.
logging.getLogger("second_place").addHandler(logging.NullHandler())


class WrongUseError(Exception):
    """A command that cannot be meant as it was given; its text is the sentence a person reads."""


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f'"{text}" is not a day. Write it as 2026-03-31.'
        raise typer.BadParameter(message) from None


def _print_version(wanted: bool) -> None:
    if wanted:
        pyproject = (Path(__file__).parent / "pyproject.toml").read_text(encoding="utf-8")
        _say(f"Second Place {tomllib.loads(pyproject)['project']['version']}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Spreadsheets (CSV, Excel, OpenDocument), or archives of them."),
]
TableFile = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE.csv]", help="Read this file instead of the workspace; nothing is kept."),
]
TextFile = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE|-]", help='One {"id", "text"} a line (default: standard input).'),
]
CodebookFile = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="FILE.toml", help="A codebook of your own, used beside ours."),
]
CheckFile = Annotated[
    Path | None, typer.Option("--check", metavar="FILE.toml", help="Say whether a file can be used.")
]
SetFile = Annotated[
    Path | None,
    typer.Option(
        "--set", metavar="FILE.toml", help="Keep a file as your own codebook; an empty one removes it."
    ),
]
Show = Annotated[bool, typer.Option("--show", help="Print your own codebook, as --set takes it.")]
ZipFile = Annotated[Path, typer.Argument(metavar="F.zip", help="An export made by this program.")]
OutFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")]
Db = Annotated[
    Path | None,
    typer.Option(
        "--db", help="The workspace file (default: SECOND_PLACE_DB, or the one in your user folder)."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object; messages go to standard error.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show how they would be read; keep nothing.")]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=HEADER", help="Which column a field comes from; FIELD= for none."),
]
DateOrder = Annotated[
    Literal["dmy", "mdy", "ymd"] | None,
    typer.Option("--date-order", help="How to read dates such as 01/04/2026."),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="Which sheet of a workbook, or file of an archive (default: the first that looks like a job log).",
    ),
]
Same = Annotated[
    bool,
    typer.Option(
        "--same",
        help="Rows that look like an interview that is there, with another day or spelling, are that one.",
    ),
]
AddUnjoined = Annotated[
    bool,
    typer.Option(
        "--add-unjoined",
        help="Of a file that brings only feedback: also make interviews of what is about none that is there.",
    ),
]
WithDeleted = Annotated[
    bool,
    typer.Option("--with-deleted", help="Also bring back the texts of the file that you had deleted here."),
]
Suggested = Annotated[bool, typer.Option("--suggested", help="Also what still has to be confirmed.")]
Source = Annotated[
    Literal["others", "self", "all"],
    typer.Option("--source", help="Whose words count: what others said, what you think yourself, or all."),
]
Since = Annotated[
    dt.date | None,
    typer.Option("--since", parser=_day, metavar="DAY", help="Only from this day on, as 2026-03-31."),
]
Until = Annotated[
    dt.date | None, typer.Option("--until", parser=_day, metavar="DAY", help="Only up to this day.")
]
Role = Annotated[str | None, typer.Option("--role", help="Only interviews for this role.")]
Where = Annotated[
    str | None,
    typer.Option(
        "--where", metavar="COLUMN=VALUE", help="Only interviews in which a column of your own says this."
    ),
]
Industry = Annotated[str | None, typer.Option("--industry", help="Only interviews in this industry.")]
Quotes = Annotated[bool, typer.Option("--quotes", help="With other people's words in it.")]
Redact = Annotated[
    bool, typer.Option("--redact", help="Call companies A, B, C and name no contact. Removes names we know.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="With --quotes: you have read them and they may stand in the file.")
]
OnePage = Annotated[bool, typer.Option("--summary", help="One page instead of the full report.")]
PaperSize = Annotated[
    Literal["a4", "us-letter"],
    typer.Option("--paper", help="The paper of a PDF, a Word file or a printed web page."),
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace what is there; a backup is made first.")]
Today = Annotated[
    dt.date | None,
    typer.Option("--today", parser=_day, envvar="SECOND_PLACE_TODAY", metavar="DAY", hidden=True),
]

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


class _Answering(TyperCommand):
    """A command that prints its object with `--json` even where its words are wrong."""

    def make_context(self, info_name: str | None, args: list[str], *given: Any, **extra: Any) -> Any:
        """Read the words of the command."""
        words = args[: args.index("--")] if "--" in args else list(args)
        try:
            return super().make_context(info_name, args, *given, **extra)
        except typer.TyperException as error:
            if "--json" in words:
                from analysis import terminal

                typer.echo(terminal.json_text(terminal.nothing(self.name or "", error.format_message())))
            raise


@app.callback()
def second_place(*, version: Version = False) -> None:
    """Second Place: why you keep coming second, and what to change."""


@app.command("import", cls=_Answering)
def import_files(
    files: Files,
    *,
    dry_run: DryRun = False,
    mapped: Mapped = None,
    date_order: DateOrder = None,
    sheet: Sheet = None,
    add_unjoined: AddUnjoined = False,
    same: Same = False,
    with_deleted: WithDeleted = False,
    as_json: AsJson = False,
    db: Db = None,
    today: Today = None,
) -> None:
    """Bring interviews in from spreadsheets. The same file twice adds nothing."""
    from analysis import terminal
    from data.reading import Choices

    brought: list[Brought] = []

    def print_objects(why_not: str) -> None:
        if as_json:
            others = [terminal.not_brought(file.name, why_not) for file in files[len(brought) :]]
            made = terminal.files_object([*brought, *others], rows=dry_run, error=why_not)
            typer.echo(terminal.json_text(made))

    with _plainly(print_objects):
        choices = Choices(
            mapping=_mapping(mapped or []),
            date_order=date_order,
            sheet=sheet,
            add_unjoined=add_unjoined,
            same=same,
            with_deleted=with_deleted,
        )
        for file in files:
            _require_file(file)
        with _workspace(db, may_create=not dry_run) as workspace:
            for file in files:
                brought.append(_bring(workspace, file, choices, dry_run=dry_run, at=_now(today)))
                if not as_json:
                    _say_lines(terminal.file_lines(brought[-1], columns=dry_run))
                elif brought[-1].refused:
                    _say(f"{file.name}: {brought[-1].sentence}", err=True)
            _code_what_is_new(workspace)
    print_objects("")
    if not all(one.is_whole for one in brought):
        raise typer.Exit(1)


@app.command()
def code(
    file: TextFile = None,
    *,
    suggested: Suggested = False,
    codebook: CodebookFile = None,
    db: Db = None,
) -> None:
    """Name the factors in texts, JSON lines in and out; by our codebook alone unless another is named."""
    malformed = False
    with _plainly():
        coder = _coder(_named_codebook(codebook, db))
        number = 0
        with _lines(file) as batches:
            from analysis import terminal

            for lines in batches:
                asked = []
                for line in lines:
                    number += 1
                    if line.strip():
                        try:
                            asked.append(terminal.given(line))
                        except ValueError as error:
                            malformed = True
                            _say(f"Line {number}: {error}", err=True)
                for made in terminal.coded_objects(coder, asked, suggested=suggested):
                    typer.echo(json.dumps(made))
    if malformed:
        raise typer.Exit(1)


@app.command()
def codebook(
    *,
    check: CheckFile = None,
    set_to: SetFile = None,
    show: Show = False,
    db: Db = None,
    today: Today = None,
) -> None:
    """Say what your own codebook adds to ours, check a file, or keep one."""
    with _plainly():
        from analysis import terminal

        if (check is not None) + (set_to is not None) + show > 1:
            message = "Give one of --check, --set and --show."
            raise WrongUseError(message)
        if check is not None:
            _say(
                f"{check.name} can be used. {terminal.codebook_in_words(_read_codebook(check)[1], taught=0)}"
            )
            return
        if set_to is not None:
            own, _ = _read_codebook(set_to)
            with _workspace(db, may_create=True) as workspace:
                workspace.save_own_codebook(own, at=_now(today))
                read_again = _code_what_is_new(workspace)
                _say_lines(terminal.codebook_kept(_codebook(workspace), workspace, read_again=read_again))
            return
        opened = _existing_workspace(db) if db else _workspace(None, may_create=False)
        with opened as workspace:
            if show:
                own = workspace.own_codebook()
                typer.echo("\n".join(map(_plain, own.split("\n"))) if sys.stdout.isatty() else own, nl=False)
            else:
                _say(terminal.codebook_in_words(_codebook(workspace), taught=len(workspace.taught())))


@app.command(cls=_Answering)
def factors(
    file: TableFile = None,
    *,
    as_json: AsJson = False,
    source: Source = "others",
    since: Since = None,
    until: Until = None,
    role: Role = None,
    industry: Industry = None,
    where: Where = None,
    db: Db = None,
    today: Today = None,
) -> None:
    """Say what recurs where you came second.

    With --json: the counts, each factor with its share, range, offers and earlier rejections, and under "report" every other
    number of the report, such as a factor before and since you began to practise.
    """
    from analysis import terminal

    def print_object(why_not: str) -> None:
        if as_json:
            typer.echo(terminal.json_text(terminal.no_factors(why_not)))

    with _plainly(print_object):
        chosen = _slice(source, since, until, role, industry, where)
        with _study(file, db, chosen, today) as study:
            if as_json:
                typer.echo(terminal.json_text(terminal.factors_object(study)))
            else:
                _say_lines(terminal.factors_lines(study))


@app.command()
def report(
    out: OutFile,
    file: TableFile = None,
    *,
    quotes: Quotes = False,
    yes: Yes = False,
    redact: Redact = False,
    summary: OnePage = False,
    paper: PaperSize = "a4",
    source: Source = "others",
    since: Since = None,
    until: Until = None,
    role: Role = None,
    industry: Industry = None,
    where: Where = None,
    db: Db = None,
    today: Today = None,
) -> None:
    """Write the report: its ending says as what (.pdf .html .docx .md, tables as .xlsx .zip, .eml, a slide as .png .svg)."""
    with _plainly():
        form = _report_format(out)
        _require_folder(out)
        chosen = _slice(source, since, until, role, industry, where)
        with _study(file, db, chosen, today) as study:
            from analysis import terminal
            from analysis.report import render

            if quotes:
                _require_read(study, form, letters=redact, summary=summary, yes=yes)
            with _meanwhile(f"Making {out.name}"):
                made = render(
                    study,
                    format=form,
                    quotes=quotes,
                    letters=redact,
                    length="summary" if summary else "full",
                    paper=paper,
                )
            _write(out, made.content)
            for note in made.notes:
                _say(note, err=True)
            _say(f"The report is in {out}.")
            _say_lines(terminal.sample_mark(study.workspace))


@app.command()
def export(out: OutFile, *, db: Db = None) -> None:
    """Write everything into one zip, which `restore` brings back."""
    with _plainly():
        _require_folder(out)
        with _existing_workspace(db) as workspace:
            from analysis import terminal
            from data.exporting import export_zip

            _write(out, export_zip(workspace))
            _say(f"Everything is in {out}, other people's words and contacts included.")
            _say_lines(terminal.sample_mark(workspace))


@app.command()
def restore(file: ZipFile, *, replace: Replace = False, db: Db = None, today: Today = None) -> None:
    """Bring an export back, into a workspace that is empty or may be replaced."""
    with _plainly():
        from analysis.study import EVERYTHING, Study
        from analysis.wording import plural
        from data.exporting import restore_zip
        from data.workspace import open_workspace

        content = _bytes(file)
        if not _path(db).exists():
            # Tried in memory first: a file that is no export must not leave an empty workspace behind.
            with closing(open_workspace(None)) as trial:
                restore_zip(trial, content, replace=False, at=_now(today))
        with _workspace(db, may_create=True) as workspace:
            there = Study(workspace, EVERYTHING, _codebook(workspace), today=_today(today))
            held = there.overview().interviews
            if held and not replace:
                message = (
                    f"There are {plural(held, 'interview', 'interviews')} in this workspace. Restore with --replace to "
                    "put the export in their place; a backup is made first. Nothing was changed."
                )
                raise WrongUseError(message)
            done = restore_zip(workspace, content, replace=replace, at=_now(today))
            _code_what_is_new(workspace)
        interviews = plural(done.interviews, "interview", "interviews")
        _say(f"{file.name} is back: {interviews}, {plural(done.feedback, 'text', 'texts')} of feedback.")


@app.command()
def backup(*, db: Db = None, today: Today = None) -> None:
    """Copy the workspace beside itself."""
    with _plainly(), _existing_workspace(db) as workspace:
        _say(f"The backup is {workspace.backup(at=_now(today))}.")


@app.command()
def sample(
    out: OutFile,
    *,
    db: Db = None,  # noqa: ARG001 - every command takes it
    today: Today = None,
) -> None:
    """Write the sample: thirty invented interviews."""
    with _plainly():
        from data.samples import sample_csv

        _require_folder(out)
        _write(out, sample_csv(_today(today)))
        _say(f"The sample is in {out}.")


def _bring(workspace: Workspace, file: Path, choices: Choices, *, dry_run: bool, at: dt.datetime) -> Brought:
    from analysis import file_words
    from analysis.terminal import Brought
    from data.decisions import as_decided

    known = dataclasses.replace(choices, outcome_words=workspace.remembered_words())
    reading = _read(file, known)
    headers = "\t".join(reading.headers)
    if reading.header_row and (decided := workspace.remembered_decision(headers)):
        recalled = as_decided(decided, known, _bytes(file), lambda chosen: _read(file, chosen))
        if recalled != known:
            _say(f"{file.name}: {file_words.as_decided(decided.on)}", err=True)
            reading = _read(file, recalled)
    _require_columns(reading, choices.mapping)
    _say_notes(reading)
    if dry_run:
        plan = workspace.plan_import(reading)
        sentence = file_words.plan_in_words(plan.new, plan.changed, plan.unchanged)
        sentence = _with_follow_ups(_with_left_out(sentence, plan.left_out), plan)
        return Brought(
            _with_unjoined(reading, plan.unjoined), plan.new, plan.changed, plan.unchanged, sentence=sentence
        )
    if any(question.kind == "date_order" for question in reading.questions):
        # An interview is known again by its date: kept without one now, it would come a second time later.
        sentence = "Nothing was changed. Import it again with --date-order."
        return Brought(reading, refused=True, sentence=sentence)
    if not reading.rows:
        return Brought(reading, refused=True, sentence="Nothing was changed.")
    rows = len(reading.rows)
    with _meanwhile(f"Comparing {file.name} with what is here"):
        plan = workspace.plan_import(reading)  # kept by the workspace: what follows only writes
    with _bar(rows, f"Keeping {_plain(file.name)}", hidden=rows < WORTH_A_BAR) as advance_to:
        done = workspace.commit_import(
            reading,
            imported_at=at,
            is_sample=False,
            progress=lambda written, of: advance_to(rows * written // of),
        )
    if choices.mapping:
        workspace.remember_mapping(headers, choices.mapping)
    if workspace.has_sample():
        workspace.remove_sample()
        _say("The sample is gone: these are your own interviews now.", err=True)
    sentence = file_words.imported(
        done.new,
        done.changed,
        done.unchanged,
        already_there=done.already_there,
        maybe_second=len(reading.rows.finals),
    )
    sentence = _with_follow_ups(_with_left_out(sentence, done.left_out), plan)
    return Brought(
        _with_unjoined(reading, done.unjoined), done.new, done.changed, done.unchanged, sentence=sentence
    )


def _with_left_out(sentence: str, texts: int) -> str:
    from analysis import file_words

    return f"{sentence} {file_words.left_out(texts)}".rstrip()


def _with_follow_ups(sentence: str, plan: ImportPlan) -> str:
    from analysis import file_words

    return f"{sentence} {file_words.follow_ups(plan.requests, plan.thanks, plan.reminders)}".rstrip()


def _with_unjoined(reading: Reading, unjoined: tuple[Problem, ...]) -> Reading:
    return dataclasses.replace(reading, problems=(*reading.problems, *unjoined))


@contextmanager
def _study(file: Path | None, db: Path | None, chosen: Slice, today: dt.date | None) -> Generator[Study]:
    """Give the study of the workspace, or of a file in a temporary one; leave with 1 where not all of it could be read."""
    from analysis.study import Study
    from data.reading import NO_CHOICES
    from data.workspace import open_workspace

    if file is None:
        # Before anything was brought there is nothing to count; a workspace that was named must be there.
        opened = _existing_workspace(db) if db else _workspace(None, may_create=False)
        with opened as workspace:
            yield Study(workspace, chosen, _codebook(workspace), today=_today(today))
        return
    if db is not None:
        message = "Give a file or --db, not both."
        raise WrongUseError(message)
    reading = _read(file, NO_CHOICES)
    _say_notes(reading)
    if not reading.rows:
        message = f"No interview could be read from {file.name}."
        raise WorkspaceError(message)
    with closing(open_workspace(None)) as workspace:
        with _meanwhile(f"Keeping {file.name}"):
            workspace.commit_import(reading, imported_at=_now(today), is_sample=False)
        _code_what_is_new(workspace)
        yield Study(workspace, chosen, _codebook(workspace), today=_today(today))
    if reading.problems:
        raise typer.Exit(1)


def _path(db: Path | None) -> Path:
    from data.workspace import default_path

    return db.expanduser() if db else default_path()


@contextmanager
def _workspace(db: Path | None, *, may_create: bool) -> Generator[Workspace]:
    """Give the open workspace with all its feedback coded; one that is not there yet is only made where it may be."""
    from data.workspace import open_workspace

    path = _path(db)
    with closing(open_workspace(path if may_create or path.exists() else None)) as workspace:
        _code_what_is_new(workspace)
        yield workspace


@contextmanager
def _existing_workspace(db: Path | None) -> Generator[Workspace]:
    path = _path(db)
    if not path.exists():
        message = f"There is no workspace at {path} yet. Import a file first."
        raise WrongUseError(message)
    with _workspace(path, may_create=False) as workspace:
        yield workspace


def _codebook(workspace: Workspace) -> Codebook:
    """Give the codebook of a workspace; where the person's own file in it cannot be used, say so once."""
    from analysis.coding.own import codebook_in

    book, problem = codebook_in(workspace)
    if problem:
        _say_once(problem)
    return book


@cache
def _say_once(sentence: str) -> None:
    _say(sentence, err=True)


def _named_codebook(file: Path | None, db: Path | None) -> Codebook:
    """Give the codebook of a file or of a workspace, ours where neither is named."""
    from analysis.coding import default_codebook

    if file is not None and db is not None:
        message = "Give --codebook or --db, not both."
        raise WrongUseError(message)
    if file is not None:
        return _read_codebook(file)[1]
    if db is None:
        return default_codebook()
    with _existing_workspace(db) as workspace:
        return _codebook(workspace)


def _read_codebook(file: Path) -> tuple[str, Codebook]:
    """Give the text of a codebook file, and ours with it; raises WorkspaceError where it cannot be used."""
    from analysis.coding import CodebookError, codebook_of

    try:
        own = _bytes(file, at_most=_CODEBOOK_BYTES).decode("utf-8-sig")
        return own, codebook_of(own, ())
    except UnicodeDecodeError:
        message = f"{file.name} is no text in UTF-8. Nothing was changed."
        raise WorkspaceError(message) from None
    except CodebookError as error:
        message = f"{file.name}: {error}. Nothing was changed."
        raise WorkspaceError(message) from None


def _coder(book: Codebook) -> Coder:
    """Give the coder of a codebook, made once."""
    from analysis.coding import Coder

    if book.version not in _coders:
        _coders[book.version] = Coder(book)
    return _coders[book.version]


def _code_what_is_new(workspace: Workspace) -> int:
    """Read what this codebook has not read yet, and give how many texts that was."""
    from analysis.coding import code_uncoded, personal_coder, waiting

    book = _codebook(workspace)
    texts = waiting(workspace, book)
    if texts:
        with _bar(texts, "Reading the feedback", hidden=texts < WORTH_A_BAR) as advance_to:
            coder = personal_coder(workspace, _coder(book))
            code_uncoded(workspace, coder, progress=lambda done, _: advance_to(done))
    return texts


def _read(file: Path, choices: Choices) -> Reading:
    from analysis.file_words import size
    from data.reading import TERMINAL, read_file

    _require_file(file)
    with _readable(file), _meanwhile(f"Reading {file.name} ({size(file.stat().st_size)})"):
        return read_file(file, choices=choices, limits=TERMINAL)


def _say_notes(reading: Reading) -> None:
    """Say on standard error what could not be read and what only the person can decide."""
    from analysis import terminal

    for note in terminal.notes(reading):
        _say(note, err=True)


def _bytes(file: Path, *, at_most: int = -1) -> bytes:
    _require_file(file)
    with _readable(file), file.open("rb") as opened:
        return opened.read(at_most)


@contextmanager
def _readable(file: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise WrongUseError(message) from None


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Give field -> header of `FIELD=HEADER` texts; an empty header means that no column is this field."""
    from data.reading.columns import FIELDS
    from data.reading.vocabulary import key, vocabulary

    mapping = {}
    for pair in pairs:
        field, equals, header = (part.strip() for part in pair.partition("="))
        if not equals or not (field.rstrip("_0123456789") in FIELDS or key(field) in vocabulary().headers):
            message = f'--map "{pair}": write FIELD=HEADER, where FIELD is one of {", ".join(FIELDS)}.'
            raise WrongUseError(message)
        mapping[field] = header
    return mapping


def _require_columns(reading: Reading, mapping: Mapping[str, str]) -> None:
    from data.reading.vocabulary import key

    present = {key(header) for header in reading.headers}
    for header in filter(None, mapping.values()):
        if present and key(header) not in present:
            shown = ", ".join(reading.headers[:20])
            message = (
                f'{reading.file_name} has no column "{header}"; its columns are {shown}. Nothing was changed.'
            )
            raise WrongUseError(message)


def _slice(
    source: Any,
    since: dt.date | None,
    until: dt.date | None,
    role: str | None,
    industry: str | None,
    where: str | None,
) -> Slice:
    from analysis.study import Slice

    if since and until and since > until:
        message = f"No day lies from {since} on and up to {until}."
        raise WrongUseError(message)
    column, sign, value = (where or "").partition("=")
    if where is not None and not sign:
        message = f'--where "{where}" is no column and value. Write them as Priority=high.'
        raise WrongUseError(message)
    own = (column.strip(), value.strip()) if where else None
    return Slice(
        source=source, since=since, until=until, role=role, industry=industry, candidate=None, own=own
    )


def _report_format(out: Path) -> Format:
    from analysis.report import FORMATS

    form = next((form for form in FORMATS if out.suffix.lower() == f".{form}"), None)
    if form is None:
        message = f"{out.name}: a report ends in {', '.join(f'.{form}' for form in FORMATS[:-1])} or .{FORMATS[-1]}."
        raise WrongUseError(message)
    return form


def _require_read(study: Study, form: Format, *, letters: bool, summary: bool, yes: bool) -> None:
    """Show every quote the file would hold, and make it only where the person says that they may stand in it."""
    from analysis.report import SHARED, words_in
    from analysis.wording import plural

    said = (
        ()
        if form in SHARED
        else words_in(study, format=form, letters=letters, length="summary" if summary else "full")
    )
    if yes or not said:
        return
    for words in said:
        _say(f"> {words}", err=True)
    held = f"Other people's words for this file: {plural(len(said), 'quote', 'quotes')}."
    if not sys.stdin.isatty():
        message = f"{held} Read them above, then say --yes. Nothing was written."
        raise WrongUseError(message)
    if not typer.confirm(f"{held} Names we know are removed. May they stand there?", err=True):
        message = "Nothing was written."
        raise WrongUseError(message)


@contextmanager
def _lines(file: Path | None) -> Generator[Iterable[Sequence[bytes]]]:
    """Give the lines of a file, or of standard input as they come: as many together as are there."""
    if file is None or str(file) == "-":
        yield _batches(sys.stdin.buffer, lambda _: None)
        return
    _require_file(file)
    with (
        file.open("rb") as lines,
        _bar(file.stat().st_size, "Coding", hidden=sys.stdout.isatty()) as advance_to,
    ):
        yield _batches(lines, advance_to)


def _batches(lines: BinaryIO, advance_to: Callable[[int], None]) -> Iterator[Sequence[bytes]]:
    at = 0
    begun: list[bytes] = []  # the pieces of a line that has not ended yet
    while piece := lines.read1(_AT_ONCE):  # ty: ignore[missing-attribute]  (what is there, without waiting for more)
        whole, newline, rest = piece.rpartition(b"\n")
        if newline:
            yield b"".join([*begun, whole]).split(b"\n")
            begun = []
        begun.append(rest)
        at += len(piece)
        advance_to(at)
    if last := b"".join(begun):
        yield [last]


@contextmanager
def _bar(length: int, label: str, *, hidden: bool) -> Generator[Callable[[int], None]]:
    """Draw how far long work has come, on standard error and only where somebody sees it."""
    hidden = hidden or not sys.stderr.isatty()
    with typer.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda at: bar.update(at - bar.pos)


@contextmanager
def _meanwhile(doing: str) -> Generator[None]:
    """Show, where somebody sees it, for how many seconds work goes on that cannot say how far it is."""
    if not sys.stderr.isatty():
        yield
        return
    words, began, done = _plain(doing), time.monotonic(), threading.Event()

    def tick() -> None:
        line = ""
        while not done.wait(PATIENCE):
            line = f"{words}, {time.monotonic() - began:.0f} s"
            typer.echo(f"\r{line}", err=True, nl=False)
        if line:
            typer.echo(f"\r{' ' * len(line)}\r", err=True, nl=False)

    ticking = threading.Thread(target=tick, daemon=True)
    ticking.start()
    try:
        yield
    finally:
        done.set()
        ticking.join()


def _require_file(file: Path) -> None:
    if not file.is_file():
        message = f"{file} is a folder, not a file." if file.is_dir() else f"There is no file {file}."
        raise WrongUseError(message)


def _require_folder(out: Path) -> None:
    if out.is_dir():
        message = f"{out} is a folder. Name a file in it."
        raise WrongUseError(message)
    if not out.parent.is_dir():
        message = f"There is no folder {out.parent} to write {out.name} into."
        raise WrongUseError(message)


def _write(out: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner only."""
    try:
        with tempfile.TemporaryDirectory(prefix=".second-place-", dir=out.parent) as folder:
            unfinished = Path(folder) / out.name
            with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
                opened.write(content)
            unfinished.replace(out)
    except OSError as error:
        message = f"{out} was not written: {error.strerror}."
        raise WorkspaceError(message) from None


@contextmanager
def _plainly(on_failure: Callable[[str], None] = lambda _: None) -> Generator[None]:
    """Say what went wrong in a sentence on standard error, and leave with 1 for the data or 2 for wrong use."""
    try:
        yield
    except (WorkspaceError, WrongUseError) as error:
        _say(str(error), err=True)
        on_failure(str(error))
        raise typer.Exit(2 if isinstance(error, WrongUseError) else 1) from None


def _today(fixed: dt.date | None) -> dt.date:
    return fixed or dt.datetime.now().astimezone().date()


def _now(fixed: dt.date | None) -> dt.datetime:
    """Give the present moment in UTC without zone, as the workspace keeps it; midnight of a fixed day."""
    return dt.datetime.combine(fixed, dt.time()) if fixed else dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _say_lines(lines: Iterable[str]) -> None:
    for line in lines:
        _say(line)


def _say(words: str, *, err: bool = False) -> None:
    """Print one line of plain text."""
    typer.echo(_plain(words), err=err)


def _plain(words: str) -> str:
    return _NOT_PLAIN.sub(" ", words)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows a question mark
    app()
