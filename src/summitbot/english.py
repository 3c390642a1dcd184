"""Is a word English? (pyspellchecker's word list, read when a question first has a word that the sources lack.)"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker


@cache
def _words() -> SpellChecker:
    from spellchecker import SpellChecker  # 0.2 s, and most questions need it not

    return SpellChecker(language="en")


def is_english(word: str) -> bool:
    """Does a folded word stand in the list? Such a word is not taken for a misspelling of another.

    >>> is_english("shampoo"), is_english("stokholm")
    (True, False)
    """
    return bool(_words().known([word]))
