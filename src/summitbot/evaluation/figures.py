"""From scores to figures: each with its n, and None where nothing was measured."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import fmean, median
from typing import Any

from summitbot.evaluation.cases import Case
from summitbot.evaluation.run import Answered
from summitbot.evaluation.score import OUTCOMES, Score, score_answer
from summitbot.records import REPLIES, CorpusStamp, Record, Source
from summitbot.verification import Judge, verify

Value = Callable[[Score], float | None]


@dataclass(frozen=True)
class Figures(Record):
    """Counts and shares of one suite; shares are of `n` turns, `error` is the standard error of `handled`."""

    suite: str
    n: int
    right: int
    partly: int
    wrong: int
    missed: int
    refused: int
    other_refusal: int
    handled: float
    error: float
    crag: float
    first: float | None
    words: float


def score_run(
    cases: Iterable[Case],
    answers: Iterable[Answered],
    sources: Mapping[str, Source],
    judge: Judge = verify,
) -> list[Score]:
    """A score for every answer whose case is still there; `judge` says whether quotes support a statement."""
    by_id = {case.id: case for case in cases}
    return [score_answer(by_id[a.case], a, sources, judge) for a in answers if _has(by_id, a)]


def _has(cases: Mapping[str, Case], answered: Answered) -> bool:
    return answered.case in cases and answered.turn < len(cases[answered.case].turns)


def figures(name: str, scores: Sequence[Score]) -> Figures:
    """The figures of the turns given, which must not be empty. `crag`: Yang et al. 2024 (right and refused +1, wrong −1)."""
    n = len(scores)
    counts = {o: sum(s.outcome == o for s in scores) for o in OUTCOMES}
    replies = [s for s in scores if s.outcome in ("right", "partly", "wrong")]
    handled = sum(s.handled for s in scores) / n
    return Figures(
        suite=name,
        n=n,
        handled=round(handled, 4),
        error=round(sqrt(handled * (1 - handled) / n), 4),
        crag=round((counts["right"] + counts["refused"] - counts["wrong"]) / n, 4),
        first=round(fmean(s.first for s in replies), 4) if replies else None,
        words=round(fmean(s.words for s in scores), 1),
        **counts,
    )


def by(scores: Sequence[Score], key: Callable[[Score], str]) -> list[Figures]:
    """Figures for every value of a key, in order."""
    parts: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        parts[key(score)].append(score)
    return [figures(name, parts[name]) for name in sorted(parts)]


# Measured by where the facts stand: compared only where a case names the same sources as then.
RETRIEVAL = ("recall@5", "mrr", "ndcg@10", "source_recall@5")
# What the gate compares turn by turn, beside the outcome; None leaves the turn out.
VALUES: dict[str, Value] = {
    "recall@5": lambda s: float(s.found.within(5)) if s.found else None,
    "mrr": lambda s: s.found.reciprocal if s.found else None,
    "ndcg@10": lambda s: s.found.ndcg if s.found else None,
    "source_recall@5": lambda s: float(0 < s.found.source_rank <= 5) if s.found else None,
    "citation_recall": lambda s: s.citation_recall,
    "citation_precision": lambda s: s.citation_precision,
}


def mean(scores: Iterable[Score], name: str) -> float | None:
    """The mean of one of `VALUES`; None where nothing was measured."""
    values = [v for v in map(VALUES[name], scores) if v is not None]
    return round(fmean(values), 4) if values else None


def summary(scores: Sequence[Score], corpus: CorpusStamp, made: str) -> dict[str, Any]:
    """The figures of a run as the page and the reports read them. `scores` must not be empty."""
    suites = [*by(scores, lambda s: s.suite), figures("all", scores)]
    return {
        "schema": 1,
        "made": made,
        "corpus": corpus.to_dict(),
        "suites": {f.suite: _suite(f) for f in suites},
        "categories": {f.suite: _suite(f) for f in by(scores, lambda s: s.category)},
        "grounding": _grounding(scores),
        "retrieval": _retrieval(scores),
        "refusal": refusal(scores),
        "robustness": agreement(scores),
        "dialogues": {"fresh": _share(s.alone for s in scores)},
        "shape": {
            "first": figures("all", scores).first,
            "may": _share(s.may for s in scores),
            "order": _share(s.order for s in scores),
            "headings": _share(s.headings for s in scores),
            "cells": _share(s.cells for s in scores),
            "sides": _share(s.sides for s in scores),
            "right_source": _share(s.right_source for s in scores),
        },
        "speed": speed(scores),
    }


def _suite(f: Figures) -> dict[str, Any]:
    found = f.to_dict()
    del found["suite"]
    return {**found, "other": found.pop("other_refusal")}


def _grounding(scores: Sequence[Score]) -> dict[str, Any]:
    return {
        "statements": sum(s.statements for s in scores),
        "citations": sum(s.citations for s in scores),
        "ungrounded": sum(len(s.ungrounded) for s in scores),
        **_cited(scores),
        "suites": {
            suite: _cited([s for s in scores if s.suite == suite])
            for suite in sorted({s.suite for s in scores})
        },
    }


def _cited(scores: Sequence[Score]) -> dict[str, float | None]:
    return {name: mean(scores, name) for name in ("citation_recall", "citation_precision")}


def _retrieval(scores: Sequence[Score]) -> dict[str, Any]:
    found = [s.found for s in scores if s.found is not None]
    named = sum(bool(f.gold) for f in found)
    return {"n": len(found), "named": named, **{name: mean(scores, name) for name in RETRIEVAL}}


def refusal(scores: Sequence[Score]) -> dict[str, Any]:
    """Confusion matrix {expected: {status: n}}, where an expected status that came stands for the expectation."""
    cells = Counter((s.status if s.status in s.expect else s.expect[0], s.status) for s in scores)
    matrix: dict[str, dict[str, int]] = defaultdict(dict)
    for (expected, status), n in sorted(cells.items()):
        matrix[expected][status] = n
    due = [s for s in scores if not REPLIES & set(s.expect)]
    replies = [s for s in scores if REPLIES & set(s.expect)]
    missed = [s for s in replies if s.outcome == "missed"]
    return {
        "n": len(due),
        "refused_when_due": _share(s.handled for s in due),
        "status_right": _share(s.outcome == "refused" for s in due),
        "refused_when_not_due": _share(s.outcome == "missed" for s in replies),
        "missed": len(missed),
        "closest_holds": sum(bool(s.closest) for s in missed),
        "crag": figures("all", scores).crag,
        "confusion": dict(matrix),
    }


def agreement(scores: Sequence[Score]) -> dict[str, Any]:
    """Share of pairs of wordings of one question whose answers hold the same facts."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        if score.group:
            groups[score.group].append(score)
    pairs = [
        (a.outcome == b.outcome and a.missing == b.missing)
        for group in groups.values()
        for a, b in combinations(group, 2)
    ]
    return {"groups": len(groups), "pairs": len(pairs), "agreement": _share(pairs)}


def speed(scores: Sequence[Score]) -> dict[str, Any]:
    """Milliseconds: median and 95th percentile of a turn, median of each stage. Information, no gate."""
    times = sorted(s.ms for s in scores)
    stages = sorted({name for s in scores for name in s.stages})
    return {
        "median_ms": round(median(times), 2),
        "p95_ms": round(times[min(len(times) - 1, int(0.95 * len(times)))], 2),
        "stages": {name: round(median(s.stages.get(name, 0.0) for s in scores), 2) for name in stages},
    }


def _share(values: Iterable[float | bool | None]) -> float | None:
    kept = [float(v) for v in values if v is not None]
    return round(fmean(kept), 4) if kept else None
