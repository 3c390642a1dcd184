"""The chat page: Gradio carries questions in and rendered answers out; it keeps nothing."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr
from fastapi import FastAPI

from summitbot.bot import Bot
from summitbot.records import Statement
from summitbot.surfaces.ui.conversation import (
    Exchange,
    history,
    read_exchanges,
    render_conversation,
    render_failure,
    render_header,
    render_progress,
)
from summitbot.surfaces.ui.elements import Html, element
from summitbot.surfaces.ui.texts import HERE, say

STATIC = HERE / "static"
STORAGE = "summitbot"
log = logging.getLogger(__name__)


class Desk:
    """What the page's handlers do, over one bot: each yields new values for the page's parts."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._coverage = bot.corpus.coverage

    def ask(self, question: str, stored: Any) -> Iterator[dict[str, Any]]:
        """Ask one more question: the talk as it grows, then the conversation to keep."""
        if question.strip():
            yield from self._converse(read_exchanges(stored), question.strip())

    def ask_again(self, stored: Any) -> Iterator[dict[str, Any]]:
        """Take the last question up anew."""
        exchanges = read_exchanges(stored)
        if exchanges:
            yield from self._converse(exchanges[:-1], exchanges[-1].question)

    def show(self, stored: Any) -> dict[str, Any]:
        """The conversation as it was kept."""
        exchanges = read_exchanges(stored)
        return self._view(exchanges) | {"busy": False}

    def forget(self) -> dict[str, Any]:
        """A fresh page."""
        return self._view(()) | {"kept": [], "busy": False}

    def _converse(self, before: tuple[Exchange, ...], question: str) -> Iterator[dict[str, Any]]:
        exchanges = (*before, Exchange(question))
        kept = {"kept": [exchange.to_dict() for exchange in exchanges]}
        yield self._view(exchanges, render_progress("start")) | kept | {"busy": True}
        try:
            for now, answer in self._steps(question, before):
                if answer is None:
                    yield self._view(exchanges, now)
                else:
                    exchanges = (*before, Exchange(question, answer))
        except Exception:  # the last border before the reader: say so, and keep the page alive
            log.exception("A question failed.")
            yield self._view(exchanges, render_failure()) | {"busy": False}
            return
        kept = {"kept": [exchange.to_dict() for exchange in exchanges]}
        yield self._view(exchanges) | kept | {"busy": False}

    def _steps(self, question: str, before: tuple[Exchange, ...]) -> Iterator[tuple[Html, Any]]:
        statements: list[Statement] = []
        for name, value in self._bot.stream(question, history(before)):
            if name == "statement":
                statements.append(value)
            yield (
                render_progress(name if name != "answer" else "statement", statements),
                value if name == "answer" else None,
            )

    def _view(self, exchanges: tuple[Exchange, ...], now: Html | None = None) -> dict[str, Any]:
        return {"talk": render_conversation(exchanges, self._coverage, now), "begun": bool(exchanges)}


def build_page(bot: Bot) -> gr.Blocks:
    """The page over one bot, to be mounted with `mount_page`."""
    desk = Desk(bot)
    page: gr.Blocks = gr.Blocks(title=say("name"), analytics_enabled=False, fill_width=True)
    with page:
        kept = gr.BrowserState([], storage_key=STORAGE, secret=STORAGE)
        _html(render_header(bot.corpus.coverage), "masthead")
        talk = _html(desk.forget()["talk"], "talk")
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(
                label=say("box"), placeholder=say("placeholder"), lines=1, max_lines=6, elem_id="box",
                max_length=bot.settings.max_question,
            )  # fmt: skip
            ask = gr.Button(say("ask"), variant="primary", elem_id="ask")
            stop = gr.Button(say("stop"), variant="stop", elem_id="stop", visible=False)
        with gr.Row(elem_id="actions"):
            again = gr.Button(say("retry"), elem_id="again", visible=False)
            fresh = gr.Button(say("fresh"), elem_id="fresh", visible=False)
        _html(_footer(), "foot")

        def lay_out(news: dict[str, Any]) -> dict[Any, Any]:
            """The page's parts changed by what a handler has to say."""
            parts: dict[Any, Any] = {talk: news["talk"]}
            if "kept" in news:
                parts |= {kept: news["kept"], box: ""}
            if "busy" in news:
                rest = news["begun"] and not news["busy"]
                parts |= {
                    ask: gr.update(visible=not news["busy"]), stop: gr.update(visible=news["busy"]),
                    again: gr.update(visible=rest), fresh: gr.update(visible=rest),
                }  # fmt: skip
            return parts

        def on_ask(question: str, stored: Any) -> Iterator[dict[Any, Any]]:
            yield from map(lay_out, desk.ask(question, stored))

        def on_again(stored: Any) -> Iterator[dict[Any, Any]]:
            yield from map(lay_out, desk.ask_again(stored))

        parts = [talk, box, kept, ask, stop, again, fresh]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        runs = [
            gr.on([ask.click, box.submit], on_ask, [box, kept], parts, concurrency_limit=8, **quiet),
            again.click(on_again, [kept], parts, concurrency_limit=8, **quiet),
        ]
        stop.click(lambda stored: lay_out(desk.show(stored)), [kept], parts, cancels=runs, **quiet)
        fresh.click(lambda: lay_out(desk.forget()), None, parts, **quiet)
        page.load(lambda stored: lay_out(desk.show(stored)), [kept], parts, **quiet)
    return page


def mount_page(app: FastAPI, page: gr.Blocks) -> FastAPI:
    """The application with the page at `/`: nothing of Gradio's that phones, records or offers itself."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        head=_head(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
    )
    return mounted


def _html(value: Html, name: str) -> gr.Markdown:
    """A part of the page that is HTML of our own. (Gradio's HTML component needs `unsafe-eval`.)"""
    return gr.Markdown(value, sanitize_html=False, latex_delimiters=[], elem_id=name, container=False)


def _head() -> str:
    style, script = (f"page/{name}?v={_digest(name)}" for name in ("style.css", "page.js"))
    return f'<link rel="stylesheet" href="{style}"><script src="{script}" defer></script>'


def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _footer() -> Html:
    close = element("button", "×", type="button", class_="close", aria_label=say("panel.close"))
    panel = element(
        "aside",
        close,
        element("div", class_="panel-body"),
        id="panel",
        role="dialog",
        aria_label=say("panel.title"),
        data_gone=say("panel.gone"),
        hidden=True,
    )
    return element("div", element("p", say("footer"), class_="small"), panel, class_="foot")
