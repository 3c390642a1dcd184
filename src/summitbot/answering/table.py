"""A comparison as a table: a column for each thing compared, a row for each aspect that the sources speak of.

A cell is the first sentence of the section that speaks of the aspect (`data/aspects.json`), or, where the
question names an aspect of its own, the best sentence of each source on it. Where neither fills a row, the openings stand
side by side: never one thing alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitbot.answering.compared import compared, matter_of
from summitbot.answering.features import Asked, text_stems
from summitbot.answering.picks import Pick, best_of, lead_of
from summitbot.answering.types import type_fit
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source
from summitbot.stemming import stem
from summitbot.text import WORD, fold, load_data, name_in

_ROWS = 7
# What a sentence must hold of the aspect that the question names, by rarity, to fill a cell.
_MATTER = 0.5
# Among so many of the best sentences one is looked for that speaks of all the things.
_LOOKED_AT = 20
# How much of a thing's own name such a sentence must say.
_NAMED = 0.5


@dataclass(frozen=True)
class _Column:
    """A thing compared under its name, with its date where the question tells it by its time."""

    source: Source
    name: str

    @classmethod
    def of(cls, source: Source, reading: Reading) -> _Column:
        """The column of a source."""
        timed = any(period.touches(source.date, source.end) for period in reading.periods)
        return cls(source, source.title if timed else name_in(source.title))

    def cell(self, sentence: int, row: str = "") -> Pick:
        """A sentence in this column."""
        return Pick(sentence, row, self.name)


@dataclass(frozen=True)
class _Sheet:
    """The ground of a table: the columns, and the question that they are asked about."""

    columns: tuple[_Column, ...]
    ranked: Sequence[Candidate]
    asked: Asked
    corpus: Corpus

    @classmethod
    def of(cls, ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> _Sheet:
        """For the things that a question compares."""
        columns = tuple(_Column.of(source, reading) for source in compared(reading, corpus))
        return cls(columns, ranked, asked, corpus)

    @property
    def matter(self) -> set[str]:
        """The stems of what the question asks of the things."""
        return matter_of(self.asked, [column.source for column in self.columns])

    def weight(self, matter: set[str], present: set[str] | None = None) -> float:
        """The rarity of a matter, or of what is present of it."""
        idf, has = self.asked.idf, self.asked.has
        return sum(idf[s] for s in matter if present is None or has(s, present))


def table(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> list[Pick]:
    """The cells in order of rows and columns, a sentence on all of them above; empty where nothing can be compared."""
    sheet = _Sheet.of(ranked, reading, asked, corpus)
    if len(sheet.columns) < 2:
        return []
    rows = _asked_rows(sheet) or _whole(sheet)
    cells = [pick for row in rows[:_ROWS] for pick in row]
    shown = {cell.sentence for cell in cells}
    above = _summary(sheet, only_on=bool(_known_rows(sheet)))
    return [*(pick for pick in above if pick.sentence not in shown), *cells]


def on_aspect(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> bool:
    """Can the things be compared, in what the question asks of them if it asks for something?"""
    sheet = _Sheet.of(ranked, reading, asked, corpus)
    return len(sheet.columns) > 1 and (not sheet.matter or bool(_asked_rows(sheet)))


def _asked_rows(sheet: _Sheet) -> list[list[Pick]]:
    """The rows that the question asks for: one of its own words, and those that `data/aspects.json` knows by them."""
    folded = fold(sheet.asked.reading.standalone)
    known = _known_rows(sheet)
    spoken = {stem(w) for r in known for m in re.finditer(r["asked"], folded) for w in m.group().split()}
    matter = sheet.matter - spoken
    row = [_on_matter(column, matter, sheet) for column in sheet.columns] if matter else [None]
    own = [[cell for cell in row if cell]] if all(row) else []
    used = {cell.sentence for cell in own[0]} if own else set()
    filled = [row for row in _rows(sheet, known, strict=False) if len(row) == len(sheet.columns)]
    return [*own, *(row for row in filled if not used & {cell.sentence for cell in row})]


def _known_rows(sheet: _Sheet) -> list[Mapping[str, str]]:
    """The rows of `data/aspects.json` that the question's words ask for."""
    folded = fold(sheet.asked.reading.standalone)
    return [r for r in load_data("aspects")["rows"] if "asked" in r and re.search(r["asked"], folded)]


def _whole(sheet: _Sheet) -> list[list[Pick]]:
    """Every row that has two cells, else the openings."""
    rows = [row for row in _rows(sheet, load_data("aspects")["rows"]) if len(row) > 1]
    leads = [(lead_of(column.source.id, sheet.corpus), column) for column in sheet.columns]
    return rows or [[column.cell(lead) for lead, column in leads if lead is not None]]


def _summary(sheet: _Sheet, only_on: bool) -> list[Pick]:
    """The best sentence near the head that speaks of all the things, or weighs one of them in what is asked.

    With `only_on` it must be on what is asked, if anything is: the rows are.
    """
    names = [_name_stems(column.source, sheet.columns) for column in sheet.columns]
    weighing, matter = re.compile(load_data("aspects")["weighs"]["pattern"]), sheet.matter
    found = []
    for rank, candidate in enumerate(sheet.ranked[:_LOOKED_AT]):
        text = sheet.corpus.sentences[candidate.sentence].text
        stems = set(text_stems(text))
        said = sum(len(stems & name) >= _NAMED * len(name) for name in names)
        on = bool(matter) and sheet.weight(matter, stems) >= _MATTER * sheet.weight(matter)
        weighs = bool(weighing.search(fold(text)))
        if (said == len(names) and (on or not (only_on and matter))) or (said and on and weighs):
            found.append((not on, not weighs, said < len(names), rank, candidate.sentence))
    return [Pick(min(found)[-1])] if found else []


def _name_stems(source: Source, columns: Sequence[_Column]) -> set[str]:
    """The stems of a source's title that no other column's title has."""
    others = {s for other in columns if other.source is not source for s in text_stems(other.source.title)}
    own = {s for s in text_stems(name_in(source.title)) if s not in others and not s.isdigit()}
    return own or set(text_stems(source.title)) - others


def _on_matter(column: _Column, matter: set[str], sheet: _Sheet) -> Pick | None:
    """The best ranked sentence of a thing's source that, with its headings, holds the matter."""
    corpus = sheet.corpus
    label = " ".join(w for w in WORD.findall(sheet.asked.reading.standalone) if stem(fold(w)) in matter)
    for candidate in best_of(column.source.id, sheet.ranked, corpus):
        passage = corpus.passage_at(candidate.sentence)
        shown = " ".join((corpus.sentences[candidate.sentence].text, *passage.headings))
        if sheet.weight(matter, set(text_stems(shown))) >= _MATTER * sheet.weight(matter):
            return column.cell(candidate.sentence, label)
    return None


def _rows(sheet: _Sheet, rows: Sequence[Mapping[str, str]], strict: bool = True) -> Iterator[list[Pick]]:
    """The cells of rows; where not `strict`, a sentence of the row's type stands in for a section that is not there."""
    used: set[int] = set()
    for row in rows:
        cells = []
        for column in sheet.columns:
            sentence = _headed(column.source, row["heading"], sheet.corpus)
            if sentence is None and not strict:
                sentence = _of_type(column.source, row.get("type", ""), sheet.corpus)
            if sentence is not None and sentence not in used:
                cells.append(column.cell(sentence, row["label"]))
        used |= {cell.sentence for cell in cells}
        yield cells


def _headed(source: Source, pattern: str, corpus: Corpus) -> int | None:
    """The first sentence under the first heading of a source that a pattern finds ('': before any)."""
    for sentence in corpus.sentences_in(source.id):
        headings = corpus.passage_at(sentence).headings
        if re.search(pattern, fold(headings[-1])) if headings and pattern else not (headings or pattern):
            return sentence
    return None


def _of_type(source: Source, type_: str, corpus: Corpus) -> int | None:
    """The opening of a source, or its first sentence that holds the kind of thing asked for."""
    if type_ == "opening":
        return lead_of(source.id, corpus)
    numbers = corpus.sentences_in(source.id) if type_ else ()
    return next((n for n in numbers if type_fit(type_, corpus.sentences[n].text, ()) == 1), None)
