"""The statements of an answer as escaped HTML: prose, list, timeline, table or sides, each sentence with its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from urllib.parse import quote

from summitbot.records import Citation, Statement
from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.ui.words import Words

Cited = Mapping[int, Citation]
Statements = tuple[Statement, ...]


def render_statements(statements: Iterable[Statement], layout: str, cited: Cited, words: Words) -> Html:
    """Statements as prose, list, timeline, table or sides."""
    return _LAYOUTS.get(layout, _prose)(tuple(statements), cited, words)


def source_address(source_id: str, start: int | None = None, end: int | None = None) -> str:
    """Where a source is shown (relative to the chat page), a stretch of it highlighted."""
    stretch = "" if start is None else f"?start={start}&end={end}"
    return f"sources/{quote(source_id)}{stretch}"


def _sentence(statement: Statement, cited: Cited, words: Words) -> Html:
    """The sentence; its marks stay on one line with its last word."""
    label = _kind(statement, words) if statement.kind == "paraphrase" else None
    marks = [_mark(cited[number], words) for number in statement.citations if number in cited]
    text, space, last = statement.text.rpartition(" ")
    end = element("span", last, label, *marks, class_="end")
    return element("span", text + space, end, class_="statement", data_kind=statement.kind)


def _kind(statement: Statement, words: Words) -> Html:
    """That it is a paraphrase, with the verdict on it; the checker's reasons are the tip."""
    verdict = statement.verdict
    if verdict is None:
        return element("em", words("paraphrase"), class_="kind")
    said = join([words("paraphrase"), words(f"verdicts.{verdict.label}")], " · ")
    return element("em", said, class_="kind", title="; ".join(verdict.reasons))


def _mark(citation: Citation, words: Words) -> Html:
    number = str(citation.number)
    return element(
        "a",
        number,
        class_="mark",
        href=source_address(citation.source_id, citation.start, citation.end),
        data_source=citation.source_id,
        data_number=number,
        data_quote=citation.quote,
        data_title=citation.title,
        aria_label=words("mark", {"number": number, "title": citation.title}),
    )


def _prose(statements: Statements, cited: Cited, words: Words) -> Html:
    return element("p", join((_sentence(s, cited, words) for s in statements), " "), class_="prose-answer")


def _list(statements: Statements, cited: Cited, words: Words) -> Html:
    return element("ul", *(element("li", _sentence(s, cited, words)) for s in statements), class_="points")


def _timeline(statements: Statements, cited: Cited, words: Words) -> Html:
    rows = (
        element(
            "li",
            element("span", words.date(s.heading), class_="when") if s.heading else None,
            _sentence(s, cited, words),
        )
        for s in statements
    )
    return element("ol", *rows, class_="timeline")


def _table(statements: Statements, cited: Cited, words: Words) -> Html:
    """A row for each heading, a cell for each column; what has no column stands above."""
    above = tuple(s for s in statements if not s.column)
    cells = tuple(s for s in statements if s.column)
    columns = list(dict.fromkeys(s.column for s in cells))
    head = element("tr", element("td"), *(element("th", name, scope="col") for name in columns))
    rows = []
    for heading, group in _by_heading(cells):
        told = {name: tuple(s for s in group if s.column == name) for name in columns}
        row = (element("td", *_paragraphs(told[name], cited, words), data_column=name) for name in columns)
        rows.append(element("tr", element("th", heading, scope="row"), *row))
    whole = element("table", element("thead", head), element("tbody", *rows))
    return join(
        [_prose(above, cited, words) if above else None, element("div", whole, class_="table", tabindex="0")]
    )


def _sides(statements: Statements, cited: Cited, words: Words) -> Html:
    sides = (
        element("section", element("h3", heading) if heading else None, *_paragraphs(group, cited, words))
        for heading, group in _by_heading(statements)
    )
    return element("div", *sides, class_="sides")


def _paragraphs(statements: Iterable[Statement], cited: Cited, words: Words) -> list[Html]:
    return [element("p", _sentence(statement, cited, words)) for statement in statements]


_LAYOUTS: dict[str, Callable[[Statements, Cited, Words], Html]] = {
    "prose": _prose, "list": _list, "timeline": _timeline, "table": _table, "sides": _sides,
}  # fmt: skip


def _by_heading(statements: Statements) -> list[tuple[str, Statements]]:
    return [(heading, tuple(group)) for heading, group in groupby(statements, key=lambda s: s.heading)]
