"""Checks of what stands beside the sources: references, coverage and its topics, originals, evaluation cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from summitbot.fuzzy import near_repeats
from summitbot.markup import MarkupError, read_yaml
from summitbot.sources.checking.page import Finding, Page
from summitbot.validation import beside_faults


def files_beside(folder: Path) -> Iterator[Finding]:
    """What breaks the schemas of `references.yaml` and `coverage.yaml`."""
    for name in ("references", "coverage"):
        path = folder / f"{name}.yaml"
        value = _yaml(path)
        lines = path.read_text(encoding="utf-8").splitlines() if value else []
        for key, message in beside_faults(name, value) if isinstance(value, dict) else ():
            where = next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
            yield Finding(path.name, where, "schema", f"{key}: {message}" if key else message)


def unused_references(folder: Path, pages: Iterable[Page], references: set[str]) -> Iterator[Finding]:
    """References that no source cites."""
    idle = references - {key for page in pages for block in page.blocks for key in block.keys}
    if not idle:
        return
    lines = (folder / "references.yaml").read_text(encoding="utf-8").splitlines()
    at = {line.partition(":")[0].strip("'\""): n for n, line in enumerate(lines, 1)}
    for key in sorted(idle):
        yield Finding("references.yaml", at.get(key, 1), "unused-reference", f"no source cites '{key}'")


def topics(folder: Path, pages: Sequence[Page]) -> Iterator[Finding]:
    """Topics of the coverage that no reviewed source is about."""
    path = folder / "coverage.yaml"
    listed = (_yaml(path) or {}).get("topics")
    reviewed = {str(page.front.get("id")) for page in pages if not page.draft}
    lines = path.read_text(encoding="utf-8").splitlines() if listed else []
    for topic, ids in listed.items() if isinstance(listed, dict) else ():
        if not isinstance(ids, list) or not reviewed & {str(id_) for id_ in ids}:
            where = next((n for n, line in enumerate(lines, 1) if line.strip().startswith(f"{topic}:")), 1)
            yield Finding("coverage.yaml", where, "topic", f"no reviewed source is about '{topic}'")


def originals(folder: Path, pages: Iterable[Page]) -> Iterator[Finding]:
    """Originals that are not what they were when their text was taken. One that is kept elsewhere is none."""
    for page in pages:
        original = page.front.get("original")
        if not isinstance(original, dict):
            continue
        path = folder / str(original.get("file"))
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != original.get("sha256"):
            message = f"{original.get('file')} is another file than the one that the text was taken from"
            yield Finding(page.file, page.line_of("original"), "original", message)


def repeated_cases(folder: Path, pages: Iterable[Page]) -> Iterator[Finding]:
    """Set questions and headings that nearly repeat an evaluation case: such a case would test nothing."""
    cases = {question: id_ for id_, question in _cases(folder.parent / "evals")}
    posed: dict[str, tuple[Page, int]] = {}
    for page in pages:
        headings = [(block.text, block.line) for block in page.blocks if block.level]
        for question, line in (*headings, *page.posed):
            posed.setdefault(question, (page, line))
    for case, question in near_repeats(cases, posed):
        page, line = posed[question]
        message = f"'{question}' nearly repeats the evaluation case {cases[case]}"
        yield Finding(page.file, line, "repeats-case", message)


def _cases(evals: Path) -> Iterator[tuple[str, str]]:
    """(id, first question) of every case in `evals/cases/`."""
    for path in sorted((evals / "cases").glob("*.yaml")):
        rows = _yaml(path)
        for row in rows if isinstance(rows, list) else ():
            turns = row.get("turns") or [row] if isinstance(row, dict) else []
            if turns and isinstance(turns[0], dict) and turns[0].get("question"):
                yield str(row.get("id")), str(turns[0]["question"])


def _yaml(path: Path) -> Any:
    """The value of a file; None where there is none or it can't be read, which is said elsewhere."""
    try:
        return read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, MarkupError):
        return None
