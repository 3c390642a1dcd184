"""'X's treaty' of a treaty that others made, after or before X held office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summitbot.answering.features import text_words
from summitbot.reading import Reading
from summitbot.records import Corpus, Source
from summitbot.text import fold, load_data, name_in, words


def not_the_owner(reading: Reading, corpus: Corpus) -> int | None:
    """The sentence that names who made a thing, where a question gives it to somebody who had no part in it."""
    folded = fold(reading.standalone)
    for owner, thing in _owned(reading, corpus):
        if _stands_so(owner[0], thing[0], folded) and _stranger(owner[1], thing[1], corpus):
            return _makers(thing[1], corpus)
    return None


_Said = tuple[tuple[str, ...], Source]


def _owned(reading: Reading, corpus: Corpus) -> Iterator[tuple[_Said, _Said]]:
    """Every person and dated thing that a question names, each with the words for it."""
    said = [(m.words, corpus.sources[m.ids[0]]) for m in reading.mentions]
    people = [s for s in said if s[1].kind == "person"]
    things = [s for s in said if s[1].kind in ("document", "event") and s[1].date]
    return ((person, thing) for person in people for thing in things)


def _stands_so(owner: tuple[str, ...], thing: tuple[str, ...], folded: str) -> bool:
    """Does the owner's name stand before the thing's as a possessive?"""
    first, then = (r"[\W_]+".join(map(re.escape, name)) for name in (owner, thing))
    return bool(re.search(rf"\b{first}(?:'s|s'|') (?:own )?{then}\b", folded))


def _stranger(person: Source, thing: Source, corpus: Corpus) -> bool:
    """Was a person, whose time in office is known, neither part of a thing nor in office at its date, nor named at its head?"""
    if (
        not any(start for _, start, _ in person.roles)
        or person.id in thing.people
        or _in_office(person, thing)
    ):
        return False
    spelt = words(name_in(person.title))
    head = next(iter(corpus.sentences_in(thing.id)), None)
    opening = corpus.passages[corpus.sentences[head].passage].text if head is not None else ""
    return not {spelt[0], spelt[-1]} & text_words(opening)


def _in_office(person: Source, thing: Source) -> bool:
    """Did a person hold an office at the date of a thing, as far as both are told?"""
    date = thing.date or ""
    return any(
        start and start <= date and (not end or date[: len(end)] <= end) for _, start, end in person.roles
    )


def _makers(thing: Source, corpus: Corpus) -> int | None:
    """The sentence of a thing's source that names one who made it: best who was in office then, best without a denial."""
    made = [corpus.sources[i] for i in thing.people if i in corpus.sources]
    denies = re.compile(load_data("premises")["negation"]["pattern"])
    found = []
    for person in made:
        name = set(words(name_in(person.title)))
        held = _in_office(person, thing)
        for number in corpus.sentences_in(thing.id):
            text = corpus.sentences[number].text
            if name <= text_words(text):
                found.append((not held, bool(denies.search(fold(text))), number))
    return min(found)[-1] if found else None
