"""What a folder of sources says of itself (`coverage.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from summitbot.record import Record


@dataclass(frozen=True)
class Theme(Record):
    """A heading of the welcome, and questions to begin with under it."""

    title: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glossary(Record):
    """The words of the field in another language, each with its English; and the subject in that language."""

    language: str
    subject: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Coverage(Record):
    """What the sources say of themselves (`coverage.yaml`): period, subject, starter questions.

    `synonyms` are groups of words that mean the same in this field, the sources' form first; `themes` more starters;
    `glossaries` let questions be put in another language.
    """

    _nested = MappingProxyType({"themes": Theme, "glossaries": Glossary})

    subject: str = ""
    start: str | None = None
    end: str | None = None
    leaves_out: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    themes: tuple[Theme, ...] = ()
    glossaries: tuple[Glossary, ...] = ()

    def glossary(self, language: str) -> Glossary:
        """The glossary of a language, without words where the sources have none."""
        return next((g for g in self.glossaries if g.language == language), Glossary(language))
