"""Speed inside one process: a warm question, building the index from nothing, and a build with nothing to do.

python benchmarks/warm.py
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from summitbot import Bot, Settings
from summitbot.embedding import load_embedder
from summitbot.evaluation import load_cases
from summitbot.index import build_index
from summitbot.sources import Shelf

ROOT = Path(__file__).parents[1]


def question_times(bot: Bot, questions: list[str]) -> list[float]:
    """Milliseconds of each question, after one round that is not counted for the first ten."""
    for question in questions[:10]:
        bot.ask(question)
    times = []
    for question in questions:
        begun = time.perf_counter()
        bot.ask(question)
        times.append(1e3 * (time.perf_counter() - begun))
    return times


def report(sources: Path, cases: Path) -> str:
    """Build, build again, ask every answerable case, and give the table."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(sources=sources, index=Path(scratch))
        embedder = load_embedder(settings.embedder)

        def build() -> float:
            return build_index(Shelf(sources), Path(scratch), embedder, settings.passage_words).seconds

        first, again = build(), median(build() for _ in range(5))
        bot = Bot.open(settings)
        questions = [case.turns[0].question for case in load_cases(cases, "answerable")]
        times = question_times(bot, questions)
        counts = f"{len(bot.corpus.sources)} sources, {len(bot.corpus.passages)} passages"
    return "\n".join(
        [
            f"| in process ({counts}) | measured | target |",
            "|---|---|---|",
            f"| a warm question, median of {len(times)} | {median(times):.1f} ms | ≤ 20 ms |",
            f"| a warm question, 95th percentile | {quantiles(times, n=20)[-1]:.1f} ms | – |",
            f"| index from nothing | {first:.1f} s | ≤ 15 s |",
            f"| index, nothing changed | {again:.2f} s | ≤ 2 s |",
            "",
        ]
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, default=ROOT / "sources")
    parser.add_argument("--cases", type=Path, default=ROOT / "evals" / "cases")
    args = parser.parse_args()
    sys.stdout.write(report(args.sources, args.cases))


if __name__ == "__main__":
    main()
