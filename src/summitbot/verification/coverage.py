"""How much of a claim its evidence says: one number between 0 and 1.

Content words weighted by rarity over the best three sentences, each word with its neighbours, and
ordered pairs of words. (Overlap features after the systems for FEVER and WiCE; what each of them is
worth alone and together: docs/decisions/008-verification.md.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log

from summitbot.text import load_data
from summitbot.verification.facts import Facts

_BEST = 3
_REACH = 4


def best_sentences(claim: Facts, evidence: Sequence[Facts], weight: Callable[[str], float]) -> list[Facts]:
    """Up to three sentences, each adding the most of what the claim says and none before said."""
    left, chosen = set(claim.content), []
    for _ in range(_BEST):
        gains = [
            (sum(weight(s) for s in left & e.content), -n) for n, e in enumerate(evidence) if e not in chosen
        ]
        if not gains or max(gains)[0] <= 0:
            break
        best = evidence[-max(gains)[1]]
        chosen.append(best)
        left -= best.content
    return chosen


def coverage(
    claim: Facts, evidence: Sequence[Facts], best: Sequence[Facts], weight: Callable[[str], float]
) -> float:
    """The weighted mean of the three overlaps."""
    worth = load_data("verifying")["weights"]
    said = frozenset().union(*(e.content for e in best)) if best else frozenset()
    total = sum(weight(s) for s in claim.content) or 1.0
    words = sum(weight(s) for s in claim.content & said) / total
    return float(
        worth["coverage"] * words
        + worth["context"] * _in_context(claim, evidence)
        + worth["skip"] * _ordered(claim, evidence)
    )


def _in_context(claim: Facts, evidence: Sequence[Facts]) -> float:
    """For each word of the claim, the best share of its neighbours that stand around it in the evidence."""
    shares = []
    for at, stem in enumerate(claim.stems):
        if stem not in claim.content:
            continue
        mine = claim.neighbours(at)
        best = 0.0
        for sentence in evidence:
            if stem in sentence.content:
                for there in _places(sentence).get(stem, ()):
                    shared = len(mine & sentence.neighbours(there, _REACH)) / (len(mine) or 1)
                    best = max(best, 0.3 + 0.7 * shared)
        shares.append(best)
    return sum(shares) / len(shares) if shares else 0.0


def _ordered(claim: Facts, evidence: Sequence[Facts]) -> float:
    """Share of the claim's ordered pairs of words (at most four apart) that some sentence has too."""
    mine = _pairs(claim)
    if not mine:
        return 0.0
    theirs: set[tuple[str, str]] = set()
    for sentence in evidence:
        theirs |= _pairs(sentence)
    return len(mine & theirs) / len(mine)


@lru_cache(maxsize=8192)
def _pairs(facts: Facts) -> frozenset[tuple[str, str]]:
    stems = facts.stems
    return frozenset(
        (stems[i], stems[j]) for i in range(len(stems)) for j in range(i + 1, min(i + 1 + _REACH, len(stems)))
    )


@lru_cache(maxsize=8192)
def _places(facts: Facts) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, stem in enumerate(facts.stems):
        found.setdefault(stem, []).append(at)
    return found


def local_rarity(evidence: Sequence[Facts]) -> Callable[[str], float]:
    """Rarity over the sentences of the evidence itself (smoothed inverse document frequency)."""
    count: dict[str, int] = {}
    for sentence in evidence:
        for stem in sentence.content:
            count[stem] = count.get(stem, 0) + 1
    size = len(evidence)
    return lambda stem: 1.0 + log((size + 1) / (count.get(stem, 0) + 0.5))
