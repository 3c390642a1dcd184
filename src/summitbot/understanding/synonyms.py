"""Words that mean the same in the field, as the sources' `coverage.yaml` groups them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from summitbot.stemming import stem
from summitbot.text import word_set, words

Stems = tuple[str, ...]


class Synonyms:
    """Groups of words and short phrases; a question's member brings the others in."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        stop = word_set("stopwords", "stop")
        self._members: dict[str, list[tuple[Stems, Stems, Stems]]] = defaultdict(list)
        for group in groups:
            members = [tuple(stem(w) for w in words(member)) for member in group]
            for member in filter(None, members):
                own = tuple(sorted(set(member) - stop))
                others = {s for other in members if other != member for s in other} - set(member) - stop
                self._members[member[0]].append((member, own, tuple(sorted(others))))

    def of(self, text: str) -> dict[str, Stems]:
        """For each stem of the text that is (part of) a member: the stems of the group's other members."""
        tokens = tuple(stem(w) for w in words(text))
        found: dict[str, Stems] = {}
        for at, token in enumerate(tokens):
            for member, own, others in self._members.get(token, ()):
                if tokens[at : at + len(member)] == member:
                    found |= {s: tuple(sorted({*found.get(s, ()), *others})) for s in own}
        return found
