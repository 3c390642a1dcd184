"""The names of the parties of a corpus: all forms of each, what they share, and what publishes their word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summitbot.records import Corpus
from summitbot.text import words

Phrase = tuple[str, ...]
# Parties of references that are nobody's own word.
_NOBODY = ("press", "scholar", "joint", "other")


def party_forms(corpus: Corpus) -> dict[str, tuple[Phrase, ...]]:
    """The forms of each party's name: of its group of synonyms, and of groups that say one of these again (a capital)."""
    known = {party for source in corpus.sources.values() for party in source.parties}
    found: dict[str, tuple[Phrase, ...]] = {}
    for group in corpus.coverage.synonyms:
        for party in known & set(group):
            again = [
                g
                for g in corpus.coverage.synonyms
                if g is not group and set(g[1:]) & set(group) and len(g) == 2
            ]
            found[party] = tuple(tuple(words(form)) for g in (group, *again) for form in g)
    return {**{party: (tuple(words(party)),) for party in sorted(known)}, **found}


def sharing_last(forms: Iterable[Phrase]) -> dict[str, list[str]]:
    """The first words of names of two that share their last word, by it."""
    found: dict[str, list[str]] = {}
    for form in sorted(forms):
        if len(form) == 2 and len(form[0]) > 1:
            found.setdefault(form[1], []).append(form[0])
    return {last: firsts for last, firsts in found.items() if len(firsts) > 1}


def publishers(corpus: Corpus) -> dict[str, tuple[Phrase, ...]]:
    """The publishers of each party's own records, by their acronyms (a name in capitals)."""
    own: dict[str, set[str]] = {}
    for source in corpus.sources.values():
        for reference in source.references:
            for acronym in re.findall(r"\b[A-Z]{3,}\b", re.split(r" \(|,", reference.publisher)[0]):
                own.setdefault(acronym, set()).add(reference.party)
    mouths: dict[str, tuple[Phrase, ...]] = {}
    for acronym, parties in own.items():
        if len(parties) == 1 and not parties & set(_NOBODY):
            party = next(iter(parties))
            mouths[party] = (*mouths.get(party, ()), tuple(words(acronym)))
    return mouths
