"""The timeline: the events that the sources date, filtered, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from summitbot.records import Corpus, Source
from summitbot.surfaces.rooms.room import question_about
from summitbot.surfaces.rooms.shelf import Wanted, by_year, counted, dated, wanted_sources, year
from summitbot.surfaces.ui.words import Words


@dataclass(frozen=True)
class Moment:
    """One event as the timeline shows it."""

    source: Source
    type: str
    lead: str
    question: str


def timeline(corpus: Corpus, wanted: Wanted, words: Words) -> dict[str, Any]:
    """What the timeline's template shows: the events by year, the filter, and what it can be set to."""
    events = events_of(corpus.sources.values())
    found = wanted_sources(events, wanted)
    moments = [Moment(e, e.type or "other", lead(corpus, e), question_about(e, words)) for e in found]
    return {
        "wanted": wanted,
        "events": events,
        "found": found,
        "years": [(at, list(group)) for at, group in groupby(moments, key=lambda m: year(m.source))],
        "types": counted(e.type or "other" for e in events),
        "people": _people(corpus, events),
        "bars": by_year(wanted_sources(events, _all_years(wanted))),
    }


def events_of(sources: Iterable[Source]) -> list[Source]:
    """The dated events among sources, earliest first."""
    events = [source for source in sources if source.kind == "event" and dated(source)]
    return sorted(events, key=lambda e: (e.date or "", e.id))


def lead(corpus: Corpus, source: Source) -> str:
    """The first sentence of a source."""
    first = corpus.sentences_in(source.id)[:1]
    return corpus.sentences[first[0]].text if first else ""


def _people(corpus: Corpus, events: Iterable[Source]) -> list[tuple[str, str, int]]:
    """The people of events: id, name, number of events; those who come most often first."""
    counts = counted(person for event in events for person in event.people)
    return [(id_, name_of(corpus, id_), n) for id_, n in counts]


def name_of(corpus: Corpus, source_id: str) -> str:
    """The title of a source, or its id where there is no such source."""
    source = corpus.sources.get(source_id)
    return source.title if source else source_id.replace("-", " ")


def _all_years(wanted: Wanted) -> Wanted:
    return Wanted(type=wanted.type, person=wanted.person)
