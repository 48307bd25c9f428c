"""The commands as a person types them and a script relies on them: what they print, keep, refuse, and leave alone."""

from __future__ import annotations

import ast
import contextlib
import csv
import datetime as dt
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

import cli
import data.reading
from data.records import Feedback
from data.samples.loading import load_sample
from data.workspace import Decided, open_workspace
from tests.conftest import NOON

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-06-30"

MORE_EXAMPLES = "We wanted more concrete examples."
GOOD_EXAMPLES = "Your examples were excellent."
TOO_LONG = "You rambled."
CLEAR = "You communicated clearly."
INTERNAL = "The job went to an internal candidate."
STRONGER = "Another finalist was simply stronger."
UNSURE = "You seemed nervous."
LISTLESS = "You lacked enthusiasm."

HEADER = "record_id,company,role,industry,interview_date,stage_reached,outcome,feedback,feedback_source,feedback_date"
SEARCH = f"""{HEADER}
1,Alder,Teacher,Schools,2026-01-10,final round,second place,{MORE_EXAMPLES},hiring manager,2026-01-15
1,Alder,Teacher,Schools,2026-01-10,final round,second place,"{MORE_EXAMPLES} {MORE_EXAMPLES}",HR,2026-01-16
1,Alder,Teacher,Schools,2026-01-10,final round,second place,{TOO_LONG},self,2026-01-10
2,Birch,Teacher,Health,2026-02-10,final round,second place,"{MORE_EXAMPLES} {CLEAR}",interviewer,2026-02-12
3,Cedar,Analyst,Health,2026-02-20,final round,second place,{INTERNAL},recruiter,2026-02-21
4,Dogwood,Teacher,Schools,2026-03-01,final round,second place,{STRONGER},letter,2026-03-02
5,Elm,Teacher,Schools,2026-03-05,final round,second place,N/A,,
6,Fir,Teacher,Schools,2026-03-09,final round,second place,{MORE_EXAMPLES},self,2026-03-09
7,Gorse,Analyst,Health,2026-03-20,final round,second place,{TOO_LONG},hiring manager,2026-03-22
8,Hazel,Teacher,Schools,2026-04-01,offer,offer accepted,"{MORE_EXAMPLES} {CLEAR}",hiring manager,2026-04-03
9,Ivy,Teacher,Schools,2026-04-05,offer,offer declined,{GOOD_EXAMPLES},hiring manager,2026-04-06
10,Juniper,Teacher,Schools,2026-04-10,final round,rejected,{MORE_EXAMPLES},hiring manager,2026-04-12
11,Kelp,Teacher,Schools,2026-04-15,first interview,rejected,{TOO_LONG},interviewer,2026-04-16
12,Larch,Teacher,Schools,2026-06-01,first interview,pending,,,
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        return json.loads(self.out)


def run(*words: object, given: str | bytes | None = None) -> Ran:
    done = CliRunner().invoke(cli.app, [str(word) for word in words], input=given, catch_exceptions=False)
    return Ran(done.exit_code, done.stdout, done.stderr)


def terminal(*words: object, given: str | None = None) -> Ran:
    """Run a command in a process of its own, as a person does."""
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", *map(str, words)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(autouse=True)
def default_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the default workspace into a folder of the test, and fix the day."""
    path = tmp_path / "default" / "workspace.duckdb"
    path.parent.mkdir()
    monkeypatch.setenv("SECOND_PLACE_DB", str(path))
    monkeypatch.setenv("SECOND_PLACE_TODAY", TODAY)
    return path


@pytest.fixture
def search(tmp_path: Path) -> Path:
    return written(tmp_path / "search.csv", SEARCH)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    assert run("import", written(folder / "search.csv", SEARCH), "--db", folder / "kept.duckdb").code == 0
    return folder / "kept.duckdb"


@pytest.fixture
def kept(imported: Path, tmp_path: Path) -> Path:
    """A workspace with the search in it, of this test's own."""
    return Path(shutil.copy(imported, tmp_path / "kept.duckdb"))


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def with_the_sample(path: Path) -> Path:
    opened = open_workspace(path)
    load_sample(opened, dt.date.fromisoformat(TODAY), at=dt.datetime(2026, 6, 30))
    opened.close()
    return path


def counted(ran: Ran) -> dict[str, Any]:
    """Give the object of `factors --json` with its shares to four places, without what only the report prints beside them."""
    made = ran.object | {"report": {}}
    made["factors"] = [
        {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}
        for row in made["factors"]
    ]
    return made


def heard(ran: Ran) -> list[tuple[str, str, int, int]]:
    return [(row["factor"], row["polarity"], row["heard_in"], row["out_of"]) for row in ran.object["factors"]]


# --- factors


NOTHING = {
    "second_places": 0,
    "with_feedback": 0,
    "diagnostic": 0,
    "actionable": 0,
    "offers": 0,
    "factors": [],
    "report": {},
}
FACTORS_OF_THE_SEARCH = {
    "second_places": 7,
    "with_feedback": 5,
    "diagnostic": 4,
    "actionable": 3,
    "offers": 2,
    "report": {},
    "factors": [
        {
            "factor": "evidence_examples",
            "polarity": "gap",
            "protected": False,
            "heard_in": 2,
            "to_confirm": 0,
            "out_of": 4,
            "share": 0.5,
            "low": 0.15,
            "high": 0.85,
            "offers_heard_in": 1,
            "offers_out_of": 2,
            "rejected_heard_in": 0,
            "rejected_out_of": 1,
            "difference": 0.0,
            "difference_low": -0.5356,
            "difference_high": 0.5356,
            "recurs": True,
            "contrast": "also_won",
            "p": 1.0,
            "q": 1.0,
        },
        {
            "factor": "communication",
            "polarity": "gap",
            "protected": False,
            "heard_in": 1,
            "to_confirm": 0,
            "out_of": 4,
            "share": 0.25,
            "low": 0.0456,
            "high": 0.6994,
            "offers_heard_in": 0,
            "offers_out_of": 2,
            "rejected_heard_in": 1,
            "rejected_out_of": 1,
            "difference": 0.25,
            "difference_low": -0.4387,
            "difference_high": 0.6994,
            "recurs": False,
            "contrast": "too_few",
            "p": 1.0,
            "q": 1.0,
        },
        {
            "factor": "internal_candidate",
            "polarity": "neutral",
            "protected": False,
            "heard_in": 1,
            "to_confirm": 0,
            "out_of": 4,
            "share": 0.25,
            "low": 0.0456,
            "high": 0.6994,
            "offers_heard_in": 0,
            "offers_out_of": 2,
            "rejected_heard_in": 0,
            "rejected_out_of": 1,
            "difference": 0.25,
            "difference_low": -0.4387,
            "difference_high": 0.6994,
            "recurs": False,
            "contrast": "too_few",
            "p": 1.0,
            "q": 1.0,
        },
        {
            "factor": "communication",
            "polarity": "strength",
            "protected": False,
            "heard_in": 1,
            "to_confirm": 0,
            "out_of": 4,
            "share": 0.25,
            "low": 0.0456,
            "high": 0.6994,
            "offers_heard_in": 1,
            "offers_out_of": 2,
            "rejected_heard_in": 0,
            "rejected_out_of": 1,
            "difference": -0.25,
            "difference_low": -0.7041,
            "difference_high": 0.3553,
            "recurs": False,
            "contrast": "also_won",
            "p": 1.0,
            "q": 1.0,
        },
        {
            "factor": "evidence_examples",
            "polarity": "strength",
            "protected": False,
            "heard_in": 0,
            "to_confirm": 0,
            "out_of": 4,
            "share": 0.0,
            "low": 0.0,
            "high": 0.4899,
            "offers_heard_in": 1,
            "offers_out_of": 2,
            "rejected_heard_in": 0,
            "rejected_out_of": 1,
            "difference": -0.5,
            "difference_low": -0.9055,
            "difference_high": 0.1359,
            "recurs": False,
            "contrast": "also_won",
            "p": 0.3333,
            "q": 1.0,
        },
    ],
}


def test_factors_of_a_file_are_what_a_hand_counts(search: Path) -> None:
    assert run("factors", search, "--json").code == 0
    assert counted(run("factors", search, "--json")) == FACTORS_OF_THE_SEARCH


def test_the_object_holds_every_other_number_the_report_prints(search: Path) -> None:
    assert run("factors", search, "--json").object["report"] == {
        "interviews": 12,
        "offers_diagnostic": 2,
        "rejected_diagnostic": 1,
        "not_understood": 0,
        "not_recognised": 0,
        "not_read": 0,
        "no_reason": 1,
        "never_heard": 2,
        "finals_to_confirm": 1,
        "texts": 10,
        "texts_not_read": 0,
        "counted_mentions": 13,
        "to_confirm": 0,
        "undated": 0,
        "undated_left_out": 0,
        "only_rejected": [],
        "not_yours": [
            {
                "factor": "internal_candidate",
                "protected": False,
                "heard_in": 1,
                "out_of": 4,
                "low": pytest.approx(0.0456, abs=0.0001),
                "high": pytest.approx(0.6994, abs=0.0001),
            }
        ],
        "smallest_set": {
            "factors": ["evidence_examples", "communication"],
            "covers": [2, 3],
            "out_of": 4,
            "out_of_reach": 1,
        },
        "practice": [],
        "second_places": [
            {"happened_on": "2026-03-20", "texts": 1, "counted": 1, "to_confirm": 0},
            {"happened_on": "2026-03-09", "texts": 0, "counted": 0, "to_confirm": 0},
            {"happened_on": "2026-03-05", "texts": 0, "counted": 0, "to_confirm": 0},
            {"happened_on": "2026-03-01", "texts": 1, "counted": 1, "to_confirm": 0},
            {"happened_on": "2026-02-20", "texts": 1, "counted": 1, "to_confirm": 0},
            {"happened_on": "2026-02-10", "texts": 1, "counted": 2, "to_confirm": 0},
            {"happened_on": "2026-01-10", "texts": 2, "counted": 3, "to_confirm": 0},
        ],
        "to_ask": [
            {"counted_from": "interviewed", "days_ago": 113},
            {"counted_from": "interviewed", "days_ago": 117},
            {"counted_from": "interviewed", "days_ago": 121},
        ],
        "to_ask_in_all": 3,
    }


def test_factors_of_a_workspace_are_those_of_its_file(kept: Path) -> None:
    assert counted(run("factors", "--db", kept, "--json")) == FACTORS_OF_THE_SEARCH


def test_a_file_instead_of_a_workspace_leaves_the_default_file_untouched(
    search: Path, default_file: Path
) -> None:
    assert run("factors", search).code == 0
    assert run("report", search, "--out", search.with_suffix(".md")).code == 0
    assert list(default_file.parent.iterdir()) == []


def test_own_impressions_are_counted_apart_and_together(search: Path) -> None:
    own = run("factors", search, "--json", "--source", "self")
    assert (own.object["second_places"], own.object["diagnostic"], own.object["offers"]) == (7, 2, 2)
    assert heard(own) == [("communication", "gap", 1, 2), ("evidence_examples", "gap", 1, 2)]
    assert own.object["factors"][0]["difference"] is None
    assert own.object["factors"][0]["contrast"] == "no_offers"
    both = run("factors", search, "--json", "--source", "all")
    assert heard(both)[:2] == [("evidence_examples", "gap", 3, 5), ("communication", "gap", 2, 5)]


@pytest.mark.parametrize(
    ("filters", "second_places", "offers"),
    [
        ([], 7, 2),
        (["--role", "analyst"], 2, 0),
        (["--industry", "Health"], 3, 0),
        (["--since", "2026-03-05"], 3, 2),
        (["--until", "2026-03-05"], 5, 0),
        (["--since", "2026-03-05", "--until", "2026-03-09", "--role", "Teacher"], 2, 0),
        (["--role", "Nobody's"], 0, 0),
        (["--where", "No such column=x"], 0, 0),
    ],
)
def test_filters_apply_to_every_count(
    search: Path, filters: list[str], second_places: int, offers: int
) -> None:
    found = run("factors", search, "--json", *filters)
    assert (found.code, found.object["second_places"], found.object["offers"]) == (0, second_places, offers)


def test_factors_in_words_give_the_finding_the_counts_and_the_filters(search: Path) -> None:
    found = run("factors", search)
    assert found.code == 0
    assert found.out.splitlines()[0].startswith("In 2 of 4 second places they ")
    assert "Concrete examples" in found.out
    assert "Concrete examples   2 of 4   offers 1 of 2\n" in found.out.replace("\xa0", " ")
    assert found.out.splitlines()[-1].startswith("All 12 interviews, January to June 2026. What they said")
    assert "\x1b" not in found.out


def test_a_percentage_needs_five_reasons(search: Path) -> None:
    assert "%" not in run("factors", search).out
    fifth = f"13,Maple,Teacher,Schools,2026-04-20,final round,second place,{TOO_LONG},HR,2026-04-22\n"
    assert "2 of 5 (40 %, 12 to 77)" in run("factors", written(search, SEARCH + fifth)).out.replace(
        "\xa0", " "
    )


def test_what_was_not_heard_where_you_came_second_stands_under_a_heading_that_says_so(
    search: Path, tmp_path: Path
) -> None:
    won = f"13,Maple,Teacher,Schools,2026-04-20,offer,offer accepted,{UNSURE},HR,2026-04-22\n"
    maybe = f"14,Oak,Teacher,Schools,2026-04-21,final round,second place,{LISTLESS},HR,2026-04-23\n"
    db = tmp_path / "kept.duckdb"
    run("import", written(search, SEARCH + won + maybe), "--db", db)
    with contextlib.closing(open_workspace(db)) as opened, opened.transaction() as cursor:
        cursor.execute("UPDATE coder_mentions SET tier = 'suggested' WHERE factor = 'enthusiasm'")
    found = run("factors", "--db", db)
    groups = {
        heading: [line.strip().replace("\xa0", " ") for line in lines]
        for heading, *lines in (block.splitlines() for block in found.out.split("\n\n"))
    }
    assert groups.pop("Heard only where you won") == ["Confidence   0 of 4   offers 1 of 3"]
    assert groups.pop("Only to confirm so far") == [
        "Interest in the job   0 of 4   offers 0 of 3   1 to confirm"
    ]
    assert not [line for lines in groups.values() for line in lines if " 0 of 4" in line]


def test_the_sample_is_called_so_wherever_a_person_reads_it(tmp_path: Path, search: Path) -> None:
    shown, mark = with_the_sample(tmp_path / "shown.duckdb"), "Sample: invented interviews"
    assert run("factors", "--db", shown).out.splitlines()[0] == mark
    assert run("report", "--db", shown, "--out", tmp_path / "report.md").out.splitlines()[-1] == mark
    assert run("export", "--db", shown, "--out", tmp_path / "all.zip").out.splitlines()[-1] == mark
    assert mark not in run("factors", "--db", shown, "--json").out
    run("import", search, "--db", shown)
    assert mark not in run("factors", "--db", shown).out


def test_one_or_two_reasons_are_quoted_not_counted(tmp_path: Path) -> None:
    few = "\n".join(SEARCH.splitlines()[:2])
    found = run("factors", written(tmp_path / "few.csv", few))
    assert f"  {MORE_EXAMPLES}\n  Hiring manager, in their words · Alder, 10 January 2026\n" in found.out
    assert "%" not in found.out


def test_before_anything_was_brought_there_is_nothing_and_no_workspace_is_made(default_file: Path) -> None:
    found = run("factors", "--json")
    assert (found.code, counted(found)) == (0, NOTHING)
    assert list(default_file.parent.iterdir()) == []


@pytest.mark.parametrize("words", [["factors", "--json"], ["factors"], ["report", "--out", "report.md"]])
def test_a_workspace_that_is_named_and_not_there_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(*words, "--db", "typo.duckdb")
    why = "There is no workspace at typo.duckdb yet. Import a file first."
    assert (found.code, found.err) == (2, f"{why}\n")
    assert (found.object if "--json" in words else found.out) == (
        NOTHING | {"error": why} if "--json" in words else ""
    )
    assert not list(tmp_path.glob("typo*"))
    assert not (tmp_path / "report.md").exists()


def test_a_workspace_is_found_in_the_home_folder(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(kept.parent))
    monkeypatch.setenv("USERPROFILE", str(kept.parent))
    assert counted(run("factors", "--db=~/kept.duckdb", "--json")) == FACTORS_OF_THE_SEARCH


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--since", "yesterday"], "--since"),
        (["--source", "nobody"], "--source"),
        (["--sins"], "--sins"),
        (["one.csv", "two.csv"], "two.csv"),
        (["--role"], "--role"),
        (["--where", "Mood"], "--where"),
    ],
)
def test_the_object_is_printed_where_the_words_of_the_command_are_wrong(words: list[str], names: str) -> None:
    found = run("factors", "--json", *words)
    assert found.code == 2
    assert found.object == NOTHING | {"error": found.object["error"]}
    assert names in found.object["error"]
    assert found.object["error"] in found.err
    without = run("factors", *words)
    assert (without.code, without.out) == (2, "")


def test_a_word_after_the_options_does_not_ask_for_an_object() -> None:
    assert run("factors", "--sins", "--", "--json").out == ""


def test_feedback_that_is_not_coded_yet_is_coded_before_a_number_shows(kept: Path) -> None:
    opened = open_workspace(kept)
    interview_id = opened.ask("SELECT interview_id FROM interviews WHERE company = 'Elm'", {}).interview_id[0]
    opened.save_feedback(
        Feedback(interview_id=interview_id, source="letter", text=MORE_EXAMPLES), at=dt.datetime(2026, 6, 1)
    )
    opened.close()
    assert heard(run("factors", "--db", kept, "--json"))[0] == ("evidence_examples", "gap", 3, 5)


def test_words_cannot_reach_the_terminal_as_commands(tmp_path: Path) -> None:
    hostile = f"{HEADER}\n1,A\x1b[31mlder,T,S,2026-01-10,final round,second place,{MORE_EXAMPLES}\x1b]0;x\x07\u202e!,HR,\n"
    found = run("factors", written(tmp_path / "hostile.csv", hostile))
    assert MORE_EXAMPLES in found.out
    assert {"\x1b", "\x07", "\u202e"} & set(found.out + found.err) == set()


def test_a_terminal_that_lacks_a_letter_still_shows_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "iso8859-5")
    few = "\n".join(SEARCH.splitlines()[:2]).replace("Alder", "\u8d64\u6768")
    found = terminal("factors", written(tmp_path / "few.csv", few))
    assert (found.code, found.err) == (0, "")
    assert "Hiring manager, in their words ? ??, 10 January 2026" in found.out


# --- import


def test_a_dry_run_says_how_a_file_is_read_and_keeps_nothing(tmp_path: Path, default_file: Path) -> None:
    jobs = written(
        tmp_path / "jobs.csv",
        "Company;Position;Applied;Status\nAlder;Teacher;31.01.2026;Rejected\nBirch;Analyst;15.02.2026;Purple\n",
    )
    found = run("import", jobs, "--dry-run", "--json")
    (made,) = found.object["files"]
    assert list(made) == [
        "file",
        "rows_read",
        "new",
        "changed",
        "unchanged",
        "not_applications",
        "problems",
        "questions",
        "encoding",
        "delimiter",
        "header_row",
        "mapping",
        "rows",
    ]
    assert made["mapping"] == {
        "company": "Company",
        "role": "Position",
        "applied_on": "Applied",
        "outcome": "Status",
    }
    assert (made["file"], made["rows_read"], made["new"], made["changed"], made["unchanged"]) == (
        "jobs.csv",
        2,
        2,
        0,
        0,
    )
    assert (made["delimiter"], made["header_row"], made["not_applications"]) == (";", 1, 0)
    assert [(q["kind"], q["column"]) for q in made["questions"]] == [("outcome_word", "Status")]
    assert made["rows"] == [
        {
            "row": 2,
            "company": "Alder",
            "role": "Teacher",
            "applied_on": "2026-01-31",
            "interviewed_on": None,
            "stage_reached": made["rows"][0]["stage_reached"],
            "outcome": "rejected",
        },
        {
            "row": 3,
            "company": "Birch",
            "role": "Analyst",
            "applied_on": "2026-02-15",
            "interviewed_on": None,
            "stage_reached": made["rows"][1]["stage_reached"],
            "outcome": None,
        },
    ]
    assert list(default_file.parent.iterdir()) == []


def test_an_import_says_what_it_kept_and_the_same_file_twice_adds_nothing(
    search: Path, default_file: Path
) -> None:
    first = run("import", search, "--json")
    assert (
        first.code,
        [first.object["files"][0][k] for k in ("rows_read", "new", "changed", "unchanged")],
    ) == (
        0,
        [14, 12, 0, 0],
    )
    assert "rows" not in first.object["files"][0]
    assert stat.S_IMODE(default_file.stat().st_mode) == 0o600
    again = run("import", search, "--json")
    assert (again.code, [again.object["files"][0][k] for k in ("new", "changed", "unchanged")]) == (
        0,
        [0, 0, 12],
    )
    assert counted(run("factors", "--json")) == FACTORS_OF_THE_SEARCH


def test_a_changed_file_changes_what_changed(search: Path) -> None:
    run("import", search)
    changed = SEARCH.replace(
        "12,Larch,Teacher,Schools,2026-06-01,first interview,pending",
        "12,Larch,Teacher,Schools,2026-06-01,first interview,rejected",
    )
    found = run("import", written(search, changed), "--json")
    assert [found.object["files"][0][k] for k in ("new", "changed", "unchanged")] == [0, 1, 11]


def test_a_text_that_was_deleted_comes_back_only_when_it_is_asked_for(kept: Path, search: Path) -> None:
    with contextlib.closing(open_workspace(kept)) as opened:
        opened.delete_feedback(
            opened.ask("SELECT feedback_id FROM feedback ORDER BY 1", {}).feedback_id.iloc[0]
        )
    again = written(search.with_name("again.csv"), search.read_text(encoding="utf-8") + "\n")
    left_out = "1 text you deleted is left out."
    assert left_out in run("import", again, "--dry-run", "--db", kept).out
    assert left_out in run("import", again, "--db", kept).out
    back = run("import", again, "--with-deleted", "--db", kept)
    assert "1 interview changed" in back.out
    assert left_out not in back.out


def test_several_files_are_answered_in_their_order(search: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other.csv", "company,role,outcome\nMaple,Nurse,rejected\n")
    found = run("import", search, other, "--json")
    assert [(one["file"], one["new"]) for one in found.object["files"]] == [
        ("search.csv", 12),
        ("other.csv", 1),
    ]


def test_problems_in_the_data_keep_the_rest_and_leave_with_one(tmp_path: Path) -> None:
    jobs = written(
        tmp_path / "jobs.csv",
        "record_id,company,role,interview_date,stage_reached,outcome\n"
        "1,Alder,Teacher,2026-01-10,final round,second place\n"
        "2,Birch,Teacher,someday soon,final round,second place\n",
    )
    found = run("import", jobs, "--json")
    assert found.code == 1
    assert [(p["row"], p["column"]) for p in found.object["files"][0]["problems"]] == [(3, "interview_date")]
    assert 'jobs.csv: Row 3, column "interview_date": ' in found.err
    assert found.object["files"][0]["new"] == 2


def test_dates_nobody_can_decide_are_asked_and_nothing_is_kept_until_then(tmp_path: Path) -> None:
    jobs = written(
        tmp_path / "jobs.csv",
        "company,role,applied,outcome\nAlder,Nurse,01/04/2026,rejected\nBirch,Nurse,02/05/2026,rejected\n",
    )
    asked = run("import", jobs, "--json")
    assert asked.code == 1
    assert [(q["kind"], q["column"]) for q in asked.object["files"][0]["questions"]] == [
        ("date_order", "applied")
    ]
    assert asked.err.endswith("jobs.csv: Nothing was changed. Import it again with --date-order.\n")
    assert run("import", jobs).out.endswith("\nNothing was changed. Import it again with --date-order.\n")
    assert asked.object["files"][0]["new"] == 0
    told = run("import", jobs, "--dry-run", "--json", "--date-order", "mdy")
    assert [row["applied_on"] for row in told.object["files"][0]["rows"]] == ["2026-01-04", "2026-02-05"]
    kept = run("import", jobs, "--json", "--date-order", "dmy")
    assert (kept.code, kept.object["files"][0]["new"]) == (0, 2)


def test_a_file_is_read_as_was_decided_on_the_page_about_one_with_its_columns(tmp_path: Path) -> None:
    jobs = written(tmp_path / "jobs.csv", "company,role,applied,outcome\nAlder,Nurse,01/04/2026,rejected\n")
    opened = open_workspace(tmp_path / "page.duckdb")
    opened.remember_decisions(
        "company\trole\tapplied\toutcome", Decided(date_order="dmy", on=dt.date(2026, 3, 3))
    )
    opened.close()
    found = run("import", jobs, "--dry-run", "--json", "--db", tmp_path / "page.duckdb")
    assert found.err == "jobs.csv: Read as you decided on 3 March 2026 for a file with these columns.\n"
    assert found.object["files"][0]["rows"][0]["applied_on"] == "2026-04-01"
    said = run("import", jobs, "--dry-run", "--json", "--db", tmp_path / "page.duckdb", "--date-order", "mdy")
    assert (said.err, said.object["files"][0]["rows"][0]["applied_on"]) == ("", "2026-01-04")


def test_a_column_can_be_named_and_a_name_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    jobs = written(tmp_path / "jobs.csv", "Shop,Post,Ende\nAlder,Nurse,rejected\n")
    found = run("import", jobs, "--dry-run", "--json", "--map", "company=Shop", "--map", "outcome=Ende")
    assert found.object["files"][0]["rows"][0] | {"row": 2} == found.object["files"][0]["rows"][0]
    assert [found.object["files"][0]["rows"][0][k] for k in ("company", "outcome")] == ["Alder", "rejected"]
    for wrong in ("shoe_size=Shop", "company", "company=Bakery"):
        refused = run("import", jobs, "--json", "--map", wrong)
        assert (refused.code, refused.object["files"][0]["new"]) == (2, 0)
        assert [p["message"] for p in refused.object["files"][0]["problems"]] == refused.err.splitlines()
        assert refused.object["error"] == refused.err.strip()
    assert run("factors", "--json").object["second_places"] == 0


def test_a_mapping_is_remembered_for_the_next_file_with_these_headers_once_it_was_kept(
    tmp_path: Path,
) -> None:
    def company_of(ran: Ran) -> str | None:
        return ran.object["files"][0]["rows"][0]["company"]

    one = written(tmp_path / "one.csv", "Shop,Post,Status\nAlder,Nurse,rejected\n")
    other = written(tmp_path / "other.csv", "Shop,Post,Status\nBirch,Nurse,rejected\n")
    assert company_of(run("import", one, "--dry-run", "--json", "--map", "company=Post")) == "Nurse"
    assert company_of(run("import", other, "--dry-run", "--json")) != "Nurse"
    run("import", one, "--map", "company=Post")
    assert company_of(run("import", other, "--dry-run", "--json")) == "Nurse"
    assert company_of(run("import", other, "--dry-run", "--json", "--map", "company=Shop")) == "Birch"


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_the_sample_goes_when_own_interviews_come_and_that_is_said_once(
    tmp_path: Path, search: Path, as_json: list[str]
) -> None:
    shown, gone = with_the_sample(tmp_path / "shown.duckdb"), "The sample is gone"
    assert run("factors", "--db", shown, "--json").object["second_places"] == 9
    assert gone not in run("import", search, "--db", shown, "--dry-run").err
    first = run("import", search, "--db", shown, *as_json)
    assert f"{gone}: these are your own interviews now.\n" in first.err
    assert gone not in first.out
    assert gone not in run("import", search, "--db", shown, *as_json).err
    assert counted(run("factors", "--db", shown, "--json")) == FACTORS_OF_THE_SEARCH


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], "FILE"),
        (["search.csv", "--date-order", "xyz"], "--date-order"),
        (["search.csv", "--map"], "--map"),
        (["search.csv", "--dry"], "--dry"),
    ],
)
def test_an_import_whose_words_are_wrong_prints_the_object(words: list[str], names: str) -> None:
    found = run("import", "--json", *words)
    assert found.code == 2
    assert found.object == {"files": [], "error": found.object["error"]}
    assert names in found.object["error"]
    assert run("import", *words).out == ""


def test_long_reading_says_on_a_terminal_how_long_it_already_takes(
    search: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    quick = data.reading.read_file

    def slow(*given: Any, **chosen: Any) -> data.reading.Reading:
        until = time.monotonic() + 10
        while "s" not in screen.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
        return quick(*given, **chosen)

    monkeypatch.setattr(cli, "PATIENCE", 0.01)
    monkeypatch.setattr(data.reading, "read_file", slow)
    monkeypatch.setattr(sys, "stderr", screen)
    assert cli._read(search, data.reading.NO_CHOICES).rows_read == 14
    first, *_, last = screen.getvalue().split("\r")[1:]
    assert first == "Reading search.csv (2 KB), 0 s"
    assert last == ""


def test_keeping_a_long_file_draws_a_bar_on_a_terminal_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    rows = "".join(f"Firm {n},Clerk,2026-03-01,Screen,Rejected\n" for n in range(cli.WORTH_A_BAR))
    jobs = written(tmp_path / "jobs.csv", f"Company,Role,Date,Stage,Outcome\n{rows}")
    choices = data.reading.NO_CHOICES
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with contextlib.closing(open_workspace(None)) as workspace:
        cli._bring(workspace, jobs, choices, dry_run=False, at=NOON)
    assert "Keeping jobs.csv" in screen.getvalue()
    assert "100%" in screen.getvalue()
    unseen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", unseen)
    with contextlib.closing(open_workspace(None)) as workspace:
        cli._bring(workspace, jobs, choices, dry_run=False, at=NOON)
    assert "Keeping" not in unseen.getvalue()


def test_nothing_about_time_is_written_where_nobody_sees_it(
    search: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "PATIENCE", 0.0)
    found = run("import", search, "--json")
    assert "Reading" not in found.out + found.err
    assert "\r" not in found.out + found.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"   \n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ""),
        (b"PK\x03\x04" + bytes(100), ""),
        (b"alpha,beta\n1,2\n3,4\n", ""),
        (b"company,role,outcome\n", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file = written(tmp_path / "odd.csv", content)
    found = run("import", file, "--json")
    assert found.code == 1
    assert found.object["files"][0]["new"] == 0
    assert says in found.object["files"][0]["problems"][0]["message"]
    assert "Traceback" not in found.err
    assert found.err.startswith("odd.csv: ")
    assert run("factors", file, "--json").code == 1
    assert run("factors", file, "--json").object["factors"] == []


def test_a_file_that_is_not_there_is_wrong_use_and_the_others_wait(search: Path, tmp_path: Path) -> None:
    found = run("import", search, tmp_path / "none.csv", "--json")
    assert (found.code, [one["new"] for one in found.object["files"]]) == (2, [0, 0])
    assert found.err == f"There is no file {tmp_path / 'none.csv'}.\n"
    assert run("factors", "--json").object["second_places"] == 0
    assert run("factors", tmp_path).code == 2


def test_a_workspace_that_is_none_is_a_sentence_and_the_object_is_printed(
    search: Path, tmp_path: Path
) -> None:
    other = written(tmp_path / "letter.duckdb", b"Dear all, this is not a database at all.\n" * 100)
    found = run("import", search, "--db", other, "--json")
    assert found.code == 1
    assert found.object["files"][0]["problems"] == [
        {"row": None, "column": None, "message": found.err.strip()}
    ]
    factors = run("factors", "--db", other, "--json")
    assert (factors.code, factors.object["factors"], factors.object["error"]) == (1, [], found.err.strip())
    assert other.read_bytes().startswith(b"Dear all")


def test_a_workspace_open_elsewhere_is_a_sentence(kept: Path) -> None:
    holding = open_workspace(kept)
    try:
        found = terminal("factors", "--db", kept)
    finally:
        holding.close()
    assert found.code == 1
    assert "Traceback" not in found.err
    assert len(found.err.splitlines()) == 1


# --- code


def test_texts_are_coded_in_order_with_the_words_that_were_heard() -> None:
    texts = [f"\U0001f642 {MORE_EXAMPLES}", STRONGER, "Best regards", GOOD_EXAMPLES]
    given = "\n".join(json.dumps({"id": f"t{n}", "text": text}) for n, text in enumerate(texts))
    found = run("code", "-", given=given)
    lines = [json.loads(line) for line in found.out.splitlines()]
    assert found.code == 0
    assert [(line["id"], line["diagnostic"]) for line in lines] == [
        ("t0", True),
        ("t1", False),
        ("t2", False),
        ("t3", True),
    ]
    assert [[(label["factor"], label["polarity"]) for label in line["labels"]] for line in lines] == [
        [("evidence_examples", "gap")],
        [("stronger_competitor", "neutral")],
        [],
        [("evidence_examples", "strength")],
    ]
    for line, text in zip(lines, texts, strict=True):
        assert list(line) == ["id", "labels", "diagnostic", "language"]
        for label in line["labels"]:
            assert list(label) == ["factor", "polarity", "start", "end", "quote", "p", "tier"]
            assert text[label["start"] : label["end"]] == label["quote"]
            assert label["tier"] == "counted"
    assert lines[0]["language"] == "en"


def test_suggested_mentions_are_shown_when_asked_for_and_never_make_a_text_diagnostic() -> None:
    dev = [
        "Perhaps a little more energy.",
        "Not the right fit.",
        "We had hoped for more depth.",
        "The examples, well.",
        "Maybe a bit nervous.",
    ]
    given = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(dev))
    counted_only = [json.loads(line) for line in run("code", given=given).out.splitlines()]
    with_suggested = [json.loads(line) for line in run("code", "--suggested", given=given).out.splitlines()]
    for fewer, more in zip(counted_only, with_suggested, strict=True):
        assert [label for label in more["labels"] if label["tier"] == "counted"] == fewer["labels"]
        assert more["diagnostic"] == fewer["diagnostic"]


def test_a_malformed_line_is_named_and_the_others_are_still_coded(tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"id": 1, "text": "' + MORE_EXAMPLES.encode() + b'"}',
        b"not json",
        b"",
        b'{"id": 3}',
        b'{"text": "no id"}',
        b'{"id": 5, "text": null}',
        b'["id", "text"]',
        b'{"id": NaN, "text": "x"}',
        b'{"id": 8, "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": {"a": null}, "text": "' + CLEAR.encode() + b'", "other": 1}\r',
    ]
    found = run("code", written(tmp_path / "texts.jsonl", b"\n".join(lines)))
    assert found.code == 1
    assert [json.loads(line)["id"] for line in found.out.splitlines()] == [1, {"a": None}]
    assert [line.partition(":")[0] for line in found.err.splitlines()] == [
        f"Line {n}" for n in (2, 4, 5, 6, 7, 8, 9, 10)
    ]


def test_coding_nothing_is_nothing_and_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    assert run("code", given="") == (0, "", "")
    assert run("code", tmp_path / "none.jsonl").code == 2


def test_each_text_is_answered_before_the_next_is_given() -> None:
    with subprocess.Popen(
        [sys.executable, ROOT / "cli.py", "code"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write(json.dumps({"id": number, "text": MORE_EXAMPLES}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_many_texts_are_coded_as_each_alone_wherever_the_pieces_end(tmp_path: Path) -> None:
    texts = [f"{MORE_EXAMPLES} {'You were kind. ' * (n % 40)}" for n in range(400)]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    found = run("code", written(tmp_path / "texts.jsonl", "\n".join(lines)))
    assert [json.loads(line)["id"] for line in found.out.splitlines()] == list(range(400))
    assert {line for line in found.out.splitlines() if json.loads(line)["id"] == 7} == {
        run("code", given=lines[7]).out.strip()
    }
    assert run("code", given="".join(f"{line}\n" for line in lines)).out == found.out


def labels(found: Ran) -> list[tuple[str, str]]:
    return [(label["factor"], label["polarity"]) for label in found.object["labels"]]


def test_texts_are_coded_by_a_codebook_of_ones_own_where_one_is_named(tmp_path: Path, kept: Path) -> None:
    given = json.dumps({"id": 1, "text": "You were mousy."})
    mine = written(tmp_path / "mine.toml", MINE)
    assert ("too_grey", "gap") not in labels(run("code", given=given))
    assert ("too_grey", "gap") in labels(run("code", "--codebook", mine, given=given))
    run("codebook", "--set", mine, "--db", kept)
    assert ("too_grey", "gap") in labels(run("code", "--db", kept, given=given))
    assert ("too_grey", "gap") not in labels(run("code", given=given))
    assert run("code", "--codebook", mine, "--db", kept, given=given) == (
        2,
        "",
        "Give --codebook or --db, not both.\n",
    )


def test_a_hidden_factor_is_named_in_no_text(tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.toml", '[[factor]]\nid = "evidence_examples"\nhidden = true\n')
    given = json.dumps({"id": 1, "text": MORE_EXAMPLES})
    found = run("code", "--codebook", mine, "--suggested", given=given)
    assert "evidence_examples" not in {factor for factor, _ in labels(found)}
    assert not found.object["diagnostic"]


# --- codebook


MINE = """# Mine
[[factor]]
id = "too_grey"
label = "Too grey"
control = "you"
[factor.cues]
gap = ["mousy", "a bit grey"]

[[factor]]
id = "conduct"
hidden = true
"""
ADDS = "1 factor of your own: Too grey; 2 cues of your own; hidden: Conduct and attitude."


def test_a_codebook_is_checked_without_a_workspace(tmp_path: Path, default_file: Path) -> None:
    found = run("codebook", "--check", written(tmp_path / "mine.toml", MINE))
    assert (found.code, found.out.replace("\xa0", " "), found.err) == (
        0,
        f"mine.toml can be used. {ADDS}\n",
        "",
    )
    nothing = run("codebook", "--check", written(tmp_path / "empty.toml", ""))
    assert nothing.out == "empty.toml can be used. Nothing of your own is added to ours.\n"
    assert not default_file.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            MINE.replace('"mousy"', '"... mousy"'),
            'mine.toml: Factor "too_grey", gap: the cue "... mousy" must begin with a word that has to be there, and '
            "may not end in .... Nothing was changed.",
        ),
        ("[[factor]\n", "mine.toml: Line 1, column 9 cannot be read as TOML"),
        (b"\xff\xfe", "mine.toml is no text in UTF-8. Nothing was changed."),
        ('x = "\x1b[31m"', "mine.toml: Line 1, column 6 cannot be read as TOML"),
    ],
)
@pytest.mark.parametrize("option", ["--check", "--set"])
def test_a_codebook_that_cannot_be_used_is_refused_and_nothing_is_kept(
    tmp_path: Path, default_file: Path, content: Any, says: str, option: str
) -> None:
    found = run("codebook", option, written(tmp_path / "mine.toml", content))
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(says)
    assert "\x1b" not in found.err
    assert not default_file.exists()


def test_a_codebook_is_kept_shown_as_it_was_and_taken_away(tmp_path: Path, kept: Path) -> None:
    mine = written(tmp_path / "mine.toml", MINE.replace("\n", "\r\n"))
    done = run("codebook", "--set", mine, "--db", kept)
    assert done.code == 0
    assert done.out.replace("\xa0", " ").splitlines() == [
        f"Your codebook is kept. {ADDS}",
        "12 texts were read again.",
    ]
    assert run("codebook", "--show", "--db", kept).out == MINE
    with contextlib.closing(open_workspace(kept)) as opened:
        assert opened.own_codebook() == MINE.replace("\n", "\r\n")
    assert run("codebook", "--db", kept).out.replace("\xa0", " ") == f"{ADDS}\n"
    again = written(tmp_path / "none.toml", "")
    gone = run("codebook", "--set", again, "--db", kept)
    assert gone.out.splitlines()[0] == "Your codebook is gone. Nothing of your own is added to ours."
    assert run("codebook", "--show", "--db", kept) == (0, "", "")


def test_a_theme_of_ones_own_is_counted_by_every_command(tmp_path: Path, search: Path) -> None:
    db, mine = tmp_path / "own.duckdb", written(tmp_path / "mine.toml", MINE)
    assert run("codebook", "--set", mine, "--db", db).code == 0
    grey = "15,Moss,Teacher,Schools,2026-05-02,final round,second place,You were mousy.,letter,2026-05-03\n"
    run("import", written(search, SEARCH + grey), "--db", db)
    assert ("too_grey", "gap", 1, 5) in heard(run("factors", "--db", db, "--json"))
    assert "Too grey" in run("factors", "--db", db).out
    for ending in ("md", "html", "pdf"):
        assert run("report", "--db", db, "--out", tmp_path / f"report.{ending}").code == 0
    assert "Too grey" in (tmp_path / "report.md").read_text(encoding="utf-8")
    everything, fresh = tmp_path / "all.zip", tmp_path / "fresh.duckdb"
    run("export", "--db", db, "--out", everything)
    run("restore", everything, "--db", fresh)
    assert run("codebook", "--show", "--db", fresh).out == MINE
    assert ("too_grey", "gap", 1, 5) in heard(run("factors", "--db", fresh, "--json"))


def test_a_kept_codebook_that_cannot_be_read_is_said_once_and_stops_nothing(kept: Path) -> None:
    with contextlib.closing(open_workspace(kept)) as opened:
        opened.save_own_codebook("[[factor]]\nid = 'x'\nshape = 'round'\n", at=dt.datetime(2026, 6, 1))
    found = terminal("factors", "--db", kept, "--json")
    assert counted(found) == FACTORS_OF_THE_SEARCH
    assert found.err.count("Your own codebook cannot be used as it stands") == 1
    assert run("codebook", "--show", "--db", kept).out == "[[factor]]\nid = 'x'\nshape = 'round'\n"


def test_one_thing_is_done_with_a_codebook_at_a_time(tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.toml", MINE)
    assert run("codebook", "--check", mine, "--show") == (2, "", "Give one of --check, --set and --show.\n")
    assert run("codebook", "--check", tmp_path / "none.toml").code == 2
    assert run("codebook", "--show", "--db", tmp_path / "none.duckdb").code == 2
    assert run("codebook").out == "Nothing of your own is added to ours.\n"


# --- report


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("pdf", b"%PDF"),
        ("html", b"<!"),
        ("md", b"# "),
        ("MD", b"# "),
        ("docx", b"pk"),
        ("xlsx", b"pk"),
        ("zip", b"pk"),
        ("eml", b"subject"),
        ("png", b"\x89png"),
        ("svg", b"<svg"),
    ],
)
def test_a_report_is_written_by_the_ending_of_its_name(
    kept: Path, tmp_path: Path, ending: str, begins: bytes
) -> None:
    out = tmp_path / f"report.{ending}"
    found = run("report", "--db", kept, "--out", out)
    assert (found.code, found.out) == (0, f"The report is in {out}.\n")
    assert out.read_bytes().lower().startswith(begins.lower())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_quotes_stand_in_a_report_only_when_asked_for(search: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    run("report", search, "--out", out)
    assert MORE_EXAMPLES not in out.read_text(encoding="utf-8")
    asked = run("report", search, "--out", out, "--quotes")
    assert (asked.code, asked.err.splitlines()[-1]) == (
        2,
        "Other people's words for this file: 1 quote. Read them above, then say --yes. Nothing was written.",
    )
    assert f"> {MORE_EXAMPLES}" in asked.err
    run("report", search, "--out", out, "--quotes", "--yes")
    assert f"> {MORE_EXAMPLES}\n" in out.read_text(encoding="utf-8")


def test_a_report_prints_its_filters_and_is_the_same_on_the_same_day(search: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.md", tmp_path / "other.md"
    for out in (one, other):
        assert run("report", search, "--out", out, "--industry", "Health", "--source", "all").code == 0
    assert one.read_bytes() == other.read_bytes()
    assert "Health" in one.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["--out", "report.doc"],
        ["--out", "report.csv"],
        ["--out", "report"],
        ["--out", "report.md", "--paper", "a3"],
        ["--out", "nowhere/report.md"],
        ["--out", "report.md", "--since", "yesterday"],
        ["--out", "report.md", "--since", "2026-02-01", "--until", "2026-01-01"],
        ["--out", "report.md", "--source", "nobody"],
        ["--out", "report.md", "--db", "some.duckdb"],
        ["--out", "."],
        [],
    ],
)
def test_wrong_use_is_refused_with_two_and_nothing_is_written(
    search: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    found = run("report", search, *words)
    assert found.code == 2
    assert found.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_report_on_an_unreadable_file_is_not_written(tmp_path: Path) -> None:
    found = run("report", written(tmp_path / "odd.csv", b""), "--out", tmp_path / "report.md")
    assert found.code == 1
    assert not (tmp_path / "report.md").exists()


# --- export, restore, backup, sample


def test_an_export_comes_back_whole_and_only_replaces_what_is_there_when_told(
    kept: Path, tmp_path: Path
) -> None:
    everything, fresh = tmp_path / "everything.zip", tmp_path / "fresh.duckdb"
    assert run("export", "--db", kept, "--out", everything).code == 0
    assert stat.S_IMODE(everything.stat().st_mode) == 0o600
    assert run("restore", everything, "--db", fresh).code == 0
    assert counted(run("factors", "--db", fresh, "--json")) == FACTORS_OF_THE_SEARCH
    run(
        "import",
        written(tmp_path / "more.csv", "company,role,outcome\nMaple,Nurse,second place\n"),
        "--db",
        fresh,
    )
    refused = run("restore", everything, "--db", fresh)
    assert refused.code == 2
    assert "--replace" in refused.err
    assert run("factors", "--db", fresh, "--json").object["second_places"] == 8
    copies = list(tmp_path.rglob("*.duckdb"))
    assert run("restore", everything, "--db", fresh, "--replace").code == 0
    assert run("factors", "--db", fresh, "--json").object["second_places"] == 7
    assert len(list(tmp_path.rglob("*.duckdb"))) > len(copies)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"company,role\n"])
def test_an_export_that_is_none_is_a_sentence_and_changes_nothing(
    kept: Path, tmp_path: Path, content: bytes
) -> None:
    found = run("restore", written(tmp_path / "odd.zip", content), "--db", kept, "--replace")
    assert found.code == 1
    assert len(found.err.splitlines()) == 1
    assert counted(run("factors", "--db", kept, "--json")) == FACTORS_OF_THE_SEARCH


@pytest.mark.parametrize("replace", [[], ["--replace"]])
def test_an_export_that_is_none_leaves_no_workspace_behind(
    kept: Path, tmp_path: Path, replace: list[str]
) -> None:
    everything, changed = tmp_path / "everything.zip", tmp_path / "changed.zip"
    run("export", "--db", kept, "--out", everything)
    with zipfile.ZipFile(everything) as whole, zipfile.ZipFile(changed, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name).replace(b"second_place", b"third_place"))
    folder = tmp_path / "empty"
    folder.mkdir()
    for odd in (written(tmp_path / "odd.zip", b"PK\x03\x04"), changed):
        found = run("restore", odd, "--db", folder / "fresh.duckdb", *replace)
        assert found.code == 1
        assert len(found.err.splitlines()) == 1
        assert list(folder.iterdir()) == []


def test_a_backup_is_a_copy_whose_place_is_said(kept: Path) -> None:
    found = run("backup", "--db", kept)
    assert found.code == 0
    assert Path(found.out.removeprefix("The backup is ").rstrip().removesuffix(".")).is_file()


def test_nothing_can_be_exported_or_backed_up_before_there_is_a_workspace(tmp_path: Path) -> None:
    none = tmp_path / "none.duckdb"
    assert run("export", "--db", none, "--out", tmp_path / "all.zip").code == 2
    assert run("backup", "--db", none).code == 2
    assert not none.exists()


def test_the_sample_is_a_file_whose_dates_end_near_today(tmp_path: Path) -> None:
    out = tmp_path / "sample.csv"
    assert run("sample", "--out", out).code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert max(row["interview_date"] for row in rows) <= TODAY
    found = run("factors", out, "--json")
    assert (found.code, found.object["second_places"], found.object["offers"]) == (0, 9, 3)


# --- as a program


def test_the_version_is_that_of_the_project_and_starts_without_anything_heavy() -> None:
    """Of what is not Python's own only the reader of the command line is loaded."""
    assert terminal("--version") == (0, "Second Place 0.1.0\n", "")
    code = (
        "import sys; before = {*sys.modules, *sys.stdlib_module_names}; import cli\n"
        "cli.app(['--version'], standalone_mode=False)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    loaded = set(ast.literal_eval(done.stdout.splitlines()[-1]))
    assert loaded - {"annotated_doc", "shellingham"} == {"cli", "data", "typer"}


def test_no_command_imports_streamlit(search: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; import cli\n"
        f"for words in (['import', {str(search)!r}], ['factors'], ['report', '--out', {str(tmp_path / 'r.pdf')!r}],\n"
        f"    ['export', '--out', {str(tmp_path / 'e.zip')!r}], ['backup'], ['code'], ['codebook'], ['sample', '--out', {str(tmp_path / 's.csv')!r}]):\n"
        "    assert CliRunner().invoke(cli.app, words).exit_code == 0, words\n"
        "print('streamlit' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=os.environ
    )
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_the_way_of_a_file_through_real_processes(search: Path, tmp_path: Path) -> None:
    db = tmp_path / "real.duckdb"
    assert terminal("import", search, "--db", db).code == 0
    assert counted(terminal("factors", "--db", db, "--json")) == FACTORS_OF_THE_SEARCH
    assert terminal("factors", tmp_path / "none.csv") == (
        2,
        "",
        f"There is no file {tmp_path / 'none.csv'}.\n",
    )
