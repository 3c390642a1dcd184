"""Questions that come with the address, from the rooms: asked on arrival, once, after the talk so far."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from looks import ask, opened, picture
from test_page_browser import QUESTION, browser, home, pytestmark, slow

__all__ = ["browser", "home", "pytestmark", "slow"]


def test_an_event_of_the_timeline_is_asked_about_by_a_click(browser: Any, home: str) -> None:
    with opened(browser, home, "timeline") as page:
        page.locator("li[data-date]").first.get_by_role("link", name="Ask about it").click()
        answer = page.locator(".exchange")
        answer.locator(".stamp").wait_for()
        assert answer.get_attribute("data-question") == "What happened at “The Lake summit”?"
        assert answer.locator("a.mark").count() > 0
        assert page.url == home, "a reload asks nothing"
        picture(page, "from-the-timeline")
        page.reload(wait_until="networkidle")
        answer.locator(".stamp").wait_for()
        assert answer.count() == 1


def test_a_question_that_arrives_follows_the_talk_so_far(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        ask(page, QUESTION)
        page.goto(home + "timeline", wait_until="networkidle")
        page.locator("li[data-date]").last.get_by_role("link", name="Ask about it").click()
        page.locator(".exchange >> nth=1").locator(".stamp").wait_for()
        assert page.locator(".exchange >> nth=0").get_attribute("data-question") == QUESTION
        assert page.locator(".exchange").count() == 2


def test_a_hostile_address_asks_a_text(browser: Any, home: str) -> None:
    bad = "<img src=x onerror=alert(1)> " + "x" * 9000
    with opened(browser, home, f"?q={quote(bad)}") as page:
        page.locator(".exchange .stamp").wait_for()
        assert page.locator(".exchange h2").inner_text().count("<img src=x onerror=alert(1)>") == 1
        assert page.locator("#talk img").count() == 0
