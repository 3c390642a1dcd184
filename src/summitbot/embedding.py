"""Embedding models behind one contract, and the built-in one, read without torch.

The built-in model is a static embedding (a vector a token, averaged) in sentence-transformers' own
format: `tokenizer.json` and `model.safetensors`. It is read here with tokenizers, safetensors and
numpy; a test holds the vectors to those of sentence-transformers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summitbot.errors import ModelUnavailable
from summitbot.settings import DEFAULT_EMBEDDER

Vectors = NDArray[np.float32]
TRAINED_ON = "trained_on.json"


class Embedder(Protocol):
    """Texts in, unit vectors out. `name` identifies the model and its weights in an index.

    `trained_on` are the ids of the sources that a model of our own was trained on; of others it knows little.
    """

    name: str
    pretrained: bool
    trained_on: frozenset[str]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, dimension), each of length 1 (or 0 for a text of no known token)."""


class StaticEmbedder:
    """The light reader of a sentence-transformers StaticEmbedding folder."""

    pretrained = False

    def __init__(self, folder: Path, label: str = "static") -> None:
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            weights = (folder / "model.safetensors").read_bytes()
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._table = load(weights)["embedding.weight"].astype(np.float32)
        except Exception as error:  # tokenizers and safetensors raise bare Exception classes of their own
            raise ModelUnavailable(
                f"The embedding model in {folder} can't be read ({error}). Reinstall summitbot, or set SUMMITBOT_EMBEDDER."
            ) from None
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        trained_on = folder / TRAINED_ON
        ids = json.loads(trained_on.read_text(encoding="utf-8")) if trained_on.is_file() else []
        self.trained_on = frozenset(ids)
        self.name = f"{label}@{hashlib.sha256(weights).hexdigest()[:12]}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        vectors = np.zeros((len(encoded), self._table.shape[1]), dtype=np.float32)
        for row, tokens in enumerate(encoded):
            if tokens.ids:
                vectors[row] = self._table[tokens.ids].mean(axis=0)
        return _unit(vectors)


class HashEmbedder:
    """A fake that ships with us: words hashed into buckets, no model at all. For tests and trials."""

    name = "hash-64"
    pretrained = False
    trained_on: frozenset[str] = frozenset()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`."""
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
        return _unit(vectors)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def load_embedder(setting: str) -> Embedder:
    """The embedder that a setting names: built-in, `hash`, or any sentence-transformers name or folder.

    Raises `ExtraMissing` when the library for it is not installed, `ModelUnavailable` when the
    model can't be loaded.
    """
    if setting == DEFAULT_EMBEDDER:
        return StaticEmbedder(builtin_folder(), DEFAULT_EMBEDDER)
    if setting == "hash":
        return HashEmbedder()
    from summitbot.pretrained import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(setting)


def builtin_folder() -> Path:
    """Where the built-in model lies in the installed package."""
    return Path(str(resources.files("summitbot") / "models" / "static"))
