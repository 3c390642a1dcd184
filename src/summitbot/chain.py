"""The stages composed into one LangChain runnable: the pipeline's table of contents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from langchain_core.runnables import AddableDict, Runnable, RunnableGenerator

from summitbot.answering import Answerer
from summitbot.index import OpenIndex
from summitbot.retrieval import RetrievalWeights, retrieve
from summitbot.understanding import Reader

State = dict[str, Any]


def build_chain(
    index: OpenIndex, reader: Reader, answerer: Answerer, weights: RetrievalWeights
) -> Runnable[Any, Any]:
    """A runnable from {"question"} to {"question", "reading", "found", "answer"}.

    `invoke`, `batch`, `stream` and their async forms are LangChain's; `stream` yields a piece as
    each stage is done.
    """

    def read(state: State) -> Any:
        return reader.read(state["question"])

    def find(state: State) -> Any:
        return retrieve(state["reading"], index.corpus, index.lexical, index.vectors, weights)

    def answer(state: State) -> Any:
        found = state["found"]
        return answerer.answer(state["reading"], found.hits, found.candidates)

    return _stage("reading", read) | _stage("found", find) | _stage("answer", answer)


def _stage(key: str, work: Callable[[State], Any]) -> RunnableGenerator[Any, Any]:
    """A step that hands on every piece as it comes, then adds its own result under `key`.

    (`RunnablePassthrough.assign` would do the same with a thread a step: 9 ms a question.)
    """

    def pieces(before: Iterator[State]) -> Iterator[State]:
        state: State = {}
        for piece in before:
            state |= piece
            yield AddableDict(piece)
        yield AddableDict({key: work(state)})

    async def apieces(before: AsyncIterator[State]) -> AsyncIterator[State]:
        state: State = {}
        async for piece in before:
            state |= piece
            yield AddableDict(piece)
        yield AddableDict({key: await asyncio.to_thread(work, state)})

    return RunnableGenerator(pieces, apieces, name=key)
