"""Years and months that a question sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summitbot.reading import Period

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH_YEAR = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?{_MONTH}\.?,?(?: (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?)?(?: of)? (?P<year>1\d{{3}}|20\d\d)\b"
)
_ISO = re.compile(r"\b(?P<year>1\d{3}|20\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b")
_SPAN = re.compile(r"\b(?P<a>1\d{3}|20\d\d)\s*(?:-|to|and|until|through)\s*(?P<b>1\d{3}|20\d\d)\b")
_YEAR = re.compile(
    r"(?<![\d-])(?<!resolution )(?<!resolutions )(?<!number )(?<!no\. )(?<!article )(1\d{3}|20\d\d)(?![\d-]|\s*(?:km|miles|people|soldiers|troops))\b"
)


def find_periods(text: str) -> list[Period]:
    """The days, months and years that a text names, as periods."""
    folded = text.lower().replace("–", "-")
    return list(dict.fromkeys(_periods(folded)))


def _periods(text: str) -> Iterator[Period]:
    taken: list[tuple[int, int]] = []
    for match in _SPAN.finditer(text):
        taken.append(match.span())
        yield Period(match["a"], match["b"])
    for match in (*_MONTH_YEAR.finditer(text), *_ISO.finditer(text)):
        if _inside(match.span(), taken):
            continue
        taken.append(match.span())
        day = match["day"] or match.groupdict().get("day2")
        month = match["month"] if match["month"].isdigit() else f"{_number(match['month']):02d}"
        date = f"{match['year']}-{month}" + (f"-{int(day):02d}" if day else "")
        yield Period(date, date)
    for match in _YEAR.finditer(text):
        if not _inside(match.span(), taken):
            yield Period(match[1], match[1])


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in taken)


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
