"""The addresses of the rooms: timeline, sources, trust, frozen answers."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from summitbot.bot import Bot
from summitbot.errors import LedgerUnusable, UsageError
from summitbot.keeping import Keeper
from summitbot.surfaces.rooms.catalogue import catalogue
from summitbot.surfaces.rooms.kept import as_json, as_markdown, kept
from summitbot.surfaces.rooms.room import not_here, respond
from summitbot.surfaces.rooms.sheet import checked_row, entry_of, sheet
from summitbot.surfaces.rooms.shelf import read_wanted
from summitbot.surfaces.rooms.timeline import timeline
from summitbot.surfaces.rooms.trust import trust
from summitbot.surfaces.rooms.words import words_for
from summitbot.surfaces.ui.source import render_source
from summitbot.surfaces.ui.words import Words, language_of

Offset = Annotated[int | None, Query(ge=0, description="Code point of the source's text.")]
# A frozen answer is nobody's business but its reader's, and its marks may change any time.
VARYING = {"Vary": "Accept-Language, Cookie"}
PRIVATE = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex, nofollow"}


def build_rooms(bot: Bot, keeper: Keeper) -> APIRouter:
    """Every room over one bot."""
    router = APIRouter(include_in_schema=False)
    _add_rooms(router, bot)
    _add_source(router, bot)
    _add_answer(router, bot, keeper)
    return router


def _add_rooms(router: APIRouter, bot: Bot) -> None:
    @router.get("/timeline")
    def show_timeline(request: Request) -> HTMLResponse:
        """The events in order of time."""
        values = timeline(bot.corpus, read_wanted(request.query_params), words_for(request))
        return respond(request, bot, "timeline.html.jinja", values)

    @router.get("/sources")
    def show_sources(request: Request) -> HTMLResponse:
        """The shelf of all sources."""
        values = catalogue(bot, read_wanted(request.query_params))
        return respond(request, bot, "sources.html.jinja", values)

    @router.get("/trust")
    def show_trust(request: Request) -> HTMLResponse:
        """How far to trust the bot."""
        return respond(request, bot, "trust.html.jinja", trust(bot, words_for(request)))


def _add_source(router: APIRouter, bot: Bot) -> None:
    @router.get("/sources/{source_id:path}")
    def show_source(
        request: Request,
        source_id: str,
        start: Offset = None,
        end: Offset = None,
        view: Literal["page", "panel"] = "page",
    ) -> HTMLResponse:
        """One source, the stretch from start to end highlighted; `view=panel` is what the chat shows beside it."""
        source = bot.corpus.sources.get(source_id)
        if source is None:
            return _missing(request, bot, "error.source")
        stretch = None if start is None or end is None else (start, end)
        address = str(request.url.replace(query="", fragment=""))
        if view == "panel":
            words, entry = Words(language_of(request)), entry_of(bot.corpus, source, address)
            return HTMLResponse(render_source(bot.corpus, source, words, stretch, entry), headers=VARYING)
        values = sheet(bot.corpus, source, stretch, address)
        values |= {"checked": checked_row(bot.settings.sources_dir(), source.id)}
        return respond(request, bot, "source.html.jinja", values)


def _add_answer(router: APIRouter, bot: Bot, keeper: Keeper) -> None:
    @router.get("/answers/{permalink}")
    async def show_answer(
        request: Request, permalink: str, format: Literal["html", "md", "json"] = "html"
    ) -> Response:
        """A frozen answer as it was; `format` is html, md or json."""
        try:
            thawed = await run_in_threadpool(keeper.thaw, permalink)
        except UsageError:
            return _missing(request, bot, "error.answer")
        except LedgerUnusable:
            return _missing(request, bot, "error.busy", 503)
        words = words_for(request)
        if format == "json":
            return Response(as_json(thawed), media_type="application/json", headers=PRIVATE)
        if format == "md":
            text = as_markdown(thawed, words, str(request.base_url))
            return Response(text, media_type="text/markdown; charset=utf-8", headers=PRIVATE)
        address = str(request.url.replace(query="", fragment=""))
        page = respond(request, bot, "answer.html.jinja", kept(bot.corpus, thawed, words, address))
        page.headers.update(PRIVATE)
        return page


def _missing(request: Request, bot: Bot, why: str, status: int = 404) -> HTMLResponse:
    """A page for who reads pages; a problem for whoever else asks."""
    if "text/html" in request.headers.get("accept", ""):
        return not_here(request, bot, why, status)
    raise HTTPException(status, words_for(request)(why))
