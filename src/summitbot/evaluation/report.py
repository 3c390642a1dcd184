"""From scores to figures, with their n, and the table that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from summitbot.evaluation.cases import Case
from summitbot.evaluation.run import Answered
from summitbot.evaluation.score import Score, grounding_faults, score_turn
from summitbot.records import Record, Source


@dataclass(frozen=True)
class Figures(Record):
    """Counts and shares of one suite; shares are of `n` turns."""

    suite: str
    n: int
    right: int
    partly: int
    wrong: int
    missed: int
    refused: int
    other_refusal: int
    handled: float
    crag: float
    first: float | None


@dataclass(frozen=True)
class Report(Record):
    """A run's figures by suite, the promise's breaches, speed, and every score."""

    figures: tuple[Figures, ...]
    ungrounded: int
    median_ms: float
    p95_ms: float
    scores: tuple[Score, ...]


def score_run(
    cases: Iterable[Case], answers: Iterable[Answered], sources: Mapping[str, Source]
) -> list[Score]:
    """A score for every answer."""
    by_id = {case.id: case for case in cases}
    scores = []
    for answered in answers:
        case = by_id[answered.case]
        outcome, first, missing, forbidden = score_turn(case.turns[answered.turn], answered.answer)
        scores.append(
            Score(
                case.id, answered.turn, case.suite, case.category, outcome, first, answered.answer.status,
                missing, forbidden, grounding_faults(answered.answer, sources),
                len(answered.answer.text.split()), answered.ms,
            )
        )  # fmt: skip
    return scores


def summarise(scores: Sequence[Score]) -> Report:
    """The figures of a run. `scores` must not be empty."""
    suites = sorted({s.suite for s in scores})
    times = sorted(s.ms for s in scores)
    return Report(
        figures=(
            *(_figures(name, [s for s in scores if s.suite == name]) for name in suites),
            _figures("all", scores),
        ),
        ungrounded=sum(len(s.ungrounded) for s in scores),
        median_ms=round(median(times), 2),
        p95_ms=round(times[min(len(times) - 1, int(0.95 * len(times)))], 2),
        scores=tuple(scores),
    )


def _figures(suite: str, scores: Sequence[Score]) -> Figures:
    n = len(scores)
    counts = {
        o: sum(s.outcome == o for s in scores)
        for o in ("right", "partly", "wrong", "missed", "refused", "other_refusal")
    }
    replies = [s for s in scores if s.outcome in ("right", "partly", "wrong")]
    return Figures(
        suite=suite,
        n=n,
        handled=round(sum(s.handled for s in scores) / n, 4),
        crag=round((counts["right"] + counts["refused"] - counts["wrong"]) / n, 4),
        first=round(sum(s.first for s in replies) / len(replies), 4) if replies else None,
        **counts,
    )


def table(report: Report) -> list[str]:
    """The figures as lines for people."""
    head = f"{'suite':<14}{'n':>5}{'right':>7}{'partly':>8}{'wrong':>7}{'missed':>8}{'refused':>9}{'other':>7}{'handled':>9}"
    lines = [head]
    for f in report.figures:
        lines.append(
            f"{f.suite:<14}{f.n:>5}{f.right:>7}{f.partly:>8}{f.wrong:>7}{f.missed:>8}{f.refused:>9}"
            f"{f.other_refusal:>7}{f.handled:>9.1%}"
        )
    lines.append(f"Statements that break the promise of grounding: {report.ungrounded}")
    lines.append(f"Time a question: median {report.median_ms} ms, 95th percentile {report.p95_ms} ms")
    return lines


def floors_broken(report: Report, floors: Mapping[str, Any]) -> list[str]:
    """Suites whose handled share is under the floor set for them, in words."""
    return [
        f"{f.suite}: {f.handled:.1%} handled, the floor is {floors[f.suite]:.1%}"
        for f in report.figures
        if f.suite in floors and f.handled < floors[f.suite]
    ]
