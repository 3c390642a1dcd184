"""One application for everything: middleware, routes, and the chat page mounted at `/`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, nullcontext
from importlib.util import find_spec

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from summitbot.bot import Bot
from summitbot.keeping import Keeper
from summitbot.settings import Settings
from summitbot.surfaces.api.assets import Assets, Lasting
from summitbot.surfaces.api.bodies import BodyLimit
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.foreign import ForeignPages
from summitbot.surfaces.api.headers import SecurityHeaders
from summitbot.surfaces.api.metrics import Metered, Metrics
from summitbot.surfaces.api.observed import Observed
from summitbot.surfaces.api.openapi import DESCRIPTION, complete
from summitbot.surfaces.api.problems import Unrouted, add_problem_handlers, problem
from summitbot.surfaces.api.proxies import trusted
from summitbot.surfaces.api.rates import RateLimits
from summitbot.surfaces.api.routes import build_routes
from summitbot.surfaces.origins import Origins
from summitbot.surfaces.rooms import STATIC as ROOMS
from summitbot.surfaces.rooms import build_rooms
from summitbot.surfaces.ui.masthead import STATIC
from summitbot.surfaces.ui.page import build_page, mount_page
from summitbot.surfaces.widget.routes import widget_routes

MOST_BYTES = 1_000_000
# What the chat page asks Gradio for. Its other routes (files, uploads, proxies, calls) have no use here.
PAGE = re.compile(
    r"/|/config/?|/theme\.css|/manifest\.json|/favicon\.ico|/(?:static|assets)/[^\0]*"
    r"|/gradio_api/(?:info|app_id|startup-events|cancel|reset|queue/(?:join|data)|heartbeat/[a-z0-9]{1,40})/?"
)


def create_app(bot: Bot) -> FastAPI:
    """The application over one opened bot. Raises `SettingsError` for a list, rate or proxy that is none.

    >>> app = create_app(Bot.open())       # doctest: +SKIP
    >>> uvicorn.run(app)                   # doctest: +SKIP
    """
    metrics, desk = Metrics(), Desk(bot.settings)
    metrics.watch(lambda: desk.taken)
    metered = Metered(bot, metrics)
    protocol = _protocol(metered, desk)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with protocol.router.lifespan_context(protocol) if protocol else nullcontext():
            yield
        desk.close()

    app = FastAPI(
        lifespan=lifespan,
        title="summitbot",
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    add_problem_handlers(app)
    origins = Origins.open(bot.settings)
    _guard(app, bot.settings, origins, metrics)
    keeper = Keeper(bot)
    app.include_router(build_routes(metered, desk, keeper, metrics))
    app.include_router(build_rooms(bot, keeper))
    app.mount("/rooms", Assets(directory=ROOMS), name="rooms")
    app.include_router(widget_routes(origins))
    complete(app)
    app.router.routes.extend(protocol.routes if protocol else ())
    app.mount("/page", Assets(directory=STATIC), name="page")
    app.router.routes.append(Unrouted(list(app.router.routes), PAGE))
    return mount_page(app, build_page(metered, desk.stream))


def _protocol(bot: Bot, desk: Desk) -> Starlette | None:
    """The Model Context Protocol, where its extra is installed."""
    if find_spec("mcp") is None:
        return None
    from summitbot.surfaces.mcp.server import build_app, build_server

    return build_app(build_server(bot, desk))


def _guard(app: FastAPI, settings: Settings, origins: Collection[str], metrics: Metrics) -> None:
    """What stands before the routes; what is added last is asked first."""
    app.add_middleware(Lasting)
    app.add_middleware(RateLimits, settings=settings, origins=origins)
    app.add_middleware(BodyLimit, most=MOST_BYTES, seconds=settings.body_seconds, refuse=problem(413))
    app.add_middleware(ForeignPages, origins=origins, refuse=problem(403))
    # Gradio lets any origin in, with credentials, unless it finds this very class here.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=("GET", "POST"),
        allow_headers=("Content-Type", "Accept", "Authorization"),
        expose_headers=("Retry-After", "Location", "X-Request-ID"),
        allow_credentials=False,
    )
    # Streams of events pass as they come: the middleware leaves text/event-stream alone.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(Observed, metrics=metrics)
    app.add_middleware(SecurityHeaders, origins=origins)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted(settings.proxies))
