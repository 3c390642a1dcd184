"""Sources cut into passages and sentences, with exact offsets and content-derived ids."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from summitbot.records import Paragraph, Passage, Sentence, Source
from summitbot.sentences import split_sentences
from summitbot.splitting import split_section
from summitbot.stemming import stems


def cut_passages(
    sources: Iterable[Source], max_words: int
) -> tuple[tuple[Passage, ...], tuple[Sentence, ...]]:
    """Every passage and sentence of the sources, in order. No passage crosses a heading."""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for source in sources:
        first = len(passages)
        for headings, group in groupby(source.paragraphs, key=lambda p: p.headings):
            spans = _sentence_spans(source.text, list(group))
            for start, end in split_section(source.text, spans, max_words):
                inside = [(a, b) for a, b in spans if start <= a and b <= end]
                number = len(passages)
                passages.append(_passage(source, start, end, headings))
                sentences.extend(Sentence(number, a, b, source.text[a:b]) for a, b in inside)
        passages[first:] = _with_questions(source, passages[first:])
    return tuple(passages), tuple(sentences)


def _with_questions(source: Source, passages: list[Passage]) -> list[Passage]:
    """Each question of the front matter goes to the passage, of the section it names, that shares most of its stems.

    One that names no section must share more than half of its stems with a passage to be kept.
    """
    asked: dict[int, list[str]] = defaultdict(list)
    texts = [set(stems(" ".join((*p.headings, p.text)))) for p in passages]
    for section, question in source.questions:
        wanted = set(stems(question))
        shares = {n: len(wanted & t) for n, t in enumerate(texts) if _in_section(passages[n], section)}
        best = max(shares, key=lambda n: (shares[n], -n), default=None)
        if best is not None and (section is not None or shares[best] > len(wanted) / 2):
            asked[best].append(question)
    return [replace(p, asked=tuple(asked[n])) if asked[n] else p for n, p in enumerate(passages)]


def _in_section(passage: Passage, section: str | None) -> bool:
    return section is None or section == (passage.headings[-1] if passage.headings else "")


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
