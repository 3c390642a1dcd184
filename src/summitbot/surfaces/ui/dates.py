"""ISO dates, of any precision, in words."""

from __future__ import annotations

from summitbot.dates import Date


def in_words(iso: str | None) -> str:
    """`2019-02-27` as `27 February 2019`; what is no ISO date comes back as it is.

    >>> in_words("2018-06")
    'June 2018'
    """
    parts = (iso or "").split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= int([*parts, "1"][1]) <= 12:
        return iso or ""
    return str(Date(*(int(part) for part in parts[:3])))


def span_in_words(start: str | None, end: str | None) -> str:
    """A period, what both ends share said once.

    >>> span_in_words("2019-02-27", "2019-02-28")
    '27–28 February 2019'
    """
    if start and end and len(start) == 10 and start != end and start[:7] == end[:7]:
        return f"{int(start[8:])}–{in_words(end)}"
    return " to ".join(dict.fromkeys(in_words(date) for date in (start, end) if date))
