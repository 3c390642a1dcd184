"""One source as escaped HTML: the passage with the quoted stretch highlighted, and its records."""

from __future__ import annotations

from summitbot.records import Corpus, Paragraph, Passage, Reference, Source
from summitbot.surfaces.ui.dates import in_words, span_in_words
from summitbot.surfaces.ui.elements import Html, element, join, web_link
from summitbot.surfaces.ui.texts import say

Stretch = tuple[int, int]


def render_source(corpus: Corpus, source: Source, stretch: Stretch | None = None) -> Html:
    """The source for the panel: title, date, passage with the quote marked, references, whole text."""
    passage = _passage_at(corpus, source, stretch)
    shown = (passage.start, passage.end) if passage else _lead(source)
    headings = passage.headings if passage else ()
    return element(
        "article",
        element("h2", source.title, id="source-title", tabindex="-1"),
        element("p", _facts(source), class_="facts"),
        element("h3", " › ".join(headings)) if headings else None,
        element("blockquote", *_paragraphs(source, shown, stretch), class_="passage"),
        _records(source, stretch),
        _whole(source),
        class_="source",
    )


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


def _facts(source: Source) -> Html:
    facts = [span_in_words(source.date, source.end) or None, source.place, ", ".join(source.parties) or None]
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


def _records(source: Source, stretch: Stretch | None) -> Html | None:
    references = _references_at(source, stretch)
    if not references:
        return None
    items = (element("li", _record(reference)) for reference in references)
    return join([element("h3", say("panel.records")), element("ol", *items, class_="records")])


def _references_at(source: Source, stretch: Stretch | None) -> tuple[Reference, ...]:
    """The records that the paragraph of a stretch rests on; all of the source's where it names none."""
    if stretch is None:
        return source.references
    keys = {k for p in source.paragraphs if p.start <= stretch[0] < p.end for k in p.references}
    return tuple(r for r in source.references if r.key in keys) or source.references


def _record(reference: Reference) -> Html:
    language = say("panel.language", language=reference.language) if reference.language != "en" else None
    facts = [reference.publisher or None, in_words(reference.date) or None, language]
    party = element("span", reference.party, class_="party", title=say("panel.party", party=reference.party))
    return join(
        [
            element("span", web_link(reference.url, reference.title), class_="record-title"),
            element(
                "span", join(facts, " · "), party if reference.party != "other" else None, class_="facts"
            ),
        ]
    )


def _whole(source: Source) -> Html:
    parts: list[Html] = []
    headings: tuple[str, ...] = ()
    for paragraph in source.paragraphs:
        if paragraph.headings != headings:
            headings = paragraph.headings
            parts.extend([element("h4", headings[-1])] if headings else [])
        parts.append(_whole_paragraph(source, paragraph))
    return element("details", element("summary", say("panel.whole")), *parts) if parts else Html("")


def _whole_paragraph(source: Source, paragraph: Paragraph) -> Html:
    class_ = "item" if paragraph.item else None
    return element("p", source.text[paragraph.start : paragraph.end], class_=class_)


def render_source_page(title: str, article: Html, home: str) -> Html:
    """The source as a page of its own; `home` is the address of the chat page, with its slash."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} · {say('name')}"),
        element("link", rel="stylesheet", href=f"{home}page/style.css"),
    )
    back = element("p", element("a", say("panel.back"), href=home), class_="back")
    body = element("body", element("main", back, article), class_="source-page")
    return join([Html("<!doctype html>"), element("html", head, body, lang="en")])
