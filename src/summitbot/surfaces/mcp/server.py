"""The bot for programs that speak the Model Context Protocol: tools to ask and look up, the sources as resources."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resources import TextResource
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from summitbot.bot import Bot
from summitbot.surfaces.api.desk import Desk
from summitbot.surfaces.api.shapes import Text
from summitbot.surfaces.api.shelf import events_between, line_of, source_of

SCHEME = "summitbot"
LOOKS = ToolAnnotations(read_only_hint=True, open_world_hint=False, idempotent_hint=True)
Day = Annotated[
    str | None, Field(pattern=r"^\d{4}(-\d{2}){0,2}$", description="ISO date: year, month or day.")
]


def build_server(bot: Bot, desk: Desk) -> MCPServer:
    """The server over one bot; it answers through the desk, so its questions wait with all others."""
    server = MCPServer(
        "summitbot",
        instructions="Answers come out of curated sources; every sentence carries the numbers of its citations. "
        "Read `status`: a refusal is to be passed on as such. What it quotes in `nearest` comes closest in the sources "
        "and is no answer.",
        log_level="WARNING",
    )
    _add_tools(server, bot, desk)
    for source in bot.corpus.sources.values():
        server.add_resource(
            TextResource(
                uri=f"{SCHEME}://sources/{source.id}", name=source.id, title=source.title, text=source.text,
                mime_type="text/plain",
            )
        )  # fmt: skip
    return server


def build_app(server: MCPServer) -> Starlette:
    """The server over streamable HTTP, at `/mcp`: no sessions, so any process may answer any request.

    Host and origin are not checked here: the application around it holds them to its own allow list.
    """
    return server.streamable_http_app(
        streamable_http_path="/mcp",
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )


def run_stdio(bot: Bot) -> None:
    """Serve over standard input and output until the input ends."""
    server = build_server(bot, Desk(bot.settings))
    asyncio.run(server.run_stdio_async())


def _add_tools(server: MCPServer, bot: Bot, desk: Desk) -> None:
    async def within(work: Any, *arguments: Any) -> Any:
        try:
            return await desk.run(work, *arguments)
        except HTTPException as error:
            raise ToolError(str(error.detail)) from None

    @server.tool(annotations=LOOKS)
    async def ask(question: Text) -> dict[str, Any]:
        """Answer a question out of the sources, with citations. A follow-up has to name what it is about."""
        answer: dict[str, Any] = (await within(bot.ask, question)).to_dict()
        return answer

    @server.tool(annotations=LOOKS)
    async def search(
        query: Text, k: Annotated[int, Field(ge=1, le=50, description="How many passages.")] = 10
    ) -> dict[str, Any]:
        """The passages nearest to a query, best first, with their offsets in their sources."""
        hits = await within(bot.search, query, k)
        return {"hits": [{"rank": hit.rank, "score": hit.score, **hit.passage.to_dict()} for hit in hits]}

    @server.tool(annotations=LOOKS)
    async def get_source(source_id: Annotated[str, Field(max_length=300)]) -> dict[str, Any]:
        """One source: text, references, date, people."""
        source = bot.corpus.sources.get(source_id)
        if source is None:
            raise ToolError("There is no source of that name. Search for it, or list the resources.")
        return source_of(source)

    @server.tool(annotations=LOOKS)
    async def timeline(start: Day = None, end: Day = None, person: str | None = None) -> dict[str, Any]:
        """The events that touch a period, in order of date; a person is named by the id of their source."""
        return {"events": [line_of(source) for source in events_between(bot, start, end, person)]}
