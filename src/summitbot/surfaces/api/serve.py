"""Serve the application on an address, until Ctrl-C."""

from __future__ import annotations

import errno
import socket
import webbrowser
from collections.abc import Callable

from summitbot.bot import Bot
from summitbot.errors import PortInUse, SettingsError
from summitbot.settings import Settings

Say = Callable[[str], None]


def serve(settings: Settings, open_browser: bool, say: Say) -> None:
    """Open the bot (its index is built where it is missing) and serve it; port 0 takes a free one.

    Raises `PortInUse` before anything is built, and the errors of `Bot.open`.
    """
    with listen(settings.host, settings.port) as listener:
        bot = Bot.open(settings, say)
        address = _address(settings.host, listener.getsockname()[1])

        def announce() -> None:
            say(f"summitbot is up at {address} (Ctrl-C ends it).")
            if open_browser:
                webbrowser.open(address)

        _run(bot, listener, announce)
    say("summitbot has ended.")


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, not accepting yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(
                f"Port {port} on {host} is in use. Choose another with --port, or --port 0 for a free one."
            ) from None
        raise SettingsError(
            f"Can't listen on {host}, port {port} ({error.strerror or error}). Choose others with --host and --port."
        ) from None
    return listener


def _run(bot: Bot, listener: socket.socket, announce: Callable[[], None]) -> None:
    import uvicorn

    from summitbot.surfaces.api.app import create_app
    from summitbot.surfaces.api.observed import log_as_json

    if bot.settings.log_requests:
        log_as_json()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                announce()

    config = uvicorn.Config(
        create_app(bot),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application asks whom it believes; uvicorn by itself believes its own machine
        timeout_graceful_shutdown=2,
    )
    try:
        Server(config).run([listener])
    except KeyboardInterrupt:
        return


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
