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
    """A page of one size, in CPU seconds and seconds: the first visit of a server that has only opened the workspace, the first
    of another session there, and the median rerun; bytes of a rerun.
    """

    page: str
    first_cpu: float
    first: float
    second_cpu: float
    rerun_cpu: float
    rerun: float
    sent: int


def pages(workspace: Path, names: tuple[str, ...]) -> Iterator[Paged]:
    """Visit each page on a server of its own, rerun it, and visit it in another session: nothing is counted before it."""
    for name in names:
        with serving(ROOT / "serve.py", workspace=workspace) as server:
            with visiting(server) as first:
                first.run("my_data")  # opens the workspace; counted nowhere
            yield _paged(server, name)


def one_chart(*, spared: bool) -> Paged:
    """The same of the page with one number and one chart, as it comes or spared the search for memory that ours is spared."""
    script = ROOT / "benchmarks" / ("one_chart_spared.py" if spared else "one_chart.py")
    with serving(script, workspace=None) as server:
        return _paged(server, "")


def _paged(server: Server, name: str) -> Paged:
    with visiting(server) as session:
        first = session.run(name)
        session.run(name)
        costs = [session.run(name) for _ in range(RERUNS)]
    with visiting(server) as another:
        second = another.run(name)
    return Paged(
        name,
        first.cpu,
        first.wall,
        second.cpu,
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        costs[-1].sent,
    )
