"""The shelf of all sources: search, filter, coverage by year, what is left out, reviews, licence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitbot.bot import Bot
from summitbot.records import Hit, Source
from summitbot.surfaces.rooms.shelf import Wanted, by_year, counted, wanted_sources

PASSAGES = 8
# So much of a passage is shown with its source's name; its page shows the rest.
SNIPPET = 320
LONGEST_LICENCE = 40_000


@dataclass(frozen=True)
class Found:
    """A passage that fits the search, and the source that it stands in."""

    source: Source
    hit: Hit
    snippet: str


def catalogue(bot: Bot, wanted: Wanted) -> dict[str, Any]:
    """What the template of the shelf shows."""
    sources = sorted(bot.corpus.sources.values(), key=lambda s: (s.title.casefold(), s.id))
    found = wanted_sources(sources, wanted)
    kinds = counted(source.kind for source in sources)
    return {
        "wanted": wanted,
        "sources": sources,
        "found": found,
        "groups": _groups(found, [kind for kind, _ in kinds]),
        "passages": _passages(bot, wanted) if wanted.text else [],
        "kinds": kinds,
        "parties": counted(party for source in sources for party in source.parties),
        "bars": by_year(wanted_sources(sources, Wanted(kind=wanted.kind, party=wanted.party))),
        "coverage": bot.corpus.coverage,
        "reviews": _reviews(sources),
        "licence": licence(bot.settings.sources_dir()),
    }


def licence(folder: Path) -> str:
    """The text of the file LICENSE beside the sources; empty where there is none that can be read."""
    try:
        return (folder / "LICENSE").read_text(encoding="utf-8")[:LONGEST_LICENCE].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _passages(bot: Bot, wanted: Wanted) -> list[Found]:
    """The passages nearest to the words searched for, of sources that the rest of the filter lets through."""
    open_to = Wanted(kind=wanted.kind, party=wanted.party, first=wanted.first, last=wanted.last)
    allowed = {source.id for source in wanted_sources(bot.corpus.sources.values(), open_to)}
    hits = [hit for hit in bot.search(wanted.text, 4 * PASSAGES) if hit.passage.source_id in allowed]
    return [Found(bot.corpus.sources[h.passage.source_id], h, _snippet(h)) for h in hits[:PASSAGES]]


def _snippet(hit: Hit) -> str:
    text = hit.passage.text
    return text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0] + " …"


def _groups(found: list[Source], kinds: list[str]) -> list[tuple[str, list[Source]]]:
    grouped = [(kind, [source for source in found if source.kind == kind]) for kind in kinds]
    return [(kind, members) for kind, members in grouped if members]


def _reviews(sources: list[Source]) -> list[tuple[str, list[Source]]]:
    """The sources by the day of their last review, the latest first; '' holds those never reviewed."""
    days: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        reviewed = source.reviewed or ""
        days["" if reviewed == "no" else reviewed].append(source)
    return sorted(days.items(), reverse=True) if set(days) != {""} else []
