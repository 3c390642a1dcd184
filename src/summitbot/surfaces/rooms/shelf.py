"""Which sources a reader asked to see: filters as pure functions of the front matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from summitbot.records import Source
from summitbot.text import fold

_YEAR = re.compile(r"[0-9]{4}")
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Wanted:
    """A filter as it stands in the address; an empty field wants everything.

    `problems` are pairs of a text's key and the value that it speaks of.
    """

    text: str = ""
    kind: str = ""
    type: str = ""
    party: str = ""
    person: str = ""
    first: str = ""
    last: str = ""
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def everything(self) -> bool:
        """Is nothing left out?"""
        return not any((self.text, self.kind, self.type, self.party, self.person, self.first, self.last))

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year wanted, wide open where none was named."""
        return int(self.first or 0), int(self.last or 9999)


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """The filter of an address. A year that is none is left out and named among the problems."""
    found = {
        name: query.get(name, "").strip()[:LONGEST_TEXT]
        for name in ("text", "kind", "type", "party", "person")
    }
    years = {name: query.get(name, "").strip()[:LONGEST_TEXT] for name in ("first", "last")}
    problems = [
        ("filter.bad_year", value) for value in years.values() if value and not _YEAR.fullmatch(value)
    ]
    kept = {name: value if _YEAR.fullmatch(value) else "" for name, value in years.items()}
    if kept["first"] and kept["last"] and kept["first"] > kept["last"]:
        problems.append(("filter.turned", ""))
    return Wanted(**found, **kept, problems=tuple(problems))


def dated(source: Source) -> bool:
    """Does the source bear a date that can be put in order?"""
    return bool(source.date and _DATE.fullmatch(source.date))


def year(source: Source) -> int:
    """The year of a dated source."""
    return int((source.date or "")[:4])


def wanted_sources(sources: Iterable[Source], wanted: Wanted) -> list[Source]:
    """The sources that a filter lets through, in the order given. `text` looks at ids, titles and aliases."""
    return [source for source in sources if all(test(source, wanted) for test in _TESTS)]


def counted(values: Iterable[str]) -> list[tuple[str, int]]:
    """Each value with how often it comes, the most frequent first, then by name."""
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def by_year(sources: Iterable[Source]) -> list[tuple[int, int]]:
    """How many dated sources each year has, from the first to the last, years without any included."""
    counts = Counter(year(source) for source in sources if dated(source))
    return [(at, counts[at]) for at in range(min(counts), max(counts) + 1)] if counts else []


def _in_years(source: Source, wanted: Wanted) -> bool:
    if not (wanted.first or wanted.last):
        return True
    first, last = wanted.years
    return dated(source) and first <= int((source.end or source.date or "")[:4]) and year(source) <= last


def _named(source: Source, wanted: Wanted) -> bool:
    shelf = fold(" ".join((source.id, source.title, *source.aliases)))
    return all(word in shelf for word in fold(wanted.text).split())


_TESTS: tuple[Callable[[Source, Wanted], bool], ...] = (
    lambda source, wanted: wanted.kind in ("", source.kind),
    lambda source, wanted: wanted.type in ("", source.type),
    lambda source, wanted: not wanted.party or wanted.party in source.parties,
    lambda source, wanted: not wanted.person or wanted.person in source.people,
    _in_years,
    _named,
)
