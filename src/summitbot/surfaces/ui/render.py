"""Answers as escaped HTML: pure functions of the nouns and of the reader's words."""

from __future__ import annotations

import json
from collections.abc import Iterable

from summitbot.records import REPLIES, Answer, Nearest
from summitbot.surfaces.closest import place_of
from summitbot.surfaces.ui.deeds import render_deeds
from summitbot.surfaces.ui.elements import Html, element, join
from summitbot.surfaces.ui.statements import render_statements, source_address
from summitbot.surfaces.ui.words import Words


def render_answer(answer: Answer, words: Words, question: str = "") -> Html:
    """One answer: how it was understood, its statements or its refusal, and what to do next."""
    replied = answer.status in REPLIES and bool(answer.statements)
    body = render_reply(answer, words) if replied else render_refusal(answer, words)
    return element(
        "div",
        _understood(answer, words, question),
        body,
        _legend(answer, words),
        _chips(words("next" if replied else "help"), answer.suggestions),
        _stamp(answer, words),
        render_deeds(answer, words),
        class_=f"answer answer-{answer.status}",
        data_status=answer.status,
        data_layout=answer.layout,
        data_behind=_behind(answer),
    )


def _behind(answer: Answer) -> str:
    """What a saved talk holds of an answer, as JSON: its sentences, its citations with their references, and what a refusal offers."""
    told = answer.to_dict()
    saved = {key: told[key] for key in ("status", "statements", "citations", "as_of", "corpus")}
    saved["nearest"] = [] if answer.statements else told["nearest"]
    return json.dumps(saved, ensure_ascii=False, separators=(",", ":"))


def render_reply(answer: Answer, words: Words) -> Html:
    """The statements in the answer's layout, with a line of ours before and after where needed."""
    cited = {citation.number: citation for citation in answer.citations}
    own = [element("p", line, class_="own") for line in (*own_lines(answer), *model_notes(answer))]
    body = render_statements(answer.statements, answer.layout, cited, words)
    return join([_notice(answer, words), body, *own])


def render_refusal(answer: Answer, words: Words) -> Html:
    """A refusal that helps: why, and what comes closest, to be opened in its source."""
    kind = element("p", words(f"refused.{answer.status}"), class_="refusal-kind") if answer.status else None
    said = element("div", kind, element("p", answer.text, class_="refusal"), class_="help")
    return join([said, _nearest(answer.nearest, words) if answer.nearest else None])


def _nearest(nearest: tuple[Nearest, ...], words: Words) -> Html:
    """The sentences that come closest, each with the way to its place; else the nearest sources."""
    label = words("closest" if any(near.quote for near in nearest) else "nearest")
    items = (
        element(
            "li",
            element("blockquote", near.quote) if near.quote else None,
            element(
                "a",
                place_of(near),
                href=source_address(near.source_id, near.start, near.end),
                data_source=near.source_id,
            ),
        )
        for near in nearest
    )
    return join([element("h3", label, class_="nearest-title"), element("ul", *items, class_="nearest")])


def chips(questions: Iterable[str]) -> Html:
    """Questions to click."""
    items = (element("li", element("button", q, type="button", class_="chip", data_ask=q)) for q in questions)
    return element("ul", *items, class_="chips")


def own_lines(answer: Answer) -> list[str]:
    """Lines of the printed answer that are neither statements nor their headings: the bot's own words."""
    headings = {f"{s.heading}:" for s in answer.statements}
    return [
        line
        for line in answer.text.splitlines()
        if line.strip() and line not in headings and not any(s.text in line for s in answer.statements)
    ]


def model_notes(answer: Answer) -> list[str]:
    """Why no language model wrote this answer although there is one; nothing where it wrote a part of it."""
    if "paraphrase" in {statement.kind for statement in answer.statements}:
        return []
    reports = [part.get("generation", {}) for part in answer.trace.get("parts") or (answer.trace,)]
    return list(dict.fromkeys(str(report["note"]) for report in reports if report.get("note")))


def understood_as(answer: Answer, question: str) -> str:
    """How the question was read, where that isn't how it was put; else nothing."""
    if answer.status == "invalid" or not question:
        return ""
    readings = [part.get("standalone") for part in answer.trace.get("parts") or (answer.trace,)]
    stripped = [str(reading).strip() for reading in readings if reading]
    understood = " · ".join(reading[:1].upper() + reading[1:] for reading in stripped)
    return "" if _bare(understood) == _bare(question) else understood


def _bare(question: str) -> str:
    """A question without what makes no difference to its reading: case and white space."""
    return " ".join(question.lower().split())


def _understood(answer: Answer, words: Words, question: str) -> Html | None:
    understood = understood_as(answer, question)
    return (
        element("p", words("understood", {"question": understood}), class_="understood")
        if understood
        else None
    )


def _notice(answer: Answer, words: Words) -> Html | None:
    if answer.status not in ("partial", "false_premise"):
        return None
    return element("p", words(answer.status), class_="notice")


def _legend(answer: Answer, words: Words) -> Html | None:
    """What the two looks of a sentence mean, where an answer has both or a paraphrase."""
    if "paraphrase" not in {statement.kind for statement in answer.statements}:
        return None
    kinds = (element("span", words(f"legend.{kind}"), data_kind=kind) for kind in ("verbatim", "paraphrase"))
    return element("p", *kinds, class_="legend")


def _chips(title: str, questions: tuple[str, ...]) -> Html | None:
    return element("div", element("h3", title), chips(questions), class_="more") if questions else None


def _stamp(answer: Answer, words: Words) -> Html:
    kinds = {s.kind for s in answer.statements}
    parts = [
        words("mixed" if "paraphrase" in kinds else "verbatim") if kinds else None,
        words("as_of", {"as_of": words.date(answer.as_of)}) if answer.as_of else None,
        words("corpus", {"corpus": answer.corpus.fingerprint[:8]}) if answer.corpus.fingerprint else None,
    ]
    return element("p", join(parts, " · "), class_="stamp")
