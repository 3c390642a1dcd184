"""`summitbot doctor`: what is there, what is wrong, how to mend it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from summitbot.embedding import load_embedder
from summitbot.errors import SummitbotError
from summitbot.index import Layout, current_generation, open_index, source_fingerprint
from summitbot.records import Record
from summitbot.settings import Settings, load_settings
from summitbot.sources import Shelf
from summitbot.surfaces.cli.output import say, say_json

_LIBRARIES = ("langchain-core", "chromadb", "gradio", "bm25s", "sentence-transformers", "torch")
_OPTIONAL = ("sentence-transformers", "torch")


@dataclass(frozen=True)
class Finding(Record):
    """One line of the doctor's: what was looked at, what was found, whether it is well."""

    what: str
    found: str
    well: bool = True


def run_doctor(sources: Path | None, index: Path | None, as_json: bool) -> None:
    """Print the findings; exit code 1 when something is wrong."""
    findings = list(examine(sources, index))
    if as_json:
        say_json([finding.to_dict() for finding in findings])
    else:
        for finding in findings:
            say(f"{'ok ' if finding.well else 'BAD'}  {finding.what:<22} {finding.found}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


def examine(sources: Path | None, index: Path | None) -> Iterator[Finding]:
    """Look at everything, one finding after the other; an error is a finding, never raised."""
    yield Finding("python", platform.python_version())
    for name in ("summitbot", *_LIBRARIES):
        yield _library(name)
    try:
        settings = load_settings().with_changes(sources=sources, index=index)
    except SummitbotError as error:
        yield Finding("settings", str(error), False)
        return
    yield _try("sources", lambda: str(settings.sources_dir()))
    yield _try("embedder", lambda: load_embedder(settings.embedder).name)
    yield _try("index", lambda: _index(settings))


def _library(name: str) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        if name in _OPTIONAL:
            return Finding(name, "not installed (optional: pip install 'summitbot[sentence-transformers]')")
        return Finding(name, f"not installed. Run: pip install {name}", False)


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, look())
    except SummitbotError as error:
        return Finding(what, str(error), False)


def _index(settings: Settings) -> str:
    folder = settings.index_dir()
    current = current_generation(Layout(folder))
    if current is None:
        return f"{folder}: none yet; the next question builds it"
    if current[1].fingerprint != source_fingerprint(Shelf.of(settings), settings.passage_words):
        return f"{folder}: the sources changed since it was built; the next question brings it up to date"
    opened = open_index(folder, load_embedder(settings.embedder))
    stored, expected = opened.vectors.count(), opened.manifest.passages
    if stored != expected:
        return f"{folder}: {stored} of {expected} vectors. Run `summitbot index --rebuild`."
    m = opened.manifest
    found = f"{folder}: {m.sources} sources, {m.passages} passages, built {m.built} by {m.embedder}"
    return f"{found}; {m.left_out_line}" if m.left_out else found
