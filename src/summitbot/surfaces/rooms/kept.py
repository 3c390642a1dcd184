"""A frozen answer as a page, as Markdown and as JSON: as it was, with a mark where its sources changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from summitbot.keeping import Thawed
from summitbot.records import Answer, Citation, Corpus, Nearest, Statement
from summitbot.surfaces.citing import Entry, citations
from summitbot.surfaces.rooms.room import source_path
from summitbot.surfaces.rooms.sheet import site_of
from summitbot.surfaces.ui.words import Words


@dataclass(frozen=True)
class Note:
    """A footnote: what was quoted, and what became of its source."""

    citation: Citation
    hash: str
    changed: bool
    gone: bool
    moved: bool


@dataclass(frozen=True)
class Close:
    """A sentence quoted beside a refusal, the address of its place ("" where the source is gone)."""

    near: Nearest
    path: str
    changed: bool


@dataclass(frozen=True)
class Group:
    """The statements under one heading; in a table, each with its column."""

    heading: str
    statements: tuple[Statement, ...]


def kept(corpus: Corpus, thawed: Thawed, words: Words, address: str) -> dict[str, Any]:
    """What the template of a frozen answer shows."""
    frozen = thawed.frozen
    titles = {near.source_id: near.title for near in frozen.answer.nearest}
    titles |= {c.source_id: c.title for c in frozen.answer.citations}
    entry = Entry(
        frozen.id,
        frozen.question,
        address,
        site_of(corpus),
        frozen.made[:10],
        frozen.answer.corpus.fingerprint[:8],
    )
    return {
        "frozen": frozen,
        "answer": frozen.answer,
        "own": own_lines(frozen.answer),
        "above": [s for s in frozen.answer.statements if not s.column],
        "groups": groups(frozen.answer),
        "columns": list(dict.fromkeys(s.column for s in frozen.answer.statements if s.column)),
        "notes": notes(thawed),
        "closest": closest(thawed),
        "changed": ", ".join(titles.get(id_, id_) for id_ in thawed.changed),
        "gone": ", ".join(titles.get(id_, id_) for id_ in thawed.gone),
        "citations": citations(entry),
        "address": address,
        "when": words.date(frozen.made[:10]),
    }


def notes(thawed: Thawed) -> list[Note]:
    """The footnotes of an answer in order of their numbers."""
    hashes = dict(thawed.frozen.hashes)
    return [
        Note(
            citation,
            hashes.get(citation.source_id, ""),
            citation.source_id in thawed.changed,
            citation.source_id in thawed.gone,
            citation.number in thawed.moved,
        )
        for citation in sorted(thawed.frozen.answer.citations, key=lambda c: c.number)
    ]


def closest(thawed: Thawed) -> list[Close]:
    """What a refusal quotes; the place in a source that reads otherwise now is not known."""
    quoted = [near for near in thawed.frozen.answer.nearest if near.quote]
    return [_close(near, thawed) for near in quoted]


def _close(near: Nearest, thawed: Thawed) -> Close:
    changed, gone = near.source_id in thawed.changed, near.source_id in thawed.gone
    stretch = () if changed else (near.start, near.end)
    return Close(near, "" if gone else source_path(near.source_id, *stretch), changed)


def groups(answer: Answer) -> list[Group]:
    """The statements by heading, those of a table without what stands above it."""
    rows = [s for s in answer.statements if s.column] if answer.layout == "table" else answer.statements
    return [Group(heading, tuple(group)) for heading, group in groupby(rows, key=lambda s: s.heading)]


def own_lines(answer: Answer) -> list[str]:
    """The bot's own words in the printed answer: neither statements nor their headings."""
    headings = {f"{s.heading}:" for s in answer.statements}
    lines = (line for line in answer.text.splitlines() if line.strip() and line not in headings)
    return [line for line in lines if not any(s.text in line for s in answer.statements)]


def as_json(thawed: Thawed) -> str:
    """The frozen answer with what changed since; question, quotes, hashes and corpus version are in it."""
    since = {"changed": list(thawed.changed), "gone": list(thawed.gone), "moved": list(thawed.moved)}
    return json.dumps({**thawed.frozen.to_dict(), "since": since}, ensure_ascii=False, indent=1)


def as_markdown(thawed: Thawed, words: Words, home: str) -> str:
    """The frozen answer with footnotes; `home` is the absolute address of the site. All text is escaped."""
    frozen, answer = thawed.frozen, thawed.frozen.answer
    lines = [f"# {escape_markdown(frozen.question)}", ""]
    for group in [Group(h, tuple(g)) for h, g in groupby(answer.statements, key=lambda s: s.heading)]:
        lines += [f"## {escape_markdown(words.date(group.heading))}", ""] if group.heading else []
        lines += [line for s in group.statements for line in (_sentence(s, words), "")]
    lines += [line for own in own_lines(answer) for line in (f"*{escape_markdown(own)}*", "")]
    if near := closest(thawed):
        lines += [f"**{words('closest')}**", "", *(_line(close, words, home) for close in near)]
    lines += [_note(note, words, home) for note in notes(thawed)]
    return "\n".join(
        [
            *lines,
            "",
            f"{words('answer.made', {'date': words.date(frozen.made[:10])})} {home}answers/{frozen.id}",
            "",
        ]
    )


def escape_markdown(text: str) -> str:
    """A text on one line, in which no sign means anything to Markdown or HTML.

    >>> escape_markdown("<b> *x*")
    '\\\\<b\\\\> \\\\*x\\\\*'
    """
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-!|~&" else sign for sign in " ".join(text.split()))


def _sentence(statement: Statement, words: Words) -> str:
    label: Callable[[str], str] = lambda key: f" ({words(key)})"  # noqa: E731
    column = f"**{escape_markdown(statement.column)}:** " if statement.column else ""
    kind = label("paraphrase") if statement.kind == "paraphrase" else ""
    marks = "".join(f"[^{number}]" for number in statement.citations)
    return f"{column}{escape_markdown(statement.text)}{kind}{marks}"


def _line(close: Close, words: Words, home: str) -> str:
    state = words("answer.changed_mark") if close.changed else "" if close.path else words("answer.gone_mark")
    parts = [
        f"- “{escape_markdown(close.near.quote)}”",
        escape_markdown(close.near.title),
        f"<{home}{close.path}>" if close.path else "",
        state,
    ]
    return " — ".join(part for part in parts if part)


def _note(note: Note, words: Words, home: str) -> str:
    c = note.citation
    state = words("answer.gone_mark") if note.gone else words("answer.changed_mark") if note.changed else ""
    records = "; ".join(
        escape_markdown(", ".join(part for part in (r.publisher, r.title, words.date(r.date)) if part))
        + (f" <{r.url}>" if r.url else "")
        for r in c.references
    )
    parts = [
        f"“{escape_markdown(c.quote)}”",
        escape_markdown(c.title),
        f"<{home}{source_path(c.source_id, c.start, c.end)}>",
        records,
        state,
    ]
    return f"[^{c.number}]: " + " — ".join(part for part in parts if part)
