"""Words that mean the same in the field, as the sources' `coverage.yaml` groups them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summitbot.stemming import stem
from summitbot.text import word_set, words


class Synonyms:
    """Groups of words and short phrases; a question's member brings the others in."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._groups = [tuple(tuple(stem(w) for w in words(member)) for member in group) for group in groups]

    def of(self, text: str) -> dict[str, tuple[str, ...]]:
        """For each stem of the text that is (part of) a member: the stems of the group's other members."""
        tokens = [stem(w) for w in words(text)]
        stop = word_set("stopwords", "stop")
        found: dict[str, tuple[str, ...]] = {}
        for group in self._groups:
            for member in group:
                if not _holds(tokens, member):
                    continue
                others = {s for other in group if other != member for s in other} - set(member) - stop
                for own in set(member) - stop:
                    found[own] = tuple(sorted({*found.get(own, ()), *others}))
        return found


def _holds(tokens: Sequence[str], member: Sequence[str]) -> bool:
    size = len(member)
    return any(tuple(tokens[at : at + size]) == tuple(member) for at in range(len(tokens) - size + 1))
