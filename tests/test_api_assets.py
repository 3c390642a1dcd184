"""What travels: files are zipped and kept by browsers, streams of events still come as they are made."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from hosts import Slow, served

from summitbot import Bot
from summitbot.surfaces.api import create_app

ZIPPED = {"accept-encoding": "gzip"}


@pytest.fixture(scope="module")
def client(bot: Bot) -> Iterator[TestClient]:
    with TestClient(create_app(bot)) as client:
        yield client


def addresses(client: TestClient, page: str) -> list[str]:
    """The scripts and styles that a page loads."""
    found = re.findall(
        r'(?:src|href)="(?:\./|\.\./)?([\w./-]+\.(?:js|css)(?:\?v=\w+)?)"', client.get(page).text
    )
    return [f"/{address}" for address in dict.fromkeys(found)]


@pytest.mark.parametrize("page", ["/", "/timeline", "/sources"])
def test_scripts_and_styles_are_small_and_asked_for_once(client: TestClient, page: str) -> None:
    found = addresses(client, page)
    assert len(found) >= 2
    for address in found:
        reply = client.get(address, headers=ZIPPED)
        assert "immutable" in reply.headers["cache-control"], address
        assert reply.headers["etag"]
        if len(reply.content) > 1000:
            assert reply.headers["content-encoding"] in ("gzip", "br"), address
            assert "Accept-Encoding" in reply.headers["vary"]


@pytest.mark.parametrize("version", ["", "?v=", "?v=000000000000", "?w=1"])
def test_another_address_is_asked_for_anew(client: TestClient, version: str) -> None:
    reply = client.get(f"/page/chat.css{version}")
    assert reply.headers["cache-control"] == "no-cache"
    again = client.get(f"/page/chat.css{version}", headers={"if-none-match": reply.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_and_answers_are_zipped_and_not_kept(client: TestClient) -> None:
    for address in ("/sources", "/api/v1/sources/lake-summit", "/api/openapi.json"):
        reply = client.get(address, headers=ZIPPED)
        assert reply.headers["content-encoding"] == "gzip"
        assert "immutable" not in reply.headers.get("cache-control", "")
    assert "content-encoding" not in client.get("/sources", headers={"accept-encoding": "identity"}).headers


def test_events_come_as_they_are_made(bot: Bot) -> None:
    slow = Slow(bot)
    with served(slow) as home:
        slow.pause = 0.5
        body = {"question": "Where was the Lake summit held?"}
        sent = ZIPPED | {"accept": "text/event-stream"}
        with httpx.stream("POST", f"{home}/api/v1/ask", json=body, headers=sent, timeout=30) as reply:
            assert "content-encoding" not in reply.headers
            pieces = [piece.decode() for piece in reply.iter_raw()]
    assert "event: stage" in pieces[0]
    assert "event: end" not in pieces[0]
    assert "event: end" in pieces[-1]
