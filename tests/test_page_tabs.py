"""Several pages of one browser at once: each has its own talk, also after a reload."""

from __future__ import annotations

from typing import Any

from looks import ask, opened, picture
from test_page_browser import browser, home, pytestmark, slow

__all__ = ["browser", "home", "pytestmark", "slow"]
ASKED = {
    "Where was the Lake summit held?": "Hotel Astoria",
    "Where was the Hill summit held?": "Monte Corvo",
    "Who is Ana Rok?": "Ana Rok",
    "Who is Bor Tamm?": "Bor Tamm",
    "What is the WFW?": "water",
}


def test_five_tabs_ask_at_once_and_each_keeps_its_own_talk(browser: Any, home: str) -> None:
    with opened(browser, home) as first:
        tabs = [first, *(first.context.new_page() for _ in range(4))]
        for tab in tabs[1:]:
            tab.goto(home, wait_until="networkidle")
        for tab, question in zip(tabs, ASKED, strict=True):
            tab.locator("#box textarea").fill(question)
        for tab in tabs:  # nobody waits for an answer before the next one asks
            tab.locator("#ask").evaluate("button => button.click()")
        for tab, (question, said) in zip(tabs, ASKED.items(), strict=True):
            tab.locator(".exchange .stamp").wait_for()
            assert tab.locator(".exchange").count() == 1
            assert tab.locator(".exchange").get_attribute("data-question") == question
            assert said in tab.locator(".exchange .answer").inner_text()
        for n, (tab, question) in enumerate(zip(tabs, ASKED, strict=True), 1):
            tab.reload(wait_until="networkidle")
            tab.locator(".exchange .stamp").wait_for()
            asked = [e.get_attribute("data-question") for e in tab.locator(".exchange").all()]
            assert asked == [question], "another tab's talk came back"
            picture(tab, f"five-tabs-{n}")


def test_a_follow_up_reads_the_talk_of_its_own_tab(browser: Any, home: str) -> None:
    with opened(browser, home) as first:
        second = first.context.new_page()
        second.goto(home, wait_until="networkidle")
        ask(first, "Who is Ana Rok?")
        ask(second, "Who is Bor Tamm?")
        answer = ask(first, "Was she at the Lake summit?")
        assert "Ana Rok" in answer.locator(".understood").inner_text()


def test_a_new_tab_goes_on_with_the_latest_talk(browser: Any, home: str) -> None:
    with opened(browser, home) as first:
        ask(first, "Who is Ana Rok?")
        second = first.context.new_page()
        second.goto(home, wait_until="networkidle")
        second.locator(".exchange .stamp").wait_for()
        assert second.locator(".exchange").count() == 1
