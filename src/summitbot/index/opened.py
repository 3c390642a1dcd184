"""Opening the current generation for questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summitbot.embedding import Embedder
from summitbot.errors import IndexDamaged, IndexModelMismatch
from summitbot.index.layout import Layout, Manifest, current_generation
from summitbot.index.stored import read_corpus
from summitbot.lexical import LexicalIndex
from summitbot.records import Corpus
from summitbot.vectors import VectorStore


@dataclass(frozen=True)
class OpenIndex:
    """One generation, open: corpus, lexical arms and vectors."""

    name: str
    manifest: Manifest
    corpus: Corpus
    lexical: LexicalIndex
    vectors: VectorStore


def open_index(folder: Path, embedder: Embedder) -> OpenIndex:
    """The current generation of an index folder.

    Raises `IndexDamaged` when there is none or parts are missing, `IndexModelMismatch` when another
    embedder built it.
    """
    layout = Layout(folder)
    current = current_generation(layout)
    if current is None:
        raise IndexDamaged(f"There is no index in {folder}. Run `summitbot index`.")
    name, manifest = current
    if manifest.embedder != embedder.name:
        raise IndexModelMismatch(
            f"The index in {folder} was built by the embedder {manifest.embedder}, but {embedder.name} is set. "
            "Run `summitbot index` to build it anew, or set SUMMITBOT_EMBEDDER back."
        )
    home = layout.generation(name)
    try:
        corpus = read_corpus(home / "corpus.json")
        lexical = LexicalIndex.load(home / "lexical")
    except (OSError, ValueError, KeyError, TypeError):
        raise IndexDamaged(f"The index in {folder} is damaged. Run `summitbot index --rebuild`.") from None
    if not (home / "chroma").is_dir():
        raise IndexDamaged(f"The index in {folder} has lost its vectors. Run `summitbot index --rebuild`.")
    return OpenIndex(name, manifest, corpus, lexical, VectorStore(home / "chroma", embedder))
