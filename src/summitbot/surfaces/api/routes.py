"""The routes of the API and the pages of the sources."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from summitbot.bot import Bot
from summitbot.records import Turn
from summitbot.surfaces.ui.source import render_source, render_source_page

Offset = Annotated[int | None, Query(ge=0, description="Code point of the source's text.")]


class Message(BaseModel):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class Asked(BaseModel):
    """A question and what was said before it."""

    question: str
    history: list[Message] = Field(default_factory=list, max_length=200)


def build_routes(bot: Bot) -> APIRouter:
    """Everything but the chat page, over one bot."""
    router = APIRouter()
    corpus = bot.corpus

    @router.get("/healthz", tags=["health"])
    async def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    @router.get("/readyz", tags=["health"])
    async def readyz() -> dict[str, Any]:
        """Questions can be answered; over which corpus, with which embedder."""
        return {"status": "ready", "corpus": corpus.stamp.to_dict(), "embedder": bot.settings.embedder}

    @router.post("/api/v1/ask", tags=["answers"])
    async def ask(asked: Asked) -> dict[str, Any]:
        """The answer to a question, with its citations."""
        turns = [Turn(message.role, message.content) for message in asked.history]
        answer = await run_in_threadpool(bot.ask, asked.question, turns)
        return answer.to_dict()

    @router.get("/api/v1/coverage", tags=["answers"])
    async def coverage() -> dict[str, Any]:
        """What the sources cover: subject, period, starter questions."""
        shown = corpus.coverage.to_dict()
        return {key: shown[key] for key in ("subject", "start", "end", "leaves_out", "starters")}

    @router.get("/sources/{source_id:path}", response_class=HTMLResponse, tags=["sources"])
    async def source(
        request: Request, source_id: str, start: Offset = None, end: Offset = None
    ) -> HTMLResponse:
        """One source as a page, the stretch from start to end highlighted."""
        found = corpus.sources.get(source_id)
        if found is None:
            raise HTTPException(404, "There is no source of that name. Ask the question again.")
        stretch = None if start is None or end is None else (start, end)
        article = render_source(corpus, found, stretch)
        return HTMLResponse(render_source_page(found.title, article, str(request.base_url)))

    return router
