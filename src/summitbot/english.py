"""Is a word English, or the name of a country or city?

pyspellchecker's word list and Babel's names of places are read when a question first has a word that the sources lack.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summitbot.text import words

if TYPE_CHECKING:
    from spellchecker import SpellChecker


@cache
def _words() -> SpellChecker:
    from spellchecker import SpellChecker  # 0.2 s, and most questions need it not

    return SpellChecker(language="en")


def frequency(word: str) -> int:
    """How often a folded word was counted in English texts; 0 of one that stands in no list.

    >>> frequency("shampoo") > 0, frequency("stokholm")
    (True, 0)
    """
    return int(_words().word_frequency.dictionary.get(word, 0))


def is_english(word: str) -> bool:
    """Does a folded word stand in the list? Such a word is not taken for a misspelling of another.

    >>> is_english("shampoo"), is_english("stokholm")
    (True, False)
    """
    return frequency(word) > 0


@cache
def _places() -> frozenset[str]:
    from babel import Locale

    english = Locale("en")
    countries = (name for code, name in english.territories.items() if code.isalpha())
    cities = (zone["city"] for zone in english.time_zones.values() if "city" in zone)
    named = (words(name) for name in (*countries, *cities))
    return frozenset(name[0] for name in named if len(name) == 1 and len(name[0]) > 3)


def is_place(word: str) -> bool:
    """Is a folded word the name of a country, or of one of some 400 great cities?

    >>> is_place("mongolia"), is_place("mongol")
    (True, False)
    """
    return word in _places()
