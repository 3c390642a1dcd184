"""Passages out of a section (LangChain's text splitters, fed with sentences)."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Sequence
from math import ceil

from langchain_text_splitters import TextSplitter

# It warns of every sentence that is longer than a passage should be; we keep such sentences whole.
logging.getLogger("langchain_text_splitters.base").setLevel(logging.ERROR)


class _SentenceSplitter(TextSplitter):
    """Merges whole sentences up to a number of words; the pieces concatenate to the text exactly."""

    def __init__(self, pieces: Sequence[str], max_words: int) -> None:
        super().__init__(
            chunk_size=max_words,
            chunk_overlap=0,
            length_function=lambda text: len(text.split()),
            add_start_index=True,
        )
        self._pieces = list(pieces)

    def split_text(self, text: str) -> list[str]:
        return self._merge_splits(self._pieces, "")


def split_section(text: str, sentences: Sequence[tuple[int, int]], max_words: int) -> list[tuple[int, int]]:
    """Offsets of passages of about equal length, at most `max_words` words (one long sentence aside).

    `sentences` are the offsets of the section's sentences in `text`, in order.
    """
    total = sum(len(text[start:end].split()) for start, end in sentences)
    if total <= max_words:
        return [(sentences[0][0], sentences[-1][1])]
    even = ceil(total / ceil(total / max_words)) + 12
    starts = [start for start, _ in sentences] + [len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(starts)]
    splitter = _SentenceSplitter(pieces, min(even, max_words))
    base = starts[0]
    spans = []
    for document in splitter.create_documents([text[base:]]):
        start = base + document.metadata["start_index"]
        spans.append((start, start + len(document.page_content)))
    return spans
