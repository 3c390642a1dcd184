"""What a sentence says, as far as it can be compared: words, dates, numbers, names, denials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from summitbot.dates import Date, find_dates
from summitbot.stemming import stem
from summitbot.text import load_data, word_set, words
from summitbot.verification.names import Name, Names

_LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Number:
    """A number with the stem of what it counts ('' where nothing follows)."""

    value: float
    noun: str
    shown: str


@dataclass(frozen=True, eq=False)
class Facts:
    """A sentence as it is compared. `tokens` and `stems` run side by side."""

    text: str
    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    content: frozenset[str]
    dates: tuple[Date, ...]
    numbers: tuple[Number, ...]
    names: tuple[Name, ...]
    denied: frozenset[str]

    def neighbours(self, at: int, reach: int = 2) -> frozenset[str]:
        """The stems around a place, itself left out."""
        return frozenset(self.stems[max(0, at - reach) : at] + self.stems[at + 1 : at + 1 + reach])


@lru_cache(maxsize=8192)
def facts_of(text: str, names: Names) -> Facts:
    """The facts of one sentence (or claim), kept."""
    text = text[:_LONGEST_TEXT]
    tokens = tuple(words(text))
    stems = tuple(stem(token) for token in tokens)
    stop = word_set("stopwords", "stop") - _always()
    spans = find_dates(text)
    return Facts(
        text=text,
        tokens=tokens,
        stems=stems,
        content=frozenset(s for t, s in zip(tokens, stems, strict=True) if t not in stop),
        dates=tuple(span.date for span in spans),
        numbers=tuple(_numbers(_without(text, [(s.start, s.end) for s in spans]))),
        names=tuple(names.find(text, tokens)),
        denied=frozenset(_denied(tokens, stems)),
    )


def _always() -> frozenset[str]:
    """Stop words that carry facts here."""
    parts = load_data("verifying")["parts"]
    return frozenset((*parts["whole"], *parts["part"], *load_data("verifying")["numbers"]["values"]))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def _numbers(text: str) -> list[Number]:
    data = load_data("verifying")["numbers"]
    stop = word_set("stopwords", "stop")
    tokens = words(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text))
    found = []
    at = 0
    while at < len(tokens):
        start, value = at, _value(tokens[at], data)
        if value is None or (
            tokens[at] == "one" and at + 1 < len(tokens) and tokens[at + 1] in ("of", "another")
        ):
            at += 1
            continue
        at += 1
        while at < len(tokens) and (scale := data["scales"].get(tokens[at])):
            value, at = value * scale, at + 1
        noun = next((t for t in tokens[at : at + 3] if t not in stop and _value(t, data) is None), "")
        found.append(Number(value, stem(noun) if noun else "", " ".join(tokens[start:at])))
    return found


def _value(token: str, data: dict) -> float | None:  # type: ignore[type-arg]
    if re.fullmatch(r"\d+(?:\.\d+)?", token):
        return float(token)
    value = data["values"].get(token)
    return None if value is None else float(value)


def _denied(tokens: Sequence[str], stems: Sequence[str]) -> list[str]:
    """The stem after each negator, words between passed over."""
    negators, passed = word_set("verifying", "negators"), word_set("verifying", "passed_over")
    found = []
    for at, token in enumerate(tokens):
        if token not in negators:
            continue
        for later in range(at + 1, min(at + 6, len(tokens))):
            if tokens[later] in passed or tokens[later].endswith("ly"):
                continue
            found.append(stems[later])
            if token == "no":
                found.extend(_verb_of(tokens, stems, later))
            break
    return found


def _verb_of(tokens: Sequence[str], stems: Sequence[str], noun: int) -> list[str]:
    """'No treaty was signed': the verb as well."""
    for at in range(noun + 1, min(noun + 6, len(tokens) - 1)):
        if tokens[at] in ("was", "were", "is", "are", "been"):
            return [stems[at + 1]]
    return []
