"""What stands on top of every page: the name, the ways to the other pages, language and theme."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.ui.words import LANGUAGES, Words

STATIC = Path(__file__).parent / "static"
PAGES = (("ask", ""), ("timeline", "timeline"), ("sources", "sources"), ("trust", "trust"))
# Every page has these; frame.js stands without `defer`, so that no page flashes in the wrong theme.
FRAME = ("tokens.css", "masthead.css", "frame.js")


def render_masthead(current: str, words: Words, home: str = "./") -> Html:
    """The masthead of a page.

    `current` is its key in `PAGES` (or none of them), `home` the relative way to the chat page, with a slash,
    so that every link holds behind any prefix.
    """
    logo = element("img", src=f"{home}page/favicon.svg", alt="", width="28", height="28")
    ways = [_way(key, home + path, words, key == current) for key, path in PAGES]
    return element(
        "header",
        element(
            "div",
            element("a", logo, element("span", words("name")), href=home, class_="brand"),
            element("nav", element("ul", *ways), aria_label=words("nav.label")),
            _switches(words),
            class_="masthead-row",
        ),
        class_="masthead",
        lang=words.language,
    )


def render_frame_head(home: str = "./") -> Html:
    """For a page's `<head>`: the icon, and the styles and script that every page has."""
    icon = element("link", rel="icon", type="image/svg+xml", href=f"{home}page/favicon.svg")
    return join([icon, *(asset(name, home) for name in FRAME)])


def asset(name: str, home: str = "./", defer: bool = False) -> Html:
    """A stylesheet or script of ours by an address that changes with its content."""
    address = f"{home}page/{name}?v={_digest(name)}"
    if name.endswith(".css"):
        return element("link", rel="stylesheet", href=address)
    return element("script", src=address, defer=defer)


def _way(key: str, address: str, words: Words, here: bool) -> Html:
    link = element("a", words(f"nav.{key}"), href=address, aria_current="page" if here else None)
    return element("li", link)


def _switches(words: Words) -> Html:
    others = [code for code in LANGUAGES if code != words.language]
    languages = [
        element("a", words(f"languages.{code}"), href=f"?lang={code}", lang=code, hreflang=code)
        for code in others
    ]
    theme = element(
        "button", element("span", "◐", aria_hidden="true"), type="button", data_theme_toggle=True,
        aria_label=words("theme"), title=words("theme"),
    )  # fmt: skip
    return element("div", *languages, theme, class_="switches")


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
