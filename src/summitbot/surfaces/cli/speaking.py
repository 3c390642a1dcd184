"""`summitbot mcp`: the bot as a server on standard input and output."""

from __future__ import annotations

from importlib.util import find_spec

from summitbot.bot import Bot
from summitbot.errors import ExtraMissing
from summitbot.settings import Settings
from summitbot.surfaces.cli.output import note


def run_mcp(settings: Settings) -> None:
    """Serve until the input ends; standard output is the protocol's, so what there is to say goes to standard error.

    Raises `ExtraMissing` without the extra `mcp`, and the errors of `Bot.open`.
    """
    if find_spec("mcp") is None:
        raise ExtraMissing("mcp", "The Model Context Protocol")
    bot = Bot.open(settings, note)
    from summitbot.surfaces.mcp.server import run_stdio

    run_stdio(bot)
