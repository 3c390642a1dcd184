"""Was the fact found? Retrieval measured by spans of the sources, so that another cut is no collapse.

A passage is relevant when every fact of the turn (`must`) stands in its text or its source's title (the
judgement by answer string of Karpukhin et al. 2020, “Dense Passage Retrieval”), and, where the case names
sources, when it is cut from one of them. nDCG: Järvelin and Kekäläinen 2002, with the relevant passages of
the pool of twenty as the ideal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from summitbot.evaluation.cases import Case, Turn
from summitbot.evaluation.run import Place
from summitbot.records import Record, Source


@dataclass(frozen=True)
class Finding(Record):
    """Rank (from 1) of the first relevant passage and of the first relevant source, 0 for none; nDCG@10."""

    rank: int
    source_rank: int
    ndcg: float

    @property
    def reciprocal(self) -> float:
        """One divided by the rank; 0 for none."""
        return 1 / self.rank if self.rank else 0.0

    def within(self, k: int) -> bool:
        """Does a relevant passage stand among the first k?"""
        return 0 < self.rank <= k


def finding(case: Case, turn: Turn, found: Sequence[Place], sources: Mapping[str, Source]) -> Finding | None:
    """What retrieval was worth; None for a turn that asks for no fact."""
    if not turn.must or "answered" not in turn.expect:
        return None
    relevant = [_relevant(case, turn, place, sources) for place in found]
    order = list(dict.fromkeys(place.source_id for place in found))
    hits = {place.source_id for place, good in zip(found, relevant, strict=True) if good}
    return Finding(
        rank=relevant.index(True) + 1 if any(relevant) else 0,
        source_rank=next((n for n, source in enumerate(order, 1) if source in hits), 0),
        ndcg=ndcg(relevant, 10),
    )


def ndcg(relevant: Sequence[bool], k: int) -> float:
    """Normalised discounted cumulative gain of a ranking, to rank k; 0 where nothing is relevant."""
    ideal = sum(1 / log2(n + 2) for n in range(min(k, sum(relevant))))
    gain = sum(1 / log2(n + 2) for n, good in enumerate(relevant[:k]) if good)
    return round(gain / ideal, 6) if ideal else 0.0


def _relevant(case: Case, turn: Turn, place: Place, sources: Mapping[str, Source]) -> bool:
    source = sources.get(place.source_id)
    if source is None or (case.sources and source.id not in case.sources):
        return False
    text = f"{source.title}\n{source.text[place.start : place.end]}"
    return all(re.search(pattern, text, re.IGNORECASE) for pattern in turn.must)
