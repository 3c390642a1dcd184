"""The dense arm's store (Chroma through langchain-chroma), one folder a generation of the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from summitbot.embedding import Embedder
from summitbot.errors import IndexDamaged

PASSAGES, ASKED = "passages", "asked"
_BATCH = 2000


class _Adapter(Embeddings):
    """Our embedder as LangChain's; texts whose vectors are known already are not embedded again."""

    def __init__(self, embedder: Embedder, known: dict[str, list[float]]) -> None:
        self._embedder = embedder
        self._known = known

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            vectors = self._embedder.embed(fresh)
            self._known.update(zip(fresh, vectors.tolist(), strict=True))
        return [self._known[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed([text])[0].tolist()
        return vector


@dataclass(frozen=True)
class Nearness:
    """Cosine similarity with a text, by passage id: of the passages, and of the two best headings or set questions of each, on average."""

    passages: Mapping[str, float]
    asked: Mapping[str, float]


class VectorStore:
    """Passages, and what they answer in so many words, by vector."""

    def __init__(self, folder: Path, embedder: Embedder, known: dict[str, list[float]] | None = None) -> None:
        self._adapter = _Adapter(embedder, known or {})
        try:
            client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
            self._stores = {name: self._open(client, name) for name in (PASSAGES, ASKED)}
        except Exception as error:  # chromadb and its Rust core raise many kinds
            raise IndexDamaged(
                f"The vectors in {folder} can't be opened ({error}). Run `summitbot index --rebuild`."
            ) from None

    def _open(self, client: Any, name: str) -> Chroma:
        return Chroma(
            client=client,
            collection_name=name,
            embedding_function=self._adapter,
            collection_configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )

    def add(self, ids: Sequence[str], texts: Sequence[str], progress: Callable[[int], Any]) -> None:
        """Store passages by the texts that stand for them; `progress` hears how many were added."""
        self._add(PASSAGES, ids, texts, progress)

    def add_asked(
        self, passages: Sequence[str], texts: Sequence[str], progress: Callable[[int], Any]
    ) -> None:
        """Store headings and set questions, each with the id of the passage that answers it."""
        self._add(ASKED, [f"{id_}#{n}" for n, id_ in enumerate(passages)], texts, progress)

    def _add(
        self, name: str, ids: Sequence[str], texts: Sequence[str], progress: Callable[[int], Any]
    ) -> None:
        for at in range(0, len(ids), _BATCH):
            batch = list(ids[at : at + _BATCH])
            self._stores[name].add_documents([Document(t) for t in texts[at : at + _BATCH]], ids=batch)
            progress(len(batch))

    def search(self, text: str, k: int) -> Nearness:
        """The k nearest passages of a text, and the passages of the 2k nearest headings and set questions."""
        vector = self._adapter.embed_query(text)
        if not np.any(vector):
            return Nearness({}, {})
        asked: dict[str, list[float]] = {}
        near = self._nearest(ASKED, vector, 2 * k)
        for id_, cosine in near:
            asked.setdefault(id_.partition("#")[0], []).append(cosine)
        least = near[-1][1] if near else 0.0
        return Nearness(
            dict(self._nearest(PASSAGES, vector, k)),
            {id_: sum([*cosines[:2], least][:2]) / 2 for id_, cosines in asked.items()},
        )

    def _nearest(self, name: str, vector: list[float], k: int) -> list[tuple[str, float]]:
        try:
            found = self._stores[name].similarity_search_by_vector_with_relevance_scores(vector, k=k)
        except Exception as error:  # see above
            raise IndexDamaged(
                f"The vectors can't be read ({error}). Run `summitbot index --rebuild`."
            ) from None
        return [(str(document.id), 1.0 - distance) for document, distance in found]

    def count(self) -> int:
        """How many passages are stored."""
        return len(self._stores[PASSAGES].get(include=[])["ids"])

    def known(self) -> dict[str, list[float]]:
        """Every stored text with its vector, for the next generation to reuse."""
        found: dict[str, list[float]] = {}
        for store in self._stores.values():
            rows = store.get(include=["documents", "embeddings"])
            for text, vector in zip(rows["documents"], rows["embeddings"], strict=True):
                found[text] = [float(x) for x in vector]
        return found
