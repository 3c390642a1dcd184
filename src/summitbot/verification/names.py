"""Names in a text, every form of one name counted as the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from summitbot.text import load_data, word_set, words
from summitbot.verification.tokens import Token

_LONGEST = 8
_ARTICLES = ("the", "a", "an")


@dataclass(frozen=True)
class Name:
    """A name in a text: the key that all its forms share, its own words, the places of its tokens.

    `unsure`: a lone capitalised word that opens a sentence, so that it may be no name.
    """

    key: str
    words: tuple[str, ...]
    start: int
    end: int
    shown: str
    unsure: bool = False

    def agrees(self, other: Name) -> bool:
        """Can both be the same name: one key, or the words of one are all in the other?"""
        if self.key == other.key:
            return True
        mine, theirs = self._bare(), other._bare()
        shorter, longer = sorted((mine, theirs), key=len)
        return bool(shorter) and (
            shorter <= longer or _initials(self.words) == other.words or _initials(other.words) == self.words
        )

    def within(self, other: Name) -> bool:
        """Are all words of this name in the other?"""
        return self._bare() <= other._bare()

    def _bare(self) -> frozenset[str]:
        return frozenset(_root(word) for word in self.words)


@dataclass(frozen=True, eq=False)
class Names:
    """Forms of names: folded words → the name that they are a form of."""

    forms: Mapping[tuple[str, ...], str] = field(default_factory=lambda: MappingProxyType({}))
    shouted: frozenset[str] = frozenset()

    @classmethod
    def from_groups(cls, groups: Iterable[Sequence[str]]) -> Names:
        """From groups of strings that name the same; a form in two groups stays with the first.

        Forms without a capital letter are descriptions and not taken. A form in capitals alone ("US")
        is found in capitals only.

        >>> names = Names.from_groups([["International Atomic Energy Agency", "IAEA", "the Agency"]])
        """
        forms: dict[tuple[str, ...], str] = {}
        shouted: set[str] = set()
        for group in groups:
            keys = [key for name in group if name != name.lower() and (key := tuple(words(name)))]
            for key in keys:
                forms.setdefault(key, " ".join(keys[0]))
            shouted.update(name.lower() for name in group if name.isupper() and name.isalpha())
        return cls(MappingProxyType(forms), frozenset(shouted))

    def find(self, tokens: Sequence[Token]) -> tuple[Name, ...]:
        """The names of a text, longest known form first at each place, then what is capitalised."""
        found: list[Name] = []
        at = 0
        while at < len(tokens):
            name = self._known(tokens, at) or _unknown(tokens, at)
            if name is None:
                at += 1
                continue
            found.append(name)
            at = name.end
        return tuple(found)

    def _known(self, tokens: Sequence[Token], at: int) -> Name | None:
        if not (tokens[at].capital or tokens[at].word in _ARTICLES):
            return None
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            run = tokens[at : at + size]
            form = tuple(token.word for token in run)
            key = self.forms.get(form)
            if key is None or not any(token.capital for token in run):
                continue
            if size == 1 and form[0] in self.shouted and not run[0].shouted:
                continue
            if form[0] in _ARTICLES and (longer := self._known(tokens, at + 1)) and longer.end > at + size:
                return None
            return Name(key, form, at, at + size, " ".join(token.shown for token in run))
        return None


def _unknown(tokens: Sequence[Token], at: int) -> Name | None:
    """A run of capitalised words; a lone one that opens a sentence is a name only if nothing speaks against it."""
    word = tokens[at].word
    if not tokens[at].capital or word in word_set("verifying", "openers") or word in _number_words():
        return None
    end = at + 1
    while end < len(tokens) and _goes_on(tokens, end):
        end += 1
    run = tokens[at:end]
    unsure = run[0].opens and len(run) == 1 and not run[0].shouted
    if unsure and word.endswith(_COMMON_ENDS):
        return None
    form = tuple(token.word for token in run)
    return Name(" ".join(map(_root, form)), form, at, end, " ".join(t.shown for t in run), unsure)


def _number_words() -> Mapping[str, float]:
    values: Mapping[str, float] = load_data("verifying")["numbers"]["values"]
    return values


_COMMON_ENDS = ("s", "ing", "ed", "ly", "ion", "ment", "ity")


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Does the name that ends before this token go on with it?"""
    here, before = tokens[at], tokens[at - 1]
    if here.after_break or before.possessive:
        return False
    return here.capital or (here.hyphenated and before.capital)


def _initials(parts: Sequence[str]) -> tuple[str, ...]:
    return ("".join(part[0] for part in parts),) if len(parts) > 1 else ()


def _root(word: str) -> str:
    """A country and its people by one form: 'Russian' and 'Russia', 'British' and 'Britain'."""
    table: Mapping[str, str] = load_data("verifying")["peoples"]["forms"]
    if word in table or word in table.values():
        return table.get(word, word)
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending in ("ese", "ians", "ian", "ans", "an", "ns", "n", "ia", "a"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


NO_NAMES = Names()
