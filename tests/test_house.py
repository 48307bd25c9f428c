"""The house rules that a reader of the source can check: they hold for every file, without running any."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHIPPED = sorted(
    path
    for path in [
        *ROOT.glob("*.py"),
        *(p for top in ("pages", "analysis", "data") for p in (ROOT / top).rglob("*.py")),
    ]
)
PAGES = [path for path in SHIPPED if path.is_relative_to(ROOT / "pages")]
KEPT = {
    "slice",
    "missed_final",
    "mentions",
    "said",
    "mentioned",
    "worded",
}  # what the questions stand on: tables, whose rows have no order
QUESTIONS = sorted((ROOT / "analysis" / "sql").glob("*.sql"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_page_lies_where_a_deep_link_would_serve_it_without_app_py() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_cli_never_imports_streamlit_nor_a_page() -> None:
    assert {"streamlit", "pages", "app", "serve"} & set(_imported(ROOT / "cli.py")) == set()


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_module_opens_with_a_sentence_on_what_it_is(path: Path) -> None:
    sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert re.match(r"\S+ \S.*[.?:]", sentence, re.DOTALL), f"{name(path)} opens with {sentence[:60]!r}"


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_a_sql_file_opens_with_its_question_in_english(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    opening = " ".join(line.removeprefix("--").strip() for line in lines[: _first(lines, starting="--")])
    assert re.match(r"[A-Z][^?:]+[?:]", opening), f"{path.name} opens with {opening[:80]!r}"


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_a_sql_file_takes_values_only_by_name(path: Path) -> None:
    assert re.findall(r"[{}%;]|\?(?!\s*(?:$|[A-Z]))", _without_comments(path), re.MULTILINE) == []


@pytest.mark.parametrize(
    "path", [p for p in QUESTIONS if p.stem not in KEPT | {"overview", "asking"}], ids=name
)
def test_a_sql_file_orders_its_rows(path: Path) -> None:
    assert re.search(r"^ORDER BY .+\Z", _without_comments(path).strip(), re.MULTILINE)


def test_each_question_is_a_method_a_sql_file_and_a_test_of_one_name() -> None:
    study = ast.parse((ROOT / "analysis" / "study.py").read_text(encoding="utf-8"))
    methods = {
        node.name.removeprefix("_")
        for node in ast.walk(study)
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node)
    }
    tests = {
        node.name.removeprefix("test_")
        for node in ast.parse((HERE / "test_sql_questions.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    questions = {path.stem for path in QUESTIONS}
    # Those that no page asks: what every question stands on, and what smallest_set is searched in.
    assert questions - methods == KEPT | {"gaps_told"}
    assert questions - tests == set()


def test_the_lock_holds_names_versions_and_hashes_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    shapes = (
        r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+( ; .+)? \\",
        r"    --hash=sha256:[0-9a-f]{64}( \\)?",
        r" +# .*",
    )
    assert [line for line in lines if not any(re.fullmatch(shape, line) for shape in shapes)] == []
    assert [line for line in lines if "://" in line] == []


def test_the_lock_pins_each_direct_dependency_inside_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = dict(
        re.findall(
            r"^([a-z0-9._-]+)(?:\[.*?\])?==([^ ]+)",
            (ROOT / "requirements.lock").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    asked = [
        Requirement(r) for r in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    ]
    outside = {
        str(r): pinned.get(r.name)
        for r in asked
        if r.name not in pinned or Version(pinned[r.name]) not in r.specifier
    }
    assert outside == {}


def test_no_tracked_file_names_a_machine_or_a_package_host() -> None:
    personal = re.compile(
        "|".join(
            (
                "/wo" + "rk/",
                "/Us" + "ers/[a-z]",
                "/ho" + "me/[a-z]",
                "python" + "hosted",
                "localhost" + r":\d+/simple",
            )
        )
    )
    found = [
        f"{path}:{number}"
        for path, text in _tracked_texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if personal.search(line)
    ]
    assert found == []


def test_every_test_the_threat_model_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "threat-model.md").read_text("utf-8"))
    assert len(named) > 20
    assert [
        f"{file}::{test}"
        for file, test in named
        if not re.search(rf"^def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    ] == []


# --- Nothing a person brought reaches markdown: a picture or a link in a cell would make their browser call out. ---

# The streamlit calls that read their first words as markdown or HTML, and the keywords that do.
MARKDOWN = re.compile(
    r"badge|button|caption|chat_message|checkbox|date_input|datetime_input|dialog|divider|download_button|error|expander|"
    r"feedback|file_uploader|form_submit_button|header|html|info|latex|link_button|markdown|menu_button|metric|"
    r"multiselect|number_input|page_link|pills|popover|radio|segmented_control|select_slider|selectbox|slider|spinner|"
    r"status|subheader|success|table|text_area|text_input|time_input|title|toast|toggle|warning|write"
)
KEYWORDS = frozenset({"label", "body", "help", "title", "captions", "delta", "value_label"})
# Calls whose answer is safe: md escapes, the others give nothing but numbers or words of ours.
ALLOWED = frozenset({"md", "len", "sum", "round", "int"})
OURS = frozenset(
    f"wording.{name}" for name in ("count", "date", "month", "number", "plural", "times", "waiting")
)


def test_only_escaped_words_reach_markdown() -> None:
    leaks = [
        f"{name(path)}:{leaf.lineno} {ast.unparse(leaf)[:90]}"
        for path, leaves in _unescaped(*PAGES).items()
        for leaf in leaves
    ]
    assert leaks == []


@pytest.mark.parametrize(
    ("source", "safe"),
    [
        ('st.markdown("Nothing yet.")', True),
        ("st.markdown(row.text)", False),
        ("st.title(md(row.company))", True),
        ('st.title(f"About {row.company}")', False),
        ('st.title(f"About {md(row.company)}")', True),
        ('st.title(f"{len(rows)} more")', True),
        ('st.title(f"{done:d} of {of:,}")', True),
        ('st.title("One" if few else md(name))', True),
        ('st.title("One" if few else name)', False),
        ('st.title("About " + name)', False),
        ('box.button("Keep", help=row.text)', False),
        ("st.text(row.text)", True),
        ("st.write(row)", False),
        ('st.html(LOOK / "look.css")', True),
        ("st.html(row.text)", False),
        ("st.markdown(WORDS[key])", True),
        ("words = FIRST if first else SECOND\nst.header(words[key].heading)", True),
        ("words = FIRST if first else row\nst.header(words[key].heading)", False),
        ('st.markdown(f"{n + 1} of {overview.offers}")', True),
        ('for n, row in enumerate(rows):\n    st.markdown(f"**{n}**")', True),
        ('for n, row in enumerate(rows):\n    st.markdown(f"**{row}**")', False),
        ('for title, text in (("One", a), ("Two", b)):\n    st.markdown(title)', True),
        ('for title, text in (("One", a), ("Two", b)):\n    st.markdown(text)', False),
        (
            'cards = []\ncards.append(("Ask", row.company))\nfor verb, who in cards:\n    st.button(verb)',
            True,
        ),
        (
            'cards = []\ncards.append(("Ask", row.company))\nfor verb, who in cards:\n    st.button(who)',
            False,
        ),
        ('said = [f"{md(row.label)}" for row in rows]\nst.markdown("; ".join(said))', True),
        ('said = [row.label for row in rows]\nst.markdown("; ".join(said))', False),
        ("for word in WORDS:\n    st.markdown(word)", True),
        ("for word in words:\n    st.markdown(word)", False),
        ('def box(title):\n    st.title(title)\nbox("Mine")', True),
        ("def box(title):\n    st.title(title)\nbox(row.company)", False),
        (
            "def box(title):\n    st.title(title)\ndef outer(words):\n    box(words)\nouter(row.company)",
            False,
        ),
        ("def box(*, why):\n    st.markdown(why)\nbox(why=row.company)", False),
    ],
)
def test_the_markdown_guard_tells_safe_from_unsafe(source: str, safe: bool, tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(source, encoding="utf-8")
    assert (_unescaped(page)[page] == []) is safe


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def _first(lines: list[str], *, starting: str) -> int:
    return next((n for n, line in enumerate(lines) if not line.startswith(starting)), len(lines))


def _without_comments(path: Path) -> str:
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


def _tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git clone, so nothing is tracked")
    for relative in filter(None, listed.stdout.split("\0")):
        try:
            yield relative, (ROOT / relative).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue


Function = ast.FunctionDef | ast.AsyncFunctionDef


# module.function -> its parameters that reach markdown, each with its place among them
Sinks = dict[str, dict[str, int]]


class _Page:
    """One module of pages: its calls, each with the functions it stands in, innermost first, and where its names are from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.calls: list[tuple[ast.Call, tuple[Function, ...]]] = []
        self.homes: dict[str, str] = {}
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._walk(self.tree, ())

    def called(self, call: ast.Call) -> str:
        """Give what is called as module.function."""
        words = ast.unparse(call.func)
        return words if "." in words else f"{self.homes.get(words, self.path.stem)}.{words}"

    def _walk(self, node: ast.AST, inside: tuple[Function, ...]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                self.calls.append((child, inside))
            if isinstance(child, ast.ImportFrom):
                self.homes |= {alias.name: (child.module or "").rpartition(".")[2] for alias in child.names}
            self._walk(child, (child, *inside) if isinstance(child, Function) else inside)


def _unescaped(*modules: Path) -> dict[Path, list[ast.expr]]:
    """Give, for each module, what reaches markdown without being escaped, also by way of another function's parameter."""
    pages = [_Page(path) for path in modules]
    sinks: Sinks = {}
    while True:
        before = sum(map(len, sinks.values()))
        leaks = {page.path: _follow(page, sinks) for page in pages}
        if sum(map(len, sinks.values())) == before:
            return leaks


def _follow(page: _Page, sinks: Sinks) -> list[ast.expr]:
    leaks = []
    for call, inside in page.calls:
        for argument in _shown(call, sinks.get(page.called(call), {})):
            for leaf in _unsafe(argument, (*inside, page.tree)):
                name_of = leaf.id if isinstance(leaf, ast.Name) else ""
                owner = next((f for f in inside if name_of in _parameters(f)), None)
                if owner is None:
                    leaks.append(leaf)
                else:
                    reaching = sinks.setdefault(f"{page.path.stem}.{owner.name}", {})
                    reaching[name_of] = _parameters(owner).index(name_of)
    return leaks


def _shown(call: ast.Call, reaching: dict[str, int]) -> Iterator[ast.expr]:
    """Give the arguments of a call that are read as markdown."""
    named = {k.arg: k.value for k in call.keywords if k.arg}
    for parameter, place in reaching.items():
        if parameter in named:
            yield named[parameter]
        elif place < len(call.args):
            yield call.args[place]
    if not isinstance(call.func, ast.Attribute):
        return
    called = call.func.attr
    if MARKDOWN.fullmatch(called):
        yield from call.args[:1]
        yield from (value for key, value in named.items() if key in KEYWORDS)
    elif "help" in named:
        yield named["help"]
    if called in ("pills", "radio", "segmented_control"):
        words = named.get("format_func", named.get("options"))
        yield from [words] if words else call.args[1:2]
    if called == "progress":
        yield from (value for key, value in named.items() if key == "text")


def _unsafe(words: ast.expr, scopes: tuple[ast.AST, ...]) -> Iterator[ast.expr]:
    """Give the parts of an expression that may hold somebody's words as they are."""
    match words:
        case ast.Constant() | ast.BinOp(op=ast.Sub() | ast.FloorDiv()) | ast.UnaryOp() | ast.Compare():
            return
        case (
            ast.BinOp(op=ast.Add(), left=ast.Constant(value=int()))
            | ast.BinOp(right=ast.Constant(value=int()))
        ):
            return  # what a number is added to is a number
        case ast.Name(id=known) | ast.Attribute(attr=known) if known.isupper():
            return
        case ast.Name(id="md") | ast.Attribute(value=ast.Name(id="overview")):
            return
        case ast.Call(func=ast.Name(id=called)) if called in ALLOWED:
            return
        case ast.Call(func=ast.Attribute()) if ast.unparse(words.func) in OURS:
            return
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])) if (
            spec[-1] in "d,f%"
        ):
            return  # such a format refuses text
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            parts = [one, other]
        case (
            ast.BoolOp(values=parts)
            | ast.JoinedStr(values=parts)
            | ast.List(elts=parts)
            | ast.Tuple(elts=parts)
        ):
            pass
        case ast.Call(func=ast.Name(id="list" | "str" | "tuple" | "max" | "min"), args=parts):
            pass
        case ast.Call(func=ast.Attribute(attr="join", value=between), args=[joined]):
            parts = [between, *_elements(joined, scopes)]
        case (
            ast.FormattedValue(value=part)
            | ast.Lambda(body=part)
            | ast.Subscript(value=part)
            | ast.Attribute(value=part)
        ):
            parts = [part]
        case ast.Name(id=local) if held := _held(local, scopes):
            parts = held
        case _:
            yield words
            return
    for part in parts:
        yield from _unsafe(part, scopes)


def _held(local: str, scopes: tuple[ast.AST, ...]) -> list[ast.expr]:
    """Give what a name may hold in the innermost scope that sets it; nothing where that cannot be told."""
    for scope in scopes:
        if isinstance(scope, Function) and local in _parameters(scope):
            return []
        stores = [
            n
            for n in ast.walk(scope)
            if isinstance(n, ast.Name) and n.id == local and isinstance(n.ctx, ast.Store)
        ]
        held: list[ast.expr] = []
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and node.targets[0] in stores:
                held.append(node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                held += _looped(node.target, node.iter, local, scopes)
        if stores:
            names_itself = any(
                isinstance(n, ast.Name) and n.id == local for value in held for n in ast.walk(value)
            )
            return [] if names_itself or len(held) < len(stores) else held
    return []


def _looped(target: ast.expr, over: ast.expr, local: str, scopes: tuple[ast.AST, ...]) -> list[ast.expr]:
    """Give what a name may hold as the target of a loop."""
    match target, over:
        case ast.Name(id=name), _ if name == local:
            return _elements(over, scopes)
        case ast.Tuple(elts=[number, rest]), ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
            if isinstance(number, ast.Name) and number.id == local:
                return [ast.Constant(value=0)]
            return _looped(rest, inner, local, scopes)
        case ast.Tuple(elts=targets), _:
            places = [at for at, one in enumerate(targets) if isinstance(one, ast.Name) and one.id == local]
            return [
                one.elts[at] if isinstance(one, ast.Tuple) else one
                for at in places
                for one in _elements(over, scopes)
            ]
        case _:
            return []


def _elements(held: ast.expr, scopes: tuple[ast.AST, ...]) -> list[ast.expr]:
    """Give the elements of a list that is written out, added to, or comprehended; else the expression itself."""
    match held:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return elements
        case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
            return [element]
        case ast.Name(id=local) if not local.isupper():
            lists = [one for value in _held(local, scopes) for one in _elements(value, scopes)]
            added = [
                node.args[0]
                for node in ast.walk(scopes[0])
                if isinstance(node, ast.Call) and ast.unparse(node.func) == f"{local}.append"
            ]
            return [*lists, *added] or [held]
        case _:
            return [held]


def _parameters(function: Function) -> list[str]:
    given = function.args
    return [p.arg for p in [*given.posonlyargs, *given.args, *given.kwonlyargs]]
