"""`summitbot index`, with a progress bar."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from summitbot.embedding import load_embedder
from summitbot.index import BuildReport, build_index
from summitbot.settings import Settings
from summitbot.sources import Shelf
from summitbot.surfaces.cli.output import say

_STAGES = {"reading": "Reading the sources", "words": "Indexing words", "vectors": "Embedding passages"}


def run_index(settings: Settings, rebuild: bool) -> None:
    """Build or bring up to date, and say what was done."""
    shelf, folder = Shelf.of(settings), settings.index_dir()
    embedder = load_embedder(settings.embedder)
    bar = Progress(
        TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
    )
    tasks = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(_STAGES[stage], total=total)
        bar.update(tasks[stage], completed=done, total=total)

    with bar:
        report = build_index(shelf, folder, embedder, settings.passage_words, progress, rebuild)
    say(_summary(report))
    if line := report.manifest.left_out_line:
        say(line)


def _summary(report: BuildReport) -> str:
    m = report.manifest
    counts = f"{m.sources} sources, {m.passages} passages, {m.sentences} sentences"
    if not report.built:
        return f"The index is up to date: {counts} (corpus {m.fingerprint})."
    return (
        f"Built the index: {counts}; {report.embedded} passages embedded, {report.reused} taken over, "
        f"in {report.seconds:.1f} s (corpus {m.fingerprint}, embedder {m.embedder})."
    )
