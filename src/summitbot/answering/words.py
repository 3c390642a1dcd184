"""The bot's own words: refusals, lead-ins, suggestions. They carry no claim about the subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summitbot.records import Corpus, Coverage, Nearest, Source, Statement, Status
from summitbot.text import load_data


def refusal_text(
    status: Status, reason: str, coverage: Coverage, language: str = "en", offered: Sequence[Nearest] = ()
) -> str:
    """What is said for a status, in the language of the question; `reason` picks the variant. What is offered is announced."""
    wording = load_data("wording")
    own = wording["languages"].get(language)
    table = (own or wording)["refusals"]
    text: str = table.get(f"{status}.{reason}") or table[status]
    if offered:
        text += " " + (own or wording)["offered"]["sentences" if offered[0].quote else "sources"]
    subject = coverage.glossary(language).subject or coverage.subject
    if own:
        start, end = (_written(iso, own["dates"]) for iso in (_year(coverage.start), coverage.end))
        return text.format(
            subject=subject or own["subject"], start=start or own["start"], end=end or own["end"]
        )
    return text.format(
        subject=subject or "the sources here",
        start=_year(coverage.start) or "their beginning",
        end=_date(coverage.end) or "their end",
    )


def _written(iso: str | None, forms: Sequence[str]) -> str:
    """An ISO date by the form that its precision has in a language."""
    parts = [int(part) for part in (iso or "").split("-") if part]
    return forms[len(parts) - 1].format(*parts) if parts else ""


def not_answered(question: str) -> str:
    """What is said, beside the replies to others, of a question that got none."""
    text: str = load_data("wording")["part_not_answered"]
    return text.format(question=question)


def printed(statements: Sequence[Statement], layout: str) -> str:
    """The statements as one text with their marks, by layout."""
    lines = [(statement.heading, _marked(statement)) for statement in statements]
    if layout == "prose":
        return " ".join(line for _, line in lines)
    if layout == "list":
        return "\n".join(f"- {line}" for _, line in lines)
    if layout == "timeline":
        return "\n".join(f"- {_date(head)}: {line}" if head else f"- {line}" for head, line in lines)
    return _sided(lines)


def _marked(statement: Statement) -> str:
    marks = "".join(f"[{n}]" for n in statement.citations)
    column = f"{statement.column}: " if statement.column else ""
    return f"{column}{statement.text} {marks}".strip()


def _sided(lines: Sequence[tuple[str, str]]) -> str:
    parts: list[str] = []
    last = ""
    for head, line in lines:
        if head and head != last:
            parts.append(f"{head}:")
        last = head
        parts.append(f"- {line}" if head else line)
    return "\n".join(parts)


def suggestions(ids: Iterable[str], corpus: Corpus, asked: str, most: int = 3) -> tuple[str, ...]:
    """Questions that the sources answer: headings and `questions:` of the nearest, then starters."""
    found: list[str] = []
    for id_ in dict.fromkeys(ids):
        found.extend(_questions_of(corpus.sources[id_])[:2])
    found.extend(corpus.coverage.starters)
    same = asked.strip(" ?").lower()
    return tuple(q for q in dict.fromkeys(found) if q.strip(" ?").lower() != same)[:most]


def _questions_of(source: Source) -> list[str]:
    headings = [p.headings[-1] for p in source.paragraphs if p.headings and p.headings[-1].endswith("?")]
    return list(dict.fromkeys([*headings, *(q for _, q in source.questions if q.endswith("?"))]))


_MONTHS = "January February March April May June July August September October November December".split()


def _date(iso: str | None) -> str:
    """An ISO date of any precision in words, with its hour where it has one."""
    day, _, hour = (iso or "").partition("T")
    if hour:
        return f"{_date(day)}, {hour}"
    parts = day.split("-")
    if len(parts) == 3:
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return parts[0]


def _year(iso: str | None) -> str:
    return (iso or "")[:4]
