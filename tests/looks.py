"""What the browser tests share: the looks that every page is held to, pictures for a person to look at, axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# Where each test leaves its pictures; git ignores the folder.
PICTURES = Path(__file__).parents[1] / "evals" / "results" / "page"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "desktop-light": {"viewport": DESKTOP, "color_scheme": "light"},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone-light": {"viewport": PHONE, "color_scheme": "light"},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "korean": {"viewport": DESKTOP, "color_scheme": "light", "locale": "ko-KR"},
    "korean-phone": {"viewport": PHONE, "color_scheme": "dark", "locale": "ko-KR"},
}
PATIENCE = 30_000


@contextmanager
def opened(browser: Any, home: str, path: str = "", **options: Any) -> Iterator[Any]:
    """A page of its own; at the end nothing may have gone wrong in it, run in it, or left for another host."""
    faults: list[str] = []
    context = browser.new_context(**({"viewport": DESKTOP} | options))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda r: None if r.url.startswith((home, "data:", "blob:")) else faults.append(r.url))
    page.goto(home + path, wait_until="networkidle")  # leaving under its first call would log an error
    page.locator("h1, .exchange").first.wait_for()
    yield page
    hit = page.evaluate("window.hit")
    context.close()
    assert faults == []
    assert hit is None


def ask(page: Any, question: str) -> Any:
    """Ask by typing and Enter; the finished answer."""
    before = page.locator(".exchange").count()
    page.locator("#box textarea").fill(question)
    page.keyboard.press("Enter")
    last = page.locator(f".exchange >> nth={before}")
    last.locator(".stamp").wait_for()
    return last


def picture(page: Any, name: str) -> None:
    """Leave a picture of the page as it is."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def serious(page: Any, state: str) -> list[str]:
    """The serious and critical findings of axe-core."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs the extra: pip install 'summitbot[browser]'"
    )
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{state}: {v['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


def fits(page: Any) -> bool:
    """Does the page scroll up and down alone?"""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
