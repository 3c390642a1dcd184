"""Scoring: small pure functions from a turn and its answer to what it was worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from summitbot.evaluation.cases import Turn
from summitbot.records import REPLIES, Answer, Record, Source

Outcome = Literal["right", "partly", "wrong", "missed", "refused", "other_refusal"]


@dataclass(frozen=True)
class Score(Record):
    """What one answer was worth, and why.

    right: the status is among those expected and every fact is there. partly: some facts are.
    wrong: a reply without them, with a forbidden one, or where none should be. missed: refused
    where an answer was due. refused: refused with an expected status. other_refusal: refused as it
    should be, under another status.
    """

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

    @property
    def handled(self) -> bool:
        """Right, or refused as it should be."""
        return self.outcome in ("right", "refused", "other_refusal")


def score_turn(turn: Turn, answer: Answer) -> tuple[Outcome, bool, tuple[str, ...], tuple[str, ...]]:
    """Outcome, whether the first statement holds every fact, facts missing, forbidden ones found."""
    if answer.status not in REPLIES:
        return _refusal(turn, answer), False, (), ()
    said = answer.text
    missing = tuple(p for p in turn.must if not _found(p, said))
    forbidden = tuple(p for p in turn.must_not if _found(p, said))
    opening = answer.statements[0].text if answer.statements else ""
    first = bool(turn.must) and all(_found(p, opening) for p in turn.must)
    return _reply(turn, answer, missing, forbidden), first, missing, forbidden


def _refusal(turn: Turn, answer: Answer) -> Outcome:
    if answer.status in turn.expect:
        return "refused"
    return "missed" if REPLIES & set(turn.expect) else "other_refusal"


def _reply(turn: Turn, answer: Answer, missing: tuple[str, ...], forbidden: tuple[str, ...]) -> Outcome:
    if forbidden or not REPLIES & set(turn.expect):
        return "wrong"
    if not missing:
        return "right"
    return "partly" if len(missing) < len(turn.must) else "wrong"


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def grounding_faults(answer: Answer, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What breaks the promise: a statement without citation, a quote that doesn't cut its source."""
    numbers = {citation.number: citation for citation in answer.citations}
    faults = []
    for statement in answer.statements:
        cited = [numbers[n] for n in statement.citations if n in numbers]
        if not cited or len(cited) != len(statement.citations):
            faults.append(f"not cited: {statement.text}")
        elif statement.kind == "verbatim" and statement.text not in (c.quote for c in cited):
            faults.append(f"not what it cites: {statement.text}")
    for citation in answer.citations:
        source = sources.get(citation.source_id)
        if source is None or source.text[citation.start : citation.end] != citation.quote:
            faults.append(f"offsets don't cut the source: {citation.quote}")
    return tuple(faults)
