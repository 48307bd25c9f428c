"""What a visit and a rerun of each page cost the server, beside a page with one number and one chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.serving import ROOT, Server, serving, visiting

PAGES = tuple(sorted(page.stem for page in (ROOT / "pages" / "seeker").glob("[!_]*.py")))
RERUNS = 5


@dataclass(frozen=True)
class Paged:
    """A page of one size: the first visit of a new server, and the median rerun, in CPU seconds and seconds; bytes of a rerun."""

    page: str
    first_cpu: float
    first: float
    rerun_cpu: float
    rerun: float
    sent: int


def pages(workspace: Path, names: tuple[str, ...]) -> Iterator[Paged]:
    """Visit the pages one after the other on one server, each in a new session, and rerun each of them."""
    with serving(ROOT / "serve.py", workspace=workspace) as server:
        with visiting(server) as first:
            first.run("my_data")  # opens the workspace; counted nowhere
        for name in names:
            yield _paged(server, name)


def one_chart() -> Paged:
    """The same of the page with one number and one chart."""
    with serving(ROOT / "benchmarks" / "one_chart.py", workspace=None) as server:
        return _paged(server, "")


def _paged(server: Server, name: str) -> Paged:
    with visiting(server) as session:
        first = session.run(name)
        session.run(name)
        costs = [session.run(name) for _ in range(RERUNS)]
    return Paged(
        name,
        first.cpu,
        first.wall,
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        costs[-1].sent,
    )
