"""A server that is killed in the middle of an answer and started again: the page says so, and goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from looks import DESKTOP, PATIENCE, ask, picture
from test_page_browser import QUESTION, TINY, browser, pytestmark

__all__ = ["browser", "pytestmark"]
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'"
)
# The program serves the tiny corpus on a port, and takes so many seconds over each step of an answer.
PROGRAM = """
import sys
from pathlib import Path
import uvicorn
from hosts import Slow
from summitbot import Bot, Settings
from summitbot.surfaces.api import create_app
sources, scratch, port, pause = sys.argv[1:]
bot = Slow(Bot.open(Settings(sources=Path(sources), index=Path(scratch, "index"), data=Path(scratch, "data"))))
bot.pause = float(pause)
uvicorn.run(create_app(bot), port=int(port), log_level="critical")
"""


class Served:
    """A server in a process of its own, on one port for all its lives."""

    def __init__(self, scratch: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = taken.getsockname()[1]
        self.home = f"http://127.0.0.1:{self.port}/"
        self._scratch = scratch
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, pause: float = 0.0) -> None:
        """Start it, and wait until it answers."""
        arguments = [str(TINY), str(self._scratch), str(self.port), str(pause)]
        paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments], env=os.environ | {"PYTHONPATH": paths}
        )
        until = time.monotonic() + 90
        while time.monotonic() < until:
            assert self._process.poll() is None, "the server ended by itself"
            try:
                if httpx.get(self.home + "healthz", timeout=1).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """End it at once, as a crash does."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.kill()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(2 * PATIENCE)
    yield context.new_page()
    context.close()


def open_home(page: Any, server: Served) -> None:
    page.goto(server.home, wait_until="networkidle")
    page.locator("#foot [data-loaded]").wait_for(state="attached")


def test_a_server_that_dies_while_it_answers(page: Any, server: Served) -> None:
    server.start()
    open_home(page, server)
    ask(page, "Who is Ana Rok?")
    server.kill()
    server.start(pause=3.0)
    open_home(page, server)
    page.locator("#box textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".exchange >> nth=1").locator(".under-way").wait_for()
    server.kill()
    page.get_by_role("alert").get_by_text("The server can’t be reached just now.").wait_for()
    picture(page, "server-lost")
    server.start()
    page.locator("[data-state=stopped]").wait_for()
    assert page.locator(".lost").is_hidden()
    assert page.locator(".exchange >> nth=0").get_attribute("data-question") == "Who is Ana Rok?"
    assert page.locator(".exchange >> nth=1").get_attribute("data-question") == QUESTION
    picture(page, "server-back")
    page.get_by_role("button", name="Ask again").click()
    page.locator(".exchange >> nth=1").locator(".stamp").wait_for()
    assert "Hotel Astoria" in page.locator(".exchange >> nth=1").inner_text()
    answer = ask(page, "Who was there?")
    assert "Understood as" in answer.inner_text(), "the history is still known"


def test_a_question_put_to_a_dead_server_is_not_lost(page: Any, server: Served) -> None:
    server.start()
    open_home(page, server)
    ask(page, "Who is Ana Rok?")
    server.kill()
    page.locator("#box textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("The server can’t be reached just now.").wait_for()
    assert page.get_by_text("Attempting reconnection").is_hidden(), (
        "one voice says it, and in the page's language"
    )
    picture(page, "server-dead")
    with page.expect_event("load"):
        server.start()
    sync_api.expect(page.locator("#box textarea")).to_have_value(QUESTION, timeout=PATIENCE)
    assert page.locator(".lost").is_hidden()
    page.locator("#ask").click()
    page.locator(".exchange >> nth=1").locator(".stamp").wait_for()
    assert page.locator(".exchange").count() == 2
