"""Who speaks in a sentence: parties, the people who hold office for them, and what publishes their word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitbot.kinds import kind_of
from summitbot.reading import Reading
from summitbot.records import Corpus, Source
from summitbot.text import name_in, words

Phrase = tuple[str, ...]
# A name counts as the subject of a sentence when it stands within so many words of its head.
_HEAD = 3
_LONGEST = 3  # words of a party's name
# The words of a title stand before a person's name ('State Department spokesperson …').
_TITLED = 7
# Parties of references that are nobody's own word.
_NOBODY = ("press", "scholar", "joint", "other")


@dataclass(frozen=True)
class Speaker:
    """A party or a person with every form of the name; of a party also the people who speak for it."""

    label: str
    forms: tuple[Phrase, ...]
    party: str = ""
    person: bool = False
    people: tuple[Phrase, ...] = ()

    def speaks_in(self, text: str, longer: Longer) -> bool:
        """Does a sentence open with the name, or go 'according to' it, the name standing for itself?

        The people of a party may be named after their office, but not after another party.
        """
        spoken = _spoken(text)
        foreign = longer.first(spoken, but=(*self.forms, *self.people))
        heads = [(form, at) for form in self.forms for at in range(_HEAD)]
        heads += [(form, at) for form in self.people for at in range(min(_TITLED, foreign))]
        after = [at for at in range(2, len(spoken)) if spoken[at - 2 : at] == ("according", "to")]
        heads += [(form, at + by) for form in (*self.forms, *self.people) for at in after for by in (0, 1)]
        return any(_stands(form, at, spoken) and not longer.holds(form, at, spoken) for form, at in heads)


@lru_cache(maxsize=8192)
def _spoken(text: str) -> tuple[str, ...]:
    """The folded words of a sentence, kept."""
    return tuple(words(text))


def _stands(form: Phrase, at: int, spoken: Sequence[str]) -> bool:
    return tuple(spoken[at : at + len(form)]) == form


class Longer:
    """The names of other things in which a party's name stands ('the Hill summit', a person's last name)."""

    def __init__(self, forms: Iterable[Phrase], names: Iterable[Phrase], people: Iterable[Phrase]) -> None:
        self._names: dict[Phrase, list[tuple[int, Phrase]]] = {form: [] for form in forms}
        self._opened: dict[str, list[Phrase]] = {}
        for form in {*self._names, *people}:
            self._opened.setdefault(form[0], []).append(form)
        for name in names:
            for at in range(len(name)):
                for length in range(1, min(len(name), _LONGEST + 1)):
                    if (part := name[at : at + length]) in self._names:
                        self._names[part].append((at, name))

    def first(self, spoken: Sequence[str], but: Iterable[Phrase]) -> int:
        """Where the first party or person other than those of certain forms is named."""
        known = {*but, *(form[-1:] for form in but)}
        for at, word in enumerate(spoken):
            if any(form not in known and _stands(form, at, spoken) for form in self._opened.get(word, ())):
                return at
        return len(spoken)

    def holds(self, form: Phrase, at: int, spoken: Sequence[str]) -> bool:
        """Is a form here a part of such a name?"""
        return any(at >= n and _stands(name, at - n, spoken) for n, name in self._names.get(form, ()))


class Speakers:
    """The parties and people of a corpus as speakers."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.forms = _party_forms(corpus)
        self._mouths = _publishers(corpus)
        named = (s for s in corpus.sources.values() if s.kind != "topic")
        names = {tuple(words(name)) for s in named for name in (s.title, name_in(s.title), *s.aliases)}
        people = {tuple(words(s.title)) for s in corpus.sources.values() if s.kind == "person"}
        surnames = {name[-1:] for name in people if len(name) > 1}
        forms = {form for forms in self.forms.values() for form in forms}
        self.longer = Longer(forms, names, people | surnames)
        self._party_of = {s.id: self._party(s) for s in corpus.sources.values() if s.kind == "person"}

    def _party(self, person: Source) -> str:
        """The party that a person's first office with one is of: the first that its name says."""
        for role, _, _ in person.roles:
            spoken = words(role)
            at = {
                position: party
                for party, forms in self.forms.items()
                for form in forms
                for position in range(len(spoken))
                if _stands(form, position, spoken) and not self.longer.holds(form, position, spoken)
            }
            if at:
                return at[min(at)]
        return ""

    @classmethod
    def of(cls, corpus: Corpus) -> Speakers:
        """Those of a corpus, found once for the corpus asked last."""
        if corpus.fingerprint not in _KNOWN:
            _KNOWN.clear()
            _KNOWN[corpus.fingerprint] = cls(corpus)
        return _KNOWN[corpus.fingerprint]

    def of_party(self, party: str) -> Speaker:
        """A party as a speaker, by the name that the sources use."""
        forms = (*self.forms[party], *self._mouths.get(party, ()))
        people = tuple(
            tuple(words(self._corpus.sources[i].title)) for i, own in self._party_of.items() if own == party
        )
        label = next(g[0] for g in self._corpus.coverage.synonyms if party in g) if party.isupper() else party
        return Speaker(label, forms, party, people=people)

    def of_person(self, id_: str) -> Speaker:
        """A person as a speaker, by whole name and surname."""
        title = self._corpus.sources[id_].title
        whole = tuple(words(title))
        return Speaker(title, (whole, whole[-1:]), self._party_of.get(id_, ""), person=True)

    def named(self, reading: Reading) -> list[Speaker]:
        """Those whom a question names, in its order: a party takes in the people named who speak for it."""
        spoken = words(reading.standalone)
        places: dict[str, int] = {}
        for party, forms in self.forms.items():
            for form in (*forms, *self._mouths.get(party, ())):
                for at in range(len(spoken)):
                    if _stands(form, at, spoken) and not self._is_name_part(form, at, spoken, reading):
                        places[party] = min(at, places.get(party, at))
        people = {i: m.words for m in reading.mentions for i in m.ids[:1] if self._party_of.get(i)}
        found = [(at, self.of_party(party)) for party, at in places.items()]
        for id_, form in people.items():
            if self._party_of[id_] not in places:
                at = next((n for n in range(len(spoken)) if _stands(form, n, spoken)), len(spoken))
                found.append((at, self.of_person(id_)))
        return [speaker for _, speaker in sorted(found, key=lambda pair: pair[0])]

    def _is_name_part(self, form: Phrase, at: int, spoken: Sequence[str], reading: Reading) -> bool:
        """Is a party named here only as the place or a part of the name of something else ('at the Hill summit')?"""
        return self.longer.holds(form, at, spoken) or any(
            m.held and m.words == form for m in reading.mentions
        )

    def heading(self, text: str) -> str:
        """The party whose words a section's heading asks for ('What did X say …?'), '' if none or several."""
        if kind_of(text) != "what_said" and "according to" not in text:
            return ""
        spoken = words(text)
        named = {
            party
            for party, forms in self.forms.items()
            for form in forms
            for at in range(len(spoken))
            if _stands(form, at, spoken) and not self.longer.holds(form, at, spoken)
        }
        return named.pop() if len(named) == 1 else ""


_KNOWN: dict[str, Speakers] = {}


def _party_forms(corpus: Corpus) -> dict[str, tuple[Phrase, ...]]:
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
    return found


def _publishers(corpus: Corpus) -> dict[str, tuple[Phrase, ...]]:
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
