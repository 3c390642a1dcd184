"""Any sentence-transformers model, by name or folder (the extra `sentence-transformers`)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summitbot.errors import ExtraMissing, ModelUnavailable


class SentenceTransformerEmbedder:
    """A model of the sentence-transformers library behind the `Embedder` contract."""

    pretrained = True
    trained_on: frozenset[str] = frozenset()

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise ExtraMissing("sentence-transformers", f"The embedder '{model}'") from None
        try:
            self._model = SentenceTransformer(model)
        except Exception as error:  # hub, file and format errors of several libraries
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelUnavailable(
                f"The embedder '{model}' can't be loaded ({reason}). "
                "Check the name or folder in SUMMITBOT_EMBEDDER, and the network if it is to be downloaded."
            ) from None
        self.name = _identity(model)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `summitbot.embedding.Embedder.embed`."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def _identity(model: str) -> str:
    """A local folder is known by its weights, a hub model by its name."""
    weights = sorted(Path(model).rglob("*.safetensors")) if Path(model).is_dir() else []
    if not weights:
        return model
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in weights))
    return f"{Path(model).name}@{digest.hexdigest()[:12]}"
