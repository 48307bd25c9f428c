"""The sample tells its story in numbers, whatever the coder learns: its person has looked at most texts."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.coding import Coder, default_codebook
from analysis.sample import put_sample
from analysis.study import Study
from data.samples import sample_decisions
from data.workspace import Workspace
from tests.conftest import NOON, TODAY

TRUTH = json.loads((Path(__file__).parents[1] / "fixtures" / "sample_truth.json").read_text("utf-8"))


def test_the_sample_comes_second_nine_times_and_seven_have_feedback_to_act_on(sample_study: Study) -> None:
    overview = sample_study.overview()
    assert (overview.interviews, overview.second_places, overview.offers) == (30, 9, 3)
    assert (overview.diagnostic, overview.actionable, overview.no_reason, overview.never_heard) == (
        7,
        7,
        1,
        1,
    )


def test_examples_recur_where_the_sample_came_second_and_nowhere_it_won(sample_study: Study) -> None:
    first = sample_study.gaps().iloc[0]
    assert (first.factor, first.heard_in, first.out_of, first.offers_heard_in, first.offers_out_of) == (
        "evidence_examples",
        5,
        7,
        0,
        3,
    )
    assert first.contrast == "only_second"


def test_what_the_sample_practised_fades(sample_study: Study) -> None:
    (practice,) = sample_study.practice()
    compared = sample_study.before_since(practice)
    assert (compared.before.heard_in, compared.since.heard_in, compared.trend) == (6, 0, "fading")


def test_what_was_decided_agrees_with_the_hand_labels() -> None:
    decided: dict[tuple[str, str], set[str]] = {}
    for decision in sample_decisions():
        if decision.factor:
            whose = "self" if decision.source == "self" else "others"
            decided.setdefault((decision.record_id, whose), set()).add(
                f"{decision.factor}:{decision.polarity}"
            )
    assert decided == {(record_id, whose): set(TRUTH[record_id][whose]) for record_id, whose in decided}


def test_a_few_texts_still_wait_to_be_looked_at(sample_study: Study) -> None:
    texts = sample_study.feedback()
    assert 3 <= texts.reviewed_at.isna().sum() < len(texts) / 2


def test_the_sample_put_twice_is_there_once(workspace: Workspace) -> None:
    coder = Coder(default_codebook())
    for _ in range(2):
        put_sample(workspace, coder, today=TODAY, at=NOON)
    kept = workspace.ask("SELECT count(*) AS n FROM interviews", {}).n.iloc[0]
    decided = workspace.ask("SELECT count(*) AS n FROM practice", {}).n.iloc[0]
    assert (kept, decided) == (30, 1)
