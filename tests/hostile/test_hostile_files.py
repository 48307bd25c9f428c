"""Files that want to harm are answered: in time, in little memory, with every row read or told of."""

from __future__ import annotations

import pytest

from tests.hostile.files import HostileFile, all_files
from tests.hostile.measuring import answers_apart, answers_together, broken

QUICK = [file for file in all_files() if file.is_quick]
# Time of CPU is no time of the clock, but a machine of many guests stretches it, too.
PATIENCE = 5


def test_there_are_files_for_every_bad_input() -> None:
    assert {file.kind for file in all_files()} == {f"B{n}" for n in range(1, 31)}
    assert len({file.name for file in all_files()}) == len(all_files()) >= 150


def test_every_quick_file_is_answered_in_time_in_little_memory_and_without_loss() -> None:
    answers = {answer.name: answer for answer in answers_together(QUICK, kept=["B20", "B30"])}
    assert [
        f"{file.name}: {fault}"
        for file in QUICK
        for fault in broken(file, answers.get(file.name), patience=PATIENCE)
    ] == []
    assert (answers["B30 the same file twice"].rows, answers["B30 the same file twice"].kept) == (50, 50)


@pytest.mark.deep
@pytest.mark.parametrize("file", all_files(), ids=lambda file: file.name)
def test_every_file_is_answered_in_a_process_of_its_own(file: HostileFile) -> None:
    ((_, answer),) = answers_apart([file])
    assert broken(file, answer, patience=1) == []
