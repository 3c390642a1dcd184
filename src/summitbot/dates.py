"""Dates in running text, normalised, with the comparison that a check of facts needs.

Day-month-year and month-day-year order, ISO 8601, ranges ("27–28 February 2019") and days counted
from the date before ("the following day") are read. What is ambiguous ("03/04/2018") is not.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Relation = Literal["same", "coarser", "finer", "conflict"]

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_JOIN = r"\s*(?:-|–|—|to|and|until|till|through|or|/|,)\s*"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAYS = rf"{_DAY}(?:{_JOIN}{_DAY})*"
_TAIL = r"(?![\w%]|[.,:]\d)"
_DATE = re.compile(
    rf"""(?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:3[01]|[12]\d|0[1-9]))?){_TAIL}
    |\b(?P<slash>\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}){_TAIL}
    |\b(?P<days>{_DAYS})\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}){_TAIL})?
    |\b(?P<month2>{_MONTH})\s+(?:the\s+)?(?P<days2>{_DAYS}){_TAIL}(?:,?\s+(?P<year2>{_YEAR}){_TAIL})?
    |\b(?P<months>{_MONTH}(?:{_JOIN}{_MONTH})+),?\s+(?:of\s+)?(?P<year4>{_YEAR}){_TAIL}
    |\b(?P<month3>{_MONTH}),?\s+(?:of\s+)?(?P<year3>{_YEAR}){_TAIL}
    |(?P<bare>(?<=\bin\s|\bof\s|\bby\s)|(?<=\bsince\s|\buntil\s)|(?<=\b(?:mid|end)-))(?P<month4>{_MONTH})
    |(?<![\w.,:$€£/-])(?P<alone>{_YEAR})(?:[–/-]\d\d\b)?{_TAIL}(?!\s*(?:km|kilomet|met(?:er|re)s|miles|people|men|soldiers|troops|dollars|percent))
    |\b(?P<after>(?:the|a)\s+(?:(?:following|next)\s+day|day\s+(?:after|later)))\b
    |\b(?P<before>(?:the|a)\s+(?:(?:previous|preceding)\s+day|day\s+(?:before|earlier)))\b
    |\b(?P<same>(?:the\s+)?same\s+day)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Date:
    """A day, month or year of the calendar; what a text leaves open is None ("12 June" has no year)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """The date in words, as in "27 February 2019"."""
        month = MONTHS[self.month - 1] if self.month else None
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    @property
    def iso(self) -> str:
        """In ISO 8601, as far as it is known; a date without year is ''."""
        month = f"-{self.month:02d}" if self.month else ""
        return (
            f"{self.year:04d}{month}" + (f"-{self.day:02d}" if month and self.day else "")
            if self.year
            else ""
        )

    def relation(self, other: Date) -> Relation:
        """How this date stands to another one.

        "same", "coarser" (this one leaves open what the other says), "finer" (it says more) or
        "conflict" (no day can be both).

        >>> Date(2018, 6).relation(Date(2018, 6, 12))
        'coarser'
        """
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        if any(a is not None and b is not None and a != b for a, b in pairs):
            return "conflict"
        if any(a is not None and b is None for a, b in pairs):
            return "finer"
        return "coarser" if any(a is None and b is not None for a, b in pairs) else "same"

    def shifted(self, days: int) -> Date:
        """The day so many days later; a date that is no full day stays as it is."""
        if not (self.year and self.month and self.day):
            return self
        try:
            day = datetime.date(self.year, self.month, self.day) + datetime.timedelta(days)
        except (ValueError, OverflowError):
            return self
        return Date(day.year, day.month, day.day)


@dataclass(frozen=True)
class DateSpan:
    """A date and where it stands: offsets of the text, start inclusive and end exclusive."""

    start: int
    end: int
    date: Date


def find_dates(text: str, last: Date | None = None) -> list[DateSpan]:
    """The dates of a text in order; each end of a range is one. Open years are filled from the range.

    `last` is the date named before this text, from which "the next day" counts.

    >>> [str(d.date) for d in find_dates("on 27–28 February 2019, and the following day")]
    ['27 February 2019', '28 February 2019', '1 March 2019']
    """
    found: list[DateSpan] = []
    for match in _DATE.finditer(text):
        last = found[-1].date if found else last
        found.extend(DateSpan(match.start(), match.end(), date) for date in _read(match, last))
    return _with_years(found, text)


def _read(match: re.Match[str], last: Date | None) -> Iterator[Date]:
    part = match.groupdict()
    if part["iso"]:
        yield Date(*(int(piece) for piece in part["iso"].split("-")))
    elif part["slash"]:
        yield from _slashed(part["slash"])
    elif days := part["days"] or part["days2"]:
        month, year = _month(part["month"] or part["month2"]), part["year"] or part["year2"]
        yield from (Date(_int(year), month, int(day)) for day in re.findall(r"\d+", days))
    elif part["months"]:
        for name in re.findall(r"[a-z]{3,}", part["months"], re.IGNORECASE):
            if re.fullmatch(_MONTH, name, re.IGNORECASE):
                yield Date(int(part["year4"]), _month(name))
    elif part["month3"]:
        yield Date(int(part["year3"]), _month(part["month3"]))
    elif part["month4"] and part["month4"][0].isupper():
        yield Date(None, _month(part["month4"]))
    elif part["alone"]:
        yield Date(int(part["alone"]))
    elif last is not None:
        shift = 1 if part["after"] else -1 if part["before"] else 0
        if part["after"] or part["before"] or part["same"]:
            yield last.shifted(shift)


def _slashed(text: str) -> Iterator[Date]:
    a, b, year = (int(piece) for piece in re.split(r"[/.]", text))
    if 0 < b <= 12 and (a == b or 12 < a <= 31):
        yield Date(year, b, a)
    elif 0 < a <= 12 < b <= 31:
        yield Date(year, a, b)


def _with_years(spans: list[DateSpan], text: str) -> list[DateSpan]:
    """A date without year takes it from the next one that is joined to it: "from 4 May to 9 June 2018"."""
    filled = list(spans)
    for at in range(len(filled) - 2, -1, -1):
        here, following = filled[at], filled[at + 1]
        gap = text[here.end : following.start]
        joined = re.fullmatch(
            rf"(?:{_JOIN}|\s*,?\s*(?:and|or)\s+(?:again\s+)?(?:on|in)?\s*)", gap, re.IGNORECASE
        )
        if here.date.year is None and following.date.month and joined:
            date = Date(following.date.year, here.date.month, here.date.day)
            filled[at] = DateSpan(here.start, here.end, date)
    return filled


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower()[:3]))


def _int(text: str | None) -> int | None:
    return int(text) if text else None
