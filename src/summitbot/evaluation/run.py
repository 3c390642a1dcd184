"""Producing answers: every turn of every case through the front door, one JSON line each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summitbot.bot import Bot
from summitbot.errors import InputUnreadable
from summitbot.evaluation.cases import Case
from summitbot.evaluation.cases import Turn as Asked
from summitbot.records import Answer, Record
from summitbot.records import Turn as Message

# So deep is the pool in which a fact is looked for.
DEPTH = 20


@dataclass(frozen=True)
class Place(Record):
    """Where a retrieved passage stands: offsets of its source's text."""

    source_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Answered(Record):
    """The answer to one turn of a case, what was found for it, and the milliseconds that it took.

    `stages` are milliseconds by stage. `alone` is whether the question asked without its history got
    the same text; None where that was not asked.
    """

    _nested = MappingProxyType({"answer": Answer, "found": Place})

    case: str
    turn: int
    answer: Answer
    ms: float
    found: tuple[Place, ...] = ()
    stages: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    alone: bool | None = None


def ask_cases(bot: Bot, cases: Iterable[Case], done: Callable[[], None] = lambda: None) -> Iterator[Answered]:
    """Ask every turn, each with the turns and answers before it as history."""
    for case in cases:
        history: list[Message] = []
        for number, turn in enumerate(case.turns):
            answered = _ask(bot, case, number, tuple(history))
            yield answered
            history += [Message("user", turn.question), Message("assistant", answered.answer.text)]
        done()


def _ask(bot: Bot, case: Case, number: int, history: Sequence[Message]) -> Answered:
    turn: Asked = case.turns[number]
    begun = last = time.perf_counter()
    stages: dict[str, float] = {}
    found: tuple[Place, ...] = ()
    answer = None
    for name, value in bot.stream(turn.question, history):
        now = time.perf_counter()
        stages[name] = round(stages.get(name, 0.0) + 1e3 * (now - last), 2)
        last = now
        if name == "found" and not found:
            found = tuple(_places(value))
        answer = value if name == "answer" else answer
    if answer is None:
        raise InputUnreadable(f"The bot gave no answer to the case {case.id}. Run `summitbot doctor`.")
    stages["answer"] = round(stages.get("answer", 0.0) + stages.pop("statement", 0.0), 2)
    ms = round(1e3 * (last - begun), 2)
    alone = bot.ask(turn.question).text == answer.text if turn.fresh and history else None
    return Answered(case.id, number, answer, ms, found, stages, alone)


def _places(found: Any) -> Iterator[Place]:
    for hit in found.hits[:DEPTH]:
        yield Place(hit.passage.source_id, hit.passage.start, hit.passage.end)


def write_answers(path: Path, answers: Iterable[Answered]) -> None:
    """Write answers as JSON Lines, each as soon as it is there."""
    with path.open("w", encoding="utf-8") as out:
        for answered in answers:
            out.write(json.dumps(answered.to_dict(), ensure_ascii=False) + "\n")


def read_answers(path: Path) -> list[Answered]:
    """What `write_answers` wrote. Raises `InputUnreadable` for a file that is none of those."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Answered.from_dict(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputUnreadable(
            f"{path} holds no answers of `summitbot eval`. Name the folder of a run."
        ) from None
