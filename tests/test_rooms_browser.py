"""The rooms in a real Chromium: chart, filters, keyboard, axe in light and dark on desktop and phone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from looks import LOOKS, fits, picture, serious

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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of the application, and the path of a kept answer."""
    root = tmp_path_factory.mktemp("rooms")
    shutil.copytree(TINY, root / "sources")
    bot = Bot.open(Settings(sources=root / "sources", index=root / "index", data=root / "data"))
    kept = Keeper(bot).freeze("How do the Lake summit and the Hill summit compare?").id
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(bot), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/", f"answers/{kept}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[{}])
def page(browser: Any, home: tuple[str, str], request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page; at the end nothing may have gone wrong in it or left for another host."""
    faults: list[str] = []
    options = {"viewport": {"width": 1280, "height": 800}} | request.param
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((home[0], "data:")) else faults.append(r.url))
    yield page
    page.context.close()
    assert faults == []


@pytest.mark.parametrize("page", LOOKS.values(), indirect=True, ids=LOOKS)
def test_no_room_has_a_serious_fault(page: Any, home: tuple[str, str]) -> None:
    for room in ("timeline", "sources?text=lake", "sources/lake-summit?start=0&end=15", "trust", home[1]):
        page.goto(home[0] + room)
        look = page.viewport_size["width"], page.evaluate("document.documentElement.lang")
        picture(page, f"room-{room.partition('?')[0].replace('/', '-')}-{look[0]}-{look[1]}")
        assert serious(page, room) == []
        assert fits(page), room


def test_a_dot_tells_of_its_event(page: Any, home: tuple[str, str]) -> None:
    page.goto(home[0] + "timeline")
    dot = page.locator(".chart circle").first
    assert page.locator(".chart circle").count() == 2
    dot.hover()
    dot.click()
    card = page.locator(".picked")
    card.get_by_role("link", name="Ask about it").wait_for()
    card.get_by_role("heading").get_by_role("link").click()
    page.locator("article.sheet h1").wait_for()


def test_filters_work_in_place_and_stand_in_the_address(page: Any, home: tuple[str, str]) -> None:
    page.goto(home[0] + "timeline")
    page.evaluate("window.same = true")
    page.get_by_label("To year").fill("1990")
    page.keyboard.press("Enter")
    page.get_by_text("of 2").wait_for()
    assert page.url.endswith("timeline?last=1990")
    assert page.evaluate("window.same")
    assert page.locator(".chart circle").count() == 1
    page.get_by_label("Person").select_option(index=1)
    page.wait_for_url("**/timeline?person=*")
    page.go_back()
    page.wait_for_url("**/timeline?last=1990")


def test_dragging_over_the_bars_chooses_years(page: Any, home: tuple[str, str]) -> None:
    page.goto(home[0] + "timeline")
    box = page.locator(".brush .overlay").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**/timeline?first=1990&last=*")
    page.get_by_text("1 event", exact=True).wait_for()


def test_the_keyboard_reaches_everything(page: Any, home: tuple[str, str]) -> None:
    page.goto(home[0] + "timeline")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))
    assert {"Sources", "first", "Show", "Ask about it", "The Lake summit, 3–4 May 1990"} <= reached


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_forms_and_lists_still_work(page: Any, home: tuple[str, str]) -> None:
    page.goto(home[0] + "sources")
    page.get_by_label("Search").fill("rok")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Ana Rok").first.click()
    assert page.url.endswith("/sources/ana-rok")
