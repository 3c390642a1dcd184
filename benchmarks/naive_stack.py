"""The naive stack, as a newcomer would write it: what summitbot is measured against.

    python benchmarks/naive_stack.py build SOURCES INDEX
    python benchmarks/naive_stack.py ask INDEX "QUESTION"

LangChain, Chroma and a SentenceTransformer loaded in the process; the model is the folder that ships
with summitbot, so that nothing is downloaded and the model itself costs next to nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

MODEL = Path(__file__).parents[1] / "src" / "summitbot" / "models" / "static"


class Model(Embeddings):
    """A SentenceTransformer for LangChain."""

    def __init__(self) -> None:
        self.model = SentenceTransformer(str(MODEL), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of many texts."""
        vectors: list[list[float]] = self.model.encode(texts, normalize_embeddings=True).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        return self.embed_documents([text])[0]


def open_store(folder: str) -> Chroma:
    """The vector store of a folder."""
    return Chroma("naive", embedding_function=Model(), persist_directory=folder)


def build(sources: str, folder: str) -> None:
    """Split and store every source."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=100)
    paths = sorted(Path(sources).rglob("*.md"))
    chunks = splitter.create_documents([path.read_text(encoding="utf-8") for path in paths])
    open_store(folder).add_documents(chunks)


def ask(folder: str, question: str) -> str:
    """The nearest chunks, one after the other."""
    retriever = open_store(folder).as_retriever(search_kwargs={"k": 4})
    return "\n\n".join(document.page_content for document in retriever.invoke(question))


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(*sys.argv[2:])
    else:
        sys.stdout.write(ask(*sys.argv[2:]) + "\n")
