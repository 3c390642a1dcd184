"""The chat page in a real Chromium: ask, read, open a source, stop, come back."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from summitbot import Bot, Settings
from summitbot.keeping import Keeper
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.serve import listen

TINY = Path(__file__).parent / "tiny"
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: apt install chromium"),
]
QUESTION = "Where was the Lake summit held?"
UNKNOWN = "What shoes did Ana Rok wear when they dined on trout?"
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> **bold** $$x$$'
SOURCE = f"""---
id: zell-bridge
title: The Zell bridge <img src=x onerror=window.hit=1>
kind: place
references: [gazette-lake-1990]
---
The Zell bridge carries a sign that reads `{HOSTILE}` since 1991.[^gazette-lake-1990]
"""


class Slow:
    """A bot that takes its time over each step while `pause` is set."""

    def __init__(self, bot: Bot) -> None:
        self.corpus, self.settings, self.ask = bot.corpus, bot.settings, bot.ask
        self.search = bot.search
        self._bot, self.pause = bot, 0.0

    def stream(self, *asked: Any) -> Iterator[Any]:
        for step in self._bot.stream(*asked):
            time.sleep(self.pause)
            yield step

    def ledger_entries(self) -> list[Any]:
        """What the ledger holds of readers' feedback."""
        return list(Keeper(self._bot).ledger.feedback())


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Slow:
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(TINY, root / "sources")
    (root / "sources" / "zell-bridge.md").write_text(SOURCE, encoding="utf-8")
    return Slow(Bot.open(Settings(sources=root / "sources", index=root / "index")))


@pytest.fixture(scope="module")
def home(slow: Slow) -> Iterator[str]:
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(slow), log_level="warning"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[1280])
def page(browser: Any, home: str, slow: Slow, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The page, opened; at the end nothing may have gone wrong in it or left for another host."""
    slow.pause = 0.0
    faults: list[str] = []
    page = browser.new_context(viewport={"width": request.param, "height": 800}).new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((home, "data:")) else faults.append(r.url))
    page.goto(home, wait_until="networkidle")  # leaving under its first call would log an error
    page.get_by_role("heading", level=1).wait_for()
    yield page
    hit = page.evaluate("window.hit")
    page.context.close()
    assert faults == []
    assert hit is None


def ask(page: Any, question: str) -> Any:
    """Ask by typing and Enter; the finished answer."""
    before = page.locator(".exchange").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    last = page.locator(f".exchange >> nth={before}")
    last.locator(".stamp").wait_for()
    return last


def test_ask_and_open_the_source(page: Any) -> None:
    answer = ask(page, QUESTION)
    assert "Hotel Astoria in Veldes" in answer.inner_text()
    sentence = answer.locator(".statement").first
    mark = sentence.get_by_role("link", name="Source 1")
    mark.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Source")
    marked = panel.locator("mark")
    marked.wait_for()
    assert marked.inner_text() in sentence.inner_text()
    assert panel.get_by_role("heading", name="The Lake summit, 3–4 May 1990").is_visible()
    assert "Gazette" in panel.inner_text()
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert mark.evaluate("e => e === document.activeElement")


def test_starters_and_suggestions_ask_by_click(page: Any) -> None:
    page.get_by_role("button", name=QUESTION).click()
    page.locator(".exchange .stamp").wait_for()
    chip = page.locator(".exchange .chip").first
    following = chip.inner_text()
    chip.click()
    page.get_by_role("heading", name=following).wait_for()
    page.locator(".exchange >> nth=1").locator(".stamp").wait_for()


def test_a_refusal_helps(page: Any) -> None:
    refused = ask(page, "What is the best recipe for apple pie?")
    assert refused.locator("a.mark").count() == 0
    assert refused.locator(".chip").count() > 0


def test_what_comes_closest_opens_its_source_at_the_sentence(page: Any) -> None:
    refused = ask(page, UNKNOWN)
    assert refused.locator(".statement").count() == 0
    refused.get_by_role("heading", name="Closest in the sources — not an answer").wait_for()
    quote = refused.locator(".nearest blockquote").first.inner_text()
    assert quote == "Ana Rok and Bor Tamm dined on trout on the evening of 3 May 1990."
    assert quote in page.locator("[role=status].unseen").inner_text()
    refused.locator(".nearest a").first.click()
    panel = page.get_by_role("dialog", name="Source")
    panel.locator("mark").wait_for()
    assert panel.locator("mark").inner_text() == quote
    assert panel.locator(".report").is_hidden(), "it is no citation"
    page.keyboard.press("Escape")
    assert refused.locator(".nearest a").first.evaluate("e => e === document.activeElement")


def test_follow_ups_are_spelt_out_and_the_talk_survives_a_reload(page: Any) -> None:
    ask(page, QUESTION)
    second = ask(page, "Why did it end early?")
    assert "Understood as:" in second.inner_text()
    assert "water" in second.inner_text()
    page.reload(wait_until="networkidle")
    page.locator(".exchange >> nth=1").locator(".stamp").wait_for()
    page.get_by_role("button", name="New chat").click()
    page.get_by_role("heading", level=1).wait_for()
    page.reload(wait_until="networkidle")
    page.get_by_role("heading", level=1).wait_for()
    assert page.locator(".exchange").count() == 0


def test_answers_stream_and_can_be_stopped_and_taken_up(page: Any, slow: Slow) -> None:
    slow.pause = 1.5
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("Searching the sources…").first.wait_for()
    page.locator(".under-way .statement").first.wait_for()
    assert page.locator(".stamp").count() == 0
    page.get_by_role("button", name="Stop").click()
    stopped = page.locator("[data-state=stopped]")
    stopped.wait_for()
    page.wait_for_timeout(4 * 1500)  # longer than the answer would have taken
    assert stopped.is_visible()
    slow.pause = 0.0
    page.get_by_role("button", name="Ask again").click()
    page.locator(".exchange .stamp").wait_for()
    assert page.locator(".exchange").count() == 1


def test_hostile_text_is_only_text(page: Any) -> None:
    answer = ask(page, f"{HOSTILE} {QUESTION}")
    assert HOSTILE in answer.locator("h2").inner_text()
    bridge = ask(page, "What does the sign on the Zell bridge read?")
    assert "<img" in bridge.locator("a.mark").first.get_attribute("data-title")
    bridge.locator("a.mark").first.click()
    page.locator("#panel h2").wait_for()
    assert page.locator("#talk img, #talk script, #panel img, #panel script, #talk .katex").count() == 0


@pytest.mark.parametrize("page", [390], indirect=True)
def test_a_phone_never_scrolls_sideways(page: Any) -> None:
    answer = ask(page, "What are the three points of the Hill statement? " + "x" * 200)
    narrow = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(narrow)
    answer = ask(page, QUESTION)
    answer.locator("a.mark").first.click()
    page.locator("#panel mark").wait_for()
    assert page.evaluate(narrow)
    box = page.locator("#panel").bounding_box()
    assert box["width"] <= 390
    assert box["y"] > 100, "the talk stays in sight above the sheet"


def test_every_control_has_a_name(page: Any) -> None:
    answer = ask(page, QUESTION)
    answer.locator("a.mark").first.click()
    page.locator("#panel mark").wait_for()
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, a, textarea')].filter(e => e.checkVisibility() && !("
        "e.textContent.trim() || e.ariaLabel || e.title || e.labels?.length)).map(e => e.outerHTML)"
    )
    assert nameless == []


def test_in_the_dark_the_page_is_dark(page: Any) -> None:
    page.emulate_media(color_scheme="dark")
    page.reload(wait_until="networkidle")
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("document.body.classList.contains('dark')")
    ground = page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor")
    assert ground == "rgb(22, 24, 27)"
