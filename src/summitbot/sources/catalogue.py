"""Finding one's way among sources: which there are, which lead to one another, what they cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitbot.dates import find_dates
from summitbot.errors import UsageError
from summitbot.fuzzy import nearest_text
from summitbot.records import Coverage, Record, Source
from summitbot.text import words


@dataclass(frozen=True)
class Wanted:
    """Which sources to list; None and False leave a choice open. `since` is an ISO date of any precision."""

    kind: str | None = None
    since: str | None = None
    party: str | None = None
    search: str | None = None
    unreviewed: bool = False


@dataclass(frozen=True)
class Entry(Record):
    """A source in a list."""

    id: str
    kind: str
    title: str
    date: str | None
    end: str | None
    parties: tuple[str, ...]
    words: int
    reviewed: str | None
    path: str

    @classmethod
    def of(cls, source: Source) -> Entry:
        """The entry of a source."""
        s = source
        return cls(s.id, s.kind, s.title, s.date, s.end, s.parties, len(words(s.text)), s.reviewed, s.path)


@dataclass(frozen=True)
class Stats(Record):
    """What a folder of sources holds. `years` maps a year to (sources dated in it, sentences' dates in it)."""

    sources: int
    unreviewed: int
    kinds: dict[str, int]
    words: int
    paragraphs: int
    references: int
    parties: dict[str, int]
    years: dict[str, tuple[int, int]]


def select(sources: Sequence[Source], wanted: Wanted) -> list[Source]:
    """The sources that are wanted: undated ones by name, after those in order of their dates.

    Raises `UsageError` for a kind or party that no source has.
    """
    kind = _known("kind", wanted.kind, {s.kind for s in sources})
    party = _known("party", wanted.party, {p for s in sources for p in s.parties})
    found = [
        s
        for s in sources
        if (kind is None or s.kind == kind)
        and (party is None or party in s.parties)
        and (not wanted.unreviewed or s.unreviewed)
        and (wanted.since is None or _since(s, wanted.since))
        and (wanted.search is None or _holds(s, wanted.search))
    ]
    return sorted(found, key=lambda s: (s.date is None, s.date or "", s.id))


def _known(what: str, value: str | None, known: set[str]) -> str | None:
    if value is None:
        return None
    found = next((k for k in sorted(known) if k.lower() == value.lower()), None)
    if found is None:
        raise UsageError(f"No source has the {what} '{value}'. There are: {', '.join(sorted(known))}.")
    return found


def _since(source: Source, since: str) -> bool:
    last = source.end or source.date
    return last is not None and last >= since[: len(last)]


def _holds(source: Source, search: str) -> bool:
    named = " ".join((source.id, source.title, *source.aliases, source.text))
    return set(words(search)) <= set(words(named))


def find(sources: Iterable[Source], id_: str) -> Source:
    """The source with an id. Raises `UsageError` that names the nearest one."""
    by_id = {source.id: source for source in sources}
    if id_ in by_id:
        return by_id[id_]
    near = nearest_text(id_.lower(), list(by_id), 60)
    hint = f"Did you mean '{near}'?" if near else "See `summitbot sources list`."
    raise UsageError(f"There is no source '{id_}'. {hint}")


def pointing_at(sources: Iterable[Source], id_: str) -> list[str]:
    """The ids of the sources that name this one as related or as a person."""
    return sorted(s.id for s in sources if id_ in s.related or id_ in s.people)


def stats(sources: Sequence[Source], coverage: Coverage) -> Stats:
    """The counts of a folder of sources; its years are those of the coverage, else those of dated sources."""
    return Stats(
        sources=len(sources),
        unreviewed=sum(s.unreviewed for s in sources),
        kinds=_counted(s.kind for s in sources),
        words=sum(len(words(s.text)) for s in sources),
        paragraphs=sum(len(s.paragraphs) for s in sources),
        references=len({r.key for s in sources for r in s.references}),
        parties=_counted(p for s in sources for p in s.parties),
        years=_years(sources, coverage),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _years(sources: Sequence[Source], coverage: Coverage) -> dict[str, tuple[int, int]]:
    dated = Counter(year for s in sources for year in _span(s))
    said = Counter(d.date.year for s in sources for d in find_dates(s.text) if d.date.year)
    if not dated and not coverage.start:
        return {}
    # Numbers of resolutions and the like read as years too: those outside the period are none.
    first = int(coverage.start[:4]) if coverage.start else min(dated)
    last = int(coverage.end[:4]) if coverage.end else max(dated, default=first)
    return {str(year): (dated[year], said[year]) for year in range(first, last + 1)}


def _span(source: Source) -> range:
    if not source.date or not source.date[:4].isdigit():
        return range(0)
    last = source.end or source.date
    return range(int(source.date[:4]), int(last[:4]) + 1)
