"""What all windows of one workspace share: the studies, and which of them make room."""

from __future__ import annotations

from pathlib import Path

from analysis.study import EVERYTHING, Slice
from pages.parts import session


def test_of_very_many_slices_the_one_asked_for_in_every_run_stays(with_sample: Path) -> None:
    """Every page asks the study of everything for what its filters can be: worked out again, it would be most of a click."""
    everything, first = session.study_of(EVERYTHING), session.study_of(_of_role("0"))
    for n in range(1, session.STUDIES_KEPT + 1):
        session.study_of(_of_role(str(n)))
        assert session.study_of(EVERYTHING) is everything
    assert session.study_of(_of_role("0")) is not first


def _of_role(role: str) -> Slice:
    return Slice(source="others", since=None, until=None, role=role, industry=None, candidate=None)
