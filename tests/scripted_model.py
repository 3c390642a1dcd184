"""A server of the tests' own that speaks as OpenAI, Anthropic and Ollama do, and says what a script tells it."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

_PASSAGE = re.compile(
    r'<passage number="(\d+)" title="(.*?)" date="(.*?)" party="(.*?)">\n(.*?)\n</passage>', re.S
)
_PIECE = 11  # characters of a streamed piece


@dataclass(frozen=True)
class Asked:
    """What the model was asked: the whole prompt, and what it is made of."""

    path: str
    system: str
    user: str
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def passages(self) -> dict[int, str]:
        """The text of each numbered passage."""
        return {int(number): text for number, _, _, _, text in _PASSAGE.findall(self.user)}

    @property
    def task(self) -> str:
        """answer, repair or rewrite."""
        return "repair" if "<findings>" in self.user else "rewrite" if "<message>" in self.user else "answer"


@dataclass(frozen=True)
class Reply:
    """What the server does: text, or an error status, or a connection that breaks after some characters."""

    text: str = ""
    status: int = 200
    first_delay: float = 0.0
    delay: float = 0.0
    breaks_after: int | None = None
    repeat: int = 1
    streams: bool = True


Script = Callable[[Asked], Reply | str]


@dataclass
class Scripted:
    """A running server: its address, the script that may be changed, and everything it was asked."""

    url: str
    script: Script
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serve(script: Script) -> Iterator[Scripted]:
    """The server on a free port of the loopback, until the block ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    scripted = Scripted(f"http://127.0.0.1:{server.server_address[1]}", script)
    server.scripted = scripted  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield scripted
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked may leave before the end; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_: Any) -> None:
        """Silence."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        scripted: Scripted = self.server.scripted  # type: ignore[attr-defined]
        asked = _read(self.path, body, dict(self.headers))
        scripted.asked.append(asked)
        said = scripted.script(asked)
        reply = Reply(said) if isinstance(said, str) else said
        time.sleep(reply.first_delay)
        try:
            if reply.status != 200:
                self._whole(reply.status, {"error": {"message": "scripted", "type": "scripted"}})
            elif body.get("stream") and reply.streams:
                self._stream(reply)
            else:
                self._whole(200, _openai_whole(reply.text))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the other side left

    def _whole(self, status: int, value: Any) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, reply: Reply) -> None:
        dialect = _DIALECTS[self.path.rsplit("/", 1)[-1] if "/api/" not in self.path else "api"]
        self.send_response(200)
        self.send_header("Content-Type", dialect[0])
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        sent = 0
        self._chunk(dialect[1]())
        for piece in _pieces(reply):
            self._chunk(dialect[2](piece))
            sent += len(piece)
            if reply.breaks_after is not None and sent >= reply.breaks_after:
                self.close_connection = True
                self.connection.close()
                return
            if reply.delay:
                self.wfile.flush()
                time.sleep(reply.delay)
        self._chunk(dialect[3]())
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        if data:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()


def _pieces(reply: Reply) -> Iterator[str]:
    for _ in range(reply.repeat):
        for at in range(0, len(reply.text), _PIECE):
            yield reply.text[at : at + _PIECE]


def _read(path: str, body: dict[str, Any], headers: dict[str, str]) -> Asked:
    rows = {row["role"]: _flat(row["content"]) for row in body["messages"]}
    system = rows.get("system") or _flat(body.get("system") or "")
    return Asked(path, system, rows["user"], body, headers)


def _flat(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def _event(value: Any, name: str = "") -> str:
    return (f"event: {name}\n" if name else "") + f"data: {json.dumps(value)}\n\n"


def _openai_whole(text: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"id": "c", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}


def _openai(delta: dict[str, Any], stop: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": stop}
    whole = {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [choice],
    }
    return _event(whole)


def _anthropic_start() -> str:
    usage = {"input_tokens": 100, "output_tokens": 1}
    message = {
        "id": "m", "type": "message", "role": "assistant", "model": "scripted", "content": [],
        "stop_reason": None, "stop_sequence": None, "usage": usage,
    }  # fmt: skip
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    return _event({"type": "message_start", "message": message}, "message_start") + _event(
        block, block["type"]
    )


def _anthropic_piece(text: str) -> str:
    delta = {"type": "text_delta", "text": text}
    return _event({"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta")


def _anthropic_end() -> str:
    delta = {"stop_reason": "end_turn", "stop_sequence": None}
    return (
        _event({"type": "content_block_stop", "index": 0}, "content_block_stop")
        + _event({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 23}}, "message_delta")
        + _event({"type": "message_stop"}, "message_stop")
    )


def _ollama(text: str, done: bool = False) -> str:
    row: dict[str, Any] = {
        "model": "scripted", "created_at": "2026-01-01T00:00:00Z",
        "message": {"role": "assistant", "content": text}, "done": done,
    }  # fmt: skip
    if done:
        row |= {"done_reason": "stop", "prompt_eval_count": 90, "eval_count": 21}
    return json.dumps(row) + "\n"


_DIALECTS: dict[str, tuple[str, Callable[[], str], Callable[[str], str], Callable[[], str]]] = {
    "completions": (
        "text/event-stream",
        lambda: _openai({"role": "assistant", "content": ""}),
        lambda text: _openai({"content": text}),
        lambda: _openai({}, "stop") + "data: [DONE]\n\n",
    ),
    "messages": ("text/event-stream", _anthropic_start, _anthropic_piece, _anthropic_end),
    "api": ("application/x-ndjson", lambda: "", _ollama, lambda: _ollama("", True)),
}


QUESTION = "Why did the Lake summit end early?"  # of the tiny corpus, as the sentences that answer it are
HONEST = (
    "Because of a disagreement about the price of water, the Lake summit ended six hours early [{early}]."
)
MORE = "Borland had asked for free water for ten years, Arland said on 5 May 1990 [{early}]."


def place(asked: Asked, words: str) -> int:
    """The number of the passage that holds some words."""
    return next((n for n, text in asked.passages.items() if words in text), 1)


def fill(text: str, asked: Asked) -> str:
    return text.format(early=place(asked, "price of water"), hotel=place(asked, "Hotel Astoria"))


def saying(*sentences: str, repair: str = "NOT_IN_SOURCES") -> Script:
    """A model that says these sentences, and something else when asked to mend one."""
    return lambda asked: fill(repair if asked.task == "repair" else " ".join(sentences), asked)
