"""What a document holds: all of its points in order, for a question that asks for no one of them.

Its points are the sentences of the sections that are headed so: the one that tells the whole where there is one,
else what each party promised or was asked for, in the order of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summitbot.answering.features import text_stems
from summitbot.answering.picks import is_item
from summitbot.dates import MONTHS
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Passage, Source
from summitbot.stemming import stem
from summitbot.text import fold, load_data, name_in, word_set, words

# Fewer sentences are no list.
_FEWEST = 2
_MOST = 16


def contents(ranked: Sequence[Candidate], reading: Reading, corpus: Corpus) -> list[int]:
    """The points of the document whose contents are asked for; empty where none is, or the sources don't list them."""
    if not _asks(reading):
        return []
    for document in _documents(ranked, reading, corpus):
        one = _makers(document, reading.standalone, corpus)
        if len(one) == 1 and (own := _own_points(document, one, corpus)):
            return own
        if len(one) != 1 and len(points := _points(document, reading, corpus)) >= _FEWEST:
            return points[:_MOST]
    return []


def _asks(reading: Reading) -> bool:
    """Does a question ask for all that something says?"""
    folded = fold(reading.standalone)
    return (
        reading.kind in word_set("contents", "kinds")
        and not reading.yes_no
        and bool(_pattern("asked").search(folded))
        and not _pattern("one_point").search(folded)
        and not re.search(load_data("premises")["negation"]["pattern"], folded)
    )


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(load_data("contents")[key]["pattern"])


@cache
def _asking() -> frozenset[str]:
    """The stems by which contents are asked for, names of documents among them."""
    return frozenset(map(stem, word_set("contents", "asking")))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(map(stem, word_set("contents", "document")))


def _documents(ranked: Sequence[Candidate], reading: Reading, corpus: Corpus) -> list[Source]:
    """The documents whose name is all that a question says beside asking: those named first, then as they are ranked."""
    matter = set(reading.stems) - _asking()
    people = {i for i in reading.named_itself if corpus.sources[i].kind == "person"}
    called = bool(_nouns() & set(reading.stems)) or bool(reading.named_itself)
    found = [
        source
        for source in corpus.sources.values()
        if _is_document(source)
        and (source.id in reading.named_itself or called)
        and _covered(source, matter, people, reading, corpus)
    ]
    place = {source_id: at for at, source_id in reversed(list(enumerate(_sources_of(ranked, corpus))))}
    return sorted(found, key=lambda s: (s.id not in reading.named_itself, place.get(s.id, len(place)), s.id))


def _sources_of(ranked: Sequence[Candidate], corpus: Corpus) -> Iterator[str]:
    return (corpus.source_at(c.sentence).id for c in ranked)


def _is_document(source: Source) -> bool:
    return source.digest and (source.kind == "document" or source.type == "agreement")


def _covered(source: Source, matter: set[str], people: set[str], reading: Reading, corpus: Corpus) -> bool:
    """Is all that is said a name of a document, with its place, its date and those who made it?"""
    made_by = {s for i in people & set(source.people) for s in text_stems(corpus.sources[i].title)}
    subject = set().union(*_makers(source, reading.standalone, corpus))
    if len(people) == 1 and not subject:
        return False
    beside = {*text_stems(source.place or ""), *_nouns(), *made_by, *subject, (source.date or "")[:4]}
    rest = matter - beside
    names = (source.title, *source.aliases)
    return bool(matter - _nouns()) and any(rest <= set(text_stems(name)) for name in names)


def _makers(document: Source, text: str, corpus: Corpus) -> list[set[str]]:
    """Those of a document's people and parties, by their stems, who alone are the subject of a question or heading."""
    said = _pattern("subject").search(fold(text))
    subject = set(text_stems(said["subject"])) if said else set()
    made = [m for m in _people_and_parties(document, corpus) if m & subject]
    return made if subject and subject <= set().union(*made) else []


def _points(document: Source, reading: Reading, corpus: Corpus) -> list[int]:
    """The sentences of the sections that tell what a document holds."""
    sections = _sections(document, corpus)
    kept = [
        (heading, left) for heading, left in sections.items() if _pattern("heading").search(fold(heading))
    ]
    whole = [h for h, left in kept if not left and not _makers(document, h, corpus)]
    known = set().union(*_people_and_parties(document, corpus))
    chosen = whole or [
        h for h, left in kept if left <= known or any(is_item(n, corpus) for n in _under(document, h, corpus))
    ]
    return [n for heading in _dated(chosen, reading) for n in _listed(document, heading, corpus)]


def _own_points(document: Source, one: Sequence[set[str]], corpus: Corpus) -> list[int]:
    """What a document holds of one of those who made it: the sections on that one, of those on several the sentences."""
    found: list[int] = []
    known = set().union(*_people_and_parties(document, corpus))
    for heading, left in _sections(document, corpus).items():
        makers = _makers(document, heading, corpus)
        if one[0] in makers and left <= known and _pattern("heading").search(fold(heading)):
            numbers = _listed(document, heading, corpus)
            spoken = (n for n in numbers if one[0] & set(text_stems(corpus.sentences[n].text)))
            found += numbers if len(makers) == 1 else spoken
    return found


def _sections(document: Source, corpus: Corpus) -> dict[str, set[str]]:
    """The headings of a document in order, each with what it says beside the document's names."""
    names = (document.title, *document.aliases, document.place or "")
    named = {s for name in names for s in text_stems(name)} | _asking() | _nouns()
    return {
        p.headings[-1]: {s for s in text_stems(p.headings[-1]) if s not in named and not _counts(s)}
        for p in _passages(document, corpus)
        if p.headings
    }


def _counts(stem_: str) -> bool:
    return stem_.isdigit() or stem_ in text_stems(" ".join(MONTHS))


def _passages(document: Source, corpus: Corpus) -> Iterator[Passage]:
    return (corpus.passage_at(n) for n in corpus.sentences_in(document.id))


def _people_and_parties(document: Source, corpus: Corpus) -> list[set[str]]:
    """The stems of the names of each person and party who made a document."""
    people = (corpus.sources[i].title for i in document.people if i in corpus.sources)
    groups = corpus.coverage.synonyms
    parties = [next((g for g in groups if party in g), (party,)) for party in document.parties]
    made = [*((name_in(name),) for name in people), *parties]
    return [{s for name in names for s in text_stems(name)} for names in made]


def _dated(headings: Sequence[str], reading: Reading) -> list[str]:
    """Of sections on several documents those on the number that is asked for."""
    numbers = {w for w in words(reading.standalone) if w.isdigit()}
    on = [h for h in headings if numbers & set(words(h))]
    return on or list(headings)


def _under(document: Source, heading: str, corpus: Corpus) -> list[int]:
    return [
        n
        for n in corpus.sentences_in(document.id)
        if (headings := corpus.passage_at(n).headings) and headings[-1] == heading
    ]


def _listed(document: Source, heading: str, corpus: Corpus) -> list[int]:
    """The sentences of a section; of one with a list, the list and the sentence that leads up to it."""
    numbers = _under(document, heading, corpus)
    items = [n for n in numbers if is_item(n, corpus)]
    lead = [n for n in numbers if items and n < items[0]][-1:]
    return [*lead, *items] if items else numbers
