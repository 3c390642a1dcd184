"""What a site's owner pastes, as text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Snippets:
    """The lines for a page, for a bot served at the address `server` (no slash at its end).

    >>> Snippets("https://bot.example").link
    '<a href="https://bot.example/">Ask summitbot</a>'
    """

    server: str

    @property
    def launcher(self) -> str:
        """A button in the corner that opens the panel."""
        return f'<script src="{self._at("/widget.js")}" defer></script>\n<noscript>{self.link}</noscript>'

    @property
    def inline(self) -> str:
        """The panel in the page; the link shows where the script doesn't run."""
        script = f'<script src="{self._at("/widget.js")}" data-launcher="off" defer></script>'
        return f"<summit-bot>{self.link}</summit-bot>\n{script}"

    @property
    def frame(self) -> str:
        """No script of another site in the page at all."""
        style = 'width="100%" height="600" frameborder="0" loading="lazy"'
        return f'<iframe src="{self._at("/embed")}" title="summitbot" {style}></iframe>\n<p>{self.link}</p>'

    @property
    def link(self) -> str:
        """What works everywhere."""
        return f'<a href="{self._at("/")}">Ask summitbot</a>'

    @property
    def script_policy(self) -> str:
        """What a Content-Security-Policy needs for the script."""
        return f"script-src {self._origin}; connect-src {self._origin}"

    @property
    def frame_policy(self) -> str:
        """What a Content-Security-Policy needs for the frame."""
        return f"frame-src {self._origin}"

    @property
    def _origin(self) -> str:
        return "/".join(self.server.split("/")[:3])

    def _at(self, path: str) -> str:
        return escape(self.server + path)
