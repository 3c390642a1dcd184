"""Official texts: listed, fetched from a real server, whole or not at all, answered from and cited as what they are."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from test_sources_cli import Done, run
from web import Web, serving

from summitbot import Bot, Settings
from summitbot.errors import SourceInvalid
from summitbot.sources import check_sources, read_primary
from summitbot.surfaces.api.app import create_app

TINY = Path(__file__).parent / "tiny"
ROOT = Path(__file__).parents[1]
ACCORD = (
    "The delegations of Arland and Borland met at Monte Corvo and agreed on the following articles of the accord. "
    "The lighthouse of Skarn shall be manned by keepers of both countries in turn, each for a period of ninety days. "
    "The ferry between Zell and Veldes shall carry letters without charge until the bridge at Zell has been opened. "
    "The parties shall consult once a year on the level of the water and shall publish the figures of the water office."
)
LETTER = ACCORD.replace("delegations", "envoys").replace("lighthouse of Skarn", "mill of Ostrow")


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, web: Web) -> Path:
    """The tiny sources with three official texts: two that are served, one that is gone."""
    shutil.copytree(TINY, tmp_path / "sources")
    served = {
        "corvo-accord-text": web.page("/accord", page(ACCORD)),
        "ostrow-letter-text": web.page("/letter", page(LETTER)),
    }
    served["lost-text"] = web.answer("/gone", 404, {"Content-Length": "4"}, [b"gone"])
    entries = [
        f"{id_}:\n  title: The {id_}\n  publisher: Gazette of Arland\n  date: 1991-06-12\n  language: en\n"
        f"  party: joint\n  related: [hill-summit]\n  url: {url}\n"
        for id_, url in served.items()
    ]
    (tmp_path / "sources" / "primary.yaml").write_text("".join(entries), encoding="utf-8")
    return tmp_path / "sources"


def page(text: str) -> bytes:
    return (
        f"<html><body><nav>Home</nav><article><h1>Accord</h1><p>{text}</p></article></body></html>".encode()
    )


def fetch(folder: Path, *args: str) -> Done:
    return run(folder, "sources", "fetch", "--allow-private", *args)


def statuses(done: Done) -> dict[str, str]:
    return {outcome["id"]: outcome["status"] for outcome in json.loads(done.stdout)}


def settings(folder: Path, **more: bool) -> Settings:
    return Settings(sources=folder, index=folder.parent / "index", **more)


def test_a_failing_address_is_told_and_the_others_are_fetched(folder: Path) -> None:
    done = fetch(folder)
    assert done.returncode == 1
    assert "failed   lost-text" in done.stdout
    assert "404" in done.stdout
    assert "2 fetched, 0 were there, 1 failed." in done.stdout
    kept = folder.parent / "data" / "primary"
    assert sorted(p.name for p in kept.rglob("*") if p.is_file()) == [
        "corvo-accord-text.html", "corvo-accord-text.md", "ostrow-letter-text.html", "ostrow-letter-text.md",
    ]  # fmt: skip
    assert "lighthouse of Skarn" in (kept / "corvo-accord-text.md").read_text(encoding="utf-8")


def test_a_second_run_fetches_only_what_is_missing(folder: Path, web: Web) -> None:
    fetch(folder)
    before = len(web.hosts)
    web.page("/gone", page(LETTER))
    done = fetch(folder, "--json")
    assert statuses(done) == {
        "corvo-accord-text": "there",
        "ostrow-letter-text": "there",
        "lost-text": "fetched",
    }
    assert (done.returncode, len(web.hosts) - before) == (0, 1)


def test_again_fetches_all_and_a_failure_leaves_what_was_there(folder: Path, web: Web) -> None:
    fetch(folder)
    web.page("/accord", page(ACCORD.replace("ninety", "sixty")))
    web.answer("/letter", 500, {"Content-Length": "0"}, [])
    assert statuses(fetch(folder, "--again", "--json"))["ostrow-letter-text"] == "failed"
    kept = folder.parent / "data" / "primary"
    assert "sixty days" in (kept / "corvo-accord-text.md").read_text(encoding="utf-8")
    assert "mill of Ostrow" in (kept / "ostrow-letter-text.md").read_text(encoding="utf-8")


def test_an_address_that_changed_is_missing_again(folder: Path, web: Web) -> None:
    fetch(folder)
    listing = folder / "primary.yaml"
    listing.write_text(listing.read_text().replace("/letter", "/letter2"))
    web.page("/letter2", page(LETTER))
    assert statuses(fetch(folder, "ostrow-letter-text", "--json")) == {"ostrow-letter-text": "fetched"}


def test_a_page_that_is_no_text_is_not_kept(folder: Path, web: Web) -> None:
    web.page("/accord", page("Please enable JavaScript to see this page, it has moved."))
    done = fetch(folder, "corvo-accord-text")
    assert "no official text" in done.stdout
    assert not (folder.parent / "data" / "primary").exists()


def test_no_private_address_unless_allowed(folder: Path, web: Web) -> None:
    done = run(folder, "sources", "fetch", "corvo-accord-text")
    assert (done.returncode, web.hosts) == (1, [])
    assert "--allow-private" in done.stdout


def test_it_is_answered_from_and_cited_as_a_primary_record(folder: Path) -> None:
    question = "Who shall man the lighthouse of Skarn?"
    assert Bot.open(settings(folder)).ask(question).status != "answered"
    fetch(folder)
    answer = Bot.open(settings(folder)).ask(question)
    assert answer.status == "answered"
    cited = answer.citations[0]
    assert cited.quote.startswith("The lighthouse of Skarn shall be manned by keepers of both countries")
    assert (cited.title, cited.party) == ("The corvo-accord-text (primary record)", "joint")
    assert [(r.publisher, r.date) for r in cited.references] == [("Gazette of Arland", "1991-06-12")]
    bot = Bot.open(settings(folder))
    assert bot.corpus.sources[cited.source_id].text[cited.start : cited.end] == cited.quote


def test_the_page_of_a_fetched_text_says_what_it_is(folder: Path, web: Web) -> None:
    fetch(folder)
    with TestClient(create_app(Bot.open(settings(folder)))) as client:
        shown = client.get("/sources/corvo-accord-text", headers={"Accept-Language": "en"}).text
        listed = client.get("/sources", headers={"Accept-Language": "en"}).text
    assert "lighthouse of Skarn" in shown
    assert f"http://127.0.0.1:{web.server_port}/accord" in shown
    assert "primary record" in listed


def test_a_digest_goes_on_answering_for_its_own_name(folder: Path) -> None:
    fetch(folder)
    answer = Bot.open(settings(folder)).ask("What are the three points of the Hill statement?")
    assert {citation.source_id for citation in answer.citations} == {"hill-summit"}


def test_it_can_be_left_out_and_other_sources_have_none_of_it(folder: Path, tmp_path: Path) -> None:
    fetch(folder)
    assert "corvo-accord-text" not in Bot.open(settings(folder, primary=False)).corpus.sources
    other = Settings(sources=TINY, index=tmp_path / "other", data=folder.parent / "data")
    assert "corvo-accord-text" not in Bot.open(other).corpus.sources


def test_the_list_says_what_is_there(folder: Path) -> None:
    fetch(folder)
    done = run(folder, "sources", "fetch", "--list")
    assert done.returncode == 0
    assert "3 official texts, 2 of them" in done.stdout
    unknown = run(folder, "sources", "fetch", "no-such-text")
    assert (unknown.returncode, "--list" in unknown.stderr) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("  party: joint\n", "", "schema"),
        ("  url: http", "  url: ftp", "schema"),
        ("  language: en\n", "  language: en\n  color: red\n", "schema"),
        ("[hill-summit]", "[no-summit]", "unknown-id"),
        ("lost-text:", "hill-summit:", "taken-id"),
        ("/gone", "/letter", "shared-address"),
        ("lost-text:\n", "lost-text\n", "readable"),
    ],
)
def test_the_list_is_checked(folder: Path, old: str, new: str, rule: str) -> None:
    listing = folder / "primary.yaml"
    assert check_sources(folder) == []
    listing.write_text(listing.read_text().replace(old, new))
    assert {(finding.file, finding.rule) for finding in check_sources(folder)} == {("primary.yaml", rule)}


def test_an_entry_that_lacks_something_is_named(folder: Path) -> None:
    listing = folder / "primary.yaml"
    listing.write_text(listing.read_text().replace("  party: joint\n", ""))
    with pytest.raises(SourceInvalid, match=r"primary\.yaml:1: 'corvo-accord-text' needs"):
        read_primary(folder)


def test_our_own_list_is_long_enough_and_names_what_it_is_of() -> None:
    records = read_primary(ROOT / "sources")
    assert len(records) >= 40
    assert len({record.url for record in records}) == len(records)
