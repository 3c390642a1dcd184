"""The people whom a question sets beside each other, by their names or by their surnames alone."""

from __future__ import annotations

import re
from collections import Counter

from summitbot.reading import Reading
from summitbot.records import Corpus
from summitbot.text import fold, name_in

# So many people of one surname at most: of more, nobody is meant by it alone.
_MOST = 3
_JOINT = r"(?:and|or|but|vs\.?|versus|against|than|from)"


def people_named(reading: Reading, spoken: list[str], corpus: Corpus) -> dict[str, int]:
    """The ids of the people named, in their order, each with the place of its name among the words of the question.

    Where several are set beside each other, a surname alone counts too ('X's approach versus Y's').
    """
    known = {
        m.ids[0]: m.words for m in reading.mentions if m.ids and corpus.sources[m.ids[0]].kind == "person"
    }
    found = {id_: _place(form, spoken) for id_, form in known.items()}
    taken = {word for mention in reading.mentions for word in mention.words}
    surnames = _surnames(corpus)
    for at, word in enumerate(spoken):
        bearers = surnames.get(word, ())
        if word not in taken and 0 < len(bearers) <= _MOST and _is_name(word, reading.standalone):
            found.setdefault(_likeliest(bearers, known, corpus), at)
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _place(form: tuple[str, ...], spoken: list[str]) -> int:
    return next((at for at in range(len(spoken)) if tuple(spoken[at : at + len(form)]) == form), len(spoken))


def _is_name(word: str, text: str) -> bool:
    """Is a word written as a name: with a capital, owning something, or joined to another?"""
    owning = rf"\b{word}(?:'s|s')|\b{_JOINT} (?:\w+ )?{word}\b|\b{word} {_JOINT}(?: |$)"
    return bool(re.search(owning, fold(text)) or re.search(rf"(?<!^)\b{word.capitalize()}\b", text))


def _likeliest(bearers: tuple[str, ...], beside: dict[str, tuple[str, ...]], corpus: Corpus) -> str:
    """Of those who bear a surname, who held an office of those named, else who is known best."""
    offices = {role for id_ in beside for role, _, _ in corpus.sources[id_].roles}
    linked = Counter(other for source in corpus.sources.values() for other in source.related)
    alike = {i: any(role in offices for role, _, _ in corpus.sources[i].roles) for i in bearers}
    return max(bearers, key=lambda i: (alike[i], linked[i], i))


def surname(title: str) -> str:
    """The folded last word of a name of a given name and a surname; '' of others, whose last word may be anything.

    >>> surname("George W. Bush, president"), surname("Moon Jae-in")
    ('bush', '')
    """
    name = name_in(title).split()
    short = [part for part in name[1:-1] if len(part.rstrip(".")) > 1]
    return "" if short or len(name) < 2 or "-" in name[-1] else fold(name[-1])


def _surnames(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The surnames of people, each with the ids of those who bear it."""
    table: dict[str, tuple[str, ...]] = {}
    for source in corpus.sources.values():
        if source.kind == "person" and (name := surname(source.title)):
            table[name] = (*table.get(name, ()), source.id)
    return table
