"""Files of our own pages: kept for a year under an address that names their content, else asked for anew."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from summitbot.surfaces.api.headers import App, Message, Receive, Send

FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"  # kept, but used only after the server said that it is still the same
# Gradio's scripts and styles carry a digest in their names.
_DIGESTED = re.compile(r"/assets/(?:[\w.-]+/)*[\w.]+-[\w-]{8}\.(?:js|css|woff2?|svg)")


class Assets(StaticFiles):
    """A folder of files; `?v=` with the first letters of a file's own SHA-256 makes its address last."""

    async def get_response(self, path: str, scope: Message) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            found, _ = self.lookup_path(path)
            version = scope["query_string"].decode("latin-1").removeprefix("v=")
            lasts = len(version) >= 12 and _digest(Path(found)).startswith(version)
            response.headers["Cache-Control"] = FOREVER if lasts else ASK
        return response


class Lasting:
    """Has browsers keep Gradio's digested files, which it says nothing about."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on, with the header where it holds."""
        if scope["type"] != "http" or not _DIGESTED.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_kept(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                rest = [(k, v) for k, v in message["headers"] if k.lower() != b"cache-control"]
                message["headers"] = [*rest, (b"cache-control", FOREVER.encode())]
            await send(message)

        await self._app(scope, receive, send_kept)


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
