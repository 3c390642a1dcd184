"""`summitbot eval` and the commands under it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

evals = typer.Typer(
    help="Ask the evaluation cases, score the answers, judge them against the baseline.",
    invoke_without_command=True,
    rich_markup_mode=None,
    epilog="The exit code is 1 when the run is worse than the baseline; with --gate it is 2 when that could not be judged. "
    "Example: summitbot eval --suite quick",
)
_Folder = Annotated[
    Path | None,
    typer.Option(
        "--cases", help="Folder of cases (default: evals/cases beside the sources).", show_default=False
    ),
]
_Sources = Annotated[Path | None, typer.Option("--sources", help="Folder of sources.", show_default=False)]
_Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index.", show_default=False)]


@evals.callback()
def eval_command(
    context: typer.Context,
    suite: Annotated[
        str, typer.Option("--suite", help="'all', 'quick', or the name of a file of cases.")
    ] = "all",
    case: Annotated[
        str | None, typer.Option("--case", help="One case alone, by id.", show_default=False)
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only cases that the changed sources touch.")
    ] = False,
    gate: Annotated[bool, typer.Option("--gate", help="Compare with the baseline.")] = False,
    bless: Annotated[bool, typer.Option("--bless", help="Make the last complete run the baseline.")] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="Why the answers changed (with --bless).", show_default=False)
    ] = "",
    answers: Annotated[
        Path | None,
        typer.Option("--answers", help="Score the answers of this run again.", show_default=False),
    ] = None,
    what_if: Annotated[
        Path | None,
        typer.Option("--what-if", help="Which answers would this draft source change?", show_default=False),
    ] = None,
    mutate: Annotated[
        int,
        typer.Option("--mutate", min=0, help="Damage the bot so many times; what does the gate notice?"),
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the damages.")] = 20180612,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge", help="Let the language model of SUMMITBOT_JUDGE_MODEL judge the answers too."
        ),
    ] = False,
    relevant: Annotated[
        bool,
        typer.Option("--relevant", help="With --mutate: only damages that change a fact a case asks for."),
    ] = False,
    cases: _Folder = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the run (default: evals/results/…).", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    sources: _Sources = None,
    index: _Index = None,
) -> None:
    """Ask the evaluation cases, score the answers, print the figures; with --gate, compare with the baseline."""
    if context.invoked_subcommand is not None:
        return
    from summitbot.surfaces.cli.blind import keep_blind, run_blind
    from summitbot.surfaces.cli.evaluating import Home, Wanted, run_bless, run_eval
    from summitbot.surfaces.cli.experiments import Mutations, run_mutations, run_what_if

    home = Home.of(_settings(sources, index), cases, output)
    wanted = Wanted(suite, case, changed, gate, answers, json, judge)
    for name, given in (("--bless", bless), ("--what-if", what_if), ("--mutate", mutate)):
        if given:
            keep_blind(home, name)
    if bless:
        run_bless(home, reason)
    elif what_if is not None:
        run_what_if(home, what_if, json)
    elif mutate:
        run_mutations(home, Mutations(mutate, seed, relevant), json)
    elif home.blind:
        run_blind(home, wanted)
    else:
        run_eval(home, wanted)


@evals.command("new", epilog="Example: summitbot eval new --suite answerable")
def new_case(
    suite: Annotated[str, typer.Option("--suite", help="The file of cases to add to.")] = "answerable",
    pending: Annotated[
        bool, typer.Option("--pending", help="Review the cases in evals/pending, one by one.")
    ] = False,
    cases: _Folder = None,
    sources: _Sources = None,
    index: _Index = None,
) -> None:
    """Add a case: asks for it, checks it, and shows how the bot answers it now."""
    from summitbot.surfaces.cli.evaluating import Home
    from summitbot.surfaces.cli.new_case import ask_case, review_pending

    home = Home.of(_settings(sources, index), cases, None)
    if pending:
        review_pending(home)
    else:
        ask_case(home, suite)


@evals.command("lint", epilog="Example: summitbot eval lint")
def lint_cases(cases: _Folder = None, sources: _Sources = None) -> None:
    """Find contradictory, duplicate and unfair cases; exit code 1 when there are any."""
    from summitbot.surfaces.cli.evaluating import Home
    from summitbot.surfaces.cli.new_case import run_lint

    run_lint(Home.of(_settings(sources, None), cases, None))


@evals.command("export", epilog="Example: summitbot eval export ragas evals/results/RUN out.jsonl")
def export_run(
    form: Annotated[str, typer.Argument(help="'ragas' or 'inspect'.")],
    run: Annotated[Path, typer.Argument(help="The folder of a run.")],
    target: Annotated[Path, typer.Argument(help="The file to write (JSON Lines).")],
    cases: _Folder = None,
    sources: _Sources = None,
) -> None:
    """Write a run's questions and answers in the form that RAGAS or inspect_ai reads."""
    from summitbot.surfaces.cli.blind import keep_blind
    from summitbot.surfaces.cli.evaluating import Home
    from summitbot.surfaces.cli.new_case import run_export

    home = Home.of(_settings(sources, None), cases, None)
    keep_blind(home, "eval export")
    run_export(home, form, run, target)


def _settings(sources: Path | None, index: Path | None):  # type: ignore[no-untyped-def]
    from summitbot.settings import load_settings

    return load_settings().with_changes(sources=sources, index=index)
