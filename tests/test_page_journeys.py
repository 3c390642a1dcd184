"""Journeys through the chat page in a real Chromium, and axe-core on each of its states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_page_browser import HOSTILE, QUESTION, Slow, ask, browser, home, page, pytestmark, slow

__all__ = ["browser", "home", "page", "pytestmark", "slow"]
axe_api = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs the extra: pip install 'summitbot[browser]'"
)
SHOTS = Path(__file__).parents[1] / "evals" / "results" / "page"


def faults(page: Any, state: str) -> list[str]:
    """The serious findings of axe-core; a picture of the state is left for a person to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{state}-{page.viewport_size['width']}.png")
    found = axe_api.Axe().run(page).response["violations"]
    return [f"{state}: {v['id']}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize(("page", "theme"), [(1280, "light"), (390, "dark")], indirect=["page"])
def test_no_state_of_the_page_has_a_serious_fault(page: Any, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    found = faults(page, "welcome")
    answer = ask(page, QUESTION)
    found += faults(page, "answer")
    answer.locator("a.mark").first.click()
    page.locator("#panel mark").wait_for()
    page.wait_for_timeout(300)  # the panel has faded in
    found += faults(page, "panel")
    page.keyboard.press("Escape")
    answer.get_by_role("button", name="Right or wrong?").click()
    found += faults(page, "feedback")
    page.keyboard.press("Escape")
    ask(page, "What is the best recipe for apple pie?")
    found += faults(page, "refusal")
    assert found == []


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


def test_the_talk_can_be_saved(page: Any) -> None:
    ask(page, QUESTION)
    with page.expect_download() as markdown:
        page.get_by_role("button", name="Markdown").click()
    assert f"## {QUESTION}" in Path(markdown.value.path()).read_text()
    with page.expect_download() as plain:
        page.get_by_role("button", name="JSON").click()
    saved = json.loads(Path(plain.value.path()).read_text())["exchanges"][0]
    assert saved["question"] == QUESTION
    assert saved["statements"][0]["citations"] == [1]
    assert saved["citations"][0]["quote"] == saved["statements"][0]["text"]


def test_a_question_can_be_changed_and_one_from_the_address_waits_in_the_box(page: Any, home: str) -> None:
    ask(page, "Who was at the Hill summit?").get_by_role("button", name="Edit the question").click()
    box = page.get_by_label("Your question")
    assert box.input_value() == "Who was at the Hill summit?"
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=QUESTION).wait_for()
    page.locator(".exchange .stamp").wait_for()
    assert page.locator(".exchange").count() == 1
    page.goto(f"{home}?q=Who%20met%3F", wait_until="networkidle")
    page.wait_for_function("document.querySelector('#box textarea')?.value === 'Who met?'")


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
    assert page.get_by_role("heading", level=1).is_visible(), "an empty question empties no page"
    page.context.close()
