"""One application for everything: middleware, routes, and the chat page mounted at `/`."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from summitbot.bot import Bot
from summitbot.surfaces.api.headers import BodyLimit, SecurityHeaders
from summitbot.surfaces.api.problems import Unrouted, add_problem_handlers, problem
from summitbot.surfaces.api.routes import build_routes
from summitbot.surfaces.ui.page import STATIC, build_page, mount_page

MOST_BYTES = 1_000_000


def create_app(bot: Bot) -> FastAPI:
    """The application over one opened bot.

    >>> app = create_app(Bot.open())       # doctest: +SKIP
    >>> uvicorn.run(app)                   # doctest: +SKIP
    """
    app = FastAPI(
        title="summitbot",
        description="Answers out of curated sources, with a citation for every sentence.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    add_problem_handlers(app)
    # No origin but our own; without this Gradio would let others in, with credentials.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(BodyLimit, most=MOST_BYTES, refuse=problem(413))
    app.add_middleware(SecurityHeaders)
    app.include_router(build_routes(bot))
    app.mount("/page", StaticFiles(directory=STATIC), name="page")
    app.router.routes.append(Unrouted(list(app.router.routes)))
    return mount_page(app, build_page(bot))
