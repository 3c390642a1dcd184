"""The whole over TLS, and the browser's answer where one side has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosts import MARKS, Host, certify, chromium, page_of, served

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
QUESTION = "Where was the Lake summit held?"
# A name that is not the browser's own machine: to that, it lets a secure page connect without TLS.
NAME = "bot.test"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certify(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def site(certificate: Path) -> Iterator[Host]:
    host = Host("localhost", certificate)
    yield host
    host.close()


@pytest.fixture(scope="module")
def bot(tiny_settings: Settings, site: Host, tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return Bot.open(tiny_settings.with_changes(origins=site.origin, data=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def server(bot: Bot, certificate: Path) -> Iterator[str]:
    with served(bot, certificate) as address:
        yield address


@pytest.fixture(scope="module")
def plain(bot: Bot) -> Iterator[str]:
    with served(bot) as address:
        yield address.replace("127.0.0.1", NAME)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium("--ignore-certificate-errors", f"--host-resolver-rules=MAP {NAME} 127.0.0.1") as browser:
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.set_default_timeout(30_000)
        yield page


def go(page: Any, site: Host, body: str) -> None:
    site.pages["/"] = page_of(body)
    page.goto(site.origin)


def ask(where: Any) -> None:
    box = where.locator("summit-bot textarea")
    box.fill(QUESTION)
    box.press("Enter")


def test_the_widget_answers_on_a_secure_page(page: Any, site: Host, server: str) -> None:
    assert server.startswith("https://")
    go(page, site, f'<script src="{server}/widget.js" data-open></script>')
    ask(page)
    page.locator(".mark").first.click()
    assert page.get_by_role("link", name="Open in summitbot").get_attribute("href").startswith(server)
    assert page.evaluate("isSecureContext && location.protocol") == "https:"


def test_the_frame_answers_on_a_secure_page(page: Any, site: Host, server: str) -> None:
    go(page, site, f'<iframe src="{server}/embed" title="bot" width="600" height="500"></iframe>')
    frame = page.frame_locator("iframe")
    ask(frame)
    frame.locator(".mark").first.wait_for()


def test_the_chat_page_and_the_api_answer_over_tls(page: Any, server: str) -> None:
    page.goto(server)
    box = page.locator("#box textarea")
    box.fill(QUESTION)
    box.press("Enter")
    page.locator(".statement").first.wait_for()
    reply = page.request.post(f"{server}/api/v1/ask", data={"question": QUESTION})
    assert reply.json()["status"] == "answered"


def test_a_secure_page_whose_server_is_not_says_so(page: Any, site: Host, server: str, plain: str) -> None:
    go(page, site, f'<script src="{server}/widget.js" data-server="{plain}" data-open></script>')
    assert "secure (https)" in page.get_by_role("alert").inner_text()
    assert page.locator(".failure").get_attribute("data-kind") == "insecure"


def test_a_script_without_tls_is_blocked_and_the_link_stays(page: Any, site: Host, plain: str) -> None:
    go(
        page,
        site,
        f'<summit-bot><a href="{plain}/">Ask summitbot</a></summit-bot><script src="{plain}/widget.js"></script>',
    )
    assert page.evaluate("customElements.get('summit-bot') === undefined"), "the browser blocked it"
    assert page.get_by_role("link", name="Ask summitbot").is_visible()


def test_a_plain_page_may_embed_a_secure_server(page: Any, server: str, bot: Bot) -> None:
    from summitbot.surfaces.origins import Origins

    host = Host("localhost")
    Origins.open(bot.settings).add(host.origin)
    go(page, host, f'<script src="{server}/widget.js" data-open></script>')
    ask(page)
    page.locator(".mark").first.wait_for()
    host.close()
