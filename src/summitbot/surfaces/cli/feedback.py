"""`summitbot feedback`: read, export and clear what readers left behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from summitbot.errors import UsageError
from summitbot.surfaces.cli.output import say

feedback = typer.Typer(
    help="Read what readers think of answers.", no_args_is_help=True, rich_markup_mode=None
)
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the ledger.", show_default=False)]
Since = Annotated[str, typer.Option("--since", help="From this day on (ISO date).", show_default=False)]
Output = Annotated[Path, typer.Option("--output", help="File to write.", show_default=False)]


@feedback.command("list", epilog="Example: summitbot feedback list --since 2026-01-01")
def list_feedback(since: Since = "", data: Data = None) -> None:
    """Print each judgement on a line, oldest first."""
    entries = _entries(data, since)
    for entry in entries:
        about = f" [{entry.citation}]" if entry.citation is not None else ""
        parts = (entry.question, entry.comment, ", ".join(entry.sources))
        say(f"{entry.made}  {entry.verdict}{about}  {' · '.join(' '.join(p.split()) for p in parts if p)}")
    say(f"{len(entries)} in all.")


@feedback.command("export", epilog="Example: summitbot feedback export --output feedback.jsonl")
def export_feedback(output: Output, since: Since = "", data: Data = None) -> None:
    """Write every judgement as JSON Lines."""
    from summitbot.surfaces.cli.batch import write_lines

    entries = _entries(data, since)
    write_lines(output, [entry.to_dict() for entry in entries])
    say(f"Wrote {len(entries)} judgements to {output}.")


@feedback.command(
    "to-cases", epilog="Example: summitbot feedback to-cases --output evals/pending/feedback.yaml"
)
def to_cases(output: Output, since: Since = "", data: Data = None) -> None:
    """Write judgements with a question as pending evaluation cases, for a curator to complete."""
    from summitbot.files import write_text
    from summitbot.keeping import pending_cases
    from summitbot.markup import write_yaml

    entries = _entries(data, since)
    rows = pending_cases(entries)
    if not rows:
        raise UsageError(
            f"None of {len(entries)} judgements has a question, so nothing was written. "
            "Questions are kept with SUMMITBOT_KEEP_QUESTIONS=true."
        )
    if output.exists():
        raise UsageError(f"{output} is there already. Review it first, or name another file with --output.")
    write_text(output, write_yaml(rows))
    say(f"Wrote {len(rows)} pending cases to {output}; {len(entries) - len(rows)} had no question.")


@feedback.command("forget", epilog="Example: summitbot feedback forget 0a1b2c3d4e5f60718293")
def forget(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a judgement or a permalink.")],
    data: Data = None,
) -> None:
    """Remove one judgement or frozen answer for good."""
    if not _ledger(data).forget(id_):
        raise UsageError(f"Nothing is kept under '{id_}'. `summitbot feedback export` gives the ids.")
    say(f"Removed {id_}.")


def _entries(data: Path | None, since: str):  # type: ignore[no-untyped-def]
    try:
        first = date.fromisoformat(since).isoformat() if since else ""
    except ValueError:
        raise UsageError(f"'{since}' is no ISO date. Write --since 2026-01-31.") from None
    return _ledger(data).feedback(first)


def _ledger(data: Path | None):  # type: ignore[no-untyped-def]
    from summitbot.keeping import expire
    from summitbot.ledger import Ledger
    from summitbot.settings import load_settings

    settings = load_settings().with_changes(data=data)
    ledger = Ledger.open(settings.data_dir())
    expire(ledger, settings.keep_days)
    return ledger
