"""Checking sources before they are published: every finding with its file and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summitbot.errors import SourceInvalid
from summitbot.markup import Block, MarkupError, markdown_blocks, split_front_matter
from summitbot.records import Record
from summitbot.sentences import split_sentences
from summitbot.sources.checking_primary import primary_findings
from summitbot.sources.primary import LIST
from summitbot.sources.reading import OPENING, read_coverage, read_references, source_files
from summitbot.text import load_data, word_set, words
from summitbot.validation import front_matter_faults


@dataclass(frozen=True)
class Finding(Record):
    """One thing to mend: where, which rule, what is wrong; `draft` where the source is not yet reviewed."""

    file: str
    line: int
    rule: str
    message: str
    draft: bool = False


@dataclass(frozen=True)
class _Page:
    """A file as the checks see it."""

    file: str
    front: dict[str, Any]
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]

    def line_of(self, key: str) -> int:
        """The line on which a key of the front matter stands."""
        return next((n for n, line in enumerate(self.lines, 1) if line.startswith(f"{key}:")), 1)

    def strings(self, key: str) -> list[str]:
        """A list of the front matter, as strings."""
        value = self.front.get(key)
        return [str(v) for v in value] if isinstance(value, list) else []

    @property
    def draft(self) -> bool:
        """Is it marked `reviewed: no`, so that nothing is answered from it?"""
        return self.front.get("reviewed") in (False, "no")  # YAML reads a bare `no` as false


def check_sources(folder: Path) -> list[Finding]:
    """Every finding in a folder of sources, by file and line; empty when all is well.

    Files without front matter are texts of their own kind: only that they can be read is checked.
    """
    findings: list[Finding] = []
    pages: list[_Page] = []
    references: set[str] = set()
    try:
        references = set(read_references(folder))
        read_coverage(folder)
    except SourceInvalid as error:
        findings.append(_from_error(error, folder))
    for path in source_files(folder):
        try:
            page = _page(path, folder)
        except SourceInvalid as error:
            findings.append(_from_error(error, folder))
            continue
        if page.front:
            pages.append(page)
    ids = {str(page.front.get("id")) for page in pages}
    for page in pages:
        findings.extend(_front(page, ids, references))
        findings.extend(_questions(page))
        findings.extend(_body(page, references))
    findings.extend(_primary(folder, ids))
    findings.extend(_shared_aliases(pages))
    findings.extend(_near_duplicates(pages))
    findings.extend(_unused(pages, references))
    drafts = {page.file for page in pages if page.draft}
    marked = [replace(finding, draft=finding.file in drafts) for finding in findings]
    return sorted(marked, key=lambda f: (f.file, f.line, f.rule, f.message))


def _primary(folder: Path, ids: set[str]) -> list[Finding]:
    """The findings of the list of official texts."""
    try:
        return [Finding(LIST, *found) for found in primary_findings(folder, ids)]
    except SourceInvalid as error:
        return [_from_error(error, folder)]


def _page(path: Path, folder: Path) -> _Page:
    try:
        text = path.read_bytes().decode("utf-8")
        front, body, line = split_front_matter(text)
    except UnicodeDecodeError:
        raise SourceInvalid(f"{path}:1: is not UTF-8. Save the file as UTF-8.") from None
    except MarkupError as error:
        raise SourceInvalid(f"{path}:{error.line}: {error.problem}. Mend the front matter.") from None
    blocks = tuple(markdown_blocks(body, line))
    return _Page(path.relative_to(folder).as_posix(), front, tuple(text.splitlines()), blocks)


def _from_error(error: SourceInvalid, folder: Path) -> Finding:
    where, _, message = str(error).partition(": ")
    file, _, line = where.rpartition(":")
    name = Path(file).relative_to(folder).as_posix() if Path(file).is_relative_to(folder) else file
    return Finding(name, int(line) if line.isdigit() else 1, "readable", message)


def _front(page: _Page, ids: set[str], references: set[str]) -> Iterator[Finding]:
    for key, message in front_matter_faults(page.front):
        yield Finding(page.file, page.line_of(key), "schema", message)
    if page.front.get("id") != Path(page.file).stem:
        yield Finding(
            page.file, page.line_of("id"), "id", f"the id is not the file's name '{Path(page.file).stem}'"
        )
    for key in ("people", "related"):
        for id_ in page.strings(key):
            if id_ not in ids:
                yield Finding(
                    page.file, page.line_of(key), "unknown-id", f"{key}: there is no source '{id_}'"
                )
    used = {k for block in page.blocks for k in block.keys}
    for key in page.strings("references"):
        if key not in references:
            yield Finding(
                page.file,
                page.line_of("references"),
                "unknown-reference",
                f"'{key}' is not in references.yaml",
            )
        elif key not in used:
            yield Finding(
                page.file, page.line_of("references"), "unused-reference", f"no paragraph cites '{key}'"
            )


def _questions(page: _Page) -> Iterator[Finding]:
    """Sections named by `questions:` that the source doesn't have."""
    asked = page.front.get("questions")
    headings = {OPENING, *(block.text for block in page.blocks if block.level)}
    for heading in asked if isinstance(asked, dict) else ():
        if heading not in headings:
            yield Finding(
                page.file, page.line_of("questions"), "unknown-section", f"questions: no section '{heading}'"
            )


def _body(page: _Page, references: set[str]) -> Iterator[Finding]:
    dangling = word_set("checking", "dangling")
    for block in page.blocks:
        if block.level:
            continue
        if not block.keys:
            yield Finding(
                page.file, block.line, "no-reference", f"the paragraph cites nothing: {block.text[:60]}…"
            )
        for key in block.keys:
            if key not in references:
                yield Finding(
                    page.file, block.line, "unknown-reference", f"'{key}' is not in references.yaml"
                )
        for start, end in split_sentences(block.text):
            opening = words(block.text[start:end])[:1]
            if opening and opening[0] in dangling:
                yield Finding(
                    page.file,
                    block.line,
                    "dangling",
                    f"the sentence can't stand alone: {block.text[start:end][:60]}…",
                )


def _shared_aliases(pages: Iterable[_Page]) -> Iterator[Finding]:
    owners: dict[tuple[str, ...], list[_Page]] = defaultdict(list)
    for page in pages:
        for alias in page.strings("aliases"):
            key = tuple(words(alias))
            if page not in owners[key]:
                owners[key].append(page)
    for alias_words, sharing in owners.items():
        for page in sharing[1:]:
            name = " ".join(alias_words)
            yield Finding(
                page.file,
                page.line_of("aliases"),
                "shared-alias",
                f"'{name}' is an alias of {sharing[0].file} too",
            )


def _near_duplicates(pages: Iterable[_Page]) -> Iterator[Finding]:
    limit = load_data("checking")["near_duplicate"]["share"]
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    rows: list[tuple[_Page, Block, frozenset[tuple[str, ...]]]] = []
    for page in pages:
        for block in page.blocks:
            tokens = words(block.text)
            grams = frozenset(zip(tokens, tokens[1:], tokens[2:], strict=False))
            if block.level or len(grams) < 8:
                continue
            for other in {n for gram in grams for n in seen[gram]}:
                theirs = rows[other][2]
                if len(grams & theirs) / len(grams | theirs) >= limit:
                    where = f"{rows[other][0].file}:{rows[other][1].line}"
                    yield Finding(page.file, block.line, "near-duplicate", f"says nearly what {where} says")
            for gram in grams:
                seen[gram].append(len(rows))
            rows.append((page, block, grams))


def _unused(pages: Iterable[_Page], references: set[str]) -> Iterator[Finding]:
    used = {key for page in pages for block in page.blocks for key in block.keys}
    for key in sorted(references - used):
        yield Finding("references.yaml", 1, "unused-reference", f"no source cites '{key}'")
