"""A chronology: the dated events that a question touches, in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from summitbot.answering.features import Asked, text_dates, text_kind, text_stems
from summitbot.answering.picks import Pick, is_item, lead_of
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source
from summitbot.stemming import stem
from summitbot.text import word_set

_MOST = 12
# Among so many of the best sentences a chronology of the matter is looked for.
_LOOKED_AT = 10
# What an event must hold of the question's matter, by rarity, to belong to its chronology.
_MATTER = 0.6
# Events of the type that the question names ('tests', 'summits') come before others, and alone where they are three.
_OF_TYPE = 2.0
# What it counts that other sources relate to an event: by that, the weightier ones are kept where there are many.
_LINKED = 0.1


def timeline(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> list[Pick]:
    """Sentences under their dates, in order; empty where fewer than three are found.

    The dated sentences of the one thing that the question names, if it has enough; else the openings of the
    events that belong to the matter asked about, in the time set.
    """
    own = of_one(ranked, reading, asked, corpus)
    dated = own if len(own) > 2 else _events(reading, asked, corpus)
    return [Pick(sentence, date) for date, sentence in dated] if len(dated) > 2 else []


def _events(reading: Reading, asked: Asked, corpus: Corpus) -> list[tuple[str, int]]:
    """Date and opening of the events that belong to the matter asked about."""
    matter = _matter(asked)
    people = {i for i in reading.named_itself if corpus.sources[i].kind == "person"}
    linked = Counter(other for source in corpus.sources.values() for other in source.related)
    scored = []
    bounds = reading.named if reading.window else frozenset()
    for source in corpus.sources.values():
        if source.id in bounds or source.kind not in ("event", "document"):
            continue
        if source.date and _within(source.date, reading):
            worth = _worth(source, matter, people, reading, asked, corpus)
            lead = lead_of(source.id, corpus)
            if worth > 0 and lead is not None:
                scored.append((worth + _LINKED * log(1 + linked[source.id]), source.date, lead))
    of_type = [row for row in scored if row[0] >= _OF_TYPE]
    chosen = sorted(of_type if len(of_type) > 2 else scored, key=lambda row: (-round(row[0], 6), row[1]))
    return sorted((date, lead) for _, date, lead in chosen[:_MOST])


def _within(date: str, reading: Reading) -> bool:
    """Does a date lie in the time that the question sets (any time, if it sets none)?"""
    if reading.periods:
        return any(p.touches(date, None) for p in reading.periods)
    return reading.window is None or reading.window.touches(date, None)


def _matter(asked: Asked) -> set[str]:
    """What the question says beside the names of parties and words of order in time."""
    order = {stem(w) for w in word_set("understanding", "order_words")}
    parties = {stem(w) for form in asked.reading.parties for w in form}
    bounds = asked.name_stems if asked.reading.window else frozenset()
    return {s for s in asked.ordered if s not in order | parties | bounds and not s.isdigit()}


def _worth(
    source: Source, matter: set[str], people: set[str], reading: Reading, asked: Asked, corpus: Corpus
) -> float:
    """How much an event belongs to the chronology asked for; 0 if not at all."""
    if people and not people <= set(source.people):
        return 0.0
    rest = matter - {stem(w) for i in people for m in reading.mentions if i in m.ids for w in m.words}
    held = _held(source, rest, asked, corpus)
    if held < _MATTER:
        return 0.0
    of_type = bool(source.type) and stem(source.type) in rest
    return held + _OF_TYPE * of_type + 0.1 * (source.kind == "event")


def _is_chronology(source: Source) -> bool:
    return any(text_kind(name) == "timeline" for name in (source.title, *source.aliases))


def _held(source: Source, matter: set[str], asked: Asked, corpus: Corpus) -> float:
    """The share of the matter, by rarity, that a source's names and opening hold (1 where there is none)."""
    lead = lead_of(source.id, corpus)
    opening = corpus.sentences[lead].text if lead is not None else ""
    present = set(text_stems(" ".join((source.title, source.type, *source.aliases, opening))))
    total = sum(asked.idf[s] for s in matter)
    return sum(asked.idf[s] for s in matter if asked.has(s, present)) / total if total else 1.0


def of_one(
    ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus
) -> list[tuple[str, int]]:
    """The dated sentences of a chronology that the question finds, or of the one event or document that it names."""
    matter = _matter(asked)
    for candidate in ranked[:_LOOKED_AT]:
        source = corpus.source_at(candidate.sentence)
        if _is_chronology(source) and _held(source, matter, asked, corpus) >= _MATTER:
            items = [n for n in corpus.sentences_in(source.id) if is_item(n, corpus)]
            return _dated(items if len(items) > 2 else _section_leads(source.id, corpus), reading, corpus)
    named = [i for i in reading.named_itself if corpus.sources[i].kind in ("event", "document", "term")]
    if len(named) != 1 or reading.window or reading.periods:
        return []
    return _dated(_section_leads(named[0], corpus), reading, corpus)


def _section_leads(source_id: str, corpus: Corpus) -> list[int]:
    seen: dict[int, int] = {}
    for n in corpus.sentences_in(source_id):
        seen.setdefault(corpus.sentences[n].passage, n)
    return list(seen.values())


def _dated(sentences: Iterable[int], reading: Reading, corpus: Corpus) -> list[tuple[str, int]]:
    found = ((text_dates(corpus.sentences[n].text)[:1], n) for n in sentences)
    return sorted((date, n) for dates, n in found for date in dates if _within(date, reading))[: 2 * _MOST]
