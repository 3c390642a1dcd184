"""What the page's handlers do, over one bot: each yields new values for the page's parts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from summitbot.bot import Bot
from summitbot.records import Statement
from summitbot.surfaces.ui.conversation import (
    Exchange,
    history,
    read_exchanges,
    render_conversation,
    render_failure,
    render_progress,
)
from summitbot.surfaces.ui.elements import Html
from summitbot.surfaces.ui.words import Words
from summitbot.text import whole

News = dict[str, Any]
log = logging.getLogger(__name__)


class Desk:
    """Answers over one bot; the conversation comes in with every call, as the browser kept it.

    News are `talk` (the HTML of the conversation), `begun`, and, where they change, `kept` (what the browser is
    to keep) and `busy`.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._coverage = bot.corpus.coverage

    def ask(self, question: str, stored: Any, words: Words, instead: str = "") -> Iterator[News]:
        """Ask one more question: the talk as it grows, then the conversation to keep.

        `instead` is the place of the question that this one is asked for; that one and all after it are dropped.
        """
        exchanges = read_exchanges(stored)
        if not question.strip():
            yield self.show(stored, words)  # Gradio empties the page where a handler yields nothing
            return
        before = exchanges[: int(instead)] if instead.isdecimal() else exchanges
        yield from self._converse(before, whole(question.strip()), words)

    def ask_again(self, stored: Any, words: Words) -> Iterator[News]:
        """Take the last question up anew."""
        exchanges = read_exchanges(stored)
        if not exchanges:
            yield self.show(stored, words)
            return
        yield from self._converse(exchanges[:-1], exchanges[-1].question, words)

    def show(self, stored: Any, words: Words) -> News:
        """The conversation as it was kept."""
        return self._view(read_exchanges(stored), words) | {"busy": False}

    def turn_away(self, kept: Any, words: Words, kind: str, seconds: int) -> News:
        """The conversation whose last question got no place, or ran out of time."""
        return self._view(read_exchanges(kept), words, render_failure(words, kind, seconds)) | {"busy": False}

    def forget(self, words: Words) -> News:
        """A fresh page."""
        return self._view((), words) | {"kept": [], "busy": False}

    def _converse(self, before: tuple[Exchange, ...], question: str, words: Words) -> Iterator[News]:
        exchanges = (*before, Exchange(question))
        kept = {"kept": [exchange.to_dict() for exchange in exchanges]}
        yield self._view(exchanges, words, render_progress("start", words)) | kept | {"busy": True}
        try:
            for now, answer in self._steps(question, before, words):
                if answer is None:
                    yield self._view(exchanges, words, now)
                else:
                    exchanges = (*before, Exchange(question, answer))
        except Exception:  # the last border before the reader: say so, and keep the page alive
            log.exception("A question failed.")
            yield self._view(exchanges, words, render_failure(words)) | {"busy": False}
            return
        kept = {"kept": [exchange.to_dict() for exchange in exchanges]}
        yield self._view(exchanges, words) | kept | {"busy": False}

    def _steps(self, question: str, before: tuple[Exchange, ...], words: Words) -> Iterator[tuple[Html, Any]]:
        statements: list[Statement] = []
        for name, value in self._bot.stream(question, history(before)):
            if name == "statement":
                statements.append(value)
            step = name if name != "answer" else "statement"
            yield render_progress(step, words, statements), value if name == "answer" else None

    def _view(self, exchanges: tuple[Exchange, ...], words: Words, now: Html | None = None) -> News:
        return {
            "talk": render_conversation(exchanges, self._coverage, words, now),
            "begun": bool(exchanges),
        }
