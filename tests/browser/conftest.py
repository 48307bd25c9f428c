"""The real server and a real browser: each test has a workspace file of its own and sees every request and message."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.serving import running
from tests.conftest import TODAY, rows_of

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)
FINISHED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# The code of a chart or a table comes on its first use; until then a grey place stands there.
DRAWN = """() => !document.querySelector('[data-testid="stSkeleton"]')
  && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'))"""
DEPRECATED = ("will be removed", "deprecated", "Traceback")
KEPT_BY_A_BROWSER = "cookies,local_storage,indexeddb,cache_storage,service_workers"
Scheme = Literal["light", "dark"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here; without Chromium skip it, unless REQUIRE_BROWSER=1, then it fails."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("REQUIRE_BROWSER") != "1":
                item.add_marker(pytest.mark.skip(reason="no Chromium here"))


@dataclass
class Visit:
    """A browser page on a server of its own, and everything it asked for or complained about."""

    address: str
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Open a page by its web address and wait until all of it is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector("h1", timeout=30_000)
        self.page.wait_for_selector(FINISHED, timeout=30_000)
        self.page.wait_for_function(DRAWN, timeout=30_000)
        return self.page

    def settle(self) -> None:
        """Wait until the server has finished the run."""
        self.page.wait_for_timeout(250)  # a press takes a moment to start the run it is waited for
        self.page.wait_for_selector(FINISHED, timeout=30_000)

    def outside(self) -> list[str]:
        """Give every request that left the server's own address."""
        return [
            url
            for url in self.requests
            if not url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws")))
        ]


def shut_out(page: Page) -> list[dict]:
    """Give what axe finds on a page that shuts somebody out; what it finds right is not listed element by element."""
    return Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]


def seriously_shut_out(page: Page) -> list[str]:
    """Give what of it is serious or critical, and where."""
    return [
        f"{found['id']} ({found['impact']}): {[node['target'] for node in found['nodes']][:3]}"
        for found in shut_out(page)
        if found["impact"] in ("serious", "critical")
    ]


@contextmanager
def serving(workspace: Path) -> Generator[str]:
    """Run serve.py as `make run` does, on a free port, and give its address; its log must not warn."""
    log = workspace.with_suffix(".log")
    home = workspace.parent / "home"  # an empty one: the first start asks nobody for an e-mail address
    home.mkdir(exist_ok=True)
    serve = (sys.executable, ROOT / "serve.py", "--db", workspace, "--port")
    with running(*serve, log=log, HOME=str(home), SECOND_PLACE_TODAY=TODAY.isoformat()) as server:
        yield server.address
    said = log.read_text()
    assert not [word for word in DEPRECATED if word in said], said


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give one browser for all tests."""
    assert CHROMIUM, "REQUIRE_BROWSER=1, but there is no Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def empty_again(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Give the function that empties the workspace of one server, started once, and gives its address."""
    path = tmp_path_factory.mktemp("empty") / "workspace.duckdb"
    with serving(path) as address:
        yield lambda: _begin_with(None, path) or address


@pytest.fixture(scope="session")
def sample_again(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Callable[[], str]]:
    """Give the function that puts the sample, and nothing else, into the workspace of another, and gives its address."""
    path = tmp_path_factory.mktemp("again") / "workspace.duckdb"
    with serving(path) as address:
        yield lambda: _begin_with(sample_file, path) or address


def _begin_with(begun: Path | None, path: Path) -> None:
    """Take away what an earlier test left: the dashboard opens the workspace anew where its file is another one."""
    for kept in path.parent.glob(f"{path.name}*"):
        if kept.is_dir():
            shutil.rmtree(kept)
        else:
            kept.unlink()
    if begun:
        shutil.copyfile(begun, path)


@pytest.fixture
def server(empty_again: Callable[[], str]) -> str:
    """Give the address of a server over an empty workspace."""
    return empty_again()


@pytest.fixture
def sample_server(sample_again: Callable[[], str]) -> str:
    """Give the address of a server over the sample as it comes."""
    return sample_again()


@pytest.fixture
def fresh_server(tmp_path: Path, sample_file: Path) -> Iterator[str]:
    """Give the address of a server over the sample that nobody has visited yet."""
    path = tmp_path / "workspace.duckdb"
    shutil.copyfile(sample_file, path)
    with serving(path) as address:
        yield address


@pytest.fixture(scope="session")
def server_to_read(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[str]:
    """Give the address of one server over the sample for all tests that only read; it ends as it began."""
    path = tmp_path_factory.mktemp("read") / "workspace.duckdb"
    shutil.copyfile(sample_file, path)
    with serving(path) as address:
        yield address
    assert rows_of(path) == rows_of(sample_file), "a test that only reads has written"


def visiting(address: str, chromium: Browser) -> Generator[Callable[..., Visit]]:
    """Give the function that opens a browser that was never on a server: width, height and colour scheme as asked."""
    contexts = []

    def start(*, width: int = 1360, height: int = 900, scheme: Scheme = "light") -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        return watched(address, context.new_page())

    yield start
    for context in contexts:
        context.close()


def visiting_again(address: str, been_here: BrowserContext) -> Generator[Callable[..., Visit]]:
    """Give the same for a browser that has the dashboard's code; that is all that stays there of a test."""

    def start(*, width: int = 1360, height: int = 900, scheme: Scheme = "light") -> Visit:
        page = been_here.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        return watched(address, page)

    yield start
    for page in been_here.pages:
        browser = been_here.new_cdp_session(page)
        browser.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": KEPT_BY_A_BROWSER})
        page.close()


def watched(address: str, page: Page) -> Visit:
    """Give a visit that notes what its page asks for and complains about."""
    visited = Visit(address, page)
    page.on("request", lambda request: visited.requests.append(request.url))
    page.on("websocket", lambda socket: visited.requests.append(socket.url))
    page.on(
        "console",
        lambda message: visited.complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: visited.complaints.append(str(error)))
    return visited


@pytest.fixture(scope="session")
def been_here(chromium: Browser) -> Iterator[BrowserContext]:
    """Give one profile for all tests that neither download nor judge a first visit: the code comes and is compiled once."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def visit(server: str, been_here: BrowserContext) -> Iterator[Callable[..., Visit]]:
    """Give the function that opens a page on the test's own server."""
    yield from visiting_again(server, been_here)


@pytest.fixture
def first_visit(server: str, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Give the function that opens a browser that was never here on the test's own server."""
    yield from visiting(server, chromium)


@pytest.fixture
def look(server_to_read: str, been_here: BrowserContext) -> Iterator[Callable[..., Visit]]:
    """Give the function that opens a page on the server over the sample that all share who only read."""
    yield from visiting_again(server_to_read, been_here)


@pytest.fixture
def first_look(server_to_read: str, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Give the function that opens a browser that was never here on that server."""
    yield from visiting(server_to_read, chromium)
