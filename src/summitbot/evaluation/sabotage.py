"""Damages to the bot itself: refusal off, each citation on its neighbour, the index shuffled."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from summitbot.bot import Bot
from summitbot.evaluation.copies import Copy, baseline_of, run_of
from summitbot.evaluation.gate import Gate, judge
from summitbot.evaluation.mutants import Clean
from summitbot.evaluation.run import Answered, ask_cases
from summitbot.index import Layout, current_generation
from summitbot.records import Citation, Corpus
from summitbot.settings import Settings


def refusal_off(settings: Settings, clean: Clean) -> Gate:
    """The bot answers whatever is nearest."""
    return _judged(Bot.open(settings.with_changes(refuse=False)), clean)


def neighbours(settings: Settings, clean: Clean) -> Gate:
    """Each citation names the sentence after the right one, or before where it is the last."""
    bot = Bot.open(settings)
    following = _following(bot.corpus)
    moved = []
    for answered in clean.answers:
        citations = tuple(_moved(c, following) for c in answered.answer.citations)
        moved.append(replace(answered, answer=replace(answered.answer, citations=citations)))
    return _compared(moved, bot, clean)


def _following(corpus: Corpus) -> Mapping[tuple[str, int], tuple[int, int, str]]:
    found = {}
    for one, other in zip(corpus.sentences, corpus.sentences[1:], strict=False):
        ids = [corpus.passages[s.passage].source_id for s in (one, other)]
        if ids[0] == ids[1]:
            found[ids[0], one.start] = (other.start, other.end, other.text)
            found.setdefault((ids[1], other.start), (one.start, one.end, one.text))
    return found


def _moved(citation: Citation, following: Mapping[tuple[str, int], tuple[int, int, str]]) -> Citation:
    start, end, quote = following.get(
        (citation.source_id, citation.start), (citation.start, citation.end, citation.quote)
    )
    return replace(citation, start=start, end=end, quote=quote)


def shuffled(settings: Settings, clean: Clean, seed: int = 0) -> Gate:
    """The index finds passages that are not the ones it means."""
    with TemporaryDirectory() as folder:
        copy = Copy.of(settings, Path(folder))
        copy.open()
        layout = Layout(copy.settings.index_dir())
        current = current_generation(layout)
        if current is not None:
            _shuffle(layout.generation(current[0]) / "corpus.json", seed)
        return _judged(copy.open(), clean)


def _shuffle(path: Path, seed: int) -> None:
    """Passages of a stored corpus in another order, their sentences with them; the lexical index stays as it is."""
    data = json.loads(path.read_text(encoding="utf-8"))
    order = list(range(len(data["passages"])))
    random.Random(seed).shuffle(order)
    at = {old: new for new, old in enumerate(order)}
    data["passages"] = [data["passages"][old] for old in order]
    data["sentences"] = sorted([at[passage], start, end] for passage, start, end in data["sentences"])
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _judged(bot: Bot, clean: Clean) -> Gate:
    return _compared(list(ask_cases(bot, clean.cases)), bot, clean)


def _compared(answers: list[Answered], bot: Bot, clean: Clean) -> Gate:
    cases = list(clean.cases)
    return judge(run_of(cases, cases, answers, bot), baseline_of(clean.run))


SABOTAGES: dict[str, Callable[[Settings, Clean], Gate]] = {
    "refusal off": refusal_off,
    "neighbour cited": neighbours,
    "index shuffled": shuffled,
}
