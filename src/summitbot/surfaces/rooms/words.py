"""The words of the rooms in the reader's language, kept as data in `texts/`."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from summitbot.surfaces.ui.words import Words, language_of

TEXTS = Path(__file__).parent / "texts"


def words_for(request: Request) -> Words:
    """The rooms' words in the language of a request."""
    return Words(language_of(request), TEXTS)
