"""The dated events that belong to what a chronology is asked of, and what each of them weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import log

from summitbot.answering.features import Asked, text_dates, text_stems
from summitbot.answering.picks import lead_of
from summitbot.reading import Period, Reading
from summitbot.records import Corpus, Source
from summitbot.stemming import stem
from summitbot.text import word_set, words

# What an event must hold of the question's matter, by rarity, to belong to its chronology.
_MATTER = 0.6
# The same for events whose own type the question names.
_TYPE_NAMED = 0.3
# What it must hold of the parties named, those that few events have counting most.
_PARTIES = 0.4
# Events of the type that the question names ('tests', 'summits') come alone where they are so many.
_OF_TYPE = 3
# What it counts that other sources relate to an event: by that, the weightier ones are kept where there are many.
_LINKED = 0.1
# Of two related sources about the same days, these kinds and types tell of a part of the other.
_PARTS = ("document", "statement")
_LONG = 10  # days


@dataclass(frozen=True)
class Happening:
    """An event under its date: the sentence that tells of it, and what it weighs in the chronology asked for."""

    date: str
    sentence: int
    worth: float
    source: Source

    @property
    def month(self) -> int:
        """The months since the year 0."""
        return int(self.date[:4]) * 12 + int(self.date[5:7] or 1)

    def is_part_of(self, other: Happening) -> bool:
        """Is it the other event told again: related, of the same few days, and a part of it or of its type?"""
        mine, theirs = self.source, other.source
        related = mine.id in theirs.related or theirs.id in mine.related
        part = mine.kind in _PARTS or mine.type in (*_PARTS, theirs.type)
        return related and part and _same_days(mine, theirs)


@dataclass(frozen=True)
class Matter:
    """What the events of a chronology must hold: words, people, parties, and the time."""

    asked: Asked
    corpus: Corpus

    @property
    def reading(self) -> Reading:
        """The question as read."""
        return self.asked.reading

    @cached_property
    def wide(self) -> frozenset[str]:
        """What the question says beside the names of parties, words of order in time, and what sets the time."""
        order = _of_order()
        parties = {stem(w) for form in self.reading.parties for w in form}
        bounds = self.asked.name_stems if self.reading.window else frozenset()
        return frozenset(
            s for s in self.asked.ordered if s not in order | parties | bounds and not s.isdigit()
        )

    @cached_property
    def people(self) -> frozenset[str]:
        """The people named."""
        return frozenset(i for i in self.reading.named_itself if self.corpus.sources[i].kind == "person")

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words that say which events belong, people's names left out."""
        people = {stem(w) for m in self.reading.mentions if self.people & set(m.ids) for w in m.words}
        return self.wide - people

    @cached_property
    def bounds(self) -> tuple[Source, ...]:
        """The events that set the time."""
        named = (self.corpus.sources[i] for i in self.reading.named)
        return tuple(s for s in named if s.date) if self.reading.window else ()

    @cached_property
    def parties(self) -> Mapping[str, float]:
        """The parties named, each with its rarity among the events."""
        events = list(_dated_sources(self.corpus))
        count = Counter(party for source in events for party in source.parties)
        named = [g for g in self.corpus.coverage.synonyms if any(self._is_party(tuple(words(f))) for f in g)]
        return {p: 1 - n / (len(events) + 1) for p, n in count.items() if any(p in group for group in named)}

    def _is_party(self, form: tuple[str, ...]) -> bool:
        """Does the question name a party by this form, and not as the place or a part of the name of something else?"""
        spoken = words(self.reading.standalone)
        said = any(tuple(spoken[at : at + len(form)]) == form for at in range(len(spoken)))
        others = (m.words for m in self.reading.mentions if m.held or len(m.words) > len(form))
        return said and form in self.reading.parties and not any(form == name[: len(form)] for name in others)

    def held(self, source: Source, stems: Iterable[str]) -> float:
        """The share of stems, by rarity, that a source's names and opening hold (1 where there are none)."""
        present, worth = self.present(source), self.asked.idf
        stems = list(stems)
        total = sum(worth[s] for s in stems)
        return sum(worth[s] for s in stems if self.asked.has(s, present)) / total if total else 1.0

    def present(self, source: Source) -> frozenset[str]:
        """The stems of a source's names and opening."""
        lead = lead_of(source.id, self.corpus)
        opening = self.corpus.sentences[lead].text if lead is not None else ""
        return frozenset(text_stems(" ".join((source.title, source.type, *source.aliases, opening))))

    def within(self, date: str) -> bool:
        """Does a date lie in the time that the question sets, its bounds left out (any time, if it sets none)?"""
        window = self.reading.window
        periods = [p for p in self.reading.periods if not (p.start == p.end and self._dates_a_bound(p))]
        return (
            (window is None or window.touches(date, None))
            and not any((b.date or "") <= date <= (b.end or b.date or "") for b in self.bounds)
            and (not periods or any(p.touches(date, None) for p in periods))
        )

    def _dates_a_bound(self, period: Period) -> bool:
        return any(period.touches(source.date, source.end) for source in self.bounds)

    def concerns(self, source: Source) -> bool:
        """Are the people and parties named in it?"""
        total = sum(self.parties.values())
        share = sum(w for p, w in self.parties.items() if p in source.parties) / total if total else 1.0
        return self.people <= set(source.people) and share >= _PARTIES

    def met(self, source: Source) -> bool:
        """Are several people named, and are they those whom the source and its opening name first: the ones who met?"""
        if len(self.people) < 2 or self.people != set(source.people[: len(self.people)]):
            return False
        lead = lead_of(source.id, self.corpus)
        opening = set(words(self.corpus.sentences[lead].text)) if lead is not None else set()
        return all(set(words(self.corpus.sources[i].title)) <= opening for i in self.people)

    def bounded_by(self, source: Source) -> bool:
        """Does a source set the time, or tell of what sets it?"""
        return any(
            source.id == b.id or (source.id in b.related and _same_days(source, b)) for b in self.bounds
        )

    def is_of_type(self, source: Source, meant: bool) -> bool:
        """Is its type among the words of the question, or (where only `meant`) among their synonyms?"""
        own, others = stem(source.type), self.reading.synonyms
        return own in self.stems or (meant and any(own in others.get(s, ()) for s in self.stems))


def events(matter: Matter) -> list[Happening]:
    """The events of the matter within its time; all of that time where its words choose too few and none is strange."""
    corpus = matter.corpus
    linked = Counter(other for source in corpus.sources.values() for other in source.related)
    rows = []
    for source in _dated_sources(corpus):
        if matter.bounded_by(source) or not matter.concerns(source):
            continue
        if (told := _told(source, matter)) is not None:
            held = matter.held(source, matter.stems)
            worth = held + 0.1 * (source.kind == "event") + _LINKED * log(1 + linked[source.id])
            rows.append((held, Happening(*told, worth, source)))
    chosen = [event for held, event in rows if held >= _MATTER]
    known = _all_known(matter, [event for _, event in rows])
    if len(chosen) < _OF_TYPE and known and (matter.reading.periods or matter.reading.window):
        return [event for _, event in rows]
    named = [event for held, event in rows if held >= _TYPE_NAMED] if known else chosen
    for meant, among in ((False, named), (True, chosen)):
        typed = [event for event in among if event.source.type and matter.is_of_type(event.source, meant)]
        met = [event for event in typed if matter.met(event.source)]
        if len(met) > 1 or len(typed) >= _OF_TYPE:
            return met if len(met) > 1 else typed
    return chosen


def _all_known(matter: Matter, rows: Iterable[Happening]) -> bool:
    """Is every word of the matter one of the events'?"""
    told = [matter.present(event.source) for event in rows]
    return all(any(matter.asked.has(s, present) for present in told) for s in matter.stems)


def _told(source: Source, matter: Matter) -> tuple[str, int] | None:
    """The date and the sentence by which an event comes into the time: its opening, or what happened in it then."""
    lead = lead_of(source.id, matter.corpus)
    if lead is None or not source.date:
        return None
    if matter.within(source.date):
        return source.date, lead
    if not source.end or not (matter.reading.window or matter.reading.periods):
        return None
    for number in matter.corpus.sentences_in(source.id):
        for date in text_dates(matter.corpus.sentences[number].text)[:1]:
            if source.date <= date <= source.end and len(date) > 4 and matter.within(date):
                return date, number
    return None


@cache
def _of_order() -> frozenset[str]:
    """The stems of words that say nothing of which events are meant."""
    lists = (("understanding", "order_words"), ("understanding", "course_words"), ("stopwords", "stop"))
    return frozenset(stem(w) for file, key in lists for w in word_set(file, key))


def _dated_sources(corpus: Corpus) -> Iterable[Source]:
    return (s for s in corpus.sources.values() if s.kind in ("event", "document") and s.date)


def _same_days(one: Source, other: Source) -> bool:
    """Do two sources tell of the same few days?"""
    (a, b), (c, d) = sorted(
        ((_day(s.date), _day(s.end or s.date)) for s in (one, other)), key=lambda t: t[0] - t[1]
    )
    return a <= c <= d <= b <= a + _LONG or (a == c and d - c <= _LONG)


def _day(date: str | None) -> int:
    """A date as a number that grows with it (months of 31 days)."""
    parts = [int(part) for part in (date or "0").split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return (year * 12 + month) * 31 + day
