"""One application for everything: middleware, routes, and the chat page mounted at `/`."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from summitbot.bot import Bot
from summitbot.keeping import Keeper
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.foreign import ForeignPages
from summitbot.surfaces.api.headers import BodyLimit, SecurityHeaders
from summitbot.surfaces.api.openapi import DESCRIPTION, complete
from summitbot.surfaces.api.problems import Unrouted, add_problem_handlers, problem
from summitbot.surfaces.api.routes import build_routes
from summitbot.surfaces.origins import Origins
from summitbot.surfaces.rooms import STATIC as ROOMS
from summitbot.surfaces.rooms import build_rooms
from summitbot.surfaces.ui.page import STATIC, build_page, mount_page

MOST_BYTES = 1_000_000


def create_app(bot: Bot) -> FastAPI:
    """The application over one opened bot. Raises `SettingsError` for a broken list of origins.

    >>> app = create_app(Bot.open())       # doctest: +SKIP
    >>> uvicorn.run(app)                   # doctest: +SKIP
    """
    app = FastAPI(
        title="summitbot",
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    add_problem_handlers(app)
    _guard(app, Origins.open(bot.settings))
    keeper = Keeper(bot)
    app.include_router(build_routes(bot, Desk(bot.settings), keeper))
    app.include_router(build_rooms(bot, keeper))
    app.mount("/rooms", StaticFiles(directory=ROOMS), name="rooms")
    complete(app)
    app.mount("/page", StaticFiles(directory=STATIC), name="page")
    app.router.routes.append(Unrouted(list(app.router.routes)))
    return mount_page(app, build_page(bot))


def _guard(app: FastAPI, origins: Collection[str]) -> None:
    """What stands before the routes; what is added last is asked first."""
    # Gradio lets any origin in, with credentials, unless it finds this very class here.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=("GET", "POST"),
        allow_headers=("Content-Type", "Accept", "Authorization"),
        expose_headers=("Retry-After", "Location"),
        allow_credentials=False,
    )
    app.add_middleware(ForeignPages, origins=origins, refuse=problem(403))
    app.add_middleware(BodyLimit, most=MOST_BYTES, refuse=problem(413))
    app.add_middleware(SecurityHeaders, origins=origins)
