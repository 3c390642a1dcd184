"""Years, months and parts of years that a question sets, and short years spelt out."""

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
    r"(?:\b(?P<century>1\d|20)(?P<tens>\d)0s|(?:\bthe ['’]?|(?<!\w)['’])(?P<short>\d)0s|"
    r"\bthe (?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b"
)
_OPEN = re.compile(
    r"\b(?P<way>since|after|before|prior to|until|up to|from)(?: the (?:start|beginning|end) of| (?:early|mid|late)(?:-| )?)?"
    r"(?: |(?<=-))(?P<year>1\d{3}|20\d\d)\b"
    r"(?!\s*(?:-|to\b|and\b|until\b|through\b)\s*\d)(?P<on> on(?:wards?)?\b)?"
)
_RANGE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?{_MONTH}\.?(?: (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)?,?(?: (?P<year>1\d{{3}}|20\d\d))?"
    rf"\s*(?:-|to|(?P<and>and)|until|till|through|up to)\s*(?:the )?(?:(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?"
    rf"{_MONTH.replace('month', 'month2')}\.?(?: (?P<last2>\d{{1,2}})(?:st|nd|rd|th)?)?,?(?: of)? (?P<year2>1\d{{3}}|20\d\d)\b"
)
_BETWEEN = re.compile(r"\bbetween(?: the)? ?$")
# The parts of a year by their names, as months from its January on. People draw them wide, so they overlap.
_PARTS = {
    "spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12), "winter": (-1, 3),
    "early": (1, 4), "beginning": (1, 4), "start": (1, 4), "mid": (4, 9), "middle": (4, 9),
    "late": (8, 12), "end": (9, 12), "first half": (1, 6), "second half": (7, 12),
}  # fmt: skip
_PART = re.compile(
    r"\b(?P<part>spring|summer|autumn|fall|winter|early|late|mid(?=[- ])|(?:beginning|start|middle|end|first half|second half)(?= of\b))"
    r"(?: of)?(?: the year)?(?:-| )(?P<year>1\d{3}|20\d\d)\b"
)
# What stands after a short number that is a year: a number before a noun counts something.
_NO_NOUN = r"(?=\s*(?:[?.!,;:)]|$|(?:in|with|of|for|on|please|and|when|that|was|were|did|what|who)\b))"
_SHORT_PAIR = re.compile(
    r"(?<![\w.,:$€£/-])['’]?(?P<a>[4-9]\d)\s*(?P<join>-|–|—|to|until|till|through)\s*"
    rf"['’]?(?P<b>0\d(?![\w%]|[.,:-]\d)|[12]\d{_NO_NOUN})"
)
_SHORT_END = re.compile(
    rf"\b(?P<a>1\d{{3}}|20\d\d)(?P<join>\s*(?:-|–|/|to|and|until|through|or)\s*)['’]?(?P<b>\d\d){_NO_NOUN}"
)
_SHORT = re.compile(
    rf"(?<!\w)['’](?P<a>\d\d)(?!\w|['’]?s\b)|\b(?P<lead>(?:in|since) )(?P<b>[4-9]\d){_NO_NOUN}"
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


def spell_years(text: str) -> str:
    """The text with years of two figures written out, where nothing else can be meant.

    >>> spell_years("the crisis from 93 to 03, the deal of '94 and 2018-19")
    "the crisis from 1993 to 2003, the deal of 1994 and 2018-2019"
    """
    text = _SHORT_PAIR.sub(lambda m: f"{_long(m['a'])}{_joined(m['join'])}{_long(m['b'])}", text)
    text = _SHORT_END.sub(_with_century, text)
    return _SHORT.sub(lambda m: (m["lead"] or "") + _long(m["a"] or m["b"]), text)


def _joined(join: str) -> str:
    return f" {join} " if join.isalpha() else join


def _long(short: str) -> str:
    """A year of two figures: of this century up to its thirties, else of the last."""
    return ("20" if int(short) < _TURN else "19") + short


# Two figures from this on are a year of the last century.
_TURN = 40


def _with_century(match: re.Match[str]) -> str:
    year = match["a"][:2] + match["b"]
    is_month = match["join"] in ("-", "–") and 0 < int(match["b"]) < 13
    return match.group() if year <= match["a"] or is_month else f"{match['a']}{match['join']}{year}"


def _periods(text: str) -> Iterator[Period]:
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        taken.append(match.span())
        yield from _from_to(match, bool(match["and"]) and not _BETWEEN.search(text[: match.start()]))
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
    for match in _PART.finditer(text):
        if not _inside(match.span("year"), taken):
            taken.append(match.span())
            yield _part(match["part"], int(match["year"]))
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


def _part(name: str, year: int) -> Period:
    first, last = _PARTS[name]
    return Period(f"{year - (first < 1)}-{first if first > 0 else first + 13:02d}", f"{year}-{last:02d}")


def _from_to(match: re.Match[str], apart: bool) -> Iterator[Period]:
    """'24 May to 12 June 2018': the year may stand once, the days on both sides or on none. 'April and May 2018' are two."""
    year = match["year"] or match["year2"]
    days = match["day"] or match["day2"], match["last"] or match["last2"]
    start, end = f"{year}-{_number(match['month']):02d}", f"{match['year2']}-{_number(match['month2']):02d}"
    if all(days):
        start, end = f"{start}-{int(days[0]):02d}", f"{end}-{int(days[1]):02d}"
    yield from (Period(start, start), Period(end, end)) if apart else (Period(start, end),)


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in taken)


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
