"""Scoring: small pure functions from a turn and its answer to what it was worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from summitbot.evaluation.cases import Case, Turn
from summitbot.evaluation.finding import Finding, finding
from summitbot.evaluation.run import Answered
from summitbot.evaluation.shape import (
    cells_held,
    has_headings,
    holds,
    in_order,
    lacking,
    shapes,
    sides_held,
)
from summitbot.records import REPLIES, Answer, Record, Source
from summitbot.verification import Judge, citation_score, verify

Outcome = Literal["right", "partly", "wrong", "missed", "refused", "other_refusal"]
OUTCOMES: tuple[Outcome, ...] = ("right", "partly", "wrong", "missed", "refused", "other_refusal")
HANDLED = frozenset({"right", "refused", "other_refusal"})


@dataclass(frozen=True)
class Score(Record):
    """What one answer was worth, and why. Values that don't apply to a turn are None.

    right: the status is among those expected and every fact is there. partly: some facts are.
    wrong: a reply that lacks them, holds a forbidden one, or where none was due. missed: a refusal
    where a reply was due. refused: a refusal with an expected status. other_refusal: a refusal was
    due, with another status. `first`: the first statement holds every fact. `may` is the share of
    welcome facts; `closest`: does a sentence offered beside a missed answer hold every fact? `citation_recall` and `citation_precision` are ALCE's, `found` is retrieval's.
    """

    _nested = MappingProxyType({"found": Finding})

    case: str
    turn: int
    suite: str
    category: str
    outcome: Outcome
    first: bool
    status: str
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    ungrounded: tuple[str, ...] = ()
    words: int = 0
    ms: float = 0.0
    expect: tuple[str, ...] = ()
    group: str = ""
    digest: str = ""
    may: float | None = None
    order: bool | None = None
    headings: bool | None = None
    cells: float | None = None
    sides: float | None = None
    alone: bool | None = None
    right_source: bool | None = None
    statements: int = 0
    citations: int = 0
    citation_recall: float | None = None
    citation_precision: float | None = None
    found: Finding | None = None
    closest: bool | None = None
    stages: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def handled(self) -> bool:
        """Right, or refused as it should be."""
        return self.outcome in HANDLED


def score_answer(
    case: Case, answered: Answered, sources: Mapping[str, Source], judge: Judge = verify
) -> Score:
    """Everything that is measured of one answer; `judge` says whether quotes support a statement."""
    turn, answer = case.turns[answered.turn], answered.answer
    outcome, first, missing, forbidden = score_turn(turn, answer)
    cited = citation_score(answer, judge)
    replied = answer.status in REPLIES
    return Score(
        case=case.id,
        turn=answered.turn,
        suite=case.suite,
        category=case.category,
        outcome=outcome,
        first=first,
        status=answer.status,
        missing=missing,
        forbidden=forbidden,
        ungrounded=grounding_faults(answer, sources),
        words=len(answer.text.split()),
        ms=answered.ms,
        expect=turn.expect,
        group=case.group,
        digest=turn.digest,
        may=_share(turn.may, answer.text) if replied else None,
        order=in_order(turn.order, answer.text) if replied and turn.order else None,
        headings=has_headings(turn, answer) if replied and turn.headings else None,
        cells=cells_held(turn, answer) if replied else None,
        sides=sides_held(turn, answer) if replied else None,
        alone=answered.alone,
        right_source=_right_source(turn, answer) if replied and turn.sources else None,
        statements=cited.statements,
        citations=cited.citations,
        citation_recall=cited.recall,
        citation_precision=cited.precision,
        found=finding(turn, answered.found, sources),
        closest=closest_holds(turn, answer) if outcome == "missed" else None,
        stages=answered.stages,
    )


def score_turn(turn: Turn, answer: Answer) -> tuple[Outcome, bool, tuple[str, ...], tuple[str, ...]]:
    """Outcome, whether the first statement holds every fact, facts missing, forbidden ones found.

    Order, headings, cells and sides that a turn asks for count as facts of it.
    """
    if answer.status not in REPLIES:
        return _refusal(turn, answer), False, (), ()
    said = answer.text
    missing = [p for p in turn.must if not holds(p, said)]
    missing += lacking(turn, answer)
    forbidden = tuple(p for p in turn.must_not if holds(p, said))
    opening = answer.statements[0].text if answer.statements else ""
    first = bool(turn.must) and all(holds(p, opening) for p in turn.must)
    return _reply(turn, len(missing), bool(forbidden)), first, tuple(missing), forbidden


def _refusal(turn: Turn, answer: Answer) -> Outcome:
    if answer.status in turn.expect:
        return "refused"
    return "missed" if REPLIES & set(turn.expect) else "other_refusal"


def _reply(turn: Turn, missing: int, forbidden: bool) -> Outcome:
    if forbidden or not REPLIES & set(turn.expect):
        return "wrong"
    if not missing:
        return "right"
    wanted = len(turn.must) + shapes(turn)
    return "partly" if missing < wanted else "wrong"


def closest_holds(turn: Turn, answer: Answer) -> bool:
    """Does one of the sentences offered beside a refusal hold every fact and no forbidden one?

    A shape (an order, cells, sides) can't be held by a single sentence. It counts in no other figure.
    """
    if not turn.must or shapes(turn):
        return False
    return any(
        all(holds(p, near.quote) for p in turn.must) and not any(holds(p, near.quote) for p in turn.must_not)
        for near in answer.nearest
    )


def _share(patterns: Sequence[str], text: str) -> float | None:
    return sum(holds(p, text) for p in patterns) / len(patterns) if patterns else None


def _right_source(turn: Turn, answer: Answer) -> bool:
    return any(c.source_id in turn.sources for c in answer.citations)


def grounding_faults(answer: Answer, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What breaks the promise: a statement without citation, a quote that doesn't cut its source."""
    checks: tuple[Callable[[], list[str]], ...] = (
        lambda: _uncited(answer),
        lambda: [
            f"offsets don't cut the source: {c.quote}"
            for c in answer.citations
            if c.source_id not in sources or sources[c.source_id].text[c.start : c.end] != c.quote
        ],
    )
    return tuple(fault for check in checks for fault in check())


def _uncited(answer: Answer) -> list[str]:
    numbers = {citation.number: citation for citation in answer.citations}
    faults = []
    for statement in answer.statements:
        cited = [numbers[n] for n in statement.citations if n in numbers]
        if not cited or len(cited) != len(statement.citations):
            faults.append(f"not cited: {statement.text}")
        elif statement.kind == "verbatim" and statement.text not in (c.quote for c in cited):
            faults.append(f"not what it cites: {statement.text}")
        elif statement.verdict is not None and statement.verdict.label != "supported":
            faults.append(f"not supported by what it cites: {statement.text}")
    return faults
