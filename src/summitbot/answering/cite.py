"""Statements and their citations, cut out of the sources exactly."""

from __future__ import annotations

from collections.abc import Iterable

from summitbot.answering.picks import Pick, paragraph_of
from summitbot.records import Citation, Corpus, Passage, Reference, Sentence, Source, Statement, Verdict

# A verbatim sentence stands in its source by construction; the verdict says how it was checked.
VERBATIM = Verdict("supported", 1.0, ("cut out of the source word for word",))


def quote(corpus: Corpus, picks: Iterable[Pick]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Statements and citations for what was picked."""
    statements, citations = [], []
    for mark, pick in enumerate(picks, 1):
        sentence = corpus.sentences[pick.sentence]
        citations.append(cite(corpus, sentence, mark))
        statements.append(Statement(sentence.text, "verbatim", (mark,), VERBATIM, pick.heading, pick.column))
    return tuple(statements), tuple(citations)


def cite(corpus: Corpus, sentence: Sentence, mark: int) -> Citation:
    """The citation of one sentence: where it stands, and the records behind its paragraph."""
    passage = corpus.passages[sentence.passage]
    source = corpus.source_of(passage)
    references = _references(source, sentence)
    parties = {r.party for r in references}
    return Citation(
        number=mark,
        source_id=source.id,
        title=source.title,
        section=section_of(passage),
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        date=source.date,
        party=parties.pop() if len(parties) == 1 else None,
        references=references,
    )


def section_of(passage: Passage) -> str:
    """The headings above a passage, in one line."""
    return " › ".join(passage.headings)


def _references(source: Source, sentence: Sentence) -> tuple[Reference, ...]:
    paragraph = paragraph_of(source, sentence.start)
    keys = paragraph.references if paragraph else ()
    return tuple(r for r in source.references if r.key in keys) or source.references
