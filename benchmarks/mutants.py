"""Does a test notice each condition of each question? Breaks analysis/sql one spot at a time, in a copy, and runs its tests.

python -m benchmarks.mutants               # every question: about ten minutes of one core
python -m benchmarks.mutants tray slice:18 # some of them, or one line

A mutant takes out one condition or an end of a BETWEEN, turns a JOIN into a LEFT JOIN or back and a SEMI JOIN into an ANTI
JOIN or back, takes out a DISTINCT, moves a boundary (< to <=) or changes a constant. It is killed where a test of
tests/test_sql_questions.py that asks the question fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = "tests/test_sql_questions.py"
# Whether a test fails is all that is asked: not why, in colours, with a difference of long tables.
QUICKLY = (
    "-x",
    "-q",
    "--tb=line",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:unraisableexception",
)

TOKEN = re.compile(
    r"--[^\n]*|IS(?: NOT)? DISTINCT FROM|'(?:[^']|'')*'|\"[^\"]*\"|\$?[A-Za-z_][A-Za-z_0-9.]*|\d+(?:\.\d+)?|<>|<=|>=|::|\S",
    re.DOTALL,
)
# Where a condition begins or ends at its own depth of brackets.
EDGE = re.compile(
    r"AND|OR|WHERE|HAVING|QUALIFY|ON|WHEN|THEN|ELSE|END|SELECT|FROM|JOIN|LEFT|GROUP|ORDER|UNION|AS|USING|LIMIT|OFFSET|CASE|[,;:]"
)
TURNED = {"LEFT": "JOIN", "SEMI": "ANTI JOIN", "ANTI": "SEMI JOIN"}
BOUNDARIES = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


@dataclass(frozen=True)
class Token:
    """A word of SQL, where it stands, and in how many brackets."""

    text: str
    start: int
    end: int
    depth: int

    @property
    def upper(self) -> str:
        """The word as a key word is compared."""
        return self.text.upper()


@dataclass(frozen=True)
class Mutant:
    """A question with one spot changed; `what` says which and how."""

    line: int
    what: str
    sql: str


def tokens(sql: str) -> list[Token]:
    """Cut a question into words, without its comments; a closing bracket is as deep as its opening one.

    The AND of a BETWEEN joins no two conditions: it is read as TO.
    """
    found, depth, between = [], 0, set()
    for match in TOKEN.finditer(sql):
        text = match.group()
        if text.startswith("--"):
            continue
        depth -= text in ")]"
        if text.upper() == "BETWEEN":
            between.add(depth)
        elif text.upper() == "AND" and depth in between:
            between.remove(depth)
            text = "TO"
        found.append(Token(text, match.start(), match.end(), depth))
        depth += text in "(["
    return found


def mutants(sql: str) -> list[Mutant]:
    """Give every mutant of a question, each once, in reading order."""
    made: dict[str, Mutant] = {}
    for start, end, instead, kind in sorted(_spots(sql, tokens(sql))):
        broken = f"{sql[:start]}{instead}{sql[end:]}"
        was = " ".join(sql[start:end].split())
        made.setdefault(
            broken, Mutant(sql.count("\n", 0, start) + 1, f"{kind}: {was} -> {instead or 'nothing'}", broken)
        )
    return list(made.values())


def _spots(sql: str, words: list[Token]) -> Iterator[tuple[int, int, str, str]]:
    for at, word in enumerate(words):
        before = words[at - 1].upper if at else ""
        if word.upper in ("AND", "OR"):
            neutral = "true" if word.upper == "AND" else "false"
            for span in (_backwards(words, at), _forwards(words, at)):
                yield *span, neutral, "condition"
        elif word.upper == "BETWEEN":
            yield from _ends(sql, words, at)
        elif word.upper == "QUALIFY":
            start, end = _forwards(words, at)
            # Without a window it is no SQL: where there is no other condition it is taken out whole.
            alone = sql[end:].split()[:1] not in (["AND"], ["OR"])
            yield (word.start, end, "", "condition") if alone else (start, end, "true", "condition")
        elif word.upper in ("WHERE", "HAVING", "ON", "WHEN") or (word.text == "(" and before == "FILTER"):
            start, end = _forwards(words, at)
            # A subject of CASE is compared, not true or false: the arm is taken out by a value that never comes.
            simple = word.upper == "WHEN" and sql[start:end].startswith("'")
            never = "'no such value'" if simple else "false"
            if word.upper == "WHEN":
                yield start, end, never, "condition"
            if not simple:
                yield start, end, "true", "condition"
        elif word.upper == "JOIN":
            if before in TURNED:
                yield words[at - 1].start, word.end, TURNED[before], "join"
            elif before != "CROSS":  # which has no condition
                yield word.start, word.end, "LEFT JOIN", "join"
        elif word.upper.endswith(" DISTINCT FROM"):
            yield word.start, word.end, "=" if "NOT" in word.upper else "<>", "distinct"
        elif word.upper == "DISTINCT":
            yield word.start, word.end, "", "distinct"
        elif word.text in BOUNDARIES:
            yield word.start, word.end, BOUNDARIES[word.text], "boundary"
        elif word.text.startswith("'"):
            yield word.start, word.end, f"'{word.text[1:-1]}~'", "constant"
        elif word.text.replace(".", "").isdigit():
            yield word.start, word.end, f"({word.text} + 1)", "constant"
        elif word.upper in ("TRUE", "FALSE"):
            yield word.start, word.end, "false" if word.upper == "TRUE" else "true", "constant"


def _ends(sql: str, words: list[Token], at: int) -> Iterator[tuple[int, int, str, str]]:
    """Take out either end of the BETWEEN at this word, or move it."""
    to = next(n for n in range(at, len(words)) if words[n].text == "TO" and words[n].depth == words[at].depth)
    start, end = _backwards(words, at)[0], _forwards(words, to)[1]
    value = sql[start : words[at].start]
    low, high = sql[words[at].end : words[to].start], sql[words[to].end : end]
    for kind, instead in (
        ("condition", f"{value}>={low}"),
        ("condition", f"{value}<={high}"),
        ("boundary", f"({value}>{low}AND {value}<={high})"),
        ("boundary", f"({value}>={low}AND {value}<{high})"),
    ):
        yield start, end, instead, kind


def _forwards(words: list[Token], at: int) -> tuple[int, int]:
    """Give where the condition behind a word begins and ends."""
    depth = words[at].depth + (words[at].text == "(")
    end = at + 1
    while end < len(words) and words[end].depth >= depth:
        if words[end].depth == depth and EDGE.fullmatch(words[end].upper):
            break
        end += 1
    return words[at + 1].start, words[end - 1].end


def _backwards(words: list[Token], at: int) -> tuple[int, int]:
    """Give where the condition before a word begins and ends."""
    depth, start = words[at].depth, at - 1
    while start >= 0 and words[start].depth >= depth:
        if words[start].depth == depth and EDGE.fullmatch(words[start].upper):
            break
        start -= 1
    return words[start + 1].start, words[at - 1].end


def main() -> int:
    """Print every mutant no test noticed, then how many were killed; a status of 1 where any is left."""
    asked = sys.argv[1:] or sorted(path.stem for path in (ROOT / "analysis/sql").glob("*.sql"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(
            ROOT,
            copy,
            ignore=shutil.ignore_patterns(".*", "__pycache__", "docs", "browser", "golden"),
            symlinks=True,
        )
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        # What takes long to load is loaded once: each mutant is tested in a fork.
        os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OPENBLAS_NUM_THREADS": "1"}
        import pytest  # noqa: F401

        import tests.test_sql_questions  # noqa: F401

        asked_by = _tests_of_each(copy)
        total: Counter[str] = Counter()
        for name in asked:
            total += _tested(copy, name, asked_by)
    print(", ".join(f"{total[fate]} {fate}" for fate in ("killed", "survived", "not SQL")))
    return 1 if total["survived"] else 0


class _Listening:
    """Writes down which test asks which question."""

    def __init__(self) -> None:
        self.running, self.heard = "", {}

    def pytest_runtest_setup(self, item: object) -> None:
        """Note which test begins, and let it read every question itself."""
        from analysis import study

        self.running = item.nodeid.partition("[")[0]
        study._tables.cache_clear()
        study._under.cache_clear()

    def question(self, name: str) -> str:
        """Give the question as study.py does."""
        self.heard.setdefault(name, {})[self.running] = None
        return (Path("analysis/sql") / f"{name}.sql").read_text(encoding="utf-8")


def _tests_of_each(copy: Path) -> dict[str, list[str]]:
    """Give the tests that ask each question, its own first; none may fail as they are."""

    def run() -> int:
        import pytest

        from analysis import study

        listening = _Listening()
        study._question = listening.question
        status = pytest.main([TESTS, *QUICKLY], plugins=[listening])
        heard = {name: list(tests) for name, tests in listening.heard.items()}
        (copy / "heard.json").write_text(json.dumps(heard), encoding="utf-8")
        return status

    if status := _forked(copy, run):
        message = f"the tests fail as they are: {status}"
        raise SystemExit(message)
    heard = json.loads((copy / "heard.json").read_text(encoding="utf-8"))
    # What every question stands on dies at once where everything is counted, where it is asked who answered, or where a step
    # or a final is.
    soon = [f"{TESTS}::test_{name}" for name in ("overview", "asked", "to_ask", "days_taken", "decisions")]
    return {
        name: sorted(
            tests, key=lambda test: (test != f"{TESTS}::test_{name}", name not in test, test not in soon)
        )
        for name, tests in heard.items()
    }


def _tested(copy: Path, name: str, tests: dict[str, list[str]]) -> Counter[str]:
    name, _, line = name.partition(":")
    sql, put = _source(copy, name)
    counts: Counter[str] = Counter()
    for mutant in mutants(sql):
        if line and mutant.line != int(line):
            continue
        put(mutant.sql)
        fate = _fate(copy, tests[name])
        counts[fate] += 1
        if fate != "killed":
            print(f"{fate}: {name}:{mutant.line} {mutant.what}", flush=True)
    put(sql)
    print(f"{name}: {counts['killed']} of {counts.total() - counts['not SQL']} killed", flush=True)
    return counts


def _source(copy: Path, name: str) -> tuple[str, Callable[[str], object]]:
    """Give the SQL of a question, and what puts another in its place."""
    path = copy / "analysis/sql" / f"{name}.sql"
    return path.read_text(encoding="utf-8"), lambda sql: path.write_text(sql, encoding="utf-8")


def _fate(copy: Path, tests: list[str]) -> str:
    def run() -> int:
        import pytest

        return pytest.main([*tests, *QUICKLY])

    status = _forked(copy, run)
    if status == 0:
        return "survived"
    text = (copy / "said.txt").read_text(encoding="utf-8")
    if status != 1:
        raise SystemExit(text)
    return "not SQL" if re.search(r"(Binder|Parser) Error", text) else "killed"


def _forked(copy: Path, run: Callable[[], int]) -> int:
    """Give the status of what is run in a fork, which has everything loaded; what it says goes into a file."""
    child = os.fork()
    if child == 0:
        status = 99
        try:
            out = os.open(copy / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            status = run()
        finally:
            os._exit(int(status))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    raise SystemExit(main())
