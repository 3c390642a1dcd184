"""Statements and their citations, cut out of the sources exactly."""

from __future__ import annotations

from collections.abc import Iterable

from summitbot.records import Citation, Corpus, Paragraph, Reference, Sentence, Source, Statement, Verdict

# A verbatim sentence stands in its source by construction; the verdict says how it was checked.
VERBATIM = Verdict("supported", 1.0, ("cut out of the source word for word",))


def quote(
    corpus: Corpus, numbers: Iterable[tuple[int, str]]
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Statements and citations for sentences, given by position with a heading (or '') of ours."""
    statements, citations = [], []
    for mark, (number, heading) in enumerate(numbers, 1):
        sentence = corpus.sentences[number]
        citations.append(cite(corpus, sentence, mark))
        statements.append(Statement(sentence.text, "verbatim", (mark,), VERBATIM, heading))
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
        section=" › ".join(passage.headings),
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        date=source.date,
        party=parties.pop() if len(parties) == 1 else None,
        references=references,
    )


def paragraph_of(source: Source, start: int) -> Paragraph | None:
    """The paragraph that an offset falls into."""
    return next((p for p in source.paragraphs if p.start <= start < p.end), None)


def _references(source: Source, sentence: Sentence) -> tuple[Reference, ...]:
    paragraph = paragraph_of(source, sentence.start)
    keys = paragraph.references if paragraph else ()
    return tuple(r for r in source.references if r.key in keys) or source.references
