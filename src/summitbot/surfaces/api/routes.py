"""The routes for programs: health, answers, sources, and what readers leave."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from summitbot.bot import Bot
from summitbot.keeping import Keeper
from summitbot.surfaces.api.answers import answer_routes
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.kept import kept_routes
from summitbot.surfaces.api.shelf import shelf_routes


def build_routes(bot: Bot, desk: Desk, keeper: Keeper) -> APIRouter:
    """Everything for programs, over one bot."""
    router = APIRouter()
    router.include_router(_health(bot))
    router.include_router(answer_routes(bot, desk))
    router.include_router(shelf_routes(bot))
    router.include_router(kept_routes(bot, desk, keeper))
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
