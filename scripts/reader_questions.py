"""How the questions of evals/reader fared: figures by hand-made judgement, or `--ask` them again.

python scripts/reader_questions.py [--file evals/reader/eighty.yaml] [--ask]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from summitbot import Bot
from summitbot.markup import read_yaml
from summitbot.settings import load_settings

QUESTIONS = Path(__file__).parents[1] / "evals" / "reader" / "questions.yaml"
JUDGED = ("right", "partly", "wrong", "refused_wrongly", "refused_rightly")
FACT = ("yes", "partly", "no")


def figures(rows: list[dict[str, str]]) -> list[str]:
    """The lines that evals/reader/README.md states."""
    return [
        f"{len(rows)} questions",
        f"judged: {_counts(rows, 'judged', JUDGED)}",
        f"judged again: {_counts(rows, 'again', JUDGED)}",
        *(f"fact in the sources: {_counts(rows, 'fact', FACT)}" for _ in rows[:1] if "fact" in rows[0]),
    ]


def asked_again(rows: list[dict[str, str]]) -> list[str]:
    """A line for each question whose answer has another status than on the day it was judged, or whose status was not noted."""
    bot = Bot.open(load_settings())
    found = ((row, bot.ask(row["question"])) for row in rows)
    return [
        f"{row['id']}  {row.get('status', row['again'])} → {answer.status}  {row['question']}"
        for row, answer in found
        if answer.status != row.get("status")
    ]


def _counts(rows: list[dict[str, str]], key: str, names: tuple[str, ...]) -> str:
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
