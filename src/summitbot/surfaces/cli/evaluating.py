"""`summitbot eval`: ask, write down, score, judge, print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.progress import track

from summitbot.bot import Bot
from summitbot.errors import InputUnreadable, SummitbotError, UsageError
from summitbot.evaluation import page, texts
from summitbot.evaluation.cases import Case, load_cases
from summitbot.evaluation.copies import judge_all
from summitbot.evaluation.gate import Gate, Run, judge
from summitbot.evaluation.run import Answered, ask_cases, read_answers, write_answers
from summitbot.evaluation.runs import (
    Baseline,
    Judged,
    Stamp,
    bless,
    changed_sources,
    last_complete,
    read_baseline,
    save_run,
    write_json,
)
from summitbot.files import write_text
from summitbot.settings import Settings
from summitbot.surfaces.cli.judging import load_judge, run_judge
from summitbot.surfaces.cli.output import note, say, say_json

# Cases in a folder of this name are scored, not shown.
BLIND = "blind"


@dataclass(frozen=True)
class Wanted:
    """What is asked for: which cases, whether to compare, answers to score again, how to print.

    `model`: a language model judges too.
    """

    suite: str = "all"
    case: str | None = None
    changed: bool = False
    gate: bool = False
    answers: Path | None = None
    as_json: bool = False
    model: bool = False

    @property
    def whole(self) -> bool:
        """Are all cases asked?"""
        return self.case is None and self.suite == "all" and not self.changed


@dataclass(frozen=True)
class Home:
    """Where evaluations live: `evals/` beside the sources, else the nearest one upwards."""

    settings: Settings
    folder: Path
    cases: Path
    output: Path | None = None

    @classmethod
    def of(cls, settings: Settings, cases: Path | None, output: Path | None) -> Self:
        """The home for these settings; fetched texts are left out, since not everybody has them."""
        here = Path.cwd()
        places = [settings.sources_dir().parent, here, *here.parents]
        folder = next((p / "evals" for p in places if (p / "evals").is_dir()), places[0] / "evals")
        if cases is not None:  # other cases have a baseline and results of their own
            folder = cases.resolve()
            folder = folder.parent if folder.name == "cases" else folder
        return cls(settings.with_changes(primary=False), folder, cases or folder / "cases", output)

    @property
    def blind(self) -> bool:
        """Are the cases kept from being read? Those in a folder called `blind` are."""
        return self.folder.name == BLIND or self.cases.resolve().name == BLIND

    @property
    def results(self) -> Path:
        """Where the runs are."""
        return self.folder / "results"

    @property
    def baseline(self) -> Path:
        """Where the blessed run is."""
        return self.folder / "baseline"

    def new_run(self, made: datetime) -> Path:
        """A folder for a run, made."""
        folder = self.output or self.results / made.strftime("%Y%m%dT%H%M%S")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputUnreadable(
                f"{folder} can't be written ({error.strerror}). Name another with --output."
            ) from None
        return folder


def run_eval(home: Home, wanted: Wanted) -> None:
    """One run: a folder with answers, scores and reports, and the figures on standard output.

    Exits with the gate's code (`exit_code`). Raises `SummitbotError` when a promise is broken.
    """
    model = load_judge(home.settings) if wanted.model else None
    bot = Bot.open(home.settings, note)
    if line := bot.index.manifest.left_out_line:
        note(line)
    chosen = choose(home, wanted, bot)
    made = datetime.now(UTC)
    folder = home.new_run(made)
    answers = _answers(wanted, folder, bot, chosen)
    turns = judge_all(chosen, answers, bot)
    if not turns:
        raise UsageError("No answer belongs to these cases. Run `summitbot eval` without --answers.")
    figures = save_run(folder, stamp_of(wanted, bot, made), turns, bot.corpus.sources)
    if model is not None:
        figures["judge"] = run_judge(model, folder, chosen, answers, turns)
        write_json(folder / "summary.json", figures)
    baseline = read_baseline(home.baseline)
    compared = wanted.gate or baseline is not None or wanted.suite == "quick"
    gate = _judge(home, chosen, turns, figures, bot) if compared else None
    _write_reports(folder, figures, turns, (gate, baseline) if gate and baseline else None, home)
    _print(wanted, figures, gate, [a for a in answers if wanted.case], folder)
    if figures["grounding"]["ungrounded"] and not wanted.gate:
        raise SummitbotError("Statements break the promise of grounding. See the report.")
    if code := exit_code(wanted, gate):
        sys.exit(code)


def exit_code(wanted: Wanted, gate: Gate | None) -> int:
    """With --gate the gate's own. Without: 1 for worse, 2 where all or quick cases met nothing to be compared with.

    So a build server that runs `summitbot eval --suite quick` never passes because nothing was measured,
    and a case that was changed since the last blessing doesn't hold up everybody's work.
    """
    if gate is None:
        return 0
    nothing = not gate.tests and wanted.case is None and wanted.suite in ("all", "quick")
    if wanted.gate or gate.verdict == "worse" or (nothing and not wanted.changed):
        return gate.exit_code
    return 0


def stamp_of(wanted: Wanted, bot: Bot, made: datetime) -> Stamp:
    """What a run is made of."""
    embedder = bot.index.manifest.embedder
    return Stamp(made.isoformat(timespec="seconds"), bot.corpus.stamp, embedder, wanted.suite, wanted.whole)


def choose(home: Home, wanted: Wanted, bot: Bot) -> list[Case]:
    """The cases asked for. Raises `InputUnreadable` when there are none."""
    chosen = load_cases(home.cases, wanted.suite)
    if wanted.case is not None:
        chosen = [c for c in chosen if c.id == wanted.case]
        if not chosen:
            raise InputUnreadable(
                f"There is no case '{wanted.case}' in suite '{wanted.suite}'. See {home.cases}."
            )
    if wanted.changed:
        changed = changed_sources(home.baseline, bot.corpus.sources)
        chosen = list(touched(chosen, changed, bot, read_baseline(home.baseline)))
        if not chosen:
            raise UsageError(
                f"{len(changed)} sources changed, and no case touches them. Add one: summitbot eval new."
            )
    return chosen


def touched(cases: Iterable[Case], changed: set[str], bot: Bot, baseline: Baseline | None) -> Iterator[Case]:
    """Cases that name a changed source, whose blessed answer cites one, or that find one now."""
    cites: dict[str, set[str]] = {}
    for turn in baseline.turns.values() if baseline else ():
        cites.setdefault(turn.score.case, set()).update(turn.said.sources)
    for case in cases:
        known = changed & (cites.get(case.id, set()) | set(case.sources))
        if known or any(
            hit.passage.source_id in changed for turn in case.turns for hit in bot.search(turn.question, 10)
        ):
            yield case


def _answers(wanted: Wanted, folder: Path, bot: Bot, chosen: list[Case]) -> list[Answered]:
    """Answers asked now and written down, or those of an earlier run."""
    path = folder / "answers.jsonl"
    if wanted.answers is not None:
        answers = read_answers(wanted.answers / "answers.jsonl")
        write_answers(path, answers)
        return answers
    write_answers(path, ask_cases(bot, asking(chosen)))
    return read_answers(path)


def asking(cases: Sequence[Case], title: str = "Asking") -> Iterable[Case]:
    """The cases with a progress bar on standard error."""
    return track(cases, title, console=Console(stderr=True), transient=True)


def _judge(home: Home, chosen: list[Case], turns: list[Judged], figures: dict[str, Any], bot: Bot) -> Gate:
    baseline = read_baseline(home.baseline)
    if baseline is None:
        return Gate(
            "not judged",
            unjudged=(
                f'there is no baseline in {home.baseline}: run summitbot eval, then summitbot eval --bless --reason "…"',
            ),
        )
    return judge(Run(turns, chosen, load_cases(home.cases), figures, bot.corpus.sources), baseline)


def _write_reports(
    folder: Path,
    figures: dict[str, Any],
    turns: list[Judged],
    compared: tuple[Gate, Baseline] | None,
    home: Home,
) -> None:
    gate = compared[0] if compared else None
    write_json(folder / "verdict.json", gate.to_dict() | {"exit_code": gate.exit_code} if gate else None)
    write_text(folder / "report.html", page.html(figures, turns, compared, trend(home, figures)))
    write_text(folder / "report.md", texts.markdown(figures, gate))
    write_text(folder / "junit.xml", texts.junit(turns, gate))


def trend(home: Home, figures: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures of the complete runs that are there, oldest first, and of this one."""
    found = []
    for path in sorted(home.results.glob("*/run.json")):
        run = json.loads(path.read_text(encoding="utf-8"))
        if run.get("complete") and run.get("made") != figures["made"]:
            found.append(json.loads((path.parent / "summary.json").read_text(encoding="utf-8")))
    return [*sorted(found, key=lambda run: str(run["made"])), figures]


def _print(
    wanted: Wanted, figures: dict[str, Any], gate: Gate | None, shown: list[Answered], folder: Path
) -> None:
    if wanted.as_json:
        say_json({**figures, "gate": gate.to_dict() if gate else None})
        return
    for answered in shown:
        if answered.case == wanted.case:
            say(f"{answered.case}/{answered.turn}: {answered.answer.status}\n{answered.answer.text}\n")
    for line in [*texts.table(figures), *(texts.verdict_lines(gate) if gate else [])]:
        say(line)
    say(f"Report: {folder / 'report.html'}")


def run_bless(home: Home, reason: str) -> None:
    """Make the last complete run (or that of --output) the baseline."""
    if not reason.strip():
        raise UsageError('Say why the answers changed: summitbot eval --bless --reason "…".')
    run = home.output or last_complete(home.results)
    if not (run / "summary.json").is_file():
        raise UsageError(f"{run} is no run. Name the folder of one, or leave --output out.")
    figures = bless(run, home.baseline, reason)
    say(f"Blessed the run of {figures['made']}: {figures['suites']['all']['handled']:.1%} handled.")
