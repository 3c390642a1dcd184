"""How much of a claim its evidence says: one number between 0 and 1.

Content words weighted by rarity over the best three sentences, each word with its neighbours, and
ordered pairs of words. (Overlap features after the systems for FEVER, Thorne et al. 2018, and WiCE,
Kamoi et al. 2023; what each is worth alone and together: docs/decisions/008-verification.md.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log

from summitbot.text import load_data
from summitbot.verification.facts import Facts

Weight = Callable[[str], float]
_BEST = 3
_REACH = 4


def best_sentences(claim: Facts, evidence: Sequence[Facts], weight: Weight) -> list[Facts]:
    """Up to three sentences, each adding the most of what the claim says and none before said."""
    left, chosen = set(claim.content), list[int]()
    for _ in range(_BEST):
        gains = [
            (sum(weight(s) for s in left & _says(claim, e)), -n)
            for n, e in enumerate(evidence)
            if n not in chosen
        ]
        if not gains or max(gains)[0] <= 0:
            break
        chosen.append(-max(gains)[1])
        left -= _says(claim, evidence[chosen[-1]])
    return [evidence[n] for n in chosen]


def coverage(claim: Facts, evidence: Sequence[Facts], best: Sequence[Facts], weight: Weight) -> float:
    """The weighted mean of the three overlaps."""
    worth = load_data("verifying")["weights"]
    return float(
        worth["coverage"] * share(claim, best, _flat)
        + worth["every"] * _every(claim, evidence)
        + worth["context"] * _in_context(claim, evidence)
    )


def _flat(stem: str) -> float:
    """Every word alike."""
    return 1.0


def _every(claim: Facts, evidence: Sequence[Facts]) -> float:
    """The share of all words of the claim, small ones too, that stand anywhere in the evidence."""
    said = frozenset[str]().union(*(sentence.places for sentence in evidence))
    return sum(stem in said for stem in claim.stems) / len(claim.stems) if claim.stems else 0.0


def share(claim: Facts, sentences: Iterable[Facts], weight: Weight) -> float:
    """The share of the claim's content words, by weight, that the sentences say together."""
    said = frozenset[str]().union(*(_says(claim, e) for e in sentences))
    total = sum(weight(s) for s in claim.content)
    return sum(weight(s) for s in claim.content & said) / total if total else 0.0


def _says(claim: Facts, sentence: Facts) -> frozenset[str]:
    """What a sentence says of a claim: its stems, and every word of a name that it has in another form."""
    same = [n for n in claim.names if n.key in sentence.keys]
    if not same:
        return sentence.content
    return sentence.content | {claim.stems[at] for name in same for at in range(name.start, name.end)}


def _in_context(claim: Facts, evidence: Sequence[Facts]) -> float:
    """For each word of the claim, the best share of its neighbours that stand around it in the evidence."""
    shares = []
    for at, stem in enumerate(claim.stems):
        if stem not in claim.content:
            continue
        mine = claim.around(at, 2)
        best = 0.0
        for sentence in evidence:
            for there in sentence.places.get(stem, ())[:8]:
                shared = len(mine & sentence.around(there, _REACH)) / (len(mine) or 1)
                best = max(best, 0.3 + 0.7 * shared)
        shares.append(best)
    return sum(shares) / len(shares) if shares else 0.0


def local_rarity(evidence: Sequence[Facts]) -> Weight:
    """Rarity over the sentences of the evidence itself (smoothed inverse document frequency)."""
    count: dict[str, int] = {}
    for sentence in evidence:
        for stem in sentence.content:
            count[stem] = count.get(stem, 0) + 1
    size = len(evidence)
    return lambda stem: 1.0 + log((size + 1) / (count.get(stem, 0) + 0.5))
