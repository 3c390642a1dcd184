"""The widget in a real Chromium, on pages of another origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hosts import MARKS, Host, Slow, chromium, page_of, served

from summitbot import Bot, Settings

pytest.importorskip("playwright.sync_api", reason="needs the extra: pip install 'summitbot[browser]'")
pytestmark = MARKS
QUESTION = "Where was the Lake summit held?"
STRICT = "default-src 'none'; script-src {0}; connect-src {0}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"


@pytest.fixture(scope="module")
def stranger() -> Iterator[Host]:
    """A site that is on no list, under another name, so that it is another site for cookies too."""
    host = Host("localhost")
    yield host
    host.close()


@pytest.fixture(scope="module")
def slow(tiny_settings: Settings, site: Host, tmp_path_factory: pytest.TempPathFactory) -> Slow:
    data = tmp_path_factory.mktemp("data")
    return Slow(Bot.open(tiny_settings.with_changes(origins=site.origin, data=data)))


@pytest.fixture(scope="module")
def server(slow: Slow) -> Iterator[str]:
    with served(slow) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium("--test-third-party-cookie-phaseout") as browser:
        yield browser


@pytest.fixture
def visit(browser: Any, site: Host, slow: Slow) -> Iterator[Callable[..., Any]]:
    """Opens a body as a page of the site; nothing may be logged as an error but what a test expects."""
    slow.pause, slow.broken = 0.0, False
    contexts: list[Any] = []
    faults: list[str] = []

    def visit(body: str, host: Host = site, width: int = 1280, policy: str = "", **page_parts: str) -> Any:
        host.headers = {"Content-Security-Policy": policy} if policy else {}
        host.pages["/"] = page_of(body, **page_parts)
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, has_touch=width < 600))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.faults = faults
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" and "404" not in m.text else None
        )
        page.goto(host.origin)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not faults


def script(server: str, attributes: str = "") -> str:
    return f'<script src="{server}/widget.js" {attributes}></script>'


def ask(page: Any, question: str = QUESTION, bot: str = "summit-bot") -> None:
    page.locator(f"{bot} textarea").fill(question)
    page.keyboard.press("Enter")


def test_a_line_gives_a_launcher_an_answer_and_its_sources(visit: Any, server: str) -> None:
    page = visit(script(server))
    page.locator(".launcher").click()
    page.get_by_role("button", name=QUESTION).click()
    statement = page.locator(".statement").first
    assert "Veldes" in statement.inner_text()
    mark = page.locator(".mark").first
    mark.click()
    card = page.locator(".card")
    quote = card.locator("blockquote").inner_text()
    assert quote in statement.inner_text()
    with page.context.expect_page() as opened:
        card.get_by_role("link", name="Open in summitbot").click()
    assert opened.value.url.startswith(f"{server}/sources/lake-summit?start=")
    assert opened.value.locator("mark").first.inner_text() in quote
    mark.click()
    assert card.count() == 0


def test_follow_ups_keep_the_thread_and_events_bubble(visit: Any, server: str) -> None:
    page = visit(script(server, 'data-open data-starters="none"'))
    page.evaluate(
        "() => { window.heard = []; for (const name of ['open', 'ask', 'answer', 'close'])"
        " document.addEventListener(name, (e) => window.heard.push([name, e.detail.question, e.detail.answer?.status])); }"
    )
    ask(page)
    page.locator(".mark").first.wait_for()
    answer = page.evaluate("document.querySelector('summit-bot').ask('Why did it end early?')")
    assert "Lake" in answer["trace"]["standalone"]
    assert page.locator(".answer").count() == 2
    assert "Understood as" in page.locator(".understood").inner_text()
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('summit-bot').show()")
    names = [name for name, *_ in page.evaluate("window.heard")]
    assert names == ["ask", "answer", "ask", "answer", "open"]  # close stays with the element
    page.get_by_role("button", name="New conversation").click()
    assert page.locator(".answer").count() == 0


def test_a_refusal_offers_what_is_answered(visit: Any, server: str) -> None:
    page = visit(script(server, "data-open"))
    ask(page, "How do I bake bread?")
    page.locator(".refusal").wait_for()
    page.locator(".more .chip").first.click()
    page.locator(".statement").first.wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_refusal_quotes_what_comes_closest(visit: Any, server: str, width: int) -> None:
    page = visit(script(server, "data-open"), width=width)
    ask(page, "What shoes did Ana Rok wear when they dined on trout?")
    page.get_by_role("heading", name="Closest in the sources — not an answer").wait_for()
    quote = page.locator(".nearest blockquote").first.inner_text()
    assert page.locator(".statement").count() == 0
    scroller = page.locator(".scroller")
    assert scroller.evaluate("e => e.scrollWidth <= e.clientWidth")
    with page.context.expect_page() as opened:
        page.locator(".nearest a").first.click()
    assert opened.value.url.startswith(f"{server}/sources/lake-summit?start=")
    assert opened.value.locator("mark").inner_text() == quote


@pytest.mark.parametrize("kind", ["launcher", "inline"])
def test_strict_policy_with_trusted_types(visit: Any, server: str, kind: str) -> None:
    body = script(server, "data-open") if kind == "launcher" else (
        f'<summit-bot accent="#7a1f2b" theme="dark"></summit-bot>{script(server, "data-launcher=off")}'
    )  # fmt: skip
    page = visit(body, policy=STRICT.format(server))
    ask(page)
    page.locator(".mark").first.click()
    assert page.locator(".card blockquote").is_visible()
    assert page.locator(".panel").evaluate("e => getComputedStyle(e).display") == "flex"
    assert page.locator("summit-bot").count() == 1


def test_hostile_styles_change_nothing(visit: Any, server: str) -> None:
    look = (
        "() => { const root = document.querySelector('summit-bot').shadowRoot; return [...root.querySelectorAll('.root, .panel, header,"
        " .statement, .mark, textarea')].map(e => { const s = getComputedStyle(e), b = e.getBoundingClientRect();"
        " return [s.font, s.color, s.backgroundColor, s.direction, b.x, b.y, b.width, b.height]; }); }"
    )
    hostile = (
        "<style>* { all: unset !important; color: lime !important } body, summit-bot { font: 40px cursive !important;"
        " direction: rtl; display: none; opacity: .2 !important; letter-spacing: 1em !important; text-transform: uppercase;"
        " visibility: hidden !important; position: static !important }</style>"
    )
    seen = []
    for head in ("", hostile):
        page = visit(script(server, 'data-open data-position="right"'), head=head)
        ask(page)
        page.locator(".mark").first.wait_for()
        page.wait_for_timeout(250)  # the panel rises
        seen.append(page.evaluate(look))
    assert seen[0] == seen[1]
    assert len(seen[0]) >= 6


def test_nothing_leaks_out_and_nothing_is_kept(visit: Any, server: str) -> None:
    page = visit("<p id=own class=panel>ours</p>")
    before = page.evaluate("[getComputedStyle(own).cssText, Object.keys(window).length]")
    page.add_script_tag(url=f"{server}/widget.js")
    page.evaluate("document.querySelector('summit-bot').show()")
    ask(page)
    page.locator(".mark").first.wait_for()
    assert page.evaluate("[getComputedStyle(own).cssText, Object.keys(window).length]") == before
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert page.context.cookies() == []


def test_two_on_a_page_are_two(visit: Any, server: str) -> None:
    both = script(server) + script(server, 'data-position="start" lang="ko" data-lang="ko"') + script(server)
    page = visit(both)
    assert page.locator("summit-bot").count() == 2  # the very same line twice makes one
    boxes = [page.locator(".launcher").nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0]["x"] > 640 > boxes[1]["x"]
    page.get_by_role("button", name="summitbot에 질문하기").click()
    page.get_by_label("질문", exact=True).fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_label("출처 1: The Lake summit").first.wait_for()
    assert page.locator(".answer").count() == 1


def test_removed_and_added_again_it_goes_on(visit: Any, server: str) -> None:
    page = visit(script(server, "data-open"))
    ask(page)
    page.locator(".mark").first.wait_for()
    page.evaluate(
        "() => { window.bot = document.querySelector('summit-bot'); bot.remove(); document.body.append(bot); }"
    )
    assert page.locator(".answer").count() == 1
    ask(page, "Why did it end early?")
    page.locator(".answer").nth(1).wait_for()
    assert page.evaluate("bot.conversation.length") == 2


def test_attributes_and_properties_rule_the_look(visit: Any, server: str) -> None:
    page = visit(
        script(server, 'data-accent="#ffe14d" data-heading="Ask us" data-label="Questions?" data-greeting="Good day" data-starters="One?|Two?"'),
        head="<style>summit-bot { --summit-sheet: rgb(1, 2, 3); --summit-width: 300px }</style>",
    )  # fmt: skip
    launcher = page.get_by_role("button", name="Questions?")
    assert launcher.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 225, 77)"
    assert (
        launcher.evaluate("e => getComputedStyle(e).color") == "rgb(17, 17, 17)"
    )  # white would not be readable on it
    launcher.click()
    panel = page.get_by_role("dialog", name="Ask us")
    assert panel.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(1, 2, 3)"
    assert panel.bounding_box()["width"] == 300
    page.get_by_text("Good day").wait_for()
    assert page.locator(".chip").all_inner_texts() == ["One?", "Two?"]


def test_right_to_left_pages_get_it_on_the_other_side(visit: Any, server: str) -> None:
    page = visit(script(server), attributes='lang="ar" dir="rtl"')
    assert page.locator(".launcher").bounding_box()["x"] < 100


def test_keyboard_and_focus(visit: Any, server: str) -> None:
    page = visit(f'<a href="#x">before</a>{script(server)}<a href="#y">after</a>')
    at = "document.querySelector('summit-bot').shadowRoot.activeElement"
    page.locator(".launcher").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{at}.tagName") == "TEXTAREA"
    page.locator(".chip").first.wait_for()
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 15:
        page.keyboard.press(key)
        assert page.evaluate(f"{at} !== null && {at}.closest('.panel') !== null")
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_hidden()
    assert page.evaluate(f"{at}.className") == "launcher"
    assert page.locator(".launcher").get_attribute("aria-expanded") == "false"


def test_a_phone_gets_the_whole_screen(visit: Any, server: str) -> None:
    page = visit(script(server), width=390)
    page.locator(".launcher").tap()
    dialog = page.get_by_role("dialog")
    page.wait_for_timeout(250)  # the panel rises
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
    assert dialog.get_attribute("aria-modal") == "true"
    ask(page)
    page.locator(".mark").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mode", ["launcher", "inline"])
def test_axe_finds_nothing(visit: Any, server: str, theme: str, mode: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tag = script(server, f'data-open data-theme="{theme}"')
    if mode == "inline":
        tag = f'<main><summit-bot theme="{theme}"></summit-bot></main>{script(server, "data-launcher=off")}'
    page = visit(tag)
    page.locator(".chip").first.wait_for()
    page.wait_for_timeout(250)
    rules = {
        "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    }
    region = {
        "rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}
    }  # the host page's affair
    found = axe.run(page, context="summit-bot", options=rules | region).response["violations"]
    ask(page)
    page.locator(".mark").first.click()
    page.locator(".sources summary").click()
    page.wait_for_timeout(250)
    found += axe.run(page, context="summit-bot", options=rules | region).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary")) for v in found] == []
