"""Every state of the chat page in every look: axe-core, no scrolling sideways, nothing that moves where that is unwished."""

from __future__ import annotations

from typing import Any

import pytest
from looks import LOOKS, ask, fits, opened, picture, serious
from test_page_browser import HOSTILE, QUESTION, UNKNOWN, browser, home, pytestmark, slow

__all__ = ["browser", "home", "pytestmark", "slow"]
TALK = {
    "list": "What are the three points of the Hill statement?",
    "table": "How do the Lake summit and the Hill summit compare?",
    "timeline": "What happened between 1980 and 1995?",
    "refusal": "What is the best recipe for apple pie?",
    "closest": UNKNOWN,
    "hostile": f"What does the sign on the Zell bridge read? {HOSTILE}",
}
MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after"].map((part) => {
  const style = getComputedStyle(e, part || null);
  const longest = (times) => Math.max(...times.split(",").map((t) => parseFloat(t) * (t.includes("ms") ? 0.001 : 1)));
  const moves = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
  return moves || longest(style.transitionDuration) > 0.01 ? `${e.tagName}.${e.className}${part}` : "";
})).filter(Boolean)"""


@pytest.mark.parametrize("look", LOOKS)
def test_no_state_of_the_page_has_a_serious_fault(browser: Any, home: str, look: str) -> None:
    found: list[str] = []
    with opened(browser, home, **LOOKS[look]) as page:

        def state(name: str) -> None:
            picture(page, f"{name}-{look}")
            found.extend(serious(page, name))
            assert fits(page), name

        state("welcome")
        answer = ask(page, QUESTION)
        state("answer")
        answer.locator("a.mark").first.click()
        page.locator("#panel mark").wait_for()
        page.locator("#panel details.cite summary").click()
        page.evaluate("Promise.all(document.getAnimations().map((moving) => moving.finished))")
        state("panel")
        page.keyboard.press("Escape")
        answer.locator("[data-deed=judge]").click()
        state("feedback")
        page.keyboard.press("Escape")
        answer.locator("[data-deed=edit]").click()
        state("editing")
        page.locator("[data-deed=leave]").click()
        for name, question in TALK.items():
            ask(page, question)
            state(name)
    assert found == []


def test_where_motion_is_unwished_nothing_moves(browser: Any, home: str) -> None:
    with opened(browser, home, reduced_motion="reduce") as page:
        assert page.evaluate(MOVING) == []
        ask(page, QUESTION).locator("a.mark").first.click()
        page.locator("#panel mark").wait_for()
        assert page.evaluate(MOVING) == []
        for room in ("timeline", "sources", "sources/lake-summit", "trust"):
            page.goto(home + room, wait_until="networkidle")
            assert page.evaluate(MOVING) == [], room


def test_where_motion_is_welcome_the_panel_fades_in(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        ask(page, QUESTION).locator("a.mark").first.click()
        page.locator("#panel mark").wait_for()
        assert any("panel" in moving or "ASIDE" in moving for moving in page.evaluate(MOVING))
