"""How the questions of evals/reader fared: figures by hand-made judgement, or `--ask` them again.

python scripts/reader_questions.py [--file evals/reader/eighty.yaml] [--ask]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from summitbot import Answer, Bot, Turn
from summitbot.markup import read_yaml
from summitbot.settings import load_settings

QUESTIONS = Path(__file__).parents[1] / "evals" / "reader" / "questions.yaml"
JUDGED = ("right", "partly", "wrong", "refused_wrongly", "refused_rightly")
FACT = ("yes", "partly", "no")


def figures(rows: list[dict[str, Any]]) -> list[str]:
    """The lines that evals/reader/README.md states."""
    return [
        f"{len(rows)} questions",
        f"judged: {_counts(rows, 'judged', JUDGED)}",
        *(f"judged again: {_counts(rows, 'again', JUDGED)}" for _ in rows[:1] if "again" in rows[0]),
        *(f"fact in the sources: {_counts(rows, 'fact', FACT)}" for _ in rows[:1] if "fact" in rows[0]),
    ]


def asked_again(rows: list[dict[str, Any]]) -> list[str]:
    """A line for each question whose answer has another status than on the day it was judged, or whose status was not noted."""
    bot = Bot.open(load_settings())
    found = ((row, _asked(bot, row)) for row in rows)
    return [
        f"{row['id']}  {row.get('status', row.get('again', row['judged']))} → {answer.status}  {row['question']}"
        for row, answer in found
        if answer.status != row.get("status")
    ]


def _asked(bot: Bot, row: dict[str, Any]) -> Answer:
    """The answer to a question, after what was asked before it."""
    told: tuple[Turn, ...] = ()
    for question in row.get("before", ()):
        told += (Turn("user", question), Turn("assistant", bot.ask(question, told).text))
    return bot.ask(row["question"], told)


def _counts(rows: list[dict[str, Any]], key: str, names: tuple[str, ...]) -> str:
    count = Counter(row[key] for row in rows)
    return ", ".join(f"{count[name]} {name.replace('_', ' ')}" for name in names)


def main() -> None:
    """Print the figures, or what changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ask", action="store_true", help="ask all of them and name what changed")
    parser.add_argument("--file", type=Path, default=QUESTIONS, help="which questions (default: the hundred)")
    wanted = parser.parse_args()
    rows = read_yaml(wanted.file.read_text(encoding="utf-8"))["questions"]
    print("\n".join(asked_again(rows) if wanted.ask else figures(rows)))


if __name__ == "__main__":
    main()
