"""The limits around a model: a deadline, tokens, another try, and a rest after failures.

(Circuit breaker after Nygard, Release It!, 2007; retries by tenacity.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread

from summitbot.errors import ModelFailed
from summitbot.models.budget import TokenBudget
from summitbot.models.contract import ChatModel, Message, Piece, estimated_tokens

_TRIES = 3
_FIRST_WAIT = 0.2
_LONGEST_WAIT = 2.0
_FAILURES = 4  # in a row, and the model is left alone for a while
_REST = 30.0  # seconds


class Breaker:
    """Counts failures in a row; after a few the model is not asked until it has rested."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._until = 0.0

    def enter(self) -> None:
        """Raises `ModelFailed("resting")` while the model rests; then one question may try it."""
        with self._lock:
            if self._failures < _FAILURES:
                return
            if self._clock() < self._until:
                raise ModelFailed("resting")
            self._until = self._clock() + _REST

    def record(self, well: bool) -> None:
        """How a call went."""
        with self._lock:
            self._failures = 0 if well else self._failures + 1
            if self._failures >= _FAILURES:
                self._until = self._clock() + _REST


class GuardedModel:
    """A model with its limits; `open` begins the use of it for one question."""

    def __init__(self, model: ChatModel, budget: TokenBudget, seconds: float, tokens: int) -> None:
        self.name = model.name
        self.model = model
        self.budget = budget
        self.seconds = seconds
        self.tokens = tokens
        self.breaker = Breaker()

    def open(self) -> Session:
        """A question's use of the model, its clock running from now."""
        return Session(self)


class Session:
    """One question's calls of a model: they share a deadline and a number of tokens."""

    def __init__(self, guarded: GuardedModel) -> None:
        self._guarded = guarded
        self._deadline = time.monotonic() + guarded.seconds
        self.spent = 0

    @property
    def seconds_left(self) -> float:
        """Until the deadline."""
        return self._deadline - time.monotonic()

    def stream(self, messages: Sequence[Message], most: int) -> Iterator[str]:
        """The reply as it comes. Raises `ModelFailed`: no later than the deadline, whatever the model does."""
        asked = sum(estimated_tokens(m.text) for m in messages)
        room = min(self._guarded.tokens - self.spent, self._guarded.budget.left()) - asked
        if room < 1:
            raise ModelFailed("budget")
        self._guarded.breaker.enter()
        call = _Call(self._guarded.model, messages, min(most, room), self._deadline)
        well = False
        try:
            yield from call.pieces()
            well = True
        except GeneratorExit:
            well = True
            raise
        except ModelFailed as failure:
            well = failure.own_fault
            raise
        finally:
            call.leave()
            self._guarded.breaker.record(well)
            self._spend(call.reported or asked + call.received)

    def _spend(self, tokens: int) -> None:
        self.spent += tokens
        self._guarded.budget.spend(tokens)


class _Call:
    """One call in a thread of its own, so that nobody waits for it longer than until the deadline."""

    def __init__(self, model: ChatModel, messages: Sequence[Message], most: int, deadline: float) -> None:
        self._ask: Callable[[], Iterator[Piece]] = lambda: model.stream(messages, most)
        self._most = most
        self._deadline = deadline
        self._left = Event()
        self._queue: SimpleQueue[Piece | ModelFailed | None] = SimpleQueue()
        self._begun = False
        self.reported = 0
        self.received = 0
        Thread(target=self._run, daemon=True).start()

    def leave(self) -> None:
        """Nobody listens any more."""
        self._left.set()

    def pieces(self) -> Iterator[str]:
        """The texts as they come. Raises `ModelFailed`."""
        characters = 0
        while (piece := self._next()) is not None:
            characters += len(piece.text)
            self.reported = piece.tokens or self.reported
            self.received = estimated_tokens("") + characters // 4
            if self.received > 2 * self._most + 50:
                raise ModelFailed("long")
            if piece.text:
                yield piece.text

    def _next(self) -> Piece | None:
        try:
            piece = self._queue.get(timeout=max(0.0, self._deadline - time.monotonic()))
        except Empty:
            raise ModelFailed("slow") from None
        if isinstance(piece, ModelFailed):
            raise piece
        return piece

    def _run(self) -> None:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

        try:
            retrying = Retrying(
                retry=retry_if_exception(self._again),
                stop=stop_after_attempt(_TRIES),
                wait=wait_exponential_jitter(_FIRST_WAIT, _LONGEST_WAIT, jitter=_FIRST_WAIT),
                sleep=self._wait,
                reraise=True,
            )
            retrying(self._hand_on)
            self._queue.put(None)
        except ModelFailed as failure:
            self._queue.put(ModelFailed("cut") if self._begun and failure.passing else failure)
        except Exception:  # a fault of an adapter's must not leave the reader waiting
            self._queue.put(ModelFailed("garbled"))

    def _hand_on(self) -> None:
        for piece in self._ask():
            if self._left.is_set():
                return
            self._begun = self._begun or bool(piece.text)
            self._queue.put(piece)

    def _wait(self, seconds: float) -> None:
        self._left.wait(seconds)

    def _again(self, error: BaseException) -> bool:
        """Another try, when the failure may pass, nothing was handed on yet, and somebody still waits."""
        passing = isinstance(error, ModelFailed) and error.passing
        return passing and not self._begun and not self._left.is_set()
