"""Names as the sources give them: aliases and titles, found in a question by longest match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summitbot.reading import Mention
from summitbot.records import Source
from summitbot.text import HANGUL, content_words, name_in, word_set, words
from summitbot.understanding.gender import gender_of

_LONGEST = 9


class NameIndex:
    """Every way the front matter names a source, by its folded words."""

    def __init__(self, sources: Iterable[Source], further: Iterable[str] = ()) -> None:
        sources = list(sources)
        further = list(further)
        self._held = _events_at_places(sources)
        self._sources = {source.id: source for source in sources}
        self._genders: dict[str, str] = {}
        self._surnames = _surnames(sources)
        self._ids: dict[tuple[str, ...], list[str]] = {}
        self._hangul: dict[str, list[str]] = {}
        self._parts: set[str] = set()
        for source in sources:
            for name in _names_of(source):
                self._add(name, source.id)
            if source.kind in ("person", "place"):
                self._parts.update(content_words(source.title))
            self._parts.update(content_words(source.place or ""))
        for name in further:
            if name[:1].isupper():
                self._parts.update(content_words(name))
        self._acronyms = {name for name in further if name.isalpha() and name.isupper()}

    def _add(self, name: str, id_: str) -> None:
        key = tuple(_without_article(words(name)))
        if HANGUL.search(name):
            _put(self._hangul, "".join(key), id_)
        elif key and content_words(name):
            _put(self._ids, key, id_)

    def knows_any(self, text: str) -> bool:
        """Is any capitalised word of a name (a surname, a place) among the text's words?"""
        return not self._parts.isdisjoint(words(text))

    def kind(self, mention: Mention) -> str:
        """The kind of source that a name stands for: person, place, event, document, term, …"""
        return self._sources[mention.ids[0]].kind

    def source(self, id_: str) -> Source:
        """The source of an id."""
        return self._sources[id_]

    def gender(self, id_: str) -> str:
        """'he' or 'she' as a person's source tells it, '' where it doesn't."""
        if id_ not in self._genders:
            self._genders[id_] = gender_of(self._sources[id_])
        return self._genders[id_]

    def people_called(self, word: str) -> tuple[str, ...]:
        """The ids of the people whose name begins or ends with a word."""
        return self._surnames.get(word, ())

    def is_part(self, token: str) -> bool:
        """Is a word as written part of the name of a place or party?"""
        return token in self._acronyms or not self._parts.isdisjoint(content_words(token))

    def find(self, text: str) -> list[Mention]:
        """Names in a text, longest first at each place, none overlapping, in order."""
        tokens = words(text)
        return [*(mention for _, mention in self.located(tokens)), *self._scan_hangul("".join(tokens))]

    def _scan_hangul(self, joined: str) -> Iterator[Mention]:
        """Hangul names are found inside words, since particles follow them; longer ones hide shorter."""
        if not HANGUL.search(joined):
            return
        inside = sorted((name for name in self._hangul if name in joined), key=len, reverse=True)
        for at, name in enumerate(inside):
            if not any(name in longer for longer in inside[:at]):
                yield self._mention((name,), self._hangul[name])

    def _mention(self, key: tuple[str, ...], ids: list[str]) -> Mention:
        """A mention; a place's name also stands for the one or two summits held there."""
        held = [event for id_ in ids for event in self._held.get(id_, ())]
        return Mention(key, tuple(ids), tuple(held) if len(held) <= 2 else ())

    def located(self, tokens: Sequence[str]) -> Iterator[tuple[int, Mention]]:
        """Names among words, each with the number of its first word; longer ones hide shorter."""
        at = 0
        while at < len(tokens):
            for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
                key = tuple(tokens[at : at + size])
                if key in self._ids:
                    yield at, self._mention(key, self._ids[key])
                    at += size
                    break
            else:
                at += 1


def _surnames(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """The first and the last word of people's names, with the ids of those who bear it."""
    table: dict[str, tuple[str, ...]] = {}
    for source in sources:
        spelt = words(name_in(source.title)) if source.kind == "person" else []
        for word in sorted({*spelt[:1], *spelt[-1:]} - word_set("stopwords", "stop")):
            table[word] = (*table.get(word, ()), source.id)
    return table


def _events_at_places(sources: Iterable[Source]) -> dict[str, list[str]]:
    """For each source of a place, the summits whose `place` names it."""
    sources = list(sources)
    summits = [s for s in sources if s.kind == "event" and s.type == "summit" and s.place]
    return {
        place.id: [s.id for s in summits if place.title in re.split(r",\s*", s.place or "")]
        for place in sources
        if place.kind == "place"
    }


def _put(table: dict, key: object, id_: str) -> None:  # type: ignore[type-arg]
    ids = table.setdefault(key, [])
    if id_ not in ids:
        ids.append(id_)


def _names_of(source: Source) -> Iterator[str]:
    yield from source.aliases
    # A title is a name too up to what explains it; only a digest's is, since a text's own title names its digest.
    if source.digest:
        yield name_in(source.title)


def _without_article(tokens: list[str]) -> list[str]:
    return tokens[1:] if len(tokens) > 1 and tokens[0] in ("the", "a", "an") else tokens
