"""Was the fact found? Retrieval measured by source and by spans of the sources, so that another cut is no collapse.

A source is right when the case names it. A passage is right when it is cut from such a source and every fact of
the turn (`must`) stands in its text or its source's title (the judgement by answer string of Karpukhin et al.
2020, “Dense Passage Retrieval”). Where no section of those sources holds every fact (a comparison, a chronology), a
passage is right with one of them, and the rank is the one at which all of them have been found. A case that names no
source is judged by the facts alone. nDCG: Järvelin and Kekäläinen 2002, with the right passages of the pool of
twenty as the ideal.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from summitbot.evaluation.cases import Turn
from summitbot.evaluation.run import Place
from summitbot.records import Record, Source


@dataclass(frozen=True)
class Finding(Record):
    """Rank (from 1) of the first right passage and of the first right source, 0 for none; nDCG@10.

    `gold` is a mark of the sources that the case named; "" for none.
    """

    rank: int
    source_rank: int
    ndcg: float
    gold: str = ""

    @property
    def reciprocal(self) -> float:
        """One divided by the rank; 0 for none."""
        return 1 / self.rank if self.rank else 0.0

    def within(self, k: int) -> bool:
        """Does a relevant passage stand among the first k?"""
        return 0 < self.rank <= k


def finding(turn: Turn, found: Sequence[Place], sources: Mapping[str, Source]) -> Finding | None:
    """What retrieval was worth; None for a turn that asks for no fact."""
    if not turn.must or "answered" not in turn.expect:
        return None
    held = [_held(turn, place, sources) for place in found]
    whole = frozenset(turn.must)
    if _apart(turn, sources):
        relevant = [bool(facts) for facts in held]
        rank = next((n for n in range(1, len(held) + 1) if whole == frozenset().union(*held[:n])), 0)
    else:
        relevant = [facts == whole for facts in held]
        rank = relevant.index(True) + 1 if any(relevant) else 0
    order = list(dict.fromkeys(place.source_id for place in found))
    right = {p.source_id for p, good in zip(found, relevant, strict=True) if turn.sources or good}
    right &= set(turn.sources) or right
    return Finding(
        rank=rank,
        source_rank=next((n for n, source in enumerate(order, 1) if source in right), 0),
        ndcg=ndcg(relevant, 10),
        gold=hashlib.sha256("\n".join(sorted(turn.sources)).encode()).hexdigest()[:8] if turn.sources else "",
    )


def ndcg(relevant: Sequence[bool], k: int) -> float:
    """Normalised discounted cumulative gain of a ranking, to rank k; 0 where nothing is relevant."""
    ideal = sum(1 / log2(n + 2) for n in range(min(k, sum(relevant))))
    gain = sum(1 / log2(n + 2) for n, good in enumerate(relevant[:k]) if good)
    return round(gain / ideal, 6) if ideal else 0.0


def _held(turn: Turn, place: Place, sources: Mapping[str, Source]) -> frozenset[str]:
    """The facts that a passage holds; none where it is of another source than the case names."""
    source = sources.get(place.source_id)
    if source is None or (turn.sources and source.id not in turn.sources):
        return frozenset()
    return _facts(turn, f"{source.title}\n{source.text[place.start : place.end]}")


def _apart(turn: Turn, sources: Mapping[str, Source]) -> bool:
    """Do the facts stand in several places of the sources that the case names, nowhere together?"""
    named = [sources[id_] for id_ in turn.sources if id_ in sources]
    if len(turn.must) < 2 or not named:
        return False
    return not any(len(_facts(turn, text)) == len(set(turn.must)) for s in named for text in _sections(s))


def _sections(source: Source) -> list[str]:
    """The text under each heading, with the source's title."""
    parts: dict[tuple[str, ...], list[str]] = {}
    for p in source.paragraphs:
        parts.setdefault(p.headings, [source.title]).append(source.text[p.start : p.end])
    return ["\n".join(texts) for texts in parts.values()]


def _facts(turn: Turn, text: str) -> frozenset[str]:
    return frozenset(p for p in turn.must if re.search(p, text, re.IGNORECASE))
