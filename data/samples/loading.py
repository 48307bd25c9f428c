"""Puts the sample into a workspace: its interviews, what its person began to practise, and their follow-ups."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from data.reading import NO_CHOICES, UPLOAD
from data.samples import sample_csv, sample_follow_ups, sample_practice
from data.workspace import Imported, Workspace


def load_sample(workspace: Workspace, today: dt.date, *, at: dt.datetime) -> Imported:
    """Keep the sample, its dates ending near `today`, marked as sample; `at` is the moment of the import in UTC."""
    from data.reading import read  # heavy, and for this only

    reading = read(sample_csv(today), file_name="sample.csv", choices=NO_CHOICES, limits=UPLOAD)
    imported = workspace.commit_import(reading, imported_at=at, is_sample=True)
    if imported.already_there:
        return imported
    workspace.save_practice(sample_practice(today), import_id=imported.import_id)
    ids = (
        workspace.ask(
            "SELECT DISTINCT record_id, interview_id FROM interviews WHERE import_id = $import_id",
            {"import_id": imported.import_id},
        )
        .set_index("record_id")
        .interview_id
    )
    for follow_up in sample_follow_ups(today):
        workspace.save_follow_up(replace(follow_up, interview_id=ids[follow_up.interview_id]), at=at)
    return imported
