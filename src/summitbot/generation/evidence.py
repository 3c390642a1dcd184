"""Which passages a model is shown, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summitbot.generation.parts import Evidence
from summitbot.prompts import show_passage
from summitbot.records import Answer, Corpus, Hit, Passage

_MOST = 8
_LONGEST = 12_000  # characters of all passages together


class Library:
    """Finds the passages of a corpus by what answers and hits hold."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._places = {passage.id: at for at, passage in enumerate(corpus.passages)}
        self._begins: Mapping[tuple[str, int], int] = {
            (corpus.passages[s.passage].source_id, s.start): s.passage for s in corpus.sentences
        }

    def gather(self, answer: Answer, hits: Sequence[Hit]) -> tuple[Evidence, ...]:
        """The passages that the answer is cut from, then those found for it, numbered from 1."""
        cited = [self._begins[c.source_id, c.start] for c in answer.citations]
        found = [self._places[hit.passage.id] for hit in hits]
        chosen: list[Evidence] = []
        room = _LONGEST
        for at in dict.fromkeys([*cited, *found]):
            passage = self._corpus.passages[at]
            room -= len(passage.text)
            if len(chosen) == _MOST or room < 0:
                break
            chosen.append(self._evidence(len(chosen) + 1, at, passage))
        return tuple(chosen)

    def _evidence(self, number: int, at: int, passage: Passage) -> Evidence:
        source = self._corpus.source_of(passage)
        sentences = tuple(self._corpus.sentences_of[at])
        keys = {
            key
            for p in source.paragraphs
            if p.start < passage.end and p.end > passage.start
            for key in p.references
        }
        parties = sorted({r.party for r in source.references if r.key in keys or not keys})
        return Evidence(
            number=number,
            title=source.title,
            date=source.date or "",
            party=", ".join(parties),
            sentences=sentences,
            texts=tuple(self._corpus.sentences[s].text for s in sentences),
        )


def show(evidence: Sequence[Evidence]) -> str:
    """The passages as a prompt has them."""
    return "\n\n".join(
        show_passage(
            {
                "number": str(item.number),
                "title": item.title,
                "date": item.date,
                "party": item.party,
                "text": " ".join(item.texts),
            }
        )
        for item in evidence
    )
