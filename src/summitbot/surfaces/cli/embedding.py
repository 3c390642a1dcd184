"""`summitbot embed`: put a site on the allow list and print what its owner pastes."""

from __future__ import annotations

from urllib.parse import urlsplit

from summitbot.errors import UsageError
from summitbot.settings import Settings
from summitbot.surfaces.cli.output import note, say
from summitbot.surfaces.origins import Origins
from summitbot.surfaces.widget.snippets import Snippets

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run_embed(settings: Settings, site: str, server: str | None) -> None:
    """Add the site, then print the snippets. Nothing is added where the server's address is no address."""
    snippets = Snippets(_address(settings, server))
    added = Origins.open(settings).add(site)
    say(f"{added} is on the allow list ({settings.data_dir() / 'origins.txt'}); a running server follows.")
    _say_part("A button in the corner, before </body>:", snippets.launcher)
    _say_part("Or the panel in the page, where it is to stand:", snippets.inline)
    _say_part("Or a frame, with no script in the site's page:", snippets.frame)
    _say_part("Or a plain link:", snippets.link)
    _say_part(
        f"If {added} sends a Content-Security-Policy, it needs for the button or the panel:",
        snippets.script_policy,
    )
    _say_part("and for the frame:", snippets.frame_policy)
    if urlsplit(snippets.server).hostname in _LOOPBACK:
        note(
            "These lines work on this machine alone. Name the server's public address with --server https://…"
        )


def remove_site(settings: Settings, site: str) -> None:
    """Take the site off the list again."""
    if not Origins.open(settings).remove(site):
        raise UsageError(f"{site} is not on the list ({settings.data_dir() / 'origins.txt'}).")
    say(f"{site} is off the allow list; a running server follows.")


def _address(settings: Settings, server: str | None) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    text = (server or f"http://{host}:{settings.port}").rstrip("/")
    parts = urlsplit(text)
    plain = not (parts.query or parts.fragment or "@" in parts.netloc or set(text) & set(" \"'<>;,\\"))
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise UsageError(f"{text!r} is no address of a server. Write --server https://bot.example.org.")
    return text


def _say_part(title: str, lines: str) -> None:
    say(f"\n{title}")
    for line in lines.splitlines():
        say(f"  {line}")
