"""The corpus as a generation keeps it: one JSON file; texts of passages and sentences by offsets."""

from __future__ import annotations

import json
from pathlib import Path

from summitbot.records import Corpus, Coverage, Passage, Sentence, Source


def write_corpus(corpus: Corpus, path: Path) -> None:
    """Write a corpus to a file."""
    data = {
        "fingerprint": corpus.fingerprint,
        "coverage": corpus.coverage.to_dict(),
        "sources": [s.to_dict() for s in corpus.sources.values()],
        "passages": [[p.id, p.source_id, p.start, p.end, p.headings, p.asked] for p in corpus.passages],
        "sentences": [[s.passage, s.start, s.end] for s in corpus.sentences],
    }
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def read_corpus(path: Path) -> Corpus:
    """The corpus that `write_corpus` wrote. Raises OSError, ValueError or KeyError when it is broken."""
    data = json.loads(path.read_text(encoding="utf-8"))
    sources = {s["id"]: Source.from_dict(s) for s in data["sources"]}
    passages = tuple(
        Passage(id_, source, start, end, sources[source].text[start:end], tuple(headings), tuple(asked))
        for id_, source, start, end, headings, asked in data["passages"]
    )
    sentences = tuple(
        Sentence(number, start, end, sources[passages[number].source_id].text[start:end])
        for number, start, end in data["sentences"]
    )
    return Corpus(data["fingerprint"], sources, passages, sentences, Coverage.from_dict(data["coverage"]))
