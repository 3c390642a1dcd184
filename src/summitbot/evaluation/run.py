"""Producing answers: every turn of every case through the front door, one JSON line each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summitbot.bot import Bot
from summitbot.evaluation.cases import Case
from summitbot.records import Answer, Record
from summitbot.records import Turn as Message


@dataclass(frozen=True)
class Answered(Record):
    """The answer to one turn of a case, and the milliseconds that it took."""

    case: str
    turn: int
    answer: Answer
    ms: float


def ask_cases(bot: Bot, cases: Iterable[Case], done: Callable[[], None] = lambda: None) -> Iterator[Answered]:
    """Ask every turn, each with the turns and answers before it as history."""
    for case in cases:
        history: list[Message] = []
        for number, turn in enumerate(case.turns):
            begun = time.perf_counter()
            answer = bot.ask(turn.question, tuple(history))
            yield Answered(case.id, number, answer, 1e3 * (time.perf_counter() - begun))
            history += [Message("user", turn.question), Message("assistant", answer.text)]
        done()


def write_answers(path: Path, answers: Iterable[Answered]) -> None:
    """Write answers as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for answered in answers:
            row = {**answered.to_dict(), "answer": answered.answer.to_dict()}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_answers(path: Path) -> list[Answered]:
    """What `write_answers` wrote."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Answered(r["case"], r["turn"], Answer.from_dict(r["answer"]), r["ms"]) for r in rows]
