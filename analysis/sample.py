"""The sample as its invented person left it: kept, read by the coder, and most of its texts looked at."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analysis.coding import Coder, code_uncoded
from analysis.tables import each
from data.records import Correction, Decision, Polarity
from data.samples import SampleDecision, sample_decisions
from data.samples.loading import load_sample
from data.workspace import Workspace


def put_sample(workspace: Workspace, coder: Coder, *, today: dt.date, at: dt.datetime) -> None:
    """Keep the sample with dates that end near `today`, and decide its texts as its person did, at `at` (UTC)."""
    imported = load_sample(workspace, today, at=at)
    if imported.already_there:
        return
    code_uncoded(workspace, coder)
    texts = workspace.ask(
        """
        SELECT interviews.record_id, feedback.feedback_id, feedback.source, feedback.text
        FROM feedback JOIN interviews USING (interview_id)
        WHERE feedback.import_id = $import_id
        ORDER BY feedback.feedback_id
        """,
        {"import_id": imported.import_id},
    )
    decided: dict[tuple[str, str], list[SampleDecision]] = {}
    for decision in sample_decisions():
        decided.setdefault((decision.record_id, decision.source), []).append(decision)
    for text in each(texts):
        if (text.record_id, text.source) in decided:
            said = [decision for decision in decided[text.record_id, text.source] if decision.factor]
            _decide(workspace, text.feedback_id, text.text, said, at=at)


def _decide(
    workspace: Workspace, feedback_id: str, text: str, said: list[SampleDecision], *, at: dt.datetime
) -> None:
    found = workspace.ask(
        "SELECT * FROM mentions WHERE feedback_id = $feedback_id", {"feedback_id": feedback_id}
    )
    for decision in said:
        start = text.index(decision.quote)
        end = start + len(decision.quote)
        was_heard = any(
            (mention.factor, mention.polarity) == (decision.factor, decision.polarity)
            and mention.start_at < end
            and start < mention.end_at
            for mention in each(found)
        )
        # A yes to what was heard is no addition: the page on trust counts the two apart.
        kept: Decision = "accepted" if was_heard else "added"
        _keep(workspace, feedback_id, decision.factor, decision.polarity, start, end, kept, at)
    for mention in _others(found, text, said):
        _keep(
            workspace,
            feedback_id,
            mention.factor,
            mention.polarity,
            int(mention.start_at),
            int(mention.end_at),
            "rejected",
            at,
        )
    workspace.mark_reviewed(feedback_id, at=at)


def _others(found: pd.DataFrame, text: str, said: list[SampleDecision]) -> list:
    """Give the mentions of the coder that are none of those decided: another factor or polarity, or elsewhere."""
    spans = {(d.factor, d.polarity): (text.index(d.quote), text.index(d.quote) + len(d.quote)) for d in said}
    others = []
    for mention in each(found):
        start, end = spans.get((mention.factor, mention.polarity), (0, 0))
        if not (mention.start_at < end and start < mention.end_at):
            others.append(mention)
    return others


def _keep(
    workspace: Workspace,
    feedback_id: str,
    factor: str,
    polarity: Polarity,
    start_at: int,
    end_at: int,
    decision: Decision,
    at: dt.datetime,
) -> None:
    workspace.correct(
        Correction(
            feedback_id=feedback_id,
            factor=factor,
            polarity=polarity,
            start_at=start_at,
            end_at=end_at,
            decision=decision,
            decided_at=at,
        )
    )
