"""A question written in Hangul, read by glossary into English key words (`data/hangul.json`, docs/decisions/005-understanding.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from summitbot.records import Source
from summitbot.text import HANGUL, clean, fold, load_data, name_in, word_set
from summitbot.understanding.hangul import Lexicon, Piece, letters
from summitbot.understanding.phrasing import THINGS, phrase, postposed

_SECTIONS = (
    ("offices", "office"),
    ("nouns", "noun"),
    ("verbs", "verb"),
    ("small", "small"),
    ("not", "not"),
    ("after", "after"),
    ("asks", "ask"),
)
_CONTENT = THINGS | {"verb"}
_SENTENCE = re.compile(r"(?:(?<=[?!])|(?<=[가-힣]\.))\s+")
_MARKS = re.compile(r"[^\w\s·.'’-]+|(?<!\d)[.·]|[.·](?!\d)")
_LONG_TITLE = 7


def is_hangul(text: str) -> bool:
    """Are half of the words of a text, or more, written in Hangul?"""
    spelt = [word for word in text.split() if any(c.isalnum() for c in word)]
    found = sum(bool(HANGUL.search(word)) for word in spelt)
    return found > 0 and 2 * found >= len(spelt)


class Glossed:
    """Puts questions written in Hangul into English words: of the sources' glossary, of their names, of everyday speech."""

    def __init__(self, sources: Iterable[Source], glossary: Mapping[str, str]) -> None:
        everyday = load_data("hangul")
        entries = {form: Piece("", "silent") for form in everyday["silent"]["words"]}
        for section, role in _SECTIONS:
            entries |= {form: Piece(english, role) for form, english in everyday[section]["words"].items()}
        entries |= dict(_named(sources))
        entries |= {form: _of_glossary(form, english, entries) for form, english in glossary.items()}
        self._lexicon = Lexicon(entries, everyday["particles"]["words"], everyday["endings"]["words"])

    def english(self, text: str) -> str:
        """A message in English key words; what is not in Hangul, or mostly not known, stays as it is."""
        if not is_hangul(text):
            return text
        bare = re.sub(r"[\W_]+", "", text)
        for pattern, whole in load_data("hangul")["whole"]["patterns"]:
            if re.search(pattern, bare):
                return str(whole)
        return " ".join(self._sentence(sentence) for sentence in _SENTENCE.split(clean(text)))

    def _sentence(self, text: str) -> str:
        pieces = postposed(_without_offices(self._lexicon.cut(_MARKS.sub(" ", text))))
        known = sum(piece.role in _CONTENT for piece in pieces)
        if sum(piece.role == "unknown" for piece in pieces) > known or not any(p.english for p in pieces):
            return text
        asked = "?" in text
        english, leads = phrase(pieces, letters(_MARKS.sub(" ", text)), asked)
        return english + ("?" if asked or leads else "")


def _without_offices(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without the office right behind a person's name."""
    out: list[Piece] = []
    for piece in pieces:
        if out and out[-1].role == "person" and not out[-1].tail and piece.role == "office":
            out[-1] = replace(out[-1], tail=piece.tail)
        else:
            out.append(piece)
    return out


def _named(sources: Iterable[Source]) -> Iterator[tuple[str, Piece]]:
    """The Hangul aliases of the sources, each with an English name of the first source that bears it."""
    found: dict[str, Piece] = {}
    for source in sources:
        for alias in source.aliases:
            if HANGUL.search(alias):
                role = "person" if source.kind == "person" else "name"
                found.setdefault(alias, Piece(_english_name(source), role))
    yield from found.items()


def _english_name(source: Source) -> str:
    """The title of a source without its date; where that is long or asks, the first of its English aliases."""
    title = re.sub(r"^(?:The|A|An) | of \d.*", "", name_in(source.title))
    if len(title.split()) < _LONG_TITLE and fold(title.split()[0]) not in word_set(
        "understanding", "question_words"
    ):
        return title
    return next((alias for alias in source.aliases if not HANGUL.search(alias)), title)


def _of_glossary(form: str, english: str, entries: Mapping[str, Piece]) -> Piece:
    """A word of the field; it keeps the part of speech that everyday speech gives it."""
    known = entries.get(form)
    people = {piece.english for piece in entries.values() if piece.role == "person"}
    if english in people:
        return Piece(english, "person")
    return Piece(english, known.role if known and known.role in ("verb", "noun") else "noun")
