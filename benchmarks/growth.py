"""The picture of docs/performance.md: what a rerun of each page costs the server, against the number of interviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from typing import Any

WIDTH, HEIGHT, LEFT, TOP = 760, 380, 60, 30


def picture(pages: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Draw a line a page, both scales in powers of ten, as an SVG of a few kilobytes."""
    sizes = sorted(int(size) for size in pages)
    costs = [row["rerun_cpu"] * 1000 for rows in pages.values() for row in rows]
    low, high = log10(min(costs)), log10(max(costs)) + 0.05
    across, down = log10(sizes[-1]) - log10(sizes[0]) or 1, high - low or 1

    def place(size: int, cost: float) -> tuple[float, float]:
        x = LEFT + (log10(size) - log10(sizes[0])) / across * (WIDTH - LEFT - 120)
        return x, TOP + (high - log10(cost)) / down * (HEIGHT - 2 * TOP)

    drawn = []
    for tick in (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000):
        if low <= log10(tick) <= high:
            _, y = place(sizes[0], tick)
            drawn.append(f'<path d="M{LEFT} {y:.0f}H{WIDTH - 120}" stroke="#ddd"/>')
            drawn.append(f'<text x="{LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{tick:,} ms</text>')
    for size in sizes:
        x, _ = place(size, costs[0])
        drawn.append(f'<text x="{x:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{size:,}</text>')
    ends: list[float] = []
    names = [row["page"] for row in pages[str(sizes[-1])]]
    lines = {
        name: [
            place(size, row["rerun_cpu"] * 1000)
            for size in sizes
            for row in pages[str(size)]
            if row["page"] == name
        ]
        for name in names
    }
    for name, points in sorted(lines.items(), key=lambda line: line[1][-1][1]):
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        x, y = points[-1]
        y = max(y, ends[-1] + 13) if ends else y
        ends.append(y)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="#4479BC"/>')
        drawn.append(f'<text x="{x + 6:.0f}" y="{y + 4:.0f}">{escape(name)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" '
        f'fill="#333"><rect width="100%" height="100%" fill="#fff"/><text x="{LEFT}" y="16">Server CPU of a rerun, by interviews'
        f"</text>{''.join(drawn)}</svg>\n"
    )
