"""What a text names, place by place: people, places, events, parties, times, ordinals, other capitalised names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitbot.text import HANGUL, WORD, fold, word_set, words
from summitbot.understanding.names import NameIndex

MATTERS = frozenset({"event", "document", "term", "topic"})
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TIME = re.compile(
    rf"\b(?:(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}}\b,?)?(?: (?:1\d{{3}}|20\d\d)\b)?|(?:1\d{{3}}|20\d\d)\b)"
)
# "may" alone is a verb, "march" alone a deed.
_NO_TIME = frozenset({"may", "march"})
CAPITALS = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w’'-]+(?:[ -](?:of |the )?[A-Z0-9][\w’'-]*)*")


@dataclass(frozen=True)
class Slot:
    """A name as it stands in a text. `kind` is that of its source, or party, time, ordinal, name.

    `ids` are the sources that it may stand for, the events held at a place too.
    """

    text: str
    kind: str
    start: int
    end: int
    ids: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    article: bool = False

    @property
    def full(self) -> str:
        """The name with the article that it has."""
        return f"the {self.text}" if self.article and self.kind != "person" else self.text

    @property
    def matter(self) -> bool:
        """Is it a thing that took place or was written, rather than a person, a place or a time?"""
        return self.kind in MATTERS

    def same(self, other: Slot) -> bool:
        """May both stand for one source, or are they one word?"""
        return bool(set(self.ids) & set(other.ids)) or fold(self.text) == fold(other.text)


def slots(text: str, names: NameIndex) -> list[Slot]:
    """The names in a text, in order, none overlapping."""
    folded = fold(text)
    if len(folded) != len(text):
        text = folded
    found: list[Slot] = []
    for source in (_known, _loose, _times, ordinals, _capitals):
        taken = [(s.start, s.end) for s in found]
        found += [s for s in source(text, names) if not any(a < s.end and s.start < b for a, b in taken)]
    return sorted(found, key=lambda slot: slot.start)


def of_kind(found: list[Slot], *kinds: str) -> list[Slot]:
    """The slots of some kinds."""
    return [slot for slot in found if slot.kind in kinds]


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [("".join(words(m.group())), m.start(), m.end()) for m in WORD.finditer(text)]


def _known(text: str, names: NameIndex) -> list[Slot]:
    """Names that the front matter gives."""
    tokens = _tokens(text)
    found = []
    for at, mention in names.located([t for t, _, _ in tokens]):
        start, end = tokens[at][1], tokens[at + len(mention.words) - 1][2]
        ids = (*mention.ids, *mention.held)
        name, the = bare_name(text[start:end]), _after_the(text, start)
        found.append(Slot(name, names.kind(mention), start, end, ids, mention.held, the))
    for mention in names.find(text) if HANGUL.search(text) else ():
        start = text.find(mention.words[0]) if HANGUL.search(mention.words[0]) else -1
        if start >= 0:
            end, ids = start + len(mention.words[0]), (*mention.ids, *mention.held)
            found.append(Slot(text[start:end], names.kind(mention), start, end, ids, mention.held))
    return found


def bare_name(name: str) -> str:
    """A name without its possessive."""
    return re.sub(r"['’]s$", "", name)


def _after_the(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].lower() == "the "


def _loose(text: str, names: NameIndex) -> list[Slot]:
    """Single words of people's names, of places and of parties, where they are written as names."""
    low = text == text.lower()
    found: list[Slot] = []
    for token, start, end in _tokens(text):
        if not (low or text[start].isupper()):
            continue
        people = names.people_called(token)
        party = text[start].isupper() and names.is_part(text[start:end])
        kind = "person" if people else "party" if party else ""
        if not kind:
            continue
        if found and found[-1].kind == kind and text[found[-1].end : start] == " ":
            last = found.pop()
            both = tuple(id_ for id_ in last.ids if id_ in people) or (*last.ids, *people)
            found.append(Slot(bare_name(text[last.start : end]), kind, last.start, end, both))
        else:
            found.append(
                Slot(bare_name(text[start:end]), kind, start, end, people, (), _after_the(text, start))
            )
    return found


def _times(text: str, names: NameIndex) -> list[Slot]:
    matches = _TIME.finditer(text.lower())
    return [
        Slot(text[m.start() : m.end()], "time", m.start(), m.end())
        for m in matches
        if m.group() not in _NO_TIME
    ]


def ordinals(text: str, names: NameIndex) -> list[Slot]:
    """The words that count, also those inside a name."""
    ordinal = word_set("understanding", "ordinals")
    return [Slot(text[a:b], "ordinal", a, b) for token, a, b in _tokens(text) if token in ordinal]


def _capitals(text: str, names: NameIndex) -> list[Slot]:
    return [Slot(bare_name(m.group()), "name", m.start(), m.end()) for m in CAPITALS.finditer(text)]
