"""HTML put together from elements: whatever is not already `Html` is escaped on its way in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES = re.compile("[\u2066-\u2069]")


class Html(str):
    """Text that is HTML already; made by the functions here and by nothing else."""

    __slots__ = ()


def element(tag: str, *children: str | None, **attributes: str | bool | None) -> Html:
    """One element. Underscores in attribute names become hyphens; a trailing one is dropped.

    >>> element("p", "1 < 2", class_="note", data_n="7")
    '<p class="note" data-n="7">1 &lt; 2</p>'
    """
    opening = tag + "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{join(children)}</{tag}>")


def join(children: Iterable[str | None], between: str = "") -> Html:
    """Children one after the other, escaped where they are plain text; None is left out."""
    return Html(escape(between).join(escape(alone(child)) for child in children if child is not None))


def alone(text: str) -> str:
    """A text that turns the direction of its own words at most, never of what stands beside it.

    Overrides (U+202E and its kin) stay; they stand in an isolate (Unicode Bidirectional Algorithm, FSI to PDI).
    """
    if isinstance(text, Html) or not _TURNING.search(text):
        return text
    return f"\u2068{_ISOLATES.sub('', text)}\u2069"


def escape(text: str) -> Html:
    """Plain text as HTML on one line: Markdown, which carries the page, sees no line of its own."""
    if isinstance(text, Html):
        return text
    return Html(html.escape(text).replace("\r", "").replace("\n", "&#10;"))


def web_link(url: str | None, text: str) -> Html:
    """A link to another site if the address is http or https; else the text alone."""
    if not url or not url.lower().startswith(("https://", "http://")):
        return escape(text)
    return element("a", text, href=url, target="_blank", rel="noopener noreferrer")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    key = name.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(str(value))}"'
