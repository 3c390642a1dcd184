"""A conversation as the browser keeps it, and as HTML: turns of a question and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from summitbot.records import Answer, Coverage, Statement, Turn
from summitbot.surfaces.ui.dates import span_in_words
from summitbot.surfaces.ui.elements import Html, element
from summitbot.surfaces.ui.render import chips, render_answer, render_statements
from summitbot.surfaces.ui.texts import say

# Every question carries the conversation along; twenty answers stay well under the limit of a body.
MOST_TURNS = 20


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


def render_conversation(exchanges: Sequence[Exchange], coverage: Coverage, now: Html | None = None) -> Html:
    """The whole talk; `now` stands in for the last answer while that is under way."""
    if not exchanges:
        return _welcome(coverage)
    done = [_exchange(e, render_exchange(e)) for e in exchanges[:-1]]
    last = _exchange(exchanges[-1], now or render_exchange(exchanges[-1]), last=True)
    return element("div", *done, last, class_="talk", role="log", aria_live="off")


def render_exchange(exchange: Exchange) -> Html:
    """The answer of an exchange, or that it was stopped."""
    if exchange.answer is None:
        return element("p", say("stopped"), class_="refusal", data_state="stopped")
    return render_answer(exchange.answer, exchange.question)


def render_progress(step: str, statements: Sequence[Statement] = ()) -> Html:
    """What is being done, and the sentences that are there already."""
    return element(
        "div",
        render_statements(statements, "prose", {}) if statements else None,
        element("p", say(f"steps.{step}"), class_="step"),
        class_="answer under-way",
        data_state=step,
    )


def render_failure() -> Html:
    """That no answer came about."""
    return element("p", say("failed"), class_="refusal", data_state="failed")


def render_header(coverage: Coverage) -> Html:
    """The name of the page and what it covers."""
    period = span_in_words(coverage.start, coverage.end)
    about = _capital(coverage.subject) or say("box")
    return element(
        "header",
        element("p", say("name"), class_="name"),
        element("p", " ".join(filter(None, (f"{about}.", period and say("period", period=period))))),
        class_="masthead",
    )


def _welcome(coverage: Coverage) -> Html:
    subject = coverage.subject or "the sources here"
    return element(
        "div",
        element("h1", say("headline", subject=subject)),
        element("p", say("lead"), class_="lead"),
        element("h2", say("starters")) if coverage.starters else None,
        chips(coverage.starters),
        class_="welcome",
    )


def _exchange(exchange: Exchange, body: Html, last: bool = False) -> Html:
    asked = element("h2", element("span", say("asked") + ": ", class_="unseen"), exchange.question)
    return element("section", asked, body, class_="exchange", data_last=last)


def _read(row: Any) -> Exchange | None:
    try:
        answer = row.get("answer")
        exchange = Exchange(str(row["question"]), Answer.from_dict(answer) if answer else None)
        render_exchange(exchange)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return exchange


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
