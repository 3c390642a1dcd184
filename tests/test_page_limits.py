"""The chat page at the server's limits: it waits at the API's desk, and says when to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from hosts import MARKS, Slow, chromium, served

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
QUESTION = "Where was the Lake summit held?"


class Gated(Slow):
    """A bot that answers only while its gate is open."""

    def __init__(self, bot: Bot) -> None:
        super().__init__(bot)
        self.gate = threading.Event()
        self.begun = threading.Semaphore(0)

    def stream(self, *asked: Any) -> Iterator[Any]:
        self.begun.release()
        self.gate.wait(60)
        yield from super().stream(*asked)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def opened(browser: Any, home: str) -> Any:
    page = browser.new_page()
    page.set_default_timeout(30_000)
    page.goto(home)
    page.get_by_role("heading", level=1).wait_for()
    return page


def ask(page: Any, question: str = QUESTION) -> None:
    page.locator("#box textarea").fill(question)
    page.locator("#box textarea").press("Enter")


def gated(settings: Settings, **changes: Any) -> Gated:
    bot = Gated(Bot.open(settings.with_changes(**changes)))
    bot.settings = bot.settings.model_copy(update={"waiting": 0})
    return bot


def test_page_and_api_share_their_places(browser: Any, tiny_settings: Settings) -> None:
    bot = gated(tiny_settings, concurrent=1)
    with served(bot) as home, ThreadPoolExecutor(1) as pool:
        page = opened(browser, home)
        held = pool.submit(
            httpx.post, f"{home}/api/v1/ask", json={"question": QUESTION}, timeout=90,
            headers={"accept": "text/event-stream"},
        )  # fmt: skip
        assert bot.begun.acquire(timeout=30)
        ask(page)
        alert = page.locator("[data-state=crowded]")
        alert.wait_for()
        assert "in 2 seconds" in alert.inner_text()
        assert page.locator(".exchange h2").inner_text().endswith(QUESTION)
        bot.gate.set()
        assert held.result().status_code == 200
        bot.begun = threading.Semaphore(0)
        bot.gate.clear()
        page.get_by_role("button", name="Ask again").click()
        assert bot.begun.acquire(timeout=30)
        refused = httpx.get(f"{home}/api/v1/search", params={"q": "Lake"}, timeout=30)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2"), "the page holds the place"
        bot.gate.set()
        page.locator(".statement").first.wait_for()
        page.close()


def test_a_question_that_takes_too_long_is_given_up_in_words(browser: Any, tiny_settings: Settings) -> None:
    bot = gated(tiny_settings, concurrent=1, question_seconds=0.5)
    with served(bot) as home:
        page = opened(browser, home)
        ask(page)
        page.locator("[data-state=slow]").wait_for()
        bot.gate.set()
        page.close()


def test_stopping_gives_the_place_back(browser: Any, tiny_settings: Settings) -> None:
    bot = gated(tiny_settings, concurrent=1)
    with served(bot) as home:
        page = opened(browser, home)
        ask(page)
        assert bot.begun.acquire(timeout=30)
        page.get_by_role("button", name="Stop").click()
        page.locator("[data-state=stopped]").wait_for()
        bot.gate.set()
        ask(page)
        page.locator(".statement").first.wait_for()
        page.close()


def test_who_asks_too_often_is_told_when_to_come_back(browser: Any, tiny_settings: Settings) -> None:
    with served(Bot.open(tiny_settings.with_changes(rate_client="2/minute"))) as home:
        page = opened(browser, home)  # opening the page is the first
        page.wait_for_load_state("networkidle")
        for _ in range(3):
            ask(page)
            page.wait_for_timeout(300)
        said = page.get_by_role("alert").filter(has_text="Too many questions")
        said.wait_for()
        assert page.locator("#box textarea").input_value() == QUESTION
        page.close()
