"""Bots over sources with one of them changed, made in memory: only what the change touches is made anew.

Everything that didn't change (parsed sources, stored vectors) is the undamaged bot's own, so that two bots
differ by the change alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np

from summitbot.bot import Bot
from summitbot.embedding import Embedder, Vectors, load_embedder
from summitbot.evaluation.damage import Damage, damaged
from summitbot.index import OpenIndex
from summitbot.index.build import lexical_index, passage_text, posed
from summitbot.passages import cut_passages
from summitbot.records import Corpus, Passage, Source
from summitbot.settings import Settings
from summitbot.sources.reading import read_references, read_source
from summitbot.vectors import Nearness, VectorStore

Rows = list[tuple[str, str]]


class Workshop:
    """Makes a damaged bot out of an undamaged one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bot = Bot.open(settings)
        self._embedder = load_embedder(settings.embedder)
        self._folder = settings.sources_dir()
        self._references = read_references(self._folder)

    def with_damage(self, damage: Damage) -> Bot:
        """A bot over the sources as the damage leaves them."""
        clean = self.bot.index
        sources = dict(clean.corpus.sources)
        if damage.kind == "drop":
            del sources[damage.source]
        else:
            sources[damage.source] = self._read(damage)
        passages, sentences = cut_passages(sources.values(), self.settings.passage_words)
        mark = _mark(clean.corpus, damage)
        corpus = Corpus(mark, sources, passages, sentences, clean.corpus.coverage)
        vectors = PatchedVectors(clean.vectors, clean.corpus, corpus, self._embedder)
        index = OpenIndex(mark, clean.manifest, corpus, lexical_index(corpus), cast(VectorStore, vectors))
        return Bot(index, self.settings, self._embedder)

    def _read(self, damage: Damage) -> Source:
        raw = (self._folder / damage.path).read_text(encoding="utf-8")
        with TemporaryDirectory() as folder:
            path = Path(folder, damage.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(damaged(damage, raw), encoding="utf-8")
            return replace(read_source(path, Path(folder), self._references), path=damage.path)


class PatchedVectors:
    """A store of vectors as if the passages that one corpus lacks were gone and those that are new were in it."""

    def __init__(self, store: VectorStore, then: Corpus, now: Corpus, embedder: Embedder) -> None:
        before, after = ({p.id: p for p in corpus.passages} for corpus in (then, now))
        self._store = store
        self._embedder = embedder
        self._gone = before.keys() - after.keys()
        new = [after[id_] for id_ in after.keys() - before.keys()]
        self._passages = self._embedded([(p.id, _text(now, p)) for p in new])
        self._asked = self._embedded([(p.id, text) for p in new for text in posed(p)])

    def search(self, text: str, k: int) -> Nearness:
        """As `VectorStore.search`."""
        vector = self._embedder.embed([text])[0]
        if not np.any(vector):
            return Nearness({}, {})
        stored = self._store.search(text, k + len(self._gone))
        return Nearness(
            self._merged(stored.passages, self._passages, vector, k),
            self._merged(stored.asked, self._asked, vector, k),
        )

    def _embedded(self, rows: Rows) -> list[tuple[str, Vectors]]:
        vectors = self._embedder.embed([text for _, text in rows]) if rows else ()
        return [(id_, vector) for (id_, _), vector in zip(rows, vectors, strict=True)]

    def _merged(
        self, stored: Mapping[str, float], added: list[tuple[str, Vectors]], vector: Vectors, k: int
    ) -> dict[str, float]:
        near = {id_: cosine for id_, cosine in stored.items() if id_ not in self._gone}
        for id_, other in added:
            near[id_] = max(near.get(id_, -1.0), float(other @ vector))
        best = sorted(near, key=lambda id_: (-near[id_], id_))[:k]
        return {id_: near[id_] for id_ in best}


def _text(corpus: Corpus, passage: Passage) -> str:
    return passage_text(corpus.sources[passage.source_id], passage)


def _mark(corpus: Corpus, damage: Damage) -> str:
    """A fingerprint of a damaged corpus: no two are the same, for what is worked out of a corpus is kept by it."""
    text = f"{corpus.fingerprint} {sorted(damage.to_dict().items())}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
