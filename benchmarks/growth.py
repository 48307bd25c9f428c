"""The pictures of docs/performance.md: each cost against the number of interviews, both in powers of ten, beside its baseline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from statistics import median
from typing import Any

from benchmarks import tables

OURS, OURS_TOO, BASE, INK, QUIET, RULE = "#1C6457", "#6BA897", "#808786", "#222", "#5B6261", "#E3E5E4"
LIMIT = "4 4"  # dashes
LINE = 14  # between two labels at least
Figures = Mapping[str, Any]
Points = Mapping[int, float]


@dataclass(frozen=True)
class Line:
    """One cost by the number of interviews, its name (written at its end) and its look."""

    name: str
    points: Points
    colour: str
    dashes: str = ""


@dataclass(frozen=True)
class Panel:
    """A small chart: what it shows, in which unit, how a value is written, and the values at its foot and its head."""

    title: str
    unit: str
    lines: Sequence[Line]
    written: Callable[[float], str]
    low: float
    high: float


@dataclass(frozen=True)
class Box:
    """Where a chart has its place: the left and upper end of what is drawn into, and how wide and high that is."""

    left: float
    top: float
    wide: float
    high: float


def pictures(figures: Figures) -> dict[str, str]:
    """Give each picture as an SVG, by its name; one whose figures were not measured is left out."""
    made = {"growth": growth(figures)}
    if "page" in figures:
        made["pages"] = of_pages(figures["page"])
    return made


def growth(figures: Figures) -> str:
    """Draw a small chart for each kind of cost, three in a row, and in the end how they are read."""
    panels = [panel for kind, panel in _PANELS if all(each in figures for each in kind)]
    drawn = [panel(figures) for panel in panels]
    wide, high = 356, 250
    places = [
        Box(60 + n % 3 * wide, 56 + n // 3 * high, wide - 172, high - 100) for n in range(len(drawn) + 1)
    ]
    body = [_drawn(panel, box, ends=True) for panel, box in zip(drawn, places[:-1], strict=True)]
    key = [
        ("Ours", OURS, ""),
        ("What else one could use", BASE, ""),
        ("The limit that is wanted", INK, LIMIT),
    ]
    said = [
        "Both scales in powers of ten: a line that",
        "lies flat costs the same at every size, one",
        "that rises a decade in a decade grows as",
        "the interviews do. Less than a millisecond",
        "is drawn as one.",
    ]
    body.append(_key(places[-1], key, said))
    return _picture(3 * wide + 12, places[-1].top + high - 66, "What it costs as the interviews grow", body)


def of_pages(pages: Figures) -> str:
    """Draw a small chart for each page, all on the same scales, five in a row."""
    names = sorted(row["page"] for row in next(iter(pages.values()))["pages"])
    panels = [_page(name, pages) for name in names]
    low, high = min(panel.low for panel in panels), max(panel.high for panel in panels)
    columns, wide, tall = 5, 198, 168
    body = []
    for n, panel in enumerate(panels):
        box = Box(56 + n % columns * wide, 44 + n // columns * tall, wide - 74, tall - 62)
        same = Panel(panel.title, "", panel.lines, panel.written, low, high)
        body.append(_drawn(same, box, ends=False, scale=n % columns == 0, foot=n + columns >= len(panels)))
    rows = ceil((len(panels) + 2) / columns)  # the key needs two places
    key = [
        ("The first visit of a fresh server", OURS_TOO, ""),
        ("A rerun of the page", OURS, ""),
        ("A rerun of a page with one chart", BASE, ""),
    ]
    at = columns * rows - 2
    box = Box(56 + at % columns * wide, 44 + at // columns * tall, 0, 0)
    said = ["CPU of the server, against the number", "of interviews, both in powers of ten."]
    body.append(_key(box, key, said))
    return _picture(
        columns * wide + 60, rows * tall + 20, "What each page costs the server as the interviews grow", body
    )


# ---------------------------------------------------------------------------------------------- what is shown


def _import(figures: Figures) -> Panel:
    imports = figures["import"]

    def of(name: str) -> Points:
        return {int(size): sum(ways[name]["seconds"].values()) for size, ways in imports.items()}

    return _panel(
        "An import",
        "CPU, less that of a single row",
        [
            Line("ours", of("ours"), OURS),
            Line("duckdb", of("duckdb"), BASE),
            Line("pandas", of("pandas"), BASE),
            *_at_most(tables.MOST_CPU, {n: cpu for n, cpu in of("duckdb").items() if n == 1_000_000}),
        ],
        _seconds,
        least=0.001,
    )


def _coding(figures: Figures) -> Panel:
    ours, ways = figures["coding"]["ours"], figures["coding"]["ways"]
    peers = {
        name: {int(size): 1 / rate for size, rate in rates.items()}
        for name, rates in ways.items()
        if rates and not name.startswith("ours")
    }
    return _panel(
        "Coding a text",
        "CPU; ours is kept, theirs only read",
        [
            Line("ours", {int(size): of["seconds"] / of["texts"] for size, of in ours.items()}, OURS),
            *(Line(_SHORT.get(name, name), points, BASE) for name, points in peers.items()),
            *_at_most(1 / tables.LEAST_TEXTS, {int(size): 1.0 for size in ours}),
        ],
        _seconds,
    )


def _report(figures: Figures) -> Panel:
    reports = figures["report"]
    lines = []
    for way, colour, of in (
        ("command", OURS_TOO, lambda each, kind: each["by command"][kind]["cpu"]),
        (
            "on page",
            OURS,
            lambda each, kind: each["on its page"][kind]["choices"] + each["on its page"][kind]["pdf"],
        ),
    ):
        for kind, dashes in (("in full", ""), ("in full, quotes", "1 3")):
            points = {
                int(size): of(each, kind) / of(reports[tables.SAMPLE], kind)
                for size, each in reports.items()
                if size != tables.SAMPLE
            }
            lines.append(Line(f"{way}{', quotes' if dashes else ''}", points, colour, dashes))
    first = lines[0].points
    return _panel(
        "A report in full",
        "CPU, times that of the sample's 30",
        [*lines, *_at_most(tables.MOST_REPORT, dict.fromkeys(first, 1.0))],
        lambda times: f"{times:g}",
    )


def _click(figures: Figures) -> Panel:
    def of(name: str) -> Points:
        return {int(size): each[name] for size, each in figures["click"].items()}

    return _panel(
        "A click on a filter",
        "until its text stands in Chromium",
        [Line("uncounted", of("first"), OURS_TOO), Line("counted", of("again"), OURS)],
        _seconds,
    )


def _reruns(figures: Figures) -> Panel:
    pages = figures["page"]
    base = {int(size): each["one_chart"] for size, each in pages.items()}
    limits = {n: most * base[n] for n, most in tables.MOST_RERUN.items() if n in base}
    return _panel(
        "A rerun of a page",
        "CPU of the server",
        [
            Line("dearest page", _over_pages(pages, "rerun_cpu", max), OURS),
            Line("middle page", _over_pages(pages, "rerun_cpu", median), OURS_TOO),
            Line("one chart", base, BASE),
            *_at_most(1, limits),
        ],
        _seconds,
    )


def _visits(figures: Figures) -> Panel:
    pages = figures["page"]
    return _panel(
        "A first visit of a page",
        "CPU of the server",
        [
            Line("dearest page", _over_pages(pages, "first_cpu", max), OURS),
            Line("middle page", _over_pages(pages, "first_cpu", median), OURS_TOO),
            Line("2nd window", _over_pages(pages, "second_cpu", max), OURS, "1 3"),
        ],
        _seconds,
    )


def _memory(figures: Figures) -> Panel:
    servers = {size: each["most"] for size, each in figures["session"].items()}
    empty = servers.pop("an empty app")
    imports = figures["import"]
    lines = [
        Line("the server", {int(size): most for size, most in servers.items()}, OURS),
        Line("an empty app", {int(size): empty for size in servers}, BASE),
        Line("ours, import", {int(size): ways["ours"]["peak"] for size, ways in imports.items()}, OURS_TOO),
        *(
            Line(name, {int(size): ways[name]["peak"] for size, ways in imports.items()}, BASE)
            for name in ("duckdb", "pandas")
        ),
        *_at_most(tables.MOST_PEAK, {int(size): 1.0 for size in imports if int(size) == 1_000_000}),
    ]
    return _panel("Memory at most", "of the whole process", lines, _bytes)


def _file(figures: Figures) -> Panel:
    imports = figures["import"]
    duckdb = {int(size): ways["duckdb"]["file"] for size, ways in imports.items()}
    lines = [
        Line("ours, coded", {int(size): each for size, each in figures["size"].items()}, OURS),
        Line("ours, imported", {int(size): ways["ours"]["file"] for size, ways in imports.items()}, OURS_TOO),
        Line("duckdb", duckdb, BASE),
        Line("the CSV", {int(size): ways["log"] for size, ways in imports.items()}, BASE),
        *_at_most(tables.MOST_FILE, {n: size for n, size in duckdb.items() if n == 1_000_000}),
    ]
    return _panel("The file", "on the disk", lines, _bytes)


def _page(name: str, pages: Figures) -> Panel:
    rows = {int(size): row for size, each in pages.items() for row in each["pages"] if row["page"] == name}
    lines = [
        Line("first visit", {n: row["first_cpu"] for n, row in rows.items()}, OURS_TOO),
        Line("rerun", {n: row["rerun_cpu"] for n, row in rows.items()}, OURS),
        Line("one chart", {int(size): each["one_chart"] for size, each in pages.items()}, BASE),
    ]
    return _panel(name.replace("_", " "), "", lines, _seconds)


def _over_pages(pages: Figures, what: str, chosen: Callable[[Sequence[float]], float]) -> Points:
    return {int(size): chosen([row[what] for row in each["pages"]]) for size, each in pages.items()}


def _at_most(times: float, of: Points) -> list[Line]:
    return [Line("limit", {n: times * cost for n, cost in of.items()}, INK, LIMIT)] if of else []


def _panel(
    title: str, unit: str, lines: Sequence[Line], written: Callable[[float], str], least: float = 0.0
) -> Panel:
    kept = [
        Line(line.name, {n: max(cost, least) for n, cost in line.points.items()}, line.colour, line.dashes)
        for line in lines
    ]
    costs = [cost for line in kept for cost in line.points.values()]
    return Panel(title, unit, kept, written, 10 ** floor(log10(min(costs))), 10 ** ceil(log10(max(costs))))


def _seconds(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:,.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:,.0f} ms"
    return f"{seconds:,.1f} s" if seconds < 10 and seconds % 1 else f"{seconds:,.0f} s"


def _bytes(size: float) -> str:
    return (
        f"{size / 1e9:,.0f} GB"
        if size >= 1e9
        else f"{size / 1e6:,.0f} MB"
        if size >= 1e6
        else f"{size / 1e3:,.0f} KB"
    )


# ---------------------------------------------------------------------------------------------- how it is drawn


def _drawn(panel: Panel, box: Box, *, ends: bool, scale: bool = True, foot: bool = True) -> str:
    """A chart; its lines end in their names, or in their last value."""
    sizes = sorted({n for line in panel.lines for n in line.points})
    across = log10(sizes[-1] / sizes[0]) or 1
    down = log10(panel.high / panel.low) or 1

    def x(size: float) -> float:
        return box.left + log10(size / sizes[0]) / across * box.wide

    def y(cost: float) -> float:
        return box.top + log10(panel.high / cost) / down * box.high

    right, bottom = box.left + box.wide, box.top + box.high
    drawn = [_text(box.left, box.top - (24 if panel.unit else 10), panel.title, INK, "start", bold=True)]
    if panel.unit:
        drawn.append(_text(box.left, box.top - 9, panel.unit, QUIET, "start"))
    for exponent in range(round(down) + 1):
        tick = panel.low * 10**exponent
        drawn.append(f'<path d="M{box.left:.0f} {y(tick):.1f}H{right:.0f}" stroke="{RULE}"/>')
        if scale:
            drawn.append(_text(box.left - 6, y(tick) + 4, panel.written(tick), QUIET, "end"))
    for size in () if not foot else sizes if ends else (sizes[0], sizes[-1]):
        at = "end" if size == sizes[-1] and not ends else "middle"
        drawn.append(_text(x(size), bottom + 17, _many(size), QUIET, at))
    last = []
    for line in panel.lines:
        points = [(x(size), y(cost)) for size, cost in sorted(line.points.items())]
        shown = (
            points
            if len(points) > 1
            else [(points[0][0] - 9, points[0][1]), (points[0][0] + 5, points[0][1])]
        )
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in shown)
        dashes = f' stroke-dasharray="{line.dashes}" stroke-linecap="round"' if line.dashes else ""
        drawn.append(
            f'<polyline data-line="{escape(line.name)}" points="{path}" fill="none" stroke="{line.colour}" stroke-width="2"{dashes}/>'
        )
        if line.dashes != LIMIT:
            drawn += [
                f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2.5" fill="{line.colour}"/>' for px, py in points
            ]
        said = line.name if ends else panel.written(line.points[sizes[-1]])
        if ends or line.colour != BASE:
            last.append((points[-1][1], said, line.colour))
    for (at, said, colour), moved in zip(sorted(last), _apart(sorted(last)), strict=True):
        drawn.append(
            f'<path d="M{right + 5:.0f} {at:.1f}L{right + 12:.0f} {moved:.1f}" stroke="{colour}" opacity=".5" fill="none"/>'
        )
        drawn.append(_text(right + 15, moved + 4, said, colour if colour != OURS_TOO else "#3F7A6A", "start"))
    return "".join(drawn)


def _apart(ends: Sequence[tuple[float, str, str]]) -> list[float]:
    """The heights of labels that would lie on each other: moved as little as can be, the group that touches as one."""
    groups: list[list[float]] = []
    for at, _, _ in ends:
        groups.append([at])
        while (
            len(groups) > 1
            and _middle(groups[-1]) - _middle(groups[-2]) < LINE * (len(groups[-1]) + len(groups[-2])) / 2
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_middle(group) + LINE * (n - (len(group) - 1) / 2) for group in groups for n in range(len(group))]


def _middle(heights: Sequence[float]) -> float:
    return sum(heights) / len(heights)


def _key(box: Box, key: Sequence[tuple[str, str, str]], said: Sequence[str]) -> str:
    drawn = []
    for n, (name, colour, dashes) in enumerate(key):
        at = box.top + 18 * n
        look = f' stroke-dasharray="{dashes}"' if dashes else ""
        drawn.append(f'<path d="M{box.left:.0f} {at - 4:.0f}h26" stroke="{colour}" stroke-width="2"{look}/>')
        drawn.append(_text(box.left + 34, at, name, INK, "start"))
    below = box.top + 18 * len(key) + 6
    drawn += [_text(box.left, below + 16 * n, line, QUIET, "start") for n, line in enumerate(said)]
    return "".join(drawn)


def _many(size: int) -> str:
    return f"{size // 1_000_000} million" if size >= 1_000_000 and size % 1_000_000 == 0 else f"{size:,}"


def _text(x: float, y: float, said: str, colour: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600" font-size="13"' if bold else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(said)}</text>'
    )


def _picture(wide: float, high: float, said: str, body: Sequence[str]) -> str:
    """An SVG on a ground of its own, so that it is read in dark surroundings, too."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}" '
        f'role="img" font-family="Source Sans 3, Source Sans Pro, Helvetica, Arial, sans-serif" font-size="12"><title>{escape(said)}</title>'
        f'<rect width="100%" height="100%" rx="8" fill="#fff"/>{"".join(body)}</svg>\n'
    )


_SHORT = {
    "keywords of the definitions": "keywords",
    "TF-IDF + logistic regression": "TF-IDF, linear",
    "hashed runs of letters and words, linear": "hashed, linear",
    "MiniLM, nearest sentence of the codebook": "MiniLM, nearest",
    "SetFit on MiniLM, 8 texts a class": "SetFit",
}
_PANELS: tuple[tuple[tuple[str, ...], Callable[[Figures], Panel]], ...] = (
    (("import",), _import),
    (("coding",), _coding),
    (("report",), _report),
    (("page",), _reruns),
    (("page",), _visits),
    (("click",), _click),
    (("session", "import"), _memory),
    (("size", "import"), _file),
)
