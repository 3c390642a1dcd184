"""What a chat model is to us: messages in, pieces of text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True)
class Message:
    """One message to a model."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True)
class Piece:
    """A piece of a reply as it streams; `tokens` is what the whole call took, where the model says so."""

    text: str = ""
    tokens: int = 0


class ChatModel(Protocol):
    """A model behind one provider. Its `name` is what the setting says, never a key or an address."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message], most: int) -> Iterator[Piece]:
        """The reply, of `most` tokens at most. Raises `ModelFailed`, in whatever way its library fails."""
        ...


def estimated_tokens(text: str) -> int:
    """Roughly how many tokens a text is: four characters of English each, as providers reckon."""
    return len(text) // 4 + 1
