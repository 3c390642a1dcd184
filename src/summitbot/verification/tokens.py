"""The words of a text with where they stand and how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summitbot.stemming import stem
from summitbot.text import WORD, load_data, words

_BREAK = re.compile(r"[,;:()!?…\"“”]|\s[-–—]\s|—|\.\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: folded, stemmed, as shown, its offsets, and what stands before it.

    `opens`: it opens the text; `after_break`: punctuation that parts clauses stands before it;
    `hyphenated`: it hangs on the word before by a hyphen.
    """

    word: str
    stem: str
    shown: str
    start: int
    end: int
    capital: bool
    opens: bool
    after_break: bool
    hyphenated: bool
    possessive: bool

    @property
    def shouted(self) -> bool:
        """Is it in capitals alone?"""
        return len(self.shown) > 1 and self.shown.isupper()


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """The stem of a folded word, irregular verbs by their base form."""
    return stem(load_data("verifying")["irregular"]["forms"].get(word, word))


def tokens_of(text: str) -> tuple[Token, ...]:
    """Every word and number of a text, in order."""
    found: list[Token] = []
    end = 0
    for match in WORD.finditer(text):
        folded = words(match.group())
        if not folded:
            continue
        gap = text[end : match.start()]
        shown = re.sub(r"['’]s$", "", match.group())
        found.append(
            Token(
                word=folded[0],
                stem=root(folded[0]),
                shown=shown,
                start=match.start(),
                end=match.end(),
                capital=match.group()[0].isupper(),
                opens=not found or bool(re.search(r"[.!?]\s", gap)),
                after_break=bool(found) and bool(_BREAK.search(gap)),
                hyphenated=gap in ("-", "‐", "‑"),
                possessive=shown != match.group() or text[match.end() : match.end() + 1] in ("'", "’"),
            )
        )
        end = match.end()
    return tuple(found)
