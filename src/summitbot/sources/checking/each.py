"""Checks of one page: its front matter, its questions, its paragraphs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from summitbot.dates import Date, find_dates
from summitbot.sentences import split_sentences
from summitbot.sources.checking.page import Finding, Page
from summitbot.sources.reading import OPENING
from summitbot.text import word_set, words
from summitbot.validation import front_matter_faults


def front_matter(page: Page, ids: set[str], references: set[str]) -> Iterator[Finding]:
    """Schema, id, and what the front matter refers to."""
    for key, message in front_matter_faults(page.front):
        yield Finding(page.file, page.line_of(key), "schema", message)
    stem = Path(page.file).stem
    if page.front.get("id") != stem:
        yield Finding(page.file, page.line_of("id"), "id", f"the id is not the file's name '{stem}'")
    for key in ("people", "related"):
        for id_ in page.strings(key):
            if id_ not in ids:
                message = f"{key}: there is no source '{id_}'"
                yield Finding(page.file, page.line_of(key), "unknown-id", message)
    used = {k for block in page.blocks for k in block.keys}
    line = page.line_of("references")
    for key in page.strings("references"):
        if key not in references:
            yield Finding(page.file, line, "unknown-reference", f"'{key}' is not in references.yaml")
        elif key not in used:
            yield Finding(page.file, line, "unused-reference", f"no paragraph cites '{key}'")


def own_dates(page: Page) -> Iterator[Finding]:
    """Days that the calendar lacks, an end before its beginning, a title that gives another day."""
    days = {key: str(page.front.get(key) or "") for key in ("date", "end")}
    for key, value in days.items():
        if len(value) == 10 and not _is_day(value):
            yield Finding(page.file, page.line_of(key), "date", f"{key}: the calendar has no {value}")
    if days["end"] and days["end"] < days["date"][: len(days["end"])]:
        yield Finding(page.file, page.line_of("end"), "date", "the end is before the date")
    said = [s.date for s in find_dates(str(page.front.get("title") or "")) if s.date.year and s.date.month]
    if days["date"] and said and not any(within(date, days["date"], days["end"]) for date in said):
        message = f"the title says {said[0]}, the date {days['date']}"
        yield Finding(page.file, page.line_of("title"), "date", message)


def within(date: Date, start: str, end: str) -> bool:
    """Can a date with a year lie between two ISO dates, as far as each of the three is precise?"""
    said = f"{date.year:04}"
    if date.month:
        said += f"-{date.month:02}" + (f"-{date.day:02}" if date.day else "")
    last = end or start
    return start[: len(said)] <= said[: len(start)] and said[: len(last)] <= last[: len(said)]


def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def questions(page: Page) -> Iterator[Finding]:
    """Sections named by `questions:` that the source doesn't have."""
    asked = page.front.get("questions")
    headings = {OPENING, *(block.text for block in page.blocks if block.level)}
    for heading in asked if isinstance(asked, dict) else ():
        if heading not in headings:
            message = f"questions: no section '{heading}'"
            yield Finding(page.file, page.line_of("questions"), "unknown-section", message)


def body(page: Page, references: set[str]) -> Iterator[Finding]:
    """Paragraphs that cite nothing or what there is not, and sentences that can't stand alone."""
    dangling = word_set("checking", "dangling")
    for block in page.prose:
        if not block.keys:
            message = f"the paragraph cites nothing: {block.text[:60]}…"
            yield Finding(page.file, block.line, "no-reference", message)
        for key in block.keys:
            if key not in references:
                message = f"'{key}' is not in references.yaml"
                yield Finding(page.file, block.line, "unknown-reference", message)
        for start, end in split_sentences(block.text):
            opening = words(block.text[start:end])[:1]
            if opening and opening[0] in dangling:
                message = f"the sentence can't stand alone: {block.text[start:end][:60]}…"
                yield Finding(page.file, block.line, "dangling", message)
