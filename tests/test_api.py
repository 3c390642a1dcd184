"""The web application: routes, problems, headers, and what other origins may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from summitbot import Answer, Bot
from summitbot.surfaces.api import create_app

QUESTION = "Where was the Lake summit held?"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client(bot: Bot) -> Iterator[TestClient]:
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        yield client


def test_health(client: TestClient, bot: Bot) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["corpus"] == bot.corpus.stamp.to_dict()
    assert ready["embedder"] == bot.settings.embedder


def test_ask_gives_the_bots_answer(client: TestClient, bot: Bot) -> None:
    reply = client.post("/api/v1/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    assert Answer.from_dict(reply.json()).text == bot.ask(QUESTION).text
    assert "Veldes" in reply.json()["text"]


def test_history_is_read(client: TestClient) -> None:
    asked = {
        "question": "Why did it end early?",
        "history": [
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "At the Hotel Astoria in Veldes."},
        ],
    }
    reply = client.post("/api/v1/ask", json=asked).json()
    assert "Lake" in reply["trace"]["standalone"]
    assert "water" in reply["text"]


def test_a_refusal_is_no_error(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", json={"question": ""})
    assert (reply.status_code, reply.json()["status"]) == (200, "invalid")


def test_coverage(client: TestClient, bot: Bot) -> None:
    coverage = client.get("/api/v1/coverage").json()
    assert coverage["subject"] == bot.corpus.coverage.subject
    assert coverage["starters"] == list(bot.corpus.coverage.starters)


@pytest.mark.parametrize(
    ("body", "status", "hint"),
    [
        ("{", 400, "no JSON"),
        ("{}", 422, "question"),
        ('{"question": 3}', 422, "question"),
        ('{"question": "x", "history": [{"role": "king", "content": "y"}]}', 422, "history.0.role"),
        ('{"question": "x", "history": "none"}', 422, "history"),
        ("[]", 422, "the body"),
    ],
)
def test_bad_bodies_are_problems(client: TestClient, body: str, status: int, hint: str) -> None:
    reply = client.post("/api/v1/ask", content=body, headers=JSON)
    assert reply.status_code == status
    check_problem(reply, status)
    assert hint in reply.json()["detail"]


def test_large_bodies_are_refused(client: TestClient) -> None:
    announced = client.post("/api/v1/ask", json={"question": "x" * 1_000_001})
    check_problem(announced, 413)
    unannounced = client.post("/api/v1/ask", content=(b"x" * 65536 for _ in range(20)), headers=JSON)
    check_problem(unannounced, 413)


def test_wrong_methods_and_addresses_are_problems(client: TestClient) -> None:
    reply = client.get("/api/v1/ask")
    check_problem(reply, 405)
    assert reply.headers["allow"] == "POST"
    check_problem(client.post("/healthz"), 405)
    check_problem(client.get("/api/v1/none"), 404)
    check_problem(client.get("/sources/none"), 404)


def test_a_crash_is_a_problem_without_its_inside(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(bot, "stream", crash)
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        reply = client.post("/api/v1/ask", json={"question": "x"})
    check_problem(reply, 500)
    assert "secret" not in reply.text


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/v1/none", "/sources/lake-summit", "/page/page.js", "/config"]
)
def test_security_headers_everywhere(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "img-src 'self' data:" in policy
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/api/v1/ask", "/gradio_api/info", "/config"])
def test_no_other_origin_is_let_in(client: TestClient, path: str) -> None:
    foreign = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for reply in (client.get(path, headers=foreign), client.options(path, headers=foreign)):
        assert "access-control-allow-origin" not in reply.headers


def test_the_page_and_its_parts(client: TestClient, bot: Bot) -> None:
    page = client.get("/")
    assert "text/html" in page.headers["content-type"]
    assert bot.corpus.coverage.starters[0] in page.text
    assert client.get("/page/chat.css").status_code == 200
    assert client.get("/page/page.js").status_code == 200


def test_nothing_of_gradio_is_offered_as_an_api(client: TestClient) -> None:
    info = client.get("/gradio_api/info").json()
    assert not info.get("named_endpoints")
    assert not info.get("unnamed_endpoints")
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert not config["footer_links"]


def test_openapi_names_the_routes_and_docs_pages_are_off(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/healthz", "/readyz", "/api/v1/ask", "/api/v1/coverage"} <= set(paths)
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_a_source_is_a_page(client: TestClient) -> None:
    page = client.get("/sources/lake-summit", params={"start": 0, "end": 15})
    assert '<mark id="here">The Lake summit</mark>' in page.text
    assert client.get("/sources/lake-summit", params={"start": 10**9, "end": 10**9}).status_code == 200
    check_problem(client.get("/sources/lake-summit", params={"start": "x"}), 422)


def check_problem(reply, status: int) -> None:  # type: ignore[no-untyped-def]
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["status"] == reply.status_code == status
    assert body["title"]
    assert body["detail"].endswith(".")
    assert "Traceback" not in reply.text
