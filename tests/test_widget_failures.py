"""The widget where it may not or can't answer, and the frame: each time the reader is told in words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hosts import MARKS, Host, Slow, chromium, page_of, served

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
QUESTION = "Where was the Lake summit held?"


@pytest.fixture(scope="module")
def slow(tiny_settings: Settings, site: Host, tmp_path_factory: pytest.TempPathFactory) -> Slow:
    changed = tiny_settings.with_changes(
        origins=site.origin, data=tmp_path_factory.mktemp("data"), concurrent=1, question_seconds=2
    )
    return Slow(Bot.open(changed.model_copy(update={"waiting": 0})))


@pytest.fixture(scope="module")
def server(slow: Slow) -> Iterator[str]:
    with served(slow) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Any, slow: Slow, server: str) -> Iterator[Any]:
    slow.pause, slow.broken = 0.0, False
    while "summitbot_questions_open 0.0" not in httpx.get(f"{server}/metrics", timeout=30).text:
        time.sleep(0.05)  # a question given up keeps the only place until it has really ended
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(30_000)
    yield page
    page.context.close()


def go(page: Any, host: Host, body: str, policy: str = "") -> None:
    host.headers = {"Content-Security-Policy": policy} if policy else {}
    host.pages["/"] = page_of(body)
    page.goto(host.origin)


def line(server: str) -> str:
    return f'<script src="{server}/widget.js" data-open></script>'


def ask(page: Any) -> None:
    page.locator("summit-bot textarea").fill(QUESTION)
    page.keyboard.press("Enter")


def failure(page: Any) -> str:
    return str(page.locator(".failure").get_attribute("data-kind"))


def test_a_site_that_is_not_on_the_list(page: Any, server: str) -> None:
    stranger = Host()
    go(page, stranger, line(server))
    assert failure(page) == "blocked"
    assert "not on the server's list" in page.get_by_role("alert").inner_text()
    ask(page)
    page.locator("section .failure[data-kind=blocked]").wait_for()
    stranger.close()


def test_a_policy_that_keeps_it_from_its_server(page: Any, site: Host, server: str) -> None:
    go(page, site, line(server), f"script-src {server}; connect-src 'none'")
    assert failure(page) == "policy"


def test_offline_then_back(page: Any, site: Host, server: str) -> None:
    go(page, site, line(server))
    page.locator(".chip").first.wait_for()
    page.context.set_offline(True)
    ask(page)
    assert failure(page) == "offline"
    assert page.locator("textarea").input_value() == QUESTION
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.locator(".mark").first.wait_for()


def test_a_server_that_went_down(page: Any, site: Host, slow: Slow) -> None:
    with served(slow) as going:
        go(page, site, line(going))
        page.locator(".chip").first.wait_for()
    ask(page)
    assert failure(page) == "down"


def test_a_server_that_breaks_or_takes_too_long(page: Any, site: Host, slow: Slow, server: str) -> None:
    go(page, site, line(server))
    slow.broken = True
    ask(page)
    assert failure(page) == "server"
    slow.broken, slow.pause = False, 3.0
    page.get_by_role("button", name="Try again").click()
    page.locator(".failure[data-kind=slow]").wait_for()


def test_a_slow_answer_can_be_stopped(page: Any, site: Host, slow: Slow, server: str) -> None:
    go(page, site, line(server))
    slow.pause = 0.7
    ask(page)
    page.get_by_role("button", name="Stop").click()
    assert failure(page) == "stopped"


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_says_when_to_come_back(page: Any, site: Host, server: str, status: int) -> None:
    go(page, site, line(server))
    page.locator(".chip").first.wait_for()
    headers = {
        "Retry-After": "1",
        "Access-Control-Allow-Origin": site.origin,
        "Access-Control-Expose-Headers": "Retry-After",
    }
    page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(status=status, headers=headers, json={"detail": "Later."}),
    )
    ask(page)
    again = page.get_by_role("button", name="Try again")
    assert failure(page) == "busy"
    assert "1 seconds" in page.get_by_role("alert").inner_text()
    assert again.is_disabled()
    page.unroute("**/api/v1/ask")
    again.click()
    page.locator(".mark").first.wait_for()


def test_a_frame_on_a_listed_site_answers(page: Any, site: Host, server: str) -> None:
    go(
        page,
        site,
        f'<iframe src="{server}/embed?lang=ko" title="bot" width="600" height="500"></iframe>',
        f"frame-src {server}",
    )
    frame = page.frame_locator("iframe")
    frame.get_by_label("질문", exact=True).fill(QUESTION)
    frame.get_by_role("button", name="질문하기").click()
    frame.locator(".mark").first.click()
    assert frame.locator(".card blockquote").is_visible()


def test_a_frame_elsewhere_says_why(page: Any, server: str) -> None:
    stranger = Host("localhost")
    go(page, stranger, f'<iframe src="{server}/embed" title="bot"></iframe>')
    assert "has not let it in" in page.frame_locator("iframe").locator("p").inner_text()
    stranger.close()


def test_without_script_the_link_stays(page: Any, site: Host, server: str) -> None:
    body = f'<summit-bot><a href="{server}/">Ask</a></summit-bot><script src="{server}/widget.js"></script>'
    go(page, site, body, "script-src 'none'")
    assert page.get_by_role("link", name="Ask").is_visible()
