"""Kept answers as pages and exports, and a page of ours as an entry of a bibliography."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from summitbot import Bot, Settings
from summitbot.keeping import Keeper
from summitbot.surfaces.api import create_app
from summitbot.surfaces.citing import Entry, bibtex, chicago, plain

TINY = Path(__file__).parent / "tiny"
QUESTION = "Where was the Lake summit held?"
HOSTILE = "Where was the Lake summit held? <script>hit()</script> [x](javascript:1) *b*"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("kept")
    shutil.copytree(TINY, root / "sources")
    return Settings(sources=root / "sources", index=root / "index", data=root / "data")


@pytest.fixture(scope="module")
def keeper(settings: Settings) -> Keeper:
    return Keeper(Bot.open(settings))


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(Bot.open(settings)), raise_server_exceptions=False) as client:
        yield client


def test_a_kept_answer_is_shown_with_its_footnotes(client: TestClient, keeper: Keeper) -> None:
    frozen = keeper.freeze(QUESTION)
    reply = client.get(f"/answers/{frozen.id}")
    assert reply.status_code == 200
    assert reply.headers["x-robots-tag"] == "noindex, nofollow"
    assert "private" in reply.headers["cache-control"]
    assert f"<h1>{QUESTION}</h1>" in reply.text
    first = frozen.answer.citations[0]
    assert f'id="note-{first.number}"' in reply.text
    assert f"sources/{first.source_id}?start={first.start}&amp;end={first.end}#here" in reply.text
    assert dict(frozen.hashes)[first.source_id] in reply.text
    assert frozen.answer.corpus.fingerprint[:8] in reply.text
    assert "still say the same" in reply.text


@pytest.mark.parametrize(
    "question",
    ["How do the Lake summit and the Hill summit compare?", "What happened between 1980 and 1995?",
     "What are the three points of the Hill statement?", "What is the best recipe for apple pie?"],
)  # fmt: skip
def test_every_sentence_of_any_answer_is_there(client: TestClient, keeper: Keeper, question: str) -> None:
    frozen = keeper.freeze(question)
    page = client.get(f"/answers/{frozen.id}").text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    for statement in frozen.answer.statements:
        assert statement.text.replace("'", "&#39;") in text
        assert statement.heading in page or frozen.answer.layout == "timeline"
    assert frozen.answer.statements or frozen.answer.text.splitlines()[0].replace("'", "&#39;") in text


def test_exports_hold_the_whole_answer(client: TestClient, keeper: Keeper) -> None:
    frozen = keeper.freeze(QUESTION)
    exported = client.get(f"/answers/{frozen.id}?format=json")
    assert exported.headers["content-type"] == "application/json"
    told = exported.json()
    assert told.pop("since") == {"changed": [], "gone": [], "moved": []}
    assert told == json.loads(json.dumps(frozen.to_dict()))
    written = client.get(f"/answers/{frozen.id}?format=md")
    assert written.headers["content-type"] == "text/markdown; charset=utf-8"
    for citation in frozen.answer.citations:
        assert f"[^{citation.number}]: “" in written.text
        assert f"<http://testserver/sources/{citation.source_id}?start={citation.start}" in written.text
    assert client.get(f"/answers/{frozen.id}?format=pdf").status_code == 422


def test_hostile_questions_are_text_everywhere(client: TestClient, keeper: Keeper) -> None:
    frozen = keeper.freeze(HOSTILE)
    page = client.get(f"/answers/{frozen.id}").text
    assert "<script>hit" not in page
    assert "&lt;script&gt;hit()" in page
    written = client.get(f"/answers/{frozen.id}?format=md").text
    assert "<script>" not in written
    assert r"\[x\]\(javascript:1\) \*b\*" in written


def test_what_changed_since_is_marked(settings: Settings, keeper: Keeper) -> None:
    frozen = keeper.freeze(QUESTION)
    cited = frozen.answer.citations[0]
    path = settings.sources_dir() / "events" / "lake-summit.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("Hotel Astoria", "Hotel Bristol"), encoding="utf-8")
    with TestClient(create_app(Bot.open(settings))) as client:
        page = client.get(f"/answers/{frozen.id}").text
    path.write_text(before, encoding="utf-8")
    assert "Changed since: The Lake summit" in page
    assert "source changed since" in page
    assert "no longer stand in the source" in page
    assert cited.quote in page
    assert "Bristol" not in page


def test_an_unknown_link_says_what_to_do(client: TestClient) -> None:
    reply = client.get("/answers/none", headers={"accept": "text/html"})
    assert reply.status_code == 404
    assert "ask the question again" in reply.text
    assert client.get("/answers/none").json()["status"] == 404


def test_entries_of_a_bibliography() -> None:
    entry = Entry("a/b", "Who? {50 % & more}", "https://x.org/a", "site", "2026-11-25", "abc")
    assert chicago(entry) == "“Who? {50 % & more}.” site. 25 November 2026. Corpus abc. https://x.org/a."
    assert plain(entry) == "Who? {50 % & more}, site, 25 November 2026, https://x.org/a"
    written = bibtex(entry)
    assert written.startswith("@misc{a-b,\n  title = {{Who? \\{50 \\% \\& more\\}}},")
    assert "year = {2026}" in written
    assert bibtex(Entry("k", "T", "u", "s")).count("=") == 3
