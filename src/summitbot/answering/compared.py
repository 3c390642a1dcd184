"""The things that a question sets side by side: by their names, by their year, or as 'the others' of a series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from summitbot.answering.features import Asked, text_stems
from summitbot.dates import MONTHS
from summitbot.kinds import pattern
from summitbot.reading import Period, Reading
from summitbot.records import Corpus, Source
from summitbot.stemming import stem
from summitbot.text import fold, word_set

_COLUMNS = 3
# What a thing meant by its year must share with the question or with the thing named beside it.
_ALIKE = 0.3


def compared(reading: Reading, corpus: Corpus) -> list[Source]:
    """The things that a question names side by side; a place stands for the summit held there, if another is one."""
    things = _named(reading, corpus)
    datable = [s for s in things if s.kind in ("event", "document")]
    if len(datable) == len(things) or not datable:
        dated = [*datable, *(s for s in _by_year(datable, reading, corpus) if s not in datable)]
        things = dated if datable or len(dated) > 1 else things
    if len(things) == len(datable) == 1 and pattern("others").search(fold(reading.standalone)):
        things += _others(things[0], corpus)
    return things[:_COLUMNS]


def _named(reading: Reading, corpus: Corpus) -> list[Source]:
    named = [m for m in reading.mentions if m.ids]
    events = any(corpus.sources[i].kind == "event" for m in named for i in (*m.ids, *m.held))
    found: dict[str, Source] = {}
    for mention in named:
        held = mention.held if events and corpus.sources[mention.ids[0]].kind == "place" else ()
        ids = held[:1] or mention.ids[:1]
        found |= {i: corpus.sources[i] for i in ids}
    kinds = {source.kind for source in found.values()}
    return [s for s in found.values() if len(kinds) == 1 or s.kind not in ("person", "place", "topic")]


def _by_year(things: Sequence[Source], reading: Reading, corpus: Corpus) -> Iterator[Source]:
    """'The 2007 one', 'the 1994 deal': for each year that is no named thing's, the thing of that year most alike."""
    linked = Counter(other for source in corpus.sources.values() for other in source.related)
    for period in reading.periods:
        if any(period.touches(thing.date, thing.end) for thing in things):
            continue
        alike = {
            s.id: (_alike(s, next(iter(things), None), reading), linked[s.id])
            for s in corpus.sources.values()
            if s.kind in ("event", "document") and _is_of(s, period)
        }
        best = max(alike, key=lambda i: (alike[i], i), default=None)
        if best is not None and alike[best][0] >= _ALIKE:
            yield corpus.sources[best]


def _is_of(source: Source, period: Period) -> bool:
    return period.start == period.end and period.touches(source.date, None)


def _alike(source: Source, thing: Source | None, reading: Reading) -> float:
    """How alike a source is to the question's words and to the thing named: by its type and kind, and by its names."""
    said = set(reading.stems) | {other for s in reading.stems for other in reading.synonyms.get(s, ())}
    of_type = 0.3 * (stem(source.type) in said) + 0.1 * (stem(source.type) in reading.stems)
    if thing is not None:
        said |= set(text_stems(thing.title))
        of_type += 0.2 * (source.kind == thing.kind) + 0.3 * (source.type == thing.type)
    return of_type + 0.5 * max(_held(name, said) for name in (source.title, *source.aliases))


def _held(name: str, said: set[str]) -> float:
    """The share of a name's words, numbers aside, that are said."""
    stems = {s for s in text_stems(name) if not s.isdigit()}
    return len(stems & said) / (len(stems) or 1)


def _others(thing: Source, corpus: Corpus) -> list[Source]:
    """The other meetings of the people who met, the best known one of a month, the latest first."""
    linked = Counter(other for source in corpus.sources.values() for other in source.related)
    best: dict[str, Source] = {}
    for source in corpus.sources.values():
        month = (source.date or "")[:7]
        met = source.type in ("summit", "meeting") and set(source.people[:2]) == set(thing.people[:2])
        if met and month != (thing.date or "")[:7] and len(thing.people) > 1:
            best[month] = max(best.get(month, source), source, key=lambda s: (linked[s.id], s.id))
    return [best[month] for month in sorted(best, reverse=True)]


def matter_of(asked: Asked, things: Sequence[Source]) -> set[str]:
    """What a question says beside names, times, what the things are, and words of comparing: the aspect asked about."""
    types = {stem(s.type) for s in things if s.type}
    parties = (*asked.reading.parties, *asked.reading.other_parties)
    general = asked.name_stems | _comparing() | types | {stem(w) for form in parties for w in form}
    synonyms = asked.reading.synonyms
    return {
        s
        for s in asked.ordered
        if s not in general and not s.isdigit() and types.isdisjoint(synonyms.get(s, ()))
    }


@cache
def _comparing() -> frozenset[str]:
    words_ = (*word_set("aspects", "comparing"), *(month.lower() for month in MONTHS))
    return frozenset(stem(word) for word in words_)
