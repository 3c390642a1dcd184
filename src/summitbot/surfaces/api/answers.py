"""Questions in, answers out: as one JSON document, or as server-sent events while the answer grows."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.sse import format_sse_event
from starlette.exceptions import HTTPException

from summitbot.bot import Bot
from summitbot.errors import SummitbotError
from summitbot.records import Answer
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.problems import problem_body
from summitbot.surfaces.api.shapes import Asked, Coverage, Search, problems

EVENTS = "text/event-stream"
# A proxy that gathers a stream would show it all at once; nginx reads this header.
UNBUFFERED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_STREAM = {
    "description": "The Answer; or, where the Accept header names text/event-stream, events: `stage`, "
    "`statement`, `citation`, then `end` with the whole Answer, or `error` with a problem.",
    "content": {EVENTS: {"schema": {"type": "string"}}},
}
Sought = Annotated[str, Query(max_length=2000, description="What to look for.", examples=["Lake summit"])]
log = logging.getLogger(__name__)


def answer_routes(bot: Bot, desk: Desk) -> APIRouter:
    """Asking and searching."""
    router = APIRouter(prefix="/api/v1", tags=["answers"])

    @router.post(
        "/ask",
        response_model=Answer,
        responses={200: _STREAM, **problems(400, 413, 415, 422, 429, 500, 503, 504)},
    )
    async def ask(asked: Asked, request: Request) -> Response:
        """The answer to a question, with its citations. A refusal is an answer too: read its `status`."""
        if EVENTS in request.headers.get("accept", ""):
            steps = desk.stream(bot.stream, asked.question, asked.turns)
            return StreamingResponse(_events(steps), media_type=EVENTS, headers=UNBUFFERED)
        answer = await desk.run(bot.ask, asked.question, asked.turns)
        return JSONResponse(answer.to_dict())

    @router.get("/search", response_model=Search, responses=problems(422, 429, 500, 503, 504))
    async def search(
        q: Sought, k: Annotated[int, Query(ge=1, le=100, description="How many passages.")] = 10
    ) -> Response:
        """The passages nearest to a query, without composing an answer."""
        hits = await desk.run(bot.search, q, k)
        found = [
            {
                "rank": hit.rank,
                "source_id": hit.passage.source_id,
                "title": bot.corpus.source_of(hit.passage).title,
                "section": " › ".join(hit.passage.headings),
                "passage_id": hit.passage.id,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
                "score": hit.score,
            }
            for hit in hits
        ]
        return JSONResponse({"query": q, "hits": found})

    @router.get("/coverage", response_model=Coverage, responses=problems(429))
    async def coverage() -> dict[str, Any]:
        """What the sources cover: subject, period, starter questions."""
        return bot.corpus.coverage.to_dict()

    return router


async def _events(steps: AsyncIterator[Any]) -> AsyncIterator[bytes]:
    """The bot's steps as server-sent events; the last is `end` or `error`."""
    try:
        async for name, value in steps:
            for event, data in _step(name, value):
                yield _event(event, data)
    except HTTPException as error:
        yield _event("error", problem_body(error.status_code, str(error.detail)))
    except SummitbotError as error:
        yield _event("error", problem_body(503, str(error)))
    except Exception as error:  # the answer has begun: say so in its own language
        log.exception("A question failed.", exc_info=error)
        yield _event("error", problem_body(500))


def _step(name: str, value: Any) -> list[tuple[str, Any]]:
    if name == "statement":
        return [("statement", value.to_dict())]
    if name == "answer":
        return [*(("citation", c.to_dict()) for c in value.citations), ("end", value.to_dict())]
    return [("stage", {"name": name})]


def _event(name: str, data: Any) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
