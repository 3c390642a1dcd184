"""The sources as the API gives them: the list, one of them, and the events in order of date."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse, Response

from summitbot.bot import Bot
from summitbot.records import Source
from summitbot.surfaces.api.shapes import SourceLine, SourceList, problems

Kind = Annotated[
    str | None, Query(max_length=50, description="Only sources of this kind.", examples=["event"])
]
Limit = Annotated[int, Query(ge=1, le=500, description="How many.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out first.")]
Day = Annotated[
    str | None,
    Query(
        pattern=r"^\d{4}(-\d{2}){0,2}$", description="An ISO date: year, month or day.", examples=["2018-06"]
    ),
]
Name = Annotated[str | None, Query(max_length=200, description="Only events with this one (its id).")]
LINE = tuple(field for field in SourceLine.model_fields if field != "page")


def shelf_routes(bot: Bot) -> APIRouter:
    """Reading the sources."""
    router = APIRouter(prefix="/api/v1", tags=["sources"])
    sources = bot.corpus.sources

    @router.get("/sources", response_model=SourceList, responses=problems(422, 429))
    async def listed(kind: Kind = None, limit: Limit = 100, offset: Offset = 0) -> Response:
        """The sources by id, without their texts."""
        found = [source for source in sources.values() if kind in (None, source.kind)]
        return _page(sorted(found, key=lambda source: source.id), limit, offset)

    @router.get("/sources/{source_id:path}", response_model=Source, responses=problems(404, 422, 429))
    async def one(source_id: str) -> Response:
        """One source: its text, its references, its paragraphs' offsets."""
        source = sources.get(source_id)
        if source is None:
            raise HTTPException(
                404, "There is no source of that name. The names are listed at /api/v1/sources."
            )
        return JSONResponse(source_of(source))

    @router.get("/events", response_model=SourceList, responses=problems(422, 429))
    async def events(
        start: Day = None, end: Day = None, person: Name = None, limit: Limit = 100, offset: Offset = 0
    ) -> Response:
        """The events in order of date, those that touch the period between start and end."""
        return _page(events_between(bot, start, end, person), limit, offset)

    return router


def events_between(
    bot: Bot, start: str | None = None, end: str | None = None, person: str | None = None
) -> list[Source]:
    """The dated events that touch a period, in order of date. Dates compare at the precision that both have."""
    return sorted(
        (
            source
            for source in bot.corpus.sources.values()
            if source.kind == "event" and source.date and _touches(source, start, end)
            if person is None or person in source.people
        ),
        key=lambda source: (source.date, source.id),
    )


def source_of(source: Source) -> dict[str, Any]:
    """A source as plain values, without where its file lies."""
    return source.to_dict() | {"path": ""}


def line_of(source: Source) -> dict[str, Any]:
    """A source without its text."""
    values = source.to_dict()
    return {key: values[key] for key in LINE} | {"page": f"sources/{source.id}"}


def _page(found: list[Source], limit: int, offset: int) -> Response:
    lines = [line_of(source) for source in found[offset : offset + limit]]
    return JSONResponse({"total": len(found), "sources": lines})


def _touches(source: Source, start: str | None, end: str | None) -> bool:
    first, last = source.date or "", source.end or source.date or ""
    after = start is None or last >= start[: len(last)]
    before = end is None or first[: len(end)] <= end
    return after and before
