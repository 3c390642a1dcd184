"""The dense arm's store (Chroma through langchain-chroma), one folder a generation of the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from summitbot.embedding import Embedder
from summitbot.errors import IndexDamaged
from summitbot.records import Passage

COLLECTION = "passages"
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


class VectorStore:
    """Passages by vector. `search` gives (passage id, cosine similarity), best first."""

    def __init__(self, folder: Path, embedder: Embedder, known: dict[str, list[float]] | None = None) -> None:
        self._adapter = _Adapter(embedder, known or {})
        try:
            self._store = Chroma(
                collection_name=COLLECTION,
                embedding_function=self._adapter,
                persist_directory=str(folder),
                client_settings=ChromaSettings(anonymized_telemetry=False, is_persistent=True),
                collection_configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            )
        except Exception as error:  # chromadb and its Rust core raise many kinds
            raise IndexDamaged(
                f"The vectors in {folder} can't be opened ({error}). Run `summitbot index --rebuild`."
            ) from None

    def add(self, passages: Sequence[Passage], texts: Sequence[str], progress: Callable[[int], Any]) -> None:
        """Store passages with the texts that stand for them; `progress` hears how many were added."""
        for at in range(0, len(passages), _BATCH):
            batch = passages[at : at + _BATCH]
            documents = [
                Document(text, metadata={"source": p.source_id, "start": p.start, "end": p.end})
                for p, text in zip(batch, texts[at : at + _BATCH], strict=True)
            ]
            self._store.add_documents(documents, ids=[p.id for p in batch])
            progress(len(batch))

    def search(self, text: str, k: int) -> list[tuple[str, float]]:
        """The k nearest passages of a text."""
        vector = self._adapter.embed_query(text)
        if not np.any(vector):
            return []
        try:
            found = self._store.similarity_search_by_vector_with_relevance_scores(vector, k=k)
        except Exception as error:  # see above
            raise IndexDamaged(
                f"The vectors can't be read ({error}). Run `summitbot index --rebuild`."
            ) from None
        return [(str(document.id), 1.0 - distance) for document, distance in found]

    def count(self) -> int:
        """How many passages are stored."""
        return len(self._store.get(include=[])["ids"])

    def known(self) -> dict[str, list[float]]:
        """Every stored text with its vector, for the next generation to reuse."""
        rows = self._store.get(include=["documents", "embeddings"])
        pairs = zip(rows["documents"], rows["embeddings"], strict=True)
        return {text: [float(x) for x in vector] for text, vector in pairs}
