"""ISO dates in words. (A date of any precision: year, month or day.)"""

from __future__ import annotations

_MONTHS = "January February March April May June July August September October November December".split()


def in_words(iso: str | None) -> str:
    """`2019-02-27` as `27 February 2019`; what is no ISO date comes back as it is.

    >>> in_words("2018-06")
    'June 2018'
    """
    parts = (iso or "").split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= int(([*parts, "1"])[1]) <= 12:
        return iso or ""
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) > 1 else parts[0]
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def span_in_words(start: str | None, end: str | None) -> str:
    """A period: `1945 to May 2026`."""
    return " to ".join(in_words(date) for date in (start, end) if date)
