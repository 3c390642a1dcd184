"""The stages composed into one LangChain runnable: the pipeline's table of contents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import Any

from langchain_core.runnables import AddableDict, Runnable, RunnableGenerator

from summitbot.answering import Answerer, Restated, restate, with_trace
from summitbot.generation import Report, Writer
from summitbot.index import OpenIndex
from summitbot.retrieval import RetrievalWeights, retrieve
from summitbot.understanding import Reader

State = dict[str, Any]


def build_chain(
    index: OpenIndex,
    reader: Reader,
    answerer: Answerer,
    weights: RetrievalWeights,
    writer: Writer | None = None,
) -> Runnable[Any, Any]:
    """A runnable from {"question"} to {"question", "reading", "found", "answer"}.

    `invoke`, `batch`, `stream` and their async forms are LangChain's; `stream` yields a piece as
    each stage is done. With a writer the answer out of the sources is "extract", and "statements" come
    one by one before the "answer".
    """

    def read(state: State) -> Any:
        return reader.read(state["question"])

    def find(state: State) -> Any:
        return retrieve(state["reading"], index.corpus, index.lexical, index.vectors, weights)

    def answer(state: State) -> Any:
        found = state["found"]
        return answerer.answer(state["reading"], found.hits, found.candidates)

    def write(state: State) -> Iterator[State]:
        assert writer is not None
        return _written(writer, index, state)

    found = _stage("reading", read) | _stage("found", find)
    if writer is None:
        return found | _stage("answer", answer)
    return found | _stage("extract", answer) | _stream_stage("answer", write)


def _written(writer: Writer, index: OpenIndex, state: State) -> Iterator[State]:
    """A model's statements as they are found borne out, then its answer, or the extract where it failed."""
    extract, said = state["extract"], Restated()
    for piece in writer.write(state["reading"].standalone, extract, state["found"].hits):
        if isinstance(piece, Report):
            answer = restate(extract, said, index.corpus) if piece.used else extract
            yield {"answer": with_trace(answer, "generation", piece.trace())}
        else:
            said = said.add(piece.text, piece.kind, piece.sentences, piece.verdict)
            yield {"statements": said.statements[-1:]}


def _stage(key: str, work: Callable[[State], Any]) -> RunnableGenerator[Any, Any]:
    """A step that adds its result under `key`."""
    return _stream_stage(key, lambda state: iter([{key: work(state)}]))


def _stream_stage(key: str, work: Callable[[State], Iterator[State]]) -> RunnableGenerator[Any, Any]:
    """A step that hands on every piece as it comes, then adds what it yields itself.

    (`RunnablePassthrough.assign` would do the same with a thread a step: 9 ms a question.)
    """

    def pieces(before: Iterator[State]) -> Iterator[State]:
        state: State = {}
        for piece in before:
            state |= piece
            yield AddableDict(piece)
        yield from map(AddableDict, work(state))

    async def apieces(before: AsyncIterator[State]) -> AsyncIterator[State]:
        state: State = {}
        async for piece in before:
            state |= piece
            yield AddableDict(piece)
        own = await asyncio.to_thread(work, state)
        while made := await asyncio.to_thread(_next, own):
            yield AddableDict(made[0])

    return RunnableGenerator(pieces, apieces, name=key)


def _next(pieces: Iterator[State]) -> list[State]:
    """The next piece, or none."""
    return list(islice(pieces, 1))
