"""Workspaces and job logs of any size with the rates of real ones, the same rows for the same seed.

python -m benchmarks.generating 1_000_000 archive.duckdb   # a workspace; .csv and .parquet are written as a log
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from analysis.coding import Coder, default_codebook, personal_coder
from data import opening
from data.workspace import open_workspace

AT_ONCE = 250_000  # rows made together, so that ten millions need no more memory than one
MEMORY = "3GB"
LATEST = "2026-06-01"  # no row is applied for later
_CORPUS = Path(__file__).parents[1] / "analysis" / "coding" / "corpus"
_ROLES = (
    "Project manager",
    "Data analyst",
    "Software engineer",
    "Office manager",
    "Nurse",
    "Teacher",
    "Account manager",
    "Accountant",
    "Product designer",
    "Buyer",
    "HR adviser",
    "Marketing manager",
    "Operations lead",
    "Research assistant",
    "Site supervisor",
    "Chef",
    "Solicitor",
    "Librarian",
    "Driver",
    "Electrician",
)
_INDUSTRIES = (
    "Software",
    "Health care",
    "Public service",
    "Retail",
    "Finance",
    "Education",
    "Manufacturing",
    "Charity",
    "Logistics",
    "Construction",
    "Media",
    "Hospitality",
    "Energy",
    "Law",
)
_COMPANIES = (
    "Adler",
    "Brook & Sons",
    "Cobalt",
    "Dunmore",
    "Elm Street",
    "Fjord",
    "Granite",
    "Harbour",
    "Ivory",
    "Juniper",
)
_PEOPLE = (
    "Ada Winter",
    "Ben Okoro",
    "Carla Reyes",
    "Dev Patel",
    "Elin Berg",
    "Femi Cole",
    "Gwen Price",
    "Hugo Lang",
)


def workspace(path: Path, interviews: int, *, seed: int, coded: bool) -> None:
    """Make a workspace of so many interviews, three texts of feedback to ten of them.

    `coded`: with what each text names, as it was planted, so that nothing waits to be read.
    """
    opening.create(path, version=0, in_place_of_another=False)
    with duckdb.connect(str(path), config={"memory_limit": MEMORY}) as database:
        _fill(database, interviews, seed=seed, coded=coded)
        database.execute(
            "INSERT INTO imports VALUES ('generated', 'generated.csv', 'generated', $at, $rows, $rows, 0, 0, false)",
            {"at": f"{LATEST} 12:00:00", "rows": interviews},
        )
        database.execute("UPDATE meta SET value = '1' WHERE key = 'version'")
        database.execute("CHECKPOINT")
    if coded:
        _read_by_their_own_coder(path)


def log(file: Path, interviews: int, *, seed: int) -> None:
    """Write the same interviews as a job log, .csv or .parquet: a row a text, the interview repeated where it has two."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        whole = Path(folder) / "whole.duckdb"
        workspace(whole, interviews, seed=seed, coded=False)
        with duckdb.connect(str(whole), config={"memory_limit": MEMORY}) as database:
            names = _HEADERS.items()
            columns = ", ".join(f'{source} AS "{header}"' for header, source in names)
            database.execute(
                f"COPY (SELECT {columns} FROM interviews LEFT JOIN feedback USING (interview_id)) TO '{file}'"
            )


def _fill(database: duckdb.DuckDBPyConnection, interviews: int, *, seed: int, coded: bool) -> None:
    clauses = list(_clauses())
    named = [clause for clause in clauses if clause[1] is not None]
    fillers = [clause for clause in clauses if clause[1] is None]
    database.execute(
        "CREATE TEMP TABLE clause (kind VARCHAR, n INTEGER, text VARCHAR, factor VARCHAR, polarity VARCHAR, start_at INTEGER, end_at INTEGER)"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as written:
        for kind, rows in (("named", named), ("filler", fillers)):
            for n, clause in enumerate(rows):
                row = dict(zip(_CLAUSE, (kind, n, *clause), strict=True))
                written.write(json.dumps(row) + "\n")
        written.flush()
        database.execute("INSERT INTO clause BY NAME FROM read_json($file)", {"file": written.name})
    settings = {
        "seed": seed,
        "interviews": interviews,
        "coded": coded,
        "named": len(named),
        "fillers": len(fillers),
        "companies": list(_COMPANIES),
        "roles": list(_ROLES),
        "industries": list(_INDUSTRIES),
        "people": list(_PEOPLE),
    }
    sql = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for first in range(0, interviews, AT_ONCE):
        part = {"first": first, "last": min(first + AT_ONCE, interviews)}
        for name, value in (settings | part).items():
            database.execute(f"SET VARIABLE {name} = $value", {"value": value})
        database.execute(sql)


def _read_by_their_own_coder(path: Path) -> None:
    """Name the coder that has learned from the decisions as the one that has read the texts, as if it had."""
    opened = open_workspace(path)
    version = personal_coder(opened, Coder(default_codebook())).version
    with opened.transaction() as cursor:
        cursor.execute("UPDATE feedback SET coded_version = $version", {"version": version})
    opened.close()


def _clauses() -> Iterator[tuple[str, str | None, str | None, int, int]]:
    """Give the sentences written for the coder: those that name one factor with its place, and those that name none."""
    for file in sorted(_CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row["labels"]:
                yield row["text"], None, None, 0, 0
            elif len(row["labels"]) == 1:
                label = row["labels"][0]
                yield row["text"], label["factor"], label["polarity"], label["start"], label["end"]


_CLAUSE = ("kind", "n", "text", "factor", "polarity", "start_at", "end_at")
_HEADERS = {
    "Company": "company",
    "Role": "role",
    "Candidate": "candidate",
    "Industry": "industry",
    "Location": "location",
    "Date applied": "applied_on",
    "Interview date": "interviewed_on",
    "Decision date": "decided_on",
    "Stage reached": "replace(stage_reached, '_', ' ')",
    "Outcome": "replace(outcome, '_', ' ')",
    "Contact": "contact_name",
    "Notes": "notes",
    "Priority": "attributes ->> 'Priority'",
    "Feedback": "feedback.text",
    "Feedback source": "replace(feedback.source, '_', ' ')",
    "Feedback date": "feedback.received_on",
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("interviews", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.file.suffix == ".duckdb":
        workspace(asked.file, asked.interviews, seed=asked.seed, coded=True)
    else:
        log(asked.file, asked.interviews, seed=asked.seed)
