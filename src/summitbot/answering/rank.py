"""Ranking candidate sentences by a short linear formula (weights in `data/ranking.json`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from summitbot.answering.features import Asked, HeadingMatch, features_of, formula, heading_match
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Hit
from summitbot.text import load_data


def rank_sentences(
    candidates: Iterable[Candidate],
    reading: Reading,
    corpus: Corpus,
    idf: Callable[[str], float],
    weights: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """The candidates with their features, `score` now the ranking's, best first.

    The opening of a section whose heading is the question, but for a word or so, comes first; then the
    sentences of a section that such a question is set to.
    """
    asked = Asked.of(reading, idf)

    @cache
    def match(passage: int) -> HeadingMatch:
        return heading_match(asked, corpus.passages[passage], corpus.source_of(corpus.passages[passage]))

    ranked = []
    for candidate in candidates:
        features = features_of(candidate, asked, match(corpus.sentences[candidate.sentence].passage), corpus)
        worth = weights or load_data("ranking")[formula(features, corpus)]
        score = sum(worth.get(name, 0.0) * value for name, value in features.items())
        ranked.append(Candidate(candidate.sentence, score, features))
    listed = load_data("deciding")["listed"]

    def order(c: Candidate) -> tuple[bool, bool, float, int]:
        opens, set_to = (c.features[name] >= listed for name in ("opens", "listed"))
        return not opens, not set_to, -round(c.score, 6), c.sentence

    return sorted(ranked, key=order)


# What a point of the best sentence's ranking score is worth beside a passage's retrieval score.
# Of 0 to 12, 2 gained most on two public sets without loss on the third (docs/decisions/004-retrieval.md).
FEEDBACK = 2.0


def rerank_passages(hits: Sequence[Hit], ranked: Sequence[Candidate], corpus: Corpus) -> tuple[Hit, ...]:
    """The passages ordered anew, the ranking score of each one's best sentence counted in."""
    best: dict[str, float] = {}
    for candidate in ranked:
        passage = corpus.passages[corpus.sentences[candidate.sentence].passage]
        best.setdefault(passage.id, candidate.score)
    lowest = min(best.values(), default=0.0)
    scored = [(hit.score + FEEDBACK * best.get(hit.passage.id, lowest), hit) for hit in hits]
    scored.sort(key=lambda pair: (-round(pair[0], 6), pair[1].passage.id))
    return tuple(replace(hit, rank=rank, score=score) for rank, (score, hit) in enumerate(scored, 1))
