"""The chat page: Gradio carries questions in and rendered answers out; it keeps nothing."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr
from fastapi import FastAPI
from starlette.exceptions import HTTPException

from summitbot.bot import Bot
from summitbot.settings import Settings
from summitbot.surfaces.ui.deeds import render_judging, what_is_kept
from summitbot.surfaces.ui.desk import Desk, News
from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.ui.masthead import STATIC, asset, render_frame_head, render_masthead
from summitbot.surfaces.ui.words import Words, language_of

STORAGE = "summitbot"
STYLES = ("chat.css", "deeds.css", "panel.css")
SCRIPTS = ("page.js", "saving.js", "deeds.js", "quotes.js", "watch.js")
# What the scripts of the page say, carried by its foot.
SAID = ("lost", "often", "linked", "unreached", "copied", "uncopied")
Stream = Callable[..., AsyncGenerator[Any]]
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True)
class Parts:
    """The components of the page, in the order that a reader meets them."""

    kept: gr.BrowserState
    masthead: gr.Markdown
    talk: gr.Markdown
    note: gr.Markdown
    box: gr.Textbox
    instead: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    again: gr.Button
    fresh: gr.Button
    foot: gr.Markdown
    settings: Settings

    def all(self) -> list[Any]:
        """Every component that a handler may change."""
        return [part for part in vars(self).values() if part is not self.settings]

    def lay_out(self, news: News) -> dict[Any, Any]:
        """The page's parts changed by what the desk has to say."""
        parts: dict[Any, Any] = {self.talk: news["talk"]}
        if "kept" in news:
            parts |= {self.kept: news["kept"], self.box: "", self.instead: ""}
        if "busy" in news:
            rest = news["begun"] and not news["busy"]
            shown = {self.ask: not news["busy"], self.stop: news["busy"], self.again: rest, self.fresh: rest}
            parts |= {part: gr.update(visible=visible) for part, visible in shown.items()}
        return parts

    def translate(self, words: Words) -> dict[Any, Any]:
        """The page's own words in a language."""
        labels = {self.ask: "ask", self.stop: "stop", self.again: "retry", self.fresh: "fresh"}
        return {
            self.masthead: _top(words),
            self.note: _note(words),
            self.box: gr.update(label=words("box"), placeholder=words("placeholder")),
            self.foot: _footer(self.settings, words, loaded=True),
            **{button: gr.update(value=words(key)) for button, key in labels.items()},
        }


def build_page(bot: Bot, stream: Stream) -> gr.Blocks:
    """The page over one bot, to be mounted with `mount_page`.

    `stream(work)` gives what `work` yields once there is a place for it, and raises `HTTPException` where there
    is none: page and API wait at one desk.
    """
    desk, words = Desk(bot), Words()
    page: gr.Blocks = gr.Blocks(title=words("name"), analytics_enabled=False, fill_width=True)
    with page:
        parts = _parts(desk, words, bot.settings)
        _connect(page, desk, parts, stream)
    return page


def _parts(desk: Desk, words: Words, settings: Settings) -> Parts:
    kept = gr.BrowserState([], storage_key=STORAGE, secret=STORAGE)
    masthead = _html(_top(words), "masthead")
    talk = _html(desk.forget(words)["talk"], "talk")
    with gr.Column(elem_id="dock"):
        note = _html(_note(words), "note")
        asking = _composer(words, settings)
    foot = _html(_footer(settings, words), "foot")
    return Parts(kept, masthead, talk, note, *asking, foot, settings)


def _composer(words: Words, settings: Settings) -> tuple[Any, Any, Any, Any, Any, Any]:
    """The box with its buttons: box, instead, ask, stop, again, fresh."""
    with gr.Row(elem_id="composer"):
        box = gr.Textbox(
            label=words("box"), placeholder=words("placeholder"), lines=1, max_lines=6, elem_id="box",
            max_length=settings.max_question,
        )  # fmt: skip
        instead = gr.Textbox(label=words("editing"), elem_id="instead", visible="hidden")
        ask = gr.Button(words("ask"), variant="primary", elem_id="ask")
        stop = gr.Button(words("stop"), variant="stop", elem_id="stop", visible=False)
    with gr.Row(elem_id="actions"):
        again = gr.Button(words("retry"), elem_id="again", visible=False)
        fresh = gr.Button(words("fresh"), elem_id="fresh", visible=False)
    return box, instead, ask, stop, again, fresh


def _connect(page: gr.Blocks, desk: Desk, parts: Parts, stream: Stream) -> None:
    """What happens at each of the page's events."""
    lay_out, changed = parts.lay_out, parts.all()

    async def on_ask(question: str, stored: Any, instead: str, request: gr.Request) -> AsyncIterator[Any]:
        words = _words(request)
        async for news in _in_turn(desk, desk.ask(question, stored, words, instead), words, stream):
            yield lay_out(news)

    async def on_again(stored: Any, request: gr.Request) -> AsyncIterator[Any]:
        words = _words(request)
        async for news in _in_turn(desk, desk.ask_again(stored, words), words, stream):
            yield lay_out(news)

    def on_stop(stored: Any, request: gr.Request) -> dict[Any, Any]:
        return lay_out(desk.show(stored, _words(request)))

    def on_fresh(request: gr.Request) -> dict[Any, Any]:
        return lay_out(desk.forget(_words(request)))

    def on_load(stored: Any, request: gr.Request) -> dict[Any, Any]:
        words = _words(request)
        shown, said = lay_out(desk.show(stored, words)), parts.translate(words)
        both = {part: shown[part] | said[part] for part in shown.keys() & said.keys()}
        return shown | said | both

    runs = [
        gr.on(
            [parts.ask.click, parts.box.submit],
            on_ask, [parts.box, parts.kept, parts.instead], changed, concurrency_limit=None, **QUIET,
        ),
        parts.again.click(on_again, [parts.kept], changed, concurrency_limit=None, **QUIET),
    ]  # fmt: skip
    parts.stop.click(on_stop, [parts.kept], changed, cancels=runs, **QUIET)
    parts.fresh.click(on_fresh, None, changed, **QUIET)
    page.load(on_load, [parts.kept], changed, **QUIET)


async def _in_turn(desk: Desk, told: Iterator[News], words: Words, stream: Stream) -> AsyncIterator[News]:
    """What the desk tells: that the question was taken, at once; the rest when its turn has come."""
    first = next(told)
    yield first
    if "kept" not in first:
        return
    try:
        async with aclosing(stream(lambda: told)) as rest:
            async for news in rest:
                yield news
    except HTTPException as error:
        kind = "crowded" if error.status_code == 503 else "slow"
        seconds = int((error.headers or {}).get("Retry-After", 0))
        yield desk.turn_away(first["kept"], words, kind, seconds)


def mount_page(app: FastAPI, page: gr.Blocks) -> FastAPI:
    """The application with the page at `/`: nothing of Gradio's that phones, records or offers itself."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        head=_head(),
        favicon_path=str(STATIC / "favicon.svg"),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
    )
    return mounted


def _head() -> Html:
    # Gradio adds the head by script: what stands in it runs at once, before Gradio looks for a talk; a file comes later.
    tabs = element("script", Html((STATIC / "tabs.js").read_text(encoding="utf-8")))
    scripts = (tabs, *(asset(name, defer=True) for name in SCRIPTS))
    return join([render_frame_head(), *map(asset, STYLES), *scripts])


def _words(request: gr.Request) -> Words:
    return Words(language_of(request))


def _html(value: Html, name: str) -> gr.Markdown:
    """A part of the page that is HTML of our own. (Gradio's HTML component needs `unsafe-eval`.)"""
    return gr.Markdown(value, sanitize_html=False, latex_delimiters=[], elem_id=name, container=False)


def _top(words: Words) -> Html:
    """The masthead, and before it the way past it."""
    return join([element("a", words("skip"), href="#box", class_="skip"), render_masthead("ask", words)])


def _note(words: Words) -> Html:
    """What stands over the box while a question is changed."""
    leave = element("button", words("judge.cancel"), type="button", data_deed="leave")
    return element("p", element("span", words("editing")), leave, class_="editing")


def _footer(settings: Settings, words: Words, loaded: bool = False) -> Html:
    """The foot of the page and what its scripts need; `loaded` tells them that the talk has come back."""
    close = element("button", "×", type="button", class_="close", aria_label=words("panel.close"))
    panel = element(
        "aside",
        close,
        element("div", class_="panel-body"),
        id="panel",
        role="dialog",
        aria_label=words("panel.title"),
        data_gone=words("panel.gone"),
        hidden=True,
    )
    kept = element("p", words("footer"), " ", what_is_kept(settings, words), class_="small", id="kept")
    said = {f"data_{name}": words.entry(f"said.{name}") for name in SAID}
    judging = render_judging(settings, words)
    return element("div", kept, judging, panel, class_="foot", data_loaded=loaded, **said)
