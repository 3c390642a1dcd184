"""What is offered beside a refusal: the sources, or the sentences of theirs that come closest. Neither is an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summitbot.answering.cite import section_of
from summitbot.reading import Candidate
from summitbot.records import Corpus, Nearest

MOST = 3


def nearest_sources(ids: Iterable[str], corpus: Corpus) -> tuple[Nearest, ...]:
    """The first few distinct sources."""
    return tuple(Nearest(id_, corpus.sources[id_].title) for id_ in list(dict.fromkeys(ids))[:MOST])


def closest_sentences(
    ranked: Sequence[Candidate], corpus: Corpus, told: Iterable[str] = ()
) -> tuple[Nearest, ...]:
    """The best sentences of a ranking, one of each source, best first; never one that was told before."""
    before = " ".join(told)
    found: dict[str, Nearest] = {}
    for candidate in ranked:
        nearest = _quoted(candidate, corpus)
        if nearest.quote not in before and nearest.quote not in {n.quote for n in found.values()}:
            found.setdefault(nearest.source_id, nearest)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _quoted(candidate: Candidate, corpus: Corpus) -> Nearest:
    sentence, passage = corpus.sentences[candidate.sentence], corpus.passage_at(candidate.sentence)
    title = corpus.source_of(passage).title
    return Nearest(passage.source_id, title, section_of(passage), sentence.text, sentence.start, sentence.end)
