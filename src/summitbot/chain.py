"""The stages composed into one LangChain runnable: the pipeline's table of contents."""

from __future__ import annotations

from typing import Any

from langchain_core.runnables import Runnable, RunnablePassthrough

from summitbot.answering import Answerer
from summitbot.index import OpenIndex
from summitbot.retrieval import RetrievalWeights, retrieve
from summitbot.understanding import Reader


def build_chain(
    index: OpenIndex, reader: Reader, answerer: Answerer, weights: RetrievalWeights
) -> Runnable[dict[str, Any], dict[str, Any]]:
    """A runnable from {"question"} to {"question", "reading", "found", "answer"}.

    `invoke`, `batch`, `stream` and their async forms are LangChain's; `stream` yields a piece as
    each stage is done.
    """

    def read(state: dict[str, Any]) -> Any:
        return reader.read(state["question"])

    def find(state: dict[str, Any]) -> Any:
        return retrieve(state["reading"], index.corpus, index.lexical, index.vectors, weights)

    def answer(state: dict[str, Any]) -> Any:
        found = state["found"]
        return answerer.answer(state["reading"], found.hits, found.candidates)

    return (
        RunnablePassthrough.assign(reading=read).with_config(run_name="understanding")
        | RunnablePassthrough.assign(found=find).with_config(run_name="retrieval")
        | RunnablePassthrough.assign(answer=answer).with_config(run_name="answering")
    )
