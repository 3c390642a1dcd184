"""Every request gets an id, is counted, and is logged as a JSON line where the operator wants it.

The line holds method, route, status and time; never a question, an answer, an address or a query.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import uuid
from contextvars import ContextVar

from pythonjsonlogger.json import JsonFormatter

from summitbot.surfaces.api.headers import App, Message, Receive, Send
from summitbot.surfaces.api.metrics import Metrics

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
_ID = re.compile(rb"[A-Za-z0-9-]{8,64}")
log = logging.getLogger("summitbot.requests")


class Observed:
    """Numbers, counts and logs every request."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on, and say what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given: bytes = dict(scope["headers"]).get(b"x-request-id", b"")
        id_ = given.decode() if _ID.fullmatch(given) else uuid.uuid4().hex
        REQUEST_ID.set(id_)
        begun, status = time.perf_counter(), 500

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", id_.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_numbered)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Message, status: int, seconds: float) -> None:
        # The route, not the address: an address may be anything, and each would be a series of its own.
        route = getattr(scope.get("route"), "path", None) or "other"
        self._metrics.requests.labels(_method(scope), route, str(status)).inc()
        self._metrics.request_seconds.labels(route).observe(seconds)
        log.info(
            "request",
            extra={
                "method": _method(scope),
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
            },
        )


def log_as_json() -> None:
    """Have what this package logs written to standard error, a JSON object a line, each with its request's id."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level"},
        )
    )
    handler.addFilter(_number)
    ours = logging.getLogger("summitbot")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False


def _number(record: logging.LogRecord) -> bool:
    record.request_id = REQUEST_ID.get()
    return True


def _method(scope: Message) -> str:
    method: str = scope["method"]
    return method if method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
