"""Sources cut into passages and sentences, with exact offsets and content-derived ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby

from summitbot.records import Paragraph, Passage, Sentence, Source
from summitbot.sentences import split_sentences
from summitbot.splitting import split_section


def cut_passages(
    sources: Iterable[Source], max_words: int
) -> tuple[tuple[Passage, ...], tuple[Sentence, ...]]:
    """Every passage and sentence of the sources, in order. No passage crosses a heading."""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for source in sources:
        for headings, group in groupby(source.paragraphs, key=lambda p: p.headings):
            spans = _sentence_spans(source.text, list(group))
            for start, end in split_section(source.text, spans, max_words):
                inside = [(a, b) for a, b in spans if start <= a and b <= end]
                number = len(passages)
                passages.append(_passage(source, start, end, headings))
                sentences.extend(Sentence(number, a, b, source.text[a:b]) for a, b in inside)
    return tuple(passages), tuple(sentences)


def _sentence_spans(text: str, paragraphs: list[Paragraph]) -> list[tuple[int, int]]:
    return [
        (paragraph.start + a, paragraph.start + b)
        for paragraph in paragraphs
        for a, b in split_sentences(text[paragraph.start : paragraph.end])
    ]


def _passage(source: Source, start: int, end: int, headings: tuple[str, ...]) -> Passage:
    text = source.text[start:end]
    digest = hashlib.sha256("\x1f".join((source.id, str(start), *headings, text)).encode()).hexdigest()[:16]
    return Passage(f"p-{digest}", source.id, start, end, text, headings)
