"""The sites that may embed the bot: the list, and what CORS and framing make of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from summitbot import Bot, Settings
from summitbot.errors import SettingsError
from summitbot.surfaces.api import create_app
from summitbot.surfaces.origins import FILE, Origins, parse_origin

LISTED, SET, FOREIGN = "https://news.example", "http://school.example:8080", "https://evil.example"
ASKED = {"question": "Where was the Lake summit held?"}


@pytest.fixture
def settings(tiny_settings: Settings, tmp_path: Path) -> Settings:
    return tiny_settings.with_changes(data=tmp_path, origins=SET)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(Bot.open(settings)), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.ORG:443", "https://example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("https://한국.example", "https://xn--3e0b707e.example"),
    ],
)
def test_origins_are_written_as_browsers_do(text: str, origin: str) -> None:
    assert parse_origin(text) == origin


@pytest.mark.parametrize(
    "text",
    [
        "", "*", "null", "example.org", "https://", "https://*.example.org", "https://example.org/", "ftp://example.org",
        "https://example.org/page", "https://example.org?x", "https://a@example.org", "https://example.org:99999",
        "https://example.org:", "https://example.org#", " https://example.org", "https://example.org; script-src *",
        "https://exa mple.org", "https://example.org\r\nx: y", "javascript:alert(1)", "https://a..example",
        "https://[::1", "https://example.org,https://b.example", "https://example.org\n",
    ],
)  # fmt: skip
def test_what_is_no_origin_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(SettingsError, match="Write scheme://host"):
        parse_origin(text)


def test_the_list_is_kept_and_changed(settings: Settings, tmp_path: Path) -> None:
    origins = Origins.open(settings)
    assert list(origins) == [SET]
    assert origins.add("https://NEWS.example") == LISTED
    assert origins.add(LISTED) == LISTED
    assert (tmp_path / FILE).read_text() == f"{LISTED}\n"
    assert [p.name for p in tmp_path.iterdir()] == [FILE]
    other = Origins.open(settings)
    assert list(other) == [SET, LISTED]
    assert len(other) == 2
    assert origins.remove(LISTED)
    assert not origins.remove(LISTED)
    assert LISTED not in other, "another process follows the file"
    with pytest.raises(SettingsError, match="SUMMITBOT_ORIGINS"):
        origins.remove(SET)


def test_a_broken_list_is_told_at_the_start(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# ours\nhttps://*\n")
    with pytest.raises(SettingsError, match="no origin"):
        Origins.open(settings)
    with pytest.raises(SettingsError, match="no origin"):
        Origins.open(settings.with_changes(origins="*", data=tmp_path / "none"))


def test_listed_sites_may_call_without_credentials(client: TestClient, settings: Settings) -> None:
    Origins.open(settings).add(LISTED)  # the server is up already
    for origin in (LISTED, SET):
        preflight = client.options("/api/v1/ask", headers=_preflight(origin))
        reply = client.post("/api/v1/ask", json=ASKED, headers={"origin": origin})
        assert (preflight.status_code, reply.status_code) == (200, 200)
        for one in (preflight, reply):
            assert one.headers["access-control-allow-origin"] == origin
            assert "Origin" in one.headers["vary"]
            assert "access-control-allow-credentials" not in one.headers


@pytest.mark.parametrize(
    "origin",
    [
        FOREIGN, "null", "*", LISTED, "https://school.example:8080", "http://school.example", "http://school.example:8080.evil.example",
        "http://evil.example#http://school.example:8080", "http://xschool.example:8080", "http://testserver.evil.example",
    ],
)  # fmt: skip
def test_pages_of_other_sites_are_not_answered(client: TestClient, origin: str) -> None:
    preflight = client.options("/api/v1/ask", headers=_preflight(origin))
    assert preflight.status_code == 400
    assert "access-control-allow-origin" not in preflight.headers
    for path in ("/api/v1/ask", "/api/v1/feedback", "/api/v1/answers", "/gradio_api/queue/join"):
        reply = client.post(path, json=ASKED, headers={"origin": origin})
        assert reply.status_code == 403
        assert reply.headers["content-type"] == "application/problem+json"
        assert "access-control-allow-origin" not in reply.headers


def test_our_own_pages_are_answered_behind_a_proxy_too(client: TestClient) -> None:
    for origin in ("http://testserver", "https://testserver"):
        assert client.post("/api/v1/ask", json=ASKED, headers={"origin": origin}).status_code == 200


def test_only_the_embedded_page_may_be_framed_and_by_listed_sites(
    client: TestClient, settings: Settings
) -> None:
    embed = client.get("/embed").headers
    assert embed["content-security-policy"].endswith(f"frame-ancestors 'self' {SET}")
    Origins.open(settings).add(LISTED)
    embed = client.get("/embed").headers
    assert embed["content-security-policy"].endswith(f"frame-ancestors 'self' {SET} {LISTED}")
    assert "x-frame-options" not in embed
    for path in ("/", "/embed/", "/embed/x", "/api/v1/coverage", "/sources/lake-summit"):
        page = client.get(path).headers
        assert page["content-security-policy"].endswith("frame-ancestors 'self'")
        assert page["x-frame-options"] == "SAMEORIGIN"


def _preflight(origin: str) -> dict[str, str]:
    return {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
