"""A Streamlit server in a process of its own, asked for pages as a browser asks, and what that costs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.memory import resident

ROOT = Path(__file__).parents[1]
TODAY = "2026-06-01"  # the day after which the generated interviews end
PATIENCE = 600.0  # seconds for one run of a page


@dataclass(frozen=True)
class Cost:
    """What one run of a page took: the server's CPU seconds, the seconds until it was done, and the bytes sent."""

    cpu: float
    wall: float
    sent: int


class Server:
    """A running server: its address, the seconds until it answered, its CPU clock and its memory."""

    def __init__(self, process: subprocess.Popen, address: str, started: float) -> None:
        self.address, self.started = address, started
        self._process = process

    def cpu(self) -> float:
        """Give the CPU seconds of the process so far, threads that ended included."""
        return time.clock_gettime(
            (~self._process.pid << 3) | 2
        )  # the clock's id as pthread_getcpuclockid makes it

    def memory(self, *, at_most: bool) -> int:
        """Give the bytes that are resident, or were at most."""
        return resident(self._process.pid, at_most=at_most)


class Session:
    """One visitor's session, kept open as a browser keeps it."""

    def __init__(self, server: Server, socket_: ClientConnection) -> None:
        self._server, self._socket = server, socket_
        self._page, self._at = "", ""

    def run(self, page: str) -> Cost:
        """Run a page, by its web address, and give what that took; the same page again is a rerun."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page if self._at == page else ""
        asked.rerun_script.page_name = page
        asked.rerun_script.context_info.url = f"{self._server.address}/{page}"
        cpu, begun = self._server.cpu(), time.perf_counter()
        self._socket.send(asked.SerializeToString())
        sent = 0
        while True:
            told = self._socket.recv(timeout=PATIENCE)
            assert isinstance(told, bytes)
            sent += len(told)
            message = ForwardMsg.FromString(told)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._page, self._at = message.navigation.page_script_hash, page
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(message.delta.new_element.exception.message)
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        return Cost(self._server.cpu() - cpu, time.perf_counter() - begun, sent)


@contextmanager
def serving(
    script: Path, *, workspace: Path | None, log: Path = Path(os.devnull), today: str = TODAY
) -> Generator[Server]:
    """Run serve.py as `make run` does, any other script by Streamlit's own command."""
    python = (sys.executable,) if script.name == "serve.py" else (sys.executable, "-m", "streamlit", "run")
    port = "--port" if script.name == "serve.py" else "--server.port"
    environment = {"SECOND_PLACE_DB": str(workspace or ""), "SECOND_PLACE_TODAY": today}
    with running(*python, script, port, log=log, **environment) as server:
        yield server


@contextmanager
def running(*command: str | Path, log: Path, **environment: str) -> Generator[Server]:
    """Run a command whose last word is a free port, wait until it answers there, and stop it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.perf_counter()
    with log.open("w") as out:
        process = subprocess.Popen(
            [*map(str, command), str(port)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), **environment},
        )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None and time.perf_counter() - begun < 120:
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            time.sleep(0.02)
        else:
            message = f"the server did not start: {log.read_text()}"
            raise TimeoutError(message)
        yield Server(process, address, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def visiting(server: Server) -> Generator[Session]:
    """Open a session with the server."""
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=60) as opened:  # ty: ignore[invalid-argument-type]
        yield Session(server, opened)
