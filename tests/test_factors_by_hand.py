"""`cli.py factors --json` against tables counted by hand: one log a row a person, one a row an interview, one without numbers.

Each row of a truth is: factor, polarity, then k of n second places, k of n offers, and whether it recurs.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli

EXAMPLES = "We wanted more concrete examples."
GOOD_EXAMPLES = "Your examples were excellent."
RAMBLED = "You rambled."
CLEAR = "You communicated clearly."
NERVOUS = "You seemed nervous."
INTERNAL = "The job went to an internal candidate."
STRONGER = "Another finalist was simply stronger."

# A row a person who spoke; A1 is told the same twice by one and once by another, A5 the same by two.
LONG = f"""record_id,company,role,interview_date,stage_reached,outcome,feedback,feedback_source
A1,Alder,Teacher,2026-01-10,final round,second place,{EXAMPLES},hiring manager
A1,Alder,Teacher,2026-01-10,final round,second place,{EXAMPLES},hiring manager
A1,Alder,Teacher,2026-01-10,final round,second place,{EXAMPLES} {RAMBLED},HR
A1,Alder,Teacher,2026-01-10,final round,second place,{NERVOUS},self
A2,Birch,Teacher,2026-01-20,final round,second place,{EXAMPLES} {CLEAR},interviewer
A3,Cedar,Teacher,2026-01-30,final round,second place,{STRONGER},letter
A4,Dogwood,Teacher,2026-02-10,final round,second place,,
A5,Elm,Teacher,2026-02-20,offer,offer accepted,{GOOD_EXAMPLES} {RAMBLED},hiring manager
A5,Elm,Teacher,2026-02-20,offer,offer accepted,{RAMBLED},recruiter
A6,Fir,Teacher,2026-03-01,offer,offer declined,{EXAMPLES},self
A7,Gorse,Teacher,2026-03-10,first interview,rejected,{RAMBLED},hiring manager
A8,Hazel,Teacher,2026-03-20,final round,second place,{INTERNAL} {RAMBLED},recruiter
"""

# A row an interview, a column a person: Birch is told of examples in two columns, Fir in its own words only.
WIDE = f"""Company;Role;Interview date;Outcome;HR feedback;Interviewer feedback;My own impression
Alder;Nurse;10.01.2026;2nd place;{EXAMPLES};{CLEAR};{EXAMPLES}
Birch;Nurse;14.01.2026;2nd place;{EXAMPLES};{EXAMPLES} {NERVOUS};
Cedar;Nurse;18.01.2026;2nd place;n/a;{NERVOUS};{RAMBLED}
Dogwood;Nurse;22.01.2026;2nd place;{EXAMPLES};;
Elm;Nurse;26.01.2026;2nd place;{STRONGER};{INTERNAL};
Fir;Nurse;30.01.2026;2nd place;;;{RAMBLED}
Gorse;Nurse;03.02.2026;Offer accepted;{CLEAR};{NERVOUS} {CLEAR};{EXAMPLES}
Hazel;Nurse;07.02.2026;Offer accepted;;{GOOD_EXAMPLES};
"""

# No numbers: two roles at Alder are two interviews, of the two at Birch each has a day of its own.
PLAIN = f"""Company,Role,Interview date,Stage reached,Outcome,Feedback
Alder,Analyst,2026-05-01,Final round,Second place,{RAMBLED}
Alder,Planner,2026-05-01,Final round,Second place,{RAMBLED} {RAMBLED}
Birch,Analyst,2026-05-05,Final round,Second place,{RAMBLED} {EXAMPLES}
Birch,Analyst,2026-05-20,Final round,Second place,{GOOD_EXAMPLES} {RAMBLED}
Cedar,Analyst,2026-05-21,Final round,Second place,{NERVOUS}
Dogwood,Analyst,2026-05-22,Final round,Second place,{NERVOUS}
Elm,Analyst,2026-05-23,Final round,Rejected,{NERVOUS}
Fir,Analyst,2026-05-24,Screen,Rejected,{NERVOUS}
Gorse,Analyst,2026-05-25,Screen,Pending,{NERVOUS}
"""

Truth = tuple[dict[str, int], set[tuple[str, str, int, int, int, int, bool]]]


def counts(
    second_places: int, with_feedback: int, diagnostic: int, actionable: int, offers: int
) -> dict[str, int]:
    return {
        "second_places": second_places,
        "with_feedback": with_feedback,
        "diagnostic": diagnostic,
        "actionable": actionable,
        "offers": offers,
    }


# fmt: off
TRUTHS: dict[tuple[str, str], Truth] = {
    # A1, A2, A3, A4 and A8 came second; A3 heard of someone stronger, A4 nothing; A5 alone of the offers has a reason.
    (LONG, "others"): (counts(5, 4, 3, 3, 2), {
        ("evidence_examples",  "gap",      2, 3, 0, 1, True),   # A1 A2
        ("communication",      "gap",      2, 3, 1, 1, True),   # A1 A8, A5
        ("internal_candidate", "neutral",  1, 3, 0, 1, False),  # A8
        ("communication",      "strength", 1, 3, 0, 1, False),  # A2
        ("evidence_examples",  "strength", 0, 3, 1, 1, False),  # A5
    }),
    (LONG, "self"): (counts(5, 1, 1, 1, 2), {
        ("confidence",         "gap",      1, 1, 0, 1, False),  # A1
        ("evidence_examples",  "gap",      0, 1, 1, 1, False),  # A6
    }),
    (LONG, "all"): (counts(5, 4, 3, 3, 2), {
        ("evidence_examples",  "gap",      2, 3, 1, 2, True),   # A1 A2, A6
        ("communication",      "gap",      2, 3, 1, 2, True),   # A1 A8, A5
        ("confidence",         "gap",      1, 3, 0, 2, False),  # A1
        ("internal_candidate", "neutral",  1, 3, 0, 2, False),  # A8
        ("communication",      "strength", 1, 3, 0, 2, False),  # A2
        ("evidence_examples",  "strength", 0, 3, 1, 2, False),  # A5
    }),
    # Fir said something only to itself; Elm's reason is nothing to act on.
    (WIDE, "others"): (counts(6, 5, 5, 4, 2), {
        ("evidence_examples",  "gap",      3, 5, 0, 2, True),   # Alder Birch Dogwood
        ("confidence",         "gap",      2, 5, 1, 2, True),   # Birch Cedar, Gorse
        ("communication",      "strength", 1, 5, 1, 2, False),  # Alder, Gorse
        ("internal_candidate", "neutral",  1, 5, 0, 2, False),  # Elm
        ("stronger_competitor", "neutral", 1, 5, 0, 2, False),  # Elm, which has a reason beside it
        ("evidence_examples",  "strength", 0, 5, 1, 2, False),  # Hazel
    }),
    (WIDE, "self"): (counts(6, 3, 3, 3, 2), {
        ("evidence_examples",  "gap",      1, 3, 1, 1, False),  # Alder, Gorse
        ("communication",      "gap",      2, 3, 0, 1, True),   # Cedar Fir
    }),
    # Six second places; Elm's final is not judged yet, Fir never got to one, Gorse is still open. Two of six do not recur.
    (PLAIN, "others"): (counts(6, 6, 6, 6, 0), {
        ("communication",      "gap",      4, 6, 0, 0, True),   # Alder twice, Birch twice
        ("confidence",         "gap",      2, 6, 0, 0, False),  # Cedar Dogwood
        ("evidence_examples",  "gap",      1, 6, 0, 0, False),  # the earlier of Birch
        ("evidence_examples",  "strength", 1, 6, 0, 0, False),  # the later of Birch
    }),
}
# fmt: on


@pytest.mark.parametrize(
    ("log", "source"),
    TRUTHS,
    ids=["long others", "long self", "long all", "wide others", "wide self", "plain"],
)
def test_factors_are_what_a_hand_counts(
    log: str, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECOND_PLACE_DB", str(tmp_path / "never.duckdb"))
    path = tmp_path / "log.csv"
    path.write_text(log, encoding="utf-8")
    said = CliRunner().invoke(
        cli.app, ["factors", str(path), "--json", "--source", source, "--today", "2026-06-30"]
    )
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)
    rows = found.pop("factors")
    rejected = found.pop("report")["only_rejected"]
    expected, truth = TRUTHS[log, source]
    assert found == expected
    keys = ("factor", "polarity", "heard_in", "out_of", "offers_heard_in", "offers_out_of", "recurs")
    assert {tuple(row[key] for key in keys) for row in rows} == truth
    assert len(rows) == len(truth)
    assert not any(row["heard_in"] or row["offers_heard_in"] for row in rejected)
    assert not any(row["to_confirm"] or row["protected"] for row in rows)
