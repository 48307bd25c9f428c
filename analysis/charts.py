"""Chart forms: a table of the Study in, a plotly Figure out, and beside each form its words for who cannot see it.

Colour means outcome, shape says it again, and k of n is printed on the row. No drawing knows whether the page is light or
dark: marks keep 3:1 on both, and text has no colour of its own, so that the page's ink is given to it by look.css.
A row is a label above its marks, never a tick label beside them, so one figure serves 1,080 px and 358 px.

A form is drawn once, as a `Drawing` of bars, points and texts; plotly and the report's SVG are two pens for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

from analysis import certainty
from analysis.drawing import (
    CELLS_AT_MOST,
    COUNT,
    QUIET,
    SMALL,
    SOFT,
    Bar,
    Drawing,
    Point,
    Rule,
    Shape,
    Tally,
    Text,
    clean,
    fit,
)
from analysis.palette import CLEAR, EMPTY, NEUTRAL, OFFER, REJECTED, SECOND, faded
from analysis.whose_words import told
from analysis.wording import (
    ENDING_WORDS,
    NBSP,
    OUTCOME_WORDS,
    STAGE_WORDS,
    count,
    date,
    in_100,
    in_sentence,
    named,
    range_in_short,
    range_in_words,
)

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from analysis.coding.quality import Threshold
    from analysis.priorities import SmallestSet
    from analysis.study import BeforeSince, Overview, Whose
    from data.records import Practice

Beside = Literal["offer", "rejected"]

NARROW = 340.0  # the least width a figure must serve, in px: a phone of 358 without its margin
COMPARED_FROM = 10
MARKS_AT_MOST = 150  # in a row, a mark a process: more of them run into one another, and each costs
_RANGES = 14  # px a line of plausible ranges takes under the counts
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GLYPHS: Mapping[Shape, str] = {"circle": "●", "diamond": "◆", "square": "■", "triangle-up": "▲"}


@dataclass(frozen=True)
class _Side:
    """What the lower lane of a contrast is about: the columns of its counts, its mark, its name."""

    prefix: str
    colour: str
    shape: Shape
    name: str


_SIDES: Mapping[str, _Side] = {
    "offer": _Side("offers", OFFER, "diamond", "offers"),
    "rejected": _Side("rejected", REJECTED, "square", "earlier rejections"),
}
_MARKS: Mapping[str, tuple[str, Shape]] = {
    "second_place": (SECOND, "circle"),
    "offer_accepted": (OFFER, "diamond"),
    "offer_declined": (OFFER, "diamond"),
    "rejected": (REJECTED, "square"),
}
_STATES: Mapping[Whose, tuple[str, str, str]] = {
    "others": ("with feedback you can act on", "with words, but no reason counted", "silent so far"),
    "self": ("with notes you can act on", "with notes, but no reason counted", "without a note of yours"),
    "all": (
        "with feedback or notes you can act on",
        "with words, but no reason counted",
        "with nothing said or noted",
    ),
}
_OTHER: tuple[str, Shape] = (NEUTRAL, "triangle-up")
_AS_OUTCOME: Mapping[str, str] = {"offer": "offer_accepted"}  # the two kinds of offer end the same way


def ranking(rows: pd.DataFrame, *, at_most: int, ranges: bool) -> Figure:
    """Draw how often each factor was heard: one cell a second place, the heard ones filled; the soft bar is the range.

    `rows` as `Study.gaps()`; a press on a row gives its factor.
    """
    return figure(draw_ranking(rows, at_most=at_most, ranges=ranges, width=NARROW))


def ranking_alt(rows: pd.DataFrame, *, at_most: int) -> str:
    """Say what `ranking` shows: "Of the second places with a reason: Concrete examples 5 of 7; ..."."""
    said = _alt(f"{clean(row.label)} {count(row.heard_in, row.out_of)}" for row in _rows(rows.head(at_most)))
    return f"Of the second places with a reason: {said}" if said else "Nothing was heard."


def draw_ranking(rows: pd.DataFrame, *, at_most: int, ranges: bool, width: float) -> Drawing:
    """Lay out `ranking`."""
    drawing = Drawing(width)
    for row in _rows(rows.head(at_most)):
        top = drawing.row(
            row.label,
            height=58 if ranges else 46,
            tallies=[_second(row, ranges=ranges)],
            key=row.factor,
            hover=_hover(row.label, [_counted(row, "", "second places")]),
        )
        drawing.share(row.heard_in, row.out_of, y=top + 33, height=14, colour=SECOND)
        if ranges:
            drawing.soft_bar(row.low, row.high, y=top + 47, height=6, colour=SECOND)
    return drawing


def contrast(rows: pd.DataFrame, *, beside: Beside, axis: bool) -> Figure:
    """Draw two lanes a factor, from none to all: above where you came second, below where you won or went out earlier.

    `rows` as `Study.gaps()`; a press on a row gives its factor; `axis` prints what the ends mean.
    """
    return figure(draw_contrast(rows, beside=beside, axis=axis, ranges=True, width=NARROW))


def contrast_alt(rows: pd.DataFrame, *, beside: Beside) -> str:
    """Say what `contrast` shows: "Of those with a reason: Concrete examples 5 of 7 second places, 0 of 3 offers; ..."."""
    side = _SIDES[beside]
    said = []
    for row in _rows(rows):
        heard_in, out_of = getattr(row, f"{side.prefix}_heard_in"), getattr(row, f"{side.prefix}_out_of")
        other = f", {count(heard_in, out_of)} {side.name}" if out_of else ""
        said.append(f"{clean(row.label)} {count(row.heard_in, row.out_of)} second places{other}")
    return f"Of those with a reason: {_alt(said)}" if said else ""


def draw_contrast(rows: pd.DataFrame, *, beside: Beside, axis: bool, ranges: bool, width: float) -> Drawing:
    """Lay out `contrast`; with `ranges` the ends of each soft bar stand under its count."""
    down = _RANGES if ranges else 0
    drawing, side = Drawing(width, side=7), _SIDES[beside]
    for row in _rows(rows):
        heard_in, out_of = getattr(row, f"{side.prefix}_heard_in"), getattr(row, f"{side.prefix}_out_of")
        tallies, counted = [_second(row, ranges=False)], [_counted(row, "", "second places")]
        if out_of:
            tallies.append(Tally(colour=side.colour, shape=side.shape, words=count(heard_in, out_of)))
            counted.append(_counted(row, f"{side.prefix}_", side.name))
        top = drawing.row(
            row.label, height=66 + down, tallies=tallies, key=row.factor, hover=_hover(row.label, counted)
        )
        if ranges:
            _ranges(drawing, row, (("", "circle"), (f"{side.prefix}_", side.shape)), y=top + 30)
        drawing.level(top + 40 + down)
        _lane(drawing, row, "", y=top + 34 + down, colour=SECOND, shape="circle")
        if out_of:
            _lane(drawing, row, f"{side.prefix}_", y=top + 46 + down, colour=side.colour, shape=side.shape)
    if axis and drawing.height:
        _axis(drawing)
    return drawing


def over_time(lanes: Sequence[tuple[str, pd.DataFrame]], *, practice: Practice | None) -> Figure:
    """Draw a lane a factor, a mark a process with a reason: filled where it was heard, a small outline where not.

    `lanes` are labels with the table of `Study.factor_over_time()`; a press on a mark gives its interview. `practice` is
    drawn as the day it began. A process without a date is counted and has no mark, which is said under the lanes.
    """
    return figure(draw_over_time(lanes, practice=practice, width=NARROW))


def over_time_alt(lanes: Sequence[tuple[str, pd.DataFrame]]) -> str:
    """Say what `over_time` shows."""
    return _alt(
        f"{clean(label)} heard in {count(int(rows.heard.sum()), len(rows))} interviews with a reason: "
        + (
            ", ".join(f"{date(row.happened_on)} {'yes' if row.heard else 'no'}" for row in _rows(rows))
            or "none"
        )
        for label, rows in lanes
    )


def draw_over_time(
    lanes: Sequence[tuple[str, pd.DataFrame]], *, practice: Practice | None, width: float
) -> Drawing:
    """Lay out `over_time`."""
    drawing = Drawing(width, side=8)
    days = [day.toordinal() for _, rows in lanes for day in rows.happened_on.dropna()]
    days += [practice.started_on.toordinal()] if practice and days else []
    if not days:
        return drawing
    margin = max(3.0, (max(days) - min(days)) * 0.02)
    first, last = min(days) - margin, max(days) + margin

    def across(day: dt.date) -> float:
        return (day.toordinal() - first) / (last - first)

    for label, rows in lanes:
        marks = _rows(rows[rows.happened_on.notna()])
        levels = _levels([across(row.happened_on) for row in marks], apart=14 / (width - 16))
        lift = 15 * max(levels, default=0)
        top = drawing.row(
            label,
            height=60 + lift,
            words=f"heard in {count(int(rows.heard.sum()), len(rows))}",
        )
        base = top + 40 + lift
        drawing.level(base)
        for row, up in zip(marks, levels, strict=True):
            drawing.points.append(
                _mark(row, x=across(row.happened_on), y=base - 15 * up, key=row.interview_id)
            )
    if practice:
        x = across(practice.started_on)
        drawing.rules.append(Rule(x0=x, x1=x, y0=24, y1=drawing.height, width=2, colour=NEUTRAL))
    _months(drawing, first, last)
    undated = max(int(rows.happened_on.isna().sum()) for _, rows in lanes)
    if undated:
        drawing.height += 18
        drawing.texts.append(
            Text(
                x=0,
                y=drawing.height - 9,
                size=SMALL,
                words=f"{undated} without a date not drawn",
                quiet=True,
            )
        )
    if practice:
        x, words = across(practice.started_on), f"since {date(practice.started_on)}: {practice.what}"
        drawing.height += 18
        drawing.texts.append(
            Text(
                x=0 if x < 0.5 else 1,
                y=drawing.height - 9,
                size=SMALL,
                words=fit(words, width - 16, SMALL),
                anchor="left" if x < 0.5 else "right",
            )
        )
    return drawing


def before_after(change: BeforeSince, *, names: tuple[str, str]) -> Figure:
    """Draw two rows of marks in order of time, a mark a process, with the plausible range under each; a bar where there are
    too many to tell apart.

    `names` are what the rows are called: ("before 1 May 2026", "since").
    """
    return figure(draw_before_after(change, names=names, width=NARROW))


def has_marks(change: BeforeSince) -> bool:
    """Say whether `before_after` draws a mark a process."""
    return max(change.before.out_of, change.since.out_of) <= MARKS_AT_MOST


def before_after_alt(change: BeforeSince, *, names: tuple[str, str]) -> str:
    """Say what `before_after` shows: "before 1 May 2026 5 of 6; since 0 of 4"."""
    shares = (change.before, change.since)
    return _alt(
        f"{clean(name)} {count(share.heard_in, share.out_of)}"
        for name, share in zip(names, shares, strict=True)
    )


def draw_before_after(change: BeforeSince, *, names: tuple[str, str], width: float) -> Drawing:
    """Lay out `before_after`; no outcome, so the neutral colour draws the range."""
    drawing = Drawing(width, side=9)
    shares = (change.before, change.since)
    slots = max(change.before.out_of, change.since.out_of, int(width // 46))
    size = min(15.0, 0.8 * (width - 18) / slots)
    for name, share in zip(names, shares, strict=True):
        top = drawing.row(name, height=68, words=count(share.heard_in, share.out_of), bold=True)
        if slots > MARKS_AT_MOST:
            drawing.share(share.heard_in, share.out_of, y=top + 37, height=14, colour=NEUTRAL)
        else:
            for n, row in enumerate(_rows(share.rows)):
                drawing.points.append(_mark(row, x=(n + 0.5) / slots, y=top + 37, key=None, size=size))
        drawing.level(top + 55)
        if share.out_of and share.low is not None and share.high is not None:
            drawing.soft_bar(share.low, share.high, y=top + 55, height=7, colour=NEUTRAL)
            x = share.heard_in / share.out_of
            drawing.rules.append(Rule(x0=x, x1=x, y0=top + 50, y1=top + 60, width=2, colour=NEUTRAL))
    return drawing


def reach(found: SmallestSet, *, labels: Sequence[str]) -> Figure:
    """Draw how many second places the first factor of the smallest set touches, the first two, and so on to all of them.

    Each row is one factor more: in full colour what it adds, faded what those above it touch already.
    """
    return figure(draw_reach(found, labels=labels, width=NARROW))


def reach_alt(found: SmallestSet, *, labels: Sequence[str]) -> str:
    """Say what `reach` shows: "Second places touched: Concrete examples 5 of 7; and clear, short answers 7 of 7"."""
    rows = zip(_adding(labels), found.covers, strict=True)
    return f"Second places touched: {_alt(f'{clean(name)} {count(k, found.out_of)}' for name, k in rows)}"


def draw_reach(found: SmallestSet, *, labels: Sequence[str], width: float) -> Drawing:
    """Lay out `reach`."""
    drawing = Drawing(width)
    already = 0
    for name, covered in zip(_adding(labels), found.covers, strict=True):
        top = drawing.row(name, height=46, words=count(covered, found.out_of), bold=True)
        y, before = top + 33, faded(SECOND, SOFT)
        if found.out_of <= CELLS_AT_MOST:
            rest = [EMPTY] * (found.out_of - covered)
            drawing.cells([before] * already + [SECOND] * (covered - already) + rest, y=y, height=14)
        else:
            ends = (0, already / found.out_of, covered / found.out_of, 1)
            drawing.bars += [
                Bar(x0=x0, x1=x1, y=y, height=14, fill=fill)
                for (x0, x1), fill in zip(pairwise(ends), (before, SECOND, EMPTY), strict=True)
                if x1 > x0
            ]
        already = covered
    return drawing


def together(pairs: pd.DataFrame, *, factors: Sequence[tuple[str, str]], out_of: int) -> Figure:
    """Draw half a grid: in how many of `out_of` second places both gaps were named; the tint repeats the number.

    `pairs` as `Study.together()`; `factors` are (id, label) in the order of the rows. A press on a cell gives both
    ids, parted by a space.
    """
    return figure(draw_together(pairs, factors=factors, out_of=out_of, width=NARROW))


def together_alt(pairs: pd.DataFrame, *, factors: Sequence[tuple[str, str]], out_of: int) -> str:
    """Say what `together` shows, the pairs heard at least once."""
    both, labels = _both(pairs), dict(factors)
    heard = [
        (labels[one], labels[other], both[frozenset((one, other))])
        for i, (one, _) in enumerate(factors)
        for other, _ in factors[i + 1 :]
        if both.get(frozenset((one, other)))
    ]
    return (
        _alt(f"{clean(one)} and {in_sentence(clean(other))} {count(n, out_of)}" for one, other, n in heard)
        or "No two were named together."
    )


def draw_together(
    pairs: pd.DataFrame, *, factors: Sequence[tuple[str, str]], out_of: int, width: float
) -> Drawing:
    """Lay out `together`: rows carry a number and a label, columns the number alone, so that no label meets another."""
    drawing = Drawing(width)
    both = _both(pairs)
    most = max([both.get(frozenset((a, b)), 0) for a, _ in factors for b, _ in factors if a != b] + [1])
    left = 0.5
    step = (1 - left) / max(len(factors), 1)
    for r, (factor, label) in enumerate(factors):
        y = drawing.height + 19
        drawing.height += 38
        drawing.texts.append(
            Text(x=0, y=y, size=COUNT, words=fit(f"{r + 1}  {label}", left * width - 8, COUNT), bold=True)
        )
        drawing.texts.append(
            Text(x=left + (r + 0.5) * step, y=y, size=SMALL, words=str(r + 1), anchor="center", quiet=True)
        )
        for c, (other, beside) in enumerate(factors[:r]):
            n = both.get(frozenset((factor, other)), 0)
            drawing.bars.append(
                Bar(
                    x0=left + c * step + 0.004,
                    x1=left + (c + 1) * step - 0.004,
                    y=y,
                    height=34,
                    fill=faded(SECOND, 0.14 + 0.36 * n / most) if n else faded(NEUTRAL, 0.10),
                    key=f"{other} {factor}" if n else None,
                    hover=f"{_html(beside)} and {_html(in_sentence(label))}: {count(n, out_of)} second places",
                )
            )
            drawing.texts.append(
                Text(
                    x=left + (c + 0.5) * step,
                    y=y,
                    size=COUNT,
                    words=str(n),
                    anchor="center",
                    bold=n > 0,
                    quiet=n == 0,
                )
            )
    return drawing


def compared(rows: pd.DataFrame, *, names: tuple[str, str], axis: bool) -> Figure:
    """Draw two lanes a gap, from none to all: above the first of two sides, below the other.

    `rows` as `Study.compared_with()`, `names` the two sides; a press on a row gives its factor; `axis` prints what the
    ends mean.
    """
    return figure(draw_compared(rows, names=names, axis=axis, width=NARROW))


def compared_alt(rows: pd.DataFrame, *, names: tuple[str, str]) -> str:
    """Say what `compared` shows: "Pay: Teacher 5 of 12, Analyst 1 of 10; ..."."""
    first, second = (clean(name) for name in names)
    return _alt(
        f"{clean(row.label)}: {first} {count(row.heard_in, row.out_of)}, "
        f"{second} {count(row.other_heard_in, row.other_out_of)}"
        for row in _rows(rows)
    )


def draw_compared(rows: pd.DataFrame, *, names: tuple[str, str], axis: bool, width: float) -> Drawing:
    """Lay out `compared`; neither side is an outcome, so the neutral colour, and a shape for each."""
    drawing = Drawing(width, side=7)
    sides: tuple[tuple[str, Shape], ...] = (("", "circle"), ("other_", "triangle-up"))
    for row in _rows(rows):
        tallies = [
            Tally(
                colour=NEUTRAL,
                shape=shape,
                words=count(getattr(row, f"{prefix}heard_in"), getattr(row, f"{prefix}out_of")),
            )
            for prefix, shape in sides
        ]
        hover = _hover(
            row.label,
            [_counted(row, prefix, _html(name)) for (prefix, _), name in zip(sides, names, strict=True)],
        )
        top = drawing.row(row.label, height=66 + _RANGES, tallies=tallies, key=row.factor, hover=hover)
        _ranges(drawing, row, sides, y=top + 30)
        drawing.level(top + 40 + _RANGES)
        for (prefix, shape), y in zip(sides, (top + 34 + _RANGES, top + 46 + _RANGES), strict=True):
            _lane(drawing, row, prefix, y=y, colour=NEUTRAL, shape=shape)
    if axis and drawing.height:
        _axis(drawing)
    return drawing


def by_segment(rows: pd.DataFrame, *, words: Mapping[str, str]) -> Figure:
    """Draw how often a factor was heard in each segment; a segment of less than ten says so instead of drawing a bar.

    `rows` as `Study.factor_by()`; `words` names its segments (STAGE_WORDS, SOURCE_WORDS), others are as written.
    A press on a segment in which it was heard gives the segment.
    """
    return figure(draw_by_segment(rows, words=words, width=NARROW))


def by_segment_alt(rows: pd.DataFrame, *, words: Mapping[str, str]) -> str:
    """Say what `by_segment` shows."""
    return _alt(
        f"{clean(words.get(row.segment, row.segment))} {count(row.heard_in, row.out_of)}"
        for row in _rows(rows)
    )


def draw_by_segment(rows: pd.DataFrame, *, words: Mapping[str, str], width: float) -> Drawing:
    """Lay out `by_segment`; processes of every outcome, so the neutral colour."""
    drawing = Drawing(width, side=7)
    for row in _rows(rows):
        name, counted = words.get(row.segment, row.segment), count(row.heard_in, row.out_of)
        key = row.segment if row.heard_in else None
        if row.out_of < COMPARED_FROM:
            top = drawing.row(name, height=46, words=counted, key=key, hover=_html(name))
            drawing.texts.append(
                Text(
                    x=1,
                    y=top + 30,
                    size=SMALL,
                    words="too few to compare",
                    anchor="right",
                    quiet=True,
                    outer=True,
                )
            )
            continue
        hover = _hover(name, [_counted(row, "", "with a reason")])
        counted = f"{counted} ({range_in_short(row.low, row.high)})"
        top = drawing.row(name, height=52, words=counted, bold=True, key=key, hover=hover)
        drawing.level(top + 36)
        drawing.soft_bar(row.low, row.high, y=top + 36, height=9, colour=NEUTRAL)
        drawing.points.append(
            Point(
                x=row.heard_in / row.out_of,
                y=top + 36,
                colour=NEUTRAL,
                shape="circle",
                size=13,
                key=key,
                hover=hover,
            )
        )
    return drawing


def meter(overview: Overview, *, source: Whose, who: str) -> Figure:
    """Draw one box a second place: filled (act on), soft (a reason not yours), hatched (said, no reason), empty (silent).

    `source` is that of the slice: who says nothing in your own notes has not kept silent. `who` is whose interviews these
    are, as `wording.who_came` gives it.
    """
    return figure(draw_meter(overview, source=source, who=who, width=NARROW))


def meter_alt(overview: Overview, *, source: Whose, who: str) -> str:
    """Say what `meter` shows."""
    states = ", ".join(f"{n} {what}" for n, what in _states(overview, source, who) if n)
    return f"Of {overview.second_places} second places: {states}." if states else "No second place yet."


def draw_meter(overview: Overview, *, source: Whose, who: str, width: float) -> Drawing:
    """Lay out `meter`; a few boxes are never slabs, and more than forty become lengths of one bar."""
    drawing = Drawing(width, height=32)
    n = overview.second_places
    fills = [
        (SECOND, SECOND, False),
        (faded(SECOND, SOFT), SECOND, False),
        (CLEAR, SECOND, True),
        (CLEAR, NEUTRAL, False),
    ]
    boxes = n <= 40
    slots = max(n, int(width // 46)) if boxes else n
    gap = 0.014 / 2 if n <= CELLS_AT_MOST else 0.006 / 2
    at = 0
    for (many, what), (fill, edge, hatched) in zip(_states(overview, source, who), fills, strict=True):
        for long in [1] * many if boxes else [many] * (many > 0):
            drawing.bars.append(
                Bar(
                    x0=at / slots + gap,
                    x1=(at + long) / slots - gap,
                    y=16,
                    height=20,
                    fill=fill,
                    edge=edge,
                    hatched=hatched,
                    hover=f"{many} of {n}: {what}",
                )
            )
            at += long
    return drawing


def stages(rows: pd.DataFrame) -> Figure:
    """Draw how far you come: a row a stage, filled what went on, outlined what is still open, pale what ended there.

    `rows` as `Study.stages()`; a press on a row gives its stage.
    """
    return figure(draw_stages(rows, width=NARROW))


def stages_alt(rows: pd.DataFrame) -> str:
    """Say what `stages` shows."""
    said = []
    for row in _rows(rows):
        came = "" if row.stage == "offer" else f"{row.reached} came so far, "
        said.append(
            ", ".join(filter(None, [f"{STAGE_WORDS[row.stage]}: {came}{_went_on(row)}", _step_range(row)]))
        )
    return _alt(said)


def draw_stages(rows: pd.DataFrame, *, width: float) -> Drawing:
    """Lay out `stages`; how far you came is no outcome, so the neutral colour. The range stands from five decided on."""
    drawing = Drawing(width)
    most = max([*rows.reached.tolist(), 1])
    for row in _rows(rows):
        words, said = _went_on(row), _step_range(row)
        hover = f"<b>{STAGE_WORDS[row.stage]}</b><br>{row.reached} came so far: {words}"
        top = drawing.row(
            STAGE_WORDS[row.stage],
            height=70 if said else 52,
            words=words,
            key=row.stage if row.reached else None,
            hover=f"{hover}<br>{said}" if said else hover,
        )
        y, passed, pending = top + 34, row.went_on / most, (row.went_on + row.open) / most
        if row.reached:
            drawing.bars.append(Bar(x0=0, x1=row.reached / most, y=y, height=14, fill=EMPTY))
        if row.open:
            drawing.bars.append(Bar(x0=passed, x1=pending, y=y, height=14, fill=CLEAR, edge=NEUTRAL))
        if row.went_on:
            drawing.bars.append(Bar(x0=0, x1=passed, y=y, height=14, fill=NEUTRAL))
        if said:
            drawing.texts.append(Text(x=0, y=top + 53, size=SMALL, words=said, quiet=True, outer=True))
    return drawing


def endings(rows: pd.DataFrame) -> Figure:
    """Draw the search as a Sankey: left the furthest stage, right how it ended, a ribbon as thick as its count.

    `rows` as `Study.endings()`. A ribbon has the colour of its outcome, and the mark before its words says it again.
    """
    # plotly takes half a second to import, and the terminal never draws.
    from plotly.graph_objects import Figure

    return Figure(specify_endings(rows), _validate=False)


def endings_alt(rows: pd.DataFrame) -> str:
    """Say what `endings` shows: "Of 27: Final round 11 (9 second place, 2 no decision); ..."."""
    said = []
    for stage in dict.fromkeys(rows.stage):
        here = rows[rows.stage == stage]
        ways = ", ".join(f"{row.processes} {in_sentence(ENDING_WORDS[row.ending])}" for row in _rows(here))
        said.append(f"{STAGE_WORDS[stage]} {int(here.processes.sum())} ({ways})")
    return f"Of {int(rows.processes.sum())}: {_alt(said)}" if said else "No stage is written down."


def specify_endings(rows: pd.DataFrame) -> dict[str, Any]:
    """Give what `endings` hands to plotly; places are given, so that stages and endings keep their order."""
    stages_, ends = (
        list(dict.fromkeys(rows.stage)),
        [name for name in ENDING_WORDS if name in set(rows.ending)],
    )
    left = [int(rows.processes[rows.stage == stage].sum()) for stage in stages_]
    right = [int(rows.processes[rows.ending == end].sum()) for end in ends]
    marks = [_MARKS.get(_AS_OUTCOME.get(end, end), _OTHER) for end in ends]
    gap = 22.0  # px: a label beside the thinnest ribbon still stands free
    high = max(len(stages_), len(ends)) * (gap + 30)
    left_places, right_places = (
        _places(column, total=sum(left), high=high, gap=gap) for column in (left, right)
    )
    names = [f"{STAGE_WORDS[stage]}  <b>{n}</b>" for stage, n in zip(stages_, left, strict=True)]
    names += [
        f"{_GLYPHS[shape]} {ENDING_WORDS[end]}  <b>{n}</b>"
        for end, n, (_, shape) in zip(ends, right, marks, strict=True)
    ]
    links = [
        (stages_.index(row.stage), len(stages_) + ends.index(row.ending), int(row.processes))
        for row in _rows(rows)
    ]
    colours = dict(zip(ends, (colour for colour, _ in marks), strict=True))
    return {
        "data": [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "textfont": {"size": COUNT},
                "node": {
                    "label": names,
                    "x": [0.001] * len(stages_) + [0.999] * len(ends),
                    "y": left_places + right_places,
                    "color": [NEUTRAL] * len(stages_) + list(colours.values()),
                    "line": {"width": 0},
                    "thickness": 9,
                    "pad": gap,
                    "hovertemplate": "%{label}<extra></extra>",
                },
                "link": {
                    "source": [source for source, _, _ in links],
                    "target": [target for _, target, _ in links],
                    "value": [n for _, _, n in links],
                    "color": [faded(colours[row.ending], SOFT) for row in _rows(rows)],
                    "customdata": [
                        f"{STAGE_WORDS[row.stage]}, {in_sentence(ENDING_WORDS[row.ending])}: {row.processes}"
                        for row in _rows(rows)
                    ],
                    "hovertemplate": "%{customdata}<extra></extra>",
                },
            }
        ],
        "layout": {
            "height": high + 16 if links else 10,
            "margin": {"l": 1, "r": 1, "t": 8, "b": 8, "pad": 0},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "hoverlabel": {"align": "left"},
        },
    }


def thresholds(curve: Sequence[Threshold], *, suggested: float, counted: float) -> Figure:
    """Draw, for each probability from which a mention would be taken, how many of 100 are right and how many are found.

    `suggested` and `counted` are the two from which it is; each is a line from top to bottom.
    """
    return figure(draw_thresholds(curve, suggested=suggested, counted=counted, width=NARROW))


def thresholds_alt(curve: Sequence[Threshold]) -> str:
    """Say what `thresholds` shows: "From 0.3: of 100 found 73 are right, of 100 given 65 are found; ..."."""
    return _alt(f"{'From' if n == 0 else 'from'} {row.p:g}: {_of_100(row)}" for n, row in enumerate(curve))


def draw_thresholds(curve: Sequence[Threshold], *, suggested: float, counted: float, width: float) -> Drawing:
    """Lay out `thresholds`; how well it reads is no outcome, so the neutral colour, and a shape for each line."""
    drawing = Drawing(width, side=7)
    if not curve:
        return drawing
    top, high, left, right = 12, 190, 42 / width, 1 - 10 / width
    first, last = curve[0].p, curve[-1].p
    ends = {suggested: "suggested", counted: "counted"}

    def across(p: float) -> float:
        return left + (p - first) / ((last - first) or 1) * (right - left)

    def down(share: float) -> float:
        return top + (1 - share) * high

    for share, words in ((1.0, "all"), (0.5, "half"), (0.0, "none")):
        drawing.rules.append(Rule(x0=left, x1=1, y0=down(share), y1=down(share), width=0.6))
        drawing.texts.append(Text(x=0, y=down(share), size=SMALL, words=words, quiet=True))
    for p in ends:
        drawing.rules.append(Rule(x0=across(p), x1=across(p), y0=top, y1=top + high + 6))
    lines: tuple[tuple[str, Shape, str, float, int], ...] = (
        ("precision", "circle", "right", 2, -14),
        ("recall", "triangle-up", "found", 1.2, 15),
    )
    for name, shape, words, thick, beside in lines:
        places = [(row, across(row.p), down(getattr(row, name))) for row in curve]
        for (_, x0, y0), (_, x1, y1) in pairwise(places):
            drawing.rules.append(Rule(x0=x0, x1=x1, y0=y0, y1=y1, width=thick, colour=NEUTRAL))
        for row, x, y in places:
            drawing.points.append(
                Point(
                    x=x,
                    y=y,
                    colour=NEUTRAL,
                    shape=shape,
                    size=11,
                    hover=f"<b>from {row.p:g}</b><br>{_of_100(row)}",
                )
            )
            if row.p in ends or row.p == last:
                said = f"{in_100(getattr(row, name))}{' ' + words if row.p == last else ''}"
                anchor = "right" if row.p == last else "left"
                at = x + (7 if row.p == last else -5) / width
                drawing.texts.append(
                    Text(x=at, y=y + beside, size=COUNT, words=said, bold=True, anchor=anchor)
                )
    drawing.height = top + high + 34
    for p in (suggested, counted, last):
        words = f"{p:g} {ends.get(p, '')}".strip()
        drawing.texts.append(
            Text(
                x=1 if p == last else across(p) - 5 / width,
                y=top + high + 18,
                size=SMALL,
                words=words,
                anchor="right" if p == last else "left",
                quiet=True,
            )
        )
    return drawing


def figure(drawing: Drawing) -> Figure:
    """Draw with plotly. Marks are handed over as few traces, since one trace a mark costs ten times as much."""
    # plotly takes half a second to import, and the terminal never draws.
    from plotly.graph_objects import Figure

    # plotly checks each property of each annotation, which takes ten times as long as all the rest. A test checks instead.
    return Figure(specification(drawing), _validate=False)


def specification(drawing: Drawing) -> dict[str, Any]:
    """Give what `figure` hands to plotly."""
    axis = {"visible": False, "fixedrange": True}
    height = max(drawing.height, 10)  # plotly refuses less
    return {
        "data": _traces(drawing),
        "layout": {
            "height": height + 2,
            "margin": {"l": drawing.side, "r": drawing.side, "t": 1, "b": 1, "pad": 0},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "showlegend": False,
            "dragmode": False,
            "bargap": 0,
            "barmode": "overlay",
            "clickmode": "event+select",
            "hoverlabel": {"align": "left"},
            "xaxis": {"range": [0, 1], **axis},
            "yaxis": {"range": [height, 0], **axis},
            "annotations": [_annotation(text, drawing.side) for text in drawing.texts],
            "shapes": [
                {
                    "type": "line",
                    "x0": rule.x0,
                    "x1": rule.x1,
                    "y0": rule.y0,
                    "y1": rule.y1,
                    "line": {"color": rule.colour, "width": rule.width},
                    "layer": "below",
                }
                for rule in drawing.rules
            ],
        },
    }


def _traces(drawing: Drawing) -> list[dict[str, Any]]:
    traces = []
    # A mark with words and one without differ in hover, so the silent ones are a trace of their own, and lie below.
    for speaks in (False, True):
        bars = [bar for bar in drawing.bars if bool(bar.hover) == speaks]
        if bars:
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "y": [bar.y for bar in bars],
                    "base": [bar.x0 for bar in bars],
                    "x": [bar.x1 - bar.x0 for bar in bars],
                    "width": [bar.height for bar in bars],
                    "marker": {
                        "color": [bar.edge if bar.hatched else bar.fill for bar in bars],
                        "cornerradius": 4,
                        "line": {"color": [bar.edge for bar in bars], "width": 1.4},
                        "pattern": {
                            "shape": ["/" if bar.hatched else "" for bar in bars],
                            "fillmode": "replace",  # the marker's own colour becomes the hatch
                            "bgcolor": CLEAR,
                            "size": 7,
                            "solidity": 0.5,
                        },
                    },
                    **_behaviour(bars, speaks=speaks),
                }
            )
        points = [point for point in drawing.points if bool(point.hover) == speaks]
        if points:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [point.x for point in points],
                    "y": [point.y for point in points],
                    "cliponaxis": False,
                    "marker": {
                        "color": [point.colour for point in points],
                        "symbol": [point.shape + ("-open" if point.hollow else "") for point in points],
                        "size": [point.size for point in points],
                        "opacity": 1,
                        "line": {
                            "color": [point.colour for point in points],
                            "width": [1.6 if point.hollow else 0 for point in points],
                        },
                    },
                    **_behaviour(points, speaks=speaks),
                }
            )
    return traces


def _behaviour(marks: Sequence[Bar] | Sequence[Point], *, speaks: bool) -> dict[str, Any]:
    whole = {"marker": {"opacity": 1}}  # a press must not grey the rest out
    said = {"hovertext": [mark.hover for mark in marks], "hovertemplate": "%{hovertext}<extra></extra>"}
    return {
        "customdata": [mark.key for mark in marks],
        "selected": whole,
        "unselected": whole,
        **(said if speaks else {"hoverinfo": "skip"}),
    }


def _annotation(text: Text, side: float) -> dict[str, Any]:
    outwards = {"left": -side - 1, "right": side + 1}.get(text.anchor, 0) if text.outer else 0
    words = "     ".join(
        f"<span style='color:{tally.colour}'>{_GLYPHS[tally.shape]}</span> "
        + (f"<b>{tally.words}</b>" if n == 0 else tally.words)
        for n, tally in enumerate(text.tallies)
    ) or _html(text.words)
    return {
        "x": text.x,
        "y": text.y,
        "text": words,
        "showarrow": False,
        "xref": "paper" if text.outer else "x",
        "yref": "y",
        "xanchor": text.anchor,
        "yanchor": "middle",
        "xshift": outwards,
        "opacity": QUIET if text.quiet else 1,
        "font": {"size": text.size, "weight": 600 if text.bold else 400},
    }


def _rows(table: pd.DataFrame) -> list[Any]:
    """Give rows with their columns as attributes; itertuples compiles a class for each table, which takes 5 ms."""
    columns = [table[name].tolist() for name in table.columns]
    return [
        SimpleNamespace(**dict(zip(table.columns, values, strict=True)))
        for values in zip(*columns, strict=True)
    ]


def _of_100(row: Threshold) -> str:
    return f"of 100 found {in_100(row.precision)} are right, of 100 given {in_100(row.recall)} are found"


def _second(row: Any, *, ranges: bool) -> Tally:
    words = count(row.heard_in, row.out_of)
    words += f" ({range_in_short(row.low, row.high)})" if ranges and row.out_of else ""
    return Tally(colour=SECOND, shape="circle", words=words)


def _ranges(drawing: Drawing, row: Any, lanes: Iterable[tuple[str, Shape]], *, y: float) -> None:
    """Print where each true share plausibly lies under its count; a lane without a denominator has none."""
    words = [
        f"{_GLYPHS[shape]} {range_in_short(getattr(row, f'{prefix}low'), getattr(row, f'{prefix}high'))}"
        for prefix, shape in lanes
        if getattr(row, f"{prefix}out_of")
    ]
    drawing.texts.append(
        Text(x=1, y=y, size=SMALL, words=(NBSP * 3).join(words), anchor="right", quiet=True, outer=True)
    )


def _counted(row: Any, prefix: str, name: str) -> str:
    heard_in, out_of = getattr(row, f"{prefix}heard_in"), getattr(row, f"{prefix}out_of")
    low, high = getattr(row, f"{prefix}low"), getattr(row, f"{prefix}high")
    known = out_of and low == low and high == high
    return f"{count(heard_in, out_of)} {name}" + (f", {range_in_words(low, high)}" if known else "")


def _hover(label: str, counted: Sequence[str]) -> str:
    return "<br>".join([f"<b>{_html(label)}</b>", *counted])


def _lane(drawing: Drawing, row: Any, prefix: str, *, y: float, colour: str, shape: Shape) -> None:
    drawing.soft_bar(
        getattr(row, f"{prefix}low"), getattr(row, f"{prefix}high"), y=y, height=9, colour=colour
    )
    out_of = getattr(row, f"{prefix}out_of")
    if out_of:
        x = getattr(row, f"{prefix}heard_in") / out_of
        drawing.points.append(Point(x=x, y=y, colour=colour, shape=shape, size=13))


def _axis(drawing: Drawing) -> None:
    drawing.height += 24
    for x, words, anchor in (
        (0, "none of them", "left"),
        (0.5, "half", "center"),
        (1, "all of them", "right"),
    ):
        drawing.texts.append(
            Text(x=x, y=drawing.height - 14, size=SMALL, words=words, anchor=anchor, quiet=True)
        )


def _mark(row: Any, *, x: float, y: float, key: str | None, size: float = 13) -> Point:
    colour, shape = _MARKS.get(row.outcome, _OTHER)
    where = _html(f"{named(row.company, row.role)}, {date(row.happened_on)}")
    ended = in_sentence(OUTCOME_WORDS.get(row.outcome, "outcome not known"))
    return Point(
        x=x,
        y=y,
        colour=colour,
        shape=shape,
        size=size if row.heard else size * 0.65,
        hollow=not row.heard,
        key=key,
        hover=f"{where}<br>{ended}: {'heard' if row.heard else 'not heard'}",
    )


def _levels(places: Sequence[float], *, apart: float) -> list[int]:
    """Lift marks that would cover each other: the lowest of three levels on which there is room."""
    ends = [-1.0, -1.0, -1.0]
    levels = []
    for place in places:
        level = next((n for n, end in enumerate(ends) if place - end >= apart), 0)
        ends[level] = place
        levels.append(level)
    return levels


def _months(drawing: Drawing, first: float, last: float) -> None:
    """Mark months under the lanes, as many as have room."""
    base = drawing.height
    drawing.height += 36
    room = (drawing.width - 16) / 40
    step = next((n for n in (1, 2, 3, 6, 12) if (last - first) / 30.4 / n <= room), 24)
    month, named_year = dt.date.fromordinal(int(first)).replace(day=1), False
    while month.toordinal() <= last:
        x = (month.toordinal() - first) / (last - first)
        if 0 <= x <= 0.96 and (month.year * 12 + month.month - 1) % step == 0:
            drawing.rules.append(Rule(x0=x, x1=x, y0=0, y1=base, width=0.6))
            drawing.texts.append(
                Text(x=x, y=base + 8, size=SMALL, words=_MONTHS[month.month - 1], quiet=True)
            )
            if month.month <= step or not named_year:
                named_year = True
                drawing.texts.append(Text(x=x, y=base + 23, size=SMALL, words=str(month.year), quiet=True))
        month = (month + dt.timedelta(days=31)).replace(day=1)


def _adding(labels: Sequence[str]) -> list[str]:
    return [label if n == 0 else f"and {in_sentence(label)}" for n, label in enumerate(labels)]


def _both(pairs: pd.DataFrame) -> dict[frozenset[str], int]:
    return {frozenset((row.factor, row.other)): int(row.both) for row in _rows(pairs)}


def _states(overview: Overview, source: Whose, who: str) -> list[tuple[int, str]]:
    act_on, words, silent = _STATES[source]
    states = [
        (overview.actionable, act_on),
        (overview.diagnostic - overview.actionable, "with a reason that is not yours to change, or praise"),
        (overview.not_understood + overview.no_reason, words),
        (overview.never_heard, silent),
    ]
    return [(many, told(what, who)) for many, what in states]


def _went_on(row: Any) -> str:
    if row.stage == "offer":
        return f"{row.reached} reached it"
    still = f", {row.open} open" if row.open else ""
    return f"{count(row.went_on, row.decided)} went on{still}"


def _step_range(row: Any) -> str:
    """Give the plausible range of a step; "" for the last one, and below the rung that carries a range."""
    if row.stage == "offer" or certainty.rung(row.decided) not in ("bars", "segments"):
        return ""
    return range_in_words(row.low, row.high)


def _places(column: Sequence[int], *, total: int, high: float, gap: float) -> list[float]:
    """Give the middle of each node of a Sankey's column, 0 to 1 from the top, the whole column centred."""
    scale = (high - gap * (high / (gap + 30) - 1)) / max(total, 1)
    at = (high - scale * sum(column) - gap * (len(column) - 1)) / 2
    places = []
    for n in column:
        places.append((at + scale * n / 2) / high)
        at += scale * n + gap
    return places


def _alt(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _html(words: str) -> str:
    """Give words as plotly shows them literally: no tag, no formula between dollar signs, and quotes as they are."""
    return escape(clean(words), quote=False).replace("$", "&#36;")
