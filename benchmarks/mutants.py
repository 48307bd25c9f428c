"""Does a test notice each condition of each question? Breaks analysis/sql one spot at a time, in a copy, and runs its tests.

python -m benchmarks.mutants               # every question: about fifteen minutes of one core
python -m benchmarks.mutants tray slice:18 # some of them, or one line

A mutant takes out one condition, turns a JOIN into a LEFT JOIN or back, takes out a DISTINCT, moves a boundary (< to <=)
or changes a constant. It is killed where a test of tests/test_sql_questions.py fails, that of the question first.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = "tests/test_sql_questions.py"
# Whether a test fails is all that is asked: not why, in colours, with a difference of long tables.
QUICKLY = ("-x", "-q", "--tb=line", "--assert=plain", "-p", "no:cacheprovider")

TOKEN = re.compile(
    r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"|\$?[A-Za-z_][A-Za-z_0-9.]*|\d+(?:\.\d+)?|<>|<=|>=|::|\S", re.DOTALL
)
# Where a condition begins or ends at its own depth of brackets.
EDGE = re.compile(
    r"AND|OR|WHERE|HAVING|ON|WHEN|THEN|ELSE|END|SELECT|FROM|JOIN|LEFT|GROUP|ORDER|UNION|AS|USING|LIMIT|CASE|[,;]"
)
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
    """Cut a question into words, without its comments; a closing bracket is as deep as its opening one."""
    found, depth = [], 0
    for match in TOKEN.finditer(sql):
        text = match.group()
        if text.startswith("--"):
            continue
        depth -= text in ")]"
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
        after = words[at + 1].upper if at + 1 < len(words) else ""
        if word.upper in ("AND", "OR"):
            neutral = "true" if word.upper == "AND" else "false"
            for span in (_backwards(words, at), _forwards(words, at)):
                yield *span, neutral, "condition"
        elif word.upper in ("WHERE", "HAVING", "ON", "WHEN") or (word.text == "(" and before == "FILTER"):
            start, end = _forwards(words, at)
            # A subject of CASE is compared, not true or false: the arm is taken out by a value that never comes.
            simple = word.upper == "WHEN" and sql[start:end].startswith("'")
            never = "'no such value'" if simple else "false"
            yield start, end, never if word.upper == "WHEN" else "true", "condition"
        elif word.upper == "JOIN":
            if before == "LEFT":
                yield words[at - 1].start, word.end, "JOIN", "join"
            else:
                yield word.start, word.end, "LEFT JOIN", "join"
        elif word.upper == "DISTINCT":
            if after == "FROM":
                first = words[at - 2] if before == "NOT" else words[at - 1]
                yield first.start, words[at + 1].end, "=" if before == "NOT" else "<>", "distinct"
            else:
                yield word.start, word.end, "", "distinct"
        elif word.text in BOUNDARIES:
            yield word.start, word.end, BOUNDARIES[word.text], "boundary"
        elif word.text.startswith("'"):
            yield word.start, word.end, f"'{word.text[1:-1]}~'", "constant"
        elif word.text.replace(".", "").isdigit():
            yield word.start, word.end, f"{word.text} + 1", "constant"
        elif word.upper in ("TRUE", "FALSE"):
            yield word.start, word.end, "false" if word.upper == "TRUE" else "true", "constant"


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

        import analysis.sample
        import analysis.study  # noqa: F401

        total: Counter[str] = Counter()
        for name in asked:
            total += _tested(copy, name)
    print(", ".join(f"{total[fate]} {fate}" for fate in ("killed", "survived", "not SQL")))
    return 1 if total["survived"] else 0


def _tested(copy: Path, name: str) -> Counter[str]:
    name, _, line = name.partition(":")
    path = copy / "analysis/sql" / f"{name}.sql"
    sql = path.read_text(encoding="utf-8")
    if _fate(copy, name) != "survived":
        message = f"the tests of {name} fail as they are"
        raise SystemExit(message)
    counts: Counter[str] = Counter()
    for mutant in mutants(sql):
        if line and mutant.line != int(line):
            continue
        path.write_text(mutant.sql, encoding="utf-8")
        fate = _fate(copy, name)
        counts[fate] += 1
        if fate != "killed":
            print(f"{fate}: {name}.sql:{mutant.line} {mutant.what}", flush=True)
    path.write_text(sql, encoding="utf-8")
    print(f"{name}: {counts['killed']} of {counts.total() - counts['not SQL']} killed", flush=True)
    return counts


def _tests(copy: Path) -> str:
    return (copy / TESTS).read_text(encoding="utf-8")


def _fate(copy: Path, name: str) -> str:
    said = copy / "said.txt"
    child = os.fork()
    if child == 0:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        import pytest

        status = 99
        try:
            # Where it is broken most mutants die at once: the tests of the question itself, and what counts everything.
            own = [
                f"{TESTS}::{test}"
                for test in (f"test_{name}", "test_overview")
                if f"def {test}(" in _tests(copy)
            ]
            status = pytest.main([*own, *QUICKLY])
            if status == 0:
                status = pytest.main([TESTS, *(f"--deselect={test}" for test in own), *QUICKLY])
        finally:
            os._exit(int(status))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == 0:
        return "survived"
    text = said.read_text(encoding="utf-8")
    if status != 1:
        raise SystemExit(text)
    return "not SQL" if re.search(r"(Binder|Parser) Error", text) else "killed"


if __name__ == "__main__":
    raise SystemExit(main())
