"""The API's routes: answers as JSON and as events, search, sources, events, permalinks, feedback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summitbot import Answer, Bot
from summitbot.keeping import Keeper
from summitbot.records import Source
from summitbot.surfaces.api import create_app

QUESTION = "Where was the Lake summit held?"
ASKED = {"question": QUESTION}
STREAM = {"accept": "text/event-stream"}


@pytest.fixture(scope="module")
def client(bot: Bot) -> Iterator[TestClient]:
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        yield client


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, read as the standard says."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = [line.partition(": ")[::2] for line in block.splitlines()]
        name = next(value for key, value in fields if key == "event")
        found.append((name, json.loads("\n".join(value for key, value in fields if key == "data"))))
    return found


def test_an_answer_grows_as_events(client: TestClient, bot: Bot) -> None:
    reply = client.post("/api/v1/ask", json=ASKED, headers=STREAM)
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["cache-control"] == "no-store"
    found = events(reply.text)
    answer = Answer.from_dict(found[-1][1])
    assert answer.text == bot.ask(QUESTION).text
    names = [name for name, _ in found]
    assert names[:2] == ["stage", "stage"]
    assert names[-1] == "end"
    assert [data for name, data in found if name == "statement"] == [s.to_dict() for s in answer.statements]
    assert [data for name, data in found if name == "citation"] == [c.to_dict() for c in answer.citations]


def test_a_refusal_streams_to_its_end(client: TestClient) -> None:
    found = events(client.post("/api/v1/ask", json={"question": ""}, headers=STREAM).text)
    assert [name for name, _ in found if name != "stage"] == ["end"]
    assert found[-1][1]["status"] == "invalid"


def test_a_stream_that_breaks_says_so(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> Iterator[tuple[str, None]]:
        yield "reading", None
        raise RuntimeError("secret detail")

    monkeypatch.setattr(bot, "stream", breaks)
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        reply = client.post("/api/v1/ask", json=ASKED, headers=STREAM)
    assert [name for name, _ in events(reply.text)] == ["stage", "error"]
    assert events(reply.text)[-1][1]["status"] == 500
    assert "secret" not in reply.text


def test_search_gives_passages_that_stand_in_their_sources(client: TestClient, bot: Bot) -> None:
    hits = client.get("/api/v1/search", params={"q": "Lake summit", "k": 3}).json()["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert hits[0]["source_id"] == "lake-summit"
    for hit in hits:
        assert bot.corpus.sources[hit["source_id"]].text[hit["start"] : hit["end"]] == hit["text"]


def test_sources_are_listed_in_stretches_and_read_one_by_one(client: TestClient, bot: Bot) -> None:
    listed = client.get("/api/v1/sources").json()
    ids = [line["id"] for line in listed["sources"]]
    assert ids == sorted(bot.corpus.sources)
    assert listed["total"] == len(ids)
    second = client.get("/api/v1/sources", params={"limit": 1, "offset": 1}).json()
    assert ([line["id"] for line in second["sources"]], second["total"]) == ([ids[1]], len(ids))
    people = client.get("/api/v1/sources", params={"kind": "person"}).json()["sources"]
    assert {line["kind"] for line in people} == {"person"}
    one = client.get(f"/api/v1/sources/{ids[0]}").json()
    assert Source.from_dict(one).text == bot.corpus.sources[ids[0]].text
    assert one["path"] == ""
    assert client.get("/" + listed["sources"][0]["page"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["lake-summit", "hill-summit"]),
        ({"start": "1991"}, ["hill-summit"]),
        ({"end": "1990-05"}, ["lake-summit"]),
        ({"person": "nobody"}, []),
    ],
)
def test_events_stand_in_order_of_date(client: TestClient, query: dict[str, str], found: list[str]) -> None:
    events = client.get("/api/v1/events", params=query).json()["sources"]
    assert [event["id"] for event in events] == found


def test_an_answer_is_frozen_and_found_again(client: TestClient) -> None:
    made = client.post("/api/v1/answers", json=ASKED)
    assert made.status_code == 201
    found = client.get(made.headers["location"])
    assert found.json() == made.json()
    assert found.json()["question"] == QUESTION
    assert "Veldes" in found.json()["answer"]["text"]
    assert (found.json()["changed"], found.json()["gone"], found.json()["moved"]) == ([], [], [])
    assert client.get("/api/v1/answers/" + "0" * 20).status_code == 404
    assert client.get("/api/v1/answers/0' OR '1'='1").status_code == 422
    assert client.post("/api/v1/answers", json={"question": "x" * 3000}).status_code == 422


def test_feedback_is_kept_without_the_question(client: TestClient, bot: Bot) -> None:
    given = ASKED | {"verdict": "unsupported", "citation": 1, "comment": "It was elsewhere."}
    reply = client.post("/api/v1/feedback", json=given)
    assert reply.status_code == 201
    (kept,) = (f for f in Keeper(bot).ledger.feedback() if f.id == reply.json()["id"])
    assert (kept.verdict, kept.citation, kept.comment) == ("unsupported", 1, "It was elsewhere.")
    assert (kept.question, kept.sources) == ("", ("lake-summit",))


@pytest.mark.parametrize(
    "changes", [{"verdict": "great"}, {"citation": 99}, {"citation": 0}, {"comment": "x" * 2001}]
)
def test_wrong_feedback_is_told(client: TestClient, changes: dict[str, Any]) -> None:
    reply = client.post("/api/v1/feedback", json=ASKED | {"verdict": "right"} | changes)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_form_of_another_kind_is_no_json(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", content='{"question": "x"}', headers={"content-type": "text/plain"})
    assert reply.status_code == 415
