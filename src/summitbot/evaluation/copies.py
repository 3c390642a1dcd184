"""Another copy of the sources, to try something on: files and index in a folder of their own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from summitbot.bot import Bot, known_names
from summitbot.evaluation.cases import Case
from summitbot.evaluation.figures import score_run, summary
from summitbot.evaluation.gate import Run
from summitbot.evaluation.run import Answered
from summitbot.evaluation.runs import Baseline, Judged, judged
from summitbot.settings import Settings
from summitbot.verification import verify


@dataclass(frozen=True)
class Copy:
    """A copy of sources and index that can be changed freely."""

    settings: Settings

    @classmethod
    def of(cls, settings: Settings, folder: Path) -> Self:
        """Copy what the settings name into an empty folder."""
        shutil.copytree(settings.sources_dir(), folder / "sources")
        if settings.index_dir().is_dir():
            shutil.copytree(settings.index_dir(), folder / "index")
        return cls(settings.with_changes(sources=folder / "sources", index=folder / "index"))

    def open(self) -> Bot:
        """A bot over the copy as it stands now."""
        return Bot.open(self.settings)


def judge_all(cases: list[Case], answers: list[Answered], bot: Bot) -> list[Judged]:
    """Every answer whose case is there, scored, beside its question and what it said."""
    by_id = {case.id: case for case in cases}
    kept = [a for a in answers if a.case in by_id and a.turn < len(by_id[a.case].turns)]
    names = known_names(bot.settings)
    scores = score_run(
        cases, kept, bot.corpus.sources, lambda claim, evidence: verify(claim, evidence, names)
    )
    questions = [by_id[a.case].turns[a.turn].question for a in kept]
    return [judged(q, s, a.answer) for q, s, a in zip(questions, scores, kept, strict=True)]


def run_of(cases: list[Case], every: list[Case], answers: list[Answered], bot: Bot) -> Run:
    """What the gate judges, out of answers."""
    turns = judge_all(cases, answers, bot)
    figures = summary([turn.score for turn in turns], bot.corpus.stamp, "")
    return Run(turns, cases, every, figures, bot.corpus.sources)


def baseline_of(run: Run) -> Baseline:
    """A run as the baseline of another."""
    return Baseline(run.summary, {turn.key: turn for turn in run.turns})
