"""The command line: `summitbot ask`, `index`, `serve`, `eval` and the rest."""

from summitbot.surfaces.cli.main import main

__all__ = ["main"]
