"""The served dashboard when things go wrong: what a visitor reads, what the log holds, and what is refused at the door."""

from __future__ import annotations

import asyncio
import logging
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from streamlit import delta_generator

from benchmarks.load import Visitor, crossed, visiting
from benchmarks.serving import ROOT, serving
from pages.parts.crash import keep_words_out_of_logs, place
from tests.hostile.files import HEADER, raw_book, zipped

T = TypeVar("T")
MARKER = "Zanzibarius"
CRASHING = """
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from pages.parts.crash import keep_words_out_of_logs, tell
if __name__ == "__main__":
    def ask():
        raise ValueError("{0} pressed")
    st.button("Press", on_click=ask)
    {{"other": 1}}["{0} company"]
else:
    keep_words_out_of_logs()
    app = st.App("{1}", on_script_error=tell)
"""


def answered(visit: Coroutine[Any, Any, T]) -> T:
    """Give what a visit found; in a thread of its own, since a browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(visit)).result()


def test_streamlit_still_has_the_look_for_a_notebook_that_the_start_is_spared() -> None:
    assert hasattr(delta_generator, "_use_warning_has_been_displayed")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Give the address of one dashboard over an empty workspace, and its log; whatever was brought, no word of it stands there."""
    folder = tmp_path_factory.mktemp("served")
    log = folder / "server.log"
    with serving(ROOT / "serve.py", workspace=folder / "workspace.duckdb", log=log) as server:
        yield server.address, log
    assert MARKER not in log.read_text()


def _bad_files() -> dict[str, bytes]:
    """Files of which each says the marker wherever it can, one of them readable."""
    row = f"{MARKER} Ltd,{MARKER} chef,2026-13-45,{MARKER} word,{MARKER} said so"
    return {
        f"{MARKER}.csv": f"{HEADER}\n{row}\n".encode(),
        "none.csv": f"{MARKER},{MARKER} b\n{MARKER} c,{MARKER} d\n".encode(),
        "quotes.csv": f'{HEADER}\n"{MARKER},"x"y,{row}\n'.encode(),
        "invalid.csv": f"{HEADER}\n{row}".encode() + b"\xff\xfe\x80\n",
        "wide.csv": (MARKER + ",") .encode() * 17_000,
        "page.csv": f"<!doctype html>{MARKER}".encode(),
        "cut.xlsx": zipped((f"{MARKER}.csv", row.encode()))[:-20],
        "entities.xlsx": raw_book([f"<row><c><v>{MARKER}</v></c></row>".encode()], prolog=b"<!DOCTYPE x>"),
    }  # fmt: skip


def test_no_word_of_a_file_that_was_brought_or_kept_stands_in_the_log(served: tuple[str, Path]) -> None:
    address, log = served

    async def bring_all(address: str) -> bytes:
        async with visiting(address) as visitor:
            for name, content in reversed(_bad_files().items()):
                await visitor.visit("start")
                await visitor.bring(name, content)
                if "quotes" in name or "none" in name or name.startswith(MARKER):
                    assert MARKER.encode() in visitor.shown()
                if not name.startswith(MARKER):
                    await visitor.press(
                        "Choose another file" if _is_refused(visitor) else "Put this file away"
                    )
            await visitor.press("Keep these interviews")
            for page in ("feedback", "interviews"):
                await visitor.visit(page)
            return visitor.shown()

    assert MARKER.encode() in answered(bring_all(address))
    headers = urllib.request.urlopen(address).headers
    with pytest.raises(urllib.error.HTTPError, match="403"):  # without the token of this address
        urllib.request.urlopen(
            urllib.request.Request(f"{address}/_stcore/upload_file/a/b", b"x", method="PUT")
        )
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert MARKER not in log.read_text()


def _is_refused(visitor: Visitor) -> bool:
    return b"Nothing could be read from this file" in visitor.shown()


def test_a_page_that_fails_says_so_without_a_word_of_what_it_failed_on(tmp_path: Path) -> None:
    script, log = tmp_path / "crashing.py", tmp_path / "server.log"
    script.write_text(CRASHING.format(MARKER, script), encoding="utf-8")

    async def look(address: str) -> list[bytes]:
        async with visiting(address) as visitor:
            await visitor.run()
            first = visitor.shown()
            await visitor.press("Press")
            return [first, visitor.shown()]

    with serving(script, workspace=tmp_path / "workspace.duckdb", log=log) as server:
        for shown, kind in zip(
            answered(look(server.address)), (b"KeyError at ", b"ValueError at "), strict=True
        ):
            assert b"Something went wrong on this page" in shown
            assert kind in shown
            assert MARKER.encode() not in shown
            assert b"Traceback" not in shown
    said = log.read_text()
    assert "KeyError" in said
    assert "ValueError" in said
    assert MARKER not in said


def test_an_error_is_named_by_its_kind_and_its_place_in_the_program() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        _ = 1 / 0
    assert place(raised.value).startswith("ZeroDivisionError at tests/hostile/test_served.py, line ")


def test_a_logged_error_keeps_its_kind_and_its_causes_and_loses_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = logging.getLogRecordFactory()
    keep_words_out_of_logs()
    try:
        try:
            try:
                int(MARKER)
            except ValueError as error:
                raise KeyError(MARKER) from error
        except KeyError as error:
            logging.getLogger("any").exception("failed: %s", error)
    finally:
        logging.setLogRecordFactory(made)
    assert MARKER not in caplog.text
    assert "failed: KeyError" in caplog.text
    assert "test_served.py" in caplog.text
    assert "\nValueError\n" in caplog.text


def test_what_a_window_has_not_kept_is_in_no_other(served: tuple[str, Path]) -> None:
    assert answered(crossed(served[0], sessions=3, rounds=1)) == (0, 9)


@pytest.mark.parametrize("path", ["", "second_place"])
def test_the_look_stands_in_the_page_itself_also_for_a_browser_that_kept_one_from_before(
    path: str, served: tuple[str, Path]
) -> None:
    address, _ = served
    streamlit_own = urllib.request.urlopen(f"{address}/favicon.png")
    asked = urllib.request.Request(
        f"{address}/{path}",
        headers={"If-None-Match": "*", "If-Modified-Since": streamlit_own.headers["last-modified"]},
    )
    answer = urllib.request.urlopen(asked)
    assert answer.status == 200
    assert "etag" not in answer.headers
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert '[class*="st-key-quote-"]' in answer.read().decode().rsplit("<style>", 1)[1]
