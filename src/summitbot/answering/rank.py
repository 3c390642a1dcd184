"""Ranking candidate sentences by a short linear formula (weights in `data/ranking.json`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from summitbot.answering.features import Asked, features_of
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus
from summitbot.text import load_data


def rank_sentences(
    candidates: Iterable[Candidate],
    reading: Reading,
    corpus: Corpus,
    idf: Callable[[str], float],
    weights: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """The candidates with their features, `score` now the ranking's, best first."""
    worth = weights or load_data("ranking")["weights"]
    asked = Asked.of(reading, idf)
    ranked = []
    for candidate in candidates:
        features = features_of(candidate, asked, corpus)
        score = sum(worth.get(name, 0.0) * value for name, value in features.items())
        ranked.append(Candidate(candidate.sentence, score, features))
    return sorted(ranked, key=lambda c: (-round(c.score, 6), c.sentence))
