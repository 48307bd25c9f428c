"""A small note beside the database of what was imported: damage that swallows an import is noticed at the next start."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Noted:
    """One import as it was noted: `rows` are the rows of the file, `imported_at` is UTC without zone."""

    import_id: str
    file_name: str
    imported_at: dt.datetime
    rows: int


def ledger_of(path: Path) -> Path:
    """Give the place of the ledger of a workspace file."""
    return path.with_name(f"{path.name}.ledger.json")


def note(path: Path, imports: Iterable[Noted]) -> None:
    """Write the ledger anew, whole or not at all."""
    fresh = path.with_name(f"{path.name}.ledger.new")
    lines = [{**asdict(each), "imported_at": each.imported_at.isoformat()} for each in imports]
    with os.fdopen(
        os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        json.dump(lines, out, ensure_ascii=False, indent=1)
    fresh.replace(ledger_of(path))


def noted(path: Path) -> tuple[Noted, ...]:
    """Give what the ledger holds; nothing where there is none or it cannot be read."""
    try:
        lines = json.loads(ledger_of(path).read_text(encoding="utf-8"))
        return tuple(
            Noted(
                line["import_id"],
                line["file_name"],
                dt.datetime.fromisoformat(line["imported_at"]),
                line["rows"],
            )
            for line in lines
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()
