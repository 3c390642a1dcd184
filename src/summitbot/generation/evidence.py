"""Which passages a model is shown, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from summitbot.generation.parts import Evidence
from summitbot.prompts import is_order, show_passage
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
        """The passages that the answer is cut from, then those found for it, numbered from 1.

        An order to a model is left out with what follows it in its passage: it would bear itself out.
        """
        cited = [self._begins[c.source_id, c.start] for c in answer.citations]
        found = [self._places[hit.passage.id] for hit in hits]
        chosen: list[Evidence] = []
        room = _LONGEST
        for at in dict.fromkeys([*cited, *found]):
            passage = self._corpus.passages[at]
            room -= len(passage.text)
            if len(chosen) == _MOST or room < 0:
                break
            if sentences := self._before_orders(at):
                chosen.append(self._evidence(len(chosen) + 1, passage, sentences))
        return tuple(chosen)

    def _before_orders(self, at: int) -> tuple[int, ...]:
        """The sentences of a passage up to the first that tells a model what to do."""
        sentences = self._corpus.sentences
        return tuple(takewhile(lambda s: not is_order(sentences[s].text), self._corpus.sentences_of[at]))

    def _evidence(self, number: int, passage: Passage, sentences: tuple[int, ...]) -> Evidence:
        source = self._corpus.source_of(passage)
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
