"""A run as a folder, and the baseline as another: what stands where, written whole and read back.

evals/results/RUN/   run.json, answers.jsonl, scores.jsonl, summary.json, verdict.json, the reports
evals/baseline/      summary.json, cases.jsonl (its scores and answers, short), sources.json (their marks), history.jsonl
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summitbot.errors import InputUnreadable, UsageError
from summitbot.evaluation.figures import summary
from summitbot.evaluation.score import Score
from summitbot.evaluation.shape import holds
from summitbot.files import write_text
from summitbot.records import Answer, CorpusStamp, Record, Source

SLIM = ("statements", "citations", "stages", "ms")


@dataclass(frozen=True)
class Stamp(Record):
    """What a run was made of: when, over which corpus, with which embedder and cases; is it of all cases?"""

    _nested = MappingProxyType({"corpus": CorpusStamp})

    made: str
    corpus: CorpusStamp
    embedder: str
    suite: str
    complete: bool


@dataclass(frozen=True)
class Said(Record):
    """What an answer said, short: status, text, and (source, sentence) of each citation."""

    status: str
    text: str
    quotes: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources cited, each once, in order."""
        return tuple(dict.fromkeys(source for source, _ in self.quotes))


@dataclass(frozen=True)
class Judged(Record):
    """A turn's question, its score, and what was said."""

    _nested = MappingProxyType({"score": Score, "said": Said})

    question: str
    score: Score
    said: Said

    @property
    def key(self) -> tuple[str, int]:
        """Case and turn."""
        return self.score.case, self.score.turn

    def evidence(self, must: Sequence[str]) -> list[tuple[str, str]]:
        """The pairs (source, sentence) that carry the facts of a right answer."""
        if self.score.outcome != "right":
            return []
        return [quote for quote in self.said.quotes if any(holds(p, quote[1]) for p in must)]


def judged(question: str, score: Score, answer: Answer) -> Judged:
    """A score beside what it scored."""
    quotes = tuple((c.source_id, c.quote) for c in answer.citations)
    return Judged(question, score, Said(answer.status, answer.text, quotes))


@dataclass(frozen=True)
class Baseline:
    """The blessed run: its figures, and its turns by case and number."""

    summary: Mapping[str, Any]
    turns: Mapping[tuple[str, int], Judged]


def write_json(path: Path, value: Any) -> None:
    """A JSON file, whole or not at all."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def write_records(path: Path, records: Iterable[Record]) -> None:
    """Records as JSON Lines."""
    lines = (json.dumps(record.to_dict(), ensure_ascii=False) for record in records)
    write_text(path, "".join(f"{line}\n" for line in lines))


def write_turns(path: Path, turns: Iterable[Judged]) -> None:
    """Judged turns as JSON Lines; keys at their default are left out, to keep the file small."""
    lines = (json.dumps(_short(turn), ensure_ascii=False, sort_keys=True) for turn in turns)
    write_text(path, "".join(f"{line}\n" for line in lines))


def _short(turn: Judged) -> dict[str, Any]:
    data = turn.to_dict()
    data["score"] = {k: v for k, v in data["score"].items() if v not in (None, [], "", {}) and k not in SLIM}
    return data


def read_turns(path: Path) -> list[Judged]:
    """What `write_turns` wrote."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Judged.from_dict(json.loads(line)) for line in lines]


def read_baseline(folder: Path) -> Baseline | None:
    """The blessed baseline; None where there is none yet. Raises `InputUnreadable` when it is broken."""
    if not (folder / "summary.json").is_file():
        return None
    try:
        figures = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        return Baseline(figures, {turn.key: turn for turn in read_turns(folder / "cases.jsonl")})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputUnreadable(
            f"The baseline in {folder} can't be read. Restore it, or bless a run anew."
        ) from None


def last_complete(results: Path) -> Path:
    """The folder of the last run over all cases. Raises `UsageError` when there is none."""
    for folder in sorted((p for p in results.glob("*") if (p / "run.json").is_file()), reverse=True):
        if json.loads((folder / "run.json").read_text(encoding="utf-8")).get("complete"):
            return folder
    raise UsageError(f"There is no complete run in {results}. Run `summitbot eval` first.")


def bless(run: Path, folder: Path, reason: str) -> dict[str, Any]:
    """Make a run the baseline, and note why. Raises `UsageError` for a run that breaks a promise."""
    figures: dict[str, Any] = json.loads((run / "summary.json").read_text(encoding="utf-8"))
    if figures["grounding"]["ungrounded"]:
        raise UsageError(f"The run {run} breaks the promise of grounding; mend that before blessing.")
    write_turns(folder / "cases.jsonl", read_turns(run / "scores.jsonl"))
    write_json(folder / "summary.json", figures)
    write_text(folder / "sources.json", (run / "sources.json").read_text(encoding="utf-8"))
    line = {
        "made": figures["made"],
        "reason": reason.strip(),
        "corpus": figures["corpus"]["fingerprint"],
        "handled": {name: suite["handled"] for name, suite in figures["suites"].items()},
    }
    past = folder / "history.jsonl"
    before = past.read_text(encoding="utf-8") if past.is_file() else ""
    write_text(past, before + json.dumps(line, ensure_ascii=False) + "\n")
    return figures


def save_run(
    folder: Path, stamp: Stamp, turns: Sequence[Judged], sources: Mapping[str, Source]
) -> dict[str, Any]:
    """Write a run's stamp, the marks of its sources, scores and figures; gives the figures."""
    write_json(folder / "sources.json", {id_: mark(source) for id_, source in sorted(sources.items())})
    write_turns(folder / "scores.jsonl", turns)
    figures = summary([turn.score for turn in turns], stamp.corpus, stamp.made)
    write_json(folder / "summary.json", figures)
    write_json(folder / "run.json", stamp.to_dict())
    return figures


def mark(source: Source) -> str:
    """A digest of everything that a source holds."""
    text = json.dumps(source.to_dict(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def changed_sources(baseline: Path, sources: Mapping[str, Source]) -> set[str]:
    """Ids of the sources that are new, gone or other than in the baseline. Raises `UsageError` without one."""
    path = baseline / "sources.json"
    if not path.is_file():
        raise UsageError(f"There is no baseline in {baseline}. Bless a run: summitbot eval --bless.")
    then = json.loads(path.read_text(encoding="utf-8"))
    now = {id_: mark(source) for id_, source in sources.items()}
    return {id_ for id_ in then.keys() | now.keys() if then.get(id_) != now.get(id_)}


def still_says(quote: tuple[str, str], sources: Mapping[str, Source]) -> bool:
    """Does a source still hold a sentence, word for word?"""
    source = sources.get(quote[0])
    return source is not None and quote[1] in source.text
