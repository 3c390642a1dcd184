"""Who met where: a meeting that a question takes for granted, held against the events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitbot.answering.features import text_words
from summitbot.english import is_english
from summitbot.reading import Reading
from summitbot.records import Corpus, Source
from summitbot.text import fold, load_data, name_in, words

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A place said in a question: the position of its 'in' or 'at', and its folded words."""

    preposition: int
    words: Phrase

    def is_of(self, event: Source, corpus: Corpus) -> bool:
        """Was the event there: by its place, its own names, or the sources of its place?"""
        names = (event.place or "", event.title, *event.aliases)
        if any(set(self.words) <= set(words(name)) for name in names):
            return True
        known = (s for s in corpus.sources.values() if s.kind == "place" and event.id in s.related)
        return any(self.words == tuple(words(name)) for s in known for name in (s.title, *s.aliases))


def places_said(spoken: Sequence[str], corpus: Corpus) -> Iterator[Place]:
    """The places that follow upon 'in' or 'at': the longest known name, else a word that is no English."""
    known = _places(corpus)
    longest = max(map(len, known), default=1)
    for at, word in enumerate(spoken):
        if word not in ("in", "at"):
            continue
        ahead = tuple(spoken[at + 1 : at + 1 + longest])
        name = next((ahead[:n] for n in range(len(ahead), 0, -1) if ahead[:n] in known), None)
        if name is None and ahead and ahead[0].isalpha() and not is_english(ahead[0]):
            name = ahead[:1]
        if name:
            yield Place(at, name)


def met_elsewhere(reading: Reading, corpus: Corpus) -> int | None:
    """'when X and Y met in Zell', where they met in Hilltown alone: the sentence that tells where they did.

    It names both, counts their meetings and has a place of each; None where there is none such, and where the
    question speaks of no meeting, of nobody who met, of a place where they did meet, or asks whether.
    """
    rules = load_data("premises")["meeting"]
    if reading.yes_no or not re.search(rules["pattern"], fold(reading.standalone)):
        return None
    spoken = words(reading.standalone)
    places = list(places_said(spoken, corpus))
    for pair in _pairs(reading, spoken, corpus) if places else ():
        met = [e for e in corpus.sources.values() if e.type in rules["types"] and pair <= set(e.people)]
        told = _told(pair, met, corpus, rules["counted"]) if met else None
        if told is not None:
            there = any(place.is_of(event, corpus) for place in places for event in met)
            return None if there else told
    return None


def _pairs(reading: Reading, spoken: Sequence[str], corpus: Corpus) -> Iterator[frozenset[str]]:
    """Two people said in one breath ('X and Y', 'X met Y'); the second may be named by a word of the name alone."""
    joints = set(load_data("premises")["meeting"]["joints"])
    people = [s for s in corpus.sources.values() if s.kind == "person"]
    for mention in reading.mentions:
        ids = [i for i in mention.ids if corpus.sources[i].kind == "person"]
        for at in range(len(spoken)) if ids else ():
            if tuple(spoken[at : at + len(mention.words)]) != mention.words:
                continue
            after = [
                w for w in spoken[at + len(mention.words) : at + len(mention.words) + 3] if w not in joints
            ]
            before = [w for w in spoken[max(0, at - 3) : at] if w not in joints]
            near = {*after[:1], *before[-1:]}
            for other in people:
                if other.id not in ids and near & set(words(name_in(other.title))):
                    yield frozenset((ids[0], other.id))


def _told(pair: frozenset[str], met: Sequence[Source], corpus: Corpus, counted: str) -> int | None:
    """The shortest sentence that names both, counts their meetings, and has a place of every one."""
    names = [set(words(name_in(corpus.sources[i].title))) for i in pair]
    places = [[set(words(part)) for part in (event.place or "").split(",")] for event in met]
    telling = [
        (len(sentence.text), number)
        for number, sentence in enumerate(corpus.sentences)
        if (present := text_words(sentence.text))
        and all(name <= present for name in names)
        and all(any(part and part <= present for part in parts) for parts in places)
        and re.search(counted, fold(sentence.text))
    ]
    return min(telling)[1] if telling else None


_KNOWN: dict[str, frozenset[Phrase]] = {}
# What the texts say something happened in.
_IN = re.compile(r"\b(?:in|at) ((?:[A-Z][\w-]+)(?: [A-Z][\w-]+)*)")


def _places(corpus: Corpus) -> frozenset[Phrase]:
    """The names of places in front matter and texts, found once for the corpus asked last.

    Left out are times, people and stretches of the earth too wide to be a place of meeting (with a country that
    is spoken of by its halves, "North X", both).
    """
    if corpus.fingerprint not in _KNOWN:
        _KNOWN.clear()
        sources = corpus.sources.values()
        parts = (part for s in sources for part in re.split(r",|;| and ", s.place or ""))
        own = (name for s in sources if s.kind == "place" for name in (s.title, *s.aliases))
        said = (name for s in sources for name in _IN.findall(s.text))
        others = {w for s in sources if s.kind == "person" for w in words(name_in(s.title))}
        found = {tuple(words(name)) for name in (*parts, *own, *said)}
        wide = set(load_data("premises")["meeting"]["wide"])
        others |= wide | {name[-1] for name in found if len(name) == 2 and name[0] in wide}
        _KNOWN[corpus.fingerprint] = frozenset(name for name in found if name and not others & set(name))
    return _KNOWN[corpus.fingerprint]
