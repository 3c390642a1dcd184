"""Requests made up from the OpenAPI document: a bounded number here, thousands by `benchmarks/fuzz_api.py`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from summitbot import Bot
from summitbot.surfaces.api import create_app

ROOT = Path(__file__).parents[1]


def test_no_made_up_request_is_a_server_error() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/fuzz_api.py", "--examples", "10"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert int(done.stdout.split()[0]) >= 100


def test_every_operation_has_its_errors_and_an_example(bot: Bot) -> None:
    with TestClient(create_app(bot)) as client:
        document = client.get("/api/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], path
            for status, reply in operation["responses"].items():
                if int(status) >= 400:
                    assert list(reply["content"]) == ["application/problem+json"], path
            if method == "post":
                body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                assert document["components"]["schemas"][body.rsplit("/", 1)[1]]["examples"]


def test_the_examples_of_the_document_work(bot: Bot) -> None:
    with TestClient(create_app(bot)) as client:
        document = client.get("/api/openapi.json").json()
        for path, methods in document["paths"].items():
            if "post" in methods:
                body = methods["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                for example in document["components"]["schemas"][body.rsplit("/", 1)[1]]["examples"]:
                    assert client.post(path, json=example).status_code in (200, 201, 422), path


@pytest.mark.parametrize("text", ["\ud800", "\udfff x", "a\x00b"])
def test_half_characters_and_nulls_are_taken_or_refused(bot: Bot, text: str) -> None:
    """Found by the fuzzer: JSON can carry what is no text."""
    body = json.dumps(
        {
            "question": text,
            "verdict": "right",
            "comment": text,
            "messages": [{"role": "user", "content": text}],
        }
    )
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        for path in ("/api/v1/ask", "/api/v1/answers", "/api/v1/feedback", "/v1/chat/completions"):
            reply = client.post(path, content=body, headers={"content-type": "application/json"})
            assert reply.status_code < 500, path
