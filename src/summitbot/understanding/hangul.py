"""Words in Hangul cut into what is known of them and the particles and endings behind it, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from summitbot.dates import Date
from summitbot.text import load_data

# A letter written by itself closes the syllable before it: 하 + ㄴ = 한.
_FINAL = str.maketrans("ㄴㄹㅁㅂㅆ", "\u11ab\u11af\u11b7\u11b8\u11bb")
_LEFT_OUT = re.compile(r"[\s·.,–—-]+")
_SYLLABLE_BEGINS = re.compile("[\u1100-\u1112]")
# One syllable within a longer word is no word of its own; nor does a word begin within one written word and end in another.
_SYLLABLE = 4
_LONG = 30


@dataclass(frozen=True)
class Piece:
    """What stands for a piece of a question in English, its part of speech, and the letters that followed it.

    Roles: `ask`, `verb`, `not`, `noun`, `office`, `small`, `after` (said of what stands before it), `silent`, `name`, `person`, `date`
    and `unknown`.
    """

    english: str
    role: str
    tail: str = ""


def letters(text: str) -> str:
    """A text as its single letters, without spaces and the dots and dashes that some leave out.

    >>> letters("한 일") == letters("하ㄴ일")
    True
    """
    return unicodedata.normalize("NFD", _LEFT_OUT.sub("", text)).translate(_FINAL)


@cache
def letter_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the data, to be matched against letters."""
    return re.compile(unicodedata.normalize("NFD", pattern).translate(_FINAL))


class Lexicon:
    """Everything known by its form in Hangul: the English and the role of each."""

    def __init__(
        self, entries: Mapping[str, Piece], particles: Iterable[str], endings: Iterable[str]
    ) -> None:
        self._entries = {letters(form): piece for form, piece in entries.items()}
        self._longest = max(map(len, self._entries), default=0)
        nominal = frozenset(map(letters, particles))
        self._tails = nominal | frozenset(map(letters, endings))
        self._particle, self._tail = _any_of(nominal), _any_of(self._tails)

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text in order; a word that isn't known to its end is one piece as it is written."""
        written = [word for word in text.split() if letters(word)]
        spelt = [letters(word) for word in written]
        flat, ends = "".join(spelt), list(accumulate(map(len, spelt)))
        pieces: list[Piece] = []
        at = 0
        while at < len(flat):
            found = self._known(flat, at, ends, {})
            if found is None:
                number = next(n for n, end in enumerate(ends) if end > at)
                found = (Piece(written[number], "unknown"),), ends[number]
            pieces.extend(found[0])
            at = found[1]
        return pieces

    def _known(
        self, flat: str, at: int, ends: list[int], seen: dict[int, tuple[tuple[Piece, ...], int] | None]
    ) -> tuple[tuple[Piece, ...], int] | None:
        """What is known from here to the end of a written word, and where that is; None where something is left over."""
        if at not in seen:
            seen[at] = None
            inside, end = at not in (0, *ends), next(end for end in ends if end > at)
            for piece, stop in self._heads(flat, at, end):
                if inside and not _SYLLABLE <= stop - at <= end - at:
                    continue
                if found := self._followed(piece, flat, at, stop, ends, seen):
                    seen[at] = found
                    break
        return seen[at]

    def _heads(self, flat: str, at: int, end: int) -> list[tuple[Piece, int]]:
        """What may stand at a place, longest first: entries, then numbers, dates and words in Latin letters."""
        sizes = range(min(self._longest, len(flat) - at), 0, -1)
        found = [
            (self._entries[form], at + size)
            for size in sizes
            if (form := flat[at : at + size]) in self._entries
        ]
        return found + [head for head in (_date(flat, at), _number(flat, at), _latin(flat, at, end)) if head]

    def _followed(
        self,
        piece: Piece,
        flat: str,
        at: int,
        stop: int,
        ends: list[int],
        seen: dict[int, tuple[tuple[Piece, ...], int] | None],
    ) -> tuple[tuple[Piece, ...], int] | None:
        """A head with what follows it up to the end of the word: another head, or particles and endings alone."""
        end = next(end for end in ends if end >= stop)
        if end - stop > _LONG:
            return None
        tail = self._particle if piece.role == "noun" and stop - at < _SYLLABLE else self._tail
        alone = flat[stop:end] in self._tails
        for cut in () if alone else range(stop, end):
            if _begins(flat, cut) and tail.fullmatch(flat, stop, cut):
                rest = self._known(flat, cut, ends, seen)
                if rest and rest[0][0].role != "silent":
                    return (Piece(piece.english, piece.role, flat[stop:cut]), *rest[0]), rest[1]
        if tail.fullmatch(flat, stop, end):
            return (Piece(piece.english, piece.role, flat[stop:end]),), end
        return None


def _any_of(tails: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(tails, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, ordered))}){{0,9}}")


def _begins(flat: str, at: int) -> bool:
    return bool(_SYLLABLE_BEGINS.match(flat, at)) or flat[at].isascii()


def _date(flat: str, at: int) -> tuple[Piece, int] | None:
    """A year, month or day, or a decade."""
    found = letter_pattern(r"(\d{4})년대").match(flat, at)
    if found:
        return Piece(f"the {found[1]}s", "date"), found.end()
    found = letter_pattern(
        r"(?:(\d{4})년(?:도)?)?(?:(1[0-2]|0?[1-9])월(?:(3[01]|[12]\d|0?[1-9])일)?)?"
    ).match(flat, at)
    if not found or not found.group():
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return Piece(str(Date(year, month, day)), "date"), found.end()


def _number(flat: str, at: int) -> tuple[Piece, int] | None:
    """An ordinal (2차), or a number, with what it counts left aside."""
    known = load_data("hangul")["numbers"]
    if ordinal := letter_pattern(r"제?(\d+)차").match(flat, at):
        spelt = known["ordinals"].get(ordinal[1])
        return (Piece(spelt, "noun"), ordinal.end()) if spelt else None
    counted = letter_pattern(rf"(\d+)(?:{'|'.join(known['counters'])})?").match(flat, at)
    return (Piece(known["words"].get(counted[1], counted[1]), "noun"), counted.end()) if counted else None


def _latin(flat: str, at: int, end: int) -> tuple[Piece, int] | None:
    """A word in Latin letters, as it is written."""
    found = re.compile(r"[A-Za-z][A-Za-z0-9'’]*").match(flat, at, end)
    return (Piece(found.group(), "name"), found.end()) if found else None
