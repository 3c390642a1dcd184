"""What happened, in numbers for Prometheus: no question, no address, no name of a reader."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE

from summitbot.bot import Bot
from summitbot.records import Answer, Corpus, Hit, Turn

SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# What a step of the bot ends: understanding the question, finding passages, composing and checking the answer.
STAGES = {"reading": "understanding", "found": "retrieval", "answer": "answering"}

__all__ = ["CONTENT_TYPE", "Metered", "Metrics"]


class Metrics:
    """Counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        kept: dict[str, Any] = {"registry": self.registry}
        self.questions = Counter(
            "summitbot_questions", "Questions answered, by the status of the answer.", ["status"], **kept
        )
        self.failed = Counter("summitbot_questions_failed", "Questions that ended in an error.", **kept)
        self.seconds = Histogram(
            "summitbot_answer_seconds", "From a question to its whole answer.", buckets=SECONDS, **kept
        )
        self.stages = Histogram(
            "summitbot_stage_seconds",
            "Time of a stage; answering includes a model's writing and its checks.",
            ["stage"],
            buckets=SECONDS,
            **kept,
        )
        self.checking = Histogram(
            "summitbot_verification_seconds",
            "Time that the checks of one answer's written sentences took together.",
            buckets=SECONDS,
            **kept,
        )
        self.written = Counter(
            "summitbot_answers",
            "Answers with sentences, by who wrote them: the sources, or a language model.",
            ["by"],
            **kept,
        )
        self.requests = Counter(
            "summitbot_http_requests", "Requests, by route and status.", ["method", "route", "status"], **kept
        )
        self.request_seconds = Histogram(
            "summitbot_http_request_seconds", "Time of a request.", ["route"], buckets=SECONDS, **kept
        )

    def watch(self, taken: Callable[[], int]) -> None:
        """Show how many questions are being answered or wait."""
        gauge = Gauge("summitbot_questions_open", "Questions under way or waiting.", registry=self.registry)
        gauge.set_function(taken)

    def answered(self, answer: Answer, seconds: float) -> None:
        """Count an answer and what went into it."""
        self.questions.labels(answer.status).inc()
        self.seconds.observe(seconds)
        parts = answer.trace.get("parts") or [answer.trace]  # a message may hold several questions
        reports = [part["generation"] for part in parts if "generation" in part]
        if answer.statements:
            self.written.labels("model" if any(report["used"] for report in reports) else "sources").inc()
        if any(report["sentences"] for report in reports):
            self.checking.observe(sum(report["checking"] for report in reports))

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)


class Metered(Bot):
    """A bot that is opened already, its questions counted and timed."""

    def __init__(self, bot: Bot, metrics: Metrics) -> None:
        # Everything else is the other bot's: opening one of our own would load the index again.
        self._bot = bot
        self._metrics = metrics
        self.settings = bot.settings

    def __getattr__(self, name: str) -> Any:
        """What the other bot has under a name."""
        return getattr(self._bot, name)

    @property
    def corpus(self) -> Corpus:
        """That of the other bot."""
        return self._bot.corpus

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = ()) -> tuple[Hit, ...]:
        """The passages, as `Bot.search` gives them."""
        return self._bot.search(question, k, history)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer, as `Bot.ask` gives it."""
        answer = [value for name, value in self.stream(question, history) if name == "answer"][-1]
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[tuple[str, Any]]:
        """The steps of `Bot.stream`, each counted as it passes."""
        begun = last = time.perf_counter()
        spent = 0.0  # by who takes the steps, which is no time of ours
        try:
            for name, value in self._bot.stream(question, history):
                now = time.perf_counter()
                if name in STAGES:
                    self._metrics.stages.labels(STAGES[name]).observe(now - last)
                    last = now
                if name == "answer":
                    self._metrics.answered(value, now - begun - spent)
                yield name, value
                away = time.perf_counter() - now
                spent, last = spent + away, last + away
        except GeneratorExit:
            raise
        except BaseException:
            self._metrics.failed.inc()
            raise
