"""Checking sources before they are published: every finding with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from summitbot.errors import SourceInvalid
from summitbot.sources.checking import beside, between, each
from summitbot.sources.checking.page import Finding, Page, read_page
from summitbot.sources.checking.primary import primary_findings
from summitbot.sources.primary import LIST
from summitbot.sources.reading import read_coverage, read_references, source_files

__all__ = ["Finding", "check_sources"]


def check_sources(folder: Path) -> list[Finding]:
    """Every finding in a folder of sources, by file and line; empty when all is well.

    Files without front matter are texts of their own kind: only that they can be read is checked.
    """
    findings: list[Finding] = []
    references: set[str] = set()
    try:
        references = set(read_references(folder))
        read_coverage(folder)
    except SourceInvalid as error:
        findings.append(_from_error(error, folder))
    pages: list[Page] = []
    for path in source_files(folder):
        try:
            page = read_page(path, folder)
        except SourceInvalid as error:
            findings.append(_from_error(error, folder))
            continue
        if page.front:
            pages.append(page)
    findings.extend(_of_pages(folder, pages, references))
    drafts = {page.file for page in pages if page.draft}
    marked = {replace(finding, draft=finding.file in drafts) for finding in findings}
    return sorted(marked, key=lambda f: (f.file, f.line, f.rule, f.message))


def _of_pages(folder: Path, pages: Sequence[Page], references: set[str]) -> Iterator[Finding]:
    ids = {str(page.front.get("id")) for page in pages}
    for page in pages:
        yield from each.front_matter(page, ids, references)
        yield from each.own_dates(page)
        yield from each.questions(page)
        yield from each.body(page, references)
    yield from _primary(folder, ids)
    yield from between.shared_names(pages)
    yield from between.repeated_questions(pages)
    yield from between.contradicting_dates(pages)
    yield from between.near_duplicates(pages)
    yield from beside.files_beside(folder)
    yield from beside.unused_references(folder, pages, references)
    yield from beside.topics(folder, pages)
    yield from beside.originals(folder, pages)
    yield from beside.repeated_cases(folder, pages)


def _primary(folder: Path, ids: set[str]) -> list[Finding]:
    """The findings of the list of official texts."""
    try:
        return [Finding(LIST, *found) for found in primary_findings(folder, ids)]
    except SourceInvalid as error:
        return [_from_error(error, folder)]


def _from_error(error: SourceInvalid, folder: Path) -> Finding:
    where, _, message = str(error).partition(": ")
    file, _, line = where.rpartition(":")
    name = Path(file).relative_to(folder).as_posix() if Path(file).is_relative_to(folder) else file
    return Finding(name, int(line) if line.isdigit() else 1, "readable", message)
