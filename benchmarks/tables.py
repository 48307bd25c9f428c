"""The figures of a run as the documents show them: each table stands between two comments, and a run puts its own there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.importing_at_scale import AGAIN

DOCUMENTS = tuple(
    Path(__file__).parents[1] / "docs" / f"{name}.md"
    for name in ("performance", "importing-quality", "report-figures", "reliability")
)
BEGIN, END = "<!-- make bench: {} -->\n", "<!-- end of make bench -->"
SAMPLE = "the sample"
REPORTS = ("one page", "one page, quotes", "in full", "in full, quotes")
MOST_START, MOST_REPORT, LEAST_TEXTS = 1.3, 3.0, 2_000
MOST_FIRST = 2.0  # seconds until a page nobody visited stands
MOST_RERUN = {10_000: 2.0, 1_000_000: 3.0}  # times the page with one chart
MOST_CPU, MOST_FILE, MOST_PEAK = (
    4.0,
    1.5,
    1.5e9,
)  # of an import of a million: times duckdb's, times duckdb's, bytes
MOST_ACTION, MOST_GROWTH = 1.0, 30.0  # seconds, MB
TOO_FEW = 0.01  # CPU seconds of which no ratio can be told

Figures = Mapping[str, Any]


def tables(figures: Figures) -> dict[str, str]:
    """Give each kind of figures that was measured as Markdown; "machine" and "limits" are of all of them."""
    made = {kind: table(figures[kind]) for kind, table in TABLES.items() if kind in figures}
    return {"machine": machine(figures), "limits": limits(figures)} | made


def fill(document: str, made: Mapping[str, str]) -> str:
    """Give a document with these tables in their places; a place whose table was not made stays as it is."""
    for kind, table in made.items():
        begin = BEGIN.format(kind)
        whole = re.compile(
            rf"{re.escape(begin)}.*?{re.escape(END)}", re.DOTALL
        )  # with its ends: what is empty is one place, too
        document = whole.sub(lambda _, put=begin + table + END: put, document)
    return document


def write(figures: Figures) -> None:
    """Put the tables into every document that has a place for them."""
    for path in DOCUMENTS:
        path.write_text(fill(path.read_text(encoding="utf-8"), tables(figures)), encoding="utf-8")


def machine(figures: Figures) -> str:
    """Give the machine and the programs in a sentence, and when each kind was measured where that was not in one run."""
    told, days = figures["machine"], figures["measured"]
    apart = [f"{kind} on {day}" for kind, day in days.items() if day != told["day"]]
    return (
        f"Measured on {told['day']}: {told['cores']} processor cores ({told['processor']}), {told['memory'] / 1e9:.0f} GB of memory, "
        f"{told['system']}, Python {told['python']}, {', '.join(f'{name} {version}' for name, version in told['libraries'].items())}; "
        f"{told['load']:.1f} processes were at work when it began."
        + (f" Of an earlier run: {', '.join(apart)}." if apart else "")
        + "\n"
    )


def limits(figures: Figures) -> str:
    """Give what was wanted beside what was measured, at the largest size there is."""
    rows = [row for kind, row in _LIMITS if kind in figures for row in row(figures[kind])]
    return _table(("what", "wanted", "measured", ""), rows)


def _of_start(start: Figures) -> Iterable[Sequence[str]]:
    ratio = start["ours"] / start["empty"]
    what = "start to the first page, beside an empty app's: CPU"
    yield what, f"{MOST_START} times", f"{ratio:.2f} times", _held(ratio <= MOST_START)


def _of_pages(pages: Figures) -> Iterable[Sequence[str]]:
    for size, most in MOST_RERUN.items():
        if str(size) in pages:
            dearest = max(pages[str(size)]["pages"], key=lambda page: page["rerun_cpu"])
            ratio = dearest["rerun_cpu"] / pages[str(size)]["one_chart"]
            what = f"the dearest rerun at {size:,} ({dearest['page']}), beside a page with one chart: CPU"
            yield what, f"{most:g} times", f"{ratio:.1f} times", _held(ratio <= most)
    *_, size = pages
    dearest = max(pages[size]["pages"], key=lambda page: page["first"])
    what = f"the dearest first visit at {int(size):,} ({dearest['page']}): until it stands"
    yield what, f"{MOST_FIRST:g} s", f"{dearest['first']:.2f} s", _held(dearest["first"] <= MOST_FIRST)


def _of_reports(reports: Figures) -> Iterable[Sequence[str]]:
    *_, size = reports
    for way, seconds in (("by its command", _by_command), ("asked for on its page", _on_its_page)):
        for kind in REPORTS[2:]:
            ratio = seconds(reports[size], kind) / seconds(reports[SAMPLE], kind)
            what = f"report {kind}, {way}, at {int(size):,}, beside the sample's: CPU"
            yield what, f"{MOST_REPORT:g} times", f"{ratio:.1f} times", _held(ratio <= MOST_REPORT)


def _of_imports(imports: Figures) -> Iterable[Sequence[str]]:
    *_, size = imports
    ours, duckdb = imports[size]["ours"], imports[size]["duckdb"]
    cpu, file, peak = _in_all(ours) / _in_all(duckdb), ours["file"] / duckdb["file"], ours["peak"]
    what = f"import of {int(size):,} interviews"
    beside = "beside duckdb's `read_csv` into a table"
    yield f"{what}, {beside}: CPU", f"{MOST_CPU:g} times", f"{cpu:.1f} times", _held(cpu <= MOST_CPU)
    yield f"{what}, {beside}: file", f"{MOST_FILE:g} times", f"{file:.2f} times", _held(file <= MOST_FILE)
    yield f"{what}: memory at most", f"{MOST_PEAK / 1e6:,.0f} MB", f"{peak / 1e6:,.0f} MB", _held(peak <= MOST_PEAK)  # fmt: skip
    peak = imports[size][AGAIN]["peak"]
    yield "the same log a week later, one outcome in a hundred changed: memory at most", f"{MOST_PEAK / 1e6:,.0f} MB", f"{peak / 1e6:,.0f} MB", _held(peak <= MOST_PEAK)  # fmt: skip


def _of_coding(coding: Figures) -> Iterable[Sequence[str]]:
    *_, of = coding["ours"].values()
    rate = of["texts"] / of["seconds"]
    yield f"coding of {of['texts']:,} texts: texts a CPU-second", f"{LEAST_TEXTS:,}", f"{rate:,.0f}", _held(rate >= LEAST_TEXTS)  # fmt: skip
    *_, alone = coding["ways"]["ours, with suggested"].values()
    yield (
        "the first of them read alone, next to no clause met before: texts a CPU-second",
        "",
        f"{alone:,.0f}",
        "",
    )


def _of_load(load: Figures) -> Iterable[Sequence[str]]:
    p95, growth, wrong = load["p95_s"], load["mb_growth"], load["rows_of_others"]
    what = f"{load['sessions']} sessions, an action each 5 s: 95 of 100 within"
    yield what, f"{MOST_ACTION:g} s", f"{p95:.2f} s", _held(p95 <= MOST_ACTION)
    what = f"memory that {load['cycles']} sessions leave, opened and closed"
    yield what, f"{MOST_GROWTH:g} MB", f"{growth:z.1f} MB", _held(growth <= MOST_GROWTH)
    yield f"rows of others' files seen in {load['looks']} looks", "0", f"{wrong}", _held(not wrong)


def _held(is_held: bool) -> str:
    return "held" if is_held else "**missed**"


def _sizes(size: Figures) -> str:
    return _table(
        ("interviews", "the file, MB", "bytes an interview"),
        [(f"{int(n):,}", f"{b / 1e6:,.1f}", f"{b / int(n):,.0f}") for n, b in size.items()],
    )


def _start(start: Figures) -> str:
    return _table(
        ("start to the first page", "CPU seconds", "seconds"),
        [
            ("`make run`", f"{start['ours']:.2f}", f"{start['ours_seconds']:.2f}"),
            (
                "one number and one chart, by `streamlit run`",
                f"{start['empty']:.2f}",
                f"{start['empty_seconds']:.2f}",
            ),
            ("ratio", f"{start['ours'] / start['empty']:.2f}", ""),
        ],
    )


def _pages(pages: Figures) -> str:
    *_, largest = pages
    names = [page["page"] for page in pages[largest]["pages"]]
    by_name = {
        size: {page["page"]: page for page in measured["pages"]} | {"one chart": pages[size]["one_chart"]}
        for size, measured in pages.items()
    }
    heads = [
        "page",
        *(f"{int(size):,}: rerun, CPU ms (times one chart)" for size in pages),
        *(f"{int(size):,}: first visit, CPU s" for size in pages),
        f"{int(largest):,}: until it stands, s",
        "another session's first visit, CPU s",
        "KB sent",
    ]
    rows = [
        [
            name,
            *(
                f"{of[name]['rerun_cpu'] * 1e3:.0f} ({of[name]['rerun_cpu'] / of['one chart']:.1f})"
                for of in by_name.values()
            ),
            *(f"{of[name]['first_cpu']:.2f}" for of in by_name.values()),
            f"{by_name[largest][name]['first']:.2f}",
            f"{by_name[largest][name]['second_cpu']:.2f}",
            f"{by_name[largest][name]['sent'] / 1e3:.0f}",
        ]
        for name in names
    ]
    for what, key in (("one number, one chart", "one_chart"), ("the same, spared as ours are", "spared")):
        base = [f"*{what}*", *(f"{measured[key] * 1e3:.0f}" for measured in pages.values())]
        rows.append(base + [""] * (len(heads) - len(base)))
    return _table(heads, rows)


def _sessions(sessions: Figures) -> str:
    least, *_ = (size for size in sessions if size.isdigit())

    def an_interview(size: str) -> str:
        if not size.isdigit() or size == least:
            return ""
        more = sessions[size]["most"] - sessions[least]["most"]
        return f"{more / (int(size) - int(least)):,.0f}"

    return _table(
        ("interviews", "the server at most, MB", "a session more, MB", "an interview more, bytes"),
        [
            (_named(size), f"{of['most'] / 1e6:,.0f}", f"{of['each'] / 1e6:z.1f}", an_interview(size))
            for size, of in sessions.items()
        ],
    )


def _clicks(clicks: Figures) -> str:
    return _table(
        ("interviews", "nothing of it counted yet, s", "counted before, s"),
        [(_named(of), f"{c['first']:.2f}", f"{c['again']:.2f}") for of, c in clicks.items()],
    )


def _reports(reports: Figures) -> str:
    *_, largest = reports
    ways: list[tuple[str, Callable[[Figures], float]]] = [
        *((f"by its command: {kind}", lambda of, kind=kind: _by_command(of, kind)) for kind in REPORTS),
        *(
            (f"by its command, on the clock: {kind}", lambda of, kind=kind: of["by command"][kind]["seconds"])
            for kind in REPORTS[2:]
        ),
        ("the page's first visit, which sets one page", lambda of: of["on its page"][REPORTS[0]]["visit"]),
        *((f"on its page: {kind}, as PDF", lambda of, kind=kind: _on_its_page(of, kind)) for kind in REPORTS),
        *(
            (f"on its page: {kind}, then as web page", lambda of, kind=kind: of["on its page"][kind]["web"])
            for kind in REPORTS
        ),
        *(
            (f"the counting and the setting alone: {kind}", lambda of, kind=kind: of["opened"][kind])
            for kind in REPORTS
        ),
    ]
    return _table(
        ("CPU seconds, but where it says on the clock", *map(_named, reports), f"{_named(largest)} to the sample"),
        [
            (what, *(_short(of(each)) for each in reports.values()), f"{of(reports[largest]) / of(reports[SAMPLE]):.1f} times")
            for what, of in ways
        ],
    )  # fmt: skip


def _forms(forms: Figures) -> str:
    return _table(
        ("the sample's report", "CPU seconds", "KB"),
        [(form, f"{made['cpu']:.2f}", f"{made['bytes'] / 1e3:.0f}") for form, made in forms.items()],
    )


def _imports(imports: Figures) -> str:
    rows = []
    for size, ways in imports.items():
        for name, way in ways.items():
            if name == "log":
                continue
            phases = way["seconds"] if len(way["seconds"]) == 1 else way["seconds"] | {"in all": _in_all(way)}
            for phase, seconds in phases.items():
                last = phase == [*phases][-1]
                whole = _in_all(ways["duckdb"])
                rows.append(
                    (
                        f"{int(size):,}",
                        f"{name}: {phase}",
                        _short(seconds),
                        f"{seconds / whole:.1f}" if whole >= TOO_FEW else "",
                        f"{way['peak'] / 1e6:,.0f}" if last else "",
                        f"{way['file'] / 1e6:,.1f}" if last and way["file"] else "",
                    )
                )
        rows.append((f"{int(size):,}", "the log itself", "", "", "", f"{ways['log'] / 1e6:,.1f}"))
    return _table(("interviews", "what", "CPU seconds", "times duckdb", "peak, MB", "file, MB"), rows)


def _coding(coding: Figures) -> str:
    kept = _table(
        ("interviews", "texts", "coded and kept, CPU seconds", "texts a CPU-second", "peak, MB"),
        [
            (f"{int(n):,}", f"{c['texts']:,}", f"{c['seconds']:,.2f}", f"{c['texts'] / c['seconds']:,.0f}", f"{c['peak'] / 1e6:,.0f}")
            for n, c in coding["ours"].items()
        ],
    )  # fmt: skip
    raced = _table(
        ("texts a CPU-second, read alone", *(f"the first of {int(n):,}" for n in coding["ours"])),
        [
            (name, *(f"{rate:,.0f}" for rate in rates.values()))
            if rates
            else (name, *["not installed"] * len(coding["ours"]))
            for name, rates in coding["ways"].items()
        ],
    )
    return f"{kept}\n{raced}"


def _load(load: Figures) -> str:
    return _table(
        ("", "target", "measured"),
        [
            (
                f"an action of {load['sessions']} sessions, each every 5 s ({load['actions']} actions)",
                "95 of 100 within 1 s",
                f"{load['p95_s']:.2f} s; half within {load['p50_s']:.2f} s, the longest {load['most_s']:.2f} s",
            ),
            (
                f"growth over {load['cycles']} sessions, opened and closed",
                "30 MB",
                f"{load['mb_growth']:z.1f} MB",
            ),
            (
                "rows of others' files that were seen",
                "0",
                f"{load['rows_of_others']} in {load['looks']} looks of {load['sessions']} sessions",
            ),
        ],
    )


def _by_command(report: Figures, kind: str) -> float:
    return report["by command"][kind]["cpu"]


def _on_its_page(report: Figures, kind: str) -> float:
    """The choices and the button of the PDF."""
    return report["on its page"][kind]["choices"] + report["on its page"][kind]["pdf"]


def _in_all(way: Figures) -> float:
    return sum(way["seconds"].values())


def _named(size: str) -> str:
    return f"{int(size):,}" if size.isdigit() else size


def _short(seconds: float) -> str:
    return f"{seconds:z.3f}" if abs(seconds) < 0.1 else f"{seconds:.2f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(
        [
            f"| {' | '.join(heads)} |",
            f"|{'---|' * len(heads)}",
            *(f"| {' | '.join(row)} |" for row in rows),
            "",
        ]
    )


_LIMITS: tuple[tuple[str, Callable[[Figures], Iterable[Sequence[str]]]], ...] = (
    ("start", _of_start),
    ("page", _of_pages),
    ("report", _of_reports),
    ("import", _of_imports),
    ("coding", _of_coding),
    ("load", _of_load),
)
TABLES: Mapping[str, Callable[[Figures], str]] = {
    "size": _sizes,
    "start": _start,
    "page": _pages,
    "session": _sessions,
    "click": _clicks,
    "report": _reports,
    "forms": _forms,
    "import": _imports,
    "coding": _coding,
    "load": _load,
}
