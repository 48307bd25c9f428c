"""Coding what a workspace has not coded yet."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.coding import Coder, code_uncoded, default_codebook
from analysis.coding import coder as coding
from data.records import Feedback, Interview
from data.workspace import Workspace

NOON = dt.datetime(2026, 11, 2, 12)


def keep(workspace: Workspace, *texts: str) -> None:
    """Keep one interview with these texts as feedback."""
    interview_id = workspace.save_interview(Interview(company="Acme", role="Nurse"), at=NOON)
    for number, text in enumerate(texts):
        workspace.save_feedback(
            Feedback(feedback_id=f"f{number}", interview_id=interview_id, source="letter", text=text),
            at=NOON,
        )


def heard(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Give feedback, factor and words of every mention kept."""
    rows = workspace.ask("SELECT feedback_id, factor, quote FROM mentions ORDER BY feedback_id, start_at", {})
    return list(rows.itertuples(index=False, name=None))


def test_every_text_is_coded_once_and_the_same_text_alike(workspace: Workspace) -> None:
    keep(workspace, "You rambled.", "You rambled.", "Nice weather.", "N/A")
    steps: list[tuple[int, int]] = []
    coder = Coder(default_codebook())
    assert code_uncoded(workspace, coder, progress=lambda done, total: steps.append((done, total))) == 3
    assert heard(workspace) == [("f0", "communication", "rambled"), ("f1", "communication", "rambled")]
    assert steps == [(3, 3)]
    assert code_uncoded(workspace, coder) == 0


def test_texts_are_coded_in_batches(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "BATCH", 2)
    keep(workspace, "You rambled.", "Too quiet.", "You were late for the interview.")
    steps: list[tuple[int, int]] = []
    code_uncoded(
        workspace, Coder(default_codebook()), progress=lambda done, total: steps.append((done, total))
    )
    assert steps == [(2, 3), (3, 3)]
    assert [factor for _, factor, _ in heard(workspace)] == [
        "communication",
        "confidence",
        "professional_appearance",
    ]


def test_what_is_coded_stays_where_it_is_stopped_and_the_rest_is_coded_the_next_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding, "BATCH", 1)
    keep(workspace, "You rambled.", "Too quiet.", "You were late for the interview.")

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code_uncoded(workspace, Coder(default_codebook()), progress=stop)
    assert heard(workspace) == [("f0", "communication", "rambled")]
    assert code_uncoded(workspace, Coder(default_codebook())) == 2
    assert [feedback for feedback, _, _ in heard(workspace)] == ["f0", "f1", "f2"]


def test_the_language_of_a_text_that_is_not_coded_is_kept(workspace: Workspace) -> None:
    keep(workspace, "Sie waren nervös und die Antworten waren zu lang.")
    code_uncoded(workspace, Coder(default_codebook()))
    assert workspace.ask("SELECT language FROM feedback", {}).language.tolist() == ["de"]
    assert heard(workspace) == []
