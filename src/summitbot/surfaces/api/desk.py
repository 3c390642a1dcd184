"""Where questions wait their turn: a few are answered at once, a few may wait, the rest are told to come back.

The answering itself is plain code that can't be interrupted; so a question that ran out of time keeps its
place until it has really ended, and the limit on how many run at once holds.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.exceptions import HTTPException

from summitbot.settings import Settings

T = TypeVar("T")
RETRY_AFTER = 2  # seconds; most questions take less than a tenth of one
_END = object()


class Desk:
    """Runs blocking work in a bounded number of threads, within a time.

    Raises `HTTPException`: 503 with Retry-After where too many wait, 504 where the time is over.
    """

    def __init__(self, settings: Settings) -> None:
        self._most = settings.concurrent + settings.waiting
        self._seconds = settings.question_seconds
        self._pool = ThreadPoolExecutor(settings.concurrent, thread_name_prefix="summitbot-question")
        self._taken = 0
        self._lock = threading.Lock()

    async def run(self, work: Callable[..., T], *arguments: Any) -> T:
        """What `work` gives."""
        future = self._submit(work, *arguments)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError:
            raise _too_slow() from None

    def stream(self, work: Callable[..., Iterator[T]], *arguments: Any) -> AsyncGenerator[T]:
        """What `work` yields, as it comes. The place is taken at once, so a full desk is told before the first."""
        loop, steps = asyncio.get_running_loop(), asyncio.Queue[Any]()
        left = threading.Event()

        def pump() -> None:
            try:
                for step in work(*arguments):
                    if left.is_set():
                        return
                    loop.call_soon_threadsafe(steps.put_nowait, step)
                loop.call_soon_threadsafe(steps.put_nowait, _END)
            except BaseException as error:
                loop.call_soon_threadsafe(steps.put_nowait, _Failed(error))

        return self._steps(self._submit(pump), steps, left)

    @property
    def taken(self) -> int:
        """How many questions are under way or wait."""
        return self._taken

    def close(self) -> None:
        """Take nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, work: Callable[..., T], *arguments: Any) -> Future[T]:
        with self._lock:
            if self._taken >= self._most:
                raise HTTPException(
                    503,
                    f"Too many questions at once. Ask again in {RETRY_AFTER} seconds.",
                    {"Retry-After": str(RETRY_AFTER)},
                )
            self._taken += 1
        future = self._pool.submit(contextvars.copy_context().run, work, *arguments)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[Any]) -> None:
        with self._lock:
            self._taken -= 1

    async def _steps(
        self, future: Future[None], steps: asyncio.Queue[Any], left: threading.Event
    ) -> AsyncGenerator[Any]:
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._seconds
        try:
            while (step := await asyncio.wait_for(steps.get(), ends - loop.time())) is not _END:
                if isinstance(step, _Failed):
                    raise step.error
                yield step
        except TimeoutError:
            raise _too_slow() from None
        finally:
            left.set()
            future.cancel()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _too_slow() -> HTTPException:
    return HTTPException(504, "The question took too long. Ask a shorter one, or again later.")
