"""Questions with the tests of a right answer, for `fit_ranking.py`: our own cases, the fitting set, foreign folders.

    python scripts/fitting_questions.py

Asks the fitting sets as the bot ships and counts: right, wrong and missed of those with an answer in the sources,
refused and answered of the others. The bot is fitted on them, so this is no test.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from summitbot import Bot, Settings
from summitbot.evaluation import load_cases
from summitbot.records import REPLIES

Right = Callable[[str], bool]


@dataclass(frozen=True)
class Case:
    """A question with the tests of a right sentence and of a right answer; the texts may hold none."""

    question: str
    sentence: Right
    answer: Right
    answerable: bool


def plain(text: str) -> str:
    """Letters and digits alone, lower case, for comparing answers."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def own_questions(folder: Path) -> list[Case]:
    """The single-turn evaluation cases."""
    asked = []
    for case in load_cases(folder):
        turn = case.turns[0]
        if len(case.turns) > 1:
            continue
        must = [re.compile(p, re.IGNORECASE) for p in turn.must]
        wrong = [re.compile(p, re.IGNORECASE) for p in turn.must_not]

        def right(
            text: str, must: list[re.Pattern[str]] = must, wrong: list[re.Pattern[str]] = wrong
        ) -> bool:
            return bool(must) and all(p.search(text) for p in must) and not any(p.search(text) for p in wrong)

        asked.append(Case(turn.question, right, right, bool(REPLIES & set(turn.expect)) and bool(must)))
    return asked


def fitting_questions(path: Path) -> dict[str, list[Case]]:
    """Questions written for fitting alone, by set: lines {"question", "any": [pattern, …]}, no patterns where there is no answer.

    A line's "writer", a number, is part of the name of its set.
    """
    found: dict[str, list[Case]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        any_of = [re.compile(p, re.IGNORECASE) for p in row["any"]]

        def right(text: str, any_of: list[re.Pattern[str]] = any_of) -> bool:
            return any(p.search(text) for p in any_of)

        name = f"{path.stem} {row['writer']}" if "writer" in row else path.stem
        found.setdefault(name, []).append(Case(row["question"], right, right, bool(any_of)))
    return found


def foreign_questions(path: Path) -> list[Case]:
    """The questions of a foreign folder."""
    asked = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answers = [plain(a) for a in row["answers"] if plain(a)]

        def sentence(text: str, answers: list[str] = answers) -> bool:
            return any(a in plain(text) or plain(text) in a for a in answers)

        def answer(text: str, answers: list[str] = answers) -> bool:
            return any(a in plain(text) for a in answers)

        asked.append(Case(row["question"], sentence, answer, bool(answers)))
    return asked


def main() -> None:
    """Ask the fitting set and print the counts."""
    root = Path(__file__).parents[1]
    bot = Bot.open(Settings(sources=root / "sources", index=root / "index"))
    for path in sorted((root / "evals" / "fitting").glob("*.jsonl")):
        for name, cases in fitting_questions(path).items():
            print(name, dict(Counter(outcome(bot, case) for case in cases)))


def outcome(bot: Bot, case: Case) -> str:
    """What the bot makes of a question: right, wrong or missed; of one without an answer: refused or answered."""
    answer = bot.ask(case.question)
    replied = answer.status in REPLIES
    if not case.answerable:
        return "answered" if replied else "refused"
    return "missed" if not replied else "right" if case.answer(answer.text) else "wrong"


if __name__ == "__main__":
    main()
