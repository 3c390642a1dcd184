"""Misspelt words put right by what the sources say: their words, the pairs in which these stand, and their sound.

A correction must be near in letters or in sound. A word that is a word, but stands beside neighbours with which the
sources never have it, gives way only to one that they have between these very neighbours. A wrong correction is worse
than none: what is unsure stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import log

from summitbot.english import frequency, is_english, is_place
from summitbot.fuzzy import edits, near_words
from summitbot.kinds import pattern
from summitbot.lexical import EDGE, Vocabulary
from summitbot.stemming import stem
from summitbot.text import WORD, fold, load_data, word_set
from summitbot.understanding.names import NameIndex

# Shorter words are corrected only where their neighbours say so: too many others lie one letter away.
_SPELLABLE = 4
# Fewer letters than this tell too little by themselves, unless the sources have the word meant so often.
_TELLING, _OFTEN = 6, 100
# From so many letters on a word may be two letters off, unless it sounds the same.
_TWO_OFF_FROM = 8
# How often a question word counts as seen, so that it wins over a rarer neighbour.
_COMMON = 1000
# How well a word must go with its neighbours to be believed for them alone; how much better than a word that is
# one as it stands (or a short one that is none), which must be so many times as rare in English, or here (logarithms of how often they stand side by
# side, added).
_FITTING = 3.0
_BETTER, _SOME = 3.5, 1.0
_RARER, _RARER_HERE = 50, 20
# Letters with stops between them.
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b")
# How often English texts must have a word that the sources lack, for it to be what was meant; and below what it is rare.
_USUAL = 5000
_RARE = 500
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class _Beside:
    """The neighbours of a word, and how often two words stand side by side."""

    before: str
    after: str
    pairs: Mapping[str, int]

    def _times(self, word: str) -> tuple[int, int]:
        return self.pairs.get(f"{self.before} {word}", 0), self.pairs.get(f"{word} {self.after}", 0)

    def weight(self, word: str) -> float:
        """How well it goes with both."""
        return sum(log(1 + times) for times in self._times(word))


class Speller:
    """Puts right the words of questions against one corpus."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self._known = {
            **vocabulary.surface,
            **dict.fromkeys(word_set("understanding", "question_words"), _COMMON),
        }
        self._stems = vocabulary.stems
        self._pairs = vocabulary.pairs
        self._names = names

    def pairs(self, before: str, after: str) -> bool:
        """Do the sources have two words side by side, more than once?"""
        return f"{before} {after}" in self._pairs

    def uses(self, word: str) -> bool:
        """Do the sources use a word, or is it misspelt?"""
        return word in self._known or stem(word) in self._stems or not is_english(word)

    def mend(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """The text put right, and what was replaced by what."""
        found = list(WORD.finditer(text))
        folded = [fold(match.group()).removesuffix("'s") for match in found]
        pieces, corrected, end = [], [], 0
        for at, match in enumerate(found):
            token = match.group()
            if (token.isupper() and not text.isupper()) or _abbreviates(match):
                continue
            right = self._right(token, folded, at)
            if right and right != folded[at]:
                corrected.append((token, right))
                folded[at] = right.rsplit(" ", 1)[-1].removesuffix("'s")
                pieces += [text[end : match.start()], right]
                end = match.end() - (2 if fold(token).endswith("'s") else 0)
        mended = pattern("bare_and").sub("and", "".join(pieces) + text[end:])
        return mended, list(dict.fromkeys(corrected))

    def _right(self, token: str, folded: list[str], at: int) -> str | None:
        """What a word should be; None where it may stay."""
        word = folded[at]
        if not word.isalpha() or not word.isascii():
            return None
        typed = load_data("understanding")["typed"]["words_for"].get(word)
        if typed and token.islower():
            return str(typed)
        before, after = folded[at - 1] if at else EDGE, folded[at + 1] if at + 1 < len(folded) else EDGE
        beside = _Beside(before, after, self._pairs)
        if token.islower() and (wanted := self._asked_for(word, beside)):
            return wanted
        if self._owns(token):
            return f"{word[:-1]}'s"
        if self._is_word(word) or len(word) < _SPELLABLE:
            return self._between(word, beside)
        named = token[0].isupper() and at > 0
        return self._nearest(word, beside, named) or (None if named else self._apart(word))

    def _owns(self, token: str) -> bool:
        """Is it a name with the apostrophe of its owner's s left out ('kims')?"""
        name = token[:-1]
        if not (token.islower() and token.isalpha() and token[-1] == "s") or token in self._known:
            return False
        usual = frequency(token)
        return (self._names.is_part(name) and usual < _RARE) or (
            usual < frequency(name) and bool(self._names.find(name))
        )

    def _is_word(self, word: str) -> bool:
        """Is it a word as it stands? A bare stem ('noth') is none for its own sake."""
        stemmed = stem(word)
        return (
            word in self._known
            or (stemmed in self._stems and stemmed != word)
            or word in word_set("stopwords", "stop")
            or is_english(word)
            or is_place(word)
        )

    def _asked_for(self, word: str, beside: _Beside) -> str | None:
        """The common noun for what is asked ('name') that lacks a letter; not behind a name, of which it may be the end."""
        if not 2 < len(word) <= _SPELLABLE or self._names.people_called(beside.before):
            return None
        stop, neighbours = (
            word_set("stopwords", "stop"),
            {f"{beside.before} {word}", f"{word} {beside.after}"},
        )
        if beside.before == EDGE or pattern("yes_no").match(f"{beside.before} "):
            fits = beside.after in stop
        else:
            fits = is_english(beside.before.removesuffix("s"))
        if not fits or any(n in self._pairs for n in neighbours if EDGE not in n):
            return None
        lacking = {word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in _LETTERS}
        meant = lacking & word_set("understanding", "asked_for")
        usual = max(meant, key=lambda near: (frequency(near), near), default=None)
        return usual if usual and frequency(word) * _RARER <= frequency(usual) else None

    def _between(self, word: str, beside: _Beside) -> str | None:
        """The far more usual word of like sound or letters that goes far better with the neighbours."""
        here = beside.weight(word)
        if len(word) < 3 or here >= _FITTING or word in word_set("stopwords", "stop"):
            return None
        best, near = max(((beside.weight(near), near) for near in self._mixed_up(word)), default=(0.0, ""))
        needed = _BETTER if self._is_word(word) else _SOME
        return near if best - here >= needed and self._far_rarer(word, near) else None

    def _mixed_up(self, word: str) -> Iterator[str]:
        """The known words of the same letters in another order; those that sound alike, for a rare word."""
        yield from (near for near in self._lettered.get("".join(sorted(word)), ()) if edits(word, near) == 1)
        sounding = self._sounding.get(_sound(word), ()) if len(word) >= _SPELLABLE else ()
        yield from (near for near in sounding if edits(word, near) == 1 and frequency(word) < _RARE)

    def _far_rarer(self, word: str, near: str) -> bool:
        """Is a word far rarer than a like one, in English or in the sources?"""
        if seen := self._known.get(word, 0):
            return seen * _RARER_HERE <= self._known.get(near, 0)
        return frequency(word) < _RARE or frequency(word) * _RARER <= frequency(near)

    def _nearest(self, word: str, beside: _Beside, named: bool) -> str | None:
        """The word that was most likely meant; of a name only another name, or a long word of the same sound."""
        likes = [
            (self._cost(word, near, off, beside), near)
            for near, off in self._like(word)
            if self._borne_out(word, near, off, beside)
            and (not named or self._names.is_part(near) or _same_name(word, near, off))
        ]
        return min(likes, default=(0.0, None))[1]

    def _like(self, word: str) -> Iterator[tuple[str, int]]:
        """Known words, and usual English ones, near in letters or sound, each with how many edits off."""
        for near in self._sounding.get(_sound(word), ()):
            if (off := edits(word, near)) <= max(2, (len(word) + 2) // 3) and (off < 2 or near[0] == word[0]):
                yield near, off
        for near, off in near_words(word, self._known.keys(), 1 if len(word) < _TWO_OFF_FROM else 2):
            if near[0] == word[0] or sorted(near[:2]) == sorted(word[:2]):
                yield near, off
        for near in set(_one_letter_off(word)):
            if near not in self._known and near[:1] == word[0] and frequency(near) >= _USUAL:
                yield near, 1

    @cached_property
    def _sounding(self) -> dict[str, list[str]]:
        """The known words by their sound."""
        return _by(_sound, self._known)

    @cached_property
    def _lettered(self) -> dict[str, list[str]]:
        """The known words by their letters."""
        return _by(lambda word: "".join(sorted(word)), self._known)

    def _borne_out(self, word: str, near: str, off: int, beside: _Beside) -> bool:
        """A short word needs more than one like letter: the same letters or sound, neighbours that go with it, or a usual one."""
        if len(word) >= _TELLING or beside.weight(near) >= _FITTING:
            return True
        if self._known.get(near, 0) >= _OFTEN:
            return off < 2
        return off < 2 and _alike(word, near)

    def _cost(self, word: str, near: str, off: int, beside: _Beside) -> float:
        usual = log(1 + self._known.get(near, 0)) + log(1 + frequency(near) / _USUAL)
        return (2 if _sound(near) == _sound(word) else 4) * off - beside.weight(near) - usual / 2

    def _apart(self, word: str) -> str | None:
        """Two words that stand side by side in the sources, with the space left out."""
        cuts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        times, pair = max(
            ((self._pairs.get(" ".join(cut), 0), " ".join(cut)) for cut in cuts), default=(0, "")
        )
        return pair if times else None


def _by(key: Callable[[str], str], known: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in known:
        found.setdefault(key(word), []).append(word)
    return found


def _alike(word: str, near: str) -> bool:
    """The same sound, the same letters in another order or doubled, or only vowels left out?"""
    if set(word) == set(near):
        return True
    if word[0] != near[0]:
        return False
    return _sound(word) == _sound(near) or (len(word) < len(near) and _consonants(word) == _consonants(near))


def _same_name(word: str, near: str, off: int) -> bool:
    """A long word of the same sound; what is an everyday word is no name spelt two letters otherwise ('Redang' for 'reading')."""
    return len(word) >= _TELLING and _alike(word, near) and (off < 2 or frequency(near) < _USUAL)


def _abbreviates(match: re.Match[str]) -> bool:
    """Is it a letter of an abbreviation with stops ('u.s.')?"""
    return any(found.start() <= match.start() < found.end() for found in _INITIALS.finditer(match.string))


def _consonants(word: str) -> str:
    return "".join(c for c in word if c not in "aeiou")


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(p), to) for p, to in load_data("understanding")["sounds"]["rules"])


def _sound(word: str) -> str:
    """How a word sounds, roughly: its consonants as they are spoken, vowels alike.

    >>> _sound("speshal") == _sound("special")
    True
    """
    for p, to in _sounds():
        word = p.sub(to, word)
    return word


def _one_letter_off(word: str) -> Iterator[str]:
    """Every string one edit away: a letter left out, added, exchanged, or two swapped."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + c + tail for c in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + c + tail[1:] for c in _LETTERS if c != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
