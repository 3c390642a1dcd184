"""Names in a text, every form of one name counted as the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from summitbot.text import fold, word_set, words

_CAPITALS = re.compile(r"[A-Z][\w’'.&-]*(?:[ -](?:(?:of|the|de|van|von) )?[A-Z][\w’'.&-]*)*")
_LONGEST = 8


@dataclass(frozen=True)
class Name:
    """A name at a place in the list of a text's words: which one it is, and its words."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Names:
    """Forms of names: folded words → the name that they are a form of."""

    forms: Mapping[tuple[str, ...], str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_groups(cls, groups: Iterable[Sequence[str]]) -> Names:
        """From groups of strings that name the same; a form in two groups stays with the first."""
        forms: dict[tuple[str, ...], str] = {}
        for group in groups:
            keys = [key for name in group if (key := tuple(words(name)))]
            for key in keys:
                forms.setdefault(key, " ".join(keys[0]))
        return cls(MappingProxyType(forms))

    def find(self, text: str, tokens: Sequence[str]) -> list[Name]:
        """The names of a text by known forms, longest first; then what is capitalised within a sentence."""
        found = list(self._known(tokens))
        taken = {i for name in found for i in range(name.start, name.end)}
        capital = _capitalised(text)
        for at, token in enumerate(tokens):
            opens = at == 0 and not (len(tokens) > 1 and tokens[1] in word_set("verifying", "speech"))
            if at not in taken and not opens and token in capital and not token.isdigit():
                found.append(Name(token, at, at + 1))
        return sorted(found, key=lambda name: name.start)

    def _known(self, tokens: Sequence[str]) -> Iterator[Name]:
        at = 0
        while at < len(tokens):
            for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
                key = self.forms.get(tuple(tokens[at : at + size]))
                if key is not None:
                    yield Name(key, at, at + size)
                    at += size
                    break
            else:
                at += 1


def _capitalised(text: str) -> set[str]:
    """The words that stand capitalised somewhere and nowhere in small letters."""
    found = {word for match in _CAPITALS.finditer(text) for word in words(match.group())}
    small = {fold(word) for word in re.findall(r"\b[a-z][\w’'-]*", text)}
    return found - small


NO_NAMES = Names()
