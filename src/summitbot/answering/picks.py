"""What is picked for an answer: sentences by position, each under labels of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summitbot.reading import Candidate
from summitbot.records import Corpus, Layout, Paragraph, Source


@dataclass(frozen=True)
class Pick:
    """A sentence of an answer; `heading` and `column` are labels of ours, as in `Statement`."""

    sentence: int
    heading: str = ""
    column: str = ""


Picked = tuple[Layout, list[Pick]]


def best_of(source_id: str, ranked: Iterable[Candidate], corpus: Corpus) -> list[Candidate]:
    """The candidates that stand in one source, in their order."""
    return [c for c in ranked if corpus.source_at(c.sentence).id == source_id]


def lead_of(source_id: str, corpus: Corpus) -> int | None:
    """The first sentence of a source."""
    return next(iter(corpus.sentences_in(source_id)), None)


def is_item(sentence: int, corpus: Corpus) -> bool:
    """Does a sentence stand in an item of a list?"""
    paragraph = paragraph_of(corpus.source_at(sentence), corpus.sentences[sentence].start)
    return bool(paragraph and paragraph.item)


def paragraph_of(source: Source, start: int) -> Paragraph | None:
    """The paragraph that an offset falls into."""
    return next((p for p in source.paragraphs if p.start <= start < p.end), None)


def own_account(number: int, corpus: Corpus) -> str:
    """The party whose own records alone a sentence rests on, if it says so itself ('X said …'), else ''."""
    source = corpus.source_at(number)
    paragraph = paragraph_of(source, corpus.sentences[number].start)
    parties = {r.party for r in source.references if paragraph and r.key in paragraph.references}
    party = parties.pop() if len(parties) == 1 else None
    return party if party and party in source.parties else ""
