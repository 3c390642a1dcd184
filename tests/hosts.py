"""Sites on loopback for the tests of the widget: the bot's server, host pages on other ports, a real browser."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from summitbot import Bot
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.serve import listen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: apt install chromium"),
]
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}


class Host:
    """A site with pages of its own and headers of its own; `origin` is where it is."""

    def __init__(self, name: str = "127.0.0.1", certificate: Path | None = None) -> None:
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(self.path.partition("?")[0])
                self.send_response(200 if page is not None else 404)
                self.send_header("Content-Type", TYPES.get(Path(self.path).suffix, TYPES[".html"]))
                for header, value in site.headers.items():
                    self.send_header(header, value)
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate is not None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate)
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if certificate is None else "https"
        self.origin = f"{scheme}://{name}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


class Slow:
    """A bot that takes its time over each step while `pause` is set, and fails while `broken` is."""

    def __init__(self, bot: Bot) -> None:
        self.corpus, self.settings, self.ask, self.search = bot.corpus, bot.settings, bot.ask, bot.search
        self._bot, self.pause, self.broken = bot, 0.0, False

    def stream(self, *asked: Any) -> Iterator[Any]:
        for step in self._bot.stream(*asked):
            time.sleep(self.pause)
            if self.broken:
                raise RuntimeError("broken on purpose")
            yield step


@contextmanager
def served(bot: Any, certificate: Path | None = None) -> Iterator[str]:
    """The application over a bot on a free port, with TLS where there is a certificate: its address without a slash."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(bot), log_level="critical", ssl_certfile=certificate))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"{'http' if certificate is None else 'https'}://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True
    thread.join(10)


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *flags])
        yield browser
        browser.close()


def certify(folder: Path) -> Path:
    """A certificate with its key, signed by itself, for the names of the tests."""
    made, names = folder / "certificate.pem", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:bot.test"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=tests -addext".split()
    subprocess.run(
        [*command, names, "-keyout", made, "-out", folder / "public.pem"], check=True, capture_output=True
    )
    made.write_text(made.read_text() + (folder / "public.pem").read_text())
    return made


def page_of(body: str, head: str = "", attributes: str = 'lang="en"') -> str:
    """A host's page."""
    view = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return f"<!doctype html><html {attributes}><head>{view}<title>A paper</title>{head}</head><body><h1>A paper</h1>{body}</body></html>"
