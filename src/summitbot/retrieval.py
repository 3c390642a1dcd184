"""Hybrid retrieval: the lexical arms and the dense arm, fused, with what the front matter knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summitbot.lexical import ArmWeights, LexicalIndex, Scores
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Hit, Source


class Near(Protocol):
    """Cosine similarity by passage id: of passages, and of the best heading or set question of each."""

    @property
    def passages(self) -> Mapping[str, float]: ...
    @property
    def asked(self) -> Mapping[str, float]: ...


class Dense(Protocol):
    """The dense arm."""

    def search(self, text: str, k: int) -> Near: ...


@dataclass(frozen=True)
class RetrievalWeights:
    """How the arms are fused and what the front matter adds (docs/decisions/004-retrieval.md).

    `dense` is the worth of a cosine of 1 as a share of the best lexical score, `dense_asked` that of a
    heading or set question as a share of `dense`'s; `named` and
    `period` are added, likewise as a share, to passages of a source that the question names or
    whose date falls into the period asked about.
    """

    arms: ArmWeights = field(default_factory=ArmWeights)
    dense: float = 0.4
    dense_asked: float = 0.3
    named: float = 0.15
    period: float = 0.1
    dense_depth: int = 60


@dataclass(frozen=True)
class Found:
    """What retrieval hands on: ranked passages, and ranked sentences as candidates."""

    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]


def retrieve(
    reading: Reading,
    corpus: Corpus,
    lexical: LexicalIndex,
    dense: Dense | None,
    weights: RetrievalWeights,
    passages: int = 20,
    sentences: int = 40,
) -> Found:
    """The passages and the sentences nearest to a reading, best first (ties by id and position)."""
    scores = lexical.score(reading.standalone, reading.stems, reading.extra, weights.arms)
    top = float(scores.passages.max(initial=0.0))
    near = (
        dense.search(reading.standalone, min(weights.dense_depth, len(corpus.passages)))
        if dense and weights.dense > 0
        else None
    )
    cosine = _cosine(near.passages if near else {}, corpus)
    posed = _cosine(near.asked if near else {}, corpus)
    known = _front_matter(reading, corpus, weights)
    added = (top * (weights.dense * cosine + weights.dense_asked * posed + known)).astype(np.float32)
    whole = scores.passages + added
    parents = np.repeat(np.arange(len(corpus.passages)), [len(own) for own in corpus.sentences_of])
    single = scores.sentences + weights.arms.parent * added[parents]
    arms = {
        "lexical": scores.passages,
        "asked": scores.asked,
        "dense": cosine,
        "dense_asked": posed,
        "front_matter": known,
    }
    return Found(
        _hits(whole, arms, corpus, passages),
        _candidates(single, sentences, _dense_features(near, weights, posed[parents], cosine[parents])),
    )


def _cosine(near: Mapping[str, float], corpus: Corpus) -> NDArray[np.float32]:
    """The similarities in the order of the passages, 0 where none is known."""
    found = np.zeros(len(corpus.passages), dtype=np.float32)
    for id_, cosine in near.items():
        if (place := corpus.places.get(id_)) is not None:
            found[place] = max(0.0, cosine)
    return found


def _front_matter(reading: Reading, corpus: Corpus, weights: RetrievalWeights) -> NDArray[np.float32]:
    named = reading.named
    bonus = {}
    for id_, source in corpus.sources.items():
        worth = weights.named if id_ in named else 0.0
        worth += weights.period if _in_period(reading, source) else 0.0
        bonus[id_] = worth
    return np.fromiter(
        (bonus[p.source_id] for p in corpus.passages), dtype=np.float32, count=len(corpus.passages)
    )


def _in_period(reading: Reading, source: Source) -> bool:
    return any(period.touches(source.date, source.end) for period in reading.periods)


def _hits(whole: Scores, arms: dict[str, NDArray[np.float32]], corpus: Corpus, count: int) -> tuple[Hit, ...]:
    order = _best(whole, count)
    order.sort(key=lambda n: (-round(float(whole[n]), 6), corpus.passages[n].id))
    return tuple(
        Hit(rank, float(whole[n]), corpus.passages[n], {name: float(arm[n]) for name, arm in arms.items()})
        for rank, n in enumerate(order, 1)
        if whole[n] > 0
    )


def _dense_features(
    near: Near | None, weights: RetrievalWeights, posed: Scores, cosine: Scores
) -> dict[str, Scores]:
    """By sentence: the cosine of the best set question of its passage, and of the passage; none where not to be trusted."""
    return {"posed": posed, "near": cosine} if near and weights.dense_asked > 0 else {}


def _candidates(single: Scores, count: int, features: Mapping[str, Scores]) -> tuple[Candidate, ...]:
    order = _best(single, count)
    order.sort(key=lambda n: (-round(float(single[n]), 6), n))
    return tuple(
        Candidate(n, float(single[n]), {name: float(values[n]) for name, values in features.items()})
        for n in order
        if single[n] > 0
    )


def _best(scores: Scores, count: int) -> list[int]:
    if count >= len(scores):
        return list(range(len(scores)))
    picked: Sequence[int] = np.argpartition(-scores, count)[:count].tolist()
    return list(picked)
