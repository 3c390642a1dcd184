"""ASGI middleware: security headers on every response.

Plain ASGI, so that streams pass through as they come.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# Gradio writes its settings and styles into the page, hence 'unsafe-inline'; nothing evaluates text.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
FRAMED = "/embed"
CLOSED = "/embed/closed"
# The framed page is all ours: no inline script or style there.
STRICT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "frame-ancestors",
    )
)
SETS = {name for name, _ in HEADERS} | {b"content-security-policy", b"x-frame-options"}


class SecurityHeaders:
    """Sets the headers of security on every response, in place of what stood there under the same names.

    `FRAMED` may be framed by the sites on the list, `CLOSED` (a sentence that says why a frame is empty) by
    anybody; every other address by our own pages alone.
    """

    def __init__(self, app: App, origins: Collection[str]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on, with the headers set."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                rest = [(k, v) for k, v in message.get("headers", ()) if k.lower() not in SETS]
                message["headers"] = [*rest, *HEADERS, *self._framing(scope["path"])]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _framing(self, path: str) -> list[tuple[bytes, bytes]]:
        if path not in (FRAMED, CLOSED):
            return [(b"content-security-policy", POLICY.encode()), (b"x-frame-options", b"SAMEORIGIN")]
        # X-Frame-Options knows no list; browsers that know frame-ancestors leave it aside anyway.
        policy = " ".join((STRICT, *(("*",) if path == CLOSED else ("'self'", *self._origins))))
        return [(b"content-security-policy", policy.encode())]
