"""`summitbot eval`: ask, write down, score, print."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from summitbot.bot import Bot
from summitbot.errors import InputUnreadable, SummitbotError
from summitbot.evaluation.cases import Case, load_cases
from summitbot.evaluation.report import Report, floors_broken, score_run, summarise, table
from summitbot.evaluation.run import Answered, ask_cases, read_answers, write_answers
from summitbot.settings import Settings
from summitbot.surfaces.cli.output import note, say, say_json


def run_eval(
    settings: Settings, suite: str, case: str | None, cases: Path | None, output: Path | None, as_json: bool
) -> None:
    """One run: a folder with answers.jsonl and report.json, and the figures on standard output.

    Raises `SummitbotError` (exit code 1) when a promise or a floor of `evals/floors.json` is broken.
    """
    home = settings.sources_dir().parent / "evals"
    chosen = load_cases(cases or home / "cases", suite)
    if case is not None:
        chosen = [c for c in chosen if c.id == case]
        if not chosen:
            raise InputUnreadable(
                f"There is no case '{case}' in suite '{suite}'. See {cases or home / 'cases'}."
            )
    bot = Bot.open(settings, note)
    folder = output or home / "results" / datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    folder.mkdir(parents=True, exist_ok=True)
    write_answers(folder / "answers.jsonl", _asked(bot, chosen))
    answers = read_answers(folder / "answers.jsonl")
    report = summarise(score_run(chosen, answers, bot.corpus.sources))
    stamp = {"corpus": bot.corpus.stamp.to_dict(), "embedder": bot.index.manifest.embedder, "suite": suite}
    data = {**stamp, **report.to_dict()}
    (folder / "report.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        say_json(data)
    else:
        _print(report, answers if case else [], folder)
    _guard(report, home / "floors.json", whole=case is None and cases is None)


def _asked(bot: Bot, chosen: list[Case]):  # type: ignore[no-untyped-def]
    steps = track(chosen, "Asking", console=Console(stderr=True), transient=True)
    return ask_cases(bot, steps)


def _print(report: Report, shown: list[Answered], folder: Path) -> None:
    for answered in shown:
        say(f"{answered.case}/{answered.turn}: {answered.answer.status}\n{answered.answer.text}\n")
    for line in table(report):
        say(line)
    say(f"Answers and scores: {folder}")


def _guard(report: Report, floors: Path, whole: bool) -> None:
    if report.ungrounded:
        raise SummitbotError(
            f"{report.ungrounded} statements break the promise of grounding. See the report."
        )
    if whole and floors.is_file():
        broken = floors_broken(report, json.loads(floors.read_text(encoding="utf-8"))["handled"])
        if broken:
            raise SummitbotError(
                "Under the floor: " + "; ".join(broken) + ". Look at the worst cases in the report."
            )
