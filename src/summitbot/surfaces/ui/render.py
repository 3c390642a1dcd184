"""Answers as escaped HTML: pure functions of the nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from urllib.parse import quote

from summitbot.records import REPLIES, Answer, Citation, Statement
from summitbot.surfaces.ui.dates import in_words
from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.ui.texts import say

Cited = Mapping[int, Citation]


def render_answer(answer: Answer, question: str = "") -> Html:
    """One answer: how it was understood, its statements or its refusal, and what to do next."""
    replied = answer.status in REPLIES and bool(answer.statements)
    body = render_reply(answer) if replied else render_refusal(answer)
    return element(
        "div",
        _understood(answer, question),
        body,
        _chips("next" if replied else "help", answer.suggestions),
        _stamp(answer),
        class_=f"answer answer-{answer.status}",
        data_status=answer.status,
        data_layout=answer.layout,
    )


def render_reply(answer: Answer) -> Html:
    """The statements in the answer's layout, with a line of ours before and after where needed."""
    cited = {citation.number: citation for citation in answer.citations}
    own = [element("p", line, class_="own") for line in _own_lines(answer)]
    return join([_notice(answer), render_statements(answer.statements, answer.layout, cited), *own])


def render_statements(statements: Iterable[Statement], layout: str, cited: Cited) -> Html:
    """Statements as prose, list, timeline, table or sides."""
    return _LAYOUTS.get(layout, _prose)(tuple(statements), cited)


def render_refusal(answer: Answer) -> Html:
    """A refusal that helps: why, and the nearest sources to open."""
    nearest = [
        element("li", element("a", near.title, href=source_address(near.source_id), data_source=True))
        for near in answer.nearest
    ]
    shelf = element("h3", say("nearest")), element("ul", *nearest, class_="nearest")
    return join([element("p", answer.text, class_="refusal"), *(shelf if nearest else ())])


def source_address(source_id: str, start: int | None = None, end: int | None = None) -> str:
    """Where a source is shown (relative to the page), a stretch of it highlighted."""
    stretch = "" if start is None else f"?start={start}&end={end}"
    return f"sources/{quote(source_id)}{stretch}"


def chips(questions: Iterable[str]) -> Html:
    """Questions to click."""
    items = (element("li", element("button", q, type="button", class_="chip", data_ask=q)) for q in questions)
    return element("ul", *items, class_="chips")


def _sentence(statement: Statement, cited: Cited) -> Html:
    """The sentence; its marks stay on one line with its last word."""
    label = element("em", say("paraphrase"), class_="kind") if statement.kind == "paraphrase" else None
    marks = [_mark(cited[number]) for number in statement.citations if number in cited]
    text, space, last = statement.text.rpartition(" ")
    end = element("span", last, label, *marks, class_="end")
    return element("span", text + space, end, class_="statement", data_kind=statement.kind)


def _mark(citation: Citation) -> Html:
    number = str(citation.number)
    return element(
        "a",
        number,
        class_="mark",
        href=source_address(citation.source_id, citation.start, citation.end),
        data_source=True,
        title=citation.title,
        aria_label=f"Source {number}: {citation.title}",
    )


def _prose(statements: tuple[Statement, ...], cited: Cited) -> Html:
    return element("p", join((_sentence(s, cited) for s in statements), " "), class_="prose-answer")


def _list(statements: tuple[Statement, ...], cited: Cited) -> Html:
    return element("ul", *(element("li", _sentence(s, cited)) for s in statements), class_="points")


def _timeline(statements: tuple[Statement, ...], cited: Cited) -> Html:
    rows = (
        element(
            "li",
            element("span", in_words(s.heading), class_="when") if s.heading else None,
            _sentence(s, cited),
        )
        for s in statements
    )
    return element("ol", *rows, class_="timeline")


def _table(statements: tuple[Statement, ...], cited: Cited) -> Html:
    """A row for each heading, a cell for each column; what has no column stands above."""
    above = tuple(s for s in statements if not s.column)
    cells = [s for s in statements if s.column]
    columns = list(dict.fromkeys(s.column for s in cells))
    head = element("tr", element("td"), *(element("th", name, scope="col") for name in columns))
    rows = (
        element("tr", element("th", heading, scope="row"), *(_cell(group, name, cited) for name in columns))
        for heading, group in _by_heading(tuple(cells))
    )
    whole = element("table", element("thead", head), element("tbody", *rows))
    return join([_prose(above, cited) if above else None, element("div", whole, class_="table")])


def _cell(statements: list[Statement], column: str, cited: Cited) -> Html:
    own = (element("p", _sentence(s, cited)) for s in statements if s.column == column)
    return element("td", *own, data_column=column)


def _sides(statements: tuple[Statement, ...], cited: Cited) -> Html:
    sides = (
        element(
            "section",
            element("h3", heading) if heading else None,
            *(element("p", _sentence(s, cited)) for s in group),
        )
        for heading, group in _by_heading(statements)
    )
    return element("div", *sides, class_="sides")


_LAYOUTS: dict[str, Callable[[tuple[Statement, ...], Cited], Html]] = {
    "prose": _prose, "list": _list, "timeline": _timeline, "table": _table, "sides": _sides,
}  # fmt: skip


def _by_heading(statements: tuple[Statement, ...]) -> list[tuple[str, list[Statement]]]:
    return [(heading, list(group)) for heading, group in groupby(statements, key=lambda s: s.heading)]


def _understood(answer: Answer, question: str) -> Html | None:
    """How the question was read, where that isn't how it was put."""
    readings = [part.get("standalone") for part in answer.trace.get("parts") or (answer.trace,)]
    stripped = [str(reading).strip() for reading in readings if reading]
    understood = " · ".join(reading[:1].upper() + reading[1:] for reading in stripped)
    if (
        not understood
        or not question
        or understood.lower() == question.strip().lower()
        or answer.status == "invalid"
    ):
        return None
    return element("p", say("understood", question=understood), class_="understood")


def _notice(answer: Answer) -> Html | None:
    if answer.status not in ("partial", "false_premise"):
        return None
    return element("p", say(answer.status), class_="notice")


def _own_lines(answer: Answer) -> list[str]:
    """Lines of the printed answer that are neither statements nor their headings: the bot's own words."""
    headings = {f"{s.heading}:" for s in answer.statements}
    return [
        line
        for line in answer.text.splitlines()
        if line.strip() and line not in headings and not any(s.text in line for s in answer.statements)
    ]


def _chips(key: str, questions: tuple[str, ...]) -> Html | None:
    return element("div", element("h3", say(key)), chips(questions), class_="more") if questions else None


def _stamp(answer: Answer) -> Html:
    kinds = {s.kind for s in answer.statements}
    parts = [
        say("mixed" if "paraphrase" in kinds else "verbatim") if kinds else None,
        say("as_of", as_of=in_words(answer.as_of)) if answer.as_of else None,
        say("corpus", corpus=answer.corpus.fingerprint[:8]) if answer.corpus.fingerprint else None,
    ]
    return element("p", join(parts, " · "), class_="stamp")
