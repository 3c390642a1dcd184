"""HTML put together from elements: whatever is not already `Html` is escaped on its way in."""

from __future__ import annotations

import html
from collections.abc import Iterable

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


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
    return Html(escape(between).join(escape(child) for child in children if child is not None))


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
