"""Half a character (a lone surrogate), which JSON and arguments can carry: an answer or a clear refusal on every way in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summitbot import Bot, Settings
from summitbot.records import Turn
from summitbot.surfaces.api import create_app
from summitbot.surfaces.ui.desk import Desk
from summitbot.surfaces.ui.words import Words

HALF = "\ud800"
QUESTION = f"Where was the {HALF} Lake summit held?"
JSON = {"content-type": "application/json", "accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def client(bot: Bot) -> Iterator[TestClient]:
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        yield client


def post(client: TestClient, path: str, body: Any) -> Any:
    return client.post(path, content=json.dumps(body), headers=JSON)


@pytest.mark.parametrize("history", [[], [Turn("user", QUESTION), Turn("assistant", HALF)]])
def test_the_bot_answers_around_it(bot: Bot, history: list[Turn]) -> None:
    for question in (QUESTION, "Why did it end early?" if history else QUESTION):
        answer = bot.ask(question, history)
        assert answer.status == "answered"
        json.dumps(answer.to_dict(), ensure_ascii=False).encode()
        assert [hit.rank for hit in bot.search(question, 3, history)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/ask", {"question": QUESTION}),
        ("/api/v1/ask", {"question": "Why?", "history": [{"role": "user", "content": HALF}]}),
        ("/api/v1/answers", {"question": QUESTION}),
        ("/api/v1/feedback", {"question": "Who?", "verdict": "wrong", "comment": HALF}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": QUESTION}]}),
        ("/v1/chat/completions", {"model": HALF, "messages": [{"role": "user", "content": "Who?"}]}),
    ],
)
def test_the_api_says_what_is_wrong(client: TestClient, path: str, body: Any) -> None:
    reply = post(client, path, body)
    assert 400 <= reply.status_code < 500
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["detail"]


def test_an_address_that_is_no_text(client: TestClient) -> None:
    for path in (
        "/api/v1/search?q=%ED%A0%80",
        "/api/v1/sources/%ED%A0%80",
        "/api/v1/events?person=%ED%A0%80",
    ):
        assert client.get(path).status_code < 500


def test_the_model_context_protocol_stands_it(client: TestClient) -> None:
    call = {"name": "ask", "arguments": {"question": QUESTION}}
    reply = post(client, "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call})
    assert reply.status_code < 500
    assert "error" in reply.json() or reply.json()["result"]
    call["arguments"] = {"question": "Where was the Lake summit held?"}
    after = post(client, "/mcp", {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call})
    assert "Veldes" in after.text


def test_the_chat_page_answers_around_it(bot: Bot) -> None:
    *_, last = Desk(bot).ask(QUESTION, [], Words())
    assert "Veldes" in last["talk"]
    json.dumps(last, ensure_ascii=False).encode()


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    where = ["--sources", str(settings.sources), "--index", str(settings.index)]
    return subprocess.run(
        [sys.executable, "-m", "summitbot", *arguments, *where],
        capture_output=True, check=False, timeout=120, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.mark.parametrize("to_file", [True, False])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_has_a_line_for_every_line(
    tiny_settings: Settings, tmp_path: Path, command: str, to_file: bool
) -> None:
    rows = [{"id": HALF, "question": QUESTION, "history": [{"role": "user", "content": HALF}]}, {"id": 2}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    output = tmp_path / "out.jsonl"
    target = ("--output", str(output)) if to_file else ()
    done = run(tiny_settings, command, "--batch", str(tmp_path / "in.jsonl"), *target)
    assert (done.returncode, done.stderr) == (0, b"")
    made = output.read_bytes() if to_file else done.stdout
    lines = [json.loads(line) for line in made.decode().splitlines()]
    assert [line["id"] for line in lines] == [HALF, 2]
    assert "Veldes" in str(lines[0])


def test_the_command_line_takes_bytes_that_are_no_text(tiny_settings: Settings) -> None:
    done = run(tiny_settings, "ask", os.fsdecode(b"Where was the \xff Lake summit held?"))
    assert done.returncode == 0
    assert b"Veldes" in done.stdout
    missing = run(tiny_settings, "ask", "--batch", os.fsdecode(b"/none/\xff"))
    assert missing.returncode == 7
    assert b"Traceback" not in missing.stderr
