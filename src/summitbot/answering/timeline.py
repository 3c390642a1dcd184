"""A chronology: the dated events that a question touches, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summitbot.answering.features import Asked, text_dates, text_kind
from summitbot.answering.happenings import Happening, Matter, events
from summitbot.answering.hours import by_the_hour
from summitbot.answering.picks import Pick, is_item
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source

_MOST = 12
_YEAR = 4  # the length of a date that says a year alone
_LEAST = 3
# Where a time has fewer events than this, days out of the source that answers are added.
_FEW = 6
# What a chronology must hold of the question's words, by rarity.
_MATTER = 0.6
# Among so many of the best sentences a chronology of the matter is looked for.
_LOOKED_AT = 10
# Events of one stretch of the time told give way to those of others by so much each, that no time is left out.
_CROWD = 0.12


Dated = list[tuple[str, int]]


def timeline(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> list[Pick]:
    """Sentences under their dates, in order; empty where fewer than three are found.

    The hours of a day where they are asked for, else what `chronicle` has, and where that is little the dated sentences of the source that answers.
    """
    matter = Matter(asked, corpus)
    if hours := by_the_hour(ranked, asked, corpus)[:_MOST]:
        return [Pick(sentence, when) for when, sentence in hours]
    dated = chronicle(ranked, asked, corpus)
    if len(dated) < _LEAST or (len(dated) < _FEW and (reading.periods or reading.window)):
        dated = sorted([*dated, *_more(ranked[0].sentence, dated, matter)])[:_MOST]
    return [Pick(sentence, date) for date, sentence in dated] if len(dated) >= _LEAST else []


def _more(best: int, dated: Dated, matter: Matter) -> Dated:
    """Dated sentences of the source that answers, of other days than those known (of years, where none are)."""
    corpus = matter.corpus
    told = _spread(_dated(corpus.sentences_in(corpus.source_at(best).id), matter), corpus)
    dates, known = {date for date, _ in dated}, {number for _, number in dated}
    fine = [row for row in told if row[0] not in dates and row[1] not in known]
    return [row for row in fine if len(row[0]) > _YEAR] if dated else fine


def chronicle(ranked: Sequence[Candidate], asked: Asked, corpus: Corpus) -> Dated:
    """The dated sentences of the one thing that the question names, if it has enough; else the events of the matter."""
    matter = Matter(asked, corpus)
    own = of_one(ranked, matter)
    return own if len(own) >= _LEAST else _weightiest(events(matter))


def of_one(ranked: Sequence[Candidate], matter: Matter) -> Dated:
    """The dated sentences of a chronology that the question finds, or of the one event or document that it names."""
    corpus, reading = matter.corpus, matter.reading
    for candidate in ranked[:_LOOKED_AT] if matter.wide else ():
        source = corpus.source_at(candidate.sentence)
        if _is_chronology(source) and matter.held(source, matter.wide) >= _MATTER:
            items = [n for n in corpus.sentences_in(source.id) if is_item(n, corpus)]
            return _spread(
                _dated(items if len(items) >= _LEAST else corpus.sentences_in(source.id), matter), corpus
            )
    named = [i for i in reading.named_itself if corpus.sources[i].kind in ("event", "document", "term")]
    if len(named) != 1 or reading.window or reading.periods:
        return []
    return _spread(_dated(corpus.sentences_in(named[0]), matter), corpus)


def _dated(sentences: Iterable[int], matter: Matter) -> Dated:
    """The sentences that tell of a day or month within the time, each under the first date that it says."""
    corpus = matter.corpus
    found = ((text_dates(corpus.sentences[n].text)[:1], n) for n in sentences)
    return [(date, n) for dates, n in found for date in dates if matter.within(date)]


def _spread(dated: Dated, corpus: Corpus) -> Dated:
    """One sentence a date, the openings of sections first, in order; dates of a year alone only where others are few."""
    precise = [row for row in dated if len(row[0]) > _YEAR]
    rows = precise if len(precise) >= _LEAST else dated
    first_of: dict[str, int] = {}
    for date, number in sorted(rows, key=lambda row: (not _opens(row[1], corpus), row[1])):
        first_of.setdefault(date, number)
    return sorted(list(first_of.items())[:_MOST])


def _opens(number: int, corpus: Corpus) -> bool:
    return number == corpus.sentences_of[corpus.sentences[number].passage].start


def _weightiest(found: Sequence[Happening]) -> Dated:
    """The events that weigh most, no two of them one, spread over the time that they fill, in order."""
    left = sorted(found, key=lambda event: (-round(event.worth, 6), event.date))
    chosen: list[Happening] = []
    months = [event.month for event in left] or [0]
    stretch = max(1, (max(months) - min(months)) // _MOST)

    def worth(event: Happening) -> float:
        near = sum(abs(event.month - other.month) < stretch for other in chosen)
        return round(event.worth - _CROWD * near, 6)

    while left and len(chosen) < _MOST:
        best = max(left, key=worth)
        left = [event for event in left if event is not best and not event.is_part_of(best)]
        chosen.append(best)
    return sorted((event.date, event.sentence) for event in chosen)


def _is_chronology(source: Source) -> bool:
    return any(text_kind(name) == "timeline" for name in (source.title, *source.aliases))
