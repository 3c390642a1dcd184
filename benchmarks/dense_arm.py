"""What the dense arm is worth: lexical alone, dense alone, and fused at several weights.

    python benchmarks/dense_arm.py [--embedder NAME] [--foreign DIR …]

Three kinds of questions, none of which the index or the embedder has seen as text:

- `questions`: every tenth of the sources' front matter, over sources from which they were taken out; the
  embedder is trained anew without them. Right is a passage of the source that asked.
- `cases`: the answerable evaluation cases. Right is a passage that holds every fact demanded.
- folders of foreign text (`sources/` and `questions.jsonl` with lines {"question", "source"}).
  Right is a passage of that source. The embedder is the one shipped, trained on other text.

R@1, R@5 and MRR (first 20) are those of retrieval; `+/−` counts the questions that gained and lost
R@1 against lexical alone; `final` is R@1 of the order that a search prints, after reranking.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summitbot import Bot, Question, Settings
from summitbot.embedding import load_embedder
from summitbot.evaluation import load_cases
from summitbot.markup import split_front_matter
from summitbot.records import Passage
from summitbot.retrieval import retrieve
from summitbot.settings import DEFAULT_EMBEDDER
from summitbot.sources import read_sources, source_files

ROOT = Path(__file__).parents[1]
WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.4, 1.0)
DEPTH = 20
Right = Callable[[Passage], bool]


@dataclass(frozen=True)
class Asked:
    """A question, and the test of a passage that is right for it."""

    question: str
    right: Right


@dataclass(frozen=True)
class Row:
    """One line of the table: rank of the first right passage by question (0: none among the first 20)."""

    name: str
    ranks: tuple[int, ...]
    final: tuple[int, ...] = ()

    def recall(self, k: int) -> float:
        """Share of questions with a right passage among the first k."""
        return sum(0 < rank <= k for rank in self.ranks) / len(self.ranks)

    def mrr(self) -> float:
        """Mean reciprocal rank."""
        return sum(1 / rank for rank in self.ranks if rank) / len(self.ranks)


def rank_of(passages: Sequence[Passage], right: Right) -> int:
    """Rank of the first right passage, from 1; 0 where there is none."""
    return next((n for n, passage in enumerate(passages[:DEPTH], 1) if right(passage)), 0)


def measure(bot: Bot, asked: Sequence[Asked]) -> list[Row]:
    """A row for the dense arm alone and for every weight (0 is lexical alone)."""
    readings = [bot.reader.read(Question(a.question)) for a in asked]
    by_id = {passage.id: passage for passage in bot.corpus.passages}
    near = [
        [by_id[id_] for id_ in bot.index.vectors.search(reading.standalone, min(DEPTH, len(by_id))).passages]
        for reading in readings
    ]
    rows = [Row("dense alone", tuple(map(rank_of, near, (a.right for a in asked))))]
    for weight in WEIGHTS:
        weights = replace(bot.weights, dense=weight)
        fused = Bot(
            bot.index, bot.settings.with_changes(dense_weight=weight), load_embedder(bot.settings.embedder)
        )
        found = (
            retrieve(reading, bot.corpus, bot.index.lexical, bot.index.vectors, weights)
            for reading in readings
        )
        ranks = tuple(
            rank_of([h.passage for h in f.hits], a.right) for f, a in zip(found, asked, strict=True)
        )
        final = tuple(rank_of([h.passage for h in fused.search(a.question, DEPTH)], a.right) for a in asked)
        rows.append(Row(f"fused, {weight:g}" if weight else "lexical alone", ranks, final))
    return rows


def table(title: str, rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lexical = next(row for row in rows if row.name == "lexical alone")
    lines = [f"**{title}** (n = {len(rows[0].ranks)})", "", "| | R@1 | R@5 | MRR | +/− | final R@1 |"]
    lines.append("|---|---|---|---|---|---|")
    for row in rows:
        pairs = [(a == 1, b == 1) for a, b in zip(row.ranks, lexical.ranks, strict=True)]
        change = f"{pairs.count((True, False))}/{pairs.count((False, True))}"
        final = f"{sum(r == 1 for r in row.final) / len(row.final):.3f}" if row.final else "–"
        lines.append(
            f"| {row.name} | {row.recall(1):.3f} | {row.recall(5):.3f} | {row.mrr():.3f} | {change} | {final} |"
        )
    return "\n".join(lines) + "\n"


def without_questions(sources: Path, target: Path) -> None:
    """A copy of the sources whose front matter has no questions."""
    for path in [*source_files(sources), *sources.glob("*.yaml")]:
        copy = target / path.relative_to(sources)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(re.sub(r"(?m)^questions:.*\n(?:[ -].*\n)*", "", text, count=1), encoding="utf-8")
        assert path.suffix == ".yaml" or "questions" not in split_front_matter(copy.read_text("utf-8"))[0]


def own_questions(sources: Path) -> list[Asked]:
    """Every tenth question of the sources' front matter (there are thousands)."""

    def of(id_: str) -> Right:
        return lambda passage: passage.source_id == id_

    asked = [
        Asked(question, of(source.id)) for source in read_sources(sources) for _, question in source.questions
    ]
    return asked[::10]


def own_cases(bot: Bot, folder: Path) -> list[Asked]:
    """The answerable cases for which some passage holds every fact demanded."""

    def holding(patterns: Sequence[re.Pattern[str]]) -> Right:
        return lambda passage: all(p.search(passage.text) for p in patterns)

    asked = []
    for case in load_cases(folder, "answerable"):
        turn = case.turns[0]
        right = holding([re.compile(p, re.IGNORECASE) for p in turn.must])
        if turn.must and any(map(right, bot.corpus.passages)):
            asked.append(Asked(turn.question, right))
    return asked


def foreign_questions(path: Path) -> list[Asked]:
    """The questions of a foreign folder that name their source."""

    def of(id_: str) -> Right:
        return lambda passage: passage.source_id == id_

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Asked(row["question"], of(row["source"])) for row in rows if row.get("source")]


def retrained(sources: Path, output: Path) -> None:
    """An embedder trained on sources without their questions."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from train_embedder import Plan, train

    train(read_sources(sources), output, Plan())


def report(embedder: str, sources: Path, cases: Path, foreign: Sequence[Path]) -> str:
    """Every table."""
    tables = []
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        without_questions(sources, work / "sources")
        held_out = embedder
        if embedder == DEFAULT_EMBEDDER:
            retrained(work / "sources", work / "model")
            held_out = str(work / "model")
        bot = Bot.open(Settings(sources=work / "sources", index=work / "held-out", embedder=held_out))
        tables.append(table("Questions of the front matter", measure(bot, own_questions(sources))))
        bot = Bot.open(Settings(sources=sources, index=work / "own", embedder=embedder))
        tables.append(table("Answerable cases", measure(bot, own_cases(bot, cases))))
        for folder in foreign:
            bot = Bot.open(
                Settings(sources=folder / "sources", index=work / f"of-{folder.name}", embedder=embedder)
            )
            asked = foreign_questions(folder / "questions.jsonl")
            tables.append(table(f"Foreign text: {folder.name}", measure(bot, asked)))
    return "\n".join(tables)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--embedder", default=DEFAULT_EMBEDDER)
    parser.add_argument("--sources", type=Path, default=ROOT / "sources")
    parser.add_argument("--cases", type=Path, default=ROOT / "evals" / "cases")
    parser.add_argument("--foreign", action="append", type=Path, default=[])
    args = parser.parse_args()
    sys.stdout.write(report(args.embedder, args.sources, args.cases, args.foreign))


if __name__ == "__main__":
    main()
