"""`summitbot eval new`, `eval lint` and `eval export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from summitbot.bot import Bot
from summitbot.errors import UsageError
from summitbot.evaluation.adding import append_case, checked
from summitbot.evaluation.cases import Case, load_cases
from summitbot.evaluation.export import FORMS, export_rows
from summitbot.evaluation.lint import lint
from summitbot.evaluation.run import read_answers
from summitbot.evaluation.score import score_turn
from summitbot.files import write_text
from summitbot.markup import MarkupError, read_yaml, write_yaml
from summitbot.records import Source
from summitbot.sources import read_sources
from summitbot.surfaces.cli.batch import write_lines
from summitbot.surfaces.cli.evaluating import Home
from summitbot.surfaces.cli.output import note, say

_NONE = "(none)"


def ask_case(home: Home, suite: str) -> None:
    """Ask for a case on the terminal, show how it fares, and add it when the curator says so."""
    question = typer.prompt("Question")
    status = typer.prompt("Right statuses (comma between)", default="answered, partial")
    row: dict[str, Any] = {
        "id": typer.prompt("Id (small letters, digits, hyphens)"),
        "question": question,
        "category": typer.prompt("Category (when, who, why …)"),
        "expect": _list(status),
    }
    for key, text in (
        ("must", "Facts that must be said (patterns, two spaces between)"),
        ("must_not", "What must not be said (the same way)"),
    ):
        row |= {key: found} if (found := _list(typer.prompt(text, default=_NONE), "  ")) else {}
    if ids := _list(typer.prompt("Sources where the fact stands (ids, comma between)", default=_NONE)):
        row["sources"] = ids
    row["origin"] = typer.prompt("Where the case comes from")
    _offer(home, suite, row)


def _list(text: str, between: str = ",") -> list[str]:
    return [] if text == _NONE else [part.strip() for part in text.split(between) if part.strip()]


def _offer(home: Home, suite: str, row: dict[str, Any]) -> bool:
    """Show a case, its faults and the bot's answer; add it when that is wanted."""
    bot = Bot.open(home.settings, note)
    every = load_cases(home.cases) if any(home.cases.glob("*.yaml")) else []
    case, faults = checked(suite, row, every, bot.corpus.sources)
    say(write_yaml([row]).rstrip())
    for fault in faults:
        say(f"{fault.rule}: {fault.message}")
    answer = bot.ask(case.turns[0].question)
    say(f"The bot now ({score_turn(case.turns[0], answer)[0]}): {answer.text}")
    if not typer.confirm(f"Add it to {suite}.yaml?", default=not faults):
        return False
    append_case(home.cases / f"{suite}.yaml", row)
    say(f"Added {case.id}. The next blessing guards it.")
    return True


def review_pending(home: Home) -> None:
    """Go through `evals/pending/SUITE.yaml`: each case is added, or left where it is."""
    files = sorted((home.folder / "pending").glob("*.yaml"))
    if not files:
        raise UsageError(f"There are no pending cases in {home.folder / 'pending'}.")
    for path in files:
        left = [row for row in _rows(path) if not _offer(home, path.stem, row)]
        if left:
            write_text(path, write_yaml(left))
        else:
            path.unlink()


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows = read_yaml(path.read_text(encoding="utf-8"))
    except MarkupError as error:
        raise UsageError(f"{path}:{error.line}: {error.problem}. Mend the YAML.") from None
    if not isinstance(rows or [], list):
        raise UsageError(f"{path} is no list of cases. Begin each case with '- id:'.")
    return list(rows or [])


def run_lint(home: Home) -> None:
    """Print what is wrong with the cases; exit code 1 when anything is."""
    cases, sources = _loaded(home)
    faults = lint(cases, sources)
    for fault in faults:
        say(f"{fault.case}: {fault.rule}: {fault.message}")
    say(f"{len(cases)} cases, {len(faults)} findings.")
    if faults:
        sys.exit(1)


def run_export(home: Home, form: str, run: Path, target: Path) -> None:
    """Write a run in another judge's form. Raises `UsageError` for a form that is none."""
    if form not in FORMS:
        raise UsageError(f"There is no form '{form}'. Name one of: {', '.join(FORMS)}.")
    cases, sources = _loaded(home)
    rows = list(export_rows(form, cases, read_answers(run / "answers.jsonl"), sources))
    write_lines(target, rows)
    say(f"Wrote {len(rows)} rows to {target}.")


def _loaded(home: Home) -> tuple[list[Case], dict[str, Source]]:
    sources = {source.id: source for source in read_sources(home.settings.sources_dir())}
    return load_cases(home.cases), sources
