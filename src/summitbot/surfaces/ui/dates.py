"""ISO dates, of any precision, in the words of a language (Babel, Unicode CLDR)."""

from __future__ import annotations

import datetime
import re

from babel.dates import format_date, format_skeleton

# British English, because the sources write "27 February 2019".
LOCALES = {"en": "en_GB", "ko": "ko_KR"}
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SKELETONS = {4: "y", 7: "yMMMM", 10: ""}
_FROM_TO = {"en": "{} to {}", "ko": "{} ~ {}"}


def in_words(iso: str | None, language: str = "en") -> str:
    """`2019-02-27` as `27 February 2019`; what is no ISO date comes back as it is.

    >>> in_words("2018-06"), in_words("2018-06", "ko")
    ('June 2018', '2018년 6월')
    >>> in_words("2018-06-12T09:00")
    '12 June 2018, 09:00'
    """
    date, _, hour = (iso or "").partition("T")
    if hour and _day(date):
        return f"{in_words(date, language)}, {hour}"
    day = _day(iso or "")
    return iso or "" if day is None else _write(day, _SKELETONS[len(iso or "")], language)


def span_in_words(start: str | None, end: str | None, language: str = "en") -> str:
    """A period, what both ends share said once.

    >>> span_in_words("2019-02-27", "2019-02-28")
    '27–28 February 2019'
    """
    first, last = _day(start or ""), _day(end or "")
    if first and last and start != end and len(start or "") == 10 and (start or "")[:7] == (end or "")[:7]:
        if language == "ko":
            return f"{in_words(start, 'ko')}~{_write(last, 'd', 'ko')}"
        return f"{first.day}–{in_words(end, language)}"
    named = list(dict.fromkeys(in_words(date, language) for date in (start, end) if date))
    return _FROM_TO.get(language, _FROM_TO["en"]).format(*named) if len(named) == 2 else "".join(named)


def _day(iso: str) -> datetime.date | None:
    if not _ISO.fullmatch(iso):
        return None
    try:
        return datetime.date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])
    except ValueError:
        return None


def _write(day: datetime.date, skeleton: str, language: str) -> str:
    locale = LOCALES.get(language, LOCALES["en"])
    written = format_skeleton(skeleton, day, locale=locale) if skeleton else format_date(day, "long", locale)
    return str(written)
