"""Sixty-four job logs as people keep them, in eleven languages, against what their writers meant; and the words in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.importing import Understood, logs, read_log, understood
from data.reading.outcomes import read_outcome

STATUS = Path(__file__).parents[2] / "cases" / "status"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "sk", "tr", "zh")
LOGS = {path.stem: (path, truth) for path, truth in logs()}


@pytest.fixture(scope="module")
def found() -> dict[str, Understood]:
    """Give how each log was understood."""
    return {name: understood(read_log(path), truth) for name, (path, truth) in LOGS.items()}


def share(found: dict[str, Understood], right: str, of: str) -> float:
    return sum(getattr(one, right) for one in found.values()) / sum(
        getattr(one, of) for one in found.values()
    )


def test_the_rows_of_every_log_are_counted_as_its_writer_counts_them(found: dict[str, Understood]) -> None:
    assert [name for name, one in found.items() if not one.rows_are_right] == []


def test_no_row_of_a_log_is_lost_without_a_word(found: dict[str, Understood]) -> None:
    assert [name for name, one in found.items() if one.lost] == []


def test_companies_and_roles_are_read_to_the_letter(found: dict[str, Understood]) -> None:
    assert share(found, "names_right", "names") == 1


def test_dates_are_right_or_asked(found: dict[str, Understood]) -> None:
    assert share(found, "dates_right", "dates") >= 0.99


def test_outcomes_are_what_the_writer_meant_or_asked(found: dict[str, Understood]) -> None:
    assert share(found, "outcomes_right", "outcomes") >= 0.93


@pytest.mark.parametrize("name", [name for name, (_, truth) in LOGS.items() if truth["decides_dates"]])
def test_a_log_whose_dates_decide_themselves_is_not_asked_for_their_order(name: str) -> None:
    path, _ = LOGS[name]
    assert [q.column for q in read_log(path).questions if q.kind == "date_order"] == []


@pytest.mark.parametrize("name", ["e15", "e16", "o03"])
def test_a_log_whose_dates_decide_nothing_is_asked_and_none_is_guessed(name: str) -> None:
    path, truth = LOGS[name]
    reading = read_log(path)
    assert [q.kind for q in reading.questions].count("date_order") >= 1
    assert understood(reading, truth).dates_wrong == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_write_into_a_status_is_understood_or_asked(language: str) -> None:
    lines = (STATUS / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    wrong = []
    for cell, means, *_ in (line.split("\t") for line in lines if line.strip()):
        said = read_outcome(cell, {}, forgiving=True)
        ends = set(means.replace("not_application", "not_an_application").split("|"))
        if said.kind not in ("asked", "unknown") and said.outcome not in ends:
            wrong.append((cell, means, said.outcome))
    assert len(wrong) <= 0.05 * len(lines), wrong
