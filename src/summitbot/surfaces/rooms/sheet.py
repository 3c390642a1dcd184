"""One source as a page of its own: the whole text with its records, what was checked, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitbot.markup import table_rows
from summitbot.records import Corpus, Paragraph, Source
from summitbot.surfaces.citing import Entry, citations
from summitbot.surfaces.rooms.timeline import name_of

Stretch = tuple[int, int]
QUESTIONS = 6


@dataclass(frozen=True)
class Piece:
    """A paragraph cut in three (before, within and after the highlighted stretch) and the numbers of its records.

    `heading` is set where a new section begins, with its level (2 for the outermost).
    """

    before: str
    marked: str
    after: str
    item: bool
    records: tuple[int, ...] = ()
    heading: str = ""
    level: int = 2
    first_mark: bool = False


def sheet(corpus: Corpus, source: Source, stretch: Stretch | None, address: str) -> dict[str, Any]:
    """What the template of a source shows."""
    return {
        "source": source,
        "pieces": pieces(source, stretch),
        "stretch": stretch,
        "people": [(id_, name_of(corpus, id_), id_ in corpus.sources) for id_ in source.people],
        "related": [(id_, name_of(corpus, id_)) for id_ in source.related if id_ in corpus.sources],
        "asked": [question for _, question in source.questions if question.endswith("?")][:QUESTIONS],
        "citations": citations(entry_of(corpus, source, address)),
        "address": address,
    }


def pieces(source: Source, stretch: Stretch | None) -> list[Piece]:
    """The paragraphs of a source in order, the stretch highlighted where it runs through them."""
    numbers = {reference.key: n for n, reference in enumerate(source.references, 1)}
    found: list[Piece] = []
    headings: tuple[str, ...] = ()
    for paragraph in source.paragraphs or (Paragraph(0, len(source.text)),):
        before, marked, after = _cut(source.text, paragraph, stretch)
        opens = paragraph.headings != headings
        headings = paragraph.headings
        found.append(
            Piece(
                before,
                marked,
                after,
                paragraph.item,
                tuple(numbers[key] for key in paragraph.references if key in numbers),
                headings[-1] if opens and headings else "",
                min(len(headings) + 1, 6),
                bool(marked) and not any(piece.marked for piece in found),
            )
        )
    return found


def checked_row(folder: Path, source_id: str) -> list[tuple[str, str]]:
    """What `VERIFICATION.md` beside the sources says of one: pairs of a column's name and its cell."""
    try:
        text = (folder / "VERIFICATION.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    for head, row in table_rows(text):
        if row and row[0] == source_id:
            return [(name, cell) for name, cell in zip(head[1:], row[1:], strict=False) if cell.strip(" –-")]
    return []


def site_of(corpus: Corpus) -> str:
    """The name of this site in a bibliography."""
    return f"summitbot: {corpus.coverage.subject}" if corpus.coverage.subject else "summitbot"


def entry_of(corpus: Corpus, source: Source, address: str) -> Entry:
    """The page of a source at an address, to be cited."""
    date = next((day for day in (source.reviewed, source.as_of) if day and day != "no"), None)
    return Entry(source.id, source.title, address, site_of(corpus), date, corpus.fingerprint[:8])


def _cut(text: str, paragraph: Paragraph, stretch: Stretch | None) -> tuple[str, str, str]:
    start, end = paragraph.start, paragraph.end
    if stretch is None or stretch[0] >= end or stretch[1] <= start:
        return text[start:end], "", ""
    first, last = max(start, stretch[0]), min(end, stretch[1])
    return text[start:first], text[first:last], text[last:end]
