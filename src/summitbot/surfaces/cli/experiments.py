"""`summitbot eval --what-if` and `--mutate`: what would change, and what does the gate notice?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.progress import track

from summitbot.bot import Bot
from summitbot.errors import InputUnreadable
from summitbot.evaluation.cases import load_cases
from summitbot.evaluation.copies import Copy, baseline_of, run_of
from summitbot.evaluation.damage import Damage, draw_damages, draw_relevant
from summitbot.evaluation.gate import judge
from summitbot.evaluation.mutants import Clean, Mutant, mutant, run_mutants, shares
from summitbot.evaluation.run import ask_cases, read_answers, write_answers
from summitbot.evaluation.runs import write_json
from summitbot.evaluation.sabotage import SABOTAGES
from summitbot.evaluation.stats import wilson
from summitbot.sources import read_sources
from summitbot.sources.reading import read_references, read_source
from summitbot.surfaces.cli.evaluating import Home, asking, touched
from summitbot.surfaces.cli.output import note, say, say_json


def run_what_if(home: Home, draft: Path, as_json: bool) -> None:
    """Which answers would a draft source change? Raises `SourceInvalid` for a draft that can't be read."""
    if not draft.is_file():
        raise InputUnreadable(f"There is no file {draft}. Name a draft source with --what-if.")
    sources = home.settings.sources_dir()
    source = read_source(draft.resolve(), draft.resolve().parent, read_references(sources))
    every = load_cases(home.cases)
    now = Bot.open(home.settings, note)
    with TemporaryDirectory() as folder:
        copy = Copy.of(home.settings, Path(folder))
        places = {s.id: s.path for s in read_sources(sources)}  # drafts among them too
        place = places.get(source.id, draft.name)
        (copy.settings.sources_dir() / place).write_text(_as_reviewed(draft, source.unreviewed), "utf-8")
        then = copy.open()
        cases = list(touched(every, {source.id}, then, None))
        before = run_of(cases, every, list(ask_cases(now, asking(cases, "Asking without the draft"))), now)
        after = run_of(cases, every, list(ask_cases(then, asking(cases, "Asking with the draft"))), then)
    _say_changes(before, after, len(cases), as_json)


def _as_reviewed(draft: Path, unreviewed: bool) -> str:
    """The draft's text; one that is marked `reviewed: no` is tried as it would answer once reviewed."""
    text = draft.read_text("utf-8")
    if not unreviewed:
        return text
    note("The draft is marked `reviewed: no`; it is tried as if it were reviewed.")
    today = datetime.now(UTC).date().isoformat()
    return re.sub(r"^reviewed:.*$", f"reviewed: {today}", text, count=1, flags=re.MULTILINE)


def _say_changes(before: Any, after: Any, asked: int, as_json: bool) -> None:
    gate = judge(after, baseline_of(before))
    turns = [{turn.key: turn for turn in run.turns} for run in (before, after)]
    rows = [
        {**c.to_dict(), "question": t.question, "before": t.said.text, "after": turns[1][t.key].said.text}
        for c in gate.changes
        for t in [turns[0][c.case, c.turn]]
    ]
    if as_json:
        say_json({"asked": asked, "verdict": gate.verdict, "changes": rows})
        return
    for row in rows:
        say(f"{row['case']}/{row['turn']}: {row['then']} → {row['now']} — {row['question']}")
        say(f"  without: {row['before']}\n  with:    {row['after']}\n")
    say(f"{asked} cases find the draft; {len(rows)} answers would change. Gate: {gate.verdict}.")


@dataclass(frozen=True)
class Mutations:
    """So many damages by a seed; `relevant`: each changes a fact that some case asks for."""

    number: int
    seed: int
    relevant: bool = False


def run_mutations(home: Home, wanted: Mutations, as_json: bool) -> None:
    """Damage the bot so many times and print what the gate noticed; `mutants.json` in the run's folder says all."""
    bot = Bot.open(home.settings, note)
    folder = home.new_run(datetime.now(UTC))
    cases = load_cases(home.cases)
    path = folder / "answers.jsonl"
    write_answers(path, ask_cases(bot, asking(cases)))
    answers = read_answers(path)
    clean = Clean(cases, answers, run_of(cases, cases, answers, bot))
    damages = _damages(home, wanted, clean, bot)
    tried = run_mutants(home.settings, home.cases, path, damages)
    console = Console(stderr=True)
    mutants = list(track(tried, "Damaging sources", total=len(damages), console=console, transient=True))
    whole = [
        mutant(Damage("", "", name), True, sabotage(home.settings, clean), len(cases))
        for name, sabotage in SABOTAGES.items()
    ]
    _report(folder, wanted, mutants, whole, as_json)


def _damages(home: Home, wanted: Mutations, clean: Clean, bot: Bot) -> list[Damage]:
    paths = {source.id: source.path for source in bot.corpus.sources.values()}
    folder = home.settings.sources_dir()
    if not wanted.relevant:
        return list(draw_damages(paths, folder, wanted.number, wanted.seed))
    drawn = draw_relevant(clean.facts, paths, folder, clean.asks_for, wanted.seed)
    damages = list(islice(drawn, wanted.number))
    if len(damages) < wanted.number:
        note(f"Only {len(damages)} damages change a fact that some case asks for.")
    return damages


def _report(
    folder: Path, wanted: Mutations, mutants: list[Mutant], whole: list[Mutant], as_json: bool
) -> None:
    table = shares(mutants)
    rows = [m.to_dict() for m in [*mutants, *whole]]
    data = {"seed": wanted.seed, "relevant": wanted.relevant, "shares": table, "mutants": rows}
    write_json(folder / "mutants.json", data)
    if as_json:
        say_json(data)
        return
    say(f"{'damage':<10}{'n':>5}{'noticed':>9}{'asked for':>11}{'noticed':>9}{'by answers':>12}")
    for name, row in table.items():
        say(
            f"{name:<10}{row['n']:>5}{row['noticed']:>9}{row['asked']:>11}{row['asked_noticed']:>9}{row['asked_by_answers']:>12}"
        )
    for name, of, noticed in (
        ("Of damages that change a fact that some case asks for", "asked", "asked_noticed"),
        ("Of those, by answers alone", "asked", "asked_by_answers"),
        ("Of all", "n", "noticed"),
    ):
        k, n = table["all"][noticed], table["all"][of]
        low, high = wilson(k, n)
        share = f"{k / n:.1%} (95 % interval {low:.1%} to {high:.1%})" if n else "not measured"
        say(f"{name}, noticed: {k} of {n}, {share}.")
    for m in whole:
        say(f"{m.kind}: {'noticed' if m.noticed else 'NOT NOTICED'} ({m.reason[:120]})")
    unguarded = sorted({m.source for m in mutants if not m.noticed and not m.asked})
    say(
        f"Damaged and asked for by no case, so that cases are missing there: {', '.join(unguarded) or 'none'}"
    )
    say(f"Every damage: {folder / 'mutants.json'} (seed {wanted.seed})")
