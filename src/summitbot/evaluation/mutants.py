"""What does the gate notice? The bot is damaged on purpose and judged against its undamaged self.

A damage *changes a fact that a case asks for* when a right answer of the undamaged bot rested on a sentence
that is gone or no longer holds the pattern and, where it is gone, when no other passage of
the pool holds the facts either: then it still stands elsewhere, and nothing that a case asks for is lost.
Cases whose answers rest on the damaged sentences are asked first; the rest of those that cite or find the source
only while the gate has noticed nothing in an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from summitbot.bot import Bot
from summitbot.evaluation.cases import Case, load_cases
from summitbot.evaluation.copies import baseline_of, judge_all, run_of
from summitbot.evaluation.damage import Damage, Fact
from summitbot.evaluation.figures import summary
from summitbot.evaluation.finding import finding
from summitbot.evaluation.gate import Gate, Run, judge
from summitbot.evaluation.run import Answered, ask_cases, read_answers
from summitbot.evaluation.runs import Judged
from summitbot.evaluation.shape import holds
from summitbot.evaluation.workshop import Workshop
from summitbot.records import Record
from summitbot.settings import Settings

PROCESSES = 2
Turns = Mapping[tuple[str, int], Judged]


@dataclass(frozen=True)
class Mutant(Record):
    """A damage and what came of it: does a case ask for what it changed, did the gate notice, by answers too?"""

    source: str
    kind: str
    asked: bool
    noticed: bool
    by_answers: bool
    cases: int
    reason: str = ""
    what: str = ""


@dataclass(frozen=True)
class Clean:
    """The undamaged run: its cases, answers, and what the gate compares with."""

    cases: Sequence[Case]
    answers: Sequence[Answered]
    run: Run

    @cached_property
    def by_id(self) -> Mapping[str, Case]:
        """The cases by id."""
        return {case.id: case for case in self.cases}

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every sentence on which a right answer rests, once."""
        pairs = (pair for turn in self.run.turns for pair in turn.evidence(self._must(turn)))
        return tuple(Fact(*pair) for pair in dict.fromkeys(pairs))

    def touched(self, source: str) -> list[Case]:
        """Cases that cite or find a source: only their answers can change much."""
        ids = {
            a.case
            for a in self.answers
            if any(p.source_id == source for p in a.found)
            or any(c.source_id == source for c in a.answer.citations)
        }
        return [case for case in self.cases if case.id in ids]

    def asks_for(self, damage: Damage) -> bool:
        """Does some case ask for a fact that the damage changes?"""
        return any(True for _ in self.asking(damage))

    def asking(self, damage: Damage) -> Iterator[str]:
        """The cases that ask for a fact that the damage changes."""
        for turn in self.run.turns:
            must = self._must(turn)
            quotes = [q for source, q in turn.evidence(must) if source == damage.source]
            changed = [q for q in quotes if damage.kind == "drop" or _lost(must, q, damage.apply(q))]
            gone = damage.kind in ("drop", "cut")
            if changed and not (gone and self._elsewhere(turn, damage)):
                yield turn.score.case

    def _must(self, turn: Judged) -> Sequence[str]:
        return self.by_id[turn.score.case].turns[turn.score.turn].must

    def _elsewhere(self, turn: Judged, damage: Damage) -> bool:
        """Does another passage that was found hold the facts of a turn?"""
        answered = self._found[turn.key]
        sources = self.run.sources
        others = [
            p
            for p in answered.found
            if p.source_id != damage.source
            or (damage.cut and damage.cut not in sources[p.source_id].text[p.start : p.end])
        ]
        found = finding(self.by_id[answered.case].turns[answered.turn], others, sources)
        return found is not None and found.rank > 0

    @cached_property
    def _found(self) -> Mapping[tuple[str, int], Answered]:
        return {(a.case, a.turn): a for a in self.answers}


def _lost(must: Sequence[str], before: str, after: str) -> bool:
    return any(holds(p, before) and not holds(p, after) for p in must)


def run_mutants(
    settings: Settings, cases: Path, answers: Path, damages: Sequence[Damage]
) -> Iterator[Mutant]:
    """Every damage tried, in two processes, in the order given. `answers` is the file of the undamaged run."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        jobs = [pool.submit(_try, settings, cases, answers, damage) for damage in damages]
        yield from (job.result() for job in jobs)


_KEPT: dict[Path, tuple[Clean, Workshop]] = {}


def _clean(settings: Settings, cases: Path, answers: Path) -> tuple[Clean, Workshop]:
    """The undamaged run and bot, read once a process."""
    if answers not in _KEPT:
        chosen, said, workshop = load_cases(cases), read_answers(answers), Workshop(settings)
        _KEPT[answers] = Clean(chosen, said, run_of(chosen, chosen, said, workshop.bot)), workshop
    return _KEPT[answers]


def _try(settings: Settings, cases: Path, answers: Path, damage: Damage) -> Mutant:
    clean, workshop = _clean(settings, cases, answers)
    asking = set(clean.asking(damage))
    touched = clean.touched(damage.source)
    gate, asked = Gate("no worse"), 0
    turns: Turns = {turn.key: turn for turn in clean.run.turns}
    bot = workshop.with_damage(damage)
    first = [case for case in touched if case.id in asking]
    for part in filter(None, (first, [case for case in touched if case.id not in asking])):
        gate, turns = _judged(bot, part, turns, clean)
        asked += len(part)
        if _in_answers(gate):
            break
    return mutant(damage, bool(asking), gate, asked)


def _judged(bot: Bot, cases: list[Case], turns: Turns, clean: Clean) -> tuple[Gate, Turns]:
    """The verdict once these cases were asked; every other turn stands as it was."""
    now = {**turns, **{turn.key: turn for turn in judge_all(cases, list(ask_cases(bot, cases)), bot)}}
    figures = summary([turn.score for turn in now.values()], bot.corpus.stamp, "")
    run = Run(list(now.values()), clean.cases, clean.cases, figures, bot.corpus.sources)
    return judge(run, baseline_of(clean.run)), now


def _in_answers(gate: Gate) -> list[str]:
    """What the gate noticed of the answers, not of the sources themselves."""
    return [reason for reason in gate.reasons if "no longer says" not in reason]


def mutant(damage: Damage, asked: bool, gate: Gate, cases: int) -> Mutant:
    """What a gate noticed of a damage."""
    answers = _in_answers(gate)
    what = damage.cut or " ↔ ".join(list(damage.swapped)[:2])
    reason = (*answers, *gate.reasons, "")[0]
    return Mutant(
        damage.source, damage.kind, asked, gate.verdict == "worse", bool(answers), cases, reason, what
    )


def shares(mutants: Iterable[Mutant]) -> dict[str, dict[str, int]]:
    """By kind and in all: how many, how many change a fact that is asked for, and how many of each are noticed."""
    table: dict[str, dict[str, int]] = {}
    for m in mutants:
        for name in (m.kind, "all"):
            row = table.setdefault(
                name, {"n": 0, "noticed": 0, "asked": 0, "asked_noticed": 0, "asked_by_answers": 0}
            )
            row["n"] += 1
            row["noticed"] += m.noticed
            row["asked"] += m.asked
            row["asked_noticed"] += m.asked and m.noticed
            row["asked_by_answers"] += m.asked and m.by_answers
    return table
