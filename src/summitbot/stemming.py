"""Word stems (PyStemmer: Snowball's English stemmer, Porter 2)."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

from summitbot.text import content_words

_english = Stemmer.Stemmer("english", 0)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word; British and American spellings meet.

    >>> stem("denuclearisation") == stem("denuclearization")
    True
    """
    if len(word) > 4 and ("is" in word or "our" in word):
        word = _american(word)
    return str(_english.stemWord(word))


def _american(word: str) -> str:
    for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize")):
        head, found, tail = word.rpartition(british)
        if found and len(head) > 1 and tail in ("", "s", "d", "r") and not word.endswith("wise"):
            return head + american + tail
    return word.replace("avour", "avor").replace("abour", "abor").replace("colour", "color")


def stems(text: str) -> list[str]:
    """The stems of a text's content words, in order."""
    return [stem(w) for w in content_words(text)]
