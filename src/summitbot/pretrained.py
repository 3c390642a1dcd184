"""Any sentence-transformers model, by name or folder (the extra `sentence-transformers`): to embed, to judge."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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


class CrossEncoderEntailment:
    """A cross-encoder for entailment: (evidence, claim) → the probability of each of its three labels."""

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import CrossEncoder
        except ImportError:
            raise ExtraMissing("sentence-transformers", f"The entailment model '{model}'") from None
        try:
            self._model = CrossEncoder(model)
        except Exception as error:  # hub, file and format errors of several libraries
            raise ModelUnavailable(
                f"The entailment model '{model}' can't be loaded ({type(error).__name__}). "
                "Check the name or folder in SUMMITBOT_NLI_MODEL, and the network if it is to be downloaded."
            ) from None
        self._labels = _entailment_labels(model, self._model.config.id2label)

    def __call__(self, evidence: str, claim: str) -> dict[str, float]:
        """Probabilities of "entailment", "neutral" and "contradiction"; they add up to 1."""
        logits = np.asarray(
            self._model.predict([(evidence, claim)], apply_softmax=True, show_progress_bar=False)
        )[0]
        return {label: float(value) for label, value in zip(self._labels, logits, strict=True)}


def _entailment_labels(model: str, named: Mapping[int, str]) -> list[str]:
    """The labels in the order of the model's outputs. Raises `ModelUnavailable` for other labels."""
    labels = [str(named[at]).lower() for at in sorted(named)]
    if sorted(labels) != ["contradiction", "entailment", "neutral"]:
        raise ModelUnavailable(
            f"The model '{model}' does not tell entailment, neutral and contradiction apart. "
            "Name one that does in SUMMITBOT_NLI_MODEL."
        )
    return labels


def _identity(model: str) -> str:
    """A local folder is known by its weights, a hub model by its name."""
    weights = sorted(Path(model).rglob("*.safetensors")) if Path(model).is_dir() else []
    if not weights:
        return model
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in weights))
    return f"{Path(model).name}@{digest.hexdigest()[:12]}"
