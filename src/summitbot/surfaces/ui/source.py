"""One source as escaped HTML: the passage with the quoted stretch highlighted, and its records."""

from __future__ import annotations

from summitbot.records import Corpus, Passage, Reference, Source
from summitbot.surfaces.citing import Entry, citations
from summitbot.surfaces.ui.elements import Html, element, join, web_link
from summitbot.surfaces.ui.statements import source_address
from summitbot.surfaces.ui.words import Words

Stretch = tuple[int, int]


def render_source(
    corpus: Corpus, source: Source, words: Words, stretch: Stretch | None = None, entry: Entry | None = None
) -> Html:
    """The source for the panel: kind, title, date, passage with the quote marked, references, and how to cite
    the page that `entry` stands for."""
    passage = _passage_at(corpus, source, stretch)
    shown = (passage.start, passage.end) if passage else _lead(source)
    headings = passage.headings if passage else ()
    return element(
        "article",
        element("p", words.label("kinds", source.kind), class_="eyebrow"),
        element("h2", source.title, id="source-title", tabindex="-1"),
        element("p", _facts(source, words), class_="facts"),
        element("h3", " › ".join(headings)) if headings else None,
        element("blockquote", *_paragraphs(source, shown, stretch), class_="passage"),
        element("p", element("a", words("panel.open"), href=_place(source, stretch)), class_="open"),
        _records(source, words, stretch),
        _citing(entry, words) if entry else None,
        element(
            "p", element("button", words("panel.report"), type="button", data_deed="report"), class_="report"
        ),
        class_="source",
    )


def _place(source: Source, stretch: Stretch | None) -> str:
    """The whole source, at the stretch."""
    return source_address(source.id, *stretch) + "#here" if stretch else source_address(source.id)


def _passage_at(corpus: Corpus, source: Source, stretch: Stretch | None) -> Passage | None:
    if stretch is None:
        return None
    return next(
        (p for p in corpus.passages if p.source_id == source.id and p.start <= stretch[0] < p.end), None
    )


def _lead(source: Source) -> Stretch:
    """The beginning of a source: its paragraphs before the first heading, or the first of all."""
    lead = [p for p in source.paragraphs if not p.headings] or list(source.paragraphs[:1])
    return (lead[0].start, lead[-1].end) if lead else (0, len(source.text))


def _facts(source: Source, words: Words) -> Html:
    parties = ", ".join(words.label("parties", party) for party in source.parties)
    facts = [words.span(source.date, source.end) or None, source.place, parties or None]
    return join(facts, " · ")


def _paragraphs(source: Source, shown: Stretch, stretch: Stretch | None) -> list[Html]:
    blocks = [(max(p.start, shown[0]), min(p.end, shown[1])) for p in source.paragraphs] or [shown]
    return [element("p", *_marked(source.text, b, stretch)) for b in blocks if b[0] < b[1]]


def _marked(text: str, block: Stretch, stretch: Stretch | None) -> list[str]:
    """A block of text cut in three: before the stretch, the stretch in <mark>, after it."""
    start, end = block
    if stretch is None or stretch[0] >= end or stretch[1] <= start:
        return [text[start:end]]
    first, last = max(start, stretch[0]), min(end, stretch[1])
    return [text[start:first], element("mark", text[first:last]), text[last:end]]


def _records(source: Source, words: Words, stretch: Stretch | None) -> Html | None:
    references = _references_at(source, stretch)
    if not references:
        return None
    items = (element("li", _record(reference, words)) for reference in references)
    return join([element("h3", words("panel.records")), element("ol", *items, class_="records")])


def _references_at(source: Source, stretch: Stretch | None) -> tuple[Reference, ...]:
    """The records that the paragraph of a stretch rests on; all of the source's where it names none."""
    if stretch is None:
        return source.references
    keys = {k for p in source.paragraphs if p.start <= stretch[0] < p.end for k in p.references}
    return tuple(r for r in source.references if r.key in keys) or source.references


def _record(reference: Reference, words: Words) -> Html:
    foreign = reference.language.partition("-")[0] != words.language
    language = words("panel.language", {"language": words.names(reference.language)}) if foreign else None
    facts = [reference.publisher or None, words.date(reference.date) or None, language]
    speaker = words.label("parties", reference.party)
    party = element("span", speaker, class_="party", title=words("panel.party", {"party": speaker}))
    shown = party if reference.party != "other" else None
    return join(
        [
            element("span", web_link(reference.url, reference.title), class_="record-title"),
            element("span", join(facts, " · "), shown, class_="facts"),
        ]
    )


def _citing(entry: Entry, words: Words) -> Html:
    forms = (
        join(
            [
                element("h4", words(f"citing.{name}")),
                element("pre", text, tabindex="0", aria_label=words(f"citing.{name}")),
            ]
        )
        for name, text in citations(entry)
    )
    return element("details", element("summary", words("citing.title")), *forms, class_="cite")
