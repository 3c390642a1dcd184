"""The examples run: pages of another origin in a real browser, and programs that ask over HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosts import MARKS, chromium, served
from web import Web, serving

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
EXAMPLES = Path(__file__).parents[1] / "examples"
WRITTEN = "http://127.0.0.1:7860"
QUESTION = 'Where was the "Hill summit" held?'
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript"}


@pytest.fixture(scope="module")
def site() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture(scope="module")
def server(tiny_settings: Settings, site: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    origins = f"http://127.0.0.1:{site.server_port}"
    settings = tiny_settings.with_changes(origins=origins, data=tmp_path_factory.mktemp("data"))
    with served(Bot.open(settings)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def opened(browser: Any, site: Web, server: str, name: str) -> Any:
    """An example's page, its files served by the site, the bot's address put in."""
    for path in (EXAMPLES / name).rglob("*.*"):
        if path.suffix in KINDS:
            text = path.read_text(encoding="utf-8").replace(WRITTEN, server)
            site.page(f"/{path.relative_to(EXAMPLES)}", text.encode(), KINDS[path.suffix])
    page = browser.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"http://127.0.0.1:{site.server_port}/{name}/index.html")
    return page


def ask(page: Any) -> Any:
    """Ask in the page's widget and wait for the place."""
    box = page.locator("summit-bot textarea")
    box.fill(QUESTION)
    box.press("Enter")
    page.locator("summit-bot").get_by_text("Monte Corvo").first.wait_for()


def test_the_plain_site_opens_from_its_corner(browser: Any, site: Web, server: str) -> None:
    page = opened(browser, site, server, "plain")
    page.locator("summit-bot button").first.click()
    assert page.get_by_text("Ask about the sources of this site.").count() == 1
    ask(page)


def test_the_strict_site_has_nothing_to_report(browser: Any, site: Web, server: str) -> None:
    page = opened(browser, site, server, "strict-csp")
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    ask(page)
    assert faults == []


def test_the_application_takes_it_away_and_brings_it_back(browser: Any, site: Web, server: str) -> None:
    page = opened(browser, site, server, "react")
    ask(page)
    page.get_by_text("Answers so far: 1").wait_for()
    page.get_by_role("button", name="About").click()
    assert page.locator("summit-bot").count() == 0
    page.locator("nav button").first.click()
    ask(page)
    page.get_by_text("Answers so far: 2").wait_for()


@pytest.mark.parametrize("command", [[sys.executable, "python/ask.py"], ["sh", "curl/ask.sh"]])
def test_programs_ask(command: list[str], server: str) -> None:
    done = subprocess.run(
        [command[0], str(EXAMPLES / command[1]), QUESTION, f"{server}/"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Monte Corvo" in done.stdout
