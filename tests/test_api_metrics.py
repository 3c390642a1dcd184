"""What the server tells its operator: numbers and log lines, and what it keeps to itself."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from scripted_model import serve

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app

QUESTION = "Where was the Lake summit held?"


@pytest.fixture
def client(bot: Bot) -> Iterator[TestClient]:
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        yield client


def value(text: str, name: str, **labels: str) -> float:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return sample.value
    return 0.0


def test_questions_are_counted_by_status_and_timed_by_stage(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": QUESTION})
    client.post("/api/v1/ask", json={"question": QUESTION}, headers={"accept": "text/event-stream"})
    client.post("/api/v1/ask", json={"question": ""})
    text = client.get("/metrics").text
    assert value(text, "summitbot_questions_total", status="answered") == 2
    assert value(text, "summitbot_questions_total", status="invalid") == 1
    assert value(text, "summitbot_answer_seconds_count") == 3
    for stage in ("understanding", "retrieval", "answering"):
        assert value(text, "summitbot_stage_seconds_count", stage=stage) >= 2
    route = {"method": "POST", "route": "/api/v1/ask", "status": "200"}
    assert value(text, "summitbot_http_requests_total", **route) == 3
    assert value(text, "summitbot_questions_open") == 0
    assert "Lake" not in text


def test_failures_are_counted(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Iterator[None]:
        raise RuntimeError("broken")
        yield

    monkeypatch.setattr(bot, "stream", crash)
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        client.post("/api/v1/ask", json={"question": QUESTION})
        text = client.get("/metrics").text
    assert value(text, "summitbot_questions_failed_total") == 1
    failed = {"method": "POST", "route": "/api/v1/ask", "status": "500"}
    assert value(text, "summitbot_http_requests_total", **failed) == 1


def test_addresses_make_no_series(client: TestClient) -> None:
    for n in range(5):
        client.get(f"/api/v1/none-{n}")
        client.request(f"X{n}", "/")
    assert "none-" not in client.get("/metrics").text


def test_the_numbers_can_be_closed(tiny_settings: Settings) -> None:
    app = create_app(Bot.open(tiny_settings.with_changes(metrics_token="s3cret")))
    with TestClient(app) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/metrics", headers={"authorization": "Bearer s3cret"}).status_code == 200


def test_every_reply_has_an_id_and_only_a_tame_one_is_taken_over(client: TestClient) -> None:
    given = client.get("/healthz", headers={"x-request-id": "abcd-1234"})
    assert given.headers["x-request-id"] == "abcd-1234"
    for wild in ("short", "x" * 65, "a b c d e f", "<script>alert(1)</script>"):
        made = client.get("/healthz", headers={"x-request-id": wild}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{32}", made)


def test_the_log_holds_a_line_a_request_and_no_question(tiny_settings: Settings, tmp_path: Path) -> None:
    command = ["-m", "summitbot", "serve", "--port", "0", "--sources", str(tiny_settings.sources)]
    environment = dict(os.environ) | {"SUMMITBOT_LOG_REQUESTS": "true", "SUMMITBOT_DATA": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, *command, "--index", str(tiny_settings.index)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        home = next(m[1] for line in process.stdout if (m := re.search(r"(http://\S+)", line)))
        reply = httpx.post(f"{home}api/v1/ask", json={"question": QUESTION}, timeout=20)
        httpx.get(f"{home}api/v1/search", params={"q": "Lake summit"}, timeout=20)
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    lines = [json.loads(line) for line in err.splitlines()]
    asked = next(line for line in lines if line["route"] == "/api/v1/ask")
    assert (asked["status"], asked["method"], asked["level"]) == (200, "POST", "INFO")
    assert asked["request_id"] == reply.headers["x-request-id"]
    assert asked["ms"] > 0
    assert "Lake" not in err
    assert "127.0.0.1" not in err


def test_checks_are_timed_and_answers_counted_by_who_wrote_them(tiny_settings: Settings) -> None:
    pytest.importorskip("langchain_openai")
    said = ["The Lake summit was held at the Hotel Astoria in Veldes [1].", "It was all a dream [1]."]
    with serve(lambda asked: said[0]) as model:
        settings = tiny_settings.with_changes(chat_model="openai:small", chat_url=f"{model.url}/v1")
        with TestClient(create_app(Bot.open(settings))) as client:
            client.post("/api/v1/ask", json={"question": QUESTION})
            said[0] = said[1]
            client.post("/api/v1/ask", json={"question": QUESTION})
            client.post("/api/v1/ask", json={"question": ""})
            text = client.get("/metrics").text
    assert value(text, "summitbot_answers_total", by="model") == 1
    assert value(text, "summitbot_answers_total", by="sources") == 1
    assert value(text, "summitbot_verification_seconds_count") == 2
    checking = value(text, "summitbot_verification_seconds_sum")
    assert 0 < checking < value(text, "summitbot_stage_seconds_sum", stage="answering")


def test_without_a_model_nothing_is_checked(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": QUESTION})
    text = client.get("/metrics").text
    assert value(text, "summitbot_verification_seconds_count") == 0
    assert value(text, "summitbot_answers_total", by="sources") == 1
