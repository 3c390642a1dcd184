"""Hostile words in questions, comments and sources: shown as text everywhere, and nothing beside them is disturbed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hosts import served
from looks import LOOKS, ask, fits, opened, picture
from test_page_browser import TINY, browser, pytestmark

from summitbot import Bot, Settings
from summitbot.keeping import Keeper

__all__ = ["browser", "pytestmark"]
TURN = "\u202e"
BAD = f"<script>window.hit=1;alert(1)</script><img src=x onerror=window.hit=1;alert(1)>{TURN}abc"
SOURCE = f"""---
id: zell-bridge
title: '{BAD} The Zell bridge'
kind: event
type: other
date: 1991-02-03
place: '{BAD} Zell'
parties: ['{BAD} Arland', Borland]
aliases: ['Zell bridge']
questions:
  What does the sign on the Zell bridge read?: ['What does the {BAD} sign read?']
references: [evil]
---
The sign on the Zell bridge reads `{BAD}` since 1991.[^evil] The Zell bridge carries `{"long" * 300}` too.[^evil]

## What does the sign on the Zell bridge read? `{BAD}`

The sign on the Zell bridge is blue and says `{BAD}` to whoever passes.[^evil]
"""
REFERENCE = f"""
evil:
  title: '{BAD} A record'
  publisher: '{BAD} Gazette'
  date: 1991-02-04
  language: en
  party: press
  url: 'javascript:window.hit=1'
"""
# Of each piece of plain text, the first letters must stand from left to right, whatever stands beside it.
TURNED = """() => {
  const odd = /[\\u202a-\\u202e\\u2066-\\u2069]/, found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const at = (node, n) => { const r = document.createRange(); r.setStart(node, n); r.setEnd(node, n + 1); return r.getBoundingClientRect(); };
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const n = node.data.search(/\\w\\w/);
    if (n < 0 || odd.test(node.data) || !node.parentElement.checkVisibility()) continue;
    const [a, b] = [at(node, n), at(node, n + 1)];
    if (a.width && Math.abs(a.top - b.top) < 2 && a.left > b.left) found.push(node.data.slice(0, 60));
  }
  return found;
}"""
QUESTION = "What does the sign on the Zell bridge read?"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Bot]]:
    """The address of a page over sources full of markup, and its bot."""
    root = tmp_path_factory.mktemp("evil")
    shutil.copytree(TINY, root / "sources")
    (root / "sources" / "events" / "zell-bridge.md").write_text(SOURCE, encoding="utf-8")
    with (root / "sources" / "references.yaml").open("a", encoding="utf-8") as references:
        references.write(REFERENCE)
    bot = Bot.open(Settings(sources=root / "sources", index=root / "index", data=root / "data"))
    with served(bot) as home:
        yield home + "/", bot


def harmless(page: Any, name: str, *where: str) -> None:
    """The bad words stand there as text, made nothing, turned nothing and broke no layout."""
    for selector in where:
        assert page.locator(selector).filter(has_text="<script>window.hit=1").first.is_visible(), selector
    assert page.locator(":is(#talk, #panel, #judge, .room main) :is(script, img, [onerror])").count() == 0
    assert page.evaluate(TURNED) == []
    assert fits(page)
    picture(page, f"hostile-{name}")


@pytest.mark.parametrize("look", ["desktop-light", "phone-light"])
def test_a_hostile_source_is_text_in_the_chat(browser: Any, place: tuple[str, Bot], look: str) -> None:
    with opened(browser, place[0], **LOOKS[look]) as page:
        answer = ask(page, f"{QUESTION} {BAD}")
        harmless(page, f"answer-{look}", ".exchange h2", ".statement")
        mark = answer.locator("a.mark").first
        mark.focus()
        harmless(page, f"card-{look}", "#quote-card q", "#quote-card cite")
        mark.press("Enter")
        page.locator("#panel mark").wait_for()
        page.locator("#panel .cite summary").click()
        harmless(
            page,
            f"panel-{look}",
            "#panel h2",
            "#panel .facts",
            "#panel mark",
            "#panel .records",
            "#panel .cite pre",
        )
        assert page.locator("#panel .records a").count() == 0, "an address of a script is no link"
        page.keyboard.press("Escape")
        ask(page, f"And when? {TURN}{'w' * 900}")
        harmless(page, f"long-word-{look}")


def test_hostile_feedback_is_kept_and_shown_as_text(browser: Any, place: tuple[str, Bot]) -> None:
    home, bot = place
    with opened(browser, home) as page:
        answer = ask(page, QUESTION)
        answer.locator("[data-deed=judge]").click()
        page.locator("#judge select").select_option(index=1)
        assert "<script>" in page.locator("#judge option").nth(1).inner_text()
        page.locator("#judge textarea").fill(BAD)
        harmless(page, "feedback")
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Thank you.").wait_for()
        assert list(Keeper(bot).ledger.feedback())[-1].comment == BAD


@pytest.mark.parametrize("look", ["desktop-light", "phone-light"])
def test_hostile_sources_are_text_in_every_room(browser: Any, place: tuple[str, Bot], look: str) -> None:
    home, bot = place
    kept = Keeper(bot).freeze(f"{QUESTION} {BAD}").id
    rooms = {
        "timeline": ("li[data-title] h4", "li[data-title] .facts"),
        "sources?text=zell": ("#results h3", ".titles"),
        "sources/zell-bridge?start=0&end=40": ("h1", ".about", ".text", ".records"),
        f"answers/{kept}": ("h1", ".reply", ".notes"),
    }
    with opened(browser, home, **LOOKS[look]) as page:
        for room, where in rooms.items():
            page.goto(home + room, wait_until="networkidle")
            harmless(page, f"{room.partition('?')[0].replace('/', '-')}-{look}", *where)
        page.goto(home + "timeline", wait_until="networkidle")
        for dot in page.locator(".chart circle").all():
            dot.click()
        harmless(page, f"timeline-picked-{look}", "li[data-title] h4")


def test_ten_thousand_lines_are_cut_to_what_a_question_may_be(browser: Any, place: tuple[str, Bot]) -> None:
    lines = "\n".join(f"line {n} of many" for n in range(10_000))
    with opened(browser, place[0], permissions=["clipboard-read", "clipboard-write"]) as page:
        page.evaluate("text => navigator.clipboard.writeText(text)", lines)
        page.locator("#box textarea").focus()
        page.keyboard.press("Control+v")
        box = page.locator("#box textarea")
        page.wait_for_function("document.querySelector('#box textarea').value.length > 100")
        assert len(box.input_value()) <= place[1].settings.max_question
        assert box.bounding_box()["height"] < 250, "the box stays a box"
        assert page.locator("#ask").is_visible()
        page.keyboard.press("Enter")
        page.locator(".exchange .stamp").wait_for()
        assert page.locator(".exchange h2").bounding_box()["height"] < 250
        assert page.locator(".understood").count() == 0, "other white space is no other reading"
        assert page.locator(".exchange .refusal").is_visible()
        harmless(page, "ten-thousand-lines")
