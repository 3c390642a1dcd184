"""Is a name in a sentence the one who says, wants or does something there, by the verb that it stands before?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from summitbot.text import load_data

# From what counts least to what counts most; `TELLS` is of whom a sentence names as the one who tells it ('according to X').
NOTHING, DOES, TELLS, SAYS = 0, 1, 2, 3
# How many words may stand between a name and its verb ('X's foreign ministry spokesman in the capital said').
_BETWEEN = 8
_IRREGULAR_LONG = 4


def act_of(spoken: Sequence[str], end: int, limit: int) -> int:
    """What the name that ends before `end` does: `SAYS` (or wants), `DOES`, `NOTHING` where it's not the subject.

    The verb of saying may stand behind an office or another noun, but before the words at `limit`, where another is named.
    What somebody does is told only right behind the name: else it's the noun's doing ('X's budget ended').
    """
    at = _past_adverbs(spoken, end)
    if at >= len(spoken):
        return NOTHING
    if _is_bent(spoken, at):
        return SAYS
    if not _is("being", spoken[at]) and _is_verb(spoken[at]):
        verb = _past_adverbs(spoken, at + 1) if _is("helping", spoken[at]) else at
        return SAYS if verb < len(spoken) and _speaks(spoken, verb) else DOES
    for later in range(at, min(at + _BETWEEN, len(spoken), max(limit, at))):
        by_itself = _is("bystanders", spoken[later]) and spoken[later - 1] != "state"
        if by_itself or _is("joints", spoken[later]):
            return NOTHING
        if _speaks(spoken, later):
            return SAYS
    return NOTHING


def _speaks(spoken: Sequence[str], at: int) -> bool:
    """Is a word a verb of saying or wanting that somebody does, and not one that is done to him?"""
    return _is("saying", spoken[at]) and not (at and _is("being", spoken[at - 1]))


def _is_bent(spoken: Sequence[str], at: int) -> bool:
    """'was ready', 'is against': being of a mind."""
    mind = _past_adverbs(spoken, at + 1)
    return _is("being", spoken[at]) and mind < len(spoken) and _is("minded", spoken[mind])


def _is_verb(word: str) -> bool:
    return (
        _is("saying", word)
        or _is("helping", word)
        or _is("doing", word)
        or (word.endswith("ed") and len(word) > _IRREGULAR_LONG)
    )


def _past_adverbs(spoken: Sequence[str], at: int) -> int:
    while at < len(spoken) and (_is("adverbs", spoken[at]) or spoken[at].endswith("ly")):
        at += 1
    return at


def _is(list_: str, word: str) -> bool:
    return word in _lists()[list_]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_data("aspects")["subjects"]["words"].items()}
