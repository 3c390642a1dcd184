"""The gate: is this run worse than the blessed one, where, and why?

Broken in this order: invariants at any count; cases that must pass, one by one; facts that a source no
longer states; suites and metrics by a paired test. What could not be compared is said, never passed over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Literal

from summitbot.evaluation.cases import Case
from summitbot.evaluation.figures import RETRIEVAL, VALUES
from summitbot.evaluation.runs import Baseline, Judged, still_says
from summitbot.evaluation.shape import holds
from summitbot.evaluation.stats import FEWEST, LEAST, mcnemar, smallest_drop, upper_bound
from summitbot.records import Record, Source
from summitbot.sentences import split_sentences

Finding = Literal["no worse", "worse", "not judged"]
EXIT: dict[Finding, int] = {"no worse": 0, "worse": 1, "not judged": 2}
# A sentence so like the one that stood there (difflib's ratio) is the same one, reworded.
_REWORDED = 0.6


@dataclass(frozen=True)
class Change(Record):
    """A turn whose answer differs from the baseline's."""

    case: str
    turn: int
    then: str
    now: str
    worse: bool
    better: bool


@dataclass(frozen=True)
class Test(Record):
    """A paired comparison: n turns in so many clusters, mean then and now, the bound, McNemar's p, the smallest drop seen.

    Of fewer than `FEWEST` clusters a bootstrap can't tell: then it decides nothing.
    """

    name: str
    n: int
    then: float
    now: float
    bound: float
    lost: int
    won: int
    p: float
    smallest: float
    clusters: int = 0

    @property
    def decides(self) -> bool:
        """Were there enough clusters?"""
        return self.clusters >= FEWEST

    @property
    def worse(self) -> bool:
        """Is the drop more than the choice of questions explains, and large enough to be met?"""
        return self.decides and self.bound < 0 and self.then - self.now >= LEAST


@dataclass(frozen=True)
class Gate(Record):
    """The verdict, its reasons in words, what else a reader should know, and all that changed."""

    _nested = MappingProxyType({"changes": Change, "tests": Test})

    verdict: Finding
    reasons: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    tests: tuple[Test, ...] = ()
    blamed: Mapping[str, int] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 no worse, 1 worse, 2 could not be judged."""
        return EXIT[self.verdict]


@dataclass(frozen=True)
class Run:
    """What is judged: the turns of a run, its cases, all cases there are, figures and sources."""

    turns: Sequence[Judged]
    cases: Sequence[Case]
    every: Sequence[Case]
    summary: Mapping[str, Any]
    sources: Mapping[str, Source]


def judge(run: Run, baseline: Baseline) -> Gate:
    """Compare a run with the baseline."""
    pairs = _pairs(run, baseline)
    changes = [_change(then, now) for then, now in pairs if then.said != now.said or _moved(then, now)]
    tests = [*_suites(pairs), *_metrics(pairs)]
    reasons = [*_invariants(run), *_lost(run, changes), *_unsaid(run, pairs), *_drops(tests)]
    unjudged = [*_missing(run, baseline), *_unmeasured(run, baseline, pairs)]
    verdict: Finding = "worse" if reasons else "not judged" if unjudged else "no worse"
    blamed = _blamed(changes, {then.key: (then, now) for then, now in pairs})
    return Gate(
        verdict,
        tuple(reasons),
        tuple(unjudged),
        tuple(_notes(run, baseline, pairs)),
        tuple(changes),
        tuple(tests),
        blamed,
    )


def _pairs(run: Run, baseline: Baseline) -> list[tuple[Judged, Judged]]:
    """Turns that both have, asked and judged alike."""
    found = [(baseline.turns[t.key], t) for t in run.turns if t.key in baseline.turns]
    return [(then, now) for then, now in found if then.score.digest == now.score.digest]


def _moved(then: Judged, now: Judged) -> bool:
    return then.score.outcome != now.score.outcome


def _change(then: Judged, now: Judged) -> Change:
    before, after = then.score, now.score
    return Change(
        after.case,
        after.turn,
        before.outcome,
        after.outcome,
        worse=worth(before.outcome) > worth(after.outcome),
        better=worth(before.outcome) < worth(after.outcome),
    )


def worth(outcome: str) -> int:
    """Outcomes from best to worst: handled, partly, missed, wrong."""
    return {"wrong": 0, "missed": 1, "partly": 2}.get(outcome, 3)


def _invariants(run: Run) -> Iterator[str]:
    for turn in run.turns:
        for fault in turn.score.ungrounded:
            yield f"{turn.score.case}/{turn.score.turn}: {fault}"


def _lost(run: Run, changes: Sequence[Change]) -> Iterator[str]:
    must = {case.id for case in run.cases if case.must_pass}
    for change in changes:
        if change.worse and worth(change.then) == worth("right") and change.case in must:
            yield f"{change.case}/{change.turn}: was {change.then}, is {change.now}"


def _unsaid(run: Run, pairs: Sequence[tuple[Judged, Judged]]) -> Iterator[str]:
    """Facts that a source, still there, no longer states, whether or not another one does."""
    cases = {case.id: case for case in run.cases}
    for then, now in pairs:
        must = cases[then.score.case].turns[then.score.turn].must
        for source_id, sentence in then.evidence(must):
            source = run.sources.get(source_id)
            if source is None or still_says((source_id, sentence), run.sources):
                continue
            wanted = [p for p in must if holds(p, sentence)]
            if not _reworded(sentence, wanted, source):
                yield f"{now.score.case}/{now.score.turn}: the source {source_id} no longer says “{sentence}”"


def _reworded(sentence: str, wanted: Sequence[str], source: Source) -> bool:
    sentences = [
        source.text[p.start : p.end][a:b]
        for p in source.paragraphs
        for a, b in split_sentences(source.text[p.start : p.end])
    ]
    near = get_close_matches(sentence, sentences, n=1, cutoff=_REWORDED)
    return bool(near) and all(holds(p, near[0]) for p in wanted)


def _suites(pairs: Sequence[tuple[Judged, Judged]]) -> Iterator[Test]:
    names = sorted({now.score.suite for _, now in pairs})
    for name in names:
        chosen = [pair for pair in pairs if pair[1].score.suite == name]
        yield _test(name, [(t, float(t.score.handled), float(n.score.handled)) for t, n in chosen])


def _metrics(pairs: Sequence[tuple[Judged, Judged]]) -> Iterator[Test]:
    for name, value in VALUES.items():
        rows = [(t, value(t.score), value(n.score)) for t, n in pairs if _measured_alike(name, t, n)]
        kept = [(t, a, b) for t, a, b in rows if a is not None and b is not None]
        if kept:
            yield _test(name, kept)


def _measured_alike(name: str, then: Judged, now: Judged) -> bool:
    """Retrieval is measured by the sources that a case names: with others, two values can't be compared."""
    a, b = then.score.found, now.score.found
    return name not in RETRIEVAL or a is None or b is None or a.gold == b.gold


def _test(name: str, rows: Sequence[tuple[Judged, float, float]]) -> Test:
    clusters: dict[str, list[float]] = defaultdict(list)
    for then, before, after in rows:
        clusters[_cluster(then)].append(after - before)
    n = len(rows)
    lost, won = sum(b < a for _, a, b in rows), sum(b > a for _, a, b in rows)
    return Test(
        name=name,
        n=n,
        then=round(sum(a for _, a, _ in rows) / n, 4),
        now=round(sum(b for _, _, b in rows) / n, 4),
        bound=round(upper_bound(clusters), 4),
        lost=lost,
        won=won,
        p=round(mcnemar(lost, won), 4),
        smallest=round(max(smallest_drop(len(clusters)) / n, LEAST), 4),
        clusters=len(clusters),
    )


def _cluster(then: Judged) -> str:
    """The source that the baseline's answer rests on; the wordings or turns of a case without one."""
    sources = then.said.sources
    return sources[0] if sources else then.score.group or then.score.case


def _drops(tests: Sequence[Test]) -> Iterator[str]:
    for test in tests:
        if test.worse:
            yield (
                f"{test.name}: {test.then:.1%} → {test.now:.1%} of {test.n} turns "
                f"(upper bound {test.bound:+.1%}, McNemar p = {test.p:.3f})"
            )


def _missing(run: Run, baseline: Baseline) -> Iterator[str]:
    digests = {(c.id, n): t.digest for c in run.every for n, t in enumerate(c.turns)}
    asked = {turn.key for turn in run.turns}
    wanted = {(c.id, n) for c in run.cases for n in range(len(c.turns))}
    for key, turn in baseline.turns.items():
        name = f"{key[0]}/{key[1]}"
        if key not in digests:
            yield f"{name}: stands in the baseline, but in no file of cases"
        elif key in wanted and digests[key] != turn.score.digest:
            yield f"{name}: the case was changed after the baseline was blessed"
    yield from (f"{case}/{turn}: was not answered" for case, turn in sorted(wanted - asked))


def _unmeasured(run: Run, baseline: Baseline, pairs: Sequence[tuple[Judged, Judged]]) -> Iterator[str]:
    if not pairs:
        yield "no turn of this run stands in the baseline"
        return
    for name, value in VALUES.items():
        measured = [(t, n) for t, n in pairs if value(t.score) is not None]
        if measured and all(value(n.score) is None for _, n in measured):
            yield f"{name}: was measured in the baseline, and on nothing in this run"
        elif measured and not any(_measured_alike(name, t, n) for t, n in measured):
            yield f"{name}: the cases name other sources than when the baseline was blessed"


def _notes(run: Run, baseline: Baseline, pairs: Sequence[tuple[Judged, Judged]]) -> Iterator[str]:
    then, now = baseline.summary["corpus"]["fingerprint"], run.summary["corpus"]["fingerprint"]
    if then != now:
        yield f"the corpus changed since the baseline ({then} → {now})"
    new = sum(turn.key not in baseline.turns for turn in run.turns)
    if new:
        yield f"{new} turns are new: bless to guard them"
    if moved := sum(not _measured_alike("mrr", then, now) for then, now in pairs):
        yield f"{moved} turns name other sources than then: their retrieval is not compared"


def _blamed(
    changes: Sequence[Change], turns: Mapping[tuple[str, int], tuple[Judged, Judged]]
) -> dict[str, int]:
    """Sources that changed answers cite now and did not before, or the other way round, by how many."""
    count: Counter[str] = Counter()
    for change in changes:
        then, now = turns[change.case, change.turn]
        count.update(_differing(then, now))
    return dict(count.most_common())


def _differing(then: Judged, now: Judged) -> set[str]:
    return {source for source, _ in set(then.said.quotes) ^ set(now.said.quotes)}
