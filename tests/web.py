"""A real HTTP server on loopback that serves what a test gives it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Web(ThreadingHTTPServer):
    """Pages by path: (status, headers, chunks of the body, seconds between the chunks)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, tuple[int, Mapping[str, str], list[bytes], float]] = {}
        self.hosts: list[str] = []
        self.ended = threading.Event()

    def page(self, path: str, body: bytes, media_type: str = "text/html; charset=utf-8") -> str:
        """Serve a page; its address."""
        return self.answer(path, 200, {"Content-Type": media_type, "Content-Length": str(len(body))}, [body])

    def answer(
        self, path: str, status: int, headers: Mapping[str, str], chunks: list[bytes], pause: float = 0
    ) -> str:
        """Serve any answer; its address."""
        self.pages[path] = (status, headers, chunks, pause)
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.server.hosts.append(self.headers["Host"])
        status, headers, chunks, pause = self.server.pages.get(self.path, (404, {}, [b"none"], 0))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for chunk in chunks:
            try:
                self.wfile.write(chunk)
                self.wfile.flush()
            except OSError:
                return  # the reader hung up
            if self.server.ended.wait(pause):
                return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Web]:
    """A server that listens while the block runs."""
    with Web() as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield web
        finally:
            web.ended.set()
            web.shutdown()
            thread.join()
