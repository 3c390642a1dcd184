"""Journeys through the chat page in a real Chromium."""

from __future__ import annotations

from typing import Any

from test_page_browser import HOSTILE, QUESTION, Slow, ask, browser, home, page, pytestmark, slow

__all__ = ["browser", "home", "page", "pytestmark", "slow"]


def test_feedback_reaches_the_ledger_and_hostile_words_stay_words(page: Any, slow: Slow) -> None:
    answer = ask(page, QUESTION)
    answer.locator("a.mark").first.click()
    page.get_by_role("button", name="This citation is wrong").click()
    assert page.get_by_label("About").input_value() == "1"
    page.get_by_label("Comment").fill(HOSTILE)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you.").wait_for()
    kept = slow.ledger_entries()[-1]
    assert (kept.verdict, kept.citation, kept.comment, kept.question) == ("unsupported", 1, HOSTILE, "")


def test_an_answer_is_frozen_under_a_link_that_shows_it(page: Any) -> None:
    answer = ask(page, QUESTION)
    answer.get_by_role("button", name="Permalink").click()
    link = answer.locator(".told a")
    link.wait_for()
    page.goto(link.inner_text(), wait_until="networkidle")
    assert "Hotel Astoria in Veldes" in page.inner_text("main")


def test_a_question_can_be_changed(page: Any) -> None:
    ask(page, "Who was at the Hill summit?").get_by_role("button", name="Edit").click()
    box = page.get_by_label("Your question")
    assert box.input_value() == "Who was at the Hill summit?"
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=QUESTION).wait_for()
    page.locator(".exchange .stamp").wait_for()
    assert page.locator(".exchange").count() == 1
    assert page.locator("#note").is_hidden(), "nothing is being changed any more"


def test_a_mark_shows_its_quote_when_it_has_the_focus(page: Any) -> None:
    answer = ask(page, QUESTION)
    answer.locator("a.mark").first.focus()
    card = page.get_by_role("tooltip")
    assert card.locator("q").inner_text() in answer.locator(".statement").first.inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()


def test_the_page_speaks_korean_where_it_is_asked_to(page: Any, home: str) -> None:
    page.goto(f"{home}?lang=ko", wait_until="networkidle")
    page.get_by_label("질문", exact=True).wait_for()
    assert page.evaluate("document.documentElement.lang") == "ko"


def test_the_theme_can_be_chosen_and_stays(page: Any) -> None:
    ground = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(ground) == "rgb(22, 24, 27)"
    page.reload(wait_until="networkidle")
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate(ground) == "rgb(22, 24, 27)"


def test_a_lost_server_is_said_and_the_page_recovers(browser: Any, home: str) -> None:
    page = browser.new_context().new_page()
    page.goto(home, wait_until="networkidle")
    page.get_by_role("heading", level=1).wait_for()
    page.route("**/healthz", lambda route: route.abort())
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("can’t be reached just now").wait_for()
    page.unroute("**/healthz")
    page.locator(".lost").wait_for(state="hidden")
    page.get_by_role("heading", level=1).wait_for()  # an empty question empties no page
    page.context.close()
