"""Years and months that a question sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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

_DECADE = re.compile(
    r"\b(?:(?P<century>1\d|20)(?P<tens>\d)0s|(?:the |'|’)(?P<short>\d)0s|"
    r"the (?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b"
)
_OPEN = re.compile(
    r"\b(?P<way>since|after|before|prior to|until|up to|from)(?: the (?:start|beginning|end) of)? (?P<year>1\d{3}|20\d\d)\b"
    r"(?!\s*(?:-|to\b|and\b|until\b|through\b)\s*\d)(?P<on> on(?:wards?)?\b)?"
)
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()


_NUMBERS = re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)?\d\d)\b")


def dates_in_words(text: str, known: Callable[[str, str], bool]) -> str:
    """The text with dates such as 12/06/2018 written out, the day first; the month first where only such a day is `known`.

    >>> dates_in_words("on 3/5/1990", lambda day, month: (day, month) == ("5", "march"))
    'on 5 March 1990'
    """

    def written(match: re.Match[str]) -> str:
        a, b, year = int(match["a"]), int(match["b"]), match["year"]
        possible = [(day, month) for day, month in ((a, b), (b, a)) if 1 <= month <= 12 and 1 <= day <= 31]
        if not possible:
            return match.group()
        told = [(d, m) for d, m in possible if known(str(d), _MONTHS[m - 1])]
        day, month = (told or possible)[0]
        century = "" if len(year) == 4 else "20" if int(year) < 50 else "19"
        return f"{day} {_MONTHS[month - 1].title()} {century}{year}"

    return _NUMBERS.sub(written, text)


def find_periods(text: str) -> list[Period]:
    """The days, months, years and decades that a text names, as periods; 'since 2020' has an open end."""
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
    for match in _OPEN.finditer(text):
        if (match["way"] != "from" or match["on"]) and not _inside(match.span("year"), taken):
            taken.append(match.span())
            yield _open_ended(match["way"], int(match["year"]))
    for match in _DECADE.finditer(text):
        yield _decade(match)
    for match in _YEAR.finditer(text):
        if not _inside(match.span(), taken):
            yield Period(match[1], match[1])


def _open_ended(way: str, year: int) -> Period:
    if way in ("since", "from", "after"):
        return Period(str(year + (way == "after")), "9999")
    return Period("0000", str(year if way in ("until", "up to") else year - 1))


def _decade(match: re.Match[str]) -> Period:
    """'1990s', 'the 90s', 'the nineties'; without a century the last full one of them that began before 2030."""
    tens = _TENS.index(match["word"]) + 2 if match["word"] else int(match["tens"] or match["short"])
    century = match["century"] or ("19" if tens > 2 or match["word"] else "20")
    return Period(f"{century}{tens}0", f"{century}{tens}9")


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in taken)


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
