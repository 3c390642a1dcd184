"""Words that mean the same in the field, as the sources' `coverage.yaml` groups them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from summitbot.stemming import stem
from summitbot.text import word_set, words

Stems = tuple[str, ...]
Forms = tuple[tuple[str, ...], ...]


class Synonyms:
    """Groups of words and short phrases; a question's member brings the others in.

    Of the groups that are `everyday` English (`data/thesaurus.json`) only single words are brought in, since
    the words of a phrase say little alone.
    """

    def __init__(self, groups: Iterable[Sequence[str]], everyday: Iterable[Sequence[str]] = ()) -> None:
        groups = list(groups)
        self._stop = stop = word_set("stopwords", "stop")
        self._groups = groups
        self._members: dict[str, list[tuple[Stems, Stems, Stems]]] = defaultdict(list)
        for group, longest in (*((g, None) for g in groups), *((g, 1) for g in everyday)):
            members = [tuple(stem(w) for w in words(member)) for member in group]
            brought = [member for member in members if longest is None or len(member) <= longest]
            for member in filter(None, members):
                own = tuple(sorted(set(member) - stop))
                others = {s for other in brought if other != member for s in other} - set(member) - stop
                self._members[member[0]].append((member, own, tuple(sorted(others))))

    def parties(self, text: str, known: Set[str]) -> tuple[Forms, Forms]:
        """The forms of the parties that a text names, and of those that it doesn't; `known` are parties' names."""
        tokens = words(text)
        named: list[tuple[str, ...]] = []
        others: list[tuple[str, ...]] = []
        for group in self._groups:
            if known.isdisjoint(group):
                continue
            forms = [tuple(words(member)) for member in group]
            inside = any(tuple(tokens[at : at + len(f)]) == f for f in forms for at in range(len(tokens)))
            (named if inside else others).extend(forms)
        return tuple(named), tuple(others)

    def of(self, text: str) -> dict[str, Stems]:
        """For each stem of the text that is (part of) a member: the stems of the group's other members.

        A phrase none of whose words says anything alone ("called off") stands for itself, spelt with a space.
        """
        spoken = words(text)
        tokens = tuple(stem(w) for w in spoken)
        found: dict[str, Stems] = {}
        for at, token in enumerate(tokens):
            for member, own, others in self._members.get(token, ()):
                if tokens[at : at + len(member)] == member:
                    empty = len(member) > 1 and self._stop.issuperset(spoken[at : at + len(member)])
                    for key in (" ".join(member),) if empty else own:
                        found[key] = tuple(sorted({*found.get(key, ()), *others}))
        return found
