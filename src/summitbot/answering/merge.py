"""One answer out of the answers to the questions of one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summitbot.answering.words import not_answered, printed
from summitbot.records import REPLIES, Answer, Citation, Statement, Status

_MOST_EACH = 3


def merge_answers(questions: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The replies one after another, numbered through; what was refused is said at the end.

    Without any reply it is the first answer. A sentence that two replies share is shown once.
    """
    replies = [answer for answer in answers if answer.status in REPLIES]
    if not replies:
        return answers[0]
    statements, citations = _numbered(replies)
    refused = [q for q, a in zip(questions, answers, strict=True) if a.status not in REPLIES]
    false = any(answer.status == "false_premise" for answer in replies)
    status: Status = "partial" if refused else "false_premise" if false else "answered"
    layouts = {answer.layout for answer in replies}
    layout = layouts.pop() if len(layouts) == 1 else "prose"
    text = "\n\n".join([printed(statements, layout), *(not_answered(q) for q in refused)])
    first = replies[0]
    dates = [answer.as_of for answer in replies if answer.as_of]
    return replace(
        first,
        status=status,
        text=text,
        layout=layout,
        statements=statements,
        citations=citations,
        as_of=min(dates, default=None),
        nearest=tuple(dict.fromkeys(n for answer in replies for n in answer.nearest))[:3],
        suggestions=tuple(dict.fromkeys(s for answer in answers for s in answer.suggestions))[:3],
        trace={
            **first.trace,
            "parts": [dict(answer.trace) | {"status": answer.status} for answer in answers],
        },
    )


def _numbered(replies: Sequence[Answer]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    statements: list[Statement] = []
    citations: list[Citation] = []
    shown: set[str] = set()
    for answer in replies:
        cited = {citation.number: citation for citation in answer.citations}
        kept = answer.statements if answer.layout == "list" else answer.statements[:_MOST_EACH]
        for statement in kept:
            if statement.text in shown:
                continue
            shown.add(statement.text)
            numbers = range(len(citations) + 1, len(citations) + 1 + len(statement.citations))
            citations += [
                replace(cited[n], number=m) for n, m in zip(statement.citations, numbers, strict=True)
            ]
            statements.append(replace(statement, citations=tuple(numbers)))
    return tuple(statements), tuple(citations)
