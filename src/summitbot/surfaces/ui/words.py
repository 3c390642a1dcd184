"""The words of our pages in the reader's language, kept as data: a folder with one JSON file a language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from babel import Locale, UnknownLocaleError, negotiate_locale

from summitbot.surfaces.ui.dates import in_words, span_in_words

LANGUAGES = ("en", "ko")
COOKIE = "language"
TEXTS = Path(__file__).parent / "texts"
NOTHING: Mapping[str, Any] = {}


class Asking(Protocol):
    """What is read of a request: Starlette's and Gradio's both have it."""

    @property
    def headers(self) -> Any:
        """The headers, by name in any case."""

    @property
    def cookies(self) -> Any:
        """The cookies, by name."""

    @property
    def query_params(self) -> Any:
        """What stands behind the question mark, by name."""


@dataclass(frozen=True)
class Words:
    """Everything that is said in one language: `words("of", {"n": 3})`.

    `folder` holds `en.json` and so on; what it doesn't say, the chat page's words do.
    """

    language: str = "en"
    folder: Path = TEXTS

    def __call__(self, key: str, fields: Mapping[str, Any] = NOTHING) -> str:
        """One text by its dotted key, its fields filled in. Raises `KeyError` where there is none."""
        return str(self.entry(key)).format(**fields)

    def entry(self, key: str) -> Any:
        """What stands under a dotted key: a text, or a list or table of texts."""
        value: Any = _table(self.folder, self.language)
        for part in key.split("."):
            value = value[part]
        return value

    def label(self, group: str, name: str) -> str:
        """The word for a name out of the sources (a kind, a party); the name itself where we have none."""
        return str(self.entry(group).get(name, name))

    def count(self, key: str, n: int) -> str:
        """A number with its noun in the right form (one or other)."""
        forms = self.entry(key)
        return str(forms.get("one" if n == 1 else "other", forms["other"])).format(n=n)

    def date(self, iso: str | None) -> str:
        """An ISO date in words."""
        return in_words(iso, self.language)

    def span(self, start: str | None, end: str | None) -> str:
        """A period in words."""
        return span_in_words(start, end, self.language)

    def names(self, tag: str) -> str:
        """A language by its name in this one (`de` as German); the tag itself where it is unknown."""
        try:
            return str(Locale.parse(tag, sep="-").get_language_name(self.language) or tag)
        except (ValueError, UnknownLocaleError):
            return tag


def language_of(request: Asking) -> str:
    """The language asked for in the address, else the one chosen before, else the browser's, else English."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    accepted = str(request.headers.get("accept-language") or "")
    wanted = [part.partition(";")[0].strip() for part in accepted.split(",")]
    return negotiate_locale(wanted, LANGUAGES, sep="-") or "en"


@cache
def _table(folder: Path, language: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return table if folder == TEXTS else _table(TEXTS, language) | table
