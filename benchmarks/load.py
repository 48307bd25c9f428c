"""Many visitors of one server: how long an action takes, what an opened and closed session leaves, whose rows one sees.

`python -m benchmarks.load [--sessions 20] [--minutes 1] [--cycles 500] [--json FILE]` starts serve.py over the sample and speaks
to it as browsers do, by Streamlit's own messages over websockets.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import itertools
import json
import random
import re
import statistics
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.serving import ROOT, Server, serving

DAY = dt.date(2026, 11, 2)
EVERY = 5.0  # seconds between a visitor's actions
PAGES = (
    "second_place",
    "factors",
    "feedback",
    "interviews",
    "stops",
    "plan",
    "trust",
    "codebook",
    "debrief",
    "start",
)
_WAIT = 120


class Visitor:
    """One browser's session: what the server has shown, and the next action."""

    def __init__(self, address: str, connection: ClientConnection) -> None:
        self.address, self.connection = address, connection
        self.session_id, self.page, self.pages = "", "", {}
        self.states: dict[str, WidgetState] = {}
        self._kept: dict[str, ForwardMsg] = {}
        self._shown: list[ForwardMsg] = []

    async def visit(self, page: str) -> None:
        """Open a page by its web address."""
        if not self.pages:
            await self.run()
        if page not in self.pages:
            message = f"there is no page {page}"
            raise LookupError(message)
        self.page = self.pages[page]
        self.states.clear()
        await self.run()

    async def arrive(self, page: str) -> None:
        """Open a page by its web address in a browser that has seen no other."""
        self.page = ""
        self.states.clear()
        await self.run(name=page)

    async def choose(self, label: str, option: str) -> None:
        """Choose one of the options under this label."""
        state = WidgetState(id=self.widget("button_group", label))
        state.string_array_value.data.append(option)
        self.states[state.id] = state
        await self.run()

    async def tick(self, label: str) -> None:
        """Tick the box, or turn on the switch, with this label."""
        state = WidgetState(id=self.widget("checkbox", label), bool_value=True)
        self.states[state.id] = state
        await self.run()

    async def download(self, label: str) -> bytes:
        """Press the button of a file that is made when it is asked for, and give the file."""
        asked = BackMsg()
        request = asked.backend_operation_request
        request.request_id, request.session_id = "1", self.session_id
        request.deferred_file.file_id = self._element("download_button", label).deferred_file_id
        await self.connection.send(asked.SerializeToString())
        async with asyncio.timeout(_WAIT):
            while True:
                said = await self._next()
                if said.HasField("backend_operation_response"):
                    break
        url = self.address + said.backend_operation_response.deferred_file.url
        return await asyncio.to_thread(lambda: urllib.request.urlopen(url).read())

    async def press(self, label: str) -> None:
        """Press the button with this label."""
        state = WidgetState(id=self.widget("button", label), trigger_value=True)
        await self.run(state)

    async def bring(self, name: str, content: bytes) -> None:
        """Drop a file on the page's uploader."""
        widget = self.widget("file_uploader", "")
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session_id
        await self.connection.send(asked.SerializeToString())
        async with asyncio.timeout(_WAIT):
            while True:
                said = await self._next()
                if said.HasField("file_urls_response"):
                    break
        (urls,) = said.file_urls_response.file_urls
        await asyncio.to_thread(_put, self.address, urls.upload_url, name, content)
        state = WidgetState(id=widget)
        held = state.file_uploader_state_value.uploaded_file_info.add()
        held.name, held.size, held.file_id = name, len(content), urls.file_id
        held.file_urls.CopyFrom(urls)
        self.states[widget] = state
        await self.run()

    async def run(self, pressed: WidgetState | None = None, *, name: str = "") -> None:
        """Run the page, as after a press, and take in what it shows; with `name`, the page of this web address."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash, asked.rerun_script.page_name = self.page, name
        asked.rerun_script.widget_states.widgets.extend(self.states.values())
        if pressed is not None:
            asked.rerun_script.widget_states.widgets.append(pressed)
        self._shown.clear()
        await self.connection.send(asked.SerializeToString())
        async with asyncio.timeout(_WAIT):
            while True:
                said = await self._next()
                if said.HasField("script_finished") and said.script_finished in (
                    ForwardMsg.FINISHED_SUCCESSFULLY,
                    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,  # whatever the page raised, too
                ):
                    return

    def widget(self, kind: str, label: str) -> str:
        """Give the id of the widget of a kind whose label begins so; raises LookupError."""
        return self._element(kind, label).id

    def shown(self) -> bytes:
        """Give everything the last runs sent: words, tables, labels."""
        return b"\n".join(message.SerializeToString() for message in self._shown)

    def _element(self, kind: str, label: str) -> Any:
        for message in reversed(self._shown):
            element = message.delta.new_element
            if element.HasField(kind) and getattr(element, kind).label.startswith(label):
                return getattr(element, kind)
        message = f'no {kind} "{label}" on this page'
        raise LookupError(message)

    async def _next(self) -> ForwardMsg:
        said = ForwardMsg.FromString(await self.connection.recv(decode=False))
        if said.HasField("ref_hash"):
            said = self._kept[said.ref_hash]
        elif said.metadata.cacheable:
            self._kept[said.hash] = said
        if said.HasField("new_session"):
            self.session_id = said.new_session.initialize.session_id or self.session_id
        if said.HasField("navigation"):
            self.page = said.navigation.page_script_hash
            self.pages = {
                "start" if page.is_default else page.url_pathname: page.page_script_hash
                for page in said.navigation.app_pages
            }
        if said.HasField("delta"):
            self._shown.append(said)
        return said


@asynccontextmanager
async def visiting(address: str) -> AsyncIterator[Visitor]:
    """Open a session on the server, its first page not yet asked for, and close it afterwards."""
    stream = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(stream, subprotocols=["streamlit"], origin=address, max_size=None) as connection:  # ty: ignore[invalid-argument-type]
        yield Visitor(address, connection)


def _put(address: str, path: str, name: str, content: bytes) -> None:
    """Send a file as the browser does: with the token that a page of another address cannot know."""
    with urllib.request.urlopen(f"{address}/_stcore/health") as health:
        cookie = re.search(r"_streamlit_xsrf=([^;]+)", str(health.headers))
    token = cookie[1] if cookie else ""
    edge = "a-file-ends-here"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode() + content + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
    headers = {
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "X-Xsrftoken": token,
        "Cookie": f"_streamlit_xsrf={token}",
    }
    urllib.request.urlopen(urllib.request.Request(address + path, body, headers, method="PUT"))


async def active(address: str, *, sessions: int, minutes: float) -> list[float]:
    """Give the seconds of each action of so many visitors, who act every five seconds and each begin at another moment."""
    end = time.monotonic() + 60 * minutes

    async def one(number: int) -> list[float]:
        taken, chance = [], random.Random(number)
        async with visiting(address) as visitor:
            await asyncio.sleep(EVERY * number / sessions)
            await visitor.visit("second_place")  # the first page is what a visitor waits for once
            for page in itertools.cycle(chance.sample(PAGES, len(PAGES))):
                await asyncio.sleep(max(0.0, EVERY - (taken[-1] if taken else 0.0)))
                if time.monotonic() > end:
                    return taken
                begun = time.monotonic()
                await visitor.visit(page)
                taken.append(time.monotonic() - begun)
        return taken

    each = await asyncio.gather(*(one(number) for number in range(sessions)))
    return [seconds for taken in each for seconds in taken]


async def crossed(address: str, *, sessions: int, rounds: int) -> tuple[int, int]:
    """Give how often a visitor saw a row of another one's file that is not kept, and how many times it was looked.

    All bring a file of their own at once, go away, come back, put it away and bring the next.
    """

    async def one(number: int) -> tuple[int, int]:
        wrong = looks = 0
        own = f"Marker{number:04}"
        async with visiting(address) as visitor:
            for turn in range(rounds):
                await visitor.visit("start")
                rows = "".join(f"{own} {turn} {n},Chef,2026-01-0{n + 1},Offer,{own} said\n" for n in range(9))
                await visitor.bring(f"{own}.csv", f"Company,Role,Date,Status,Feedback\n{rows}".encode())
                for page in ("start", "interviews", "start"):
                    await visitor.visit(page)
                    seen = set(re.findall(rb"Marker\d{4}", visitor.shown()))
                    looks += 1
                    wrong += bool(seen - {own.encode()}) or (page == "start" and seen != {own.encode()})
                await visitor.press("Put this file away")
        return wrong, looks

    each = await asyncio.gather(*(one(number) for number in range(sessions)))
    return sum(wrong for wrong, _ in each), sum(looks for _, looks in each)


async def growth(server: Server, *, cycles: int) -> tuple[float, float]:
    """Give the MB of the server before and after so many sessions were opened, looked at two pages, and closed."""

    async def cycle() -> None:
        async with visiting(server.address) as visitor:
            await visitor.visit("second_place")

    for _ in range(30):  # what the first ones fill stays the same
        await cycle()
    before = server.memory(at_most=False)
    for _ in range(cycles):
        await cycle()
    await asyncio.sleep(2)
    return before / 1e6, server.memory(at_most=False) / 1e6


def measured(*, sessions: int, minutes: float, cycles: int) -> Mapping[str, Any]:
    """Measure all of it on a fresh server over the sample."""
    from analysis.coding import Coder, default_codebook
    from analysis.sample import put_sample
    from data.workspace import open_workspace

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        with closing(open_workspace(path)) as opened:
            put_sample(opened, Coder(default_codebook()), today=DAY, at=dt.datetime.combine(DAY, dt.time(12)))
        with serving(ROOT / "serve.py", workspace=path, today=DAY.isoformat()) as server:
            wrong, looks = asyncio.run(crossed(server.address, sessions=sessions, rounds=2))
            taken = asyncio.run(active(server.address, sessions=sessions, minutes=minutes))
            before, after = asyncio.run(growth(server, cycles=cycles))
    at = statistics.quantiles(taken, n=100)
    return {
        "sessions": sessions,
        "actions": len(taken),
        "p50_s": round(at[49], 3),
        "p95_s": round(at[94], 3),
        "most_s": round(max(taken), 3),
        "cycles": cycles,
        "mb_before": round(before),
        "mb_after": round(after),
        "mb_growth": round(after - before, 1),
        "looks": looks,
        "rows_of_others": wrong,
    }


def main() -> None:
    """Print the table, and write it as JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--cycles", type=int, default=500)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    found = measured(sessions=chosen.sessions, minutes=chosen.minutes, cycles=chosen.cycles)
    for name, value in found.items():
        print(f"{name:>16}  {value}")
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
