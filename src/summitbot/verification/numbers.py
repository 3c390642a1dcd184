"""Numbers in a text with what they count, by value: '27', 'twenty-seven', '2.8 billion', 'an hour and a half'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summitbot.text import load_data
from summitbot.verification.names import Name
from summitbot.verification.tokens import Token


@dataclass(frozen=True)
class Number:
    """A number: its value (durations in minutes), the stem of what it counts, its place, how it is written.

    `ordinal` is for places in a row ("second"), `clock` for times of day (in minutes after midnight).
    """

    value: float
    noun: str
    at: int
    shown: str
    ordinal: bool = False
    clock: bool = False
    worded: bool = False


def find_numbers(
    text: str, tokens: Sequence[Token], names: Sequence[Name], dated: frozenset[int]
) -> tuple[Number, ...]:
    """The numbers of a text; tokens of dates (`dated`) and of names are left out."""
    within = dated | {i for name in names for i in range(name.start, name.end) if name.end - name.start > 1}
    nouns = _Nouns(tokens, {i for name in names for i in range(name.start, name.end)})
    return tuple(_numbers(text, tokens, frozenset(within), nouns))


def _numbers(text: str, tokens: Sequence[Token], within: frozenset[int], nouns: _Nouns) -> Iterator[Number]:
    data = load_data("verifying")["numbers"]
    at = 0
    while at < len(tokens):
        if at in within:
            at += 1
        elif _is_clock(text, tokens, at):
            yield _clock(tokens, at)
            at += 2
        elif tokens[at].word in data["ordinals"]:
            noun = nouns.after(at + 1)
            yield Number(data["ordinals"][tokens[at].word], noun, at, tokens[at].shown, ordinal=True)
            at += 1
        elif _is_place_in_row(tokens, at):
            yield Number(float(tokens[at].word), nouns.after(at + 2), at, tokens[at].shown, ordinal=True)
            at += 2
        else:
            end, value = _run(tokens, at, data)
            if value is None:
                at += 1
                continue
            yield _counted(value, at, end, tokens, nouns)
            at = end


def _counted(value: float, at: int, end: int, tokens: Sequence[Token], nouns: _Nouns) -> Number:
    data = load_data("verifying")["numbers"]
    shown = " ".join(token.shown for token in tokens[at:end])
    noun = nouns.after(end)
    if noun in data["minutes"]:
        rest = [token.word for token in tokens[end : end + 4]]
        value = value * data["minutes"][noun] + (30 if rest[1:4] == ["and", "a", "half"] else 0)
        noun = "minut"
    return Number(value, data["units"].get(noun, noun), at, shown, worded=not tokens[at].word[0].isdigit())


def _run(tokens: Sequence[Token], at: int, data: dict[str, Any]) -> tuple[int, float | None]:
    """The end and value of the number that begins here; None where none does."""
    value = _value(tokens[at].word, data)
    if value is None:
        article = tokens[at].word in ("a", "an") and at + 1 < len(tokens)
        if not (article and tokens[at + 1].word in ("hour", *data["scales"])):
            return at, None
        value = 1.0
    end = at + 1
    while end < len(tokens):
        word = tokens[end].word
        unit = _value(word, data)
        if word in data["scales"]:
            value *= data["scales"][word]
        elif (
            unit is not None
            and 20 <= value < 100
            and value % 10 == 0
            and 0 < unit < 10
            and tokens[end].hyphenated
        ):
            value += unit
        else:
            break
        end += 1
    return end, value


def _value(word: str, data: dict[str, Any]) -> float | None:
    if word[0].isdigit():
        try:
            return float(word)
        except ValueError:
            return None
    value = data["values"].get(word)
    return None if value is None else float(value)


def _is_place_in_row(tokens: Sequence[Token], at: int) -> bool:
    """'13th' is read as '13' and 'th'."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(
        follows
        and follows.start == tokens[at].end
        and follows.word in ("st", "nd", "rd", "th")
        and tokens[at].word.isdecimal()
    )


def _is_clock(text: str, tokens: Sequence[Token], at: int) -> bool:
    if at + 1 >= len(tokens) or text[tokens[at].end : tokens[at + 1].start] != ":":
        return False
    hour, minute = tokens[at].word, tokens[at + 1].word
    return hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(hour) < 25


def _clock(tokens: Sequence[Token], at: int) -> Number:
    hour, minute = int(tokens[at].word), int(tokens[at + 1].word)
    half = "".join(token.word for token in tokens[at + 2 : at + 4])
    if half.startswith("pm") and hour < 12:
        hour += 12
    shown = f"{tokens[at].shown}:{tokens[at + 1].shown}"
    return Number(60 * hour + minute, "", at, shown, clock=True)


class _Nouns:
    """What a number counts: the next word that is no function word, number or part of a name."""

    def __init__(self, tokens: Sequence[Token], named: set[int]) -> None:
        self.tokens, self.named = tokens, named
        data = load_data("verifying")
        self.passed = frozenset(data["functions"]["words"]) | frozenset(data["numbers"]["passed"])

    def after(self, at: int) -> str:
        """The stem of that word, '' when none stands within five words of the same clause."""
        data = load_data("verifying")["numbers"]
        first_name = ""
        for place in range(at, min(at + 5, len(self.tokens))):
            token = self.tokens[place]
            if token.after_break and place > at:
                break
            if place in self.named:
                first_name = first_name or token.stem
                continue
            if token.word in self.passed or token.word.endswith("ly") or _value(token.word, data) is not None:
                continue
            return token.stem
        return first_name
