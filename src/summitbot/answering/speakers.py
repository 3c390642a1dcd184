"""Who speaks in a sentence: parties, the people who hold office for them, and what publishes their word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitbot.answering.parties import Phrase, party_forms, publishers, sharing_last
from summitbot.answering.persons import people_named, surname
from summitbot.answering.subjects import NOTHING, SAYS, TELLS, act_of
from summitbot.kinds import kind_of
from summitbot.reading import Reading
from summitbot.records import Corpus, Source
from summitbot.text import fold, name_in, word_set, words

# A name may be the subject of a sentence when it stands within so many words of its head, or of a time that opens it.
_HEAD, _OPENED = 3, 10
# What joins a party to another in a question, or makes it one that is asked for its say.
_JOINTS = frozenset(("and", "or", "vs", "versus", "against", "than", "did", "does", "do"))
# 'For X, peace means …': how X sees it.
_FOR = ("for", "to")
# Words that open a sentence about nobody.
_NO = ("no", "nobody", "none")
_LONGEST = 3  # words of a party's name
# The words of a title stand before a person's name ('State Department spokesperson …').
_TITLED = 7


@dataclass(frozen=True)
class Speaker:
    """A party or a person with every form of the name; of a party also the people who speak for it."""

    label: str
    forms: tuple[Phrase, ...]
    party: str = ""
    person: bool = False
    people: tuple[Phrase, ...] = ()

    def act(self, text: str, longer: Longer) -> int:
        """What the speaker does in a sentence: `SAYS`, `TELLS`, `DOES`, or `NOTHING` where it is another's or nobody's.

        The name must be the subject, at the head or behind the time that opens the sentence, or the one by whose account
        it goes. The people of a party may be named after their office, but not after another party.
        """
        spoken = _spoken(text)
        names = (*self.forms, *self.people)
        heads = {form[0] for form in names}
        placed = [
            (form, at)
            for at, word in enumerate(spoken)
            if word in heads
            for form in names
            if _stands(form, at, spoken) and not longer.holds(form, at, spoken)
        ]
        if not placed or spoken[0] in _NO:
            return NOTHING
        foreign = list(longer.others(spoken, names))
        opened = spoken[0] in word_set("aspects", "openers")
        if any(at == 1 and spoken[0] in _FOR for _, at in placed):
            return SAYS
        acts = [TELLS if any(_by_account(form, at, spoken) for form, at in placed) else NOTHING]
        for form, at in placed:
            if at in foreign:
                continue
            titled = min((_TITLED, *foreign)) if form in self.people else _HEAD
            if at < (_OPENED if opened else titled):
                end = at + len(form)
                if spoken[end : end + 1] == ("and",) and end + 1 in foreign:
                    end += 2
                acts.append(act_of(spoken, end, min((n for n in foreign if n >= end), default=len(spoken))))
        return max(acts)

    def opens(self, text: str) -> bool:
        """Does a sentence open with the name?"""
        return any(_stands(form, 0, _spoken(text)) for form in self.forms)


@lru_cache(maxsize=8192)
def _spoken(text: str) -> tuple[str, ...]:
    """The folded words of a sentence, kept."""
    return tuple(words(text))


def _stands(form: Phrase, at: int, spoken: Sequence[str]) -> bool:
    return tuple(spoken[at : at + len(form)]) == form


def _beside(form: Phrase, at: int, spoken: Sequence[str]) -> bool:
    """Does a word stand beside a name that joins it to another or asks for its say?"""
    return not {*spoken[max(at - 1, 0) : at], *spoken[at + len(form) : at + len(form) + 1]}.isdisjoint(
        _JOINTS
    )


def _by_account(form: Phrase, at: int, spoken: Sequence[str]) -> bool:
    """Does a sentence go 'according to' the name here, or by its account ('in X's view')?"""
    behind = spoken[at + len(form) : at + len(form) + 1]
    account = bool(behind) and behind[0] in word_set("aspects", "accounts")
    return (account and spoken[max(at - 1, 0)] in ("in", "by")) or any(
        tuple(spoken[max(at - 2 - by, 0) : max(at - by, 0)]) == ("according", "to") for by in range(_HEAD)
    )


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
        return next(self.others(spoken, but), len(spoken))

    def others(self, spoken: Sequence[str], but: Iterable[Phrase]) -> Iterator[int]:
        """Where the parties and people other than those of certain forms are named."""
        own = set(but)
        known, heads, past = {*own, *(form[-1:] for form in own)}, {form[0] for form in own}, 0
        for at, word in enumerate(spoken):
            if word in heads:
                past = max(past, *(at + len(form) for form in own if _stands(form, at, spoken)), 0)
            if at < past:
                continue
            if any(form not in known and _stands(form, at, spoken) for form in self._opened.get(word, ())):
                yield at

    def holds(self, form: Phrase, at: int, spoken: Sequence[str]) -> bool:
        """Is a form here a part of such a name?"""
        return any(at >= n and _stands(name, at - n, spoken) for n, name in self._names.get(form, ()))


class Speakers:
    """The parties and people of a corpus as speakers."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.forms = party_forms(corpus)
        self._mouths = publishers(corpus)
        self._well_known = {name for group in corpus.coverage.synonyms for name in group}
        named = (s for s in corpus.sources.values() if s.kind != "topic")
        names = {tuple(words(name)) for s in named for name in (s.title, name_in(s.title), *s.aliases)}
        titles = [s.title for s in corpus.sources.values() if s.kind == "person"]
        people = {tuple(words(title)) for title in titles}
        surnames = {(name,) for title in titles if (name := surname(title))}
        forms = {form for forms in self.forms.values() for form in forms}
        self._shared = sharing_last(forms)
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
        group = next((g for g in self._corpus.coverage.synonyms if party in g), (party,))
        label = group[0] if party.isupper() else party
        return Speaker(label, forms, party, people=people)

    def of_person(self, id_: str) -> Speaker:
        """A person as a speaker, by the whole name and what alone stands for it."""
        source = self._corpus.sources[id_]
        short = (surname(source.title), *(alias for alias in source.aliases if len(alias.split()) == 1))
        forms = dict.fromkeys(tuple(words(name)) for name in (source.title, *short) if words(name))
        return Speaker(source.title, tuple(forms), self._party_of.get(id_, ""), person=True)

    def named(self, reading: Reading) -> list[Speaker]:
        """Those whom a question names, in its order: a party takes in the people named who speak for it."""
        spoken = words(self.in_full(fold(reading.standalone)))
        places: dict[str, int] = {}
        for party, forms in self.forms.items():
            for form in (*forms, *self._mouths.get(party, ())):
                for at in range(len(spoken)):
                    if self._may_speak(party, form, at, spoken, reading):
                        places[party] = min(at, places.get(party, at))
        found = [(at, self.of_party(party)) for party, at in places.items()]
        for id_, at in people_named(reading, spoken, self._corpus).items():
            if (own := self._party_of.get(id_)) and own not in places:
                found.append((at, self.of_person(id_)))
        found.sort(key=lambda pair: pair[0])
        towards = word_set("aspects", "towards")
        talking = [pair for pair in found if not pair[0] or spoken[pair[0] - 1] not in towards]
        joined = [pair for pair in talking if self._is_joined(pair, spoken)]
        most = next((group for group in (joined, talking) if len(group) > 1), found)
        return [speaker for _, speaker in most]

    def in_full(self, text: str) -> str:
        """A folded text in which the parties that share a last word are named whole.

        'East and West Shore' and 'the two Shores' as 'East Shore and West Shore'.
        """
        for last, firsts in self._shared.items():
            either, end = rf"(?P<{{}}>{'|'.join(map(re.escape, firsts))})", rf"{re.escape(last)}\b"
            text = re.sub(
                rf"\b{either.format('a')}(?P<joint> (?:and|or|vs\.?|versus) (?:the )?){either.format('b')} {end}",
                rf"\g<a> {last}\g<joint>\g<b> {last}",
                text,
            )
            both = " and ".join(f"{first} {last}" for first in firsts)
            text = (
                re.sub(rf"\b(?:the )?(?:two|both) {re.escape(last)}s?\b", both, text)
                if len(firsts) == 2
                else text
            )
        return text

    def _may_speak(self, party: str, form: Phrase, at: int, spoken: Sequence[str], reading: Reading) -> bool:
        """Is a party named here, and not something of its name? One without other names must be joined to another."""
        if not _stands(form, at, spoken) or self._is_name_part(form, at, spoken, reading):
            return False
        return party in self._well_known or _beside(form, at, spoken)

    def _is_joined(self, named: tuple[int, Speaker], spoken: Sequence[str]) -> bool:
        at, speaker = named
        return any(_stands(form, at, spoken) and _beside(form, at, spoken) for form in speaker.forms)

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
