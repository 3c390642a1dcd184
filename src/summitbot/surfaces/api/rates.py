"""How often one client, and all readers of one site, may ask (library `limits`, sliding window).

A client is an IPv4 address or the first 64 bits of an IPv6 one. Where Redis is away, each server counts for itself.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, parse
from limits.aio.storage import Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string

from summitbot.errors import ExtraMissing, SettingsError
from summitbot.settings import Settings
from summitbot.surfaces.api.headers import App, Message, Receive, Send
from summitbot.surfaces.api.problems import problem

COUNTED = ("/api/", "/v1/", "/mcp", "/gradio_api/queue/join")
log = logging.getLogger(__name__)
Key = tuple[RateLimitItem, str, str]


class RateLimits:
    """Answers 429 with Retry-After to who asks too often; only what costs something is counted."""

    def __init__(self, app: App, settings: Settings, origins: Collection[str]) -> None:
        self._app = app
        self._origins = origins
        self._client = _rate("rate_client", settings.rate_client)
        self._site = _rate("rate_site", settings.rate_site)
        self._shared = SlidingWindowCounterRateLimiter(_store(settings.rate_store))
        self._own = SlidingWindowCounterRateLimiter(_store("memory://"))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "http" and scope["path"].startswith(COUNTED):
            for key in self._keys(scope):
                if wait := await self._wait(key):
                    refuse = problem(429, headers={"Retry-After": str(wait)}, path=scope["path"])
                    await refuse(scope, receive, send)
                    return
        await self._app(scope, receive, send)

    def _keys(self, scope: Message) -> list[Key]:
        keys = [(self._client, "client", _client(scope))]
        origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
        return [*keys, (self._site, "site", origin)] if origin in self._origins else keys

    async def _wait(self, key: Key) -> int:
        """Seconds until there is room; 0 where there is."""
        try:
            return await _wait(self._shared, key)
        except StorageError as error:
            log.warning("The store of rates is away, this server counts for itself: %s", error.storage_error)
            return await _wait(self._own, key)


async def _wait(limiter: SlidingWindowCounterRateLimiter, key: Key) -> int:
    if await limiter.hit(*key):
        return 0
    return max(1, math.ceil((await limiter.get_window_stats(*key)).reset_time - time.time()))


def _client(scope: Message) -> str:
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return host


def _rate(name: str, text: str) -> RateLimitItem:
    try:
        return parse(text)
    except ValueError:
        raise SettingsError(
            f"SUMMITBOT_{name.upper()}: {text!r} is no rate. Write one such as 120/minute."
        ) from None


def _store(address: str) -> Storage:
    known = address == "memory://" or address.startswith(("redis://", "rediss://"))
    options = {} if address == "memory://" else {"implementation": "redispy", "wrap_exceptions": True}
    try:
        if not known:
            raise ConfigurationError("no such store")
        return storage_from_string(f"async+{address}", **options)  # type: ignore[return-value,arg-type]
    except ConfigurationError as error:
        if "prerequisite" in str(error):
            raise ExtraMissing("redis", "Counting requests in Redis") from None
        raise SettingsError("SUMMITBOT_RATE_STORE: write memory:// or redis://host:port/number.") from None
