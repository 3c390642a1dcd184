"""Every route but the chat page's: health, answers, sources, what readers leave, and the sources' pages."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from summitbot.bot import Bot
from summitbot.keeping import Keeper
from summitbot.surfaces.api.answers import answer_routes
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.kept import kept_routes
from summitbot.surfaces.api.shelf import shelf_routes
from summitbot.surfaces.ui.source import render_source, render_source_page

Offset = Annotated[int | None, Query(ge=0, description="Code point of the source's text.")]


def build_routes(bot: Bot, desk: Desk, keeper: Keeper) -> APIRouter:
    """Everything but the chat page, over one bot."""
    router = APIRouter()
    router.include_router(_health(bot))
    router.include_router(answer_routes(bot, desk))
    router.include_router(shelf_routes(bot))
    router.include_router(kept_routes(bot, desk, keeper))
    router.include_router(_pages(bot))
    return router


def _health(bot: Bot) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz() -> dict[str, Any]:
        """Questions can be answered; over which corpus, with which embedder and language model."""
        settings = bot.settings
        return {
            "status": "ready",
            "corpus": bot.corpus.stamp.to_dict(),
            "embedder": settings.embedder,
            "chat_model": settings.chat_model,
        }

    return router


def _pages(bot: Bot) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/sources/{source_id:path}", response_class=HTMLResponse)
    async def source(
        request: Request, source_id: str, start: Offset = None, end: Offset = None
    ) -> HTMLResponse:
        """One source as a page, the stretch from start to end highlighted."""
        found = bot.corpus.sources.get(source_id)
        if found is None:
            raise HTTPException(404, "There is no source of that name. Ask the question again.")
        stretch = None if start is None or end is None else (start, end)
        article = render_source(bot.corpus, found, stretch)
        return HTMLResponse(render_source_page(found.title, article, str(request.base_url)))

    return router
