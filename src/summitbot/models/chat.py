"""Any chat model of LangChain behind our contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from summitbot.models.contract import Message, Piece
from summitbot.models.failures import failure_of


class LangChainModel:
    """A LangChain chat model; `limit` says in its library's words how many tokens a reply may have."""

    def __init__(self, name: str, model: BaseChatModel, limit: Callable[[int], dict[str, Any]]) -> None:
        self.name = name
        self._model = model
        self._limit = limit

    def stream(self, messages: Sequence[Message], most: int) -> Iterator[Piece]:
        """See `summitbot.models.contract.ChatModel.stream`."""
        asked, limit = [_message(m) for m in messages], self._limit(most)
        try:
            said = False
            for piece in self._streamed(asked, limit):
                said = said or bool(piece.text)
                yield piece
            if not said:  # a server that can't stream sends the whole, which is read as an empty stream
                yield _piece(self._model.invoke(asked, **limit))
        except Exception as error:  # every provider's library has errors of its own
            raise failure_of(error) from None

    def _streamed(self, asked: list[BaseMessage], limit: dict[str, Any]) -> Iterator[Piece]:
        chunks = self._model.stream(asked, **limit)
        try:
            first = next(chunks, None)
        except ValueError:  # what langchain-core makes of a stream without anything in it
            return
        if first is not None:
            yield _piece(first)
        yield from map(_piece, chunks)


def _message(message: Message) -> BaseMessage:
    return SystemMessage(message.text) if message.role == "system" else HumanMessage(message.text)


def _piece(chunk: AIMessage) -> Piece:
    usage = chunk.usage_metadata
    return Piece(str(chunk.text), usage["total_tokens"] if usage else 0)
