"""The routes for programs: health, answers, sources, and what readers leave."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException
from fastapi.responses import PlainTextResponse, Response

from summitbot.bot import Bot
from summitbot.keeping import Keeper
from summitbot.surfaces.api.answers import answer_routes
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.kept import kept_routes
from summitbot.surfaces.api.metrics import CONTENT_TYPE, Metrics
from summitbot.surfaces.api.openai import openai_routes
from summitbot.surfaces.api.shelf import shelf_routes


def build_routes(bot: Bot, desk: Desk, keeper: Keeper, metrics: Metrics) -> APIRouter:
    """Everything for programs, over one bot."""
    router = APIRouter()
    router.include_router(_health(bot, metrics))
    router.include_router(answer_routes(bot, desk))
    router.include_router(shelf_routes(bot))
    router.include_router(kept_routes(bot, desk, keeper))
    router.include_router(openai_routes(bot, desk))
    return router


def _health(bot: Bot, metrics: Metrics) -> APIRouter:
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

    @router.get("/metrics", response_class=PlainTextResponse, include_in_schema=False)
    async def numbers(authorization: Annotated[str, Header()] = "") -> Response:
        """Counters for Prometheus."""
        token = bot.settings.metrics_token
        wanted = f"Bearer {token.get_secret_value()}" if token else ""
        if token and not secrets.compare_digest(authorization.encode(), wanted.encode()):
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    return router
