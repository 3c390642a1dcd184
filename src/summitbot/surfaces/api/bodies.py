"""ASGI middleware: what is sent in may be neither too large nor too slow."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from summitbot.surfaces.api.headers import App, Message, Receive, Send


class BodyLimit:
    """Refuses bodies over `most` bytes, announced or not, and those not there after `seconds`."""

    def __init__(self, app: App, most: int, seconds: float, refuse: App) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds
        self._refuse = refuse

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on, counting what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _announced(scope) > self._most:
            await self._refuse(scope, receive, send)
        else:
            await self._app(scope, _Counted(receive, self._most, self._seconds), send)


@dataclass
class _Counted:
    """The body as it comes; what it raises is answered by the application as a problem."""

    receive: Receive
    most: int
    seconds: float
    taken: int = 0
    ends: float = 0.0
    whole: bool = False

    async def __call__(self) -> Message:
        if self.whole:  # what is waited for now is that the client leaves
            return await self.receive()
        now = asyncio.get_running_loop().time()
        self.ends = self.ends or now + self.seconds
        try:
            message = await asyncio.wait_for(self.receive(), self.ends - now)
        except TimeoutError:
            raise HTTPException(408) from None
        self.taken += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.taken > self.most:
            raise HTTPException(413)
        return message


def _announced(scope: Message) -> int:
    value: bytes = dict(scope["headers"]).get(b"content-length", b"0")
    return int(value) if value.isdigit() else 0
