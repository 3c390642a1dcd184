"""Training the embedder: the pairs, and the same model from the same seed."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from summitbot.embedding import StaticEmbedder
from summitbot.sources import read_sources

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "tiny"
sys.path.insert(0, str(ROOT / "scripts"))

import train_embedder  # noqa: E402

PLAN = replace(train_embedder.Plan(), vocabulary=300, dimension=32, epochs=1, batch=16)
needs_library = pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="the extra sentence-transformers is not installed"
)


def digests(folder: Path) -> dict[str, str]:
    """A digest of every file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_pairs_come_from_the_sources_alone() -> None:
    sources = read_sources(TINY)
    found = train_embedder.pairs(sources)
    assert len(found) == len(set(found)) > 20
    whole = "\n".join(
        "\n".join(
            (
                s.title,
                s.text,
                *s.aliases,
                *(q for _, q in s.questions),
                *(h for p in s.paragraphs for h in p.headings),
            )
        )
        for s in sources
    )
    assert all(text in whole for pair in found for text in pair)


def test_pairs_can_leave_the_questions_out() -> None:
    question = "Which summit was held in Veldes, and when?"
    sources = [
        replace(s, questions=(("", question),)) if s.id == "lake-summit" else s for s in read_sources(TINY)
    ]
    asked, without = (
        {text for pair in train_embedder.pairs(sources, questions) for text in pair}
        for questions in (True, False)
    )
    assert asked - without == {question, "What did they promise each other at Monte Corvo?"}


def test_short_questions_are_asked_again_in_other_everyday_words() -> None:
    groups = [("buy", "purchase"), ("film", "movie", "picture")]
    asked = ("Did they buy a film?", "They bought one.")
    first, again = train_embedder.swapped([asked], groups, seed=1)
    assert first == asked
    words = again[0].split()
    assert again[1] == asked[1]
    assert sum(a != b for a, b in zip(words, asked[0].split(), strict=True)) == 1
    assert "purchase" in words or words[-1] in ("movie", "picture")
    long = (" ".join(["buy"] * train_embedder.SHORT), "x")
    assert train_embedder.swapped([long, ("Who?", "x")], groups, seed=1) == [long, ("Who?", "x")]


def test_tokenizer_is_the_same_each_time() -> None:
    texts = train_embedder.texts_of(read_sources(TINY))
    one, two = (train_embedder.train_tokenizer(texts, 300).to_str() for _ in range(2))
    assert one == two


@needs_library
@pytest.mark.extra_sentence_transformers
def test_same_seed_same_model(tmp_path: Path) -> None:
    sources = read_sources(TINY)
    for name, seed in (("one", 7), ("two", 7), ("other", 8)):
        train_embedder.train(sources, tmp_path / name, replace(PLAN, seed=seed))
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert digests(tmp_path / "one") != digests(tmp_path / "other")
    vectors = StaticEmbedder(tmp_path / "one").embed(["Where was the Lake summit held?"])
    assert vectors.shape == (1, PLAN.dimension)
    assert np.linalg.norm(vectors[0]) == pytest.approx(1)
