"""A conversation as the browser keeps it, and as HTML: turns of a question and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from summitbot.records import Answer, Coverage, Statement, Turn
from summitbot.surfaces.ui.deeds import render_saving
from summitbot.surfaces.ui.elements import Html, element
from summitbot.surfaces.ui.render import chips, render_answer
from summitbot.surfaces.ui.statements import render_statements
from summitbot.surfaces.ui.words import Words

# Every question carries the conversation along; twenty answers stay well under the limit of a body.
MOST_TURNS = 20
# A longer question is shown in plain type, in a box that scrolls.
LONG = 300


@dataclass(frozen=True)
class Exchange:
    """A question, and the answer to it unless it was stopped or is under way."""

    question: str
    answer: Answer | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for the browser's storage."""
        return {"question": self.question, "answer": self.answer and self.answer.to_dict()}


def read_exchanges(stored: Any) -> tuple[Exchange, ...]:
    """What the browser kept; whatever is not of our making is left out."""
    rows = stored if isinstance(stored, list) else []
    return tuple(filter(None, (_read(row) for row in rows)))[-MOST_TURNS:]


def history(exchanges: Iterable[Exchange]) -> tuple[Turn, ...]:
    """The messages before the next question."""
    turns: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer is not None:
            turns += [Turn("user", exchange.question), Turn("assistant", exchange.answer.text)]
    return tuple(turns)


def render_conversation(
    exchanges: Sequence[Exchange], coverage: Coverage, words: Words, now: Html | None = None
) -> Html:
    """The whole talk; `now` stands in for the last answer while that is under way."""
    if not exchanges:
        return _welcome(coverage, words)
    done = [_exchange(e, render_exchange(e, words), words) for e in exchanges[:-1]]
    last = _exchange(exchanges[-1], now or render_exchange(exchanges[-1], words), words, last=True)
    saving = None if now else render_saving(words)
    return element("div", *done, last, saving, class_="talk", role="log", aria_live="off")


def render_exchange(exchange: Exchange, words: Words) -> Html:
    """The answer of an exchange, or that it was stopped."""
    if exchange.answer is None:
        return element("p", words("stopped"), class_="refusal", data_state="stopped")
    return render_answer(exchange.answer, words, exchange.question)


def render_progress(step: str, words: Words, statements: Sequence[Statement] = ()) -> Html:
    """What is being done, and the sentences that are there already."""
    return element(
        "div",
        render_statements(statements, "prose", {}, words) if statements else None,
        element("p", words(f"steps.{step}"), class_="step"),
        class_="answer under-way",
        data_state=step,
    )


def render_failure(words: Words, kind: str = "failed", seconds: int = 0) -> Html:
    """That no answer came about, why, and when to try again: `failed`, `crowded` or `slow`."""
    text = words(kind, {"seconds": seconds})
    return element("p", text, class_="refusal", role="alert", data_state=kind)


def _welcome(coverage: Coverage, words: Words) -> Html:
    subject = coverage.subject or words("no_subject")
    period = words.span(coverage.start, coverage.end)
    return element(
        "div",
        element("p", words("period", {"period": period}), class_="eyebrow") if period else None,
        element("h1", words("headline", {"subject": subject})),
        element("p", words("lead"), class_="lead"),
        *_starters(coverage, words),
        class_="welcome",
    )


def _starters(coverage: Coverage, words: Words) -> list[Html]:
    """Questions to begin with: by theme where the sources have themes."""
    if coverage.themes:
        themes = (
            element("section", element("h2", theme.title), chips(theme.questions), class_="theme")
            for theme in coverage.themes
        )
        return [element("div", *themes, class_="themes")]
    return [element("h2", words("starters")), chips(coverage.starters)] if coverage.starters else []


def _exchange(exchange: Exchange, body: Html, words: Words, last: bool = False) -> Html:
    long = len(exchange.question) > LONG
    you = element("span", words("asked") + ": ", class_="unseen")
    asked = element("h2", you, exchange.question, tabindex="0" if long else None)
    return element(
        "section",
        asked,
        body,
        class_="exchange",
        data_last=last,
        data_long=long,
        data_question=exchange.question,
        data_text=exchange.answer.text if exchange.answer else None,
    )


def _read(row: Any) -> Exchange | None:
    try:
        answer = row.get("answer")
        exchange = Exchange(str(row["question"]), Answer.from_dict(answer) if answer else None)
        render_exchange(exchange, Words())
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return exchange
