"""What a visit and a rerun of each page cost the server, beside a page with one number and one chart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.serving import ROOT, Server, serving, visiting

PAGES = (
    "start",
    "debrief",
    "interviews",
    "second_place",
    "factors",
    "stops",
    "feedback",
    "codebook",
    "plan",
    "report",
    "trust",
    "my_data",
)
RERUNS = 7


@dataclass(frozen=True)
class Paged:
    """A page of one size: the first visit of a new server, and the median rerun, in CPU seconds and seconds; bytes of a rerun."""

    page: str
    first_cpu: float
    first: float
    rerun_cpu: float
    rerun: float
    sent: int


def pages(workspace: Path, names: tuple[str, ...] = PAGES) -> list[Paged]:
    """Visit the pages one after the other in one session, as a person does, each of them rerun."""
    with serving(ROOT / "serve.py", workspace=workspace) as server:
        with visiting(server) as first:
            first.run("my_data")  # opens the workspace; counted nowhere
        return [_paged(server, name) for name in names]


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


if __name__ == "__main__":
    import sys

    base = one_chart()
    print(
        f"{'one chart':14} first {base.first_cpu:6.3f} cpu {base.first:6.3f} s  rerun {base.rerun_cpu * 1000:7.1f} ms cpu {base.rerun * 1000:7.1f} ms {base.sent:>9}"
    )
    for got in pages(Path(sys.argv[1]), tuple(sys.argv[2:]) or PAGES):
        print(
            f"{got.page:14} first {got.first_cpu:6.3f} cpu {got.first:6.3f} s  rerun {got.rerun_cpu * 1000:7.1f} ms cpu "
            f"{got.rerun * 1000:7.1f} ms {got.sent:>9}  x{got.rerun_cpu / base.rerun_cpu:.1f}",
            flush=True,
        )
