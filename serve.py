"""The dashboard behind its security headers, on this machine only: `python serve.py [--port N]`."""

from __future__ import annotations

import argparse
import base64
import gc
import hashlib
import os
import re
import socket
import sys
from pathlib import Path

# What is imported from here on stays: searching it for unused memory meanwhile is a tenth of the start.
gc.disable()

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import delta_generator
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from pages.parts.crash import keep_words_out_of_logs, tell

HERE = Path(__file__).resolve().parent
FIRST_PORT = 8501
CONDITIONS = (b"if-none-match", b"if-modified-since")


def script_hashes(page: str) -> list[str]:
    """Give the sources that allow exactly the scripts written into an HTML page, as the policy wants them."""
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return [f"'sha256-{digest}'" for digest in digests]


STREAMLIT_PAGE = Path(st.__file__).parent / "static" / "index.html"
# Charts, tables and theme work under it; a cell that smuggles in an address or a script finds no way out.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        " ".join(["script-src 'self' 'wasm-unsafe-eval'", *script_hashes(STREAMLIT_PAGE.read_text("utf-8"))]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


class SecurityHeaders:
    """Adds the headers above to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its response back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def page_with_look() -> bytes:
    """Give Streamlit's page with look.css in it, after Streamlit's own styles, and the fonts of headings and icons asked for at once.

    Sent with a run, as st.html sends it, the look comes after the first words and moves them; so do fonts that come late.
    """
    fonts = [
        f'<link rel="preload" href="./static/media/{font.name}" as="font" type="font/woff2" crossorigin>'
        for name in ("SourceSerifVariable-Roman", "MaterialSymbols-Rounded")
        for font in sorted(STREAMLIT_PAGE.parent.glob(f"static/media/{name}.*woff2"))
    ]
    look = (HERE / "pages" / "parts" / "look" / "look.css").read_text("utf-8")
    page = STREAMLIT_PAGE.read_text("utf-8")
    page = page.replace("</head>", f"{''.join(fonts)}</head>").replace(
        "</body>", f"<style>\n{look}</style></body>"
    )
    return page.encode()


class Look:
    """Answers with the page above wherever Streamlit answers with its own, under every address of the dashboard."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.page = Response(page_with_look(), media_type="text/html", headers={"Cache-Control": "no-cache"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its response back, or the page in its place."""
        replaced = False
        # A browser that holds a page from before may not be told that it is still the same one.
        asked = [header for header in scope.get("headers", []) if header[0] not in CONDITIONS]

        async def send_page_for_page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = dict(message.get("headers", [])).get(b"content-type", b"")
                is_page = "." not in scope["path"]  # the files one takes home may be web pages, too
                replaced = (
                    is_page
                    and scope["method"] in ("GET", "HEAD")
                    and kind.startswith(b"text/html")
                    and message["status"] == 200
                )
                if replaced:
                    await self.page(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app({**scope, "headers": asked}, receive, send_page_for_page)


def free_port(first: int) -> int:
    """Give `first`, or the next port after it on which nobody listens; raises OSError after 50 tries."""
    for port in range(first, first + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    message = f"No port from {first} to {first + 49} is free."
    raise OSError(message)


def main() -> None:
    """Start the server for this file and print the address to open."""
    parser = argparse.ArgumentParser(description="Open the Second Place dashboard on this machine.")
    parser.add_argument(
        "--port", type=int, help=f"the port to listen on (default: the first free one from {FIRST_PORT})"
    )
    parser.add_argument(
        "--db", type=Path, help="the workspace file to use (default: SECOND_PLACE_DB, or your user folder)"
    )
    chosen = parser.parse_args()
    if chosen.db:
        os.environ["SECOND_PLACE_DB"] = str(chosen.db.resolve())
    port = chosen.port or free_port(FIRST_PORT)
    sys.stdout.write(f"Second Place is at http://127.0.0.1:{port} (Ctrl+C stops it)\n")
    sys.stdout.flush()
    # The coder multiplies small matrices: more threads than one only wait for each other, at twice the processor time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.chdir(HERE)  # Streamlit reads .streamlit/config.toml from the working folder
    cli.main(["run", str(HERE / "serve.py"), "--server.port", str(port)], prog_name="streamlit")


if __name__ == "__main__" and not st.runtime.exists():
    main()
else:
    keep_words_out_of_logs()
    # Before its first element Streamlit looks for a notebook in the sources of all that runs: a thirtieth of the start.
    delta_generator._use_warning_has_been_displayed = True
    gc.freeze()
    gc.enable()
    # Until a run has called st.navigation, a deep link would be looked up in pages/ itself, past app.py, and not be found.
    PagesManager.uses_pages_directory = False
    # Streamlit looks for these very words in this file: made by a function, the app would be served without its headers.
    app = st.App(
        HERE / "app.py", middleware=[Middleware(SecurityHeaders), Middleware(Look)], on_script_error=tell
    )
