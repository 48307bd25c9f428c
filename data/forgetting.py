"""Takes a person's contact out of everything a workspace holds: the fields, what stood there before, notes and texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import duckdb

REMOVED = "[removed]"
_SHORTEST = 3  # characters: a shorter name stands inside too much else
# Where a name can stand besides the contact's own fields and the feedback.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "imports": ("file_name",),
    "interviews": ("notes", "attributes"),
    "overwritten": ("before", "after"),
    "follow_ups": ("note",),
    "practice": ("what",),
    "remembered": ("value",),
    "own_codebook": ("own",),
}

_THEIRS = """(
  ($name <> '' AND lower(regexp_replace(trim(contact_name), '\\s+', ' ', 'g')) = lower($name))
  OR ($email <> '' AND lower(trim(contact_email)) = lower($email))
)"""


def names_of(name: str | None, email: str | None) -> tuple[str, ...]:
    """Give what is looked for in texts: the address, then the whole name; nothing that is too short to be told from a word."""
    found = (" ".join((each or "").split()) for each in (email, name))
    return tuple(each for each in found if len(each) >= _SHORTEST)


def without(text: str, names: Sequence[str]) -> str:
    """Give a text without the names, where they stand as words of their own, in any case and spacing."""
    for name in names:
        words = r"\s+".join(re.escape(word) for word in name.split())
        text = re.sub(rf"(?<!\w){words}(?!\w)", REMOVED, text, flags=re.IGNORECASE)
    return text


def empty_contacts(cursor: duckdb.DuckDBPyConnection, name: str | None, email: str | None) -> list[str]:
    """Empty the contact of every interview that has this name or this address, and give their ids."""
    own = {"name": " ".join((name or "").split()), "email": (email or "").strip()}
    cursor.execute(
        f"""
        DELETE FROM overwritten
        WHERE starts_with(field, 'contact_') AND interview_id IN (SELECT interview_id FROM interviews WHERE {_THEIRS})
        """,  # noqa: S608 - the condition is ours
        own,
    )
    rows = cursor.execute(
        f"""
        UPDATE interviews SET contact_name = NULL, contact_role = NULL, contact_email = NULL WHERE {_THEIRS}
        RETURNING interview_id
        """,  # noqa: S608
        own,
    ).fetchall()
    return [row[0] for row in rows]


def texts_with(cursor: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[tuple[str, str]]:
    """Give id and new text of each feedback in which one of the names stands."""
    rows = cursor.execute("SELECT feedback_id, text FROM feedback ORDER BY feedback_id").fetchall()
    return [(id_, fresh) for id_, text in rows if (fresh := without(text, names)) != text]


def take_out(cursor: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Take the names out of all that is noted beside the feedback; a phrase that was taught with one of them is forgotten."""
    for table, columns in _TEXTS.items():
        for column in columns:
            rows = cursor.execute(
                f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - the names are the schema's
            ).fetchall()
            for row, text in rows:
                if (fresh := without(text, names)) != text:
                    cursor.execute(
                        f"UPDATE {table} SET {column} = $fresh WHERE rowid = $row",  # noqa: S608
                        {"fresh": fresh, "row": row},
                    )
    taught = cursor.execute("SELECT DISTINCT phrase FROM taught").fetchall()
    for (phrase,) in taught:
        if without(phrase, names) != phrase:
            cursor.execute("DELETE FROM taught WHERE phrase = $phrase", {"phrase": phrase})
