"""The frame where the browser keeps storage and cookies from it: they are really refused, and it works or says why not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosts import CHROMIUM, MARKS, Host, page_of, served

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
QUESTION = "Where was the Lake summit held?"
# The name of the error where storage is refused, "" where it is not.
STORAGE = "() => { try { localStorage.setItem('a', 'b'); return ''; } catch (error) { return error.name; } }"
COOKIE = "() => { try { document.cookie = 'a=b'; return document.cookie; } catch (error) { return ''; } }"


@pytest.fixture(scope="module")
def site() -> Iterator[Host]:
    """Under another name than the server, so that it is another site for cookies and storage."""
    host = Host("localhost")
    yield host
    host.close()


@pytest.fixture(scope="module")
def server(tiny_settings: Settings, site: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = tiny_settings.with_changes(origins=site.origin, data=tmp_path_factory.mktemp("data"))
    with served(Bot.open(settings)) as address:
        yield address


@pytest.fixture(params=["third parties", "everybody"])
def refused(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """A page in a profile whose settings refuse storage to third parties, or to everybody."""
    from playwright.sync_api import sync_playwright

    (tmp_path / "Default").mkdir()
    profile: dict[str, Any] = {"block_third_party_cookies": True, "cookie_controls_mode": 1}
    if request.param == "everybody":
        profile["default_content_setting_values"] = {"cookies": 2}
    (tmp_path / "Default" / "Preferences").write_text(json.dumps({"profile": profile}), encoding="utf-8")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path, executable_path=CHROMIUM, args=["--no-sandbox"], viewport={"width": 1000, "height": 800}
        )
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.who = request.param
        yield page
        context.close()


def framed(page: Any, site: Host, server: str, sandbox: str | None = None) -> Any:
    """The frame of `/embed` on a page of another site."""
    held = "" if sandbox is None else f'sandbox="{sandbox}"'
    site.pages["/"] = page_of(
        f'<iframe src="{server}/embed" title="bot" width="600" height="600" {held}></iframe>'
    )
    page.goto(site.origin)
    page.frame_locator("iframe").locator("textarea").wait_for()
    return page.frames[1]


def ask(frame: Any) -> None:
    frame.locator("textarea").fill(QUESTION)
    frame.locator("textarea").press("Enter")


@pytest.mark.parametrize("sandbox", [None, "allow-scripts allow-same-origin"])
def test_the_frame_answers_without_storage_and_cookies(
    refused: Any, site: Host, server: str, sandbox: str | None
) -> None:
    frame = framed(refused, site, server, sandbox)
    assert frame.evaluate(STORAGE) == "SecurityError", "the browser really refuses"
    assert frame.evaluate(COOKIE) == ""
    ask(frame)
    frame.locator(".mark").first.click()
    assert frame.locator(".card blockquote").is_visible()


def test_a_sandbox_of_scripts_alone_is_told(refused: Any, site: Host, server: str) -> None:
    frame = framed(refused, site, server, "allow-scripts")
    assert frame.evaluate("self.origin") == "null"
    assert frame.evaluate(STORAGE) == "SecurityError"
    frame.locator(".failure[data-kind=sandbox]").wait_for()
    assert "allow-same-origin" in frame.get_by_role("alert").inner_text()
    assert frame.get_by_role("link", name="Open summitbot").first.is_visible()


def test_the_widget_on_a_page_without_storage(refused: Any, site: Host, server: str) -> None:
    site.pages["/"] = page_of(f'<script src="{server}/widget.js" data-open></script>')
    refused.goto(site.origin)
    assert (refused.evaluate(STORAGE) != "") == (refused.who == "everybody")
    ask(refused)
    refused.locator(".mark").first.wait_for()


def test_the_chat_page_stands_without_storage(refused: Any, server: str) -> None:
    refused.goto(server + "/healthz")
    assert (refused.evaluate(STORAGE) != "") == (refused.who == "everybody")
    refused.goto(server)
    box = refused.locator("#box textarea")
    box.fill(QUESTION)
    box.press("Enter")
    refused.locator(".statement").first.wait_for()
