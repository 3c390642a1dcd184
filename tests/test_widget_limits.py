"""The widget at a real server's limits, and with hostile texts: visible words, and no script runs."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hosts import MARKS, Host, Slow, chromium, page_of, served

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
QUESTION = "Where was the Lake summit held?"
MARKUP = '<img src=x onerror="window.hit=1"><script>window.hit=1</script><svg onload=window.hit=1>'
SOURCE = f"""---
id: zell-bridge
title: The Zell bridge <img src=x onerror=window.hit=1>
kind: place
references: [hostile-record]
---
## <b onmouseover=window.hit=1>Where is the sign?</b>

The Zell bridge carries a sign that reads `{MARKUP}` since 1991.[^hostile-record]
"""
REFERENCE = """
hostile-record:
  publisher: <i onclick=window.hit=1>Press</i>
  title: "<img src=x onerror=window.hit=1> A sign"
  date: 1991-02-03
  url: https://example.org/%22onmouseover=window.hit=1
  language: en
  party: press
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(30_000)
    yield page
    page.context.close()


def go(page: Any, site: Host, server: str, attributes: str = "") -> None:
    site.pages["/"] = page_of(f'<script src="{server}/widget.js" data-open {attributes}></script>')
    page.goto(site.origin)
    page.locator(".chip, .failure").first.wait_for()


def ask(page: Any, question: str = QUESTION) -> None:
    page.locator("summit-bot textarea").fill(question)
    page.keyboard.press("Enter")


def changed(settings: Settings, site: Host, folder: Path, **changes: Any) -> Settings:
    return settings.with_changes(origins=site.origin, data=folder, **changes)


def test_a_reader_who_asks_too_often(page: Any, site: Host, tiny_settings: Settings, tmp_path: Path) -> None:
    settings = changed(tiny_settings, site, tmp_path, rate_client="2/minute")
    with served(Bot.open(settings)) as server:
        go(page, site, server)  # what the sources cover was the first request
        ask(page)
        page.locator(".mark").first.wait_for()
        ask(page, "Who signed it?")
        said = page.get_by_role("alert")
        said.wait_for()
        seconds = page.evaluate(
            "document.querySelector('summit-bot').shadowRoot.querySelector('.failure p').textContent.match(/[0-9]+/)[0]"
        )
        assert 1 <= int(seconds) <= 60
        assert page.get_by_role("button", name="Try again").is_disabled()
        assert page.locator("textarea").input_value() == "Who signed it?"


def test_a_server_without_a_place(page: Any, site: Host, tiny_settings: Settings, tmp_path: Path) -> None:
    settings = changed(tiny_settings, site, tmp_path, concurrent=1).model_copy(update={"waiting": 0})
    gate, begun = threading.Event(), threading.Event()

    class Gated(Slow):
        def stream(self, *asked: Any) -> Iterator[Any]:
            begun.set()
            gate.wait(60)
            yield from super().stream(*asked)

    with served(Gated(Bot.open(settings))) as server:
        go(page, site, server)
        body = {"question": QUESTION}
        holder = threading.Thread(
            target=httpx.post, args=(f"{server}/api/v1/ask",), kwargs={"json": body, "timeout": 90}
        )
        holder.start()
        assert begun.wait(30)
        ask(page)
        again = page.get_by_role("button", name="Try again")
        again.wait_for()
        assert "in 2 seconds" in page.get_by_role("alert").inner_text()
        gate.set()
        holder.join(30)
        again.click()  # once the server's two seconds are over
        page.locator(".mark").first.wait_for()


@pytest.fixture(scope="module")
def hostile(site: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(Path(__file__).parent / "tiny", root / "sources")
    (root / "sources" / "zell-bridge.md").write_text(SOURCE, encoding="utf-8")
    with (root / "sources" / "references.yaml").open("a", encoding="utf-8") as references:
        references.write(REFERENCE)
    settings = Settings(
        sources=root / "sources", index=root / "index", data=root / "data", origins=site.origin
    )
    with served(Bot.open(settings)) as server:
        yield server


def test_markup_in_a_source_is_text(page: Any, site: Host, hostile: str) -> None:
    go(page, site, hostile)
    ask(page, "What does the sign on the Zell bridge read?")
    page.locator(".mark").first.click()
    card = page.locator(".card")
    for where in (page.locator(".statement").first, card.locator("blockquote")):
        assert "<script>window.hit=1</script>" in where.inner_text()
    assert "<img src=x onerror=window.hit=1>" in card.locator(".title").inner_text()
    assert "<i onclick=window.hit=1>Press</i>" in card.locator(".records").inner_text()
    page.locator(".sources summary").click()
    for element in page.locator("summit-bot .answer *").all():
        element.dispatch_event("mouseover")
    assert page.locator("summit-bot :is(img, script, b, i, svg[onload])").count() == 0
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("language", ["en", "ko"])
def test_markup_in_a_question_and_in_settings_is_text(
    page: Any, site: Host, hostile: str, language: str
) -> None:
    quoted = MARKUP.replace('"', "&quot;")
    words = (
        f'data-lang="{language}" data-heading="{quoted}" data-greeting="{quoted}" data-starters="{quoted}"'
    )
    go(page, site, hostile, words)
    assert page.locator(".chip").inner_text() == MARKUP
    ask(page, MARKUP)
    page.locator(".refusal, .statement").first.wait_for()
    assert MARKUP in page.locator("section > h3").inner_text()
    assert page.locator("summit-bot :is(img, script, svg[onload])").count() == 0
    page.evaluate("document.querySelector('summit-bot').setAttribute('accent', 'red;} * {display: none')")
    assert page.locator(".panel").is_visible()
    assert page.evaluate("window.hit") is None


def test_markup_in_what_the_server_says_of_a_failure_is_text(page: Any, site: Host, hostile: str) -> None:
    go(page, site, hostile)
    page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(
            status=500, headers={"Access-Control-Allow-Origin": site.origin}, json={"detail": MARKUP}
        ),
    )
    ask(page)
    page.locator(".failure").wait_for()
    assert page.locator("summit-bot :is(img, script)").count() == 0
    assert page.evaluate("window.hit") is None
