"""The whole way through the chat page by keyboard alone: no mouse, no focus set by the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from looks import opened, picture
from test_page_browser import QUESTION, Slow, browser, home, pytestmark, slow

__all__ = ["browser", "home", "pytestmark", "slow"]
FOCUSED = "[document.activeElement.id, document.activeElement.className, document.activeElement.dataset.deed, document.activeElement.tagName].join(' ')"


def tab_to(page: Any, wanted: Callable[[], bool], key: str = "Tab", most: int = 60) -> None:
    """Press the key until the focus is where it is wanted; what has the focus is always in sight."""
    for _ in range(most):
        page.keyboard.press(key)
        if wanted():
            return
    raise AssertionError(f"not reached by {key}; the focus is on {page.evaluate(FOCUSED)}")


def on(page: Any, selector: str) -> Callable[[], bool]:
    """Has an element that fits the selector the focus, and can that be seen?"""
    seen = "s => { const e = document.activeElement; return e.matches(s) && e.checkVisibility() && getComputedStyle(e).outlineStyle !== 'none' }"
    return lambda: bool(page.evaluate(seen, selector))


def test_the_whole_way_by_keyboard(browser: Any, home: str, slow: Slow) -> None:
    with opened(browser, home) as page:
        page.keyboard.press("Tab")
        assert on(page, ".skip")(), "the first stop leads past the masthead"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('#box textarea')")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        answer = page.locator(".exchange")
        answer.locator(".stamp").wait_for()
        assert page.evaluate("document.activeElement.matches('#box textarea')"), (
            "the next question can follow"
        )

        tab_to(page, on(page, ".exchange a.mark"), "Shift+Tab")
        mark = page.evaluate("document.activeElement.dataset.number")
        assert page.get_by_role("tooltip").is_visible()
        picture(page, "keyboard-mark")
        page.keyboard.press("Enter")
        page.locator("#panel mark").wait_for()
        page.wait_for_function("document.activeElement.id === 'source-title'")
        tab_to(page, on(page, "#panel .open a"))
        tab_to(page, on(page, "#panel .cite summary"))
        page.keyboard.press("Enter")
        assert page.locator("#panel .cite pre").first.is_visible()
        picture(page, "keyboard-panel")
        tab_to(page, on(page, "#panel .close"), "Shift+Tab")
        page.keyboard.press("Enter")
        assert page.locator("#panel").is_hidden()
        assert page.evaluate("document.activeElement.dataset.number") == mark, "the focus is back on its mark"


def test_feedback_is_refused_and_given_and_a_link_made_by_keyboard(
    browser: Any, home: str, slow: Slow
) -> None:
    with opened(browser, home) as page:
        tab_to(page, on(page, "#talk .chip"))
        page.keyboard.press("Enter")
        page.locator(".exchange .stamp").wait_for()
        before = len(slow.ledger_entries())
        tab_to(page, on(page, "[data-deed=judge]"))
        page.keyboard.press("Enter")
        assert page.locator("#judge").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#judge").is_hidden()
        assert on(page, "[data-deed=judge]")(), "the focus is back where it was"
        page.keyboard.press("Enter")
        tab_to(page, on(page, "#judge [data-deed=cancel]"))
        page.keyboard.press("Enter")
        assert page.locator("#judge").is_hidden()
        assert len(slow.ledger_entries()) == before

        page.keyboard.press("Enter")
        tab_to(page, on(page, "#judge [type=radio]"))
        page.keyboard.press("ArrowDown")
        tab_to(page, on(page, "#judge textarea"))
        page.keyboard.type("By keyboard.")
        tab_to(page, on(page, "#judge [type=submit]"))
        page.keyboard.press("Enter")
        page.get_by_text("Thank you.").wait_for()
        assert (slow.ledger_entries()[-1].verdict, slow.ledger_entries()[-1].comment) == (
            "wrong",
            "By keyboard.",
        )

        tab_to(page, on(page, "[data-deed=link]"), "Shift+Tab")
        page.keyboard.press("Enter")
        page.locator(".told a").wait_for()
        tab_to(page, on(page, ".told a"))
        picture(page, "keyboard-permalink")
        page.keyboard.press("Enter")
        page.locator(".kept h1").wait_for()


def test_a_question_is_changed_and_the_change_given_up_by_keyboard(browser: Any, home: str) -> None:
    with opened(browser, home) as page:
        tab_to(page, on(page, "#talk .chip"))
        page.keyboard.press("Enter")
        page.locator(".exchange .stamp").wait_for()
        tab_to(page, on(page, "[data-deed=edit]"))
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('#box textarea')")
        assert page.locator("#note").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#note").is_hidden()
        assert page.locator("#box textarea").input_value() == ""
