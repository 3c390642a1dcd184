"""The rooms beside the chat, through the application's front door: timeline, sources, trust."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app

TINY = Path(__file__).parent / "tiny"
LAKE = "The Lake summit, 3–4 May 1990"
VERIFICATION = """# What was checked

| source | what was checked | what could not be |
|---|---|---|
| [lake-summit](events/lake-summit.md) | hotel and <b>dinner</b> | – |
| [hill-summit](events/hill-summit.md) | nothing | everything |
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus with all that a curator may put beside it."""
    root = tmp_path_factory.mktemp("rooms")
    shutil.copytree(TINY, root / "sources")
    (root / "sources" / "VERIFICATION.md").write_text(VERIFICATION, encoding="utf-8")
    (root / "sources" / "LICENSE").write_text("Free: https://example.org/free <b>", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    bot = Bot.open(Settings(sources=folder / "sources", index=folder / "index"))
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Over one text without front matter, in a folder that holds nothing else."""
    root = tmp_path_factory.mktemp("bare")
    (root / "sources" / "deep").mkdir(parents=True)
    (root / "sources" / "deep" / "note.txt").write_text("The mill stands in Zell.", encoding="utf-8")
    bot = Bot.open(Settings(sources=root / "sources", index=root / "index"))
    with TestClient(create_app(bot), raise_server_exceptions=False) as client:
        yield client


def shown(client: TestClient, path: str, **headers: str) -> str:
    reply = client.get(path, headers=headers)
    assert reply.status_code == 200, reply.text
    return reply.text


def titles(page: str) -> list[str]:
    """The events of a timeline, in order."""
    return [
        html.unescape(title) for title in re.findall(r'<li data-date="[^"]+".*?data-title="([^"]*)"', page)
    ]


def test_the_timeline_lists_dated_events_in_order(client: TestClient) -> None:
    page = shown(client, "/timeline")
    assert titles(page)[0] == LAKE
    assert len(titles(page)) == 2
    dates = re.findall(r'<time datetime="([^"]+)"', page)
    assert dates == sorted(dates)
    assert '<a href="./sources/lake-summit">' in page
    assert "?q=What+happened+at+%E2%80%9CThe+Lake+summit%E2%80%9D%3F" in page


@pytest.mark.parametrize(
    ("query", "events"),
    [
        ("last=1990", 1),
        ("first=1980&last=1989", 0),
        ("type=summit", 2),
        ("type=launch", 0),
        ("person=ana-rok&last=1990", 1),
        ("person=nobody", 0),
        ("first=199", 2),
    ],
)
def test_the_timeline_filters_by_what_the_address_says(client: TestClient, query: str, events: int) -> None:
    assert len(titles(shown(client, f"/timeline?{query}"))) == events


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("first=<b>", "“&lt;b&gt;” is no year"),
        ("first=1995&last=1990", "after the last"),
        ("first=%C2%B2024", "no year"),
    ],
)
def test_a_filter_that_means_nothing_is_named(client: TestClient, query: str, said: str) -> None:
    for room in ("timeline", "sources"):
        assert said in shown(client, f"/{room}?{query}")


def test_the_shelf_shows_everything_and_what_is_left_out(client: TestClient) -> None:
    page = shown(client, "/sources")
    assert "5 sources" in page
    assert page.count("sources/lake-summit") >= 2  # by kind, and by the day of its review
    assert "Trade between other countries" in page
    assert "1 January 2026" in page
    assert '<a href="https://example.org/free"' in page
    assert "&lt;b&gt;" in page
    bars = re.search(r'data-bars="([^"]*)"', page)
    assert bars
    assert [1990, 1] in json.loads(html.unescape(bars[1]))


def test_the_shelf_searches_names_and_passages(client: TestClient) -> None:
    page = shown(client, "/sources?text=veldes+MEETING")
    assert "1 source<" in page
    page = shown(client, "/sources?text=trout")
    assert "No source matches" in page
    passage = page.partition('id="passages"')[2]
    assert "dined on trout" in passage
    assert re.search(r"sources/lake-summit\?start=\d+&amp;end=\d+#here", passage)
    assert "dined on trout" not in shown(client, "/sources?text=trout&kind=person")


def test_a_source_is_whole_with_its_records(client: TestClient) -> None:
    page = shown(client, "/sources/lake-summit?start=0&end=15")
    assert '<mark id="here">The Lake summit</mark>' in page
    assert "Where was the Lake summit held?</h2>" in page
    assert 'href="#record-1"' in page
    assert 'id="record-1"' in page
    assert '<a href="../sources/ana-rok">Ana Rok</a>' in page
    assert "hotel and &lt;b&gt;dinner&lt;/b&gt;" in page
    assert "everything" not in page, "the row of another source"
    assert "@misc{lake-summit," in page
    assert "“The Lake summit, 3–4 May 1990.”" in page
    assert shown(client, "/sources/lake-summit").count("<mark") == 0


def test_what_is_not_there_is_a_page_for_readers(client: TestClient) -> None:
    reply = client.get("/sources/none", headers={"accept": "text/html"})
    assert reply.status_code == 404
    assert "There is no source of that name" in reply.text
    assert client.get("/sources/none").headers["content-type"] == "application/problem+json"


def test_any_folder_of_texts_has_rooms_that_say_what_is_missing(bare: TestClient) -> None:
    assert "date no events" in shown(bare, "/timeline")
    shelf = shown(bare, "/sources")
    for said in (
        "1 source<",
        "don’t say what they leave out",
        "when they were reviewed",
        "no file LICENSE",
        "bears a date",
    ):
        assert said in shelf
    page = shown(bare, "/sources/deep/note")
    assert "The mill stands in Zell." in page
    assert "names no records" in page
    assert 'href="../../timeline"' in page
    assert "no figures yet" in shown(bare, "/trust")


@pytest.mark.parametrize("room", ["timeline", "sources", "sources/lake-summit", "trust"])
def test_every_room_speaks_korean(client: TestClient, room: str) -> None:
    page = shown(client, f"/{room}?lang=ko")
    assert '<html lang="ko">' in page
    assert "얼마나 믿을 수 있나" in page
    assert '<html lang="ko">' in shown(client, f"/{room}", **{"accept-language": "ko-KR,ko;q=0.9,en;q=0.5"})
    client.cookies.clear()
    assert '<html lang="en">' in shown(client, f"/{room}", **{"accept-language": "fr"})


def test_korean_has_every_text_with_its_fields() -> None:
    from summitbot.surfaces.rooms.words import TEXTS

    english, korean = (dict(flat(json.loads((TEXTS / f"{code}.json").read_text()))) for code in ("en", "ko"))
    assert {key for key in english if not key.endswith(".one")} == set(korean)
    for key, text in korean.items():
        assert sorted(re.findall(r"{\w+}", str(text))) == sorted(re.findall(r"{\w+}", str(english[key]))), key


def flat(table: dict, before: str = "") -> Iterator[tuple[str, object]]:  # type: ignore[type-arg]
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


FIGURES = {
    "schema": 1,
    "made": "2026-01-02T03:04:05+00:00",
    "corpus": {"fingerprint": "x", "sources": 9, "passages": 9},
    "suites": {
        "all": {"n": 8, "right": 5, "partly": 0, "wrong": 1, "missed": 0, "refused": 2, "handled": 0.875, "error": 0.1},
        "<own>": {"n": 4, "right": 4, "partly": 0, "wrong": 0, "missed": 0, "refused": 0, "handled": 1.0, "error": 0.0},
    },
    "grounding": {"statements": 30, "ungrounded": 0},
    "retrieval": {"recall@5": None},
    "refusal": {"missed": 7, "closest_holds": 4},
}  # fmt: skip


def test_trust_says_what_the_evaluation_measured(client: TestClient, folder: Path) -> None:
    baseline = folder / "evals" / "baseline" / "summary.json"
    baseline.parent.mkdir(parents=True)
    baseline.write_text(json.dumps(FIGURES), encoding="utf-8")
    (folder / "evals" / "caveats.yaml").write_text("en: [Only eight questions.]", encoding="utf-8")
    page = shown(client, "/trust")
    assert (
        "87.5 % were dealt with as they should be: 5 answered rightly, 2 rightly refused. 1 got a wrong answer."
        in page
    )
    assert "2 January 2026" in page
    assert "sources have changed since" in page
    assert "&lt;own&gt;" in page
    assert "0 of 30 sentences" in page
    assert "Of the 7 questions that it refused wrongly, 4 had the answer" in page
    assert "among the five" not in page, "what was not measured is not said"
    assert "Only eight questions." in page
    assert "365 days" in page
    baseline.write_text('{"schema": 1, "suites": {"all": 3}}', encoding="utf-8")
    assert "no figures yet" in shown(client, "/trust")
    shutil.rmtree(folder / "evals")


def test_rooms_load_their_own_files_and_nothing_from_elsewhere(client: TestClient) -> None:
    for room in ("timeline", "sources", "trust", "sources/lake-summit"):
        page = shown(client, f"/{room}")
        for address in re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]*)"', page):
            assert not address.startswith(("http", "//"))
            assert client.get(f"/{room}".rsplit("/", 1)[0] + "/" + address).status_code == 200
        assert "<script>" not in page
