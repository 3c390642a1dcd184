"""What a sentence says, as far as it can be compared: its words, dates, numbers and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summitbot.dates import Date, find_dates
from summitbot.sentences import split_sentences
from summitbot.text import load_data, word_set
from summitbot.verification.names import Name, Names
from summitbot.verification.numbers import Number, find_numbers
from summitbot.verification.tokens import Token, tokens_of

_LONGEST = 20_000
_MOST = 60  # names, dates and numbers of one sentence that are compared
_RELATIVE = re.compile(r"\bday\b")


@dataclass(frozen=True)
class Dated:
    """A date and the tokens that it covers."""

    date: Date
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Facts:
    """A sentence as it is compared. `content` are the stems that carry meaning."""

    text: str
    tokens: tuple[Token, ...]
    content: frozenset[str]
    dates: tuple[Dated, ...]
    numbers: tuple[Number, ...]
    names: tuple[Name, ...]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stem of every token."""
        return tuple(token.stem for token in self.tokens)

    @cached_property
    def said(self) -> frozenset[str]:
        """Every folded word."""
        return frozenset(token.word for token in self.tokens)

    @cached_property
    def named(self) -> dict[int, Name]:
        """For each token within a name, the name."""
        return {at: name for name in self.names for at in range(name.start, name.end)}

    @cached_property
    def dated(self) -> frozenset[int]:
        """The tokens within dates."""
        return frozenset(at for span in self.dates for at in range(span.start, span.end))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the names."""
        return frozenset(name.key for name in self.names)

    @cached_property
    def plain(self) -> frozenset[str]:
        """The content without names, dates and numbers: what happened, whoever and whenever."""
        facts = self.dated | self.named.keys() | {number.at for number in self.numbers}
        return frozenset(
            t.stem for at, t in enumerate(self.tokens) if at not in facts and t.stem in self.content
        )

    @cached_property
    def places(self) -> dict[str, tuple[int, ...]]:
        """Where each stem stands."""
        found: dict[str, tuple[int, ...]] = {}
        for at, stem in enumerate(self.stems):
            found[stem] = (*found.get(stem, ()), at)
        return found

    def around(self, at: int, reach: int) -> frozenset[str]:
        """The stems around a place, itself left out."""
        return frozenset(self.stems[max(0, at - reach) : at] + self.stems[at + 1 : at + 1 + reach])


@lru_cache(maxsize=8192)
def facts_of(text: str, names: Names, last: Date | None = None) -> Facts:
    """The facts of one sentence (or claim), kept for the next time; `last` is the date named before it."""
    text = text[:_LONGEST]
    tokens = tokens_of(text)
    stop = word_set("stopwords", "stop") - _always()
    dates = tuple(_placed(text, tokens, last))[:_MOST]
    found = names.find(tokens)[:_MOST]
    dated = frozenset(at for span in dates for at in range(span.start, span.end))
    return Facts(
        text=text,
        tokens=tokens,
        content=frozenset(t.stem for t in tokens if t.word not in stop),
        dates=dates,
        numbers=find_numbers(text, tokens, found, dated)[:_MOST],
        names=tuple(name for name in found if name.start not in dated),
    )


def _placed(text: str, tokens: tuple[Token, ...], last: Date | None) -> list[Dated]:
    return [Dated(span.date, *_covered(tokens, span.start, span.end)) for span in find_dates(text, last)]


def _covered(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
    inside = [at for at, token in enumerate(tokens) if token.start < end and token.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


@lru_cache(maxsize=1)
def _always() -> frozenset[str]:
    """Stop words that carry facts here."""
    data = load_data("verifying")
    return frozenset((*data["parts"]["whole"], *data["parts"]["part"], *data["numbers"]["values"]))


def read_sentences(text: str, names: Names) -> list[Facts]:
    """The facts of each sentence of a text; a date carries over to "the next day" of the sentence after."""
    found: list[Facts] = []
    last: Date | None = None
    for start, end in split_sentences(text):
        facts = facts_of(text[start:end], names, last if _RELATIVE.search(text, start, end) else None)
        found.append(facts)
        last = facts.dates[-1].date if facts.dates else last
    return found
