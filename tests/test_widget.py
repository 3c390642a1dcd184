"""What the widget's routes send, and `summitbot embed`; the widget itself is tested in test_widget_browser.py."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app

LISTED, FOREIGN = "https://news.example", "https://evil.example"
FRAMED = {"sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"}
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def client(tiny_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = tiny_settings.with_changes(origins=LISTED, data=tmp_path_factory.mktemp("data"))
    with TestClient(create_app(Bot.open(settings))) as client:
        yield client


def test_the_script_is_small_zipped_and_asked_for_once(client: TestClient) -> None:
    reply = client.get("/widget.js", headers={"accept-encoding": "gzip"})
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.headers["content-encoding"] == "gzip"
    assert int(reply.headers["content-length"]) < 25_000
    assert len(gzip.compress(reply.content)) < 25_000
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in reply.headers
    plain = client.get("/widget.js", headers={"accept-encoding": "identity"})
    assert (plain.content, plain.headers.get("content-encoding")) == (reply.content, None)
    again = client.get("/widget.js", headers={"if-none-match": reply.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_script_needs_nothing_that_strict_policies_forbid(client: TestClient) -> None:
    text = client.get("/widget.js").text
    for word in (
        "innerHTML",
        "insertAdjacentHTML",
        "eval(",
        "new Function",
        "localStorage",
        "document.cookie",
        "import(",
    ):
        assert word not in text
    assert not re.findall(r"https?://(?!www\.w3\.org)\w", text)


def test_every_language_has_every_word() -> None:
    path = HERE.parent / "src" / "summitbot" / "surfaces" / "widget" / "texts.json"
    texts = json.loads(path.read_text(encoding="utf-8"))
    assert texts.pop("why")
    fields = {
        code: {k: set(re.findall(r"{\w+}", v)) for k, v in words.items()} for code, words in texts.items()
    }
    assert fields["ko"] == fields["en"]


def test_the_framed_page_keeps_a_strict_policy_and_the_list(client: TestClient) -> None:
    reply = client.get("/embed", params={"lang": "ko", "greeting": '"><script>x</script>'})
    policy = reply.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.endswith(f"frame-ancestors 'self' {LISTED}")
    assert "x-frame-options" not in reply.headers
    assert '<html lang="ko">' in reply.text
    assert "<script>x" not in reply.text
    assert '<a href="./"' in reply.text


@pytest.mark.parametrize(
    ("referer", "where"),
    [(LISTED, "/embed"), (FOREIGN, "/embed/closed"), ("http://testserver", "/embed"), (None, "/embed")],
)
def test_a_frame_elsewhere_says_why_it_is_empty(client: TestClient, referer: str | None, where: str) -> None:
    sent = FRAMED | ({"referer": f"{referer}/"} if referer else {})
    reply = client.get("/embed", headers=sent)
    assert reply.url.path == where
    if where == "/embed/closed":
        assert reply.headers["content-security-policy"].endswith("frame-ancestors *")
        assert "has not let it in" in reply.text
        assert "<script" not in reply.text


def embed(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "summitbot", "embed", *arguments],
        capture_output=True, text=True, check=False, env=os.environ | {"SUMMITBOT_DATA": str(data)},
    )  # fmt: skip


def test_embed_lets_a_site_in_and_prints_what_to_paste(tmp_path: Path) -> None:
    site, server = "https://example.org", "https://bot.example.org/help/"
    done = embed(tmp_path, "--site", site, "--server", server)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "origins.txt").read_text() == f"{site}\n"
    for line in (
        '<script src="https://bot.example.org/help/widget.js" defer></script>',
        '<iframe src="https://bot.example.org/help/embed"',
        "script-src https://bot.example.org; connect-src https://bot.example.org\n",
        "frame-src https://bot.example.org\n",
    ):
        assert line in done.stdout
    assert embed(tmp_path, "--site", site, "--remove").returncode == 0
    assert (tmp_path / "origins.txt").read_text() == ""


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--site", "example.org"), "scheme://host"),
        (("--site", "https://*"), "scheme://host"),
        (("--site", "https://example.org", "--server", "bot.example.org"), "--server https://"),
        (("--site", "https://example.org", "--server", 'https://b.example/"><script>'), "--server https://"),
        (("--site", "https://example.org", "--remove"), "not on the list"),
    ],
)
def test_what_embed_cannot_do_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], hint: str
) -> None:
    done = embed(tmp_path, *arguments)
    assert done.returncode == 2
    assert hint in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())
