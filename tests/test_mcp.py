"""The Model Context Protocol, spoken with the protocol's own client: over HTTP, and over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from mcp import Client, MCPError, StdioServerParameters

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.serve import listen

QUESTION = "Where was the Lake summit held?"
Visit = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def home(bot: Bot) -> Iterator[str]:
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(bot), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
        server.should_exit = True
        thread.join()


@pytest.fixture(params=["http", "stdio"])
def visit(request: pytest.FixtureRequest, home: str, tiny_settings: Settings) -> Callable[[Visit], Any]:
    """Runs what a client does, over one of the transports."""
    arguments = ["-m", "summitbot", "mcp", "--sources", tiny_settings.sources, "--index", tiny_settings.index]
    program = StdioServerParameters(
        command=sys.executable, args=[str(part) for part in arguments], env=dict(os.environ)
    )

    def run(work: Visit) -> Any:
        async def session() -> Any:
            async with Client(
                home if request.param == "http" else program, read_timeout_seconds=60
            ) as client:
                return await work(client)

        return asyncio.run(session())

    return run


def test_a_client_finds_its_way(visit: Callable[[Visit], Any], bot: Bot) -> None:
    async def work(client: Client) -> Any:
        tools = await client.list_tools()
        asked = await client.call_tool("ask", {"question": QUESTION})
        found = await client.call_tool("search", {"query": "Lake summit", "k": 2})
        source = await client.call_tool("get_source", {"source_id": "lake-summit"})
        line = await client.call_tool("timeline", {"start": "1991"})
        resources = await client.list_resources()
        text = await client.read_resource("summitbot://sources/lake-summit")
        return tools, asked, found, source, line, resources, text

    tools, asked, found, source, line, resources, text = visit(work)
    assert {tool.name for tool in tools.tools} == {"ask", "search", "get_source", "timeline"}
    assert asked.structured_content["text"] == bot.ask(QUESTION).text
    assert [hit["rank"] for hit in found.structured_content["hits"]] == [1, 2]
    assert source.structured_content["text"] == bot.corpus.sources["lake-summit"].text
    assert [event["id"] for event in line.structured_content["events"]] == ["hill-summit"]
    assert {str(r.uri) for r in resources.resources} == {
        f"summitbot://sources/{id_}" for id_ in bot.corpus.sources
    }
    assert text.contents[0].text == bot.corpus.sources["lake-summit"].text


def test_what_is_wrong_is_told(visit: Callable[[Visit], Any]) -> None:
    async def work(client: Client) -> Any:
        unknown = await client.call_tool("get_source", {"source_id": "../../etc/passwd"})
        wrong = await client.call_tool("timeline", {"start": "yesterday"})
        with pytest.raises(MCPError):
            await client.read_resource("file:///etc/passwd")
        return unknown, wrong

    unknown, wrong = visit(work)
    assert unknown.is_error
    assert "no source of that name" in unknown.content[0].text
    assert wrong.is_error


def test_pages_of_other_sites_are_not_served(home: str) -> None:
    reply = httpx.post(home, json={}, headers={"origin": "https://evil.example"})
    assert reply.status_code == 403
