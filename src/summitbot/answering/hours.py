"""The course of one day by the clock: the sentences of the source that tells it, each under its hour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from summitbot.answering.features import Asked, text_dates
from summitbot.kinds import pattern
from summitbot.reading import Candidate
from summitbot.records import Corpus, Source
from summitbot.text import fold

_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d:]|[.,]\d)(?: ?(?P<half>[ap])\.?m\b)?"
    r"|\b(?P<bare>1[0-2]|[1-9]) ?(?P<part>[ap])\.?m\b",
    re.IGNORECASE,
)
_DAY = 10  # the length of a date that says a day
# Among so many of the best sources the one that tells of the day is looked for.
_SOURCES = 3
_LEAST = 3
_ORDER = ("first", "second", "third")


def by_the_hour(ranked: Sequence[Candidate], asked: Asked, corpus: Corpus) -> list[tuple[str, int]]:
    """The sentences of the day that a question asks for, each under its date and hour, in order; empty where it asks for none.

    They come out of one source, the one with most hours of that day among the best sources and the events named.
    """
    folded = fold(asked.reading.standalone)
    days = [p.start for p in asked.reading.periods if p.start == p.end and len(p.start) == _DAY]
    if not days and not pattern("by_the_hour").search(folded):
        return []
    best = dict.fromkeys(corpus.source_at(c.sentence).id for c in ranked)
    ids = dict.fromkeys([*[*best][:_SOURCES], *asked.reading.named])
    days = days or _numbered(folded, asked, corpus)
    of_day = [_of_day([*_told(corpus.sources[i], corpus)], days) for i in ids]
    rows = max(of_day, key=len, default=[])
    return sorted(rows) if len(rows) >= _LEAST else []


def _numbered(folded: str, asked: Asked, corpus: Corpus) -> list[str]:
    """'The second day': its date, counted from the beginning of the event named, the shortest of those named."""
    events = [
        corpus.sources[i] for i in sorted(asked.reading.named) if len(corpus.sources[i].date or "") == _DAY
    ]
    number = next((n for n, word in enumerate(_ORDER) if f"{word} day" in folded), None)
    if number is None or not events:
        return []
    starts = [(date.fromisoformat(s.date or ""), s.end or s.date or "") for s in events]
    start = min(starts, key=lambda pair: (pair[1], -pair[0].toordinal()))[0]
    return [(start + timedelta(days=number)).isoformat()]


def _of_day(rows: Sequence[tuple[str, int]], days: Sequence[str]) -> list[tuple[str, int]]:
    """The rows of the days asked for, else of the day with most hours."""
    most = Counter(when[:_DAY] for when, _ in rows).most_common(1)
    wanted = days or [day for day, _ in most]
    return [row for row in rows if row[0][:_DAY] in wanted]


def _told(source: Source, corpus: Corpus) -> Iterator[tuple[str, int]]:
    """The sentences of a source that tell of an hour, each under the day that it says, or else that of the source."""
    for number in corpus.sentences_in(source.id):
        text = corpus.sentences[number].text
        clock = _CLOCK.search(text)
        day = next((d for d in text_dates(text) if len(d) == _DAY), "" if source.end else source.date or "")
        if clock and day:
            yield f"{day}T{_hour(clock)}", number


def _hour(clock: re.Match[str]) -> str:
    """The hour of a day in 24 hours.

    >>> _hour(_CLOCK.search("at 2:49 p.m."))
    '14:49'
    """
    hour = int(clock["hour"] or clock["bare"])
    half = (clock["half"] or clock["part"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02d}:{clock['minute'] or '00'}"
