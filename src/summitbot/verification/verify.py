"""The support checker: a claim against its evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summitbot.records import Label, Verdict
from summitbot.text import clean, load_data
from summitbot.verification.comparison import Flag, compare
from summitbot.verification.conflicts import find_flags
from summitbot.verification.coverage import Weight, best_sentences, coverage, local_rarity
from summitbot.verification.facts import Facts, read_sentences
from summitbot.verification.names import NO_NAMES, Names

_OPENS = re.compile(r"(?:^|[.!?…][”\"’)]*)\s*$")
_CLOSES = re.compile(r"\s*(?:$|[.!?…])")
_LONGEST_CLAIM = 4_000
_LONGEST_EVIDENCE = 200_000


def verify(
    claim: str, evidence: Sequence[str], names: Names = NO_NAMES, idf: Callable[[str], float] | None = None
) -> Verdict:
    """Is the claim supported by the texts of the evidence, taken together?

    The score is the degree of support from 0 to 1; the label a threshold on it, with a veto: a fact
    that conflicts makes it "contradicted", one that is missing "unsupported". `names` gives the forms of
    names that count as the same, `idf` the rarity of a stem (default: over the evidence itself). The
    reasons say in words what was found. A claim of several sentences is as good as its parts together,
    and one part that conflicts makes the whole conflict.

    >>> verify("The meeting was on 26 May 2018.", ["They met on 26 May 2018."]).label
    'supported'
    """
    claim = clean(claim[:_LONGEST_CLAIM])
    texts = [clean(text) for text in _bounded(evidence)]
    if not any(c.isalnum() for c in claim):
        return Verdict("unsupported", 0.0, ("the claim says nothing",))
    if word_for_word(claim, texts):
        return Verdict("supported", 1.0, ("the claim stands in the evidence word for word",))
    sentences = list(dict.fromkeys(facts for text in texts for facts in read_sentences(text, names)))
    if not any(sentence.tokens for sentence in sentences):
        return Verdict("unsupported", 0.0, ("there is no evidence",))
    parts = dict.fromkeys(read_sentences(claim, names))
    return _verdict([part for part in parts if part.tokens], sentences, idf or local_rarity(sentences))


def _verdict(parts: Sequence[Facts], sentences: Sequence[Facts], weight: Weight) -> Verdict:
    worth = load_data("verifying")["weights"]
    judged = [_judge(part, sentences, weight) for part in parts]
    sizes = [len(part.content) or 1 for part in parts]
    said = sum(share * size for (share, _), size in zip(judged, sizes, strict=True)) / sum(sizes)
    flags = list({flag.reason: flag for _, found in judged for flag in found}.values())
    cost = worth["flag"] * min(worth["most_flags"], sum(flag.cost for flag in flags))
    label: Label = "supported"
    if any(flag.contradicts for flag in flags):
        label = "contradicted"
    elif flags or min(share for share, _ in judged) < worth["supported"]:
        label = "unsupported"
    reasons = [flag.reason for flag in flags]
    reasons.append(f"{said:.0%} of what the claim says stands in the evidence")
    return Verdict(label, round(min(1.0, max(0.0, said - cost)), 4), tuple(reasons))


def _judge(claim: Facts, sentences: Sequence[Facts], weight: Weight) -> tuple[float, list[Flag]]:
    """Coverage (0 to 1) and findings of one sentence of the claim."""
    best = best_sentences(claim, sentences, weight)
    if not best:
        return 0.0, []
    said = coverage(claim, sentences, best, weight)
    return said, find_flags(compare(claim, sentences, best, weight))


def _bounded(evidence: Sequence[str]) -> list[str]:
    """The texts of the evidence, cut where together they get too long to be read at once."""
    kept, room = [], _LONGEST_EVIDENCE
    for text in evidence:
        kept.append(text[:room])
        room -= len(kept[-1])
    return kept


def word_for_word(claim: str, texts: Sequence[str]) -> bool:
    """Does the claim stand in one of the texts as it is, in whole sentences?"""
    return any(_stands(_plain(claim), _plain(text)) for text in texts)


def _stands(claim: str, text: str) -> bool:
    """Does the claim stand in the text as whole sentences? "X denied that …" does not bear out what follows."""
    at = text.find(claim)
    while at >= 0:
        if _OPENS.search(text[:at]) and _CLOSES.match(text, at + len(claim)):
            return True
        at = text.find(claim, at + 1)
    return False


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .!?").casefold()
