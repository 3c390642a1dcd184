"""Pages of other sites: a request that one of them has a browser send is taken only if the site is on the list.

CORS alone keeps a foreign page from reading the answer; this keeps it from asking at all, so that no page can
leave feedback in its readers' names. Requests without an Origin come from no page and pass.
"""

from __future__ import annotations

from collections.abc import Collection

from summitbot.errors import SettingsError
from summitbot.surfaces.api.headers import App, Message, Receive, Send
from summitbot.surfaces.origins import parse_origin

SAFE = ("GET", "HEAD", "OPTIONS")


class ForeignPages:
    """Refuses what changes something or costs something, sent by pages neither ours nor on the list."""

    def __init__(self, app: App, origins: Collection[str], refuse: App) -> None:
        self._app = app
        self._origins = origins
        self._refuse = refuse

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        taken = scope["type"] != "http" or scope["method"] in SAFE or self._welcome(scope)
        await (self._app if taken else self._refuse)(scope, receive, send)

    def _welcome(self, scope: Message) -> bool:
        sent = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        return all(origin in self._origins or _is_at(origin, host) for origin in sent)


def _is_at(origin: str, host: str) -> bool:
    """Is it the origin of our own pages? A proxy may have taken the TLS off, so either scheme will do."""
    try:
        return parse_origin(origin) == parse_origin(f"{origin.partition('://')[0]}://{host}")
    except SettingsError:
        return False
