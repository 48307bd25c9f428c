"""What the rules and the model say together, weighed."""

from __future__ import annotations

import pytest

from analysis.coding import default_codebook, weighing
from analysis.coding.choice import SUGGESTED
from analysis.coding.clauses import split
from analysis.coding.model import default_model
from analysis.coding.rules import Rules
from analysis.coding.weighing import default_weights

TEXTS = (
    "You were calm, but we wanted more concrete examples.",
    "The lift stuck and it snowed.",
    "We went with somebody who had run a kitchen before, and honestly the pay you asked for was past us.",
    "I could not follow half of what was said. Late twice!",
)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_too_unlikely_to_be_suggested_changes_nothing_that_is(text: str) -> None:
    model, weights = default_model(), default_weights()
    noticed = Rules(default_codebook()).notice(*split(text), met={})
    found = [one.found for one in noticed]
    opinion = model.read([one.seen for one in noticed])
    every, some = (weighing.cases(model, opinion, found, suggested_by=by) for by in (None, weights))
    assert [
        [one for one in weighing.named(ruled, each, weights) if one.p >= SUGGESTED]
        for ruled, each in zip(found, every, strict=True)
    ] == [
        [one for one in weighing.named(ruled, each, weights) if one.p >= SUGGESTED]
        for ruled, each in zip(found, some, strict=True)
    ]


def test_a_clause_in_which_the_rules_read_something_keeps_every_factor() -> None:
    model = default_model()
    noticed = Rules(default_codebook()).notice(*split("You were calm. Parking was hard to find."), met={})
    found = [one.found for one in noticed]
    opinion = model.read([one.seen for one in noticed])
    every = weighing.cases(model, opinion, found)
    some = weighing.cases(model, opinion, found, suggested_by=default_weights())
    assert [bool(one) for one in found] == [True, False]
    assert some[0] == every[0]
    assert len(some[1]) < len(every[1])
