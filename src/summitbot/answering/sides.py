"""The accounts or wishes of several parties, each under its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summitbot.answering.picks import Pick
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus
from summitbot.text import fold, load_data, words

Group = tuple[str, tuple[tuple[str, ...], ...]]
# A party's name counts as the subject of a sentence when it stands within so many words of its head.
_HEAD = 3
_EACH = 2
# How far below the best sentence another side's may lie: both are owed, even where one is told less well.
_GAP = 8.0


def sides(ranked: Sequence[Candidate], reading: Reading, corpus: Corpus) -> list[Pick]:
    """The best sentences that open with each of the parties; empty unless two parties have their say."""
    people = _people(reading, corpus) if reading.kind == "compare" else []
    groups = people if len(people) > 1 else _groups(ranked, reading, corpus)
    found: list[list[Pick]] = []
    taken: set[int] = set()
    for label, forms in groups[:3]:
        near = [c for c in ranked if c.score >= ranked[0].score - _GAP and c.sentence not in taken]
        own = [c.sentence for c in near if _opens_with(forms, corpus.sentences[c.sentence].text)][:_EACH]
        taken |= set(own)
        found.append([Pick(n, label) for n in own])
    told = [picks for picks in found if picks]
    return [pick for picks in told for pick in picks] if len(told) > 1 else []


def _people(reading: Reading, corpus: Corpus) -> list[Group]:
    """The people that a question names, by their whole names and their surnames."""
    people = [
        corpus.sources[i] for m in reading.mentions for i in m.ids[:1] if corpus.sources[i].kind == "person"
    ]
    names = [(person.title, tuple(words(person.title))) for person in people]
    return [(title, (whole, whole[-1:])) for title, whole in dict.fromkeys(names)]


def _groups(ranked: Sequence[Candidate], reading: Reading, corpus: Corpus) -> list[Group]:
    """The parties that the question names, or those that speak among the best sentences if it asks for 'both sides'."""
    parties = [g for g in _parties(corpus) if not _is_place_of_event(g, reading)]
    named = [g for g in parties if any(form in reading.parties for form in g[1])]
    if len(named) > 1 and reading.kind in ("compare", "what_said"):
        return named
    if not re.search(load_data("aspects")["sides"]["pattern"], fold(reading.standalone)):
        return []
    return named if len(named) > 1 else [g for g in parties if _speaks(g, ranked, corpus)]


def _parties(corpus: Corpus) -> list[Group]:
    """The parties of the sources by the name that the sources use, with every form of it."""
    known = {party for source in corpus.sources.values() for party in source.parties}
    groups = [g for g in corpus.coverage.synonyms if not known.isdisjoint(g)]
    return [(g[0], tuple(tuple(words(form)) for form in g)) for g in groups]


def _is_place_of_event(group: Group, reading: Reading) -> bool:
    """Is a party named only as the place of an event ('at the Hill summit')?"""
    return any(
        m.words[: len(f)] == f for m in reading.mentions if m.held or len(m.words) > 1 for f in group[1]
    )


def _speaks(group: Group, ranked: Sequence[Candidate], corpus: Corpus) -> bool:
    return any(_opens_with(group[1], corpus.sentences[c.sentence].text) for c in ranked[:15])


def _opens_with(forms: Sequence[tuple[str, ...]], text: str) -> bool:
    opening = words(text)[: _HEAD + 2]
    return any(tuple(opening[at : at + len(f)]) == f for f in forms for at in range(_HEAD))
