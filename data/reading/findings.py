"""The problems and questions of one reading, gathered: each question once, each column's problems up to a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from data.problems import Problem, Question, QuestionKind

_MOST_SAID = 1_000
_MOST_ASKED = 50


class Findings:
    """Gathers what could not be understood; beyond a number a column's cells are counted, not named."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._questions: dict[tuple[str, str, str], Question] = {}
        self._said: Counter[str] = Counter()
        self._asked: Counter[tuple[str, str]] = Counter()

    def row_left_out(self, row: int, why: str) -> None:
        """A row that is only a problem: always named."""
        self._problems.append(Problem(why, row=row))

    def row(self, row: int, message: str) -> None:
        """Something about a row that is kept."""
        self._cell(row, None, message)

    def cell(self, row: int, column: str, message: str) -> None:
        """A cell that could not be understood; its row is kept."""
        self._cell(row, column, message)

    def ask(
        self, kind: QuestionKind, column: str, message: str, *, choices: tuple[str, ...], value: str | None
    ) -> None:
        """A question, once for each value of a column."""
        key = (kind, column, (value or "").casefold())
        if key in self._questions:
            return
        self._asked[kind, column] += 1
        if self._asked[kind, column] <= _MOST_ASKED:
            self._questions[key] = Question(
                kind=kind, column=column, message=message, choices=choices, value=value
            )

    def is_asked(self, kind: QuestionKind, column: str) -> bool:
        """Whether one more question of this kind about the column would be too many."""
        return self._asked[kind, column] >= _MOST_ASKED

    def problems(self, *, without: Set[int]) -> tuple[Problem, ...]:
        """Every problem by row, save those of some rows, and how many more a column has."""
        more = [
            Problem(
                f"{count - _MOST_SAID:,} more cells like these could not be understood.",
                column=column or None,
            )
            for column, count in self._said.items()
            if count > _MOST_SAID
        ]
        told = [problem for problem in self._problems if problem.row not in without]
        return (*sorted(told, key=lambda problem: problem.row or 0), *more)

    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order they came up."""
        return tuple(self._questions.values())

    def _cell(self, row: int, column: str | None, message: str) -> None:
        self._said[column or ""] += 1
        if self._said[column or ""] <= _MOST_SAID:
            self._problems.append(Problem(message, row=row, column=column))


def shown(cell: str) -> str:
    """A cell as it stands in a sentence: on one line, in quotation marks, shortened."""
    text = " ".join(cell.split())
    return f'"{text if len(text) <= 60 else text[:57] + "…"}"'
