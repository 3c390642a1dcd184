"""Take the pictures of the chat page that README.md and docs/page.md show, in docs/images/.

    python scripts/write_pictures.py

Serves the sources on a free port and drives a real Chromium (extra `browser`; apt install chromium). Look at what it
wrote before you commit it.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app
from summitbot.surfaces.api.serve import listen

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PROSE = "Where was the second Trump–Kim summit held, and why did it end early?"
TABLE = "How do the Singapore and Hanoi summits compare?"


@contextmanager
def served() -> Iterator[str]:
    """The address of the page over the project's sources."""
    with tempfile.TemporaryDirectory() as scratch, listen("127.0.0.1", 0) as listener:
        settings = Settings(
            sources=ROOT / "sources", index=Path(scratch, "index"), data=Path(scratch, "data")
        )
        server = uvicorn.Server(uvicorn.Config(create_app(Bot.open(settings)), log_level="warning"))
        threading.Thread(target=server.run, args=([listener],), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True


def asked(browser: Any, home: str, question: str, **look: Any) -> Any:
    """A page with the finished answer to a question."""
    page = browser.new_context(**look).new_page()
    page.goto(home, wait_until="networkidle")
    page.locator("#box textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".exchange .stamp").wait_for()
    return page


def main() -> None:
    """Take both."""
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--force-device-scale-factor=1"]
        )
        desk = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", "locale": "en-GB"}
        page = asked(browser, home, PROSE, **desk)
        page.locator("a.mark").first.click()
        page.locator("#panel mark").wait_for()
        page.wait_for_timeout(500)  # the panel has faded in
        page.screenshot(path=IMAGES / "page.png")
        phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-GB"}
        asked(browser, home, TABLE, **phone).screenshot(path=IMAGES / "phone.png")
        browser.close()


if __name__ == "__main__":
    main()
