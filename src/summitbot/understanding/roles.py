"""Who held an office at a time, as the `roles` of people's front matter tell ('the president in 1991')."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitbot.reading import Period
from summitbot.records import Source
from summitbot.text import word_set, words


@dataclass(frozen=True)
class _Office:
    person: str
    core: tuple[str, ...]
    party: frozenset[str]
    start: str
    end: str

    def held_in(self, period: Period) -> bool:
        """Did the person hold the office at some time of the period?"""
        return self.start[: len(period.end)] <= period.end and (
            not self.end or self.end[: len(period.start)] >= period.start
        )


class Roles:
    """The offices of people, by the words of the office without those of its country."""

    def __init__(self, sources: Iterable[Source], parties: Iterable[Sequence[str]]) -> None:
        forms = {form: group[0] for group in parties for form in group}
        self._forms = sorted(((tuple(words(f)), name) for f, name in forms.items()), key=lambda p: -len(p[0]))
        self._offices = [
            self._office(source.id, role, start, end)
            for source in sources
            for role, start, end in source.roles
            if start
        ]

    def _office(self, person: str, role: str, start: str, end: str) -> _Office:
        core, party = self._without_parties(words(role))
        stop = word_set("understanding", "role_joints")
        while core and core[-1] in stop:
            core = core[:-1]
        while core and core[0] in stop:
            core = core[1:]
        return _Office(person, core, party, start, end)

    def _without_parties(self, tokens: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
        """The tokens without the names of parties, and the parties named."""
        kept: list[str] = []
        found: set[str] = set()
        at = 0
        while at < len(tokens):
            form = next((f for f in self._forms if f[0] and tuple(tokens[at : at + len(f[0])]) == f[0]), None)
            if form:
                found.add(form[1])
                at += len(form[0])
            else:
                kept.append(tokens[at])
                at += 1
        return tuple(kept), frozenset(found)

    def holders(self, text: str, period: Period) -> tuple[str, ...]:
        """The ids of those who held, in a period, the office that a text names; none where it names several."""
        kept, party = self._without_parties(words(text))
        named = [
            o
            for o in self._offices
            if o.core
            and any(kept[at : at + len(o.core)] == o.core for at in range(len(kept)))
            and o.held_in(period)
            and (not party or not o.party or party & o.party)
        ]
        longest = max((len(o.core) for o in named), default=0)
        named = [o for o in named if len(o.core) == longest]
        countries = {o.party for o in named}
        return tuple(dict.fromkeys(o.person for o in named)) if len(countries) == 1 else ()
