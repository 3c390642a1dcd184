"""Unfair, contradictory and duplicate cases, found before they mislead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitbot.evaluation.cases import Case, Turn
from summitbot.evaluation.shape import holds
from summitbot.fuzzy import near_repeats
from summitbot.records import REPLIES, Record, Source
from summitbot.text import words


@dataclass(frozen=True)
class Fault(Record):
    """What is wrong with a case: its id, the rule, and words for a curator."""

    case: str
    rule: str
    message: str


def lint(cases: Sequence[Case], sources: Mapping[str, Source]) -> list[Fault]:
    """Every fault of the cases. `sources` are those that cases name and whose headings cases should not repeat."""
    rules: tuple[Callable[[Case], Iterable[Fault]], ...] = (
        _given_away,
        _contradictory,
        _nothing_wanted,
        lambda case: _unknown_sources(case, sources),
    )
    faults = [fault for case in cases for rule in rules for fault in rule(case)]
    return [*faults, *_duplicates(cases), *_copied(cases, sources)]


def _given_away(case: Case) -> Iterator[Fault]:
    """A pattern that the question itself satisfies says nothing of the answer."""
    for turn in case.turns:
        if turn.must and all(holds(p, turn.question) for p in turn.must):
            yield Fault(case.id, "given-away", f"the question itself holds every fact: “{turn.question}”")


def _contradictory(case: Case) -> Iterator[Fault]:
    for turn in case.turns:
        for pattern in set(turn.must) & set(turn.must_not):
            yield Fault(case.id, "contradictory", f"'{pattern}' must and must not be said")
        if turn.must and not REPLIES & set(turn.expect):
            yield Fault(case.id, "contradictory", "facts are wanted, but only refusals are right")


def _nothing_wanted(case: Case) -> Iterator[Fault]:
    for turn in case.turns:
        wanted = (*turn.must, *turn.must_not, *turn.order, *turn.headings, *turn.cells, *turn.sides)
        if set(turn.expect) <= REPLIES and not wanted:
            yield Fault(case.id, "nothing-wanted", "any reply would be right: add a fact under must")


def _unknown_sources(case: Case, sources: Mapping[str, Source]) -> Iterator[Fault]:
    for id_ in case.sources:
        if id_ not in sources:
            yield Fault(case.id, "unknown-source", f"there is no source '{id_}'")
    for turn in case.turns:
        named = [sources[id_] for id_ in turn.sources if id_ in sources]
        wanted = (*turn.must, *(c.says for c in turn.cells), *(s.says for s in turn.sides), *turn.order)
        for pattern in wanted if named else ():
            if not any(holds(pattern, f"{s.title}\n{s.text}") for s in named):
                yield Fault(case.id, "gold-fails", f"no source that the case names holds '{pattern}'")


def _duplicates(cases: Sequence[Case]) -> Iterator[Fault]:
    seen: dict[str, tuple[Case, Turn]] = {}
    for case in cases:
        turn = case.turns[0]
        key = _plain(turn.question)
        if len(case.turns) > 1 or not key:
            continue
        if key in seen:
            other, asked = seen[key]
            same = set(turn.expect) & set(asked.expect)
            rule = "duplicate" if same else "contradictory"
            yield Fault(
                case.id, rule, f"asks what {other.id} asks{'' if same else ', and wants another status'}"
            )
        seen.setdefault(key, (case, turn))


def _copied(cases: Sequence[Case], sources: Mapping[str, Source]) -> Iterator[Fault]:
    """A case that repeats a heading or set question of a source tests little."""
    posed: dict[str, str] = {}
    for source in sources.values():
        headings = [p.headings[-1] for p in source.paragraphs if p.headings]
        for text in (*headings, *(question for _, question in source.questions)):
            posed.setdefault(text, source.id)
    asked = {case.turns[0].question: case.id for case in cases}
    for question, near in near_repeats(asked, posed):
        message = f"repeats a heading or set question of the source {posed[near]}"
        yield Fault(asked[question], "copied", message)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", " ".join(words(text)))
