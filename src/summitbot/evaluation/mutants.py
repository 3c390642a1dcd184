"""What does the gate notice? The bot is damaged on purpose and judged against its undamaged self.

A damage *changes a fact that a case asks for* when a right answer of the undamaged bot rested on a sentence
that is gone or no longer holds the pattern and, for a dropped source, when no other passage of
the pool holds the facts either: then it still stands elsewhere, and nothing that a case asks for is lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from summitbot.evaluation.cases import Case, load_cases
from summitbot.evaluation.copies import Copy, baseline_of, run_of
from summitbot.evaluation.damage import Damage, write_damage
from summitbot.evaluation.finding import finding
from summitbot.evaluation.gate import Gate, Run, judge
from summitbot.evaluation.run import Answered, ask_cases, read_answers
from summitbot.evaluation.shape import holds
from summitbot.records import Record, Source
from summitbot.settings import Settings

PROCESSES = 2


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
        found = {(a.case, a.turn): a for a in self.answers}
        for turn in self.run.turns:
            case = self.by_id[turn.score.case]
            asked = case.turns[turn.score.turn]
            quotes = [q for source, q in turn.evidence(asked.must) if source == damage.source]
            if damage.kind == "drop":
                if quotes and not _elsewhere(case, found[turn.key], damage.source, self.run.sources):
                    return True
            elif any(_lost(asked.must, quote, damage.apply(quote)) for quote in quotes):
                return True
        return False


def _lost(must: Sequence[str], before: str, after: str) -> bool:
    return any(holds(p, before) and not holds(p, after) for p in must)


def _elsewhere(case: Case, answered: Answered, source: str, sources: Mapping[str, Source]) -> bool:
    others = [place for place in answered.found if place.source_id != source]
    found = finding(case.turns[answered.turn], others, sources)
    return found is not None and found.rank > 0


def run_mutants(
    settings: Settings, cases: Path, answers: Path, damages: Sequence[Damage]
) -> Iterator[Mutant]:
    """Every damage tried, in two processes, in the order given. `answers` is the file of the undamaged run."""
    shares = [list(damages[n::PROCESSES]) for n in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        for at in range(max(map(len, shares))):
            jobs = [
                pool.submit(_try, settings, cases, answers, share[at]) for share in shares if at < len(share)
            ]
            yield from (job.result() for job in jobs)


_KEPT: dict[Path, Clean] = {}


def _clean(settings: Settings, cases: Path, answers: Path) -> Clean:
    """The undamaged run, read once a process."""
    if answers not in _KEPT:
        from summitbot.bot import Bot

        chosen = load_cases(cases)
        said = read_answers(answers)
        _KEPT[answers] = Clean(chosen, said, run_of(chosen, chosen, said, Bot.open(settings)))
    return _KEPT[answers]


def _try(settings: Settings, cases: Path, answers: Path, damage: Damage) -> Mutant:
    clean = _clean(settings, cases, answers)
    with TemporaryDirectory() as folder:
        copy = Copy.of(settings, Path(folder))
        write_damage(damage, copy.settings.sources_dir())
        touched = clean.touched(damage.source)
        gate = _judged(copy, touched, clean) if touched else Gate("no worse")
        shutil.rmtree(folder, ignore_errors=True)
    return mutant(damage.source, damage.kind, clean.asks_for(damage), gate, len(touched))


def _judged(copy: Copy, touched: list[Case], clean: Clean) -> Gate:
    bot = copy.open()
    run = run_of(touched, list(clean.cases), list(ask_cases(bot, touched)), bot)
    return judge(run, baseline_of(clean.run))


def mutant(source: str, kind: str, asked: bool, gate: Gate, cases: int) -> Mutant:
    """What a gate noticed of a damage."""
    answers = [reason for reason in gate.reasons if "no longer says" not in reason]
    return Mutant(
        source, kind, asked, gate.verdict == "worse", bool(answers), cases, (*answers, *gate.reasons, "")[0]
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
