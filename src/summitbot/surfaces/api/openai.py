"""The same answers in the format of OpenAI's chat completions, so that existing chat clients work.

The text is sent when the answer is whole: a client of this format has no way to take a sentence back, and
sentences of a language model are only kept once they were checked.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field

from summitbot.bot import Bot
from summitbot.records import Answer, Citation, Turn
from summitbot.surfaces.api.answers import EVENTS, UNBUFFERED
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.shapes import MOST_MESSAGES, Text, problems
from summitbot.surfaces.closest import closest_lines

MODEL = "summitbot"


class Part(BaseModel):
    """A part of a message; only text is taken."""

    type: Literal["text"]
    text: Text


class ChatMessage(BaseModel):
    """A message; those of the system and of tools are left aside, since answers come out of the sources alone."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Text | Annotated[list[Part], Field(max_length=100)] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class Completion(BaseModel):
    """A request in OpenAI's format; fields that are not named here (temperature, tools …) have no effect."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "Where was the Lake summit held?"}]}
            ]
        }
    )

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool | None = False


def openai_routes(bot: Bot, desk: Desk) -> APIRouter:
    """`/v1/models` and `/v1/chat/completions`."""
    router = APIRouter(prefix="/v1", tags=["openai"])
    model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}

    @router.get("/models", responses=problems(429))
    async def models() -> dict[str, Any]:
        """The one model there is."""
        return {"object": "list", "data": [model]}

    @router.get("/models/{name}", responses=problems(404, 422, 429))
    async def one(name: str) -> dict[str, Any]:
        """The one model by its name."""
        _known(name)
        return model

    @router.post("/chat/completions", responses=problems(400, 404, 413, 415, 422, 429, 500, 503, 504))
    async def complete(asked: Completion) -> Response:
        """Answer the last message; the whole Answer stands in the field `summitbot`."""
        _known(asked.model)
        turns = [Turn(m.role, m.text) for m in asked.messages if m.role in ("user", "assistant")]
        if not turns or turns[-1].role != "user":
            raise HTTPException(422, "The last message has to be the user's. Put the question there.")
        answer = await desk.run(bot.ask, turns[-1].content, turns[:-1])
        if asked.stream:
            return StreamingResponse(_chunks(answer), media_type=EVENTS, headers=UNBUFFERED)
        message = {"role": "assistant", "content": with_footnotes(answer)}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return JSONResponse(_head("chat.completion") | {"choices": [choice], "summitbot": answer.to_dict()})

    return router


def with_footnotes(answer: Answer) -> str:
    """The answer's text, beneath it what its marks stand for; beneath a refusal, what comes closest."""
    notes = "\n".join([*map(_note, answer.citations), *closest_lines(answer)])
    return f"{answer.text}\n\n{notes}" if notes else answer.text


def _note(citation: Citation) -> str:
    place = ", ".join(filter(None, (citation.title, citation.section)))
    records = "; ".join(f"{r.title} {r.url or ''}".strip() for r in citation.references[:3])
    return f"[{citation.number}] {place}" + (f". {records}" if records else "")


def _chunks(answer: Answer) -> Iterator[bytes]:
    head = _head("chat.completion.chunk")
    yield _chunk(head, {"role": "assistant", "content": ""})
    for line in with_footnotes(answer).splitlines(keepends=True):
        yield _chunk(head, {"content": line})
    yield _chunk(head | {"summitbot": answer.to_dict()}, {}, "stop")
    yield format_sse_event(data_str="[DONE]")


def _chunk(head: dict[str, Any], delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return format_sse_event(data_str=json.dumps(head | {"choices": [choice]}, ensure_ascii=False))


def _head(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": MODEL}


def _known(name: str) -> None:
    if name != MODEL:
        raise HTTPException(404, f"There is no such model. Name '{MODEL}'.")
