"""A comparison as a table: a column for each thing compared, a row for each aspect that the sources speak of.

A cell is the first sentence of the section that speaks of the aspect (`data/aspects.json`), or, where the
question names an aspect of its own, the best sentence of each source on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summitbot.answering.features import Asked, text_stems
from summitbot.answering.picks import Pick, best_of
from summitbot.reading import Candidate, Reading
from summitbot.records import Corpus, Source
from summitbot.stemming import stem
from summitbot.text import fold, load_data, name_in, word_set

_COLUMNS = 3
_ROWS = 7
# What a sentence must hold of the aspect that the question names, by rarity, to fill a cell.
_MATTER = 0.5


def table(ranked: Sequence[Candidate], reading: Reading, asked: Asked, corpus: Corpus) -> list[Pick]:
    """The cells in order of rows and columns, a summary of both above them; empty where nothing can be compared."""
    columns = compared(reading, corpus)
    if len(columns) < 2:
        return []
    if matter := _matter(asked, columns):
        row = [_on_matter(source, matter, ranked, asked, corpus) for source in columns]
        return [cell for cell in row if cell] if all(row) else []
    rows = [row for row in _rows(columns, corpus) if len(row) > 1]
    return (
        [*_summary(ranked, columns, corpus), *(pick for row in rows[:_ROWS] for pick in row)] if rows else []
    )


def compared(reading: Reading, corpus: Corpus) -> list[Source]:
    """The things that a question names side by side; a place stands for the summit held there, if another is one."""
    named = [m for m in reading.mentions if m.ids]
    events = any(_kind(i, corpus) == "event" for m in named for i in (*m.ids, *m.held))
    found: dict[str, Source] = {}
    for mention in named:
        held = mention.held if events and _kind(mention.ids[0], corpus) == "place" else ()
        ids = held[:1] or mention.ids[:1]
        found |= {i: corpus.sources[i] for i in ids}
    kinds = {source.kind for source in found.values()}
    things = [s for s in found.values() if len(kinds) == 1 or s.kind not in ("person", "place", "topic")]
    return things[:_COLUMNS]


def _kind(id_: str, corpus: Corpus) -> str:
    return corpus.sources[id_].kind


def _summary(ranked: Sequence[Candidate], columns: Sequence[Source], corpus: Corpus) -> list[Pick]:
    """The best sentence that speaks of all the columns, if the ranking holds one near its head."""
    names = [_name_stems(source, columns) for source in columns]
    for candidate in ranked[:10]:
        stems = set(text_stems(corpus.sentences[candidate.sentence].text))
        if all(stems & name for name in names):
            return [Pick(candidate.sentence)]
    return []


def _name_stems(source: Source, columns: Sequence[Source]) -> set[str]:
    """The stems of a source's title that no other column's title has."""
    others = {s for other in columns if other is not source for s in text_stems(other.title)}
    return {s for s in text_stems(name_in(source.title)) if s not in others and not s.isdigit()}


def _matter(asked: Asked, columns: Sequence[Source]) -> set[str]:
    """What the question says beside names, what the things are, and words of comparing: the aspect asked about."""
    comparing = {stem(w) for w in word_set("aspects", "comparing")}
    general = set(asked.name_stems) | comparing | {stem(s.type) for s in columns if s.type}
    return {s for s in asked.ordered if s not in general and not s.isdigit()}


def _on_matter(
    source: Source, matter: set[str], ranked: Sequence[Candidate], asked: Asked, corpus: Corpus
) -> Pick | None:
    total = sum(asked.idf[s] for s in matter)
    label = " ".join(w for w in asked.reading.standalone.split() if stem(fold(w).strip("?.,!'\"")) in matter)
    for candidate in best_of(source.id, ranked, corpus):
        passage = corpus.passage_at(candidate.sentence)
        present = {
            *text_stems(corpus.sentences[candidate.sentence].text),
            *text_stems(" ".join(passage.headings)),
        }
        if sum(asked.idf[s] for s in matter if asked.has(s, present)) >= _MATTER * total:
            return Pick(candidate.sentence, label, name_in(source.title))
    return None


def _rows(columns: Sequence[Source], corpus: Corpus) -> Iterator[list[Pick]]:
    used: set[int] = set()
    for row in load_data("aspects")["rows"]:
        cells = []
        for source in columns:
            sentence = _headed(source, row["heading"], corpus)
            if sentence is not None and sentence not in used:
                cells.append(Pick(sentence, row["label"], name_in(source.title)))
        used |= {cell.sentence for cell in cells}
        yield cells


def _headed(source: Source, pattern: str, corpus: Corpus) -> int | None:
    """The first sentence under the first heading of a source that a pattern finds ('': before any)."""
    for sentence in corpus.sentences_in(source.id):
        headings = corpus.passage_at(sentence).headings
        if re.search(pattern, fold(headings[-1])) if headings and pattern else not (headings or pattern):
            return sentence
    return None
