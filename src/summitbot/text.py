"""Plain text, without any library: folding, words, character n-grams, names and clean input.

Everything that compares two texts goes through `words`, so that both sides see the same tokens.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W_]+")
HANGUL = re.compile(r"[가-힣]")
_DASHES = str.maketrans("‐‑‒–—−", "------", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_QUOTES = str.maketrans("‘’‚‛“”„‟´`", "''''\"\"\"\"''")
_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@cache
def load_data(name: str) -> Any:
    """A reviewed data file of the package (`src/summitbot/data/NAME.json`), read once."""
    path = resources.files("summitbot") / "data" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def word_set(file: str, key: str) -> frozenset[str]:
    """One list of words out of a data file, as a set."""
    return frozenset(load_data(file)[key]["words"])


def clean(text: str) -> str:
    """A user's text without control characters and direction overrides, whole, spaces made single."""
    text = _CONTROL.sub(" ", _BIDI.sub("", unicodedata.normalize("NFC", whole(text))))
    return re.sub(r"\s+", " ", text).strip()


def whole(text: str) -> str:
    """A text in which half characters (lone surrogates, which no file and no reply can hold) are U+FFFD.

    >>> whole("a\\ud800b")
    'a\ufffdb'
    """
    return _HALF.sub("\ufffd", text)


def fold(text: str) -> str:
    """Lower case, accents off, dashes and quotes made plain (Hangul is kept whole)."""
    text = text.translate(_DASHES).translate(_QUOTES)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept).lower()


_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth"}


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, possessives off, in order.

    >>> words("Kim’s 2nd visit – June 12, 2018")
    ['kim', 'second', 'visit', 'june', '12', '2018']
    """
    out = []
    for token in WORD.findall(fold(text)):
        if token.endswith("'s"):
            token = token[:-2]
        if token[0].isdigit():
            token = _ORDINALS.get(token) or re.sub(r",|(?:st|nd|rd|th)$", "", token)
        out.append(token.replace("'", ""))
    return out


def content_words(text: str) -> list[str]:
    """`words` without stop words and question words."""
    stop = word_set("stopwords", "stop")
    return [w for w in words(text) if w not in stop]


def char_ngrams(text: str, n: int = 4) -> Iterator[str]:
    """Character n-grams within folded words, each word fenced by spaces (Hangul: bigrams)."""
    for token in words(text):
        if HANGUL.search(token):
            yield from (token[i : i + 2] for i in range(max(1, len(token) - 1)))
            continue
        fenced = f" {token} "
        if len(fenced) <= n:
            yield fenced
        else:
            yield from (fenced[i : i + n] for i in range(len(fenced) - n + 1))


_NAME = re.compile(r"\b(?:[A-Z][\w’'-]*|[A-Z]{2,}|\d[\d.,]*\w*)")
_ASIDE = frozenset(
    "I I'm I've Who What When Where Why How Which Whom Whose Did Does Do Is Are Was Were Has Have Had "
    "Can Could Should Would Will May Might The A An In On At Of For To From And Or But If As By With "
    "Please Tell Give List Name Explain Describe Compare Define Hi Hello Hey Ok Okay So Then Also".split()
)


def names(text: str) -> list[str]:
    """Folded capitalised words and numbers of a question, question words left out."""
    found = []
    for match in _NAME.finditer(text):
        if match.group() in _ASIDE:
            continue
        found.extend(words(match.group()))
    return list(dict.fromkeys(found))


def name_in(title: str) -> str:
    """A title without what follows its first comma, colon, bracket or spaced dash."""
    return re.split(r"[,:;] | \(| [–—-] ", title)[0]
