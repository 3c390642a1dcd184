"""The words of the rooms in the reader's language, kept as data in `texts/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError, negotiate_locale
from starlette.requests import Request

from summitbot.surfaces.ui.dates import in_words, span_in_words

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "ko")
COOKIE = "language"
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Words:
    """Everything that is said in one language: `words("timeline.of", {"n": 3})`."""

    language: str

    def __call__(self, key: str, fields: Mapping[str, Any] = NOTHING) -> str:
        """One text by its dotted key, its fields filled in. Raises `KeyError` where there is none."""
        return str(self.entry(key)).format(**fields)

    def entry(self, key: str) -> Any:
        """What stands under a dotted key: a text, or a list or table of texts."""
        value: Any = _table(self.language)
        for part in key.split("."):
            value = value[part]
        return value

    def label(self, group: str, name: str) -> str:
        """The word for a name out of the sources (a kind, a type); the name itself where we have none."""
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


def words_for(request: Request) -> Words:
    """The language asked for in the address, else the one chosen before, else the browser's."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return Words(chosen)
    accepted = [
        part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")
    ]
    return Words(negotiate_locale(accepted, LANGUAGES, sep="-") or "en")


@cache
def _table(language: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((TEXTS / f"{language}.json").read_text(encoding="utf-8"))
    return table
