"""What came before what, and from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summitbot.text import word_set
from summitbot.verification.comparison import Comparison, Flag
from summitbot.verification.facts import Facts

_EARLIER = {"before": False, "until": False, "after": True, "following": True, "during": None}
_REACH = 7


@dataclass(frozen=True)
class Sequence:
    """What came first and what then, as stems; `anchor` is what stands behind the word of time."""

    word: str
    first: frozenset[str]
    then: frozenset[str]
    anchor: frozenset[str]


@lru_cache(maxsize=8192)
def sequences(facts: Facts) -> tuple[Sequence, ...]:
    """'A before B', 'B after A', 'after A, B'."""
    found = []
    for at, token in enumerate(facts.tokens):
        if token.word not in _EARLIER or at + 1 >= len(facts.tokens):
            continue
        end = _to_break(facts, at + 1)
        anchor = _meaning(facts, range(at + 1, min(end, at + 1 + _REACH)))
        opens = at == 0 or facts.tokens[at].after_break
        if opens and end < len(facts.tokens):
            other = _meaning(facts, range(end, min(_to_break(facts, end + 1), end + _REACH)))
        else:
            other = _meaning(facts, range(max(0, at - _REACH), at))
        first, then = (anchor, other) if _EARLIER[token.word] else (other, anchor)
        if _EARLIER[token.word] is None:
            first = then = frozenset()
        found.append(Sequence(token.word, first, then, anchor))
    return tuple(found)


def _to_break(facts: Facts, at: int) -> int:
    while at < len(facts.tokens) and not facts.tokens[at].after_break:
        at += 1
    return at


def _meaning(facts: Facts, places: range) -> frozenset[str]:
    passed = word_set("verifying", "functions")
    return frozenset(
        facts.stems[i] for i in places if i < len(facts.tokens) and facts.tokens[i].word not in passed
    )


def turned(pair: Comparison) -> Iterator[Flag]:
    """The two texts put the same things in opposite order of time."""
    theirs = [s for sentence in pair.near for s in sequences(sentence)]
    for mine in sequences(pair.claim):
        straight = max(
            (_overlap(mine.first, s.first) + _overlap(mine.then, s.then) for s in theirs), default=0
        )
        crossed = max(
            (_overlap(mine.first, s.then) + _overlap(mine.then, s.first) for s in theirs), default=0
        )
        if crossed > straight + 0.34 and crossed >= 0.5:
            yield Flag(True, f"the order of time differs (“{mine.word}” in the claim)")
        elif other := next((s.word for s in theirs if _one_at_once(mine, s)), ""):
            if not any(s.word == mine.word for s in theirs):
                yield Flag(
                    True, f"the order of time differs: “{other}” in the evidence, “{mine.word}” in the claim"
                )


def _one_at_once(a: Sequence, b: Sequence) -> bool:
    """Is one 'during' and the other 'before' or 'after' the same?"""
    return (a.word == "during") != (b.word == "during") and _overlap(a.anchor, b.anchor) >= 0.6


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def ways(pair: Comparison) -> Iterator[Flag]:
    """'From A to B' against 'from B to A'."""
    theirs = [way for sentence in pair.near for way in _ways(sentence)]
    for start, end in _ways(pair.claim):
        if start != end and (end, start) in theirs and (start, end) not in theirs:
            yield Flag(True, f"the direction differs: from {end} to {start} in the evidence")


def _ways(facts: Facts) -> list[tuple[str, str]]:
    """The names after 'from' and after 'to', where both stand; what follows 'from' may open the sentence."""
    starts = [n.key for n in facts.names if n.start and facts.tokens[n.start - 1].word == "from"]
    ends = [n.key for n in facts.names if n.start and facts.tokens[n.start - 1].word in ("to", "into")]
    return [(start, end) for start in starts for end in ends]
